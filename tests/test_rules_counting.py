"""What counts together and what apart: families, named pools, ceilings, lump sums beside ratios, facts left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from emitted import assert_agree, emitted
from small_documents import HEADER, INPATIENT, RECIPIENTS, claim, ids, inpatient, rules

from tiaowen.compiler.api import compile_policy

OUTPATIENT = """for outpatient assistance:
  covers chronic outpatient
  counts in-scope expenses after basic medical insurance
"""
POOLS = "[pools]\nsmall pool = 小池\nlarge pool = 大池\n"
CAPPED = "  recipients: ratio 50%, cap 9,000 yuan\n"


def both(inpatient_lines: str, outpatient_lines: str, more: str = "", before: str = "") -> str:
    """Return a document of inpatient and outpatient assistance."""
    return HEADER + before + RECIPIENTS + INPATIENT + inpatient_lines + OUTPATIENT + outpatient_lines + more


def paid(text: str, *claims: dict[str, object]) -> list[int | None]:
    return [result.amount_fen for result in compile_policy(text).settle(claims).results]


def of(number: int, person: str, in_scope: int, **more: object) -> dict[str, object]:
    found = claim("minimum living guarantee recipients", in_scope, **more)
    return {**found, "claim": str(number), "person": person, "family": "X"}


# ── families ──


def test_a_limit_per_family_leaves_the_other_limits_of_its_clause_to_the_person() -> None:
    text = inpatient("recipients: deductible 1,000 yuan per family per year, ratio 50%, cap 1,000 yuan per year")
    assert paid(text, of(1, "A", 5000), of(2, "B", 5000), of(3, "A", 5000)) == [100_000, 100_000, 0]


def test_a_cap_taken_over_from_another_benefit_is_per_family_as_it_is_there() -> None:
    text = both(
        "  recipients: ratio 50%, cap 1,000 yuan per family\n",
        "  recipients: ratio 50%, cap as for inpatient assistance\n",
    )
    claims = [of(number, person, 5000, care="chronic outpatient") for number, person in ((1, "A"), (2, "B"))]
    assert paid(text, *claims) == [100_000, 0]


@pytest.mark.parametrize("unit", ["per family", "per family per month"])
def test_the_same_cap_on_two_counters_is_two_caps(unit: str) -> None:
    lines = ("recipients: ratio 50%", f"recipients: cap 1,000 yuan {unit}", "class 1: cap 1,000 yuan")
    assert ids(inpatient(*lines)) == ["TW104"]


@pytest.mark.parametrize("period", ["visit", "admission"])
def test_a_limit_of_one_visit_is_not_that_of_a_family(period: str) -> None:
    assert ids(inpatient(f"recipients: ratio 50%, cap 100 yuan per family per {period}")) == ["TW124"]


# ── named pools ──


def test_a_pool_can_be_declared_behind_what_is_said_of_it() -> None:
    more = "for small pool:\n  recipients: cap 1,000 yuan\nArticle 3\npool small pool: inpatient assistance\n"
    assert paid(both(CAPPED, CAPPED, more, POOLS.replace("large pool = 大池\n", "")), of(1, "A", 5000)) == [100_000]


def test_others_under_a_pool_are_those_whom_no_clause_of_the_pool_names() -> None:
    more = (
        "pool small pool: inpatient assistance\nfor small pool:\n  class 1: cap 1,000 yuan\n  others: cap 2,000 yuan\n"
    )
    text = both(CAPPED, CAPPED, more, POOLS.replace("large pool = 大池\n", ""))
    orphan = {**claim("orphans", 5000), "claim": "2", "person": "B"}
    assert paid(text, of(1, "A", 5000), orphan) == [200_000, 100_000]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("for small pool:\n  recipients: cap 9 yuan\n", ["TW137"]),
        ("pool small pool: inpatient assistance, large pool\nfor small pool:\n  recipients: cap 9 yuan\n", ["TW137"]),
        ("pool small pool: inpatient assistance\n", ["TW138"]),
        ("pool small pool: inpatient assistance\nfor small pool:\n  recipients: total cap 9 yuan\n", ["TW124"]),
        ("pool small pool: home sickbed\nfor small pool:\n  recipients: cap 9 yuan\n", ["TW139"]),
        ("pool small pool: tilted assistance\nfor small pool:\n  recipients: cap 9 yuan\n", ["TW139"]),
        (
            "pool small pool: inpatient assistance\npool large pool: small pool\n"
            "for large pool:\n  recipients: cap 9 yuan\n",
            [],
        ),
    ],
    ids=["no members", "a member unknown", "no cap", "a total cap", "no care", "no benefit", "a group"],
)
def test_a_pool_has_members_and_a_cap(more: str, found: list[str]) -> None:
    assert ids(both(CAPPED, CAPPED, more, POOLS)) == found


# ── periods ──


def test_an_insurance_year_begins_on_a_day_that_is_stated() -> None:
    lines = ("recipients: ratio 50%, cap 9 yuan per insurance year",)
    assert ids(inpatient(*lines)) == ["TW140"]
    assert ids(inpatient(*lines, before="Article 9\ninsurance year from 04-01\n")) == []


def test_benefits_count_together_over_an_insurance_year() -> None:
    limits = "  recipients: ratio 50%, cap 300 yuan per insurance year\n"
    more = (
        "for inpatient assistance, outpatient assistance:\n"
        "  cap accumulates per insurance year across benefits\ninsurance year from 04-01\n"
    )
    claims = [of(1, "A", 400), of(2, "A", 400, care="chronic outpatient")]
    assert paid(both(limits, limits, more), *claims) == [20_000, 10_000]


@pytest.mark.parametrize(
    "where",
    ["in the past 0 months", "per month", "per insurance year"],
)
def test_a_comparison_is_about_a_time_that_can_be_looked_at(where: str) -> None:
    text = inpatient(f"recipients, where in-scope expenses over 9 yuan {where}: ratio 50%", "recipients: no cap")
    assert ids(text).count("TW124") == 1


# ── lump sums, ceilings ──


def test_others_of_a_ratio_are_not_those_with_a_lump_sum() -> None:
    text = inpatient("class 1: lump sum 500 yuan", "others: ratio 50%", "recipients: cap 9,000 yuan")
    orphan = {**claim("orphans", 5000), "claim": "2", "person": "B"}
    assert paid(text, of(1, "A", 5000), orphan) == [250_000, 50_000]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("class 1: lump sum 500 yuan", ["TW141"]),
        ("recipients: no lump sum", ["TW124"]),
        ("recipients: out-of-pocket ceiling 50%", ["TW123"]),
        ("recipients: out-of-pocket ceiling 50% up to 9 yuan, 60% over 9 yuan", ["TW122"]),
        ("recipients: cap 5 yuan up to 9 yuan, 6 yuan over 9 yuan", ["TW122"]),
    ],
    ids=["beside a ratio", "none", "a share of nothing", "a ratio by brackets", "a cap by steps"],
)
def test_what_is_no_amount_for_one_case_is_told(line: str, found: list[str]) -> None:
    assert (
        ids(inpatient("recipients: ratio 50%, no cap" if "cap 5" not in line else "recipients: ratio 50%", line))
        == found
    )


@pytest.mark.parametrize("period", ["year", "month", "insurance year"])
def test_a_lump_sum_is_for_one_visit(period: str) -> None:
    before = "Article 9\ninsurance year from 04-01\n"
    assert ids(inpatient(f"recipients: lump sum 500 yuan per {period}, no cap", before=before)) == ["TW124"]


def test_a_ceiling_over_benefits_of_which_one_counts_what_the_other_leaves_is_told() -> None:
    tilted = (
        "for tilted assistance:\n  covers inpatient\n"
        "  counts in-scope expenses after basic medical insurance, inpatient assistance\n" + CAPPED
    )
    both_ = "for inpatient assistance, tilted assistance:\n  recipients: out-of-pocket ceiling 9 yuan\n"
    text = HEADER + RECIPIENTS + INPATIENT + CAPPED + tilted + both_
    assert ids(text + "  out-of-pocket ceiling accumulates per year across benefits\n") == ["TW142"]
    assert ids(text + "  out-of-pocket ceiling accumulates per year for each benefit\n") == []


# ── facts, figures, definitions ──


def defined(*lines: str) -> str:
    people = "low-income family members means per-person household income below 1,000 yuan\n"
    return (
        HEADER + "Article 1\nrecipients means low-income family members\n" + people
        + "".join(f"{line}\n" for line in lines) + INPATIENT + "  recipients: ratio 50%, no cap\n"
    )  # fmt: skip


LEFT_OUT = (
    "per-person household income leaves out out-of-scope payment",
    "out-of-scope payment leaves out personal cash payment",
)
HELD = {
    "per_person_household_income": "1500",
    "out_of_scope_payment": "600",
    "personal_cash_payment": "500",
}


@pytest.mark.parametrize("lines", [LEFT_OUT, LEFT_OUT[::-1], (*LEFT_OUT, *LEFT_OUT)], ids=["one", "other", "twice"])
def test_what_is_left_out_is_what_the_claim_states_of_it_whatever_stands_first(lines: Sequence[str]) -> None:
    assert paid(defined(*lines), {**of(1, "A", 1000), **HELD, "categories": []}) == [50_000]


def test_a_fact_does_not_leave_out_itself() -> None:
    assert ids(defined("per-person household income leaves out per-person household income")) == ["TW124"]


def test_a_module_is_made_of_recipients_that_are_one_definition() -> None:
    policy = compile_policy(defined())
    year = policy.settle([{**of(1, "A", 1000), "per_person_household_income": "999.99"}])
    assert_agree(policy.rules, emitted(policy.rules), list(year.visits))
    assert [result.amount_fen for result in year.results] == [50_000]


def test_amounts_of_a_statistic_are_rounded_as_its_basis_says() -> None:
    basis = "basis provincial disposable income, previous year{}\n"
    basis += "value of provincial disposable income, 2022 = 90,001.5 yuan\n"
    found = []
    for rounding in ("", ", half up to the yuan", ", down to the yuan"):
        text = inpatient(
            "recipients: ratio 100%, cap 0.5x provincial disposable income",
            before="Article 9\n" + basis.format(rounding),
        )
        found.append(paid(text, of(1, "A", 99_999)))
    assert found == [[4_500_075], [4_500_100], [4_500_000]]


def test_two_bases_of_one_statistic_agree_on_its_rounding() -> None:
    basis = "basis provincial disposable income, previous year"
    before = f"Article 9\n{basis}, half up to the yuan\n{basis}\n"
    assert ids(inpatient("recipients: ratio 50%, no cap", before=before)) == ["TW128"]


def test_rules_of_a_document_without_families_have_no_family_counters() -> None:
    assert not any(pool.family for pool in rules(inpatient("recipients: ratio 50%, cap 9 yuan")).pools)
