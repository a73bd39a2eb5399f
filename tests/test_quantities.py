"""Numbers: what is read, exactly; what has no one reading is refused; how numbers are written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.dsl import tree
from tiaowen.dsl.parse import parse
from tiaowen.dsl.quantities import (
    chinese_number,
    decimal_text,
    percent_text,
    read_integer,
    read_number,
    read_tenths,
    yuan_text,
    yuan_two_decimals,
)

MANY = st.integers(1, 9_999)


@given(MANY)
def test_chinese_numbers_are_read_back(number: int) -> None:
    assert read_integer(chinese_number(number)) == number


@given(MANY, st.integers(1_000, 9_999))
def test_and_with_ten_thousands(high: int, low: int) -> None:
    assert read_integer(f"{chinese_number(high)}万") == high * 10_000
    assert read_integer(f"{chinese_number(high)}万{chinese_number(low)}") == high * 10_000 + low


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("十", 10), ("十二", 12), ("二十", 20), ("一百", 100), ("百", 100), ("一百零五", 105), ("一百一十", 110)),
        *(("两千", 2_000), ("二千零五", 2_005), ("三万", 30_000), ("万", 10_000), ("三万零五", 30_005)),
        *(("一亿", 10**8), ("一亿二千万", 12 * 10**7), ("一亿零二万", 10**8 + 20_000), ("零", 0)),
        *(("二〇二三", 2023), ("一〇一", 101), ("12", 12), ("007", 7)),
    ],
)
def test_integers(text: str, number: int) -> None:
    assert read_integer(text) == number


@pytest.mark.parametrize(
    "text", ["一二", "三百五", "三万五", "百百", "十十", "一千二", "二三百", "万万", "一万亿零", "九九九九九九九"]
)
def test_digits_without_one_reading_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_integer(text)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("30,000 yuan", 3_000_000),
        ("30000元", 3_000_000),
        ("3万元", 3_000_000),
        ("三万元", 3_000_000),
        ("3万", 3_000_000),
        ("1.5万元", 1_500_000),
        ("２，０００元", 200_000),
        ("0.01元", 1),
        ("1.5亿元", 15_000_000_000),
        ("百元", 10_000),
        ("2百万元", 200_000_000),
        ("十二万元", 12_000_000),
        ("1,234.50 yuan", 123_450),
    ],
)
def test_money_is_fen(text: str, fen: int) -> None:
    assert value(f"甲：限额{text}") == tree.Money(fen)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("60%", Fraction(3, 5)),
        ("６０％", Fraction(3, 5)),
        ("60 %", Fraction(3, 5)),
        ("百分之二十五", Fraction(1, 4)),
        ("百分之12.5", Fraction(1, 8)),
        ("七成", Fraction(7, 10)),
        ("七成五", Fraction(3, 4)),
        ("33.33%", Fraction(3333, 10_000)),
    ],
)
def test_percentages_are_shares(text: str, share: Fraction) -> None:
    assert value(f"甲：比例{text}") == tree.Percent(share)


@pytest.mark.parametrize("text", ["1x income", "1 x income", "1倍income", "一倍income", "income的1倍", "1× income"])
def test_a_multiple_in_all_its_forms(text: str) -> None:
    assert value(f"a: cap {text}") == tree.Times(Fraction(1), tree.Name("income"))


def value(line: str) -> tree.Quantity:
    document, findings = parse(line)
    assert not findings
    clause = document.lines[0]
    assert isinstance(clause, tree.Clause)
    term = clause.terms[0]
    assert isinstance(term, tree.FacetTerm)
    assert isinstance(term.value, tree.Exact)
    return term.value.quantity


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("甲：限额0.001元", "TW005"),
        ("甲：限额1234567890123456元", "TW005"),
        ("甲：限额三百五元", "TW014"),
        ("甲：比例百分之一二", "TW014"),
        ("甲，其中年龄超过一二岁：享受", "TW014"),
        ("第一二条 标准", "TW014"),
    ],
)
def test_numbers_that_cannot_be_settled_are_findings(line: str, id: str) -> None:
    assert [f.id for f in parse(line)[1]] == [id]


def test_numbers_and_tenths() -> None:
    assert read_number("1,234.5") == Fraction(2469, 2)
    assert read_number("十二") == 12
    assert read_tenths("七成五") == Fraction(3, 4)
    assert read_tenths("三成") == Fraction(3, 10)


@given(st.integers(-(10**13), 10**13))
def test_money_is_written_exactly(fen: int) -> None:
    assert Fraction(yuan_two_decimals(fen)) * 100 == fen
    assert Fraction(yuan_text(fen).replace(",", "")) * 100 == fen
    assert yuan_text(fen, grouped=False) == yuan_text(fen).replace(",", "")


@given(st.fractions(max_denominator=10**6))
def test_decimals_are_exact_or_stay_fractions(number: Fraction) -> None:
    assert Fraction(decimal_text(number)) == number


def test_how_numbers_are_written() -> None:
    assert decimal_text(Fraction(25, 2)) == "12.5"
    assert decimal_text(Fraction(1, 3)) == "1/3"
    assert decimal_text(Fraction(-1, 4)) == "-0.25"
    assert percent_text(Fraction(3, 8)) == "37.5%"
    assert yuan_text(3_000_000) == "30,000"
    assert yuan_text(269_370) == "2,693.70"
    assert yuan_text(-5) == "-0.05"
    assert [chinese_number(n) for n in (7, 10, 12, 20, 105, 110, 1_005, 2_010)] == [
        *("七", "十", "十二", "二十", "一百零五", "一百一十", "一千零五", "二千零一十")
    ]
