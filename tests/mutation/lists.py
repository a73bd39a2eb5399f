"""Lists with an entry missing, and lines that are missing altogether."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import attrs
from mutation.mutant import Mutant, replaced
from mutation.rows import Row

from tiaowen.dsl import tree
from tiaowen.dsl.language import Language
from tiaowen.dsl.lexicon import word
from tiaowen.dsl.tree import Comparison, Item, Name, Span

Entry = Item | Name | Comparison
_SEPARATORS = ("COMMA", "DUN")
_OPENING = ("EXCEPT", "WHERE")
KEPT_WHOLE = tree.Issued | tree.For | tree.Amends
"""Lines that are never dropped: without them the rest is no document."""


def entries(row: Row, text: str) -> Iterator[Mutant]:
    """Yield ``row`` with one entry of each of its lists dropped; an exception or condition alone goes with its word."""
    kind = "definition entry" if isinstance(row.line, tree.Means) else "list entry"
    for found in lists(row.line):
        spans = [entry.span for entry in found]
        if len(spans) > 1:
            cuts = [(spans[0].start, spans[1].start)]
            cuts += [(before.end, this.end) for before, this in pairwise(spans)]
        elif (start := _opened(row, spans[0])) is not None:
            cuts = [(start, spans[0].end)]
        else:
            continue
        for start, end in cuts:
            yield replaced(kind, row, text, start, end, "")


def missing(row: Row, text: str) -> Iterator[Mutant]:
    """Yield the file without ``row``; an adopted reading comes to nothing instead."""
    if not isinstance(row.line, KEPT_WHOLE):
        nothing = word("NOTHING", Language.ZH) if row.choice else ""
        yield replaced("line", row, text, row.span.start, row.span.end, nothing)


def lists(node: object) -> Iterator[tuple[Entry, ...]]:
    """Yield each list of names and conditions in a node."""
    if isinstance(node, tuple):
        if node and all(isinstance(part, Entry) for part in node):
            yield node
        for part in node:
            yield from lists(part)
        return
    kind: type[object] = type(node)
    if attrs.has(kind):
        fields: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
        for field in fields:
            yield from lists(getattr(node, field.name))


def _opened(row: Row, entry: Span) -> int | None:
    """Return where the exception or condition begins that consists of ``entry`` alone; None if it is no such thing."""
    at = next((i for i, t in enumerate(row.tokens) if t.start >= entry.start), 0)
    if at == 0 or row.tokens[at - 1].kind not in _OPENING:
        return None
    before = row.tokens[at - 2] if at > 1 else None
    return before.start if before and before.kind in _SEPARATORS else row.tokens[at - 1].start
