"""Findings about the rules as a whole: two values on one case, holes, what is not said at all."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.rules.findings.words import facet_name
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.printing.tables import aligned
from tiaowen.dsl.tabular.heads import USUAL_LABELS
from tiaowen.dsl.tree import Language


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
        """Say what to write when the source is silent; several cases stand below it as the table to fill in."""
        facet = facet_name(self.facet, language)
        silent = f'if the source is silent write "{facet} not stated", if nothing is paid "not covered".'
        advice = f"State the value; {silent}"
        if language is Language.ZH:
            advice = f"请补上数值；原文没写的写“{facet}未规定”，不救助的写“不予救助”。"
        return "\n".join((advice, *self._table(language)))

    def _table(self, language: Language) -> list[str]:
        """Return the cases as rows of a table; a single one is named well enough in the message."""
        if len(self.cases) == 1:
            return []
        zh = language is Language.ZH
        rows = [(case[zh], "？" if zh else "?") for case in self.cases]
        return aligned([(USUAL_LABELS[zh], facet_name(self.facet, language)), *rows])


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
class NoBase(Finding):
    """A benefit with a ratio, and no word on the costs that the ratio is taken of."""

    id: ClassVar[str] = "TW143"
    severity: ClassVar[Severity] = Severity.WARNING
    benefit: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the benefit and the consequence."""
        if language is Language.ZH:
            return f"{self.benefit[1]}没有写计入哪些费用，结果只能是未定。"
        return f"{self.benefit[0]} does not say which costs count: every result will be undetermined."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        if language is Language.ZH:
            return "计入政策范围内费用，经基本医疗保险、大病保险支付后"
        return "For example: counts in-scope expenses after basic medical insurance, critical illness insurance"


@frozen(kw_only=True)
class SharedCounter(Finding):
    """Yearly limits that differ by kind of care within one benefit, which all draw on one counter."""

    id: ClassVar[str] = "TW145"
    severity: ClassVar[Severity] = Severity.WARNING
    benefit: tuple[str, str]
    facet: str

    def message(self, language: Language) -> str:
        """Name the benefit and the limits."""
        facet, benefit = facet_name(self.facet, language), self.benefit[language is Language.ZH]
        if language is Language.ZH:
            return f"{benefit}按就医类型分别写了{facet}，但全年只有一个累计数：各类费用都计入同一个{facet}。"
        return f"{benefit} has a {facet} for each kind of care, but one count a year: all kinds of care add to it."

    def advice(self, language: Language) -> str | None:
        """Say how to have one count each."""
        if language is Language.ZH:
            return "如各算各的，请分成两项待遇，如住院救助、门诊救助。"
        return "If each is meant to count alone, make them two benefits, such as inpatient and outpatient assistance."


@frozen(kw_only=True)
class NoEffect(Finding):
    """A figure for cases that the same benefit excludes altogether."""

    id: ClassVar[str] = "TW106"
    severity: ClassVar[Severity] = Severity.WARNING
    facet: str
    benefit: tuple[str, str]

    def message(self, language: Language) -> str:
        """Say that the figure is never used."""
        facet, benefit = facet_name(self.facet, language), self.benefit[language is Language.ZH]
        if language is Language.ZH:
            return f"{benefit}的这个{facet}永远用不上：同样的情形另有一条写明不予救助或另按规定。"
        return (
            f"This {facet} of {benefit} is never used: the same cases are not covered, or governed by another document."
        )

    def advice(self, language: Language) -> str | None:
        """Say to keep one."""
        if language is Language.ZH:
            return "两条只能留一条；若只排除其中一部分，请在排除的一条写明是哪一部分。"
        return "Keep one of the two; if only part of the cases is excluded, say which part in that line."


@frozen(kw_only=True)
class TwoDiseases(Finding):
    """Two figures by disease, of which a visit with both diseases has two."""

    id: ClassVar[str] = "TW146"
    severity: ClassVar[Severity] = Severity.WARNING
    facet: str
    values: tuple[tuple[str, str], tuple[str, str]]

    def message(self, language: Language) -> str:
        """Say that such visits are undetermined."""
        zh = language is Language.ZH
        facet, first, second = facet_name(self.facet, language), self.values[0][zh], self.values[1][zh]
        if zh:
            return f"一次就医同时有两类疾病的，{facet}有{first}与{second}两个值，没有写用哪一个：结果未定。"
        return f"A visit for both diseases has two values of the {facet}, {first} and {second}: it is undetermined."

    def advice(self, language: Language) -> str | None:
        """Say how to decide it."""
        if language is Language.ZH:
            return "如原文分得清，请用“不含”写明另一类疾病。"
        return 'If the source decides it, leave the other disease out of one of them with "except".'
