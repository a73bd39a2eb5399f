"""The documents of a region by date: when each is in force, why it ends, and what is applied when."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import CHINESE, ENGLISH, tiaowen
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.cli.output import NOT_READ, NOTHING_WRONG, WRONG_USAGE

FOLDER = str(Path(__file__).parent / "cases" / "register")
LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])


@LANGUAGES
@pytest.mark.parametrize("region", ["南塘县", "Xizhou", "dongling", "北山县", "Baoshan"])
def test_a_timeline_is_told_in_either_language(region: str, lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen("timeline", region, "--register", FOLDER, *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert said.out == snapshot


@LANGUAGES
def test_a_timeline_is_data_too(lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen("timeline", "Nantang", "--register", FOLDER, "--format", "json", *lang)
    assert said.code == NOTHING_WRONG
    assert json.loads(said.out) == snapshot


def test_what_is_applied_is_what_settles(tmp_path: Path) -> None:
    """Each day on which that changes, and the day before."""
    data = json.loads(tiaowen("timeline", "Nantang", "--register", FOLDER, "--format", "json").out)
    days = {day: each["policy"] for each in data["applied"] for day in (each["from"], each["to"]) if day is not None}
    rows = [f"{day},P,Nantang,{day},低保对象,住院,1" for day in days]
    path = tmp_path / "claims.csv"
    path.write_text("\n".join(["claim,person,region,date,categories,care,in_scope", *rows]) + "\n", encoding="utf-8")
    said = tiaowen("settle", FOLDER, str(path)).out.splitlines()[1:]
    assert {line.partition(",")[0]: line.rpartition(",")[2] for line in said} == days


def test_without_a_register_the_shipped_documents_are_shown() -> None:
    said = tiaowen("timeline", "保山市")
    assert said.code == NOTHING_WRONG
    assert "baoshan-2022" in said.out


@LANGUAGES
def test_an_unknown_region_is_wrong_usage_with_suggestions(lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    for name in ("溪洲市", "qqqq"):
        said = tiaowen("timeline", name, "--register", FOLDER, *lang)
        assert (said.code, said.out) == (WRONG_USAGE, "")
        assert said.err == snapshot


def test_a_name_of_another_kind_is_no_region() -> None:
    assert tiaowen("timeline", "inpatient", "--register", FOLDER).code == WRONG_USAGE


def test_a_register_that_is_no_folder_is_not_read() -> None:
    for name in ("no such folder", f"{FOLDER}/claims.csv"):
        said = tiaowen("timeline", "Xizhou", "--register", name)
        assert (said.code, said.out) == (NOT_READ, "")
        assert "TW031" in said.err
