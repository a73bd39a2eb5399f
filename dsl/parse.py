"""Text to document tree, with every mistake of every line found in one run.

Each logical line is parsed on its own by one LALR(1) parser; a line that cannot be read becomes :class:`Unparsed` and a
finding, and the rest goes on. What the names mean is found later (``compiler/resolve``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

import attrs
from attrs import frozen
from lark import UnexpectedToken

from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.explain import explain, explain_mistake
from tiaowen.dsl.lexer import LineInput
from tiaowen.dsl.mistakes import ClauseInTitle, Mistake, TooLarge
from tiaowen.dsl.repair import can_be_read, line_parser, read_line
from tiaowen.dsl.source import LINE_LIMIT, LogicalLine, Source, logical_lines
from tiaowen.dsl.tree import (
    Accumulates,
    Banded,
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

_LOOK_BACK = 3
"""Physical lines before the one with the trouble that may belong to the same sentence."""

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
        for part, line, finding in _parse_joined(source, logical):
            lines.append(line)
            trivia.append(Trivia(part.comments, part.behind, part.blank))
            if finding:
                findings.append(finding)
    return Document(tuple(lines), _language(source, lines), tuple(trivia), tail), tuple(findings)


@frozen
class _Overlong:
    """A line that was not read, because it is longer than any line of a document."""


@frozen
class _Outcome:
    """What reading a line came to: the line, or the error and how far the reader came."""

    line: Line | None
    read: LineInput
    error: UnexpectedToken | Mistake | _Overlong | None = None


def _parse_joined(source: Source, logical: LogicalLine) -> Iterator[tuple[LogicalLine, Line, Finding | None]]:
    """Parse a logical line; where a comma has joined what are two lines, give both."""
    last = logical.parts[-1]
    if len(logical.parts) > 1 and last.end - last.start > LINE_LIMIT:
        yield from _parse_joined(source, LogicalLine(logical.parts[:-1]))
        logical = LogicalLine((last,))
    while True:
        outcome = _attempt(source, logical)
        at = _break(source, logical, outcome)
        if at is None:
            yield logical, *_finished(source, logical, outcome)
            return
        head, logical = LogicalLine(logical.parts[:at]), LogicalLine(logical.parts[at:])
        yield head, *_finished(source, head, _attempt(source, head))


def _attempt(source: Source, logical: LogicalLine) -> _Outcome:
    read = LineInput(source, logical.parts)
    if logical.parts[0].end - logical.parts[0].start > LINE_LIMIT:
        return _Outcome(None, read, _Overlong())
    try:
        line = cast(Line, line_parser().parse(read))
    except (UnexpectedToken, Mistake) as error:
        return _Outcome(None, read, error)
    return _Outcome(line, read)


def _break(source: Source, logical: LogicalLine, outcome: _Outcome) -> int | None:
    """Return the part at which a line of its own begins, if one that failed has such a part.

    The trouble shows at the earliest in the part that does not belong, and at the latest in the one after the mistake.
    """
    if outcome.error is None or len(logical.parts) == 1 or not outcome.read.read:
        return None
    stop = outcome.read.read[-1].start
    if isinstance(outcome.error, Mistake) and outcome.error.span:
        stop = outcome.error.span.start
    trouble = bisect_right(logical.parts, stop, key=lambda part: part.start) - 1
    for at in range(max(1, trouble - _LOOK_BACK), min(trouble + 2, len(logical.parts))):
        rest = LogicalLine(logical.parts[at:])
        if _attempt(source, rest).error is None or any(
            can_be_read(source.text[part.start : last.end].rstrip(",，、"))
            for part, last in ((logical.parts[at], logical.parts[end]) for end in {at, max(at, trouble)})
        ):
            return at
    return None


def _finished(source: Source, logical: LogicalLine, outcome: _Outcome) -> tuple[Line, Finding | None]:
    """Return the line and its finding; an unreadable one is kept as it is."""
    span = logical.span
    size = span.end - span.start
    kept = Unparsed(source.text[span.start : span.end], span=span)
    match outcome.error:
        case _Overlong():
            place = source.place(Span(span.start, span.start + 1))
            return kept, TooLarge(size=size, limit=LINE_LIMIT, line=True, place=place)
        case UnexpectedToken():
            return kept, explain(source, logical, outcome.read, outcome.error)
        case Mistake():
            return kept, explain_mistake(source, span, outcome.error)
        case None:
            pass
    line = outcome.line
    assert line is not None
    if isinstance(line, Heading) and (title := _clause_in_title(source, outcome.read)):
        return kept, title
    return attrs.evolve(line, span=span), None


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


def _language(source: Source, lines: list[Line]) -> Language:
    """Return the surface most lines are written in, by the script of their first character."""
    chinese = sum(1 for line in lines if "\u3400" <= source.text[line.span.start] <= "\u9fff")
    return Language.ZH if chinese * 2 > len(lines) else Language.EN
