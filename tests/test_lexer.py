"""Tokens: what a line is cut into, where the words of the language are words and where they are not."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from lark import UnexpectedToken

from tiaowen.dsl.lexer import QUANTITIES, LineInput
from tiaowen.dsl.mistakes import Mistake
from tiaowen.dsl.repair import line_parser
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Span


def tokens(text: str) -> list[tuple[str, str]]:
    """The tokens of a line up to the first that cannot stand there."""
    line = LineInput(Source.of(text, ""), (Span(0, len(text)),))
    with suppress(UnexpectedToken, Mistake):
        line_parser().parse(line)
    return [(token.kind, text[token.start : token.end]) for token in line.read]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("class 3|: |cap |1x |income", "NAME COLON CAP MULTIPLE NAME"),
        ("三类人员|：|起付线为|收入|的|10％", "NAME COLON DEDUCTIBLE NAME DE PERCENT"),
        ("cap holders|: |granted", "NAME COLON GRANTED"),
        ("for |x|:", "FOR NAME COLON"),
        ("第十条|（|比例|） |标准：", "CITE LPAR RATIO RPAR TITLE"),
        ("3%|（含）以内|：|甲|100%", "PERCENT WITHIN COLON NAME PERCENT"),
        ("理解 |“甲：乙”", "READING STRING"),
        ("甲|：|比例|60", "NAME COLON RATIO BARE_NUMBER"),
        ("甲|：|按|“x", "NAME COLON GOVERNED UNTERMINATED"),
        ("\u200f", "UNPRINTABLE"),
        ("😀", "STRAY"),
        ("资助对象|包括|孤儿", "NAME MEANS NAME"),
        ("资助|不低于", "SUBSIDY AT_LEAST"),
    ],
)
def test_tokens_of_a_line(line: str, kinds: str) -> None:
    pieces = re.split(r"\|", line)
    assert tokens("".join(pieces)) == list(zip(kinds.split(), (piece.strip() for piece in pieces), strict=True))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("2023-01-01", "DATE"), ("2023年1月1日", "DATE"), ("09-30", "MONTH_DAY"), ("9月30日", "MONTH_DAY")),
        *(
            ("5 percentage points", "POINTS"),
            ("5个百分点", "POINTS"),
            ("30 days", "DURATION"),
            ("10个工作日", "DURATION"),
        ),
        *(("80 years old", "AGE"), ("八十周岁", "AGE"), ("4 kinds", "COUNT"), ("22种", "COUNT"), ("grade 2", "GRADE")),
        *(("二级", "GRADE"), ("1x", "MULTIPLE"), ("一倍", "MULTIPLE"), ("400 yuan", "AMOUNT"), ("3万元", "AMOUNT")),
        *(("60%", "PERCENT"), ("百分之六十", "PERCENT"), ("七成五", "PERCENT")),
        *(("30 days after issue", "AFTER_ISSUE"), ("次月10日前", "NEXT_MONTH_DAY"), ("每月5日前", "EACH_MONTH_DAY")),
        ("每年不少于2次", "TIMES_A_YEAR"),
    ],
)
def test_the_first_quantity_that_fits_is_the_right_one(text: str, kind: str) -> None:
    fitting = [name for name, pattern in QUANTITIES.items() if pattern.fullmatch(text)]
    assert fitting[0] == kind


@pytest.mark.parametrize("end", [".", "。", ";", "；", " . ", "。。"])
def test_a_full_stop_is_decoration(end: str) -> None:
    assert tokens("甲：享受" + end) == tokens("甲：享受")


def test_the_full_stop_of_a_citation_belongs_to_it() -> None:
    assert tokens("二、（三）1．") == [("CITE", "二、（三）1．")]
