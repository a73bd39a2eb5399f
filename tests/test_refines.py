"""A document under higher ones: what it takes over, what it may say and what not, and which place is cited for it."""

from __future__ import annotations

import pytest
from refined_documents import (
    CITY,
    COMPLETE,
    COUNTY,
    GUARANTEED,
    INPATIENT,
    MARGINAL,
    ORPHANS,
    about,
    benefit,
    changed,
    city,
    county,
    figures,
    finding,
    inpatient,
    percent,
    rules,
    told,
    under,
)

from tiaowen.compiler.rules import model as m
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.rules.norms import Verdict
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import translate
from tiaowen.dsl.tree import Citation, Language

# ── what is taken over ──


def test_what_the_county_does_not_say_is_the_city_s_with_its_citation() -> None:
    found = under(county("Article 1 Standards", INPATIENT, COMPLETE), CITY)
    assert told(found, info=True) == []
    assert figures(found, "ratio") == {
        ORPHANS: "100% [city-2022 第二条]",
        GUARANTEED: "70% [city-2022 第二条]",
        MARGINAL: "60% [第一条]",
    }
    assert figures(found, "cap") == {
        ORPHANS: "30,000 yuan per year [city-2022 第三条]",
        GUARANTEED: "30,000 yuan per year [city-2022 第三条]",
        MARGINAL: "12,000 yuan per year [第一条]",
    }
    assert figures(found, "deductible") == {
        ORPHANS: "none [city-2022 第二条]",
        GUARANTEED: "500 yuan per year [city-2022 第二条]",
        MARGINAL: "10% of provincial disposable income per year [city-2022 第二条]",
    }


def test_conditions_costs_and_counters_are_taken_over() -> None:
    own, theirs = benefit(under(county("Article 1", INPATIENT, COMPLETE), CITY)), benefit(under(CITY))
    here, there = Citation("article", (4,)), Citation("article", (4,), document="city-2022")
    assert [each.cites for each in theirs.requires] == [(here,)]
    assert [each.cites for each in own.requires] == [(there,)]
    assert (own.care, own.several, own.pools) == (theirs.care, theirs.several, theirs.pools)
    assert own.base is not None
    assert own.base.cites == (Citation("article", (2,), document="city-2022"),)


def test_the_header_is_the_county_s() -> None:
    policy = rules(
        under(county("Article 1", INPATIENT, COMPLETE), city(("issued 2022", 'number "No. 1"\nissued 2022')))
    )
    assert (policy.id, policy.number, str(policy.issued)) == ("county-2023", None, "2023-01-01")
    assert policy.refines == ("city-2022",)


def test_a_document_without_a_region_is_of_the_place_of_the_higher_one() -> None:
    header = changed(COUNTY, ("region Yunnan, Baoshan\n", ""))
    policy = rules(under(county("Article 1", INPATIENT, COMPLETE, header=header), CITY))
    assert policy.regions == ("yunnan", "baoshan")
    assert [(each.id, each.region) for each in policy.parameters] == [("provincial-disposable-income", "yunnan")]


def test_examples_outline_and_findings_of_the_higher_document_stay_with_it() -> None:
    higher = city(("issued 2022-01-01\n", "issued 2022-01-01\noutline Article 1 to Article 9\n"))
    higher += 'example "x"\n  person: orphans\n  visit 2022-03-01: inpatient\n  expect inpatient assistance = 1 yuan\n'
    assert told(under(higher)) == ["TW701"]
    found = under(county("Article 1", INPATIENT, COMPLETE), higher)
    assert told(found, info=True) == []
    assert found.placed.examples == ()


def test_the_rules_are_others_when_the_higher_text_is_another() -> None:
    text = county("Article 1", INPATIENT, COMPLETE)
    prints = {rules(under(text, higher)).fingerprint for higher in (CITY, city(("30,000", "40,000")))}
    assert len(prints) == 2


def test_the_same_figures_in_either_language() -> None:
    lookup = VocabularyLookup(load_vocabulary())
    lower = county("Article 1", "amends Article 3 of city-2022:", INPATIENT, "  class 2: cap 50,000 yuan", COMPLETE)
    texts = [[translate(parse(text, "x")[0], to, lookup)[0] for to in Language] for text in (lower, CITY)]
    found = [
        (told(one), figures(one, "cap")) for a in texts[0] for b in texts[1] for one in [under(a, **{"city-2022": b})]
    ]
    assert found == [found[0]] * 4
    assert found[0][1][GUARANTEED] == "50,000 yuan per year [第一条]"


# ── figures ──


def test_a_figure_can_be_said_again() -> None:
    found = inpatient("class 2: ratio 70%, deductible 500 yuan per year", COMPLETE.strip())
    assert told(found, info=True) == []
    assert figures(found, "ratio")[GUARANTEED] == "70% [第一条]"


@pytest.mark.parametrize(
    "line",
    [
        "class 2: ratio 80%",
        "class 2: deductible 400 yuan per year",
        "class 1: deductible 500 yuan per year",
        "class 1, class 2: no cap",
        "class 2: ratio set by township governments",
        "class 2: ratio not stated",
        "class 2 at level 3: ratio 60%",
        "class 2: not covered",
        "class 2, outside the municipality: ratio reduced by 10 percentage points",
    ],
)
def test_a_figure_that_is_decided_must_not_be_changed(line: str) -> None:
    found = inpatient(line)
    assert told(found) == ["TW424"]
    assert not found.ok


def test_a_figure_is_changed_by_an_amendment_of_its_article() -> None:
    found = inpatient("class 2: ratio 80%", COMPLETE.strip(), amends="Article 2 of city-2022")
    assert told(found) == []
    assert figures(found, "ratio") == {
        ORPHANS: "100% [city-2022 第二条]",
        GUARANTEED: "80% [第一条]",
        MARGINAL: "60% [第一条]",
    }


def test_an_amendment_of_a_part_leaves_the_rest() -> None:
    found = inpatient("class 2 at level 3: ratio 60%", amends="Article 2 of city-2022")
    assert told(found) == []
    parts = [(r.value, r.articles, r.boxes[0].levels) for r in benefit(found).facet("ratio") if about(r, GUARANTEED)]
    assert parts == [
        (m.Ratio(percent(70)), ("city-2022 第二条",), frozenset({1, 2})),
        (m.Ratio(percent(60)), ("第一条",), frozenset({3})),
    ]


def test_points_under_an_amendment_change_the_city_s_ratio_and_cite_both() -> None:
    found = inpatient(
        "class 2, outside the municipality: ratio reduced by 10 percentage points", amends="Article 2 of city-2022"
    )
    assert told(found) == []
    changed_to = [r for r in benefit(found).facet("ratio") if r.value == m.Ratio(percent(60))]
    assert [r.articles for r in changed_to] == [("city-2022 第二条", "第一条")]


def test_an_amendment_reaches_down_to_the_next_one_or_the_next_heading() -> None:
    lines = (
        "Article 1",
        "amends Article 2 of city-2022:",
        INPATIENT,
        "  class 2: ratio 80%",
        "amends Article 3 of city-2022:",
        "  class 2: cap 50,000 yuan",
        "Article 2",
        INPATIENT,
        "  class 1: ratio 90%",
    )
    found = under(county(*lines), CITY)
    assert told(found) == ["TW424"]
    place = finding(found, "TW424").place
    assert place is not None
    assert place.text == "  class 1: ratio 90%"


@pytest.mark.parametrize(
    ("place", "line", "ids"),
    [
        ("Article 9 of city-2022", "class 3: ratio 60%", ["TW425"]),
        ("Article 2 of town-2020", "class 3: ratio 60%", ["TW425"]),
        ("Article 3 of city-2022", "class 3: ratio 60%", ["TW425"]),
        ("Article 3 of city-2022", "class 2: ratio 80%", ["TW425", "TW424"]),
        ("Article 2 of city-2022", "class 2: cap 50,000 yuan", ["TW425", "TW424"]),
        ("Article 2 of city-2022", "class 2: ratio 70%", []),
        ("Article 2 of city-2022", "class 3: ratio 60%", []),
    ],
)
def test_an_amendment_must_own_what_it_changes(place: str, line: str, ids: list[str]) -> None:
    assert told(inpatient(line, amends=place)) == ids


def test_a_place_inside_the_amended_one_is_amended_too() -> None:
    parts = city(("Article 3 Caps", "Article 3(2) Caps"))
    assert told(inpatient("class 2: cap 50,000 yuan", amends="Article 3 of city-2022", higher=parts)) == []
    assert told(inpatient("class 2: cap 50,000 yuan", amends="Article 3(1) of city-2022", higher=parts)) == [
        "TW425",
        "TW424",
    ]


def test_a_facet_cited_by_itself_is_amended_by_its_own_citation() -> None:
    parts = city(("Article 2 Inpatient assistance", "Article 2 (deductible), Article 8 (ratio) Inpatient assistance"))
    assert told(inpatient("class 2: ratio 80%", amends="Article 8 of city-2022", higher=parts)) == []
    assert told(inpatient("class 2: ratio 80%", amends="Article 2 of city-2022", higher=parts)) == ["TW425", "TW424"]


def test_others_are_whom_neither_the_county_names_nor_the_city_gives_a_figure() -> None:
    found = inpatient("others: ratio 60%, cap 20,000 yuan")
    assert told(found) == []
    assert figures(found, "ratio")[MARGINAL] == "60% [第一条]"
    assert figures(found, "ratio")[GUARANTEED] == "70% [city-2022 第二条]"


def test_others_of_the_city_are_not_those_whom_the_county_does_not_name() -> None:
    higher = city(("  class 3: deductible", "  others: not covered\n  class 3: deductible"))
    higher = changed(
        higher,
        ("recipients means class 1, class 2, class 3", "recipients means class 1, class 2, class 3, rural veterans"),
    )
    assert told(inpatient("rural veterans: ratio 50%", higher=higher)) == ["TW106", "TW424"]
    found = inpatient("rural veterans: ratio 50%, cap 100 yuan", amends="Article 2 of city-2022", higher=higher)
    assert told(found) == []
    assert figures(found, "ratio")["rural-veterans"] == "50% [第一条]"
    assert "rural-veterans" not in figures(found, "coverage")


def test_a_reference_of_the_city_moves_with_the_county_s_figure() -> None:
    higher = CITY + "\nArticle 5\nfor special-disease assistance:\n  covers inpatient\n"
    higher += "  counts in-scope expenses after basic medical insurance\n"
    higher += "  class 1, class 2, class 3: ratio as for inpatient assistance, cap 1,000 yuan\n"
    found = inpatient("class 2: ratio 80%", COMPLETE.strip(), amends="Article 2 of city-2022", higher=higher)
    assert told(found) == []
    assert figures(found, "ratio", "special-disease-assistance") == {
        ORPHANS: "100% [city-2022 第五条, city-2022 第二条]",
        GUARANTEED: "80% [city-2022 第五条, 第一条]",
        MARGINAL: "60% [city-2022 第五条, 第一条]",
    }


def test_points_of_the_city_hold_for_the_county_s_ratio() -> None:
    higher = city(
        (
            "  deductible accumulates",
            "  outside the municipality: ratio reduced by 10 percentage points\n  deductible accumulates",
        )
    )
    found = inpatient(COMPLETE.strip(), higher=higher)
    assert told(found) == []
    marginal = [r.value for r in benefit(found).facet("ratio") if about(r, MARGINAL)]
    assert marginal == [m.Ratio(percent(50)), m.Ratio(percent(60))]
    assert told(inpatient("class 2: ratio 70%", higher=higher)) == []


# ── bounds, delegation, silence ──


def test_a_bound_stays_where_the_county_says_nothing() -> None:
    found = under(county("Article 1", INPATIENT, "  class 3: ratio 60%"), CITY)
    assert told(found, info=True) == ["TW419"]
    assert figures(found, "cap")[MARGINAL] == "at least 10,000 yuan [city-2022 第三条]"


@pytest.mark.parametrize(
    ("cap", "ids"),
    [("10,000 yuan", []), ("9,999.99 yuan", ["TW401"]), ("10,000 yuan per admission", ["TW417"])],
)
def test_a_figure_must_keep_to_the_bound(cap: str, ids: list[str]) -> None:
    assert told(inpatient(f"class 3: cap {cap}")) == ids


def test_no_cap_keeps_to_any_floor() -> None:
    assert told(inpatient("class 3: no cap")) == []


def test_what_holds_in_principle_asks_for_a_reason() -> None:
    weak = city(("cap at least", "cap in principle at least"))
    assert told(inpatient("class 3: cap 9,000 yuan", higher=weak)) == ["TW403"]
    explained = inpatient("class 3: cap 9,000 yuan", 'reading "The fund is in deficit"', higher=weak)
    assert told(explained) == []
    assert "TW408" in told(explained, info=True)
    assert explained.ok


def test_a_floor_as_a_share_of_a_statistic_names_the_year() -> None:
    share = city(("cap at least 10,000 yuan", "cap at least 1x income"))
    found = inpatient("class 3: cap 27,000 yuan", higher=share)
    assert told(found) == ["TW401"]
    assert "2024" in finding(found, "TW401").message(Language.EN)
    assert told(inpatient("class 3: cap 1x income", higher=share)) == []


def test_another_level_than_the_one_it_is_left_to_is_a_warning() -> None:
    province = city(("ratio set by county government", "ratio set by provincial government"))
    assert told(inpatient("class 3: ratio 60%", higher=province)) == ["TW412"]
    header = changed(COUNTY, (' by "county government"', ""))
    found = under(county("Article 1", INPATIENT, "  class 3: ratio 60%", header=header), CITY)
    assert told(found) == ["TW412"], "a document of Baoshan is a city's"
    anybody = city(("ratio set by county government", "ratio set by local governments"))
    assert told(inpatient("class 3: ratio 60%", higher=anybody)) == []


def test_a_facet_of_which_the_city_says_nothing_is_new() -> None:
    found = inpatient("class 2: total cap 40,000 yuan", COMPLETE.strip())
    assert told(found, info=True) == ["TW418"]


def test_what_the_city_leaves_open_need_not_be_paid() -> None:
    found = inpatient("class 3: not covered")
    assert told(found) == []
    assert MARGINAL not in figures(found, "ratio")


# ── judgements ──


def test_judgements_name_both_rules() -> None:
    found = inpatient("class 3: ratio 60%, cap 9,000 yuan", "class 2: ratio 70%")
    seen = {(j.verdict, j.own.facet, j.norm.articles, j.own.articles) for j in found.judgements}
    assert seen == {
        (Verdict.IMPLEMENTS, "ratio", ("city-2022 第二条",), ("第一条",)),
        (Verdict.NARROWS, "cap", ("city-2022 第三条",), ("第一条",)),
    }
