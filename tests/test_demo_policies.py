"""The invented county documents of the demonstration: complete under the real frameworks that they refine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.library.load import higher_texts, open_policy
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Severity

FOLDER = Path(__file__).parent.parent / "docs" / "demo"
CHINESE = sorted(path for path in FOLDER.glob("*.policy") if not path.name.endswith(".en.policy"))
SHOWN = {
    # by framework and doubt: what another reading of the framework changes in the county below it
    ("county-yunnan", "low-income-scope", "first-two"): ["低收入家庭住院：减起付线，再分段"],
    ("county-yunnan", "total-scope", "with-major"): ["重特大疾病救助不计入个人年度总额"],
    ("county-yunnan", "payers", "as-for-stays"): ["重特大疾病代替住院救助，不扣减商业保险"],
    ("county-lianyungang", "three-months", "excluded"): ["外来重病患者：居住证满3个月"],
    ("county-lianyungang", "expanded-option", "where-adopted"): [
        "拓展对象：减起付线，再分段",
        "低收入家庭：少一分就够（G39）",
        "门诊：拓展对象的起付线和限额",
        "参保：低保全额，特困职工90元，拓展对象一半",
    ],
    ("county-lianyungang", "outpatient-scope", "major-only"): [
        "门诊：重点对象七成，限额3000元",
        "门诊：拓展对象的起付线和限额",
    ],
}

each = pytest.mark.parametrize("path", CHINESE, ids=lambda path: path.stem)


def english(path: Path) -> Path:
    return path.with_name(f"{path.stem}.en.policy")


def opened(path: Path) -> Compiled:
    _, compiled = open_policy(str(path))
    assert compiled is not None
    return compiled


@each
def test_it_says_that_it_is_invented(path: Path) -> None:
    title, number = path.read_text(encoding="utf-8").splitlines()[:2]
    for line in (title, number):
        assert "虚构" in line
        assert "invented" in line


@each
def test_it_keeps_to_its_framework_and_leaves_nothing_open(path: Path) -> None:
    for compiled in (opened(path), opened(english(path))):
        assert [f.id for f in compiled.findings if f.severity is not Severity.INFO] == []
        assert "TW419" not in [f.id for f in compiled.findings]


@each
def test_its_claims_settle_and_reach_every_clause(path: Path) -> None:
    for compiled in (opened(path), opened(english(path))):
        run = run_examples(compiled)
        assert [o.title for o in run.outcomes if not o.passed] == []
        assert run.unreached == ()
        assert len(run.outcomes) >= 12


@each
def test_no_claim_of_it_is_left_undetermined(path: Path) -> None:
    assert re.findall("=未定", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("name", "doubt", "reading"), SHOWN, ids=lambda part: part)
def test_another_reading_of_the_framework_shows_in_the_county(name: str, doubt: str, reading: str) -> None:
    text = (FOLDER / f"{name}.policy").read_text(encoding="utf-8")
    compiled = compile_text(text, f"{name}.policy", readings={doubt: reading}, find=higher_texts())
    failed = [o.title.zh for o in run_examples(compiled).outcomes if not o.passed]
    assert failed == SHOWN[name, doubt, reading]
