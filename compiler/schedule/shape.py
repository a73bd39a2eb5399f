"""Questions to the run of a schedule: how steep is it where, does it ever fall, is a level ever reached, and where.

``upto`` is the inclusive end of the amounts that can occur (None: no end); a negative one is a ValueError. Amounts and
values are in the unit of the schedule; a slope is a value for each amount, so it has none.

Left to others: the sign, the extremes and the jumps (``questions``), two schedules (``pairs``).
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.schedule.piecewise import Schedule, constant
from tiaowen.compiler.schedule.questions import Stretch, end_of, jumps, signs


@frozen
class Slope:
    """A straight stretch: between ``low`` and ``high`` (None: without end), neither included, the slope is one."""

    low: Fraction
    high: Fraction | None
    slope: Fraction


@frozen
class Fall:
    """Where a schedule falls: beyond ``at``, or already ``here``, at it.

    ``drop`` is by how much it falls at once; 0 where it begins to slope down.
    """

    at: Fraction
    here: bool
    drop: Fraction


def slopes(schedule: Schedule, upto: Fraction | int | None = None) -> tuple[Slope, ...]:
    """Return how steep the schedule is, from one breakpoint to the next, in order; nothing where ``upto`` is 0."""
    end = end_of(upto)
    found = []
    for index, piece in enumerate(schedule.pieces):
        low = schedule.points[index]
        high = schedule.points[index + 1] if index + 1 < len(schedule.points) else None
        if end is not None and low >= end:
            break
        found.append(Slope(low, end if high is None or (end is not None and end < high) else high, piece.slope))
    return tuple(found)


def falls(schedule: Schedule, upto: Fraction | int | None = None) -> tuple[Fall, ...]:
    """Return every place where more costs begin to mean less, in order: drops, and where a slope turns down.

    A drop that goes on as a slope is one fall; a drop at an amount and another one right above it are two.
    """
    end = end_of(upto)
    found: list[Fall] = []
    sloping = False
    for index, point in enumerate(schedule.points):
        if end is not None and point > end:
            break
        before, value, after = schedule.before(index), schedule.values[index], schedule.after(index)
        if value < before:
            found.append(Fall(point, True, before - value))
        if end == point:
            break
        down = schedule.pieces[index].slope < 0
        goes_on = after == value and (value < before or (value == before and sloping))
        if after < value or (down and not goes_on):
            found.append(Fall(point, False, max(value - after, Fraction(0))))
        sloping = down
    return tuple(found)


def first_fall(schedule: Schedule, upto: Fraction | int | None = None) -> Fall | None:
    """Return the first place where the schedule falls; None when it never does."""
    return next(iter(falls(schedule, upto)), None)


def monotone(schedule: Schedule, upto: Fraction | int | None = None) -> bool:
    """Tell whether a larger amount never has a smaller value."""
    return first_fall(schedule, upto) is None


def notches(schedule: Schedule, upto: Fraction | int | None = None) -> tuple[Fraction, ...]:
    """Return every amount at which the schedule jumps, up or down, or begins to fall, in order."""
    places = {jump.at for jump in jumps(schedule, upto)} | {fall.at for fall in falls(schedule, upto)}
    return tuple(sorted(places))


def inverse(schedule: Schedule, level: Fraction | int, upto: Fraction | int | None = None) -> tuple[Stretch, ...]:
    """Return the amounts at which the schedule has exactly the value ``level``: stretches of sign 0, in order."""
    return tuple(stretch for stretch in signs(schedule - constant(level), upto) if stretch.sign == 0)


def reached(schedule: Schedule, level: Fraction | int, upto: Fraction | int | None = None) -> Stretch | None:
    """Return the first stretch on which the schedule is ``level`` (sign 0) or more (sign 1); None when it never is.

    That a cap is never reached within the amounts that can occur means that it limits nobody.
    """
    return next((stretch for stretch in signs(schedule - constant(level), upto) if stretch.sign >= 0), None)
