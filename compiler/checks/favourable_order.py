"""TW220: the most favourable outcome, chosen claim by claim, where the order of the claims changes the year's sum.

Two identities of one person, of which one pays more for small claims and the other for large ones, and a limit that
both use up: what the first claim takes is missing for the second. Pairs of which one is never worse term by term are
proved to be safe; for the others, two claims are settled in both orders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import combinations
from typing import ClassVar

from attrs import evolve, frozen

from tiaowen.compiler.checks.cells import (
    RowsFinding,
    Spot,
    Table,
    amount,
    answered,
    articles,
    cells_of,
    claim,
    rate_also,
    rate_place,
)
from tiaowen.compiler.checks.cells.money import ASSUMED, by_bill, line
from tiaowen.compiler.checks.check import Answer, Check, Engine, Proved, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.payments import rate_of
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.schedule import crossings_of, dominates
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language, Outcome

LEAST = 100
"""Orders that differ by less, in fen, differ by rounding."""

AMOUNTS = tuple(yuan * 100 for yuan in (1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000))
"""Round amounts in fen that are tried beside those at which a payment bends."""

MOST_PAIRS = 12
"""So many different pairs of terms are tried by settling."""


@frozen(kw_only=True)
class FavourableOrder(RowsFinding):
    """Two claims of a person of two identities that come to less in one order than in the other."""

    id: ClassVar[str] = "TW220"
    severity: ClassVar[Severity] = Severity.WARNING
    benefit: Words
    who: Words
    claims: tuple[Words, Words]
    paid: tuple[Words, Words]

    def said(self, language: Language) -> str:
        """Name the people, the claims and both sums."""
        zh = language is Language.ZH
        benefit, who = pick(self.benefit, language), pick(self.who, language)
        (first, second), (one, two) = ((pick(words, language) for words in both) for both in (self.claims, self.paid))
        if zh:
            return (
                f"{benefit}逐次取高，全年合计却随先后而变：{who}，自付{first}在前、{second}在后合计救助{one}，"
                f"先后对调合计{two}。"
            )
        return (
            f"{benefit}: the most favourable outcome hangs on the order of claims: {who}, self-pay of {first} and then "
            f"{second}, {one} in the year; the other way round, {two}."
        )

    def advice(self, language: Language) -> str | None:
        """Say what would not depend on the order."""
        if language is Language.ZH:
            return "请写明按一种身份结算全年（多重身份取待遇最高的类别），或者两种身份用同样的限额和起付线。"
        return "Let one identity count for all claims (most favourable class), or give both the same limits."


def find(context: Context) -> Iterable[Answer]:
    """Look at every pair of identities under each benefit that takes the most favourable outcome."""
    table = cells_of(context)
    if table.apart:
        yield from answered(table)
        return
    chosen = {each.id for each in table.benefits if each.several is Outcome.BEST_OUTCOME}
    if not chosen:
        return
    found: dict[str, Answer] = {}
    open_: set[str] = set()
    for benefit, pairs in _crossing(table, chosen).items():
        for (one, two, bill), spots in list(pairs.items())[:MOST_PAIRS]:
            answer = _settled(context, table, one, two, spots, bill)
            if answer is not None:
                found[benefit] = answer
                break
            open_.add(benefit)
    yield from found.values()
    together = [does for does in table.everything if len(does.pays) > 1]
    if any(entry.benefit in chosen for does in together for entry in does.pays):
        yield Undecided(("several benefits pay for one visit", "一次就医有几项待遇同时救助"))
    elif open_ - found.keys():
        reason = ("two identities cross, and no two claims that were tried differ", "两种身份互有高低，试算未见差别")
        yield Undecided(reason)
    elif not found:
        yield Proved(ASSUMED[2:])


Pair = tuple[Pays, Pays, Range | None]


def _crossing(table: Table, chosen: set[str]) -> dict[str, dict[Pair, tuple[Spot, Spot]]]:
    """Return by benefit the different terms of two people that use up one counter and of which neither is better."""
    found: dict[str, dict[Pair, tuple[Spot, Spot]]] = {}
    seen: set[object] = set()
    for cell in table.priced:
        terms: dict[Pays, Spot] = {}
        for who, does in enumerate(cell.does):
            if does.known and len(does.pays) == 1 and does.pays[0].benefit in chosen:
                terms.setdefault(does.pays[0], (who, cell.at))
        for one, two in combinations(terms, 2):
            key = (one, two, cell.bill)
            if one.benefit == two.benefit and key not in seen:
                seen.add(key)
                if _shared(one, two) and not better(one, two) and not better(two, one):
                    found.setdefault(one.benefit, {})[key] = (terms[one], terms[two])
    return found


def _shared(one: Pays, two: Pays) -> bool:
    pools = {cap.pool for cap in (*one.caps, *filter(None, (one.deductible,)))}
    return bool({cap.pool for cap in (*two.caps, *filter(None, (two.deductible,)))} & pools - {None})


def better(one: Pays, two: Pays) -> bool:
    """Tell whether terms are nowhere worse than others: rates, deductible, caps and ceiling one by one."""
    if _base(one) != _base(two) or one.burden != two.burden:
        return False
    mine, theirs = (each.deductible.fen if each.deductible is not None else 0 for each in (one, two))
    limits = [{cap.pool: cap.fen for cap in each.caps} for each in (one, two)]
    caps = all(pool in limits[1] and limits[1][pool] <= fen for pool, fen in limits[0].items())
    return mine <= theirs and caps and dominates(rate_of(one), rate_of(two))


def _base(entry: Pays) -> tuple[object, ...]:
    return entry.column, entry.payer_columns, entry.after


def _settled(
    context: Context, table: Table, one: Pays, two: Pays, spots: tuple[Spot, Spot], bill: Range | None
) -> Answer | None:
    for first, second in combinations(_amounts(one, two, bill), 2):
        there = _year(context, table, spots, (first, second), bill)
        back = _year(context, table, spots, (second, first), bill)
        if there is not None and back is not None and abs(there - back) >= LEAST:
            ids = [table.people.groups[who].id for who, _ in spots]
            names = [context.name(id) for id in ids]
            return FavourableOrder(
                benefit=context.name(one.benefit),
                who=(" who are also ".join(en for en, _ in names), "又是".join(zh for _, zh in names)),
                claims=(amount(first), amount(second)),
                paid=(amount(there), amount(back)),
                place=rate_place(context, _own(table, spots[0], one), _own(table, spots[1], two)),
                second=rate_also(context, _own(table, spots[1], two)),
                cites=articles(_own(table, spots[0], one)),
            )
    return None


def _own(table: Table, spot: Spot, entry: Pays) -> Pays:
    return next(each for each in table.does(spot).pays if each.benefit == entry.benefit)


def _amounts(one: Pays, two: Pays, bill: Range | None) -> list[int]:
    upto = bill.high if bill is not None else None
    if by_bill((one, two)):
        return [at for at in AMOUNTS if upto is None or at <= upto]
    curves = [line((each,), bill).total for each in (one, two)]
    bends = {point for curve in curves for point in curve.points} | set(crossings_of(curves[0], curves[1]))
    found = (*AMOUNTS, *(int(point // 100 * 100) for point in sorted(bends)))
    return [at for at in dict.fromkeys(found) if at > 0 and (upto is None or at <= upto)]


def _year(
    context: Context, table: Table, spots: tuple[Spot, Spot], claims: tuple[int, int], bill: Range | None
) -> int | None:
    """Return the fen of two claims of a person of both identities, one after the other; None where not determined."""
    visits = list(_visits(table, spots, claims, bill))
    results = [result.amount_fen for result in context.engine.settle(visits)]
    return None if None in results else sum(fen for fen in results if fen is not None)


def _visits(table: Table, spots: tuple[Spot, Spot], claims: tuple[int, int], bill: Range | None) -> Iterator[Visit]:
    other = claim(table, spots[1], claims[0], claims[0])
    for number, at in enumerate(claims):
        visit = claim(table, spots[0], at, max(at, bill.low) if bill is not None else at)
        day = visit.date - timedelta(days=1 - number)
        yield evolve(
            visit,
            claim=str(number + 1),
            date=day,
            categories=(*visit.categories, *other.categories),
            facts={**other.facts, **visit.facts},
        )


CHECK = Check("TW220", "favourable-order", Engine.SCHEDULE, (FavourableOrder,), find)
