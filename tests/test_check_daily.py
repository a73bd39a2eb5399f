"""For daily use: `check --explain`, `check --watch`, and the hooks that run before a commit."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import CASES, CHINESE, ENGLISH, TOWN, tiaowen

from tiaowen.compiler.cli import watch
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE, Say
from tiaowen.compiler.manual import page, page_ids
from tiaowen.compiler.manual.near import near_id
from tiaowen.dsl.language import Language

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])
SOUND = Path(TOWN).read_text(encoding="utf-8")
WRONG = (CASES / "wrong.policy").read_text(encoding="utf-8")
TOP = Path(__file__).resolve().parent.parent

# ── --explain ──


@LANGUAGES
@pytest.mark.parametrize("id", ["TW201", "tw107", "TWC01"])
def test_explain_prints_the_page_of_a_finding(id: str, lang: tuple[str, str]) -> None:
    assert tiaowen("check", "--explain", id, *lang) == (NOTHING_WRONG, f"{page(id, Language(lang[1]))}\n", "")


@pytest.mark.parametrize(
    ("id", "near"),
    [("TW2O1", "TW201"), ("tw21O", "TW210"), ("TWC4O", "TWC40"), ("TW1007", "TW107"), ("drops", None), ("", None)],
)
def test_explain_of_no_id_says_which_was_meant(id: str, near: str | None) -> None:
    for lang in (ENGLISH, CHINESE):
        said = tiaowen("check", "--explain", id, *lang)
        assert (said.code, said.out) == (WRONG_USAGE, "")
        assert (near or "TW") in said.err or near is None
        assert ("Did you mean" in said.err or "是否指" in said.err) == (near is not None)
        assert f"“{id}”" in said.err or f'"{id}"' in said.err


def test_an_id_that_is_there_is_nearest_to_itself() -> None:
    assert [near_id(id.lower()) for id in page_ids()] == list(page_ids())


def test_without_explain_a_policy_is_needed() -> None:
    assert tiaowen("check").code == WRONG_USAGE


# ── --watch ──


def waits(*steps: Callable[[], object]) -> Callable[[], None]:
    """A wait in which something happens each time, and in the end the user interrupts."""
    left = iter(steps)

    def wait() -> None:
        step = next(left, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    return wait


def runs(path: Path, *steps: Callable[[], object]) -> int:
    """How often a command ran while something happened to files."""
    count: Iterator[int] = iter(range(1, 100))
    return watch.watched([str(path)], lambda: next(count), Say(Language.EN), waits(*steps))


def nothing() -> None:
    """Nothing happens."""


def test_a_change_runs_the_command_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = tmp_path / "a.policy"
    policy.write_text(SOUND, encoding="utf-8")
    del capsys
    assert runs(policy) == 1
    assert runs(policy, nothing, nothing) == 1
    assert runs(policy, nothing, lambda: policy.write_text(WRONG, encoding="utf-8"), nothing) == 2
    assert runs(policy, policy.unlink, lambda: policy.write_text(SOUND, encoding="utf-8")) == 3


@pytest.mark.parametrize("name", ["new.policy", "deep/new.policy", "tiaowen.toml", "../pyproject.toml"])
def test_what_appears_where_it_counts_is_a_change(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "policies"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.policy").write_text(SOUND, encoding="utf-8")
    del capsys
    assert runs(folder, lambda: (folder / name).write_text("", encoding="utf-8"), nothing) == 2
    assert runs(folder, lambda: (folder / "notes.txt").write_text("", encoding="utf-8")) == 1


def test_a_document_that_a_policy_may_refine_is_watched_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "a.policy"
    policy.write_text(SOUND, encoding="utf-8")
    del capsys
    assert runs(policy, lambda: (tmp_path / "higher.policy").write_text(SOUND, encoding="utf-8")) == 2


@LANGUAGES
def test_watch_shows_each_run_and_ends_with_the_code_of_the_last(
    lang: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "a.policy"
    for texts, code in (((SOUND, WRONG), FINDINGS), ((WRONG, SOUND), NOTHING_WRONG)):
        policy.write_text(texts[0], encoding="utf-8")
        change = waits(lambda texts=texts: policy.write_text(texts[1], encoding="utf-8"))  # type: ignore[misc]
        monkeypatch.setattr(watch, "pause", change)
        said = tiaowen("check", "--watch", str(policy), *lang)
        assert (said.code, said.err) == (code, "")
        summaries = [line for line in said.out.splitlines() if line.startswith(str(policy)) and "TW" not in line]
        assert len(summaries) == 2
        assert len(re.findall(r"^\[\d\d:\d\d:\d\d\] ", said.out, re.MULTILINE)) == 2
        assert "\x1b" not in said.out, "nothing is cleared where there is no screen"


def test_an_interrupt_in_the_middle_of_a_run_keeps_the_code_of_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del capsys
    codes = iter([FINDINGS])

    def once() -> int:
        code = next(codes, None)
        if code is None:
            raise KeyboardInterrupt
        return code

    change = waits(lambda: (tmp_path / "a.policy").write_text("", encoding="utf-8"))
    assert watch.watched([str(tmp_path)], once, Say(Language.EN), change) == FINDINGS


def test_standard_input_cannot_be_watched() -> None:
    said = tiaowen("check", "--watch", "-", stdin=SOUND.encode())
    assert (said.code, said.out) == (WRONG_USAGE, "")


@pytest.mark.parametrize("name", ["no-such", "kaizhou-2017", "", "a\0b"])
def test_what_is_no_file_can_be_watched_for(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(watch.state([name]), dict)


# ── before a commit ──


def hooks() -> list[dict[str, str]]:
    """The hooks, read as far as they are written: a list of flat mappings."""
    found: list[dict[str, str]] = []
    for line in (TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            match = re.fullmatch(r"(- |  )([a-z_]+): (\S.*)", line)
            assert match is not None, line
            if match[1] == "- ":
                found.append({})
            found[-1][match[2]] = match[3]
    return found


def test_the_hooks_are_those_that_are_promised() -> None:
    assert [hook["id"] for hook in hooks()] == ["tiaowen-check", "tiaowen-fmt"]
    for hook in hooks():
        assert hook.keys() == {"id", "name", "description", "entry", "language", "files", "types", "require_serial"}
        assert (hook["language"], hook["types"], hook["require_serial"]) == ("python", "[file]", "true")
        assert not re.search(r": |^[\[{&*!|>'\"%@`]| #", hook["description"] + hook["entry"] + hook["name"])
        assert [bool(re.search(hook["files"], name)) for name in ("a/县.policy", "a.policy.bak")] == [True, False]


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_a_hook_passes_what_is_right_and_refuses_what_is_not(hook: dict[str, str], tmp_path: Path) -> None:
    program, *arguments = shlex.split(hook["entry"])
    assert program == "tiaowen"
    good, bad = tmp_path / "good.policy", tmp_path / "bad.policy"
    good.write_text(SOUND, encoding="utf-8")
    bad.write_text(WRONG.replace("：", ":  "), encoding="utf-8")
    before = bad.read_bytes()
    assert tiaowen(*arguments, str(good), str(good)).code == NOTHING_WRONG
    assert tiaowen(*arguments, str(good), str(bad)).code == FINDINGS
    assert bad.read_bytes() == before
    assert tiaowen(*arguments, str(tmp_path / "none.policy")).code == NOT_READ
