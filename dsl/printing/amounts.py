"""Quantities with their units."""

from __future__ import annotations

from typing import assert_never

from tiaowen.dsl.printing.names import Place
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.quantities import FEN, decimal_text, percent_text, yuan_text
from tiaowen.dsl.tree import (
    Count,
    Duration,
    Grade,
    Money,
    Percent,
    PercentOf,
    Points,
    Quantity,
    Times,
    Years,
)

_WAN = 10_000 * FEN
_AMOUNTS = frozenset({"fact", "statistic", "parameter"})
_UNITS = {"working-day": "个工作日", "day": "日", "month": "个月", "year": "年"}


def quantity(s: Surface, node: Quantity, place: Place = Place.QUANTITY, *, followed: bool = False) -> str:
    """Return a quantity; ``place`` is where a name at its head would stand.

    If it is ``followed`` by more words, no name stands at its end in Chinese: it would run on.
    """
    match node:
        case Money():
            return money(s, node.fen)
        case Percent():
            return percent_text(node.share)
        case PercentOf() if s.chinese:
            return f"{s.name(node.of, place, _AMOUNTS)}{s.word('DE')}{percent_text(node.share)}"
        case PercentOf():
            return f"{percent_text(node.share)} {s.word('OF')} {s.name(node.of, kinds=_AMOUNTS)}"
        case Times() if s.chinese and followed:
            return f"{s.name(node.of, place, _AMOUNTS)}{s.word('DE')}{decimal_text(node.factor)}倍"
        case Times():
            unit = "倍" if s.chinese else "x "
            return f"{decimal_text(node.factor)}{unit}{s.name(node.of, kinds=_AMOUNTS)}"
        case Points():
            return points(s, node)
        case Years():
            return f"{node.years}周岁" if s.chinese else f"{node.years} years old"
        case Grade():
            # A grade ends only where no word runs on: 二级由… would be a name.
            return f"{node.grade}级{' ' if followed else ''}" if s.chinese else f"grade {node.grade}"
        case Count():
            return f"{node.count}次" if s.chinese else _plural(node.count, "time")
        case Duration():
            return duration(s, node)
        case _:
            assert_never(node)


def money(s: Surface, fen: int) -> str:
    """Return an amount; whole tens of thousands are written with 万 in Chinese."""
    if not s.chinese:
        return f"{yuan_text(fen)} yuan"
    return f"{fen // _WAN}万元" if fen and fen % _WAN == 0 else f"{yuan_text(fen, grouped=False)}元"


def points(s: Surface, node: Points) -> str:
    """Return percentage points."""
    number = decimal_text(node.share * 100)
    if s.chinese:
        return f"{number}个百分点"
    return f"{number} percentage point{'' if number == '1' else 's'}"


def duration(s: Surface, node: Duration) -> str:
    """Return a length of time."""
    if s.chinese:
        return f"{node.length}{_UNITS[node.unit]}"
    return _plural(node.length, node.unit.replace("-", " "))


def entries(s: Surface, count: int, *, diseases: bool) -> str:
    """Return how many entries a list has: 种 counts diseases, 类 anything else."""
    if s.chinese:
        return f"{count}{'种' if diseases else '类'}"
    return _plural(count, "disease" if diseases else "kind")


def _plural(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"
