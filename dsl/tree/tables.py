"""Tables: the same clauses, laid out. A :class:`Table` means the clauses that :func:`clauses_of` gives, and no more.

Across the columns stand either facets, or the names of one kind of case (levels, care, plans) for the one facet that
the table states.
"""

from __future__ import annotations

from attrs import evolve, frozen

from tiaowen.dsl.tree.base import Span, here
from tiaowen.dsl.tree.clauses import Full, Governed, Granted, NotCovered, Selector, Term
from tiaowen.dsl.tree.lines import Clause
from tiaowen.dsl.tree.quantities import Facet
from tiaowen.dsl.tree.words import Citation, Item

WholeTerm = Full | Granted | Governed | NotCovered
"""What a cell can say of a case as a whole: several columns of a row that say it say it once."""


@frozen
class FacetHead:
    """The facet that a column or a whole table states, and the place it is from, if that is not the heading's."""

    facet: Facet
    citation: Citation | None = None
    span: Span = here()


@frozen
class CaseHead:
    """The cases that a column is about, in addition to those of the row; and where it is from, as a facet's."""

    items: tuple[Item, ...]
    citation: Citation | None = None
    span: Span = here()


@frozen
class TableRow:
    """Whom a row is about, and what each column says of them."""

    selector: Selector
    terms: tuple[Term, ...]
    span: Span = here()


@frozen
class Table:
    """Clauses in rows and columns.

    Without ``facet`` every column is a :class:`FacetHead`; with it every column is a :class:`CaseHead`. Each row has a
    term for each column. ``label`` is the word above the rows (:data:`tiaowen.dsl.tabular.heads.LABELS`), empty for the
    usual one; it means nothing.
    """

    columns: tuple[FacetHead | CaseHead, ...]
    rows: tuple[TableRow, ...]
    facet: FacetHead | None = None
    label: str = ""
    span: Span = here()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return the citations in the head of the table."""
        heads = (*((self.facet,) if self.facet else ()), *self.columns)
        return tuple(head.citation for head in heads if head.citation is not None)


def clauses_of(table: Table) -> tuple[tuple[Clause, Citation | None], ...]:
    """Return the clauses that a table stands for, row by row, each with the citation of its column if it has one.

    The span of a clause is that of its row.
    """
    return tuple(clause for row in table.rows for clause in row_clauses(table, row))


def row_clauses(table: Table, row: TableRow) -> tuple[tuple[Clause, Citation | None], ...]:
    """Return the clauses of one row, as :func:`clauses_of` gives them."""
    if table.facet is None:
        return _across_facets(table, row)
    found = []
    for head, term in zip(table.columns, row.terms, strict=True):
        assert isinstance(head, CaseHead)
        selector = evolve(row.selector, items=(*row.selector.items, *head.items))
        found.append((Clause(selector, (term,), span=row.span), head.citation or table.facet.citation))
    return tuple(found)


def _across_facets(table: Table, row: TableRow) -> tuple[tuple[Clause, Citation | None], ...]:
    """Return one clause, or where columns have citations of their own one for each."""
    apart: dict[Citation | None, list[Term]] = {}
    for head, term in zip(table.columns, row.terms, strict=True):
        terms = apart.setdefault(head.citation, [])
        if not (isinstance(term, WholeTerm) and term in terms):
            terms.append(term)
    return tuple((Clause(row.selector, tuple(terms), span=row.span), cite) for cite, terms in apart.items())
