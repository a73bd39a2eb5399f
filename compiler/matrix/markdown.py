"""A matrix as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.matrix.arranging import By
from tiaowen.compiler.matrix.cells import column_names, printing
from tiaowen.compiler.matrix.model import Matrix
from tiaowen.compiler.matrix.tables import remarks, tables
from tiaowen.dsl.tree import Language

WIDTH = 10**6
"""Lines of Markdown are not broken."""


def render_markdown(matrix: Matrix, by: By, language: Language) -> str:
    """Return a matrix as Markdown."""
    return "\n".join(_lines(matrix, by, printing(matrix, language, WIDTH)))


def _lines(matrix: Matrix, by: By, p: Printing) -> Iterator[str]:
    yield f"# {p.say('Documents side by side', '文件并列')}"
    yield ""
    for name, document in zip(column_names(matrix), matrix.documents, strict=True):
        yield f"- {escaped(p.colon(name, p.of(document.title)))}"
    for remark in remarks(matrix, p):
        yield f"- {escaped(remark)}"
    for table in tables(matrix, by, p):
        yield ""
        yield f"## {escaped(table.title)}"
        yield ""
        head, *rows = table.rows
        yield _row(head)
        yield _row(["---"] * len(head))
        for row in rows:
            yield _row(row)
        if table.below:
            yield ""
            yield escaped(table.below)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"


def escaped(text: str) -> str:
    """Return a text in which nothing is markup, on one line."""
    if set(text) == {"-"}:
        return text
    for char in "\\`*_[]<>|":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.splitlines())
