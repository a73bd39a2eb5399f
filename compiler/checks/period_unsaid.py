"""TW215: an amount that something has to exceed, and no word on whether it counts for a visit or a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.claims import is_count
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.model import DAY, Amount, Benefit, Compare, Rule, Test
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Place, Severity
from tiaowen.dsl.tree import Citation, Facet, Language, Period


@frozen(kw_only=True)
class PeriodUnsaid(CheckFinding):
    """A deductible or a threshold of the costs without a period: settled for each visit by itself."""

    id: ClassVar[str] = "TW215"
    severity: ClassVar[Severity] = Severity.WARNING
    benefit: Words
    what: Words

    def says(self, language: Language) -> str:
        """Name the amount and how it is taken."""
        benefit, what = pick(self.benefit, language), pick(self.what, language)
        if language is Language.ZH:
            return f"{benefit}：没有写明“{what}”按每次就医还是按全年计算，结算时按每次。"
        return f'{benefit}: it is not said whether "{what}" is for each visit or for the year; it is settled per visit.'

    def advice(self, language: Language) -> str | None:
        """Show both."""
        if language is Language.ZH:
            return "请写明期间，如：每次就医起付线500元、年度起付线500元；政策范围内费用超过3万元（单次住院）。"
        return (
            "State the period: deductible 500 yuan per visit, or per year; in-scope expenses over 30,000 yuan per year."
        )


def find(context: Context) -> Iterable[Answer]:
    """Look at deductibles, and at thresholds of money in conditions; tell each amount of a benefit once."""
    for benefit in context.policy.benefits:
        if benefit.kind != "visit":
            continue
        told: set[Words] = set()
        for what, place in (*_deductibles(context, benefit), *_thresholds(context, benefit)):
            if what not in told and place is not None:
                told.add(what)
                yield PeriodUnsaid(benefit=context.name(benefit.id), what=what, place=place)


def _deductibles(context: Context, benefit: Benefit) -> Iterator[tuple[Words, Place]]:
    for rule in benefit.facet("deductible"):
        # The rules have the period that is settled by; whether the document says so stands in its clauses only.
        if isinstance(rule.value, Amount) and rule.period is Period.VISIT and rule.clause in _silent_clauses(context):
            en, zh = context.value(rule.value)
            yield (f"deductible {en}", f"起付线{zh}"), context.clause_place(rule.clause)


def _silent_clauses(context: Context) -> frozenset[int]:
    """Return the clauses with a deductible that is not said to be for a visit."""
    known = context.shared.get(__name__)
    if not isinstance(known, frozenset):
        own = {each.span: each.index for each in context.policy.clauses if each.document is None}
        lines = (p.line for p in context.compiled.placed.lines if p.origin is None)
        known = frozenset(
            own[line.span]
            for line in lines
            if isinstance(line, tree.Clause) and line.span in own
            for term in line.terms
            if isinstance(term, tree.FacetTerm) and term.facet is Facet.DEDUCTIBLE and term.period is None
        )
        context.shared[__name__] = known
    return known


def _thresholds(context: Context, benefit: Benefit) -> Iterator[tuple[Words, Place | None]]:
    for test, cites, rule in _tests(benefit):
        condition = test.condition
        if not isinstance(condition, Compare) or condition.period is not None or condition.window is not None:
            continue
        column = condition.column
        # Only costs are for a visit or a year; an income is what it is.
        if column == DAY or is_count(context.policy, column) or benefit.base is None or column != benefit.base.column:
            continue
        said = tuple(context.describer.test(test, language) for language in (Language.EN, Language.ZH))
        place = context.clause_place(rule.clause) if rule is not None else context.cited_place(cites)
        yield (said[0], said[1]), place


def _tests(benefit: Benefit) -> Iterator[tuple[Test, tuple[Citation, ...], Rule | None]]:
    for requirement in benefit.requires:
        yield from ((test, requirement.cites, None) for option in requirement.options for test in option)
    for rule in benefit.rules:
        yield from ((test, rule.cites, rule) for box in rule.boxes for test in box.tests)


CHECK = Check("TW215", "accrual-basis-unstated", Engine.NAMES, (PeriodUnsaid,), find)
