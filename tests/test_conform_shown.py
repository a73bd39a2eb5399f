"""What a conformity looks like: text, Markdown and data, from Python and from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import CHINESE, ENGLISH, tiaowen
from conformities import BELOW, held
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.conform.report import render_text
from tiaowen.compiler.conform.to_json import published_schema, to_json
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.tree import Language

BAOSHAN = held("baoshan-2022", "yunnan-2019")


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_a_conformity_in_either_language(language: tuple[str, str], format_: str, snapshot: SnapshotAssertion) -> None:
    heard = tiaowen("conform", "baoshan-2022", "--to", "yunnan-2019", "--format", format_, *language)
    assert (heard.code, heard.err) == (1, "")
    assert heard.out == snapshot


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [80, 140])
def test_no_line_is_wider_than_the_page(language: Language, width: int) -> None:
    text = render_text([BAOSHAN], language, width)
    assert max(display_width(line) for line in text.splitlines()) <= width


def test_the_data_follow_the_published_schema() -> None:
    schema = json.loads(published_schema())
    Draft202012Validator.check_schema(schema)
    for language in Language:
        both = [BAOSHAN, held("baoshan-2022", "lianyungang-2017")]
        Draft202012Validator(schema).validate(json.loads(json.dumps(to_json(both, language))))


def test_the_command_writes_data_for_several_parents(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    parents = ("--to", "yunnan-2019", "--to", "lianyungang-2017")
    heard = tiaowen("conform", "baoshan-2022", *parents, "--format", "json", "-o", str(target))
    assert (heard.code, heard.out) == (1, "")
    data = json.loads(target.read_text(encoding="utf-8"))
    assert [each["parent"]["policy"] for each in data["results"]] == ["yunnan-2019", "lianyungang-2017"]
    assert data["conforms"] is False


BAD = {
    ("baoshan-2022",): 2,
    ("baoshan-2022", "--to", "yunnan-2019", "--at", "2023-13-01"): 2,
    ("baoshan-2022", "--to", "yunnan-2019", "--at", "soon"): 2,
    ("-", "--to", "-"): 2,
    ("baoshan-2022", "--to", "nowhere-2000"): 3,
    ("nowhere-2000", "--to", "yunnan-2019"): 3,
    ("baoshan-2022", "--to", "yunnan-2019", "--reading", "nothing=x"): 2,
}


@pytest.mark.parametrize("arguments", BAD)
@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_what_cannot_be_judged_never_looks_clean(arguments: tuple[str, ...], language: tuple[str, str]) -> None:
    heard = tiaowen("conform", *arguments, *language)
    assert (heard.code, heard.out) == (BAD[arguments], "")
    assert heard.err


def test_a_child_with_errors_of_its_own_is_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "broken.policy"
    path.write_text(BELOW + "  class 2: ratio 170%\n", encoding="utf-8")
    heard = tiaowen("conform", str(path), "--to", "yunnan-2019", *ENGLISH)
    assert (heard.code, heard.out) == (1, "")
    assert "Nothing was judged." in heard.err


def test_a_reading_of_the_higher_document_can_be_taken() -> None:
    heard = tiaowen(
        "conform", "baoshan-2022", "--to", "yunnan-2019", "--reading", "cap-floor=last-named", "--format", "json"
    )
    rows = json.loads(heard.out)["results"][0]["rows"]
    caps = [row["who"] for row in rows if row["facet"] == "cap" and row["verdict"] == "narrows"]
    assert caps == [["patients-impoverished-by-illness"]]


def test_a_claim_is_of_the_people_of_its_row() -> None:
    for row in BAOSHAN.violations:
        assert row.case is not None
        categories = dict(row.case.cells)["categories"]
        assert isinstance(categories, tuple)
        assert set(categories) <= set(row.who)
