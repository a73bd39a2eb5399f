"""Sets of cases: intersecting, subtracting and merging boxes.

A union of boxes is a tuple of :class:`Box`. Subtraction splits along one dimension after the other, so that its parts
are disjoint; it needs to know which levels, kinds of care and plans there are (:class:`Universe`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from attrs import evolve, field, frozen

from tiaowen.compiler.rules.model import Box, Compare, Condition, Fixed, HasDisease, HasMark, Holds, OfStatistic, Test
from tiaowen.dsl.tree import Operator, Period

T = TypeVar("T")
LEVELS = frozenset({1, 2, 3})
Boxes = tuple[Box, ...]
Number = int | Fraction


@frozen
class Universe:
    """What there is on the dimensions that a box may leave open; ``above``: what care and plans are part of."""

    care: frozenset[str]
    plans: frozenset[str]
    levels: frozenset[int] = LEVELS
    above: Mapping[object, frozenset[str]] = field(factory=dict)

    def less(self, whole: frozenset[T], out: frozenset[T]) -> frozenset[T]:
        """Return what is left of some values.

        Without chronic outpatient care there is no *outpatient* left that would hold it, only the other kinds of it.
        """
        gone = whole & out
        wider = {above for value in gone for above in self.above.get(value, ())}
        return frozenset(value for value in whole if value not in out and value not in wider)


def _meet(a: frozenset[T] | None, b: frozenset[T] | None) -> frozenset[T] | None:
    return b if a is None else a if b is None else a & b


def intersect(a: Box, b: Box) -> Box | None:
    """Return the cases in both, None when there are none."""
    if a.categories is not None and b.categories is not None and not a.categories & b.categories:
        return None
    tests = a.tests + tuple(t for t in b.tests if t not in a.tests)
    box = Box(
        _meet(a.categories, b.categories),
        _meet(a.levels, b.levels),
        _meet(a.care, b.care),
        _meet(a.plans, b.plans),
        tests,
    )
    return None if is_empty(box) else box


def is_empty(box: Box) -> bool:
    """Return whether no case can lie in the box."""
    if any(s is not None and not s for s in (box.categories, box.levels, box.care, box.plans)):
        return True
    return contradictory(box.tests)


def contradictory(tests: tuple[Test, ...]) -> bool:
    """Return whether the tests cannot all come out: one both ways, or bounds on one fact that leave nothing between."""
    wanted: dict[Condition, bool] = {}
    for test in tests:
        if wanted.setdefault(test.condition, test.holds) is not test.holds:
            return True
    if _in_two_places(wanted) or _left_no_member(wanted):
        return True
    low: dict[tuple[object, ...], Number] = {}
    high: dict[tuple[object, ...], Number] = {}
    for test in tests:
        if isinstance(test.condition, Compare):
            key, least, most = _range(test.condition, test.holds)
            if least is not None:
                low[key] = max(low.get(key, least), least)
            if most is not None:
                high[key] = min(high.get(key, most), most)
    return any(key in high and low[key] > high[key] for key in low)


def _range(condition: Compare, holds: bool) -> tuple[tuple[object, ...], Number | None, Number | None]:
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
    key = (condition.column, period, of)
    match condition.operator, holds:
        case (Operator.AT_LEAST, True) | (Operator.BELOW, False):
            return key, number, None
        case (Operator.OVER, True) | (Operator.AT_MOST, False):
            return key, number + step, None
        case (Operator.AT_MOST, True) | (Operator.OVER, False):
            return key, None, number
        case _:
            return key, None, number - step


HAIR = Fraction(1, 10**12)
"""Less than any two shares of a document differ by."""


def _left_no_member(wanted: Mapping[Condition, bool]) -> bool:
    """Return whether one of some diseases is asked for, or one of some categories, and all of them are ruled out."""
    diseases = [(c.members, holds) for c, holds in wanted.items() if isinstance(c, HasDisease)]
    people = [(c.categories, holds) for c, holds in wanted.items() if isinstance(c, Holds)]
    for sets in (diseases, people):
        ruled_out = frozenset(member for found, holds in sets if not holds for member in found)
        if any(holds and found <= ruled_out for found, holds in sets):
            return True
    return False


PLACES = {"county": 1, "district": 1, "municipality": 2, "province": 3}
"""Places of care, the narrower ones first."""


def _in_two_places(wanted: Mapping[Condition, bool]) -> bool:
    """Return whether care would be within one place and outside a place that contains it."""
    marks = [c.mark for c, holds in wanted.items() if holds and isinstance(c, HasMark)]
    within = [n for place, n in PLACES.items() if f"within-the-{place}" in marks]
    outside = [n for place, n in PLACES.items() if f"outside-the-{place}" in marks]
    return bool(within and outside) and min(within) <= max(outside)


def subtract(a: Box, b: Box, universe: Universe) -> Boxes:
    """Return the cases of ``a`` outside ``b`` as disjoint boxes."""
    common = intersect(a, b)
    if common is None:
        return (a,)
    out: list[Box] = []
    rest = a
    if b.categories is not None:
        assert a.categories is not None
        if left := a.categories - b.categories:
            out.append(evolve(rest, categories=left))
        rest = evolve(rest, categories=a.categories & b.categories)
    if b.levels is not None:
        others, both = _cut(rest.levels, b.levels, universe.levels, universe)
        out += [evolve(rest, levels=others)] if others else []
        rest = evolve(rest, levels=both)
    if b.care is not None:
        fewer, shared = _cut(rest.care, b.care, universe.care, universe)
        out += [evolve(rest, care=fewer)] if fewer else []
        rest = evolve(rest, care=shared)
    if b.plans is not None:
        fewer, shared = _cut(rest.plans, b.plans, universe.plans, universe)
        out += [evolve(rest, plans=fewer)] if fewer else []
        rest = evolve(rest, plans=shared)
    for test in b.tests:
        if test in rest.tests:
            continue
        out.append(evolve(rest, tests=(*rest.tests, Test(test.condition, not test.holds))))
        rest = evolve(rest, tests=(*rest.tests, test))
    return tuple(box for box in out if not is_empty(box))


def _cut(
    outer: frozenset[T] | None, inner: frozenset[T], everything: frozenset[T], universe: Universe
) -> tuple[frozenset[T], frozenset[T]]:
    """Return what is left of one dimension, and what is cut out of it.

    An open dimension also holds the unknown: what is cut out of it is cut out of everything known.
    """
    whole = everything if outer is None else outer
    return universe.less(whole, inner), whole & inner


def subtract_all(boxes: Iterable[Box], cut: Iterable[Box], universe: Universe) -> Boxes:
    """Return the cases of ``boxes`` outside every box of ``cut``."""
    rest = tuple(boxes)
    for b in cut:
        rest = tuple(part for a in rest for part in subtract(a, b, universe))
        if not rest:
            break
    return rest


def intersect_all(left: Iterable[Box], right: Iterable[Box]) -> Boxes:
    """Return the pairwise intersections."""
    right = tuple(right)
    return tuple(box for a in left for b in right if (box := intersect(a, b)) is not None)


def merge(boxes: Iterable[Box]) -> Boxes:
    """Return the boxes with those joined that differ in their categories only, in the order they first appear."""
    joined: dict[tuple[object, ...], Box] = {}
    for box in boxes:
        key = (box.levels, box.care, box.plans, frozenset(box.tests), box.categories is None)
        known = joined.get(key)
        if known is None:
            joined[key] = box
        elif known.categories is not None and box.categories is not None:
            joined[key] = evolve(known, categories=known.categories | box.categories)
    return tuple(joined.values())
