"""What the rules of one facet state, value by value: where a further rule looks for another value on its cases.

Takes rules one after the other; gives for each the earlier cases of other values that may be among its own, in the
order in which they were stated. Whether they are, and what to say of it, is for
:mod:`tiaowen.compiler.rules.structure`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge
from operator import attrgetter

from attrs import frozen

from tiaowen.compiler.rules.grid import FEW, Cell, Grid
from tiaowen.compiler.rules.model import Box, Rule, Value
from tiaowen.compiler.rules.together import NOTHING_ASKED, Together
from tiaowen.dsl.tree import Period

What = tuple[Value, Period | None]


@frozen
class Entry:
    """A set of cases with the first rule that states a value on it."""

    rank: tuple[int, int]
    """The order: of the values as they were first stated, then of the cases."""
    what: What
    box: Box
    rule: Rule
    known: Together | None
    """What the tests of the box come to, where there are many boxes."""

    def allows(self, boxes: Sequence[Box]) -> bool:
        """Return whether the tests leave a case for one of ``boxes``."""
        return self.known is None or any(self.known.allows(box.tests) for box in boxes)


class Stated:
    """What has been stated of one facet, each set of cases once however often it is stated."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Take the rules that are going to be stated."""
        boxes = [box for rule in rules for box in rule.boxes]
        self._grid = Grid(boxes) if len(boxes) > FEW else None
        self._values: dict[What, dict[Box, Entry]] = {}
        self._ranks: dict[What, int] = {}
        self._wide: dict[What, list[Entry]] = {}
        """The entries of each value that lie in too many cells."""
        self._cells: dict[Cell, list[Entry]] = {}

    def new(self, rule: Rule) -> list[Box]:
        """Return the cases of a rule on which its value has not been stated."""
        own = self._values.get((rule.value, rule.period), {})
        return [box for box in rule.boxes if box not in own]

    def others(self, rule: Rule, boxes: Sequence[Box]) -> Iterator[Entry]:
        """Yield the entries of other values that may have a case in common with one of ``boxes``."""
        what = (rule.value, rule.period)
        cells: list[Cell] | None = []
        for box in boxes if self._grid else ():
            own = self._grid.cells(box) if self._grid else None
            cells = None if cells is None or own is None else cells + own
        if self._grid is None or cells is None:
            entries = (entry for value, own in self._values.items() if value != what for entry in own.values())
        else:
            near = {entry.rank: entry for cell in cells for entry in self._cells.get(cell, ()) if entry.what != what}
            wide = (entry for value, own in self._wide.items() if value != what for entry in own)
            entries = merge((near[rank] for rank in sorted(near)), wide, key=attrgetter("rank"))
        return (entry for entry in entries if entry.allows(boxes))

    def state(self, rule: Rule, boxes: Sequence[Box]) -> None:
        """Add the cases of a rule."""
        what = (rule.value, rule.period)
        own = self._values.setdefault(what, {})
        first = self._ranks.setdefault(what, len(self._ranks))
        for box in boxes:
            if box in own:
                continue
            known = NOTHING_ASKED.join(box.tests) if self._grid else None
            entry = own[box] = Entry((first, len(own)), what, box, rule, known)
            cells = self._grid.cells(box) if self._grid else None
            if cells is None:
                self._wide.setdefault(what, []).append(entry)
            for cell in cells or ():
                self._cells.setdefault(cell, []).append(entry)
