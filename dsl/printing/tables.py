"""Tables as rows of text, in either language: each cell as in a clause, the columns aligned by display width.

A period that all figures of a column have stands in its head; otherwise it stands in the cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.printing.clauses import items, limited, ranges, term, value
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.tabular.heads import LABELS
from tiaowen.dsl.tree import (
    Brackets,
    CaseHead,
    Citation,
    Facet,
    FacetHead,
    FacetTerm,
    Period,
    Steps,
    Table,
    TableRow,
    Term,
)

WIDEST = 90
"""Columns up to which a cell is filled up to the width of its column; what is wider juts out."""

_YEARLY = (Facet.CAP, Facet.TOTAL_CAP)

Counting = tuple[Period | None, bool]
"""Over what a figure counts: its period, and whether for a household."""


def table_rows(s: Surface, table: Table) -> list[str]:
    """Return the physical lines of a table."""
    columns = [tuple(row.terms[at] for row in table.rows) for at in range(len(table.columns))]
    label = LABELS[table.label][s.chinese]
    if table.facet is None:
        shared = [_shared(terms) for terms in columns]
        across = zip(table.columns, columns, shared, strict=True)
        heads = [[label, *(_facet_head(s, head, terms, over) for head, terms, over in across)]]
    else:
        figures = tuple(each for terms in columns for each in terms)
        shared = [_shared(figures)] * len(columns)
        facet = _facet_head(s, table.facet, figures, shared[0])
        heads = [[label, *(_case_head(s, head) for head in table.columns)], [facet, *[""] * len(columns)]]
    return aligned([*heads, *([_who(s, row), *_terms(s, row, shared)] for row in table.rows)])


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells as lines whose walls stand below each other."""
    widths = [min(WIDEST, max(map(display_width, column))) for column in zip(*rows, strict=True)]
    return [f"| {' | '.join(map(_filled, row, widths))} |" for row in rows]


def _filled(cell: str, width: int) -> str:
    return cell + " " * (width - display_width(cell))


def _who(s: Surface, row: TableRow) -> str:
    return limited(s, items(s, row.selector.items), row.selector.except_, row.selector.where).text


def _terms(s: Surface, row: TableRow, shared: Sequence[Counting]) -> list[str]:
    return [_cell(s, each, over) for each, over in zip(row.terms, shared, strict=True)]


# ── heads ──


def _shared(terms: Sequence[Term]) -> Counting:
    """Return over what all figures of a column count, if they agree."""
    found = {(each.period, each.family) for each in terms if isinstance(each, FacetTerm)}
    return found.pop() if len(found) == 1 else (None, False)


def _facet_head(s: Surface, head: FacetHead | CaseHead, terms: Sequence[Term], over: Counting) -> str:
    assert isinstance(head, FacetHead)
    period, family = over
    yearly = head.facet in _YEARLY and all(each.period is None for each in terms if isinstance(each, FacetTerm))
    if s.chinese and yearly:
        period = Period.YEAR  # as in a clause: a cap is per year unless it says otherwise
    counting = s.glue(s.word("PER_FAMILY") if family else None, s.period(period))
    facet = s.facet(head.facet)
    named = s.glue(counting, facet) if s.chinese else s.glue(facet, counting)
    return _cited(s, named.text, head.citation)


def _case_head(s: Surface, head: FacetHead | CaseHead) -> str:
    assert isinstance(head, CaseHead)
    return _cited(s, items(s, head.items).text, head.citation)


def _cited(s: Surface, text: str, citation: Citation | None) -> str:
    return f"{text} [{citation_text(citation, s.language)}]" if citation else text


# ── cells ──


def _cell(s: Surface, node: Term, over: Counting) -> str:
    """Return what a cell says; ``over`` is what its head says already."""
    if not isinstance(node, FacetTerm):
        return term(s, node).text
    counting = ""
    if (node.period, node.family) != over:
        counting = s.glue(s.word("PER_FAMILY") if node.family else None, s.period(node.period)).text
    if s.chinese:
        # A blank parts the period from the value: 年度可支配收入 would be one name.
        return f"{counting} {value(s, node.value).text}" if counting else value(s, node.value).text
    if isinstance(node.value, Brackets | Steps):
        first, *rest = ranges(s, node.value)
        return ", ".join([s.glue(first, counting).text, *rest])
    return s.glue(value(s, node.value), counting).text
