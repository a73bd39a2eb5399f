"""A spot and amounts to a claim, in round amounts where round amounts show it, settled by the reference.

Left to others: which amounts a defect is at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import evolve

from tiaowen.compiler.checks.cells.table import Spot, Table
from tiaowen.compiler.checks.check import Case
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.compare.confirm import visit_of
from tiaowen.compiler.compare.payments import BASIC
from tiaowen.compiler.schedule import Stretch

UNITS = (*(yuan * 100 for yuan in (10_000, 5_000, 1_000, 100, 10, 1)), 1)
"""Amounts in fen that are round, the roundest first."""

FAR = 10_000_000
"""How far a stretch without end is looked at, in fen."""


def claim(table: Table, spot: Spot, self_pay: int, bill: int) -> Visit:
    """Return a claim of the people of a spot; amounts in fen."""
    who, at = spot
    visit = visit_of(table.people.groups[who], table.grid.case(at), table.scope, self_pay, bill)
    money = {column: fen for column, fen in visit.money.items() if column != BASIC or fen}
    return evolve(visit, money=money, claim="1")


def settle(context: Context, table: Table, spot: Spot, self_pay: int, bill: int) -> Case:
    """Settle a claim, without the facts of the person that do not matter to it."""
    visit = claim(table, spot, self_pay, bill)
    case = context.case(visit)
    for column in visit.facts:
        less = evolve(visit, facts={name: number for name, number in visit.facts.items() if name != column})
        if (shorter := context.case(less)).paid == case.paid:
            visit, case = less, shorter
    return case


def total(case: Case) -> int | None:
    """Return the fen that a case comes to; None where a benefit has no amount."""
    return None if any(fen is None for _, fen in case.paid) else case.total


def round_inside(stretches: Iterable[Stretch], best: Fraction | None = None) -> Iterator[int]:
    """Yield whole fen inside stretches, the roundest first, near where the most is at stake if that is known."""
    every = list(stretches)
    seen: set[int] = set()
    for unit in UNITS:
        for stretch in every:
            for near in _near(stretch, best):
                for amount in (floor(near / unit) * unit, ceil(near / unit) * unit):
                    if amount not in seen and amount > 0 and inside(stretch, Fraction(amount)):
                        seen.add(amount)
                        yield amount


def _near(stretch: Stretch, best: Fraction | None) -> Iterator[Fraction]:
    end = stretch.low + FAR if stretch.high is None else stretch.high
    if best is not None and stretch.low <= best <= end:
        yield best
    yield (stretch.low + end) / 2
    yield stretch.low
    yield end


def inside(stretch: Stretch, amount: Fraction) -> bool:
    """Tell whether an amount belongs to a stretch."""
    above = amount > stretch.low or (stretch.low_in and amount == stretch.low)
    return above and (stretch.high is None or amount < stretch.high or (stretch.high_in and amount == stretch.high))
