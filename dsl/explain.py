"""From the place where the reader stopped to a finding: what is wrong there, and what to write.

Takes a line that cannot be read; gives the one :class:`~tiaowen.dsl.diagnostics.Finding` that says most about it. A
change that lets the line be read is preferred to a list of what could stand there.
"""

from __future__ import annotations

import re

import attrs
from lark import UnexpectedToken

from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.figure_mistakes import UNITS, AmbiguousBound, BareNumber
from tiaowen.dsl.lexer import QUANTITIES, LineInput, Read, name_end
from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.mistakes import (
    Incomplete,
    MissingMark,
    MissingQuotes,
    Mistake,
    MixedTerms,
    Needs,
    Phrases,
    StrayComma,
    SyntaxFinding,
    TwoLines,
    Unexpected,
    Unprintable,
    Unterminated,
)
from tiaowen.dsl.near import begins_with, facets, is_chinese, near
from tiaowen.dsl.repair import (
    Change,
    Failure,
    can_be_read,
    find_repair,
    on_one_line,
    second_line,
)
from tiaowen.dsl.source import LogicalLine, Source, fold
from tiaowen.dsl.tree import Span

_PHRASES = {
    "NAME": ("a name", "名称"),
    "STRING": ('a quotation "…"', "引文“…”"),
    "CITE": ("an article or section number (Article 8(2))", "完整的条款编号（第八条（二））"),
    "DATE": ("a date (2023-01-01)", "日期（2023年1月1日）"),
    "YEAR": ("a year", "年份（2022年）"),
    "AMOUNT": ("an amount (400 yuan)", "金额（400元）"),
    "PERCENT": ("a percentage (60%)", "百分数（60%）"),
    "MULTIPLE": ("a multiple (1x income)", "倍数（1倍收入）"),
    "AGE": ("an age (80 years old)", "年龄（80岁）"),
    "GRADE": ("a grade (grade 2)", "等级（2级）"),
    "POINTS": ("points (5 percentage points)", "百分点（5个百分点）"),
    "COUNT": ("a count (4 kinds)", "个数（4类）"),
    "DURATION": ("a length of time (30 days)", "时间（30日）"),
    "AFTER_ISSUE": ("30 days after issue", "自发布之日起30日后"),
    "EACH_MONTH_DAY": ("by day 5 of each month", "每月5日前"),
    "NEXT_MONTH_DAY": ("by day 10 of the following month", "次月10日前"),
    "TIMES_A_YEAR": ("at least 2 times a year", "每年不少于2次"),
    "MONTH_DAY": ("a day of the year (09-30)", "月日（9月30日）"),
    "COMMA": ("a comma", "逗号"),
    "DUN": ("", "顿号"),
    "COLON": ("a colon", "冒号"),
    "EQ": ("=", "="),
    "SLASH": ("/ and the other language", "/ 和另一种语言"),
    "LPAR": ("(", "（"),
    "RPAR": (")", "）"),
    "RBRACKET": ("]", "]"),
    "$END": ("the end of the line", "行末"),
}
_OPENING = (
    ("a clause (who: what)", "条款（谁：什么待遇）"),
    _PHRASES["CITE"],
    ("a keyword of a line", "行首的关键词"),
)
"""What opens a line: naming all its words would help nobody."""
_FOLLOWING = {
    "string": _PHRASES["STRING"],
    "colon": _PHRASES["COLON"],
    "lpar": ("the matter in brackets", "括号里的事项"),
    "date": _PHRASES["DATE"],
    "cite": _PHRASES["CITE"],
    "space": ("a blank", "空格"),
    "reading": _PHRASES["STRING"],
    "name": _PHRASES["COLON"],
    "number": _PHRASES["DURATION"],
}
_SHOWN = 8
_RATIO_ONLY = frozenset({"AMOUNT", "AGE", "GRADE", "COUNT", "DURATION", "MULTIPLE"})
_NOT_A_VALUE = frozenset({"AGE", "GRADE", "COUNT", "DURATION", "POINTS", "NAME", "STRING"})
_COMPARISONS = frozenset({"AT_LEAST", "AT_MOST", "OVER", "LESS"})
_NOT_A_TERM = frozenset({"NAME", "STRING", "AMOUNT", "PERCENT"})
_BEFORE_FIGURES = _COMPARISONS | {"EQ", "COLON", "UPTO", "PRINCIPLE", "MAY", "REDUCED", "RAISED"}
_OPENERS = ("line", "line:", "scope")
_BOUND = re.compile(
    r"\s*(?:(?:\(含\))?及?(以上|以下)|(?:or|and) (more|above|over|up|less|below|under)(?![A-Za-z]))", re.I
)
_UPWARD = {"以上", "more", "above", "over", "up"}
_NUMBERED = re.compile(r"(?:Article|Section|Chapter)(?= )|第(?=[^一-龥]|$)", re.IGNORECASE)
_WORD_ENDS = re.compile(r"[\s:：]|$")
_DATELIKE = re.compile(r"[0-9]{4}[-./年][0-9]{1,2}(?:[-./月][0-9]{1,2}日?)?")

Told = tuple[SyntaxFinding, int, int]
"""A finding, and from where to where it points."""


def explain(source: Source, line: LogicalLine, read: LineInput, error: UnexpectedToken) -> Finding:
    """Return the finding for a line whose reader stopped at ``error``."""
    finding, begin, end = explanation(source, line, read, error)
    return attrs.evolve(finding, place=source.place(Span(begin, end)))


def explanation(source: Source, line: LogicalLine, read: LineInput, error: UnexpectedToken) -> Told:
    """Return the finding for a line whose reader stopped at ``error``, without its place, and where that is."""
    start = line.span.start
    tokens = tuple(Read(t.kind, t.start - start, t.end - start, t.accepted) for t in read.read)
    at_end = error.token.type == "$END"
    accepted = read.at_end if at_end else tokens[-1].accepted
    failure = Failure(on_one_line(source, line), tokens, accepted, at_end)
    finding, begin, end = _told(failure)
    return finding, start + begin, start + end


def explain_mistake(source: Source, line: Span, mistake: Mistake) -> Finding:
    """Return the finding that the builder raised."""
    span = mistake.span or line
    found = source.text[span.start : span.end]
    if mistake.kind is MixedTerms:
        meant = tuple(n.word for n in near(found, facets()) if n.length == len(found))
        return MixedTerms(place=source.place(span), found=found, meant=meant[:1] or _ending(found))
    return mistake.kind(place=source.place(span), found=found)


def _ending(found: str) -> tuple[str, ...]:
    """Return the facet that a name ends in."""
    words = (s for id in facets() for s in (*lexicon()[id].english, *lexicon()[id].chinese))
    ending = [s for s in words if found.lower().endswith(s)]
    return (max(ending, key=len),) if ending else ()


def _told(failure: Failure) -> Told:
    """Return a finding without its place, and where it points in the line."""
    token = None if failure.at_end else failure.read[-1]
    found = failure.text[token.start : token.end] if token else ""
    if token and token.kind == "UNPRINTABLE":
        return Unprintable(found=found), token.start, token.end
    if token and token.kind == "UNTERMINATED":
        return Unterminated(found=found), token.start, token.end
    for kind in (_stray_comma, _two_lines, _figure, _repaired, _needing, _blamed_name):
        if told := kind(failure):
            return told
    expected = phrases(_telling(failure, failure.accepted), chinese=failure.chinese)
    if token is None:
        end = len(failure.text.rstrip())
        return Incomplete(expected=expected), max(0, end - 1), end
    return Unexpected(found=found, expected=expected), token.start, token.end


def _stray_comma(failure: Failure) -> Told | None:
    text = failure.text.rstrip()
    if failure.error >= len(text) - 1 and text[-1:] in (",", "，", "、") and can_be_read(text[:-1]):
        return StrayComma(found=text[-1]), len(text) - 1, len(text)
    return None


def _two_lines(failure: Failure) -> Told | None:
    start = second_line(failure)
    if start is None:
        return None
    end = max(name_end(fold(failure.text), start, len(failure.text)), start + 1)
    return TwoLines(found=failure.text[start:end]), start, end


def _figure(failure: Failure) -> Told | None:
    """Tell of a number without a unit, and of a bound that may or may not be meant."""
    if failure.at_end:
        return _bound_of(failure, len(failure.read) - 1)
    token = failure.read[-1]
    if "DATE" in failure.accepted and (date := _DATELIKE.match(failure.text, token.start)):
        expected = phrases(frozenset({"DATE"}), chinese=failure.chinese)
        return Unexpected(found=date.group(), expected=expected), *date.span()
    if token.kind == "BARE_NUMBER":
        before = failure.read[-2].kind if len(failure.read) > 1 else ""
        fitting = failure.accepted if before == "COLON" else _telling(failure, failure.accepted)
        units = tuple(kind for kind in UNITS if kind in fitting)
        if units and (before in facets() | _BEFORE_FIGURES or "NAME" not in failure.accepted):
            return BareNumber(found=failure.text[token.start : token.end], units=units), token.start, token.end
        return None
    return _bound_of(failure, len(failure.read) - 1)


def _bound_of(failure: Failure, last: int) -> Told | None:
    """Tell of ``3万元以上`` where a comparison is asked for."""
    for index in range(last, max(0, last - 2), -1):
        token, before = failure.read[index], failure.read[index - 1]
        if token.kind not in QUANTITIES:
            continue
        bound = _BOUND.match(failure.text, token.end)
        compares = before.kind == "NAME" or "AT_LEAST" in token.accepted
        if not bound or not compares or (before.kind == "RATIO" and token.kind == "AMOUNT"):
            continue
        upward = (bound.group(1) or bound.group(2)).lower() in _UPWARD
        words = [lexicon()[id] for id in (("OVER", "AT_LEAST") if upward else ("LESS", "AT_MOST"))]
        figure = failure.text[token.start : token.end]
        if failure.chinese:
            without, including = words[0].chinese[0], "达到" if upward else words[1].chinese[0]
        else:
            without, including = (f"{w.english[0]} " for w in words)
        found = failure.text[token.start : bound.end()]
        finding = AmbiguousBound(found=found, figure=figure, without=without, including=including)
        return finding, token.start, bound.end()
    return None


def _repaired(failure: Failure) -> Told | None:
    """Tell what change would let the line be read."""
    repair = find_repair(failure)
    if repair is None:
        return None
    start, end = repair.start, repair.end
    found = failure.text[start:end]
    match repair.change:
        case Change.WORD:
            meant = tuple(_in_script(word, found) for word in (repair.text, *repair.also))
            return Unexpected(found=found, meant=meant), start, end
        case Change.DROP:
            return Unexpected(found=found, needless=True), start, end
        case Change.QUOTE:
            return MissingQuotes(found=found), start, end
        case Change.MARK:
            found = _word_at(failure, start)
            return MissingMark(found=found, mark=repair.text), start, start + len(found)


def _in_script(word: str, found: str) -> str:
    """Return a sign in the width of the one it takes the place of."""
    return word if found.isascii() else {",": "，", ":": "："}.get(word, word)


def _word_at(failure: Failure, start: int) -> str:
    """Return the word that begins at ``start``."""
    token = next((t for t in failure.read if t.start == start), None)
    end = token.end if token else next((t.end for t in failure.read if t.start < start < t.end), len(failure.text))
    return failure.text[start:end].strip()


def _needing(failure: Failure) -> Told | None:
    """Tell what must follow the word that opens the line."""
    if not failure.read or failure.read[0].kind != "NAME" or len(failure.read) > 4:
        return None
    openers = frozenset(row.id for row in lexicon().values() if row.role in _OPENERS and row.follow)
    word = begins_with(failure.text, openers)
    if number := _NUMBERED.match(failure.text):
        return Needs(found=number.group(), need=("a number in digits (Article 10)", "编号（第十条）")), 0, number.end()
    if word is None or (is_chinese(word) and len(word) < 3 and not _WORD_ENDS.match(failure.text, len(word))):
        return None
    row = next(row for row in lexicon().values() if row.id in openers and word in (*row.english, *row.chinese))
    return Needs(found=failure.text[: len(word)], need=_FOLLOWING[row.follow]), 0, len(word)


def _blamed_name(failure: Failure) -> Told | None:
    """Tell of a word that was taken for a name, when it is the name that makes no sense there.

    A name can begin a fund's share and a quantity (``收入的10%``); where neither comes of it, something else was meant.
    """
    index = len(failure.read) - (1 if failure.at_end else 2)
    if index < 0 or failure.read[index].kind != "NAME" or not failure.accepted <= {"PERCENT", "DE"}:
        return None
    token = failure.read[index]
    expected = _telling(failure, token.accepted - {"NAME", "STRING"})
    if not expected:
        return None
    found = failure.text[token.start : token.end]
    return Unexpected(found=found, expected=phrases(expected, chinese=failure.chinese)), token.start, token.end


# ── what could stand there ──


def _telling(failure: Failure, expected: frozenset[str]) -> frozenset[str]:
    """Return what is worth naming: behind a facet, only the quantities that fit it."""
    index = len(failure.read) - (0 if failure.at_end else 1)
    before = next((t.kind for t in reversed(failure.read[:index]) if t.kind in facets() | {"COLON", "COMMA"}), None)
    if facets() <= expected and "PERCENT" in expected:
        return expected - _NOT_A_TERM  # a name here is a fund's, an amount goes on a ratio: both are rare
    if index > 0 and failure.read[index - 1].kind in _COMPARISONS | {"EQ"} and "AMOUNT" in expected:
        return expected - {"NAME", "STRING"}
    if before not in facets() or not expected & {"PERCENT", "AMOUNT"}:
        return expected
    return expected - _NOT_A_VALUE - (_RATIO_ONLY if before == "RATIO" else frozenset())


def phrases(expected: frozenset[str], *, chinese: bool) -> Phrases:
    """Return what could stand there, the most telling first, words as the line spells them."""
    words = sorted((w for w in lexicon().values() if w.id in expected), key=lambda word: word.role in _OPENERS)
    if sum(w.role in _OPENERS for w in words) > _SHOWN:
        return _OPENING
    shown = expected if chinese else expected - {"DUN"}
    out: list[tuple[str, str]] = [_PHRASES[kind] for kind in _PHRASES if kind in shown]
    for word in words:
        spelled = word.chinese if chinese else word.english
        if spelled:
            out.append((spelled[0], spelled[0]))
    return tuple(out[:_SHOWN])
