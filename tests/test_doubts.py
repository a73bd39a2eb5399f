"""Doubts: which lines count, which results rest on a reading and say so, and that both engines agree on it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from doubtful_documents import BESIDE, CARE, doubtful
from emitted import assert_agree, emitted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_documents import HEADER, RECIPIENTS
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.api import PolicyError, compile_policy
from tiaowen.compiler.claims import Held, Visit, claims_from_mappings
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.emit import emit
from tiaowen.compiler.emit.json.read import load_rules
from tiaowen.compiler.resolve import PlacedDocument, doubts_of, place
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle import Explainer, Year, prepare
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.format import format_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Language

SHARED = """doubt shared "One cap, or one each?"
  reading apart, adopted: cap accumulates per year for each benefit
  reading together: cap accumulates per year across benefits
"""


def placed(text: str, **readings: str) -> tuple[PlacedDocument, tuple[Finding, ...]]:
    document, unread = parse(text, "t")
    assert not unread
    return place(document, Source.of(text, "t"), readings)


def policy(text: str, **readings: str) -> Policy:
    found = doubtful(text, **readings).policy
    assert found is not None
    return found


def settled(found: Compiled, *claims: Mapping[str, object]) -> Year:
    """Settle claims, each of a person of its own; what a claim does not say is that of an ordinary stay."""
    assert found.policy is not None
    usual = {"date": "2023-05-01", "care": "inpatient", "marks": "referred"}
    rows = [{"claim": str(at), "person": str(at), **usual, **claim} for at, claim in enumerate(claims)]
    visits = list(claims_from_mappings(rows, found.resolver.vocabulary, extra=names_of(found.policy)))
    assert all(isinstance(visit, Visit) for visit in visits), visits
    return Year(prepare(found.policy), [visit for visit in visits if isinstance(visit, Visit)])


def readings_said(found: Compiled, *claims: Mapping[str, object]) -> list[list[str]]:
    """Return for each claim the readings that its first record says it rests on."""
    year = settled(found, *claims)
    first = {record.claim: record.reason for record in reversed(year.results)}
    reasons = [first[str(at)].rstrip(".").split("; reading ")[1:] for at in range(len(claims))]
    return [[reading.split(";")[0] for reading in said] for said in reasons]


# ── Which lines count ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_adopted_reading_stands_in_the_place_of_the_doubt() -> None:
    found, findings = placed(HEADER + "Article 3\nfor inpatient assistance, outpatient assistance:\n" + SHARED)
    assert findings == ()
    (line,) = (p for p in found.lines if isinstance(p.line, tree.Accumulates))
    assert (line.line.across, line.doubt) == (False, "shared=apart")  # type: ignore[union-attr]
    assert [name.text for name in line.benefits] == ["inpatient assistance", "outpatient assistance"]
    assert [cite.reading for cite in line.cites()] == ["shared=apart"]


def test_another_reading_can_be_taken() -> None:
    found, findings = placed(HEADER + "Article 3\nfor inpatient assistance:\n" + SHARED, shared="together")
    assert findings == ()
    assert [(p.line.across, p.doubt) for p in found.lines if isinstance(p.line, tree.Accumulates)] == [
        (True, "shared=together")
    ]


def test_a_reading_can_have_several_lines_or_none() -> None:
    text = (
        HEADER + 'Article 1\nfor inpatient assistance:\ndoubt one "?"\nreading a: class 1: no cap\n'
        "reading b: no clause\nreading a, adopted: class 2: no cap\nreading c: class 3: no cap\n"
    )
    for reading, count in (("a", 2), ("b", 0), ("c", 1)):
        found, findings = placed(text, one=reading)
        assert findings == ()
        assert sum(isinstance(p.line, tree.Clause) for p in found.lines) == count
    doubt = placed(text)[0].doubts[0]
    assert [(each.name, each.adopted, len(each.lines)) for each in doubt.readings] == [
        ("a", True, 2),
        ("b", False, 0),
        ("c", False, 1),
    ]


def test_a_definition_inside_a_reading_ends_no_scope() -> None:
    found, _ = placed(
        HEADER + 'Article 1\nfor inpatient assistance:\ncovers inpatient\ndoubt who "?"\n'
        "reading a, adopted: class 1 means orphans\nreading b: class 1 means dibao\nclass 1: ratio 60%\n"
    )
    (clause,) = (p for p in found.lines if isinstance(p.line, tree.Clause))
    assert [name.text for name in clause.benefits] == ["inpatient assistance"]
    assert clause.doubt is None


def test_remarks_belong_to_the_reading_above_them() -> None:
    found, findings = placed(
        HEADER + 'Article 1\ndoubt who "?"\nreading "about the doubt"\nreading a, adopted: class 1 means orphans\n'
        'quote "about a"\nreading b: class 1 means dibao\nreading "about b"\n'
    )
    assert findings == ()
    said = {type(p.line).__name__: [text.en for text in p.readings] for p in found.lines}
    assert (said["Doubt"], said["Means"]) == (["about the doubt"], ["about a"])


BAD = {
    "TW310": "reading a: class 1 means orphans\n",
    "TW311": 'doubt who "?"\nreading a: class 1 means orphans\nreading b: no clause\n',
    "TW312": 'doubt who "?"\nreading a, adopted: class 1 means orphans\n',
    "TW313": 'doubt who "?"\nreading a, adopted: no clause\nreading b: no clause\n' * 2,
    "TW314": 'example "x"\ndoubt who "?"\nreading a, adopted: no clause\nreading b: class 1 means orphans\n',
}


@pytest.mark.parametrize("id_", BAD)
def test_what_is_wrong_with_a_doubt_is_told(id_: str) -> None:
    _, findings = placed(HEADER + "Article 1\n" + BAD[id_])
    assert [finding.id for finding in findings] == [id_]


def test_two_adopted_readings_are_told_by_name() -> None:
    text = 'Article 1\ndoubt who "?"\nreading a, adopted: class 1 means orphans\nreading b, adopted: no clause\n'
    _, (finding,) = placed(HEADER + text)
    assert finding.message(Language.EN) == '2 readings of the doubt "who" are adopted: "a", "b".'


def test_a_reading_that_cannot_be_read_is_the_only_mistake() -> None:
    text = HEADER + RECIPIENTS + 'doubt how "?"\nreading a, adopted: ratio applies by magic\nreading b: no clause\n'
    assert [finding.id for finding in compile_text(text).findings] == ["TW001"]


def test_a_reading_that_the_document_does_not_have_is_told() -> None:
    with pytest.raises(PolicyError) as caught:
        compile_policy(CARE, readings={"slices": "sideways", "none": "such"})
    assert [(finding.id, finding.advice(Language.EN)) for finding in caught.value.findings] == [
        ("TW315", 'There are: "by-slice", "whole".'),
        ("TW315", 'There are: "eighty", "slices", "shared", "unnamed".'),
    ]


def test_names_of_doubts_and_readings_are_found_however_they_are_spelt() -> None:
    assert compile_policy(CARE, readings={"SLICES": "Whole"}).doubts[1].chosen == "whole"


@pytest.mark.parametrize("language", Language, ids=lambda language: language.value)
def test_the_formatter_indents_doubts_and_says_no_more_the_second_time(
    language: Language, snapshot: SnapshotAssertion
) -> None:
    for text in (CARE, BESIDE):
        laid_out, findings = format_text(text, "t", language)
        assert (findings, format_text(laid_out, "t")[0]) == ((), laid_out)
        assert laid_out == snapshot


# ── What the rules say of it ─────────────────────────────────────────────────────────────────────────────────────


def test_the_rules_have_every_reading_in_both_languages() -> None:
    doubt = policy(CARE, slices="whole").doubts[1]
    assert (doubt.name, doubt.chosen, doubt.adopted, doubt.label) == ("slices", "whole", "by-slice", "slices=whole")
    assert [(line.en, line.zh) for choice in doubt.choices for line in choice.lines] == [
        ("ratio applies by slice", "比例分段计算"),
        ("ratio applies by whole amount", "比例全额计算"),
    ]
    assert [(choice.name, choice.text.en if choice.text else None) for choice in doubt.choices] == [
        ("by-slice", None),
        ("whole", "the rate it reaches"),
    ]


def test_a_remark_tells_reports_how_a_doubt_is_read() -> None:
    remark = policy(CARE).remarks[1]
    assert remark.matter == "reading"
    assert (remark.text.en, remark.text.zh) == (
        "Does a rate bear on its slice, or the one reached on the whole? Read here: by-slice; other readings: whole.",
        "比例按段适用，还是全额适用？此处理解：by-slice；另一种：whole。",
    )


@pytest.mark.parametrize("text", [CARE, BESIDE], ids=["care", "beside"])
def test_doubts_come_back_from_json(text: str) -> None:
    found = policy(text)
    written = emit(found, "json")
    assert load_rules(written) == found
    names = [doubt["name"] for doubt in json.loads(written)["policy"]["doubts"]]
    assert names == [doubt.name for doubt in doubts_of(parse(text, "t")[0])]


def test_places_are_cited_once_however_many_readings_they_carry() -> None:
    found = policy(CARE)
    for benefit in found.benefits:
        for rule in benefit.rules:
            assert len(set(rule.articles)) == len(rule.articles)
    record = settled(doubtful(CARE), {"categories": "orphans", "in_scope": "30000"}).results[0]
    assert record.articles == ("Article 2", "Article 3")


# ── Which results rest on a reading ──────────────────────────────────────────────────────────────────────────────

STAYS: dict[str, tuple[Mapping[str, object], list[str]]] = {
    "a clause of a reading": (
        {"categories": "low-income marginal family members", "care": "general outpatient", "in_scope": "100"},
        ["unnamed: open"],
    ),
    "how brackets apply, and a cap that was asked": (
        {"categories": "minimum living guarantee recipients", "in_scope": "100", "age": "50"},
        ["slices: by-slice", "shared: apart"],
    ),
    "a definition": (
        {"categories": "minimum living guarantee recipients", "in_scope": "1000", "age": "80"},
        ["eighty: inclusive", "slices: by-slice", "shared: apart"],
    ),
    "neither brackets nor the definition": ({"categories": "orphans", "in_scope": "100"}, ["shared: apart"]),
    "nothing at all": ({"categories": "survivors of martyrs", "in_scope": "100"}, []),
}


@pytest.mark.parametrize(("claim", "expected"), STAYS.values(), ids=STAYS)
def test_a_result_says_on_which_readings_it_rests(claim: Mapping[str, object], expected: list[str]) -> None:
    assert readings_said(doubtful(CARE), claim) == [expected]


def test_a_result_says_the_reading_that_was_taken() -> None:
    found = doubtful(CARE, slices="whole")
    claim = {"categories": "minimum living guarantee recipients", "in_scope": "12000", "age": "50"}
    assert readings_said(found, claim) == [["slices: whole", "shared: apart"]]
    (record,) = settled(found, claim).results
    assert (record.amount, record.reason) == (
        "8400.00",
        "12,000.00 yuan at the rates of its brackets comes to 8,400.00 yuan; reading slices: whole; "
        "reading shared: apart.",
    )


def test_reasons_name_readings_in_the_language_of_the_reader() -> None:
    found = doubtful(CARE)
    assert found.policy is not None
    visit = Visit("1", "1", settled(found, {"categories": "orphans", "in_scope": "100"}).visits[0].date)
    visit = Visit("1", "1", visit.date, (Held("orphans"),), "inpatient", money={"in_scope": 10_000})
    (record,) = prepare(found.policy).settle([visit], Language.ZH)
    assert record.reason == "100.00元按80%支付，为80.00元；按理解 shared：apart。"


def test_a_condition_rests_on_the_reading_it_stems_from() -> None:
    claim = {"categories": "orphans", "in_scope": "100"}
    rescue = "referred;emergency rescue"
    assert readings_said(doubtful(BESIDE), claim, {**claim, "marks": ""}, {**claim, "marks": rescue}) == [
        ["surgery: included", "insurers: deducted", "referral: out", "limit: class-2", "start: later"],
        ["surgery: included", "referral: out", "start: later"],
        ["surgery: included", "insurers: deducted", "referral: out", "limit: class-2", "start: later"],
    ]


def test_no_clause_leaves_no_trace() -> None:
    claim = {"categories": "orphans", "in_scope": "100", "marks": ""}
    said = readings_said(doubtful(BESIDE, referral="paid", surgery="left-out"), claim)
    assert said == [["surgery: left-out", "insurers: deducted", "limit: class-2", "start: later"]]


def test_a_benefit_that_comes_instead_rests_on_what_says_so() -> None:
    stay = {"categories": "orphans", "in_scope": "80000"}
    records = settled(doubtful(BESIDE), stay).results
    reasons = {record.benefit: record.reason for record in records}
    assert "reading instead: one" in reasons["inpatient-assistance"]
    assert "reading instead" not in reasons["special-disease-assistance"]


def test_funds_and_subsidies_rest_on_readings() -> None:
    found = doubtful(BESIDE)
    year = {"kind": "fund-year", "year": "2023", "budget": "1000000", "overspend": "50000"}
    subsidy = {"kind": "enrolment", "categories": "minimum living guarantee recipients", "premium": "400"}
    subsidy |= {"premium_tier_1": "400", "plan": "resident tier 1", "care": "", "marks": ""}
    assert readings_said(found, {**year, "person": ""}, subsidy) == [
        ["bands: by-slice"],
        ["tier: tier-1", "start: later"],
    ]


def test_several_identities_rest_on_the_rule_that_chooses() -> None:
    both = {"categories": "orphans;minimum living guarantee recipients", "in_scope": "1000"}
    assert readings_said(doubtful(BESIDE), both)[0][0] == "several: outcome"


def test_a_derivation_shows_the_doubts_and_the_other_readings(snapshot: SnapshotAssertion) -> None:
    found = doubtful(CARE)
    assert found.policy is not None
    claim = {"categories": "minimum living guarantee recipients", "in_scope": "12000", "age": "80"}
    visits = settled(found, claim).visits
    for language in Language:
        explained = list(prepare(found.policy).explain(visits, language))
        assert Explainer(found.policy, language).text(explained) == snapshot
        doubts = json.loads(json.dumps(Explainer(found.policy, language).data(explained[0])["doubts"]))
        assert [(each["doubt"], each["reading"]) for each in doubts] == [
            ("eighty", "inclusive"),
            ("slices", "by-slice"),
            ("shared", "apart"),
        ]


# ── The emitted module says the same ─────────────────────────────────────────────────────────────────────────────

PEOPLE = ("orphans", "minimum-living-guarantee", "low-income-marginal-family-members", "severely-disabled", "martyrs")
OTHER = {"slices": "whole", "shared": "together", "eighty": "exclusive", "unnamed": "alike"}
OTHER_BESIDE = {"several": "silent", "surgery": "left-out", "insurers": "kept", "referral": "paid", "limit": "all"}
MODULES = [
    policy(CARE),
    policy(CARE, **OTHER),
    policy(BESIDE),
    policy(BESIDE, **OTHER_BESIDE, instead="both", tier="fixed", bands="whole", start="issue"),
]


@st.composite
def years(draw: st.DrawFn) -> list[Visit]:
    """Draw claims of one person's year, a subsidy, and a fund year."""
    categories = draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))
    held = tuple(Held(category) for category in categories)
    found: list[Visit] = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(("visit", "visit", "visit", "enrolment", "fund-year")))
        day = draw(st.dates(min_value=DAYS[0], max_value=DAYS[1]))
        fen = draw(st.sampled_from((0, 30_000, 1_200_000, 4_000_000, 9_000_000)))
        money = {
            "visit": {"in_scope": fen, "paid_basic": fen // 4, "paid_supplementary": fen // 5},
            "enrolment": {"premium": 40_000, "premium_tier_1": 38_000},
            "fund-year": {"budget": 100_000_000, "overspend": fen},
        }[kind]
        care = draw(st.sampled_from(("inpatient", "day-surgery", "general-outpatient", "outpatient")))
        marks = draw(st.sets(st.sampled_from(("referred", "emergency-rescue"))))
        age = {"age": draw(st.sampled_from((50, 79, 80, 81)))} if draw(st.booleans()) else {}
        found.append(
            Visit(
                f"c{number}",
                "p",
                day,
                held,
                care if kind == "visit" else "",
                marks=frozenset(marks),
                money=money,
                facts=age,
                kind=kind,
                year=day.year if kind == "fund-year" else None,
                order=number,
            )
        )
    return found


DAYS = (
    settled(doubtful(CARE), {"categories": "orphans", "in_scope": "1", "date": "2022-11-25"}).visits[0].date,
    settled(doubtful(CARE), {"categories": "orphans", "in_scope": "1", "date": "2023-12-31"}).visits[0].date,
)


@pytest.mark.parametrize("found", MODULES, ids=["care", "care otherwise", "beside", "beside otherwise"])
def test_the_emitted_module_names_the_same_readings(found: Policy) -> None:
    module = emitted(found)

    @given(years())
    @settings(max_examples=80, suppress_health_check=list(HealthCheck))
    def agree(visits: list[Visit]) -> None:
        assert_agree(found, module, visits)

    agree()
