"""What claims and documents leave open; brackets, enrolment, a year of the fund."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from attrs import evolve
from build_documents import baoshan, kaizhou, overspend
from build_policy import (
    BLANK_BENEFIT,
    BLANK_POLICY,
    amount,
    article,
    base,
    box,
    compare,
    counted,
    fen,
    recipients,
    require,
    rule,
    share,
    visit,
)

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import check_limit, prepare
from tiaowen.dsl.tree import Language, Operator, Period, Strength


def policy_of(*rules: m.Rule, requires: tuple[m.Requirement, ...] = (), covers: tuple[m.Box, ...] = ()) -> m.Policy:
    """Return a policy with one inpatient benefit for people *a* and *b*."""
    benefit = evolve(
        BLANK_BENEFIT,
        id="aid",
        care=frozenset({"inpatient"}),
        covers=covers,
        covers_cites=article(3),
        requires=requires,
        base=base(article(1)),
        cites=article(1),
        rules=rules,
    )
    policy = evolve(BLANK_POLICY, atoms=("a", "b"), identities=recipients("a", "b"))
    return counted(evolve(policy, benefits=(benefit,)))


RATIO = rule("ratio", m.Ratio(share(50)), ["a", "b"], article(2))


def one(policy: m.Policy, claim: Visit, language: Language = Language.EN) -> Result:
    found = list(prepare(policy).settle([claim], language))
    assert len(found) == 1
    return found[0]


# ── Facts that are not stated ────────────────────────────────────────────────────────────────────────────────────


def test_an_unknown_level_matters_only_where_the_levels_differ() -> None:
    by_level = policy_of(
        rule("ratio", m.Ratio(share(50)), box(["a"], [1, 2]), article(2)),
        rule("ratio", m.Ratio(share(40)), box(["a"], [3]), article(3)),
    )
    result = one(by_level, visit(people="a", level=None, in_scope=100))
    assert (result.status, result.cited) == (Status.UNDETERMINED, "第二条")
    assert result.reason == "The claim does not state the hospital level, and the result depends on it."
    assert one(by_level, visit(people="a", level=None, in_scope=0)).status is Status.ZERO
    assert one(policy_of(RATIO), visit(people="a", level=None, in_scope=100)).amount == "50.00"


@pytest.mark.parametrize(("age", "paid"), [(79, "50.00"), (80, "100.00"), (None, "")])
def test_an_unknown_age(age: int | None, paid: str) -> None:
    old = compare("age", Operator.AT_LEAST, 80)
    policy = policy_of(
        rule("ratio", m.Ratio(share(100)), box(["a"], tests=[old]), article(2)),
        rule("ratio", m.Ratio(share(50)), box(["a"], tests=[evolve(old, holds=False)]), article(2)),
    )
    result = one(policy, visit(people="a", facts={} if age is None else {"age": age}, in_scope=100))
    assert result.amount == paid
    if age is None:
        assert "does not state age" in result.reason


def test_a_category_can_settle_a_fact() -> None:
    severe = compare("disability_grade", Operator.AT_MOST, 2)
    policy = policy_of(RATIO, requires=(require(compare("disability_grade", Operator.AT_MOST, 3), article(4)),))
    identities = {"a": m.Identity("a", ("a",), (severe,), 0), "b": m.Identity("b", ("b",), (), 1)}
    policy = evolve(policy, identities=identities)
    assert one(policy, visit(people="a", in_scope=100)).amount == "50.00"
    assert one(policy, visit(people="b", in_scope=100)).status is Status.UNDETERMINED


def test_a_condition_that_fails_anyway_needs_no_unknown_fact() -> None:
    policy = policy_of(
        RATIO,
        requires=(
            require(compare("age", Operator.AT_LEAST, 80), article(4)),
            require(m.Test(m.HasMark("local")), article(5)),
        ),
    )
    result = one(policy, visit(people="a", in_scope=100))
    assert (result.status, result.cited) == (Status.EXCLUDED, "第五条")


def test_two_unknown_facts_are_both_named() -> None:
    policy = policy_of(
        RATIO,
        requires=(require(compare("age", Operator.AT_LEAST, 80), article(4)),),
        covers=(box(levels=[3]),),
    )
    result = one(policy, visit(people="a", level=None, in_scope=100), Language.ZH)
    assert result.reason == "未载明医疗机构等级、age，结果因此不能确定。"


def test_a_wide_category_stands_where_all_it_can_be_come_to_the_same() -> None:
    def ordinary(level: int) -> Result:
        claim = visit(people="destitute", level=level, in_scope=100)
        return next(item for item in prepare(kaizhou()).settle([claim]) if item.benefit == "ordinary")

    assert ordinary(1).status is Status.UNDETERMINED
    assert ordinary(1).reason.startswith("The claim does not state which kind of destitute the person is")
    policy = baoshan()
    assert one(policy, visit(people="class-3", in_scope=10000)).amount == "4383.78"


def test_a_wide_kind_of_care() -> None:
    policy = policy_of(RATIO)
    ancestors = {"general": ("general", "outpatient"), "dialysis": ("dialysis", "outpatient")}
    both = evolve(policy.benefits[0], care=frozenset({"general", "dialysis"}))
    policy = evolve(policy, ancestors=ancestors, benefits=(both,))
    claim = visit(people="a", care="outpatient", in_scope=100)
    assert one(policy, claim).amount == "50.00"
    some = evolve(policy, benefits=(evolve(both, care=frozenset({"dialysis"})),))
    result = one(some, claim)
    assert (result.status, result.reason) == (
        Status.UNDETERMINED,
        "The claim does not state which kind of outpatient it is, and the result depends on it.",
    )
    assert one(some, evolve(claim, care="dialysis")).amount == "50.00"
    assert list(prepare(some).settle([evolve(claim, care="general")])) == []


# ── Values that do not settle ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (m.Open("delegated", ("bureau", "finance")), "The ratio is set by bureau, finance."),
        (m.Open("allowed", ("county",)), "The ratio may be set by county."),
        (
            m.Open("bound", (), Operator.AT_LEAST, None, share(70)),
            "The document only says that the ratio is at least 70%, a lower document has to state the figure.",
        ),
        (
            m.Open("bound", ("city",), Operator.AT_LEAST, None, share(70), Strength.IN_PRINCIPLE),
            "The document only says that the ratio is in principle at least 70%, the figure is set by city.",
        ),
    ],
)  # fmt: skip
def test_an_open_value_says_whose_it_is(value: m.Open, sentence: str) -> None:
    result = one(policy_of(rule("ratio", value, ["a"], article(2))), visit(people="a", in_scope=100))
    assert (result.status, result.cited, result.reason) == (Status.UNDETERMINED, "第二条", sentence)


def test_silence_is_undetermined_and_an_open_cap_too() -> None:
    silent = one(policy_of(RATIO), evolve(visit(people="a", in_scope=1), money={}))
    assert silent.reason == "The claim does not state in-scope-costs."
    nothing = one(policy_of(), visit(people="a", in_scope=1))
    assert (nothing.reason, nothing.cited) == ("The document states no ratio for this case.", "第一条")
    capped = policy_of(RATIO, rule("cap", m.Open("delegated", ("city",)), ["a"], article(3)))
    assert one(capped, visit(people="a", in_scope=1)).reason == "The cap is set by city."


# ── Brackets, other caps ─────────────────────────────────────────────────────────────────────────────────────────

SLICES = (m.Slice(fen(1000), share(50)), m.Slice(fen(3000), share(60)), m.Slice(None, share(70)))


@pytest.mark.parametrize(
    ("in_scope", "by_slice", "whole"),
    [
        ("1000", "500.00", "500.00"),
        ("1000.01", "500.01", "600.01"),
        ("3000", "1700.00", "1800.00"),
        ("5000", "3100.00", "3500.00"),
    ],
)
def test_brackets_by_slice_and_whole(in_scope: str, by_slice: str, whole: str) -> None:
    claim = visit(people="a", in_scope=in_scope)
    assert one(policy_of(rule("ratio", m.Banded(SLICES), ["a"], article(2))), claim).amount == by_slice
    assert one(policy_of(rule("ratio", m.Banded(SLICES, whole=True), ["a"], article(2))), claim).amount == whole


def test_yearly_brackets_go_on_where_the_last_visit_ended() -> None:
    policy = policy_of(rule("ratio", m.Banded(SLICES, yearly=True), ["a"], article(2)))
    claims = [visit(str(n), "a", day=f"2023-0{n}-01", in_scope=900) for n in (1, 2, 3, 4)]
    assert [item.amount for item in prepare(policy).settle(claims)] == ["450.00", "530.00", "540.00", "600.00"]


def test_brackets_that_end_leave_the_rest_open() -> None:
    policy = policy_of(rule("ratio", m.Banded(SLICES[:2]), ["a"], article(2)))
    assert one(policy, visit(people="a", in_scope=3000)).amount == "1700.00"
    assert one(policy, visit(people="a", in_scope="3000.01")).status is Status.UNDETERMINED


def test_caps_by_visit_by_month_and_over_several_benefits() -> None:
    def paid(*rules: m.Rule) -> list[str]:
        days = ("2023-01-01", "2023-01-31", "2023-02-01")
        claims = [visit(day, "a", day=day, in_scope=100) for day in days]
        return [item.amount for item in prepare(policy_of(RATIO, *rules)).settle(claims)]

    assert paid(rule("cap", amount(40), ["a"], article(3), Period.VISIT)) == ["40.00"] * 3
    assert paid(rule("cap", amount(60), ["a"], article(3), Period.MONTH)) == ["50.00", "10.00", "50.00"]
    assert paid(rule("cap", m.Nothing(), ["a"], article(3))) == ["50.00"] * 3
    total = rule("total-cap", amount(80), ["a"], article(3))
    assert paid(rule("cap", amount(40), ["a"], article(3), Period.VISIT), total) == ["40.00", "40.00", "0.00"]


# ── Enrolment ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("people", "plan", "premium", "status", "paid"),
    [
        ("destitute", "tier-1", 400, "paid", "400.00"),
        ("guaranteed", "tier-1", 400, "undetermined", ""),
        ("margin", "tier-1", 400, "paid", "280.00"),
        ("margin", "tier-2", 100, "paid", "100.00"),
        ("margin", None, 400, "undetermined", ""),
        ("ill-poor", "tier-1", 400, "undetermined", ""),
        ("margin guaranteed", "tier-1", 400, "undetermined", ""),
    ],
)
def test_enrolment(people: str, plan: str | None, premium: int, status: str, paid: str) -> None:
    claim = visit(people=people, kind="enrolment", plan=plan, premium=premium, premium_tier_1=400)
    result = one(baoshan(), claim)
    assert (result.benefit, result.status.value, result.amount) == ("enrolment-subsidy", status, paid)


def test_enrolment_without_the_fact_a_share_is_taken_of() -> None:
    result = one(baoshan(), visit(people="margin", kind="enrolment", plan="tier-1", premium=400))
    assert result.reason == "The claim does not state premium_tier_1."


# ── A year of the fund ───────────────────────────────────────────────────────────────────────────────────────────


def fund_year(overspend_: int | str, whole: bool = False, **yuan: int | str) -> Sequence[str]:
    policy = evolve(baoshan(), fund_rules=(overspend(whole),))
    claim = visit(kind="fund-year", person="", day="2023-12-31")
    quantities = {"budget": 100_000_000, "overspend": overspend_, **yuan}
    claim = evolve(claim, money={column: fen(value) for column, value in quantities.items()})
    return [item.amount for item in prepare(policy).settle([claim])]


@pytest.mark.parametrize(
    ("percent", "by_slice", "whole"),
    [
        (3, ("3000000.00", "0.00"), ("3000000.00", "0.00")),
        (4, ("3500000.00", "500000.00"), ("2000000.00", "2000000.00")),
        (5, ("4000000.00", "1000000.00"), ("2500000.00", "2500000.00")),
        (6, ("4000000.00", "2000000.00"), ("0.00", "6000000.00")),
    ],
)
def test_a_deficit_by_slice_and_whole(percent: int, by_slice: tuple[str, str], whole: tuple[str, str]) -> None:
    assert tuple(fund_year(percent * 1_000_000)) == by_slice
    assert tuple(fund_year(percent * 1_000_000, whole=True)) == whole


def test_a_reserve_pays_what_it_has_and_the_county_steps_in() -> None:
    assert fund_year(3_000_000, cumulative_surplus=1_000_000) == ["1000000.00", "2000000.00"]
    assert fund_year(3_000_000, cumulative_surplus=3_000_000) == ["3000000.00", "0.00"]


def test_a_deficit_is_rounded_half_up() -> None:
    # Half of one fen over 3%.
    assert fund_year("3000000.01") == ["3000000.01", "0.01"]


def test_a_fund_year_without_its_quantities_or_before_the_document() -> None:
    claim = visit(kind="fund-year", person="", budget=1)
    results = list(prepare(baoshan()).settle([claim]))
    assert [(item.status.value, item.benefit) for item in results] == [
        ("undetermined", "city-reserve"),
        ("undetermined", "county-share"),
    ]
    assert results[0].reason == "The claim does not state overspend."
    before = list(prepare(baoshan()).settle([evolve(claim, year=2022)]))
    assert [item.status.value for item in before] == ["elsewhere", "elsewhere"]


def test_a_yearly_limit() -> None:
    floor = m.FundLimit("county-contribution", Operator.AT_LEAST, share(15), "city-subsidy", None, article(1))
    found = check_limit(floor, {"city_subsidy": fen(20_000_000), "county-contribution": fen("2999999.99")})
    assert found is not None
    assert (found.bound, found.kept) == (fen(3_000_000), False)
    assert check_limit(floor, {}) is None
    at_most = evolve(floor, operator=Operator.AT_MOST, share=Fraction(1, 3))
    kept = check_limit(at_most, {"city-subsidy": 100, "county-contribution": 34})
    assert kept is not None
    assert (kept.bound, kept.kept) == (33, False)  # exact, not against the rounded bound
