"""`tiaowen check` of many files: folders, and several processes that say what one would have said."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent import futures
from pathlib import Path

import pytest
from command_line import CASES, TOWN, tiaowen

from tiaowen.compiler.cli import check_many
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE
from tiaowen.compiler.library import open_policy

BAD = Path(__file__).parent / "cases" / "rules" / "bad"
TOWN_TEXT, WRONG_TEXT = ((CASES / name).read_text(encoding="utf-8") for name in ("town-2024.policy", "wrong.policy"))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of sound and unsound policies, more than one process checks alone."""
    for number in range(check_many.ALONE + 9):
        text = WRONG_TEXT if number % 7 == 3 else TOWN_TEXT.replace("3万元", f"{number + 2}万元")
        folder = tmp_path / f"county-{number % 3}"
        folder.mkdir(exist_ok=True)
        (folder / f"p{number:02}.policy").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("more", [(), ("--level", "info"), ("--format", "json"), ("--lang", "zh")], ids=" ".join)
def test_several_processes_say_what_one_says(many: Path, more: tuple[str, ...]) -> None:
    (many / "odd.policy").write_bytes(b"\xff\xfe\xff")
    names = (str(many), "-", "no-such-policy", "kaizhou-2017", str(many / "county-1" / "p01.policy"))
    one, two = (tiaowen("check", *names, "--jobs", jobs, *more, stdin=TOWN_TEXT.encode()) for jobs in ("1", "2"))
    assert one == two
    assert one.code == NOT_READ
    assert one.out.count("p01.policy") >= 2, "a file named twice is checked twice"


@pytest.mark.parametrize(("unsound", "code"), [(True, FINDINGS), (False, NOTHING_WRONG)])
def test_the_exit_code_is_that_of_the_gravest_finding(many: Path, unsound: bool, code: int) -> None:
    if not unsound:
        for path in many.rglob("*.policy"):
            path.write_text(TOWN_TEXT, encoding="utf-8")
    assert [tiaowen("check", str(many), "--jobs", jobs).code for jobs in ("1", "2", "3")] == [code] * 3


def test_few_files_begin_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(futures, "ProcessPoolExecutor")
    assert tiaowen("check", *[TOWN] * check_many.ALONE, "--jobs", "2").code == NOTHING_WRONG


@pytest.mark.parametrize("jobs", ["0", "1000", "all"])
def test_the_number_of_processes_is_a_number(jobs: str) -> None:
    said = tiaowen("check", TOWN, "--jobs", jobs)
    assert (said.code, said.out) == (WRONG_USAGE, "")
    assert "--jobs" in said.err


def test_without_a_number_every_core_is_used() -> None:
    assert 1 <= check_many.cores() <= (os.cpu_count() or 1)


def test_a_folder_stands_for_the_policies_below_it(tmp_path: Path) -> None:
    for name in ("b.policy", "a/z.policy", "a/note.txt", "a/deep/er.policy", ".hidden/no.policy"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TOWN_TEXT, encoding="utf-8")
    expected = [str(tmp_path / name) for name in ("a/deep/er.policy", "a/z.policy", "b.policy")]
    assert check_many.policies_below(str(tmp_path)) == expected
    said = tiaowen("check", str(tmp_path))
    assert said.code == NOTHING_WRONG
    assert said.out == "".join(f"{name}: 2 clauses, 0 errors, 0 warnings\n" for name in expected)


def test_a_folder_without_policies_does_not_look_clean(tmp_path: Path) -> None:
    said = tiaowen("check", str(tmp_path))
    assert said.code == NOT_READ
    assert "there is no .policy file in it" in said.out
    assert "其中没有可以读取的 .policy 文件" in tiaowen("check", str(tmp_path), "--lang", "zh").out


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="who may read everything sees no difference")
def test_a_folder_that_cannot_be_read_does_not_look_clean(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    (tmp_path / "open.policy").write_text(TOWN_TEXT, encoding="utf-8")
    shut.chmod(0)
    try:
        said = tiaowen("check", str(tmp_path))
    finally:
        shut.chmod(0o700)
    assert said.code == NOT_READ
    assert "shut: not read" in said.out


def test_every_finding_passes_from_process_to_process_unchanged() -> None:
    found = [f for path in sorted(BAD.glob("*.policy")) if (c := open_policy(str(path))[1]) for f in c.findings]
    assert len({type(f) for f in found}) > 40
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="where processes are begun is read from /proc")
def test_an_interrupt_ends_all_processes_in_one_sentence() -> None:
    program = str(Path(sys.executable).with_name("tiaowen"))
    ran = subprocess.Popen(
        [program, "check", *["baoshan-2022"] * 3_000, "--jobs", "2", "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    begun = Path(f"/proc/{ran.pid}/task/{ran.pid}/children")
    while ran.poll() is None and len(begun.read_text(encoding="ascii").split()) < 2:
        time.sleep(0.1)
    time.sleep(0.5)  # and now they are at work
    os.killpg(ran.pid, signal.SIGINT)
    out, err = ran.communicate(timeout=30)
    assert (ran.returncode, out, err.strip()) == (130, "", "Interrupted.")
    with pytest.raises(ProcessLookupError):
        os.killpg(ran.pid, 0)
