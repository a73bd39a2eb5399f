"""Findings about single lines: what does not fit where it stands, or contradicts another line."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.rules.findings.catalogue import Misfit
from tiaowen.compiler.rules.findings.words import facet_name
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.tree import Language


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
class NotHere(Finding):
    """A phrase that does not fit the line, benefit or scheme it stands in."""

    id: ClassVar[str] = "TW124"
    what: Misfit

    def message(self, language: Language) -> str:
        """Say that it does not fit."""
        zh = language is Language.ZH
        return f"这里不能写{self.what.what[1]}。" if zh else f"{self.what.what[0]} cannot stand here."

    def advice(self, language: Language) -> str | None:
        """Say what can."""
        return self.what.instead[language is Language.ZH]


@frozen(kw_only=True)
class NoRecipients(Finding):
    """A clause about the recipients of a document that has none."""

    id: ClassVar[str] = "TW134"

    def message(self, language: Language) -> str:
        """Say that it is not said who they are."""
        if language is Language.ZH:
            return "没有写明谁是救助对象。"
        return "It is not said who the recipients are."

    def advice(self, language: Language) -> str | None:
        """Show a definition."""
        if language is Language.ZH:
            return "救助对象包括特困人员、孤儿、低保对象"
        return "For example: recipients means extremely poor people, orphans, minimum living guarantee recipients"


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
class FundsNotWhole(Finding):
    """Funds that together pay less, or more, than what a clause gives."""

    id: ClassVar[str] = "TW136"

    def message(self, language: Language) -> str:
        """Say that the parts are not the whole."""
        if language is Language.ZH:
            return "各基金列支的部分合起来不是全部。"
        return "What the funds pay does not come to the whole."

    def advice(self, language: Language) -> str | None:
        """Show how to name the rest."""
        if language is Language.ZH:
            return "用“其余”收尾，如：120元以内由医疗救助基金列支，其余由优抚对象医疗补助资金列支。"
        return "End with the rest: up to 120 yuan from the assistance fund, the rest from the veterans' fund."


@frozen(kw_only=True)
class PointsOnNothing(Finding):
    """Points added to or taken from a ratio that no clause states for these cases."""

    id: ClassVar[str] = "TW135"

    def message(self, language: Language) -> str:
        """Say that there is no ratio."""
        if language is Language.ZH:
            return "这些情形没有比例，百分点无从增减。"
        return "There is no ratio for these cases that the points could be added to or taken from."

    def advice(self, language: Language) -> str | None:
        """Say what is missing."""
        if language is Language.ZH:
            return "请在同一项待遇下写明比例，或检查本条所指的情形。"
        return "State the ratio under the same benefit, or check which cases the clause is about."


@frozen(kw_only=True)
class Restated(Finding):
    """A line that says something else than an earlier line about the same thing."""

    id: ClassVar[str] = "TW128"
    what: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name what is said twice."""
        if language is Language.ZH:
            return f"{self.what[1]}前面已经写过，而且不一样。"
        return f"{self.what[0]} is stated before, and differently."

    def advice(self, language: Language) -> str | None:
        """Say that order does not decide."""
        if language is Language.ZH:
            return "后写的不会覆盖先写的：请只留一条，或改成一致。"
        return "A later line never overrides an earlier one: keep one of them, or make them agree."


@frozen(kw_only=True)
class PeriodClash(Finding):
    """A figure with a period of its own beside a line that lets the facet count over another."""

    id: ClassVar[str] = "TW129"
    facet: str
    own: tuple[str, str]
    stated: tuple[str, str]

    def message(self, language: Language) -> str:
        """Say both periods."""
        zh = language is Language.ZH
        facet = facet_name(self.facet, language)
        if zh:
            return f"{facet}这里写{self.own[1]}，另一行却写{self.stated[1]}累计。"
        return f"The {facet} is {self.own[0]} here, but another line lets it accumulate {self.stated[0]}."

    def advice(self, language: Language) -> str | None:
        """Say to keep one of them."""
        return "请改成一致。" if language is Language.ZH else "Make the two lines agree."


@frozen(kw_only=True)
class TwoFigures(Finding):
    """Two figures of one statistic for the same year."""

    id: ClassVar[str] = "TW330"
    statistic: tuple[str, str]
    year: int

    def message(self, language: Language) -> str:
        """Name the statistic and the year."""
        if language is Language.ZH:
            return f"{self.statistic[1]}{self.year}年有两个不同的公布值。"
        name = self.statistic[0]
        return f"{name[:1].upper()}{name[1:]} has two different figures for {self.year}."

    def advice(self, language: Language) -> str | None:
        """Say which one stays."""
        if language is Language.ZH:
            return "请与公布的数据核对，只保留公布的那个数。"
        return "Check where it was published, and keep the published one."


@frozen(kw_only=True)
class OtherRegion(Finding):
    """A figure for a region that the document does not govern."""

    id: ClassVar[str] = "TW307"
    severity: ClassVar[Severity] = Severity.WARNING
    region: tuple[str, str]

    def message(self, language: Language) -> str:
        """Say that the figure is not used."""
        if language is Language.ZH:
            return f"这个公布值没有用到：{self.region[1]}不在本文件“地区”一行里。"
        return f'This figure is not used: {self.region[0]} is not in the "region" line of the document.'

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        if language is Language.ZH:
            return f"请在“地区”一行加上{self.region[1]}，或删去这个公布值。"
        return f'Add {self.region[0]} to the "region" line, or remove the figure.'


@frozen(kw_only=True)
class NoStart(Finding):
    """A document that does not say since when it is in force, and has no date of issue either."""

    id: ClassVar[str] = "TW501"
    severity: ClassVar[Severity] = Severity.WARNING

    def message(self, language: Language) -> str:
        """Say what follows."""
        if language is Language.ZH:
            return "没有写自何时施行，也没有印发日期：任何日期的费用都按本文件计算。"
        since = "It is not said since when the document is in force, nor when it was issued"
        return f"{since}: claims of any date are settled."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        return "施行：自2023年1月1日起" if language is Language.ZH else "For example: in force from 2023-01-01"


@frozen(kw_only=True)
class NoIssueDate(Finding):
    """A document in force some days after its issue, without the date of issue."""

    id: ClassVar[str] = "TW504"

    def message(self, language: Language) -> str:
        """Say what is missing."""
        if language is Language.ZH:
            return "施行日从发布之日算起，但没有写印发日期。"
        return "The document is in force some days after its issue, but the date of issue is not stated."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        return "印发日期 2023年9月22日" if language is Language.ZH else "For example: issued 2023-09-22"
