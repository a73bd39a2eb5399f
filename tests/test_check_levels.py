"""Levels of findings as a project sets them, in `tiaowen.toml` or `pyproject.toml`."""

from __future__ import annotations

import json
import os
import pickle
import sys
from pathlib import Path

import pytest
from command_line import CASES, CHINESE, ENGLISH, TOWN, tiaowen
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.checks import CHECKS, mark_of
from tiaowen.compiler.cli.check_many import ALONE
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG
from tiaowen.compiler.levels import own_level, read_settings
from tiaowen.compiler.levels.releveled import at_level
from tiaowen.compiler.levels.settings import is_fixed
from tiaowen.compiler.library import open_policy
from tiaowen.compiler.manual.load import find_page
from tiaowen.compiler.manual.model import Case
from tiaowen.dsl.diagnostics import Finding, Severity, render
from tiaowen.dsl.language import Language

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])
WRONG = (CASES / "wrong.policy").read_text(encoding="utf-8")
SOUND = Path(TOWN).read_text(encoding="utf-8")
UNCAPPED = SOUND.replace("，年度限额3万元", "").replace("，年度限额2万元", "")
"""A policy with one warning (TW102)."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a policy that has one warning."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.policy").write_text(UNCAPPED, encoding="utf-8")
    return tmp_path


def levels(*lines: str, head: str = "levels") -> str:
    return "\n".join([f"[{head}]", *lines, ""])


def found(*arguments: str, stdin: bytes = b"") -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and the ids and levels of what is found."""
    said = tiaowen("check", *arguments, "--format", "json", stdin=stdin)
    return said.code, [(f["id"], f["severity"]) for f in json.loads(said.out)["findings"]]


# ── what a level does ──


@pytest.mark.parametrize(
    ("level", "code", "told"),
    [
        ("off", NOTHING_WRONG, []),
        ("info", NOTHING_WRONG, []),
        ("warning", NOTHING_WRONG, [("TW102", "warning")]),
        ("error", FINDINGS, [("TW102", "error")]),
    ],
)
def test_a_level_decides_what_is_shown_and_what_fails(
    folder: Path, level: str, code: int, told: list[tuple[str, str]]
) -> None:
    assert found("a.policy") == (NOTHING_WRONG, [("TW102", "warning")])
    (folder / "tiaowen.toml").write_text(levels(f'TW102 = "{level}"'), encoding="utf-8")
    assert found("a.policy") == (code, told)
    assert (("TW102", level) in found("a.policy", "--level", "info")[1]) == (level != "off")


def test_counts_and_words_follow_the_level(folder: Path) -> None:
    (folder / "tiaowen.toml").write_text(levels('tw102 = "error"'), encoding="utf-8")
    said = tiaowen("check", "a.policy")
    assert "error TW102" in said.out
    assert said.out.endswith("a.policy: 2 clauses, 1 error, 0 warnings\n")


def test_a_figure_changes_what_a_check_finds(folder: Path) -> None:
    page = find_page("TW202")
    assert page is not None
    assert isinstance(page.shown, Case)
    (folder / "b.policy").write_bytes(page.shown.avoid.content(Language.EN))
    assert "TW202" in dict(found("b.policy")[1])
    for yuan, told in (999_999, False), (1, True):
        (folder / "tiaowen.toml").write_text(levels(f"jump = {yuan}"), encoding="utf-8")
        assert ("TW202" in dict(found("b.policy")[1])) == told


def test_an_error_that_leaves_no_rules_stays_whatever_else_is_set(folder: Path) -> None:
    (folder / "wrong.policy").write_text(WRONG, encoding="utf-8")
    every = (f'{check.id} = "off"' for check in CHECKS if not is_fixed(check.id))
    (folder / "tiaowen.toml").write_text(levels('TW501 = "off"', *every), encoding="utf-8")
    code, told = found("wrong.policy")
    assert (code, set(told)) == (FINDINGS, {("TW001", "error"), ("TW107", "error")})


def test_what_a_check_finds_can_be_set_whatever_its_level(folder: Path) -> None:
    page = find_page("TW201")
    assert page is not None
    assert isinstance(page.shown, Case)
    (folder / "b.policy").write_bytes(page.shown.avoid.content(Language.EN))
    assert found("b.policy") == (FINDINGS, [("TW201", "error")])
    (folder / "tiaowen.toml").write_text(levels('TW201 = "warning"'), encoding="utf-8")
    assert found("b.policy") == (NOTHING_WRONG, [("TW201", "warning")])


# ── which file ──


def test_the_nearest_file_holds(folder: Path) -> None:
    deep = folder / "city" / "county"
    deep.mkdir(parents=True)
    (deep / "b.policy").write_text(UNCAPPED, encoding="utf-8")
    (folder / "tiaowen.toml").write_text(levels('TW102 = "error"'), encoding="utf-8")
    assert found("city/county/b.policy")[0] == FINDINGS
    (folder / "city" / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert found("city/county/b.policy")[0] == FINDINGS, "this one says nothing about it"
    (folder / "city" / "pyproject.toml").write_text(
        levels('TW102 = "off"', head="tool.tiaowen.levels"), encoding="utf-8"
    )
    assert found("city/county/b.policy") == (NOTHING_WRONG, [])
    assert found("a.policy", "city/county/b.policy") == (FINDINGS, [("TW102", "error")])
    (folder / "city" / "tiaowen.toml").write_text("", encoding="utf-8")
    assert found("city/county/b.policy") == (NOTHING_WRONG, [("TW102", "warning")]), "its own file comes first"


def test_standard_input_lies_in_the_working_folder_and_a_shipped_policy_nowhere(folder: Path) -> None:
    shipped = found("baoshan-2022")
    off = [f'{id} = "off"' for id in sorted({id for id, level in shipped[1] if level != "error"})]
    (folder / "tiaowen.toml").write_text(
        levels('TW102 = "off"', *(line for line in off if "TW102" not in line)), encoding="utf-8"
    )
    assert found("-", stdin=UNCAPPED.encode()) == (NOTHING_WRONG, [])
    assert found("baoshan-2022") == shipped


def test_several_processes_keep_to_the_levels(folder: Path) -> None:
    (folder / "tiaowen.toml").write_text(levels('TW102 = "error"'), encoding="utf-8")
    names = ["a.policy"] * (ALONE + 3)
    one, two = (tiaowen("check", *names, "--jobs", jobs) for jobs in ("1", "2"))
    assert one == two
    assert one.out.count("error TW102") == len(names)


# ── what can be wrong ──


@LANGUAGES
@pytest.mark.parametrize("name", ["tiaowen.toml", "pyproject.toml"])
def test_what_is_wrong_in_settings_is_told_at_its_line(
    folder: Path, name: str, lang: tuple[str, str], snapshot: SnapshotAssertion
) -> None:
    lines = [
        'TW2O2 = "off"',
        '"TW102" = "loud"',
        "TW206 = true",
        'tw107 = "warning"',
        "jump = -1",
        "jmup = 2",
        "no = 3",
    ]
    head = {"tiaowen.toml": "levels", "pyproject.toml": "tool.tiaowen.levels"}[name]
    (folder / name).write_text("# 设置\n\n" + levels(*lines, head=head), encoding="utf-8")
    said = tiaowen("check", "a.policy", *lang)
    assert (said.code, said.err) == (NOT_READ, "")
    assert said.out.replace(name, "SETTINGS") == snapshot(name="settings " + lang[1])


@LANGUAGES
@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'[levels]\nTW102 = "off"\nTW202 = off\n', 3),
        (b'[levels]\nTW102 = "off"\n[levels]\n', 3),
        (b"[levels\n", 1),
        (b'[levels]\nTW102 = "\n', 2),
        ('[levels]\n# 级别\nTW102 = "off"\n'.encode("gb18030"), 2),
        (b"levels = 3\n", 1),
        (b"# x\n" + b" " * 1_000_001, 1),
    ],
    ids=["value", "twice", "head", "string", "encoding", "no table", "size"],
)
def test_settings_that_cannot_be_read_stop_the_check(
    folder: Path, content: bytes, line: int, lang: tuple[str, str]
) -> None:
    (folder / "tiaowen.toml").write_bytes(content)
    said = tiaowen("check", "a.policy", *lang)
    assert (said.code, said.err) == (NOT_READ, "")
    assert said.out.startswith(f"tiaowen.toml:{line}:")
    assert "TW102" not in said.out.split("│")[0], "nothing was checked"
    assert ("错误" in said.out) == (lang == CHINESE)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="who may read everything sees no difference")
def test_settings_that_may_not_be_read_stop_the_check(folder: Path) -> None:
    (folder / "tiaowen.toml").write_text("")
    (folder / "tiaowen.toml").chmod(0)
    assert tiaowen("check", "a.policy").code == NOT_READ


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit"])
def test_every_form_tells_of_wrong_settings(folder: Path, form: str) -> None:
    (folder / "tiaowen.toml").write_text("[levels]\nTW102 = off\n", encoding="utf-8")
    said = tiaowen("check", "a.policy", "--format", form)
    assert said.code == NOT_READ
    assert "TW033" in said.out


@pytest.mark.parametrize("content", [b"[project\n", b"\xff\xfe", b"[project]\n", b"tool = 3\n"])
def test_what_is_wrong_with_another_program_s_settings_is_its_own_affair(folder: Path, content: bytes) -> None:
    (folder / "pyproject.toml").write_bytes(content)
    assert found("a.policy") == (NOTHING_WRONG, [("TW102", "warning")])


def test_a_broken_file_that_speaks_of_this_program_is_told_of(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.tiaowen.levels\n", encoding="utf-8")
    assert tiaowen("check", "a.policy").code == NOT_READ


@pytest.mark.parametrize(
    ("text", "line", "marked"),
    [
        ('levels = { TW102 = "off", TW999 = "off" }', 1, "TW999"),
        ('levels.TW999 = "off"', 1, "TW999"),
        ('# TW999 is gone\n[levels]\n"TW999" = "off"', 3, '"TW999"'),
        ('[levels]\nTW9990 = "off"\nTW999 = "off"', 3, "TW999"),
    ],
    ids=["inline", "dotted", "quoted", "longer"],
)
def test_the_place_is_found_however_the_table_is_written(text: str, line: int, marked: str) -> None:
    settings = read_settings(text, "tiaowen.toml", "tiaowen.toml")
    assert settings is not None
    place = settings.findings[-1].place
    assert place is not None
    assert (place.line, place.text[place.column - 1 :][: place.length]) == (line, marked)


# ── a finding at another level ──


def some() -> list[Finding]:
    (compiled,) = [c for c in (open_policy(str(CASES / "wrong.policy"))[1],) if c]
    return list(compiled.findings)


def test_a_finding_at_another_level_is_the_same_in_all_else() -> None:
    for finding in some():
        for severity in Severity:
            other = at_level(finding, severity)
            assert isinstance(other, type(finding))
            assert (other.id, other.severity, own_level(other)) == (finding.id, severity, finding.severity)
            assert (other.place, mark_of(other)) == (finding.place, mark_of(finding))
            assert [other.message(language) for language in Language] == [finding.message(each) for each in Language]
            assert at_level(other, finding.severity).severity is finding.severity
            assert pickle.loads(pickle.dumps(other)) == other


def test_a_finding_at_its_own_level_is_itself() -> None:
    for finding in some():
        assert at_level(finding, finding.severity) is finding


def test_the_renderer_says_the_level() -> None:
    assert render([at_level(some()[0], Severity.INFO)], Language.EN).split(" ")[1] == "info"
