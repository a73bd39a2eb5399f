"""Tables in a document: the clauses they stand for with what governs each, and columns that do not narrow their rows.

Turns a :class:`~tiaowen.dsl.tree.Table` into its clauses, each under the citation of its column where that has one
(:func:`laid_out`). What the clauses say is for ``compiler/rules``.
"""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.resolve.document import PlacedDocument
from tiaowen.compiler.resolve.findings.tables import SameKindTwice
from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import CaseHead, Item, Table

_DIMENSIONS = {
    **dict.fromkeys(("group", "category"), "category"),
    **dict.fromkeys(("disease", "disease-list"), "disease"),
    **{kind: kind for kind in ("level", "care", "plan")},
}
"""Kinds of names of which several in a clause are alternatives, by what they are kinds of. Marks must all hold."""


def table_findings(placed: PlacedDocument, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    """Return a finding for each row that names what its columns name too: together they would be alternatives."""
    tables = (line for line in placed.document.lines if isinstance(line, Table) and line.facet is not None)
    return tuple(finding for table in tables for finding in _same_kinds(table, placed.source, vocabulary))


def _same_kinds(table: Table, source: Source, vocabulary: Vocabulary) -> Iterator[Finding]:
    across: dict[str, Item] = {}
    for head in table.columns:
        assert isinstance(head, CaseHead)
        for item in head.items:
            across.setdefault(_dimension(item, vocabulary), item)
    across.pop("", None)
    for row in table.rows:
        for item in row.selector.items:
            column = across.get(_dimension(item, vocabulary))
            if column is not None:
                names = (item.name.text, column.name.text)
                place, second = source.place(item.span), source.place(column.span)
                yield SameKindTwice(names=names, kind=_dimension(item, vocabulary), place=place, second=second)
                break


def _dimension(item: Item, vocabulary: Vocabulary) -> str:
    """Return what a name restricts, empty where it is unknown, denied or a mark."""
    found = vocabulary.find_item(item.name.text)
    if found is None or found[1] is not item.negated:
        return ""
    return _DIMENSIONS.get(found[0].kind, "")
