"""TW216: an amount that reads as if 元 and 万元, or a share and a percentage, were exchanged."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.findings import facet_name
from tiaowen.compiler.rules.model import Banded, Fixed, Ratio, Rule
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

YUAN = 100
WAN = 10_000

USUAL: dict[str, tuple[int, int]] = {
    "cap": (100 * YUAN, 10_000_000 * YUAN),
    "total-cap": (100 * YUAN, 10_000_000 * YUAN),
    "deductible": (10 * YUAN, 1_000_000 * YUAN),
    "subsidy": (5 * YUAN, 10_000 * YUAN),
    "lump-sum": (10 * YUAN, 1_000_000 * YUAN),
    "out-of-pocket-ceiling": (100 * YUAN, 10_000_000 * YUAN),
}
"""From which amount to which an amount of each facet is nothing to look at twice, in fen."""

LEAST_SHARE = Fraction(1, 100)


@frozen(kw_only=True)
class Magnitude(CheckFinding):
    """An amount far from what such amounts are; ``meant`` is the likely one, where a unit was exchanged."""

    id: ClassVar[str] = "TW216"
    severity: ClassVar[Severity] = Severity.WARNING
    benefit: Words
    facet: str
    value: Words
    meant: Words | None

    def says(self, language: Language) -> str:
        """Show the amount."""
        benefit, value = pick(self.benefit, language), pick(self.value, language)
        facet = facet_name(self.facet, language)
        if language is Language.ZH:
            return f"{benefit}：{facet}{value}，数值可疑。"
        return f"{benefit}: a {facet} of {value} is hardly what is meant."

    def advice(self, language: Language) -> str | None:
        """Show what is likely meant."""
        if self.meant is None:
            return "请与原文核对单位。" if language is Language.ZH else "Compare the unit with the original."
        meant = pick(self.meant, language)
        return f"请与原文核对单位：是不是{meant}？" if language is Language.ZH else f"Compare the unit: is it {meant}?"


def find(context: Context) -> Iterable[Answer]:
    """Look at each amount and each ratio; one of a clause is told once."""
    for benefit in context.policy.benefits:
        told: set[tuple[int, str]] = set()
        for rule in benefit.rules:
            if (rule.clause, rule.facet) in told or rule.via is not None or not _odd(rule):
                continue
            told.add((rule.clause, rule.facet))
            yield Magnitude(
                benefit=context.name(benefit.id),
                facet=_facet(rule),
                value=context.value(rule.value),
                meant=_meant(context, rule),
                place=context.clause_place(rule.clause),
            )


def _facet(rule: Rule) -> str:
    """Return what a rule limits; the limit of a named pool is a cap."""
    return "cap" if rule.facet.startswith("pool:") else rule.facet


def _odd(rule: Rule) -> bool:
    match rule.value:
        case Fixed(fen) if _facet(rule) in USUAL:
            least, most = USUAL[_facet(rule)]
            return not least <= fen <= most
        case Ratio(share):
            return share < LEAST_SHARE
        case Banded(slices):
            return any(each.share < LEAST_SHARE for each in slices[1:])
        case _:
            return False


def _meant(context: Context, rule: Rule) -> Words | None:
    """Return the amount with the other unit, if that is a usual one."""
    match rule.value:
        case Fixed(fen):
            least, most = USUAL[_facet(rule)]
            other = fen * WAN if fen < least else fen // WAN
            return context.value(Fixed(other)) if least <= other <= most else None
        case Ratio(share) if 0 < share * 100 <= 1:
            return context.value(Ratio(share * 100))
        case _:
            return None


CHECK = Check("TW216", "unit-suspicious", Engine.NAMES, (Magnitude,), find)
