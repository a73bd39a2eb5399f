"""What happens at a threshold of the costs before insurance: one fen more, and other rules apply.

A :class:`Crossing` holds for all bills at the threshold, whatever insurance pays of them: its schedule runs along what
is left to pay.

Left to others: which crossings are a defect.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from tiaowen.compiler.checks.cells.claims import settle
from tiaowen.compiler.checks.cells.money import at_bill
from tiaowen.compiler.checks.cells.table import Does, Spot, Step, Table
from tiaowen.compiler.checks.check import Case
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.schedule import Schedule

YUAN = 100
"""Fen to the yuan."""


@frozen(eq=False)
class Crossing:
    """A threshold for one group of people: what is gained when the bill goes over it, along what is left to pay."""

    step: Step
    who: int
    below: Does
    above: Does
    gain: Schedule

    @property
    def known(self) -> bool:
        """Tell whether everything paid on both sides is known."""
        return self.below.known and self.above.known

    @property
    def spot(self) -> Spot:
        """Return the people and the cell above the threshold."""
        return self.who, self.step.above.at

    @property
    def benefits(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the benefits that pay on one side and not alike on the other: below, and above."""
        one, two = self.below.pays, self.above.pays
        return (
            tuple(entry.benefit for entry in one if entry not in two),
            tuple(entry.benefit for entry in two if entry not in one),
        )

    @property
    def upto(self) -> Fraction:
        """Return the most that can be left to pay at the threshold."""
        return Fraction(self.step.end)

    @property
    def reached(self) -> bool:
        """Tell whether the document means the first amount above (``at least 30,000 yuan``): the rounder of the two."""
        return self.step.end % YUAN != 0 and (self.step.end + 1) % YUAN == 0

    @property
    def line(self) -> int:
        """Return the amount in fen by which the threshold goes."""
        return self.step.end + self.reached

    def cases(self, context: Context, table: Table, self_pay: int) -> tuple[Case, Case]:
        """Settle a bill at the threshold and one a fen higher, of which insurance pays the same."""
        end, at = self.step.end, self.step.below.at
        below = settle(context, table, (self.who, at), self_pay, end)
        return below, settle(context, table, self.spot, self_pay + 1, end + 1)


@lru_cache(maxsize=4)
def crossings(table: Table) -> tuple[Crossing, ...]:
    """Return every threshold for every group of people to whom something is paid at it and not the same."""
    return tuple(_crossings(table))


def _crossings(table: Table) -> Iterator[Crossing]:
    for step in table.steps:
        for who, (below, above) in enumerate(zip(step.below.does, step.above.does, strict=True)):
            one, two = below.pays, above.pays
            if one != two:
                yield Crossing(step, who, below, above, _gain(one, two, step.end))


@lru_cache(maxsize=2048)
def _gain(below: tuple[Pays, ...], above: tuple[Pays, ...], end: int) -> Schedule:
    return at_bill(above, end + 1) - at_bill(below, end)
