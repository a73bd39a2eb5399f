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
    boxes = [(tuple(frozenset((at,)) for at in cell), value) for cell, value in cells.items()]
    while True:
        before = len(boxes)
        for axis in order:
            boxes = _join(boxes, axis)
        if len(boxes) == before:
            return sorted(boxes, key=lambda box: tuple(tuple(sorted(positions)) for positions in box[0]))


def _join(boxes: list[tuple[Box, V]], axis: int) -> list[tuple[Box, V]]:
    joined: dict[tuple[Box, V], set[int]] = {}
    for box, value in boxes:
        rest = (*box[:axis], *box[axis + 1 :])
        joined.setdefault((rest, value), set()).update(box[axis])
    return [((*rest[:axis], frozenset(positions), *rest[axis:]), value) for (rest, value), positions in joined.items()]
