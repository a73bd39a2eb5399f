"""The money of one case: base, deductible, ratio, rounding, caps; and the enrolment subsidy.

Every rule the amount needs is found first, and one that is missing or left open ends the matter, whatever the sum:
silence is never 0, never 100% and never unlimited. Then come whole fen. Left to others: whether the benefit is
reached (``gate``).
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import Base, FullSubsidy, Lump, Nothing, Open, Ratio
from tiaowen.compiler.settle.amounts import lump_of, parted, rounded
from tiaowen.compiler.settle.cases import Case, NoFact
from tiaowen.compiler.settle.causes import (
    BurdenUse,
    CapUse,
    Cause,
    Computed,
    Draw,
    EarlierUnknown,
    LeftOpen,
    Limit,
    Outcome,
    Pending,
    Silent,
    Subsidised,
    undetermined,
)
from tiaowen.compiler.settle.ledger import Ledger
from tiaowen.compiler.settle.stage import BURDEN, DEDUCTIBLE, LUMP_SUM, RATIO, SUBSIDY, ReadyRule, Stage, lines_on

Done = Mapping[str, Outcome]


@frozen
class Costs:
    """The costs that count for a case, in fen; ``unknown`` are earlier benefits whose payment is not known."""

    line: Base
    fact: int
    payers: int
    earlier: int
    unknown: tuple[str, ...]
    base: int


def compute(stage: Stage, case: Case, done: Done, ledger: Ledger) -> Outcome | Pending:
    """Return what the benefit pays for the case."""
    deductible = _limit(stage, DEDUCTIBLE, case, ledger)
    if not (deductible is None or isinstance(deductible, Limit)):
        return _not_settled(stage, deductible, case)
    ratio = _share(stage, case)
    if not isinstance(ratio, ReadyRule):
        return _not_settled(stage, ratio, case)
    burden = _limit(stage, BURDEN, case, ledger) if stage.has_burden else None
    if not (burden is None or isinstance(burden, Limit)):
        return _not_settled(stage, burden, case)
    limits = _limits(stage, case, ledger)
    if not isinstance(limits, list):
        return _not_settled(stage, limits, case)
    costs = _costs(stage, case, done)
    if not isinstance(costs, Costs):
        return _not_settled(stage, costs, case)
    return _pay(stage, case, ledger, costs, deductible, ratio, burden, limits)


def _share(stage: Stage, case: Case) -> ReadyRule | LeftOpen | Silent | Pending:
    """Return the rule of the lump sum, where the benefit has one for the case, else that of the ratio."""
    if stage.has_lump:
        lump = stage.find(LUMP_SUM, case)
        if isinstance(lump, ReadyRule) and isinstance(lump.rule.value, Open):
            return LeftOpen(lump.rule, lump.rule.value, lump.rule.cites)
        if lump is not None:
            return lump
    return _rule(stage, RATIO, case)


def _pay(  # noqa: PLR0913, PLR0917 -- the whole calculation, in the order in which it is explained
    stage: Stage,
    case: Case,
    ledger: Ledger,
    costs: Costs,
    deductible: Limit | None,
    ratio: ReadyRule,
    burden: Limit | None,
    limits: list[Limit],
) -> Outcome | Pending:
    base, left = costs.base, (deductible.left if deductible else None) or 0
    if costs.unknown and base and base >= left:
        return _open(stage, EarlierUnknown(costs.unknown, base, costs.line.cites), case)
    used = min(base, left)
    rest = base - used
    before = ledger.stands_at(ratio.counter, case) if ratio.counter else 0
    exact = _exact(ratio, case, rest, before)
    if exact is None:
        return _open(stage, Silent("bracket", ratio.rule.cites), case)
    if isinstance(exact, Pending):
        return exact
    # Never more than what is left to pay: rounding up to the yuan, or a lump sum, could come to more.
    whole = min(rest, rounded(*exact, stage.benefit.rounding))
    raised, lifted = _lifted(whole, base, burden)
    paid, caps = _capped(raised, limits)
    cause = Computed(
        costs.line,
        costs.fact,
        costs.payers,
        costs.earlier,
        costs.unknown,
        base,
        deductible,
        used,
        rest,
        ratio.rule,
        before,
        exact,
        whole,
        caps,
        lifted,
        stage.benefit.rounding,
        stage.benefit.rounding_cites,
        parted(paid, ratio.rule.funds),
    )
    return _outcome(stage, case, ledger, paid, cause, {DEDUCTIBLE: used, RATIO: rest, BURDEN: base - paid})


def _exact(ratio: ReadyRule, case: Case, rest: int, before: int) -> tuple[int, int] | Pending | None:
    """Return the payment before rounding, as numerator and denominator; None where the brackets state no rate."""
    if ratio.bands is not None:
        numerator = ratio.bands.numerator(rest, before)
        return None if numerator is None else (numerator, ratio.bands.denominator)
    value = ratio.rule.value
    if isinstance(value, Lump):
        return min(rest, lump_of(value, rest)), 1
    assert ratio.amount is not None
    amount = ratio.amount(case)
    return (min(rest, amount), 1) if isinstance(amount, int) else Pending(amount, ratio.rule.cites)


def _lifted(paid: int, base: int, burden: Limit | None) -> tuple[int, BurdenUse | None]:
    """Return a payment raised so that no more than the ceiling is left to the patient."""
    if burden is None or burden.left is None:
        return paid, None
    lifted = max(paid, base - burden.left)
    return lifted, BurdenUse(burden, paid, lifted)


def subsidise(stage: Stage, case: Case, ledger: Ledger) -> Outcome | Pending:
    """Return the enrolment subsidy of the case."""
    ready = _rule(stage, SUBSIDY, case)
    if not isinstance(ready, ReadyRule):
        return _not_settled(stage, ready, case)
    limits = _limits(stage, case, ledger)
    if not isinstance(limits, list):
        return _not_settled(stage, limits, case)
    premium = case.fact("premium")
    if premium is None:
        return undetermined(stage.id, Pending(NoFact("premium"), ready.rule.cites), case)
    subsidy = _subsidy(stage, ready, case, premium)
    if isinstance(subsidy, Pending):
        return subsidy
    asked = min(subsidy, premium)
    paid, caps = _capped(asked, limits)
    funds = parted(paid, ready.rule.funds)
    rounding = stage.benefit.rounding_cites if isinstance(ready.rule.value, Ratio) else ()
    cause = Subsidised(ready.rule, subsidy, premium, caps, funds, rounding)
    return _outcome(stage, case, ledger, paid, cause, {})


def _subsidy(stage: Stage, ready: ReadyRule, case: Case, premium: int) -> int | Pending:
    match ready.rule.value:
        case FullSubsidy():
            return premium
        case Ratio(share):
            return rounded(premium * share.numerator, share.denominator, stage.benefit.rounding)
    assert ready.amount is not None
    amount = ready.amount(case)
    return amount if isinstance(amount, int) else Pending(amount, ready.rule.cites)


def _outcome(
    stage: Stage,
    case: Case,
    ledger: Ledger,
    paid: int,
    cause: Computed | Subsidised,
    used: Mapping[str, int],
) -> Outcome:
    draws: list[Draw] = []
    for counter in stage.counters:
        draw = ledger.draw(counter, case, used.get(counter.facet, paid))
        if draw is not None:
            draws.append(draw)
    return Outcome(
        stage.id,
        Status.PAID if paid else Status.ZERO,
        paid,
        cause,
        case,
        tuple(draws),
    )


def _costs(stage: Stage, case: Case, done: Done) -> Costs | Pending | Silent:
    line = stage.benefit.base
    if line is None:
        return Silent("base", lines_on(stage.benefit, RATIO))
    fact = case.fact(line.column)
    if fact is None:
        return Pending(NoFact(line.column), line.cites)
    payers = sum(case.fact(column) or 0 for column in line.payer_columns)
    earlier, unknown = 0, []
    for benefit in line.benefits:
        outcome = done.get(benefit)
        if outcome is None or outcome.known:
            earlier += outcome.fen if outcome else 0
        else:
            unknown.append(benefit)
    return Costs(line, fact, payers, earlier, tuple(unknown), max(0, fact - payers - earlier))


def _rule(stage: Stage, facet: str, case: Case) -> ReadyRule | LeftOpen | Silent | Pending:
    found = stage.find(facet, case)
    if found is None:
        return Silent(facet, lines_on(stage.benefit, facet))
    if isinstance(found, ReadyRule) and isinstance(found.rule.value, Open):
        return LeftOpen(found.rule, found.rule.value, found.rule.cites)
    return found


def _limits(stage: Stage, case: Case, ledger: Ledger) -> list[Limit] | LeftOpen | Pending:
    """Return the caps of the case, or the first that does not settle."""
    found = []
    for facet in stage.caps:
        limit = _limit(stage, facet, case, ledger)
        if isinstance(limit, Limit):
            found.append(limit)
        elif limit is not None:
            return limit
    return found


def _limit(stage: Stage, facet: str, case: Case, ledger: Ledger) -> Limit | LeftOpen | Pending | None:
    found = stage.find(facet, case)
    if found is None or isinstance(found, Pending):
        return found
    rule, value = found.rule, found.rule.value
    if isinstance(value, Open):
        return LeftOpen(rule, value, rule.cites)
    if isinstance(value, Nothing):
        return Limit(rule, 0 if facet == DEDUCTIBLE else None, 0, counted=False)
    assert found.amount is not None
    fen = found.amount(case)
    if not isinstance(fen, int):
        return Pending(fen, rule.cites)
    if found.counter is None:
        return Limit(rule, fen, 0, counted=False)
    if found.counter.family and case.visit.family is None:
        return Pending(NoFact("family"), rule.cites)
    return Limit(rule, fen, ledger.stands_at(found.counter, case), counted=True)


def _capped(amount: int, limits: list[Limit]) -> tuple[int, tuple[CapUse, ...]]:
    uses = []
    for limit in limits:
        left = limit.left
        paid = amount if left is None else min(amount, left)
        uses.append(CapUse(limit, amount, paid))
        amount = paid
    return amount, tuple(uses)


def _not_settled(stage: Stage, found: LeftOpen | Silent | Pending, case: Case) -> Outcome | Pending:
    return found if isinstance(found, Pending) else _open(stage, found, case)


def _open(stage: Stage, cause: Cause, case: Case) -> Outcome:
    return Outcome(stage.id, Status.UNDETERMINED, 0, cause, case)
