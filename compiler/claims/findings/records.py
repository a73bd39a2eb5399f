"""What can be wrong with the names and the shape of a record. One frozen class per mistake.

The record is rejected, the rest of the file is read.
"""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.claims.findings.words import a_noun, either, in_full, listing, noun, record
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language

NAMED = 8
"""How many regions a message names."""


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

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(language, f"fill in the column {self.column}", f"请填写{self.column}列")


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
            language,
            f"column {self.column}: {name} is no known {what}",
            f"{self.column}列：未知的{what}{name}",
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
        found, wanted = a_noun(self.kind, language), a_noun(self.column, language)
        return either(
            language,
            f"column {self.column}: {name} is {found}, not {wanted}",
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


@frozen(kw_only=True)
class BadLevel(Finding):
    """A hospital level other than 1, 2 and 3."""

    id: ClassVar[str] = "TWC31"

    text: str
    meant: int | None = None
    """The level that the text seems to name, beside a grade within it: 3 for ``三级甲等``."""

    def message(self, language: Language) -> str:
        """Repeat the text."""
        text = quoted(self.text, language)
        return either(language, f"column level: {text} is no hospital level", f"level列：{text}不是医疗机构级别")

    def advice(self, language: Language) -> str | None:
        """Name the level that was meant, else the levels."""
        if self.meant is not None:
            return either(
                language,
                f"write {self.meant}: the level alone, without the grade within it",
                f"请写{self.meant}：只写级别，不写等次",
            )
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
        name = in_full(self.mark.get(language), language)
        return either(
            language,
            f"column marks: {name} is said to hold and not to hold",
            f"marks列：{name}既写了符合又写了不符合",
        )

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(
            language,
            "keep what is true; a mark that is not stated does not hold",
            "请只保留符合实际的一项；未写的情形视为不符合",
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

    def advice(self, language: Language) -> str | None:
        """Say how to write it."""
        if self.expected == "name" and self.column in _ONE_A_RECORD:
            return either(
                language,
                "a record has one name here: write a second record for another",
                "每条记录此处只能写一个名称：另一个请另写一条记录",
            )
        written = _WRITTEN.get(self.expected)
        return None if written is None else either(language, *written)


_ONE_A_RECORD = frozenset({"care", "plan", "region"})
_EXPECTED = {
    "text": ("a text", "文本"),
    "name": ("one name", "一个名称"),
    "names": ("a list of names", "名称列表"),
    "amount": ("an amount", "金额"),
    "count": ("a whole number", "整数"),
    "date": ("a date", "日期"),
    "held": ('a name or {"category": …, "from": …, "to": …}', '名称或{"category": …, "from": …, "to": …}'),
}
_WRITTEN = {
    "text": ("write one text, as C1", "请写一个文本，如C1"),
    "name": ("write the name as a text", "请用文本写名称"),
    "names": ('separate the names by ; or write ["…", "…"]', '请用;分隔各名称，或写成["…", "…"]'),
    "amount": ("write the amount in yuan, as 30000.00", "请填写以元为单位的金额，如30000.00"),
    "count": ("write digits alone, as 80", "请只写数字，如80"),
    "date": ("write it as a text, as 2023-01-05", "请写成文本，如2023-01-05"),
    "held": ("write days as 2023-01-05, and nothing but these three", "日期请写成2023-01-05，只能有这三项"),
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

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(language, "use printable characters, 200 at most", "请使用可打印字符，最多200个")


@frozen(kw_only=True)
class UnknownRecordKind(Finding):
    """A ``kind`` other than the three."""

    id: ClassVar[str] = "TWC36"

    text: str

    def message(self, language: Language) -> str:
        """Repeat the text."""
        text = quoted(self.text, language)
        return either(language, f"column kind: {text} is no kind of record", f"kind列：{text}不是记录种类")

    def advice(self, language: Language) -> str | None:
        """Name the kinds."""
        return either(
            language,
            "write visit (or leave it empty), enrolment or fund-year",
            "请写就医（或留空）、参保缴费或基金年度",
        )


@frozen(kw_only=True)
class NoRegion(Finding):
    """A claim that does not say where it belongs, under a register with documents of several regions."""

    id: ClassVar[str] = "TWC40"

    regions: tuple[Concept, ...]

    def message(self, language: Language) -> str:
        """Say what is missing."""
        return either(
            language,
            "the column region is empty, and the register has documents of several regions",
            "region列为空，而文件库里有多个地区的文件",
        )

    def advice(self, language: Language) -> str | None:
        """Name the regions."""
        if not self.regions:
            return None
        names = [region.get(language) for region in self.regions[:NAMED]]
        more = len(self.regions) > NAMED
        return either(
            language,
            f"write one of: {', '.join(names)}{' …' if more else ''}",
            f"请填写地区，如：{'、'.join(names)}{'等' if more else ''}",
        )
