"""Enrolment subsidies that may show what another reading changes: each plan, at premiums at which a subsidy turns."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from tiaowen.compiler.claims import Held, Kind, Visit
from tiaowen.compiler.compare.axes import asked_by, mark_axes, plan_axis, range_axes
from tiaowen.compiler.compare.cases import Case
from tiaowen.compiler.compare.confirm import is_count
from tiaowen.compiler.compare.context import Context
from tiaowen.compiler.compare.enrolment import PREMIUM, SHOWN, TIER_1, subsidy_effect
from tiaowen.compiler.compare.facets import facet_rows
from tiaowen.compiler.doubts.changed import Changed
from tiaowen.compiler.doubts.model import Bound
from tiaowen.compiler.doubts.trial import Trial
from tiaowen.compiler.rules.model import Benefit, Fixed

PLAN = "resident-tier-1"
"""A plan to state where the document asks for none: a claim for a subsidy has one."""
PREMIUMS = (SHOWN, 2 * SHOWN, 38_000, 10_000)
"""Premiums in fen: 400 yuan, the double, the one of 2023, and less than many fixed subsidies."""


def enrolments(found: Context, differ: Changed) -> Iterator[Trial]:
    """Yield claims for a subsidy."""
    benefits = [each for side in found.sides for each in side.policy.benefits if each.id in differ.enrolments]
    premiums = tuple(dict.fromkeys((*PREMIUMS, *(fen for each in benefits for fen in _turns(each)))))
    for case in _cases(found, benefits):
        for group in found.people.groups:
            for premium in premiums:
                yield (_claim(found, case, group.id, premium),)


def _turns(benefit: Benefit) -> Iterator[int]:
    """Yield the fixed subsidies, and a fen more."""
    for rule in benefit.rules:
        if isinstance(rule.value, Fixed):
            yield rule.value.fen
            yield rule.value.fen + 1


def _cases(found: Context, benefits: list[Benefit]) -> list[Case]:
    asked = [asked_by(side.figures, benefits) for side in found.sides]
    axes = [axis for axis in (plan_axis(asked), *range_axes(asked, frozenset())) if axis is not None]
    cases = [Case()]
    for axis in (*axes, *mark_axes(asked)):
        cases = [value.apply(case) for case in cases for value in axis.values]
    return cases


def _claim(found: Context, case: Case, category: str, premium: int) -> Visit:
    asked = {column: known.low if known.high is None else known.high for column, known in case.facts}
    visit = Visit(
        claim="1",
        person="1",
        date=found.scope.day,
        categories=(Held(category),),
        marks=case.marks,
        money={TIER_1: min(premium, SHOWN), PREMIUM: premium},
        facts={column: value for column, value in asked.items() if is_count(column)},
        plan=case.plan or PLAN,
        kind=Kind.ENROLMENT.value,
    )
    more = {column: value for column, value in asked.items() if not is_count(column)}
    return evolve(visit, money={**visit.money, **more})


def enrolment_bound(found: Context, differ: Changed) -> Bound | None:
    """Return how far a subsidy can move, None where that is not proved."""
    most = Fraction(0)
    for benefit in sorted(differ.enrolments):
        for row in facet_rows(found, benefit):
            if row.left == row.right:
                continue
            effect = subsidy_effect(found, row)
            if effect.proof is None:
                return None
            proof = effect.proof
            for moves, far in ((proof.gains, proof.max_gain), (proof.losses, proof.max_loss)):
                if moves and far is None:
                    return Bound(None, whole_year=True)
                if moves and far is not None:
                    most = max(most, far)
    return Bound(most, whole_year=True)
