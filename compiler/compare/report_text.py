"""What happened to the text alone, as the last of the clauses: numbers, places, names and wording."""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.compare.clauses import TEXTUAL
from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import Change, Comparison, Structure
from tiaowen.compiler.compare.printing import Printing, verdict
from tiaowen.compiler.compare.words import say

NAMES = {
    Structure.RENAMED: say("renamed", "改名"),
    Structure.RENUMBERING: say("renumbered", "改号"),
    Structure.MOVE: say("moved", "移位"),
    Structure.SPLIT: say("split", "拆分"),
    Structure.JOIN: say("joined", "合并"),
    Structure.TEXT_ONLY: say("wording", "文字"),
}


def is_textual(row: Change) -> bool:
    """Tell whether a row is about the text alone."""
    return row.structure in TEXTUAL


def text_lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield what happened to the text."""
    rows = [row for row in comparison.facets if is_textual(row)]
    if rows:
        yield printing.rule(printing.say("names, numbers, wording", "名称、条号、文字"))
    for structure, name in NAMES.items():
        for row in rows:
            if row.structure is structure:
                yield from printing.indented(
                    f"{verdict(row)[0]} ", printing.colon(printing.of(name), _told(row, printing))
                )


def _told(row: Change, printing: Printing) -> str:
    left, right = printing.cell(row.left), printing.cell(row.right)
    benefit = printing.name(row.benefit) if row.benefit else ""
    if row.structure is Structure.RENUMBERING:
        return printing.sides(row)
    if row.structure is Structure.MOVE:
        matter = printing.of(facet_name(row.facet or "", printing.names))
        head = " · ".join(filter(None, [benefit, matter]))
        return printing.colon(head, f"{left} → {right}")
    return f"{left or '—'} → {right or '—'}"
