"""TW213: two benefits for the same visit, and no word on which of them comes first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.claims import boxes_of, claim_in
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.boxes import Boxes, intersect_all
from tiaowen.compiler.rules.model import Benefit, Box
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class StageBase(CheckFinding):
    """Both are paid of the same costs, each as if the other were not there; the case shows a visit that gets both."""

    id: ClassVar[str] = "TW213"
    severity: ClassVar[Severity] = Severity.WARNING
    first: Words
    then: Words

    def says(self, language: Language) -> str:
        """Name both benefits."""
        first, then = pick(self.first, language), pick(self.then, language)
        if language is Language.ZH:
            return f"同一次就医可以同时享受{first}和{then}，没有写明{then}按{first}支付以前还是以后的费用计算。"
        return f"One visit gets both {first} and {then}: is {then} paid of the costs before {first}, or after it?"

    def advice(self, language: Language) -> str | None:
        """Show both ways out."""
        first = pick(self.first, language)
        if language is Language.ZH:
            return f"请在计入的费用里写明：……、{first}支付后；只享受一项的，写：不再享受{first}。"
        return f"Say so where the costs are stated: after …, {first}; or, if only one is paid: instead of {first}."


def find(context: Context) -> Iterable[Answer]:
    """Look at each two benefits in money; the finding needs a visit that the reference pays under both."""
    policy = context.policy
    paying = [b for b in policy.benefits if b.kind == "visit" and b.base is not None and any(boxes_of(b, "ratio"))]
    for first, then in combinations(paying, 2):
        if _related(first, then):
            continue
        for box in _shared(first, then):
            visit = claim_in(policy, then, box)
            paid = dict(context.paid(visit)) if visit is not None else {}
            if visit is not None and paid.get(first.id) and paid.get(then.id):
                yield StageBase(
                    first=context.name(first.id),
                    then=context.name(then.id),
                    cases=(context.case(visit),),
                    place=context.benefit_place(then),
                    second=context.benefit_place(first),
                )
                break


def _related(a: Benefit, b: Benefit) -> bool:
    """Return whether it is said how two benefits go together."""
    displaced = {id for id, _ in (*a.displaced_by, *b.displaced_by)}
    counted = {*(a.base.benefits if a.base else ()), *(b.base.benefits if b.base else ())}
    return not displaced.isdisjoint((a.id, b.id)) or not counted.isdisjoint((a.id, b.id))


def _shared(a: Benefit, b: Benefit) -> Boxes:
    if a.care is not None and b.care is not None and not a.care & b.care:
        return ()
    common = intersect_all(boxes_of(a, "ratio"), boxes_of(b, "ratio"))
    if a.covers:
        common = intersect_all(common, a.covers)
    care = a.care if b.care is None else b.care if a.care is None else a.care & b.care
    return common if care is None else intersect_all(common, (Box(care=care),))


CHECK = Check("TW213", "stage-base-unstated", Engine.NAMES, (StageBase,), find)
