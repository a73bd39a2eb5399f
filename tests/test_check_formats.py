"""`tiaowen check --format json|sarif|github|junit`: other programs read what was found, where it was found."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, cast
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from attrs import frozen
from command_line import CASES, CHINESE, ENGLISH, TOWN, tiaowen
from hypothesis import given
from hypothesis import strategies as st
from sarif_schema import SARIF
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.cli.check_many import Checked
from tiaowen.compiler.cli.formats import Form, Told, written
from tiaowen.compiler.cli.formats.model import Columns, characters, utf16
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE
from tiaowen.compiler.manual.load import find_page
from tiaowen.compiler.manual.model import Case
from tiaowen.dsl.diagnostics import Finding, Place, Severity, display_width
from tiaowen.dsl.language import Language

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])
FORMS = [form.value for form in Form]
WRONG = (CASES / "wrong.policy").read_text(encoding="utf-8")
SCHEMA = json.loads(files("tiaowen.compiler.cli.formats").joinpath("check.schema.json").read_text(encoding="utf-8"))
Data = dict[str, "Data"] | list["Data"] | str | int | None


@frozen(kw_only=True)
class Odd(Finding):
    """A finding that says what a test wants."""

    id: ClassVar[str] = "TW001"
    words: str

    def message(self, language: Language) -> str:
        """Say it."""
        del language
        return self.words


def told(*findings: Finding, file: str = "a.policy") -> Told:
    return Told((Checked(file, True, 1, len(findings), 0, 0, findings),), FINDINGS)


def avoid(id: str) -> str:
    """The text that a page says not to write."""
    page = find_page(id)
    assert page is not None
    assert isinstance(page.shown, Case)
    return page.shown.avoid.content(Language.ZH).decode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a file that has a case, one with two places, one that cannot be read and a sound one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "县 里").mkdir()
    (tmp_path / "县 里" / "drops.policy").write_text(avoid("TW201"), encoding="utf-8")
    (tmp_path / "县 里" / "twice.policy").write_text(avoid("TW104"), encoding="utf-8")
    (tmp_path / "wrong.policy").write_text(WRONG, encoding="utf-8")
    (tmp_path / "town.policy").write_text(Path(TOWN).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def at(data: object, *steps: str | int) -> object:
    """What stands in data at the end of some steps."""
    for step in steps:
        data = data[step] if isinstance(step, int) else cast(dict[str, object], data)[step]  # type: ignore[index]
    return data


# ── columns ──


@pytest.mark.parametrize(
    ("text", "start", "length", "expected", "units"),
    [
        ("ab c", 4, 1, Columns(4, 5), Columns(4, 5)),
        ("三类：比例", 7, 4, Columns(4, 6), Columns(4, 6)),
        ("𠮷𠮷比例", 5, 4, Columns(3, 5), Columns(5, 7)),
        ("ab", 3, 1, Columns(3, 3), Columns(3, 3)),
        ("", 1, 1, Columns(1, 1), Columns(1, 1)),
    ],
    ids=["ascii", "wide", "beyond the first plane", "end of line", "no text"],
)
def test_columns_of_the_screen_are_counted_in_characters_and_in_units(
    text: str, start: int, length: int, expected: Columns, units: Columns
) -> None:
    place = Place("a", 1, start, text, length)
    assert (characters(place), utf16(place)) == (expected, units)


@given(st.text("a比𠮷e\u0301 ", max_size=12), st.data())
def test_the_columns_cut_out_what_is_marked(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    place = Place("a", 1, display_width(line[:start]) + 1, line, display_width(line[start:end]))
    found = characters(place)
    assert display_width(line[found.start - 1 : found.end - 1]) == display_width(line[start:end])
    units = utf16(place)
    cut = line.encode("utf-16-le")[2 * (units.start - 1) : 2 * (units.end - 1)].decode("utf-16-le")
    assert cut == line[found.start - 1 : found.end - 1]


# ── what all forms keep to ──


@pytest.mark.parametrize("form", ["text", *FORMS])
@pytest.mark.parametrize(
    ("names", "more", "code"),
    [
        (("town.policy",), (), NOTHING_WRONG),
        (("town.policy",), ("--level", "info"), FINDINGS),
        (("town.policy", "wrong.policy"), (), FINDINGS),
        (("-",), (), FINDINGS),
        (("town.policy", "no-such.policy"), (), NOT_READ),
    ],
    ids=["sound", "remark", "wrong", "stdin", "missing"],
)
def test_the_exit_code_does_not_depend_on_the_form(
    folder: Path, form: str, names: tuple[str, ...], more: tuple[str, ...], code: int
) -> None:
    del folder
    assert tiaowen("check", *names, *more, "--format", form, stdin=WRONG.encode()).code == code


@LANGUAGES
@pytest.mark.parametrize("form", ["text", *FORMS])
def test_what_is_written_to_a_file_is_what_is_printed(folder: Path, form: str, lang: tuple[str, str]) -> None:
    printed = tiaowen("check", "wrong.policy", "--format", form, *lang)
    to_file = tiaowen("check", "wrong.policy", "--format", form, *lang, "-o", "out")
    assert to_file == (printed.code, "", "")
    assert (folder / "out").read_text(encoding="utf-8") == printed.out


@pytest.mark.parametrize("form", ["sarif", "github", "junit"])
def test_doubts_are_for_people_and_for_json(form: str) -> None:
    said = tiaowen("check", TOWN, "--doubts", "--format", form)
    assert (said.code, said.out) == (WRONG_USAGE, "")
    assert "--doubts" in said.err


# ── JSON ──


@LANGUAGES
def test_json_keeps_to_its_published_schema(folder: Path, lang: tuple[str, str]) -> None:
    said = tiaowen("check", str(folder), "no-such.policy", "--level", "info", "--format", "json", *lang)
    data = json.loads(said.out)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(data, SCHEMA)
    assert [Path(str(at(file, "file"))).name for file in data["files"]] == [
        "town.policy", "wrong.policy", "drops.policy", "twice.policy", "no-such.policy",
    ]  # fmt: skip
    assert any(finding.get("cases") for finding in data["findings"])
    assert any(finding["second"] for finding in data["findings"])


def test_json_with_doubts_keeps_to_its_schema() -> None:
    jsonschema.validate(json.loads(tiaowen("check", TOWN, "--doubts", "--format", "json").out), SCHEMA)


def test_json_is_the_same_in_both_languages_but_for_what_is_said(folder: Path) -> None:
    def bare(value: object) -> object:
        match value:
            case dict():
                return {k: bare(v) for k, v in value.items() if k not in ("message", "advice", "claim", "example")}
            case list():
                return [bare(each) for each in value]
            case _:
                return value

    english, chinese = (
        json.loads(tiaowen("check", str(folder), "--format", "json", *lang).out) for lang in (ENGLISH, CHINESE)
    )
    assert bare(english) == bare(chinese)
    assert english != chinese


# ── SARIF ──


@LANGUAGES
def test_sarif_keeps_to_the_standard(folder: Path, lang: tuple[str, str]) -> None:
    said = tiaowen("check", str(folder), "no-such.policy", "-", "--level", "info", "--format", "sarif", *lang)
    data = json.loads(said.out)
    jsonschema.validate(data, SARIF)
    run = data["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
    assert run["language"] == run["tool"]["driver"]["language"] == {"en": "en-US", "zh": "zh-CN"}[lang[1]]
    assert run["invocations"] == [{"executionSuccessful": False, "exitCode": NOT_READ}]
    chinese = [bool(re.search("[\u4e00-\u9fff]", rule["shortDescription"]["text"])) for rule in rules]
    assert set(chinese) == {lang == CHINESE}
    for rule in rules:
        assert (Path(__file__).parent.parent / rule["properties"]["page"]).exists()


def test_sarif_points_at_what_is_wrong(folder: Path) -> None:
    run = json.loads(tiaowen("check", str(folder), "--format", "sarif").out)["runs"][0]
    marked = set()
    for result in run["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            physical = location["physicalLocation"]
            assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
            lines = (folder / unquote(physical["artifactLocation"]["uri"])).read_text(encoding="utf-8").splitlines()
            region = physical["region"]
            line = lines[region["startLine"] - 1]
            assert physical["contextRegion"]["snippet"]["text"] == line
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
            marked.add((result["ruleId"], region["snippet"]["text"]))
    assert ("TW107", "特困人圆") in marked
    assert any("relatedLocations" in result for result in run["results"])
    assert any(result.get("properties", {}).get("cases") for result in run["results"])


def prints(text: str, *lang: str) -> set[str]:
    said = tiaowen("check", "-", "--format", "sarif", *lang, stdin=text.encode())
    results = json.loads(said.out)["runs"][0]["results"]
    return {each for result in results for each in result["partialFingerprints"].values()}


def test_a_fingerprint_is_of_the_meaning_and_not_of_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = avoid("TW201")
    known = prints(text)
    moved = re.sub("(?m)^  ", "    ", "# 起草说明\n\n" + text.replace("第一条", "# 说明\n第一条", 1))
    assert prints(text, *CHINESE) == known
    assert prints(moved) == known
    changed = re.sub(r"比例(\d)0%", lambda found: f"比例{int(found[1]) - 1}5%", text)
    assert changed != text
    assert prints(changed) != known


def test_the_same_finding_twice_has_two_fingerprints() -> None:
    twice = told(*(Odd(words="again", place=Place("a.policy", line, 1, "x")) for line in (1, 2)))
    results = at(json.loads(written(Form.SARIF, twice, Language.EN)), "runs", 0, "results")
    assert isinstance(results, list)
    assert len({str(at(result, "partialFingerprints")) for result in results}) == 2


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a b/县.policy", {"uri": "a%20b/%E5%8E%BF.policy", "uriBaseId": "%SRCROOT%"}),
        ("./a.policy", {"uri": "a.policy", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_a_file_below_the_working_folder_is_relative_to_it(file: str, expected: dict[str, str]) -> None:
    data = json.loads(written(Form.SARIF, told(file=file), Language.EN))
    assert at(data, "runs", 0, "artifacts", 0, "location") == expected


def test_a_file_elsewhere_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    for file in (str(tmp_path / "a.policy"), "../a.policy"):
        location = at(
            json.loads(written(Form.SARIF, told(file=file), Language.EN)), "runs", 0, "artifacts", 0, "location"
        )
        assert isinstance(location, dict)
        assert str(location["uri"]).startswith("file:///")
        assert location.keys() == {"uri"}


# ── GitHub ──

COMMAND = re.compile(r"::(error|warning|notice) ((?:[A-Za-z]+=[^:,\r\n]*,?)+)::([^\r\n]*)")


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A command as GitHub's runner reads it."""
    found = COMMAND.fullmatch(line)
    assert found is not None, line
    properties = dict(part.split("=", 1) for part in found[2].split(","))
    return found[1], {key: undone(value, full=True) for key, value in properties.items()}, undone(found[3])


def undone(text: str, *, full: bool = False) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ",")) if full else ()), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_reads_file_line_and_columns(folder: Path) -> None:
    said = tiaowen("check", str(folder), "--format", "github")
    commands = [read(line) for line in said.out.splitlines()]
    data = json.loads(tiaowen("check", str(folder), "--format", "json").out)["findings"]
    assert [(kind, int(where["line"])) for kind, where, _ in commands] == [(f["severity"], f["line"]) for f in data]
    marked = set()
    for _, where, text in commands:
        line = (folder / where["file"]).read_text(encoding="utf-8").splitlines()[int(where["line"]) - 1]
        marked.add((where["title"][:5], line[int(where["col"]) - 1 : int(where["endColumn"]) - 1]))
        assert text
    assert ("TW107", "特困人圆") in marked
    assert ("TW001", "多") in marked


@given(st.text("a%:,\r\n=0DA比", max_size=20), st.text("b%:,0A比", min_size=1, max_size=10))
def test_nothing_that_is_said_breaks_out_of_its_command(words: str, file: str) -> None:
    finding = Odd(words=words or "-", place=Place(file, 3, 1, "abc", 2))
    (line,) = written(Form.GITHUB, told(finding, file=file), Language.EN).splitlines()
    kind, where, text = read(line)
    assert (kind, where["file"], where["line"]) == ("error", file, "3")
    assert text.split() == words.split() or (not words and text == "-")


def test_github_is_told_nothing_where_there_is_nothing() -> None:
    assert tiaowen("check", TOWN, "--format", "github") == (NOTHING_WRONG, "", "")


# ── JUnit ──


@LANGUAGES
def test_junit_has_a_suite_for_each_file(folder: Path, lang: tuple[str, str]) -> None:
    del folder
    said = tiaowen("check", "wrong.policy", "town.policy", "no-such.policy", "--format", "junit", *lang)
    root = ElementTree.fromstring(said.out)
    assert root.tag == "testsuites"
    assert {suite.tag for suite in root} == {"testsuite"}
    rows = [tuple(suite.get(key) for key in ("name", "tests", "failures", "errors")) for suite in root]
    assert rows == [
        ("wrong.policy", "3", "2", "0"),
        ("town.policy", "1", "0", "0"),
        ("no-such.policy", "1", "0", "1"),
    ]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "2", "1")
    for case in root.iter("testcase"):
        assert case.keys() == ["classname", "name", "time"]
        assert [child.tag for child in case] in (["failure"], ["error"], ["system-out"], [])


def test_junit_fails_from_the_level_on_that_counts(folder: Path) -> None:
    del folder
    for more, failures in ((), "2"), (("--level", "warning"), "3"):
        root = ElementTree.fromstring(tiaowen("check", "wrong.policy", *more, "--format", "junit").out)
        assert root.get("failures") == failures


def test_junit_says_what_the_command_says(folder: Path, snapshot: SnapshotAssertion) -> None:
    del folder
    assert tiaowen("check", "wrong.policy", "town.policy", "--format", "junit", *CHINESE).out == snapshot


@given(st.text(max_size=30))
def test_junit_is_xml_whatever_is_said(words: str) -> None:
    finding = Odd(words="x" + words, place=Place('a\x00&<".policy', 1, 1, words.replace("\n", " ")))
    ElementTree.fromstring(written(Form.JUNIT, told(finding, file='a\x1b\ud800".policy'), Language.EN))


def test_severities_have_their_words_in_each_form() -> None:
    @frozen(kw_only=True)
    class Remark(Odd):
        severity: ClassVar[Severity] = Severity.INFO

    remark = told(Remark(words="so", place=Place("a.policy", 1, 1, "x")))
    assert written(Form.GITHUB, remark, Language.EN).startswith("::notice ")
    assert at(json.loads(written(Form.SARIF, remark, Language.EN)), "runs", 0, "results", 0, "level") == "note"
