"""Acceptances: which finding is accepted on which line, and why.

An acceptance stands below the line it is about, beside the remarks there may be, and governs nothing. It is taken out
of the lines before they are put in place. Left to others: which findings there are, and whether one is excused by it
(``compiler/checks/accepting``).
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from tiaowen.dsl import tree
from tiaowen.dsl.tree import Line

REMARKS = tree.Reading | tree.Quote


@frozen
class Acceptance:
    """A finding accepted on a line; ``about`` is that line, None where the acceptance stands above every line."""

    line: tree.Accept
    about: Line | None


def acceptances_in(lines: Iterable[Line]) -> tuple[tuple[Line, ...], tuple[Acceptance, ...]]:
    """Return the lines without the acceptances among them, and the acceptances, each with the line it is about."""
    left: list[Line] = []
    found: list[Acceptance] = []
    about: Line | None = None
    for line in lines:
        if isinstance(line, tree.Accept):
            found.append(Acceptance(line, about))
            continue
        left.append(line)
        if not isinstance(line, REMARKS):
            about = line
    return tuple(left), tuple(found)
