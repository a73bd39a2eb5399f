"""Source text: full-width and half-width made one without moving a column, physical lines joined to logical ones.

Turns the text of a file into :class:`LogicalLine` ranges over a *folded* text of the same length: every full-width sign
has become its half-width form, so offsets, lines and columns are those of the original. What a line says is the lexer's
business.
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

LINE_LIMIT = 20_000
"""Characters in one logical line; physical lines are not joined beyond it."""

_FOLD = {chr(0xFF01 + i): chr(0x21 + i) for i in range(0x5E)}  # ！ to ～
_FOLD |= {"\xa0": " ", "﹝": "(", "﹞": ")", "﹒": ".", "：": ":", "\ufeff": " "}
_FOLD |= dict.fromkeys(
    "\u3000\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "
)
_TABLE = str.maketrans(_FOLD)

QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "”": "”", "＂": "＂"}
"""Opening quotation marks and what closes them (a drafter's ``”…”`` is forgiven)."""

CELL_WALL = "|"
"""What a row of a table begins with, and what stands between its cells."""

_MARK = re.compile("[" + "".join(sorted({c for pair in QUOTES.items() for c in pair})) + "]")


def fold(text: str) -> str:
    """Return ``text`` with full-width signs as half-width ones, the same length; ``、`` and ``。`` stay."""
    return text.translate(_TABLE)


@frozen
class PhysicalLine:
    """One line of the file that says something, with the comments and the blank line above it, and what is behind."""

    start: int
    end: int
    above: tuple[str, ...] = ()
    behind: str | None = None
    blank: bool = False


@frozen
class LogicalLine:
    """A line as the language counts it: physical lines each of which but the last ends in a comma, ``、`` or colon.

    The rows of a table are one line too.
    """

    parts: tuple[PhysicalLine, ...]

    @property
    def comments(self) -> tuple[str, ...]:
        """Return the comments above it, between its physical lines, and behind all but the last."""
        found = [*self.parts[0].above]
        for before, part in zip(self.parts, self.parts[1:], strict=False):
            found += [*([before.behind] if before.behind else []), *part.above]
        return tuple(found)

    @property
    def behind(self) -> str | None:
        """Return the comment behind it."""
        return self.parts[-1].behind

    @property
    def blank(self) -> bool:
        """Return whether a blank line stands above it."""
        return self.parts[0].blank

    @property
    def span(self) -> Span:
        """Return the range from the first to the last character."""
        return Span(self.parts[0].start, self.parts[-1].end)


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


def string_ends(text: str, start: int, stop: int) -> dict[int, int]:
    """Return the offset behind each string that can open in a range of one line, by the offset of its opening mark.

    Marks of two shapes nest; what lies inside another string opens one only if the reader gets there. One pass, however
    many marks a hostile line has.
    """
    ends: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for match in _MARK.finditer(text, start, stop):
        mark, at = match.group(), match.start()
        if QUOTES.get(mark) == mark:
            # One shape: each mark ends at the next of its kind, and opens the one after.
            for before in waiting.pop(mark, ()):
                ends[before] = at + 1
            waiting[mark] = [at]
        elif mark in QUOTES:
            waiting.setdefault(mark, []).append(at)
        for opening, closing in QUOTES.items():
            if mark == closing and opening != closing and waiting.get(opening):
                ends[waiting[opening].pop()] = at + 1
    return ends


def _physical(source: Source) -> Iterator[tuple[int, int, str | None]]:
    """Yield (start, end of what is said, comment) of each physical line."""
    text = source.text
    stops = (*source.starts[1:], len(text) + 1)
    for start, stop in zip(source.starts, stops, strict=True):
        end = stop - 1
        comment = None
        at = _comment_start(text, start, end)
        if at >= 0:
            comment, end = text[at:end].rstrip(), at
        said = source.folded[start:end]
        behind = len(said.rstrip())
        yield start + (behind - len(said.strip())), start + behind, comment


_HASH_OR_MARK = re.compile("[#＃]|" + _MARK.pattern)


def _comment_start(text: str, start: int, end: int) -> int:
    """Return where the comment of a physical line begins, -1 where it has none; a sign inside a string begins none."""
    if text.find("#", start, end) < 0 and text.find("＃", start, end) < 0:
        return -1
    strings = string_ends(text, start, end)
    at = start
    while match := _HASH_OR_MARK.search(text, at, end):
        if match.group() in "#＃":
            return match.start()
        at = strings.get(match.start(), match.end())
    return -1


_NUMBER_ENDS = re.compile(r"(?:^|[,、\s])[一二三四五六七八九十百]+、$")


def _opens(source: Source, first: int, start: int, end: int) -> bool:
    """Return whether a physical line unmistakably opens a line of its own, so that nothing above can run into it."""
    head = source.folded[start:end]
    if head.startswith(("[", CELL_WALL)):
        return True
    if CITATION.match(head) and not head.startswith(("附件", "前言")):
        # Headings and the outline list citations, over several lines if need be; nothing else goes on with one.
        return not (CITATION.match(source.folded, first) or word_pattern("OUTLINE").match(source.folded, first))
    return any(word_pattern(w.id).match(head) for w in lexicon().values() if w.role in ("line", "line:", "scope"))


def _continues(source: Source, first: int, end: int) -> bool:
    """Return whether a line from ``first`` to ``end`` runs on: it ends in a comma, 、 or colon."""
    last = source.folded[end - 1]
    if CITATION.match(source.folded, first) and _NUMBER_ENDS.search(source.folded[first:end]):
        return False  # a heading without a title: the 、 of 三、 ends it
    if last in ",、":
        return end - first < LINE_LIMIT
    scopes = (word_pattern(w.id) for w in lexicon().values() if w.role == "scope")
    return last == ":" and end - first < LINE_LIMIT and not any(p.match(source.folded, first, end) for p in scopes)


def is_table_row(source: Source, start: int) -> bool:
    """Return whether the physical line that begins at ``start`` is a row of a table."""
    return source.folded.startswith(CELL_WALL, start)


def logical_lines(source: Source) -> Iterator[tuple[LogicalLine | None, tuple[str, ...]]]:
    """Yield each logical line, and last ``(None, comments)`` with the comments below it."""
    above: list[str] = []
    parts: list[PhysicalLine] = []
    blank = False
    for start, end, comment in _physical(source):
        if parts:
            first, last = parts[0].start, parts[-1].end
            table = is_table_row(source, first)
            runs_on = table or _continues(source, first, last)
            if start == end and comment and runs_on:
                above.append(comment)  # a comment between the parts of a line
                continue
            ended = start == end or not runs_on
            if ended or (not is_table_row(source, start) if table else _opens(source, first, start, end)):
                yield LogicalLine(tuple(parts)), ()
                parts = []
        if start == end:
            if comment:
                above.append(comment)
            elif not above:
                blank = True
            continue
        parts.append(PhysicalLine(start, end, tuple(above), comment, blank))
        above, blank = [], False
    if parts:
        yield LogicalLine(tuple(parts)), ()
    yield None, tuple(above)
