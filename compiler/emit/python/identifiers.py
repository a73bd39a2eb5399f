"""Python identifiers for what a document names: ASCII, readable, never a keyword, never the same twice.

An id such as ``class-3`` becomes ``class_3`` or ``CLASS_3``. What has no Latin letter left (``一类``) is numbered by its
kind, and the comment beside it gives the name.
"""

from __future__ import annotations

import builtins
import keyword
import re

LONGEST = 48

_OURS = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)


def words_of(text: str) -> str:
    """Return the ASCII letters and digits of ``text`` in lower case, joined by ``_``; perhaps nothing."""
    words = re.findall(r"[a-z0-9]+", text.lower()) if text.isascii() else []
    joined = "_".join(words)
    if len(joined) > LONGEST:
        joined = joined[:LONGEST].rpartition("_")[0] or joined[:LONGEST]
    return joined


class Identifiers:
    """The identifiers already taken in one module, and the one that each named thing got."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = set(taken | _OURS)
        self._given: dict[tuple[str, str], str] = {}

    def function(self, thing: str, stem: str = "benefit") -> str:
        """Return the identifier of a function for ``thing``; ``stem`` is used where it has no Latin name."""
        return self._identifier("function", thing, words_of(thing), stem)

    def constant(self, prefix: str, thing: str) -> str:
        """Return the identifier of a constant: ``RATIO_CLASS_3`` for ``ratio`` and ``class-3``."""
        stem = words_of(prefix)
        words = words_of(thing)
        return self._identifier(
            prefix, thing, f"{stem}_{words}" if stem and words else words, stem or "group", True
        )

    def _identifier(self, kind: str, thing: str, words: str, stem: str, upper: bool = False) -> str:
        key = (kind, thing)
        if key not in self._given:
            self._given[key] = self._free(words, stem, upper)
        return self._given[key]

    def _free(self, words: str, stem: str, upper: bool) -> str:
        """Return an identifier nobody has: the words, else the words and a number."""
        base = words or stem
        if base[0].isdigit():
            base = f"{stem}_{base}"
        base = base.upper() if upper else base
        candidate, number = (base, 1) if words else (f"{base}_1", 1)
        while candidate in self._taken:
            number += 1
            candidate = f"{base}_{number}"
        self._taken.add(candidate)
        return candidate
