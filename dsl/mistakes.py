"""The findings of reading a file: one frozen class per kind of mistake a drafter can make in a line.

Each says what is wrong and what could stand there, in the reader's language; the words of the policy language themselves
are shown as the drafter's file spells them.
"""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen
from lark import Token

from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language, Span


@frozen(kw_only=True)
class SyntaxFinding(Finding):
    """A finding about the words of one line; ``found`` is what stands there."""

    found: str = ""


@frozen(kw_only=True)
class Unexpected(SyntaxFinding):
    """A word stands where it cannot; ``expected`` are phrases in (English, Chinese), ``meant`` are near misses."""

    id: ClassVar[str] = "TW001"
    expected: tuple[tuple[str, str], ...] = ()
    meant: tuple[str, ...] = ()

    def message(self, language: Language) -> str:
        """Say what was found."""
        if language is Language.ZH:
            return f"读不懂{quoted(self.found, language)}：这里不能这样写。"
        return f"I cannot read {quoted(self.found)} here."

    def advice(self, language: Language) -> str | None:
        """Say what was probably meant, or what could stand there."""
        phrases = [zh if language is Language.ZH else en for en, zh in self.expected]
        if self.meant:
            meant = [quoted(m, language) for m in self.meant]
            return f"是否{'、'.join(meant)}？" if language is Language.ZH else f"Did you mean {' or '.join(meant)}?"
        if not phrases:
            return None
        if language is Language.ZH:
            return f"这里可以写{'、'.join(phrases)}。"
        return f"What can stand here: {', '.join(phrases)}."


@frozen(kw_only=True)
class Incomplete(Unexpected):
    """A line ends too early."""

    id: ClassVar[str] = "TW002"

    def message(self, language: Language) -> str:
        """Say that the line is not finished."""
        return "这一行没有写完。" if language is Language.ZH else "This line is not finished."


@frozen(kw_only=True)
class Unterminated(SyntaxFinding):
    """A quotation mark is never closed."""

    id: ClassVar[str] = "TW003"

    def message(self, language: Language) -> str:
        """Say that the quotation is open."""
        return "引号没有合上。" if language is Language.ZH else "A quotation mark is opened and never closed."

    def advice(self, language: Language) -> str | None:
        """Say how to close it."""
        if language is Language.ZH:
            return "引文要在同一行内用 ” 合上。"
        return 'Close it with " on the same line (a quotation opened by “ closes with ”).'


@frozen(kw_only=True)
class BareNumber(SyntaxFinding):
    """A number without its unit."""

    id: ClassVar[str] = "TW004"

    def message(self, language: Language) -> str:
        """Say that the unit is missing."""
        if language is Language.ZH:
            return f"数字{quoted(self.found, language)}没有单位。"
        return f"The number {self.found} has no unit."

    def advice(self, language: Language) -> str | None:
        """Show the units."""
        if language is Language.ZH:
            return f"请写明单位，例如 {self.found}%、{self.found}元、{self.found}万元、{self.found}倍收入、{self.found}岁。"
        n = self.found
        return f"Write its unit, for example {n}%, {n} yuan, {n}x income, {n} years old."


@frozen(kw_only=True)
class BadNumber(SyntaxFinding):
    """A number that is finer than a fen, or absurdly long."""

    id: ClassVar[str] = "TW005"

    def message(self, language: Language) -> str:
        """Say what is wrong with the number."""
        if language is Language.ZH:
            return f"{quoted(self.found, language)}不是可以结算的数：金额最细到分，数字最多15位。"
        return f"{quoted(self.found)} cannot be settled: money goes down to the fen, and a number has at most 15 digits."


@frozen(kw_only=True)
class BadDate(SyntaxFinding):
    """A date that the calendar does not have."""

    id: ClassVar[str] = "TW006"

    def message(self, language: Language) -> str:
        """Say that the date does not exist."""
        if language is Language.ZH:
            return f"日历上没有{quoted(self.found, language)}这一天。"
        return f"There is no such day as {quoted(self.found)}."


@frozen(kw_only=True)
class TitleWithColon(SyntaxFinding):
    """A heading whose title holds a colon: perhaps a clause written behind the number."""

    id: ClassVar[str] = "TW007"

    def message(self, language: Language) -> str:
        """Say that a title holds no colon."""
        if language is Language.ZH:
            return "标题里不能有冒号：冒号后的内容会被当作标题而不起作用。"
        return "A heading's title cannot contain a colon: what follows it would count for nothing."

    def advice(self, language: Language) -> str | None:
        """Say where a clause goes."""
        if language is Language.ZH:
            return "条款请另起一行；如果确是标题，请用引号括起来。"
        return "Put the clause on a line of its own; if it really is a title, put it in quotation marks."


@frozen(kw_only=True)
class NegatedName(SyntaxFinding):
    """``not`` before a name that is being defined."""

    id: ClassVar[str] = "TW008"

    def message(self, language: Language) -> str:
        """Say that only conditions can be negated."""
        if language is Language.ZH:
            return "这里的名称不能加否定词。"
        return "A name cannot be negated here."


@frozen(kw_only=True)
class MixedTerms(SyntaxFinding):
    """A fund's share among the terms of a clause: usually a misspelt facet."""

    id: ClassVar[str] = "TW009"
    meant: tuple[str, ...] = ()

    def message(self, language: Language) -> str:
        """Say that the word is no facet."""
        if language is Language.ZH:
            return f"{quoted(self.found, language)}不是条款里的待遇要素。"
        return f"{quoted(self.found)} is no facet of a clause."

    def advice(self, language: Language) -> str | None:
        """Say what was meant, or list the facets."""
        if self.meant:
            meant = " / ".join(self.meant)
            return f"是否“{meant}”？" if language is Language.ZH else f'Did you mean "{meant}"?'
        if language is Language.ZH:
            return "要素有：起付线、比例、限额、救助总额、资助。"
        return "Facets are: deductible, ratio, cap, total cap, subsidy."


@frozen(kw_only=True)
class RatioTooLong(SyntaxFinding):
    """A bracket that follows no ratio."""

    id: ClassVar[str] = "TW010"

    def message(self, language: Language) -> str:
        """Say that a bracket needs a ratio before it."""
        if language is Language.ZH:
            return f"分段{quoted(self.found, language)}前面没有比例。"
        return f"The bracket {quoted(self.found)} follows no ratio."


@frozen(kw_only=True)
class TooLarge(Finding):
    """A file or line beyond the limits; policy files are not trusted."""

    id: ClassVar[str] = "TW011"
    size: int
    limit: int
    line: bool = False

    def message(self, language: Language) -> str:
        """Say what the limit is."""
        if language is Language.ZH:
            return f"{'这一行' if self.line else '文件'}太长：{self.size:,}个字符，上限{self.limit:,}。"
        return f"This {'line' if self.line else 'file'} is too long: {self.size:,} characters, the limit is {self.limit:,}."


@frozen(kw_only=True)
class NotText(Finding):
    """A file that is not UTF-8 text; ``gb18030`` when it reads well as that."""

    id: ClassVar[str] = "TW012"
    gb18030: bool = False

    def message(self, language: Language) -> str:
        """Say which encoding it is in, if that can be told."""
        if language is Language.ZH:
            return "文件是GB18030编码，不是UTF-8。" if self.gb18030 else "文件不是UTF-8文本。"
        return "The file is encoded in GB18030, not UTF-8." if self.gb18030 else "The file is not UTF-8 text."

    def advice(self, language: Language) -> str | None:
        """Say how to convert it."""
        if language is Language.ZH:
            return "请另存为UTF-8，例如：iconv -f GB18030 -t UTF-8 旧文件 > 新文件"
        return "Save it as UTF-8, for example: iconv -f GB18030 -t UTF-8 old > new"


@frozen(kw_only=True)
class Unreadable(Finding):
    """A file that cannot be opened."""

    id: ClassVar[str] = "TW013"
    file: str
    reason: str

    def message(self, language: Language) -> str:
        """Say which file and why."""
        if language is Language.ZH:
            return f"无法读取{quoted(self.file, language)}：{self.reason}。"
        return f"Cannot read {quoted(self.file)}: {self.reason}."


class Mistake(Exception):
    """Raised by the builder inside one line and caught by the parser: which finding, and where."""

    def __init__(self, kind: type[SyntaxFinding], token: Token | None, span: Span | None = None) -> None:
        """Keep the kind of finding and the place of the word it is about."""
        super().__init__(kind.__name__)
        self.kind = kind
        self.span = span or Span(token.start_pos or 0, token.end_pos or 0) if token or span else None
