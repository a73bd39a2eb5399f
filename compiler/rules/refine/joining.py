"""The lines of a document and of those above it to one list, in which each matter is settled by the lowest that may."""

from __future__ import annotations

from attrs import evolve

from tiaowen.compiler.resolve import Higher, Placed, PlacedDocument
from tiaowen.compiler.rules.refine.definitions import Definitions
from tiaowen.compiler.rules.refine.lines import Lines
from tiaowen.compiler.rules.refine.restrictions import Restrictions
from tiaowen.compiler.rules.refine.standing import Standing
from tiaowen.compiler.vocabulary import Vocabulary


def reconciled(placed: PlacedDocument, higher: tuple[Higher, ...], vocabulary: Vocabulary) -> Standing:
    """Return a joined document without the lines that those of lower documents take the place of.

    What the document at the bottom may not say is among the findings; so is what two documents above it say differently
    that know nothing of each other. What stands on the cases of a clause is settled later, when the cases are known.
    """
    standing = Standing(placed, higher, vocabulary)
    above = standing.above
    lines: list[Placed] = []
    for id in (*(document.id for document in higher), None):
        lower = [p for p in placed.lines if p.origin == id]
        judged = id is None or not {p.origin for p in lines} <= above[id]
        lines, lower = Definitions(standing, lines, lower, judged).settled()
        lines = Lines(standing, lines, lower, judged).replaced()
        lines = [*Restrictions(standing, lines, lower, own=id is None).settled(), *lower]
    standing.placed = evolve(placed, lines=tuple(lines))
    return standing
