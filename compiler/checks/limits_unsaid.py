"""TW102: cells with a ratio and no word on a cap or a deductible, in a document that states it for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import ClassVar

from attrs import evolve, frozen

from tiaowen.compiler.checks.check import Answer, Check, Engine, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.boxes import Without, intersect_all
from tiaowen.compiler.rules.findings import NoCap, facet_name
from tiaowen.compiler.rules.model import COVERAGE, Allowed, Benefit, Box
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

SHOWN = 4
CAPS = ("cap", "total-cap", "lump-sum")


@frozen(kw_only=True)
class LimitUnsaid(NoCap):
    """Cases of a benefit without a limit that other cases of it have."""

    facet: str
    cases: tuple[Words, ...]

    def message(self, language: Language) -> str:
        """Name the cases."""
        zh = language is Language.ZH
        benefit, facet = pick(self.benefit, language), facet_name(self.facet, language)
        cases = ("；" if zh else "; ").join(pick(each, language) for each in self.cases)
        if zh:
            return f"{benefit}给别的情形写了{facet}，这些情形没有写：{cases}。"
        return f"{benefit} states a {facet} for other cases, and none for: {cases}."

    def advice(self, language: Language) -> str | None:
        """Show both ways to say it."""
        facet = facet_name(self.facet, language)
        if language is Language.ZH:
            return f"有{facet}的写数额；没有的写“不设{facet}”。"
        return f'State the amount; where there is none, write "no {facet}".'


@frozen(kw_only=True)
class NoDeductible(NoCap):
    """A document without a word on a deductible: it is settled as if there were none."""

    severity: ClassVar[Severity] = Severity.INFO
    benefits: tuple[Words, ...]

    def message(self, language: Language) -> str:
        """Name the benefits."""
        zh = language is Language.ZH
        names = ("、" if zh else ", ").join(pick(each, language) for each in self.benefits)
        if zh:
            return f"{names}没有写起付线，结算时按不设。"
        return f"No word on a deductible of {names}: settled as if there were none."

    def advice(self, language: Language) -> str | None:
        """Show the words."""
        if language is Language.ZH:
            return "没有起付线的，写“不设起付线”。"
        return 'Where there is none, write "no deductible".'


def find(context: Context) -> Iterable[Answer]:
    """Look at each benefit that pays a ratio."""
    silent: list[Benefit] = []
    for benefit in context.policy.benefits:
        if benefit.kind != "visit" or not benefit.facet("ratio"):
            continue
        yield from _unsaid(context, benefit, "cap", (*CAPS, *(r.facet for r in benefit.rules if ":" in r.facet)))
        yield from _unsaid(context, benefit, "deductible", ("deductible",))
        if not benefit.facet("deductible"):
            silent.append(benefit)
    if silent:
        names = tuple(context.name(each.id) for each in silent)
        place = context.benefit_place(silent[0], "ratio")
        yield NoDeductible(benefit=names[0], benefits=names, place=place)


def _unsaid(context: Context, benefit: Benefit, facet: str, facets: tuple[str, ...]) -> Iterator[LimitUnsaid]:
    limits = [rule for rule in benefit.rules if rule.facet in facets]
    if not limits:
        return
    out = [r for r in benefit.facet(COVERAGE) if not isinstance(r.value, Allowed)]
    without = Without(dict.fromkeys(box for rule in (*limits, *out) for box in rule.boxes), context.universe)
    for rule in benefit.facet("ratio"):
        asked = intersect_all(rule.boxes, benefit.covers or (Box(care=benefit.care),))
        if rule.via is None and (left := list(islice(without.left(filter(context.defined, asked)), SHOWN))):
            boxes = [evolve(box, care=None) if box.care == benefit.care else box for box in left]
            yield LimitUnsaid(
                benefit=context.name(benefit.id),
                facet=facet,
                cases=tuple(dict.fromkeys(map(context.box, boxes))),
                place=context.clause_place(rule.clause),
                second=context.clause_place(limits[0].clause) if limits[0].clause != rule.clause else None,
            )
            return


CHECK = Check("TW102", "cell-without-cap", Engine.CELLS, (LimitUnsaid, NoDeductible), find)
