"""For which claims of a year an effect of a comparison holds: two-claim sequences settled by the engine."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve, frozen
from build_policy import (
    BLANK_BENEFIT,
    BLANK_POLICY,
    amount,
    article,
    base,
    box,
    counted,
    people_class,
    pool,
    recipients,
    rule,
)
from build_policy import (
    compare as compares,
)
from hypothesis import example, given
from hypothesis import strategies as st

from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.compare import Change, Effect, compare
from tiaowen.compiler.compare.model import Reach
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.tree import Operator, Period

POOR = "minimum-living-guarantee"
INPATIENT, OUTPATIENT, TILTED = "inpatient-assistance", "outpatient-assistance", "tilted-assistance"


@frozen
class Side:
    """The terms of inpatient assistance in yuan; a limit may count over the year, alone or with outpatient care."""

    deductible: int = 0
    yearly_deductible: bool = False
    rates: tuple[int, int] = (5, 5)
    brackets: str = "none"
    burden: int | None = None
    cap: int | None = 300
    yearly_cap: bool = True
    shared: bool = True
    tilted: int | None = None


def document(side: Side) -> m.Policy:
    """Inpatient assistance as told; outpatient assistance the same in every document, on counters it may share."""
    shared = (INPATIENT, OUTPATIENT) if side.shared else (OUTPATIENT,)
    pools = (pool("shared-deductible", "deductible", shared, ()), pool("shared-cap", "cap", shared, ()))
    drawn = tuple(each.id for each in pools)
    inpatient = evolve(
        BLANK_BENEFIT,
        id=INPATIENT,
        care=frozenset({"inpatient"}),
        base=base(article(1)),
        rules=tuple(_terms(side)),
        pools=drawn if side.shared else (),
    )
    outpatient = evolve(
        inpatient,
        id=OUTPATIENT,
        care=frozenset({"outpatient"}),
        rules=(
            _rule("deductible", amount(120), Period.YEAR),
            _rule("ratio", m.Ratio(Fraction(1))),
            _rule("cap", amount(400), Period.YEAR),
        ),
        pools=drawn,
    )
    benefits: tuple[m.Benefit, ...] = (inpatient, outpatient)
    if side.tilted is not None:
        on_top = (_rule("ratio", m.Ratio(Fraction(side.tilted, 10))), _rule("cap", amount(200), Period.YEAR))
        more = evolve(inpatient, id=TILTED, base=base(article(2), after=[INPATIENT]), rules=on_top, pools=())
        benefits = (inpatient, more, outpatient)
    return counted(
        evolve(
            BLANK_POLICY,
            atoms=(POOR,),
            identities=recipients(POOR),
            classes=(people_class("recipients", [POOR], article(1)),),
            benefits=benefits,
            pools=pools,
        )
    )


def _terms(side: Side) -> list[m.Rule]:
    low, high = (Fraction(rate, 10) for rate in side.rates)
    found = [_rule("deductible", amount(side.deductible), Period.YEAR if side.yearly_deductible else Period.VISIT)]
    if side.brackets == "none":
        found.append(_rule("ratio", m.Ratio(low)))
    else:
        slices = (m.Slice(20_000, low), m.Slice(None, high))
        value = m.Banded(slices, side.brackets == "whole", side.brackets == "yearly")
        found.append(_rule("ratio", value))
    if side.burden is not None:
        found.append(_rule("out-of-pocket-ceiling", amount(side.burden), Period.VISIT))
    if side.cap is not None:
        found.append(_rule("cap", amount(side.cap), Period.YEAR if side.yearly_cap else Period.VISIT))
    return found


def _rule(facet: str, value: m.Value, period: Period | None = None) -> m.Rule:
    return rule(facet, value, [POOR], article(1), period)


def claim(care: str, number: int, fen: int) -> Visit:
    return Visit(
        str(number),
        "1",
        date(2025, 6, number),
        categories=(Held(POOR),),
        care=care,
        level=2,
        money={"in_scope": fen},
    )


def second_payment(policy: m.Policy, earlier: int, care: str, fen: int) -> int:
    """Return what a claim comes to after an outpatient claim, which uses up the same in every document."""
    found = tuple(prepare(policy).outcomes([claim("outpatient", 1, earlier), claim(care, 2, fen)]))
    return sum(outcome.fen for outcome in found[1].outcomes)


def row_of(left: m.Policy, right: m.Policy) -> Change:
    """Return the row of inpatient care: where both do the same it is one of all kinds of care."""
    rows = [row for scene in compare(left, right).scenes for row in scene.rows]
    care = [(row, next((each.values for each in row.where if each.dimension == "care"), ())) for row in rows]
    return next(row for row, values in care if not values or "inpatient" in values)


sides = st.builds(
    Side,
    st.sampled_from([0, 50, 100]),
    st.booleans(),
    st.tuples(st.integers(3, 9), st.integers(3, 9)),
    st.sampled_from(["none", "none", "sliced", "whole", "yearly"]),
    st.sampled_from([None, None, 80, 150]),
    st.sampled_from([None, 100, 300]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, None, None, 3, 6]),
)
fen = st.integers(1, 120_000)


@given(
    sides,
    sides,
    st.sampled_from(
        [
            ("rates",),
            ("cap",),
            ("deductible",),
            ("burden", "tilted"),
            ("shared",),
            ("yearly_cap", "rates"),
            ("yearly_deductible", "cap"),
            tuple(Side.__annotations__),
        ]
    ),
    st.lists(st.tuples(fen, fen), min_size=4, max_size=4),
)
@example(Side(cap=300), Side(rates=(6, 6), cap=300), ("rates", "tilted"), [(10_000, 50_000)])
@example(Side(tilted=3), Side(tilted=6), ("rates", "tilted"), [(10_000, 50_000)])
def test_an_effect_for_any_claim_holds_whatever_an_earlier_claim_has_used_up(
    left: Side, right: Side, only: tuple[str, ...], amounts: list[tuple[int, int]]
) -> None:
    right = evolve(left, **{name: getattr(right, name) for name in only})
    policies = document(left), document(right)
    row = row_of(*policies)
    assert row.proof is not None
    if row.proof.reach is Reach.FIRST:
        return
    for earlier, later in amounts:
        one, two = (second_payment(each, earlier, "inpatient", later) for each in policies)
        # Two stages may each be rounded by a fen where no counter takes part.
        assert row.effect not in (Effect.EQ, Effect.UP, Effect.IN) or two >= one - 2
        assert row.effect not in (Effect.EQ, Effect.DOWN, Effect.OUT) or two <= one + 2


def reached(left: Side, right: Side) -> tuple[Effect, Reach]:
    row = row_of(document(left), document(right))
    assert row.proof is not None
    return row.effect, row.proof.reach


ONE = Side(deductible=50, yearly_deductible=True, rates=(5, 7), brackets="sliced")


@pytest.mark.parametrize(
    ("left", "right", "effect", "reach"),
    [
        (ONE, ONE, Effect.EQ, Reach.ANY),
        (ONE, evolve(ONE, rates=(6, 7)), Effect.UP, Reach.ANY),
        (ONE, evolve(ONE, rates=(5, 6)), Effect.DOWN, Reach.ANY),
        (ONE, evolve(ONE, deductible=0), Effect.UP, Reach.ANY),
        (ONE, evolve(ONE, cap=None), Effect.UP, Reach.ANY),
        (ONE, evolve(ONE, cap=100, yearly_cap=False), Effect.DOWN, Reach.FIRST),
        (ONE, evolve(ONE, yearly_cap=False), Effect.EQ, Reach.FIRST),
        (ONE, evolve(ONE, yearly_deductible=False), Effect.EQ, Reach.FIRST),
        (ONE, evolve(ONE, shared=False), Effect.EQ, Reach.FIRST),
        (ONE, evolve(ONE, burden=80), Effect.UP, Reach.ANY),
        (ONE, evolve(ONE, brackets="yearly"), Effect.EQ, Reach.FIRST),
        (evolve(ONE, brackets="yearly"), evolve(ONE, brackets="yearly", rates=(5, 8)), Effect.UP, Reach.ANY),
        (evolve(ONE, brackets="yearly"), evolve(ONE, brackets="yearly", rates=(8, 6)), Effect.UP, Reach.FIRST),
        (ONE, evolve(ONE, tilted=4), Effect.UP, Reach.ANY),
        (ONE, evolve(ONE, rates=(8, 3)), Effect.MIX, Reach.FIRST),
        (
            Side(cap=None),
            Side(rates=(8, 3), brackets="sliced", cap=None),
            Effect.MIX,
            Reach.ANY,
        ),
    ],
)
def test_which_changes_hold_for_any_claim(left: Side, right: Side, effect: Effect, reach: Reach) -> None:
    assert reached(left, right) == (effect, reach)


def test_a_limit_that_counts_more_may_be_used_up_where_the_other_is_not() -> None:
    """Equal for the first claim, and not for the second: that is why only the first is told."""
    apart, together = document(evolve(ONE, shared=False)), document(ONE)
    assert row_of(apart, together).effect is Effect.EQ
    assert [second_payment(each, 60_000, "inpatient", 90_000) for each in (apart, together)] == [30_000, 0]


def test_a_gate_on_what_a_year_came_to_is_told_for_the_first_claim_only() -> None:
    gate = m.Requirement(compares("in_scope", Operator.OVER, 10_000, Period.YEAR), article(3))
    gated = [
        evolve(policy, benefits=tuple(evolve(each, requires=(gate,)) for each in policy.benefits))
        for policy in (document(Side(cap=None)), document(Side(cap=None, rates=(6, 6))))
    ]
    reaches = {row.proof.reach for scene in compare(*gated).scenes for row in scene.rows if row.proof is not None}
    assert reaches == {Reach.FIRST}


def test_rules_for_others_do_not_count() -> None:
    """A counter that nobody in the situation is measured against changes nothing."""
    other = rule("cap", amount(10), box(["others"]), article(9), Period.YEAR)
    policies = [document(Side(cap=None)), document(Side(cap=None, rates=(6, 6)))]
    policies[1] = counted(
        evolve(
            policies[1],
            benefits=tuple(
                evolve(each, rules=(*each.rules, other)) if each.id == INPATIENT else each
                for each in policies[1].benefits
            ),
        )
    )
    row = row_of(*policies)
    assert row.proof is not None
    assert (row.effect, row.proof.reach) == (Effect.UP, Reach.ANY)
