"""The tables of the report: benefit by benefit, a line for each matter, people and place, both documents side by
side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.compiler.compare.layout import columns
from tiaowen.compiler.compare.model import Change, Comparison, Effect
from tiaowen.compiler.compare.printing import SIGNS, Printing
from tiaowen.compiler.compare.provisions import facet_name

SIGN, MATTER, VERDICT, GAP = 1, 11, 14, 2


def facet_lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield the tables of all benefits, and of what belongs to none."""
    by_benefit: dict[str, list[Change]] = {}
    for row in comparison.facets:
        by_benefit.setdefault(row.benefit, []).append(row)
    beside = by_benefit.pop("", [])
    for benefit, rows in by_benefit.items():
        yield from _table(printing.name(benefit), rows, printing)
    if beside:
        yield from _table(printing.say("dates, fund, duties", "效力、基金、职责"), beside, printing)


def _table(title: str, rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    yield ""
    yield printing.rule(title)
    rest = printing.width - SIGN - MATTER - VERDICT - GAP * 5
    who = rest * 3 // 8
    side = (rest - who) // 2
    widths = (SIGN, MATTER, who, side, side, VERDICT)
    say = printing.say
    yield from columns([["", say("matter", "事项"), say("who", "对象"), say("A", "甲"), say("B", "乙"), ""]], widths)
    changed = [row for row in rows if row.effect is not Effect.EQ]
    same = [row for row in rows if row.effect is Effect.EQ]
    for row in [*changed, *same]:
        yield from columns([_cells(row, printing)], widths)


def _cells(row: Change, printing: Printing) -> list[str]:
    place = printing.place(row.where)
    who = printing.of(row.who_text) + (f" [{place}]" if place else "")
    matter = printing.of(facet_name(row.facet or ""))
    sides = [printing.cell(view) for view in (row.left, row.right)]
    return [SIGNS[row.effect], matter, who, *sides, printing.word(row.effect)]
