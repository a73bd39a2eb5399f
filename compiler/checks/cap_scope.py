"""TW214: caps that count apart, and a total over the same benefits that leaves no room for more than one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.boxes import intersect_all
from tiaowen.compiler.rules.model import Amount, Fixed, OfFact, OfStatistic, Pool, Rule
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class CapScope(CheckFinding):
    """Benefits whose caps are said to be independent, under a total that is no more than any of the caps."""

    id: ClassVar[str] = "TW214"
    benefits: tuple[Words, ...]
    cap: Words
    total: Words

    def says(self, language: Language) -> str:
        """Name the benefits, a cap and the total."""
        zh = language is Language.ZH
        names = ("、" if zh else " and ").join(pick(each, language) for each in self.benefits)
        cap, total = pick(self.cap, language), pick(self.total, language)
        if zh:
            return f"{names}的限额各自计算（{cap}），又有合并计算的总额（{total}）：各自独立和合并计算，只能有一种。"
        return (
            f"The caps of {names} count apart ({cap} each), and a total over all of them is no more ({total}): "
            "they are either independent or one."
        )

    def advice(self, language: Language) -> str | None:
        """Show both ways out."""
        if language is Language.ZH:
            return "各自独立的，删去总额；合并计算的，写：限额按年累计，各项目合并计算。"
        return 'If they are independent, drop the total; if not, write "cap accumulates per year across benefits".'


def find(context: Context) -> Iterable[Answer]:
    """Look at each counter of a total over several benefits, beside their own caps."""
    policy = context.policy
    for pool in policy.pools:
        if pool.facet != "total-cap" and not pool.name:
            continue
        totals = _rules(context, pool.id)
        caps = [rule for rule in _all(context, pool) if rule.facet == "cap" and rule.pool != pool.id]
        apart = {rule.pool for rule in caps}
        if len(pool.benefits) < 2 or len(apart) < 2:
            continue
        for total in totals:
            under = [cap for cap in caps if intersect_all(total.boxes, cap.boxes)]
            if {cap.pool for cap in under} == apart and all(_no_more(total, cap) for cap in under):
                yield CapScope(
                    benefits=tuple(map(context.name, pool.benefits)),
                    cap=context.value(under[0].value),
                    total=context.value(total.value),
                    place=context.clause_place(total.clause),
                    second=context.clause_place(under[0].clause) if under[0].clause != total.clause else None,
                )
                break


def _all(context: Context, pool: Pool) -> list[Rule]:
    return [rule for benefit in context.policy.benefits if benefit.id in pool.benefits for rule in benefit.rules]


def _rules(context: Context, pool: str) -> list[Rule]:
    return [rule for benefit in context.policy.benefits for rule in benefit.rules if rule.pool == pool]


def _no_more(total: Rule, cap: Rule) -> bool:
    """Return whether a total is at most a cap, as far as the two can be compared without figures of a year."""
    match total.value, cap.value:
        case Fixed(less), Fixed(more):
            return less <= more
        case (OfStatistic(less, of), OfStatistic(more, other)) | (OfFact(less, of), OfFact(more, other)):
            return of == other and less <= more
        case _:
            return isinstance(total.value, Amount) and total.value == cap.value


CHECK = Check("TW214", "cap-scope-contradiction", Engine.NAMES, (CapScope,), find)
