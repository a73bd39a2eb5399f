"""CSV in, claims out. Columns by name, cells as spreadsheets write them.

Rows are split here rather than by one ``csv.reader`` over the whole file: that would let one quotation mark
that is never closed swallow every row behind it. A quoted row is handed to ``csv``; if it does not close,
reading goes on behind its first line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from tiaowen.compiler.claims import findings as f
from tiaowen.compiler.claims.lines import LINE_LIMIT, Lines
from tiaowen.compiler.claims.model import Kind, Visit
from tiaowen.compiler.claims.places import CsvRow, mark
from tiaowen.compiler.claims.records import NEEDED, Reader
from tiaowen.dsl.diagnostics import Finding, Place

ROW_LINES = 100
"""The most lines a row can extend over; a cell with more is a quotation mark that was forgotten."""

Row = tuple[int, str, list[str]]


def read_csv(lines: Lines, file: str, reader: Reader) -> Iterator[Visit | Finding]:
    """Yield each row as a claim, or what is wrong with it."""
    rows = _rows(lines, file)
    header = next(rows, None)
    if not isinstance(header, tuple):
        yield header or f.EmptyInput(place=Place(file, 1))
        return
    names, troubles = _header(header, file, reader)
    yield from troubles
    if any(not isinstance(trouble, f.UnknownColumn | f.NoCategories) for trouble in troubles):
        return
    empty = True
    for row in rows:
        empty = False
        if not isinstance(row, tuple):
            yield row
            continue
        line, raw, cells = row
        where = CsvRow(file, line, raw, names)
        while len(cells) > len(names) and not cells[-1].strip():
            cells.pop()  # empty cells behind the last column are left by spreadsheets and say nothing
        if len(cells) != len(names):
            yield f.CellCount(place=where.place(None, ""), found=len(cells), expected=len(names))
        else:
            stated = {name: c for name, c in zip(names, cells, strict=True) if name and c and not c.isspace()}
            yield from reader.read(stated, where)
    if empty:
        yield f.EmptyInput(place=Place(file, header[0]), header_only=True)


def _header(row: Row, file: str, reader: Reader) -> tuple[tuple[str | None, ...], list[Finding]]:
    """Return the column of each cell, and what is wrong with the header as a whole."""
    line, raw, cells = row
    while cells and not cells[-1].strip():
        cells.pop()
    where = CsvRow(file, line, raw, tuple(cells))
    troubles: list[Finding] = []
    for cell in cells:
        troubles += reader.keys.unknown([cell], where)
    names = tuple(reader.keys.column_of(cell) for cell in cells)
    for index, name in enumerate(names):
        if name is not None and name in names[:index]:
            place = CsvRow(file, line, raw, (*[None] * index, name)).place(name, "")
            written = cells[names.index(name)].strip(), cells[index].strip()
            troubles.append(f.RepeatedColumn(place=place, written=written))
    needed = ("claim",) if "kind" in names else NEEDED[Kind.VISIT]
    missing = tuple(column for column in needed if column not in names)
    start = mark(file, line, raw, 0, len(raw))
    if missing:
        other = len(cells) == 1 and any(separator in raw for separator in "\t;；，|")
        lacking = f.MissingColumns(place=start, columns=missing, other_separator=other)
        # A header that is none has only unknown columns: to name each of them would hide what is wrong.
        return names, [lacking] if len(missing) == len(needed) else [*troubles, lacking]
    if "categories" not in names and "kind" not in names:
        troubles.append(f.NoCategories(place=start))
    return names, troubles


def _rows(lines: Lines, file: str) -> Iterator[Row | Finding]:
    """Yield the rows that say something: line number, text, cells."""
    for item in lines:
        if not isinstance(item, tuple):
            yield item
            continue
        line, text = item
        if '"' in text:
            row = _quoted(lines, file, line, text)
            if not isinstance(row, tuple):
                yield row
                continue
            text, cells = row
        else:
            cells = text.split(",")
        if any(cell and not cell.isspace() for cell in cells):
            yield line, text, cells


def _quoted(lines: Lines, file: str, line: int, text: str) -> tuple[str, list[str]] | Finding:
    """Split a row with quotation marks, taking further lines while a cell is open."""
    taken: list[tuple[int, str] | Finding] = []
    texts = [text]

    def more() -> Iterator[str]:
        yield text
        length = len(text)
        while len(taken) < ROW_LINES and length < LINE_LIMIT:
            item = next(lines, None)
            if item is None:
                return
            taken.append(item)
            if not isinstance(item, tuple):
                return
            texts.append(item[1])
            length += len(item[1])
            yield "\n" + item[1]

    try:
        cells = next(csv.reader(more(), strict=True))
    except (csv.Error, StopIteration):
        lines.put_back(taken)
        return f.BrokenQuotes(place=mark(file, line, text, text.find('"'), len(text)))
    return "\n".join(texts), cells
