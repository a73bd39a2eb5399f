"""What can be wrong with a claims file as a whole. One frozen class per mistake."""

from __future__ import annotations

import shlex
from enum import Enum
from pathlib import PurePath
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.claims.findings.words import either, in_full, listing
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

    @classmethod
    def of(cls, error: Exception) -> Trouble:
        """Return what an exception of the operating system says."""
        match error:
            case FileNotFoundError() | NotADirectoryError():
                return cls.MISSING
            case IsADirectoryError():
                return cls.FOLDER
            case PermissionError():
                return cls.FORBIDDEN
            case _:
                return cls.OTHER


_TROUBLES = {
    Trouble.MISSING: ("there is no such file or folder", "没有这个文件或文件夹"),
    Trouble.FOLDER: ("it is a folder", "这是一个文件夹"),
    Trouble.FORBIDDEN: ("permission is denied", "没有读取权限"),
    Trouble.OTHER: ("the system reports an error", "系统报告错误"),
}


def _why(trouble: Trouble, detail: str, language: Language) -> str:
    """Return the reason; the system's own words only where there are no better ones."""
    why = either(language, *_TROUBLES[trouble])
    return f"{why}: {detail}" if trouble is Trouble.OTHER and detail else why


@frozen(kw_only=True)
class Unreadable(CannotRead):
    """The file is missing, a folder, or not ours to read."""

    id: ClassVar[str] = "TWC01"

    file: str
    trouble: Trouble
    detail: str = ""

    def message(self, language: Language) -> str:
        """Say which file and why."""
        why = _why(self.trouble, self.detail, language)
        return either(language, f"{self.file} cannot be read: {why}", f"无法读取{self.file}：{why}")


@frozen(kw_only=True)
class Unwritable(Finding):
    """The results cannot be put where they were to go."""

    id: ClassVar[str] = "TWC37"

    file: str
    trouble: Trouble
    detail: str = ""

    def message(self, language: Language) -> str:
        """Say which file and why."""
        why = _why(self.trouble, self.detail, language)
        return either(language, f"{self.file} cannot be written: {why}", f"无法写入{self.file}：{why}")


@frozen(kw_only=True)
class EmptyInput(CannotRead):
    """There is no record at all."""

    id: ClassVar[str] = "TWC02"

    header_only: bool = False

    def message(self, language: Language) -> str:
        """Say that nothing was found."""
        if self.header_only:
            return either(language, "the file has a header line and no record", "文件只有标题行，没有任何记录")
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
        command = f"iconv -f {self.encoding} -t UTF-8{self._names()}"
        return either(
            language,
            f'convert it ({command}), or save it again as "CSV UTF-8"',
            f"请转换编码（{command}），或另存为“CSV UTF-8”格式",
        )

    def _names(self) -> str:
        """Return the file and the one to write, as a shell takes them; nothing for what is no file."""
        name = self.place.file if self.place else ""
        if not name or name.startswith("<"):
            return ""
        path = PurePath(name)
        converted = path.with_name(f"{path.stem}-utf8{path.suffix}")
        return f" {shlex.quote(name)} > {shlex.quote(str(converted))}"


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
class MissingColumns(CannotRead):
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
            "第一行应为列名：claim,person,date,categories,care,level,in_scope,…，"
            "或：编号,人员,日期,对象类别,就医类型,医院等级,政策范围内费用,…",
        )


@frozen(kw_only=True)
class RepeatedKey(Finding):
    """Two keys of one object mean the same. ``written`` is how they are spelt, the first one first."""

    id: ClassVar[str] = "TWC06"

    written: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the key, or both where they differ."""
        first, second = (quoted(name, language) for name in self.written)
        if self.written[0] != self.written[1]:
            return either(
                language,
                f"{first} and {second} mean the same, and the record states both",
                f"{first}和{second}含义相同，记录中两个都写了",
            )
        return either(language, f"the record states {first} twice", f"记录中{first}出现两次")

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return either(
            language,
            "keep one of them: which one counts cannot be known",
            "请只保留一个：无法判断以哪个为准",
        )


@frozen(kw_only=True)
class RepeatedColumn(RepeatedKey, CannotRead):
    """Two columns mean the same."""

    def message(self, language: Language) -> str:
        """Name the column, or both where they are spelt differently."""
        first, second = (quoted(name, language) for name in self.written)
        if self.written[0] != self.written[1]:
            return either(
                language,
                f"the columns {first} and {second} mean the same; no record is read",
                f"{first}列和{second}列含义相同，未读取任何记录",
            )
        return either(
            language,
            f"the header has the column {first} twice; no record is read",
            f"标题行中{first}列出现两次，未读取任何记录",
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
        return either(language, f"the column {name} is not known and is not used", f"{name}列未知，不会使用") + more

    def advice(self, language: Language) -> str | None:
        """Name the column that was probably meant."""
        if self.near is None:
            return None
        name = in_full(self.near, language)
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
        return either(language, "check that the export finished, and write it again", "请检查导出是否完成并重新导出")


@frozen(kw_only=True)
class FloatColumn(CannotRead):
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
