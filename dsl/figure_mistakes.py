"""The findings of reading a figure: a number without its unit, a date that no calendar has, a bound of two meanings.

One frozen class per kind of mistake, as in :mod:`tiaowen.dsl.mistakes`.
"""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import quoted
from tiaowen.dsl.mistakes import SyntaxFinding
from tiaowen.dsl.tree import Language

UNITS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "PERCENT": (("{}%",), ("{}%",)),
    "AMOUNT": (("{} yuan",), ("{}元", "{}万元")),
    "MULTIPLE": (("{}x income",), ("{}倍收入",)),
    "AGE": (("{} years old",), ("{}周岁",)),
    "GRADE": (("grade {}",), ("{}级",)),
    "POINTS": (("{} percentage points",), ("{}个百分点",)),
    "COUNT": (("{} kinds",), ("{}类",)),
    "DURATION": (("{} days",), ("{}日",)),
    "YEAR": (("{} =",), ("{}年",)),
}
"""How a number wears each unit, in (English, Chinese)."""


@frozen(kw_only=True)
class BareNumber(SyntaxFinding):
    """A number without its unit; ``units`` are the kinds of quantity that could stand there."""

    id: ClassVar[str] = "TW004"
    units: tuple[str, ...] = ()

    def message(self, language: Language) -> str:
        """Say that the unit is missing."""
        if language is Language.ZH:
            return f"数字{quoted(self.found, language)}没有单位。"
        return f"The number {self.found[:40]} has no unit."

    def advice(self, language: Language) -> str | None:
        """Show the units."""
        chinese = language is Language.ZH
        units = self.units or ("PERCENT", "AMOUNT", "MULTIPLE", "AGE")
        shown = [form.format(self.found[:20]) for unit in units if unit in UNITS for form in UNITS[unit][chinese]]
        if chinese:
            return f"请写明单位，例如{'、'.join(shown[:5])}。"
        return f"Write its unit, for example {', '.join(shown[:5])}."


@frozen(kw_only=True)
class BadNumber(SyntaxFinding):
    """A number that is finer than a fen, or absurdly long."""

    id: ClassVar[str] = "TW005"

    def message(self, language: Language) -> str:
        """Say what is wrong with the number."""
        if language is Language.ZH:
            return f"{quoted(self.found, language)}不是可以结算的数：金额最细到分，数字最多15位。"
        return (
            f"{quoted(self.found)} cannot be settled: money goes down to the fen, and a number has at most 15 digits."
        )


@frozen(kw_only=True)
class NotANumber(SyntaxFinding):
    """Chinese digits that can be read in more than one way, or in none: ``三百五元``, ``一二级``."""

    id: ClassVar[str] = "TW014"

    def message(self, language: Language) -> str:
        """Say that the digits are no number."""
        if language is Language.ZH:
            return f"{quoted(self.found, language)}里的数字读法不明。"
        return f"The digits of {quoted(self.found)} are not one certain number."

    def advice(self, language: Language) -> str | None:
        """Show numbers that are certain."""
        if language is Language.ZH:
            return "请写成三百五十、三百零五，或改用阿拉伯数字；多个等级请用顿号分开。"
        return "Write 三百五十 or 三百零五, or use Arabic digits; several grades are separated by commas."


@frozen(kw_only=True)
class BadDate(SyntaxFinding):
    """A date that the calendar does not have."""

    id: ClassVar[str] = "TW006"

    def message(self, language: Language) -> str:
        """Say that the date does not exist."""
        if language is Language.ZH:
            return f"日历上没有{quoted(self.found, language)}这一天。"
        return f"There is no such day as {quoted(self.found)}."

    def advice(self, language: Language) -> str | None:
        """Say which dates can be written."""
        if language is Language.ZH:
            return "日期写成2023年1月1日或2023-01-01，年份在1900至2200之间。"
        return "A date is written 2023-01-01 or 2023年1月1日, with a year from 1900 to 2200."


@frozen(kw_only=True)
class BracketAlone(SyntaxFinding):
    """A bracket that follows no ratio."""

    id: ClassVar[str] = "TW010"

    def message(self, language: Language) -> str:
        """Say that a bracket needs a ratio before it."""
        if language is Language.ZH:
            return f"分段{quoted(self.found, language)}前面没有比例。"
        return f"The bracket {quoted(self.found)} follows no ratio."

    def advice(self, language: Language) -> str | None:
        """Show a bracketed ratio."""
        if language is Language.ZH:
            return "分段比例写成：比例1万元以内50%，1万元以上60%。"
        return "Brackets are written: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan."


@frozen(kw_only=True)
class AmbiguousBound(SyntaxFinding):
    """``3万元以上`` where a figure is compared: does it include the bound or not? ``figure`` is the bound itself."""

    id: ClassVar[str] = "TW015"
    figure: str
    without: str
    """The comparison that leaves the bound out, in the words of the drafter's line."""
    including: str

    def message(self, language: Language) -> str:
        """Ask whether the bound is meant."""
        found, figure = quoted(self.found, language), self.figure.strip()
        if language is Language.ZH:
            return f"{found}是否含{figure}？"
        return f"Does {found} include {figure}?"

    def advice(self, language: Language) -> str | None:
        """Show how to say either."""
        without, including = (quoted(f"{w}{self.figure}", language) for w in (self.without, self.including))
        if language is Language.ZH:
            return f"请写{without}（不含）或{including}（含）。"
        return f"Write {without} (excluded) or {including} (included)."
