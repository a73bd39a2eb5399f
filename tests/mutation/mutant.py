"""One change of a policy file: what it replaces, and how it is told."""

from __future__ import annotations

from attrs import frozen
from mutation.rows import Row


@frozen
class Edit:
    """What stands from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str


@frozen
class Mutant:
    """A changed file: the kind of change, the line it is in, what stood there and what stands there now."""

    kind: str
    row: Row
    before: str
    after: str
    edits: tuple[Edit, ...]

    def apply(self, text: str) -> str:
        """Return the changed text."""
        for edit in sorted(self.edits, key=lambda e: e.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def told(self) -> str:
        """Return the change in a few words."""
        return f"{self.before} → {self.after or '(nothing)'}"


def replaced(kind: str, row: Row, text: str, start: int, end: int, new: str) -> Mutant:
    """Return the mutant in which one stretch of ``row`` is replaced."""
    return Mutant(kind, row, text[start:end], new, (Edit(start, end, new),))
