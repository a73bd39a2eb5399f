"""Which differences rest on a reading: the doubts of each document on which a row that differs depends.

A rule that holds only under one reading of a passage is cited with that reading; a row that cites it could have come
out otherwise. Left to others: comparing under another reading (``--reading``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tiaowen.compiler.compare.context import Context
from tiaowen.compiler.compare.model import Change, Effect, Note
from tiaowen.compiler.compare.words import fill, same, say
from tiaowen.compiler.rules.model import DoubtRule
from tiaowen.dsl.tree import Text

DOUBT = "doubt"

SIDES = {"left": say("A", "甲"), "right": say("B", "乙")}


def doubt_notes(context: Context, rows: Iterable[Change]) -> Iterator[Note]:
    """Yield a note for each doubt that a differing row rests on, with how many do, those of the most rows first."""
    differing = [row for row in rows if row.effect is not Effect.EQ]
    found: list[tuple[int, Note]] = []
    told: set[tuple[str, Text]] = set()
    for index, (side, name) in enumerate(zip(context.sides, SIDES, strict=True)):
        for doubt in side.policy.doubts:
            resting = sum(_rests_on(row, index, doubt) for row in differing)
            # Two versions of one document share their doubts: once is enough.
            if resting and (doubt.label, doubt.text) not in told:
                told.add((doubt.label, doubt.text))
                found.append((resting, _note(name, doubt, resting)))
    yield from (note for _, note in sorted(found, key=lambda each: -each[0]))


def _rests_on(row: Change, index: int, doubt: DoubtRule) -> bool:
    view = (row.left, row.right)[index]
    return view is not None and any(cite.reading == doubt.label for cite in view.cites)


def _note(side: str, doubt: DoubtRule, rows: int) -> Note:
    read = next((choice.text for choice in doubt.choices if choice.name == doubt.chosen), None)
    text = fill(
        "{side}: {doubt} ({rows} rows; read here: {read})",
        "{side}：{doubt}（{rows}行；此处理解：{read}）",
        side=SIDES[side],
        doubt=doubt.text,
        read=read or same(doubt.chosen),
        rows=same(str(rows)),
    )
    return Note(side, DOUBT, text, doubt.cites, (), Fraction(0), None)
