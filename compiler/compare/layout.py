"""Columns of text aligned by display width, where a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.dsl.diagnostics import display_width

ELLIPSIS = "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return the text filled up with spaces to ``width`` columns; on the left when ``right``-aligned."""
    gap = " " * max(0, width - display_width(text))
    return gap + text if right else text + gap


def cut(text: str, width: int) -> str:
    """Return as much of the text as fits ``width`` columns."""
    if display_width(text) <= width:
        return text
    kept = ""
    for char in text:
        if display_width(kept + char) > width - 1:
            break
        kept += char
    return kept + ELLIPSIS


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` columns: at spaces, and between Chinese characters."""
    if display_width(text) <= width:
        return [text]
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        size = display_width(piece)
        if line and used + display_width(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + piece, used + size
        while used > width + 1 and width > 1:
            head = cut(line, width + 1).removesuffix(ELLIPSIS)
            lines.append(head)
            line = line[len(head) :]
            used = display_width(line)
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


_CLINGS = "，。；：、）」”〕］％%,.;:)]"
"""Characters that do not begin a line."""

_OPENS = ("（", "「", "“", "〔", "(", "[")
"""Characters that do not end a line."""


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end: after a space, and on either side of a wide character."""
    pieces: list[str] = []
    wide_before = True
    for char in text:
        wide = char > "\u1100" and display_width(char) > 1
        ends = wide or wide_before or (bool(pieces) and pieces[-1].endswith(" "))
        if pieces and (char == " " or char in _CLINGS or pieces[-1].endswith(_OPENS) or not ends):
            pieces[-1] += char
        else:
            pieces.append(char)
        wide_before = wide
    return pieces


def flowing(items: Sequence[str], width: int, gap: str = "  ") -> list[str]:
    """Put items side by side, on as many lines as they need; an item is never broken."""
    lines: list[str] = []
    for item in items:
        if lines and display_width(lines[-1] + gap + item) <= width:
            lines[-1] += gap + item
        else:
            lines.append(item)
    return lines


def fitting(rows: Sequence[Sequence[str]], width: int, gap: int = 2, least: int = 10) -> list[int]:
    """Return widths of columns that fit ``width``: as wide as their cells, the widest cut down first."""
    widths = [max(1, *(display_width(cell) for cell in column)) for column in zip(*rows, strict=True)]
    room = width - gap * (len(widths) - 1)
    while sum(widths) > room and max(widths) > least:
        widths[widths.index(max(widths))] -= 1
    return widths


def columns(rows: Sequence[Sequence[str]], widths: Sequence[int], gap: int = 2) -> list[str]:
    """Lay rows of cells out in columns; a cell that is too wide goes on below."""
    lines = []
    for row in rows:
        cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for index in range(max(len(cell) for cell in cells)):
            parts = [cell[index] if index < len(cell) else "" for cell in cells]
            line = (" " * gap).join(pad(part, width) for part, width in zip(parts, widths, strict=True))
            lines.append(line.rstrip())
    return lines
