"""Text of the document inside Python source: as a string literal, in a comment, in a docstring.

These are the only ways by which words of a policy file reach the module, and none of them lets a quotation mark, a line
end or an invisible character through as such.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from fractions import Fraction

WIDTH = 96
LONGEST = 200


def text(words: str) -> str:
    """Return a string literal, in double quotes; what is not printable is escaped."""
    shown = ascii(words) if not words.isprintable() else repr(words)
    if shown[0] == "'" and '"' not in shown and "\\'" not in shown:
        return f'"{shown[1:-1]}"'
    return shown


def plain(words: str) -> str:
    """Return ``words`` for a comment or docstring: one line, no control or direction marks, no quotes to close."""
    shown = "".join(char if char.isprintable() else " " for char in words)
    shown = " ".join(shown.replace("\\", "/").replace('"', "”").split())
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def comment(words: str, indent: str = "") -> list[str]:
    """Return comment lines that say ``words``."""
    wrapped = textwrap.wrap(plain(words), WIDTH - len(indent), break_on_hyphens=False) or [""]
    return [f"{indent}# {line}".rstrip() for line in wrapped]


def money(fen: int) -> str:
    """Return an amount in fen with the yuan set apart: ``26_937_00``."""
    if abs(fen) < 100:
        return str(fen)
    return f"{fen // 100:_}_{fen % 100:02d}" if fen >= 0 else f"-{money(-fen)}"


def share(value: Fraction) -> str:
    """Return a share as a numerator and a denominator."""
    return f"({value.numerator}, {value.denominator})"


def listed(items: Iterable[str], before: str, after: str, indent: str = "") -> list[str]:
    """Return ``before`` + items + ``after`` on one line if that is short enough, else one item a line."""
    items = list(items)
    line = f"{indent}{before}{', '.join(items)}{after}"
    if len(line) <= WIDTH and len(items) < 8:
        return [line]
    return [f"{indent}{before}", *(f"{indent}    {item}," for item in items), f"{indent}{after}"]
