"""Findings about figures: their units, their ranges, and the statistics they hang on."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.rules.findings.words import facet_name
from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language

_UNITS = {
    "Money": ("an amount", "金额"),
    "Percent": ("a percentage", "百分数"),
    "PercentOf": ("a share of an amount", "某数额的百分数"),
    "Times": ("a multiple", "倍数"),
    "Steps": ("amounts by steps", "分档的金额"),
    "Points": ("percentage points", "百分点"),
    "Years": ("an age", "年龄"),
    "Grade": ("a grade", "等级"),
    "Count": ("a count", "个数"),
    "Duration": ("a length of time", "时间"),
}
_WANTED = {
    "deductible": ("an amount or a share of a named amount", "金额，或某数额的百分数、倍数"),
    "ratio": ("a percentage", "百分数"),
    "cap": ("an amount or a multiple of a named amount", "金额，或某数额的倍数、百分数"),
    "total-cap": ("an amount or a multiple of a named amount", "金额，或某数额的倍数、百分数"),
    "lump-sum": ("an amount", "金额"),
    "out-of-pocket-ceiling": ("an amount or a share of a named amount", "金额，或某数额的百分数、倍数"),
    "subsidy": ("an amount, a share of a named contribution, or full subsidy", "金额、某缴费标准的百分数，或全额资助"),
    "comparison": ("an amount, an age, a grade or a count", "金额、年龄、等级或个数"),
    "limit": ("a share of a named amount", "某数额的百分数"),
    "figure": ("an amount in yuan", "以元计的金额"),
}


@frozen(kw_only=True)
class WrongUnit(Finding):
    """A quantity of another kind than the facet takes."""

    id: ClassVar[str] = "TW122"
    facet: str
    found: str

    def message(self, language: Language) -> str:
        """Say what was found and what belongs here."""
        zh = language is Language.ZH
        found, wanted, facet = _UNITS[self.found][zh], _WANTED[self.facet][zh], facet_name(self.facet, language)
        if zh:
            return f"{facet}要写{wanted}，这里是{found}。"
        article = "An" if facet[0] in "aeiou" else "A"
        return f"{article} {facet} takes {wanted}; this is {found}."

    def advice(self, language: Language) -> str | None:
        """Say what was probably meant."""
        zh = language is Language.ZH
        if self.facet == "ratio" and self.found in ("Money", "PercentOf", "Times"):
            return "若指封顶，请写“年度限额…”。" if zh else 'For a ceiling write "cap …".'
        return None


@frozen(kw_only=True)
class PercentOfWhat(Finding):
    """A percentage without what it is a percentage of."""

    id: ClassVar[str] = "TW123"
    facet: str
    share: str

    def message(self, language: Language) -> str:
        """Ask of what."""
        facet = facet_name(self.facet, language)
        if language is Language.ZH:
            return f"“{facet}{self.share}”没有基数：谁的{self.share}？"
        return f'"{facet} {self.share}" has no base: {self.share} of what?'

    def advice(self, language: Language) -> str | None:
        """Show a base."""
        facet = facet_name(self.facet, language)
        if language is Language.ZH:
            base = "个人缴费标准" if self.facet == "subsidy" else "全省居民人均可支配收入"
            return f"{facet}为{base}的{self.share}。"
        base = "premium" if self.facet == "subsidy" else "provincial disposable income"
        return f"For example: {facet} {self.share} of {base}."


@frozen(kw_only=True)
class OutOfRange(Finding):
    """A ratio below 0 or above 100%."""

    id: ClassVar[str] = "TW210"
    share: str

    def message(self, language: Language) -> str:
        """Say that no ratio can be so large."""
        if language is Language.ZH:
            return f"比例{self.share}超出0至100%。"
        return f"A ratio of {self.share} is outside 0 to 100%."

    def advice(self, language: Language) -> str | None:
        """Say what a ratio can be."""
        if language is Language.ZH:
            return "比例在0至100%之间；请与原文核对。"
        return "A ratio is 0 to 100%; check the source document."


_COMPLETE = (
    "For example: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan up to 30,000 yuan, 70% over 30,000 yuan.",
    "比例1万元以内50%，1万元至3万元以内60%，3万元以上70%。",
)


@frozen(kw_only=True)
class BracketGap(Finding):
    """Brackets that leave a gap, or end too early."""

    id: ClassVar[str] = "TW111"

    def message(self, language: Language) -> str:
        """Say what is wrong with the brackets."""
        return "各档金额没有首尾相接。" if language is Language.ZH else "The brackets leave a gap."

    def advice(self, language: Language) -> str | None:
        """Show complete brackets."""
        return _COMPLETE[language is Language.ZH]


@frozen(kw_only=True)
class BracketOverlap(Finding):
    """Brackets of which two have amounts in common."""

    id: ClassVar[str] = "TW112"

    def message(self, language: Language) -> str:
        """Say what is wrong with the brackets."""
        return "各档金额互相重叠。" if language is Language.ZH else "The brackets overlap."

    def advice(self, language: Language) -> str | None:
        """Show complete brackets."""
        return _COMPLETE[language is Language.ZH]


@frozen(kw_only=True)
class EmptyBracket(Finding):
    """A bracket that ends before it begins: no amount is in it."""

    id: ClassVar[str] = "TW114"
    over: str
    upto: str

    def message(self, language: Language) -> str:
        """Show both ends."""
        if language is Language.ZH:
            return f"{self.over}元以上至{self.upto}元以内的一档里没有任何金额。"
        return f"No amount is over {self.over} yuan and up to {self.upto} yuan."

    def advice(self, language: Language) -> str | None:
        """Show complete brackets."""
        return _COMPLETE[language is Language.ZH]


@frozen(kw_only=True)
class BandedUnsaid(Finding):
    """Brackets without a word on how they apply."""

    id: ClassVar[str] = "TW127"

    def message(self, language: Language) -> str:
        """Say what is missing."""
        if language is Language.ZH:
            return "没有说明各档比例是分段计算还是全额计算。"
        return "It is not said whether the brackets apply by slice or by whole amount."

    def advice(self, language: Language) -> str | None:
        """Show both lines."""
        if language is Language.ZH:
            return "请另写一行：比例分段计算，或：比例全额计算"
        return 'Add a line: "ratio applies by slice" or "ratio applies by whole amount".'


@frozen(kw_only=True)
class Undated(Finding):
    """A statistic without the year it is taken from."""

    id: ClassVar[str] = "TW302"
    statistic: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the statistic."""
        if language is Language.ZH:
            return f"没有说明{self.statistic[1]}取哪一年的数。"
        return f"It is not said which year's {self.statistic[0]} is meant."

    def advice(self, language: Language) -> str | None:
        """Show a basis line."""
        if language is Language.ZH:
            return f"请写：基数 {self.statistic[1]}，上一年度"
        return f"Write: basis {self.statistic[0]}, previous year"


@frozen(kw_only=True)
class WrongFactUnit(Finding):
    """A fact compared with a quantity of another kind than its own."""

    id: ClassVar[str] = "TW133"
    fact: tuple[str, str]
    found: str
    wanted: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say what was found and what the fact is measured in."""
        zh = language is Language.ZH
        found, fact = _UNITS[self.found][zh], self.fact[zh]
        wanted = ("或" if zh else " or ").join(_UNITS[unit][zh] for unit in self.wanted)
        if zh:
            return f"{fact}要与{wanted}比较，这里是{found}。"
        return f"{quoted(fact)} is compared with {wanted}; this is {found}."


@frozen(kw_only=True)
class ShortName(Finding):
    """A short name for a statistic that no basis line gives."""

    id: ClassVar[str] = "TW329"
    name: str

    def message(self, language: Language) -> str:
        """Say that it is not said what the short name is short for."""
        if language is Language.ZH:
            return f"没有说明{quoted(self.name, language)}是哪一个统计指标的简称。"
        return f"It is not said which statistic {quoted(self.name)} is short for."

    def advice(self, language: Language) -> str | None:
        """Show a basis line."""
        if language is Language.ZH:
            return f"请写：基数 全省居民人均可支配收入，上一年度，简称{self.name[:20]}"
        return f"Write: basis provincial disposable income, previous year, called {self.name[:20]}"
