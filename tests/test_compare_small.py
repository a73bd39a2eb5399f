"""Comparing small documents built by hand: random figures against plain settling, printing, options."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from build_documents import baoshan, kaizhou, yunyang
from build_policy import (
    BLANK_BENEFIT,
    BLANK_POLICY,
    amount,
    article,
    base,
    box,
    counted,
    fen,
    marked,
    people_class,
    recipients,
    require,
    rule,
)
from build_policy import (
    compare as compares,
)
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.compare import Change, Comparison, Effect, Mode, compare, render_text, to_json
from tiaowen.compiler.compare.fold import fold
from tiaowen.compiler.compare.layout import columns, cut, wrap
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.tree import Language, Operator, Period

POOR = "minimum-living-guarantee"

# ── random documents of two stages ───────────────────────────────────────────────────────────────────────────────


def document(figures: tuple[int, ...], gate: int | None = None) -> m.Policy:
    """A first stage (deductible, ratio, cap) and a second on what is left, perhaps only over a gate."""
    deductible, ratio, cap, more_deductible, more_ratio, more_cap = figures
    first = evolve(
        BLANK_BENEFIT,
        id="inpatient-assistance",
        care=frozenset({"inpatient"}),
        base=base(article(1)),
        rules=_rules(deductible, ratio, cap),
    )
    second = evolve(
        first,
        id="tilted-assistance",
        base=base(article(2), after=["inpatient-assistance"]),
        requires=(require(compares("in_scope", Operator.OVER, fen(gate)), article(2)),) if gate else (),
        rules=_rules(more_deductible, more_ratio, more_cap),
    )
    return counted(
        evolve(
            BLANK_POLICY,
            atoms=(POOR,),
            identities=recipients(POOR),
            classes=(people_class("recipients", [POOR], article(1)),),
            benefits=(first, second),
        )
    )


def _rules(deductible: int, ratio: int, cap: int) -> tuple[m.Rule, ...]:
    return (
        rule("deductible", amount(deductible * 100), [POOR], article(1), Period.VISIT),
        rule("ratio", m.Ratio(Fraction(ratio, 10)), [POOR], article(1)),
        rule("cap", amount(cap * 1000), [POOR], article(1), Period.YEAR),
    )


figures = st.tuples(*[st.integers(0, 40), st.integers(0, 10), st.integers(1, 50)] * 2)
gates = st.none() | st.integers(1, 40).map(lambda gate: gate * 1000)


def rows(comparison: Comparison) -> list[Change]:
    return [row for scene in comparison.scenes for row in scene.rows]


def pays(policy: m.Policy, self_pay: int, bill: int) -> int:
    visit = Visit(
        "1",
        "1",
        date(2025, 12, 31),
        categories=(Held(POOR),),
        care="inpatient",
        level=2,
        money={"in_scope": bill, "paid_basic": bill - self_pay},
    )
    (settled,) = prepare(policy).outcomes([visit])
    return sum(outcome.fen for outcome in settled.outcomes)


@given(figures, figures, gates, gates, st.lists(st.integers(1, 20_000_000), min_size=8, max_size=8))
def test_no_claim_contradicts_what_is_proved(
    left: tuple[int, ...], right: tuple[int, ...], gate: int | None, other: int | None, amounts: list[int]
) -> None:
    policies = document(left, gate), document(right, other)
    comparison = compare(*policies)
    assert "other amounts" not in " ".join(row.reason.en or "" for row in rows(comparison))
    for row in rows(comparison):
        effect = row.effect
        assert (effect is Effect.EQ) == (not row.witnesses)
        low, high = bounds(row)
        for self_pay in amounts:
            if high is not None and self_pay > high:
                continue
            paid = [pays(policy, self_pay, max(self_pay, low)) for policy in policies]
            gain = paid[1] - paid[0]
            # Each of two stages on each side may be rounded by a fen.
            allowed = {Effect.EQ: (2, 2), Effect.UP: (None, 2), Effect.IN: (None, 2), Effect.DOWN: (2, None)}
            up, down = {**allowed, Effect.OUT: (2, None)}.get(effect, (None, None))
            assert up is None or gain <= up
            assert down is None or gain >= -down
            assert row.proof is not None
            assert gain <= 2 + (row.proof.max_gain or 0)
            assert -gain <= 2 + (row.proof.max_loss or 0)


def bounds(row: Change) -> tuple[int, int | None]:
    for each in row.where:
        if each.dimension == "bill":
            low, _, high = str(each.values[0]).partition("..")
            return round(Fraction(low) * 100), round(Fraction(high) * 100) if high else None
    return 0, None


@given(figures, figures, gates, gates)
def test_the_mirror_of_random_documents(
    left: tuple[int, ...], right: tuple[int, ...], gate: int | None, other: int | None
) -> None:
    one, two = document(left, gate), document(right, other)
    there = {(row.where, row.effect, row.left, row.right) for row in rows(compare(one, two))}
    back = {(row.where, row.effect.mirrored, row.right, row.left) for row in rows(compare(two, one))}
    assert there == back


@given(figures, gates, st.integers(1, 5))
def test_raising_the_last_ratio_alone_is_never_less(old: tuple[int, ...], gate: int | None, more: int) -> None:
    new = list(old)
    new[4] = min(10, old[4] + more)
    effects = {row.effect for row in rows(compare(document(old, gate), document(tuple(new), gate)))}
    assert effects <= {Effect.EQ, Effect.UP, Effect.IN}


def test_a_second_stage_can_turn_a_higher_ratio_round() -> None:
    """The facet says more, the proof says both: the row shows both."""
    left = document((0, 6, 1, 0, 0, 1))
    right = document((0, 8, 1, 0, 0, 1))
    (row,) = [
        each for each in compare(left, right).facets if (each.benefit, each.facet) == ("inpatient-assistance", "ratio")
    ]
    assert row.effect is Effect.UP
    cut_cap = evolve(right, benefits=tuple(_with_cap(benefit, 50) for benefit in right.benefits))
    mixed = [each for each in compare(left, cut_cap).facets if each.facet == "ratio" and each.effect is Effect.MIX]
    assert mixed
    assert "alone this gives more" in (mixed[0].reason.en or "")


def _with_cap(benefit: m.Benefit, yuan: int) -> m.Benefit:
    rules = tuple(evolve(each, value=amount(yuan)) if each.facet == "cap" else each for each in benefit.rules)
    return evolve(benefit, rules=rules)


# ── what is left open ────────────────────────────────────────────────────────────────────────────────────────────


def test_silence_is_unknown_and_not_nothing() -> None:
    left = document((0, 6, 10, 0, 0, 1))
    first, second = left.benefits
    silent = tuple(evolve(each, value=m.Open("not-stated")) if each.facet == "ratio" else each for each in first.rules)
    right = evolve(left, benefits=(evolve(first, rules=silent), second))
    assert {row.effect for row in rows(compare(left, right))} == {Effect.UNDET}
    there = evolve(right, regions=("yunnan",))
    assert {row.effect for row in rows(compare(right, evolve(right, regions=("chongqing",))))} == {Effect.UNDET}
    assert {row.effect for row in rows(compare(there, there))} == {Effect.EQ}


def test_the_same_figure_over_another_period_is_not_the_same() -> None:
    left = document((0, 6, 10, 0, 0, 1))
    right = evolve(left, benefits=tuple(_with_period(benefit, Period.ADMISSION) for benefit in left.benefits))
    found = [each for each in compare(left, right).facets if each.facet == "cap"]
    assert {each.effect for each in found} == {Effect.UNDET}


def _with_period(benefit: m.Benefit, period: Period) -> m.Benefit:
    rules = tuple(evolve(each, period=period) if each.facet == "cap" else each for each in benefit.rules)
    return evolve(benefit, rules=rules)


def test_a_requirement_that_only_one_side_has() -> None:
    left = document((0, 6, 10, 0, 0, 1))
    benefits = tuple(evolve(each, requires=(require(marked("referred"), article(3)),)) for each in left.benefits)
    comparison = compare(left, evolve(left, benefits=benefits))
    assert {(scene.regular, row.effect) for scene in comparison.scenes for row in scene.rows} == {
        (True, Effect.EQ),
        (False, Effect.OUT),
    }
    (row,) = [each for each in comparison.facets if each.facet == "requires" and each.benefit == "inpatient-assistance"]
    assert row.effect is Effect.DOWN
    assert (row.reason.en or "").startswith("proved")


def test_a_facet_of_a_mark_takes_its_effect_from_the_situations_of_that_mark() -> None:
    """Whoever is not referred gets nothing on the right: lost, whatever the regular situation says."""
    left = document((0, 6, 10, 0, 0, 1))
    barred = rule("coverage", m.Excluded(), box([POOR], tests=[marked("referred", holds=False)]), article(3))
    benefits = tuple(evolve(each, rules=(barred, *each.rules)) for each in document((0, 8, 10, 0, 0, 1)).benefits)
    found = {
        tuple(each.values[0] for each in row.where): row.effect
        for row in compare(left, evolve(left, benefits=benefits)).facets
        if (row.benefit, row.facet) == ("inpatient-assistance", "ratio")
    }
    assert found == {("referred",): Effect.UP, ("not referred",): Effect.OUT}


# ── printing ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", list(Language))
def test_report(language: Language, snapshot: SnapshotAssertion) -> None:
    assert render_text(compare(kaizhou(), yunyang(), at=2023), language, 100) == snapshot


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("language", list(Language))
def test_the_report_fits(language: Language, width: int) -> None:
    for left, right in ((kaizhou(), yunyang()), (baoshan(), yunyang()), (baoshan(), kaizhou())):
        for line in render_text(compare(left, right, at=2023), language, width).splitlines()[1:]:
            assert display_width(line) <= width, line


def test_the_same_comparison_is_the_same_text() -> None:
    one, two = (compare(baoshan(), yunyang(), at=2023) for _ in range(2))
    assert render_text(one) == render_text(two)
    assert to_json(one) == to_json(two)


def test_a_revision_counts_what_is_worse() -> None:
    old, new = document((0, 8, 10, 0, 0, 1)), document((0, 6, 10, 0, 0, 1))
    assert "Revision: 2 rows worse" in render_text(compare(old, new), mode=Mode.REVISE)
    assert "Revision" not in render_text(compare(old, new))


def test_fingerprints_do_not_depend_on_words() -> None:
    policy = kaizhou()
    renamed = evolve(policy, names={**policy.names, "guaranteed": m.Names("别名", "another name", "category")})
    one, two = (compare(each, yunyang(), at=2023) for each in (policy, renamed))
    assert [row.fingerprint for row in one.changes] == [row.fingerprint for row in two.changes]
    assert len({row.fingerprint for row in one.changes}) == len(one.changes)


def test_columns_align_wide_characters() -> None:
    lines = columns([["对象", "ratio"], ["minimum living guarantee recipients", "70%"]], (20, 6))
    assert lines == ["对象                  ratio", "minimum living        70%", "guarantee recipients"]
    assert wrap("低保对象，特困人员", 8) == ["低保对", "象，特困", "人员"]
    assert cut("低保对象", 5) == "低保…"


def test_folding_gives_the_grid_back() -> None:
    cells: dict[tuple[int, ...], bool] = {(a, b): (a > 1) != (b > 2) for a in range(4) for b in range(5)}
    boxes = fold(cells, (0, 1))
    found = {(a, b): value for (first, second), value in boxes for a in first for b in second}
    assert found == cells
    assert len(boxes) == 4
    assert sum(len(first) * len(second) for (first, second), _ in boxes) == len(cells)


def test_hand_built_pairs_have_no_schedule_that_settling_contradicts() -> None:
    for left, right in ((kaizhou(), yunyang()), (baoshan(), yunyang()), (baoshan(), kaizhou())):
        for row in compare(left, right, at=2023).changes:
            assert "other amounts" not in (row.reason.en or "")
