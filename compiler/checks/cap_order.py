"""TW208: a cap that another cap makes pointless, or a special benefit capped below the ordinary one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.boxes import intersect_all
from tiaowen.compiler.rules.model import Benefit, Fixed, Rule
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language, Period

YEARLY = (None, Period.YEAR)
WITHIN_A_YEAR = (*YEARLY, Period.MONTH, Period.VISIT, Period.ADMISSION)
"""Periods that lie in a calendar year as a whole: what is above the total of the year is above it in any of them."""


@frozen(kw_only=True)
class CapOrder(CheckFinding):
    """A benefit instead of another one, with a lower yearly cap; or a cap above the total cap it counts towards."""

    id: ClassVar[str] = "TW208"
    severity: ClassVar[Severity] = Severity.WARNING
    case: Words
    lower: Words
    higher: Words
    total: bool

    def says(self, language: Language) -> str:
        """Name both limits and the people."""
        case, lower, higher = (pick(words, language) for words in (self.case, self.lower, self.higher))
        if language is Language.ZH:
            return (
                f"{case}：{higher}高于{lower}，永远用不满。"
                if self.total
                else f"{case}：{lower}，低于它所代替的{higher}。"
            )
        if self.total:
            return f"{case}: {higher} is above {lower}, and can never be used up."
        return f"{case}: {lower} is below {higher}, which it comes instead of."

    def advice(self, language: Language) -> str | None:
        """Say what to compare."""
        if language is Language.ZH:
            return "请与原文核对两个限额是否写反，或者限额的期间是否不同。"
        return "Compare both limits with the original: they may be exchanged, or count over different periods."


def find(context: Context) -> Iterable[Answer]:
    """Compare yearly caps of benefits that displace each other, and each with the total cap of its benefit."""
    benefits = {benefit.id: benefit for benefit in context.policy.benefits}
    for ordinary in context.policy.benefits:
        for id, _ in ordinary.displaced_by:
            if id in benefits:
                yield from _pairs(context, benefits[id], ordinary)
        yield from _totals(context, ordinary)


def _caps(benefit: Benefit, facet: str, periods: tuple[Period | None, ...] = YEARLY) -> list[tuple[Rule, int]]:
    rules = [rule for rule in benefit.facet(facet) if rule.period in periods]
    return [(rule, rule.value.fen) for rule in rules if isinstance(rule.value, Fixed)]


def _pairs(context: Context, special: Benefit, ordinary: Benefit) -> Iterable[Answer]:
    for mine, less in _caps(special, "cap"):
        for theirs, more in _caps(ordinary, "cap"):
            if less < more and (common := intersect_all(mine.boxes, theirs.boxes)):
                yield CapOrder(
                    case=context.box(common[0]),
                    lower=_words(context, special, mine),
                    higher=_words(context, ordinary, theirs),
                    total=False,
                    place=context.clause_place(mine.clause),
                    second=context.clause_place(theirs.clause),
                )
                return


def _totals(context: Context, benefit: Benefit) -> Iterable[Answer]:
    for mine, more in _caps(benefit, "cap", WITHIN_A_YEAR):
        for total, less in _caps(benefit, "total-cap"):
            if more > less and (common := intersect_all(mine.boxes, total.boxes)):
                yield CapOrder(
                    case=context.box(common[0]),
                    lower=_words(context, benefit, total, total=True),
                    higher=_words(context, benefit, mine),
                    total=True,
                    place=context.clause_place(mine.clause),
                    second=context.clause_place(total.clause) if total.clause != mine.clause else None,
                )
                return


def _words(context: Context, benefit: Benefit, rule: Rule, *, total: bool = False) -> Words:
    name, value = context.name(benefit.id), context.value(rule.value)
    if total:
        return f"its total cap of {value[0]}", f"合计的救助总额{value[1]}"
    return f"the cap of {name[0]} ({value[0]})", f"{name[1]}的限额{value[1]}"


CHECK = Check("TW208", "cap-order-inverted", Engine.NAMES, (CapOrder,), find)
