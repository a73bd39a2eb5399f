"""Findings about the time a document is in force: days that contradict each other, or that cannot be counted."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.tree import Language


def day_text(day: date, language: Language) -> str:
    """Return a day as the messages of a language write it."""
    return f"{day.year}年{day.month}月{day.day}日" if language is Language.ZH else day.isoformat()


@frozen(kw_only=True)
class EndBeforeStart(Finding):
    """A document whose last day is before its first."""

    id: ClassVar[str] = "TW320"
    start: date
    end: date

    def message(self, language: Language) -> str:
        """Give both days."""
        start, end = day_text(self.start, language), day_text(self.end, language)
        if language is Language.ZH:
            return f"有效期在施行之前就结束了：自{start}施行，至{end}为止。"
        return f"The document ends before it begins: in force from {start}, last day {end}."

    def advice(self, language: Language) -> str | None:
        """Say that nothing would be paid."""
        if language is Language.ZH:
            return "请核对年份；照这样写，任何一天都不适用本文件。"
        return "Check the years; as it stands, the document is in force on no day."


@frozen(kw_only=True)
class TwoEnds(Finding):
    """Two lines that come to different last days."""

    id: ClassVar[str] = "TW321"
    first: date
    other: date

    def message(self, language: Language) -> str:
        """Give both days."""
        first, other = day_text(self.first, language), day_text(self.other, language)
        if language is Language.ZH:
            return f"有效期的最后一天前后不一：这里是{other}，前面是{first}。"
        return f"Two last days: {other} here, {first} before."

    def advice(self, language: Language) -> str | None:
        """Say how years are counted."""
        if language is Language.ZH:
            return "请只留一处。“有效期5年”的最后一天，是施行满5年之日的前一天。"
        return 'Keep one of them. The last day of "expires after 5 years" is the one before the fifth anniversary.'


@frozen(kw_only=True)
class NoDayToCountFrom(Finding):
    """A document that expires after some time, and does not say from which day it is in force."""

    id: ClassVar[str] = "TW322"

    def message(self, language: Language) -> str:
        """Say what is missing."""
        if language is Language.ZH:
            return "有效期从施行之日算起，但没有写自何时施行。"
        return "The document expires some time after it comes into force, but the day of that is not stated."

    def advice(self, language: Language) -> str | None:
        """Show the lines."""
        if language is Language.ZH:
            return "施行：自2023年1月1日起；或者直接写最后一天，如：有效期至2027年12月31日"
        return "For example: in force from 2023-01-01; or state the last day itself: expires 2027-12-31"


@frozen(kw_only=True)
class NotRetroactive(Finding):
    """*Retroactive* to a day after the one on which the document comes into force."""

    id: ClassVar[str] = "TW323"
    severity: ClassVar[Severity] = Severity.WARNING
    start: date
    expenses: date

    def message(self, language: Language) -> str:
        """Give both days."""
        start, expenses = day_text(self.start, language), day_text(self.expenses, language)
        if language is Language.ZH:
            return f"写的是追溯，但{expenses}在施行之日（{start}）以后。"
        return f"This is not retroactive: {expenses} is after the document comes into force on {start}."

    def advice(self, language: Language) -> str | None:
        """Say what follows."""
        if language is Language.ZH:
            return "照这样写，施行以后、这一天以前发生的费用都不适用本文件；请与原文核对。"
        return "As it stands, expenses between the two days are not governed by the document; check the original."


@frozen(kw_only=True)
class NoWorkingDays(Finding):
    """A document in force for a number of working days."""

    id: ClassVar[str] = "TW324"

    def message(self, language: Language) -> str:
        """Say that they cannot be counted."""
        if language is Language.ZH:
            return "有效期不能按工作日计算。"
        return "A period of validity is not counted in working days."

    def advice(self, language: Language) -> str | None:
        """Name what can be written."""
        if language is Language.ZH:
            return "请写年、月或日，如：有效期5年；或者写最后一天：有效期至2027年12月31日"
        return "Write years, months or days: expires after 5 years; or the last day: expires 2027-12-31"


@frozen(kw_only=True)
class TooFar(Finding):
    """A day that is counted to lie beyond the last year there is for documents and claims."""

    id: ClassVar[str] = "TW325"
    last_year: int

    def message(self, language: Language) -> str:
        """Name the last year."""
        if language is Language.ZH:
            return f"算出来的日期在{self.last_year}年以后。"
        return f"This comes to a day after the year {self.last_year}."

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        if language is Language.ZH:
            return "请核对数字；没有期限的，不要写有效期。"
        return "Check the number; a document without an end has no such line."
