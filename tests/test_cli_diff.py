"""Comparing two documents from the command line."""

import json
from pathlib import Path

import pytest
from command_line import CASES, CHINESE, ENGLISH, LATER, TOWN, tiaowen
from small_documents import inpatient

from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])


@LANGUAGES
def test_text(lang: tuple[str, str]) -> None:
    said = tiaowen("diff", TOWN, LATER, *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert "70%" in said.out
    assert "60%" in said.out
    assert ("低保对象" in said.out) == (lang == CHINESE)


def test_json() -> None:
    said = tiaowen("diff", TOWN, LATER, "--format", "json")
    assert said.code == NOTHING_WRONG
    data = json.loads(said.out)
    assert (data["left"]["policy"], data["right"]["policy"], data["at"]) == ("town-2024", "town-2025", 2025)
    changed = {(change["benefit"], change["facet"]): change for change in data["changes"] if change["effect"] == "DOWN"}
    ratio = changed["inpatient-assistance", "ratio"]
    assert ratio["who"] == ["minimum-living-guarantee"]
    assert ("70%" in ratio["left"]["text"], "60%" in ratio["right"]["text"]) == (True, True)


def test_every_witness_settles_as_it_says(tmp_path: Path) -> None:
    data = json.loads(tiaowen("diff", TOWN, LATER, "--format", "json").out)
    witnesses = [change["witness"] for change in data["changes"] if change["witness"]]
    assert witnesses
    for witness in witnesses:
        path = tmp_path / "claims.jsonl"
        path.write_text(json.dumps(witness["claim"]) + "\n", encoding="utf-8")
        for policy, expected in ((TOWN, witness["left"]), (LATER, witness["right"])):
            target = tmp_path / "results.jsonl"
            said = tiaowen("settle", policy, str(path), "-o", str(target))
            assert said.code == NOTHING_WRONG, said.err
            assert json.loads(target.read_text(encoding="utf-8"))["total"] == expected


def test_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    said = tiaowen("diff", TOWN, LATER, "-o", str(target))
    assert (said.code, said.out) == (NOTHING_WRONG, "")
    assert target.read_text(encoding="utf-8") == tiaowen("diff", TOWN, LATER).out
    assert tiaowen("diff", TOWN, LATER, "-o", str(tmp_path / "no folder" / "x")).code == NOT_READ


@pytest.mark.parametrize(
    ("left", "right", "fail_on", "code"),
    [
        (TOWN, LATER, None, NOTHING_WRONG),
        (TOWN, LATER, "down", FINDINGS),
        (TOWN, LATER, "any", FINDINGS),
        (LATER, TOWN, "down", NOTHING_WRONG),
        (LATER, TOWN, "any", FINDINGS),
        (TOWN, TOWN, "any", NOTHING_WRONG),
    ],
)
def test_fail_on(left: str, right: str, fail_on: str | None, code: int) -> None:
    assert tiaowen("diff", left, right, *(["--fail-on", fail_on] if fail_on else [])).code == code


@pytest.mark.parametrize("mode", ["compare", "revise"])
@pytest.mark.parametrize("format_", ["text", "json"])
def test_modes(mode: str, format_: str) -> None:
    said = tiaowen("diff", TOWN, LATER, "--mode", mode, "--format", format_)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    if format_ == "json":
        changes = json.loads(said.out)["changes"]
        graves = {(change["effect"], change["severity"]) for change in changes}
        assert ("DOWN", "error" if mode == "revise" else None) in graves


@pytest.mark.parametrize(
    ("perspective", "fail_on", "code"),
    [
        ("beneficiary", "down", FINDINGS),
        ("fund", "down", NOTHING_WRONG),
        ("beneficiary", "any", FINDINGS),
        ("fund", "any", FINDINGS),
    ],
)
def test_a_loss_is_that_of_whoever_is_asked_about(perspective: str, fail_on: str, code: int) -> None:
    said = tiaowen("diff", TOWN, LATER, "--perspective", perspective, "--fail-on", fail_on, "--format", "json")
    assert said.code == code
    data = json.loads(said.out)
    assert data["perspective"] == perspective
    ratio = next(change for change in data["changes"] if change["facet"] == "ratio" and change["effect"] != "EQ")
    assert ratio["effect"] == ("DOWN" if perspective == "beneficiary" else "UP")


@LANGUAGES
def test_the_fund_has_words_of_its_own(lang: tuple[str, str]) -> None:
    said = tiaowen("diff", LATER, TOWN, "--perspective", "fund", *lang)
    assert ("基金多支" if lang == CHINESE else "the fund pays more") in said.out
    assert not any(word in said.out for word in ("B gives", "乙更"))


def test_at_is_the_year_of_the_claims() -> None:
    assert json.loads(tiaowen("diff", TOWN, LATER, "--at", "2030", "--format", "json").out)["at"] == 2030


@pytest.mark.parametrize("name", ["inpatient assistance", "住院救助", "inpatient-assistance"])
def test_only_one_benefit_by_any_of_its_names(name: str) -> None:
    data = json.loads(tiaowen("diff", TOWN, LATER, "--only", name, "--format", "json").out)
    assert {change["benefit"] for change in data["changes"]} == {"inpatient-assistance"}


@LANGUAGES
@pytest.mark.parametrize("name", ["tilted assistance", "倾斜救助", "nothing at all"])
def test_a_benefit_that_neither_has_is_wrong_usage(name: str, lang: tuple[str, str]) -> None:
    said = tiaowen("diff", TOWN, LATER, "--only", name, *lang)
    assert (said.code, said.out) == (WRONG_USAGE, "")
    assert name in said.err
    assert ("住院救助" in said.err) == (lang == CHINESE)
    assert ("inpatient assistance" in said.err) == (lang == ENGLISH)


@LANGUAGES
def test_a_policy_with_errors_is_not_compared(lang: tuple[str, str]) -> None:
    said = tiaowen("diff", TOWN, str(CASES / "wrong.policy"), *lang)
    assert (said.code, said.out) == (FINDINGS, "")
    assert "wrong.policy:12:" in said.err
    assert ("没有进行对照" if lang == CHINESE else "Nothing was compared") in said.err


BROKEN = {
    "empty": b"",
    "only a remark": b"\n  \n# nothing here\n",
    "no policy": b"This is a letter.\n",
    "no header": "\n".join(Path(TOWN).read_text(encoding="utf-8").splitlines()[1:]).encode(),
    "unknown statistic": Path(TOWN)
    .read_text(encoding="utf-8")
    .replace("70%", "70% of the average fair weather")
    .encode(),
    "no text": bytes(range(128, 256)) * 8,
}


@pytest.mark.parametrize("side", ["left", "right", "both"])
@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_read_never_looks_equal(kind: str, side: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.policy"
    broken.write_bytes(BROKEN[kind])
    files = {"left": (str(broken), TOWN), "right": (TOWN, str(broken)), "both": (str(broken), str(broken))}[side]
    for mode in ("compare", "revise"):
        said = tiaowen("diff", *files, "--mode", mode, *ENGLISH)
        assert (said.code, said.out) == (NOT_READ if kind == "no text" else FINDINGS, "")
        assert "broken.policy:" in said.err
        assert "error" in said.err
        assert "Nothing was compared" in said.err


def test_a_hole_is_told_and_compared_as_what_is_not_stated(tmp_path: Path) -> None:
    whole = inpatient("class 1: ratio 70%, no cap", "class 2: ratio 60%, no cap", "class 3: ratio 50%, no cap")
    files = tmp_path / "whole.policy", tmp_path / "hole.policy"
    files[0].write_text(whole, encoding="utf-8")
    files[1].write_text(whole.replace("class 3: ratio 50%", "class 3, level 1, level 2: ratio 50%"), encoding="utf-8")
    said = tiaowen("diff", *map(str, files), "--format", "json", *ENGLISH)
    assert said.code == FINDINGS
    assert "error TW101" in said.err
    rows = [each for each in json.loads(said.out)["changes"] if each["facet"] == "ratio" and each["effect"] != "EQ"]
    assert [(each["right"]["standing"], each["effect"]) for each in rows] == [("not-stated", "UNDET")]


def test_a_file_that_is_not_there_is_not_compared(tmp_path: Path) -> None:
    said = tiaowen("diff", TOWN, str(tmp_path / "none.policy"), *ENGLISH)
    assert (said.code, said.out) == (NOT_READ, "")
    assert "Nothing was compared" in said.err
