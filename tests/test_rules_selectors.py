"""Selectors and definitions: which cases a line is about, seen in what claims come to."""

from __future__ import annotations

import pytest
from small_documents import HEADER, INPATIENT, RECIPIENTS, amounts, benefit, claim, ids, inpatient, rules

from tiaowen.compiler.rules.model import Compare, HasDisease, HasMark, Holds, OfFact, OfStatistic
from tiaowen.dsl.tree import Operator

POOR = ["rural-five-guarantee-persons", "urban-three-no-persons"]


def test_names_of_one_dimension_are_alternatives_and_dimensions_meet() -> None:
    text = inpatient(
        "class 1, class 2 at level 1, level 2: ratio 80%, no cap",
        "class 1, class 2 at level 3: ratio 70%, no cap",
        "class 3: ratio 50%, no cap",
    )
    claims = [claim(who, level=level) for who in ("orphans", "dibao") for level in (1, 2, 3)]
    assert amounts(text, *claims) == ["800.00", "800.00", "700.00"] * 2
    assert amounts(text, claim("orphans")) == ["undetermined"]


def test_each_mark_is_its_own_dimension() -> None:
    text = inpatient(
        "recipients with referred, follow-up visit: ratio 80%, no cap",
        "recipients with referred, not follow-up visit: ratio 70%, no cap",
        "recipients, not referred: ratio 20%, no cap",
    )
    marks: tuple[list[str], ...] = (["referred", "follow-up visit"], ["referred"], ["follow-up visit"], [])
    found = amounts(text, *(claim("orphans", marks=list(held)) for held in marks))
    assert found == ["800.00", "700.00", "200.00", "200.00"]


def test_diseases_are_alternatives_and_a_list_is_its_members() -> None:
    text = inpatient(
        "recipients with lung cancer, special diseases: ratio 80%, no cap",
        "recipients, not lung cancer, not special diseases: ratio 20%, no cap",
        before="",
    ).replace("Article 2\n", "Article 2\nspecial diseases means leukaemia, haemophilia\n")
    illnesses: tuple[list[str], ...] = (
        ["lung cancer"],
        ["haemophilia"],
        ["gastric cancer"],
        [],
        ["gastric cancer", "leukaemia"],
    )
    found = amounts(text, *(claim("orphans", diseases=list(held)) for held in illnesses))
    assert found == ["800.00", "800.00", "200.00", "200.00", "800.00"]


@pytest.mark.parametrize(
    "line", ["recipients, not level 3: ratio 80%, no cap", "recipients at level 1, level 2: ratio 80%, no cap"]
)
def test_a_denied_level_is_all_others(line: str) -> None:
    text = inpatient(line, "recipients at level 3: ratio 60%, no cap")
    assert amounts(text, *(claim("orphans", level=level) for level in (1, 2, 3))) == ["800.00", "800.00", "600.00"]


def test_denied_people_are_left_out() -> None:
    text = inpatient(
        "recipients, not orphans, not class 3: ratio 80%, no cap",
        "orphans: ratio 60%, no cap",
        "class 3: ratio 1%, no cap",
    )
    assert amounts(text, claim("dibao"), claim("orphans"), claim("低保边缘家庭成员")) == ["800.00", "600.00", "10.00"]


def test_a_denied_kind_of_care_or_plan() -> None:
    text = inpatient(
        "recipients, not day surgery: ratio 80%, no cap", "recipients, day surgery: ratio 60%, no cap"
    ).replace("covers inpatient", "covers inpatient, day surgery")
    assert amounts(text, claim("orphans"), claim("orphans", care="day surgery")) == ["800.00", "600.00"]
    text = inpatient(
        "recipients, not employee insurance: ratio 80%, no cap", "recipients with employee insurance: ratio 60%, no cap"
    )
    plans = ("resident tier 1", "employee insurance")
    assert amounts(text, *(claim("orphans", plan=plan) for plan in plans)) == ["800.00", "600.00"]


@pytest.mark.parametrize(
    ("except_", "left_out"),
    [
        ("orphans", {"categories": ["orphans"]}),
        ("class 1", {"categories": ["orphans"]}),
        ("level 3", {"level": 3}),
        ("referred", {"marks": ["referred"]}),
        ("lung cancer", {"diseases": ["lung cancer"]}),
        ("day surgery", {"care": "day surgery"}),
        ("employee insurance", {"plan": "employee insurance"}),
    ],
)
def test_except_of_every_kind(except_: str, left_out: dict[str, object]) -> None:
    text = inpatient(
        f"recipients, except {except_}: ratio 80%", f"recipients, {except_}: ratio 60%", "recipients: no cap"
    )
    if except_ in ("orphans", "class 1"):
        text = text.replace(f"recipients, {except_}: ratio 60%", f"{except_}: ratio 60%")
    text = text.replace("covers inpatient", "covers inpatient, day surgery")
    case = claim("dibao", level=1, plan="resident tier 1")
    assert amounts(text, case, case | left_out) == ["800.00", "600.00"]


def test_whatever_is_excepted_is_out() -> None:
    text = inpatient("recipients, except level 3, referred: ratio 80%", "recipients: no cap")
    text += "  recipients at level 3: ratio 60%\n  recipients with referred, except level 3: ratio 70%\n"
    cases = [claim("orphans", level=level, marks=marks) for level in (1, 3) for marks in ([], ["referred"])]
    assert amounts(text, *cases) == ["800.00", "700.00", "600.00", "600.00"]


def test_a_part_of_care_can_be_excepted_from_the_whole() -> None:
    text = inpatient("recipients, except chronic outpatient: ratio 80%", "recipients, chronic outpatient: ratio 60%")
    text = text.replace("covers inpatient", "covers outpatient") + "  recipients: no cap\n"
    cares = ("special outpatient", "chronic outpatient")
    assert amounts(text, *(claim("orphans", care=care) for care in cares)) == ["800.00", "600.00"]


def test_covers_with_except_and_marks() -> None:
    text = inpatient("recipients: ratio 50%, no cap").replace(
        "covers inpatient", "covers inpatient at level 2, level 3, referred, except lung cancer, level 3"
    )
    good = claim("orphans", level=2, marks=["referred"])
    bad: tuple[dict[str, object], ...] = ({"level": 1}, {"level": 3}, {"marks": []}, {"diseases": ["lung cancer"]})
    assert amounts(text, good, *(good | change for change in bad)) == ["500.00"] + ["excluded"] * 4
    assert benefit(text).care is not None


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_conditions_of_every_kind_become_tests() -> None:
    text = inpatient(
        "class 1, class 2, class 3 where age at least 60 years old, disability grade at most grade 2, "
        "referred, not lung cancer, entitled veterans, in-scope expenses over 30,000 yuan per admission, "
        "household income below 50% of local disposable income, "
        "family medical expenses over 0.5x total household income: "
        "ratio 50%, no cap",
        "recipients: deductible 5 yuan",
    ).replace("Article 2\n", "Article 2\nbasis local disposable income, previous year\n")
    rule = benefit(
        text.replace("  recipients: deductible", "  others: ratio 1%, no cap\n  recipients: deductible")
    ).facet("ratio")[0]
    tests = rule.boxes[0].tests
    kinds = [type(test.condition) for test in tests]
    assert kinds == [Compare, Compare, HasMark, HasDisease, Holds, Compare, Compare, Compare]
    compared = [test.condition for test in tests if isinstance(test.condition, Compare)]
    assert [(c.column, c.number) for c in compared[:3]] == [
        ("age", 60),
        ("disability_grade", 2),
        ("in_scope", 3_000_000),
    ]
    assert [c.operator for c in compared[:2]] == [Operator.AT_LEAST, Operator.AT_MOST]
    assert isinstance(compared[3].amount, OfStatistic)
    assert isinstance(compared[4].amount, OfFact)


def test_where_someone_also_holds_another_category() -> None:
    text = inpatient("class 2 where disabled persons: ratio 90%, no cap", "others: ratio 50%, no cap")
    both, one = ["dibao", "disabled persons"], ["dibao"]
    assert amounts(text, claim(both), claim(one)) == ["900.00", "500.00"]


def test_conditions_that_leave_nothing_between_do_not_meet() -> None:
    """60 and over, below 60; up to 1x and over 1x; county and elsewhere: no case has two figures, none is left out."""
    text = inpatient(
        "recipients where age at least 60 years old: ratio 90%",
        "recipients where age below 60 years old, household income at most 1x local disposable income: ratio 80%",
        "recipients where age below 60 years old, household income over 1x local disposable income: ratio 70%",
        "recipients with within the county: deductible 1 yuan",
        "recipients with outside the municipality: deductible 2 yuan",
        "recipients: no cap",
    ).replace("Article 2\n", "Article 2\nbasis local disposable income, previous year\n")
    assert ids(text) == []


def test_the_same_fact_of_a_visit_and_of_the_year_are_two() -> None:
    text = inpatient(
        "recipients where in-scope expenses over 100 yuan per year: ratio 90%",
        "recipients where in-scope expenses at most 50 yuan per admission: ratio 80%",
        "recipients: no cap",
    )
    assert "TW104" in ids(text)


def test_own_facts_are_measured_as_they_are_first_compared() -> None:
    text = "[facts]\nchildren = 子女数\nsavings = 存款\n" + inpatient(
        "recipients where children at least 3 items, savings below 3 yuan: ratio 90%, no cap",
        "recipients where children below 3 items, savings below 3 yuan: ratio 50%, no cap",
        "recipients where savings at least 3 yuan: not covered",
    )
    found = amounts(text, claim("orphans", children=3, savings=2), claim("orphans", children=2, savings="2.99"))
    assert found == ["900.00", "500.00"]
    assert rules(text).counted == {"children"}
    assert "TW133" in ids(text + "  requires children over 3 yuan\n")


# ── Definitions ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_where_splits_a_category_and_except_cuts_it() -> None:
    text = (
        HEADER
        + "Article 1\nrecipients means old people, young people\n"
        + "old people means minimum living guarantee recipients where age at least 80 years old\n"
        + "young people means minimum living guarantee recipients, orphans, except old people\n"
        + INPATIENT
        + "  old people: ratio 90%, no cap\n  young people: ratio 50%, no cap\n"
    )
    cases = [claim("dibao", age=80), claim("dibao", age=79), claim("orphans")]
    assert amounts(text, *cases) == ["900.00", "500.00", "500.00"]


def test_whole_and_parts() -> None:
    """A clause on the whole holds for its parts; a claim of the whole settles if all parts come to the same."""
    text = inpatient("rural five-guarantee persons: ratio 90%", "others: ratio 50%", "recipients: no cap")
    assert amounts(text, *(claim(part) for part in POOR)) == ["900.00", "500.00"]
    assert amounts(text, claim("extremely poor people")) == ["undetermined"]
    text = inpatient("extremely poor people: ratio 90%", "others: ratio 50%", "recipients: no cap")
    assert amounts(text, *(claim(name) for name in (*POOR, "extremely poor people"))) == ["900.00"] * 3


def test_a_definition_can_be_stated_in_parts_and_with_denials() -> None:
    text = (
        HEADER
        + "Article 1\nrecipients means club\nclub means orphans, entitled veterans, not children\nArticle 3\n"
        + "club means disabled persons, not disabled children\n"
        + "[categories]\nchildren = 甲童\ndisabled children = 乙童\n"
        + INPATIENT
        + "  recipients: ratio 50%, no cap\n"
    )
    assert ids(text) == []
    assert (
        amounts(text, *(claim(name) for name in ("orphans", "entitled veterans", "disabled persons"))) == ["500.00"] * 3
    )
    assert amounts(text, claim(["orphans", "children"])) == ["excluded"]


def test_lists_nest_and_leave_out() -> None:
    text = (
        HEADER
        + RECIPIENTS
        + "Article 2\nouter means inner, leukaemia, except gastric cancer\ninner means lung cancer, gastric cancer\n"
        + "inner means colon cancer\n"
        + INPATIENT.removeprefix("Article 2\n").replace("covers inpatient", "covers inpatient with outer")
        + "  recipients: ratio 50%, no cap\n"
    )
    named = ("lung cancer", "leukaemia", "colon cancer", "gastric cancer")
    found = amounts(text, *(claim("orphans", diseases=[name]) for name in named))
    assert found == ["500.00"] * 3 + ["excluded"]


def test_with_no_recipients_line_those_with_a_figure_are_recipients() -> None:
    text = (
        HEADER
        + INPATIENT
        + "  orphans: ratio 50%\n  dibao: ratio 60%\n  recipients: no cap\n  entitled veterans: not covered\n"
    )
    assert amounts(text, claim("orphans"), claim("dibao"), claim("disabled persons")) == [
        "500.00",
        "600.00",
        "excluded",
    ]
