"""When two spellings are the same name, which prefixes deny a name, and which names resemble each other."""

from __future__ import annotations

from collections.abc import Iterator

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width forms to their half-width ones, as in the policy language."""

_HALF_WIDTH = _WIDTH | {0x3000: 0x20}
# Ids are written with hyphens, columns with underscores, names with either or with spaces.
_SPACES = dict.fromkeys(map(ord, "\u00a0-_－＿‐‑‒–—"), 0x20)
_SAME = _HALF_WIDTH | _SPACES | dict.fromkeys(map(ord, "’‘"), ord("'"))

DENIALS = ("not ", "non ", "未", "非", "不")
"""What may stand before a name to say that it does not hold, as :func:`name_key` leaves it."""

COMPARED = 40
"""No name is longer: more of a wrong one is not compared."""


def half_width(text: str) -> str:
    """Return ``text`` with full-width letters, digits and signs as half-width ones; the length stays."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common.

    Case, width, hyphens and runs of white space do not matter, nor does white space beside a Chinese
    character, which text copied out of a PDF is full of.
    """
    words = name.translate(_SAME).lower().split()
    if len(words) < 2:
        return words[0] if words else ""
    key = words[0]
    for word in words[1:]:
        key += word if _is_chinese(key[-1]) or _is_chinese(word[0]) else f" {word}"
    return key


def denied(key: str) -> str | None:
    """Return the key that ``key`` denies, or None if it denies nothing."""
    for prefix in DENIALS:
        if key.startswith(prefix) and len(key) > len(prefix):
            return key.removeprefix(prefix)
    return None


def grams(key: str) -> frozenset[str]:
    """Return what is compared first: Chinese characters, which mean something alone, and all pairs of characters."""
    return frozenset(_grams(key))


def _grams(key: str) -> Iterator[str]:
    for character in key:
        if _is_chinese(character):
            yield character
    yield from (key[i : i + 2] for i in range(len(key) - 1))


def shared(left: frozenset[str], right: frozenset[str]) -> float:
    """Return between 0 and 1 how much two sets of grams have in common."""
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


def likeness(left: str, right: str) -> float:
    """Return 1 for equal keys, down to 0: the share of characters that need no edit."""
    longest = max(len(left), len(right))
    return 1 - _edits(left, right) / longest if longest else 0.0


def _edits(left: str, right: str) -> int:
    """Count the insertions, removals and replacements that turn ``left`` into ``right``."""
    row = list(range(len(right) + 1))
    for i, character in enumerate(left, 1):
        above, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (character != other))
    return row[-1]


def _is_chinese(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
