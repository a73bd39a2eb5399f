"""Which of many boxes may have cases in common with another, without looking at each of them.

Sorts boxes into the cells of a :class:`Grid`: people, and stretches of the one fact that most of them measure. Boxes
that share no cell have no case in common; whether those that do have one is for
:mod:`tiaowen.compiler.rules.boxes` to say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from tiaowen.compiler.rules.model import Box, Compare
from tiaowen.compiler.rules.together import Measure, Number, bounds

FEW = 16
"""So many boxes are looked at one by one: a grid would take longer."""

WIDE = 64
"""The cells of one box; one that lies in more is kept apart and always looked at."""

Cell = tuple[int, int]


class Grid:
    """Cells for boxes about different people, and for those about different stretches of one fact."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        """Lay the grid so that it tells these boxes apart."""
        measured = Counter(measure for box in boxes for measure in {m for m, _, _ in _stretches(box)})
        self._measure: Measure | None = measured.most_common(1)[0][0] if measured else None
        ends = {end for box in boxes for end in self._stretch(box) if end is not None}
        self._ends: list[Number] = sorted(ends)
        self._people: dict[str, int] = {}
        """People who are in the same boxes have the same number."""
        sets = dict.fromkeys(box.categories for box in boxes if box.categories is not None)
        found: dict[str, list[int]] = {}
        for number, people in enumerate(sets):
            for person in people:
                found.setdefault(person, []).append(number)
        numbers: dict[tuple[int, ...], int] = {}
        for person, own in found.items():
            self._people[person] = numbers.setdefault(tuple(own), len(numbers))

    def cells(self, box: Box) -> list[Cell] | None:
        """Return the cells that a box lies in, None when they are too many."""
        if box.categories is None:
            return None
        least, most = self._stretch(box)
        first = 0 if least is None else self._cell(least)
        last = 2 * len(self._ends) if most is None else self._cell(most)
        if last - first >= WIDE:
            return None
        people = {self._people[person] for person in box.categories if person in self._people}
        if (last - first + 1) * len(people) > WIDE:
            return None
        return [(number, at) for number in people for at in range(first, last + 1)]

    def _cell(self, end: Number) -> int:
        """Return the cell of a number: the even ones lie between the ends of boxes, the odd ones are the ends."""
        at = bisect_left(self._ends, end)
        return 2 * at + (at < len(self._ends) and self._ends[at] == end)

    def _stretch(self, box: Box) -> tuple[Number | None, Number | None]:
        """Return the least and the most that a box lets through of what the grid measures."""
        least: Number | None = None
        most: Number | None = None
        for measure, low, high in _stretches(box):
            if measure == self._measure:
                least = low if least is None or (low is not None and low > least) else least
                most = high if most is None or (high is not None and high < most) else most
        return least, most


def _stretches(box: Box) -> list[tuple[Measure, Number | None, Number | None]]:
    return [bounds(test.condition, test.holds) for test in box.tests if isinstance(test.condition, Compare)]


class Finder:
    """Finds among boxes those that may have cases in common with another."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        """Take the boxes; they are known by their place among them."""
        self._count = len(boxes)
        self._grid = Grid(boxes) if len(boxes) > FEW else None
        self._wide: list[int] = []
        self._cells: dict[Cell, list[int]] = {}
        for place, box in enumerate(boxes if self._grid else ()):
            self._keep(place, self._grid.cells(box) if self._grid else None)

    def _keep(self, place: int, cells: list[Cell] | None) -> None:
        if cells is None:
            self._wide.append(place)
        for cell in cells or ():
            self._cells.setdefault(cell, []).append(place)

    def near(self, box: Box) -> Iterable[int]:
        """Return the places, in their order, of all boxes that have a case in common with ``box``, and of some more."""
        cells = self._grid.cells(box) if self._grid else None
        if cells is None:
            return range(self._count)
        return sorted({*self._wide, *(place for cell in cells for place in self._cells.get(cell, ()))})
