"""TW212: a higher ratio at a hospital of a higher level."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.boxes import intersect
from tiaowen.compiler.rules.model import Benefit, Box, Ratio, Rule
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.quantities import percent_text
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class LevelInverted(CheckFinding):
    """People for whom more is paid at a higher level: usual is less, to steer patients to hospitals nearby."""

    id: ClassVar[str] = "TW212"
    severity: ClassVar[Severity] = Severity.INFO
    benefit: Words
    people: Words
    lower: tuple[int, Fraction]
    higher: tuple[int, Fraction]

    def says(self, language: Language) -> str:
        """Show both ratios."""
        (low, less), (high, more) = self.lower, self.higher
        benefit, people = pick(self.benefit, language), pick(self.people, language)
        if language is Language.ZH:
            levels = "零一二三"
            return (
                f"{benefit}，{people}：{levels[high]}级医疗机构{percent_text(more)}，"
                f"高于{levels[low]}级医疗机构的{percent_text(less)}。"
            )
        return (
            f"{benefit}, {people}: {percent_text(more)} at level {high}, more than the {percent_text(less)} "
            f"at level {low}."
        )


def find(context: Context) -> Iterable[Answer]:
    """Compare the ratios of each benefit at two levels for the same people; tell each clause once."""
    for benefit in context.policy.benefits:
        told: set[int] = set()
        for rule, box, share in _ratios(benefit):
            if rule.clause not in told and (found := _lower(benefit, box, share)) is not None:
                told.add(rule.clause)
                level, other, less, common = found
                yield LevelInverted(
                    benefit=context.name(benefit.id),
                    people=context.box(Box(categories=common.categories, tests=common.tests)),
                    lower=(level, less),
                    higher=(min(box.levels or {level + 1}), share),
                    place=context.clause_place(rule.clause),
                    second=context.clause_place(other.clause) if other.clause != rule.clause else None,
                )


def _ratios(benefit: Benefit) -> list[tuple[Rule, Box, Fraction]]:
    """Return the plain ratios that are for some levels only."""
    return [
        (rule, box, rule.value.share)
        for rule in benefit.facet("ratio")
        if isinstance(rule.value, Ratio)
        for box in rule.boxes
        if box.levels is not None
    ]


def _lower(benefit: Benefit, box: Box, share: Fraction) -> tuple[int, Rule, Fraction, Box] | None:
    """Return a lower level at which the same people get less: the level, its rule and ratio, and who they are."""
    anywhere = Box(box.categories, None, box.care, box.plans, box.tests)
    for other, theirs, less in _ratios(benefit):
        below = [n for n in theirs.levels or () if box.levels and n < min(box.levels)]
        if below and less < share and (common := intersect(anywhere, theirs)) is not None:
            return max(below), other, less, common
    return None


CHECK = Check("TW212", "level-ratio-inverted", Engine.CELLS, (LevelInverted,), find)
