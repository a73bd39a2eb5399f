"""A matrix as text for a terminal: columns by display width, cells wrapped."""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.compare.layout import columns, fitting
from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.matrix.arranging import By
from tiaowen.compiler.matrix.cells import column_names, printing
from tiaowen.compiler.matrix.model import Matrix
from tiaowen.compiler.matrix.tables import Table, remarks, tables
from tiaowen.dsl.tree import Language

LEAST = 8
"""So many columns are left to a cell, however many documents there are."""


def render_text(matrix: Matrix, by: By, language: Language, width: int = 100) -> str:
    """Return a matrix as text."""
    p = printing(matrix, language, width)
    return "\n".join(_lines(matrix, by, p))


def _lines(matrix: Matrix, by: By, p: Printing) -> Iterator[str]:
    yield p.say(f"{len(matrix.documents)} documents side by side", f"{len(matrix.documents)}份文件并列")
    for name, document in zip(column_names(matrix), matrix.documents, strict=True):
        number = p.remark(p.of(document.number)) if document.number is not None else ""
        yield from p.indented("  ", p.colon(name, f"{p.of(document.title)} {number}".rstrip()))
    for remark in remarks(matrix, p):
        yield from p.indented("  ", remark)
    for table in tables(matrix, by, p):
        yield ""
        yield from _table(table, p)


def _table(table: Table, p: Printing) -> Iterator[str]:
    first, *more = p.indented("── ", f"{table.title} ")
    if more:
        yield from (first, *more)
    else:
        yield p.rule(table.title)
    widths = fitting(table.rows, p.width - 1, least=LEAST)
    lines = [columns([row], widths) for row in table.rows]
    apart = any(len(each) > 1 for each in lines)
    for at, each in enumerate(lines):
        yield from each
        if apart and at < len(lines) - 1:
            yield ""
    if table.below:
        yield from p.indented("", table.below)
