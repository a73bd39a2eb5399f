"""Names and quoted sentences: how a name is called in a language, and when and how it is put in quotation marks.

A name is printed bare where the lexer reads it whole and as nothing else. What else could stand at a place depends on
the place, so ``可支配收入`` is a name anywhere but at the head of a value, where 可 is a word.
"""

from __future__ import annotations

from enum import Enum
from functools import cache, lru_cache
from typing import Protocol, runtime_checkable

from tiaowen.dsl.citations import CITATION
from tiaowen.dsl.lexer import QUANTITIES, name_end
from tiaowen.dsl.lexicon import lexicon, word_pattern
from tiaowen.dsl.near import like_a_facet
from tiaowen.dsl.source import QUOTES, fold
from tiaowen.dsl.tree import Language

Kinds = frozenset[str] | None
"""The kinds of things that a name can name where it stands; None: any."""


class Namer(Protocol):
    """Turns a name as written into the name to print."""

    def __call__(self, name: str, language: Language, kinds: Kinds, /) -> str:
        """Return the name to print in ``language``."""


class Lookup(Protocol):
    """Finds what a name as written is called in a language."""

    def __call__(self, name: str, language: Language, kinds: Kinds, /) -> str | None:
        """Return the name in ``language``, None if nothing has that name."""


@runtime_checkable
class KnowsKinds(Protocol):
    """What a :class:`Namer` or :class:`Lookup` may offer besides: what kind of thing a name names."""

    def kind(self, name: str, /) -> str | None:
        """Return the kind, None if nothing has that name."""


def as_written(name: str, language: Language, kinds: Kinds, /) -> str:
    """Return the name as it is."""
    del language, kinds
    return name


NEGATION = "未"
"""What denies a name in Chinese; whether 未… is a denial or a name such as 未成年人 is the vocabulary's business."""

_DENIALS = (NEGATION, "非", "不")

_THINGS = ("机构", "医院", "人员", "对象", "户籍")


def denial(name: str) -> str:
    """Return the Chinese name with the prefix that denies it: 非定点医疗机构, for what is done or holds 未规范转诊."""
    return ("非" if name.endswith(_THINGS) else NEGATION) + name


class Translator:
    """A :class:`Namer` that keeps the names its lookup does not know."""

    def __init__(self, lookup: Lookup) -> None:
        """Translate through ``lookup``."""
        self._lookup = lookup
        self._kind = lookup.kind if isinstance(lookup, KnowsKinds) else None
        self._missing: dict[str, None] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names that were printed as written, each once, in order."""
        return tuple(self._missing)

    def __call__(self, name: str, language: Language, kinds: Kinds, /) -> str:
        """Return the name in ``language``, or as written."""
        found = self._lookup(name, language, kinds)
        if found is None:
            self._missing[name] = None
            return name
        return found

    def kind(self, name: str, /) -> str | None:
        """Return what kind of thing a name names, if the lookup can tell."""
        return self._kind(name) if self._kind else None

    def denied(self, name: str, language: Language) -> str | None:
        """Return the name that ``name`` denies: ``规范转诊`` of ``未规范转诊``, where only the former is known."""
        if name.startswith(_DENIALS) and self._lookup(name, language, None) is None:
            rest = name[1:]
            return rest if self._lookup(rest, language, None) is not None else None
        return None


class Place(Enum):
    """Where a name stands: which words and quantities can stand there instead."""

    PLAIN = "plain"
    """Behind a word that only a name can follow."""
    FIRST = "first"
    """At the head of a line with a colon."""
    HEAD = "head"
    """At the head of a line without one."""
    LISTED = "listed"
    """In a list of items or conditions."""
    VALUE = "value"
    """Behind a facet."""
    TERM = "term"
    """At the head of a term."""
    RANKED = "ranked"
    """Behind *must have*."""
    QUANTITY = "quantity"
    """Behind a comparison."""


_FIGURES = ("AGE", "AMOUNT", "COUNT", "DURATION", "GRADE", "MULTIPLE", "PERCENT", "POINTS")
_PERIODS = ("PER_YEAR", "PER_ADMISSION", "PER_VISIT", "PER_MONTH", "PER_INSURANCE_YEAR", "PER_FAMILY")
_WINDOWS = ("LAST_YEAR", "PAST", "OR")
_STRENGTHS = ("PRINCIPLE", "MAY")


_OPENERS = ("NOT", "OVER", "UPTO", "PERCENT")
_COMPARISONS = ("AT_LEAST", "AT_MOST", "OVER", "LESS")


def _roles(*roles: str) -> tuple[str, ...]:
    return tuple(row.id for row in lexicon().values() if row.role in roles)


@cache
def _rivals(place: Place) -> tuple[str, ...]:
    """Return the words and quantities that can stand where a name can."""
    match place:
        case Place.PLAIN:
            return ()
        case Place.FIRST:
            return (*_roles("line:", "scope"), "REQUIRES", *_OPENERS)
        case Place.HEAD:
            return (*_roles("line", "line:", "scope", "facet"), *_OPENERS)
        case Place.LISTED:
            return (*_PERIODS, *_WINDOWS, *_STRENGTHS, "NOT", "PREP", "EXCEPT", "WHERE", "SET_BY")
        case Place.VALUE:
            words = ("SET_BY", "NOT_STATED", "AS", "REDUCED", "RAISED", "ACCUMULATES", "SLICED", "WHOLE")
            return (*_FIGURES, *_PERIODS, *_STRENGTHS, *_COMPARISONS, *words)
        case Place.TERM:
            terms = ("NO", "FULL_SUBSIDY", "NOT_COVERED", "GRANTED", "GOVERNED", "VALID", "REST", "UPTO")
            return (*_roles("facet"), *_PERIODS, *terms, "AMOUNT", "PERCENT")
        case Place.RANKED:
            return (*_roles("facet"), *_STRENGTHS)
        case Place.QUANTITY:
            return _FIGURES


@lru_cache(maxsize=8192)  # documents repeat their names
def needs_quotes(name: str, language: Language, place: Place = Place.LISTED) -> bool:
    """Return whether ``name`` would not be read back as itself without quotation marks at ``place``.

    The lexer reads both languages in either surface, so ``language`` makes no difference to it.
    """
    del language
    folded = fold(name)
    # Bare names are kept width-normalised and with single blanks; one that is not so can only have been quoted.
    if folded != name or " ".join(name.split()) != name or name_end(folded, 0, len(folded)) != len(folded):
        return True
    # 不 before 超过 would become one word with it, 的 before a percentage a word.
    if name.endswith(("不", "不得")) or (place is Place.TERM and name.endswith("的")):
        return True
    # A fund whose name is almost that of a facet is taken for a slip.
    if place is Place.TERM and like_a_facet(name):
        return True
    # 一 at the head of a list begins like a heading: 一、
    if place in (Place.FIRST, Place.HEAD) and CITATION.match(folded + "、"):
        return True
    # Some words are words only before a certain sign; of those, a name can stand before a blank and a colon.
    patterns = [QUANTITIES.get(id) or word_pattern(id) for id in _rivals(place)]
    return any(pattern.match(folded + sign) for pattern in patterns for sign in " :")


_MARKS = {
    Language.ZH: ("“", '"', "「", "『"),
    Language.EN: ('"', "“", "「", "『"),
}


def in_quotes(text: str, language: Language) -> str:
    """Return ``text`` in the quotation marks of ``language``, or in others if it would not be read back from those."""
    for opening in _MARKS[language]:
        if _closes_at_end(text, opening):
            return f"{opening}{text}{QUOTES[opening]}"
    # No file can say this text; the marks of the language show the reader what was meant.
    opening = _MARKS[language][0]
    return f"{opening}{text}{QUOTES[opening]}"


def _closes_at_end(text: str, opening: str) -> bool:
    """Return whether a string with these marks ends behind ``text``: marks of two shapes nest."""
    closing = QUOTES[opening]
    if opening == closing:
        return opening not in text
    depth = 0
    for char in text:
        depth += (char == opening) - (char == closing)
        if depth < 0:
            return False
    return depth == 0
