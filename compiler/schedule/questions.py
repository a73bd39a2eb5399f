"""Questions to one schedule: where is it positive, where does the sign turn, how high does it rise, where does it
jump.

Comparing two schedules is asking these of their difference (``pairs``); how one runs is asked in ``shape``. Every
question takes ``upto``, the inclusive end of the amounts that can occur (None: no end), because a bill that stayed
under a gate bounds what can be left of it; a negative one is a ValueError. Amounts and values are in the unit of the
schedule.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.schedule.piecewise import Schedule


@frozen
class Stretch:
    """An interval on which a schedule has one sign: -1, 0 or 1.

    ``low`` belongs to it when ``low_in``, ``high`` when ``high_in``; ``high`` None is without end. A single amount
    has both.
    """

    low: Fraction
    high: Fraction | None
    low_in: bool
    high_in: bool
    sign: int


@frozen
class Extreme:
    """The least upper bound of a schedule (or greatest lower bound): ``value`` None is without bound.

    ``attained`` says that some amount has it, else amounts only come near it; ``at`` is where those amounts begin
    (an open piece just above ``at`` counts too), None when without bound.
    """

    value: Fraction | None
    at: Fraction | None
    attained: bool


@frozen
class Jump:
    """An amount at which a schedule is not continuous: the limit below it, the value there, the limit above it."""

    at: Fraction
    before: Fraction
    value: Fraction
    after: Fraction


def end_of(upto: Fraction | int | None) -> Fraction | None:
    """Return the end of the amounts that can occur as a fraction; a negative one raises ValueError."""
    if upto is not None and upto < 0:
        raise ValueError("amounts are from 0 upwards, so they cannot end below it")
    return None if upto is None else Fraction(upto)


def signs(schedule: Schedule, upto: Fraction | int | None = None) -> tuple[Stretch, ...]:
    """Return the stretches of equal sign, in order, as long as they can be: together they are all amounts."""
    merged: list[Stretch] = []
    for stretch in _elementary(schedule, end_of(upto)):
        if merged and merged[-1].sign == stretch.sign:
            last = merged.pop()
            stretch = Stretch(last.low, stretch.high, last.low_in, stretch.high_in, stretch.sign)  # noqa: PLW2901 - it grows
        merged.append(stretch)
    return tuple(merged)


def crossings(schedule: Schedule, upto: Fraction | int | None = None) -> tuple[Fraction, ...]:
    """Return the amounts at which the sign turns from one side to the other.

    If the schedule is zero for a while between, the turn is where the zero ends: there the other side begins. An amount
    at which it turns, to turn back right above, stands twice.
    """
    found: list[Fraction] = []
    last = 0
    for stretch in signs(schedule, upto):
        if stretch.sign:
            if last and stretch.sign != last:
                found.append(stretch.low)
            last = stretch.sign
    return tuple(found)


def jumps(schedule: Schedule, upto: Fraction | int | None = None) -> tuple[Jump, ...]:
    """Return the amounts at which the schedule is not continuous, in order.

    Nothing lies beyond ``upto``, so at that amount only the limit from below can part from the value.
    """
    found, upto = [], end_of(upto)
    for index, point in enumerate(schedule.points):
        if upto is not None and point > upto:
            break
        jump = Jump(point, schedule.before(index), schedule.values[index], schedule.after(index))
        if upto == point:
            jump = Jump(point, jump.before, jump.value, jump.value)
        if not jump.before == jump.value == jump.after:
            found.append(jump)
    return tuple(found)


def highest(schedule: Schedule, upto: Fraction | int | None = None) -> Extreme:
    """Return the least upper bound of the schedule."""
    best: Extreme | None = None
    for value, at, attained in _candidates(schedule, end_of(upto)):
        if value is None:
            return Extreme(None, None, False)
        if best is None or best.value is None or (value, attained) > (best.value, best.attained):
            best = Extreme(value, at, attained)
    if best is None:
        raise AssertionError("a schedule has a value at 0")
    return best


def lowest(schedule: Schedule, upto: Fraction | int | None = None) -> Extreme:
    """Return the greatest lower bound of the schedule."""
    found = highest(-schedule, upto)
    return Extreme(None if found.value is None else -found.value, found.at, found.attained)


def extremes(schedule: Schedule, upto: Fraction | int | None = None) -> tuple[Extreme, Extreme]:
    """Return the greatest lower and the least upper bound."""
    return lowest(schedule, upto), highest(schedule, upto)


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _elementary(schedule: Schedule, upto: Fraction | None) -> Iterator[Stretch]:
    """Yield every breakpoint and every open interval between, cut where a piece passes zero."""
    for index, point in enumerate(schedule.points):
        if upto is not None and point > upto:
            return
        yield Stretch(point, point, True, True, _sign(schedule.values[index]))
        end = schedule.points[index + 1] if index + 1 < len(schedule.points) else None
        last = upto is not None and (end is None or end > upto)
        end = upto if last else end
        if end == point:
            return
        piece = schedule.pieces[index]
        zero = piece.meets(Fraction(0))
        low = point
        if zero is not None and zero > point and (end is None or zero < end):
            yield Stretch(point, zero, False, False, -_sign(piece.slope))
            yield Stretch(zero, zero, True, True, 0)
            low = zero
        inside = low + 1 if end is None else (low + end) / 2
        yield Stretch(low, end, False, False, _sign(piece(inside)))
        if last and end is not None:
            yield Stretch(end, end, True, True, _sign(piece(end)))
            return


def _candidates(schedule: Schedule, upto: Fraction | None) -> Iterator[tuple[Fraction | None, Fraction | None, bool]]:
    """Yield every value that can be the least upper bound: at breakpoints, at both ends of pieces, at the end."""
    for index, point in enumerate(schedule.points):
        if upto is not None and point > upto:
            break
        if index:
            yield schedule.before(index), point, False
        yield schedule.values[index], point, True
        if upto is None or point < upto:
            yield schedule.after(index), point, schedule.pieces[index].slope == 0
        if index + 1 == len(schedule.points) and upto is None and schedule.pieces[index].slope > 0:
            yield None, None, False
    if upto is not None:
        yield schedule(upto), upto, True
