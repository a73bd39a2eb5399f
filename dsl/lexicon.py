"""The words of the language: one row per keyword, its spellings in both languages, and what role it plays.

Everything that needs a word (lexer, printer, messages, word lists) takes it from here; a new spelling is one more
entry in a cell of ``grammar/lexicon.csv``. Roles: ``line`` opens a line that holds no colon, ``line:`` one that may,
``scope`` is *for*, ``facet`` names a facet (in Chinese an optional 为 belongs to it), ``period`` a period, ``function``
ends a name, ``word`` is the rest. ``follow`` says what must come next for the word to be one (a quotation mark, a
colon, a date…), so that a name may begin like it.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from attrs import frozen

from tiaowen.dsl.tree import Language

FOLLOW = {
    "": re.compile(r""),
    "space": re.compile(r"(?=\s)"),
    "string": re.compile(r"(?=\s*[\"“「『])"),
    "colon": re.compile(r"(?=\s*:)"),
    "lpar": re.compile(r"(?=\s*\()"),
    "reading": re.compile(r"(?=\s*[\"“「『]|\s[^:]*:)"),
    "name": re.compile(r"(?=\s*:|\s[^:,、]*:)"),
    "number": re.compile(r"(?=\s*[0-9零〇一二两三四五六七八九十百])"),
    "date": re.compile(r"(?=\s*[0-9]{4}[-年])"),
    "cite": re.compile(
        r"(?=\s*(?:第|[一二三四五六七八九十]+、|前言|尾段|附件|印发|Article|Section|Chapter|Preamble|Closing|Annex|Notice))"
    ),
}


@frozen
class Word:
    """A row of the lexicon."""

    id: str
    role: str
    follow: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]

    def spellings(self) -> tuple[str, ...]:
        """Return every accepted spelling, width-normalised, longest first."""
        chinese = tuple(s.replace("（", "(").replace("）", ")") for s in self.chinese)
        if self.role == "facet":
            chinese += tuple(s + "为" for s in chinese)
        return tuple(sorted((*self.english, *chinese), key=len, reverse=True))


@cache
def lexicon() -> dict[str, Word]:
    """Return the rows by id, in the order of the table."""
    text = files("tiaowen.grammar").joinpath("lexicon.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["id"]: Word(
            row["id"],
            row["role"],
            row["follow"],
            tuple(s for s in row["english"].split("|") if s),
            tuple(s for s in row["chinese"].split("|") if s),
        )
        for row in rows
    }


def word(id: str, language: Language) -> str:
    """Return the spelling that the printer writes; empty where the language needs no word."""
    row = lexicon()[id]
    spellings = row.chinese if language is Language.ZH else row.english
    return spellings[0] if spellings else ""


def _pattern(spelling: str, follow: str) -> str:
    body = re.escape(spelling).replace(r"\ ", r"[ ]+")
    if spelling[-1].isascii() and spelling[-1].isalnum():
        body += r"(?![A-Za-z0-9]|[-'’][A-Za-z0-9])"
    return body + FOLLOW[follow].pattern


@cache
def word_pattern(id: str) -> re.Pattern[str]:
    """Return the pattern of one word, longest spelling first; English words end at a word boundary, in any case."""
    row = lexicon()[id]
    return re.compile("|".join(_pattern(s, row.follow) for s in row.spellings()), re.IGNORECASE)


@cache
def english_function_words() -> re.Pattern[str]:
    """Return the pattern of a blank and a function word, before which an English name ends."""
    spellings = {
        (s, "number" if row.follow == "number" else "")
        for row in lexicon().values()
        if row.role in ("function", "period")
        for s in row.english
    }
    longest_first = sorted(spellings, key=lambda pair: len(pair[0]), reverse=True)
    return re.compile("|".join(_pattern(s, follow) for s, follow in longest_first), re.IGNORECASE)


@cache
def chinese_function_words() -> re.Pattern[str]:
    """Return the pattern of the words before which a Chinese name ends."""
    rows = [row for row in lexicon().values() if row.role == "function"]
    follows = {s: FOLLOW["number"].pattern if row.follow == "number" else "" for row in rows for s in row.chinese}
    spellings = set(follows)
    # Short words that many names contain end no name: 滚存结余不足, 经办机构, 和平区, 自由职业者 are free.
    spellings -= {"不足", "经", "和", "由", "可"}
    return re.compile("|".join(re.escape(s) + follows[s] for s in sorted(spellings, key=len, reverse=True)))
