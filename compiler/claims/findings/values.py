"""What can be wrong with the numbers and dates of a record. One frozen class per mistake."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.claims.findings.words import either
from tiaowen.compiler.claims.money import Fault, yuan
from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language

_AMOUNT_FAULTS = {
    Fault.EMPTY: ("is empty", "为空", "write the amount in yuan, as 30000.00", "请填写以元为单位的金额，如30000.00"),
    Fault.NEGATIVE: (
        "is negative",
        "是负数",
        "leave reversed claims out, and write what was paid as a positive amount",
        "请去掉冲销的记录；已支付的金额写正数",
    ),
    Fault.DECIMALS: (
        "has more than two decimals",
        "多于两位小数",
        "round it to a fen where it comes from, as 30000.00",
        "请在来源处保留两位小数，如30000.00",
    ),
    Fault.EXPONENT: (
        "is in scientific notation, which hides digits",
        "是科学计数法，会丢失数字",
        "write all the digits, as 10000",
        "请写出全部数字，如10000",
    ),
    Fault.GROUPED: (
        "has separators between its digits",
        "数字之间有分隔符",
        "write the digits alone, as 30000.00",
        "请只写数字，如30000.00",
    ),
    Fault.UNIT: (
        "has a unit",
        "带有单位",
        "write the number of yuan alone, as 30000.00",
        "请只写以元为单位的数字，如30000.00",
    ),
    Fault.FLOAT: (
        "is a floating-point number, which is not exact",
        "是浮点数，不精确",
        'give a Decimal, an int or a string: Decimal("0.10")',
        '请使用Decimal、int或字符串：Decimal("0.10")',
    ),
    Fault.TOO_LARGE: (
        "is larger than any claim",
        "超出合理范围",
        "check whether a number of another column slipped in",
        "请检查是否填错了列",
    ),
    Fault.NOT_A_NUMBER: (
        "is not an amount",
        "不是金额",
        "write the amount in yuan, as 30000.00",
        "请填写以元为单位的金额，如30000.00",
    ),
}  # fmt: skip

_COUNT_FAULTS = {
    Fault.NEGATIVE: ("is negative", "是负数"),
    Fault.TOO_LARGE: ("is larger than any count", "超出合理范围"),
}


@frozen(kw_only=True)
class BadAmount(Finding):
    """A cell that is no amount of money."""

    id: ClassVar[str] = "TWC24"

    column: str
    text: str
    fault: Fault

    def message(self, language: Language) -> str:
        """Repeat the cell and say what is wrong with it."""
        english, chinese, _, _ = _AMOUNT_FAULTS[self.fault]
        text = quoted(self.text, language)
        return either(language, f"column {self.column}: {text} {english}", f"{self.column}列：{text}{chinese}")

    def advice(self, language: Language) -> str | None:
        """Say how to write it."""
        _, _, english, chinese = _AMOUNT_FAULTS[self.fault]
        return either(language, english, chinese)


@frozen(kw_only=True)
class BadCount(Finding):
    """A cell that is no whole number, or none that a fact can have."""

    id: ClassVar[str] = "TWC25"

    column: str
    text: str
    fault: Fault

    def message(self, language: Language) -> str:
        """Repeat the cell and say what is wrong with it."""
        text = quoted(self.text, language)
        english, chinese = _COUNT_FAULTS.get(self.fault, ("is not a whole number", "不是整数"))
        return either(language, f"column {self.column}: {text} {english}", f"{self.column}列：{text}{chinese}")

    def advice(self, language: Language) -> str | None:
        """Say how to write it."""
        return either(
            language,
            "write digits alone, as 80; leave it empty if it is not known",
            "请只写数字，如80；不清楚的请留空",
        )


@frozen(kw_only=True)
class OutOfRange(Finding):
    """A number that the fact cannot have."""

    id: ClassVar[str] = "TWC26"

    column: str
    value: int
    least: int
    most: int

    def message(self, language: Language) -> str:
        """Give the number and the range."""
        return either(
            language,
            f"column {self.column}: {self.value} is not between {self.least} and {self.most}",
            f"{self.column}列：{self.value}不在{self.least}至{self.most}之间",
        )

    def advice(self, language: Language) -> str | None:
        """Name the usual cause, where there is one."""
        if self.column == "age" and self.value in _YEARS:
            return either(
                language,
                "perhaps this is the year of birth; leave it empty if the age is not known",
                "是否填了出生年份？不清楚年龄的请留空",
            )
        return either(language, "leave it empty if it is not known", "不清楚的请留空")


_YEARS = range(1850, 2200)
"""What can be a year of birth."""


@frozen(kw_only=True)
class PaidAboveScope(Finding):
    """An insurer that paid more than there was to pay."""

    id: ClassVar[str] = "TWC27"

    column: str
    paid: int
    in_scope: int

    def message(self, language: Language) -> str:
        """Give both amounts."""
        paid, scope = yuan(self.paid), yuan(self.in_scope)
        return either(
            language,
            f"column {self.column}: {paid} yuan is more than the in-scope amount of {scope} yuan",
            f"{self.column}列：支付{paid}元，超过政策范围内费用{scope}元",
        )

    def advice(self, language: Language) -> str | None:
        """Name the usual cause."""
        return either(
            language,
            "in_scope is the amount before any payment, and paid_… only what was paid of it",
            "in_scope是各项支付之前的政策范围内费用，paid_…只填其中由该方支付的部分",
        )


@frozen(kw_only=True)
class BadDate(Finding):
    """A text that is not an ISO date."""

    id: ClassVar[str] = "TWC28"

    column: str
    text: str

    def message(self, language: Language) -> str:
        """Repeat the text."""
        text = quoted(self.text, language)
        return either(
            language,
            f"column {self.column}: {text} is not a date of the form YYYY-MM-DD",
            f"{self.column}列：{text}不是YYYY-MM-DD格式的日期",
        )

    def advice(self, language: Language) -> str | None:
        """Give an example."""
        return either(
            language,
            "write 2023-01-05: day and month cannot be told apart otherwise",
            "请写成2023-01-05：其他写法无法区分日和月",
        )


@frozen(kw_only=True)
class ImpossibleDate(Finding):
    """A date of the right form that no calendar has, or that no claim can have."""

    id: ClassVar[str] = "TWC29"

    column: str
    text: str

    def message(self, language: Language) -> str:
        """Repeat the date."""
        text = quoted(self.text, language)
        return either(
            language,
            f"column {self.column}: there is no day {text} in the years 1900 to 2999",
            f"{self.column}列：1900年至2999年间没有{text}这一天",
        )

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(language, "check day and month", "请核对月和日")


@frozen(kw_only=True)
class PeriodReversed(Finding):
    """A category held from a day after the day it is held to."""

    id: ClassVar[str] = "TWC30"

    column: str
    start: str
    end: str

    def message(self, language: Language) -> str:
        """Give both days."""
        return either(
            language,
            f"column {self.column}: the period from {self.start} to {self.end} ends before it begins",
            f"{self.column}列：{self.start}至{self.end}的期间，终止日早于起始日",
        )

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(
            language,
            'exchange the two, or leave "to" out while the category is still held',
            "请对调两个日期；仍在认定期内的请省略“to”",
        )


@frozen(kw_only=True)
class BadYear(Finding):
    """A year that is no year."""

    id: ClassVar[str] = "TWC35"

    text: str

    def message(self, language: Language) -> str:
        """Repeat the text."""
        text = quoted(self.text, language)
        return either(language, f"column year: {text} is not a year", f"year列：{text}不是年份")

    def advice(self, language: Language) -> str | None:
        """Give an example."""
        return either(language, "write four digits, as 2023", "请写四位数字，如2023")


@frozen(kw_only=True)
class LateDay(Finding):
    """A day of the care itself that comes after the settlement."""

    id: ClassVar[str] = "TWC38"

    column: str
    day: date
    settled: date

    def message(self, language: Language) -> str:
        """Give both days."""
        return either(
            language,
            f"column {self.column}: {self.day} is after the day of settlement, {self.settled}",
            f"{self.column}列：{self.day}在结算日期{self.settled}之后",
        )

    def advice(self, language: Language) -> str | None:
        """Say which day is which."""
        return either(
            language,
            "date is the day of settlement; leave the other day empty if it is not known",
            "date列填结算日期；其他日期不清楚的请留空",
        )


@frozen(kw_only=True)
class LeftBeforeAdmission(Finding):
    """A discharge before the admission."""

    id: ClassVar[str] = "TWC39"

    admitted: date
    left: date

    def message(self, language: Language) -> str:
        """Give both days."""
        return either(
            language,
            f"column discharge_date: {self.left} is before the admission on {self.admitted}",
            f"discharge_date列：{self.left}早于入院日期{self.admitted}",
        )

    def advice(self, language: Language) -> str | None:
        """Name the usual cause."""
        return either(language, "check whether the two days were exchanged", "请检查两个日期是否填反")
