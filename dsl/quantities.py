"""Numbers as the documents write them: ``30,000``, ``3万``, ``七成五``, ``百分之二十五``, ``一倍``; and back.

All arithmetic is exact: integers and fractions. A number that is finer than a fen is refused, never rounded.
"""

from __future__ import annotations

import re
from fractions import Fraction

FEN = 100
"""Fen in a yuan."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
CHINESE_DIGITS = "零〇一二两三四五六七八九十百千"


_D = "[一二三四五六七八九两]"
_TENS = f"(?:{_D}?十{_D}?|{_D})"
_HUNDREDS = f"(?:{_D}?百(?:[零〇]{_D}|{_D}?十{_D}?)?)"
_THOUSANDS = f"(?:{_D}?千(?:[零〇]{_TENS}|{_HUNDREDS})?)"
_SECTION = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS})"
_MYRIADS = f"(?:{_SECTION}?万(?:[零〇]{_SECTION}|{_THOUSANDS})?)"
_WELL_FORMED = re.compile(f"{_SECTION}|{_MYRIADS}|{_SECTION}?亿(?:[零〇]?{_MYRIADS}|[零〇]{_SECTION})?|[零〇]")
"""A Chinese number with one certain reading: 三百五 is 350 to one reader and 305 to another, and is refused."""

_POSITIONAL = re.compile("[一二三四五六七八九零〇]*[零〇][一二三四五六七八九零〇]*")
"""Digit by digit, as in 二〇二三; without a zero in it, 一二 may as well be a list of two numbers."""


def read_integer(text: str) -> int:
    """Return an integer in Arabic or Chinese digits (``十二``, ``一百零五``, ``二〇二三``, ``2``).

    Raises ``ValueError`` for anything that has not one certain reading.
    """
    if text.isascii():
        return int(text)
    if _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGITS[char]) for char in text))
    if not _WELL_FORMED.fullmatch(text):
        raise ValueError(text)
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total += (section + digit or 1) * _LARGE[char]
            section, digit = 0, 0
    return total + section + digit


def read_number(text: str) -> Fraction:
    """Return a number: Arabic with thousands commas and decimals, Chinese digits, or ``七成五``-free Chinese integers.

    Raises ``ValueError`` for anything else.
    """
    cleaned = text.replace(",", "")
    if cleaned and cleaned[0].isascii():
        return Fraction(int(cleaned) if cleaned.isdigit() else cleaned)
    return Fraction(read_integer(cleaned))


def read_tenths(text: str) -> Fraction:
    """Return ``七成`` or ``七成五`` as a share."""
    tens, _, ones = text.partition("成")
    return (read_number(tens) * 10 + (read_number(ones) if ones else 0)) / 100


def chinese_number(number: int) -> str:
    """Return a positive integer below 10,000 in Chinese digits."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    text, gap = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, value)
        if digit:
            text += ("零" if gap and text else "") + (
                "" if unit == "十" and digit == 1 and not text else chinese_number(digit)
            )
            text += unit
            gap = False
        elif text:
            gap = True
    return text + (("零" if gap else "") + chinese_number(number) if number else "")


def decimal_text(value: Fraction) -> str:
    """Return an exact decimal: ``12.5``; a value without a finite decimal stays a fraction (``1/3``)."""
    numerator, denominator = value.numerator, value.denominator
    places = 0
    while denominator % 10 == 0 or denominator % 5 == 0 or denominator % 2 == 0:
        factor = 10 if denominator % 10 == 0 else 5 if denominator % 5 == 0 else 2
        denominator //= factor
        numerator *= 10 // factor
        places += 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    sign, digits = ("-" if numerator < 0 else ""), str(abs(numerator)).rjust(places + 1, "0")
    if not places:
        return sign + digits
    whole, part = digits[:-places], digits[-places:].rstrip("0")
    return sign + whole + (f".{part}" if part else "")


def yuan_text(fen: int, *, grouped: bool = True) -> str:
    """Return an amount in yuan without needless decimals: ``30,000``, ``2,693.70``."""
    sign, fen = ("-" if fen < 0 else ""), abs(fen)
    whole = f"{fen // FEN:,}" if grouped else str(fen // FEN)
    return f"{sign}{whole}" + (f".{fen % FEN:02d}" if fen % FEN else "")


def yuan_two_decimals(fen: int) -> str:
    """Return an amount in yuan with exactly two decimals and no separators: ``2693.70``, for data files."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // FEN}.{abs(fen) % FEN:02d}"


def percent_text(share: Fraction) -> str:
    """Return a share as a percentage: ``60%``."""
    return f"{decimal_text(share * 100)}%"
