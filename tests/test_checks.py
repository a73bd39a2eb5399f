"""The checks over finished rules: the table of them, and what their pages do not show.

Each check has a page with a text to avoid and a better one, and :mod:`test_finding_pages` runs both: the text gives
its own finding and no other. Here are the second halves of checks that share an id with a finding of the compiler, and
what all checks have in common.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from command_line import tiaowen
from finding_kinds import every_kind
from small_documents import compiled, inpatient

from tiaowen.compiler import compile_policy
from tiaowen.compiler.checks import CHECKS, TABLE, Check, CheckFinding, Elsewhere, Proved, Report, check
from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, WRONG_USAGE
from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.manual import page_ids
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.tree import Language

TOP = Path(__file__).resolve().parent.parent

COMPARING = ("compare", "conform")
"""What lays two documents side by side: its answers are no findings, and have no page."""

FAVOURABLE = "several identities: most favourable outcome"


def found(text: str, *ids: str, on: date | None = None) -> list[Finding]:
    """The findings of the checks, of some ids or without mere remarks."""
    report = check(compiled(text), on)
    return [f for f in report.findings if (f.id in ids if ids else f.severity is not Severity.INFO)]


def said(text: str, *ids: str, on: date | None = None) -> list[tuple[str, int, str]]:
    """The findings as id, line and first line of what they say."""
    return [
        (f.id, f.place.line if f.place else 0, f.message(Language.EN).split("\n")[0]) for f in found(text, *ids, on=on)
    ]


# ── the table ──


def test_every_check_stands_once_in_the_table_and_in_the_order_of_the_ids() -> None:
    ids = [each.id for each in TABLE]
    assert ids == sorted(set(ids))


def test_every_check_has_a_page_and_is_a_kind_of_finding() -> None:
    kinds = every_kind()
    told = [each.id for each in TABLE if not (isinstance(each, Elsewhere) and each.stage in COMPARING)]
    assert [id for id in told if id not in kinds or id not in page_ids()] == []


@pytest.mark.parametrize("each", CHECKS, ids=lambda each: each.id)
def test_a_check_finds_what_its_id_says(each: Check) -> None:
    assert {kind.id for kind in each.finds} == {each.id}
    module = (TOP / "compiler" / "checks" / f"{each.find.__module__.rpartition('.')[2]}.py").read_text(encoding="utf-8")
    assert module.startswith(f'"""{each.id}: ')


def test_every_file_of_a_check_is_in_the_table() -> None:
    files = {
        path.stem for path in (TOP / "compiler" / "checks").glob("*.py") if path.read_text("utf-8").startswith('"""TW')
    }
    assert files == {each.find.__module__.rpartition(".")[2] for each in CHECKS}


@pytest.mark.parametrize("each", [e for e in TABLE if isinstance(e, Elsewhere)], ids=lambda each: each.id)
def test_what_another_stage_finds_is_found_there(each: Elsewhere) -> None:
    kind = every_kind().get(each.id)
    if each.stage in COMPARING:
        assert kind is None
    else:
        assert kind is not None
        assert kind.severity is each.severity
        assert f".compiler.{each.stage}." in kind.__module__


def test_a_document_with_errors_is_not_checked() -> None:
    assert check(compile_text("policy x-2024\nnonsense\n")) == Report()


def test_a_document_in_order_gives_nothing_and_says_what_was_proved() -> None:
    text = inpatient(
        FAVOURABLE, "rounding: half up to the fen", "recipients: no deductible, ratio 70%, cap 30,000 yuan per year"
    )
    report = check(compiled(text))
    assert report.findings == ()
    assert all(isinstance(answer, Proved) for _, answer in report.proved)


# ── cells without a figure ──


def test_a_cell_of_which_the_document_is_silent_is_shown_among_its_neighbours() -> None:
    text = inpatient(
        FAVOURABLE,
        "class 1: ratio 90%",
        "class 2, class 3 at level 1, level 2: ratio 70%",
        "class 2 at level 3: ratio 60%",
        "class 3 at level 3: ratio not stated",
        "recipients: no deductible, cap 30,000 yuan",
    )
    (finding,) = found(text, "TW101")
    assert finding.severity is Severity.WARNING
    assert finding.place is not None
    assert finding.place.text == "  class 3 at level 3: ratio not stated"
    assert finding.message(Language.EN).split("\n") == [
        "inpatient assistance: the text states no ratio for low-income marginal family members, level 3.",
        "                                            level 1  level 2  level 3",
        "        low-income marginal family members  70%      70%      —",
        "        low-income marginal family members, inpatient, level 3, in-scope expenses 10,000 yuan → inpatient "
        "assistance undetermined",
    ]
    assert finding.message(Language.ZH).split("\n")[1:3] == [
        "                          一级  二级  三级",
        "        低保边缘家庭成员  70%   70%   —",
    ]


def test_a_benefit_of_which_no_figure_is_stated_has_no_silent_cell() -> None:
    assert said(inpatient("recipients: ratio not stated, cap 30,000 yuan"), "TW101") == []


def test_a_cap_or_a_deductible_for_some_asks_for_one_for_all() -> None:
    text = inpatient(FAVOURABLE, "recipients: ratio 70%", "class 1: deductible 500 yuan per year, cap 30,000 yuan")
    assert [message for *_, message in said(text, "TW102")] == [
        "inpatient assistance states a cap for other cases, and none for: low-income marginal family members, "
        "minimum living guarantee recipients.",
        "inpatient assistance states a deductible for other cases, and none for: low-income marginal family members, "
        "minimum living guarantee recipients.",
    ]


def test_no_deductible_at_all_is_a_remark() -> None:
    (finding,) = found(inpatient(FAVOURABLE, "recipients: ratio 70%, cap 30,000 yuan"), "TW102")
    assert finding.severity is Severity.INFO


# ── names ──


def test_a_class_that_no_line_defines_is_told_where_it_is_named_first() -> None:
    text = inpatient(
        FAVOURABLE, "recipients: ratio 70%, cap 30,000 yuan", "low-income recipients: ratio 50%, cap 5,000 yuan"
    )
    assert said(text, "TW107") == [
        ("TW107", 15, '"low-income recipients" is not defined: the document does not say who it means.')
    ]


def test_a_list_that_an_authority_sets_needs_no_definition() -> None:
    text = inpatient(FAVOURABLE, "recipients with special diseases: ratio 70%, cap 30,000 yuan", "others: not covered")
    assert [id for id, *_ in said(text, "TW107")] == ["TW107"]
    assert said(text + "special diseases set by county government\n", "TW107") == []


def test_another_name_for_people_of_whom_clauses_speak_is_no_class_without_use() -> None:
    text = inpatient(FAVOURABLE, "recipients: ratio 70%, cap 30,000 yuan")
    people = "children in difficulty means orphans\n"
    assert said(text.replace("Article 2\n", people + "Article 2\n"), "TW108") == []


def test_several_identities_that_come_to_the_same_need_no_rule() -> None:
    assert said(inpatient("recipients: ratio 70%, cap 30,000 yuan"), "TW109") == []


def test_an_entry_twice_and_a_character_that_only_looks_right_are_told() -> None:
    text = inpatient(FAVOURABLE, "recipients: ratio 70%, cap 30,000 yuan").replace(
        "class 1 means extremely poor people, orphans", "class 1 means extremely poor people, orphans, orphans"
    )
    text = text.replace('"Measures of a town"', '"Me\u0430sures of a town"')
    assert said(text, "TW602") == [
        ("TW602", 1, 'This U+0430 (cyrillic small letter a) only looks like "a": no search will find it.'),
        ("TW602", 6, '"orphans" stands in the list twice.'),
    ]


def test_one_thing_under_two_names_is_told_and_a_denial_or_a_plural_is_no_other_name() -> None:
    text = inpatient(
        FAVOURABLE,
        "excludes not referred, except emergency rescue",
        "recipients: ratio 70%, cap 30,000 yuan",
        "recipients, referred: total cap 60,000 yuan",
        "five-guarantee persons, not referred: total cap 50,000 yuan",
    ).replace("class 1 means extremely poor people, orphans", "class 1 means rural five-guarantee persons, orphans")
    assert said(text, "TW602") == [
        (
            "TW602",
            17,
            '"five-guarantee persons" and "rural five-guarantee persons", written before, are two names of one thing.',
        )
    ]


def test_what_a_class_leaves_out_is_no_entry_of_it() -> None:
    text = inpatient(FAVOURABLE, "recipients: ratio 70%, cap 30,000 yuan").replace(
        "class 3 means low-income marginal family members",
        "class 3 means low-income marginal family members, except minimum living guarantee recipients",
    )
    assert said(text, "TW602") == []


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("某政发〔2020〕12号", False),
        ("《某县医疗救助办法》", False),
        ("No. 12 of 2020", False),
        ("the earlier policy", True),
        ("按相关规定", True),
    ],
)
def test_a_document_is_found_by_its_number_or_its_title(document: str, told: bool) -> None:
    text = inpatient(
        FAVOURABLE,
        "class 1, class 2: ratio 70%, cap 30,000 yuan",
        f'class 3: governed by "{document}"',
        "others: not covered",
    )
    assert [id for id, *_ in said(text, "TW304")] == (["TW304"] if told else [])


# ── limits ──


def test_a_special_benefit_with_a_lower_cap_than_the_ordinary_one_is_told() -> None:
    text = inpatient(FAVOURABLE, "recipients: ratio 70%, cap 60,000 yuan") + (
        "Article 3\nfor special-disease assistance:\n  covers inpatient with lung cancer\n"
        "  counts in-scope expenses after basic medical insurance\n  instead of inpatient assistance\n"
        f"  {FAVOURABLE}\n  recipients: ratio 80%, cap 30,000 yuan\n"
    )
    assert said(text, "TW208") == [
        (
            "TW208",
            21,
            "recipients: the cap of special-disease assistance (30,000 yuan) is below the cap of inpatient assistance "
            "(60,000 yuan), which it comes instead of.",
        )
    ]


def test_a_threshold_of_the_costs_wants_a_period_and_an_income_does_not() -> None:
    gate = inpatient(
        FAVOURABLE, "requires in-scope expenses over 10,000 yuan", "recipients: ratio 70%, cap 30,000 yuan"
    )
    assert [id for id, *_ in said(gate, "TW215")] == ["TW215"]
    assert said(gate.replace("10,000 yuan\n", "10,000 yuan per year\n"), "TW215") == []
    assert (
        said(gate.replace("in-scope expenses over 10,000", "per-person household income below 10,000"), "TW215") == []
    )


def test_a_period_that_is_over_is_told_for_a_day_that_is_asked_about() -> None:
    text = inpatient(FAVOURABLE, "valid from 2023-01-01 to 2023-12-31", "recipients: ratio 70%, cap 30,000 yuan")
    assert said(text, "TW503") == []
    assert said(text, "TW503", on=date(2023, 12, 31)) == []
    assert said(text, "TW503", on=date(2024, 1, 1)) == [
        ("TW503", 14, "On 2024-01-01, inpatient assistance is over: its last day was 2023-12-31.")
    ]


# ── cases ──


def test_the_case_of_a_finding_is_a_ready_example_in_either_language() -> None:
    text = inpatient("class 1: ratio 90%", "class 2, class 3: ratio 70%", "recipients: cap 30,000 yuan")
    (finding,) = found(text, "TW109")
    assert isinstance(finding, CheckFinding)
    for at in (0, 1):
        lines = [
            f'{("example", "示例")[at]} "{number}"\n{case.example[at]}\n' for number, case in enumerate(finding.cases)
        ]
        outcomes = run_examples(compiled(text + "\n" + "\n".join(lines))).outcomes
        assert [(outcome.passed, len(outcome.checks)) for outcome in outcomes] == [(True, 1)] * len(finding.cases)


# ── the command and the interface ──

UNDEFINED = inpatient(FAVOURABLE, "recipients: ratio 70%, cap 30,000 yuan").replace(
    "class 3 means low-income marginal family members", "class 3 means low-income recipients"
)


def test_an_error_of_a_check_fails_the_command_and_a_remark_does_not(tmp_path: Path) -> None:
    wrong, right = tmp_path / "wrong.policy", tmp_path / "right.policy"
    wrong.write_text(UNDEFINED, encoding="utf-8")
    right.write_text(inpatient(FAVOURABLE, "recipients: ratio 70%, cap 30,000 yuan"), encoding="utf-8")
    assert (tiaowen("check", str(wrong)).code, tiaowen("check", str(right)).code) == (FINDINGS, NOTHING_WRONG)
    assert "TW107" in tiaowen("check", str(wrong)).out
    assert "TW217" not in tiaowen("check", str(right)).out
    assert "TW217" in tiaowen("check", str(right), "--level", "info").out


def test_a_day_is_asked_for_in_the_form_of_the_calendar(tmp_path: Path) -> None:
    policy = tmp_path / "over.policy"
    policy.write_text(
        inpatient(FAVOURABLE, "valid from 2023-01-01 to 2023-12-31", "recipients: ratio 70%, cap 30,000 yuan"), "utf-8"
    )
    assert "TW503" in tiaowen("check", str(policy), "--at", "2024-01-01").out
    assert tiaowen("check", str(policy), "--at", "tomorrow").code == WRONG_USAGE


def test_the_case_of_a_finding_is_in_the_data(tmp_path: Path) -> None:
    policy = tmp_path / "two.policy"
    policy.write_text(inpatient("class 1: ratio 90%", "others: ratio 70%", "recipients: cap 30,000 yuan"), "utf-8")
    data = json.loads(tiaowen("check", str(policy), "--format", "json").out)
    (finding,) = (each for each in data["findings"] if each["id"] == "TW109")
    assert [case["paid"] for case in finding["cases"]] == [
        {"inpatient-assistance": "1800.00"},
        {"inpatient-assistance": "1400.00"},
        {"inpatient-assistance": None},
    ]


def test_a_program_checks_as_the_command_does() -> None:
    report = compile_policy(UNDEFINED).check()
    assert [f.id for f in report.findings if f.severity is Severity.ERROR] == ["TW107"]
