"""Amounts in the year of the comparison: a share of a statistic becomes fen, or the statistic is missing."""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.rules.model import Amount, Compare, Fixed, OfFact, OfStatistic, Parameter, Policy
from tiaowen.compiler.settle.amounts import rounded
from tiaowen.dsl.tree import Rounding

LATEST_UNBOUND = 2025
"""The year of the claims when neither document has a date or a statistic to go by."""


@frozen
class Missing:
    """No figure: of a statistic for a year, or of a fact that the situation leaves open."""

    name: str
    year: int | None


@frozen(eq=False)
class Figures:
    """The amounts of one document in one year of claims."""

    policy: Policy
    year: int

    def parameter(self, id: str) -> Parameter | None:
        """Return a parameter of the document."""
        return next((parameter for parameter in self.policy.parameters if parameter.id == id), None)

    def figure(self, parameter: str) -> int | Missing:
        """Return the figure that counts for a claim of the year, in fen."""
        found = self.parameter(parameter)
        year = self.year - ((found.lag or 0) if found else 0)
        published = self.policy.figures.get(parameter, {}).get(year)
        return Missing(found.statistic if found else parameter, year) if published is None else published.fen

    def fen(self, amount: Amount) -> int | Missing:
        """Return an amount in fen."""
        match amount:
            case Fixed(fen):
                return fen
            case OfStatistic(share, parameter):
                figure = self.figure(parameter)
                if isinstance(figure, Missing):
                    return figure
                found = self.parameter(parameter)
                mode = found.rounding if found is not None else Rounding.HALF_UP_FEN
                return rounded(share.numerator * figure, share.denominator, mode)
            case OfFact(_, fact):
                return Missing(fact, None)

    def bound(self, compare: Compare) -> int | None:
        """Return the number that a comparison compares with; None where its statistic is missing."""
        if compare.number is not None or compare.amount is None:
            return compare.number
        found = self.fen(compare.amount)
        return None if isinstance(found, Missing) else found


def statistics_used(policy: Policy) -> frozenset[str]:
    """Return the parameters that a payment of the document hangs on."""
    values = [rule.value for benefit in policy.benefits for rule in benefit.rules]
    return frozenset(value.parameter for value in values if isinstance(value, OfStatistic))


def years_computed(policy: Policy) -> frozenset[int] | None:
    """Return the years of claims for which every statistic used has a figure; None when none is used."""
    found: frozenset[int] | None = None
    for id in statistics_used(policy):
        parameter = next((each for each in policy.parameters if each.id == id), None)
        lag = (parameter.lag or 0) if parameter else 0
        years = frozenset(year + lag for year in policy.figures.get(id, {}))
        found = years if found is None else found & years
    return found


def year_of_comparison(left: Policy, right: Policy) -> int:
    """Return the latest year for which both documents compute, else the latest in which one of them began."""
    computed = [years for years in (years_computed(left), years_computed(right)) if years is not None]
    if computed and (common := frozenset.intersection(*computed)):
        return max(common)
    if any(computed):
        return max(max(years) for years in computed if years)
    days = [day for policy in (left, right) for day in (policy.start, policy.issued) if day is not None]
    return max((day.year for day in days), default=LATEST_UNBOUND)
