"""What the rules of one facet state, value by value: where a further rule looks for another value on its cases.

Takes rules one after the other; gives for each the earlier cases of other values that meet its own, in the order in
which they were stated. What to say of it is for :mod:`tiaowen.compiler.rules.structure`.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from operator import attrgetter

from attrs import frozen

from tiaowen.compiler.rules.boxes import Part
from tiaowen.compiler.rules.grid import FEW, Cell, Grid
from tiaowen.compiler.rules.model import Box, Rule, Value
from tiaowen.dsl.tree import Period

_RANK = attrgetter("rank")


@frozen
class Entry:
    """A set of cases with the first rule that states a value on it."""

    rank: tuple[int, int]
    """The order: of the values as they were first stated, then of the cases."""
    part: Part
    rule: Rule


class Stated:
    """What has been stated of one facet, each set of cases once however often it is stated."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Take the rules that are going to be stated."""
        boxes = [box for rule in rules for box in rule.boxes]
        self._grid = Grid(boxes) if len(boxes) > FEW else None
        self._values: dict[tuple[Value, Period | None, str | None], int] = {}
        self._entries: list[dict[Box, Entry]] = []
        """The entries of each value."""
        self._wide: list[Entry] = []
        """Those that lie in too many cells, by rank."""
        self._cells: dict[Cell, list[Entry]] = {}

    def new(self, rule: Rule) -> list[Part]:
        """Return the cases of a rule on which its value has not been stated."""
        own = self._entries[self._value(rule)]
        return [part for box in rule.boxes if box not in own and (part := Part.of(box))]

    def others(self, rule: Rule, parts: Sequence[Part]) -> Iterator[Entry]:
        """Yield the entries of other values that have a case in common with one of ``parts``."""
        value = self._value(rule)
        return (e for e in self._near(value, parts) if any(e.part.meets(part) for part in parts))

    def state(self, rule: Rule, parts: Iterable[Part]) -> None:
        """Add the cases of a rule."""
        value = self._value(rule)
        own = self._entries[value]
        for part in parts:
            entry = own.setdefault(part.box, Entry((value, len(own)), part, rule))
            cells = self._cells_of((part,))
            if cells is None:
                insort(self._wide, entry, key=_RANK)
            for cell in cells or ():
                self._cells.setdefault(cell, []).append(entry)

    def _value(self, rule: Rule) -> int:
        """Return the number of the value of a rule, in the order in which the values are first stated."""
        # The same limit on two counters is two limits.
        value = self._values.setdefault((rule.value, rule.period, rule.pool), len(self._values))
        if value == len(self._entries):
            self._entries.append({})
        return value

    def _near(self, value: int, parts: Sequence[Part]) -> Iterator[Entry]:
        """Yield by rank the entries of other values that share a cell with one of ``parts``, and perhaps some more."""
        cells = self._cells_of(parts)
        found = [self._cells.get(cell, ()) for cell in cells or ()]
        if cells is None or 2 * sum(map(len, found)) > sum(map(len, self._entries)):
            return (e for other, own in enumerate(self._entries) if other != value for e in own.values())
        near = {entry.rank: entry for entries in found for entry in entries}
        near_in_order = (near[rank] for rank in sorted(near))
        return (e for e in merge(near_in_order, self._wide, key=_RANK) if e.rank[0] != value)

    def _cells_of(self, parts: Sequence[Part]) -> list[Cell] | None:
        """Return the cells of some parts, None when they are too many to be looked up."""
        found: list[Cell] = []
        for part in parts:
            cells = self._grid.cells(part.box) if self._grid else None
            if cells is None:
                return None
            found += cells
        return found
