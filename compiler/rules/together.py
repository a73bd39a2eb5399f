"""Tests that must all come out: whether any case can pass them.

Turns tests into their sum (:class:`Together`): what holds, the least and the most of each thing measured, who and what
is ruled out. Further tests are held against the sum and not against each test again, so that a box may have any number
of them. Sets of cases are the business of :mod:`tiaowen.compiler.rules.boxes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import field, frozen

from tiaowen.compiler.rules.model import Compare, Condition, Fixed, HasDisease, HasMark, Holds, OfStatistic, Test
from tiaowen.dsl.tree import Operator, Period

Number = int | Fraction
Measure = tuple[object, ...]
"""What a comparison measures: a claim column, over a year or not, in numbers or in shares of one amount."""

HAIR = Fraction(1, 10**12)
"""Less than any two shares of a document differ by."""

PLACES = {"county": 1, "district": 1, "municipality": 2, "province": 3}
"""Places of care, the narrower ones first."""
_WITHIN = {f"within-the-{place}": size for place, size in PLACES.items()}
_OUTSIDE = {f"outside-the-{place}": size for place, size in PLACES.items()}


def bounds(condition: Compare, holds: bool) -> tuple[Measure, Number | None, Number | None]:
    """Return what is measured, and the least and the most that the comparison lets through.

    Shares of one amount are compared with each other as shares; numbers are whole.
    """
    period = Period.YEAR if condition.period is Period.YEAR else None
    amount = condition.amount
    of = "number"
    number: Number = condition.number or 0
    step: Number = 1
    if isinstance(amount, Fixed):
        number = amount.fen
    elif amount is not None:
        of = amount.parameter if isinstance(amount, OfStatistic) else amount.fact
        number, step = amount.share, HAIR
    measure = (condition.column, period, of)
    match condition.operator, holds:
        case (Operator.AT_LEAST, True) | (Operator.BELOW, False):
            return measure, number, None
        case (Operator.OVER, True) | (Operator.AT_MOST, False):
            return measure, number + step, None
        case (Operator.AT_MOST, True) | (Operator.OVER, False):
            return measure, None, number
        case _:
            return measure, None, number - step


@frozen
class _Members:
    """Of which sets a case must have a member, and which members it must not have."""

    asked: tuple[frozenset[str], ...] = ()
    out: frozenset[str] = frozenset()

    def add(self, members: frozenset[str], holds: bool) -> _Members:
        if holds:
            return _Members((*self.asked, members), self.out)
        return _Members(self.asked, self.out | members)

    @property
    def none_left(self) -> bool:
        """Return whether one of some members is asked for, and all of them are ruled out."""
        return any(members <= self.out for members in self.asked)


@frozen
class Together:
    """What tests come to that must all come out, if any case can pass them."""

    wanted: Mapping[Condition, bool] = field(factory=dict)
    """Each condition, and whether it must hold."""
    least: Mapping[Measure, Number] = field(factory=dict)
    most: Mapping[Measure, Number] = field(factory=dict)
    diseases: _Members = field(factory=_Members)
    people: _Members = field(factory=_Members)
    within: int = len(PLACES)
    """The narrowest place that care must be in."""
    outside: int = 0
    """The widest place that care must be out of."""

    def has(self, test: Test) -> bool:
        """Return whether a test is among these."""
        return self.wanted.get(test.condition) is test.holds

    def allows(self, tests: Iterable[Test]) -> bool:
        """Return whether some case can pass further tests too."""
        return self._more(tests) is not None

    def join(self, tests: Iterable[Test]) -> Together | None:
        """Return the sum with further tests, None when no case can pass them all."""
        more = self._more(tests)
        if more is None:
            return None
        return Together(
            {**self.wanted, **more.wanted},
            {**self.least, **more.least},
            {**self.most, **more.most},
            more.diseases,
            more.people,
            more.within,
            more.outside,
        )

    def _more(self, tests: Iterable[Test]) -> Together | None:
        """Return what changes with further tests: of mappings the new entries only, or None."""
        wanted: dict[Condition, bool] = {}
        least: dict[Measure, Number] = {}
        most: dict[Measure, Number] = {}
        diseases, people, within, outside = self.diseases, self.people, self.within, self.outside
        for test in tests:
            condition, holds = test.condition, test.holds
            known = self.wanted.get(condition)
            if (wanted.setdefault(condition, holds) if known is None else known) is not holds:
                return None
            match condition:
                case Compare():
                    measure, low, high = bounds(condition, holds)
                    if low is not None:
                        least[measure] = max(low, least.get(measure, self.least.get(measure, low)))
                    if high is not None:
                        most[measure] = min(high, most.get(measure, self.most.get(measure, high)))
                case HasDisease():
                    diseases = diseases.add(condition.members, holds)
                case Holds():
                    people = people.add(condition.categories, holds)
                case HasMark() if holds:
                    within = min(within, _WITHIN.get(condition.mark, within))
                    outside = max(outside, _OUTSIDE.get(condition.mark, outside))
                case _:
                    pass
        if within <= outside or not self._between(least, most) or diseases.none_left or people.none_left:
            return None
        return Together(wanted, least, most, diseases, people, within, outside)

    def _between(self, least: Mapping[Measure, Number], most: Mapping[Measure, Number]) -> bool:
        """Return whether new bounds leave something between them and those there are."""
        for measure, low in least.items():
            high = most.get(measure, self.most.get(measure))
            if high is not None and low > high:
                return False
        return all(self.least.get(measure, high) <= high for measure, high in most.items())


NOTHING_ASKED = Together()


def contradictory(tests: Iterable[Test]) -> bool:
    """Return whether the tests cannot all come out: one both ways, or bounds on one fact that leave nothing between."""
    return not NOTHING_ASKED.allows(tests)
