"""What can be wrong with the shape of one line, before it is known what it says. One frozen class per mistake."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.claims.findings.words import either
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class LineTooLong(Finding):
    """A line that is no record anybody wrote."""

    id: ClassVar[str] = "TWC12"

    limit: int

    def message(self, language: Language) -> str:
        """Say how long is too long."""
        return either(
            language,
            f"the line is longer than {self.limit:,} bytes and is not read",
            f"该行超过{self.limit:,}字节，未读取",
        )

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(
            language, "check whether line ends are missing: each record is a line", "请检查是否缺少换行：每行是一条记录"
        )


@frozen(kw_only=True)
class BrokenJson(Finding):
    """A line that is not JSON; the place is where reading stopped."""

    id: ClassVar[str] = "TWC13"

    def message(self, language: Language) -> str:
        """Say so."""
        return either(language, "the line is not valid JSON from here on", "该行从此处起不是有效的JSON")

    def advice(self, language: Language) -> str | None:
        """Say what a line looks like."""
        return either(
            language,
            'each line is one complete object, as {"claim": "C1", "person": "P1", …}',
            '每行是一个完整的对象，如{"claim": "C1", "person": "P1", …}',
        )


@frozen(kw_only=True)
class NotAnObject(Finding):
    """A line or entry of claims that is a list, a number or a text."""

    id: ClassVar[str] = "TWC14"

    bracket: bool = False
    """Whether it begins or ends a list: of records, most likely."""

    def message(self, language: Language) -> str:
        """Say so."""
        return either(language, "this is not a record: an object is expected", "这不是一条记录：应为对象")

    def advice(self, language: Language) -> str | None:
        """Say what a record looks like."""
        if self.bracket:
            return either(
                language,
                "leave the square brackets and the commas between the records out: one object a line",
                "请去掉方括号和记录之间的逗号：每行一个对象",
            )
        return either(
            language,
            'write {"claim": "C1", "person": "P1", …}, one object a line',
            '请写成{"claim": "C1", "person": "P1", …}，每行一个对象',
        )


@frozen(kw_only=True)
class TooDeep(Finding):
    """Values nested deeper than any record needs."""

    id: ClassVar[str] = "TWC15"

    limit: int

    def message(self, language: Language) -> str:
        """Say how deep is too deep."""
        return either(
            language,
            f"the values are nested deeper than {self.limit} levels",
            f"数据嵌套超过{self.limit}层",
        )

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(language, "a record holds texts, numbers and lists of names", "记录中只能有文本、数字和名称列表")


@frozen(kw_only=True)
class TooManyItems(Finding):
    """A list longer than any record needs."""

    id: ClassVar[str] = "TWC16"

    column: str
    limit: int

    def message(self, language: Language) -> str:
        """Say how many are too many."""
        return either(
            language,
            f"column {self.column}: the list has more than {self.limit} entries",
            f"{self.column}列：列表超过{self.limit}项",
        )

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(
            language, "list what concerns this record, each name once", "请只列出与该记录有关的名称，每个名称一次"
        )


@frozen(kw_only=True)
class CellCount(Finding):
    """A row with more or fewer cells than the header: from some cell on, everything would stand in the wrong column."""

    id: ClassVar[str] = "TWC17"

    found: int
    expected: int

    def message(self, language: Language) -> str:
        """Give both numbers."""
        return either(
            language,
            f"the row has {self.found} cells, the header {self.expected}",
            f"该行有{self.found}个单元格，标题行有{self.expected}个",
        )

    def advice(self, language: Language) -> str | None:
        """Name the usual cause."""
        if self.found > self.expected:
            return either(
                language,
                "write amounts without separators: 30000; put other cells that contain a comma in quotation marks",
                "金额请不要写分隔符：30000；其他含逗号的单元格请加英文引号",
            )
        return either(language, "leave an empty cell where there is nothing to say", "没有内容的单元格请留空")


@frozen(kw_only=True)
class BrokenQuotes(Finding):
    """A quotation mark that opens a cell and is never, or wrongly, closed."""

    id: ClassVar[str] = "TWC18"

    def message(self, language: Language) -> str:
        """Say so."""
        return either(
            language,
            "a quotation mark of this row is not closed where the cell ends",
            "该行有引号没有在单元格末尾闭合",
        )

    def advice(self, language: Language) -> str | None:
        """Say how to quote."""
        return either(
            language,
            'close it, and write a quotation mark inside a cell twice: "say ""yes"""',
            '请闭合引号；单元格内的引号要写两次，如“"说""是"""”',
        )


@frozen(kw_only=True)
class BadBytes(Finding):
    """One line of a UTF-8 file that is not UTF-8."""

    id: ClassVar[str] = "TWC19"

    def message(self, language: Language) -> str:
        """Say so."""
        return either(language, "the line has bytes that are not UTF-8", "该行含有非UTF-8的字节")

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(language, "write the line again in the encoding of the others", "请用与其他行相同的编码重写该行")
