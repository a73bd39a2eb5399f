"""Rows confused: two neighbouring clauses under one scope, each with what the other gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mutation.mutant import Edit, Mutant
from mutation.rows import Row

from tiaowen.dsl.tree import Clause, Span


def swaps(rows: Sequence[Row], text: str) -> Iterator[Mutant]:
    """Yield each neighbouring pair of clauses under one scope with their terms exchanged, unless they are the same."""
    clauses = [row for row in rows if isinstance(row.line, Clause)]
    for first, second in pairwise(clauses):
        if first.scope is not second.scope or first.headings != second.headings:
            continue
        one, other = _terms(first), _terms(second)
        told = [text[span.start : span.end].strip() for span in (one, other)]
        if told[0] == told[1]:
            continue
        edits = (
            Edit(one.start, one.end, text[other.start : other.end]),
            Edit(other.start, other.end, text[one.start : one.end]),
        )
        yield Mutant("swap", first, f"{told[0]} | {told[1]}", f"{told[1]} | {told[0]}", edits)


def _terms(row: Row) -> Span:
    """Return where the terms of a clause stand: behind the colon that ends its selector."""
    assert isinstance(row.line, Clause)
    colon = row.token("COLON", after=row.line.selector.span.end)
    assert colon is not None
    return Span(colon.end, row.span.end)
