"""Folding cells back: from a value on every cell of a grid to few boxes, each with one value.

Cells are tuples of positions on the axes of the grid. Two boxes with the same value that differ on one axis only
become one, axis after axis until nothing is left to join; so every box is as large as it can become, no two
overlap, and together they are the grid again. The result depends on the values alone, not on which document is
left.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

V = TypeVar("V", bound=Hashable)

Cell = tuple[int, ...]
Box = tuple[frozenset[int], ...]


def fold(cells: Mapping[Cell, V], order: Sequence[int]) -> list[tuple[Box, V]]:
    """Return the boxes of equal value; axes earlier in ``order`` are joined first."""
    numbers: dict[V, int] = {}
    singles = [frozenset((at,)) for at in range(max(map(max, cells), default=-1) + 1)] if order else []
    boxes = [
        (tuple([singles[at] for at in cell]), numbers.setdefault(value, len(numbers))) for cell, value in cells.items()
    ]
    while True:
        before = len(boxes)
        for axis in order:
            boxes = _join(boxes, axis)
        if len(boxes) == before:
            break
    boxes.sort(key=lambda box: [sorted(positions) for positions in box[0]])
    # Equal values may differ in what takes no part in being equal; the first cell's stands for all.
    return [(box, cells[tuple([min(positions) for positions in box])]) for box, _ in boxes]


def _join(boxes: list[tuple[Box, int]], axis: int) -> list[tuple[Box, int]]:
    joined: dict[tuple[Box, int], list[frozenset[int]]] = {}
    for box, value in boxes:
        joined.setdefault(((*box[:axis], *box[axis + 1 :]), value), []).append(box[axis])
    return [
        ((*rest[:axis], parts[0].union(*parts[1:]), *rest[axis:]), value) for (rest, value), parts in joined.items()
    ]
