"""Neighbouring clauses to tables, and tables to clauses: what a document says stays what it is.

Takes a document and gives it with other lines. Clauses become a table where they state the same facets (facets across),
or one facet for people and the cases of one kind, each with each (cases across). A comment, remark or blank line
between clauses keeps them apart; none is ever lost. Tables whose columns cite a place of their own stay tables, for a
clause cannot say that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.printing.tables import table_rows
from tiaowen.dsl.tree import (
    Beside,
    CaseHead,
    Clause,
    Document,
    Facet,
    FacetHead,
    FacetTerm,
    Full,
    Item,
    Line,
    NoFacet,
    Selector,
    Table,
    TableRow,
    Term,
    Trivia,
    clauses_of,
    row_clauses,
)
from tiaowen.dsl.walk import meaning

WIDTH = 120
"""Columns of a table; clauses that would make a wider one stay clauses: nobody reads along such rows."""

MOST_ROWS = 200
"""Clauses that are laid out in one table."""

_ACROSS = ("level", "care", "plan", "disease", "mark")
"""Kinds of cases that can stand across the columns, the usual one first."""

_KINDS = {**{kind: kind for kind in _ACROSS}, "disease-list": "disease"}


@frozen
class _Laid:
    """A table, and how many clauses it takes the place of."""

    table: Table
    clauses: int


def to_tables(document: Document, surface: Surface) -> Document:
    """Return the document with its neighbouring clauses as tables, where they make one.

    ``surface`` is how it will be printed; without the kinds of names no cases stand across.
    """
    lines: list[Line] = []
    trivia: list[Trivia] = []
    at = 0
    beside = document.trivia or (Trivia(),) * len(document.lines)
    while at < len(document.lines):
        end = at + MOST_ROWS
        laid = _laid_out(_run(document.lines[at:end], beside[at:end]), surface)
        if laid and _fits(laid.table, surface):
            lines.append(laid.table)
            trivia.append(beside[at])
        else:
            # Parts of what is too wide are not tried: they would be tables of one thing torn apart.
            end = at + (laid.clauses if laid else 1)
            lines += document.lines[at:end]
            trivia += beside[at:end]
        at += laid.clauses if laid else 1
    return evolve(document, lines=tuple(lines), trivia=tuple(trivia))


def _run(lines: Sequence[Line], beside: Sequence[Trivia]) -> list[Clause]:
    """Return the clauses at the head of some lines that nothing parts."""
    run: list[Clause] = []
    for line, trivia in zip(lines, beside, strict=True):
        parted = run and (trivia.above or trivia.blank)
        if parted or trivia.behind or not isinstance(line, Clause) or _facets(line) is None:
            break
        run.append(line)
    return run


def _facets(clause: Clause) -> tuple[Facet, ...] | None:
    """Return the facets that a clause states, None where it says one twice or anything else."""
    found = []
    for term in clause.terms:
        match term:
            case FacetTerm() | NoFacet():
                found.append(term.facet)
            case Full():
                found.append(Facet.SUBSIDY)
            case _:
                return None
    return tuple(found) if len(set(found)) == len(found) else None


def _laid_out(run: Sequence[Clause], surface: Surface) -> _Laid | None:
    """Return the table that the first clauses of a run make."""
    return (_cases_across(run, surface) or _facets_across(run, surface)) if len(run) > 1 else None


def _fits(table: Table, surface: Surface) -> bool:
    return max(map(display_width, table_rows(surface, table))) <= WIDTH


# ── facets across ──


def _facets_across(run: Sequence[Clause], surface: Surface) -> _Laid | None:
    facets = _facets(run[0]) or ()
    rows: list[TableRow] = []
    for at, clause in enumerate(run):
        stated = _facets(clause) or ()
        if set(stated) != set(facets) or (at and _cases_across(run[at:], surface)):
            break
        terms = dict(zip(stated, clause.terms, strict=True))
        rows.append(TableRow(clause.selector, tuple(terms[facet] for facet in facets)))
    if len(rows) < 2:
        return None
    return _Laid(Table(tuple(map(FacetHead, facets)), tuple(rows)), len(rows))


# ── cases across ──


def _cases_across(run: Sequence[Clause], surface: Surface) -> _Laid | None:
    """Return the widest table of one facet that some kind of case makes of the first clauses."""
    facets = _facets(run[0])
    if facets is None or len(facets) != 1:
        return None
    found = [laid for kind in _ACROSS if (laid := _grid(run, facets[0], kind, surface))]
    return max(found, key=lambda laid: laid.clauses, default=None)


def _grid(run: Sequence[Clause], facet: Facet, kind: str, surface: Surface) -> _Laid | None:
    """Return the longest beginning of a run in which every row has every case, once."""
    cells: dict[tuple[Selector, tuple[Item, ...]], Term] = {}
    rows: dict[Selector, None] = {}
    columns: dict[tuple[Item, ...], None] = {}
    whole: _Laid | None = None
    for clause in run:
        row, column = _parts(clause.selector, kind, surface)
        if _facets(clause) != (facet,) or not row.items or not column or (row, column) in cells:
            break
        cells[row, column] = clause.terms[0]
        rows[row], columns[column] = None, None
        if len(rows) > 1 and len(columns) > 1 and len(cells) == len(rows) * len(columns):
            laid = (TableRow(each, tuple(cells[each, case] for case in columns)) for each in rows)
            whole = _Laid(Table(tuple(map(CaseHead, columns)), tuple(laid), FacetHead(facet)), len(cells))
    return whole


def _parts(selector: Selector, kind: str, surface: Surface) -> tuple[Selector, tuple[Item, ...]]:
    """Return a selector without the cases of a kind, and those."""

    def across(item: Item) -> bool:
        return not item.negated and _KINDS.get(surface.kind(item.name) or "") == kind

    rest = tuple(item for item in selector.items if not across(item))
    return evolve(selector, items=rest), tuple(item for item in selector.items if across(item))


# ── back ──


def to_clauses(document: Document) -> Document:
    """Return the document with its tables as the clauses they stand for; one with citations of its own stays."""
    lines: list[Line] = []
    trivia: list[Trivia] = []
    for line, beside in zip(document.lines, document.trivia or (Trivia(),) * len(document.lines), strict=True):
        if isinstance(line, Table) and not line.citations:
            for clause, own in _unlaid(line, beside):
                lines.append(clause)
                trivia.append(own)
        else:
            lines.append(line)
            trivia.append(beside)
    return evolve(document, lines=tuple(lines), trivia=tuple(trivia))


def _unlaid(table: Table, trivia: Trivia) -> Iterator[tuple[Clause, Trivia]]:
    """Yield the clauses of a table with what stood beside its rows; what stood beside its head is above the first."""
    heads = 2 if table.facet else 1
    beside = trivia.rows or (Beside(),) * (heads + len(table.rows))
    above = [*trivia.above]
    for head in beside[:heads]:
        above += [*head.above, *([head.behind] if head.behind else [])]
    blank = trivia.blank
    for row, comments in zip(table.rows, beside[heads:], strict=True):
        above += comments.above
        clauses = [clause for clause, _ in row_clauses(table, row)]
        for clause in clauses:
            behind = comments.behind if clause is clauses[-1] else None
            yield clause, Trivia(tuple(above), behind, blank)
            above, blank = [], False


# ── what stays ──


def say_the_same(before: Document, after: Document) -> bool:
    """Return whether documents differ in nothing but how their clauses are laid out, and the order of neighbours."""
    return _said(before) == _said(after)


def _said(document: Document) -> list[object]:
    """Return the lines with tables as clauses; neighbouring clauses, and names and terms in each, in no order."""
    said: list[tuple[bool, object]] = []
    for line in document.lines:
        laid = clauses_of(line) if isinstance(line, Table) else ((line, None),)
        said += [(isinstance(each, Clause), (_unordered(each), meaning(cited))) for each, cited in laid]
    found: list[object] = []
    for clauses, group in groupby(said, key=lambda each: each[0]):
        each = [meant for _, meant in group]
        found += [sorted(map(repr, each))] if clauses else each
    return found


def _unordered(line: Line) -> object:
    if not isinstance(line, Clause):
        return meaning(line)
    items, terms = (sorted(repr(meaning(part)) for part in parts) for parts in (line.selector.items, line.terms))
    return items, terms, meaning(line.selector.except_), meaning(line.selector.where)
