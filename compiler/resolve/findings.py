"""The findings about names and about where lines stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl.diagnostics import Finding, Place, Severity, quoted
from tiaowen.dsl.tree import Language

KIND_NAMES = {
    "group": ("a group of recipients", "对象类别"),
    "category": ("a recipient category", "救助对象"),
    "level": ("a hospital level", "医院等级"),
    "care": ("a kind of care", "就医类型"),
    "disease": ("a disease", "病种"),
    "disease-list": ("a list of diseases", "病种名录"),
    "plan": ("an insurance plan", "参保险种"),
    "mark": ("a yes-or-no fact", "标识"),
    "payer": ("an insurer", "支付方"),
    "benefit": ("a benefit", "待遇项目"),
    "fact": ("a fact with a number", "数据项"),
    "statistic": ("a statistic", "统计指标"),
    "parameter": ("a named amount", "参数"),
    "authority": ("an authority", "部门"),
    "fund": ("a fund", "基金"),
    "event": ("an event", "事件"),
    "region": ("a region", "地区"),
    "matter": ("a matter", "事项"),
}
"""What a kind of concept is called in messages, English and Chinese."""


MANY = 4
"""Where more kinds than these can stand, listing them helps nobody."""


def kinds_text(kinds: tuple[str, ...], language: Language) -> str:
    """Return the kinds as words: *a recipient category or a hospital level*."""
    zh = language is Language.ZH
    # A group is a category to whoever writes one, and a list of diseases stands where a disease can.
    shown = [k for k in kinds if not (k == "group" and "category" in kinds)]
    shown = [k for k in shown if not (k == "disease-list" and "disease" in kinds)]
    if len(shown) > MANY:
        return ""
    names = [KIND_NAMES[k][zh] for k in shown if k in KIND_NAMES]
    if zh:
        return "、".join(names[:-1]) + ("或" if len(names) > 1 else "") + (names[-1] if names else "")
    return ", ".join(names[:-1]) + (" or " if len(names) > 1 else "") + (names[-1] if names else "")


HEADINGS: Mapping[str, tuple[str, str]] = {
    "category": ("categories", "对象"),
    "benefit": ("benefits", "待遇项目"),
    "care": ("care", "就医类型"),
    "mark": ("marks", "标识"),
    "disease": ("diseases", "病种"),
    "fact": ("facts", "数据项"),
    "plan": ("plans", "险种"),
    "payer": ("payers", "支付方"),
    "statistic": ("statistics", "统计指标"),
    "parameter": ("parameters", "参数"),
    "authority": ("authorities", "部门"),
    "fund": ("funds", "基金"),
    "event": ("events", "事件"),
    "region": ("regions", "地区"),
    "matter": ("matters", "事项"),
}
"""The line that opens the declaration of names of a kind."""

_ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "category": (
        'Whom a line is about stands before the colon: "{name}: ratio 60%".',
        "对象写在冒号前面：{name}：比例60%",
    ),
    "level": (
        'Levels stand beside the people, "recipients at {name}: …", or in "covers {name}".',
        "等级写在对象后面，或写“适用于{name}”。",
    ),
    "care": (
        'Kinds of care stand in "covers {name}", or beside the people before the colon.',
        "就医类型写“适用于{name}”，或写在冒号前的对象后面。",
    ),
    "plan": ("Plans stand beside the people, before the colon.", "险种写在冒号前的对象后面。"),
    "fact": ('A fact needs a comparison, such as "{name} over …".', "数据项要写比较，如“{name}超过……”。"),
    "payer": ('An insurer stands in "counts … after {name}".', "支付方写在“计入……，经{name}支付后”。"),
    "statistic": ('A statistic is a base: "10% of {name}".', "统计指标只作基数：{name}的10%。"),
    "benefit": ('A benefit opens its lines with "for {name}:".', "待遇项目写成“关于{name}：”，下面写条款。"),
}
"""Where a name of a kind can stand, for one that stands where it cannot."""


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
            kinds = f"（这里应是{kinds}）" if (kinds := kinds_text(self.kinds, language)) else ""
            return f"没有登记过{quoted(self.name, language)}这个名称{kinds}。"
        kinds = f"; {kinds} belongs here" if (kinds := kinds_text(self.kinds, language)) else ""
        return f"{quoted(self.name)} is not a registered name{kinds}."

    def advice(self, language: Language) -> str | None:
        """Suggest registered names, or say how to register one."""
        if self.meant:
            names = [quoted(c.get(language), language) for c in self.meant]
            return f"是不是{'、'.join(names)}？" if language is Language.ZH else f"Did you mean {' or '.join(names)}?"
        if language is Language.ZH:
            heading = next((zh for _, zh in _headings(self.kinds)), "对象")
            return f"请检查写法；新名称可先登记：一行写“[{heading}]”，下一行写“english name = 中文名”。"
        heading = next((en for en, _ in _headings(self.kinds)), "categories")
        how = f'"[{heading}]", then "english name = 中文名"'
        return f"Check the spelling; a new name is declared before it is used: {how}."


def _headings(kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    return [HEADINGS[kind] for kind in kinds if kind in HEADINGS]


@frozen(kw_only=True)
class Unregistered(Finding):
    """A name of a kind that decides no amount, which nobody has registered: it is taken as it is written."""

    id: ClassVar[str] = "TW108"
    severity: ClassVar[Severity] = Severity.WARNING
    name: str
    kind: str
    meant: tuple[Concept, ...] = ()

    def message(self, language: Language) -> str:
        """Say that the name is taken as it is."""
        kind = KIND_NAMES[self.kind][language is Language.ZH]
        if language is Language.ZH:
            return f"{kind}{quoted(self.name, language)}没有登记过，按原样使用。"
        return f"{quoted(self.name)} is not registered as {kind}; it is taken as it is written."

    def advice(self, language: Language) -> str | None:
        """Suggest a registered name, or say how to register one."""
        if self.meant:
            name = quoted(self.meant[0].get(language), language)
            return f"是不是{name}？" if language is Language.ZH else f"Did you mean {name}?"
        heading = HEADINGS[self.kind][language is Language.ZH]
        if language is Language.ZH:
            return f"要有英文名，可登记：一行写“[{heading}]”，下一行写“english name = {self.name[:20]}”。"
        return f'For its name in the other language declare it: "[{heading}]", then "english name = 中文名".'


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
            return f"{quoted(self.name, language)}是{is_}，这里应是{want}。"
        is_, want = KIND_NAMES[self.kind][0], kinds_text(self.kinds, language)
        return f"{quoted(self.name)} is {is_}; {want} belongs here."

    def advice(self, language: Language) -> str | None:
        """Say where such a name can stand."""
        kind = "category" if self.kind == "group" else self.kind
        known = _ELSEWHERE.get(kind)
        return known[language is Language.ZH].format(name=self.name[:20]) if known else None


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
                return "只保留一边的“不再享受”。" if zh else 'Keep only one of the "instead of" lines.'
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
