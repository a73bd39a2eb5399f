"""Situations: every case that the rules of either document tell apart, folded back to those that make a difference.

The situations are derived, not chosen: kinds of care, levels, diseases by list, gates, ages and marks are taken
from the conditions of both documents, and cells in which both treat everybody alike are joined. The regular marks
come first; a mark that fails is a situation of its own only if that changes something for somebody.

Left to others: what a pair of outcomes means (``effects``), and the rows of the report (``scenes``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from attrs import frozen

from tiaowen.compiler.compare.axes import (
    BILL,
    Axis,
    Grid,
    MarksValue,
    RangeValue,
    asked_by,
    care_axis,
    disease_axis,
    level_axis,
    numbering,
    plan_axis,
    range_axes,
    told_apart,
)
from tiaowen.compiler.compare.cases import Case, Range
from tiaowen.compiler.compare.context import Context, Side, visits
from tiaowen.compiler.compare.fold import Box, Cell, fold
from tiaowen.compiler.compare.model import Restriction
from tiaowen.compiler.compare.payments import Outcome, outcome
from tiaowen.compiler.compare.people import Seen
from tiaowen.compiler.compare.places import place_text, place_values, places_text
from tiaowen.compiler.compare.stages import Entry, concerns, exactly
from tiaowen.compiler.compare.words import Names, join

Outcomes = tuple[Outcome, ...]
"""What one document does for each group of people, in their order."""


@frozen(eq=False)
class Situation:
    """Cases in which each document treats each group in one way; ``case`` stands for them all.

    ``unchanged`` are the groups for whom a changed mark changes nothing that can be told: both documents do as they
    do with the regular marks, or one leaves the case open before and after.
    """

    where: tuple[Restriction, ...]
    regular: bool
    bill: Range | None
    case: Case
    left: Outcomes
    right: Outcomes
    unchanged: frozenset[int]


def situations(context: Context) -> list[Situation]:
    """Return every situation in which one of the documents has something to say, in the order of the dimensions."""
    grid = _grid(context)
    groups = context.people.groups
    readers = (
        _Side(context.left, [group.left for group in groups], grid),
        _Side(context.right, [group.right for group in groups], grid),
    )
    cells: dict[Cell, tuple[int, int]] = {}
    for cell, case in grid.cells():
        cells[cell] = (readers[0].number(cell, case), readers[1].number(cell, case))
    found = []
    for box, (one, two) in fold(cells, _order(grid)):
        left, right = readers[0].outcomes[one], readers[1].outcomes[two]
        if any(_speaks(each) for each in (*left, *right)):
            for part in _contiguous(grid, box):
                before = _regular(grid, part, cells)
                pairs = [(readers[0].outcomes[at], readers[1].outcomes[to]) for at, to in before]
                same = _unchanged((left, right), pairs)
                found.append(_situation(grid, part, (left, right, same), context.names))
    return sorted(found, key=lambda situation: not situation.regular)


def _grid(context: Context) -> Grid:
    sides = [context.left.asked, context.right.asked]
    axes = [
        care_axis(sides),
        disease_axis(*sides),
        *range_axes(sides, context.bill),
        level_axis(sides),
        plan_axis(sides),
        context.marks,
    ]
    return Grid(tuple(axis for axis in axes if axis is not None))


def _order(grid: Grid) -> list[int]:
    """Join marks first, so that the regular situation is as wide as can be, and kinds of care last."""
    last = {"marks": 0, "level": 1, BILL: 3, "disease": 4, "care": 5}
    return sorted(range(len(grid.axes)), key=lambda index: last.get(grid.axes[index].dimension, 2))


def _speaks(found: Outcome) -> bool:
    return found.kind in ("pays", "elsewhere", "open")


class _Side:
    """One document's answers. What a benefit does is worked out once for all cases that it cannot tell apart."""

    def __init__(self, side: Side, seen: Sequence[Seen], grid: Grid) -> None:
        self._side = side
        self._seen = list(dict.fromkeys(seen))
        self._who = [self._seen.index(each) for each in seen]
        self._benefits = visits(side.policy)
        self._classes = [told_apart(asked_by(side.figures, [each]), grid.axes) for each in self._benefits]
        self._alike = [
            numbering(tuple(classes[index][at] for classes in self._classes) for at in range(len(axis.values)))
            for index, axis in enumerate(grid.axes)
        ]
        self._own: dict[tuple[int, Cell], int] = {}
        self._entries: list[tuple[Entry, ...]] = []
        self._exact: dict[tuple[object, ...], int] = {}
        self._together: dict[tuple[tuple[int, int], ...], int] = {}
        self._numbers: dict[Outcomes, int] = {}
        self._known: dict[Cell, int] = {}
        self.outcomes: list[Outcomes] = []

    def number(self, cell: Cell, case: Case) -> int:
        """Return the number of what the document does in a case; the same number is the same for everybody."""
        key = tuple([numbers[position] for numbers, position in zip(self._alike, cell, strict=True)])
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._work_out(cell, case)
        return found

    def _work_out(self, cell: Cell, case: Case) -> int:
        does = tuple(
            (index, self._does(index, cell, case))
            for index, benefit in enumerate(self._benefits)
            if concerns(benefit, case)
        )
        if does not in self._together:
            by_seen = [self._outcome(who, does, case) for who in range(len(self._seen))]
            outcomes = tuple(by_seen[who] for who in self._who)
            if outcomes not in self._numbers:
                self._numbers[outcomes] = len(self.outcomes)
                self.outcomes.append(outcomes)
            self._together[does] = self._numbers[outcomes]
        return self._together[does]

    def _does(self, index: int, cell: Cell, case: Case) -> int:
        """Return the number of what one benefit does for everybody; the same number has the same citations too."""
        known = (index, tuple([classes[at] for classes, at in zip(self._classes[index], cell, strict=True)]))
        if known not in self._own:
            entries = tuple(self._side.reader.single(self._benefits[index], seen, case) for seen in self._seen)
            exact = tuple(exactly(entry, known) for entry in entries)
            if exact not in self._exact:
                self._exact[exact] = len(self._entries)
                self._entries.append(entries)
            self._own[known] = self._exact[exact]
        return self._own[known]

    def _outcome(self, who: int, does: tuple[tuple[int, int], ...], case: Case) -> Outcome:
        own = {self._benefits[index].id: self._entries[number][who] for index, number in does}
        return outcome(self._side.reader.stack(own, self._seen[who], case))


def _contiguous(grid: Grid, box: Box) -> Iterator[Box]:
    """Yield a box for each unbroken range of the bill: beyond a gap other amounts are possible."""
    index = next((at for at, axis in enumerate(grid.axes) if axis.dimension == BILL), None)
    if index is None:
        yield box
        return
    run: list[int] = []
    for position in [*sorted(box[index]), -1]:
        if run and position != run[-1] + 1:
            yield (*box[:index], frozenset(run), *box[index + 1 :])
            run = []
        run.append(position)


def _regular(grid: Grid, box: Box, cells: Mapping[Cell, tuple[int, int]]) -> set[tuple[int, int]]:
    """Return what happens in the cells of a box when the marks are regular; nothing for a regular box."""
    at = next((index for index, axis in enumerate(grid.axes) if axis.dimension == "marks"), None)
    if at is None or 0 in box[at]:
        return set()
    return {cells[(*cell[:at], 0, *cell[at + 1 :])] for cell in product(*box)}


def _unchanged(now: tuple[Outcomes, Outcomes], before: Sequence[tuple[Outcomes, Outcomes]]) -> frozenset[int]:
    return frozenset(
        position
        for position in range(len(now[0]))
        if before and all(_stays([side[position] for side in now], [side[position] for side in old]) for old in before)
    )


def _stays(now: list[Outcome], before: list[Outcome]) -> bool:
    if now == before:
        return True
    return any(one == other and not one.known for one, other in zip(now, before, strict=True))


def _situation(grid: Grid, box: Box, does: tuple[Outcomes, Outcomes, frozenset[int]], names: Names) -> Situation:
    bill: Range | None = None
    regular = True
    where: list[Restriction] = []
    for axis, positions in zip(grid.axes, box, strict=True):
        values = [axis.values[position] for position in sorted(positions)]
        if axis.dimension == BILL:
            ranges = [value.range for value in values if isinstance(value, RangeValue)]
            bill = Range(ranges[0].low, ranges[-1].high)
        if axis.dimension == "marks":
            regular = 0 in positions
        if len(values) < len(axis.values):
            where.append(_restriction(axis, positions, bill, names))
    case = grid.case([min(positions) for positions in box])
    return Situation(tuple(where), regular, bill, case, *does)


def _restriction(axis: Axis, positions: frozenset[int], bill: Range | None, names: Names) -> Restriction:
    values = [axis.values[position] for position in sorted(positions)]
    if axis.dimension == "marks":
        return _marks(axis, positions, names)
    first = values[0]
    if isinstance(first, RangeValue) and bill is not None and axis.dimension == BILL:
        values = [RangeValue(first.fact, first.columns, bill, first.window)]
    text = places_text(values, axis.values, names)
    return Restriction(axis.dimension, tuple(item for value in values for item in place_values(value)), text)


def _marks(axis: Axis, positions: frozenset[int], names: Names) -> Restriction:
    """Return the marks of a situation: of the regular one those whose change would matter, else what has changed."""
    values = [axis.values[position] for position in sorted(positions)]
    if 0 not in positions:
        texts = [place_text(value, names) for value in values]
        return Restriction(
            axis.dimension, tuple(item for value in values for item in place_values(value)), join(texts, " or ", "或")
        )
    regular = dict(values[0].marks) if isinstance(values[0], MarksValue) else {}
    others = [axis.values[at] for at in range(len(axis.values)) if at not in positions]
    matter = dict.fromkeys(mark for value in others if isinstance(value, MarksValue) for mark, _ in value.changed[:1])
    kept = MarksValue(tuple((mark, holds) for mark, holds in regular.items() if mark in matter))
    return Restriction(
        axis.dimension,
        tuple(mark if holds else f"not {mark}" for mark, holds in kept.marks),
        place_text(kept, names),
    )
