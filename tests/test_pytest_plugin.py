"""The plugin for pytest: examples in policy files as tests, and nothing at all for a project that does not ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command_line import CASES, CHINESE, ENGLISH, TOWN, tiaowen

from tiaowen.compiler.pytest_plugin import items

pytest_plugins = ["pytester"]
LOADED = items
"""A run within a run forgets what it has loaded: so the compiler is there before, as in a run of many files."""

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])
SOUND = Path(TOWN).read_text(encoding="utf-8")
OFF = SOUND.replace("=1400元", "=1401元")
WRONG = (CASES / "wrong.policy").read_text(encoding="utf-8")
ON = ("--tiaowen", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:hypothesispytest", "-p", "no:syrupy")


def policies(pytester: pytest.Pytester, **texts: str) -> None:
    for name, text in texts.items():
        (pytester.path / f"{name}.policy").write_text(text, encoding="utf-8")


def said(result: pytest.RunResult) -> str:
    return result.stdout.str()


def test_every_example_is_an_item(pytester: pytest.Pytester) -> None:
    again = SOUND[SOUND.index("示例") :].replace('二类人员” / "Class 2"', '又一例” / "Another"')
    policies(pytester, town=f"{SOUND}\n{again}")
    result = pytester.runpytest_inprocess(*ON, "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["town.policy::Class 2 PASSED*", "town.policy::Another PASSED*"])


def test_examples_of_one_title_are_told_apart(pytester: pytest.Pytester) -> None:
    policies(pytester, town=f"{SOUND}\n{SOUND[SOUND.index('示例') :]}")
    result = pytester.runpytest_inprocess(*ON, "--collect-only", "-q")
    names = [line for line in said(result).splitlines() if "::" in line]
    assert names == ["town.policy::Class 2 (23)", "town.policy::Class 2 (28)"]


@LANGUAGES
def test_a_failure_says_what_the_command_says(pytester: pytest.Pytester, lang: tuple[str, str]) -> None:
    policies(pytester, off=OFF)
    result = pytester.runpytest_inprocess(*ON, "--tiaowen-lang", lang[1], "off.policy")
    result.assert_outcomes(failed=1)
    *failure, _summary = tiaowen("test", "off.policy", *lang).out.splitlines()
    assert len(failure) > 3
    assert "\n".join(failure) in said(result)
    assert "Traceback" not in said(result)


@LANGUAGES
def test_a_policy_without_rules_cannot_be_collected(pytester: pytest.Pytester, lang: tuple[str, str]) -> None:
    policies(pytester, wrong=WRONG, town=SOUND)
    result = pytester.runpytest_inprocess(*ON, "--tiaowen-lang", lang[1], "--continue-on-collection-errors")
    result.assert_outcomes(errors=1, passed=1)
    assert "wrong.policy:12:" in said(result)
    assert ("错误 TW001" in said(result)) == (lang == CHINESE)
    assert "Traceback" not in said(result)


def test_a_file_that_is_no_text_cannot_be_collected(pytester: pytest.Pytester) -> None:
    (pytester.path / "bytes.policy").write_bytes(SOUND.encode("gb18030"))
    result = pytester.runpytest_inprocess(*ON)
    result.assert_outcomes(errors=1)
    assert "\nbytes.policy:1:" in said(result)


def test_a_policy_that_asserts_nothing_fails(pytester: pytest.Pytester) -> None:
    policies(pytester, none=SOUND.partition("示例")[0], nothing=SOUND.partition("  应得")[0])
    result = pytester.runpytest_inprocess(*ON)
    result.assert_outcomes(failed=2)
    assert "Nothing is asserted" in said(result)
    assert "it expects nothing" in said(result)


def test_higher_documents_are_found_beside_a_policy_wherever_pytest_runs(pytester: pytest.Pytester) -> None:
    folder = pytester.mkdir("county")
    (folder / "town-2024.policy").write_text(SOUND, encoding="utf-8")
    lower = SOUND.replace("town-2024", "village-2024").replace("文号", "细化 town-2024\n文号")
    (folder / "village.policy").write_text(lower, encoding="utf-8")
    assert tiaowen("test", str(folder / "village.policy")).code == 0
    pytester.runpytest_inprocess(*ON, "county/village.policy").assert_outcomes(passed=1)


# ── asked for, or not ──


@pytest.mark.parametrize(
    ("ini", "options", "passed"),
    [
        ("", (), 0),
        ("", ("--tiaowen",), 1),
        ("tiaowen = true", (), 1),
        ("tiaowen = false", (), 0),
        ("tiaowen = false", ("--tiaowen",), 1),
    ],
)
def test_policies_are_collected_only_where_that_is_asked_for(
    pytester: pytest.Pytester, ini: str, options: tuple[str, ...], passed: int
) -> None:
    policies(pytester, town=SOUND)
    pytester.makeini(f"[pytest]\n{ini}\n")
    pytester.makepyfile("def test_other(): pass")
    pytester.runpytest_inprocess(*ON[1:], *options).assert_outcomes(passed=passed + 1)


def test_the_language_can_stand_in_the_settings(pytester: pytest.Pytester) -> None:
    policies(pytester, town=SOUND)
    pytester.makeini("[pytest]\ntiaowen = true\ntiaowen_lang = zh\n")
    assert "town.policy::二类人员" in said(pytester.runpytest_inprocess(*ON[1:], "--collect-only", "-q"))
    over = pytester.runpytest_inprocess(*ON[1:], "--collect-only", "-q", "--tiaowen-lang", "en")
    assert "town.policy::Class 2" in said(over)


def test_a_language_that_is_none_is_wrong_usage(pytester: pytest.Pytester) -> None:
    policies(pytester, town=SOUND)
    pytester.makeini("[pytest]\ntiaowen = true\ntiaowen_lang = fr\n")
    result = pytester.runpytest_inprocess(*ON[1:])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "'fr'" in result.stderr.str() + said(result)


def test_a_project_that_does_not_ask_loads_nothing_of_the_compiler() -> None:
    script = (
        "import sys, pytest, tiaowen.compiler.pytest_plugin\n"
        "code = pytest.main(['--version'])\n"
        "print(sorted(name for name in sys.modules if name.startswith('tiaowen')))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "['tiaowen', 'tiaowen.compiler', 'tiaowen.compiler.pytest_plugin']"


def test_the_plugin_is_found_by_its_entry_point() -> None:
    from importlib.metadata import entry_points  # noqa: PLC0415 -- what an environment offers, read when it is there

    names = {each.name: each.value for each in entry_points(group="pytest11")}
    assert names["tiaowen"] == "tiaowen.compiler.pytest_plugin"
