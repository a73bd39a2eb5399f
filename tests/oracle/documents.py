"""Random documents in which everything that decides an amount is said: one kind of care, two categories, few benefits.

Benefits count after each other, take each other's place, have gates on the costs before insurance, ratios, brackets,
lump sums, deductibles, ceilings and caps of every order, and share counters. A second document is drawn anew or is the
first one with some benefits changed, as a new version is.
"""

from __future__ import annotations

import random
from fractions import Fraction

from attrs import evolve
from build_policy import (
    BLANK_BENEFIT,
    BLANK_POLICY,
    article,
    base,
    compare,
    counted,
    people_class,
    pool,
    recipients,
    require,
    rule,
)

from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Operator, Period, Rounding

POOR, ORPHANS = "minimum-living-guarantee", "orphans"
PEOPLE = (POOR, ORPHANS)
CITES = article(1)
IDS = ("inpatient-assistance", "tilted-assistance", "large-expense-assistance")
SHARED = {"deductible": "shared-deductible", "cap": "shared-cap", "total-cap": "shared-total-cap"}
STEP = 50_000
"""Figures are multiples of 500 yuan, so that they meet often."""


def pair(chance: random.Random) -> tuple[m.Policy, m.Policy]:
    """Draw two documents, often versions of one."""
    left = policy(chance)
    if chance.random() < 0.3:
        return left, policy(chance)
    benefits = list(left.benefits)
    for _ in range(chance.randint(0, 2)):
        place = chance.randrange(len(benefits))
        benefits[place] = _changed(chance, benefits[place], place)
    return left, _with(tuple(benefits))


def policy(chance: random.Random) -> m.Policy:
    """Draw one document."""
    return _with(tuple(_benefit(chance, place) for place in range(chance.randint(1, 3))))


def _with(benefits: tuple[m.Benefit, ...]) -> m.Policy:
    blank = tuple(
        evolve(
            each,
            rules=tuple(evolve(one, pool=None) for one in each.rules),
            pools=tuple(id for id in each.pools if id in SHARED.values()),
        )
        for each in benefits
    )
    pools = tuple(
        pool(id, facet, [each.id for each in blank if id in each.pools], CITES)
        for facet, id in SHARED.items()
        if any(id in each.pools for each in blank)
    )
    return counted(
        evolve(
            BLANK_POLICY,
            atoms=PEOPLE,
            identities=recipients(*PEOPLE),
            classes=(people_class("recipients", PEOPLE, CITES),),
            benefits=blank,
            pools=pools,
        )
    )


def _benefit(chance: random.Random, place: int) -> m.Benefit:
    earlier = [id for id in IDS[:place] if chance.random() < 0.7]
    instead = tuple((id, CITES) for id in IDS[:place] if chance.random() < 0.15)
    payers = () if chance.random() < 0.15 else ("basic",)
    return evolve(
        BLANK_BENEFIT,
        id=IDS[place],
        care=frozenset({"inpatient"}),
        base=base(CITES, payers, earlier),
        requires=_gate(chance),
        displaced_by=instead,
        pools=tuple(id for id in SHARED.values() if chance.random() < 0.35),
        rules=_rules(chance),
        rounding=Rounding.HALF_UP_FEN,
    )


def _changed(chance: random.Random, old: m.Benefit, place: int) -> m.Benefit:
    new = _benefit(chance, place)
    match chance.choice(("gate", "rules", "rule", "rule", "rule", "base", "pools", "all")):
        case "gate":
            return evolve(old, requires=new.requires)
        case "rules":
            return evolve(old, rules=new.rules)
        case "rule":
            facet = chance.choice([each.facet for each in new.rules])
            kept = tuple(each for each in old.rules if each.facet != facet)
            return evolve(old, rules=kept + tuple(each for each in new.rules if each.facet == facet))
        case "base":
            return evolve(old, base=new.base)
        case "pools":
            return evolve(old, pools=new.pools)
        case _:
            return new


def _gate(chance: random.Random) -> tuple[m.Requirement, ...]:
    if chance.random() < 0.6:
        return ()
    operator = chance.choice((Operator.OVER, Operator.AT_LEAST, Operator.AT_LEAST, Operator.AT_MOST))
    return (require(compare("in_scope", operator, _amount(chance, 40)), CITES),)


def _rules(chance: random.Random) -> tuple[m.Rule, ...]:
    """Draw what everybody has, and perhaps another figure for orphans, which then comes first."""
    found: list[m.Rule] = []
    for facet, often in (
        ("deductible", 0.5),
        ("ratio", 1.0),
        ("lump-sum", 0.15),
        ("out-of-pocket-ceiling", 0.15),
        ("cap", 0.6),
        ("total-cap", 0.25),
    ):
        if chance.random() >= often:
            continue
        period = chance.choice((Period.YEAR, Period.VISIT))
        if chance.random() < 0.3:
            found.append(rule(facet, _value(chance, facet), [ORPHANS], CITES, period))
        found.append(rule(facet, _value(chance, facet), PEOPLE, CITES, period))
    return tuple(found)


def _value(chance: random.Random, facet: str) -> m.Value:
    if facet == "ratio":
        return _ratio(chance)
    if facet == "lump-sum":
        return _lump(chance)
    if facet != "deductible" and chance.random() < 0.15:
        return m.Nothing()
    return m.Fixed(_amount(chance, 10 if facet == "deductible" else 30))


def _ratio(chance: random.Random) -> m.Value:
    if chance.random() < 0.6:
        return m.Ratio(_share(chance))
    bounds = sorted(chance.sample(range(1, 60), chance.randint(1, 3)))
    slices = [m.Slice(bound * STEP, _share(chance), chance.random() < 0.4) for bound in bounds]
    return m.Banded((*slices, m.Slice(None, _share(chance))), whole=chance.random() < 0.4)


def _lump(chance: random.Random) -> m.Value:
    if chance.random() < 0.3:
        return m.Fixed(_amount(chance, 10))
    bounds = sorted(chance.sample(range(2, 60), chance.randint(1, 2)))
    steps = [m.Step(bound * STEP, _amount(chance, 20), chance.random() < 0.4) for bound in bounds]
    last = [m.Step(None, _amount(chance, 20))] if chance.random() < 0.6 else []
    return m.Lump((*steps, *last), chance.choice((0, STEP)), chance.random() < 0.5)


def _share(chance: random.Random) -> Fraction:
    return chance.choice((Fraction(1, 2), Fraction(3, 5), Fraction(7, 10), Fraction(4, 5), Fraction(1, 3), Fraction(1)))


def _amount(chance: random.Random, most: int) -> int:
    return chance.randint(0, most) * STEP
