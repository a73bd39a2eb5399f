"""Amounts of money and counts as claims write them, to exact integers, and back.

An amount is a plain decimal number of yuan with at most two decimals. Everything else is turned down with
the reason, so that nothing is guessed: ``30,000.00`` could be a slip, ``1e4`` a spreadsheet's rounding,
``3.10`` as a float is not 3.10.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from tiaowen.compiler.vocabulary.names import half_width

MOST_YUAN = 10**12
"""No claim is larger; a number beyond it is a column that slipped."""

_AMOUNT = re.compile(r"([0-9]{1,20})(?:\.([0-9]{1,2}))?")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_EXPONENT = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}([,， '][0-9]{3,4})+(\.[0-9]*)?")
_WITH_UNIT = re.compile(r"[¥￥$]?\s*[0-9][0-9,.]*\s*(万元|元|圆|块|万|yuan|rmb|cny)?", re.IGNORECASE)
_LONGEST = 40


class Fault(Enum):
    """Why a text is not an amount or a count."""

    EMPTY = "empty"
    NEGATIVE = "negative"
    DECIMALS = "decimals"
    EXPONENT = "exponent"
    GROUPED = "grouped"
    UNIT = "unit"
    FLOAT = "float"
    TOO_LARGE = "too-large"
    NOT_A_NUMBER = "not-a-number"


def fen_of(amount: str | int | Decimal) -> int | Fault:
    """Return an amount of yuan in fen, exactly, or why it is none."""
    if isinstance(amount, str):
        return _fen_of_text(amount) if len(amount) <= _LONGEST else Fault.NOT_A_NUMBER
    if isinstance(amount, Decimal):
        if not amount.is_finite():
            return Fault.NOT_A_NUMBER
        if amount > MOST_YUAN:
            return Fault.TOO_LARGE
        sign, digits, exponent = amount.as_tuple()
        # Parquet and databases pad decimals to their declared scale: only digits that say something count.
        if isinstance(exponent, int) and exponent < -2 and any(digits[exponent + 2 :]):
            return Fault.NEGATIVE if sign else Fault.DECIMALS
        return Fault.NEGATIVE if amount < 0 else int(amount * 100)
    if amount < 0:
        return Fault.NEGATIVE
    return amount * 100 if amount <= MOST_YUAN else Fault.TOO_LARGE


def count_of(text: str | int | Decimal) -> int | Fault:
    """Return a whole number (an age, a grade, a number of days), or why it is none."""
    if isinstance(text, Decimal):
        if not text.is_finite() or text != text.to_integral_value():
            return Fault.DECIMALS if text.is_finite() else Fault.NOT_A_NUMBER
        text = int(text) if abs(text) <= MOST_YUAN else MOST_YUAN + 1
    if isinstance(text, int):
        return Fault.NEGATIVE if text < 0 else text if text <= MOST_YUAN else Fault.TOO_LARGE
    return _count_of_text(text) if len(text) <= _LONGEST else Fault.NOT_A_NUMBER


def yuan(fen: int) -> str:
    """Return fen as yuan with two decimals: 558378 is ``5583.78``."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


@lru_cache(maxsize=1 << 16)
def _fen_of_text(text: str) -> int | Fault:
    match = _AMOUNT.fullmatch(text) or _AMOUNT.fullmatch(text := half_width(text).strip())
    if match is None:
        return _fault(text)
    whole, decimals = match.groups()
    fen = int(whole) * 100 + (int(decimals.ljust(2, "0")) if decimals else 0)
    return fen if fen <= MOST_YUAN * 100 else Fault.TOO_LARGE


@lru_cache(maxsize=1 << 12)
def _count_of_text(text: str) -> int | Fault:
    text = half_width(text).strip()
    if text.isascii() and text.isdigit():
        return int(text) if int(text) <= MOST_YUAN else Fault.TOO_LARGE
    return _fault(text)


def _fault(text: str) -> Fault:
    if not text:
        return Fault.EMPTY
    if _NUMBER.fullmatch(text) and text[0] != "+":
        return Fault.NEGATIVE if text[0] == "-" else Fault.DECIMALS if "." in text else Fault.TOO_LARGE
    if _EXPONENT.fullmatch(text):
        return Fault.EXPONENT
    if _GROUPED.fullmatch(text):
        return Fault.GROUPED
    if _WITH_UNIT.fullmatch(text) and not re.fullmatch(r"[0-9,.]+", text):
        return Fault.UNIT
    return Fault.NOT_A_NUMBER
