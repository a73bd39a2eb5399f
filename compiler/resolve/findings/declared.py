"""Findings about names that a document declares or defines itself."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.resolve.findings.kinds import HEADINGS, KIND_NAMES
from tiaowen.dsl.diagnostics import Finding, Place, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class NameClash(Finding):
    """A name declared in the file that already names something else."""

    id: ClassVar[str] = "TW116"
    name: str
    other: tuple[str, str]
    kind: str

    def message(self, language: Language) -> str:
        """Say what the name already means."""
        zh = language is Language.ZH
        kind, other = KIND_NAMES[self.kind][zh], quoted(self.other[zh], language)
        if zh:
            return f"{quoted(self.name, language)}已经登记为{kind}{other}的名称。"
        return f"{quoted(self.name)} is already a name of {other}, {kind}."

    def advice(self, language: Language) -> str | None:
        """Say to choose another."""
        return (
            "请换一个名称，或直接使用已登记的。"
            if language is Language.ZH
            else "Choose another name, or use the registered one."
        )


@frozen(kw_only=True)
class NotAKind(Finding):
    """A ``[…]`` line that names no kind of thing."""

    id: ClassVar[str] = "TW130"
    name: str

    def message(self, language: Language) -> str:
        """Say that it is no kind."""
        if language is Language.ZH:
            return f"“[{self.name[:20]}]”不是可以登记的种类。"
        return f'"[{self.name[:20]}]" is not a kind of name that can be declared.'

    def advice(self, language: Language) -> str | None:
        """List the usual kinds."""
        zh = language is Language.ZH
        shown = ("、" if zh else ", ").join(f"[{heading[zh]}]" for heading in HEADINGS.values())
        return f"可用：{shown}" if zh else f"There are {shown}."


@frozen(kw_only=True)
class NoKind(Finding):
    """A declared name without the kind it is of."""

    id: ClassVar[str] = "TW131"

    def message(self, language: Language) -> str:
        """Say what is missing."""
        if language is Language.ZH:
            return "登记名称之前没有写种类。"
        return "It is not said what kind of thing this name is declared for."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        if language is Language.ZH:
            return "请在上方写一行种类，如：[对象]、[待遇项目]、[标识]"
        return 'Put its kind on a line above, such as "[categories]", "[benefits]" or "[marks]".'


@frozen(kw_only=True)
class UnnumberedLevel(Finding):
    """A declared hospital level without a number."""

    id: ClassVar[str] = "TW132"
    name: str

    def message(self, language: Language) -> str:
        """Say that levels are numbers."""
        if language is Language.ZH:
            return f"医院等级{quoted(self.name, language)}没有级数。"
        return f"The hospital level {quoted(self.name)} has no number."

    def advice(self, language: Language) -> str | None:
        """Say what to declare instead."""
        if language is Language.ZH:
            return "等级只有一、二、三级；其他医疗机构可登记为[标识]。"
        return 'Levels are level 1 to level 3; another kind of institution can be declared under "[marks]".'


@frozen(kw_only=True)
class CyclicDefinition(Finding):
    """A definition, or a reference between benefits, that runs in a circle."""

    id: ClassVar[str] = "TW305"
    name: tuple[str, str]
    how: str = "definition"

    @classmethod
    def of(cls, name: str, place: Place) -> CyclicDefinition:
        """Return the finding for a name as it is written."""
        return cls(name=(name, name), place=place)

    def message(self, language: Language) -> str:
        """Say what runs in a circle."""
        zh = language is Language.ZH
        name = quoted(self.name[zh], language)
        match self.how:
            case "order":
                return f"{name}要等自己结算以后才能结算。" if zh else f"{name} would have to be settled before itself."
            case "reference":
                return f"{name}的数值最后参照到自己。" if zh else f"The figure of {name} refers back to itself."
            case "instead":
                return (
                    f"{name}与别的项目互相取代，结果谁也不付。"
                    if zh
                    else f"{name} and another benefit each take the place of the other: neither would pay."
                )
            case _:
                return f"{name}的定义绕了一圈又回到自身。" if zh else f"The definition of {name} comes back to itself."

    def advice(self, language: Language) -> str | None:
        """Say which line to look at."""
        zh = language is Language.ZH
        name = quoted(self.name[zh], language)
        match self.how:
            case "order":
                return (
                    "请检查“计入……，经……支付后”列出的项目。"
                    if zh
                    else 'Look at the benefits listed in "counts … after …".'
                )
            case "reference":
                return "其中一项要写明数值。" if zh else "One of them has to state the figure."
            case "instead":
                return (
                    f"只保留一边的“不再享受”：要么在{name}下，要么在另一项目下。"
                    if zh
                    else f'Keep only one of the "instead of" lines: that of {name}, or that of the other benefit.'
                )
            case _:
                return "请改写其中一条定义。" if zh else "Rewrite one of the definitions in the circle."


@frozen(kw_only=True)
class TooDeep(Finding):
    """Definitions nested beyond all reason."""

    id: ClassVar[str] = "TW306"
    name: str
    depth: int
    most: int

    def message(self, language: Language) -> str:
        """Say how deep."""
        if language is Language.ZH:
            return f"{quoted(self.name, language)}的定义层层相套{self.depth}层，最多{self.most}层。"
        return f"The definition of {quoted(self.name)} is nested {self.depth} deep; {self.most} is the most."

    def advice(self, language: Language) -> str | None:
        """Say how to do without the names between."""
        if language is Language.ZH:
            return "请直接列出已登记的类别，不必层层定义。"
        return "Name the registered categories directly, without the definitions between."
