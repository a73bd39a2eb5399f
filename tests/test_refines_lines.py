"""Lines, definitions and norms of higher documents: which line holds, and what a lower document may make of them."""

from __future__ import annotations

import pytest
from refined_documents import (
    CITY,
    COMPLETE,
    DISEASES,
    GUARANTEED,
    MARGINAL,
    ORPHANS,
    benefit,
    changed,
    city,
    county,
    figures,
    inpatient,
    members_of,
    norm,
    percent,
    rules,
    told,
    under,
)

from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Citation, Strength

# ── lines that are said once ──


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("counts in-scope expenses after basic medical insurance", []),
        ("counts in-scope expenses after basic medical insurance, critical illness insurance", ["TW413"]),
        ("covers inpatient", []),
        ("covers outpatient", ["TW413"]),
        ("covers inpatient at level 1", ["TW414"]),
        ("several identities: most favourable class", ["TW413"]),
        ("deductible accumulates per year across benefits", ["TW413"]),
        ("ratio applies by whole amount", ["TW413"]),
        ("requires designated institution", []),
        ("requires referred", ["TW414"]),
        ("excludes cosmetic surgery", ["TW414"]),
    ],
)
def test_a_line_of_the_city_holds(line: str, ids: list[str]) -> None:
    assert [id for id in told(inpatient(line)) if id != "TW107"] == ids


def test_such_a_line_is_changed_by_an_amendment() -> None:
    found = inpatient(
        "counts in-scope expenses after basic medical insurance, critical illness insurance",
        amends="Article 2 of city-2022",
    )
    assert told(found) == []
    base = benefit(found).base
    assert base is not None
    assert base.payers == ("basic-medical-insurance", "critical-illness-insurance")


def test_a_condition_takes_the_place_of_the_amended_one() -> None:
    found = inpatient("requires referred", amends="Article 4 of city-2022")
    assert told(found) == []
    assert [each.test for each in benefit(found).requires] == [m.Test(m.HasMark("referred"))]


def test_a_condition_that_is_said_again_is_asked_once() -> None:
    found = inpatient("requires designated institution")
    assert [each.cites for each in benefit(found).requires] == [(Citation("article", (1,)),)]


def test_another_year_of_a_statistic_needs_an_amendment() -> None:
    line = "basis provincial disposable income, current year"
    assert "TW413" in told(under(county("Article 1", line), CITY))
    found = under(county("Article 1", "amends Article 1 of city-2022:", line), CITY)
    assert told(found) == []
    assert [each.lag for each in rules(found).parameters] == [0]


def test_a_limit_of_the_fund_may_be_stricter() -> None:
    higher = CITY + "Article 5\nlimit in principle cumulative surplus at most 15% of funds raised in the year\n"
    share = "limit cumulative surplus at most {}% of funds raised in the year"
    for most, ids in ((10, []), (15, []), (20, ["TW403"])):
        found = under(county("Article 1", share.format(most)), higher)
        assert told(found) == ids
        assert [(each.share, each.strength) for each in rules(found).fund_limits] == [(percent(most), None)]


# ── definitions ──


def test_a_class_may_be_defined_again_in_the_same_way() -> None:
    assert told(under(county("Article 1", "class 3 means low-income marginal family members"), CITY)) == []


def test_a_class_must_not_be_defined_otherwise() -> None:
    found = under(county("Article 1", "class 3 means low-income marginal family members, rural veterans"), CITY)
    assert told(found) == ["TW409"]


def test_an_amendment_defines_a_class_anew() -> None:
    found = under(county("Article 1", "amends Article 1 of city-2022:", "class 3 means rural veterans"), CITY)
    assert told(found) == []
    assert members_of(found, "class-3") == ("rural-veterans",)
    assert "rural-veterans" in figures(found, "deductible")


@pytest.mark.parametrize(
    ("definition", "ids", "members"),
    [
        ("low-income marginal family members, rural veterans", [], (MARGINAL, "rural-veterans")),
        ("rural veterans", [], (MARGINAL, "rural-veterans")),
        ("low-income marginal family members", [], (MARGINAL,)),
        ("orphans", ["TW410"], None),
        ("low-income marginal family members where age at least 60 years old", ["TW409"], None),
    ],
)
def test_a_class_is_extended_by_the_members_named(
    definition: str, ids: list[str], members: tuple[str, ...] | None
) -> None:
    higher = city(("basis provincial", "may extend class 3: rural veterans\nbasis provincial"))
    found = under(county("Article 1", f"class 3 means {definition}"), higher)
    assert [id for id in told(found) if id != "TW104"] == ids
    if members is not None:
        assert members_of(found, "class-3") == members


@pytest.mark.parametrize(
    ("listed", "ids"),
    [
        ("lung cancer, gastric cancer, haemophilia", []),
        ("lung cancer, gastric cancer, haemophilia, colon cancer, rectal cancer", []),
        ("colon cancer, rectal cancer", []),
        ("lung cancer, gastric cancer, haemophilia, colon cancer, rectal cancer, breast cancer", ["TW410"]),
        ("lung cancer, gastric cancer", ["TW410"]),
        ("lung cancer, gastric cancer, colon cancer", ["TW410"]),
    ],
)
def test_a_list_is_extended_by_as_many_as_allowed(listed: str, ids: list[str]) -> None:
    higher = city(("basis provincial", f"{DISEASES}may extend major diseases by 1 to 2 diseases\nbasis provincial"))
    found = under(county("Article 1", f"major diseases means {listed}"), higher)
    assert told(found) == ids


def test_a_list_that_is_left_to_the_county_is_the_county_s() -> None:
    higher = city(("basis provincial", f"{DISEASES}major diseases set by county government\nbasis provincial"))
    found = under(county("Article 1", "major diseases means lung cancer, breast cancer"), higher)
    assert told(found) == []
    assert "TW411" in told(found, info=True)
    assert [each.members for each in rules(found).lists] == [("lung-cancer", "breast-cancer")]
    other = changed(higher, ("set by county government\nbasis", "set by provincial government\nbasis"))
    assert told(under(county("Article 1", "major diseases means lung cancer"), other)) == ["TW412"]


# ── norms about several rules ──


def test_rates_must_not_fall_where_they_must_rise() -> None:
    rising = "must have ratio rising with expense"
    assert told(norm(rising, "class 3: ratio 60% up to 20,000 yuan, 50% over 20,000 yuan")) == ["TW415"]
    assert told(norm(rising, "class 3: ratio 50% up to 20,000 yuan, 60% over 20,000 yuan")) == []
    weak = "must have in principle ratio rising with expense"
    assert told(norm(weak, "class 3: ratio 60% up to 20,000 yuan, 50% over 20,000 yuan")) == ["TW403"]


def test_a_document_is_held_to_its_own_norms() -> None:
    text = city(("ratio set by county government", "ratio 60% up to 20,000 yuan, 50% over 20,000 yuan"))
    text = changed(
        text, ("  deductible accumulates", "  must have ratio rising with expense\n  deductible accumulates")
    )
    assert told(under(text)) == ["TW415"]


def test_what_is_wrong_with_the_higher_document_alone_is_not_told_below() -> None:
    weak = "  must have in principle ratio of class 2 above class 1\n  deductible accumulates"
    higher = city(("  deductible accumulates", weak))
    assert told(under(higher)) == ["TW403"]
    assert told(inpatient(COMPLETE.strip(), higher=higher)) == []


def test_people_must_have_more_than_others() -> None:
    ordered = "must have ratio of class 2 above class 3"
    assert told(norm(ordered, "class 3: ratio 70%")) == ["TW416"]
    assert told(norm(ordered, "class 3: ratio 69%")) == []
    assert told(norm(ordered, "class 3: ratio 60% up to 10,000 yuan, 75% over 10,000 yuan")) == ["TW416"]


def test_norms_are_among_the_rules() -> None:
    policy = rules(norm("must have in principle ratio of class 2 above class 3, others", COMPLETE.strip()))
    cites = (Citation("article", (2,), document="city-2022"),)
    (ordered,) = policy.norms
    assert isinstance(ordered, m.Ordered)
    assert (ordered.facet, ordered.benefits, ordered.above, ordered.below, ordered.strength, ordered.cites) == (
        "ratio",
        ("inpatient-assistance",),
        ("class-2",),
        ("class-3", "others"),
        Strength.IN_PRINCIPLE,
        cites,
    )
    below = {category for each in ordered.below_boxes for category in each.categories or ()}
    assert below == {MARGINAL, ORPHANS}


# ── tilts and pools ──

TILTS = CITY + (
    "\nArticle 5\nfor critical illness insurance:\n"
    "  class 1, class 2: deductible reduced by 50%, ratio raised by 5 percentage points\n"
)


@pytest.mark.parametrize(
    ("amends", "line", "ids"),
    [
        ("", "class 1: deductible reduced by 50%", []),
        ("", "class 1: deductible reduced by 60%", ["TW424"]),
        ("", "class 2: no deductible", ["TW424"]),
        ("", "class 3: deductible reduced by 60%", []),
        ("amends Article 5 of city-2022:", "class 1: deductible reduced by 60%", []),
        ("amends Article 4 of city-2022:", "class 1: deductible reduced by 60%", ["TW425", "TW424"]),
    ],
)
def test_a_tilt_of_the_city_holds_unless_it_is_amended(amends: str, line: str, ids: list[str]) -> None:
    found = under(county("Article 1", *filter(None, [amends]), "for critical illness insurance:", f"  {line}"), TILTS)
    assert told(found) == ids


def test_each_case_has_one_tilt() -> None:
    found = under(county("Article 1", "for critical illness insurance:", "  class 1: deductible reduced by 50%"), TILTS)
    tilts = [
        (each.facet, sorted(name for box in each.boxes for name in box.categories or ()), each.cites[0].document)
        for each in rules(found).adjustments
    ]
    assert tilts == [
        ("deductible", [GUARANTEED], "city-2022"),
        ("ratio", [GUARANTEED, ORPHANS], "city-2022"),
        ("deductible", [ORPHANS], None),
    ]


POOL = CITY + (
    "\nArticle 5\npool stays: inpatient assistance\nfor stays:\n  recipients: cap 25,000 yuan per year\n"
)  # fmt: skip


@pytest.mark.parametrize(
    ("amends", "cap", "ids"),
    [
        ("", "25,000", []),
        ("", "20,000", ["TW424"]),
        ("amends Article 5 of city-2022:", "20,000", []),
    ],
)
def test_the_cap_of_a_pool_holds_unless_it_is_amended(amends: str, cap: str, ids: list[str]) -> None:
    lines = ("Article 1", *filter(None, [amends]), "for stays:", f"  recipients: cap {cap} yuan per year")
    found = under(county(*lines), POOL)
    assert told(found) == ids
    if not ids:
        assert set(figures(found, "pool:stays").values()) == {f"{cap} yuan per year [第一条, city-2022 第五条]"}
