"""The algebra of exact piecewise-linear functions on the amounts from nothing upwards.

A :class:`Schedule` keeps its breakpoints in order, the first of them always 0, the value at each, and the straight
:class:`Piece` on each open interval between them (the last has no end). Schedules are kept in one canonical form: a
breakpoint at which nothing happens is dropped. So two schedules are the same function exactly when they are equal.

The unit is the caller's, and one for amounts and values; the comparison uses fen. Bounds of brackets and steps are
taken as they come: that they ascend is the caller's to see to.

Left to others: every question that is not the value at one amount (``questions``, ``shape``, ``pairs``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction

from attrs import frozen

ZERO = Fraction(0)
ONE = Fraction(1)


@frozen
class Piece:
    """A straight line: ``slope`` times the amount, plus ``intercept``."""

    slope: Fraction
    intercept: Fraction

    def __call__(self, amount: Fraction) -> Fraction:
        """Evaluate the line at ``amount``."""
        return self.slope * amount + self.intercept

    def meets(self, level: Fraction) -> Fraction | None:
        """Return where the line has the value ``level``; None for a flat line."""
        return None if self.slope == 0 else (level - self.intercept) / self.slope

    def crosses(self, other: Piece) -> Fraction | None:
        """Return where the two lines meet; None for parallel ones."""
        slope = self.slope - other.slope
        return None if slope == 0 else (other.intercept - self.intercept) / slope


Combine = Callable[[Fraction, Fraction], Fraction]


@frozen
class Schedule:
    """A piecewise-linear function of an amount, known at every single amount.

    ``points`` are the breakpoints in ascending order, ``points[0]`` is 0; ``values[i]`` is the value at
    ``points[i]``, and ``pieces[i]`` the line on the open interval from ``points[i]`` to ``points[i + 1]`` (for the
    last: without end).
    """

    points: tuple[Fraction, ...]
    values: tuple[Fraction, ...]
    pieces: tuple[Piece, ...]

    def __call__(self, amount: Fraction | int) -> Fraction:
        """Evaluate the schedule at an amount; a negative one raises ValueError."""
        if amount < 0:
            raise ValueError("a schedule is defined from 0 upwards")
        index = bisect_right(self.points, amount) - 1
        return self.values[index] if self.points[index] == amount else self.pieces[index](_exact(amount))

    def before(self, index: int) -> Fraction:
        """Return the limit at a breakpoint from below; at 0, where nothing is below, the value itself."""
        return self.pieces[index - 1](self.points[index]) if index else self.values[0]

    def after(self, index: int) -> Fraction:
        """Return the limit at a breakpoint from above."""
        return self.pieces[index](self.points[index])

    # ── arithmetic ──────────────────────────────────────────────────────────────────────────────────────────────

    def __add__(self, other: Schedule) -> Schedule:
        """Add two schedules."""
        return _blend(self, other, lambda a, b: a + b, lambda p, q: Piece(p.slope + q.slope, p.intercept + q.intercept))

    def __sub__(self, other: Schedule) -> Schedule:
        """Subtract a schedule."""
        return _blend(self, other, lambda a, b: a - b, lambda p, q: Piece(p.slope - q.slope, p.intercept - q.intercept))

    def __neg__(self) -> Schedule:
        """Turn gains into losses."""
        return self.scale(Fraction(-1))

    def scale(self, factor: Fraction | int) -> Schedule:
        """Multiply every value by ``factor``."""
        return _canonical(
            self.points,
            [value * factor for value in self.values],
            [Piece(piece.slope * factor, piece.intercept * factor) for piece in self.pieces],
        )

    def minimum(self, other: Schedule) -> Schedule:
        """Take the smaller of two schedules at every amount."""
        return _choose(self, other, min)

    def maximum(self, other: Schedule) -> Schedule:
        """Take the larger of two schedules at every amount."""
        return _choose(self, other, max)

    def capped(self, ceiling: Fraction | int) -> Schedule:
        """Cut off what lies above ``ceiling``."""
        return self.minimum(constant(ceiling))

    def floored(self, floor: Fraction | int = 0) -> Schedule:
        """Lift what lies below ``floor``."""
        return self.maximum(constant(floor))

    def of(self, inner: Schedule) -> Schedule:
        """Compose: this schedule evaluated at what ``inner`` gives, one stage after another.

        An ``inner`` that is negative for some amount raises ValueError: ``floored`` keeps it from that.
        """
        return _compose(self, inner)

    def switched(self, threshold: Fraction | int, above: Schedule, *, inclusive: bool) -> Schedule:
        """Follow this schedule up to ``threshold`` and ``above`` beyond it.

        ``inclusive`` says that the threshold itself still belongs to this schedule, as in *up to 30,000 yuan*. Nothing
        of this schedule is left where the threshold is below 0.
        """
        at = Fraction(threshold)
        if at < 0 or (at == 0 and not inclusive):
            return above
        points = sorted({at, ZERO, *(p for p in self.points if p < at), *(p for p in above.points if p > at)})
        values = [self(p) if p < at or (p == at and inclusive) else above(p) for p in points]
        pieces = [_piece(self if p < at else above, p) for p in points]
        return _canonical(points, values, pieces)


# ── making schedules ─────────────────────────────────────────────────────────────────────────────────────────────


def linear(slope: Fraction | int, intercept: Fraction | int = 0) -> Schedule:
    """Make one straight line."""
    return Schedule((ZERO,), (_exact(intercept),), (Piece(_exact(slope), _exact(intercept)),))


def constant(value: Fraction | int) -> Schedule:
    """Make the schedule that has the same value everywhere."""
    return linear(0, value)


def identity() -> Schedule:
    """Make the schedule that gives the amount itself."""
    return linear(1)


def banded(
    bands: Iterable[tuple[Fraction | int | None, Fraction]],
    *,
    whole: bool,
    open_ends: Collection[Fraction | int] = (),
) -> Schedule:
    """Make a ratio by brackets from pairs of an upper bound (None: no end) and a rate, in ascending order.

    A bound is inclusive unless it is among ``open_ends``. Sliced, each part of the amount has the rate of its bracket.
    ``whole`` takes all of the amount at the rate of the bracket it falls into, which jumps. An amount over the last
    bound gets nothing more (sliced) or nothing at all (whole).
    """
    result: Schedule | None = None
    reached, paid = ZERO, ZERO
    for upto, rate in bands:
        branch = linear(rate) if whole else linear(rate, paid - rate * reached)
        result = branch if result is None else result.switched(reached, branch, inclusive=reached not in open_ends)
        if upto is None:
            return result
        paid += rate * (Fraction(upto) - reached)
        reached = Fraction(upto)
    end = constant(0) if whole else constant(paid)
    return end if result is None else result.switched(reached, end, inclusive=reached not in open_ends)


def stepped(
    steps: Iterable[tuple[Fraction | int | None, Fraction | int]],
    *,
    least: Fraction | int = 0,
    with_least: bool = False,
    open_ends: Collection[Fraction | int] = (),
) -> Schedule:
    """Make a schedule that jumps from value to value, from pairs of an upper bound (None: no end) and a value.

    A bound is inclusive unless it is among ``open_ends``. Up to ``least`` there is nothing, nor at it unless
    ``with_least``; beyond the last bound there is nothing either.
    """
    result, reached, inclusive = constant(0), Fraction(least), not with_least
    for upto, value in steps:
        result = result.switched(reached, constant(value), inclusive=inclusive)
        if upto is None:
            return result
        reached, inclusive = Fraction(upto), upto not in open_ends
    return result.switched(reached, constant(0), inclusive=inclusive)


# ── how it is done ───────────────────────────────────────────────────────────────────────────────────────────────


def _exact(number: Fraction | int) -> Fraction:
    """Return a number as a fraction; one that is a fraction stays what it is, of whatever kind."""
    return number if isinstance(number, Fraction) else Fraction(number)


def _piece(schedule: Schedule, start: Fraction) -> Piece:
    """Return the piece just above ``start``."""
    return schedule.pieces[bisect_right(schedule.points, start) - 1]


def _canonical(points: Sequence[Fraction], values: Sequence[Fraction], pieces: Sequence[Piece]) -> Schedule:
    """Drop the breakpoints at which the function goes straight on."""
    kept = [0]
    for index in range(1, len(points)):
        piece = pieces[index]
        if piece != pieces[kept[-1]] or piece(points[index]) != values[index]:
            kept.append(index)
    return Schedule(
        tuple(points[index] for index in kept),
        tuple(values[index] for index in kept),
        tuple(pieces[index] for index in kept),
    )


def _blend(left: Schedule, right: Schedule, value: Combine, piece: Callable[[Piece, Piece], Piece]) -> Schedule:
    """Combine two schedules whose pieces combine to straight pieces."""
    points = sorted({*left.points, *right.points})
    return _canonical(
        points,
        [value(left(point), right(point)) for point in points],
        [piece(_piece(left, point), _piece(right, point)) for point in points],
    )


def _choose(left: Schedule, right: Schedule, choice: Callable[[Fraction, Fraction], Fraction]) -> Schedule:
    """Take the smaller or the larger of two schedules: their crossings become breakpoints."""
    points = sorted({*left.points, *right.points})
    crossing: set[Fraction] = set()
    for index, point in enumerate(points):
        meet = _piece(left, point).crosses(_piece(right, point))
        end = points[index + 1] if index + 1 < len(points) else None
        if meet is not None and meet > point and (end is None or meet < end):
            crossing.add(meet)
    points = sorted({*points, *crossing})
    pieces: list[Piece] = []
    for index, point in enumerate(points):
        one, two = _piece(left, point), _piece(right, point)
        inside = point + ONE if index + 1 == len(points) else (point + points[index + 1]) / 2
        pieces.append(one if choice(one(inside), two(inside)) == one(inside) else two)
    return _canonical(points, [choice(left(point), right(point)) for point in points], pieces)


def _compose(outer: Schedule, inner: Schedule) -> Schedule:
    """Evaluate ``outer`` at ``inner``: a breakpoint is where inner has one, or where inner passes one of outer's."""
    points = list(inner.points)
    for index, piece in enumerate(inner.pieces):
        start = inner.points[index]
        end = inner.points[index + 1] if index + 1 < len(inner.points) else None
        for level in outer.points:
            meet = piece.meets(level)
            if meet is not None and meet > start and (end is None or meet < end):
                points.append(meet)
    points = sorted(set(points))
    pieces: list[Piece] = []
    for index, point in enumerate(points):
        line = _piece(inner, point)
        inside = point + ONE if index + 1 == len(points) else (point + points[index + 1]) / 2
        amount = line(inside)
        if amount < 0 or inner(point) < 0:
            raise ValueError("a schedule is composed with one that is not negative")
        if line.slope == 0:
            pieces.append(Piece(ZERO, outer(amount)))
        else:
            above = _piece(outer, amount)
            pieces.append(Piece(above.slope * line.slope, above(line.intercept)))
    return _canonical(points, [outer(inner(point)) for point in points], pieces)
