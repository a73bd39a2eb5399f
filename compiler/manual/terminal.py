"""A page as text for the terminal, wrapped to a screen line; it needs no files but the package's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.compiler.manual.load import find_page
from tiaowen.compiler.manual.model import Case, FindingPage, Guard, Words
from tiaowen.compiler.manual.run import said, severity
from tiaowen.compiler.manual.words import (
    AVOID,
    BESIDE,
    COLON,
    FIX,
    NO_FILE,
    NOTE,
    PREFER,
    WHY,
    command,
    flowing,
    given,
    many,
    says,
)
from tiaowen.dsl.diagnostics import display_width, severity_word
from tiaowen.dsl.tree import Language

WIDTH = 78
_MARGIN = "  "
_PIECE = re.compile(r"[“‘（《]*(?:(?:[!-~]|’(?=[a-z]))+|.)[，。、；：？！”’）》…]* ?")
"""What is not parted: a word or a character, with the signs that belong to it."""


def page(id: str, language: Language) -> str | None:
    """Return the page of a finding, without a line break at its end; None where no finding has this id."""
    found = find_page(id)
    return "\n".join(_lines(found, language)) if found else None


def _lines(page: FindingPage, language: Language) -> Iterator[str]:
    word = severity_word(severity(page), language)
    yield f"{word} {page.id}{COLON.get(language)}{page.title.get(language)}"
    if isinstance(page.shown, Case):
        yield from _case(page, page.shown, language)
    yield from _prose(WHY, page.why, language)
    yield from _prose(FIX, page.fix, language)
    if isinstance(page.shown, Guard):
        yield from _prose(NO_FILE, page.shown.reason, language)
    if page.note:
        yield from _prose(NOTE, page.note, language)


def _case(page: FindingPage, case: Case, language: Language) -> Iterator[str]:
    avoid, prefer = case.avoid.shown(language), case.prefer.shown(language)
    if case.beside is not None:
        yield from ("", BESIDE.get(language).format(file=case.beside.policy_file(language)))
        yield from _indented(case.beside.shown(language))
    yield from _heading(AVOID, language)
    yield from _indented(given(page, case, avoid))
    if case.avoid.repeat:
        yield _MARGIN + many(case.avoid.repeat.times, language)
    yield ""
    yield says(command(page, case, avoid), language)
    yield from _indented(said(page, language))
    yield from _heading(PREFER, language)
    yield from _indented(given(page, case, prefer))


def _prose(heading: Words, text: Words, language: Language) -> Iterator[str]:
    yield from _heading(heading, language)
    yield from _indented("\n".join(wrapped(flowing(text.get(language), language))))


def _heading(words: Words, language: Language) -> tuple[str, str]:
    return "", words.get(language)


def _indented(text: str) -> Iterator[str]:
    for line in text.rstrip().splitlines():
        yield (_MARGIN + line).rstrip()


def wrapped(text: str) -> list[str]:
    """Return a paragraph as lines that fit a screen: broken at blanks, and between Chinese characters."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line and display_width((line + piece).rstrip()) > WIDTH - len(_MARGIN):
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]
