"""The reference engine: golden cases, limits to the fen, counters, identities, benefits that come instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from attrs import evolve
from build_documents import baoshan, kaizhou, yunyang
from build_policy import article, box, compare, fen, rule, section, share, visit

from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.tree import Language, Operator, Outcome, Period


def settle(policy: m.Policy, *visits: Visit, language: Language = Language.EN) -> list[Result]:
    return list(prepare(policy).settle(visits, language))


def amounts(results: Iterable[Result]) -> dict[tuple[str, str], str]:
    return {(result.claim, result.benefit): result.amount for result in results}


def one(policy: m.Policy, claim: Visit, benefit: str | None = None) -> Result:
    found = [result for result in settle(policy, claim) if benefit in (None, result.benefit)]
    assert len(found) == 1
    return found[0]


# ── Golden cases ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("category", "paid"),
    [("destitute", "10000.00"), ("guaranteed", "7000.00"), ("margin", "4383.78"), ("ill-poor", "1632.88")],
)
def test_baoshan_pays_each_class_from_its_deductible_and_ratio(category: str, paid: str) -> None:
    assert one(baoshan(), visit(people=category, in_scope=10000)).amount == paid


@pytest.mark.parametrize(
    ("year", "category", "deductible"),
    [
        (2023, "margin", "2693.70"),
        (2023, "ill-poor", "6734.25"),
        (2024, "ill-poor", "7105.25"),
        (2025, "margin", "2993.20"),
    ],
)
def test_the_deductible_follows_the_figure_of_the_year_before(year: int, category: str, deductible: str) -> None:
    at = visit(people=category, day=f"{year}-01-01", in_scope=deductible)
    above = evolve(at, money={"in_scope": at.money["in_scope"] + 1})
    below = evolve(at, money={"in_scope": at.money["in_scope"] - 1})
    results = [one(baoshan(), claim) for claim in (below, at, above)]
    # One fen over the deductible is worth half a fen or more, which rounds up.
    assert [(item.status, item.amount) for item in results] == [
        (Status.ZERO, "0.00"),
        (Status.ZERO, "0.00"),
        (Status.PAID, "0.01"),
    ]


@pytest.mark.parametrize(
    ("category", "level", "paid"),
    [
        ("guaranteed", 2, "4000.00"),
        ("guaranteed", 3, "3500.00"),
        ("five-guarantee", 1, "4000.00"),
        ("disabled", 3, "3000.00"),
    ],
)
def test_kaizhou_pays_by_hospital_level(category: str, level: int, paid: str) -> None:
    assert one(kaizhou(), visit(people=category, level=level, in_scope=5000), "ordinary").amount == paid


def test_kaizhou_stops_at_the_cap() -> None:
    result = one(kaizhou(), visit(people="five-guarantee", level=1, in_scope=10000), "ordinary")
    assert (result.amount, result.cited) == ("6000.00", "Section 2(3)")


def test_a_row_that_is_not_stated_is_undetermined_whatever_the_sum() -> None:
    for in_scope in (0, 5000):
        result = one(kaizhou(), visit(people="veteran", level=3, in_scope=in_scope), "ordinary")
        assert (result.status, result.amount, result.cited) == (Status.UNDETERMINED, "", "Section 2(3)")
        assert result.reason == "The document does not state the ratio for this case."


def yunyang_visit(claim: str = "c1", people: str = "guaranteed", diseases: str = "", **yuan: int | str) -> Visit:
    claimed = visit(claim, people, day="2024-01-01", marks="referred designated local", diseases=diseases)
    return evolve(claimed, money={column: fen(value) for column, value in yuan.items()})


@pytest.mark.parametrize(("category", "paid"), [("guaranteed", "10500.00"), ("margin", "9000.00")])
def test_yunyang_special_disease(category: str, paid: str) -> None:
    claim = yunyang_visit(people=category, diseases="lung-cancer", in_scope=15000)
    assert one(yunyang(), claim, "special").amount == paid


def test_yunyang_tilts_what_is_left_after_the_special_benefit() -> None:
    claim = yunyang_visit(diseases="lung-cancer", in_scope=100000, paid_basic=50000, paid_critical_illness=10000)
    assert amounts(settle(yunyang(), claim)) == {
        ("c1", "special"): "28000.00",
        ("c1", "large"): "0.00",
        ("c1", "ordinary"): "0.00",
        ("c1", "tilted"): "4900.00",
    }


@pytest.mark.parametrize(("left", "paid"), [("4999.99", "0.00"), ("5000.00", "0.00"), ("5000.01", "0.01")])
def test_the_gate_of_tilted_assistance_to_the_fen(left: str, paid: str) -> None:
    # A special benefit that is used up leaves the whole base.
    policy = yunyang()
    claims = [
        evolve(
            yunyang_visit("a", diseases="lung-cancer", in_scope=200000), marks=frozenset({"referred", "designated"})
        ),
        yunyang_visit("b", diseases="lung-cancer", in_scope=left),
    ]
    assert amounts(settle(policy, *claims))["b", "tilted"] == paid


def test_what_another_document_pays_before_is_unknown_from_the_deductible_on() -> None:
    below, at = (one(yunyang(), yunyang_visit(in_scope=yuan), "tilted") for yuan in ("4999.99", "5000.00"))
    assert (below.status, at.status) == (Status.ZERO, Status.UNDETERMINED)
    assert at.reason == "What ordinary pays of the 5,000.00 yuan before this benefit is not known."


# ── Limits and counters ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("in_scope", "status"), [("30000.00", "excluded"), ("30000.01", "paid"), ("29999.99", "excluded")]
)
def test_a_gate_is_tested_and_not_subtracted(in_scope: str, status: str) -> None:
    result = one(kaizhou(), visit(people="guaranteed", in_scope=in_scope, paid_basic=20000), "large")
    assert result.status.value == status
    assert result.amount == ("7000.01" if status == "paid" else "0.00")


@pytest.mark.parametrize(("first", "second"), [("26936.99", "0.01"), ("26937.00", "0.00"), ("26937.01", "0.00")])
def test_the_cap_to_the_fen(first: str, second: str) -> None:
    results = settle(
        baoshan(),
        visit("a", "destitute", in_scope=first),
        visit("b", "destitute", day="2023-05-01", in_scope=100),
    )
    assert results[1].amount == second
    assert results[0].amount == min(first, "26937.00")


def test_one_deductible_for_both_benefits_and_a_cap_for_each() -> None:
    results = settle(
        baoshan(),
        visit("a", "monitored", care="chronic-outpatient", in_scope=2000),
        visit("b", "monitored", day="2023-05-10", in_scope=10000),
        visit("c", "monitored", day="2024-01-01", in_scope=2000),
    )
    assert [(item.benefit, item.amount, item.status.value) for item in results] == [
        ("outpatient-assistance", "0.00", "zero"),
        ("inpatient-assistance", "5583.78", "paid"),
        ("inpatient-assistance", "0.00", "zero"),
    ]
    assert results[0].reason == "The 2,000.00 yuan that count do not exceed the deductible of 2,693.70 yuan."


def test_records_come_in_the_order_of_the_file_and_visits_settle_by_date() -> None:
    later = visit("later", "guaranteed", day="2023-06-01", in_scope=40000)
    earlier = visit("earlier", "guaranteed", day="2023-02-01", in_scope=10000)
    results = settle(baoshan(), later, earlier)
    assert [(item.claim, item.amount) for item in results] == [("later", "19937.00"), ("earlier", "7000.00")]


def test_a_cap_used_up_still_uses_up_the_deductible() -> None:
    policy = baoshan(cap=0)
    results = settle(
        policy,
        visit("a", "margin", in_scope=2000),
        visit("b", "margin", day="2023-05-01", care="chronic-outpatient", in_scope=2000),
        visit("c", "margin", day="2023-06-01", in_scope=100),
    )
    assert results.pop().reason.startswith("100.00 yuan at 60%")
    assert [item.status for item in results] == [Status.ZERO, Status.ZERO]
    assert results[1].reason == (
        "2,000.00 yuan less a deductible of 693.70 yuan, at 60%, comes to 783.78 yuan, "
        "but the cap of 0.00 yuan is used up."
    )
    assert results[1].cited == "第十条;第十一条;第十二条"


def test_counters_belong_to_the_person_whatever_the_category() -> None:
    results = settle(
        baoshan(),
        visit("a", "destitute", in_scope=20000),
        visit("b", "guaranteed", day="2023-05-01", in_scope=20000),
        visit("c", "guaranteed", day="2023-05-01", in_scope=20000, person="p2"),
    )
    assert [item.amount for item in results] == ["20000.00", "6937.00", "14000.00"]


def test_payments_that_together_exceed_the_cost_leave_nothing() -> None:
    result = one(baoshan(), visit(people="destitute", in_scope=100, paid_basic=60, paid_critical_illness=60))
    assert (result.status, result.amount, result.cited) == (Status.ZERO, "0.00", "第九条")


def test_a_missing_figure_names_the_statistic_and_the_year() -> None:
    result = one(baoshan(), visit(people="margin", day="2030-01-01", in_scope=10000))
    assert (result.status, result.cited) == (Status.UNDETERMINED, "第十条")
    assert result.reason == "No figure of disposable-income for 2029 is published."


def test_an_undetermined_visit_is_named_where_it_could_have_counted() -> None:
    results = settle(
        kaizhou(),
        visit("a", "guaranteed", level=None, in_scope=1000),
        visit("b", "guaranteed", day="2023-09-01", in_scope=1000),
    )
    assert [item.status.value for item in results if item.benefit == "ordinary"] == ["undetermined", "paid"]
    assert results[3].reason.endswith("comes to 800.00 yuan; undetermined claims of the year are not counted: a.")


# ── In force ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_before_the_document_is_in_force_nothing_is_used_up() -> None:
    results = settle(
        yunyang(),
        visit("a", "guaranteed", day="2023-10-21", diseases="lung-cancer", in_scope=200000),
        visit("b", "guaranteed", day="2023-10-22", diseases="lung-cancer", in_scope=200000),
    )
    special = [item for item in results if item.benefit == "special"]
    assert [(item.status.value, item.amount) for item in special] == [("elsewhere", ""), ("paid", "100000.00")]
    assert (special[0].cited, special[0].reason) == ("尾段", "The document is in force only from 2023-10-22.")


def test_a_benefit_ends_with_its_own_period() -> None:
    policy = baoshan()
    own = evolve(policy.benefits[0], end=date(2023, 6, 30), period_cites=article(7))
    policy = evolve(policy, benefits=(own, *policy.benefits[1:]))
    last = one(policy, visit(people="destitute", day="2023-06-30", in_scope=10))
    after = one(policy, visit(people="destitute", day="2023-07-01", in_scope=10))
    assert (last.status, after.status, after.cited) == (Status.PAID, Status.ELSEWHERE, "第七条")
    assert after.reason == "The benefit was in force only until 2023-06-30."


# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_most_favourable_identity_counts_the_earlier_on_a_tie() -> None:
    both = one(baoshan(), visit(people="ill-poor guaranteed", in_scope=10000))
    tie = one(baoshan(), visit(people="back-in-poverty guaranteed", in_scope=10000))
    assert (both.category, both.amount, both.cited) == ("guaranteed", "7000.00", "第十条;第十一条;第十四条")
    assert (tie.category, tie.cited) == ("guaranteed", "第十条;第十一条")


def test_an_undetermined_identity_does_not_hide_a_determined_one() -> None:
    policy = kaizhou()
    benefits = tuple(evolve(item, several=Outcome.BEST_OUTCOME) for item in policy.benefits)
    claim = visit(people="veteran disabled", level=3, in_scope=1000)
    result = one(evolve(policy, benefits=benefits), claim, "ordinary")
    assert (result.category, result.amount) == ("disabled", "600.00")
    assert result.reason.endswith("; what veteran would give is undetermined.")
    assert one(policy, claim, "ordinary").status is Status.UNDETERMINED  # no rule for several identities


def test_identities_that_come_to_the_same_need_no_rule() -> None:
    result = one(kaizhou(), visit(people="orphan disabled", level=1, in_scope=1000), "ordinary")
    assert (result.category, result.amount) == ("orphan", "700.00")
    differ = one(kaizhou(), visit(people="orphan disabled", level=3, in_scope=1000), "ordinary")
    assert differ.reason == (
        "The person's identities come to different results (orphan: 700.00 yuan; disabled: 600.00 yuan) "
        "and the document does not say which counts."
    )


def test_one_class_is_chosen_for_the_whole_visit() -> None:
    policy = yunyang()
    special = policy.benefits[0]
    # Special pays the low group more, tilted the key group: together the key group still has more.
    dear = rule("ratio", m.Ratio(share(75)), ["margin"], section(9))
    rules = tuple(item for item in special.rules if item.facet != "ratio")
    ratios = (dear, rule("ratio", m.Ratio(share(70)), ["guaranteed"], section(9)))
    policy = evolve(policy, benefits=(evolve(special, rules=(*rules, *ratios)), *policy.benefits[1:]))
    claim = yunyang_visit(people="margin guaranteed", diseases="leukaemia", in_scope=100000)
    assert {item.category for item in settle(policy, claim) if item.amount} == {"guaranteed"}
    assert amounts(settle(policy, claim))["c1", "special"] == "70000.00"


def test_a_narrower_category_is_known_by_what_it_is_part_of() -> None:
    result = one(baoshan(), visit(people="five-guarantee", in_scope=10))
    assert (result.category, result.amount) == ("five-guarantee", "10.00")
    wide = one(kaizhou(), visit(people="destitute five-guarantee", level=1, in_scope=10), "ordinary")
    assert (wide.category, wide.amount) == ("five-guarantee", "8.00")


def test_categories_count_on_the_days_they_are_held() -> None:
    claim = visit(people="", in_scope=10)
    held = Held("destitute", date(2023, 3, 1), date(2023, 3, 31))
    for day, status in ((1, "paid"), (31, "paid")):
        found = one(baoshan(), evolve(claim, categories=(held,), date=date(2023, 3, day)))
        assert found.status.value == status
    gone = one(baoshan(), evolve(claim, categories=(held,), date=date(2023, 4, 1)))
    assert (gone.status, gone.category, gone.cited) == (Status.EXCLUDED, None, "第六条")


def test_who_is_no_recipient_is_sent_elsewhere_only_where_the_document_says_so() -> None:
    assert one(baoshan(), visit(people="orphanage", in_scope=10)).status is Status.EXCLUDED
    found = one(yunyang(), yunyang_visit(people="orphan", in_scope=10), "special")
    assert (found.status, found.category, found.cited) == (Status.ELSEWHERE, "orphan", "二、（一）")
    assert one(yunyang(), yunyang_visit(people="", in_scope=10), "special").status is Status.EXCLUDED


def test_an_identity_of_another_benefit_is_none_here() -> None:
    policy = baoshan()
    enrolment = policy.benefits[2]
    rules = (*enrolment.rules, rule("subsidy", m.FullSubsidy(), ["border"], article(8)))
    identities = {**policy.identities, "border": m.Identity("border", ("border",), (), 99)}
    benefits = (evolve(policy.benefits[0], several=None), evolve(enrolment, rules=rules))
    policy = evolve(policy, atoms=(*policy.atoms, "border"), identities=identities, benefits=benefits)
    alone = one(policy, visit(people="border", in_scope=10))
    assert (alone.status, alone.category, alone.cited) == (Status.EXCLUDED, None, "第六条")
    assert one(policy, visit(people="border destitute", in_scope=10)).amount == "10.00"
    assert one(policy, visit(people="border", kind="enrolment", premium=10)).amount == "10.00"


def test_a_row_for_people_who_also_are_something_else() -> None:
    policy = kaizhou()
    also = box(["veteran"], [3], tests=[m.Test(m.Holds("disabled", frozenset({"disabled"})))])
    ordinary = policy.benefits[0]
    rules = tuple(item for item in ordinary.rules if item.clause != 4)
    rules = (*rules, rule("ratio", m.Ratio(share(65)), also, section(2, 3)))
    policy = evolve(
        policy, benefits=(evolve(ordinary, rules=rules, several=Outcome.BEST_OUTCOME), *policy.benefits[1:])
    )
    assert one(policy, visit(people="veteran disabled", level=3, in_scope=100), "ordinary").amount == "65.00"
    assert one(policy, visit(people="veteran", level=3, in_scope=100), "ordinary").status is Status.UNDETERMINED


# ── What is excluded, what comes instead ─────────────────────────────────────────────────────────────────────────


def test_an_exclusion_and_what_lifts_it() -> None:
    plain = one(baoshan(), visit(people="destitute", marks="", in_scope=3000))
    lifted = one(baoshan(), visit(people="destitute", marks="emergency", in_scope=3000))
    assert (plain.status, plain.cited, plain.reason) == (Status.EXCLUDED, "第九条", "Excluded: not referred.")
    assert lifted.amount == "3000.00"


def test_another_benefit_takes_the_place_even_when_used_up_or_undetermined() -> None:
    policy = kaizhou()
    used_up = settle(
        policy,
        visit("a", "five-guarantee", diseases="leukaemia", in_scope=200000),
        visit("b", "five-guarantee", day="2023-08-01", diseases="leukaemia", in_scope=1000),
    )
    assert [(item.status.value, item.amount) for item in used_up if item.claim == "b"][:2] == [
        ("excluded", "0.00"),
        ("zero", "0.00"),
    ]
    child = settle(policy, visit(people="child", diseases="leukaemia", in_scope=1000))
    assert [item.status.value for item in child] == ["excluded", "undetermined", "excluded"]
    assert (child[0].cited, child[0].reason) == ("Section 2(4)1", "Special takes its place.")


def test_a_benefit_not_reached_takes_no_place() -> None:
    results = settle(kaizhou(), visit(people="guaranteed", marks="", diseases="leukaemia", in_scope=1000))
    assert {item.reason for item in results[:2]} == {"The requirement “designated” is not met."}


def test_a_disease_sent_elsewhere_still_takes_the_place_of_the_ordinary_benefit() -> None:
    results = settle(kaizhou(), visit(people="guaranteed", diseases="childhood-leukaemia", in_scope=1000))
    assert [item.status.value for item in results] == ["excluded", "elsewhere", "excluded"]


def test_people_sent_elsewhere_stay_elsewhere() -> None:
    results = settle(yunyang(), yunyang_visit(people="orphan", diseases="leukaemia", in_scope=50000))
    assert [item.status.value for item in results] == ["elsewhere"] * 4


def test_care_that_no_benefit_concerns_has_no_record() -> None:
    assert settle(baoshan(), visit(people="destitute", care="general-outpatient", in_scope=100)) == []


def test_a_yearly_comparison_counts_the_visits_of_the_year() -> None:
    policy = baoshan()
    gate = m.Requirement(compare("in_scope", Operator.OVER, fen(1000), Period.YEAR), article(9))
    policy = evolve(policy, benefits=(evolve(policy.benefits[0], requires=(gate,)),))
    claims = [visit(str(n), "destitute", day=f"2023-0{n}-01", in_scope=600) for n in (1, 2)]
    assert [item.amount for item in settle(policy, *claims)] == ["0.00", "600.00"]
