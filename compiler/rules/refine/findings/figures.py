"""Findings about figures: those that higher documents decided, bound, or left to somebody."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.rules.findings.words import facet_name
from tiaowen.compiler.rules.model import COVERAGE
from tiaowen.compiler.rules.refine.findings.words import AMEND, Words
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.quantities import yuan_text
from tiaowen.dsl.tree import Language


def _figure(facet: str, value: Words, language: Language) -> str:
    """Return a figure with its facet; *not covered* and the like speak for themselves."""
    zh = language is Language.ZH
    return value[zh] if facet == COVERAGE else f"{facet_name(facet, language)}{'' if zh else ' '}{value[zh]}"


@frozen(kw_only=True)
class Contradicted(Finding):
    """A figure that a higher document has decided otherwise for the same case."""

    id: ClassVar[str] = "TW424"
    case: Words
    facet: str
    own: Words
    norm_facet: str
    norm: Words
    article: Words

    def message(self, language: Language) -> str:
        """Show both figures."""
        zh = language is Language.ZH
        own, norm = _figure(self.facet, self.own, language), _figure(self.norm_facet, self.norm, language)
        if zh:
            return f"{self.case[1]}：这里写的是“{own}”，{self.article[1]}已定为“{norm}”。"
        return f'{self.case[0]}: "{own}" here, where {self.article[0]} has decided "{norm}".'

    def advice(self, language: Language) -> str | None:
        """Say what can be done."""
        return AMEND[language is Language.ZH]


@frozen(kw_only=True)
class FloorBroken(Finding):
    """A figure below a floor; ``year`` is the year of claims in which, where published figures decide."""

    id: ClassVar[str] = "TW401"
    case: Words
    facet: str
    own: Words
    norm: Words
    article: Words
    year: int | None = None

    def message(self, language: Language) -> str:
        """Show the figure and the bound."""
        zh = language is Language.ZH
        facet, own, norm = facet_name(self.facet, language), self.own[zh], self.norm[zh]
        if zh:
            year = f"（按{self.year}年的公布值）" if self.year is not None else ""
            return f"{self.case[1]}：{facet}{own}，{self.article[1]}要求{norm}{year}。"
        year = f" (by the figures for {self.year})" if self.year is not None else ""
        return f"{self.case[0]}: the {facet} is {own}, and {self.article[0]} wants {norm}{year}."

    def advice(self, language: Language) -> str | None:
        """Say what can be done."""
        if language is Language.ZH:
            return "请改为符合上位文件的数值。"
        return "State a figure that keeps to it."


@frozen(kw_only=True)
class CeilingBroken(FloorBroken):
    """A figure above a ceiling."""

    id: ClassVar[str] = "TW402"


@frozen(kw_only=True)
class InPrinciple(Finding):
    """What goes against a demand that holds in principle only; ``breach`` is what it would be otherwise."""

    id: ClassVar[str] = "TW403"
    severity: ClassVar[Severity] = Severity.WARNING
    breach: Finding

    def message(self, language: Language) -> str:
        """Say what it is, and that it is in principle only."""
        said = self.breach.message(language)
        return f"与“原则上”的要求不一致：{said}" if language is Language.ZH else f"Not as wanted in principle: {said}"

    def advice(self, language: Language) -> str | None:
        """Ask for the reason."""
        if language is Language.ZH:
            return "确有理由的，请在这条下面用“理解 “…””写明。"
        return 'If there is a reason, write it below the clause: reading "...".'


@frozen(kw_only=True)
class InPrincipleExplained(InPrinciple):
    """The same, with a remark that gives the reason."""

    id: ClassVar[str] = "TW408"
    severity: ClassVar[Severity] = Severity.INFO

    def advice(self, language: Language) -> str | None:
        """Nothing more is asked for."""
        del language
        return None


@frozen(kw_only=True)
class OtherAuthority(Finding):
    """A figure or list that another authority is to set."""

    id: ClassVar[str] = "TW412"
    severity: ClassVar[Severity] = Severity.WARNING
    what: Words
    by: Words
    level: Words
    article: Words

    def message(self, language: Language) -> str:
        """Say who it is for."""
        if language is Language.ZH:
            return f"{self.article[1]}规定{self.what[1]}由{self.by[1]}确定，本文件是{self.level[1]}文件。"
        return f"{self.article[0]} leaves {self.what[0]} to {self.by[0]}, and this is a document of a {self.level[0]}."

    def advice(self, language: Language) -> str | None:
        """Say where the level is read off."""
        if language is Language.ZH:
            return "文件的级别看“印发日期…由…”所写的机关和“地区”一行；请核对。"
        return 'The level is that of the issuer, or of the "region" line: check both.'


@frozen(kw_only=True)
class NotRising(Finding):
    """Rates that fall where the expense rises, against a norm; ``at`` is the expense in fen."""

    id: ClassVar[str] = "TW415"
    case: Words
    facet: str
    own: Words
    at: int | None
    article: Words

    def message(self, language: Language) -> str:
        """Say where they fall."""
        zh = language is Language.ZH
        facet, own = facet_name(self.facet, language), self.own[zh]
        at = yuan_text(self.at or 0)
        if zh:
            return f"{self.case[1]}：{facet}在{at}元处降低（{own}），{self.article[1]}要求随费用递增。"
        return f"{self.case[0]}: the {facet} falls at {at} yuan ({own}), and {self.article[0]} wants it to rise."

    def advice(self, language: Language) -> str | None:
        """Say what rising is."""
        if language is Language.ZH:
            return "后一档不得低于前一档；两档相同不算降低。"
        return "No bracket may be below the one before it; two that are the same do not count as falling."


@frozen(kw_only=True)
class NotAbove(Finding):
    """People who must have more of something than others, and do not; the expense may delimit where, in fen."""

    id: ClassVar[str] = "TW416"
    benefit: Words
    facet: str
    above: Words
    below: Words
    values: tuple[Words, Words]
    over: int | None
    upto: int | None
    article: Words

    def message(self, language: Language) -> str:
        """Show both figures."""
        zh = language is Language.ZH
        facet, first, second = facet_name(self.facet, language), self.values[0][zh], self.values[1][zh]
        if zh:
            where = self._where_zh()
            return (
                f"{self.benefit[1]}：{self.above[1]}的{facet}{first}不高于{self.below[1]}的{second}{where}，"
                f"{self.article[1]}要求高于。"
            )
        return (
            f"{self.benefit[0]}: the {facet} of {self.above[0]}, {first}, is not above that of {self.below[0]}, "
            f"{second}{self._where_en()}, as {self.article[0]} wants it."
        )

    def _where_en(self) -> str:
        over = [f"over {yuan_text(self.over)} yuan"] if self.over is not None else []
        upto = [f"up to {yuan_text(self.upto)} yuan"] if self.upto is not None else []
        return f" ({' '.join((*over, *upto))})" if over or upto else ""

    def _where_zh(self) -> str:
        over = f"{yuan_text(self.over)}元以上" if self.over is not None else ""
        upto = f"{yuan_text(self.upto)}元以内" if self.upto is not None else ""
        return f"（{over}{upto}）" if over or upto else ""

    def advice(self, language: Language) -> str | None:
        """Say that equal is not above."""
        if language is Language.ZH:
            return "相同不算高于；分档的，每一档都要高于。"
        return "Equal is not above; with brackets, it must be above at every amount."


@frozen(kw_only=True)
class NotComparable(Finding):
    """A figure that cannot be held against a bound, for want of ``missing`` or of a common period."""

    id: ClassVar[str] = "TW417"
    severity: ClassVar[Severity] = Severity.WARNING
    case: Words
    facet: str
    own: Words
    norm: Words
    article: Words
    missing: Words | None = None

    def message(self, language: Language) -> str:
        """Show both, and say what is missing."""
        zh = language is Language.ZH
        facet, own, norm = facet_name(self.facet, language), self.own[zh], self.norm[zh]
        if zh:
            why = f"没有{self.missing[1]}的数值" if self.missing else "两者计算的期间不同"
            return f"{self.case[1]}：{facet}{own}是否符合{self.article[1]}要求的{norm}，无法判断：{why}。"
        why = f"there is no figure of {self.missing[0]}" if self.missing else "they do not count over the same time"
        return f"{self.case[0]}: whether the {facet} {own} is {norm}, as {self.article[0]} wants, is open: {why}."

    def advice(self, language: Language) -> str | None:
        """Say how to give the figure."""
        if self.missing is None:
            return None
        if language is Language.ZH:
            return f"可以写明数值，如：公布值 {self.missing[1]}，2023年=25万元。"
        return f"State the figure, for example: value of {self.missing[0]}, 2023 = 250,000 yuan."


@frozen(kw_only=True)
class Added(Finding):
    """A figure for cases of which the higher documents say nothing."""

    id: ClassVar[str] = "TW418"
    severity: ClassVar[Severity] = Severity.INFO
    benefit: Words
    facet: str

    def message(self, language: Language) -> str:
        """Say that it is new."""
        facet = facet_name(self.facet, language)
        if language is Language.ZH:
            return f"{self.benefit[1]}的这项{facet}，上位文件没有规定。"
        return f"The higher documents state no {facet} of {self.benefit[0]} for these cases: it is new here."


@frozen(kw_only=True)
class StillOpen(Finding):
    """A figure that a higher document leaves to this one, which does not state it."""

    id: ClassVar[str] = "TW419"
    severity: ClassVar[Severity] = Severity.INFO
    case: Words
    facet: str
    norm: Words
    article: Words

    def message(self, language: Language) -> str:
        """Name the case and who was to decide."""
        zh = language is Language.ZH
        facet, norm = facet_name(self.facet, language), self.norm[zh]
        if zh:
            return f"{self.case[1]}：{facet}仍未确定（{self.article[1]}：{norm}）。"
        return f"{self.case[0]}: the {facet} is still open ({self.article[0]}: {norm})."

    def advice(self, language: Language) -> str | None:
        """Say what follows."""
        if language is Language.ZH:
            return "在写明以前，这些情形的结果是“不能确定”。"
        return "Until it is stated, such cases are undetermined."
