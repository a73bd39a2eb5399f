"""What the lines say, sorted by benefit and pool, before it is closed into rules.

``gather`` fills these in one pass over the lines; ``close``, ``counters`` and ``points`` read them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import define, field, frozen

from tiaowen.compiler.resolve import Placed
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.findings import Once
from tiaowen.compiler.rules.select import Selection
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Citation, Outcome, Period, Rounding, Span
from tiaowen.dsl.tree.base import NOWHERE

COUNTED = ("deductible", "cap", "total-cap", "out-of-pocket-ceiling")
"""The facets that can count over more than one visit."""
PAYING = ("ratio", "subsidy", "lump-sum")
"""The facets that come to a payment."""
FAMILY = "@family"
"""Stands for the counter of a rule for families, until it has one."""


@frozen
class Row:
    """One value on one selection, as a clause states it; ``refer`` is the benefit of *as for*.

    ``points`` are added to the ratio of the cases, whatever clause states that. ``tests`` are the clause's own period.
    """

    facet: str
    value: model.Value | None
    refer: str | None
    selection: Selection
    period: Period | None
    scope: tuple[str, ...]
    cites: tuple[Citation, ...]
    clause: int
    span: Span
    points: Fraction | None = None
    family: bool = False
    funds: tuple[model.FundPart, ...] = ()


@define
class Draft:
    """What the lines under one benefit say."""

    id: str
    rows: list[Row] = field(factory=list)
    covers: list[model.Box] = field(factory=list)
    covers_cites: list[Citation] = field(factory=list)
    requires: list[model.Requirement] = field(factory=list)
    excludes: list[model.Exclusion] = field(factory=list)
    base: model.Base | None = None
    base_span: Span = NOWHERE
    instead_span: Span = NOWHERE
    instead_of: list[tuple[str, tuple[Citation, ...]]] = field(factory=list)
    accumulates: dict[str, tuple[tree.Accumulates, tuple[str, ...], tuple[Citation, ...]]] = field(factory=dict)
    banded: tree.Banded | None = None
    rounding: Rounding = Rounding.HALF_UP_FEN
    rounding_cites: tuple[Citation, ...] = ()
    several: Outcome | None = None
    several_cites: tuple[Citation, ...] = ()
    identity_event: str | None = None
    identity_cites: tuple[Citation, ...] = ()
    start: date | None = None
    end: date | None = None
    period_cites: tuple[Citation, ...] = ()
    fund_rows: list[tuple[tree.FundRow, tuple[Citation, ...]]] = field(factory=list)
    failed: set[str] = field(factory=set)
    """Facets of which some clause could not be read: what they leave open is no second mistake."""
    stated: dict[Once, tuple[object, Span]] = field(factory=dict)
    """What can be stated once only, with its place: a second line must agree with the first."""
    cites: dict[Citation, None] = field(factory=dict)


@define
class PoolDraft:
    """A named counter: its members (benefits, kinds of care, pools), and what the lines under it say."""

    id: str
    members: tuple[tree.Name, ...]
    cites: tuple[Citation, ...]
    span: Span
    draft: Draft


@define
class Gathered:
    """Everything the lines say."""

    drafts: dict[str, Draft] = field(factory=dict)
    general: Draft = field(factory=lambda: Draft("general"))
    """What lines under no benefit say of all of them."""
    pools: dict[str, PoolDraft] = field(factory=dict)
    insurance_year: tuple[int, int] | None = None
    leaves_out: dict[str, tuple[str, ...]] = field(factory=dict)
    clauses: list[tuple[tree.Clause, tuple[str, ...], tuple[Citation, ...], Placed]] = field(factory=list)
    adjustments: list[model.Adjustment] = field(factory=list)
    limits: list[model.FundLimit] = field(factory=list)
    duties: list[model.DutyRule] = field(factory=list)
    remarks: list[model.Remark] = field(factory=list)
