"""Random claims for any policy: its own people, care, diseases, marks and facts, with amounts around its own figures.

Much is left unstated on purpose, and some of what is stated means nothing to the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve, frozen
from hypothesis import strategies as st

from tiaowen.compiler.claims.columns import COUNTED, event_column
from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.rules.model import (
    DAY,
    Banded,
    Box,
    Fixed,
    HasDisease,
    HasMark,
    Lump,
    OfFact,
    Policy,
    Test,
)
from tiaowen.compiler.settle.conditions import comparisons

LARGEST = 40_000_000


@frozen
class Pieces:
    """What claims under a policy can be made of."""

    people: list[str]
    care: list[str]
    diseases: list[str]
    marks: list[str]
    plans: list[str]
    columns: list[str]
    counted: list[str]
    amounts: list[int]
    first: date
    families: bool
    days: list[str]


def pieces_of(policy: Policy) -> Pieces:
    """Return what the rules of a policy speak of."""
    boxes = [*_boxes(policy)]
    tests = [*_tests(policy, boxes)]
    compared = [each for each in comparisons(policy) if each.column != DAY]
    care = {kind for benefit in policy.benefits for kind in benefit.care or ()}
    care |= {kind for box in boxes for kind in box.care or ()}
    wide = {above for kind in care for above in policy.ancestors.get(kind, ())}
    within = {kind for kind, above in policy.ancestors.items() if care & set(above)}
    kinds = sorted(care | wide | within) or ["inpatient"]
    other = {key for key in policy.ancestors if policy.identities.keys() & set(policy.ancestors[key])}
    money = {benefit.base.column for benefit in policy.benefits if benefit.base is not None}
    money |= {column for benefit in policy.benefits if benefit.base for column in benefit.base.payer_columns}
    money |= {
        rule.value.fact for benefit in policy.benefits for rule in benefit.rules if isinstance(rule.value, OfFact)
    }
    money |= {column for own, without in policy.leaves_out.items() for column in (own, *without)}
    money |= {"premium", "budget", "overspend", "cumulative_surplus"}
    counted = {*policy.counted, *(each.column for each in compared if each.fact in COUNTED)}
    return Pieces(
        people=sorted({*policy.identities, *other, "nobody"}),
        care=[*kinds, "some-other-care"],
        diseases=sorted(
            {id_ for each in tests if isinstance(each.condition, HasDisease) for id_ in each.condition.members}
        ),
        marks=sorted({each.condition.mark for each in tests if isinstance(each.condition, HasMark)}),
        plans=sorted({plan for box in boxes for plan in box.plans or ()} | {"some-other-plan"}),
        columns=sorted((money | {each.column for each in compared}) - counted),
        counted=sorted(counted),
        amounts=sorted({*_figures(policy)} | {each.number for each in compared if each.number is not None}),
        first=policy.start or date(2022, 9, 1),
        families=any(pool.family for pool in policy.pools),
        days=sorted(
            {event_column(each.identity_event) for each in policy.benefits if each.identity_event is not None}
            | ({"expense_date"} if policy.expenses_from is not None else set())
        ),
    )


def years_for(policy: Policy, most: int = 8) -> st.SearchStrategy[list[Visit]]:
    """Return a strategy for the claims of two persons over some years, in any order."""
    pieces = pieces_of(policy)
    one = one_claim(pieces)
    return st.lists(one, min_size=1, max_size=most).map(
        lambda found: [evolve(claim, claim=f"c{place}", order=place) for place, claim in enumerate(found)]
    )


@st.composite
def one_claim(draw: st.DrawFn, pieces: Pieces) -> Visit:
    """Draw one claim: usually a visit."""
    kind = draw(st.sampled_from(["visit"] * 8 + ["enrolment", "fund-year"]))
    day = draw(st.dates(pieces.first - timedelta(40), pieces.first + timedelta(1200)))
    near = [amount + step for amount in pieces.amounts for step in (-1, 0, 1) if amount + step >= 0]
    amounts = st.one_of(st.integers(0, LARGEST), st.sampled_from(near or [0]))
    # The ends of a range are drawn more often than what lies between.
    money = {column: draw(amounts) for column in pieces.columns if draw(st.integers(0, 9)) != 4}
    in_scope = money.get("in_scope")
    for column in money:
        if column.startswith("paid_") and in_scope is not None:
            money[column] = draw(st.sampled_from([0, in_scope // 2, in_scope // 4])) if draw(st.booleans()) else 0
    counts = st.one_of(st.integers(0, 120), st.sampled_from([each for each in near if each < 1000] or [0]))
    return Visit(
        claim="",
        person=draw(st.sampled_from(["p1", "p1", "p2"])),
        date=day,
        categories=tuple(draw(st.lists(held(pieces, day), min_size=draw(st.integers(0, 9)) != 4, max_size=3))),
        care=draw(st.sampled_from(pieces.care)) if kind == "visit" else "",
        level=draw(st.sampled_from([1, 2, 3, 3, None, 4])),
        diseases=_some(draw, pieces.diseases, 1),
        marks=_some(draw, pieces.marks, len(pieces.marks)),
        money=money,
        facts={column: draw(counts) for column in pieces.counted if draw(st.booleans())},
        plan=draw(st.sampled_from([*pieces.plans, None])),
        kind=kind,
        family=draw(st.sampled_from(["f1", "f1", "f2", None])) if pieces.families else None,
        year=day.year if kind == "fund-year" else None,
        days={column: day - timedelta(draw(st.integers(0, 60))) for column in pieces.days if draw(st.booleans())},
    )


@st.composite
def held(draw: st.DrawFn, pieces: Pieces, day: date) -> Held:
    """Draw a category, mostly held on the day."""
    month = day - timedelta(30)
    spans = ((None, None), (None, None), (day, None), (None, day), (day + timedelta(1), None), (month, None))
    return Held(draw(st.sampled_from(pieces.people)), *draw(st.sampled_from(spans)))


def _some(draw: st.DrawFn, ids: list[str], most: int) -> frozenset[str]:
    return frozenset(draw(st.lists(st.sampled_from(ids), max_size=most, unique=True))) if ids else frozenset()


def _boxes(policy: Policy) -> Iterator[Box]:
    for benefit in policy.benefits:
        yield from (*benefit.covers, *(box for rule in benefit.rules for box in rule.boxes))
        yield from (box for exclusion in benefit.excludes for box in exclusion.unless)


def _tests(policy: Policy, boxes: list[Box]) -> Iterator[Test]:
    yield from (test for box in boxes for test in box.tests)
    for benefit in policy.benefits:
        yield from (test for each in benefit.requires for option in each.options for test in option)
        yield from (test for exclusion in benefit.excludes for test in exclusion.when)


def _figures(policy: Policy) -> Iterator[int]:
    yield from (figure.fen for figures in policy.figures.values() for figure in figures.values())
    yield from (figure.fen // 10 for figures in policy.figures.values() for figure in figures.values())
    for benefit in policy.benefits:
        for rule in benefit.rules:
            if isinstance(rule.value, Fixed):
                yield rule.value.fen
            elif isinstance(rule.value, Banded):
                yield from (each.upto for each in rule.value.slices if each.upto is not None)
            elif isinstance(rule.value, Lump):
                yield from (each.upto for each in rule.value.steps if each.upto is not None)
                yield rule.value.least
