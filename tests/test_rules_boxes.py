"""Sets of cases: what a box holds, asked point by point."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tiaowen.compiler.rules.boxes import Universe, intersect, merge, subtract, subtract_all
from tiaowen.compiler.rules.model import Box, Compare, Fixed, HasDisease, HasMark, Holds, OfStatistic, Test
from tiaowen.compiler.rules.together import contradictory
from tiaowen.dsl.tree import Operator, Period

UNIVERSE = Universe(
    frozenset({"out", "out-a", "out-b", "in"}),
    frozenset({"plan"}),
    above={"out-a": frozenset({"out"}), "out-b": frozenset({"out"})},
)
EVERYONE = frozenset({"a", "b"})


def test_cutting_a_kind_of_care_leaves_no_whole_that_holds_it() -> None:
    assert UNIVERSE.less(UNIVERSE.care, frozenset({"out-a"})) == {"out-b", "in"}
    assert UNIVERSE.less(UNIVERSE.care, frozenset({"in"})) == {"out", "out-a", "out-b"}


def test_subtraction_splits_one_dimension_after_the_other() -> None:
    left = subtract(Box(EVERYONE), Box(frozenset({"a"}), frozenset({3})), UNIVERSE)
    assert left == (Box(frozenset({"b"})), Box(frozenset({"a"}), frozenset({1, 2})))
    assert subtract(Box(EVERYONE), Box(EVERYONE), UNIVERSE) == ()
    assert subtract_all([Box(EVERYONE)], [Box(frozenset({"a"})), Box(frozenset({"b"}))], UNIVERSE) == ()


def test_boxes_of_the_same_cases_but_for_people_are_joined() -> None:
    joined = merge(
        [Box(frozenset({"a"}), frozenset({1})), Box(frozenset({"b"}), frozenset({1})), Box(frozenset({"b"}))]
    )
    assert joined == (Box(EVERYONE, frozenset({1})), Box(frozenset({"b"})))


def compare(operator: Operator, number: int, column: str = "x", period: Period | None = None) -> Compare:
    return Compare(column, column, operator, number, None, period)


def share(operator: Operator, percent: int) -> Compare:
    return Compare("x", "x", operator, None, OfStatistic(Fraction(percent, 100), "income"))


def ill(*members: str) -> HasDisease:
    return HasDisease(" ".join(members), frozenset(members))


def holds(*members: str) -> Holds:
    return Holds(" ".join(members), frozenset(members))


YES, NO = True, False
OVER, BELOW, MOST, LEAST = Operator.OVER, Operator.BELOW, Operator.AT_MOST, Operator.AT_LEAST


@pytest.mark.parametrize(
    ("tests", "nothing_left"),
    [
        ([(HasMark("m"), YES), (HasMark("m"), NO)], True),
        ([(HasMark("m"), YES), (HasMark("n"), NO)], False),
        ([(compare(LEAST, 60), YES), (compare(BELOW, 60), YES)], True),
        ([(compare(LEAST, 60), YES), (compare(MOST, 60), YES)], False),
        ([(compare(OVER, 59), YES), (compare(BELOW, 60), YES)], True),
        ([(compare(LEAST, 60), NO), (compare(OVER, 59), YES)], True),
        ([(compare(LEAST, 60), YES), (compare(BELOW, 60, "y"), YES)], False),
        ([(compare(OVER, 60, period=Period.YEAR), YES), (compare(BELOW, 60), YES)], False),
        ([(compare(OVER, 60, period=Period.ADMISSION), YES), (compare(BELOW, 60, period=Period.VISIT), YES)], True),
        ([(share(OVER, 150), YES), (share(MOST, 150), YES)], True),
        ([(share(LEAST, 150), YES), (share(MOST, 150), YES)], False),
        ([(share(OVER, 200), YES), (share(MOST, 150), YES)], True),
        ([(share(OVER, 100), YES), (share(MOST, 150), YES)], False),
        ([(share(OVER, 100), YES), (compare(MOST, 0), YES)], False),
        ([(Compare("x", "x", OVER, None, Fixed(5)), YES), (compare(BELOW, 6), YES)], True),
        ([(ill("a", "b"), YES), (ill("a"), NO)], False),
        ([(ill("a", "b"), YES), (ill("a"), NO), (ill("b"), NO)], True),
        ([(ill("a"), YES), (ill("b"), YES)], False),
        ([(holds("a"), YES), (holds("a", "b"), NO)], True),
        ([(holds("a"), YES), (ill("a"), NO)], False),
        ([(HasMark("within-the-county"), YES), (HasMark("outside-the-municipality"), YES)], True),
        ([(HasMark("within-the-province"), YES), (HasMark("outside-the-municipality"), YES)], False),
        ([(HasMark("within-the-county"), NO), (HasMark("outside-the-municipality"), NO)], False),
    ],
)
def test_tests_that_cannot_all_come_out(
    tests: list[tuple[Compare | HasMark | HasDisease | Holds, bool]], nothing_left: bool
) -> None:
    found = tuple(Test(condition, come_out) for condition, come_out in tests)
    assert contradictory(found) is nothing_left
    both = intersect(Box(tests=found[:1]), Box(tests=found[1:]))
    assert (both is None) is nothing_left
