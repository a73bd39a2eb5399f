"""A year of the fund: who bears a deficit, and whether a yearly limit is kept.

Everything is exact until the last step, where each fund's part is rounded half up to a fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve, frozen

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import FundBand, FundLimit, FundRule, Policy
from tiaowen.compiler.settle.amounts import half_up
from tiaowen.compiler.settle.causes import Cites, NotInForce
from tiaowen.dsl.tree import Operator

BUDGET, OVERSPEND, SURPLUS = "budget", "overspend", "cumulative_surplus"
EXHAUSTED = "reserve-exhausted"
"""The mark of a year in which the reserve has nothing left; a balance that is stated says it more exactly."""


@frozen
class FundPart:
    """What one fund bears: ``exact`` by the bands, less ``short`` that it lacks, with ``taken_over`` from another."""

    exact: Fraction
    short: int
    taken_over: int


@frozen
class FundOutcome:
    """One fund's record of a fund year. ``part`` is None where ``missing`` facts or the document leave it open.

    ``closed`` says that the document is not in force in the year.
    """

    rule: FundRule
    fund: str
    status: Status
    fen: int
    part: FundPart | None
    missing: tuple[str, ...]
    reserve_stated: bool
    cites: Cites
    closed: NotInForce | None = None


def settle_fund_year(policy: Policy, visit: Visit) -> tuple[FundOutcome, ...]:
    """Return what each fund of each rule bears in the year of the claim."""
    found: list[FundOutcome] = []
    closed = _not_in_force(policy, visit.year if visit.year is not None else visit.date.year)
    for rule in policy.fund_rules:
        if closed is not None:
            blank = FundOutcome(rule, "", Status.ELSEWHERE, 0, None, (), True, closed.cites, closed)
            found += [evolve(blank, fund=fund) for fund in funds(rule)]
        else:
            found += _share(rule, visit)
    return tuple(found)


def _not_in_force(policy: Policy, year: int) -> NotInForce | None:
    if policy.start is not None and year < policy.start.year:
        return NotInForce(policy.start, None, own=False, cites=policy.start_cites)
    if policy.end is not None and year > policy.end.year:
        return NotInForce(None, policy.end, own=False, cites=policy.end_cites)
    return None


def funds(rule: FundRule) -> tuple[str, ...]:
    """Return the funds that a rule names, in its order."""
    shares = [share for band in rule.bands for share in band.shares]
    return tuple(dict.fromkeys(fund for fund, _ in (*shares, *rule.exhausted)))


def _stated(visit: Visit, column: str) -> int | None:
    value = visit.money.get(column)
    return visit.facts.get(column) if value is None else value


def balance_column(fund: str) -> str:
    """Return the column that says what a fund still holds: ``city_reserve_balance`` for ``city-reserve``."""
    return f"{fund.replace('-', '_')}_balance"


@frozen
class Reserves:
    """What the funds of a rule can pay that nobody but they themselves is to make up for.

    Each has its own ``balances``, where stated, else they share one ``surplus`` (None: nothing is said of it).
    """

    balances: Mapping[str, int]
    surplus: int | None

    def holds(self, fund: str) -> int | None:
        """Return what a fund can pay; None: it is not stated."""
        return self.balances.get(fund, self.surplus)

    def less(self, fund: str, paid: int) -> Reserves:
        """Return the reserves after a payment."""
        if fund in self.balances:
            return evolve(self, balances={**self.balances, fund: self.balances[fund] - paid})
        return self if self.surplus is None else evolve(self, surplus=self.surplus - paid)


def reserves_of(rule: FundRule, visit: Visit) -> Reserves:
    """Return what a claim says of the reserves: balances, else a surplus, else that they are exhausted."""
    stepping_in = dict(rule.exhausted)
    stated = {fund: _stated(visit, balance_column(fund)) for fund in funds(rule) if fund not in stepping_in}
    surplus = _stated(visit, SURPLUS)
    if surplus is None and EXHAUSTED in visit.marks:
        surplus = 0
    return Reserves({fund: fen for fund, fen in stated.items() if fen is not None}, surplus)


def _share(rule: FundRule, visit: Visit) -> list[FundOutcome]:
    budget, overspend = _stated(visit, BUDGET), _stated(visit, OVERSPEND)
    if budget is None or overspend is None:
        missing = tuple(column for column, value in ((BUDGET, budget), (OVERSPEND, overspend)) if value is None)
        blank = FundOutcome(rule, "", Status.UNDETERMINED, 0, None, missing, True, rule.cites)
        return [evolve(blank, fund=fund) for fund in funds(rule)]
    parts = divide(rule, budget, overspend)
    cites = {fund: band_cites(rule, fund, budget, overspend) for fund in parts}
    return _pay(rule, parts, cites, reserves_of(rule, visit))


def amount_in(band: FundBand, whole: bool, budget: int, overspend: int) -> Fraction:
    """Return the part of a deficit that falls into a band: its slice, or all of it or nothing."""
    low = band.over * budget
    high = None if band.upto is None else band.upto * budget
    if whole:
        inside = overspend > low and (high is None or overspend <= high)
        return Fraction(overspend if inside else 0)
    end = Fraction(overspend) if high is None else min(Fraction(overspend), high)
    return max(Fraction(0), end - low)


def divide(rule: FundRule, budget: int, overspend: int) -> dict[str, Fraction]:
    """Return what each fund bears of a deficit, exactly."""
    parts = dict.fromkeys(funds(rule), Fraction(0))
    for band in rule.bands:
        amount = amount_in(band, rule.whole, budget, overspend)
        for fund, share in band.shares:
            parts[fund] += amount * share
    return parts


def band_cites(rule: FundRule, fund: str, budget: int, overspend: int) -> Cites:
    """Return the citations of the bands a deficit reaches and a fund has a share of, else of the rule."""
    reached = [band for band in rule.bands if amount_in(band, rule.whole, budget, overspend)]
    return tuple(cite for band in reached if fund in dict(band.shares) for cite in band.cites) or rule.cites


def _pay(
    rule: FundRule, parts: Mapping[str, Fraction], cites: Mapping[str, Cites], reserves: Reserves
) -> list[FundOutcome]:
    stepping_in = dict(rule.exhausted)
    known = all(reserves.holds(fund) is not None for fund in parts if fund not in stepping_in)
    short, found = 0, []
    for fund, exact in parts.items():
        due = half_up(exact.numerator, exact.denominator)
        lacking, holds = 0, reserves.holds(fund)
        if holds is not None and fund not in stepping_in:
            lacking = max(0, due - holds)
            reserves = reserves.less(fund, due - lacking)
            short += lacking
        found.append((fund, due, FundPart(exact, lacking, 0)))
    outcomes = []
    for fund, due, part in found:
        share = stepping_in.get(fund, Fraction(0))
        taken = half_up(short * share.numerator, share.denominator)
        fen = due - part.short + taken
        used = rule.exhausted_cites if part.short or taken else ()
        # Nobody steps in for what the reserve lacks: the document does not say who bears it.
        open_ = bool(part.short) and not stepping_in
        status = Status.UNDETERMINED if open_ else Status.PAID if fen else Status.ZERO
        outcomes.append(
            FundOutcome(
                rule,
                fund,
                status,
                0 if open_ else fen,
                evolve(part, taken_over=taken),
                (),
                known,
                (*cites[fund], *used),
            )
        )
    return outcomes


@frozen
class LimitCheck:
    """A yearly limit worked out: the bound in fen, and whether the measure keeps it (None: not known)."""

    limit: FundLimit
    bound: int
    measure: int | None
    kept: bool | None


def check_limit(limit: FundLimit, quantities: Mapping[str, int]) -> LimitCheck | None:
    """Work out a yearly limit over quantities in fen, by concept id or claim column; None if the whole is not known."""
    whole, measure = _quantity(limit.of, quantities), _quantity(limit.measure, quantities)
    if whole is None:
        return None
    exact = limit.share * whole
    bound = half_up(exact.numerator, exact.denominator)
    return LimitCheck(limit, bound, measure, None if measure is None else _keeps(measure, limit.operator, exact))


def _quantity(fact: str, quantities: Mapping[str, int]) -> int | None:
    value = quantities.get(fact)
    return quantities.get(fact.replace("-", "_")) if value is None else value


def _keeps(measure: int, operator: Operator, bound: Fraction) -> bool:
    match operator:
        case Operator.AT_LEAST:
            return measure >= bound
        case Operator.AT_MOST:
            return measure <= bound
        case Operator.OVER:
            return measure > bound
        case Operator.BELOW:
            return measure < bound
