"""Where in its source a mistake of a record stands. Computed when there is one, never for a sound record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Protocol

from attrs import frozen

from tiaowen.dsl.diagnostics import MARK_LIMIT, Place, display_width

SHOWN = 400
"""How much of a long line is kept on each side of a mark."""


class Numeral(str):
    """A JSON number as written: no float ever exists, and nothing is rounded by reading."""

    __slots__ = ()


DECODER = json.JSONDecoder(parse_float=Numeral, parse_int=Numeral, parse_constant=Numeral)


_SPACE = re.compile(r"[ \t\r\n]*")


class Where(Protocol):
    """The source of one record."""

    @property
    def file(self) -> str:
        """The file's name as the user gave it."""

    @property
    def line(self) -> int:
        """The line (or row) the record starts on, from 1."""

    def place(self, column: str | None, text: str) -> Place:
        """Return where ``text`` stands in the cell of ``column``, else the cell, else the start of the record."""


@frozen
class CsvRow:
    """A row of a CSV file: its text as in the file, perhaps over several lines, and the names of its columns."""

    file: str
    line: int
    raw: str
    names: tuple[str | None, ...]

    def place(self, column: str | None, text: str) -> Place:
        """Find the cell by counting separators."""
        if column is not None and column in self.names:
            spans = list(cell_spans(self.raw))
            index = self.names.index(column)
            if index < len(spans):
                return mark(self.file, self.line, self.raw, *_within(self.raw, spans[index], text))
        return mark(self.file, self.line, self.raw, 0, len(self.raw.partition("\n")[0]))


@frozen
class JsonLine:
    """A line of a JSON Lines file; ``column_of`` turns its keys into columns."""

    file: str
    line: int
    raw: str
    column_of: Callable[[str], str | None]

    def place(self, column: str | None, text: str) -> Place:
        """Find the value behind the key."""
        if column is not None:
            for key, start, end in _members(self.raw):
                if key == column or self.column_of(key) == column:
                    return mark(self.file, self.line, self.raw, *_within(self.raw, (start, end), text))
        return mark(self.file, self.line, self.raw, 0, len(self.raw))


@frozen
class Row:
    """A row without a text of its own: of a Parquet file, or an object given by a program."""

    file: str
    line: int

    def place(self, column: str | None, text: str) -> Place:
        """Return the row: there are no columns to count."""
        del column, text
        return Place(self.file, self.line)


def mark(file: str, line: int, text: str, start: int, end: int) -> Place:
    """Return the place of ``text[start:end]``, on the line of ``text`` it starts on."""
    head = text.rfind("\n", 0, start) + 1
    line += text.count("\n", 0, head)
    tail = text.find("\n", head)
    tail = len(text) if tail < 0 else tail
    end = max(start, min(end, tail))
    cut = max(head, start - SHOWN)
    column = display_width(text[head:start][: 10 * SHOWN]) + 1 if cut == head else display_width(text[cut:start]) + 2
    shown = ("…" if cut > head else "") + text[cut : min(tail, start + SHOWN)]
    length = max(1, display_width(text[start : min(end, start + MARK_LIMIT)]))
    return Place(file, line, column, shown, length)


def cell_spans(raw: str) -> Iterator[tuple[int, int]]:
    """Yield where each cell of a CSV row starts and ends, quotation marks left out."""
    start = 0
    while True:
        if raw.startswith('"', start):
            end = start + 1
            while (end := raw.find('"', end)) >= 0 and raw.startswith('"', end + 1):
                end += 2
            end = len(raw) if end < 0 else end
            yield start + 1, end
            comma = raw.find(",", end)
        else:
            comma = raw.find(",", start)
            yield start, len(raw) if comma < 0 else comma
        if comma < 0:
            return
        start = comma + 1


def _members(raw: str) -> Iterator[tuple[str, int, int]]:
    """Yield the keys of a JSON object that is known to be sound, and where their values stand."""
    at = _skip(raw, _skip(raw, 0) + 1)
    while raw.startswith('"', at):
        key, at = DECODER.raw_decode(raw, at)
        start = _skip(raw, _skip(raw, at) + 1)
        _, end = DECODER.raw_decode(raw, start)
        yield key, start, end
        at = _skip(raw, _skip(raw, end) + 1)


def _skip(raw: str, at: int) -> int:
    """Return where the white space after ``at`` ends."""
    space = _SPACE.match(raw, at)
    return space.end() if space else at


def _within(raw: str, span: tuple[int, int], text: str) -> tuple[int, int]:
    """Return the span of ``text`` in ``raw[span]`` if it stands there as such, else ``span`` stripped."""
    start, end = span
    text = text.strip()
    found = raw.find(text, start, end) if text else -1
    if found >= 0:
        return found, found + len(text)
    cell = raw[start:end]
    return start + len(cell) - len(cell.lstrip()), end - (len(cell) - len(cell.rstrip()))
