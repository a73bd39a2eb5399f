"""The words in the head of a table: facets with their periods, citations in square brackets, the label of the rows.

Reads single cells as far as they are such words; whether a cell should be one is for :mod:`tiaowen.dsl.tabular.read`.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from tiaowen.dsl.build.tokens import FACETS, PERIODS
from tiaowen.dsl.citations import CITATION, read_citation
from tiaowen.dsl.lexicon import lexicon, word_pattern
from tiaowen.dsl.near import begins_with, facets, near
from tiaowen.dsl.source import Source, fold
from tiaowen.dsl.tree import Citation, Facet, Span

LABELS: dict[str, tuple[str, ...]] = {
    "": ("recipients", "对象", "救助对象", "who"),
    "persons": ("persons", "人员", "people"),
    "class": ("class", "类别", "classes", "category", "categories", "人员类别", "对象类别", "救助对象类别"),
    "hospital": ("hospital", "医疗机构", "hospitals", "医院", "level", "级别", "医院等级", "医院级别", "医疗机构级别"),
    "case": ("case", "情形", "cases", "情况", "就医类型"),
}
"""What can stand above the rows: spelled in English, in Chinese, and otherwise. Only words that restrict nothing: a
label means nothing, and what it seemed to say would be lost."""

USUAL_LABELS = LABELS[""][:2]
"""What stands above the rows unless a table says otherwise, in English and Chinese."""

_FAMILY = "PER_FAMILY"
_PERIODS = (*PERIODS, _FAMILY)
_CITED = re.compile(r"\s*\[([^\[\]]*)\]$")
_BLANK = re.compile(r"\s*")
_VALUE_AHEAD = re.compile(r"\s|[0-9]")
"""What parts a period from its value: 年度可支配收入 is one name."""

Word = tuple[str, str]
"""A word of the lexicon, and how it is written."""


@frozen
class Worded:
    """A facet as a head writes it, with the words for its period before it: ``每次就医起付线``."""

    id: str
    text: str
    leads: tuple[Word, ...]
    citation: Citation | None
    span: Span

    @property
    def facet(self) -> Facet:
        """Return the facet."""
        return FACETS[self.id]

    @property
    def words(self) -> tuple[str, str]:
        """Return the word for the facet in English and Chinese."""
        row = lexicon()[self.id]
        return row.english[0], row.chinese[0]


def without_citation(source: Source, span: Span) -> tuple[Span, Span | None]:
    """Return the range of a head before the citation in square brackets, and that of the citation."""
    found = _CITED.search(source.folded, span.start, span.end)
    if found is None:
        return span, None
    return Span(span.start, found.start()), Span(*found.span(1))


def citation_in(source: Source, span: Span) -> Citation | None:
    """Return the citation that a range is, None when it is none."""
    said = source.folded[span.start : span.end]
    match = CITATION.fullmatch(said.strip())
    if match is None:
        return None
    try:
        found = read_citation(match)
    except ValueError:
        return None
    return Citation(found.form, found.numbers, found.paragraph, span=span)


def facet_words(source: Source, span: Span) -> tuple[str, str, tuple[Word, ...]] | None:
    """Return the facet that a range names, how it is written, and its period; None when it is anything else."""
    found: list[Word] = []
    at = span.start
    while at < span.end:
        word = _longest(source, at, span.end, (*facets(), *_PERIODS))
        if word is None:
            return None
        found.append((word[0], source.text[at : word[1]]))
        at = _skip(source, word[1], span.end)
    named = [word for word in found if word[0] in facets()]
    leads = [word for word in found if word[0] not in facets()]
    families = [word for word in leads if word[0] == _FAMILY]
    if len(named) != 1 or len(families) > 1 or len(leads) - len(families) > 1:
        return None
    return *named[0], (*families, *(word for word in leads if word[0] != _FAMILY))


def period_end(source: Source, span: Span, *, parted: bool) -> int:
    """Return where the words for a period end with which a cell begins; where it begins if there are none.

    ``parted``: they must be parted from the value by a blank, unless that begins with a digit.
    """
    at = end = span.start
    while (word := _longest(source, at, span.end, _PERIODS)) is not None:
        end = word[1]
        at = _skip(source, end, span.end)
    if at >= span.end or (parted and not _VALUE_AHEAD.match(source.folded, end)):
        return span.start
    return at if end > span.start else span.start


def _skip(source: Source, at: int, end: int) -> int:
    match = _BLANK.match(source.folded, at, end)
    return match.end() if match else at


def _longest(source: Source, at: int, end: int, ids: tuple[str, ...]) -> tuple[str, int] | None:
    """Return the longest of some words that stands at a place, and where it ends."""
    matches = ((id, word_pattern(id).match(source.folded, at, end)) for id in ids)
    found = [(id, match.end()) for id, match in matches if match]
    return max(found, key=lambda word: word[1], default=None)


def nearly_facet(text: str) -> tuple[str, ...]:
    """Return the facet that a head was perhaps meant to name."""
    said = fold(text).strip()
    if begins_with(said, facets()):
        return ()
    return tuple(word.word for word in near(said, facets()) if word.length == len(said))[:1]


@cache
def _none_words() -> frozenset[str]:
    return frozenset({"none", *lexicon()["NO"].spellings()})


def says_none(text: str) -> bool:
    """Return whether a cell says that there is none of its facet."""
    return " ".join(fold(text).lower().split()) in _none_words()


def label_of(text: str) -> str | None:
    """Return the label that a text is, empty for the usual one; None where it is none."""
    said = " ".join(fold(text).lower().split())
    return next((label for label, spelled in LABELS.items() if said in spelled), None) if said else ""
