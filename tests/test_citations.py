"""Citations: one structure in two ways of numbering."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import citations

from tiaowen.dsl.citations import CITATION, citation_text, read_citation
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Citation, Language


def read(text: str) -> Citation | None:
    match = CITATION.fullmatch(fold(text))
    return read_citation(match) if match else None


@given(citations, st.sampled_from(Language))
def test_what_is_written_is_read_back(citation: Citation, language: Language) -> None:
    assert read(citation_text(citation, language)) == citation


@pytest.mark.parametrize(
    ("english", "chinese", "citation"),
    [
        ("Article 8", "第八条", Citation("article", (8,))),
        ("Article 8(2)", "第八条（二）", Citation("article", (8, 2))),
        ("Chapter 3", "第三章", Citation("chapter", (3,))),
        ("Section 2(4)1", "二、（四）1．", Citation("section", (2, 4, 1))),
        ("Section 2(3)2(1)", "二、（三）2．（1）", Citation("section", (2, 3, 2, 1))),
        ("Article 12 paragraph 2", "第十二条第二款", Citation("article", (12,), 2)),
        ("Preamble", "前言", Citation("preamble")),
        ("Annex 2", "附件2", Citation("annex", (2,))),
        ("Notice paragraph 3", "印发通知第三款", Citation("notice", (), 3)),
        ("Closing", "尾段", Citation("closing")),
    ],
)
def test_both_numberings(english: str, chinese: str, citation: Citation) -> None:
    assert read(english) == read(chinese) == citation
    assert citation_text(citation, Language.EN) == english
    assert citation_text(citation, Language.ZH) == chinese


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("第8条", Citation("article", (8,))),
        ("第一百零五条", Citation("article", (105,))),
        ("第一〇一条", Citation("article", (101,))),
        ("article 8", Citation("article", (8,))),
        ("第八条(2)", Citation("article", (8, 2))),
        ("附件一", Citation("annex", (1,))),
    ],
)
def test_other_spellings(text: str, citation: Citation) -> None:
    match = CITATION.match(fold(text)) or CITATION.match(fold(text.capitalize()))
    assert match
    assert read_citation(match) == citation


@pytest.mark.parametrize("text", ["第条", "Article", "Article x", "第十调", "Annexes", "2、", "Article 12345"])
def test_what_is_no_citation(text: str) -> None:
    assert read(text) is None
