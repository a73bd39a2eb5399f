"""Within one document: a benefit that takes the place of another and pays less than that one would have.

The exact interval is where the schedule of the other lies above. Comparisons tell it beside two totals (``notes``),
the checks of a single document as a defect of its own.

Left to others: in which cases one takes the other's place, and words.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from attrs import evolve, field, frozen

from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.payments import payments
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.schedule import Stretch, lowest, signs


@frozen
class Gap:
    """Where the replaced benefit would have paid more, and by how much at most (``at``: near which amount)."""

    low: Fraction
    high: Fraction | None
    most: Fraction | None
    ordinary: Pays
    enhanced: Pays
    at: Fraction | None = field(default=None, eq=False)
    stretches: tuple[Stretch, ...] = field(default=(), eq=False)


def gap(ordinary: Pays, enhanced: Pays, bill: Range | None) -> Gap | None:
    """Return where ``enhanced`` pays less than ``ordinary`` for the same self-pay; None when it never does."""
    found = _gap(ordinary, enhanced, bill)
    # What is remembered may be of another document that pays the same: its clauses and articles are not these.
    return None if found is None else evolve(found, ordinary=ordinary, enhanced=enhanced)


@lru_cache(maxsize=1024)
def _gap(ordinary: Pays, enhanced: Pays, bill: Range | None) -> Gap | None:
    first = payments((ordinary,), bill)[ordinary.benefit]
    second = payments((enhanced,), bill)[enhanced.benefit]
    upto = Fraction(bill.high) if bill is not None and bill.high is not None else None
    below = tuple(stretch for stretch in signs(second - first, upto) if stretch.sign < 0)
    if not below:
        return None
    least = lowest(second - first, upto)
    most = None if least.value is None else -least.value
    return Gap(below[0].low, below[-1].high, most, ordinary, enhanced, least.at, below)
