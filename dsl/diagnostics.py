"""Findings: what is wrong, where, and what to write instead, as data; one renderer turns them into text.

A finding is one frozen class per kind of mistake, with typed fields and its sentences in both languages. Code that
finds a mistake builds the object and holds no prose. Columns and marks count display width (a Chinese character is two
columns wide), as an editor and a terminal show them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from tiaowen.dsl.tree import Language

MARK_LIMIT = 60
"""The widest underline: a mark never runs over more than a screen line."""

QUOTE_LIMIT = 40
"""The longest piece of the user's text that a message repeats."""


class Severity(Enum):
    """How much a finding matters: errors and warnings are shown by default."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for an error, 1 for a warning, 2 for an info."""
        return ("error", "warning", "info").index(self.value)


def display_width(text: str) -> int:
    """Return the number of terminal columns ``text`` takes; accents and invisible marks take none."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def quoted(text: str, language: Language = Language.EN) -> str:
    """Return ``text`` for a message: shortened, control characters made visible, in the language's quotation marks."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    if len(shown) > QUOTE_LIMIT:
        shown = shown[: QUOTE_LIMIT - 1] + "…"
    return f"“{shown}”" if language is Language.ZH else f'"{shown}"'


@frozen
class Place:
    """Where a finding points: file, line and column (both from 1, the column in display width), and the line itself."""

    file: str
    line: int
    column: int = 1
    text: str = field(default="", repr=False)
    length: int = 1


@frozen(kw_only=True)
class Finding:
    """A mistake or remark. Subclasses add typed fields and the two sentences."""

    id: ClassVar[str] = "TW000"
    severity: ClassVar[Severity] = Severity.ERROR
    blocks: ClassVar[bool] = True
    """Whether an error of this kind leaves no rules to use: an unread line may be the exclusion that matters."""

    place: Place | None = None
    second: Place | None = None
    """The other place of a finding that has two (``first stated here``)."""

    def message(self, language: Language) -> str:
        """Return what is wrong, in one sentence."""
        raise TypeError(f"{type(self).__name__} has no message in {language.value}")

    def advice(self, language: Language) -> str | None:
        """Return what to write instead, when there is something to say."""
        del language
        return None


_SEVERITY_WORDS = {
    Severity.ERROR: ("error", "错误"),
    Severity.WARNING: ("warning", "警告"),
    Severity.INFO: ("info", "提示"),
}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def severity_word(severity: Severity, language: Language) -> str:
    """Return the word for a severity."""
    return _SEVERITY_WORDS[severity][language is Language.ZH]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by file, line, column and id; those without a place come first."""
    return sorted(
        findings,
        key=lambda f: (f.place.file, f.place.line, f.place.column, f.id) if f.place else ("", 0, 0, f.id),
    )


def _excerpt(place: Place, colour: str) -> list[str]:
    """Return the source line and its mark; long lines are cut around the mark."""
    if not place.text.strip():
        return []
    text = "".join(c if c.isprintable() else " " * display_width(c) for c in place.text)
    start, width = 0, 0
    while start < len(text) and width < place.column - 1:
        width += display_width(text[start])
        start += 1
    lead = ""
    if width > MARK_LIMIT:
        cut = max(0, start - MARK_LIMIT // 2)
        lead, text, start = "…", text[cut:], start - cut
        width = display_width(text[:start]) + 1
    end, shown = start, 0
    while end < len(text) and shown < MARK_LIMIT:
        shown += display_width(text[end])
        end += 1
    tail = "…" if end < len(text) else ""
    gutter = f"{place.line:>5} │ "
    mark = "^" * max(1, min(place.length, MARK_LIMIT, max(shown, 1)))
    if colour:
        mark = f"\x1b[{colour}m{mark}\x1b[0m"
    return [gutter + lead + text[:end] + tail, " " * 5 + " │ " + " " * width + mark]


def render(findings: Iterable[Finding], language: Language, *, colour: bool = False) -> str:
    """Return findings as a person reads them: place, what is wrong, the line with its mark, what to write instead."""
    blocks: list[str] = []
    for finding in in_order(findings):
        place = finding.place
        where = f"{place.file}:{place.line}:{place.column}: " if place else ""
        word = severity_word(finding.severity, language)
        shade = _COLOURS[finding.severity] if colour else ""
        head = f"\x1b[{shade}m{word}\x1b[0m" if shade else word
        lines = [f"{where}{head} {finding.id}: {finding.message(language)}"]
        if place:
            lines += _excerpt(place, shade)
        if finding.second:
            other = finding.second
            see = "另见" if language is Language.ZH else "see also"
            lines.append(f"        {see} {other.file}:{other.line}:{other.column}")
            lines += _excerpt(other, shade)
        advice = finding.advice(language)
        if advice:
            first, *below = advice.split("\n")
            lines.append(("        建议：" if language is Language.ZH else "        help: ") + first)
            lines += ["        " + line for line in below]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
