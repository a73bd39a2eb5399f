"""What a benefit comes to for a claim, and why: one frozen class per cause, each with the citations that decided.

``Outcome`` is the engine's own result. Records, articles, sentences and traces are all read off it afterwards, so that
asking for an explanation can change nothing. Left to others: finding the cause (``gate``, ``compute``, ``people``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import (
    Base,
    Elsewhere,
    Exclusion,
    OfStatistic,
    Open,
    Parameter,
    Requirement,
    Rule,
)
from tiaowen.compiler.settle.cases import Case, NoFact, NoFigure, Standing, Unknown
from tiaowen.dsl.tree import Citation, Rounding

Cites = tuple[Citation, ...]


@frozen
class NotInForce:
    """The visit lies before ``start`` or after ``end``, whichever is given: the document's or the benefit's ``own``.

    With ``expense``, it is that day which lies before ``start``: the document is not for expenses so old.
    """

    start: date | None
    end: date | None
    own: bool
    cites: Cites
    expense: date | None = None


@frozen
class NotConcerned:
    """The benefit is not for this kind of care."""

    cites: Cites = ()


@frozen
class NoRecipient:
    """No category the person holds is a recipient category of the document, or one that the benefit names."""

    cites: Cites


@frozen
class NotCovered:
    """The document says that the case gets nothing."""

    rule: Rule
    cites: Cites


@frozen
class SentElsewhere:
    """Another document decides the case; ``by_disease``: because of the disease, not because of the person."""

    rule: Rule
    value: Elsewhere
    by_disease: bool
    cites: Cites


@frozen
class OutsideCovers:
    """The case is not among those that the benefit is for."""

    cites: Cites


@frozen
class Unmet:
    """A requirement does not hold."""

    requirement: Requirement
    cites: Cites


@frozen
class Barred:
    """A stated exclusion holds."""

    exclusion: Exclusion
    cites: Cites


@frozen
class Displaced:
    """Another benefit takes the place of this one."""

    by: str
    cites: Cites


@frozen
class Granted:
    """A benefit that is not money, and the document grants it."""

    rule: Rule
    cites: Cites


@frozen
class Silent:
    """The document states no ratio, subsidy, cost or bracket (``what``) for the case."""

    what: str
    cites: Cites


@frozen
class LeftOpen:
    """The rule of the case does not settle: not stated, delegated, or only a bound."""

    rule: Rule
    value: Open
    cites: Cites


@frozen
class FigureMissing:
    """A statistic has no published figure for the year."""

    parameter: Parameter
    year: int
    cites: Cites


@frozen
class FactMissing:
    """An amount hangs on a fact that the claim does not state."""

    fact: str
    cites: Cites


@frozen
class Undecided:
    """Facts that the claim does not state, and on which the result hangs."""

    unknown: tuple[Unknown, ...]
    cites: Cites


@frozen
class EarlierUnknown:
    """Costs are counted after ``benefits``, and what those paid is not known."""

    benefits: tuple[str, ...]
    base: int
    cites: Cites


@frozen
class IdentitiesDiffer:
    """The identities of the person come to different results, and the document does not say which counts."""

    candidates: tuple[Outcome, ...]
    cites: Cites


@frozen
class Limit:
    """A deductible or cap in the case: ``fen`` None is *no such limit*; ``before`` stood on its counter already."""

    rule: Rule
    fen: int | None
    before: int
    counted: bool

    @property
    def left(self) -> int | None:
        """Return what is left of it."""
        return None if self.fen is None else max(0, self.fen - self.before)


@frozen
class CapUse:
    """A cap against what it was asked for: ``paid`` is less than ``asked`` where it cut the payment."""

    limit: Limit
    asked: int
    paid: int


@frozen
class BurdenUse:
    """A ceiling on what is left to the patient: ``paid`` is more than ``asked`` where it raised the payment."""

    limit: Limit
    asked: int
    paid: int


@frozen
class Computed:
    """A payment with all its numbers, in fen; ``exact`` is it before rounding, as numerator and denominator.

    ``ratio`` is the rule of the ratio or of the lump sum; ``funds`` is what each fund pays, where the document says so.
    """

    line: Base
    fact: int
    payers: int
    earlier: int
    unknown_earlier: tuple[str, ...]
    base: int
    deductible: Limit | None
    used: int
    rest: int
    ratio: Rule
    before: int
    exact: tuple[int, int]
    rounded: int
    caps: tuple[CapUse, ...]
    burden: BurdenUse | None = None
    rounding: Rounding = Rounding.HALF_UP_FEN
    rounding_cites: Cites = ()
    funds: tuple[tuple[str, int], ...] = ()

    @property
    def cites(self) -> Cites:
        """Return the citations of what determined the amount: a cap counts among it where it cut the payment."""
        if self.base == 0:
            return self.line.cites
        first = self.deductible.rule.cites if self.deductible else ()
        rated = (*self.ratio.cites, *self.rounding_cites) if self.rest else ()
        burden = self.burden.limit.rule.cites if self.burden and self.burden.paid > self.burden.asked else ()
        return (*first, *rated, *burden, *cap_cites(self.caps))


@frozen
class Subsidised:
    """An enrolment subsidy: never more than the premium."""

    rule: Rule
    subsidy: int
    premium: int
    caps: tuple[CapUse, ...]
    funds: tuple[tuple[str, int], ...] = ()
    rounding_cites: Cites = ()

    @property
    def cites(self) -> Cites:
        """Return the citations of the subsidy, of how a share is rounded, and of a cap that cut it."""
        return (*self.rule.cites, *self.rounding_cites, *cap_cites(self.caps))


def cap_cites(caps: tuple[CapUse, ...]) -> Cites:
    """Return the citations of the caps that cut a payment."""
    return tuple(cite for cap in caps if cap.paid < cap.asked for cite in cap.limit.rule.cites)


Cause = (
    NotInForce | NotConcerned | NoRecipient | NotCovered | SentElsewhere | OutsideCovers | Unmet | Barred | Displaced
    | Silent | LeftOpen | FigureMissing | FactMissing | Undecided | EarlierUnknown | IdentitiesDiffer | Computed
    | Subsidised | Granted
)  # fmt: skip


@frozen
class Draw:
    """What a payment adds to a counter."""

    pool: str
    before: int
    added: int
    key: str = ""
    """The counter of the person and the period."""


@frozen
class Pending:
    """The answer hangs on ``doubt``; ``cites`` is what asked for it."""

    doubt: Unknown | NoFigure | NoFact
    cites: Cites


@frozen
class Outcome:
    """What one benefit comes to for one claim.

    ``others`` are the outcomes of the other identities where there are several; ``unsettled`` are earlier claims of
    the year that are undetermined and would have drawn on a counter used here.
    """

    benefit: str
    status: Status
    fen: int
    cause: Cause
    case: Case = field(eq=False, repr=False)
    draws: tuple[Draw, ...] = ()
    others: tuple[Outcome, ...] = ()
    others_cites: Cites = ()
    unsettled: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing | None:
        """Return the identity whose clause was applied, if there was one."""
        return None if isinstance(self.cause, NoRecipient) else self.case.standing

    @property
    def concerned(self) -> bool:
        """Tell whether the benefit is for this kind of care at all: if not, there is no record."""
        return not isinstance(self.cause, NotConcerned)

    @property
    def granted(self) -> bool:
        """Tell whether this is a benefit that is not money, and granted; its status is then zero."""
        return isinstance(self.cause, Granted)

    @property
    def known(self) -> bool:
        """Tell whether the benefit's payment is known: an exclusion is a payment of nothing."""
        return self.status not in (Status.UNDETERMINED, Status.ELSEWHERE)

    @property
    def cites(self) -> Cites:
        """Return the citations that decided, in order; the rule for several identities where it chose."""
        if self.others_cites and any(not same(self, other) for other in self.others):
            return (*self.cause.cites, *self.others_cites)
        return self.cause.cites


def same(left: Outcome, right: Outcome) -> bool:
    """Tell whether two cases come to the same, for this claim and for the counters that later claims find."""
    return (
        left.status is right.status
        and left.fen == right.fen
        and left.draws == right.draws
        and left.concerned is right.concerned
    )


def joint_cites(outcomes: Sequence[Outcome]) -> Cites:
    """Return all citations of several outcomes."""
    return tuple(dict.fromkeys(cite for outcome in outcomes for cite in outcome.cites))


def undetermined(benefit: str, pending: Pending, case: Case) -> Outcome:
    """Return the outcome of a doubt that no assumption removes."""
    cause: Cause
    match pending.doubt:
        case NoFigure(parameter, year):
            cause = FigureMissing(parameter, year, (*pending.cites, *parameter.cites))
        case NoFact(fact):
            cause = FactMissing(fact, pending.cites)
        case Unknown() as unknown:
            cause = Undecided((unknown,), pending.cites)
    return Outcome(benefit, Status.UNDETERMINED, 0, cause, case)


def parameters_of(outcome: Outcome) -> tuple[str, ...]:
    """Return the parameters whose figures went into an amount."""
    match outcome.cause:
        case Computed() as numbers:
            burden = numbers.burden.limit if numbers.burden else None
            limits = [burden, *(cap.limit for cap in numbers.caps)]
            rules = [*([numbers.deductible.rule] if numbers.deductible else []), numbers.ratio]
            rules += [limit.rule for limit in limits if limit is not None]
        case Subsidised() as numbers:
            rules = [numbers.rule, *(cap.limit.rule for cap in numbers.caps)]
        case _:
            rules = []
    values = [rule.value for rule in rules]
    return tuple(dict.fromkeys(value.parameter for value in values if isinstance(value, OfStatistic)))
