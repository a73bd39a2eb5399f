"""The shipped policies: every file is checked, tested, laid out and printed in both languages. New files are picked
up by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.library import open_policy, shipped_ids
from tiaowen.compiler.resolve import place, resolver_for
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.namer import KeepNames, VocabularyLookup
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.format import format_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import translate
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Language

FOLDER = Path(__file__).parent.parent / "policies"
CHINESE = sorted(p for p in FOLDER.glob("*/*.policy") if not p.name.endswith(".en.policy"))
EXPECTED_WARNINGS = {"yunyang-2023": ["TW601"]}
"""Findings that are facts of the document itself: its list says 26 and names 27."""


def compiled(path: Path) -> Compiled:
    return compile_text(path.read_text(encoding="utf-8"), path.name)


def english(path: Path) -> Path:
    return path.with_name(path.name.replace(".policy", ".en.policy"))


def printed(text: str, language: Language) -> str:
    document, findings = parse(text, "policy")
    assert findings == ()
    placed, _ = place(document, Source.of(text, "policy"))
    lookup = VocabularyLookup(resolver_for(placed, load_vocabulary()).vocabulary)
    out, missing = translate(document, language, lookup)
    assert missing == ()
    return out


def test_every_file_is_shipped_under_its_own_id() -> None:
    assert [p.name.removesuffix(".policy") for p in sorted(CHINESE, key=lambda p: p.name)] == list(shipped_ids())
    for id in shipped_ids():
        _, found = open_policy(id)
        assert found is not None
        assert found.policy is not None
        assert found.policy.id == id


@pytest.mark.parametrize("path", CHINESE, ids=lambda p: p.stem)
def test_the_policy_has_no_finding_but_the_known_ones(path: Path) -> None:
    found = [f.id for f in compiled(path).findings if f.severity is not Severity.INFO]
    assert found == EXPECTED_WARNINGS.get(path.stem, [])


@pytest.mark.parametrize("path", CHINESE, ids=lambda p: p.stem)
def test_all_examples_pass_and_reach_every_clause(path: Path) -> None:
    run = run_examples(compiled(path))
    failed = [o.title.get(Language.EN) for o in run.outcomes if not o.passed]
    assert failed == []
    assert run.unreached == ()
    assert len(run.outcomes) > 20


@pytest.mark.parametrize("path", CHINESE, ids=lambda p: p.stem)
def test_the_file_is_laid_out_canonically(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    names = KeepNames(load_vocabulary())
    assert format_text(text, path.name, names=names) == (text, ())


@pytest.mark.parametrize("path", CHINESE, ids=lambda p: p.stem)
def test_printing_either_file_gives_the_other_byte_for_byte(path: Path) -> None:
    chinese, other = path.read_text(encoding="utf-8"), english(path).read_text(encoding="utf-8")
    assert printed(chinese, Language.EN) == other
    assert printed(other, Language.ZH) == chinese


@pytest.mark.parametrize("path", CHINESE, ids=lambda p: p.stem)
def test_both_files_compile_to_the_same_rules(path: Path) -> None:
    zh, en = compiled(path).policy, compiled(english(path)).policy
    assert zh is not None
    assert en is not None
    for part in ("benefits", "pools", "classes", "lists", "atoms", "identities", "parameters", "figures", "clauses"):
        assert getattr(zh, part) == getattr(en, part), part
    for part in ("adjustments", "fund_rules", "fund_limits", "duties", "remarks", "start", "regions", "repeals"):
        assert getattr(zh, part) == getattr(en, part), part
