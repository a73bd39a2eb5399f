"""The findings of reading a line: one frozen class per kind of mistake a drafter can make with words and signs.

Each says what is wrong and what could stand there, in the reader's language; the words of the policy language
themselves are shown as the drafter's line spells them. Mistakes in figures are in :mod:`tiaowen.dsl.figure_mistakes`,
those about whole files at the end.
"""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen
from lark import Token

from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language, Span

Phrases = tuple[tuple[str, str], ...]
"""What could stand somewhere, each in (English, Chinese); empty where a language needs no word for it."""

MARKS = {
    ",": ("a comma", "逗号“，”"),
    ":": ("a colon", "冒号“：”"),
    "=": ("an equals sign", "等号“=”"),
    "/": ("a slash", "斜线“/”"),
    ")": ("a closing bracket", "右括号“）”"),
    " ": ("a blank", "空格"),
}
"""Signs that are easily left out, with what they are called."""


@frozen(kw_only=True)
class SyntaxFinding(Finding):
    """A finding about the words of one line; ``found`` is what stands there."""

    found: str = ""


def either(words: tuple[str, ...], language: Language) -> str:
    """Return alternatives in quotation marks."""
    return ("或" if language is Language.ZH else " or ").join(quoted(w, language) for w in words)


@frozen(kw_only=True)
class Unexpected(SyntaxFinding):
    """A word stands where it cannot; ``expected`` is what can, ``meant`` are near misses."""

    id: ClassVar[str] = "TW001"
    expected: Phrases = ()
    meant: tuple[str, ...] = ()
    needless: bool = False
    """Whether the line can be read without it."""

    def message(self, language: Language) -> str:
        """Say what was found."""
        if language is Language.ZH:
            return f"读不懂{quoted(self.found, language)}：这里不能这样写。"
        return f"I cannot read {quoted(self.found)} here."

    def advice(self, language: Language) -> str | None:
        """Say what was probably meant, or what could stand there."""
        chinese = language is Language.ZH
        if self.meant:
            meant = either(self.meant, language)
            return f"是否{meant}？" if chinese else f"Did you mean {meant}?"
        if self.needless:
            found = quoted(self.found, language)
            return f"请删去{found}。" if chinese else f"Leave out {found}."
        phrases = [phrase[chinese] for phrase in self.expected if phrase[chinese]]
        if not phrases:
            return None
        return f"这里可以写{'、'.join(phrases)}。" if chinese else f"What can stand here: {', '.join(phrases)}."


@frozen(kw_only=True)
class Incomplete(Unexpected):
    """A line ends too early."""

    id: ClassVar[str] = "TW002"

    def message(self, language: Language) -> str:
        """Say that the line is not finished."""
        return "这一行没有写完。" if language is Language.ZH else "This line is not finished."


@frozen(kw_only=True)
class Unterminated(SyntaxFinding):
    """A quotation mark is never closed, or closes nothing."""

    id: ClassVar[str] = "TW003"

    def message(self, language: Language) -> str:
        """Say that the quotation is open."""
        if self.found[:1] == "”":
            return "这个引号没有对应的上引号。" if language is Language.ZH else "This quotation mark closes nothing."
        return "引号没有合上。" if language is Language.ZH else "A quotation mark is opened and never closed."

    def advice(self, language: Language) -> str | None:
        """Say how to close it."""
        if self.found[:1] == "”":
            return (
                "引文前面用“，后面用”。" if language is Language.ZH else "A quotation opens with “ and closes with ”."
            )
        if language is Language.ZH:
            return "引文要在同一行内用 ” 合上。"
        return 'Close it with " on the same line (a quotation opened by “ closes with ”).'


@frozen(kw_only=True)
class ClauseInTitle(SyntaxFinding):
    """A clause behind the number of a heading, where it would be taken for a title."""

    id: ClassVar[str] = "TW007"

    def message(self, language: Language) -> str:
        """Say what would become of it."""
        if language is Language.ZH:
            return "标题编号后面写了条款：它会被当作标题而不起作用。"
        return "A clause stands behind the number of a heading: it would be taken for a title and count for nothing."

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

    def advice(self, language: Language) -> str | None:
        """Say where a denial goes."""
        if language is Language.ZH:
            return "请去掉否定词；要排除某些人，请写“不含…”。"
        return "Leave out “not”; to leave somebody out, write “except …”."


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
            meant = either(self.meant, language)
            return f"是否{meant}？" if language is Language.ZH else f"Did you mean {meant}?"
        if language is Language.ZH:
            return "要素有：起付线、比例、限额、救助总额、资助。"
        return "Facets are: deductible, ratio, cap, total cap, subsidy."


@frozen(kw_only=True)
class MissingMark(SyntaxFinding):
    """A comma, colon or other sign is missing before ``found``; with it the line can be read."""

    id: ClassVar[str] = "TW016"
    mark: str

    def message(self, language: Language) -> str:
        """Say which sign is missing where."""
        name = MARKS[self.mark][language is Language.ZH]
        before = quoted(self.found.strip('“”"'), language)
        if language is Language.ZH:
            return f"{before}前面缺少{name}。"
        return f"{name.capitalize()} is missing before {before}."


@frozen(kw_only=True)
class MissingQuotes(SyntaxFinding):
    """Words of the document that must stand in quotation marks."""

    id: ClassVar[str] = "TW017"

    def message(self, language: Language) -> str:
        """Say what must be quoted."""
        if language is Language.ZH:
            return f"{quoted(self.found, language)}要用引号括起来。"
        return f"{quoted(self.found)} must stand in quotation marks."


@frozen(kw_only=True)
class TwoLines(SyntaxFinding):
    """A second clause on a line; ``found`` is where it begins."""

    id: ClassVar[str] = "TW018"

    def message(self, language: Language) -> str:
        """Say that a line is one sentence."""
        return "一行里写了两个条款。" if language is Language.ZH else "There are two clauses on one line."

    def advice(self, language: Language) -> str | None:
        """Say where to begin a new line."""
        if language is Language.ZH:
            return f"请从{quoted(self.found, language)}起另起一行。"
        return f"Begin a new line at {quoted(self.found)}."


@frozen(kw_only=True)
class StrayComma(SyntaxFinding):
    """A comma at the end of a complete line, which would join the next line to it."""

    id: ClassVar[str] = "TW019"

    def message(self, language: Language) -> str:
        """Say what the sign would do."""
        if language is Language.ZH:
            return f"行末的{quoted(self.found, language)}表示下一行还没有完，后面却没有接上。"
        return (
            f"The {quoted(self.found)} at the end says that the line goes on, but nothing follows that belongs to it."
        )

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        return "请删去，或改为句号。" if language is Language.ZH else "Leave it out, or end the line with a full stop."


@frozen(kw_only=True)
class Unprintable(SyntaxFinding):
    """A character that no reader can see."""

    id: ClassVar[str] = "TW020"

    def message(self, language: Language) -> str:
        """Say which one."""
        code = next((f"U+{ord(c):04X}" for c in self.found if not c.isprintable()), "")
        if language is Language.ZH:
            return f"这里有一个看不见的字符（{code}）。"
        return f"There is an invisible character here ({code})."

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        if language is Language.ZH:
            return "请删去它；它常随网页或文档一起复制进来。"
        return "Delete it; such characters come along when text is copied from a page or a document."


@frozen(kw_only=True)
class Needs(SyntaxFinding):
    """A word at the head of a line without what must follow it."""

    id: ClassVar[str] = "TW021"
    need: tuple[str, str]

    def message(self, language: Language) -> str:
        """Say what must follow."""
        if language is Language.ZH:
            return f"{quoted(self.found, language)}后面要写{self.need[1]}。"
        return f"{quoted(self.found)} must be followed by {self.need[0]}."


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
        what = "line" if self.line else "file"
        return f"This {what} is too long: {self.size:,} characters, the limit is {self.limit:,}."


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


class Mistake(Exception):
    """Raised by the builder inside one line and caught by the parser: which finding, and where."""

    def __init__(self, kind: type[SyntaxFinding], token: Token | None, span: Span | None = None) -> None:
        """Keep the kind of finding and the place of the word it is about."""
        super().__init__(kind.__name__)
        self.kind = kind
        self.span = Span(token.start_pos or 0, token.end_pos or 0) if token is not None else span
