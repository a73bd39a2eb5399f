"""From lines to closed rules: others, as for, counters, brackets, order of settlement, citations, general clauses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small_documents import (
    HEADER,
    INPATIENT,
    RECIPIENTS,
    amounts,
    benefit,
    claim,
    compiled,
    ids,
    inpatient,
    rules,
    settle,
)

from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.model import Excluded, Open, Ratio
from tiaowen.dsl.tree import Language, Period

OUTPATIENT = """for outpatient assistance:
  covers outpatient
  counts in-scope expenses after basic medical insurance
"""
BOTH = "for inpatient assistance, outpatient assistance:\n"


# ── Others ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_others_are_those_no_row_gives_the_facet_where_the_conditions_overlap() -> None:
    text = inpatient(
        "class 1 at level 1: ratio 90%",
        "class 2: ratio 80%",
        "others at level 1, level 2: ratio 70%",
        "others at level 3: ratio 60%",
        "recipients: no cap",
    )
    cases = [claim(who, level=level) for who in ("orphans", "dibao", "低保边缘家庭成员") for level in (1, 3)]
    assert amounts(text, *cases) == ["900.00", "600.00", "800.00", "800.00", "700.00", "600.00"]


def test_others_on_not_covered_are_those_no_row_names() -> None:
    text = inpatient("class 1: cap 100 yuan", "recipients: ratio 70%, deductible 5 yuan", "others: not covered")
    excluded = benefit(text).facet("coverage")
    assert [rule.value for rule in excluded] == [Excluded()]
    assert sorted(excluded[0].boxes[0].categories or ()) == [
        "low-income-marginal-family-members",
        "minimum-living-guarantee",
    ]


def test_recipients_name_no_one() -> None:
    assert "TW104" in ids(inpatient("recipients: ratio 70%, no cap", "others: ratio 60%"))


# ── As for ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_as_for_takes_the_figures_of_the_same_case_with_their_gaps_and_articles() -> None:
    text = (
        HEADER
        + RECIPIENTS
        + "Article 2 (ratio), Article 3\nfor special-disease assistance:\n  covers inpatient, leukaemia\n"
        + "  counts in-scope expenses after basic medical insurance\n"
        + "  class 1: ratio 80%\n  class 2: ratio not stated\n"
        + "  class 3: ratio 10%\n  recipients: no cap\n"
        + INPATIENT.replace("Article 2", "Article 4")
        + "  class 3: ratio 50%\n  class 1, class 2: ratio as for special-disease assistance\n  recipients: no cap\n"
    )
    assert amounts(text, *(claim(who) for who in ("orphans", "dibao", "低保边缘家庭成员"))) == [
        "800.00",
        "undetermined",
        "500.00",
    ]
    taken = [rule for rule in benefit(text).facet("ratio") if rule.via]
    assert [rule.via for rule in taken] == ["special-disease-assistance"] * 2
    assert [rule.value for rule in taken] == [Ratio(Fraction(4, 5)), Open("not-stated")]
    assert taken[0].articles == ("第四条", "第二条")


def test_as_for_follows_a_chain() -> None:
    text = inpatient("recipients: ratio as for outpatient assistance, no cap")
    text += OUTPATIENT + "  recipients: ratio as for special-disease assistance, no cap\n"
    text += "for special-disease assistance:\n  covers inpatient, leukaemia\n"
    text += "  counts in-scope expenses after basic medical insurance\n  recipients: ratio 30%, no cap\n"
    assert amounts(text, claim("orphans")) == ["300.00"]


# ── Counters ─────────────────────────────────────────────────────────────────────────────────────────────────────


def pools(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(pool.facet, pool.benefits) for pool in rules(text).pools]


IN, OUT = "inpatient-assistance", "outpatient-assistance"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("recipients: cap 5 yuan", [("cap", (IN,)), ("cap", (OUT,))]),
        ("recipients: cap 5 yuan\ncap accumulates per year for each benefit", [("cap", (IN,)), ("cap", (OUT,))]),
        ("recipients: cap 5 yuan\ncap accumulates per year across benefits", [("cap", (IN, OUT))]),
        ("recipients: cap 5 yuan per admission", []),
        ("recipients: cap 5 yuan per month", [("cap", (IN,)), ("cap", (OUT,))]),
        ("recipients: no cap", []),
        ("recipients: no cap, deductible 5 yuan", []),
        ("recipients: no cap, deductible 5 yuan per year", [("deductible", (IN,)), ("deductible", (OUT,))]),
        (
            "recipients: no cap, deductible 5 yuan\ndeductible accumulates per year across benefits",
            [("deductible", (IN, OUT))],
        ),
        ("recipients: no cap, total cap 5 yuan", [("total-cap", (IN, OUT))]),
        ("class 1: no cap\nothers: cap 1 yuan", [("cap", (IN,)), ("cap", (OUT,))]),
    ],
)
def test_counters(lines: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    text = inpatient() + OUTPATIENT + BOTH + "  recipients: ratio 50%\n"
    assert pools(text + "".join(f"  {line}\n" for line in lines.split("\n"))) == expected


def test_a_shared_cap_counts_what_a_benefit_without_a_cap_pays() -> None:
    text = inpatient("recipients: ratio 100%, cap 1,000 yuan") + OUTPATIENT + "  recipients: ratio 100%\n"
    text += BOTH + "  cap accumulates per year across benefits\n"
    found = settle(text, claim("orphans", 700, care="outpatient"), claim("orphans", 700))
    assert found == [{OUT: "700.00"}, {IN: "300.00"}]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("cap 5 yuan", Period.YEAR),
        ("deductible 5 yuan", Period.VISIT),
        ("cap 5 yuan per admission", Period.ADMISSION),
        ("cap 5 yuan per month", Period.MONTH),
        ("total cap 5 yuan", Period.YEAR),
    ],
)
def test_periods_that_are_not_said(line: str, period: Period) -> None:
    text = inpatient("recipients: ratio 50%, no cap", f"recipients: {line}".replace("no cap", "ratio 50%"))
    text = text.replace(", no cap", "") if line.startswith("cap") else text
    facet = "total-cap" if line.startswith("total") else line.split(maxsplit=1)[0]
    assert [rule.period for rule in benefit(text).facet(facet)] == [period]


def test_admission_and_visit_agree() -> None:
    assert (
        ids(
            inpatient(
                "recipients: ratio 50%, no cap, deductible 5 yuan per admission",
                "deductible accumulates per visit for each benefit",
            )
        )
        == []
    )


# ── Brackets ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("by slice", ["500.00", "500.00", "560.00"]),
        ("by whole amount", ["500.00", "500.00", "660.00"]),
        ("by slice per year", ["500.00", "600.00", "660.00"]),
        ("by whole amount per year", ["500.00", "600.00", "660.00"]),
    ],
)
def test_brackets(how: str, expected: list[str]) -> None:
    text = inpatient("recipients: ratio 50% up to 1,000 yuan, 60% over 1,000 yuan, no cap", f"ratio applies {how}")
    assert amounts(text, claim("orphans"), claim("orphans"), claim("orphans", 1100)) == expected


def test_a_period_in_the_clause_itself() -> None:
    text = inpatient(
        "recipients: ratio 50% up to 1,000 yuan per year, 60% over 1,000 yuan, no cap", "ratio applies by slice"
    )
    assert amounts(text, claim("orphans"), claim("orphans")) == ["500.00", "600.00"]
    clash = text.replace("by slice", "by slice per visit")
    assert ids(clash) == ["TW129"]


# ── Order, benefits, citations ───────────────────────────────────────────────────────────────────────────────────


def test_benefits_come_after_those_they_are_counted_after() -> None:
    text = inpatient("recipients: ratio 50%, no cap").replace(
        "after basic medical insurance", "after outpatient assistance, special-disease assistance"
    )
    text += "for special-disease assistance:\n  counts in-scope expenses after outpatient assistance\n"
    text += "  recipients: ratio 50%, no cap\n" + OUTPATIENT + "  recipients: ratio 50%, no cap\n"
    assert [item.id for item in rules(text).benefits] == [OUT, "special-disease-assistance", IN]


def test_a_facet_has_the_articles_of_its_heading() -> None:
    text = inpatient().replace("Article 2", "Article 2 (ratio), Article 3 (cap, deductible), Article 4")
    found = benefit(text + "  class 1: ratio 50%, cap 5 yuan\n  others: not covered\n")
    assert [(rule.facet, rule.articles) for rule in found.rules] == [
        ("ratio", ("第二条",)),
        ("cap", ("第三条",)),
        ("coverage", ("第二条", "第三条", "第四条")),
    ]
    assert found.articles == ("第二条", "第三条", "第四条")


def test_what_is_said_under_no_benefit_holds_for_all_that_pay_for_care() -> None:
    text = inpatient("recipients: ratio 50%, no cap") + OUTPATIENT + "  recipients: ratio 50%, no cap\n"
    text += 'Article 9\nentitled veterans: governed by "another document"\norphans with referred: not covered\n'
    cases = [claim(who, marks=["referred"]) for who in ("entitled veterans", "orphans", "dibao")]
    assert amounts(text, *cases) == ["elsewhere", "excluded", "500.00"]
    assert amounts(text, claim("entitled veterans", care="outpatient"), of=OUT) == ["elsewhere"]


def test_several_identities_said_once_for_all() -> None:
    text = inpatient("class 1: ratio 90%", "others: ratio 50%", "recipients: no cap")
    both = claim(["orphans", "dibao"])
    assert amounts(text, both) == ["undetermined"]
    assert amounts(text + "Article 9\nseveral identities: most favourable outcome\n", both) == ["900.00"]


def test_clauses_are_printed_in_one_language_each() -> None:
    text = inpatient("recipients: ratio 50%, no cap", 'entitled veterans: governed by “某文件” / "some document"')
    found = rules(text).clauses
    assert [clause.index for clause in found] == [0, 1]
    assert found[1].en == 'entitled veterans: governed by "some document"'
    assert "“某文件”执行" in found[1].zh
    assert "some document" not in found[1].zh
    assert "某文件" not in found[1].en
    assert found[0].articles == ("第二条",)
    assert rules(text).classes[0].articles == ("第一条",)


# ── In force ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "last_before", "first"),
    [
        ("in force from 2023-05-01", "2023-04-30", "2023-05-01"),
        ("in force 30 days after issue", "2023-01-30", "2023-01-31"),
    ],
)
def test_in_force(line: str, last_before: str, first: str) -> None:
    text = inpatient("recipients: ratio 50%, no cap") + f"Article 9\n{line}\n"
    assert amounts(text, claim("orphans", date=last_before), claim("orphans", date=first)) == ["elsewhere", "500.00"]


def test_without_any_date_claims_of_every_date_are_settled_and_that_is_said() -> None:
    text = inpatient("recipients: ratio 50%, no cap").replace("issued 2023-01-01\n", "")
    assert ids(text) == ["TW501"]
    assert amounts(text, claim("orphans", date="1999-01-01")) == ["500.00"]


def test_without_a_policy_line_the_rules_can_be_used() -> None:
    text = inpatient("recipients: ratio 50%, no cap").split("\n", 1)[1]
    found = compiled("policy x\n" + text)
    assert found.ok
    assert ids(text) == ["TW119"]


def test_messages_name_groups_not_their_members() -> None:
    found = compile_text(inpatient("class 1 at level 1: ratio 50%", "recipients: no cap"), "t").findings[0]
    assert "class 2" not in found.message(Language.EN)
    assert "low-income marginal family members, minimum living guarantee recipients" in found.message(Language.EN)
    assert "一类人员，二级医疗机构、三级医疗机构" in found.message(Language.ZH)
