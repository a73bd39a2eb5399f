"""Trying what a drafter may have meant: a line that cannot be read is changed in one place and read again.

Takes a line as far as it was read and gives the first :class:`Repair` after which it can be read, so that nothing is
ever suggested which would not help. What to say about it is for :mod:`tiaowen.dsl.explain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from itertools import islice
from typing import cast

from attrs import evolve, frozen
from lark import Token, UnexpectedToken

from tiaowen.dsl.lexer import DECORATION, QUANTITIES, LineInput, Read
from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.line_parser import LineParser
from tiaowen.dsl.mistakes import Mistake
from tiaowen.dsl.near import LOOK, begins_with, facets, is_chinese, near, said_instead
from tiaowen.dsl.source import LogicalLine, Source
from tiaowen.dsl.tables import load_parser
from tiaowen.dsl.tree import Concept, Line, Span

SPELLINGS, SIGNS = 6, 10
"""How many changes of each kind are tried for a line: what helps is nearly always among the first."""

LONGEST = 2_000
"""Characters of a line that is worth trying; a longer one is told what could stand where it stops."""

_PUNCTUATION = {"COMMA": ",", "DUN": "、", "COLON": ":", "EQ": "=", "SLASH": "/", "RPAR": ")"}
_SIGNS = ("COMMA", "COLON", "EQ", "SLASH", "RPAR")
_WORDLIKE = {"NAME", "STRAY", "BARE_NUMBER", "PREP", "AND", "OVER", "NOT"}
_FIGURE = re.compile(r"(?=[0-9OoIl]*[0-9])(?=[0-9]*[OoIl])[0-9OoIl]+(?=%| ?yuan|元|万)")
_LETTER_DIGITS = str.maketrans("OoIl", "0011")


@cache
def line_parser() -> LineParser:
    """Return the parser of one line."""
    return LineParser(load_parser())


class Change(Enum):
    """What kind of change lets a line be read."""

    WORD = "word"
    MARK = "mark"
    DROP = "drop"
    QUOTE = "quote"


@frozen
class Repair:
    """``text`` from ``start`` to ``end`` of the line as it should perhaps be."""

    change: Change
    start: int
    end: int
    text: str
    also: tuple[str, ...] = ()
    """Other words that would do as well."""


@frozen
class Failure:
    """A line that cannot be read: its text on one line, the tokens read, and where the reader stopped.

    Offsets count from the beginning of the line. ``accepted`` is what the last token could have been.
    """

    text: str
    read: tuple[Read, ...]
    accepted: frozenset[str]
    at_end: bool

    @property
    def stop(self) -> int:
        """Return where the reader stopped: behind the token that it could not take."""
        return len(self.text) if self.at_end else self.read[-1].end

    @property
    def error(self) -> int:
        """Return where the trouble begins."""
        return len(self.text) if self.at_end else self.read[-1].start

    @property
    def chinese(self) -> bool:
        """Return whether the line is written in Chinese."""
        return is_chinese(self.text)


def on_one_line(source: Source, line: LogicalLine) -> str:
    """Return a logical line of the same length without line breaks and without comments."""
    start = line.span.start
    text, at = "", start
    for part in line.parts:
        text += " " * (part.start - at) + source.text[part.start : part.end]
        at = part.end
    return text


@frozen
class _Reading:
    line: Line | None
    left: int
    """Characters behind the token at which reading stopped."""


def _read(text: str) -> _Reading:
    refused = line_parser().refuses(_input(text))
    return _built(text) if refused is None else _Reading(None, _left(text, refused))


def _built(text: str) -> _Reading:
    try:
        return _Reading(cast(Line, line_parser().parse(_input(text))), 0)
    except UnexpectedToken as error:
        return _Reading(None, _left(text, error.token))
    except Mistake:
        return _Reading(None, len(text))


def _input(text: str) -> LineInput:
    return LineInput(Source.of(text, ""), (Span(0, len(text)),))


def _left(text: str, refused: Token) -> int:
    return 0 if refused.type == "$END" else len(text) - (refused.start_pos or 0)


def read_line(text: str) -> Line | None:
    """Return ``text`` as a line, if it is one; spans count from its beginning."""
    text = text.strip()
    return _read(text).line if text and len(text) <= LONGEST else None


def can_be_read(text: str) -> bool:
    """Return whether ``text`` is a line."""
    return read_line(text) is not None


def second_line(failure: Failure) -> int | None:
    """Return where a second line begins on this one, when both can be read apart."""
    tokens = failure.read[-6:]
    starts = {token.start for token in tokens} if not failure.at_end else set()
    starts |= {token.end for token in tokens if token.kind in ("COMMA", "DUN", "STRAY")}
    for start in sorted(starts):
        before, behind = failure.text[:start].rstrip(" ,，、" + DECORATION), failure.text[start:].lstrip()
        if before and behind and can_be_read(behind) and can_be_read(before):
            return len(failure.text) - len(behind)
    return None


def find_repair(failure: Failure) -> Repair | None:
    """Return the first change after which the line can be read, or else a spelling with which it is read further."""
    if len(failure.text) > LONGEST:
        return None
    further: Repair | None = None
    behind_error = len(failure.text) - failure.stop
    words = list(islice(_words(failure), SPELLINGS))
    for i, repair in enumerate(words):
        reading = _read(_applied(failure, repair))
        if _makes_sense(repair, reading):
            rivals = (w for w in words[i + 1 :] if (w.start, w.end) == (repair.start, repair.end))
            also = tuple(
                w.text for w in rivals if w.text != repair.text and _makes_sense(w, _read(_applied(failure, w)))
            )
            return evolve(repair, also=also[:1])
        if further is None and not failure.at_end and reading.left < behind_error:
            # A figure that is none stops the reader too.
            further = repair if _built(_applied(failure, repair)).left < behind_error else None
    signs = islice(_signs(failure), SIGNS)
    return next((sign for sign in signs if _makes_sense(sign, _read(_applied(failure, sign)))), None) or further


def _makes_sense(repair: Repair, reading: _Reading) -> bool:
    """Return whether a line came of a repair; nearly anything with an equals sign would be a declared name."""
    return reading.line is not None and not ("=" in repair.text and isinstance(reading.line, Concept))


def _applied(failure: Failure, repair: Repair) -> str:
    return failure.text[: repair.start] + repair.text + failure.text[repair.end :]


# ── words ──


def _words(failure: Failure) -> Iterator[Repair]:
    """Yield spellings, the nearest first and of those the longest: 不抵于 is 不低于 rather than 不 and 低于."""
    found = []
    for start, accepted in _suspects(failure):
        lead = len(failure.text[start:]) - len(failure.text[start:].lstrip())
        text = failure.text[start + lead : start + lead + LOOK]
        for word in (*said_instead(text), *near(text, accepted)):
            found.append(
                (word.slips, -len(word.word), Repair(Change.WORD, start + lead, start + lead + word.length, word.word))
            )
    for match in _FIGURE.finditer(failure.text):
        repair = Repair(Change.WORD, match.start(), match.end(), match.group().translate(_LETTER_DIGITS))
        found.append((1, -len(repair.text), repair))
    yield from (repair for _, _, repair in sorted(found, key=lambda f: f[:2]))
    yield from _cites(failure)


def _suspects(failure: Failure) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield places where a word may be misspelt, with the words that could stand there."""
    read = failure.read
    if failure.at_end:
        yield from _inside(failure, len(read) - 1, failure.accepted)
    else:
        yield failure.error, failure.accepted
    for i in sorted({0, *range(max(0, len(read) - 4), len(read))}):
        if i >= len(read) or read[i].kind not in _WORDLIKE:
            continue
        yield read[i].start, read[i].accepted
        if i + 1 < len(read):
            yield from _inside(failure, i, read[i + 1].accepted)


def _inside(failure: Failure, index: int, accepted: frozenset[str]) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the places inside a name behind which a word of what may follow the name begins."""
    if index < 0 or failure.read[index].kind != "NAME":
        return
    token = failure.read[index]
    text = failure.text[token.start : token.end]
    if is_chinese(text):
        yield from ((token.start + at, accepted) for at in range(max(1, len(text) - 8), len(text)))
    else:
        yield from ((token.start + m.end(), accepted) for m in islice(re.finditer(r"[ \t]+", text), 6))


_CITE = re.compile(r"第\s*([0-9一二三四五六七八九十百零〇两]{1,8})\s*(\S)|([A-Za-z]{4,9}) (?=[0-9])")
_FORMS = ("Article", "Section", "Chapter", "Annex")


def _cites(failure: Failure) -> Iterator[Repair]:
    """Yield the number of an article that is not quite one: ``第十调``, ``第 十 条``, ``Articel 10``."""
    if not failure.read or "CITE" not in failure.read[0].accepted:
        return
    match = _CITE.match(failure.text)
    if match and match.group(1):
        yield Repair(Change.WORD, 0, match.end(), f"第{match.group(1)}条")
    elif match:
        written = match.group(3).lower()
        for form in _FORMS:
            if sorted(written) == sorted(form.lower()) or written[:3] == form[:3].lower():
                yield Repair(Change.WORD, 0, match.end(3), form)


# ── signs ──


def _signs(failure: Failure) -> Iterator[Repair]:
    """Yield signs put in, exchanged, left out, and what may have to stand in quotation marks."""
    yield from _put_in(failure)
    yield from _quotes(failure)
    yield from _exchanged(failure)


def _put_in(failure: Failure) -> Iterator[Repair]:
    if not failure.at_end and failure.read[-1].kind != "AND":
        for kind in _SIGNS:
            if kind in failure.accepted:
                yield Repair(Change.MARK, failure.error, failure.error, _PUNCTUATION[kind])
    for token in (failure.read[0:1] + failure.read[-2:]) if failure.read else ():
        if token.kind != "NAME":
            continue
        text = failure.text[token.start : token.end]
        for at in _facets_in(text):
            yield Repair(Change.MARK, token.start + at, token.start + at, ":")
    # A word that is one only before a blank or a colon: 限制累计结余, person low-income.
    if word := _opener(failure):
        rest = len(failure.text) - len(failure.text[len(word) :].lstrip())
        for sign in (" ", ":"):
            yield Repair(Change.MARK, rest, rest, sign)


def _facets_in(text: str) -> Iterator[int]:
    """Yield where a facet's word begins inside a name."""
    chinese = is_chinese(text)
    for initial in _initials_of_facets().finditer(text[:60], 1):
        at = initial.start()
        if (chinese or text[at - 1] == " ") and begins_with(text[at:], facets()):
            yield at


@cache
def _initials_of_facets() -> re.Pattern[str]:
    """Return the pattern of a character with which a facet's word begins."""
    words = (word for id in facets() for word in (*lexicon()[id].english, *lexicon()[id].chinese))
    return re.compile(f"[{''.join(sorted({re.escape(word[0]) for word in words}))}]", re.IGNORECASE)


def _opener(failure: Failure) -> str | None:
    """Return the word that opens the line, if it was not taken for one."""
    if not failure.read or failure.read[0].kind != "NAME":
        return None
    return _opening_word(failure.text[:LOOK])


@lru_cache(maxsize=16)  # asked several times about each line
def _opening_word(text: str) -> str | None:
    return begins_with(text, _openers())


@cache
def _openers() -> frozenset[str]:
    return frozenset(row.id for row in lexicon().values() if row.role in ("line", "line:", "scope"))


def _quotes(failure: Failure) -> Iterator[Repair]:
    """Yield the rest of the line in quotation marks, where a sentence of the document is asked for."""
    end = len(failure.text.rstrip(" \t" + DECORATION))
    starts = []
    if word := _opener(failure):
        starts.append(len(word) + (len(failure.text[len(word) :]) - len(failure.text[len(word) :].lstrip(" :："))))
    if not failure.at_end and "STRING" in failure.accepted and failure.read[-1].kind != "BARE_NUMBER":
        starts.append(failure.error)
        if failure.read[-1].kind == "NAME":
            yield _quoted(failure, failure.error, failure.read[-1].end)
    for start in starts:
        if start < end and not re.search('[“”"]', failure.text[start:end]):
            yield _quoted(failure, start, end)


def _quoted(failure: Failure, start: int, end: int) -> Repair:
    return Repair(Change.QUOTE, start, end, f"“{failure.text[start:end]}”")


def _exchanged(failure: Failure) -> Iterator[Repair]:
    read = failure.read[-4:]
    for before, token in reversed(list(zip((None, *read), read, strict=False))):
        if token.kind in (*_PUNCTUATION, "STRAY", "AND"):
            for kind in _SIGNS[:3]:
                if _PUNCTUATION[kind] != failure.text[token.start : token.end] and kind in token.accepted | {"COLON"}:
                    yield Repair(Change.WORD, token.start, token.end, _PUNCTUATION[kind])
            # Without the sign between them two names would become one.
            if token.start == failure.error or (before and before.kind in _PUNCTUATION):
                yield Repair(Change.DROP, token.start, token.end, "")
    if not failure.at_end and len(read) > 1 and read[-1].kind in facets() and read[-2].kind in QUANTITIES:
        figure, facet = (failure.text[t.start : t.end] for t in read[-2:])
        yield Repair(
            Change.WORD, read[-2].start, read[-1].end, f"{facet} {figure}" if facet.isascii() else facet + figure
        )
    if _opener(failure) and (colon := re.search("[:：]", failure.text)):
        yield Repair(Change.DROP, colon.start(), colon.end(), "")
        yield Repair(Change.WORD, colon.start(), colon.end(), "=")
    if not failure.at_end and read[-1].kind not in ("NAME", "STRING", "CITE", "BARE_NUMBER", *QUANTITIES):
        yield Repair(Change.DROP, failure.error, failure.stop, "")
