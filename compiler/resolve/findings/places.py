"""Findings about where lines stand."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class NoCitation(Finding):
    """Something computable before the first heading."""

    id: ClassVar[str] = "TW117"

    def message(self, language: Language) -> str:
        """Say that the line has no article."""
        if language is Language.ZH:
            return "这一行前面没有条款编号，算出的结果无法注明出处。"
        return "This line stands before the first heading: what it computes could name no article."

    def advice(self, language: Language) -> str | None:
        """Show a heading."""
        return (
            "请在上方写明条款编号，如：第十条 起付标准"
            if language is Language.ZH
            else 'Put a heading above it, such as "Article 10 Deductible".'
        )


@frozen(kw_only=True)
class NoScope(Finding):
    """A line about a benefit that stands under no benefit."""

    id: ClassVar[str] = "TW118"

    def message(self, language: Language) -> str:
        """Say that the benefit is missing."""
        if language is Language.ZH:
            return "这一行没有说明是哪一项待遇。"
        return "This line belongs to no benefit."

    def advice(self, language: Language) -> str | None:
        """Show a scope."""
        return (
            "请在上方写：关于住院救助："
            if language is Language.ZH
            else 'Write above it which benefit it is about: "for inpatient assistance:".'
        )


@frozen(kw_only=True)
class NoPolicyLine(Finding):
    """A file without its first line."""

    id: ClassVar[str] = "TW119"
    blocks: ClassVar[bool] = False

    def message(self, language: Language) -> str:
        """Say what is missing."""
        if language is Language.ZH:
            return "文件没有“政策文件”一行。"
        return 'The file has no "policy" line.'

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        return (
            "政策文件 某市-2023 “某市医疗救助办法”"
            if language is Language.ZH
            else 'For example: policy some-city-2023 "Measures for medical assistance".'
        )


@frozen(kw_only=True)
class Repeated(Finding):
    """A line that a document can have only once."""

    id: ClassVar[str] = "TW120"

    def message(self, language: Language) -> str:
        """Say that it is there already."""
        if language is Language.ZH:
            return "这一行前面已经有了。"
        return "The document has such a line already."


@frozen(kw_only=True)
class OutOfPlace(Finding):
    """An example's step outside an example."""

    id: ClassVar[str] = "TW121"

    def message(self, language: Language) -> str:
        """Say where it belongs."""
        if language is Language.ZH:
            return "这一行要写在“示例”之后。"
        return 'This line belongs below an "example".'
