"""Money: what is left of the costs, of a deductible, of a cap, and what is paid"""

from __future__ import annotations

from typing import NamedTuple

from tiaowen.compiler.emit.python.runtime.cases import Case, needed, stated
from tiaowen.compiler.emit.python.runtime.claim import Articles, Draw, Outcome, Value, Why
from tiaowen.compiler.emit.python.runtime.figures import Brackets, Counter, Limit, Rate, half_up


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
    """Return what the year's claims have left of a limit."""
    used = case.counters.get(counter, 0)
    return (fen - used if fen > used else 0), articles, fen


def left_of_the_month(fen: int, case: Case, counter: str, articles: Articles) -> Limit:
    """Return what the month's claims have left of a limit."""
    return left_of(fen, case, f"{counter}{case.claim.date.month}", articles)


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
) -> Outcome:
    """Return what is paid of the costs: less the deductible, at the ratio, up to what is left of the caps."""
    base = costs.base
    ratio, ratio_articles = rate
    left = deductible[0] or 0
    if costs.unknown and base and base >= left:
        return undetermined("earlier", costs.articles, base, *costs.unknown)
    used = min(base, left)
    rest = base - used
    shown: Value
    if isinstance(ratio, Brackets):
        exact = ratio.exactly(rest, case.counters.get(ratio.counter, 0))
        if exact is None:
            return undetermined("silent bracket", ratio_articles)
        amount, shown = half_up(exact, ratio.denominator), "its brackets"
    else:
        amount, shown = half_up(rest * ratio[0], ratio[1]), ratio
    articles = deductible[1] + ratio_articles
    why: Why
    if not base:
        articles, why = costs.articles, (("no base", ()),)
    elif not rest and deductible[2] != left:
        articles, why = deductible[1], (("below rest", (base, left, deductible[2])),)
    elif not rest:
        articles, why = deductible[1], (("below", (base, left)),)
    elif used:
        why = (("pay less", (base, used, shown, amount)),)
    else:
        why = (("pay", (rest, shown, amount)),)
    amount, cut, where = capped(amount, caps)
    if cut:
        articles, why = articles + where, why + cut
    return settled(case, amount, articles, why, counters, (used, rest))


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
    subsidy: int | None,
    articles: Articles,
    caps: tuple[tuple[str, Limit], ...],
    counters: tuple[Counter, ...],
) -> Outcome:
    """Return an enrolment subsidy, never more than the premium; None is the whole premium."""
    premium = needed(case, "premium", articles)
    why: Why
    if subsidy is None:
        amount, why = premium, (("full", (premium,)),)
    elif subsidy > premium:
        amount, why = premium, (("subsidy less", (subsidy, premium)),)
    else:
        amount, why = subsidy, (("subsidy", (subsidy,)),)
    amount, cut, where = capped(amount, caps)
    return settled(case, amount, articles + where, why + cut, counters, (amount, amount))


def noted(outcome: Outcome, notes: list[str | None]) -> Outcome:
    """Return an outcome with notes on the figures it rests on."""
    why: Why = tuple((note, ()) for note in dict.fromkeys(notes) if note is not None)
    return outcome._replace(why=outcome.why + why) if outcome.status in {"paid", "zero"} else outcome


def settled(
    case: Case, amount: int, articles: Articles, why: Why, counters: tuple[Counter, ...], moved: tuple[int, int]
) -> Outcome:
    """Return a known amount with what it adds to the counters; ``moved`` is the used deductible and the rest."""
    used, rest = moved
    draws: list[Draw] = []
    for name, by, monthly in counters:
        added = used if by == "deductible" else rest if by == "ratio" else amount
        if added:
            counter = f"{name}{case.claim.date.month}" if monthly else name
            draws.append(Draw(counter, case.counters.get(counter, 0), added))
    status = "paid" if amount else "zero"
    return Outcome(status, amount, articles, why, tuple(draws))
