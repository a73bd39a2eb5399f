"""Findings about the documents that a document says it refines."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class NoHigherDocument(Finding):
    """A document that is refined and cannot be found.

    ``other`` is the id that the file found in its place has; ``most`` is set where there are too many to look further.
    """

    id: ClassVar[str] = "TW405"
    document: str
    other: str | None = None
    most: int | None = None

    def message(self, language: Language) -> str:
        """Name the document."""
        zh, name = language is Language.ZH, quoted(self.document, language)
        if self.most is not None:
            if zh:
                return f"上位文件超过{self.most}份，没有再找{name}。"
            return f"There are more than {self.most} higher documents: {name} was not looked for."
        if self.other is not None:
            other = quoted(self.other, language)
            return f"{name}的文件里写的是{other}。" if zh else f"The file of {name} is policy {other}."
        return f"找不到上位文件{name}。" if zh else f"The higher document {name} cannot be found."

    def advice(self, language: Language) -> str | None:
        """Say where it is looked for."""
        if self.most is not None:
            return None
        if language is Language.ZH:
            return "请写随附文件的编号，或把“编号.policy”放在本文件所在的文件夹，其第一行用同一编号。"
        return (
            "Name a shipped policy by its id, or put a file named after the id (ID.policy) beside this one, with the "
            "same id in its first line."
        )


@frozen(kw_only=True)
class CircleOfDocuments(Finding):
    """Documents of which each refines the next, and the last the first."""

    id: ClassVar[str] = "TW422"
    documents: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Show the circle."""
        circle = " → ".join(self.documents)
        if language is Language.ZH:
            return f"细化关系成了循环：{circle}。"
        return f"Documents refine each other in a circle: {circle}."

    def advice(self, language: Language) -> str | None:
        """Say which way it goes."""
        if language is Language.ZH:
            return "只有下位文件写“细化”，如县里的文件细化市里的。"
        return "Only the lower document refines: that of a county the one of its city."
