"""Claims that show a difference, in round amounts where round amounts show it.

Left to others: that there is a difference (``effects``), and what the claim comes to (``confirm``).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.effects import Verdict
from tiaowen.compiler.compare.model import Witness
from tiaowen.compiler.schedule import Stretch
from tiaowen.dsl.quantities import yuan_two_decimals

ROUND = tuple(yuan * 100 for yuan in (10_000, 20_000, 50_000, 5_000, 3_000, 100_000, 1_000, 200_000, 500_000))
"""Amounts in fen that a reader can check in the head, the most telling first."""

TABLE = tuple(yuan * 100 for yuan in (3_000, 10_000, 20_000, 50_000, 100_000))
"""The amounts of the tables, in fen."""

NEXT = 1_000_000
"""A bill that must be over a gate is the next multiple of 10,000 yuan."""


def telling(verdict: Verdict) -> list[int]:
    """Return one self-pay for each direction in which the payments differ: gain first, in fen."""
    found = []
    for sign in (1, -1):
        stretches = [stretch for stretch in verdict.stretches if stretch.sign == sign]
        amount = next((at for at in _candidates(stretches) if at > 0), None)
        if amount is not None:
            found.append(amount)
    return found


def _candidates(stretches: list[Stretch]) -> Iterable[int]:
    for amount in ROUND:
        if any(_inside(stretch, amount) for stretch in stretches):
            yield amount
    for stretch in stretches:
        for unit in (100_000, 10_000, 100, 1):
            middle = stretch.low + unit if stretch.high is None else (stretch.low + stretch.high) / 2
            for amount in (floor(middle / unit) * unit, ceil(middle / unit) * unit):
                if _inside(stretch, amount):
                    yield amount


def _inside(stretch: Stretch, amount: int) -> bool:
    at = Fraction(amount)
    above = at > stretch.low or (stretch.low_in and at == stretch.low)
    return above and (stretch.high is None or at < stretch.high or (stretch.high_in and at == stretch.high))


def round_bill(self_pay: int, bill: Range | None) -> int:
    """Return costs before insurance that are round and on the same side of every gate."""
    if bill is None or bill.low <= self_pay:
        return self_pay
    rounded = -(-bill.low // NEXT) * NEXT
    return rounded if bill.high is None or rounded <= bill.high else bill.low


def witness(visit: Visit, left: int, right: int, settles: bool) -> Witness:
    """Return a claim as a record of a claims file, with what both documents pay."""
    cells: list[tuple[str, str | int | tuple[str, ...]]] = [
        ("claim", visit.claim),
        ("person", visit.person),
    ]
    if visit.kind != "visit":
        cells.append(("kind", visit.kind))
    cells += [("family", visit.family)] if visit.family is not None else []
    cells += [("date", visit.date.isoformat()), ("categories", tuple(held.category for held in visit.categories))]
    cells += [("care", visit.care)] if visit.care else []
    cells += [("level", visit.level)] if visit.level is not None else []
    cells += [("diseases", tuple(sorted(visit.diseases)))] if visit.diseases else []
    cells += [("marks", tuple(sorted(visit.marks)))] if visit.marks else []
    cells += [("plan", visit.plan)] if visit.plan is not None else []
    cells += [(column, yuan_two_decimals(fen)) for column, fen in sorted(visit.money.items())]
    cells += sorted(visit.facts.items())
    return Witness(tuple(cells), left, right, settles)
