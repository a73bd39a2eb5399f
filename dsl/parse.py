"""Text to document tree, with every mistake of every line found in one run.

Each logical line is parsed on its own by one LALR(1) parser; a line that cannot be read becomes :class:`Unparsed` and a
finding, and the rest goes on. What the names mean is found later (``compiler/resolve``).
"""

from __future__ import annotations

import difflib
from functools import cache

from lark import Lark, Token, UnexpectedToken
from lark.parsers.lalr_parser_state import ParserState

from tiaowen.dsl.build import LineBuilder
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.lexer import LineInput, LineLexer
from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.mistakes import (
    BareNumber,
    Incomplete,
    Mistake,
    MixedTerms,
    TooLarge,
    Unexpected,
    Unterminated,
)
from tiaowen.dsl.source import LogicalLine, Source, logical_lines
from tiaowen.dsl.tables import load_parser
from tiaowen.dsl.tree import Document, Language, Line, Span, Trivia, Unparsed

FILE_LIMIT = 2_000_000
"""Characters in a policy file; the longest of the five documents has about 20,000."""

LINE_LIMIT = 20_000
"""Characters in one logical line."""

_PHRASES = {
    "NAME": ("a name", "名称"),
    "STRING": ('a quotation "…"', "引文“…”"),
    "TITLE": ("a title", "标题"),
    "CITE": ("an article or section number", "条款编号（如第十条）"),
    "DATE": ("a date (2023-01-01)", "日期（2023年1月1日）"),
    "YEAR": ("a year", "年份"),
    "AMOUNT": ("an amount (400 yuan)", "金额（400元）"),
    "PERCENT": ("a percentage (60%)", "百分数（60%）"),
    "MULTIPLE": ("a multiple (1x income)", "倍数（1倍收入）"),
    "AGE": ("an age (80 years old)", "年龄（80岁）"),
    "GRADE": ("a grade (grade 2)", "等级（2级）"),
    "POINTS": ("percentage points", "百分点"),
    "COUNT": ("a count (4 kinds)", "个数（4类）"),
    "DURATION": ("a length of time (30 days)", "时间（30日）"),
    "COMMA": ("a comma", "逗号"),
    "COLON": ("a colon", "冒号"),
    "EQ": ("=", "="),
    "LPAR": ("(", "（"),
    "RPAR": (")", "）"),
    "$END": ("the end of the line", "行末"),
}
_OPENERS = ("line", "line:", "scope")
_SHOWN = 8


@cache
def line_parser() -> Lark:
    """Return the parser of one line."""
    return load_parser()


def parse(text: str, file: str = "<text>") -> tuple[Document, tuple[Finding, ...]]:
    """Parse a policy file.

    Takes its text and its name for messages; gives the document and the findings in the order of the lines. Never raises
    for anything a file can contain.
    """
    source = Source.of(text, file)
    if len(text) > FILE_LIMIT:
        short = Source.of(text[:200].split("\n")[0][:80], file)
        place = short.place(Span(0, 0))
        return Document(()), (TooLarge(size=len(text), limit=FILE_LIMIT, place=place),)
    lines: list[Line] = []
    trivia: list[Trivia] = []
    findings: list[Finding] = []
    tail: tuple[str, ...] = ()
    for logical, rest in logical_lines(source):
        if logical is None:
            tail = rest
            continue
        line, finding = parse_line(source, logical)
        lines.append(line)
        trivia.append(Trivia(logical.comments, logical.behind, logical.blank))
        if finding:
            findings.append(finding)
    return Document(tuple(lines), _language(source, lines), tuple(trivia), tail), tuple(findings)


def parse_line(source: Source, logical: LogicalLine) -> tuple[Line, Finding | None]:
    """Parse one logical line; an unreadable one is kept as it is, with its finding."""
    span = logical.span
    try:
        if span.end - span.start > LINE_LIMIT:
            place = source.place(Span(span.start, span.start + 1))
            return _unparsed(source, span), TooLarge(size=span.end - span.start, limit=LINE_LIMIT, line=True, place=place)
        line = line_parser().parse(LineInput(source, logical))  # type: ignore[arg-type]  # a lexer of our own reads it
    except UnexpectedToken as error:
        return _unparsed(source, span), _explain(source, span, error)
    except Mistake as mistake:
        return _unparsed(source, span), _mistake(source, span, mistake)
    return _with_span(line, span), None


def _with_span(line: object, span: Span) -> Line:
    # The builder sees only what a line keeps; the parser knows where it stands. Spans are outside equality, so
    # setting one on a node that nobody else has seen yet changes nothing that counts.
    object.__setattr__(line, "span", span)
    return line  # type: ignore[return-value]


def _unparsed(source: Source, span: Span) -> Unparsed:
    return Unparsed(source.text[span.start : span.end], span=span)


def _language(source: Source, lines: list[Line]) -> Language:
    """Return the surface most lines are written in, by the script of their first character."""
    chinese = sum(1 for line in lines if "\u3400" <= source.text[line.span.start] <= "\u9fff")
    return Language.ZH if chinese * 2 > len(lines) else Language.EN


def _mistake(source: Source, line: Span, mistake: Mistake) -> Finding:
    span = mistake.span or line
    found = source.text[span.start : span.end]
    if mistake.kind is MixedTerms:
        return MixedTerms(place=source.place(span), found=found, meant=_near(found, _facets()))
    return mistake.kind(place=source.place(span), found=found)


def _facets() -> frozenset[str]:
    return frozenset(w.id for w in lexicon().values() if w.role == "facet")


def _explain(source: Source, line: Span, error: UnexpectedToken) -> Finding:
    token: Token = error.token
    expected = _accepted(error.state)
    if token.type == "$END":
        end = Span(max(line.start, line.end - 1), line.end)
        return Incomplete(place=source.place(end), expected=_phrases(expected))
    span = Span(token.start_pos or 0, token.end_pos or 0)
    place, found = source.place(span), source.text[span.start : span.end]
    if token.type == "UNTERMINATED":
        return Unterminated(place=place, found=found)
    if token.type == "BARE_NUMBER":
        return BareNumber(place=place, found=found)
    if misspelt := _misspelt(source, line, span):
        return misspelt
    return Unexpected(place=place, found=found, expected=_phrases(expected), meant=_near(found, expected))


def _accepted(state: ParserState[int]) -> frozenset[str]:
    """Return the terminals that can really stand at ``state``; its row of the table alone promises too much."""
    out = set()
    for kind in state.parse_conf.parse_table.states[state.position]:
        if kind.isupper():
            try:
                state.copy(deepcopy_values=False).feed_token(Token(kind, ""), is_end=kind == "$END")
            except UnexpectedToken:
                continue
            except Mistake:
                pass
            out.add(kind)
    return frozenset(out)


def _misspelt(source: Source, line: Span, span: Span) -> Finding | None:
    """Return a finding for a misspelt word before ``span`` that was taken for a name."""
    before = source.folded[line.start : span.start]
    at = max(before.rfind(mark) for mark in (":", ",", "\n")) + 1
    words = before[at:].strip()
    if not words:
        return None
    start = line.start + at + before[at:].index(words[0])
    facets = _facets() if ":" in before else frozenset(w.id for w in lexicon().values() if w.role in _OPENERS)
    head = words if "\u3400" <= words[0] <= "\u9fff" else " ".join(words.split()[:2])
    for candidate in (head, head.split()[0], words[:5], words[:4], words[:3]):
        exact = any(candidate in lexicon()[id].spellings() for id in facets)
        if meant := () if exact else _near(candidate, facets):
            place = source.place(Span(start, start + len(candidate)))
            return Unexpected(place=place, found=candidate, meant=meant)
    return None


def _near(found: str, expected: frozenset[str]) -> tuple[str, ...]:
    """Return the words that could stand there and look like what was found, in its script."""
    found = found[:40].lower()
    chinese = any("\u3400" <= c <= "\u9fff" for c in found)
    words = [s for id in expected if id in lexicon() for s in (lexicon()[id].chinese if chinese else lexicon()[id].english)]
    close = difflib.get_close_matches(found, sorted(words), n=2, cutoff=0.6 if chinese else 0.75)
    return tuple(w for w in close if w != found)


def _phrases(expected: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return what could stand there as phrases, the most telling first; a list of all line openings helps nobody."""
    words = [w for w in lexicon().values() if w.id in expected]
    if sum(w.role in _OPENERS for w in words) > _SHOWN:
        return (("a clause (who: what)", "条款（谁：什么待遇）"), ("an article number", "条款编号"), ("a keyword of a line", "行首的关键词"))
    out = [_PHRASES[k] for k in _PHRASES if k in expected]
    if "DUN" in expected and "COMMA" not in expected:
        out.append(("a comma", "顿号"))
    for w in words:
        en = w.english[0] if w.english else w.chinese[0]
        out.append((en, w.chinese[0] if w.chinese else en))
    return tuple(out[:_SHOWN])
