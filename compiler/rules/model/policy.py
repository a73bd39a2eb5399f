"""The compiled document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from tiaowen.compiler.rules.model.beside import (
    Adjustment,
    DiseaseList,
    DoubtRule,
    DutyRule,
    Figure,
    FundLimit,
    FundRule,
    Names,
    Parameter,
    Remark,
)
from tiaowen.compiler.rules.model.norms import Norm
from tiaowen.compiler.rules.model.people import Class, Identity
from tiaowen.compiler.rules.model.rules import Benefit, Clause, Pool
from tiaowen.dsl.tree import Citation, Language, Text


@frozen
class Policy:
    """A compiled document.

    ``identities`` maps every category a claim may state (by id) to what it amounts to here; a category that is not a
    key is no recipient category of this document. ``outside`` is the atom of persons who hold only such categories,
    when the document sends them elsewhere. ``ancestors`` maps a category, care or disease id to itself and all it is
    a part of. ``figures`` are the published figures of each parameter by year of publication. ``language`` is the
    language the document was written in: citations are given in its numbering. ``counted`` are the claim columns of
    facts the document declares that are plain numbers, not money. ``insurance_year`` is the month and day on which
    one begins. ``derived`` are the classes that facts alone make a person one of. ``leaves_out`` are the claim columns
    that a fact, by its column, is counted without. ``doubts`` are what can be read otherwise; the rules follow the
    reading chosen of each. ``refines`` are the ids of the documents above this one, whose rules are among its own
    where it says nothing else; ``norms`` are what it and they demand of lower documents. It is in force from ``start``
    to ``end``, both included, and for expenses from ``expenses_from`` on; None is no such bound.
    """

    id: str
    title: Text
    number: Text | None
    regions: tuple[str, ...]
    issued: date | None
    issuer: Text | None
    start: date | None
    start_cites: tuple[Citation, ...]
    based_on: tuple[Text, ...]
    repeals: tuple[Text, ...]
    language: Language
    classes: tuple[Class, ...]
    lists: tuple[DiseaseList, ...]
    atoms: tuple[str, ...]
    identities: Mapping[str, Identity]
    outside: str | None
    ancestors: Mapping[str, tuple[str, ...]]
    parameters: tuple[Parameter, ...]
    figures: Mapping[str, Mapping[int, Figure]]
    benefits: tuple[Benefit, ...]
    pools: tuple[Pool, ...]
    clauses: tuple[Clause, ...]
    adjustments: tuple[Adjustment, ...]
    fund_rules: tuple[FundRule, ...]
    fund_limits: tuple[FundLimit, ...]
    duties: tuple[DutyRule, ...]
    remarks: tuple[Remark, ...]
    names: Mapping[str, Names]
    fingerprint: str
    counted: frozenset[str] = frozenset()
    insurance_year: tuple[int, int] = (1, 1)
    derived: tuple[str, ...] = ()
    leaves_out: Mapping[str, tuple[str, ...]] = field(factory=dict)
    doubts: tuple[DoubtRule, ...] = ()
    refines: tuple[str, ...] = ()
    norms: tuple[Norm, ...] = ()
    end: date | None = None
    end_cites: tuple[Citation, ...] = ()
    expenses_from: date | None = None
    expenses_cites: tuple[Citation, ...] = ()
