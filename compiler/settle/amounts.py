"""Money inside settling: fen as integers, shares as a numerator over a denominator, half a fen goes up.

Fractions stand in the rules and in the trace; here they are taken apart once, so that settling a claim multiplies and
divides integers only. Left to others: which amount applies (``stage``), what is done with it (``compute``).
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from attrs import frozen

from tiaowen.compiler.rules.model import Banded, Ratio

__all__ = ["Bands", "bands_of", "grouped", "half_up"]


def half_up(numerator: int, denominator: int) -> int:
    """Return a quotient of non-negative integers rounded to the nearest one, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def grouped(fen: int) -> str:
    """Return an amount as sentences show it: ``2,566.60``."""
    return f"{fen // 100:,}.{fen % 100:02d}"


@frozen
class Bands:
    """The rates of a ratio over one denominator: ``steps`` are (up to, numerator), the last one mostly without end."""

    steps: tuple[tuple[int | None, int], ...]
    denominator: int
    whole: bool
    yearly: bool

    def numerator(self, rest: int, before: int) -> int | None:
        """Return the payment times the denominator, or None where the brackets state no rate.

        ``before`` is what has counted since the first of January, 0 for brackets over one visit.
        """
        if len(self.steps) == 1 and self.steps[0][0] is None:
            return rest * self.steps[0][1]
        if self.whole:
            rate = next((rate for upto, rate in self.steps if upto is None or before + rest <= upto), None)
            return None if rate is None else rest * rate
        return self._by_slice(rest, before)

    def _by_slice(self, rest: int, before: int) -> int | None:
        total, low, end = 0, 0, before + rest
        for upto, rate in self.steps:
            high = end if upto is None else min(end, upto)
            total += max(0, high - max(low, before)) * rate
            if upto is None or end <= upto:
                return total
            low = upto
        return None


def bands_of(value: Ratio | Banded) -> Bands:
    """Return the bands of a ratio; a plain one is a single band without end."""
    if isinstance(value, Ratio):
        return Bands(((None, value.share.numerator),), value.share.denominator, whole=False, yearly=False)
    denominator = lcm(*(piece.share.denominator for piece in value.slices))
    steps = tuple((piece.upto, _over(piece.share, denominator)) for piece in value.slices)
    return Bands(steps, denominator, value.whole, value.yearly)


def _over(share: Fraction, denominator: int) -> int:
    return share.numerator * (denominator // share.denominator)
