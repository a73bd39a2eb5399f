"""The dimensions of a comparison: the common refinement of everything that rules of two documents distinguish.

An :class:`Axis` has the values of one dimension, each a class of cases that no rule tells apart: kinds of care,
levels, plans, diseases by the lists they are on, ranges of a fact, marks. A :class:`Grid` is their product.

Marks come in two forms. For single facets each mark is a dimension. For whole situations the marks are one
dimension whose first value is the *regular* one, in which everything required holds and nothing excluded does; each
other value changes one mark of it (and, for an exclusion that has an *unless*, that mark too; for a requirement with
alternatives, the marks of another one), or those that one clause asks for together.

People are compared by one category at a time: that somebody holds another one besides is no dimension, and does not
hold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from attrs import evolve, field, frozen

from tiaowen.compiler.compare.cases import Asker, Case, Range, care_within
from tiaowen.compiler.compare.figures import Figures
from tiaowen.compiler.rules.model import (
    DAY,
    Benefit,
    Box,
    Compare,
    Condition,
    HasDisease,
    HasMark,
    Test,
)
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Operator

T = TypeVar("T", str, int)

BILL = "bill"
"""The dimension of the costs before insurance: the money facts that benefits count from."""


@frozen
class CareValue:
    """Kinds of care that no rule tells apart."""

    leaves: tuple[str, ...]

    def apply(self, case: Case) -> Case:
        """Put the value into a case."""
        return evolve(case, care=self.leaves[0])


@frozen
class LevelValue:
    """Hospital levels that no rule tells apart."""

    levels: tuple[int, ...]

    def apply(self, case: Case) -> Case:
        """Put the value into a case."""
        return evolve(case, level=self.levels[0])


@frozen
class PlanValue:
    """Insurance plans that no rule tells apart."""

    plans: tuple[str, ...]

    def apply(self, case: Case) -> Case:
        """Put the value into a case."""
        return evolve(case, plan=self.plans[0])


@frozen
class DiseaseValue:
    """Diseases that are on the same lists; ``role`` is both, left, right or neither, by the lists of either
    document.
    """

    role: str
    diseases: tuple[str, ...]

    def apply(self, case: Case) -> Case:
        """Put the value into a case."""
        return evolve(case, disease=self.diseases[0] if self.diseases else None)


@frozen
class RangeValue:
    """A range of a fact; on the dimension :data:`BILL` of all ``columns`` that a benefit counts from.

    ``window`` is what of the past the fact is about.
    """

    fact: str
    columns: tuple[str, ...]
    range: Range
    window: str | None = None

    def apply(self, case: Case) -> Case:
        """Put the value into a case."""
        for column in self.columns:
            case = case.with_fact(column, self.range)
        return case


@frozen
class MarksValue:
    """Marks that hold and do not hold; ``regular`` where everything required holds."""

    marks: tuple[tuple[str, bool], ...]
    regular: bool = False
    changed: tuple[tuple[str, bool], ...] = ()

    def apply(self, case: Case) -> Case:
        """Put the value into a case."""
        on = frozenset(mark for mark, holds in self.marks if holds)
        off = frozenset(mark for mark, holds in self.marks if not holds)
        return evolve(case, marks=(case.marks | on) - off)


AxisValue = CareValue | LevelValue | PlanValue | DiseaseValue | RangeValue | MarksValue


@frozen
class Axis:
    """One dimension and its values."""

    dimension: str
    values: tuple[AxisValue, ...]


@frozen
class Grid:
    """The product of axes."""

    axes: tuple[Axis, ...]

    def cells(self) -> Iterator[tuple[tuple[int, ...], Case]]:
        """Yield every cell, by positions on the axes, with its case."""
        # Axis by axis, so that the beginning that cells have in common is put together once.
        found: list[tuple[tuple[int, ...], Case]] = [((), Case())]
        for axis in self.axes:
            found = [
                ((*cell, position), value.apply(case))
                for cell, case in found
                for position, value in enumerate(axis.values)
            ]
        yield from found

    def case(self, cell: Sequence[int]) -> Case:
        """Return the case of a cell."""
        case = Case()
        for axis, position in zip(self.axes, cell, strict=True):
            case = axis.values[position].apply(case)
        return case


@frozen(eq=False)
class Asked:
    """What rules of one document ask: the boxes and tests in which dimensions occur.

    ``conditions`` and ``shapes`` are what these come down to, each once: every condition, and every set of levels,
    care and plans.
    """

    figures: Figures
    boxes: tuple[Box, ...]
    tests: tuple[Test, ...]
    care: tuple[frozenset[str], ...] = field(default=())

    conditions: tuple[Condition, ...] = field(init=False)
    shapes: tuple[Box, ...] = field(init=False)

    @conditions.default
    def _every_condition(self) -> tuple[Condition, ...]:
        every = [*self.tests, *(test for box in self.boxes for test in box.tests)]
        return tuple(dict.fromkeys(test.condition for test in every))

    @shapes.default
    def _every_shape(self) -> tuple[Box, ...]:
        """Return what boxes ask beside people and conditions, once."""
        return tuple(dict.fromkeys(Box(None, box.levels, box.care, box.plans) for box in self.boxes))


def asked_by(figures: Figures, benefits: Iterable[Benefit]) -> Asked:
    """Return what settling these benefits asks."""
    boxes: list[Box] = []
    tests: list[Test] = []
    care: list[frozenset[str]] = []
    for benefit in benefits:
        boxes += [*benefit.covers, *(box for rule in benefit.rules for box in rule.boxes)]
        boxes += [box for exclusion in benefit.excludes for box in exclusion.unless]
        tests += [test for requirement in benefit.requires for option in requirement.options for test in option]
        tests += [test for exclusion in benefit.excludes for test in exclusion.when]
        care += [benefit.care] if benefit.care is not None else []
    return Asked(figures, tuple(boxes), tuple(tests), tuple(care))


def told_apart(asked: Asked, axes: Iterable[Axis]) -> list[list[int]]:
    """Return for each axis the class of each value: values of one class are the same to the rules."""
    return [numbering(_answers(asked, value.apply(Case())) for value in axis.values) for axis in axes]


def numbering(values: Iterable[Hashable]) -> list[int]:
    """Return a number for each value, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]


def _answers(asked: Asked, case: Case) -> tuple[object, ...]:
    """Return everything that rules ask about a case, answered."""
    asker = Asker(asked.figures, case)
    within = frozenset(care_within(case.care))
    shapes = [
        (
            box.levels is None or case.level in box.levels,
            box.care is None or not box.care.isdisjoint(within),
            box.plans is None or case.plan in box.plans,
        )
        for box in asked.shapes
    ]
    care = [not care.isdisjoint(within) for care in asked.care]
    return (*care, *shapes, *(asker.holds(condition) for condition in asked.conditions))


# ── the axes, each from what both documents ask ──────────────────────────────────────────────────────────────────


def care_axis(sides: Sequence[Asked]) -> Axis | None:
    """Return the kinds of care that some rule tells apart."""
    sets = [care for side in sides for care in side.care]
    sets += [box.care for side in sides for box in side.boxes if box.care is not None]
    vocabulary = load_vocabulary()
    leaves = [frozenset(leaf for care in one for leaf in vocabulary.descend(care)) for one in sets]
    order = {concept.id: index for index, concept in enumerate(vocabulary.of_kind("care"))}
    every = sorted(frozenset[str]().union(*leaves), key=lambda leaf: (order.get(leaf, len(order)), leaf))
    groups = _alike(every, leaves)
    return Axis("care", tuple(CareValue(group) for group in groups)) if groups else None


def level_axis(sides: Sequence[Asked]) -> Axis | None:
    """Return the hospital levels, if some rule asks for one."""
    sets = [box.levels for side in sides for box in side.boxes if box.levels is not None]
    if not sets:
        return None
    groups = _alike(sorted(frozenset({1, 2, 3}).union(*sets)), sets)
    return Axis("level", tuple(LevelValue(group) for group in groups))


def plan_axis(sides: Sequence[Asked]) -> Axis | None:
    """Return the plans, if some rule asks for one."""
    sets = [box.plans for side in sides for box in side.boxes if box.plans is not None]
    groups = _alike(sorted(frozenset[str]().union(*sets)), sets)
    return Axis("plan", tuple(PlanValue(group) for group in groups)) if groups else None


def disease_axis(left: Asked, right: Asked) -> Axis | None:
    """Return the diseases by the lists of both documents they are on."""
    lists = [_disease_sets(side) for side in (left, right)]
    if not any(lists):
        return None
    every = sorted(frozenset[str]().union(*lists[0], *lists[1]))
    roles = {(True, True): "both", (True, False): "left", (False, True): "right"}
    values = [
        DiseaseValue(roles[any(group[0] in one for one in lists[0]), any(group[0] in one for one in lists[1])], group)
        for group in _alike(every, [*lists[0], *lists[1]])
    ]  # fmt: skip
    return Axis("disease", (*values, DiseaseValue("neither", ())))


def _disease_sets(side: Asked) -> list[frozenset[str]]:
    return [condition.members for condition in side.conditions if isinstance(condition, HasDisease)]


def range_axes(sides: Sequence[Asked], bill: frozenset[str]) -> list[Axis]:
    """Return the ranges of every fact that is compared; all columns of ``bill`` share one axis, the costs before
    insurance.
    """
    cuts: dict[str, set[int]] = {}
    facts: dict[str, tuple[str, str | None]] = {}
    for side in sides:
        for condition in side.conditions:
            bound = side.figures.bound(condition) if isinstance(condition, Compare) else None
            if isinstance(condition, Compare) and bound is not None:
                dimension = BILL if condition.column in bill else condition.column
                facts.setdefault(dimension, (condition.fact, condition.window))
                # The range above a cut starts at this number: facts are whole numbers, money is in fen.
                above = condition.operator in (Operator.OVER, Operator.AT_MOST)
                cuts.setdefault(dimension, set()).add(bound + 1 if above else bound)
    axes = []
    for dimension in sorted(cuts, key=lambda name: (name != BILL, name)):
        columns = tuple(sorted(bill)) if dimension == BILL else (dimension,)
        fact, window = facts[dimension]
        ranges = _days(sides, cuts[dimension]) if dimension == DAY else _ranges(cuts[dimension])
        axes.append(Axis(dimension, tuple(RangeValue(fact, columns, found, window) for found in ranges)))
    return axes


def _ranges(cuts: Iterable[int]) -> list[Range]:
    starts = [0, *sorted(cut for cut in cuts if cut > 0)]
    return [Range(low, high) for low, high in zip(starts, [*(start - 1 for start in starts[1:]), None], strict=True)]


def _days(sides: Sequence[Asked], cuts: Iterable[int]) -> list[Range]:
    """Return the days of the year of the comparison, cut where a clause begins or ends to be valid."""
    year = sides[0].figures.year
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    starts = [first, *sorted(cut for cut in set(cuts) if first < cut <= last)]
    return [Range(low, high) for low, high in zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True)]


def mark_axes(sides: Sequence[Asked]) -> list[Axis]:
    """Return one yes-or-no axis for every mark that is asked for."""
    found = dict.fromkeys(condition for side in sides for condition in side.conditions)
    marks = sorted({condition.mark for condition in found if isinstance(condition, HasMark)})
    axes = [Axis(mark, tuple(MarksValue(((mark, holds),)) for holds in (True, False))) for mark in marks]
    return axes


def situation_marks(benefits: Sequence[Benefit], sides: Sequence[Asked]) -> Axis | None:
    """Return the one axis of marks for situations: the regular value first, then what changes it."""
    regular: dict[str, bool] = {}
    together: list[tuple[tuple[str, bool], ...]] = []
    for benefit in benefits:
        for requirement in benefit.requires:
            # Of alternatives the first is the regular one.
            first, *others = (_marks(option) for option in requirement.options)
            for mark, holds in first:
                regular.setdefault(mark, holds)
            together += [((mark, not holds), *other) for mark, holds in first for other in others]
    for benefit in benefits:
        for exclusion in benefit.excludes:
            unless = _marks(test for box in exclusion.unless for test in box.tests)
            for mark, holds in _marks(exclusion.when):
                regular.setdefault(mark, not holds)
                together += [((mark, holds), other) for other in unless]
    # A clause for two marks at once differs from the regular case only where both have changed.
    together += [tuple(sorted(_marks(box.tests))) for side in sides for box in side.boxes]
    every = {each.mark for side in sides for each in side.conditions if isinstance(each, HasMark)}
    if not every:
        return None
    base = {mark: regular.get(mark, False) for mark in sorted(every)}
    values = [MarksValue(tuple(base.items()), regular=True)]
    for mark, holds in base.items():
        values.append(_changed(base, ((mark, not holds),)))
    for several in dict.fromkeys(sorted(together)):
        changed = tuple((mark, holds) for mark, holds in dict(several).items() if base[mark] != holds)
        if len(changed) > 1:
            values.append(_changed(base, changed))
    return Axis("marks", tuple(dict.fromkeys(values)))


def _marks(tests: Iterable[Test]) -> list[tuple[str, bool]]:
    return [(test.condition.mark, test.holds) for test in tests if isinstance(test.condition, HasMark)]


def _changed(base: dict[str, bool], change: tuple[tuple[str, bool], ...]) -> MarksValue:
    return MarksValue(tuple({**base, **dict(change)}.items()), changed=change)


def _alike(every: Iterable[T], sets: Sequence[frozenset[T]]) -> list[tuple[T, ...]]:
    """Group what is in the same sets, in the order of the first of each group."""
    groups: dict[tuple[bool, ...], list[T]] = {}
    for each in every:
        groups.setdefault(tuple(each in one for one in sets), []).append(each)
    return [tuple(group) for group in groups.values()]
