"""The table of provisions is complete, and each row names places, forms and witnesses that exist."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache

import pytest
from law.forms import CONFESSIONS, Contents, contents_of
from law.provisions import FOLDER, Provision, policy_path, provisions

from tiaowen.dsl.citations import CITATION, citation_text, read_citation
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Language

HOW_MANY = {
    "baoshan-2022": ("BS", 47),
    "yunyang-2023": ("YY", 36),
    "kaizhou-2017": ("KZ", 37),
    "yunnan-2019": ("YN", 35),
    "lianyungang-2017": ("LY", 24),
}
COMPUTABLE = 159
ABSENT = "absent"
"""The form of what a document does not say though it should: the file must confess it."""
TOP = FOLDER.parent
SENTENCE = re.compile(r"[\u3400-\u9fff]{8,}")
WRITTEN = [row for row in provisions() if policy_path(row.policy)]

each = pytest.mark.parametrize("row", provisions(), ids=lambda row: row.id)
each_written = pytest.mark.parametrize("row", WRITTEN, ids=lambda row: row.id)


@cache
def contents(policy: str) -> Contents:
    path = policy_path(policy)
    assert path is not None
    return contents_of(path.read_text(encoding="utf-8"))


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TOP / file).read_bytes())
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_provision_stands_once() -> None:
    wanted = [f"{short}-{n:02}" for short, count in HOW_MANY.values() for n in range(1, count + 1)]
    assert [row.id for row in provisions()] == wanted
    assert Counter(row.policy for row in provisions()) == {policy: count for policy, (_, count) in HOW_MANY.items()}
    assert [row.id for row in provisions() if not row.id.startswith(HOW_MANY[row.policy][0])] == []


def test_how_many_can_be_computed() -> None:
    assert sum(row.computable for row in provisions()) == COMPUTABLE


@each
def test_the_article_is_written_as_the_documents_number_it(row: Provision) -> None:
    if row.forms == (ABSENT,):
        assert row.article == ""
        return
    match = CITATION.fullmatch(fold(row.article))
    assert match
    assert citation_text(read_citation(match), Language.ZH) == row.article


@each
def test_what_it_says_is_told_in_our_own_words(row: Provision) -> None:
    assert 10 <= len(row.what) <= 120
    assert not SENTENCE.search(row.what)


@each
def test_only_a_document_that_is_not_written_yet_has_rows_without_a_place(row: Provision) -> None:
    assert bool(row.where) == (policy_path(row.policy) is not None)
    assert row.forms
    assert row.where or not row.witness


@each_written
def test_it_stands_under_headings_of_the_file(row: Provision) -> None:
    assert [place for place in row.where if place not in contents(row.policy).forms] == []


@each_written
def test_its_forms_occur_under_these_headings(row: Provision) -> None:
    found = [contents(row.policy).forms[place] for place in row.where]
    if row.forms == (ABSENT,):
        assert all(forms & CONFESSIONS for forms in found)
        return
    assert [form for form in row.forms if not any(form in forms for forms in found)] == []
    assert [place for place, forms in zip(row.where, found, strict=True) if not forms.intersection(row.forms)] == []


@each_written
def test_what_can_be_computed_has_a_witness_and_nothing_else_has(row: Provision) -> None:
    assert bool(row.witness) == row.computable


@each_written
def test_its_witnesses_exist(row: Provision) -> None:
    assert [title for title in row.examples if title not in contents(row.policy).examples] == []
    for test in row.tests:
        file, _, name = test.partition("::")
        assert name in names_in(file), test
