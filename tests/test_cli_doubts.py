"""Doubts from the command line: taking another reading, and weighing all of them."""

import json
from pathlib import Path

import pytest
from command_line import CHINESE, ENGLISH, tiaowen
from doubtful_documents import CARE
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, WRONG_USAGE

CLAIM = {
    "claim": "1",
    "person": "A",
    "date": "2023-03-01",
    "categories": ["minimum living guarantee recipients"],
    "care": "inpatient",
    "in_scope": "12000.00",
    "age": 50,
}
EXAMPLE = """
Article 5
example "Twelve thousand yuan"
  person: minimum living guarantee recipients, age = 50 years old
  visit 2023-03-01: inpatient, in-scope expenses = 12,000 yuan
  expect inpatient assistance = 6,400 yuan
"""
LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder, which commands run in, with a policy that has doubts, one that has none, and a claim."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "care.policy").write_text(CARE + EXAMPLE, encoding="utf-8")
    plain = CARE[: CARE.index("Article 2")].replace("elderly", "class 2").partition("doubt")[0]
    (tmp_path / "plain.policy").write_text(plain.replace(", class 2\n", "\n", 1), encoding="utf-8")
    (tmp_path / "claims.jsonl").write_text(json.dumps(CLAIM) + "\n", encoding="utf-8")
    return tmp_path


def test_settling_under_another_reading(files: Path) -> None:
    said = [tiaowen("settle", "care.policy", "claims.jsonl", *more) for more in ((), ("--reading", "slices=whole"))]
    assert [(each.code, each.err) for each in said] == [(NOTHING_WRONG, "")] * 2
    amounts = [each.out.splitlines()[1].split(",")[5] for each in said]
    assert amounts == ["6400.00", "8400.00"]
    assert "reading slices: whole" in said[1].out


def test_readings_of_several_doubts_and_their_spelling(files: Path) -> None:
    said = tiaowen(
        "settle", "care.policy", "claims.jsonl", "--reading", "Slices = Whole", "--reading", "shared=together"
    )
    assert said.code == NOTHING_WRONG, said.err
    assert "reading slices: whole; reading shared: together." in said.out


@LANGUAGES
def test_explaining_shows_the_doubts(files: Path, lang: tuple[str, str]) -> None:
    said = tiaowen("explain", "care.policy", "claims.jsonl", "--reading", "slices=whole", *lang)
    assert said.code == NOTHING_WRONG, said.err
    assert ("could be read as by-slice: ratio applies by slice" in said.out) == (lang == ENGLISH)
    assert ("另一种理解 by-slice：比例分段计算" in said.out) == (lang == CHINESE)


def test_explaining_as_data_names_the_doubts(files: Path) -> None:
    said = tiaowen("explain", "care.policy", "claims.jsonl", "--format", "json")
    (record,) = json.loads(said.out)
    assert [(each["doubt"], each["reading"], each["adopted"]) for each in record["doubts"]] == [
        ("slices", "by-slice", "by-slice"),
        ("shared", "apart", "apart"),
    ]


def test_examples_are_written_for_the_adopted_reading(files: Path) -> None:
    assert tiaowen("test", "care.policy").code == NOTHING_WRONG
    said = tiaowen("test", "care.policy", "--reading", "slices=whole")
    assert said.code == FINDINGS
    assert "expected 6400.00 yuan, found 8400.00 yuan" in said.out


def test_compiling_another_reading(files: Path) -> None:
    said = tiaowen("compile", "care.policy", "--to", "json", "--reading", "slices=whole")
    doubts = json.loads(said.out)["policy"]["doubts"]
    assert [(doubt["name"], doubt["chosen"]) for doubt in doubts][1] == ("slices", "whole")


def test_comparing_two_readings(files: Path) -> None:
    said = tiaowen("diff", "care.policy", "care.policy", "--reading", "right:slices=whole", *ENGLISH)
    assert said.code == NOTHING_WRONG, said.err
    head = " ".join(said.out[: said.out.index("14,000")].split())
    assert head.count("reading slices: whole") == 1
    assert "14,000" in said.out
    both = tiaowen("diff", "care.policy", "care.policy", "--reading", "slices=whole", "--fail-on", "any")
    assert both.code == NOTHING_WRONG


def test_only_the_policies_that_have_a_doubt_take_a_reading(files: Path) -> None:
    said = tiaowen("check", "care.policy", "plain.policy", "--reading", "slices=whole")
    assert said.code == NOTHING_WRONG, said.out + said.err


@pytest.mark.parametrize(
    ("reading", "en", "zh"),
    [
        (
            "slice=whole",
            'there is no doubt "slice"; there are: eighty, slices, shared, unnamed.',
            "没有名为“slice”的疑义；有：eighty、slices、shared、unnamed。",
        ),
        (
            "slices=all",
            'the doubt "slices" has no reading "all"; there are: by-slice, whole.',
            "疑义“slices”没有“all”这种理解；有：by-slice、whole。",
        ),
        ("slices", "--reading takes NAME=CHOICE.", "--reading 的值要写成 疑义=理解。"),
    ],
)
def test_a_reading_that_there_is_not_is_wrong_usage(files: Path, reading: str, en: str, zh: str) -> None:
    for command in (
        ("settle", "care.policy", "claims.jsonl"),
        ("explain", "care.policy", "claims.jsonl"),
        ("check", "care.policy"),
        ("test", "care.policy"),
        ("compile", "care.policy", "--to", "json"),
        ("diff", "care.policy", "plain.policy"),
    ):
        for lang, text in ((ENGLISH, en), (CHINESE, zh)):
            said = tiaowen(*command, "--reading", reading, *lang)
            assert (said.code, said.out) == (WRONG_USAGE, "")
            assert text in said.err


def test_a_document_without_doubts_has_no_readings(files: Path) -> None:
    said = tiaowen("check", "plain.policy", "--reading", "a=b", *ENGLISH)
    assert (said.code, 'there is no doubt "a".' in said.err) == (WRONG_USAGE, True)


@LANGUAGES
def test_weighing_the_doubts(files: Path, lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen("check", "--doubts", "care.policy", "plain.policy", *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert said.out == snapshot


def test_weighing_starts_from_the_reading_taken(files: Path) -> None:
    said = tiaowen("check", "--doubts", "care.policy", "--reading", "slices=whole", "--format", "json")
    doubts = json.loads(said.out)["doubts"]["care.policy"]
    slices = next(doubt for doubt in doubts if doubt["name"] == "slices")
    assert (slices["reading"], slices["adopted"]) == ("whole", "by-slice")
    (effect,) = slices["effects"]
    assert (effect["reading"], effect["proved"], effect["most"]["amount"]) == ("by-slice", True, "2000.00")


def test_every_claim_that_is_shown_settles_as_it_says(files: Path) -> None:
    doubts = json.loads(tiaowen("check", "--doubts", "care.policy", "--format", "json").out)["doubts"]["care.policy"]
    shown = [
        (doubt, effect, shift)
        for doubt in doubts
        for effect in doubt["effects"]
        for shift in (effect["most"], effect["opens"])
        if shift is not None
    ]
    assert len(shown) == 5
    for doubt, effect, shift in shown:
        path = files / "shown.jsonl"
        path.write_text("".join(json.dumps(claim) + "\n" for claim in shift["claims"]), encoding="utf-8")
        for side, reading in (("here", doubt["reading"]), ("there", effect["reading"])):
            target = files / "results.jsonl"
            said = tiaowen(
                "settle", "care.policy", str(path), "--reading", f"{doubt['name']}={reading}", "-o", str(target)
            )
            assert said.code == NOTHING_WRONG, said.err
            results = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
            for moved in shift["results"]:
                last = [
                    result
                    for record in results
                    for result in record["benefits"]
                    if record["claim"] == shift["claims"][-1]["claim"] and result["benefit"] == moved["benefit"]
                ]
                assert [(result["status"], result["amount"]) for result in last] == [
                    (moved[side]["status"], moved[side]["amount"])
                ]


def test_weighing_a_policy_with_errors_shows_the_errors(files: Path) -> None:
    (files / "broken.policy").write_text(CARE.replace("ratio 40%", "ratio 140%"), encoding="utf-8")
    said = tiaowen("check", "--doubts", "broken.policy", *ENGLISH)
    assert said.code == FINDINGS
    assert said.out.endswith("broken.policy: its doubts can be weighed when it has no errors\n")
