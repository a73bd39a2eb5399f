"""Python identifiers for what a document names: ASCII, readable, never a keyword, never the same twice.

An id such as ``class-3`` becomes ``class_3`` or ``CLASS_3``. What has no Latin letter left (``一类``) is
numbered by its kind, and the comment beside it gives the name.
"""

from __future__ import annotations

import builtins
import keyword
import re

LONGEST = 56

_PYTHON = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)


def words_of(text: str) -> str:
    """Return the ASCII letters and digits of ``text`` in lower case, joined by ``_``; nothing if it has others."""
    words = re.findall(r"[a-z0-9]+", text.lower()) if text.isascii() else []
    joined = "_".join(words)
    if len(joined) > LONGEST:
        joined = joined[:LONGEST].rpartition("_")[0] or joined[:LONGEST]
    return joined


class Identifiers:
    """The identifiers that are taken in one module."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = set(taken | _PYTHON)

    def function(self, name: str, kind: str = "benefit") -> str:
        """Return an identifier nobody has: from ``name``, else a numbered ``kind``."""
        return self._fresh(words_of(name), kind)

    def constant(self, *names: str, kind: str = "group") -> str:
        """Return an identifier in capitals nobody has: ``RATIO_CLASS_3`` for ``ratio`` and ``class-3``."""
        return self._fresh("_".join(filter(None, map(words_of, names))).upper(), kind.upper())

    def _fresh(self, words: str, kind: str) -> str:
        base = words or kind
        if not base[0].isalpha():
            base = f"{kind}_{base}"
        candidate, number = (base, 1) if words else (f"{base}_1", 1)
        while candidate in self._taken:
            number += 1
            candidate = f"{base}_{number}"
        self._taken.add(candidate)
        return candidate
