"""The pages of forms: every form of a line has one, examples hold in both languages, and the files are current."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.library.load import higher_texts
from tiaowen.compiler.manual.form_load import FormPage, all_forms
from tiaowen.compiler.manual.form_pages import example_in, form_documents
from tiaowen.compiler.manual.names_page import names_page
from tiaowen.compiler.manual.syntax import patterns, rules, words_of
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.tree import Language

DOCS = Path(__file__).parent.parent / "docs/manual"
PAGES = pytest.mark.parametrize("page", all_forms(), ids=lambda page: page.id)
LANGUAGES = pytest.mark.parametrize("language", Language, ids=lambda language: language.value)

# What every line is.
UNTOLD = {"start", "line"}


def lines_of(rule: str) -> set[str]:
    """The rules that a line of the grammar can be."""
    return {name for row in rules()[rule] for part in row for name in (part.name,) if name}


def test_every_form_of_a_line_has_a_page() -> None:
    every = lines_of("line") | lines_of("_statement")
    shown = {rule for page in all_forms() for rule in page.rules}
    assert every - shown - UNTOLD == {"_statement"}


def test_every_word_of_the_lexicon_is_on_a_page() -> None:
    shown = {id for page in all_forms() for rule in page.rules for id in words_of(rule)}
    assert set(lexicon()) - shown == set()


@PAGES
@LANGUAGES
def test_an_example_compiles_without_a_word_and_its_examples_hold(page: FormPage, language: Language) -> None:
    compiled = compile_text(example_in(page, language), page.id, find=higher_texts())
    assert [f.id for f in compiled.findings if f.severity is not Severity.INFO] == []
    outcomes = run_examples(compiled, language).outcomes
    assert [outcome.title for outcome in outcomes if not outcome.passed] == []


@PAGES
@LANGUAGES
def test_a_pattern_has_words_of_its_language_only(page: FormPage, language: Language) -> None:
    for rule in page.rules:
        assert patterns(rule, language)
        text = " ".join(patterns(rule, language))
        if language is Language.EN:
            assert not any("\u3400" <= char <= "\u9fff" for char in text)


@LANGUAGES
def test_the_committed_pages_are_those_that_are_made(language: Language) -> None:
    folder = DOCS / language.value / "forms"
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    assert found == form_documents(all_forms(), language)
    assert (DOCS / language.value / "names.md").read_text(encoding="utf-8") == names_page(language)
