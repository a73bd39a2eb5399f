"""What a token says: numbers, amounts, shares, dates, citations, and the words of closed lists.

A token that cannot be what it looks like (30 February) raises a :class:`Mistake`.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from lark import Token

from tiaowen.dsl import tree
from tiaowen.dsl.citations import CITATION, read_citation
from tiaowen.dsl.figure_mistakes import BadDate, BadNumber, NotANumber
from tiaowen.dsl.lexer import QUANTITIES
from tiaowen.dsl.mistakes import Mistake, NegatedName
from tiaowen.dsl.quantities import FEN, read_number, read_tenths
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Facet, Item, Name, Operator, Period, Rounding, Span, Text

T = TypeVar("T")

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years of documents and of people in them; another year is a slip."""

LEAP_YEAR = 2000
"""A year that has every day a calendar can have."""

DIGITS_LIMIT = 15
"""More digits than any public budget has are a slip, and would only make arithmetic slow."""

Children: TypeAlias = list[Any]
"""What the parser hands over for a rule: tokens and nodes, in the order in which the grammar names them."""

_CJK = re.compile(r"[\u3400-\u9fff]")
_DIGITS = re.compile(r"[0-9]")
OPERATORS = {
    "AT_LEAST": Operator.AT_LEAST,
    "AT_MOST": Operator.AT_MOST,
    "OVER": Operator.OVER,
    "LESS": Operator.BELOW,
}
PERIODS = {
    "PER_YEAR": Period.YEAR,
    "PER_ADMISSION": Period.ADMISSION,
    "PER_VISIT": Period.VISIT,
    "PER_MONTH": Period.MONTH,
    "PER_INSURANCE_YEAR": Period.INSURANCE_YEAR,
}
FACETS = {
    "DEDUCTIBLE": Facet.DEDUCTIBLE,
    "RATIO": Facet.RATIO,
    "CAP": Facet.CAP,
    "TOTAL_CAP": Facet.TOTAL_CAP,
    "SUBSIDY": Facet.SUBSIDY,
    "LUMP_SUM": Facet.LUMP_SUM,
    "BURDEN": Facet.BURDEN,
}
ROUNDINGS = {
    "TO_FEN": Rounding.HALF_UP_FEN,
    "TO_JIAO": Rounding.HALF_UP_JIAO,
    "TO_YUAN": Rounding.HALF_UP_YUAN,
    "DOWN_FEN": Rounding.DOWN_FEN,
    "DOWN_JIAO": Rounding.DOWN_JIAO,
    "DOWN_YUAN": Rounding.DOWN_YUAN,
}
UNITS = {"working day": "working-day", "day": "day", "month": "month", "year": "year", "工作日": "working-day"}
UNITS |= {"日": "day", "天": "day", "个月": "month", "月": "month", "年": "year"}


def extent(children: Children) -> Span:
    """Return the span from the first child to the last."""
    first, last = children[0], children[-1]
    start = first.start_pos or 0 if isinstance(first, Token) else first.span.start
    end = last.end_pos or 0 if isinstance(last, Token) else last.span.end
    return Span(start, end)


def kinds(children: Children, *types: str) -> list[Token]:
    """Return the tokens of the given types among the children."""
    return [c for c in children if isinstance(c, Token) and c.type in types]


def unquote(token: Token) -> str:
    """Return what stands between a token's quotation marks."""
    return str(token)[1:-1].strip()


def place_text(first: str, second: str | None, span: Span) -> Text:
    """Return one or two sentences as a text; the language of a sentence shows in its script."""
    zh_first = bool(_CJK.search(first))
    if second is None:
        return Text(zh=first, span=span) if zh_first else Text(en=first, span=span)
    zh_second = bool(_CJK.search(second))
    if zh_second and not zh_first:
        return Text(zh=second, en=first, span=span)
    return Text(zh=first, en=second, span=span)


def number_of(token: Token, text: str) -> Fraction:
    """Return the number written in ``text``; refuse absurd lengths."""
    if len(_DIGITS.findall(text)) > DIGITS_LIMIT:
        raise Mistake(BadNumber, token)
    try:
        return read_number(text)
    except ValueError as error:
        raise Mistake(NotANumber, token) from error


def date_of(token: Token) -> tree.Date:
    """Return a date that exists in the calendar."""
    year, month, day = (int(n) for n in re.findall(r"[0-9]+", fold(token)))
    try:
        date(year, month, day)
    except ValueError as error:
        raise Mistake(BadDate, token) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Mistake(BadDate, token)
    return tree.Date(year, month, day, span=extent([token]))


def fen_of(token: Token) -> int:
    """Return an amount in fen: ``30,000 yuan``, ``3万元``, ``三万元``."""
    text = fold(token).replace("yuan", "").replace("元", "").strip()
    factor = 1
    while text and text[-1] in "万亿百千" and text.strip("零〇一二两三四五六七八九十百千万亿"):
        factor *= {"万": 10_000, "亿": 100_000_000, "百": 100, "千": 1000}[text[-1]]
        text = text[:-1]
    value = number_of(token, text) * (factor * FEN)
    if value.denominator != 1:
        raise Mistake(BadNumber, token)
    return int(value)


def share_of(token: Token) -> Fraction:
    """Return a percentage as a share: ``60%``, ``百分之二十五``, ``七成五``."""
    text = fold(token).replace(" ", "")
    if text.startswith("百分之"):
        return number_of(token, text[3:]) / 100
    if "成" in text:
        return read_tenths(text)
    return number_of(token, text.rstrip("%")) / 100


def factor_of(token: Token) -> Fraction:
    """Return a multiple: ``1x``, ``一倍``."""
    return number_of(token, fold(token).rstrip("x×X倍 "))


def integer_of(token: Token) -> int:
    """Return the whole number a token carries, in either kind of digits."""
    match = QUANTITIES[token.type].match(fold(token)) if token.type in QUANTITIES else None
    named = [v for v in match.groupdict().values() if v] if match else []
    text = named[0] if named else next(iter(re.findall(r"[0-9]+|[零〇一二两三四五六七八九十百千]+", fold(token))))
    return int(number_of(token, text))


def integers_of(token: Token) -> tuple[int, int]:
    """Return the two whole numbers of a range: ``1 to 2 diseases``, ``1至2种``."""
    low, high = re.findall(r"[0-9]+|[零〇一二两三四五六七八九十百千]+", fold(token))[:2]
    return int(number_of(token, low)), int(number_of(token, high))


def facet_of(token: Token) -> Facet:
    """Return the facet that a token names."""
    return FACETS[token.type]


def operator_of(children: Children) -> Operator:
    """Return the comparison among the children."""
    return OPERATORS[kinds(children, *OPERATORS)[0].type]


def citation_of(token: Token) -> tree.Citation:
    """Return the citation that a token carries."""
    match = CITATION.match(fold(token))
    assert match is not None
    try:
        found = read_citation(match)
    except ValueError as error:
        raise Mistake(NotANumber, token) from error
    return tree.Citation(found.form, found.numbers, found.paragraph, span=extent([token]))


def plain(items: tuple[Item, ...]) -> tuple[Name, ...]:
    """Return the names of items none of which may be negated."""
    for item in items:
        if item.negated:
            raise Mistake(NegatedName, None, item.span)
    return tuple(item.name for item in items)


def first_of(children: Children, type_: type[T]) -> T | None:
    """Return the first child of a type."""
    return next((x for x in children if isinstance(x, type_)), None)


def name_in(children: Children) -> Name:
    """Return the first name among the children."""
    return next(x for x in children if isinstance(x, Name))


def tuples(children: Children) -> list[tuple[Any, ...]]:
    """Return the lists among the children."""
    return [x for x in children if isinstance(x, tuple)]


def month_day(token: Token) -> tuple[int, int]:
    """Return a day that a calendar can have."""
    digits = [int(n) for n in fold(token).replace("月", "-").replace("日", "").split("-")]
    month, day = digits[0], digits[1]
    try:
        date(LEAP_YEAR, month, day)
    except ValueError as error:
        raise Mistake(BadDate, token) from error
    return month, day
