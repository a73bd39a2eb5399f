"""Exact numbers that move with an unknown figure, and the figures at which something turns.

A :class:`Moving` is a number as it is just above one value of the figure: what it is there, and how fast it changes.
Schedules are worked out with such numbers as with any others; whatever two of them are compared, a :class:`Watch` notes
up to which figure every comparison comes out the same. Up to there every step of the calculation is the same, so what
it shows holds on the whole stretch, and :func:`stretches` goes on from there.

Left to others: what is calculated (``missing``).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tiaowen.compiler.compare.model import Effect, Stretch

ZERO = Fraction(0)

MOST = 500
"""Turns after which nobody reads on."""


class Watch:
    """Notes up to which figure all comparisons come out as just above ``start``; None: for every higher one."""

    def __init__(self, start: Fraction) -> None:
        self.start = start
        self.until: Fraction | None = None

    def note(self, gap: Fraction, rate: Fraction) -> None:
        """Take in a difference of two numbers, at the start, and how fast it changes."""
        if gap and rate and (gap > 0) != (rate > 0):
            turn = self.start - gap / rate
            self.until = turn if self.until is None else min(self.until, turn)


# Only exact numbers meet here: what a Fraction does with others is not taken over.
class Moving(Fraction):
    """A number just above a value of the figure; ``rate`` is how much it changes with each unit of the figure."""

    __slots__ = ("rate", "watch")
    rate: Fraction
    watch: Watch

    def __new__(cls, value: Fraction, rate: Fraction, watch: Watch) -> Moving:
        """Make a number that moves."""
        self = super().__new__(cls, value.numerator, value.denominator)
        self.rate, self.watch = rate, watch
        return self

    def _made(self, value: Fraction, rate: Fraction) -> Fraction:
        return Moving(value, rate, self.watch) if rate else Fraction(value)

    def __add__(self, other: int | Fraction) -> Fraction:  # type: ignore[override]
        """Add."""
        return self._made(_still(self) + _still(other), self.rate + rate_of(other))

    __radd__ = __add__  # type: ignore[assignment]

    def __neg__(self) -> Fraction:
        """Turn the sign."""
        return self._made(-_still(self), -self.rate)

    def __sub__(self, other: int | Fraction) -> Fraction:  # type: ignore[override]
        """Subtract."""
        return self._made(_still(self) - _still(other), self.rate - rate_of(other))

    def __rsub__(self, other: int | Fraction) -> Fraction:  # type: ignore[override]
        """Subtract from."""
        return self._made(_still(other) - _still(self), rate_of(other) - self.rate)

    def __mul__(self, other: int | Fraction) -> Fraction:  # type: ignore[override]
        """Multiply with a number that stands still: two that move give no straight line."""
        if rate_of(other):
            raise AssertionError("two moving numbers are not multiplied")
        return self._made(_still(self) * _still(other), self.rate * _still(other))

    __rmul__ = __mul__  # type: ignore[assignment]

    def __truediv__(self, other: int | Fraction) -> Fraction:  # type: ignore[override]
        """Divide by a number that stands still."""
        return self * (1 / _still(other))

    def _compared(self, other: int | Fraction) -> int:
        """Return the sign of the difference just above the start, and note where it turns."""
        gap, rate = _still(self) - _still(other), self.rate - rate_of(other)
        self.watch.note(gap, rate)
        telling = gap or rate
        return (telling > 0) - (telling < 0)

    def __eq__(self, other: object) -> bool:
        """Tell whether two numbers are the same just above the start, and so everywhere."""
        return self._compared(other) == 0 if isinstance(other, int | Fraction) else NotImplemented

    def __hash__(self) -> int:  # type: ignore[override]
        """Return a hash; numbers that are equal move alike."""
        return hash((self.numerator, self.denominator, self.rate))

    def __lt__(self, other: int | Fraction) -> bool:  # type: ignore[override]
        """Compare."""
        return self._compared(other) < 0

    def __le__(self, other: int | Fraction) -> bool:  # type: ignore[override]
        """Compare."""
        return self._compared(other) <= 0

    def __gt__(self, other: int | Fraction) -> bool:  # type: ignore[override]
        """Compare."""
        return self._compared(other) > 0

    def __ge__(self, other: int | Fraction) -> bool:  # type: ignore[override]
        """Compare."""
        return self._compared(other) >= 0


def _still(number: int | Fraction) -> Fraction:
    """Return a number as it is at the start."""
    return Fraction(number.numerator, number.denominator)


def rate_of(number: int | Fraction) -> Fraction:
    """Return how fast a number moves; most do not."""
    return number.rate if isinstance(number, Moving) else ZERO


def stretches(effect_at: Callable[[Fraction], Effect]) -> tuple[Stretch, ...]:
    """Return the effect for every figure from nothing upwards, in the longest stretches; none if there is no end of it.

    ``effect_at`` works the effect out for one figure, which may move.
    """
    found: list[Stretch] = []
    at = ZERO
    for _ in range(MOST):
        _append(found, Stretch(at, at, low_in=True, high_in=True, effect=effect_at(at)))
        watch = Watch(at)
        effect = effect_at(Moving(at, Fraction(1), watch))
        _append(found, Stretch(at, watch.until, low_in=False, high_in=False, effect=effect))
        if watch.until is None:
            return tuple(found)
        at = watch.until
    return ()


def _append(found: list[Stretch], stretch: Stretch) -> None:
    if found and found[-1].effect is stretch.effect:
        last = found.pop()
        stretch = Stretch(last.low, stretch.high, last.low_in, stretch.high_in, stretch.effect)
    found.append(stretch)
