"""The rules: what a document means, closed and typed, the only thing that checks, engines, back ends and reports read.

``compiler/rules`` turns a resolved document into a :class:`Policy`. Everything a claim can be asked is answered from
it: no name is left to look up, no reference to follow, no word to interpret. A set-based back end is generated from
these objects alone; if one ever needs the syntax tree, a field is missing here.

A *case* is a point of the product category x level x care x plan x disease x mark x fact. A :class:`Box` is a set of
cases, a :class:`Rule` puts one value of one facet on a union of boxes of one benefit, a :class:`Benefit` lists its
rules, its conditions, its base and its counters, and ``Policy.benefits`` is in the order of settlement.

Concepts are referred to by id (``minimum-living-guarantee``); ``Policy.names`` has their names in both languages.
Money is an integer number of fen, every share an exact fraction. Every object that decides something has ``cites``.

Left to others: settling (``compiler/settle``), judging (``compiler/checks``), comparing (``compiler/compare``).
"""

from tiaowen.compiler.rules.model.amounts import (
    Allowed,
    Amount,
    Banded,
    Elsewhere,
    Excluded,
    Fixed,
    FullSubsidy,
    Lump,
    Nothing,
    OfFact,
    OfStatistic,
    Open,
    Ratio,
    Slice,
    Step,
    Value,
)
from tiaowen.compiler.rules.model.beside import (
    Adjustment,
    ChoiceRule,
    DiseaseList,
    DoubtRule,
    DutyRule,
    Figure,
    FundBand,
    FundLimit,
    FundRule,
    Names,
    Parameter,
    Remark,
)
from tiaowen.compiler.rules.model.cases import (
    DAY,
    Box,
    Compare,
    Condition,
    HasDisease,
    HasMark,
    Holds,
    Test,
)
from tiaowen.compiler.rules.model.norms import (
    Delegation,
    Extension,
    Norm,
    Ordered,
    Rising,
)
from tiaowen.compiler.rules.model.people import (
    Class,
    Identity,
)
from tiaowen.compiler.rules.model.policy import (
    Policy,
)
from tiaowen.compiler.rules.model.rules import (
    COVERAGE,
    Base,
    Benefit,
    Clause,
    Exclusion,
    FundPart,
    Pool,
    Requirement,
    Rule,
)

__all__ = [
    "COVERAGE",
    "DAY",
    "Adjustment",
    "Allowed",
    "Amount",
    "Banded",
    "Base",
    "Benefit",
    "Box",
    "ChoiceRule",
    "Class",
    "Clause",
    "Compare",
    "Condition",
    "Delegation",
    "DiseaseList",
    "DoubtRule",
    "DutyRule",
    "Elsewhere",
    "Excluded",
    "Exclusion",
    "Extension",
    "Figure",
    "Fixed",
    "FullSubsidy",
    "FundBand",
    "FundLimit",
    "FundPart",
    "FundRule",
    "HasDisease",
    "HasMark",
    "Holds",
    "Identity",
    "Lump",
    "Names",
    "Norm",
    "Nothing",
    "OfFact",
    "OfStatistic",
    "Open",
    "Ordered",
    "Parameter",
    "Policy",
    "Pool",
    "Ratio",
    "Remark",
    "Requirement",
    "Rising",
    "Rule",
    "Slice",
    "Step",
    "Test",
    "Value",
]
