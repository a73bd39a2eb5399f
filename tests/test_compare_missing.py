"""What a row hangs on that cannot be told: missing figures, and the effect with every value of one."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache

import pytest
from attrs import evolve
from build_policy import BLANK_BENEFIT, BLANK_POLICY, amount, article, base, counted, people_class, recipients, rule
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.compare import Change, Effect, compare
from tiaowen.compiler.compare.model import Stretch
from tiaowen.compiler.compare.moving import Moving, Watch, stretches
from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Operator, Period

POOR = "minimum-living-guarantee"
INCOME = "provincial-disposable-income"
FIRST, SECOND = "inpatient-assistance", "tilted-assistance"
YEAR = 2025

Terms = tuple[m.Value, int, m.Value, m.Value | None, m.Value]
"""Deductible, tenths of the ratio, cap; then for what is left a second benefit: deductible (None: no such), cap."""


def document(terms: Terms, figure: int | None = None, region: str = "yunnan") -> m.Policy:
    """Two benefits, the second counting after the first; the statistic has a figure in fen, or none."""
    deductible, ratio, cap, more_deductible, more_cap = terms
    first = evolve(
        BLANK_BENEFIT,
        id=FIRST,
        care=frozenset({"inpatient"}),
        base=base(article(1)),
        rules=_rules(deductible, ratio, cap),
    )
    benefits = [first]
    if more_deductible is not None:
        after = base(article(2), after=[FIRST])
        benefits.append(evolve(first, id=SECOND, base=after, rules=_rules(more_deductible, 6, more_cap)))
    published = {} if figure is None else {YEAR - 1: m.Figure(figure, "published", "invented")}
    return counted(
        evolve(
            BLANK_POLICY,
            atoms=(POOR,),
            identities=recipients(POOR),
            classes=(people_class("recipients", [POOR], article(1)),),
            benefits=tuple(benefits),
            parameters=(m.Parameter(INCOME, INCOME, region, 1, None, ()),),
            figures={INCOME: published},
        )
    )


def _rules(deductible: m.Value, ratio: int, cap: m.Value) -> tuple[m.Rule, ...]:
    return (
        rule("deductible", deductible, [POOR], article(1), Period.VISIT),
        rule("ratio", m.Ratio(Fraction(ratio, 10)), [POOR], article(1)),
        rule("cap", cap, [POOR], article(1), Period.YEAR),
    )


def of_income(percent: int) -> m.Value:
    return m.OfStatistic(Fraction(percent, 100), INCOME)


def row_of(left: m.Policy, right: m.Policy) -> Change:
    """Return the one row of situations."""
    (row,) = [row for scene in compare(left, right, at=YEAR).scenes for row in scene.rows]
    return row


def effect_with(row: Change, figure: Fraction) -> Effect:
    """Return the effect that a row gives for a figure: exactly one stretch has it."""
    (missing,) = row.missing
    (found,) = [each for each in missing.stretches if _inside(each, figure)]
    return found.effect


def _inside(stretch: Stretch, at: Fraction) -> bool:
    above = at > stretch.low or (stretch.low_in and at == stretch.low)
    return above and (stretch.high is None or at < stretch.high or (stretch.high_in and at == stretch.high))


amounts = st.integers(0, 40).map(lambda tens: amount(tens * 10))
shares = st.sampled_from([1, 5, 10, 25, 100]).map(of_income)
terms = st.tuples(
    amounts | shares, st.integers(1, 10), amounts | shares, st.none() | amounts | shares, amounts | shares
)


@settings(max_examples=12)
@given(terms, terms, st.integers(0, 400))
def test_the_effect_with_a_figure_is_the_one_that_is_found_once_it_is_published(
    left: Terms, right: Terms, some: int
) -> None:
    row = row_of(document(left), document(right))
    if not row.missing:
        assert row.effect is not Effect.UNDET
        return
    (missing,) = row.missing
    assert missing.id == f"{INCOME}:yunnan:{YEAR - 1}"
    # Whole hundreds of yuan keep shares whole, so that nothing is rounded; the ends of stretches turn the effect.
    turning = [
        int(each.low) + by for each in missing.stretches for by in (-10_000, 0, 10_000) if each.low % 10_000 == 0
    ]
    for figure in (some * 10_000, *[fen for fen in turning if fen >= 0][-4:]):
        published = row_of(document(left, figure), document(right, figure))
        assert published.effect is effect_with(row, Fraction(figure))


def test_the_stretches_cover_all_figures_without_a_gap() -> None:
    row = row_of(
        document((of_income(10), 7, of_income(100), None, amount(0))),
        document((amount(100), 7, amount(900), None, amount(0))),
    )
    (missing,) = row.missing
    assert missing.stretches == (
        Stretch(Fraction(0), Fraction(0), low_in=True, high_in=True, effect=Effect.UP),
        Stretch(Fraction(0), Fraction(90_000), low_in=False, high_in=False, effect=Effect.MIX),
        Stretch(Fraction(90_000), Fraction(100_000), low_in=True, high_in=True, effect=Effect.DOWN),
        Stretch(Fraction(100_000), None, low_in=False, high_in=False, effect=Effect.MIX),
    )


LEAST: Terms = (amount(0), 7, amount(900), None, amount(0))


def ids(left: m.Policy, right: m.Policy) -> list[tuple[str, bool]]:
    return [(each.id, bool(each.stretches)) for each in row_of(left, right).missing]


def test_figures_of_two_regions_are_two_figures() -> None:
    capped: Terms = (amount(0), 7, of_income(100), None, amount(0))
    assert ids(document(capped), document(capped, region="chongqing")) == [
        (f"{INCOME}:yunnan:{YEAR - 1}", False),
        (f"{INCOME}:chongqing:{YEAR - 1}", False),
    ]


def test_an_amount_that_a_document_delegates_is_missing_like_a_figure() -> None:
    delegated: Terms = (amount(0), 7, m.Open("delegated", ("county-government",)), None, amount(0))
    row = row_of(document(delegated), document(LEAST))
    (missing,) = row.missing
    assert (missing.id, missing.text.en) == (f"left:{FIRST}:cap", "cap of inpatient assistance in A")
    assert [(int(each.low), each.effect) for each in missing.stretches] == [
        (0, Effect.UP),
        (90_000, Effect.EQ),
        (90_000, Effect.DOWN),
    ]


def test_a_share_that_is_left_open_is_named_and_not_supposed() -> None:
    policy = document(LEAST)
    (first,) = policy.benefits
    rules = tuple(evolve(each, value=m.Open("not-stated")) if each.facet == "ratio" else each for each in first.rules)
    assert ids(evolve(policy, benefits=(evolve(first, rules=rules),)), policy) == [(f"left:{FIRST}:ratio", False)]


def test_a_figure_that_a_condition_hangs_on_is_not_supposed() -> None:
    policy = document((amount(0), 7, of_income(100), None, amount(0)))
    over = m.Compare("in-scope-costs", "in_scope", Operator.OVER, None, m.OfStatistic(Fraction(1, 10), INCOME))
    gated = evolve(policy.benefits[0], requires=(m.Requirement(m.Test(over), article(3)),))
    assert ids(evolve(policy, benefits=(gated,)), document(LEAST)) == [(f"{INCOME}:yunnan:{YEAR - 1}", False)]


def test_what_another_document_decides_hangs_on_no_figure() -> None:
    policy = document(LEAST)
    elsewhere = rule("coverage", m.Elsewhere(policy.title), [POOR], article(4))
    (first,) = policy.benefits
    row = row_of(evolve(policy, benefits=(evolve(first, rules=(elsewhere, *first.rules)),)), policy)
    assert (row.effect, row.missing) == (Effect.UNDET, ())


def test_a_known_row_misses_nothing() -> None:
    assert row_of(document(LEAST, 100), document(LEAST, 100)).missing == ()


# ── the shipped documents ────────────────────────────────────────────────────────────────────────────────────────


@cache
def rows_hanging_on_a_figure() -> tuple[Change, ...]:
    left, right = (compile_policy(id).rules for id in ("baoshan-2022", "yunyang-2023"))
    rows = [row for scene in compare(left, right, at=2027).scenes for row in scene.rows]
    return tuple(row for row in rows if len(row.missing) == 1 and row.missing[0].stretches)


def test_what_is_said_of_rows_that_hang_on_a_figure(snapshot: SnapshotAssertion) -> None:
    said = dict.fromkeys((row.reason.en, row.reason.zh) for row in rows_hanging_on_a_figure())
    assert list(said) == snapshot


@pytest.mark.parametrize("figure", [0, 9_000_000, 13_000_000])
def test_rows_of_the_shipped_documents_come_out_as_told_once_the_figure_is_there(figure: int) -> None:
    left, right = (compile_policy(id).rules for id in ("baoshan-2022", "yunyang-2023"))
    left = evolve(left, figures={INCOME: {2026: m.Figure(figure, "published", "invented")}})
    found = {
        (row.where, who): row.effect
        for scene in compare(left, right, at=2027).scenes
        for row in scene.rows
        for who in row.who
    }
    told = {
        (row.where, who): effect_with(row, Fraction(figure)) for row in rows_hanging_on_a_figure() for who in row.who
    }
    assert told
    # With some figures two groups or situations are one: what is still told apart has to agree.
    assert {key: found[key] for key in told if key in found} == {key: told[key] for key in told if key in found}
    assert any(key in found for key in told)


# ── numbers that move ────────────────────────────────────────────────────────────────────────────────────────────


def _sign_of(build: Callable[[Fraction], Fraction]) -> Callable[[Fraction], Effect]:
    def effect(figure: Fraction) -> Effect:
        value = build(figure)
        return Effect.UP if value > 0 else Effect.DOWN if value < 0 else Effect.EQ

    return effect


def test_every_turn_of_a_calculation_is_found() -> None:
    def tent(figure: Fraction) -> Fraction:
        return min(2 * figure - 3, 5 - figure / 2, Fraction(1))

    assert [(each.low, each.high, each.effect) for each in stretches(_sign_of(tent))] == [
        (0, Fraction(3, 2), Effect.DOWN),
        (Fraction(3, 2), Fraction(3, 2), Effect.EQ),
        (Fraction(3, 2), 10, Effect.UP),
        (10, 10, Effect.EQ),
        (10, None, Effect.DOWN),
    ]


def test_a_moving_number_reckons_like_any_other() -> None:
    watch = Watch(Fraction(2))
    moving = Moving(Fraction(2), Fraction(1), watch)
    assert 1 - moving < 0 < moving + 1
    assert -moving == 2 - 2 * moving + (moving - 2)
    assert moving / 2 <= moving
    assert moving != "2"
    assert [watch.until] == [None]
    assert moving < 7
    assert [watch.until] == [7]
    with pytest.raises(AssertionError):
        moving * moving
