"""Questions to two schedules: are they the same, is one never less, where do they cross, what is gained and lost most.

Each is a question of ``questions`` to the difference of the two. ``upto`` is the inclusive end of the amounts that can
occur (None: no end); a negative one is a ValueError. Amounts and values are in the unit of the schedules.

Left to others: what the two schedules stand for (``compiler/compare``).
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.schedule.piecewise import Schedule
from tiaowen.compiler.schedule.questions import Extreme, crossings, highest, signs


@frozen
class Change:
    """The most that is gained and lost on the way from one schedule to another; None where nothing ever is.

    Both have positive values; ``value`` None is without bound.
    """

    gain: Extreme | None
    loss: Extreme | None


def equal(one: Schedule, two: Schedule, upto: Fraction | int | None = None) -> bool:
    """Tell whether two schedules have the same value at every amount; without ``upto`` this is ``==``."""
    return all(stretch.sign == 0 for stretch in signs(one - two, upto))


def dominates(one: Schedule, two: Schedule, upto: Fraction | int | None = None) -> bool:
    """Tell whether ``one`` is at least ``two`` at every amount."""
    return all(stretch.sign >= 0 for stretch in signs(one - two, upto))


def crossings_of(one: Schedule, two: Schedule, upto: Fraction | int | None = None) -> tuple[Fraction, ...]:
    """Return the amounts, exact and in order, at which the higher of two schedules becomes the lower one.

    Where the two are the same for a while between, it is where that ends. Meeting without changing sides does not
    count; where they have the same value at all is ``inverse(one - two, 0)``.
    """
    return crossings(one - two, upto)


def change(old: Schedule, new: Schedule, upto: Fraction | int | None = None) -> Change:
    """Return the largest gain and the largest loss on the way from ``old`` to ``new``: how much, where, attained?"""
    return Change(_most(new - old, upto), _most(old - new, upto))


def _most(gain: Schedule, upto: Fraction | int | None) -> Extreme | None:
    found = highest(gain, upto)
    return found if found.value is None or found.value > 0 else None
