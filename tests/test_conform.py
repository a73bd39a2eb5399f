"""Holding a lower document against a higher one: what is kept, violated, not stated and undetermined."""

from __future__ import annotations

from datetime import date

import pytest
from command_line import tiaowen
from conformities import ABOVE, BELOW, CASES, Said, about, articles, held, opened, rules, said, texts, verdict
from hypothesis import given, settings
from hypothesis import strategies as st
from refined_documents import CITY, COMPLETE, INPATIENT, changed, county, told, under

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.conform import At, Kind, Verdict, conform, failing
from tiaowen.compiler.rules.compile import compile_text

# ── Baoshan 2022 under Yunnan 2019 ──

BAOSHAN = held("baoshan-2022", "yunnan-2019")


def test_the_ratios_of_classes_3_and_4_are_below_the_floor() -> None:
    floor = [row for row in BAOSHAN.violations if row.facet == "ratio"]
    assert [said(row) for row in floor] == [
        ("narrows", "inpatient assistance, ratio", "at least 70%", ("二、（二）2．",), ("第十一条",), figure)
        for figure in ("60%", "50%")
    ]
    assert {"low-income-marginal-family-members", "deep-hardship-workers"} <= set(floor[0].who) <= set(floor[0].local)
    assert set(floor[1].who) == {"other-persons-in-special-hardship", "relative-hardship-workers"}
    assert floor[1].local == ("relative-hardship-workers",)
    assert BAOSHAN.day == date(2023, 1, 1)


def test_a_floor_is_shown_by_a_settled_claim() -> None:
    (row, _, cap) = BAOSHAN.violations
    assert row.case is not None
    assert (row.case.pays, row.case.would_pay) == (438_378, 511_441)  # (10,000.00 - 2,693.70) x 60% and x 70%
    assert cap.case is not None
    assert (cap.case.pays, cap.case.would_pay) == (2_693_700, 5_000_000)


def test_a_case_settles_to_what_it_says() -> None:
    policy = compile_policy("baoshan-2022")
    for row in BAOSHAN.violations:
        assert row.case is not None
        assert row.case.settles
        records = policy.settle([dict(row.case.cells)]).results
        assert [each.amount_fen for each in records if each.benefit in row.benefits] == [row.case.pays]


def test_the_mandates_that_are_kept_are_shown_as_kept() -> None:
    extremely_poor, guaranteed = "rural-five-guarantee-persons", "minimum-living-guarantee"
    assert verdict(BAOSHAN, "enrolment-subsidy", "subsidy", extremely_poor) == [("implements", "stated the same")]
    by_reference = "by reference to provincial medical-security bureau, provincial finance department"
    assert verdict(BAOSHAN, "enrolment-subsidy", "subsidy", guaranteed) == [("implements", by_reference)]
    for who in (extremely_poor, guaranteed):
        assert verdict(BAOSHAN, "major-disease-assistance", "deductible", who) == [("implements", "stated the same")]
    impoverished = verdict(BAOSHAN, "major-disease-assistance", "deductible", "patients-impoverished-by-illness")
    assert impoverished == [("implements", "use is made of what is allowed")]
    assert verdict(BAOSHAN, "inpatient-assistance", "ratio", guaranteed) == [("implements", "exactly the floor")]
    assert verdict(BAOSHAN, "inpatient-assistance", "ratio", extremely_poor) == [("implements", "not below the floor")]


def test_the_floor_of_the_cap_is_violated_and_rests_on_a_doubt() -> None:
    (cap,) = (row for row in BAOSHAN.violations if row.facet == "cap")
    assert said(cap)[2:4] == ("at least 100,000 yuan, set by local governments", ("三、（四）",))
    assert cap.benefits == ("inpatient-assistance", "outpatient-assistance")
    assert "cap-floor=for-all" in cap.readings
    read = opened("yunnan-2019")
    other = compile_text(read.placed.source.text, "yunnan.policy", readings={"cap-floor": "last-named"})
    found = conform(opened("baoshan-2022"), rules(other))
    assert [row.who for row in found.violations if row.facet == "cap"] == [("patients-impoverished-by-illness",)]


def test_what_cannot_be_told_is_asked() -> None:
    (row,) = (row for row in BAOSHAN.rows if row.verdict is Verdict.UNDETERMINED)
    assert row.who == ("border-village-entitled-veterans",)
    assert said(row)[3:5] == (("二、（一）2．（3）",), ("第八条（二）",))


def test_a_document_without_a_list_is_wider() -> None:
    (row,) = (row for row in BAOSHAN.rows if row.kind is Kind.LIST)
    assert (row.verdict, row.statement) == (Verdict.IMPLEMENTS, None)
    assert "not limited to listed diseases" in (row.reason.en or "")


def test_surplus_and_reconciliation_are_not_stated() -> None:
    rows = [row for row in BAOSHAN.rows if row.kind in (Kind.FUND, Kind.DUTY)]
    assert {row.verdict for row in rows} == {Verdict.NOT_STATED}
    assert {articles(row.demand.cites) for row in rows} >= {("四、（三）",), ("四、（四）",)}


def test_another_parent_than_the_one_declared_is_for_reference() -> None:
    assert BAOSHAN.basis.value == "reference-only"
    assert "云政办发〔2022〕40号" in (BAOSHAN.basis_text.zh or "")


# ── invented counties ──

RATIO, SUBSIDY = "inpatient assistance, ratio", "enrolment subsidy, subsidy"
DEDUCTIBLE, CAP = "major-disease assistance, deductible", "major-disease assistance, cap"
SEVENTY, NONE, FLOOR_OF_CAP = "at least 70%", "none (abolished)", "at least 100,000 yuan, set by local governments"
FALLING = "50% up to 10,000 yuan, 40% over 10,000 yuan (by slice)"

FOUR: dict[tuple[str, str], list[Said]] = {
    ("tests/cases/conform/county-under-lianyungang.policy", "lianyungang-2017"): [
        ("contradicts", SUBSIDY, "full", ("四、（一）",), ("第二条",), "100 yuan"),
        ("contradicts", "inpatient assistance, deductible", NONE, ("五、（一）",), ("第三条",), "200 yuan per year"),
        ("contradicts", RATIO, "ratio rising with expense", ("五、（二）",), ("第三条",), FALLING),
        ("narrows", RATIO, SEVENTY, ("五、（一）",), ("第三条",), "65%"),
    ],
    ("tests/cases/conform/county-under-yunnan.policy", "yunnan-2019"): [
        ("contradicts", SUBSIDY, "120 yuan", ("二、（一）2．（1）",), ("第二条",), "100 yuan"),
        ("contradicts", DEDUCTIBLE, NONE, ("三、（四）",), ("第五条",), "500 yuan per year"),
        ("narrows", RATIO, SEVENTY, ("二、（二）2．",), ("第四条",), "65%"),
        ("narrows", CAP, FLOOR_OF_CAP, ("三、（四）",), ("第五条",), "80,000 yuan per year"),
    ],
    ("tests/cases/frameworks/g34-four-violations.policy", "yunnan-2019"): [
        ("contradicts", DEDUCTIBLE, NONE, ("三、（四）",), ("第四条",), "500 yuan per year"),
        ("narrows", RATIO, SEVENTY, ("二、（二）2．",), ("第二条",), "65%"),
        ("narrows", CAP, FLOOR_OF_CAP, ("三、（四）",), ("第四条",), "80,000 yuan per year"),
        (
            "exceeds",
            "major diseases",
            "22 entries, may add 1 to 2, set by county government",
            ("三、（三）",),
            ("第一条",),
            "25 entries, added: liver cancer, pneumoconiosis, kidney cancer",
        ),
    ],
}


@pytest.mark.parametrize(("child", "parent"), FOUR)
def test_the_four_violations_of_a_county_are_found_and_no_other(child: str, parent: str) -> None:
    path = str(CASES.parent.parent / child)
    found = held(path, parent)
    assert [said(row) for row in found.violations] == FOUR[child, parent]
    assert [row for row in found.rows if row.verdict in (Verdict.DEVIATES, Verdict.MISSING)] == []
    assert tiaowen("conform", path, "--to", parent).code == 1


def test_figures_exactly_at_their_bounds_are_kept() -> None:
    path = str(CASES / "frameworks" / "g34-at-the-bounds.policy")
    found = held(path, "yunnan-2019")
    assert {row.verdict for row in found.rows} == {Verdict.IMPLEMENTS, Verdict.NOT_STATED}
    assert tiaowen("conform", path, "--to", "yunnan-2019").code == 0


# ── what tells the verdicts apart ──

PAIRS = {
    # the line above, the line below: the verdict on minimum living guarantee recipients
    ("ratio at least 70%", "ratio 69%"): "narrows",
    ("ratio at least 70%", "ratio 70%"): "implements",
    ("ratio over 70%", "ratio 70%"): "narrows",
    ("ratio at most 70%", "ratio 71%"): "exceeds",
    ("ratio at most 70%", "ratio 70%"): "implements",
    ("ratio in principle at least 70%", "ratio 69%"): "in-principle-deviates",
    ("ratio 70%", "ratio 70%"): "implements",
    ("ratio 70%", "ratio 71%"): "contradicts",
    ("ratio 70%", "ratio not stated"): "not-stated",
    ("ratio at least 70%", "ratio set by county government"): "undetermined",
    ("ratio 70%", "ratio set by provincial government"): "implements",
    ("ratio 70%", "ratio set by county government"): "undetermined",
    ("ratio at least 70%", "ratio at least 70%"): "implements",
    ("ratio at least 70%", "ratio at least 60%"): "narrows",
    ("ratio set by municipal government", "ratio 50%"): "implements",
    ("ratio set by county government", "ratio 50%"): "undetermined",
    ("ratio may be set by local governments", "ratio 50%"): "implements",
    ("cap at least 10,000 yuan per year", "ratio 50%, cap 10,000 yuan per visit"): "undetermined",
    ("cap at least 10% of income", "ratio 50%, cap 2,000 yuan per year"): "narrows",
    ("cap at least 10% of income", "ratio 50%, cap 3,000 yuan per year"): "implements",
    ("ratio at least 70%", "not covered"): "contradicts",
    ("not covered", "ratio 10%"): "contradicts",
}


@pytest.mark.parametrize(("above", "below"), PAIRS)
def test_a_statement_is_graded_by_the_demand(above: str, below: str) -> None:
    found = texts(f"{BELOW}  class 2: {below}\n", f"{ABOVE}  class 2: {above}\n")
    facets = [row.verdict.value for row in found.rows if row.kind is not Kind.PERMISSION or row.statement is not None]
    assert facets == [PAIRS[above, below]]


def test_silence_is_no_violation_but_a_figure_that_is_asked_for_is_missing() -> None:
    demands = (
        "  class 2: ratio at least 70%, cap set by municipal government, deductible may be set by local governments\n"
    )
    found = texts(f"{BELOW}  class 2: ratio 80%\n", ABOVE + demands)
    assert [(row.facet, row.verdict.value) for row in found.rows] == [
        ("cap", "missing"),
        ("deductible", "not-stated"),
        ("ratio", "implements"),
    ]
    assert not failing([found])
    orphans = changed(BELOW, ("minimum living guarantee recipients", "orphans"))
    nothing = texts(f"{orphans}  class 2: ratio 80%\n", ABOVE + demands)
    assert {row.verdict for row in nothing.rows} == {Verdict.NOT_STATED}


ORDERED = "  must have ratio of class 1 above class 2\n"
TWO = ("recipients means class 2\n", "recipients means class 1, class 2\nclass 1 means orphans\n")


def test_an_ordering_is_kept_or_violated() -> None:
    for more, less, expected in (("80%", "70%", "implements"), ("70%", "70%", "contradicts")):
        lower = f"{changed(BELOW, TWO)}  class 1: ratio {more}\n  class 2: ratio {less}\n"
        found = texts(lower, f"{changed(ABOVE, TWO)}  recipients: ratio not stated\n{ORDERED}")
        (row,) = found.rows
        assert (row.kind, row.verdict.value, row.who) == (Kind.ORDERING, expected, ("orphans",))
    lower = f"{changed(BELOW, ('class 2 means minimum living guarantee recipients', 'class 2 means orphans'))}"
    silent = texts(f"{lower}  class 2: ratio 80%\n", f"{changed(ABOVE, TWO)}  recipients: ratio not stated\n{ORDERED}")
    assert [row.verdict for row in silent.rows] == [Verdict.NOT_STATED]


def test_a_rate_that_falls_is_one_violation_however_many_fall() -> None:
    found = held(str(CASES / "frameworks" / "g37-falling.policy"), "lianyungang-2017")
    (row,) = found.violations
    assert (row.kind, row.reason.en) == (Kind.RISING, "it falls above 20,000 yuan")
    assert len(row.who) > 1


def test_a_limit_of_the_fund_is_kept_or_violated() -> None:
    limit = "Article 3\nlimit cumulative surplus at most {}% of funds raised in the year\n"
    ratio = "  class 2: ratio 70%\n"
    for share, expected in ((15, "implements"), (10, "implements"), (16, "exceeds")):
        found = texts(BELOW + ratio + limit.format(share), ABOVE + ratio + limit.format(15))
        assert [row.verdict.value for row in found.rows if row.kind is Kind.FUND] == [expected]


@given(floor=st.integers(1, 100), share=st.integers(1, 100))
@settings(max_examples=25, deadline=None)
def test_a_ratio_is_violated_just_where_it_is_below_the_floor(floor: int, share: int) -> None:
    found = texts(f"{BELOW}  class 2: ratio {share}%\n", f"{ABOVE}  class 2: ratio at least {floor}%\n")
    assert bool(found.violations) is (share < floor)
    for row in found.violations:
        assert row.case is not None
        assert (row.case.pays, row.case.would_pay) == (share * 10_000, floor * 10_000)  # of 10,000 yuan


def test_every_document_conforms_to_itself() -> None:
    for name in ("baoshan-2022", "kaizhou-2017", "yunyang-2023", "yunnan-2019", "lianyungang-2017"):
        assert held(name, name).violations == ()


def test_people_whom_nobody_leaves_to_be_named_are_not_judged() -> None:
    orphans = changed(BELOW, ("minimum living guarantee recipients", "orphans"))
    found = texts(f"{orphans}  class 2: ratio 10%\n", f"{ABOVE}  class 2: ratio 70%\n")
    assert found.violations == ()


# ── a document that refines the other ──

FRAME = changed(CITY, ("ratio set by county government", "ratio at least 60% set by county government"))


def test_what_is_taken_over_is_kept_and_what_is_left_open_is_missing() -> None:
    lower = under(county("Article 1", INPATIENT, "  class 3: ratio 65%"), FRAME)
    found = conform(lower, rules(under(FRAME)))
    facets = {
        (row.facet, row.verdict.value, row.reason.en) for row in found.rows if row.benefit == "inpatient-assistance"
    }
    assert ("ratio", "implements", "taken over") in facets
    assert ("ratio", "implements", "not below the floor") in facets
    assert {
        row.verdict for row in about(found, "inpatient-assistance", "cap", "low-income-marginal-family-members")
    } == {Verdict.MISSING}
    assert found.basis.value == "refines"


def test_repeating_what_the_higher_document_pays_and_where_it_refuses_is_no_contradiction() -> None:
    lines = ("  class 2: ratio 70%", "  class 2 with lung cancer: not covered")
    frame = changed(CITY, ("  class 3: deductible 10%", lines[1] + "\n  class 3: deductible 10%"))
    assert told(under(county("Article 1", INPATIENT, *lines, COMPLETE), frame)) == []
    assert told(under(county("Article 1", INPATIENT, lines[1], COMPLETE), CITY)) == ["TW424"]


def test_an_amendment_in_so_many_words_is_for_a_person_to_judge() -> None:
    lines = ("Article 1", "amends Article 2 of city-2022:", INPATIENT, "  class 2: ratio 90%", COMPLETE)
    found = conform(under(county(*lines), CITY), rules(under(CITY)))
    rows = about(found, "inpatient-assistance", "ratio", "minimum-living-guarantee")
    assert [(row.verdict, row.statement and row.statement.text.en) for row in rows] == [(Verdict.UNDETERMINED, "90%")]


# ── dates ──


@pytest.mark.parametrize(
    ("at", "together", "day"),
    [
        (None, True, date(2023, 1, 1)),
        (At(date(2024, 5, 1)), True, date(2024, 5, 1)),
        (At(date(2024, 1, 1), whole=True), True, date(2024, 12, 31)),
        (At(date(2022, 1, 1), whole=True), False, date(2022, 12, 31)),
        (At(date(2018, 1, 1)), False, date(2018, 1, 1)),
    ],
)
def test_only_what_is_in_force_together_is_violated(at: At | None, together: bool, day: date) -> None:
    found = held("baoshan-2022", "yunnan-2019", at)
    assert (found.together, found.day, bool(found.violations)) == (together, day, together)


def test_the_year_decides_which_figures_count() -> None:
    found = held("baoshan-2022", "yunnan-2019", At(date(2024, 5, 1)))
    assert found.violations[0].case is not None
    assert found.violations[0].case.pays == 429_474  # (10,000.00 - 2,842.10) x 60%


def test_a_bound_that_is_broken_in_a_later_year_is_shown_in_that_year() -> None:
    lower = BELOW + "  class 2: ratio 100%, cap 2,800 yuan per year\n"
    found = texts(lower, ABOVE + "  class 2: ratio not stated, cap at least 10% of income\n")
    (row,) = found.violations  # 2,693.70 yuan in 2023, 2,842.10 in 2024
    assert row.case is not None
    assert (dict(row.case.cells)["date"], row.case.pays, row.case.would_pay) == ("2024-12-31", 280_000, 284_210)


def test_a_document_that_ended_before_the_other_began_violates_nothing() -> None:
    lower = compile_text(
        f"{BELOW}  class 2: ratio 50%\nArticle 3\nin force from 2023-01-01 to 2023-12-31\n", "child.policy"
    )
    higher = changed(ABOVE, ("2022-01-01", "2024-01-01")) + "  class 2: ratio at least 70%\n"
    found = conform(lower, rules(compile_text(higher, "parent.policy")))
    assert (found.together, found.violations) == (False, ())
    assert [row.verdict for row in found.rows] == [Verdict.NARROWS]


def test_a_document_without_a_date_of_effect_counts_from_its_issue() -> None:
    found = texts(f"{BELOW}  class 2: ratio 50%\n", f"{ABOVE}  class 2: ratio at least 70%\n")
    assert (found.together, found.day) == (True, date(2023, 1, 1))
    assert [note.en for note in found.notes] == [
        "The higher document states no date of effect: its date of issue is taken."
    ]
    dated = changed(ABOVE, ("2022-01-01", "2024-03-01")) + "  class 2: ratio at least 70%\n"
    assert texts(f"{BELOW}  class 2: ratio 50%\n", dated).day == date(2024, 3, 1)


def test_a_document_of_another_region_is_said_to_be_one() -> None:
    notes = [note.en or "" for note in held("baoshan-2022", "lianyungang-2017").notes]
    assert any("another region" in note for note in notes)
