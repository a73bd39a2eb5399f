"""Findings about the rows and columns of tables."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.resolve.findings.kinds import kinds_text
from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class SameKindTwice(Finding):
    """A row and a column that name the same kind of thing: in one clause the two are alternatives."""

    id: ClassVar[str] = "TW047"
    names: tuple[str, str]
    """What the row names, and the column."""
    kind: str

    def message(self, language: Language) -> str:
        """Name both."""
        row, column = (quoted(name, language) for name in self.names)
        kind = kinds_text((self.kind,), language)
        if language is Language.ZH:
            return f"这一行写了{row}，表头也写了{column}：都是{kind}，合起来是“或”，不是“且”。"
        return f"The row names {row}, the column {column}: each is {kind}, and together they mean either of them."

    def advice(self, language: Language) -> str | None:
        """Say where to name it."""
        if language is Language.ZH:
            return "同一类名称只写在行里，或只写在表头里。"
        return "Name things of one kind in the rows only, or in the head only."
