"""A logical line whose physical lines are rows of a table to a :class:`~tiaowen.dsl.tree.Table`, or its findings.

What stands in a cell is what could stand there in the clause, and is read by the parser of clauses: the layout implies
the words around it (``x: ratio`` before the cell of a column that is headed *ratio*). All mistakes of a table are told
in one run, each at its cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import attrs
from attrs import define, field, frozen
from lark import UnexpectedToken

from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.explain import explain_mistake, explanation, phrases
from tiaowen.dsl.joined import attempt
from tiaowen.dsl.lexer import Implied, LineInput, Stretch
from tiaowen.dsl.mistakes import Incomplete, Mistake, TooLarge, Unexpected, Unterminated
from tiaowen.dsl.near import begins_with, facets, is_chinese
from tiaowen.dsl.repair import line_parser
from tiaowen.dsl.source import LINE_LIMIT, LogicalLine, PhysicalLine, Source
from tiaowen.dsl.tabular.cells import Cell, Row, is_empty, quoted_wall, rows_of
from tiaowen.dsl.tabular.findings import (
    MOST_COLUMNS,
    EmptyCell,
    LimitedColumn,
    NoFacetColumn,
    NoFacetRow,
    NoRows,
    OtherMatter,
    RepeatedColumn,
    WrongCells,
)
from tiaowen.dsl.tabular.heads import (
    LABELS,
    Worded,
    citation_in,
    facet_words,
    label_of,
    nearly_facet,
    period_end,
    says_none,
    without_citation,
)
from tiaowen.dsl.tree import (
    Beside,
    CaseHead,
    Citation,
    Clause,
    Facet,
    FacetHead,
    FacetTerm,
    Full,
    Governed,
    Granted,
    Line,
    NoFacet,
    NotCovered,
    Selector,
    Span,
    Table,
    TableRow,
    Term,
)

_WHOLE = frozenset({"NO", "FULL_SUBSIDY", "NOT_COVERED", "GRANTED", "GOVERNED", "VALID"})
"""Words with which a term begins that names its facet itself, or needs none."""

_A_NAME = frozenset({"NAME", "STRING"})
_IN_LIST = _A_NAME | {"NOT", "EXCEPT", "WHERE"}
"""What stands in a list of people or cases."""

_AT_END = phrases(frozenset({"COMMA", "$END"}), chinese=False)
_LABEL = tuple((spelled[0], spelled[1]) for spelled in LABELS.values())


@frozen
class TableRead:
    """What reading a table came to: the table, or what is wrong with it; and the comments beside its rows."""

    table: Table | None
    findings: tuple[Finding, ...]
    beside: tuple[Beside, ...] = ()


def read_table(source: Source, logical: LogicalLine) -> TableRead:
    """Read a table."""
    long = next((part for part in logical.parts if part.end - part.start > LINE_LIMIT), None)
    if long is not None:
        place = source.place(Span(long.start, long.start + 1))
        return TableRead(None, (TooLarge(size=long.end - long.start, limit=LINE_LIMIT, line=True, place=place),))
    rows = rows_of(source, logical)
    reader = _Reader(source)
    table = reader.table(rows)
    if table is None or reader.findings:
        return TableRead(None, tuple(reader.findings))
    return TableRead(attrs.evolve(table, span=logical.span), (), tuple(row.beside for row in rows))


class _CellInput(LineInput):
    """Cells with what the layout implies: together a clause, so there is a colon."""

    signs = frozenset({":"})
    has_colon = True


@define
class _Reader:
    """Reads the cells of one table; ``findings`` are its mistakes."""

    source: Source
    findings: list[Finding] = field(factory=list)

    def table(self, rows: Sequence[Row]) -> Table | None:
        """Read the table; None where its head is not one."""
        head, *below = rows
        if len(head.cells) - 1 > MOST_COLUMNS:
            self._wrong(WrongCells(cells=0, head=len(head.cells) - 1), head.cells[MOST_COLUMNS + 1].span)
            return None
        if len(head.cells) < 2:
            self._wrong(NoRows(columns=True), head.cells[0].span)
            return None
        label = self._label(head.cells[0])
        split = [without_citation(self.source, cell.span) for cell in head.cells[1:]]
        named = [facet_words(self.source, span) for span, _ in split]
        one_facet = bool(below) and self._names_facet(below[0])
        if not one_facet and (any(named) or any(nearly_facet(self._text(span)) for span, _ in split)):
            facet = None
            columns: list[FacetHead | CaseHead | None] = []
            words: list[Worded | None] = []
            for cell in head.cells[1:]:
                words.append(self._facet(cell))
                columns.append(_facet_head(words[-1]))
        else:
            if not below:
                self._wrong(NoRows(), head.span)
                return None
            facet = self._facet_row(below[0])
            columns = [self._cases(cell) for cell in head.cells[1:]]
            words = [facet] * len(columns)
            below = below[1:] if facet else below
        self._repeated(head, columns)
        if not below:
            self._wrong(NoRows(), head.span)
            return None
        read = [self._row(row, len(head.cells), words) for row in below]
        return Table(
            tuple(column for column in columns if column),
            tuple(row for row in read if row),
            _facet_head(facet),
            label or "",
        )

    # ── the head ──

    def _label(self, cell: Cell) -> str | None:
        label = label_of(self._text(cell))
        if label is None:
            self._wrong(Unexpected(found=self._text(cell), expected=_LABEL), cell.span)
        return label

    def _facet(self, cell: Cell) -> Worded | None:
        span, cited = without_citation(self.source, cell.span)
        found = facet_words(self.source, span)
        if found is None:
            said = self._text(span).strip()
            self._wrong(NoFacetColumn(found=said, meant=nearly_facet(said)), span)
            return None
        return Worded(*found, self._citation(cited), cell.span)

    def _names_facet(self, row: Row) -> bool:
        """Return whether a row holds a facet alone."""
        span, _ = without_citation(self.source, row.cells[0].span)
        alone = all(is_empty(self.source, cell) for cell in row.cells[1:])
        return alone and facet_words(self.source, span) is not None

    def _facet_row(self, row: Row) -> Worded | None:
        """Read the row that names the facet of the whole table, and nothing else."""
        first, *others = row.cells
        if self._names_facet(row):
            return self._facet(first)
        filled = next((cell for cell in others if not is_empty(self.source, cell)), None)
        span, _ = without_citation(self.source, first.span)
        if filled is None and nearly_facet(self._text(span)):
            return self._facet(first)
        if filled is not None and facet_words(self.source, span):
            self._wrong(NoFacetRow(), filled.span)
            return None
        self._wrong(NoFacetRow(), first.span)
        return None

    def _cases(self, cell: Cell) -> CaseHead | None:
        span, cited = without_citation(self.source, cell.span)
        if is_empty(self.source, cell):
            self._wrong(NoFacetColumn(), cell.span)
            return None
        selector = self._selector(span)
        if selector is None:
            return None
        if selector.except_ or selector.where:
            self._wrong(LimitedColumn(found=self._text(span)), span)
            return None
        return CaseHead(selector.items, self._citation(cited), span=cell.span)

    def _citation(self, span: Span | None) -> Citation | None:
        if span is None:
            return None
        found = citation_in(self.source, span)
        if found is None:
            said = self._text(span)
            expected = phrases(frozenset({"CITE"}), chinese=is_chinese(said))
            self._wrong(Unexpected(found=said, expected=expected), span)
        return found

    def _repeated(self, head: Row, columns: Sequence[FacetHead | CaseHead | None]) -> None:
        seen: list[object] = []
        for cell, column in zip(head.cells[1:], columns, strict=True):
            if column is None:
                continue
            said = column.facet if isinstance(column, FacetHead) else column.items
            if said in seen:
                span, _ = without_citation(self.source, cell.span)
                self._wrong(RepeatedColumn(found=self._text(span)), span)
            seen.append(said)

    # ── the rows ──

    def _row(self, row: Row, width: int, words: Sequence[Worded | None]) -> TableRow | None:
        if len(row.cells) != width:
            self._miscounted(row, width)
            return None
        first, *others = row.cells
        selector = self._people(first)
        terms = [self._term(cell, word) for cell, word in zip(others, words, strict=True) if word]
        if selector is None:
            return None
        return TableRow(selector, tuple(term for term in terms if term), span=row.span)

    def _people(self, cell: Cell) -> Selector | None:
        if is_empty(self.source, cell):
            self._wrong(EmptyCell(), cell.span)
            return None
        return self._selector(cell.span)

    def _miscounted(self, row: Row, width: int) -> None:
        quotation = quoted_wall(self.source, row)
        if len(row.cells) < width and quotation is not None:
            self._wrong(Unterminated(found=self._text(quotation)), quotation)
            return
        surplus = row.cells[width].span if len(row.cells) > width else Span(row.span.end - 1, row.span.end)
        self._wrong(WrongCells(cells=len(row.cells), head=width), surplus)

    def _selector(self, span: Span) -> Selector | None:
        """Read whom or what a cell is about: it follows a name and a comma, so that no word opens a line in it."""
        before = _implied(span.start, "NAME", "x"), _implied(span.start, "COMMA", ",")
        behind = _implied(span.end, "COLON", ":"), _implied(span.end, "NOT_COVERED", "")
        read = _CellInput(self.source, (*before, span, *behind))
        line, error = _parsed(read)
        if isinstance(line, Clause) and len(line.selector.items) > 1:
            return attrs.evolve(line.selector, items=line.selector.items[1:], span=span)
        if isinstance(error, Mistake):
            self._found(explain_mistake(self.source, span, error))
            return None
        last = read.read[-1]
        if error is None or last.start >= span.end:
            # The cell says something whole that is no list of names, or a list that is not finished.
            if error is not None and last.accepted & _A_NAME:
                expected = phrases(last.accepted, chinese=is_chinese(self._text(span)))
                self._wrong(Incomplete(expected=expected), Span(span.end - 1, span.end))
                return None
            self._wrong(OtherMatter(found=self._text(span)), span)
            return None
        self._found(self._explained_names(span))
        return None

    def _explained_names(self, span: Span) -> Finding:
        chinese = is_chinese(self._text(span))
        pieces = ("甲，", span, "：不予救助") if chinese else ("x, ", span, ": not covered")
        finding = self._explained(pieces, OtherMatter(found=self._text(span)), span)
        if isinstance(finding, Unexpected) and finding.expected:
            return attrs.evolve(finding, expected=phrases(_IN_LIST, chinese=chinese))
        return finding

    def _term(self, cell: Cell, word: Worded) -> Term | None:
        """Read what a cell states: the value of its facet, or a term that names the facet or needs none."""
        if is_empty(self.source, cell):
            self._wrong(EmptyCell(facet=word.words), cell.span)
            return None
        if says_none(self._text(cell)):
            return NoFacet(word.facet, span=cell.span)
        read_otherwise = False
        ways = self._ways(cell.span, word)
        errors: list[UnexpectedToken | Mistake] = []
        for parts, _ in ways:
            line, error = _parsed(_CellInput(self.source, parts))
            if error is not None:
                errors.append(error)
            elif isinstance(line, Clause) and len(line.terms) == 1 and _fits(line.terms[0], word.facet):
                return attrs.evolve(line.terms[0], span=cell.span)
            else:
                read_otherwise = True
        other = OtherMatter(found=self._text(cell), facet=word.words)
        if read_otherwise:
            self._wrong(other, cell.span)
            return None
        at = len(ways) - 1 if begins_with(self.source.folded[cell.start : cell.end], _WHOLE | facets()) else 0
        if isinstance(errors[at], Mistake):
            self._found(explain_mistake(self.source, cell.span, cast(Mistake, errors[at])))
            return None
        self._found(self._explained(ways[at][1], other, cell.span))
        return None

    def _ways(self, span: Span, word: Worded) -> list[tuple[tuple[Stretch, ...], tuple[str | Span, ...]]]:
        """Return the ways in which a cell may make a clause: what to read, and how that is written out.

        First its facet stands before the value, and behind a period; last the cell is a term by itself.
        """
        at = span.start
        chinese = is_chinese(word.text + self._text(span))
        who = (_implied(at, "NAME", "x"), _implied(at, "COLON", ":"))
        opening = "甲：" if chinese else "x: "
        ways: list[tuple[tuple[Stretch, ...], tuple[str | Span, ...]]] = []
        strict = period_end(self.source, span, parted=True)
        for split in dict.fromkeys((strict, period_end(self.source, span, parted=False))):
            period = (Span(at, split),) if split > at else ()
            leads = tuple(_implied(at, id, text) for id, text in word.leads)
            facet = _implied(split, word.id, word.text)
            rest = Span(split, span.end)
            spelled = (opening, *(f"{text} " for _, text in word.leads), *period, f"{word.text} ", rest)
            ways.append(((*who, *leads, *period, facet, rest), spelled))
        ways.append(((*who, span), (opening, span)))
        return ways

    # ── findings ──

    def _explained(self, pieces: Sequence[str | Span], otherwise: Finding, cell: Span) -> Finding:
        """Return what the clause that a cell makes would be told, with its place in the cell."""
        text, ranges = "", []
        for piece in pieces:
            said = piece if isinstance(piece, str) else self._text(piece)
            if isinstance(piece, Span):
                ranges.append((len(text), len(text) + len(said), piece.start))
            text += said
        written = Source.of(text, "")
        line = LogicalLine((PhysicalLine(0, len(text)),))
        outcome = attempt(written, line)
        if not isinstance(outcome.error, UnexpectedToken):
            return attrs.evolve(otherwise, place=self.source.place(cell))
        finding, begin, end = explanation(written, line, outcome.read, outcome.error)
        if isinstance(finding, Unexpected):
            # A cell ends with its cell, and a comma in it joins nothing but brackets.
            finding = attrs.evolve(finding, expected=tuple(p for p in finding.expected if p not in _AT_END))
        for first, last, start in ranges:
            if first < end and begin < last:
                begin, end = max(begin, first), min(end, last)
                cell = Span(start + begin - first, start + end - first)
                break
        return attrs.evolve(finding, place=self.source.place(cell))

    def _text(self, span: Span | Cell) -> str:
        return self.source.text[span.start : span.end]

    def _wrong(self, finding: Finding, span: Span) -> None:
        self.findings.append(attrs.evolve(finding, place=self.source.place(span)))

    def _found(self, finding: Finding) -> None:
        self.findings.append(finding)


def _implied(at: int, kind: str, text: str) -> Implied:
    """Return a word that the layout says at a place."""
    return Implied(at, at, kind, text)


def _parsed(read: LineInput) -> tuple[Line | None, UnexpectedToken | Mistake | None]:
    try:
        return cast(Line, line_parser().parse(read)), None
    except (UnexpectedToken, Mistake) as error:
        return None, error


def _fits(term: Term, facet: Facet) -> bool:
    """Return whether a term can stand in a column of a facet."""
    match term:
        case FacetTerm() | NoFacet():
            return term.facet is facet
        case Full():
            return facet is Facet.SUBSIDY
        case NotCovered() | Granted() | Governed():
            return True
        case _:
            return False


def _facet_head(word: Worded | None) -> FacetHead | None:
    return FacetHead(word.facet, word.citation, span=word.span) if word else None
