"""Comparing documents with lump sums, ceilings, pools, periods, roundings, funds and dates, in small documents."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from build_policy import BLANK_BENEFIT, BLANK_POLICY, amount, article, base, people_class, recipients, rule
from hypothesis import given, settings
from hypothesis import strategies as st
from small_documents import HEADER, RECIPIENTS, inpatient, rules

from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.compare import Change, Comparison, Effect, compare, render_text, to_json
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.tree import Language, Period, Rounding

EQ, UP, DOWN, MIX, IN, OUT, UNDET = (
    Effect.EQ, Effect.UP, Effect.DOWN, Effect.MIX, Effect.IN, Effect.OUT, Effect.UNDET
)  # fmt: skip
HALF = "recipients: ratio 50%"
WHOLE = "ratio applies by whole amount"
YUAN = "rounding: half up to the yuan"
YEAR = "Article 0\ninsurance year from 04-01\n"
JUNE = "valid from 2023-01-01 to 2023-06-30"


def situations(comparison: Comparison) -> list[Change]:
    return [row for scene in comparison.scenes for row in scene.rows]


def compared(left: m.Policy, right: m.Policy, at: int = 2023) -> Comparison:
    """Compare both ways, print in both languages, and hold each document against itself: nothing may differ."""
    comparison, mirror = compare(left, right, at=at), compare(right, left, at=at)
    for language in Language:
        assert render_text(comparison, language)
        assert to_json(comparison, language=language)
    assert {row.effect.mirrored for row in mirror.changes} == {row.effect for row in comparison.changes}
    for policy in (left, right):
        assert {row.effect for row in compare(policy, policy, at=at).changes} == {EQ}
    assert not any("other amounts" in (row.reason.en or "") for row in comparison.changes)
    return comparison


# Each pair: the lines of either document, the facets that differ with their effects, the effects of the situations.
PAIRS: dict[str, tuple[list[str], list[str], dict[str, Effect], set[Effect]]] = {
    "a larger lump sum": (
        ["recipients: lump sum 3,000 yuan"],
        ["recipients: lump sum 4,000 yuan"],
        {"lump-sum": UP},
        {UP},
    ),
    "an end that belongs to the next step": (
        ["recipients: lump sum 3,000 yuan up to 20,000 yuan, 5,000 yuan over 20,000 yuan"],
        ["recipients: lump sum 3,000 yuan below 20,000 yuan, 5,000 yuan from 20,000 yuan"],
        {"lump-sum": UP},
        {UP},
    ),
    "a lump sum for a ratio": (["recipients: lump sum 3,000 yuan"], [HALF], {"lump-sum": MIX, "ratio": MIX}, {MIX}),
    "an end that belongs to the next bracket": (
        [WHOLE, "recipients: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan"],
        [WHOLE, "recipients: ratio 50% below 10,000 yuan, 60% from 10,000 yuan"],
        {"ratio": UP},
        {UP},
    ),
    "a higher ceiling": (
        [f"{HALF}, out-of-pocket ceiling 5,000 yuan per year"],
        [f"{HALF}, out-of-pocket ceiling 6,000 yuan per year"],
        {"out-of-pocket-ceiling": DOWN},
        {DOWN},
    ),
    "a ceiling for none": (
        [HALF],
        [f"{HALF}, out-of-pocket ceiling 6,000 yuan per year"],
        {"out-of-pocket-ceiling": UP},
        {UP},
    ),
    "a ceiling over a cap": (
        [f"{HALF}, cap 10,000 yuan"],
        [f"{HALF}, cap 10,000 yuan, out-of-pocket ceiling 6,000 yuan per visit"],
        {"out-of-pocket-ceiling": UP},
        {UP},
    ),
    "a cap for the family": (
        [f"{HALF}, cap 5,000 yuan per year"],
        [f"{HALF}, cap 5,000 yuan per family"],
        {"cap": UNDET},
        {EQ},
    ),
    "a cap over the insurance year": (
        [f"{HALF}, cap 5,000 yuan per year"],
        [f"{HALF}, cap 5,000 yuan per insurance year"],
        {"cap": UNDET},
        {EQ},
    ),
    "other funds": (
        [HALF],
        [f"{HALF}, 60% from assistance fund, the rest from county share"],
        {"ratio": Effect.ADMIN},
        {EQ},
    ),
    "another rounding": ([HALF], [HALF, YUAN], {"rounding": UNDET}, {UNDET}),
    "a higher ratio, rounded alike": ([HALF, YUAN], ["recipients: ratio 60%", YUAN], {"ratio": UP}, {UP}),
    "a ratio turned round by a cap, rounded alike": (
        [f"{HALF}, cap 1,000 yuan", YUAN],
        ["recipients: ratio 60%, cap 900 yuan", YUAN],
        {"ratio": MIX, "cap": MIX},
        {MIX},
    ),
    "a loss smaller than what is rounded": (
        [HALF, YUAN],
        ["recipients: ratio 100%, deductible 1 yuan per visit", YUAN],
        {"deductible": DOWN, "ratio": UP},
        {UNDET},
    ),
    "a cap for half a year": ([HALF], [HALF, f"recipients: cap 1,000 yuan, {JUNE}"], {"cap": DOWN}, {DOWN, EQ}),
    "alternatives of a requirement": (
        ["requires referred", HALF],
        ["requires referred, or emergency rescue", HALF],
        {"requires": UP},
        {EQ, IN},
    ),
    "other alternatives of a requirement": (
        ["requires referred, or follow-up visit", HALF],
        ["requires referred, or emergency rescue", HALF],
        {"requires": UNDET},
        {EQ, IN, OUT},
    ),
    "a fact of the past": (
        [HALF, "recipients where in-scope expenses over 50,000 yuan in the previous year: cap 9,000 yuan"],
        [HALF],
        {"cap": UP},
        {EQ, UP},
    ),
}


@pytest.mark.parametrize(("left", "right", "facets", "effects"), PAIRS.values(), ids=PAIRS)
def test_what_differs_is_told(
    left: list[str], right: list[str], facets: dict[str, Effect], effects: set[Effect]
) -> None:
    comparison = compared(rules(inpatient(*left, before=YEAR)), rules(inpatient(*right, before=YEAR)))
    differing = {row.facet: row.effect for row in comparison.facets if row.left != row.right}
    assert differing == facets
    assert {row.effect for row in situations(comparison)} == effects


def test_funds_are_told_although_they_change_no_payment() -> None:
    left, right, _, _ = PAIRS["other funds"]
    (row,) = [
        each for each in compare(rules(inpatient(*left)), rules(inpatient(*right))).facets if each.left != each.right
    ]
    assert row.right is not None
    assert row.right.text.en == "50% (60% from medical-assistance fund, the rest from county share)"
    assert row.reason.en == "the same figure, paid by other funds"


def test_before_a_rounding_of_its_own_a_difference_is_no_verdict() -> None:
    left, right = (rules(inpatient(HALF, *lines)) for lines in ([], [YUAN]))
    (row,) = situations(compare(left, right, at=2023))
    assert row.proof is None
    assert (row.reason.en, row.reason.zh) == (
        "not exact, for payments are rounded by units of 1 yuan; before rounding: the same for every amount",
        "支付额按1元取整，无法精确判定；取整前：任何金额均相同",
    )


def test_a_dated_clause_is_looked_at_in_the_year_asked() -> None:
    left, right = (rules(inpatient(HALF, *lines)) for lines in ([], [f"recipients: cap 1,000 yuan, {JUNE}"]))
    rows = situations(compared(left, right, at=2023))
    assert {(row.where[0].values, row.effect) for row in rows} == {
        (("2023-01-01..2023-06-30",), DOWN),
        (("2023-07-01..2023-12-31",), EQ),
    }
    (shown,) = [row.witnesses[0] for row in rows if row.effect is DOWN]
    assert dict(shown.cells)["date"] == "2023-06-30"
    assert {row.effect for row in situations(compared(left, right, at=2024))} == {EQ}


def pooled(pool: str) -> str:
    """Return a document of two benefits that draw on a pool."""
    text = HEADER + RECIPIENTS + "Article 2\n"
    for benefit, care in (("inpatient assistance", "inpatient"), ("outpatient assistance", "outpatient")):
        text += f"for {benefit}:\n  covers {care}\n  counts in-scope expenses after basic medical insurance\n"
        text += "  recipients: ratio 50%\n"
    return text + pool


def test_a_pool_caps_each_of_its_members() -> None:
    left = rules(pooled(""))
    lines = "Article 3\npool outpatient pool: inpatient assistance, outpatient assistance\nfor outpatient pool:\n"
    right = rules(pooled(lines + "  recipients: cap 2,000 yuan per year\n"))
    comparison = compared(left, right)
    pools = [row for row in comparison.facets if (row.facet or "").startswith("pool:")]
    assert {(row.benefit, row.effect) for row in pools} == {
        ("inpatient-assistance", DOWN),
        ("outpatient-assistance", DOWN),
    }
    assert {row.effect for row in situations(comparison)} == {DOWN}
    assert "cap of " in render_text(comparison)


def test_pools_over_other_periods_are_not_the_same() -> None:
    lines = "Article 3\npool outpatient pool: inpatient assistance, outpatient assistance\nfor outpatient pool:\n"
    left, right = (rules(pooled(f"{lines}  recipients: cap 2,000 yuan per {period}\n")) for period in ("year", "month"))
    pools = [row for row in compared(left, right).facets if (row.facet or "").startswith("pool:")]
    assert {row.effect for row in pools} == {UNDET}


def test_leaving_out_and_the_insurance_year_are_rows_of_their_own() -> None:
    text = inpatient(f"{HALF}, cap 5,000 yuan per insurance year", before=YEAR)
    left = rules(text)
    right = evolve(left, insurance_year=(7, 1), leaves_out={"household_assets": ("gifts",)})
    rows = [row for row in compared(left, right).facets if row.left != row.right]
    assert {(row.facet, row.effect) for row in rows} == {("insurance-year", UNDET), ("leaves-out", UNDET)}


# ── any terms ────────────────────────────────────────────────────────────────────────────────────────────────────

POOR = "minimum-living-guarantee"
LIMITS = st.none() | st.integers(0, 40).map(lambda hundreds: amount(hundreds * 100))
ENDS = st.lists(st.integers(1, 40), min_size=1, max_size=2, unique=True).map(sorted)


@st.composite
def rates(draw: st.DrawFn) -> m.Rule:
    """Draw a ratio, brackets or a lump sum."""
    kind = draw(st.sampled_from(["ratio", "brackets", "lump sum"]))
    if kind == "ratio":
        return rule("ratio", m.Ratio(Fraction(draw(st.integers(0, 10)), 10)), [POOR], article(1))
    ends: list[int | None] = [end * 50_000 for end in draw(ENDS)]
    open_ends = [draw(st.booleans()) for _ in ends]
    if kind == "brackets":
        shares = [Fraction(draw(st.integers(0, 10)), 10) for _ in range(len(ends) + 1)]
        slices = tuple(map(m.Slice, [*ends, None], shares, [*open_ends, False]))
        return rule("ratio", m.Banded(slices, whole=draw(st.booleans())), [POOR], article(1))
    sums = [draw(st.integers(0, 20)) * 20_000 for _ in range(len(ends) + 1)]
    steps = tuple(map(m.Step, [*ends, None], sums, [*open_ends, False]))
    least = draw(st.sampled_from([0, 30_000]))
    return rule("lump-sum", m.Lump(steps, least, draw(st.booleans())), [POOR], article(1))


@st.composite
def documents(draw: st.DrawFn) -> m.Policy:
    """Draw a document of one or two stages on one pool, with ceilings and roundings."""
    stages: list[m.Benefit] = []
    pool = draw(st.sampled_from([None, "pool"]))
    for place, id_ in enumerate(("inpatient-assistance", "tilted-assistance")[: draw(st.integers(1, 2))]):
        own = [draw(rates())]
        for facet in ("deductible", "out-of-pocket-ceiling", "cap"):
            if (limit := draw(LIMITS)) is not None:
                shared = pool if facet == "cap" else None
                own.append(evolve(rule(facet, limit, [POOR], article(1), Period.YEAR), pool=shared))
        benefit = evolve(
            BLANK_BENEFIT,
            id=id_,
            care=frozenset({"inpatient"}),
            base=base(article(1), after=[each.id for each in stages]),
            pools=(pool,) if pool is not None else (),
            rounding=draw(st.sampled_from([Rounding.HALF_UP_FEN, Rounding.HALF_UP_FEN, Rounding.HALF_UP_YUAN])),
            rules=tuple(own),
        )
        stages.append(benefit if place == 0 else evolve(benefit, base=base(article(2), after=["inpatient-assistance"])))
    return evolve(
        BLANK_POLICY,
        atoms=(POOR,),
        identities=recipients(POOR),
        classes=(people_class("recipients", [POOR], article(1)),),
        benefits=tuple(stages),
        pools=(m.Pool("pool", "cap", tuple(each.id for each in stages), article(1)),),
    )


def pays(policy: m.Policy, self_pay: int) -> int:
    """Return what a claim comes to."""
    visit = Visit("1", "1", date(2025, 12, 31), (Held(POOR),), "inpatient", 2, money={"in_scope": self_pay})
    (settled,) = prepare(policy).outcomes([visit])
    return sum(outcome.fen for outcome in settled.outcomes)


@given(documents(), documents(), st.lists(st.integers(0, 3_000_000), min_size=8, max_size=8))
@settings(max_examples=80)
def test_no_claim_contradicts_what_is_told(left: m.Policy, right: m.Policy, amounts: list[int]) -> None:
    comparison = compare(left, right)
    fen = {benefit.rounding for policy in (left, right) for benefit in policy.benefits} == {Rounding.HALF_UP_FEN}
    near = [end + step for end in range(0, 2_000_001, 50_000) for step in (-1, 0, 1) if end + step >= 0]
    for row in situations(comparison):
        # Each of two stages on each side may be off by half a fen; what is rounded coarsely is told only if it is sure.
        off = 2 if fen else 0
        gains = [pays(right, at) - pays(left, at) for at in (*amounts, *near)]
        if row.effect in (UP, IN, EQ):
            assert min(gains) >= -off
        if row.effect in (DOWN, OUT, EQ):
            assert max(gains) <= off
        if row.effect is MIX:
            assert {(shown.right > shown.left) for shown in row.witnesses} == {True, False}
