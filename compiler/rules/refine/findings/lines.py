"""Findings about lines: definitions and lines about a benefit that a higher document has too, and amendments."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.rules.refine.findings.words import AMEND, Words, listed
from tiaowen.dsl.diagnostics import Finding, Severity, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class BrokenHigherDocument(Finding):
    """A higher document with errors of its own."""

    id: ClassVar[str] = "TW423"
    document: str
    errors: int

    def message(self, language: Language) -> str:
        """Say that nothing can be built on it."""
        if language is Language.ZH:
            return f"上位文件{quoted(self.document, language)}本身有{self.errors}项错误，不能作为依据。"
        noun = "error" if self.errors == 1 else "errors"
        return (
            f"The higher document {quoted(self.document)} has {self.errors} {noun} of its own: it cannot be built on."
        )

    def advice(self, language: Language) -> str | None:
        """Say how to see them."""
        if language is Language.ZH:
            return f"请先检查并改正上位文件：tiaowen check {self.document}。"
        return f"Put that document right first: tiaowen check {self.document}."


@frozen(kw_only=True)
class StaleAmendment(Finding):
    """An ``amends`` under which nothing takes the place of anything that the place says.

    ``reason`` is ``document`` (it is not refined), ``place`` (the document has no such place) or ``nothing``.
    """

    id: ClassVar[str] = "TW425"
    document: str
    article: Words
    reason: str

    def message(self, language: Language) -> str:
        """Say why it amends nothing."""
        zh, document = language is Language.ZH, quoted(self.document, language)
        article = self.article[zh]
        match self.reason:
            case "document":
                return f"本文件没有细化{document}。" if zh else f"This document does not refine {document}."
            case "place":
                return f"{document}没有{article}。" if zh else f"The document {document} has no {article}."
            case _:
                if zh:
                    return f"下面没有一行改变{document}{article}所写的内容。"
                return f"No line below changes anything that {article} of {document} says."

    def advice(self, language: Language) -> str | None:
        """Say what an amendment is."""
        if language is Language.ZH:
            return "“修改”之下写该条已经写明的对象和要素；原来没有写的，不用“修改”。"
        return (
            "Below it stand the people and the facets of that place, with the new figures; what it leaves unsaid "
            "needs no amendment."
        )


@frozen(kw_only=True)
class Redefined(Finding):
    """A class or list that a higher document defines otherwise."""

    id: ClassVar[str] = "TW409"
    name: Words
    article: Words

    def message(self, language: Language) -> str:
        """Name it."""
        if language is Language.ZH:
            return f"{self.article[1]}已经定义“{self.name[1]}”，这里的定义不同。"
        return f"{self.name[0]}: {self.article[0]} defines it already, and otherwise."

    def advice(self, language: Language) -> str | None:
        """Say when it may be defined anew."""
        if language is Language.ZH:
            return "上位文件写“可扩充”或“由…确定”的才能另写；确要改变的，写在“修改…：”之下。"
        return (
            'It can be defined anew where the higher document says "may extend" or "set by"; what is meant to '
            'change it stands under "amends ... of ...:".'
        )


@frozen(kw_only=True)
class WronglyExtended(Finding):
    """A list that is not the higher one with additions as it allows them.

    ``count`` entries are added, where ``most`` or ``least`` are allowed; ``strangers`` may not be added, ``dropped``
    are left out.
    """

    id: ClassVar[str] = "TW410"
    name: Words
    article: Words
    count: int = 0
    most: int | None = None
    least: int | None = None
    strangers: tuple[Words, ...] = ()
    dropped: tuple[Words, ...] = ()

    def message(self, language: Language) -> str:
        """Say how many there may be, and which may not be there."""
        zh = language is Language.ZH
        said = [text[zh] for text in self._said()]
        if zh:
            return f"“{self.name[1]}”不是{self.article[1]}所许可的扩充：{'；'.join(said)}。"
        return f"{self.name[0]} is not extended as {self.article[0]} allows: {'; '.join(said)}."

    def _said(self) -> list[Words]:
        said: list[Words] = []
        if self.most is not None:
            said.append((f"{self.count} added, at most {self.most} allowed", f"增加{self.count}项，最多{self.most}项"))
        if self.least is not None:
            said.append(
                (f"{self.count} added, at least {self.least} wanted", f"增加{self.count}项，至少{self.least}项")
            )
        if self.strangers:
            said.append((f"{listed(self.strangers, 0)} may not be added", f"不得增加{listed(self.strangers, 1)}"))
        if self.dropped:
            said.append((f"{listed(self.dropped, 0)} left out", f"缺少{listed(self.dropped, 1)}"))
        return said

    def advice(self, language: Language) -> str | None:
        """Say how a list is extended."""
        if language is Language.ZH:
            return "写全原有各项再加上新增的，或者只写新增的。"
        return "Repeat the whole list with what is added, or name only what is added."


@frozen(kw_only=True)
class EntriesLeftOut(Finding):
    """Entries of a higher list that a document leaves out, which it may."""

    id: ClassVar[str] = "TW411"
    severity: ClassVar[Severity] = Severity.INFO
    name: Words
    article: Words
    dropped: tuple[Words, ...]

    def message(self, language: Language) -> str:
        """Name them."""
        if language is Language.ZH:
            return f"“{self.name[1]}”没有{self.article[1]}列出的{listed(self.dropped, 1)}。"
        return f"{self.name[0]}: {listed(self.dropped, 0)} of {self.article[0]} are not listed here."


@frozen(kw_only=True)
class OtherLine(Finding):
    """A line that says otherwise what a higher document says of the benefit, or of all; ``what`` it is about."""

    id: ClassVar[str] = "TW413"
    what: Words
    article: Words

    def message(self, language: Language) -> str:
        """Name the matter."""
        if language is Language.ZH:
            return f"{self.what[1]}，{self.article[1]}已有规定，这里的不同。"
        return f"{self.what[0]}: {self.article[0]} says it already, and otherwise."

    def advice(self, language: Language) -> str | None:
        """Say what can be done."""
        return AMEND[language is Language.ZH]


@frozen(kw_only=True)
class Narrowed(Finding):
    """A condition or restriction that the higher document does not have."""

    id: ClassVar[str] = "TW414"
    severity: ClassVar[Severity] = Severity.WARNING
    benefit: Words
    document: str

    def message(self, language: Language) -> str:
        """Say that fewer cases are left."""
        if language is Language.ZH:
            return f"这一行使{self.benefit[1]}的范围比{self.document}窄。"
        return f"This line narrows {self.benefit[0]}: {self.document} has no such restriction."

    def advice(self, language: Language) -> str | None:
        """Say what to check."""
        if language is Language.ZH:
            return "请核对上位文件是否允许另加条件；它的条件不写也有效。"
        return "Check that the higher document leaves room for it; its own conditions hold without being repeated."
