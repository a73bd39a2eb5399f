"""Documents that the rules compiler takes, with examples worked out by hand, and documents that it must object to.

A document below ``bad`` is named after the one kind of finding that it must bring forth, and no other.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.manual import page_ids
from tiaowen.compiler.resolve import findings as resolving
from tiaowen.compiler.rules import findings as ruling
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.dsl.diagnostics import Finding, Severity, render
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_document
from tiaowen.dsl.tree import Language

CASES = Path(__file__).parent / "cases" / "rules"
GOOD = sorted((CASES / "good").glob("*.policy"))
BAD = sorted((CASES / "bad").glob("*.policy"))
BOTH = (Language.EN, Language.ZH)
KINDS = {
    kind.id: kind
    for module in (resolving, ruling)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Finding) and kind is not Finding
}
GENERATED = {"TW306"}
"""Shown by a document too long for a file, in the tests of definitions."""


def failures(text: str, name: str) -> list[str]:
    found = compile_text(text, name)
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    if errors or found.policy is None:
        return [render(errors, Language.EN)]
    outcomes = run_examples(found).outcomes
    assert outcomes
    told = [finding.message(Language.EN) for outcome in outcomes for finding in outcome.findings]
    checks = [check for outcome in outcomes for check in outcome.checks]
    wrong = [f"{check.place}: {check.record}" for check in checks if not check.passed]
    return told + wrong


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_good_document_settles_as_its_examples_say(path: Path) -> None:
    assert failures(path.read_text(encoding="utf-8"), path.name) == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
@pytest.mark.parametrize("language", BOTH)
def test_it_settles_the_same_in_either_language(path: Path, language: Language) -> None:
    text = path.read_text(encoding="utf-8")
    vocabulary = compile_text(text, path.name).resolver.vocabulary
    document, _ = parse(text, path.name)
    printed = print_document(document, language, Translator(VocabularyLookup(vocabulary)))
    assert failures(printed, path.name) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_document_brings_forth_the_finding_it_is_named_after(path: Path, snapshot: SnapshotAssertion) -> None:
    found = compile_text(path.read_text(encoding="utf-8"), path.name).findings
    assert {finding.id for finding in found} == {path.name[:5]}
    assert "\n\n".join(render(found, language) for language in BOTH) == snapshot


def test_every_finding_has_a_bad_document() -> None:
    shown = {path.name[:5] for path in BAD} | set(page_ids())
    assert KINDS.keys() - shown <= GENERATED


def test_ids_are_unique() -> None:
    kinds = set(KINDS.values())
    assert len(kinds) == len({kind.id for kind in kinds})


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_finding_speaks_either_language_and_says_where(path: Path) -> None:
    for finding in compile_text(path.read_text(encoding="utf-8"), path.name).findings:
        assert finding.place is not None
        assert finding.place.file == path.name
        assert re.search(r"[\u4e00-\u9fff]", finding.message(Language.ZH))
        assert finding.message(Language.EN).endswith((".", "?"))
        assert not re.search(r"[“”]", finding.message(Language.EN) + (finding.advice(Language.EN) or ""))
