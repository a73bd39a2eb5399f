"""A printed line before it is laid out: its text in pieces, between which a long line may be broken."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from tiaowen.dsl.citations import CITATION
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.lexicon import lexicon, word_pattern
from tiaowen.dsl.source import fold

WIDTH = 100
"""Columns of a line; a Chinese character takes two."""

CONTINUATION = 4
"""Columns before the rest of a broken line, or more: it stands further in than the line begins."""


@frozen
class Phrase:
    """Text that may be broken between its pieces; every piece but the last ends in a comma, 、 or colon."""

    pieces: tuple[str, ...] = ("",)

    @property
    def text(self) -> str:
        """Return the phrase unbroken."""
        return "".join(self.pieces)

    def __add__(self, other: Phrase | str) -> Phrase:
        """Return both, without a place to break between them."""
        after = other.pieces if isinstance(other, Phrase) else (other,)
        return Phrase((*self.pieces[:-1], self.pieces[-1] + after[0], *after[1:]))

    def __radd__(self, other: str) -> Phrase:
        """Return both, without a place to break between them."""
        return Phrase((other + self.pieces[0], *self.pieces[1:]))

    def then(self, separator: str, other: Phrase) -> Phrase:
        """Return both with ``separator`` and a place to break between them."""
        return Phrase((*self.pieces[:-1], self.pieces[-1] + separator, *other.pieces))


def joined(parts: Iterable[Phrase | str], separator: str) -> Phrase:
    """Return the parts as a list that may be broken behind each ``separator``."""
    first, *rest = (part if isinstance(part, Phrase) else Phrase((part,)) for part in parts)
    for part in rest:
        first = first.then(separator, part)
    return first


def wrap(phrase: Phrase, indent: int) -> list[str]:
    """Return the physical lines of ``phrase``, each at most :data:`WIDTH` columns where its pieces allow it."""
    lines: list[str] = []
    current, margin = "", indent
    for piece in phrase.pieces:
        if current and margin + display_width((current + piece).rstrip()) > WIDTH and not _opens_a_line(piece):
            lines.append(" " * margin + current.rstrip())
            current, margin = "", max(CONTINUATION, indent + 2)
        current += piece
    return [*lines, " " * margin + current]


def _opens_a_line(piece: str) -> bool:
    """Return whether ``piece`` at the head of a physical line would be read as the beginning of a line of its own."""
    folded = fold(piece)
    openers = (row.id for row in lexicon().values() if row.role in ("line", "line:", "scope"))
    patterns = (CITATION, *(word_pattern(id) for id in openers))
    return folded.startswith("[") or any(pattern.match(folded) for pattern in patterns)
