"""Doubts decided the other way: each reading that was not adopted, adopted instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mutation.mutant import Edit, Mutant
from mutation.rows import Row

from tiaowen.dsl import tree
from tiaowen.dsl.language import Language
from tiaowen.dsl.lexicon import word


def readings(rows: Iterable[Row]) -> Iterator[Mutant]:
    """Yield, for each doubt in ``rows`` and each of its other readings, the file with that one adopted."""
    choices: list[Row] = []
    for row in rows:
        if row.choice is None and not isinstance(row.line, tree.Reading | tree.Quote):
            yield from _others(choices)
            choices = []
        elif row.choice:
            choices.append(row)
    yield from _others(choices)


def _others(choices: list[Row]) -> Iterator[Mutant]:
    adopted = [row for row in choices if row.choice and row.choice.adopted]
    names = dict.fromkeys(row.choice.name.text for row in choices if row.choice and not row.adopted)
    if not adopted:
        return
    dropped = tuple(_without(row) for row in adopted)
    for name in names:
        taken = tuple(_with(row) for row in choices if row.choice and row.choice.name.text == name)
        assert adopted[0].choice
        yield Mutant("reading", adopted[0], adopted[0].choice.name.text, name, (*dropped, *taken))


def _without(row: Row) -> Edit:
    """Return the edit that takes the comma and the word *adopted* out of a reading."""
    at = next(i for i, token in enumerate(row.tokens) if token.kind == "ADOPTED")
    return Edit(row.tokens[at - 1].start, row.tokens[at].end, "")


def _with(row: Row) -> Edit:
    """Return the edit that puts them behind the name of a reading."""
    name = row.tokens[1]
    return Edit(name.end, name.end, f"，{word('ADOPTED', Language.ZH)}")
