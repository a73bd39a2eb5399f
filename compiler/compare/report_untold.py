"""What cannot be told, once for all situations: which statement leaves it open, for whom, and what the other side
says.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tiaowen.compiler.compare.blocks import Numbered, ranges
from tiaowen.compiler.compare.groups import is_open, says
from tiaowen.compiler.compare.model import Change, Effect, Standing
from tiaowen.compiler.compare.printing import Printing, verdict


@frozen(eq=False)
class Untold:
    """Everything that the same statements leave open, with the numbers of the situations."""

    rows: tuple[tuple[int, Change], ...]

    @property
    def first(self) -> Change:
        """Return a row that stands for all."""
        return self.rows[0][1]

    @property
    def paid(self) -> int:
        """Return in how many rows one side is known to pay."""
        return sum(
            view is not None and view.standing is Standing.STATED
            for _, row in self.rows
            for view in (row.left, row.right)
        )


def untold(numbered: Numbered) -> list[Untold]:
    """Return what cannot be told, by the statements that leave it open."""
    found: dict[tuple[str, str], list[tuple[int, Change]]] = {}
    for number, scene in enumerate(numbered.scenes, start=1):
        for row in scene.rows:
            if row.effect is Effect.UNDET:
                left, right = (says(view) if is_open(view) else "" for view in (row.left, row.right))
                found.setdefault((left, right) if left or right else ("", row.reason.en or ""), []).append(
                    (number, row)
                )
    every = [Untold(tuple(rows)) for rows in found.values()]
    return sorted(every, key=lambda each: -each.paid)


def statements(each: Untold, printing: Printing) -> str:
    """Return the statements that leave something open, with side and articles; where none does, why it is open."""
    texts = []
    for index in (0, 1):
        views = [(row.left, row.right)[index] for _, row in each.rows]
        opened = [view for view in views if view is not None and is_open(view)]
        if opened:
            cites = printing.cited(cite for view in opened for cite in view.cites)
            texts.append(f"{printing.side(index)} {printing.of(opened[0].text)} {cites}".rstrip())
    return printing.clauses(texts or [printing.of(each.first.reason)])


def untold_lines(numbered: Numbered, printing: Printing) -> Iterator[str]:
    """Yield what cannot be told."""
    every = untold(numbered)
    if every:
        yield ""
        yield printing.rule(printing.say("What cannot be told (situations by number)", "无法判定（按情形号）"))
    for each in every:
        who = printing.everyone(row for _, row in each.rows)
        text = printing.colon(statements(each, printing), who)
        known = known_beside(each, printing)
        numbers = "" if known else ranges(number for number, _ in each.rows)
        yield from printing.indented(f"{verdict(each.first)[0]} ", printing.remark(numbers, text))
        if known:
            yield from printing.indented("    ", known)


def known_beside(each: Untold, printing: Printing) -> str:
    """Return what the side that is not open says, and in which situations: the benefits that pay, or that none
    does.
    """
    found: dict[str, list[int]] = {}
    for number, row in each.rows:
        for index, view in enumerate((row.left, row.right)):
            if view is not None and not is_open(view):
                benefits = printing.list(map(printing.name, row.benefits[index]))
                text = benefits if view.standing is Standing.STATED else printing.of(view.text)
                found.setdefault(f"{printing.side(index)} {text}", []).append(number)
    return printing.clauses(printing.remark(ranges(numbers), text) for text, numbers in found.items())
