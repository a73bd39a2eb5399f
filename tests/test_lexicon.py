"""The word table: one row per word, both languages, nothing twice where it could be mistaken."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tiaowen.dsl.lexicon import (
    FOLLOW,
    Word,
    chinese_function_words,
    english_function_words,
    lexicon,
    word,
    word_pattern,
)
from tiaowen.dsl.tree import Language

ROLES = {"line", "line:", "scope", "facet", "period", "function", "word"}

# The same spelling in two rows; where one can stand the other cannot, or one follows what the other does not.
SHARED = {
    frozenset({"SET_BY", "PUBLISHED_BY"}),
    frozenset({"SET_BY", "BY"}),
    frozenset({"PUBLISHED_BY", "BY"}),
    frozenset({"OF", "OF_EVENT"}),
    frozenset({"BY", "BY_COUNT"}),
    frozenset({"FROM_FUND", "SET_BY"}),
    frozenset({"FROM_FUND", "PUBLISHED_BY"}),
    frozenset({"FROM_FUND", "BY"}),
    frozenset({"LAST_YEAR", "PREVIOUS_YEAR"}),
    frozenset({"BEFORE", "PAST"}),
    frozenset({"PER_YEAR", "EACH_YEAR"}),
    frozenset({"PER_MONTH", "EVERY_MONTH"}),
}


@pytest.mark.parametrize("row", lexicon().values(), ids=lambda row: row.id)
def test_every_row_is_whole(row: Word) -> None:
    assert re.fullmatch(r"[A-Z_]+", row.id)
    assert row.role in ROLES
    assert row.follow in FOLLOW
    assert row.english or row.chinese
    assert all(s == s.strip().lower() and s.isascii() for s in row.english)
    assert all(re.search("[\u4e00-\u9fff]", s) for s in row.chinese)


@pytest.mark.parametrize("row", lexicon().values(), ids=lambda row: row.id)
def test_every_spelling_is_recognised(row: Word) -> None:
    tail = {
        "space": " x",
        "string": ' "x"',
        "reading": " x:",
        "name": " x:",
        "number": " 1",
        "colon": ":",
        "lpar": "(",
        "date": " 2023-01-01",
        "cite": " 第一条",
        "": "",
    }
    for spelling in row.spellings():
        match = word_pattern(row.id).match(spelling + tail[row.follow])
        assert match
        assert match.end() == len(spelling)


def test_spellings_shared_by_two_words_are_known() -> None:
    shared = {
        frozenset({a.id, b.id})
        for a, b in combinations(lexicon().values(), 2)
        if set(a.spellings()) & set(b.spellings())
    }
    assert shared == SHARED


def test_english_words_end_at_a_word_boundary_in_any_case() -> None:
    assert not word_pattern("FOR").match("foreign")
    assert not word_pattern("NOT").match("not-for-profit")
    assert word_pattern("FOR").match("For x")
    assert word_pattern("IN_FORCE").match("in  force")


def test_a_facet_takes_the_chinese_copula() -> None:
    assert word_pattern("RATIO").match("支付比例为60%").end() == len("支付比例为")  # type: ignore[union-attr]


def test_a_word_that_needs_something_behind_it_is_none_without() -> None:
    assert not word_pattern("NUMBER").match("number of beds")
    assert word_pattern("NUMBER").match('number "1"')
    assert not word_pattern("VISIT").match("visitors")


def test_function_words_end_names() -> None:
    assert english_function_words().match("at level 3")
    assert chinese_function_words().match("不低于60")
    assert not chinese_function_words().match("经办")
    assert not chinese_function_words().match("和平")


def test_the_printed_word_is_the_first() -> None:
    assert word("CAP", Language.EN) == "cap"
    assert word("CAP", Language.ZH) == "限额"
    assert word("UPTO", Language.ZH) == ""
