"""Figures: money is integer fen, a share is a numerator and a denominator, half a fen goes up"""

from __future__ import annotations

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


class Counter(NamedTuple):
    """A counter that a benefit moves: by the deductible used up, the amount a ratio applied to, or what was paid."""

    name: str
    by: str
    monthly: bool = False


@dataclass(frozen=True)
class Brackets:
    """Rates by amount: ``steps`` are (up to, numerator), over one denominator."""

    steps: tuple[tuple[int | None, int], ...]
    denominator: int
    whole: bool
    counter: str = ""

    def exactly(self, rest: int, before: int) -> int | None:
        """Return the payment times the denominator; None where no rate is stated."""
        if len(self.steps) == 1 and self.steps[0][0] is None:
            return rest * self.steps[0][1]
        if self.whole:
            rates = (rate for upto, rate in self.steps if upto is None or before + rest <= upto)
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


Rate: TypeAlias = Share | Brackets


@dataclass(frozen=True)
class Statistic:
    """A published figure by year; the document uses that of ``lag`` years before."""

    id: str
    lag: int
    articles: Articles
    published: dict[int, int]


class Yearly:
    """A share of a statistic, rounded once for each year of claims."""

    def __init__(self, statistic: Statistic, numerator: int, denominator: int) -> None:
        self.statistic = statistic
        self.by_year = {
            year + statistic.lag: half_up(fen * numerator, denominator) for year, fen in statistic.published.items()
        }

    def of(self, case: Case, asked: Articles) -> int:
        """Return the amount for the year of the claim."""
        fen = self.by_year.get(case.year)
        if fen is None:
            year = case.year - self.statistic.lag
            raise Ask("figure", self.statistic.id, (*asked, *self.statistic.articles), year=year)
        return fen
