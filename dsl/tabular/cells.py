"""The rows of a table as ranges of the text: what stands between ``|`` and ``|``, outside of quotation marks.

Turns the physical lines of a logical line into :class:`Row`; what a cell says is for :mod:`tiaowen.dsl.tabular.read`.
A row of dashes, as Markdown has one below the head, says nothing and is left out; so are columns that are empty from
the head to the last row, as a spreadsheet leaves them at the edge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve, frozen

from tiaowen.dsl.lexer import DECORATION
from tiaowen.dsl.source import CELL_WALL, QUOTES, LogicalLine, PhysicalLine, Source, string_ends
from tiaowen.dsl.tabular.findings import TabsFound
from tiaowen.dsl.tree import Beside, Span

_ALIGNMENT = re.compile(r":?-+:?")
_NOTHING = re.compile(r"[-—–_/\\]*")
"""What stands in a cell that says nothing: blanks, or the strokes that documents put there."""

_WALL_OR_MARK = re.compile("[" + re.escape(CELL_WALL) + "".join(QUOTES) + "]")


@frozen
class Cell:
    """What stands in a cell, without the blanks around it; ``room`` is all between its walls."""

    start: int
    end: int
    room: Span

    @property
    def span(self) -> Span:
        """Return the range of what it says, or of the room where it says nothing."""
        return Span(self.start, self.end) if self.start < self.end else self.room


@frozen
class Row:
    """A row: its cells, and the comments beside it."""

    cells: tuple[Cell, ...]
    span: Span
    beside: Beside


def is_empty(source: Source, cell: Cell) -> bool:
    """Return whether a cell says nothing."""
    return _NOTHING.fullmatch(source.folded, cell.start, cell.end) is not None


def rows_of(source: Source, logical: LogicalLine) -> tuple[Row, ...]:
    """Return the rows of a table."""
    rows: list[Row] = []
    waiting: tuple[str, ...] = ()
    for index, part in enumerate(logical.parts):
        above = (*waiting, *(part.above if index else ()))
        cells = _cells(source, part)
        if rows and _is_alignment(source, cells):
            waiting = (*above, *((part.behind,) if part.behind else ()))
            continue
        rows.append(Row(cells, Span(part.start, part.end), Beside(above, part.behind)))
        waiting = ()
    if waiting:
        last = rows[-1]
        rows[-1] = evolve(last, beside=evolve(last.beside, above=(*last.beside.above, *waiting)))
    return _without_edge(rows)


def _is_alignment(source: Source, cells: Sequence[Cell]) -> bool:
    """Return whether a row only says how its columns are aligned."""
    return all(_ALIGNMENT.fullmatch(source.folded, cell.start, cell.end) for cell in cells)


def _cells(source: Source, part: PhysicalLine) -> tuple[Cell, ...]:
    """Return the cells of a row; the wall behind the last one may be missing."""
    walls = list(_walls(source, part))
    end = part.end
    while end > part.start and source.folded[end - 1] in DECORATION + " \t":
        end -= 1
    if len(walls) == 1 or walls[-1] + 1 < end:
        walls.append(end)
    return tuple(_cell(source, left + 1, right) for left, right in pairwise(walls))


def _walls(source: Source, part: PhysicalLine) -> Sequence[int]:
    """Return where the walls of a row stand; one in quotation marks belongs to what is quoted."""
    strings = string_ends(source.text, part.start, part.end)
    walls: list[int] = []
    at = part.start
    while match := _WALL_OR_MARK.search(source.folded, at, part.end):
        at = match.end()
        if match.group() == CELL_WALL:
            walls.append(match.start())
        else:
            at = strings.get(match.start(), at)
    return walls


def quoted_wall(source: Source, row: Row) -> Span | None:
    """Return the quotation of a row that holds a wall: if cells are missing, it was to end before that."""
    strings = string_ends(source.text, row.span.start, row.span.end)
    quotations = (Span(start, end) for start, end in sorted(strings.items()))
    return next((q for q in quotations if CELL_WALL in source.folded[q.start : q.end]), None)


def _cell(source: Source, start: int, end: int) -> Cell:
    said = source.folded[start:end]
    lead = len(said) - len(said.lstrip())
    behind = len(said.rstrip().rstrip(DECORATION).rstrip())
    return Cell(start + min(lead, behind), start + behind, Span(start, max(end, start + 1)))


def _without_edge(rows: list[Row]) -> tuple[Row, ...]:
    """Return the rows without the columns at the right edge that are blank in all of them."""
    width = len(rows[0].cells)
    said = max((at for row in rows for at, cell in enumerate(row.cells) if cell.start < cell.end), default=0) + 1
    if said >= width or any(len(row.cells) != width for row in rows):
        return tuple(rows)
    return tuple(evolve(row, cells=row.cells[:said]) for row in rows)


def with_tabs(source: Source, logical: LogicalLine) -> TabsFound | None:
    """Return the finding for a line that is a row of a spreadsheet: its parts are parted by tabs and by no colon."""
    span = logical.span
    said = source.folded[span.start : span.end]
    if len(logical.parts) > 1 or "\t" not in said or ":" in said:
        return None
    cells = tuple(" ".join(cell.split()) for cell in source.text[span.start : span.end].split("\t"))
    at = span.start + said.index("\t")
    return TabsFound(cells=cells, place=source.place(Span(at, at + 1)))
