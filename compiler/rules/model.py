"""The rules: what a document means, closed and typed, the only thing that checks, engines, back ends and reports read.

``compiler/rules`` turns a resolved document into a :class:`Policy`. Everything a claim can be asked is answered from it:
no name is left to look up, no reference to follow, no word to interpret. A set-based back end is generated from these
objects alone; if one ever needs the syntax tree, a field is missing here.

A *case* is a point of the product category x level x care x plan x disease x mark x fact. A :class:`Box` is a set of
cases, a :class:`Rule` puts one value of one facet on a union of boxes of one benefit, a :class:`Benefit` lists its
rules, its conditions, its base and its counters, and ``Policy.benefits`` is in the order of settlement.

Concepts are referred to by id (``minimum-living-guarantee``); ``Policy.names`` has their names in both languages.
Money is an integer number of fen, every share an exact fraction. Every object that decides something has ``cites``.

Left to others: settling (``compiler/settle``), judging (``compiler/checks``), comparing (``compiler/compare``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from tiaowen.dsl.tree import (
    Citation,
    Deadline,
    Facet,
    Language,
    Operator,
    Outcome,
    Period,
    Span,
    Strength,
    Text,
)

# ── Amounts ──────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Fixed:
    """An amount in fen."""

    fen: int


@frozen
class OfStatistic:
    """A share or multiple of a published statistic, rounded half up to a fen when the year is known."""

    share: Fraction
    parameter: str


@frozen
class OfFact:
    """A share of a money fact of the claim (``90% of tier 1 premium``), rounded half up to a fen."""

    share: Fraction
    fact: str


Amount = Fixed | OfStatistic | OfFact

# ── Values of a facet ────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Ratio:
    """A payment ratio between 0 and 1."""

    share: Fraction


@frozen
class Slice:
    """A rate for what lies over the previous slice up to ``upto`` fen inclusive (None: no end)."""

    upto: int | None
    share: Fraction


@frozen
class Banded:
    """A ratio by brackets: each slice at its own rate, or (``whole``) all of it at the rate of the bracket it falls into.

    ``yearly`` brackets are laid over what has counted since the first of January, the others over the visit.
    """

    slices: tuple[Slice, ...]
    whole: bool = False
    yearly: bool = False


@frozen
class Nothing:
    """An explicit *no deductible* or *no cap*."""


@frozen
class FullSubsidy:
    """The whole individual contribution."""


@frozen
class Open:
    """A value that does not settle: the case is undetermined.

    ``kind`` is ``not-stated`` (the document is silent and says so), ``delegated`` (``by`` sets the figure), ``allowed`` (``by``
    may set one) or ``bound`` (only a floor or ceiling is given: ``operator`` and ``amount`` or ``share``, perhaps ``by``).
    """

    kind: str
    by: tuple[str, ...] = ()
    operator: Operator | None = None
    amount: Amount | None = None
    share: Fraction | None = None
    strength: Strength | None = None


@frozen
class Excluded:
    """Coverage: the document gives the case nothing (``not covered``)."""


@frozen
class Elsewhere:
    """Coverage: another document decides the case."""

    document: Text


@frozen
class Allowed:
    """Coverage: a benefit that is not money is granted."""


Value = Fixed | OfStatistic | OfFact | Ratio | Banded | Nothing | FullSubsidy | Open | Excluded | Elsewhere | Allowed

# ── Cases ────────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class HasMark:
    """The mark holds for the visit. A mark the claim does not state does not hold."""

    mark: str


@frozen
class HasDisease:
    """One of the visit's diseases is among ``members`` (closed under parts); ``name`` is the disease or list named."""

    name: str
    members: frozenset[str]


@frozen
class Holds:
    """The person holds one of ``categories`` (closed under parts) besides the identity being looked at."""

    name: str
    categories: frozenset[str]


@frozen
class Compare:
    """A fact of the claim compared with a number (fen, years, grade or plain count), or with an amount.

    Exactly one of ``number`` and ``amount`` is given. The claim column is ``column``; money facts are in fen.
    """

    fact: str
    column: str
    operator: Operator
    number: int | None = None
    amount: Amount | None = None
    period: Period | None = None


Condition = HasMark | HasDisease | Holds | Compare


@frozen
class Test:
    """A condition that must hold, or must not."""

    __test__ = False

    condition: Condition
    holds: bool = True


@frozen
class Box:
    """A set of cases. None on a dimension: every value of it, known or not. ``tests`` must all come out.

    ``categories`` are atoms (:class:`Atom`); None only where people do not matter (``covers``).
    """

    categories: frozenset[str] | None = None
    levels: frozenset[int] | None = None
    care: frozenset[str] | None = None
    plans: frozenset[str] | None = None
    tests: tuple[Test, ...] = ()


# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Identity:
    """What stating a category in a claim amounts to under this document.

    ``atoms`` are the leaf categories it can mean: one, or several when the claim names a wider category than the document
    distinguishes; then a result stands only if all of them give it. ``given`` are tests that stating it settles (a person
    registered as severely disabled need not state the grade). ``rank`` orders ties: the order of the recipients article.
    """

    category: str
    atoms: tuple[str, ...]
    given: tuple[Test, ...] = ()
    rank: int = 0


@frozen
class Class:
    """A class or defined category of the document: its members as boxes over atoms, in the document's own words."""

    id: str
    members: tuple[str, ...]
    boxes: tuple[Box, ...]
    stated_count: int | None
    recipients: bool
    cites: tuple[Citation, ...]
    span: Span = field(eq=False)


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────


COVERAGE = "coverage"
"""The facet of *not covered*, *governed by* and *granted*; the other facets are the values of :class:`Facet`."""


@frozen
class Rule:
    """One value of one facet on a union of boxes of one benefit.

    ``facet`` is ``coverage`` or the value of a :class:`Facet`. ``period`` is that of a deductible or cap (None: per year for a
    cap, per visit for a deductible without a yearly counter). ``clause`` indexes ``Policy.clauses``. ``via`` names the benefit a
    value was taken over from (``as for``). Cases that ``others`` left to explicit rules are already cut out of ``boxes``.
    """

    facet: str
    value: Value
    boxes: tuple[Box, ...]
    period: Period | None
    cites: tuple[Citation, ...]
    clause: int
    via: str | None = None


@frozen
class Requirement:
    """A condition without which the benefit pays nothing; ``cites`` is where it stands."""

    test: Test
    cites: tuple[Citation, ...]


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
    """A counter of one person over a calendar year, shared by ``benefits``.

    ``facet`` is ``deductible`` (counts what was used up), ``cap`` or ``total-cap`` (count what was paid).
    """

    id: str
    facet: str
    benefits: tuple[str, ...]
    cites: tuple[Citation, ...]


@frozen
class Benefit:
    """A benefit and all that decides it.

    ``kind`` is ``visit``, ``enrolment`` or ``grant`` (not money). ``care`` are the kinds of care it concerns (leaves; None: not said), for
    any other kind of care there is no record at all. ``covers`` are the cases it is for within that care (empty: all).
    ``displaced_by`` are the benefits said to be *instead of* this one. ``pools`` are the counters its deductible and caps use.
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


# ── Beside the benefits ──────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Parameter:
    """A published statistic as this document uses it: the figure of ``region`` for the year of the claim less ``lag`` years."""

    id: str
    statistic: str
    region: str
    lag: int | None
    publisher: str | None
    cites: tuple[Citation, ...]


@frozen
class Figure:
    """A published figure in fen, with its source; ``status`` is published, derived or unverified."""

    fen: int
    status: str
    source: str


@frozen
class Adjustment:
    """A tilt handed to an insurer's engine: ``facet`` reduced by a share, raised by a share (points) or lifted (None)."""

    scheme: str
    facet: str
    reduced: Fraction | None
    raised: Fraction | None
    lifted: bool
    boxes: tuple[Box, ...]
    cites: tuple[Citation, ...]
    clause: int


@frozen
class FundBand:
    """Who bears the part of a deficit between two rates of the budget (``over`` exclusive, ``upto`` inclusive)."""

    over: Fraction
    upto: Fraction | None
    shares: tuple[tuple[str, Fraction], ...]
    cites: tuple[Citation, ...]


@frozen
class FundRule:
    """How a deficit is shared: its bands, by slice or by whole amount, and who steps in when a fund is exhausted."""

    id: str
    bands: tuple[FundBand, ...]
    whole: bool
    exhausted: tuple[tuple[str, Fraction], ...]
    exhausted_cites: tuple[Citation, ...]
    cites: tuple[Citation, ...]


@frozen
class FundLimit:
    """A yearly check: ``measure`` compared with a share of another quantity of the fund."""

    measure: str
    operator: Operator
    share: Fraction
    of: str
    strength: Strength | None
    cites: tuple[Citation, ...]


@frozen
class DutyRule:
    """What an authority has to do and by when; no effect on settlement."""

    actors: tuple[str, ...]
    action: Text
    deadline: Deadline | None
    cites: tuple[Citation, ...]


@frozen
class Remark:
    """A passage that computes nothing (``matter`` is a concept id), or a reading (``matter`` is ``reading``)."""

    matter: str
    text: Text
    cites: tuple[Citation, ...]


@frozen
class DiseaseList:
    """A list of diseases of the document."""

    id: str
    members: tuple[str, ...]
    stated_count: int | None
    cites: tuple[Citation, ...]


@frozen
class Names:
    """The printed names of a concept, and every accepted spelling of it."""

    zh: str
    en: str
    kind: str
    also: tuple[str, ...] = ()

    def get(self, language: Language) -> str:
        """Return the printed name in ``language``."""
        return self.zh if language is Language.ZH else self.en


# ── The policy ───────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Policy:
    """A compiled document.

    ``identities`` maps every category a claim may state (by id) to what it amounts to here; a category that is not a key is no
    recipient category of this document. ``outside`` is the atom of persons who hold only such categories, when the document
    sends them elsewhere. ``ancestors`` maps a category, care or disease id to itself and all it is a part of. ``figures`` are the
    published figures of each parameter by year of publication. ``language`` is the language the document was written in:
    citations are given in its numbering.
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
