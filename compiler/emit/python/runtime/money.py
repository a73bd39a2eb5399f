"""Money: what is left of the costs, of a deductible, of a cap, and what is paid"""

from __future__ import annotations

from typing import TypeAlias

from tiaowen.compiler.emit.python.runtime.cases import Ask, Case, needed, stated
from tiaowen.compiler.emit.python.runtime.claim import Articles, Draw, Outcome, Value, Why
from tiaowen.compiler.emit.python.runtime.document import READINGS
from tiaowen.compiler.emit.python.runtime.figures import (
    PAID,
    TO_FEN,
    Brackets,
    Counter,
    Funds,
    Limit,
    Rate,
    Subsidy,
    Terms,
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


Costs: TypeAlias = tuple[int, tuple[str, ...]]
"""The costs that count, and the earlier benefits whose payment is not known."""


def costs_after(
    case: Case, column: str, payers: tuple[str, ...], benefits: tuple[str, ...], articles: Articles
) -> Costs:
    """Return an amount of the claim less what insurers and earlier benefits paid of it, never below nothing."""
    money = case.claim.money
    fact = money.get(column)
    base = needed(case, column, articles) if fact is None else fact
    for payer in payers:
        base -= money.get(payer, 0)
    unknown: tuple[str, ...] = ()
    for benefit in benefits:
        earlier = case.paid.get(benefit)
        if earlier is not None and earlier.status in ("undetermined", "elsewhere"):
            unknown += (benefit,)
        elif earlier is not None:
            base -= earlier.fen
    return (max(0, base)), unknown


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
    limits: tuple[tuple[str, Limit], ...],
    terms: Terms,
) -> Outcome:
    """Return what is paid of the costs: less the deductible, at the ratio, within what is left of the limits."""
    base, unknown = costs
    ratio, articles = rate
    left, deductible_articles, whole = deductible
    left = left or 0
    if unknown and base and base >= left:
        return undetermined("earlier", terms.articles, base, *unknown)
    used = min(left, base)
    rest = base - used
    shown: Value
    numerator: int | None
    if isinstance(ratio, tuple):
        (numerator, denominator), shown = ratio, ratio
        numerator *= rest
    elif isinstance(ratio, Brackets):
        numerator, denominator = ratio.exactly(rest, case.counters.get(ratio.counter, 0)), ratio.denominator
        shown = "its brackets"
        if numerator is None:
            return undetermined("silent bracket", articles)
    else:
        numerator, denominator, shown = min(rest, ratio.of(rest)), 1, ""
    articles = deductible_articles + articles
    if terms.rounding is TO_FEN:
        amount = (2 * numerator + denominator) // (2 * denominator)
    else:
        # Rounding up could come to more than there is to pay.
        unit, half, rounding_articles = terms.rounding
        amount = min(rest, rounded(numerator, denominator, unit, half))
        articles += rounding_articles
    why: Why
    if not base:
        articles, why = terms.articles, (("no base", ()),)
    elif not rest and whole != left:
        articles, why = deductible_articles, (("below rest", (base, left, whole)),)
    elif not rest:
        articles, why = deductible_articles, (("below", (base, left)),)
    elif not shown:
        why = (("lump sum", (rest, amount)),)
    elif used:
        why = (("pay less", (base, used, shown, amount)),)
    else:
        why = (("pay", (rest, shown, amount)),)
    paid, cut, where = limited(amount, base, limits)
    if cut:
        articles, why = articles + where, why + cut
    rests_on: tuple[Articles, ...] = ()
    if READINGS:
        rests_on = (deductible_articles, rate[1])
        for _, limit in limits:
            rests_on += (limit[1],)
    return settled(case, articles, why, terms.counters, (used, rest, base - paid, paid), rests_on)


def limited(amount: int, base: int, limits: tuple[tuple[str, Limit], ...]) -> tuple[int, Why, Articles]:
    """Return an amount within its limits, and what is to be said of those that change it.

    A cap cuts it; so that no more of the ``base`` than the ceiling on the burden is left to the patient, it is raised.
    """
    why: Why = ()
    articles: Articles = ()
    for name, (left, places, fen) in limits:
        if left is None:
            continue
        if name == "out-of-pocket-ceiling":
            if base - amount > left:
                amount = base - left
                articles, why = articles + places, (*why, ("burden", (fen, amount)))
        elif left < amount:
            amount = left
            articles += places
            why += ((f"{name} leaves", (fen, left)),) if left else ((f"{name} used up", (fen,)),)
    return amount, why, articles


def funded(outcome: Outcome, funds: Funds) -> Outcome:
    """Return a payment with what is to be said of the funds that share it."""
    if not funds or outcome.status != "paid":
        return outcome
    return outcome._replace(why=outcome.why + from_funds(outcome.fen, funds))


def from_funds(amount: int, funds: Funds) -> Why:
    """Return what is to be said of which fund pays what: limits first, shares of the whole, and the rest last."""
    left = amount
    paid = dict.fromkeys((fund for fund, _, _ in funds), 0)
    for fund, upto, share in sorted(funds, key=lambda part: (part[1] is None) + (part[1] is None and part[2] is None)):
        part = left
        if upto is not None:
            part = min(left, upto)
        elif share is not None:
            part = min(left, half_up(amount * share[0], share[1]))
        paid[fund] += part
        left -= part
    return (("from fund", tuple(value for pair in paid.items() for value in pair)),)


def subsidise(
    case: Case, subsidy: Subsidy, articles: Articles, limits: tuple[tuple[str, Limit], ...], terms: Terms
) -> Outcome:
    """Return an enrolment subsidy, never more than the premium; None is the whole premium."""
    premium = needed(case, "premium", articles)
    why: Why
    amount = premium
    if isinstance(subsidy, tuple):
        unit, half, rounding_articles = terms.rounding
        amount = rounded(premium * subsidy[0], subsidy[1], unit, half)
        articles += rounding_articles
    elif subsidy is not None:
        amount = subsidy if isinstance(subsidy, int) else subsidy.of(premium)
    if subsidy is None:
        why = (("full", (premium,)),)
    elif amount > premium:
        amount, why = premium, (("subsidy less", (amount, premium)),)
    else:
        why = (("subsidy", (amount,)),)
    amount, cut, where = limited(amount, premium, limits)
    rests_on = tuple(each[1] for _, each in limits)
    return settled(case, articles + where, why + cut, terms.counters, (amount, amount, amount, amount), rests_on)


def noted(outcome: Outcome, notes: list[str | None]) -> Outcome:
    """Return an outcome with notes on the figures it rests on."""
    why: Why = tuple((note, ()) for note in dict.fromkeys(notes) if note is not None)
    return outcome._replace(why=outcome.why + why) if outcome.status in {"paid", "zero"} else outcome


def settled(
    case: Case,
    articles: Articles,
    why: Why,
    counters: tuple[Counter, ...],
    moved: tuple[int, int, int, int],
    rests_on: tuple[Articles, ...],
) -> Outcome:
    """Return a known payment with what it adds to the counters; ``moved`` is what moves them, the payment last."""
    draws: tuple[Draw, ...] = ()
    for name, by, care, _ in counters:
        added = moved[by]
        if added and (care is None or case.care in care):
            draws += ((name, case.counters.get(name, 0), added),)
    amount = moved[PAID]
    return Outcome("paid" if amount else "zero", amount, articles, why, draws, False, rests_on)
