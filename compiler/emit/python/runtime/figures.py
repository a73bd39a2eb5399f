"""Figures: money is integer fen, a share is a numerator and a denominator, half a fen goes up"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tiaowen.compiler.emit.python.runtime.cases import Ask, Case
from tiaowen.compiler.emit.python.runtime.claim import Articles, Share

Limit: TypeAlias = tuple[int | None, Articles, int]
"""What is left of a deductible or cap, where it stands, and all of it; None is *no such limit*."""

NO_LIMIT: Limit = (None, (), 0)


def half_up(numerator: int, denominator: int) -> int:
    """Return a quotient rounded to the nearest integer, a half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def rounded(numerator: int, denominator: int, unit: int, half: bool) -> int:
    """Return a quotient in whole units of fen: rounded to the nearest, a half upwards, or (not ``half``) down."""
    whole = denominator * unit
    return unit * (half_up(numerator, whole) if half else numerator // whole)


def reaches(amount: int, upto: int | None, open_: bool) -> bool:
    """Tell whether an amount lies within an end, which belongs to it unless it is open."""
    return upto is None or amount < upto or (amount == upto and not open_)


# What moves a counter: the deductible used up, what the ratio applied to, what is left to the patient, the payment.
USED = 0
RATED = 1
BORNE = 2
PAID = 3


class Counter(NamedTuple):
    """A counter that a benefit moves. With ``care`` it counts these kinds alone; one of ``wider`` may be one."""

    name: str
    by: int = PAID
    care: frozenset[str] | None = None
    wider: frozenset[str] = frozenset()

    def may_count(self, care: str) -> bool:
        """Tell whether a payment for a kind of care counts, or may."""
        return self.care is None or care in self.care or care in self.wider


@dataclass(frozen=True)
class Brackets:
    """Rates by amount: ``steps`` are (up to, numerator), over one denominator; ``open_ends`` belong to the next."""

    steps: tuple[tuple[int | None, int], ...]
    denominator: int
    whole: bool
    counter: str = ""
    open_ends: frozenset[int] = frozenset()

    def exactly(self, rest: int, before: int) -> int | None:
        """Return the payment times the denominator; None where no rate is stated."""
        if len(self.steps) == 1 and self.steps[0][0] is None:
            return rest * self.steps[0][1]
        if self.whole:
            end = before + rest
            rates = (rate for upto, rate in self.steps if reaches(end, upto, upto in self.open_ends))
            found = next(rates, None)
            return None if found is None else rest * found
        total, low, end = 0, 0, before + rest
        for upto, rate in self.steps:
            high = end if upto is None else min(end, upto)
            total += max(0, high - max(low, before)) * rate
            if upto is None or end <= upto:
                return total
            low = upto
        return None


@dataclass(frozen=True)
class LumpSum:
    """A lump sum by the costs that are left: ``steps`` are (up to, open end, fen), over a least amount where given."""

    steps: tuple[tuple[int | None, bool, int], ...]
    least: int = 0
    with_least: bool = False

    def of(self, rest: int) -> int:
        """Return the lump sum in fen."""
        if reaches(rest, self.least, self.with_least):
            return 0
        return next((fen for upto, open_, fen in self.steps if reaches(rest, upto, open_)), 0)


@dataclass(frozen=True)
class Due:
    """A lump sum that is the same whatever the costs, worked out when all else is known."""

    amount: Callable[[], int]

    def of(self, rest: int) -> int:
        """Return the lump sum in fen."""
        return self.amount()


Rate: TypeAlias = Share | Brackets | LumpSum | Due
Rounding: TypeAlias = tuple[int, bool, Articles]
"""The unit in fen, whether to the nearest one or down, and where that stands."""

TO_FEN: Rounding = (1, True, ())


class Terms(NamedTuple):
    """What is the same for all payments of a benefit: where its costs stand, what it moves, how it is rounded."""

    articles: Articles = ()
    counters: tuple[Counter, ...] = ()
    rounding: Rounding = TO_FEN


Subsidy: TypeAlias = int | Share | Due | None
"""A subsidy: an amount, a share of the premium, or None for all of it."""

Funds: TypeAlias = tuple[tuple[str, int | None, Share | None], ...]
"""Who pays: a fund, up to how much, or its share; with neither, the rest."""


@dataclass(frozen=True)
class Statistic:
    """A published figure by year; the document uses that of ``lag`` years before."""

    id: str
    lag: int
    articles: Articles
    published: dict[int, int]


class Yearly:
    """A share of a statistic, rounded once for each year of claims."""

    def __init__(
        self, statistic: Statistic, numerator: int, denominator: int, unit: int = 1, half: bool = True
    ) -> None:
        self.statistic = statistic
        self.by_year = {
            year + statistic.lag: rounded(fen * numerator, denominator, unit, half)
            for year, fen in statistic.published.items()
        }

    def of(self, case: Case, asked: Articles) -> int:
        """Return the amount for the year of the claim."""
        fen = self.by_year.get(case.year)
        if fen is None:
            year = case.year - self.statistic.lag
            raise Ask("figure", self.statistic.id, (*asked, *self.statistic.articles), year=year)
        return fen
