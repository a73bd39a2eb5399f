"""Figures one off: every quantity of a line, one unit of its last digit up and down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from mutation.mutant import Mutant, replaced
from mutation.rows import Row

from tiaowen.dsl.lexer import QUANTITIES

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_DATE = re.compile(r"(?:([0-9]{4})([-年]))?([0-9]{1,2})([-月])([0-9]{1,2})(日?)")
LEAP_YEAR = 2000
"""The year of a day that has none: it has every day of the calendar."""


def figures(row: Row, text: str) -> Iterator[Mutant]:
    """Yield ``row`` with each figure one unit of its last digit higher, and lower unless that is below nothing."""
    for token in row.tokens:
        if token.kind in QUANTITIES:
            before = text[token.start : token.end]
            for after in shifted(before):
                yield replaced("figure", row, text, token.start, token.end, after)


def shifted(figure: str) -> Iterator[str]:
    """Yield a quantity as written with each of its numbers, or its day, one up and one down: ``2.6%``, ``2.4%``.

    The formatter writes Arabic digits, so a figure without any is an error of the caller.
    """
    if match := _DATE.search(figure):
        yield from (_day(figure, match, by) for by in (1, -1))
        return
    assert _NUMBER.search(figure), f"{figure} has no digit"
    for match in _NUMBER.finditer(figure):
        digits = match.group().replace(",", "")
        for by in (1, -1):
            number = Decimal(digits) + Decimal(by).scaleb(-len(digits.partition(".")[2]))
            if number >= 0:
                written = f"{number:,f}" if "," in match.group() else f"{number:f}"
                yield figure[: match.start()] + written + figure[match.end() :]


def _day(figure: str, match: re.Match[str], by: int) -> str:
    year, sign, month, between, day, end = match.groups()
    other = date(int(year or LEAP_YEAR), int(month), int(day)) + timedelta(by)
    width = 2 if between == "-" else 1
    written = f"{other.month:0{width}}{between}{other.day:0{width}}{end}"
    return figure[: match.start()] + (f"{other.year}{sign}" if year else "") + written + figure[match.end() :]
