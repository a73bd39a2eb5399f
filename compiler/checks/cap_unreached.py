"""TW206: a cap that nobody reaches, for any costs up to a million yuan.

A cap per visit is held against one visit, a cap that counts over a year or a month against all that may come together
under it (``over_year``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar

from attrs import evolve, field, frozen

from tiaowen.compiler.checks.cells import (
    ASSUMED,
    DOMAIN,
    UNCONFIRMED,
    RowsFinding,
    Table,
    amount,
    answered,
    by_bill,
    cells_of,
    place_of,
    settle,
)
from tiaowen.compiler.checks.cells.finding import OPEN
from tiaowen.compiler.checks.cells.over_year import OverYear
from tiaowen.compiler.checks.cells.table import Kind, Spot
from tiaowen.compiler.checks.check import Answer, Check, Engine, Proved, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.payments import paid_along
from tiaowen.compiler.compare.stages import Pays, caps_of
from tiaowen.compiler.rules.model import Rule
from tiaowen.compiler.schedule import highest, identity
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class CapUnreached(RowsFinding):
    """A cap that is above everything that it could cut."""

    id: ClassVar[str] = "TW206"
    severity: ClassVar[Severity] = Severity.INFO
    benefit: Words
    cap: Words
    most: Words
    upto: Words

    def said(self, language: Language) -> str:
        """Name the cap and the most that is ever paid."""
        benefit, cap, most, upto = (pick(each, language) for each in (self.benefit, self.cap, self.most, self.upto))
        if language is Language.ZH:
            return f"{benefit}的限额{cap}用不上：费用在{upto}以内，救助最多{most}。"
        return f"The cap of {cap} of {benefit} is never reached: with costs up to {upto}, {most} are paid at most."

    def advice(self, language: Language) -> str | None:
        """Say what to look at."""
        if language is Language.ZH:
            return "请核对限额与比例、起付线、其他限额是否相配。"
        return "See whether the cap, the ratio, the deductible and other caps fit together."


Key = tuple[str, int, int | Fraction]
"""A cap: its counter, or the benefit where it has none, the clause that states it, and the limit in fen."""


@frozen(eq=False)
class _Unreached:
    rule: Rule
    entry: Pays
    spot: Spot
    most: Fraction
    benefits: dict[str, None] = field(factory=dict)


def find(context: Context) -> Iterable[Answer]:
    """Hold every cap against the most that could be paid under it, in all cells where it stands."""
    table = cells_of(context)
    over_year = OverYear(table)
    unreached: dict[Key, _Unreached] = {}
    reached: set[Key] = set()
    unknown: set[Key] = set()
    for kind in table.kinds:
        for at, entry in enumerate(kind.pays):
            for number, cap in enumerate(entry.caps):
                most = _most(over_year, kind, at, number)
                for rule, own, spot in _rules(table, kind.samples, entry, number):
                    key = (cap.pool or entry.benefit, rule.clause, cap.fen)
                    if most is None:
                        unknown.add(key)
                        continue
                    # Of a benefit that comes to nothing the cap is no second defect.
                    if most >= cap.fen or not most:
                        reached.add(key)
                        continue
                    known = unreached.get(key)
                    benefits = known.benefits if known is not None else {}
                    benefits[entry.benefit] = None
                    if known is None or known.most < most:
                        unreached[key] = _Unreached(rule, own, spot, most, benefits)
    left = [(key, what) for key, what in unreached.items() if key not in reached | unknown]
    yield from (_finding(context, table, key, what) for key, what in left)
    if table.apart:
        yield from answered(table)
    elif unknown - reached:
        yield Undecided(OPEN)
    elif reached and not left:
        yield Proved(ASSUMED)


def _most(over_year: OverYear, kind: Kind, at: int, number: int) -> Fraction | None:
    """Return the most that could be paid under a cap but for it; None where that has no bound."""
    pool = kind.pays[at].caps[number].pool
    if pool is None:
        return most_of_visit(kind.pays, kind.bill, at, number)
    return over_year.most(kind, at, number)


@lru_cache(maxsize=4096)
def most_of_visit(pays: tuple[Pays, ...], bill: Range | None, at: int, number: int) -> Fraction | None:
    """Return the most that a benefit would pay for one visit but for one of its caps; None where that has no bound."""
    entry = pays[at]
    free = (*pays[:at], evolve(entry, caps=entry.caps[:number]))
    costs = identity().floored(bill.low) if bill is not None else identity()
    upto = bill.high if bill is not None and bill.high is not None else DOMAIN
    along = identity() if not by_bill(free) else costs
    return highest(paid_along(free, costs, along)[entry.benefit], Fraction(upto)).value


def _rules(table: Table, spots: tuple[Spot, ...], entry: Pays, number: int) -> Iterator[tuple[Rule, Pays, Spot]]:
    """Yield the rules that state a cap, each once, with somebody for whom it stands."""
    seen: set[int] = set()
    facets = caps_of(table.benefit(entry.benefit))
    for spot in spots:
        own = next(each for each in table.does(spot).pays if each.benefit == entry.benefit)
        limits = [rule for facet in facets for rule in own.rules if rule.facet == facet]
        stated = [rule for rule in limits if any(rule.pool == cap.pool for cap in own.caps)][number : number + 1]
        for rule in stated:
            if rule.clause not in seen:
                seen.add(rule.clause)
                yield rule, own, spot


def _finding(context: Context, table: Table, key: Key, what: _Unreached) -> Answer:
    _, _, cap = key
    bill = table.by_at[what.spot[1]].bill
    place = place_of(context, what.rule, *what.entry.rules)
    high = bill.high if bill is not None and bill.high is not None else DOMAIN
    upto = DOMAIN if what.rule.pool is not None else high
    case = settle(context, table, what.spot, min(upto, high), min(upto, high))
    paid = dict(case.paid).get(what.entry.benefit)
    if paid is None or paid > cap:
        return Undecided(UNCONFIRMED, place)
    return CapUnreached(
        benefit=context.names(what.benefits, (", ", "、")),
        cap=amount(cap),
        most=amount(what.most),
        upto=amount(upto),
        cases=(case,),
        place=place,
        cites=what.rule.cites[:1],
    )


CHECK = Check("TW206", "cap-never-reached", Engine.SCHEDULE, (CapUnreached,), find)
