"""Laws of the rules compiler: what a document says does not hang on how it is written down."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from random_documents import CLASSES, WAYS, Table, by_any_name, document, meaning, tables

from tiaowen.compiler.claims import Held, Visit
from tiaowen.compiler.rules.boxes import Universe, intersect, intersect_all, merge, subtract, subtract_all
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.model import Box, Compare, Condition, HasDisease, HasMark, Policy, Test
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.diagnostics import Severity, render
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_document
from tiaowen.dsl.tree import Language, Operator

# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────

SEEDS = st.integers(0, 2**32).map(random.Random)
MANY = settings(max_examples=40)


def rules(text: str) -> Policy:
    found = compile_text(text, "town.policy")
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert not errors, render(errors, Language.EN)
    assert found.policy is not None
    return found.policy


def claims(chance: random.Random) -> list[Visit]:
    people = [member for members in CLASSES.values() for member in members]
    return [
        Visit(
            claim=str(number),
            person=chance.choice("pq"),
            date=f.date(),
            categories=tuple(Held(who) for who in chance.sample(people, chance.choice([1, 1, 2]))),
            care="inpatient",
            level=chance.choice([1, 2, 3, None]),
            marks=frozenset(chance.choice([(), ("referred",)])),
            money={"in_scope": chance.choice([0, 9_999, 10_000, 10_001, 60_000, 7_000_001])},
            order=number,
        )
        for number, f in enumerate(Day(chance.randrange(1, 29)) for _ in range(12))
    ]


@frozen
class Day:
    day: int

    def date(self) -> date:
        return date(2023, 5, self.day)


def settled(policy: Policy, visits: list[Visit]) -> list[object]:
    return [
        (record.claim, record.benefit, record.status, record.amount, record.category, record.articles)
        for record in prepare(policy).settle(visits)
    ]


@MANY
@given(tables(), SEEDS)
def test_order_and_grouping_of_clauses_mean_nothing(table: Table, chance: random.Random) -> None:
    first, *others = (rules(document(table, way(table, chance))) for way in WAYS)
    visits = claims(chance)
    for other in others:
        assert meaning(other) == meaning(first)
        assert settled(other, visits) == settled(first, visits)


@MANY
@given(tables(), SEEDS)
def test_both_languages_mean_the_same(table: Table, chance: random.Random) -> None:
    text = document(table, chance.choice(WAYS)(table, chance))
    found = compile_text(text, "town.policy")
    translator = Translator(VocabularyLookup(found.resolver.vocabulary))
    chinese = print_document(parse(text, "t")[0], Language.ZH, translator)
    english = print_document(parse(chinese, "t")[0], Language.EN, translator)
    policy, visits = rules(text), claims(chance)
    for translated in (chinese, english):
        other = rules(translated)
        assert meaning(other) == meaning(policy)
        assert [(c.en, c.zh, c.cites) for c in other.clauses] == [(c.en, c.zh, c.cites) for c in policy.clauses]
        assert _amounts(other, visits) == _amounts(policy, visits)


def _amounts(policy: Policy, visits: list[Visit]) -> list[object]:
    return [(record.claim, record.status, record.amount) for record in prepare(policy).settle(visits)]


@MANY
@given(tables(), SEEDS)
def test_what_is_said_twice_is_said_once(table: Table, chance: random.Random) -> None:
    clauses = chance.choice(WAYS)(table, chance)
    twice = [*clauses, *chance.sample(clauses, chance.randint(1, len(clauses)))]
    policy, repeated = rules(document(table, clauses)), rules(document(table, twice))
    assert meaning(repeated) == meaning(policy)
    visits = claims(chance)
    assert settled(repeated, visits) == settled(policy, visits)


@MANY
@given(tables(), SEEDS)
def test_any_accepted_name_will_do(table: Table, chance: random.Random) -> None:
    clauses = chance.choice(WAYS)(table, chance)
    policy, renamed = rules(document(table, clauses)), rules(document(table, clauses, by_any_name(chance)))
    assert meaning(renamed) == meaning(policy)
    visits = claims(chance)
    assert _amounts(renamed, visits) == _amounts(policy, visits)


# ── Boxes ────────────────────────────────────────────────────────────────────────────────────────────────────────

CATEGORIES, LEVELS, LEAVES, PLANS = ("a", "b", "c"), (1, 2, 3), ("out-a", "out-b", "in"), ("plan-1", "plan-2")
DISEASES, MARKS, AGES = ("x", "y", "z"), ("m", "n"), (58, 59, 60, 61, 62)
UNIVERSE = Universe(
    frozenset({*LEAVES, "out"}),
    frozenset(PLANS),
    above={"out-a": frozenset({"out"}), "out-b": frozenset({"out"})},
)


@frozen
class Point:
    """One case."""

    category: str
    level: int
    care: str
    plan: str
    diseases: frozenset[str]
    marks: frozenset[str]
    age: int


T = TypeVar("T")


def some(values: tuple[T, ...]) -> st.SearchStrategy[frozenset[T]]:
    return st.frozensets(st.sampled_from(values), min_size=1)


POINTS = st.builds(
    Point,
    st.sampled_from(CATEGORIES),
    st.sampled_from(LEVELS),
    st.sampled_from(LEAVES),
    st.sampled_from(PLANS),
    st.frozensets(st.sampled_from(DISEASES)),
    st.frozensets(st.sampled_from(MARKS)),
    st.sampled_from(AGES),
)
CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(HasMark, st.sampled_from(MARKS)),
    some(DISEASES).map(lambda found: HasDisease("d", found)),
    st.builds(
        lambda operator, age: Compare("age", "age", operator, age), st.sampled_from(Operator), st.sampled_from(AGES)
    ),
)
CARE = st.sampled_from(
    [None, frozenset({"in"}), frozenset({"out", "out-a", "out-b"}), frozenset({"out-a"}), frozenset({"out-b", "in"})]
)
BOXES = st.builds(
    Box,
    some(CATEGORIES),
    st.none() | some(LEVELS),
    CARE,
    st.none() | some(PLANS),
    st.lists(st.builds(Test, CONDITIONS, st.booleans()), max_size=3).map(tuple),
)
UNIONS = st.lists(BOXES, max_size=3).map(tuple)


def inside(box: Box, point: Point) -> bool:
    care = {point.care, *UNIVERSE.above.get(point.care, ())}
    return (
        (box.categories is None or point.category in box.categories)
        and (box.levels is None or point.level in box.levels)
        and (box.care is None or not box.care.isdisjoint(care))
        and (box.plans is None or point.plan in box.plans)
        and all(comes_out(test, point) for test in box.tests)
    )


def comes_out(test: Test, point: Point) -> bool:
    compare: dict[Operator, Callable[[int], bool]] = {
        Operator.AT_LEAST: lambda n: point.age >= n,
        Operator.AT_MOST: lambda n: point.age <= n,
        Operator.OVER: lambda n: point.age > n,
        Operator.BELOW: lambda n: point.age < n,
    }
    match test.condition:
        case HasMark(mark):
            return (mark in point.marks) is test.holds
        case HasDisease(_, members):
            return (not members.isdisjoint(point.diseases)) is test.holds
        case Compare(number=int(number), operator=operator):
            return compare[operator](number) is test.holds
    raise AssertionError(test)


def count(boxes: tuple[Box, ...], point: Point) -> int:
    return sum(inside(box, point) for box in boxes)


@settings(max_examples=300)
@given(BOXES, BOXES, POINTS)
def test_intersection_holds_what_is_in_both(a: Box, b: Box, point: Point) -> None:
    common = intersect(a, b)
    assert (common is not None and inside(common, point)) is (inside(a, point) and inside(b, point))


@settings(max_examples=300)
@given(BOXES, BOXES, POINTS)
def test_subtraction_holds_once_what_is_in_the_first_only(a: Box, b: Box, point: Point) -> None:
    assert count(subtract(a, b, UNIVERSE), point) == (inside(a, point) and not inside(b, point))


@settings(max_examples=200)
@given(UNIONS, UNIONS, POINTS)
def test_unions(left: tuple[Box, ...], right: tuple[Box, ...], point: Point) -> None:
    in_left, in_right = bool(count(left, point)), bool(count(right, point))
    assert bool(count(intersect_all(left, right), point)) is (in_left and in_right)
    assert bool(count(subtract_all(left, right, UNIVERSE), point)) is (in_left and not in_right)
    assert bool(count(merge((*left, *right)), point)) is (in_left or in_right)
    parts = (*subtract_all(left, right, UNIVERSE), *intersect_all(left, right))
    assert bool(count(parts, point)) is in_left


@given(BOXES, POINTS)
def test_a_box_less_itself_is_nothing(box: Box, point: Point) -> None:
    assert count(subtract(box, box, UNIVERSE), point) == 0
    assert count(subtract(evolve(box, levels=None), box, UNIVERSE), point) == (
        inside(evolve(box, levels=None), point) and not inside(box, point)
    )
