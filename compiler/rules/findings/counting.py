"""Findings about what counts over more than one visit: named pools, insurance years, and lump sums beside ratios."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, Severity, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class PoolUnknown(Finding):
    """A pool of which no line says who draws on it."""

    id: ClassVar[str] = "TW137"
    pool: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the pool."""
        if language is Language.ZH:
            return f"没有写明哪些待遇计入{quoted(self.pool[1], language)}。"
        return f"It is not said what draws on {quoted(self.pool[0])}."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        if language is Language.ZH:
            return f"请另写一行，如：额度池 {self.pool[1]}：住院救助、门诊救助"
        return f"Add a line such as: pool {self.pool[0]}: inpatient assistance, outpatient assistance"


@frozen(kw_only=True)
class PoolWithoutCap(Finding):
    """A pool that is never given a cap, and bounds nothing."""

    id: ClassVar[str] = "TW138"
    severity: ClassVar[Severity] = Severity.WARNING
    pool: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the pool."""
        if language is Language.ZH:
            return f"{quoted(self.pool[1], language)}没有写限额，什么也不限制。"
        return f"{quoted(self.pool[0])} has no cap: it bounds nothing."

    def advice(self, language: Language) -> str | None:
        """Show where the cap stands."""
        if language is Language.ZH:
            return f"请在“关于{self.pool[1]}：”下面写限额，如：救助对象：年度限额10万元"
        return f'State it under "for {self.pool[0]}:", such as: recipients: cap 100,000 yuan'


@frozen(kw_only=True)
class NothingDraws(Finding):
    """A member of a pool that the document pays nothing for."""

    id: ClassVar[str] = "TW139"
    member: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the member."""
        if language is Language.ZH:
            return f"本文件没有支付{quoted(self.member[1], language)}的条款，额度池里没有可以累计的。"
        return f"The document pays nothing for {quoted(self.member[0])}: there is nothing that could draw on the pool."

    def advice(self, language: Language) -> str | None:
        """Say what to check."""
        if language is Language.ZH:
            return "请核对名称，或补上这项待遇；不在本文件的，从额度池中删去。"
        return "Check the name, or add the benefit; what is not of this document is no member of the pool."


@frozen(kw_only=True)
class NoInsuranceYear(Finding):
    """A limit per insurance year where no line says when that begins."""

    id: ClassVar[str] = "TW140"

    def message(self, language: Language) -> str:
        """Say what is missing."""
        if language is Language.ZH:
            return "没有写明医保年度从哪一天起。"
        return "It is not said on which day the insurance year begins."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        if language is Language.ZH:
            return "请另写一行，如：医保年度：自1月1日起；与自然年度相同的，可以直接写“年度”。"
        return 'Add a line such as "insurance year from 01-01"; where it is the calendar year, "per year" will do.'


@frozen(kw_only=True)
class LumpBesideRatio(Finding):
    """A lump sum and a ratio for the same case."""

    id: ClassVar[str] = "TW141"
    case: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the case."""
        if language is Language.ZH:
            return f"{self.case[1]}既有定额救助又有比例。"
        return f"{self.case[0]}: both a lump sum and a ratio."

    def advice(self, language: Language) -> str | None:
        """Say how to tell them apart."""
        if language is Language.ZH:
            return "一种情形只能有一个；请用“不含”把其中一条缩小，或分成两项待遇。"
        return 'A case has one of the two: narrow one of them with "except", or make them two benefits.'


@frozen(kw_only=True)
class CeilingTwice(Finding):
    """A ceiling counted over two benefits of which one counts what the other leaves to the patient."""

    id: ClassVar[str] = "TW142"
    earlier: tuple[str, str]
    later: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name both benefits."""
        if language is Language.ZH:
            first, second = self.earlier[1], self.later[1]
            return f"{second}计入的就是{first}支付后余下的费用：合并累计的个人负担上限会把它算两次。"
        first, second = self.earlier[0], self.later[0]
        return f"{second} counts what {first} leaves: a ceiling over both would count it twice."

    def advice(self, language: Language) -> str | None:
        """Say where to state it."""
        if language is Language.ZH:
            return "请只对最后支付的一项写个人负担上限，或者写“个人负担上限按年累计，各项目相互独立”。"
        return (
            "State the ceiling for the benefit that pays last only, "
            'or write "out-of-pocket ceiling accumulates per year for each benefit".'
        )
