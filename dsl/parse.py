"""Text to document tree, with every mistake of every line found in one run.

Each logical line is parsed on its own by one LALR(1) parser; a line that cannot be read becomes :class:`Unparsed` and a
finding, and the rest goes on. What the names mean is found later (``compiler/resolve``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from lark import UnexpectedToken

from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.explain import explain, explain_mistake
from tiaowen.dsl.joined import Outcome, Overlong, attempt, second_line
from tiaowen.dsl.lexer import LineInput
from tiaowen.dsl.mistakes import ClauseInTitle, Mistake, TooLarge
from tiaowen.dsl.repair import read_line
from tiaowen.dsl.source import CELL_WALL, LINE_LIMIT, LogicalLine, Source, is_table_row, logical_lines
from tiaowen.dsl.tabular.cells import with_tabs
from tiaowen.dsl.tabular.read import read_table
from tiaowen.dsl.tree import (
    Accumulates,
    Banded,
    Choice,
    Clause,
    Counts,
    Document,
    Heading,
    InForce,
    Language,
    Limit,
    Line,
    Means,
    Several,
    Span,
    Trivia,
    Unparsed,
    Valid,
)

FILE_LIMIT = 2_000_000
"""Characters in a policy file; the longest of the five documents has about 20,000."""

_NEVER_A_TITLE = Clause | Means | Counts | InForce | Accumulates | Banded | Several | Valid | Limit


def parse(text: str, file: str = "<text>") -> tuple[Document, tuple[Finding, ...]]:
    """Parse a policy file.

    Takes its text and its name for messages; gives the document and the findings in the order of the lines. Never
    raises for anything a file can contain.
    """
    if len(text) > FILE_LIMIT:
        short = Source.of(text[:80].partition("\n")[0], file)
        place = short.place(Span(0, 0))
        return Document(()), (TooLarge(size=len(text), limit=FILE_LIMIT, place=place),)
    source = Source.of(text, file)
    lines: list[Line] = []
    trivia: list[Trivia] = []
    findings: list[Finding] = []
    tail: tuple[str, ...] = ()
    for logical, rest in logical_lines(source):
        if logical is None:
            tail = rest
            continue
        if is_table_row(source, logical.span.start):
            line, beside, wrong = _parse_table(source, logical)
            lines.append(line)
            trivia.append(beside)
            findings += wrong
            continue
        for part, line, finding in _parse_joined(source, logical):
            lines.append(line)
            trivia.append(Trivia(part.comments, part.behind, part.blank))
            if finding:
                findings.append(finding)
    return Document(tuple(lines), _language(source, lines), tuple(trivia), tail), tuple(findings)


def _parse_table(source: Source, logical: LogicalLine) -> tuple[Line, Trivia, tuple[Finding, ...]]:
    """Parse the rows of a table; one that has mistakes is kept as it is."""
    read = read_table(source, logical)
    if read.table is not None:
        return read.table, Trivia(logical.parts[0].above, None, logical.blank, read.beside), ()
    span = logical.span
    kept = Unparsed(source.text[span.start : span.end], span=span)
    return kept, Trivia(logical.comments, logical.behind, logical.blank), read.findings


def _parse_joined(source: Source, logical: LogicalLine) -> Iterator[tuple[LogicalLine, Line, Finding | None]]:
    """Parse a logical line; where a comma has joined what are two lines, give both."""
    last = logical.parts[-1]
    if len(logical.parts) > 1 and last.end - last.start > LINE_LIMIT:
        yield from _parse_joined(source, LogicalLine(logical.parts[:-1]))
        logical = LogicalLine((last,))
    while True:
        outcome = attempt(source, logical)
        at = second_line(source, logical, outcome)
        if at is None:
            yield logical, *_finished(source, logical, outcome)
            return
        head, logical = LogicalLine(logical.parts[:at]), LogicalLine(logical.parts[at:])
        yield head, *_finished(source, head, attempt(source, head))


def _finished(source: Source, logical: LogicalLine, outcome: Outcome) -> tuple[Line, Finding | None]:
    """Return the line and its finding; an unreadable one is kept as it is."""
    span = logical.span
    line = outcome.line
    if line is None:
        finding: Finding | None = _unread(source, logical, outcome)
    else:
        finding = _clause_in_title(source, outcome.read) if isinstance(line, Heading) else None
        if finding is None:
            return _spanned(line, span, source), None
    return Unparsed(source.text[span.start : span.end], span=span), finding


def _unread(source: Source, logical: LogicalLine, outcome: Outcome) -> Finding:
    """Return the finding for a line that cannot be read."""
    span = logical.span
    size = span.end - span.start
    if isinstance(outcome.error, UnexpectedToken) and outcome.error.token.type == "$END" and size > 1:
        outcome = _without_comma(source, logical, outcome)
    match outcome.error:
        case UnexpectedToken():
            return with_tabs(source, logical) or explain(source, logical, outcome.read, outcome.error)
        case Mistake():
            return explain_mistake(source, span, outcome.error)
        case Overlong() | None:  # without an error there is a line
            place = source.place(Span(span.start, span.start + 1))
            return TooLarge(size=size, limit=LINE_LIMIT, line=True, place=place)


def _spanned(line: Line, span: Span, source: Source) -> Line:
    """Return a line with its place; the line within a reading goes on to the end."""
    if isinstance(line, Choice) and line.line is not None:
        start = line.line.span.start
        while start < span.end - 1 and source.folded[start].isspace():
            start += 1
        line = attrs.evolve(line, line=attrs.evolve(line.line, span=Span(start, span.end)))
    return attrs.evolve(line, span=span)


def _without_comma(source: Source, logical: LogicalLine, outcome: Outcome) -> Outcome:
    """Return what reading comes to without the comma at the end, if there is a mistake before it."""
    last = logical.parts[-1]
    if source.folded[last.end - 1] not in ",、" or last.end - 1 <= last.start:
        return outcome
    without = attempt(source, LogicalLine((*logical.parts[:-1], attrs.evolve(last, end=last.end - 1))))
    return without if without.error else outcome


def _clause_in_title(source: Source, read: LineInput) -> Finding | None:
    """Return a finding if the title of a heading is a clause, which would count for nothing there."""
    token = read.read[-1]
    if token.kind != "TITLE":
        return None
    title = source.text[token.start : token.end].partition(" / ")[0]
    line = read_line(title)
    if not isinstance(line, _NEVER_A_TITLE):
        return None
    return ClauseInTitle(found=title, place=source.place(Span(token.start, token.end)))


_WALL = re.compile(rf"[{re.escape(CELL_WALL)}\s]*")


def _language(source: Source, lines: list[Line]) -> Language:
    """Return the surface most lines are written in, by the script of their first character."""
    # What stands before the first word of a table is in no language.
    starts = (_WALL.match(source.folded, line.span.start, line.span.end) for line in lines)
    firsts = (source.text[start.end() : start.end() + 1] for start in starts if start)
    chinese = sum(1 for first in firsts if "\u3400" <= first <= "\u9fff")
    return Language.ZH if chinese * 2 > len(lines) else Language.EN
