"""What cannot be told, once for all situations: which statement leaves it open, for whom, and what the other side
says.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tiaowen.compiler.compare.blocks import Numbered, ranges
from tiaowen.compiler.compare.groups import is_open, says
from tiaowen.compiler.compare.model import Change, Effect
from tiaowen.compiler.compare.printing import Printing, verdict


@frozen(eq=False)
class Untold:
    """Everything that the same statements leave open, with the numbers of the situations."""

    rows: tuple[tuple[int, Change], ...]

    @property
    def first(self) -> Change:
        """Return a row that stands for all."""
        return self.rows[0][1]


def untold(numbered: Numbered) -> list[Untold]:
    """Return what cannot be told, by the statements that leave it open."""
    found: dict[tuple[str, str], list[tuple[int, Change]]] = {}
    for number, scene in enumerate(numbered.scenes, start=1):
        for row in scene.rows:
            if row.effect is Effect.UNDET:
                left, right = (says(view) if is_open(view) else "" for view in (row.left, row.right))
                found.setdefault((left, right), []).append((number, row))
    return [Untold(tuple(rows)) for rows in found.values()]


def statements(each: Untold, printing: Printing) -> str:
    """Return the statements that leave something open, with side and articles."""
    texts = []
    for index in (0, 1):
        views = [(row.left, row.right)[index] for _, row in each.rows]
        opened = [view for view in views if view is not None and is_open(view)]
        if opened:
            cites = printing.cited(cite for view in opened for cite in view.cites)
            texts.append(f"{printing.side(index)} {printing.of(opened[0].text)} {cites}".rstrip())
    return printing.clauses(texts)


def untold_lines(numbered: Numbered, printing: Printing) -> Iterator[str]:
    """Yield what cannot be told."""
    every = untold(numbered)
    if every:
        yield ""
        yield printing.rule(printing.say("What cannot be told, and in which situations", "无法判定（括号内为情形号）"))
    for each in every:
        yield from printing.indented(f"{verdict(each.first)[0]} ", statements(each, printing))
        for line in _known(each, printing):
            yield from printing.indented("    ", line)


def _known(each: Untold, printing: Printing) -> Iterator[str]:
    """Yield what the side that is not open says, for whom and where."""
    by_terms: dict[tuple[str, tuple[str, ...]], list[tuple[int, Change]]] = {}
    for number, row in each.rows:
        by_terms.setdefault((_other(row, printing), row.who), []).append((number, row))
    together: dict[tuple[str, tuple[int, ...]], list[Change]] = {}
    for (text, _), found in by_terms.items():
        together.setdefault((text, tuple(number for number, _ in found)), []).append(found[0][1])
    for (text, numbers), rows in together.items():
        who = f"{printing.everyone(rows)} ({ranges(numbers)})"
        yield printing.colon(text, who) if text else who


def _other(row: Change, printing: Printing) -> str:
    return printing.clauses(
        f"{printing.side(index)} {printing.cell(view)}"
        for index, view in enumerate((row.left, row.right))
        if view is not None and not is_open(view)
    )
