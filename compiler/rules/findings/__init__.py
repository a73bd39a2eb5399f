"""The findings of the rules compiler: without these put right, the rules would be wrong or silent."""

from tiaowen.compiler.resolve.findings import CyclicDefinition, TooDeep
from tiaowen.compiler.rules.findings.catalogue import Misfit, Once
from tiaowen.compiler.rules.findings.statements import (
    ListCount,
    NoIssueDate,
    NoRecipients,
    NoReference,
    NoStart,
    NotHere,
    OtherRegion,
    PeriodClash,
    Restated,
    SharesNotWhole,
    TwoFigures,
)
from tiaowen.compiler.rules.findings.structure import (
    Conflict,
    Hole,
    NoBase,
    NoCap,
    NoEffect,
    NoSubsidy,
    SharedCounter,
    TwoDiseases,
)
from tiaowen.compiler.rules.findings.units import (
    BandedUnsaid,
    BracketGap,
    OutOfRange,
    PercentOfWhat,
    ShortName,
    Undated,
    WrongFactUnit,
    WrongUnit,
)
from tiaowen.compiler.rules.findings.words import FACET_NAMES, facet_name

__all__ = [
    "FACET_NAMES",
    "BandedUnsaid",
    "BracketGap",
    "Conflict",
    "CyclicDefinition",
    "Hole",
    "ListCount",
    "Misfit",
    "NoBase",
    "NoCap",
    "NoEffect",
    "NoIssueDate",
    "NoRecipients",
    "NoReference",
    "NoStart",
    "NoSubsidy",
    "NotHere",
    "Once",
    "OtherRegion",
    "OutOfRange",
    "PercentOfWhat",
    "PeriodClash",
    "Restated",
    "SharedCounter",
    "SharesNotWhole",
    "ShortName",
    "TooDeep",
    "TwoDiseases",
    "TwoFigures",
    "Undated",
    "WrongFactUnit",
    "WrongUnit",
    "facet_name",
]
