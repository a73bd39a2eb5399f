"""A case to compare in: one value on every dimension that a rule of either document can ask about, and what holds
there.

Ranges of a fact are cut wherever a rule of either document cuts them, so a condition has one answer on a whole
range.

Left to others: which dimensions there are (``axes``), what a document does in a case (``stages``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from attrs import evolve, field, frozen

from tiaowen.compiler.compare.figures import Figures
from tiaowen.compiler.rules.model import Box, Compare, Condition, HasDisease, HasMark, Holds, Test
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Operator


@frozen
class Range:
    """Whole numbers from ``low`` to ``high``, both included; ``high`` None is without end."""

    low: int
    high: int | None

    def answers(self, operator: Operator, bound: int) -> bool | None:
        """Tell whether every number of the range compares so with ``bound``; None when some do and some do not."""
        # Whole numbers: over 5 is at least 6. So every comparison is about where the numbers begin that pass, or end.
        start = bound + 1 if operator in (Operator.OVER, Operator.AT_MOST) else bound
        from_start = True if self.low >= start else False if self.high is not None and self.high < start else None
        if from_start is None:
            return None
        return from_start if operator in (Operator.OVER, Operator.AT_LEAST) else not from_start


@frozen
class Case:
    """A case. None on a dimension: no rule asks. ``facts`` are ranges of facts by claim column, money in fen.

    A mark that is not in ``marks`` does not hold; nobody holds a second category.
    """

    care: str | None = None
    level: int | None = None
    plan: str | None = None
    disease: str | None = None
    marks: frozenset[str] = frozenset()
    facts: tuple[tuple[str, Range], ...] = ()

    def with_fact(self, column: str, value: Range) -> Case:
        """Return the case with the range of one more fact."""
        return evolve(self, facts=(*self.facts, (column, value)))

    def fact(self, column: str) -> Range | None:
        """Return the range of a fact."""
        return next((found for name, found in self.facts if name == column), None)


@cache
def care_within(care: str | None) -> tuple[str, ...]:
    """Return a kind of care and everything it is a part of."""
    return () if care is None else load_vocabulary().ancestors(care)


@cache
def care_parts(care: str) -> tuple[str, ...]:
    """Return the kinds of care that one consists of; itself where it has no parts."""
    return load_vocabulary().descend(care)


@frozen(eq=False)
class Asker:
    """Answers the conditions of one document about a person who stated what ``given`` settles."""

    figures: Figures
    case: Case
    given: tuple[Test, ...] = field(default=())

    def holds(self, condition: Condition) -> bool | None:
        """Tell whether a condition holds; None when a figure to decide it is missing."""
        for test in self.given:
            if test.condition == condition:
                return test.holds
        match condition:
            case HasMark(mark):
                return mark in self.case.marks
            case HasDisease(_, members):
                return self.case.disease in members
            case Holds():
                return False
            case Compare():
                found = self.case.fact(condition.column)
                bound = self.figures.bound(condition)
                return None if found is None or bound is None else found.answers(condition.operator, bound)

    def passes(self, test: Test) -> bool | None:
        """Tell whether a test comes out."""
        answer = self.holds(test.condition)
        return None if answer is None else answer == test.holds

    def all(self, tests: Iterable[Test]) -> bool | None:
        """Tell whether all tests come out: no, as soon as one does not."""
        answers = [self.passes(test) for test in tests]
        return False if False in answers else None if None in answers else True

    def one_of(self, options: Iterable[tuple[Test, ...]]) -> bool | None:
        """Tell whether all tests of one of the options come out."""
        answers = [self.all(tests) for tests in options]
        return True if True in answers else None if None in answers else False

    def inside(self, box: Box, atom: str | None) -> bool | None:
        """Tell whether a person of an atom is in a box in this case."""
        case = self.case
        outside = (
            (box.categories is not None and atom not in box.categories)
            or (box.levels is not None and case.level not in box.levels)
            or (box.care is not None and box.care.isdisjoint(care_within(case.care)))
            or (box.plans is not None and case.plan not in box.plans)
        )
        return False if outside else self.all(box.tests)

    def any_of(self, boxes: Iterable[Box], atom: str | None) -> bool | None:
        """Tell whether the case is in one of the boxes."""
        answers = [self.inside(box, atom) for box in boxes]
        return True if True in answers else None if None in answers else False
