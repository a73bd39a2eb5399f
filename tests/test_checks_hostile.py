"""What somebody found who tried to make the checks say too much, too little, or something odd."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command_line import ENGLISH, tiaowen
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaowen.compiler.checks import accepted, check, context_of
from tiaowen.compiler.checks.cap_unreached import CapUnreached
from tiaowen.compiler.checks.redundant_clause import CHECK as REDUNDANT
from tiaowen.compiler.cli.output import NOTHING_WRONG
from tiaowen.compiler.rules.boxes import subtract_all
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.tree import Language

HEAD = """policy county-2024 "Measures of a county"
issued 2024-01-01

Article 1 Recipients
recipients means 2 kinds: class 1, class 2
class 1 means extremely poor people, orphans
class 2 means minimum living guarantee recipients
in force from 2024-01-01
rounding: half up to the fen

Article 2 Inpatient assistance
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  several identities: most favourable outcome
"""
OUTPATIENT = """
Article 3 Outpatient assistance
for outpatient assistance:
  covers outpatient
  counts in-scope expenses after basic medical insurance
  several identities: most favourable outcome
"""
LIMITS = """
Article 4 Limits
for inpatient assistance, outpatient assistance:
  cap accumulates per year for each benefit
  recipients: total cap {total} yuan per year
  total cap accumulates per year across benefits
"""


def document(*terms: str, more: str = "") -> str:
    return HEAD + "".join(f"  {term}\n" for term in terms) + more


def compiled(*terms: str, more: str = "") -> Compiled:
    return compile_text(document(*terms, more=more), "county.policy")


def told(found: Compiled, on: date | None = None) -> list[Finding]:
    return [*found.findings, *check(found, on).findings]


def ids(*terms: str, more: str = "") -> list[str]:
    return [finding.id for finding in told(compiled(*terms, more=more))]


def lines(findings: list[Finding], id: str) -> list[str]:
    return [each.place.text.strip() for each in findings if each.id == id and each.place is not None]


# ── a cap that is never reached (TW206): what comes together over a year ──


@pytest.mark.parametrize(("total", "unreached"), [("40,000", 0), ("50,000", 0), ("50,001", 1)])
def test_a_total_over_several_benefits_is_held_against_what_they_pay_together(total: str, unreached: int) -> None:
    outpatient = OUTPATIENT + "  recipients: no deductible, ratio 70%, cap 20,000 yuan\n"
    found = told(
        compiled("recipients: no deductible, ratio 70%, cap 30,000 yuan", more=outpatient + LIMITS.format(total=total))
    )
    caps = [each for each in found if isinstance(each, CapUnreached)]
    assert len(caps) == unreached
    assert {cap.benefit for cap in caps} <= {("inpatient assistance, outpatient assistance", "住院救助、门诊救助")}
    assert {cap.most[0] for cap in caps} <= {"50,000 yuan"}


def test_a_total_under_which_a_benefit_is_still_open_is_not_decided() -> None:
    outpatient = OUTPATIENT + "  recipients: no deductible, ratio set by county government, cap 20,000 yuan\n"
    found = told(
        compiled(
            "recipients: no deductible, ratio 70%, cap 30,000 yuan", more=outpatient + LIMITS.format(total="50,001")
        )
    )
    assert [each for each in found if each.id == "TW206"] == []
    assert any(each.id == "TW200" and "TW206" in each.message(Language.EN) for each in found)


@pytest.mark.parametrize(
    "terms",
    [
        ("recipients: no deductible, lump sum 500 yuan, cap 2,000 yuan per year",),
        ("recipients: no deductible, ratio 70%, cap 500 yuan per visit", "recipients: total cap 5,000 yuan per year"),
        ("recipients: no deductible, ratio 70%, cap 500 yuan per month", "recipients: total cap 6,000 yuan per year"),
        ("recipients: no deductible, ratio 70%, cap 20,000 yuan", "recipients: total cap 30,000 yuan per family"),
        (
            "recipients at level 1: ratio 90%",
            "recipients at level 2, level 3: ratio 10%",
            "recipients: no deductible, cap 100,001 yuan per year",
        ),
        (
            "recipients: no deductible, ratio 70% up to 10,000 yuan, 50% over 10,000 yuan",
            "recipients: cap 600,000 yuan per year",
            "ratio applies by slice",
        ),
    ],
)
def test_several_visits_of_a_year_may_reach_what_one_does_not(terms: tuple[str, ...]) -> None:
    assert "TW206" not in ids(*terms)


def test_what_twelve_months_cannot_fill_is_told() -> None:
    month = "recipients: no deductible, ratio 70%, cap 500 yuan per month"
    assert "TW206" in ids(month, "recipients: total cap 6,000.01 yuan per year")


def test_a_cap_that_is_reached_to_the_fen_is_reached() -> None:
    assert ids("recipients: no deductible, ratio 70%, cap 700,000 yuan per visit") == []
    assert ids("recipients: no deductible, ratio 70%, cap 700,000.01 yuan per visit") == ["TW206"]


def test_of_a_benefit_that_comes_to_nothing_the_cap_is_not_told_as_well() -> None:
    assert "TW206" not in ids("recipients: no deductible, ratio 0%, cap 30,000 yuan")


# ── redundant clauses (TW105): the short way finds the same ──

CASES = ("", ", where age at least 60 years old", ", where age below 60 years old")
MARKS = ("referred", "not referred", "emergency rescue")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(CASES), st.sets(st.sampled_from(MARKS), max_size=2)), min_size=2, max_size=6))
def test_what_marks_tell_apart_is_redundant_just_where_nothing_of_it_is_left(
    clauses: list[tuple[str, set[str]]],
) -> None:
    terms = [f"recipients{', ' if marks else ''}{', '.join(sorted(marks))}{case}: ratio 70%" for case, marks in clauses]
    found = compiled("recipients: no deductible, cap 30,000 yuan", *terms)
    if found.policy is None or not found.ok:
        return
    context = context_of(found)
    (benefit,) = found.policy.benefits
    gone: set[int] = set()
    for rule in sorted(benefit.facet("ratio"), key=lambda each: -each.clause):
        others = [each for each in benefit.facet("ratio") if each.clause != rule.clause and each.clause not in gone]
        if (
            rule.boxes
            and others
            and not subtract_all(rule.boxes, [box for each in others for box in each.boxes], context.universe)
        ):
            gone.add(rule.clause)
    places = {each.place for each in REDUNDANT.find(context) if isinstance(each, Finding)}
    assert places == {context.clause_place(clause) for clause in gone}


# ── one defect, one finding ──


def test_a_class_that_nobody_defines_is_told_as_that_and_as_nothing_else() -> None:
    assert ids("class 3: ratio 80%", "recipients: no deductible, ratio 70%, cap 30,000 yuan") == ["TW107"]


def test_over_a_hole_of_one_fen_nothing_rises() -> None:
    hole = ids(
        "recipients, where in-scope expenses below 30,000 yuan per visit: ratio 60%",
        "recipients, where in-scope expenses over 30,000 yuan per visit: ratio 60%",
        "recipients: no deductible, cap 30,000 yuan",
    )
    assert "TW101" in hole
    assert "TW202" not in hole


def test_the_hole_of_one_amount_is_named_without_denials() -> None:
    found = compiled(
        "recipients, where in-scope expenses below 30,000 yuan per visit: ratio 60%",
        "recipients, where in-scope expenses over 30,000 yuan per visit: ratio 60%",
        "recipients: no deductible, cap 30,000 yuan",
    )
    (hole,) = (each for each in found.findings if each.id == "TW101")
    at = "in-scope expenses at least 30,000 yuan, in-scope expenses at most 30,000 yuan"
    assert hole.message(Language.EN) == f"inpatient assistance: no ratio for recipients, {at}."
    assert "非" not in hole.message(Language.ZH)


@pytest.mark.parametrize(("low", "high", "verb"), [("below", "at least", "reach"), ("at most", "over", "go over")])
@pytest.mark.parametrize(("second", "id"), [(50, "TW201"), (90, "TW202")])
def test_a_threshold_goes_by_the_amount_that_the_document_names(
    low: str, high: str, verb: str, second: int, id: str
) -> None:
    found = told(
        compiled(
            f"recipients, where in-scope expenses {low} 30,000 yuan per visit: ratio 70%",
            f"recipients, where in-scope expenses {high} 30,000 yuan per visit: ratio {second}%",
            "recipients: no deductible, cap 30,000 yuan",
        )
    )
    (finding,) = (each for each in found if each.id == id)
    assert f"when costs before insurance {verb} 30,000 yuan, " in finding.message(Language.EN)
    assert ("一到30,000元" if verb == "reach" else "一过30,000元") in finding.message(Language.ZH)


@pytest.mark.parametrize("period", ["visit", "admission", "month"])
@pytest.mark.parametrize(("total", "inverted"), [("20,000", 0), ("19,999", 1)])
def test_a_cap_of_a_part_of_the_year_above_the_total_of_the_year_is_never_used_up(
    period: str, total: str, inverted: int
) -> None:
    terms = f"recipients: no deductible, ratio 70%, cap 20,000 yuan per {period}"
    assert ids(terms, f"recipients: total cap {total} yuan per year").count("TW208") == inverted


# ── accepting ──

SMALL_CAP = ("recipients: no deductible, ratio 70%, cap 3 yuan", 'accept TW216 "so printed"')


def heard(found: Compiled, on: date | None = None) -> list[str]:
    return [each.id for each in accepted(told(found, on), found).findings]


def test_while_a_document_does_not_compile_nobody_is_told_to_strike_an_acceptance() -> None:
    assert heard(compiled(*SMALL_CAP)) == ["TW704"]
    assert heard(compiled(*SMALL_CAP, "recipients: ratio")) == ["TW002"]


def test_an_error_that_blocks_is_not_denied_when_somebody_accepts_it() -> None:
    found = compiled("recipients: no deductible, ratio 170%, cap 30,000 yuan", 'accept TW210 "so printed"')
    blocked, refused = accepted(told(found), found).findings
    assert (blocked.id, refused.id) == ("TW210", "TW702")
    assert refused.message(Language.EN) == "TW210 leaves no rules to use: it cannot be accepted."
    assert refused.message(Language.ZH) == "TW210 使文件得不出规则，不能认可。"


PERIODS = "  valid from 2024-01-01 to {end}\n"


def test_a_period_that_is_over_is_told_at_its_own_line_and_accepted_below_it() -> None:
    terms = "recipients: no deductible, ratio 70%, cap 30,000 yuan"
    outpatient = OUTPATIENT.replace("Article 3 Outpatient assistance\n", "") + PERIODS.format(end="2024-12-31")
    found = compiled(terms, PERIODS.format(end="2024-06-30").strip(), more=outpatient + f"  {terms}\n")
    after = date(2025, 1, 1)
    assert lines(told(found, after), "TW503") == [
        "valid from 2024-01-01 to 2024-06-30",
        "valid from 2024-01-01 to 2024-12-31",
    ]
    whole = document(terms).replace(
        "in force from 2024-01-01\n",
        'in force from 2024-01-01\nexpires 2024-12-31\naccept TW503 "prolonged by letter"\n',
    )
    old = compile_text(whole, "county.policy")
    assert lines(told(old, after), "TW503") == ["expires 2024-12-31"]
    assert heard(old, after) == ["TW704"]
    assert heard(old) == []


# ── --write-examples ──

DROPS = (
    "recipients, where in-scope expenses at most 30,000 yuan per visit: ratio 70%",
    "recipients, where in-scope expenses over 30,000 yuan per visit: ratio 50%",
    "recipients: no deductible, cap 30,000 yuan",
)


def test_a_file_keeps_its_line_ends_when_examples_are_written(tmp_path: Path) -> None:
    path = tmp_path / "county.policy"
    path.write_bytes(document(*DROPS).replace("\n", "\r\n").encode())
    tiaowen("check", str(path), "--write-examples", *ENGLISH)
    assert path.read_bytes().count(b"example ") == 2
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    once = path.read_bytes()
    tiaowen("check", str(path), "--write-examples", *ENGLISH)
    assert path.read_bytes() == once


def test_a_file_that_is_laid_out_stays_so_when_examples_are_written(tmp_path: Path) -> None:
    path = tmp_path / "county.policy"
    path.write_text(document(*DROPS), encoding="utf-8")
    path.write_text(tiaowen("fmt", "--to", "zh", str(path), *ENGLISH).out, encoding="utf-8")
    assert tiaowen("fmt", "--check", str(path), *ENGLISH).code == NOTHING_WRONG
    tiaowen("check", str(path), "--write-examples", *ENGLISH)
    assert "政策范围内费用=3万元" in path.read_text(encoding="utf-8")
    assert tiaowen("fmt", "--check", str(path), *ENGLISH).code == NOTHING_WRONG


def test_the_case_of_a_cell_that_the_document_leaves_open_is_written_too(tmp_path: Path) -> None:
    path = tmp_path / "county.policy"
    silent = (
        "class 1: no deductible, ratio 70%",
        "class 2: no deductible, ratio not stated",
        "recipients: cap 30,000 yuan",
    )
    path.write_text(document(*silent), encoding="utf-8")
    tiaowen("check", str(path), "--write-examples", *ENGLISH)
    assert 'example "TW101 ' in path.read_text(encoding="utf-8")
    assert tiaowen("test", str(path), *ENGLISH).code == NOTHING_WRONG


def test_a_clause_whose_conditions_contradict_each_other_is_never_used_and_not_said_twice() -> None:
    plain = "recipients: no deductible, ratio 70%, cap 30,000 yuan"
    assert ids(plain, "recipients, not referred, referred: ratio 70%") == ["TW106"]
    assert ids(plain, "recipients, where age over 60 years old, age below 50 years old: ratio 60%") == ["TW106"]


def test_the_cases_of_a_document_that_refines_another_pass_beside_it(tmp_path: Path) -> None:
    (tmp_path / "county-2024.policy").write_text(
        document("recipients: no deductible, ratio 70%, no cap"), encoding="utf-8"
    )
    town = tmp_path / "town-2025.policy"
    town.write_text(TOWN, encoding="utf-8")
    tiaowen("check", str(town), "--write-examples", *ENGLISH)
    assert town.read_text(encoding="utf-8").count('example "TW201 ') == 2
    assert tiaowen("test", str(town), *ENGLISH).code == NOTHING_WRONG


TOWN = """policy town-2025 "Rules of a town"
issued 2025-01-01
refines county-2024

Article 1 Large expenses
for large-expense assistance:
  covers inpatient
  instead of inpatient assistance
  requires in-scope expenses over 30,000 yuan per visit
  counts in-scope expenses after basic medical insurance
  several identities: most favourable outcome
  recipients: no deductible, ratio 60%, no cap
"""


def test_a_second_place_is_another_place_than_the_first() -> None:
    county = document(
        "class 1: no deductible, ratio 100%, cap 30,000 yuan",
        "class 2: deductible 500 yuan per year, ratio at least 50%, cap 30,000 yuan",
    )
    town = """policy town-2025 "Rules of a town"
issued 2025-01-01
refines county-2024

Article 1 Ratios
for inpatient assistance:
  class 2: ratio 70%
"""
    found = told(compile_text(town, "town.policy", find=lambda id: (f"{id}.policy", county)))
    assert [each.id for each in found if each.place is not None and each.place == each.second] == []
    assert [each.id for each in found if each.severity is Severity.ERROR] == []
