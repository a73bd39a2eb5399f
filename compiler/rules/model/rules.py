"""Rules: one value of one facet on a set of cases, and a benefit with all that decides it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import field, frozen

from tiaowen.compiler.rules.model.amounts import Value
from tiaowen.compiler.rules.model.cases import Box, Test
from tiaowen.compiler.rules.model.citing import article_texts
from tiaowen.dsl.tree import Citation, Facet, Outcome, Period, Rounding, Span, Strength, Text

COVERAGE = "coverage"
"""The facet of *not covered*, *governed by* and *granted*; the other facets are the values of :class:`Facet`."""


@frozen
class FundPart:
    """What one fund pays of a benefit: up to ``upto`` fen, or a ``share`` of it, or with neither the rest."""

    fund: str
    upto: int | None = None
    share: Fraction | None = None


@frozen
class Rule:
    """One value of one facet on a union of boxes of one benefit.

    ``facet`` is ``coverage`` or the value of a :class:`Facet`. ``period`` is that of a deductible or cap (None: per
    year for a cap, per visit for a deductible without a yearly counter). ``clause`` indexes ``Policy.clauses``.
    ``via`` names the benefit a value was taken over from (``as for``). Cases that ``others`` left to explicit rules
    are already cut out of ``boxes``. ``pool`` is the counter a limit is measured against (None: each visit by itself).
    The limits of a named pool have facets of their own, ``pool:`` and its id. ``funds`` say who pays it.
    """

    facet: str
    value: Value
    boxes: tuple[Box, ...]
    period: Period | None
    cites: tuple[Citation, ...]
    clause: int
    via: str | None = None
    pool: str | None = None
    funds: tuple[FundPart, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """Return the articles as the documents number them: ``第十条``."""
        return article_texts(self.cites)


@frozen
class Requirement:
    """A condition without which the benefit pays nothing; ``cites`` is where it stands.

    With ``or_else`` there are alternatives: all of ``tests``, or all of one of the others.
    """

    test: Test
    cites: tuple[Citation, ...]
    and_also: tuple[Test, ...] = ()
    or_else: tuple[tuple[Test, ...], ...] = ()

    @property
    def options(self) -> tuple[tuple[Test, ...], ...]:
        """Return the alternatives: of one of them, all tests must come out."""
        return ((self.test, *self.and_also), *self.or_else)


@frozen
class Exclusion:
    """Cases in which all of ``when`` hold and none of ``unless``: nothing is paid."""

    when: tuple[Test, ...]
    unless: tuple[Box, ...]
    strength: Strength | None
    cites: tuple[Citation, ...]


@frozen
class Base:
    """The costs that count: a money fact, less what the listed insurers and earlier benefits paid of it."""

    fact: str
    column: str
    payers: tuple[str, ...]
    payer_columns: tuple[str, ...]
    benefits: tuple[str, ...]
    cites: tuple[Citation, ...]


@frozen
class Pool:
    """A counter of one person, or of a ``family``, over a period, shared by ``benefits``.

    ``facet`` is ``deductible`` (counts what was used up), ``cap`` or ``total-cap`` (count what was paid), or
    ``out-of-pocket-ceiling`` (counts what was left to the patient). ``period`` is the calendar year, the insurance
    year, or the month. ``care`` restricts what some of the benefits count to kinds of care. ``name`` is what the
    document calls it.
    """

    id: str
    facet: str
    benefits: tuple[str, ...]
    cites: tuple[Citation, ...]
    period: Period = Period.YEAR
    family: bool = False
    care: tuple[tuple[str, frozenset[str]], ...] = ()
    name: str | None = None

    def counts(self, benefit: str, care: frozenset[str]) -> bool:
        """Return whether a payment of a benefit for a kind of care (with all it is part of) counts."""
        limits = [kinds for id, kinds in self.care if id == benefit]
        return benefit in self.benefits and (not limits or any(kinds & care for kinds in limits))


@frozen
class Benefit:
    """A benefit and all that decides it.

    ``kind`` is ``visit``, ``enrolment`` or ``grant`` (not money). ``care`` are the kinds of care it concerns (leaves;
    None: not said), for any other kind of care there is no record at all. ``covers`` are the cases it is for within
    that care (empty: all). ``displaced_by`` are the benefits said to be *instead of* this one. ``pools`` are the
    counters its deductible and caps use.
    """

    id: str
    kind: str
    care: frozenset[str] | None
    covers: tuple[Box, ...]
    covers_cites: tuple[Citation, ...]
    requires: tuple[Requirement, ...]
    excludes: tuple[Exclusion, ...]
    base: Base | None
    displaced_by: tuple[tuple[str, tuple[Citation, ...]], ...]
    pools: tuple[str, ...]
    several: Outcome | None
    several_cites: tuple[Citation, ...]
    identity_event: str | None
    start: date | None
    end: date | None
    period_cites: tuple[Citation, ...]
    rules: tuple[Rule, ...]
    cites: tuple[Citation, ...]
    rounding: Rounding = Rounding.HALF_UP_FEN
    rounding_cites: tuple[Citation, ...] = ()
    identity_cites: tuple[Citation, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """Return the articles as the documents number them: ``第十条``."""
        return article_texts(self.cites)

    def facet(self, facet: Facet | str) -> tuple[Rule, ...]:
        """Return the rules of one facet, in the order of the document."""
        name = facet.value if isinstance(facet, Facet) else facet
        return tuple(rule for rule in self.rules if rule.facet == name)


@frozen
class Clause:
    """A clause of the document as its drafter wrote it: canonical text in both languages, place, citations."""

    index: int
    benefits: tuple[str, ...]
    zh: str
    en: str
    cites: tuple[Citation, ...]
    readings: tuple[Text, ...]
    span: Span = field(eq=False)

    @property
    def document(self) -> str | None:
        """Return the id of the higher document that the clause is from, None for the document's own."""
        return self.cites[0].document if self.cites else None

    @property
    def articles(self) -> tuple[str, ...]:
        """Return the articles as the documents number them: ``第十条``."""
        return article_texts(self.cites)
