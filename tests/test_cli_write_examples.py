"""``check --write-examples``: what a check shows becomes an example of the file, once, and only if it passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import CHINESE, ENGLISH, tiaowen
from small_documents import HEADER

from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG

TOWN = (
    HEADER
    + """Article 1
in force from 2023-01-01
recipients means extremely poor people
several identities: most favourable outcome
Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  requires in-scope expenses at most 30,000 yuan per visit
  recipients: no deductible, ratio 70%, no cap
"""
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "town.policy"
    path.write_text(TOWN, encoding="utf-8")
    return path


def test_the_cases_of_findings_are_written_as_examples_that_pass(town: Path) -> None:
    said = tiaowen("check", str(town), "--write-examples", *ENGLISH)
    text = town.read_text(encoding="utf-8")
    assert text.startswith(TOWN)
    assert text.count('example "TW201 ') == 2
    assert "2 examples written" in said.err
    assert tiaowen("test", str(town), *ENGLISH).code == NOTHING_WRONG


def test_writing_twice_writes_once(town: Path) -> None:
    tiaowen("check", str(town), "--write-examples", *ENGLISH)
    once = town.read_bytes()
    said = tiaowen("check", str(town), "--write-examples", *CHINESE)
    assert town.read_bytes() == once
    assert "写入示例0个" in said.err


def test_a_chinese_file_gets_chinese_examples(town: Path) -> None:
    chinese = tiaowen("fmt", "--to", "zh", str(town), *ENGLISH).out
    town.write_text(chinese, encoding="utf-8")
    tiaowen("check", str(town), "--write-examples", *ENGLISH)
    assert town.read_text(encoding="utf-8").count("示例 “TW201 ") == 2
    assert tiaowen("test", str(town), *ENGLISH).code == NOTHING_WRONG


def test_only_files_are_written() -> None:
    said = tiaowen("check", "kaizhou-2017", "--write-examples", *ENGLISH)
    assert said.code == NOT_READ
    assert "examples are written into files that are given by path" in said.err


def test_a_file_with_errors_is_left_as_it_is(town: Path) -> None:
    broken = TOWN.replace("extremely poor people", "people of the moon")
    town.write_text(broken, encoding="utf-8")
    said = tiaowen("check", str(town), "--write-examples", *ENGLISH)
    assert said.code == FINDINGS
    assert town.read_text(encoding="utf-8") == broken
