"""What can be wrong with a claims file as a whole, and with the shape of one line. One frozen class per mistake."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.claims.findings.words import either, listing
from tiaowen.dsl.diagnostics import Finding, Severity, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class CannotRead(Finding):
    """Base of the findings after which nothing of the file has been read: the command's exit code is 3."""


class Trouble(Enum):
    """Why the operating system does not give a file."""

    MISSING = "missing"
    FOLDER = "folder"
    FORBIDDEN = "forbidden"
    OTHER = "other"


_TROUBLES = {
    Trouble.MISSING: ("there is no such file", "没有这个文件"),
    Trouble.FOLDER: ("it is a folder", "这是一个文件夹"),
    Trouble.FORBIDDEN: ("permission is denied", "没有读取权限"),
    Trouble.OTHER: ("the system reports an error", "系统报告错误"),
}


@frozen(kw_only=True)
class Unreadable(CannotRead):
    """The file is missing, a folder, or not ours to read."""

    id: ClassVar[str] = "TWC01"

    file: str
    trouble: Trouble
    detail: str = ""

    def message(self, language: Language) -> str:
        """Say which file and why."""
        why = either(language, *_TROUBLES[self.trouble]) + (f" ({self.detail})" if self.detail else "")
        return either(language, f"{self.file} cannot be read: {why}", f"无法读取{self.file}：{why}")


@frozen(kw_only=True)
class EmptyInput(CannotRead):
    """There is no record at all."""

    id: ClassVar[str] = "TWC02"

    header_only: bool = False

    def message(self, language: Language) -> str:
        """Say that nothing was found."""
        if self.header_only:
            return either(
                language, "the file has a header line and no record", "文件只有标题行，没有任何记录"
            )
        return either(language, "the file is empty", "文件是空的")

    def advice(self, language: Language) -> str | None:
        """Point at a broken export."""
        return either(
            language,
            "check that the export finished; a file of claims has at least one record",
            "请检查导出是否完成；结算文件至少要有一条记录",
        )


@frozen(kw_only=True)
class NotUtf8(CannotRead):
    """The bytes are text in another encoding. It is named and not guessed silently: a wrong guess changes names."""

    id: ClassVar[str] = "TWC03"

    encoding: str

    def message(self, language: Language) -> str:
        """Name the encoding the file seems to have."""
        return either(
            language,
            f"the file is not in UTF-8; its bytes read as {self.encoding}",
            f"文件不是UTF-8编码，看起来是{self.encoding}编码",
        )

    def advice(self, language: Language) -> str | None:
        """Say how to convert."""
        command = f"iconv -f {self.encoding} -t UTF-8 claims.csv > claims-utf8.csv"
        return either(
            language,
            f"convert it ({command}), or save it again as “CSV UTF-8”",
            f"请转换编码（{command}），或另存为“CSV UTF-8”格式",
        )


@frozen(kw_only=True)
class NotText(CannotRead):
    """The bytes are no text at all. ``looks_like`` names a format that was recognised."""

    id: ClassVar[str] = "TWC04"

    looks_like: str | None = None

    def message(self, language: Language) -> str:
        """Say that it is not a text file."""
        if self.looks_like:
            return either(
                language,
                f"this is not a text file but {self.looks_like}",
                f"这不是文本文件，而是{self.looks_like}文件",
            )
        return either(language, "this is not a text file", "这不是文本文件")

    def advice(self, language: Language) -> str | None:
        """Name the formats that are read."""
        if self.looks_like == "Parquet":
            return either(
                language,
                "give the file a name that ends in .parquet",
                "请把文件名改为以.parquet结尾",
            )
        return either(
            language,
            "export the claims as CSV (UTF-8), JSON Lines or Parquet",
            "请导出为CSV（UTF-8）、JSON Lines或Parquet格式",
        )


@frozen(kw_only=True)
class MissingColumns(Finding):
    """The header lacks columns without which no record can be read."""

    id: ClassVar[str] = "TWC05"

    columns: tuple[str, ...]
    other_separator: bool = False

    def message(self, language: Language) -> str:
        """Name the columns."""
        names = listing(self.columns, language)
        several = len(self.columns) > 1
        return either(
            language,
            f"the header lacks the column{'s' if several else ''} {names}; no record is read",
            f"标题行缺少{names}列，未读取任何记录",
        )

    def advice(self, language: Language) -> str | None:
        """Say how a header looks."""
        if self.other_separator:
            return either(
                language,
                "separate the columns by commas",
                "请用英文逗号分隔各列",
            )
        return either(
            language,
            "the first line names the columns: claim,person,date,categories,care,level,in_scope,…",
            "第一行应为列名：claim,person,date,categories,care,level,in_scope,…",
        )


@frozen(kw_only=True)
class RepeatedColumn(Finding):
    """Two columns, or two keys of one object, mean the same."""

    id: ClassVar[str] = "TWC06"

    column: str
    whole_file: bool = True

    def message(self, language: Language) -> str:
        """Name the column."""
        name = quoted(self.column, language)
        if self.whole_file:
            return either(
                language,
                f"the header has the column {name} twice; no record is read",
                f"标题行中{name}列出现两次，未读取任何记录",
            )
        return either(language, f"the record states {name} twice", f"记录中{name}出现两次")

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(
            language,
            "keep one of them: which one counts cannot be known",
            "请只保留一个：无法判断以哪个为准",
        )


@frozen(kw_only=True)
class UnknownColumn(Finding):
    """A column that nothing reads. It is named once, so that a misspelt fact is not lost in silence."""

    id: ClassVar[str] = "TWC07"
    severity: ClassVar[Severity] = Severity.WARNING

    column: str
    near: str | None = None
    last: bool = False

    def message(self, language: Language) -> str:
        """Name the column."""
        name = quoted(self.column, language)
        more = either(language, "; further ones are not listed", "；其余的不再列出") if self.last else ""
        return (
            either(language, f"the column {name} is not known and is not used", f"{name}列未知，不会使用")
            + more
        )

    def advice(self, language: Language) -> str | None:
        """Name the column that was probably meant."""
        if self.near is None:
            return None
        name = quoted(self.near, language)
        return either(language, f"write {name} if that was meant", f"如果指的是{name}，请改用该列名")


@frozen(kw_only=True)
class NoCategories(Finding):
    """No record states a recipient category: everybody would be nobody's recipient."""

    id: ClassVar[str] = "TWC08"
    severity: ClassVar[Severity] = Severity.WARNING

    def message(self, language: Language) -> str:
        """Say what follows from it."""
        return either(
            language,
            'the header lacks the column "categories": no claim has a recipient category',
            "标题行缺少“categories”列：所有记录都没有救助对象类别",
        )

    def advice(self, language: Language) -> str | None:
        """Say what to add."""
        return either(
            language,
            "add a column categories with the categories each person holds, separated by ;",
            "请增加categories列，写明每人的救助对象类别，多个类别用;分隔",
        )


@frozen(kw_only=True)
class ParquetNeedsLibrary(CannotRead):
    """Parquet is read and written by an optional library that is not there."""

    id: ClassVar[str] = "TWC09"

    def message(self, language: Language) -> str:
        """Name the library."""
        return either(
            language,
            "Parquet needs the library pyarrow, which is not installed",
            "读写Parquet文件需要pyarrow库，当前没有安装",
        )

    def advice(self, language: Language) -> str | None:
        """Say how to get it."""
        return either(
            language,
            "pip install 'tiaowen[parquet]', or use CSV or JSON Lines",
            "请执行pip install 'tiaowen[parquet]'，或改用CSV、JSON Lines格式",
        )


@frozen(kw_only=True)
class BrokenParquet(CannotRead):
    """The file is no Parquet file, or is damaged."""

    id: ClassVar[str] = "TWC10"

    def message(self, language: Language) -> str:
        """Say so."""
        return either(
            language, "this is not a complete Parquet file", "这不是完整的Parquet文件"
        )  # fmt: skip

    def advice(self, language: Language) -> str | None:
        """Point at a broken export."""
        return either(
            language, "check that the export finished, and write it again", "请检查导出是否完成并重新导出"
        )


@frozen(kw_only=True)
class FloatColumn(Finding):
    """A column of binary floating-point numbers, in which 0.10 yuan does not exist."""

    id: ClassVar[str] = "TWC11"

    column: str
    money: bool

    def message(self, language: Language) -> str:
        """Name the column."""
        name = quoted(self.column, language)
        return either(
            language,
            f"the column {name} holds floating-point numbers, which are not exact; no record is read",
            f"{name}列是浮点数，不精确，未读取任何记录",
        )

    def advice(self, language: Language) -> str | None:
        """Name the types that are exact."""
        if self.money:
            return either(
                language,
                "store amounts as decimal128(18, 2) or as strings",
                "金额请存为decimal128(18, 2)或字符串",
            )
        return either(language, "store it as whole numbers", "请存为整数")


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
            f"该行超过{self.limit}字节，未读取",
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

    def message(self, language: Language) -> str:
        """Say so."""
        return either(language, "this is not a record: an object is expected", "这不是一条记录：应为对象")

    def advice(self, language: Language) -> str | None:
        """Say what a record looks like."""
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
                'put a cell that contains a comma between quotation marks: "30,000"',
                '含逗号的单元格请加英文引号："30,000"',
            )
        return either(
            language, "leave an empty cell where there is nothing to say", "没有内容的单元格请留空"
        )


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
            '请闭合引号；单元格内的引号要写两次："说""是"""',
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
        return either(
            language, "write the line again in the encoding of the others", "请用与其他行相同的编码重写该行"
        )
