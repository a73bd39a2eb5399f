"""What can be wrong with one record. One frozen class per mistake; the record is rejected, the rest is read."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.claims.findings.words import either, listing, noun, record
from tiaowen.compiler.claims.money import Fault, yuan
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class MissingField(Finding):
    """A record without something that nothing can stand in for."""

    id: ClassVar[str] = "TWC20"

    column: str
    kind: str

    def message(self, language: Language) -> str:
        """Name the column and the kind of record."""
        what = record(self.kind, language)
        return either(language, f"{what} needs {self.column}, which is empty", f"{what}缺少{self.column}")


@frozen(kw_only=True)
class DuplicateClaim(Finding):
    """A claim that was read before; ``second`` is where. Settling it again would pay twice."""

    id: ClassVar[str] = "TWC21"

    claim: str
    first: int

    def message(self, language: Language) -> str:
        """Name the claim and the line it was first read on."""
        name = quoted(self.claim, language)
        return either(
            language,
            f"the claim {name} was already read on line {self.first}; this one is not settled",
            f"结算单{name}在第{self.first}行已经读取，此条不予结算",
        )

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(
            language,
            "remove one of them, or give each visit a claim of its own",
            "请删除其中一条，或为每次就医使用不同的claim",
        )


@frozen(kw_only=True)
class UnknownName(Finding):
    """A name that the vocabulary does not have."""

    id: ClassVar[str] = "TWC22"

    column: str
    name: str
    near: tuple[Concept, ...] = ()

    def message(self, language: Language) -> str:
        """Name it, and what it should have been."""
        name, what = quoted(self.name, language), noun(self.column, language)
        return either(
            language, f"column {self.column}: {name} is no known {what}", f"{self.column}列：未知的{what}{name}"
        )

    def advice(self, language: Language) -> str | None:
        """Suggest the names that look alike."""
        if not self.near:
            return either(
                language,
                "use a name or an id of policies/vocabulary/concepts.csv, in either language",
                "请使用policies/vocabulary/concepts.csv中的中文名、英文名或id",
            )
        names = listing(tuple(concept.get(language) for concept in self.near), language, last="or")
        return either(language, f"did you mean {names}?", f"是否指{names}？")


@frozen(kw_only=True)
class WrongKind(Finding):
    """A name of the vocabulary in a column where it says nothing."""

    id: ClassVar[str] = "TWC23"

    column: str
    name: str
    kind: str

    def message(self, language: Language) -> str:
        """Say what it is and what is expected."""
        name = quoted(self.name, language)
        found, wanted = noun(self.kind, language), noun(self.column, language)
        return either(
            language,
            f"column {self.column}: {name} is a {found}, not a {wanted}",
            f"{self.column}列：{name}是{found}，不是{wanted}",
        )

    def advice(self, language: Language) -> str | None:
        """Say where it belongs, where that is known."""
        if self.kind == "group" and self.column == "categories":
            return either(
                language,
                "state the category the person is registered in; who belongs to a group is for the policy to say",
                "请填写认定的具体类别；哪些人属于该分组由政策文件规定",
            )
        home = {
            "category": "categories",
            "care": "care",
            "disease": "diseases",
            "mark": "marks",
            "plan": "plan",
            "level": "level",
        }.get(self.kind)
        return home and either(language, f"it belongs in the column {home}", f"应填在{home}列")


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
        return either(
            language, f"column {self.column}: {text} {english}", f"{self.column}列：{text}{chinese}"
        )

    def advice(self, language: Language) -> str | None:
        """Say how to write it."""
        _, _, english, chinese = _AMOUNT_FAULTS[self.fault]
        return either(language, english, chinese)


@frozen(kw_only=True)
class BadCount(Finding):
    """A cell that is no whole number."""

    id: ClassVar[str] = "TWC25"

    column: str
    text: str

    def message(self, language: Language) -> str:
        """Repeat the cell."""
        text = quoted(self.text, language)
        return either(
            language,
            f"column {self.column}: {text} is not a whole number",
            f"{self.column}列：{text}不是整数",
        )

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
        """Say what to do."""
        return either(language, "leave it empty if it is not known", "不清楚的请留空")


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


@frozen(kw_only=True)
class BadLevel(Finding):
    """A hospital level other than 1, 2 and 3."""

    id: ClassVar[str] = "TWC31"

    text: str

    def message(self, language: Language) -> str:
        """Repeat the text."""
        text = quoted(self.text, language)
        return either(
            language, f"column level: {text} is no hospital level", f"level列：{text}不是医疗机构级别"
        )

    def advice(self, language: Language) -> str | None:
        """Name the levels."""
        return either(
            language,
            "write 1, 2 or 3; leave it empty if the hospital has no level",
            "请写1、2或3；医疗机构未定级的请留空",
        )


@frozen(kw_only=True)
class ContradictoryMarks(Finding):
    """A mark that is said to hold and not to hold."""

    id: ClassVar[str] = "TWC32"

    mark: Concept

    def message(self, language: Language) -> str:
        """Name the mark."""
        name = quoted(self.mark.get(language), language)
        return either(
            language,
            f"column marks: {name} is said to hold and not to hold",
            f"marks列：{name}既写了符合又写了不符合",
        )


@frozen(kw_only=True)
class WrongType(Finding):
    """A value of a type that the column cannot have: a list where one name is meant, an object where a text is."""

    id: ClassVar[str] = "TWC33"

    column: str
    expected: str

    def message(self, language: Language) -> str:
        """Name what is expected."""
        return either(
            language,
            f"column {self.column}: {either(language, *_EXPECTED[self.expected])} is expected here",
            f"{self.column}列：此处应为{either(language, *_EXPECTED[self.expected])}",
        )


_EXPECTED = {
    "text": ("a text", "文本"),
    "name": ("one name", "一个名称"),
    "names": ("a list of names", "名称列表"),
    "amount": ("an amount", "金额"),
    "count": ("a whole number", "整数"),
    "date": ("a date", "日期"),
    "held": ('a name or {"category": …, "from": …, "to": …}', '名称或{"category": …, "from": …, "to": …}'),
}


@frozen(kw_only=True)
class BadIdentifier(Finding):
    """A claim or person that cannot be printed on one line: control characters, or far too long."""

    id: ClassVar[str] = "TWC34"

    column: str
    text: str

    def message(self, language: Language) -> str:
        """Repeat as much of it as can be shown."""
        text = quoted(self.text, language)
        return either(
            language,
            f"column {self.column}: {text} is no identifier (control characters, or over 200 characters)",
            f"{self.column}列：{text}不能作为标识（含控制字符或超过200个字符）",
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
class UnknownRecordKind(Finding):
    """A ``kind`` other than the three."""

    id: ClassVar[str] = "TWC36"

    text: str

    def message(self, language: Language) -> str:
        """Repeat the text."""
        text = quoted(self.text, language)
        return either(
            language, f"column kind: {text} is no kind of record", f"kind列：{text}不是记录种类"
        )

    def advice(self, language: Language) -> str | None:
        """Name the kinds."""
        return either(
            language,
            "write visit (or leave it empty), enrolment or fund-year",
            "请写visit（或留空）、enrolment或fund-year",
        )
