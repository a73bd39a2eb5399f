"""Money inside settling: fen as integers, shares as a numerator over a denominator, half a fen goes up.

Fractions stand in the rules and in the trace; here they are taken apart once, so that settling a claim multiplies and
divides integers only. Left to others: which amount applies (``stage``), what is done with it (``compute``).
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from attrs import frozen

from tiaowen.compiler.rules.model import Banded, FundPart, Lump, Ratio
from tiaowen.dsl.tree import Rounding

__all__ = ["Bands", "bands_of", "grouped", "half_up", "lump_of", "parted", "rounded", "unit_of"]

_UNITS = {
    Rounding.HALF_UP_FEN: (1, True),
    Rounding.HALF_UP_JIAO: (10, True),
    Rounding.HALF_UP_YUAN: (100, True),
    Rounding.DOWN_FEN: (1, False),
    Rounding.DOWN_JIAO: (10, False),
    Rounding.DOWN_YUAN: (100, False),
}


def half_up(numerator: int, denominator: int) -> int:
    """Return a quotient of non-negative integers rounded to the nearest one, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def unit_of(mode: Rounding) -> tuple[int, bool]:
    """Return the unit in fen that a mode rounds to, and whether to the nearest one, else down."""
    return _UNITS[mode]


def rounded(numerator: int, denominator: int, mode: Rounding = Rounding.HALF_UP_FEN) -> int:
    """Return a non-negative quotient of fen in whole fen, rounded as ``mode`` says."""
    unit, half = unit_of(mode)
    whole = denominator * unit
    return unit * (half_up(numerator, whole) if half else numerator // whole)


def lump_of(value: Lump, rest: int) -> int:
    """Return the lump sum for an amount, in fen."""
    if rest < value.least or (rest == value.least and not value.least_closed):
        return 0
    for step in value.steps:
        if step.upto is None or rest < step.upto or (rest == step.upto and not step.open):
            return step.fen
    return 0


def parted(fen: int, funds: tuple[FundPart, ...]) -> tuple[tuple[str, int], ...]:
    """Return what each fund pays of an amount: limits first, shares of the whole, and the rest last."""
    left = fen
    paid: dict[str, int] = {}
    for part in sorted(funds, key=lambda part: (part.upto is None) + (part.upto is None and part.share is None)):
        mine = left
        if part.upto is not None:
            mine = min(left, part.upto)
        elif part.share is not None:
            mine = min(left, half_up(fen * part.share.numerator, part.share.denominator))
        paid[part.fund] = paid.get(part.fund, 0) + mine
        left -= mine
    return tuple((fund, paid[fund]) for fund in dict.fromkeys(part.fund for part in funds))


def grouped(fen: int) -> str:
    """Return an amount as sentences show it: ``2,566.60``."""
    return f"{fen // 100:,}.{fen % 100:02d}"


@frozen
class Bands:
    """The rates of a ratio over one denominator: ``steps`` are (up to, numerator), the last one mostly without end.

    ``open_ends`` are the ends that belong to the next step; slice by slice it makes no difference.
    """

    steps: tuple[tuple[int | None, int], ...]
    denominator: int
    whole: bool
    yearly: bool
    open_ends: frozenset[int] = frozenset()

    def numerator(self, rest: int, before: int) -> int | None:
        """Return the payment times the denominator, or None where the brackets state no rate.

        ``before`` is what has counted since the first of January, 0 for brackets over one visit.
        """
        if len(self.steps) == 1 and self.steps[0][0] is None:
            return rest * self.steps[0][1]
        if self.whole:
            end = before + rest
            rate = next((rate for upto, rate in self.steps if upto is None or self._inside(end, upto)), None)
            return None if rate is None else rest * rate
        return self._by_slice(rest, before)

    def _inside(self, end: int, upto: int) -> bool:
        return end < upto or (end == upto and upto not in self.open_ends)

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
    open_ends = frozenset(piece.upto for piece in value.slices if piece.open and piece.upto is not None)
    return Bands(steps, denominator, value.whole, value.yearly, open_ends)


def _over(share: Fraction, denominator: int) -> int:
    return share.numerator * (denominator // share.denominator)
