"""Amounts held against bounds: as they stand where both hang on one figure, else in every year there are figures of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import field, frozen

from tiaowen.compiler.rules.model import Amount, Figure, Fixed, OfFact, OfStatistic, Parameter
from tiaowen.dsl.tree import Operator


@frozen
class Known:
    """The published figures of a document: by parameter, and by year of publication.

    ``since`` is the first year of claims that matter; where there are figures of earlier years only, it is the last of
    them.
    """

    parameters: Mapping[str, Parameter] = field(factory=dict)
    figures: Mapping[str, Mapping[int, Figure]] = field(factory=dict)
    since: int | None = None

    def years(self, parameters: Iterable[str]) -> list[int]:
        """Return the years of claims for which there is a figure of each parameter."""
        common: set[int] | None = None
        for id in parameters:
            years = {year + self._lag(id) for year in self.figures.get(id, {})}
            common = years if common is None else common & years
        found = sorted(common or ())
        later = [year for year in found if self.since is None or year >= self.since]
        return later or found[-1:]

    def fen(self, amount: Amount, year: int) -> int:
        """Return an amount in fen for claims of a year for which there are figures."""
        match amount:
            case Fixed(fen=fen):
                return fen
            case OfStatistic(share=share, parameter=id):
                exact = share * self.figures[id][year - self._lag(id)].fen
                return int((2 * exact + 1) // 2)
            case OfFact():
                raise ValueError("an amount of a claim is no figure")

    def _lag(self, id: str) -> int:
        parameter = self.parameters.get(id)
        return (parameter.lag or 0) if parameter is not None else 0


@frozen
class Held:
    """Whether an amount keeps to a bound: None where it cannot be said, for want of ``missing``."""

    kept: bool | None
    year: int | None = None
    missing: str | None = None


def compares(left: Fraction | int, operator: Operator, right: Fraction | int) -> bool:
    """Return whether a comparison of two numbers comes out."""
    match operator:
        case Operator.AT_LEAST:
            return left >= right
        case Operator.AT_MOST:
            return left <= right
        case Operator.OVER:
            return left > right
        case Operator.BELOW:
            return left < right


def holds(own: Amount, operator: Operator, bound: Amount, known: Known) -> Held:
    """Return whether an amount keeps to a bound: in every year, if it hangs on figures that are published."""
    match own, bound:
        case Fixed(fen=a), Fixed(fen=b):
            return Held(compares(a, operator, b))
        case OfStatistic(share=x, parameter=p), OfStatistic(share=y, parameter=q) if p == q:
            return Held(compares(x, operator, y))
        case OfFact(share=x, fact=f), OfFact(share=y, fact=g) if f == g:
            return Held(compares(x, operator, y))
        case _:
            pass
    fact = next((amount.fact for amount in (bound, own) if isinstance(amount, OfFact)), None)
    if fact is not None:
        return Held(None, missing=fact)
    used = [amount.parameter for amount in (bound, own) if isinstance(amount, OfStatistic)]
    years = known.years(used)
    if not years:
        return Held(None, missing=used[0])
    for year in years:
        if not compares(known.fen(own, year), operator, known.fen(bound, year)):
            return Held(False, year)
    return Held(True)
