"""Amounts and counts: exact, or turned down."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.claims import (
    yuan,
)
from tiaowen.compiler.claims.money import MOST_YUAN, Fault, count_of, fen_of

# ── Money ────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.integers(0, MOST_YUAN * 100))
def test_an_amount_comes_back_as_it_was_written(fen: int) -> None:
    assert fen_of(yuan(fen)) == fen
    assert fen_of(Decimal(yuan(fen))) == fen
    assert fen_of(Decimal(yuan(fen) + "000")) == fen


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_decimal_is_exact_or_turned_down(amount: Decimal) -> None:
    fen = fen_of(amount)
    if isinstance(fen, int):
        assert Fraction(amount) * 100 == fen


@given(st.text(alphabet="0123456789.,-+eE ", max_size=12))
def test_a_text_is_exact_or_turned_down(text: str) -> None:
    fen = fen_of(text)
    if isinstance(fen, int):
        assert Fraction(text.strip()) * 100 == fen
        assert "e" not in text.lower()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        ("-1", Fault.NEGATIVE),
        ("-0.001", Fault.NEGATIVE),
        ("1.000", Fault.DECIMALS),
        ("1e4", Fault.EXPONENT),
        ("1E+04", Fault.EXPONENT),
        ("30,000.00", Fault.GROUPED),
        ("30 000", Fault.GROUPED),
        ("３０，０００", Fault.GROUPED),
        ("￥300", Fault.UNIT),
        ("3万元", Fault.UNIT),
        ("300 yuan", Fault.UNIT),
        ("NaN", Fault.NOT_A_NUMBER),
        ("Infinity", Fault.NOT_A_NUMBER),
        ("1.", Fault.NOT_A_NUMBER),
        (".5", Fault.NOT_A_NUMBER),
        ("+5", Fault.NOT_A_NUMBER),
        ("1_000", Fault.NOT_A_NUMBER),
        ("٣", Fault.NOT_A_NUMBER),
        ("9" * 30, Fault.TOO_LARGE),
        ("9" * 50, Fault.NOT_A_NUMBER),
        ("1000000000000.01", Fault.TOO_LARGE),
    ],
)
def test_what_is_no_amount_and_why(text: str, fault: Fault) -> None:
    assert fen_of(text) is fault


def test_counts() -> None:
    assert count_of("８０") == count_of(80) == count_of(Decimal("80.0")) == 80
    assert count_of("-1") is Fault.NEGATIVE
    assert count_of("2.0") is Fault.DECIMALS
    assert count_of(Decimal("inf")) is Fault.NOT_A_NUMBER


def test_yuan() -> None:
    assert [yuan(fen) for fen in (0, 5, 558_378, -5)] == ["0.00", "0.05", "5583.78", "-0.05"]
