"""The findings about names and about where lines stand."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language

KIND_NAMES = {
    "group": ("group of recipients", "对象类别"),
    "category": ("recipient category", "救助对象"),
    "level": ("hospital level", "医院等级"),
    "care": ("kind of care", "就医类型"),
    "disease": ("disease", "病种"),
    "disease-list": ("list of diseases", "病种名录"),
    "plan": ("insurance plan", "参保险种"),
    "mark": ("mark", "标识"),
    "payer": ("insurer", "支付方"),
    "benefit": ("benefit", "待遇项目"),
    "fact": ("fact", "数据项"),
    "statistic": ("statistic", "统计指标"),
    "parameter": ("parameter", "参数"),
    "authority": ("authority", "部门"),
    "fund": ("fund", "基金"),
    "event": ("event", "事件"),
    "region": ("region", "地区"),
    "matter": ("matter", "事项"),
}
"""What a kind of concept is called in messages, English and Chinese."""


def kinds_text(kinds: tuple[str, ...], language: Language) -> str:
    """Return the kinds as words: *a recipient category or a mark*."""
    zh = language is Language.ZH
    names = [KIND_NAMES[k][zh] for k in kinds if k in KIND_NAMES]
    return "、".join(names) if zh else " or ".join(names)


@frozen(kw_only=True)
class UnknownName(Finding):
    """A name that neither the vocabulary nor the file declares."""

    id: ClassVar[str] = "TW107"
    name: str
    kinds: tuple[str, ...] = ()
    meant: tuple[Concept, ...] = ()

    def message(self, language: Language) -> str:
        """Say that the name is unknown."""
        if language is Language.ZH:
            kinds = f"（这里应为{kinds_text(self.kinds, language)}）" if self.kinds else ""
            return f"没有登记过{quoted(self.name, language)}这个名称{kinds}。"
        kinds = f" (a {kinds_text(self.kinds, language)} belongs here)" if self.kinds else ""
        return f"{quoted(self.name)} is not a registered name{kinds}."

    def advice(self, language: Language) -> str | None:
        """Suggest registered names, or say how to register one."""
        if self.meant:
            names = [quoted(c.get(language), language) for c in self.meant]
            return f"是否{'、'.join(names)}？" if language is Language.ZH else f"Did you mean {' or '.join(names)}?"
        if language is Language.ZH:
            return "请检查写法；新名称可在文件开头用“[类别]”下的“英文名 = 中文名”登记。"
        return 'Check the spelling; a new name is declared at the top of the file under its kind: "[categories]", "english = 中文".'


@frozen(kw_only=True)
class WrongKind(Finding):
    """A registered name where another kind of thing belongs."""

    id: ClassVar[str] = "TW115"
    name: str
    kind: str
    kinds: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say what the name is and what belongs here."""
        if language is Language.ZH:
            is_, want = KIND_NAMES[self.kind][1], kinds_text(self.kinds, language)
            return f"{quoted(self.name, language)}是{is_}，这里应为{want}。"
        is_, want = KIND_NAMES[self.kind][0], kinds_text(self.kinds, language)
        return f"{quoted(self.name)} is a {is_}; a {want} belongs here."


@frozen(kw_only=True)
class NameClash(Finding):
    """A name declared in the file that already names something else."""

    id: ClassVar[str] = "TW116"
    name: str
    other: str

    def message(self, language: Language) -> str:
        """Say what the name already means."""
        if language is Language.ZH:
            return f"{quoted(self.name, language)}已经登记为{quoted(self.other, language)}的名称。"
        return f"{quoted(self.name)} already names {quoted(self.other)}."


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

    def message(self, language: Language) -> str:
        """Say what is missing."""
        if language is Language.ZH:
            return "文件没有“政策文件”一行。"
        return 'The file has no "policy" line.'

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        return (
            "例：政策文件 某市-2023 “某市医疗救助办法”"
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
