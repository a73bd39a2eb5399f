"""Laws of many boxes: short ways to what looking at each pair in turn would give, box for box and in the same order."""

from __future__ import annotations

from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from tiaowen.compiler.rules.boxes import Part, Universe, Without, intersect, subtract, subtract_all
from tiaowen.compiler.rules.grid import FEW, Finder
from tiaowen.compiler.rules.model import Box, Compare, Condition, HasDisease, HasMark, Holds, Ratio, Rule, Test
from tiaowen.compiler.rules.stated import Entry, Stated
from tiaowen.dsl.tree import Operator

UNIVERSE = Universe(
    frozenset({"out", "out-a", "out-b", "in"}),
    frozenset({"plan-1", "plan-2"}),
    above={"out-a": frozenset({"out"}), "out-b": frozenset({"out"})},
)
PEOPLE = st.frozensets(st.sampled_from("abcdef"), min_size=1)
CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(HasMark, st.sampled_from(["referred", "local", "within-the-county", "outside-the-municipality"])),
    st.builds(lambda ids: HasDisease(" ".join(sorted(ids)), ids), st.frozensets(st.sampled_from("xyz"), min_size=1)),
    st.builds(lambda ids: Holds(" ".join(sorted(ids)), ids), st.frozensets(st.sampled_from("abc"), min_size=1)),
    st.builds(Compare, st.just("age"), st.just("age"), st.sampled_from(Operator), st.integers(0, 90)),
    st.builds(Compare, st.just("cost"), st.just("cost"), st.sampled_from(Operator), st.integers(0, 9)),
)
TESTS = st.lists(st.builds(Test, CONDITIONS, st.booleans()), max_size=3).map(tuple)
BOXES = st.builds(
    Box,
    st.none() | PEOPLE,
    st.none() | st.frozensets(st.integers(1, 3)),
    st.none() | st.sampled_from([frozenset({"in"}), frozenset({"out", "out-a", "out-b"}), frozenset({"out-a"})]),
    st.none() | st.frozensets(st.sampled_from(["plan-1", "plan-2"])),
    TESTS,
)
ABOUT_PEOPLE = BOXES.map(lambda box: box if box.categories else Box(frozenset("abcdef"), box.levels, tests=box.tests))
MANY = st.lists(BOXES, min_size=FEW + 1, max_size=FEW + 14)
RULES = st.lists(
    st.builds(
        lambda share, boxes: Rule("ratio", Ratio(share), tuple(boxes), None, (), 0),
        st.sampled_from([1, 2, 3]),
        st.lists(BOXES, min_size=1, max_size=3),
    ),
    max_size=14,
)
SOME = settings(max_examples=150, deadline=None)


@SOME
@given(MANY, BOXES)
def test_a_finder_misses_no_box_with_a_case_in_common(boxes: list[Box], box: Box) -> None:
    near = list(Finder(boxes).near(box))
    assert near == sorted(set(near))
    assert {place for place, other in enumerate(boxes) if intersect(box, other)} <= set(near)


@SOME
@given(st.lists(ABOUT_PEOPLE, max_size=3), st.lists(BOXES, max_size=FEW + 6))
def test_cutting_out_many_boxes_is_cutting_out_one_after_the_other(boxes: list[Box], cut: list[Box]) -> None:
    def without(rest: tuple[Box, ...], out: Box) -> tuple[Box, ...]:
        return tuple(part for box in rest for part in subtract(box, out, UNIVERSE))

    assert subtract_all(boxes, cut, UNIVERSE) == reduce(without, cut, tuple(boxes))


@SOME
@given(BOXES, BOXES)
def test_parts_meet_where_boxes_have_a_case_in_common(a: Box, b: Box) -> None:
    one, other = Part.of(a), Part.of(b)
    meet = one is not None and other is not None and one.meets(other)
    assert meet is (intersect(a, b) is not None)


@SOME
@given(RULES)
def test_what_was_stated_is_found_as_by_looking_through_all_of_it(rules: list[Rule]) -> None:
    stated = Stated(rules)
    values: dict[object, dict[Box, Rule]] = {}
    for rule in rules:
        new = stated.new(rule)
        own = values.setdefault(rule.value, {})
        expected = [
            (box, first)
            for value, boxes in values.items()
            if value != rule.value
            for box, first in boxes.items()
            if any(intersect(box, part.box) for part in new)
        ]
        assert [_plain(entry) for entry in stated.others(rule, new)] == expected
        stated.state(rule, new)
        for box in rule.boxes:
            if Part.of(box):
                own.setdefault(box, rule)


def _plain(entry: Entry) -> tuple[Box, Rule]:
    return entry.part.box, entry.rule


def test_whether_anything_is_left_is_known_before_everything_is() -> None:
    """Each of the boxes to be cut out has two marks, so that what is left has 2 ** 40 parts."""
    cut = [Box(frozenset("a"), tests=(Test(HasMark(f"one-{n}")), Test(HasMark(f"two-{n}")))) for n in range(40)]
    first = next(Without(cut, UNIVERSE).left([Box(frozenset("ab"))]))
    assert first == Box(frozenset("b"))
    whole = Box(frozenset("ab"), tests=())
    assert next(Without([*cut, whole], UNIVERSE).left([Box(frozenset("ab"))]), None) is None
