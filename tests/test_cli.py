"""The program as a whole: help, languages, wrong usage, exit codes, standard streams."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import CASES, CHINESE, ENGLISH, TOWN, tiaowen
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.cli.main import COMMANDS
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE
from tiaowen.compiler.library import shipped_ids
from tiaowen.compiler.version import VERSION

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])


def chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


# ------------------------------------------------------------------------------------------------ help


@LANGUAGES
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_the_language_spoken(command: str, lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen(*filter(None, [command]), "--help", *lang)
    assert said.code == NOTHING_WRONG
    assert said.err == ""
    assert chinese(said.out) == (lang == CHINESE)
    assert said.out == snapshot


@pytest.mark.parametrize(
    ("environment", "speaks_chinese"),
    [
        ({}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_MESSAGES": "zh_TW"}, True),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
    ],
)
def test_the_locale_decides_when_the_user_does_not(environment: dict[str, str], speaks_chinese: bool) -> None:
    assert chinese(tiaowen("--help", environment=environment).out) == speaks_chinese
    assert not chinese(tiaowen("--help", *ENGLISH, environment=environment).out)
    assert chinese(tiaowen("--help", "--lang=zh", environment=environment).out)


@pytest.mark.parametrize("arguments", [("--lang", "zh", "list"), ("list", "--lang", "zh"), ("list", "--lang=zh")])
def test_the_language_may_stand_anywhere(arguments: tuple[str, ...]) -> None:
    said = tiaowen(*arguments)
    assert said.code == NOTHING_WRONG
    assert "施行" in said.out


def test_version() -> None:
    assert tiaowen("--version") == (NOTHING_WRONG, f"tiaowen {VERSION}\n", "")


def test_no_command_shows_the_help_and_is_wrong_usage() -> None:
    said = tiaowen()
    assert (said.code, said.out) == (WRONG_USAGE, "")
    assert said.err == tiaowen("--help").out


# ----------------------------------------------------------------------------------------- wrong usage


@LANGUAGES
@pytest.mark.parametrize(
    "arguments",
    [
        ("settl",),
        ("frobnicate", "x"),
        ("list", "--formt", "json"),
        ("list", "--format", "yaml"),
        ("list", "--lang", "fr"),
        ("list", "more", "and more"),
        ("check",),
        ("check", TOWN, "--level", "serious"),
        ("settle", "one"),
        ("compile", "one"),
        ("compile", "one", "--to", "rust"),
        ("diff", "one"),
        ("diff", "one", "two", "--at", "soon"),
        ("diff", "one", "two", "--at", "1066"),
        ("diff", "one", "two", "--fail-on"),
        ("fmt", "one", "two", "-o", "three"),
        ("settle", "-", "-"),
        ("diff", "-", "-"),
        ("check", "-", TOWN, "-"),
        ("fmt", "one", "--to", "en", "--check"),
        ("--frob", "list"),
    ],
    ids=lambda arguments: " ".join(arguments).replace(str(CASES), "cases"),
)
def test_wrong_usage_is_said_in_the_language_spoken(
    arguments: tuple[str, ...], lang: tuple[str, str], snapshot: SnapshotAssertion
) -> None:
    said = tiaowen(*lang, *arguments)
    assert (said.code, said.out) == (WRONG_USAGE, "")
    assert chinese(said.err) == (lang == CHINESE)
    assert said.err.replace(str(CASES), "…") == snapshot


@LANGUAGES
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no-such-policy"),
        ("fmt", "no-such-policy"),
        ("test", "no-such-policy"),
        ("compile", "no-such-policy", "--to", "json"),
        ("settle", "no-such-policy", "no-such-claims.csv"),
        ("explain", "no-such-policy", "no-such-claims.csv"),
        ("diff", "no-such-policy", TOWN),
        ("diff", TOWN, "no-such-policy"),
        ("settle", TOWN, "no-such-claims.csv"),
        ("explain", TOWN, "no-such-claims.csv"),
        ("test", str(CASES)),
        ("settle", TOWN, str(CASES)),
        ("check", "a\0b"),
    ],
    ids=lambda a: " ".join(a[:3]).replace(str(CASES), "cases").replace("\0", "NUL"),
)
def test_what_cannot_be_read_never_looks_clean(arguments: tuple[str, ...], lang: tuple[str, str]) -> None:
    said = tiaowen(*arguments, *lang)
    assert said.code == NOT_READ
    assert chinese(said.err + said.out) == (lang == CHINESE)
    assert "无法读取" in said.err + said.out if lang == CHINESE else "annot" in said.err + said.out


def test_an_unknown_id_is_answered_with_the_ids_there_are() -> None:
    said = tiaowen("check", "baoshan-2023")
    assert all(id in said.out for id in shipped_ids())


# ------------------------------------------------------------------------------------------------ list


@LANGUAGES
def test_list_names_every_shipped_policy(lang: tuple[str, str]) -> None:
    said = tiaowen("list", *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert [line for line in said.out.splitlines() if not line.startswith(" ")] == list(shipped_ids())
    assert "保政办规〔2022〕2号" in said.out
    assert "2023-01-01" in said.out
    assert ("云南省" in said.out) == (lang == CHINESE)
    assert ("Yunnan" in said.out) == (lang == ENGLISH)


def test_list_as_data() -> None:
    said = tiaowen("list", "--format", "json")
    assert said.code == NOTHING_WRONG
    assert '"id": "baoshan-2022"' in said.out


# ------------------------------------------------------------------------------- a process of its own


def process(*arguments: str, stdout: int = subprocess.PIPE, **environment: str) -> subprocess.CompletedProcess[bytes]:
    call = [sys.executable, "-c", "from tiaowen.compiler.cli import main; main()", *arguments]
    return subprocess.run(call, stdout=stdout, stderr=subprocess.PIPE, env={**os.environ, **environment}, check=False)


def test_a_real_process_speaks_utf8_and_leaves_with_its_code() -> None:
    """Whatever the terminal's encoding is."""
    ran = process("check", "没有", "--lang", "zh", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.returncode == NOT_READ
    assert "未能读取" in ran.stdout.decode("utf-8")


def test_no_colour_in_a_pipe() -> None:
    ran = process("check", str(CASES / "wrong.policy"), NO_COLOR="", TERM="xterm-256color")
    assert ran.returncode == FINDINGS
    assert b"\x1b[" not in ran.stdout + ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:
        ran = process("list", stdout=full.fileno())
    assert ran.returncode == NOT_READ
    assert b"cannot be written" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = process("compile", TOWN, "--to", "python", stdout=writing)
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (NOTHING_WRONG, b"")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo terminal")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_on_a_terminal_unless_told_otherwise(no_color: str, coloured: bool) -> None:
    ours, theirs = os.openpty()
    try:
        process("check", str(CASES / "wrong.policy"), stdout=theirs, NO_COLOR=no_color)
        seen = os.read(ours, 100_000)
    finally:
        os.close(ours)
        os.close(theirs)
    assert (b"\x1b[31m" in seen) == coloured
