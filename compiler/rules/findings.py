"""The structural findings: without these put right, the rules would be wrong."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, Severity, quoted
from tiaowen.dsl.tree import Language

FACET_NAMES = {
    "deductible": ("deductible", "起付线"),
    "ratio": ("ratio", "比例"),
    "cap": ("cap", "限额"),
    "total-cap": ("total cap", "救助总额"),
    "subsidy": ("subsidy", "资助"),
    "coverage": ("coverage", "是否救助"),
    "comparison": ("comparison", "比较"),
    "limit": ("limit", "限制"),
}
_UNITS = {
    "Money": ("an amount", "金额"),
    "Percent": ("a percentage", "百分数"),
    "PercentOf": ("a share of an amount", "某数额的百分数"),
    "Times": ("a multiple", "倍数"),
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
    "subsidy": ("an amount, a share of a named contribution, or full subsidy", "金额、某缴费标准的百分数，或全额资助"),
    "comparison": ("an amount, an age, a grade or a count", "金额、年龄、等级或个数"),
    "limit": ("a share of a named amount", "某数额的百分数"),
}


def facet_name(facet: str, language: Language) -> str:
    """Return what a facet is called."""
    return FACET_NAMES[facet][language is Language.ZH]


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
        return f"A {facet} takes {wanted}; this is {found}."

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
            return f"例：{facet}为全省居民人均可支配收入的{self.share}。"
        return f"For example: {facet} {self.share} of provincial disposable income."


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


@frozen(kw_only=True)
class BracketGap(Finding):
    """Brackets that leave a gap, overlap, or end too early."""

    id: ClassVar[str] = "TW111"
    overlap: bool = False

    def message(self, language: Language) -> str:
        """Say what is wrong with the brackets."""
        if language is Language.ZH:
            return "各档金额互相重叠。" if self.overlap else "各档金额没有首尾相接。"
        return "The brackets overlap." if self.overlap else "The brackets leave a gap."

    def advice(self, language: Language) -> str | None:
        """Show complete brackets."""
        if language is Language.ZH:
            return "例：比例1万元以内50%，1万元至3万元以内60%，3万元以上70%。"
        return "For example: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan up to 30,000 yuan, 70% over 30,000 yuan."


@frozen(kw_only=True)
class ListCount(Finding):
    """A stated count that the list does not have."""

    id: ClassVar[str] = "TW601"
    severity: ClassVar[Severity] = Severity.WARNING
    stated: int
    listed: int

    def message(self, language: Language) -> str:
        """Say both counts."""
        if language is Language.ZH:
            return f"名录写{self.stated}个，实列{self.listed}个。"
        return f"The list says {self.stated} in all but names {self.listed}."

    def advice(self, language: Language) -> str | None:
        """Say not to fit the figure."""
        if language is Language.ZH:
            return "请与原文核对；原文如此的，写一条“理解”，不要改数凑齐。"
        return 'Check the original; if it really reads so, record a "reading", do not adjust the figure to fit.'


@frozen(kw_only=True)
class CyclicDefinition(Finding):
    """A definition, or a reference between benefits, that runs in a circle."""

    id: ClassVar[str] = "TW305"
    name: str
    stages: bool = False

    def message(self, language: Language) -> str:
        """Say what runs in a circle."""
        if language is Language.ZH:
            what = "结算先后" if self.stages else "定义"
            return f"{quoted(self.name, language)}的{what}绕了一圈又回到自身。"
        what = "The order of settlement" if self.stages else "The definition"
        return f"{what} of {quoted(self.name)} comes back to itself."


@frozen(kw_only=True)
class Conflict(Finding):
    """Two values of one facet for the same case."""

    id: ClassVar[str] = "TW104"
    facet: str
    case: tuple[str, str]
    values: tuple[tuple[str, str], tuple[str, str]]

    def message(self, language: Language) -> str:
        """Name the case and both values."""
        zh = language is Language.ZH
        facet, case = facet_name(self.facet, language), self.case[zh]
        first, second = self.values[0][zh], self.values[1][zh]
        if zh:
            return f"{case}的{facet}有两个不同的值：{first}与{second}。"
        return f"{case}: two different values of the {facet}, {first} and {second}."

    def advice(self, language: Language) -> str | None:
        """Say how exceptions are written."""
        if language is Language.ZH:
            return "请用“不含”把其中一条缩小；后写的不会覆盖先写的。"
        return 'Narrow one of them with "except"; a later line never overrides an earlier one.'


@frozen(kw_only=True)
class Hole(Finding):
    """Cases the benefit is for, without the figure that decides them."""

    id: ClassVar[str] = "TW101"
    blocks: ClassVar[bool] = False
    facet: str
    benefit: tuple[str, str]
    cases: tuple[tuple[str, str], ...]

    def message(self, language: Language) -> str:
        """Name the cases."""
        zh = language is Language.ZH
        shown = [c[zh] for c in self.cases[:4]]
        facet, benefit = facet_name(self.facet, language), self.benefit[zh]
        if zh:
            more = f"等{len(self.cases)}种情形" if len(self.cases) > 4 else ""
            return f"{benefit}：{'；'.join(shown)}{more}没有{facet}。"
        more = f" and {len(self.cases) - 4} more" if len(self.cases) > 4 else ""
        return f"{benefit}: no {facet} for {'; '.join(shown)}{more}."

    def advice(self, language: Language) -> str | None:
        """Say what to write when the source is silent."""
        facet = facet_name(self.facet, language)
        if language is Language.ZH:
            return f"请补上数值；原文没写的写“{facet}未规定”，不救助的写“不予救助”。"
        return f'State the value; if the source is silent write "{facet} not stated", if nothing is paid "not covered".'


@frozen(kw_only=True)
class NoSubsidy(Hole):
    """Recipients of whose enrolment subsidy the benefit says nothing."""

    id: ClassVar[str] = "TW103"
    severity: ClassVar[Severity] = Severity.WARNING


@frozen(kw_only=True)
class NoCap(Finding):
    """A benefit without any statement of a cap."""

    id: ClassVar[str] = "TW102"
    severity: ClassVar[Severity] = Severity.WARNING
    benefit: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the benefit."""
        if language is Language.ZH:
            return f"{self.benefit[1]}没有写限额，按不封顶计算。"
        return f"{self.benefit[0]} states no cap: it is taken as unlimited."

    def advice(self, language: Language) -> str | None:
        """Say how to confirm it."""
        return "如确不封顶，请写“不设限额”。" if language is Language.ZH else 'If that is meant, write "no cap".'


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
class NotHere(Finding):
    """A term that does not fit the benefit or scheme it stands under."""

    id: ClassVar[str] = "TW124"
    what: tuple[str, str]

    def message(self, language: Language) -> str:
        """Say that it does not fit."""
        return f"这里不能写{self.what[1]}。" if language is Language.ZH else f"{self.what[0]} cannot stand here."


@frozen(kw_only=True)
class SharesNotWhole(Finding):
    """Fund shares that do not add up to 100%."""

    id: ClassVar[str] = "TW125"
    total: str

    def message(self, language: Language) -> str:
        """Say the total."""
        if language is Language.ZH:
            return f"各方分担合计{self.total}，不是100%。"
        return f"The shares add up to {self.total}, not 100%."


@frozen(kw_only=True)
class NoReference(Finding):
    """*As for* a benefit that states no such facet."""

    id: ClassVar[str] = "TW126"
    benefit: tuple[str, str]
    facet: str

    def message(self, language: Language) -> str:
        """Name the benefit."""
        facet = facet_name(self.facet, language)
        if language is Language.ZH:
            return f"{self.benefit[1]}没有写{facet}，无从参照。"
        return f"{self.benefit[0]} states no {facet} to refer to."


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
