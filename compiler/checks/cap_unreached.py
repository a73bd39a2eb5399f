"""TW206: a cap that nobody reaches, for any costs up to a million yuan.

A cap per visit is held against one visit, a cap per year against the costs of a year at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar

from attrs import evolve, frozen

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
from tiaowen.compiler.checks.cells.table import Spot
from tiaowen.compiler.checks.check import Answer, Check, Engine, Proved, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.payments import paid_along
from tiaowen.compiler.compare.stages import Ceiling, Pays, caps_of
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
"""A cap: the benefit, the clause that states it, and the limit in fen."""


@frozen(eq=False)
class _Unreached:
    rule: Rule
    entry: Pays
    spot: Spot
    most: Fraction


def find(context: Context) -> Iterable[Answer]:
    """Hold every cap against the most that could be paid under it, in all cells where it stands."""
    table = cells_of(context)
    unreached: dict[Key, _Unreached] = {}
    reached: set[Key] = set()
    for kind in table.kinds:
        for at, entry in enumerate(kind.pays):
            for number, cap in enumerate(entry.caps):
                most = most_under(kind.pays, kind.bill, at, number)
                for rule, own, spot in _rules(table, kind.samples, entry, number):
                    key = (entry.benefit, rule.clause, cap.fen)
                    if most is None or most > cap.fen:
                        reached.add(key)
                    elif key not in unreached or unreached[key].most < most:
                        unreached[key] = _Unreached(rule, own, spot, most)
    left = [(key, what) for key, what in unreached.items() if key not in reached]
    yield from (_finding(context, table, key, what) for key, what in left)
    if table.apart:
        yield from answered(table)
    elif reached and not left:
        yield Proved(ASSUMED)


@lru_cache(maxsize=4096)
def most_under(pays: tuple[Pays, ...], bill: Range | None, at: int, number: int) -> Fraction | None:
    """Return the most that a benefit would pay but for one of its caps; None where that has no bound."""
    entry = pays[at]
    caps: tuple[Ceiling, ...] = entry.caps[:number]
    free = (*pays[:at], evolve(entry, caps=caps))
    yearly = entry.caps[number].pool is not None
    costs = identity().floored(bill.low) if bill is not None else identity()
    upto = bill.high if bill is not None and bill.high is not None and not yearly else DOMAIN
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
    benefit, _, cap = key
    bill = table.by_at[what.spot[1]].bill
    place = place_of(context, what.rule, *what.entry.rules)
    high = bill.high if bill is not None and bill.high is not None else DOMAIN
    upto = DOMAIN if what.rule.pool is not None else high
    case = settle(context, table, what.spot, min(upto, high), min(upto, high))
    paid = dict(case.paid).get(benefit)
    if paid is None or paid > cap:
        return Undecided(UNCONFIRMED, place)
    return CapUnreached(
        benefit=context.name(benefit),
        cap=amount(cap),
        most=amount(what.most),
        upto=amount(upto),
        cases=(case,),
        place=place,
        cites=what.rule.cites[:1],
    )


CHECK = Check("TW206", "cap-never-reached", Engine.SCHEDULE, (CapUnreached,), find)
