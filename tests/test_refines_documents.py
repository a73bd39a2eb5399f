"""Several documents above each other: found, settled, emitted; the golden cases, and the words of the findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve
from claims_for import years_for
from command_line import tiaowen
from emitted import assert_agree, emitted
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from refined_documents import (
    CITY,
    COMPLETE,
    COUNTY,
    DISEASES,
    GUARANTEED,
    INPATIENT,
    MARGINAL,
    ORPHANS,
    changed,
    city,
    county,
    figures,
    finding,
    norm,
    rules,
    said,
    told,
    under,
)
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.api import PolicyError, compile_policy
from tiaowen.compiler.claims import Visit
from tiaowen.compiler.emit import emit
from tiaowen.compiler.emit.json.problem import Problem, UnreadableRules
from tiaowen.compiler.emit.json.read import load_rules
from tiaowen.compiler.emit.json.schema import published_schema
from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.library import higher_texts, load_policy, open_policy
from tiaowen.compiler.resolve.higher import MOST
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

# ── several documents ──

PROVINCE = """policy province-2020 "Guidance of a province"
region Yunnan
issued 2020-01-01
Article 1
recipients means class 1, class 2, class 3
class 1 means orphans
class 2 means minimum living guarantee recipients
class 3 means low-income marginal family members
Article 2
for inpatient assistance:
  requires designated institution
  recipients: ratio at least 60%, cap set by local governments
  must have ratio of class 1 above class 2
"""
REFINING = changed(CITY, ("issued 2022-01-01\n", "issued 2022-01-01\nrefines province-2020\n"))


def test_the_province_s_floor_holds_for_the_county_through_the_city() -> None:
    assert told(under(REFINING, PROVINCE)) == []
    low = county("Article 1", INPATIENT, "  class 3: ratio 55%")
    found = under(low, REFINING, PROVINCE)
    assert told(found) == ["TW401"]
    second = finding(found, "TW401").second
    assert second is not None
    assert second.file == "province-2020.policy"


def test_a_city_that_breaks_the_province_s_floor_is_no_basis() -> None:
    broken = changed(REFINING, ("ratio 70%", "ratio 50%"))
    assert told(under(broken, PROVINCE)) == ["TW401"]
    assert told(under(county("Article 1", INPATIENT, COMPLETE), broken, PROVINCE)) == ["TW423"]


def test_the_order_of_two_higher_documents_means_nothing() -> None:
    found = []
    for refines in ("city-2022, province-2020", "province-2020, city-2022"):
        header = changed(COUNTY, ("city-2022", refines))
        one = under(county("Article 1", INPATIENT, COMPLETE, header=header), CITY, PROVINCE)
        found.append((told(one), figures(one, "ratio"), figures(one, "cap")))
    assert found[0] == found[1]
    assert found[0][:2] == (
        [],
        {ORPHANS: "100% [city-2022 第二条]", GUARANTEED: "70% [city-2022 第二条]", MARGINAL: "60% [第一条]"},
    )


def test_two_higher_documents_that_decide_differently_are_a_contradiction() -> None:
    other = changed(PROVINCE, ("recipients: ratio at least 60%", "class 2: ratio 75%"))
    header = changed(COUNTY, ("city-2022", "city-2022, province-2020"))
    found = under(county("Article 1", INPATIENT, COMPLETE, header=header), CITY, other)
    assert told(found) == ["TW104"]
    place = finding(found, "TW104").place
    assert place is not None
    assert place.text == "refines city-2022, province-2020"


def test_a_document_that_cannot_be_found_is_an_error() -> None:
    assert "TW405" in told(under(county("Article 1", INPATIENT, COMPLETE)))
    assert "TW405" in told(under(county("Article 1", INPATIENT, COMPLETE), **{"city-2022": PROVINCE}))


def test_documents_in_a_circle_are_an_error() -> None:
    low = county("Article 1", INPATIENT, COMPLETE)
    circle = changed(PROVINCE, ("issued 2020-01-01\n", "issued 2020-01-01\nrefines county-2023\n"))
    found = under(low, REFINING, circle)
    assert "TW422" in told(found)
    message = finding(found, "TW422").message(Language.EN)
    assert "county-2023 → city-2022 → province-2020 → county-2023" in message
    assert "TW422" in told(under(changed(low, ("refines city-2022", "refines county-2023"))))


def test_a_chain_without_end_is_not_followed() -> None:
    def find(id: str) -> tuple[str, str]:
        number = int(id.removeprefix("d"))
        return id, f'policy {id} "D"\nissued 2020-01-01\nrefines d{number + 1}\n'

    found = compile_text('policy d0 "D"\nissued 2020-01-01\nrefines d1\n', "d0.policy", find=find)
    assert "TW405" in told(found)
    assert str(MOST) in finding(found, "TW405").message(Language.EN)


def test_a_hole_in_the_higher_document_is_told_there() -> None:
    hole = changed(
        CITY, ("  class 2: deductible 500 yuan per year, ratio 70%", "  class 2: deductible 500 yuan per year")
    )
    assert told(under(hole)) == ["TW101"]
    found = under(county("Article 1", INPATIENT, COMPLETE), hole)
    assert told(found) == []
    filled = under(county("Article 1", INPATIENT, COMPLETE, "  class 2: ratio 65%"), hole)
    assert figures(filled, "ratio")[GUARANTEED] == "65% [第一条]"


# ── doubts of higher documents ──


def test_a_doubt_of_the_city_can_be_read_otherwise_below() -> None:
    doubtful = city(
        (
            "  class 1, class 2: cap 30,000 yuan per year",
            '  doubt caps "One cap, or one for each?"\n'
            "    reading low, adopted: class 1, class 2: cap 30,000 yuan per year\n"
            "    reading high: class 1, class 2: cap 60,000 yuan per year",
        )
    )

    def find(id: str) -> tuple[str, str] | None:
        return (f"{id}.policy", doubtful) if id == "city-2022" else None

    text = county("Article 1", INPATIENT, COMPLETE)
    for readings, cap in ((None, "30,000"), ({"caps": "low"}, "30,000"), ({"caps": "high"}, "60,000")):
        found = compile_text(text, "county.policy", readings=readings, find=find)
        assert told(found) == []
        assert figures(found, "cap")[GUARANTEED] == f"{cap} yuan per year [city-2022 第三条]"
        assert [each.name for each in rules(found).doubts] == ["caps"]
    assert told(compile_text(text, "county.policy", readings={"nothing": "x"}, find=find)) == ["TW315"]


# ── settling ──

EXAMPLES = """
Article 9
example "Each by the figures of its own document"
  person: minimum living guarantee recipients
  visit 2023-03-01: inpatient, designated institution, in-scope expenses = 10,500 yuan
  expect inpatient assistance = 7,000 yuan
example "What the county states"
  person: low-income marginal family members
  visit 2023-03-01: inpatient, designated institution, in-scope expenses = 12,693.70 yuan
  expect inpatient assistance = 6,000 yuan
  visit 2023-04-01: inpatient, designated institution, in-scope expenses = 20,000 yuan
  expect inpatient assistance = 6,000 yuan
example "The city's condition"
  person: orphans
  visit 2023-03-01: inpatient, in-scope expenses = 100 yuan
  expect inpatient assistance = not covered
"""


def test_a_county_settles_with_what_it_takes_over() -> None:
    found = under(county("Article 1", INPATIENT, COMPLETE) + EXAMPLES, CITY)
    assert told(found) == []
    assert [outcome.passed for outcome in run_examples(found).outcomes] == [True] * 3


def test_clauses_of_the_higher_document_need_no_example() -> None:
    found = under(county("Article 1", INPATIENT, COMPLETE, "  class 2: ratio 70%"), CITY)
    policy = rules(found)
    assert [policy.clauses[at].en for at in run_examples(found).unreached] == [
        "class 3: ratio 60%, cap 12,000 yuan",
        "class 2: ratio 70%",
    ]


LOWER = county("Article 1", "amends Article 3 of city-2022:", INPATIENT, "  class 2: cap 50,000 yuan", COMPLETE)


def test_the_emitted_module_gives_the_records_of_the_reference() -> None:
    policy = rules(under(LOWER, REFINING, PROVINCE))
    module = emitted(policy)

    @given(years_for(policy))
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    def agree(visits: list[Visit]) -> None:
        assert_agree(policy, module, visits)

    agree()


def test_the_rules_come_back_from_json_as_they_were() -> None:
    lists = f"{DISEASES}may extend major diseases by 1 to 2 diseases\nmajor diseases set by county government\n"
    norms = "  must have ratio rising with expense\n  must have ratio of class 1 above others\n  deductible accumulates"
    higher = city(("basis provincial", f"{lists}basis provincial"), ("  deductible accumulates", norms))
    policy = rules(under(LOWER, higher))
    assert {type(each) for each in policy.norms} == {m.Rising, m.Ordered, m.Extension, m.Delegation}
    text = emit(policy, "json")
    assert load_rules(text) == policy
    Draft202012Validator(json.loads(published_schema())).validate(json.loads(text))


def test_a_norm_about_an_unknown_benefit_is_refused() -> None:
    policy = rules(norm("must have ratio rising with expense", COMPLETE.strip()))
    astray = evolve(policy, norms=(m.Rising("ratio", ("x",), None, ()),))
    with pytest.raises(UnreadableRules) as refused:
        load_rules(emit(astray, "json"))
    assert (refused.value.problem, refused.value.path) == (
        Problem.UNKNOWN_REFERENCE,
        ("policy", "norms", "0", "benefits"),
    )


# ── files ──


def files(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.policy").write_text(text, encoding="utf-8")


def test_a_higher_document_lies_beside_the_file(tmp_path: Path) -> None:
    files(tmp_path, **{"city-2022": CITY, "rules": county("Article 1", INPATIENT, COMPLETE)})
    path = str(tmp_path / "rules.policy")
    heard = tiaowen("check", path)
    assert (heard.code, heard.out, heard.err) == (0, f"{path}: 1 clause, 0 errors, 0 warnings\n", "")
    policy = compile_policy(path)
    held = {"categories": "orphans", "care": "inpatient", "marks": "designated institution", "in_scope": "100"}
    (record,) = policy.settle([{"claim": "1", "person": "p", "date": "2023-03-01", **held}]).results
    assert (record.amount_fen, record.articles) == (10_000, ("city-2022 Article 2",))


def test_a_higher_document_can_be_a_shipped_one(tmp_path: Path) -> None:
    text = changed(COUNTY, ("city-2022", "baoshan-2022")) + 'Article 1\nduty of county finance bureau: "pay", monthly\n'
    files(tmp_path, rules=text)
    found = open_policy(str(tmp_path / "rules.policy"))[1]
    assert found is not None
    assert found.ok
    assert found.policy is not None
    assert {each.id for each in found.policy.benefits} >= {"inpatient-assistance", "outpatient-assistance"}
    assert compile_policy(text).id == "county-2023"


def test_a_file_is_looked_for_beside_the_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "below").mkdir()
    files(tmp_path, **{"city-2022": CITY})
    files(tmp_path / "below", rules=county("Article 1", INPATIENT, COMPLETE))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PolicyError):
        compile_policy(str(tmp_path / "below" / "rules.policy"))
    with pytest.raises(PolicyError):
        compile_policy(county("Article 1", INPATIENT, COMPLETE))


@pytest.mark.parametrize(
    "id",
    ["../city", "a/b", "a\\b", "..", ".", "", ".hidden", "a..b", "a.", "c:city", "x" * 101, "city\0", "~", "-", "a b"],
)
def test_an_id_is_no_path(tmp_path: Path, id: str) -> None:
    (tmp_path / "below").mkdir()
    files(tmp_path, city=CITY)
    files(tmp_path / "below", rules="x", city=CITY)
    assert higher_texts(load_policy(str(tmp_path / "below" / "rules.policy")))(id) is None


def test_a_file_beside_that_is_no_text_is_not_there(tmp_path: Path) -> None:
    files(tmp_path, rules=county("Article 1", INPATIENT, COMPLETE))
    (tmp_path / "city-2022.policy").write_bytes(b"\xff\xfe\x00")
    found = open_policy(str(tmp_path / "rules.policy"))[1]
    assert found is not None
    assert "TW405" in told(found)


# ── golden cases ──

FRAMEWORKS = Path(__file__).parent / "cases" / "frameworks"


def golden(name: str) -> Compiled:
    found = open_policy(str(FRAMEWORKS / f"{name}.policy"))[1]
    assert found is not None
    return found


def test_four_figures_outside_what_the_province_allows_g34() -> None:
    assert told(golden("g34-four-violations")) == ["TW410", "TW401", "TW424", "TW401"]
    assert told(golden("g34-at-the-bounds")) == []


def test_a_cap_of_half_the_ceiling_in_principle_g36() -> None:
    assert told(golden("g36-within")) == []
    assert told(golden("g36-one-fen-short")) == ["TW403"]
    assert golden("g36-one-fen-short").ok


def test_a_falling_ratio_g37() -> None:
    assert told(golden("g37-falling")) == ["TW415"]


# ── words ──

SHOWN = {
    "contradicted": (COUNTY, ("Article 1", INPATIENT, "  class 2: ratio 80%")),
    "not covered": (COUNTY, ("Article 1", INPATIENT, "  class 2: not covered")),
    "bound": (COUNTY, ("Article 1", INPATIENT, "  class 3: cap 9,000 yuan")),
    "stale": (COUNTY, ("Article 1", "amends Article 9 of city-2022:", INPATIENT, COMPLETE)),
    "stale document": (COUNTY, ("Article 1", "amends Article 2 of town-2020:", INPATIENT, COMPLETE)),
    "stale nothing": (COUNTY, ("Article 1", "amends Article 3 of city-2022:", INPATIENT, "  class 3: ratio 60%")),
    "other line": (COUNTY, ("Article 1", INPATIENT, "  covers outpatient", COMPLETE)),
    "narrowed": (COUNTY, ("Article 1", INPATIENT, "  requires referred", COMPLETE)),
    "redefined": (COUNTY, ("Article 1", "class 3 means rural veterans")),
    "not comparable": (COUNTY, ("Article 1", INPATIENT, "  class 3: cap 12,000 yuan per admission")),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_finding_shows_both_places_in_either_language(name: str, snapshot: SnapshotAssertion) -> None:
    header, lines = SHOWN[name]
    assert said(under(county(*lines, header=header), CITY)) == snapshot


def test_no_finding_is_without_a_place() -> None:
    for header, lines in SHOWN.values():
        found = under(county(*lines, header=header), CITY)
        assert all(each.place is not None and each.place.file == "county.policy" for each in found.findings)
        assert all(each.severity is not Severity.ERROR or each.blocks for each in found.findings)
