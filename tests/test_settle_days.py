"""Days: when a document is in force, for which expenses, and on which day a person is who he is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from emitted import assert_agree, emitted
from small_documents import RECIPIENTS, compiled

from tiaowen.compiler.claims import Visit, claims_from_mappings
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle import Year, prepare
from tiaowen.dsl.diagnostics import render
from tiaowen.dsl.tree import Language

HEADER = 'policy town-2023 "Measures of a town"\nregion Yunnan\nissued 2022-12-01\n'
BENEFIT = """Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  class 1: ratio 90%, no cap
  class 2: ratio 50%, no cap
  class 3: ratio 20%, no cap
"""
FUND = """Article 3
for special-disease assistance:
  up to 3%: city reserve 100%
  over 3%: county share 100%
  ratio applies by slice
"""


def document(*days: str, benefit: str = BENEFIT) -> str:
    return HEADER + RECIPIENTS + benefit + "Article 9 Days\n" + "".join(f"{line}\n" for line in days)


def rules(text: str) -> Policy:
    policy = compiled(text).policy
    assert policy is not None
    return policy


def claims(text: str, *rows: Mapping[str, object]) -> list[Visit]:
    found = compiled(text)
    assert found.policy is not None
    usual = {"person": "p", "care": "inpatient", "categories": ["orphans"], "in_scope": "1000"}
    numbered = [{**usual, "claim": f"c{number}", **row} for number, row in enumerate(rows)]
    visits = []
    for item in claims_from_mappings(numbered, found.resolver.vocabulary, extra=names_of(found.policy)):
        assert isinstance(item, Visit), item.message(Language.EN)
        visits.append(item)
    return visits


def results(text: str, *rows: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """Status, amount and reason of each record, by the reference; the emitted module must give the same."""
    policy, visits = rules(text), claims(text, *rows)
    assert_agree(policy, emitted(policy), visits)
    return [(r.status.value, r.amount, r.reason) for r in prepare(policy).settle(visits)]


def statuses(text: str, days: Iterable[str]) -> list[str]:
    return [status for status, _, _ in results(text, *({"date": day} for day in days))]


# ── The days of a document ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["in force from 2023-01-01 to 2027-12-31"], "2027-12-31"),
        (["in force from 2023-01-01", "expires 2027-12-31"], "2027-12-31"),
        (["in force from 2023-01-01", "expires after 5 years"], "2027-12-31"),
        (["in force 30 days after issue", "expires after 2 years"], "2024-12-30"),
        (["in force from 2024-02-29", "expires after 1 years"], "2025-02-28"),
        (["in force from 2024-02-29", "expires after 4 years"], "2028-02-28"),
        (["in force from 2023-08-31", "expires after 6 months"], "2024-02-29"),
        (["in force from 2023-01-01", "expires after 18 months"], "2024-06-30"),
        (["in force from 2023-01-01", "expires after 30 days"], "2023-01-30"),
        (["in force from 2023-01-01", "expires after 1 day"], "2023-01-01"),
        (["expires after 5 years", "in force from 2023-01-01"], "2027-12-31"),
        (["in force from 2023-01-01 to 2027-12-31", "expires after 5 years"], "2027-12-31"),
        (["expires 2027-12-31"], "2027-12-31"),
        (["in force from 2023-01-01"], None),
    ],
)
def test_the_last_day_is_the_one_before_the_anniversary(lines: list[str], last: str | None) -> None:
    assert rules(document(*lines)).end == (None if last is None else date.fromisoformat(last))


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        (["in force from 2024-01-01 to 2023-12-31"], ["TW320"]),
        (["in force from 2024-01-01", "expires 2023-12-31"], ["TW320"]),
        (["in force from 2024-01-01", "expires after 0 years"], ["TW320"]),
        (["in force from 2024-01-01", "expires after 0 days"], ["TW320"]),
        (["in force from 2024-01-01 to 2027-12-31", "expires 2028-12-31"], ["TW321"]),
        (["in force from 2024-01-01", "expires 2028-12-30", "expires after 5 years"], ["TW321"]),
        (["in force from 2024-01-01", "in force from 2025-01-01"], ["TW128"]),
        (["expires after 5 years"], ["TW322"]),
        (["in force from 2024-01-01", "retroactive to expenses from 2024-01-02"], ["TW323"]),
        (["in force from 2024-01-01", "retroactive to expenses from 2024-01-01"], []),
        (
            [
                "in force from 2024-01-01",
                "retroactive to expenses from 2023-01-01",
                "retroactive to expenses from 2023-02-01",
            ],
            ["TW128"],
        ),
        (["in force from 2024-01-01", "expires after 30 working days"], ["TW324"]),
        (["in force from 2024-01-01", "expires after 177 years"], ["TW325"]),
        (["in force from 2024-01-01", "expires after 99999999999 years"], ["TW325"]),
        (["in force from 2024-01-01", "expires after 99999999999 days"], ["TW325"]),
        (["in force 99999999999 days after issue"], ["TW325"]),
    ],
)
def test_days_that_contradict_each_other_are_findings(lines: list[str], ids: list[str]) -> None:
    found = compile_text(document(*lines), "town.policy").findings
    assert [f.id for f in found] == ids, render(found, Language.EN)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("施行：自2023年1月1日起至2027年12月31日", "in force from 2023-01-01 to 2027-12-31"),
        ("施行：自2023年1月1日起\n有效期5年", "in force from 2023-01-01\nexpires after 5 years"),
        (
            "施行：自2023年1月1日起\n追溯适用于2022年7月1日起发生的费用",
            "in force from 2023-01-01\nretroactive to expenses from 2022-07-01",
        ),
    ],
)
def test_the_days_are_the_same_from_either_language(chinese: str, english: str) -> None:
    left, right = rules(document(chinese)), rules(document(english))
    assert (left.start, left.end, left.expenses_from) == (right.start, right.end, right.expenses_from)


def test_after_the_last_day_a_claim_is_elsewhere_and_uses_nothing_up() -> None:
    text = document("in force from 2023-01-01", "expires after 1 years")
    assert statuses(text, ["2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01"]) == [
        "elsewhere",
        "paid",
        "paid",
        "elsewhere",
    ]
    found = results(text, {"date": "2024-01-01"})
    assert found == [("elsewhere", "", "The document is no longer in force after 2023-12-31.")]


def test_the_end_of_the_document_is_the_end_of_every_benefit() -> None:
    text = document(
        "in force from 2023-01-01 to 2023-12-31",
        benefit=BENEFIT + "  valid from 2023-03-01 to 2025-12-31\n",
    )
    assert statuses(text, ["2023-02-28", "2023-03-01", "2023-12-31", "2024-01-01"]) == [
        "elsewhere",
        "paid",
        "paid",
        "elsewhere",
    ]


def test_a_fund_year_after_the_end_is_elsewhere() -> None:
    text = document("in force from 2023-01-01 to 2024-06-30", benefit=BENEFIT + FUND)
    rows = [
        {"kind": "fund-year", "year": year, "budget": "1000", "overspend": "20", "cumulative_surplus": "100"}
        for year in (2022, 2023, 2024, 2025)
    ]
    assert [(status, reason) for status, _, reason in results(text, *rows)][::2] == [
        ("elsewhere", "The document is in force only from 2023-01-01."),
        ("paid", "city reserve bears 20.00 yuan of the overspend."),
        ("paid", "city reserve bears 20.00 yuan of the overspend."),
        ("elsewhere", "The document is no longer in force after 2024-06-30."),
    ]


# ── Expenses before the document ─────────────────────────────────────────────────────────────────────────────────

RETROACTIVE = document("in force from 2023-01-01", "retroactive to expenses from 2022-07-01")


@pytest.mark.parametrize(
    ("settled", "expense", "status"),
    [
        ("2023-02-01", "2022-07-01", "paid"),
        ("2023-02-01", "2022-06-30", "elsewhere"),
        ("2023-02-01", None, "paid"),
        ("2023-01-01", "2022-12-31", "paid"),
        ("2022-12-31", "2022-12-30", "elsewhere"),
        ("2022-12-31", None, "elsewhere"),
    ],
)
def test_a_retroactive_document_governs_what_is_settled_under_it_and_arose_since_its_day(
    settled: str, expense: str | None, status: str
) -> None:
    row = {"date": settled, **({"expense_date": expense} if expense else {})}
    assert [found for found, _, _ in results(RETROACTIVE, row)] == [status]


def test_an_expense_too_old_is_named_with_both_days() -> None:
    row = {"date": "2023-02-01", "expense_date": "2022-06-30"}
    assert results(RETROACTIVE, row) == [
        (
            "elsewhere",
            "",
            "The document is for expenses from 2022-07-01 on, and this one arose on 2022-06-30.",
        )
    ]


def test_without_a_retroactive_line_the_day_of_settlement_decides() -> None:
    text = document("in force from 2023-01-01")
    row = {"date": "2023-02-01", "expense_date": "2020-06-30"}
    assert [status for status, _, _ in results(text, row)] == ["paid"]


# ── The day that fixes who a person is ───────────────────────────────────────────────────────────────────────────


def as_of(event: str, more: str = "") -> str:
    return document("in force from 2022-01-01", benefit=BENEFIT + more + f"identity as of {event}\n")


CHANGED = [
    {"category": "orphans", "to": "2023-03-31"},
    {"category": "minimum living guarantee recipients", "from": "2023-04-01"},
]
"""Class 1 until the end of March, class 2 from April on."""


@pytest.mark.parametrize(
    ("event", "days", "paid"),
    [
        ("settlement", {}, "500.00"),
        ("settlement", {"admission_date": "2023-03-01"}, "500.00"),
        ("admission", {"admission_date": "2023-03-31"}, "900.00"),
        ("admission", {"admission_date": "2023-04-01"}, "500.00"),
        ("discharge", {"discharge_date": "2023-03-31"}, "900.00"),
        ("expense", {"expense_date": "2023-03-31"}, "900.00"),
        ("expense", {}, "500.00"),
        ("treatment", {"expense_date": "2023-03-31"}, "900.00"),
        ("treatment", {"treatment_date": "2023-04-01", "expense_date": "2023-03-31"}, "500.00"),
        ("recognition", {"expense_date": "2023-03-31"}, "900.00"),
        ("recognition", {}, "500.00"),
        ("approval", {"approval_date": "2023-03-31"}, "900.00"),
    ],
)
def test_the_categories_held_on_the_day_of_the_event_count(event: str, days: dict[str, str], paid: str) -> None:
    row = {"date": "2023-04-10", "categories": CHANGED, **days}
    assert [amount for _, amount, _ in results(as_of(event), row)] == [paid]


def test_an_event_whose_day_is_not_stated_leaves_the_result_open_if_it_matters() -> None:
    row = {"date": "2023-04-10", "categories": CHANGED}
    assert results(as_of("admission"), row) == [
        ("undetermined", "", "The claim does not state the day of admission, and the result depends on it.")
    ]


@pytest.mark.parametrize(
    "categories",
    [
        ["orphans"],
        [{"category": "orphans", "to": "2023-12-31"}],
        [{"category": "orphans", "to": "2023-03-31"}, {"category": "extremely poor people", "from": "2023-04-01"}],
    ],
    ids=["undated", "for longer", "another of the same class"],
)
def test_a_day_that_changes_nothing_need_not_be_stated(categories: object) -> None:
    row = {"date": "2023-04-10", "categories": categories}
    assert [(status, amount) for status, amount, _ in results(as_of("admission"), row)] == [("paid", "900.00")]


def test_who_became_a_recipient_after_admission_is_none_as_of_admission() -> None:
    categories = [{"category": "orphans", "from": "2023-04-05"}]
    row = {"date": "2023-04-10", "categories": categories, "admission_date": "2023-04-01"}
    assert [status for status, _, _ in results(as_of("admission"), row)] == ["excluded"]
    assert [status for status, _, _ in results(as_of("admission"), {**row, "admission_date": "2023-04-05"})] == ["paid"]


def test_the_most_favourable_class_is_that_of_the_day() -> None:
    several = [
        {"category": "orphans", "to": "2023-03-31"},
        {"category": "minimum living guarantee recipients"},
    ]
    text = as_of("admission", "  several identities: most favourable class\n")
    rows = [
        {"date": "2023-04-10", "categories": several, "admission_date": day} for day in ("2023-03-31", "2023-04-01")
    ]
    assert [amount for _, amount, _ in results(text, *rows)] == ["900.00", "500.00"]


def test_an_enrolment_is_its_own_payment() -> None:
    enrolment = """Article 3
for enrolment subsidy:
  class 1: full subsidy
  class 2: subsidy 100 yuan
  identity as of enrolment payment
"""
    text = document("in force from 2022-01-01", benefit=BENEFIT + enrolment)
    row = {
        "kind": "enrolment",
        "date": "2023-03-31",
        "plan": "resident insurance",
        "premium": "350",
        "categories": CHANGED,
    }
    rows = [row, {**row, "date": "2023-04-01"}, {**row, "date": "2023-04-10", "enrolment_payment_date": "2023-03-01"}]
    assert [amount for _, amount, _ in results(text, *rows)] == ["350.00", "100.00", "350.00"]


def test_the_derivation_names_the_day_that_counts() -> None:
    text = as_of("admission")
    row = {"date": "2023-04-10", "categories": CHANGED, "admission_date": "2023-03-31"}
    year = Year(prepare(rules(text)), claims(text, row))
    english, chinese = year.explain().splitlines(), year.explain("zh").splitlines()
    assert english[3] == "  2. who the person is, as of admission: 2023-03-31  [Article 2]"
    assert chinese[3] == "  2. 入院时（2023-03-31）的身份  [第二条]"


def test_the_derivation_says_that_a_day_was_not_needed() -> None:
    text = as_of("admission")
    categories = [{"category": "orphans", "to": "2023-03-31"}, {"category": "extremely poor people"}]
    year = Year(prepare(rules(text)), claims(text, {"date": "2023-04-10", "categories": categories}))
    assert "the day of admission is not stated; every possibility comes to the same" in year.explain()


def test_the_derivation_names_the_day_of_the_expense_where_it_counts() -> None:
    rows = [{"date": "2023-02-01", "expense_date": day} for day in ("2022-07-01", "2022-06-30")]
    year = Year(prepare(rules(RETROACTIVE)), claims(RETROACTIVE, *rows))
    steps = [line for line in year.explain().splitlines() if line.startswith("  1.")]
    assert steps == [
        "  1. in force on 2023-02-01, for an expense of 2022-07-01  [Article 9]",
        "  1. in force on 2023-02-01, but not for an expense of 2022-06-30  [Article 9]",
    ]
