"""Money: what is left of the costs, of a deductible, of a cap, and what is paid"""

from __future__ import annotations

from typing import NamedTuple

from tiaowen.compiler.emit.python.runtime.cases import Ask, Case, needed, stated
from tiaowen.compiler.emit.python.runtime.claim import Articles, Draw, Outcome, Value, Why
from tiaowen.compiler.emit.python.runtime.figures import (
    NO_LIMIT,
    TO_FEN,
    Brackets,
    Counter,
    Funds,
    Limit,
    Rate,
    Rounding,
    Subsidy,
    half_up,
    rounded,
)


def share_of(case: Case, column: str, numerator: int, denominator: int, asked: Articles) -> int:
    """Return a share of an amount that the claim states."""
    return half_up(needed(case, column, asked) * numerator, denominator)


def share_if_stated(case: Case, column: str, numerator: int, denominator: int) -> int | None:
    """Return a share of an amount, None where the claim does not state that."""
    value = stated(case, column)
    return None if value is None else half_up(value * numerator, denominator)


def limit_of(fen: int, articles: Articles) -> Limit:
    """Return a limit of one visit."""
    return fen, articles, fen


def left_of(fen: int, case: Case, counter: str, articles: Articles) -> Limit:
    """Return what earlier claims have left of a limit."""
    used = case.counters.get(counter, 0)
    return (fen - used if fen > used else 0), articles, fen


def left_of_the_family(fen: int, case: Case, counter: str, articles: Articles) -> Limit:
    """Return what the claims of the family have left of a limit."""
    if case.claim.family is None:
        raise Ask("needed", "family", articles)
    return left_of(fen, case, counter, articles)


class Costs(NamedTuple):
    """The costs that count; ``unknown`` are the earlier benefits whose payment is not known."""

    base: int
    articles: Articles
    unknown: tuple[str, ...] = ()


def costs_after(
    case: Case, column: str, payers: tuple[str, ...], benefits: tuple[str, ...], articles: Articles
) -> Costs:
    """Return an amount of the claim less what insurers and earlier benefits paid of it, never below nothing."""
    money = case.claim.money
    fact = money.get(column)
    base = needed(case, column, articles) if fact is None else fact
    for payer in payers:
        base -= money.get(payer, 0)
    unknown: list[str] = []
    for benefit in benefits:
        earlier = case.paid.get(benefit)
        if earlier is not None and earlier.status in ("undetermined", "elsewhere"):
            unknown.append(benefit)
        elif earlier is not None:
            base -= earlier.fen
    return Costs(max(0, base), articles, tuple(unknown))


def undetermined(why: str, articles: Articles, *values: Value) -> Outcome:
    """Return the outcome of a case that the document, or the claim, leaves open."""
    return Outcome("undetermined", 0, articles, ((why, values),))


def excluded(why: str, articles: Articles, *values: Value) -> Outcome:
    """Return the outcome of a case that gets nothing."""
    return Outcome("excluded", 0, articles, ((why, values),))


def elsewhere(why: str, articles: Articles, for_disease: bool = False) -> Outcome:
    """Return the outcome of a case that another document decides."""
    return Outcome("elsewhere", 0, articles, ((why, ()),), (), for_disease)


def pay(
    case: Case,
    costs: Costs,
    deductible: Limit,
    rate: tuple[Rate, Articles],
    caps: tuple[tuple[str, Limit], ...],
    counters: tuple[Counter, ...],
    rounding: Rounding | None = None,
    ceiling: Limit = NO_LIMIT,
    funds: Funds = (),
) -> Outcome:
    """Return what is paid of the costs: less the deductible, at the ratio, up to what is left of the caps.

    So that no more than the ``ceiling`` is left to the patient, more is paid before the caps.
    """
    base = costs.base
    ratio, ratio_articles = rate
    left = deductible[0] or 0
    if costs.unknown and base and base >= left:
        return undetermined("earlier", costs.articles, base, *costs.unknown)
    used = min(base, left)
    rest = base - used
    shown: Value
    numerator: int | None
    if isinstance(ratio, tuple):
        (numerator, denominator), shown = ratio, ratio
        numerator *= rest
    elif isinstance(ratio, Brackets):
        numerator, denominator, shown = (
            ratio.exactly(rest, case.counters.get(ratio.counter, 0)),
            ratio.denominator,
            "its brackets",
        )
        if numerator is None:
            return undetermined("silent bracket", ratio_articles)
    else:
        numerator, denominator, shown = min(rest, ratio.of(rest)), 1, ""
    articles = deductible[1] + ratio_articles
    if rounding is None:
        amount = half_up(numerator, denominator)
    else:
        # Rounding up could come to more than there is to pay.
        amount = min(rest, rounded(numerator, denominator, rounding[0], rounding[1]))
        articles += rounding[2]
    why: Why
    if not base:
        articles, why = costs.articles, (("no base", ()),)
    elif not rest and deductible[2] != left:
        articles, why = deductible[1], (("below rest", (base, left, deductible[2])),)
    elif not rest:
        articles, why = deductible[1], (("below", (base, left)),)
    elif not shown:
        why = (("lump sum", (rest, amount)),)
    elif used:
        why = (("pay less", (base, used, shown, amount)),)
    else:
        why = (("pay", (rest, shown, amount)),)
    if ceiling[0] is not None and base - amount > ceiling[0]:
        amount = base - ceiling[0]
        articles, why = articles + ceiling[1], (*why, ("burden", (ceiling[2], amount)))
    amount, cut, where = capped(amount, caps)
    if cut:
        articles, why = articles + where, why + cut
    if funds and amount:
        why += from_funds(amount, funds)
    return settled(case, amount, articles, why, counters, (used, rest, base - amount))


def from_funds(amount: int, funds: Funds) -> Why:
    """Return what is to be said of which fund pays what: shares of the whole, limits, and the rest last."""
    left = amount
    paid = dict.fromkeys((fund for fund, _, _ in funds), 0)
    for fund, upto, share in sorted(funds, key=lambda part: part[1] is None and part[2] is None):
        part = left
        if upto is not None:
            part = min(left, upto)
        elif share is not None:
            part = min(left, half_up(amount * share[0], share[1]))
        paid[fund] += part
        left -= part
    return (("from fund", tuple(value for fund, _, _ in funds for value in (fund, paid[fund]))),)


def capped(amount: int, caps: tuple[tuple[str, Limit], ...]) -> tuple[int, Why, Articles]:
    """Return an amount after the caps, and what is to be said of those that cut it."""
    why: Why = ()
    articles: Articles = ()
    for name, (left, places, fen) in caps:
        if left is not None and left < amount:
            amount = left
            articles += places
            why += ((f"{name} leaves", (fen, left)),) if left else ((f"{name} used up", (fen,)),)
    return amount, why, articles


def subsidise(
    case: Case,
    subsidy: Subsidy,
    articles: Articles,
    caps: tuple[tuple[str, Limit], ...],
    counters: tuple[Counter, ...],
    rounding: Rounding = TO_FEN,
    funds: Funds = (),
) -> Outcome:
    """Return an enrolment subsidy, never more than the premium; None is the whole premium."""
    premium = needed(case, "premium", articles)
    why: Why
    amount = premium
    if isinstance(subsidy, tuple):
        amount = rounded(premium * subsidy[0], subsidy[1], rounding[0], rounding[1])
        articles += rounding[2]
    elif subsidy is not None:
        amount = subsidy if isinstance(subsidy, int) else subsidy.of(premium)
    if subsidy is None:
        why = (("full", (premium,)),)
    elif amount > premium:
        amount, why = premium, (("subsidy less", (amount, premium)),)
    else:
        why = (("subsidy", (amount,)),)
    amount, cut, where = capped(amount, caps)
    if funds and amount:
        cut += from_funds(amount, funds)
    return settled(case, amount, articles + where, why + cut, counters, (amount, amount, amount))


def noted(outcome: Outcome, notes: list[str | None]) -> Outcome:
    """Return an outcome with notes on the figures it rests on."""
    why: Why = tuple((note, ()) for note in dict.fromkeys(notes) if note is not None)
    return outcome._replace(why=outcome.why + why) if outcome.status in {"paid", "zero"} else outcome


def settled(
    case: Case, amount: int, articles: Articles, why: Why, counters: tuple[Counter, ...], moved: tuple[int, int, int]
) -> Outcome:
    """Return a known amount with what it adds to the counters.

    ``moved`` is the deductible used up, what the ratio applied to, and what is left to the patient.
    """
    used, rest, borne = moved
    draws: list[Draw] = []
    for name, by, care, _ in counters:
        if care is not None and case.care not in care:
            continue
        added = amount
        if by == "deductible":
            added = used
        elif by == "ratio":
            added = rest
        elif by == "out-of-pocket-ceiling":
            added = borne
        if added:
            draws.append(Draw(name, case.counters.get(name, 0), added))
    status = "paid" if amount else "zero"
    return Outcome(status, amount, articles, why, tuple(draws))
