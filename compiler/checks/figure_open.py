"""TW301: a figure that decides what is paid and that nobody has stated yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.findings import facet_name
from tiaowen.compiler.rules.model import OfStatistic, Open, Rule
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class FigureOpen(CheckFinding):
    """Figures left to an authority, bounded only, or a share of a statistic without a published figure."""

    id: ClassVar[str] = "TW301"
    severity: ClassVar[Severity] = Severity.INFO
    benefits: tuple[Words, ...]
    figures: tuple[tuple[str, Words], ...]

    def says(self, language: Language) -> str:
        """Name the figures and what the document says of them."""
        zh = language is Language.ZH
        benefits = ("、" if zh else ", ").join(pick(each, language) for each in self.benefits)
        if zh:
            figures = "，".join(facet_name(facet, language) + value[1] for facet, value in self.figures)
            return f"{benefits}：{figures}。没有数值，相应情形不能结算。"
        figures = ", ".join(f"{facet_name(facet, language)} {value[0]}" for facet, value in self.figures)
        return f"{benefits}: {figures}. Without a figure, such cases are undetermined."

    def advice(self, language: Language) -> str | None:
        """Say where the figure can come from."""
        if language is Language.ZH:
            return "结算时需要由细化本文件的文件写明，或者补上公布值。"
        return (
            "To settle claims, a document that refines this one has to state it, or a published figure has to be added."
        )


def find(context: Context) -> Iterable[Answer]:
    """Look at the figures of each clause."""
    clauses: dict[int, list[tuple[str, Rule]]] = {}
    for benefit in context.policy.benefits:
        for rule in benefit.rules:
            if rule.via is None and context.own(rule) and _unbound(context, rule):
                clauses.setdefault(rule.clause, []).append((benefit.id, rule))
    for clause, rules in sorted(clauses.items()):
        yield FigureOpen(
            benefits=tuple(dict.fromkeys(context.name(benefit) for benefit, _ in rules)),
            figures=tuple(dict.fromkeys((rule.facet, context.value(rule.value)) for _, rule in rules)),
            place=context.clause_place(clause),
        )


def _unbound(context: Context, rule: Rule) -> bool:
    match rule.value:
        case Open(kind):
            return kind in ("delegated", "bound")
        case OfStatistic(parameter=parameter):
            return not context.policy.figures.get(parameter)
        case _:
            return False


CHECK = Check("TW301", "parameter-unbound", Engine.NAMES, (FigureOpen,), find)
