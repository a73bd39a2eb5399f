"""All mutants of a policy file, in the order of the file: the same file gives the same mutants."""

from __future__ import annotations

from collections.abc import Iterator

from mutation.figures import figures
from mutation.lists import entries, missing
from mutation.mutant import Mutant
from mutation.readings import readings
from mutation.rows import all_rows, rows_of
from mutation.swaps import swaps
from mutation.words import comparisons, ways

KINDS = ("figure", "comparison", "swap", "definition entry", "way", "list entry", "line", "reading")
"""The kinds of change; the first four are those that no document may get wrong unnoticed."""


def mutants_of(text: str) -> Iterator[Mutant]:
    """Yield the mutants of a file, kind by kind, each kind in the order of the lines."""
    rows = tuple(rows_of(text))
    for make in (figures, comparisons, entries, ways, missing):
        for row in rows:
            yield from make(row, text)
    yield from swaps(rows, text)
    yield from readings(all_rows(text))
