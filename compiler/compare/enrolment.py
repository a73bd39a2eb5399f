"""Enrolment subsidies compared for every premium: the subsidy is a schedule of the premium of the first tier.

In the first tier the own premium is that premium. In any other plan it is at least as much, so both ends are tried
that matter to a subsidy: as much, and twice as much.

Left to others: facets of the benefits for visits.
"""

from __future__ import annotations

from attrs import evolve, frozen

from tiaowen.compiler.claims.model import Held, Kind, Visit
from tiaowen.compiler.compare.cases import Asker
from tiaowen.compiler.compare.context import Context, Side
from tiaowen.compiler.compare.effects import prove
from tiaowen.compiler.compare.facets import Row
from tiaowen.compiler.compare.figures import Missing
from tiaowen.compiler.compare.model import Effect, Proof, Reach, Standing, View, Witness
from tiaowen.compiler.compare.people import Seen
from tiaowen.compiler.compare.stages import caps_of, first_rules
from tiaowen.compiler.compare.verdicts import by_presence, combine
from tiaowen.compiler.compare.witnesses import witness
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.rules.model import Fixed, FullSubsidy, Nothing, OfFact, OfStatistic, Ratio, Value
from tiaowen.compiler.schedule import Schedule, constant, identity, linear
from tiaowen.compiler.settle.stage import SUBSIDY
from tiaowen.dsl.tree import Rounding, Text

TIER_1 = "premium_tier_1"
PREMIUM = "premium"
SHOWN = 40_000
"""A premium of 400 yuan, for witnesses."""


@frozen
class Subsidy:
    """The effect of a subsidy row."""

    effect: Effect
    reason: Text
    proof: Proof | None = None
    witnesses: tuple[Witness, ...] = ()


def subsidy_effect(context: Context, row: Row) -> Subsidy:
    """Return what changing the subsidy of a row does."""
    if row.left == row.right:
        return Subsidy(Effect.EQ, say("the same", "相同"))
    group = context.people.groups[row.people[0]]
    effects: list[Effect] = []
    proof: Proof | None = None
    for factor in _factors(row):
        own = linear(factor)
        left = _schedule(context.left, row, row.left, group.left, own)
        right = _schedule(context.right, row, row.right, group.right, own)
        if left is None or right is None:
            return Subsidy(*by_presence(row.left, row.right, None))
        proof = evolve(prove(right - left, None), reach=_reach(context, row))
        effects.append(_effect(proof, row))
    effect = combine(effects) or Effect.UNDET
    return Subsidy(effect, _reason(effect), proof, _witness(context, row, effect, max(_factors(row))))


def _reach(context: Context, row: Row) -> Reach:
    """Return for which claims a proof holds: for any, where nothing is counted from one to the next."""
    found = (side.benefit(row.benefit) for side in context.sides)
    rules = (rule for benefit in found if benefit is not None for rule in benefit.rules)
    return Reach.FIRST if any(rule.pool is not None for rule in rules) else Reach.ANY


def _factors(row: Row) -> tuple[int, ...]:
    plan = row.case.plan
    tier = TIER_1.removeprefix(PREMIUM + "_").replace("_", "-")
    return (1,) if plan is None or plan.endswith(tier) else (1, 2)


def _schedule(side: Side, row: Row, view: View, seen: Seen, own: Schedule) -> Schedule | None:
    if view.standing.absent:
        return constant(0)
    benefit = side.benefit(row.benefit)
    if view.standing is not Standing.STATED or benefit is None:
        return None
    asker = Asker(side.figures, row.case, seen.given)
    result: Schedule | None = None
    for facet in (SUBSIDY, *caps_of(benefit)):
        rule = next(iter(first_rules(benefit, facet, seen.atoms[0], asker)), None)
        amount = _amount(side, rule.value, own) if rule is not None else None
        if rule is not None and isinstance(rule.value, Ratio) and benefit.rounding is not Rounding.HALF_UP_FEN:
            return None
        if amount is not None:
            result = amount if result is None else result.minimum(amount)
        elif facet == SUBSIDY or (rule is not None and not isinstance(rule.value, Nothing)):
            return None
    return result.minimum(own) if result is not None else None


def _amount(side: Side, value: Value, own: Schedule) -> Schedule | None:
    match value:
        case FullSubsidy():
            return own
        case Ratio(share):
            return own.scale(share)
        case OfFact(share, fact):
            return {TIER_1: identity().scale(share), PREMIUM: own.scale(share)}.get(fact)
        case Fixed() | OfStatistic():
            fen = side.figures.fen(value)
            return None if isinstance(fen, Missing) else constant(fen)
        case _:
            return None


def _effect(proof: Proof, row: Row) -> Effect:
    if proof.gains and proof.losses:
        return Effect.MIX
    if proof.gains:
        return Effect.IN if row.left.standing.absent else Effect.UP
    if proof.losses:
        return Effect.OUT if row.right.standing.absent else Effect.DOWN
    return Effect.EQ


def _reason(effect: Effect) -> Text:
    if effect is Effect.EQ:
        return say("the same for every premium", "任何缴费标准下均相同")
    return say("proved for every premium", "对任何缴费标准均成立")


def _witness(context: Context, row: Row, effect: Effect, factor: int) -> tuple[Witness, ...]:
    if effect in (Effect.EQ, Effect.UNDET):
        return ()
    visit = Visit(
        claim="1",
        person="1",
        date=context.scope.day,
        categories=(Held(context.people.groups[row.people[0]].id),),
        marks=row.case.marks,
        money={PREMIUM: SHOWN * factor, TIER_1: SHOWN},
        plan=row.case.plan,
        kind=Kind.ENROLMENT.value,
        family="1" if context.scope.families else None,
    )
    paid = [side.settler.total(visit) for side in context.sides]
    if paid[0] is None or paid[1] is None or paid[0] == paid[1]:
        return ()
    dated = [side.settler.as_dated(visit) for side in context.sides]
    return (witness(visit, paid[0], paid[1], dated == paid),)
