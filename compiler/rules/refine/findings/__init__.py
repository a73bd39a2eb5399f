"""Findings about a document and the higher documents it refines: what it may not say, and what it has to mind."""

from tiaowen.compiler.rules.refine.findings.figures import (
    Added,
    CeilingBroken,
    Contradicted,
    FloorBroken,
    InPrinciple,
    InPrincipleExplained,
    NotAbove,
    NotComparable,
    NotRising,
    OtherAuthority,
    StillOpen,
)
from tiaowen.compiler.rules.refine.findings.lines import (
    BrokenHigherDocument,
    EntriesLeftOut,
    Narrowed,
    OtherLine,
    Redefined,
    StaleAmendment,
    WronglyExtended,
)
from tiaowen.compiler.rules.refine.findings.words import Words

__all__ = [
    "Added",
    "BrokenHigherDocument",
    "CeilingBroken",
    "Contradicted",
    "EntriesLeftOut",
    "FloorBroken",
    "InPrinciple",
    "InPrincipleExplained",
    "Narrowed",
    "NotAbove",
    "NotComparable",
    "NotRising",
    "OtherAuthority",
    "OtherLine",
    "Redefined",
    "StaleAmendment",
    "StillOpen",
    "Words",
    "WronglyExtended",
]
