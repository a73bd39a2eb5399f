"""Source text: full-width and half-width made one without moving a column, physical lines joined to logical ones.

Turns the text of a file into :class:`LogicalLine` ranges over a *folded* text of the same length: every full-width sign has
become its half-width form, so offsets, lines and columns are those of the original. What a line says is the lexer's business.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from attrs import field, frozen

from tiaowen.dsl.citations import CITATION
from tiaowen.dsl.diagnostics import MARK_LIMIT, Place, display_width
from tiaowen.dsl.lexicon import lexicon, word_pattern
from tiaowen.dsl.tree import Span

_FOLD = {chr(0xFF01 + i): chr(0x21 + i) for i in range(0x5E)}  # ！ to ～
_FOLD |= {"\u3000": " ", "\xa0": " ", "﹝": "(", "﹞": ")", "﹒": ".", "：": ":", "\ufeff": " "}
_TABLE = str.maketrans(_FOLD)

QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "”": "”", "＂": "＂"}
"""Opening quotation marks and what closes them (a drafter's ``”…”`` is forgiven)."""


def fold(text: str) -> str:
    """Return ``text`` with full-width signs as half-width ones, the same length; ``、`` and ``。`` stay."""
    return text.translate(_TABLE)


@frozen
class LogicalLine:
    """A line as the language counts it: ``pieces`` are the ranges of its physical lines without comments."""

    pieces: tuple[tuple[int, int], ...]
    comments: tuple[str, ...]
    """Own-line comments above it, and comments behind all but its last physical line."""
    behind: str | None
    blank: bool
    """A blank line stands above it."""

    @property
    def span(self) -> Span:
        """Return the range from the first to the last character."""
        return Span(self.pieces[0][0], self.pieces[-1][1])


@frozen
class Source:
    """A file's text with its folded twin and its line starts."""

    file: str
    text: str
    folded: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str, file: str) -> Source:
        """Return the source of ``text``; line ends of any kind count."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        starts = (0, *(m.end() for m in re.finditer("\n", text)))
        return cls(file, text, fold(text), starts)

    def place(self, span: Span) -> Place:
        """Return where ``span`` stands, its mark cut to its first line."""
        row = bisect_right(self.starts, span.start) - 1
        start = self.starts[row]
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        # Only what a message can show is measured: a line may be megabytes long.
        marked = self.text[span.start : min(span.end, end, span.start + MARK_LIMIT)]
        column = display_width(self.text[start : span.start]) + 1
        return Place(self.file, row + 1, column, self.text[start:end], max(1, display_width(marked)))


def string_end(source: Source, start: int, stop: int) -> int:
    """Return the offset behind the string that opens at ``start``, or -1; “ ” nest."""
    text = source.text
    opening = text[start]
    closing = QUOTES[opening]
    depth = 0
    for i in range(start + 1, stop):
        char = text[i]
        if char == opening and opening != closing:
            depth += 1
        elif char == closing:
            if not depth:
                return i + 1
            depth -= 1
        elif char == "\n":
            return -1
    return -1


def _physical(source: Source) -> Iterator[tuple[int, int, str | None]]:
    """Yield (start, end of what is said, comment) of each physical line."""
    stops = (*source.starts[1:], len(source.text) + 1)
    for start, stop in zip(source.starts, stops, strict=True):
        end = stop - 1
        i, comment = start, None
        while i < end:
            char = source.text[i]
            if char in ("#", "＃"):
                comment, end = source.text[i:end].rstrip(), i
                break
            if char in QUOTES:
                behind = string_end(source, i, end)
                i = behind if behind > 0 else i + 1
            else:
                i += 1
        while end > start and source.folded[end - 1].isspace():
            end -= 1
        while start < end and source.folded[start].isspace():
            start += 1
        yield start, end, comment


def _opens(source: Source, start: int, end: int) -> bool:
    """Return whether a physical line unmistakably opens a line of its own, so that nothing above can run into it."""
    head = source.folded[start:end]
    if head.startswith("[") or (CITATION.match(head) and not head.startswith(("附件", "前言"))):
        return True
    if any(word_pattern(w.id).match(head) for w in lexicon().values() if w.role in ("line", "line:", "scope")):
        return True
    return False


def _continues(source: Source, first: int, end: int) -> bool:
    """Return whether the line that began at ``first`` and now ends at ``end`` runs on: it ends in a comma, 、 or colon."""
    last = source.folded[end - 1]
    if last in ",、":
        return True
    head = source.folded[first:end]
    return last == ":" and not word_pattern("FOR").match(head)


def logical_lines(source: Source) -> Iterator[tuple[LogicalLine | None, tuple[str, ...]]]:
    """Yield each logical line, and last ``(None, comments)`` with the comments below it."""
    above: list[str] = []
    pieces: list[tuple[int, int]] = []
    blank = kept_blank = False
    behind: str | None = None
    for start, end, comment in _physical(source):
        if pieces and (start == end or not _continues(source, pieces[0][0], pieces[-1][1]) or _opens(source, start, end)):
            if start == end and comment and _continues(source, pieces[0][0], pieces[-1][1]):
                above.append(comment)  # a comment between the parts of a line
                continue
            yield LogicalLine(tuple(pieces), tuple(above), behind, kept_blank), ()
            pieces, above, behind = [], [], None
        if start == end:
            if comment:
                above.append(comment)
            elif not above:
                blank = True
            continue
        if not pieces:
            kept_blank, blank = blank, False
        elif behind:
            above.append(behind)
        pieces.append((start, end))
        behind = comment
    if pieces:
        yield LogicalLine(tuple(pieces), tuple(above), behind, kept_blank), ()
        above = []
    yield None, tuple(above)
