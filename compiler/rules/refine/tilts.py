"""Tilts of an insurance that several documents state for the same people: the lowest one's hold."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from tiaowen.compiler.resolve import Placed
from tiaowen.compiler.rules.boxes import Universe, intersect_all, merge, subtract_all
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.model import Adjustment, Box
from tiaowen.compiler.rules.refine.amending import amends
from tiaowen.compiler.rules.refine.findings import Contradicted, Words
from tiaowen.compiler.rules.refine.standing import Standing
from tiaowen.dsl.quantities import decimal_text, percent_text
from tiaowen.dsl.tree import Language


@frozen
class Tilts:
    """Joins the tilts of several documents; ``clauses`` are the lines of the clauses by their index."""

    standing: Standing
    clauses: Sequence[Placed]
    universe: Universe
    describer: Describer

    def joined(self, tilts: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
        """Return the tilts, each only where no document below its own states one; report those it must not state."""
        out: list[Adjustment] = []
        for tilt in tilts:
            boxes = tilt.boxes
            for other in tilts:
                if self._below(other, tilt) and (common := intersect_all(other.boxes, boxes)):
                    self._judge(tilt, other, common[0])
                    boxes = merge(subtract_all(boxes, other.boxes, self.universe))
            if boxes:
                out.append(evolve(tilt, boxes=boxes))
        return tuple(out)

    def _below(self, lower: Adjustment, higher: Adjustment) -> bool:
        own, theirs = self.clauses[lower.clause].origin, self.clauses[higher.clause].origin
        same = (lower.scheme, lower.facet) == (higher.scheme, higher.facet)
        return same and theirs is not None and theirs in self.standing.above[own]

    def _judge(self, higher: Adjustment, lower: Adjustment, box: Box) -> None:
        line = self.clauses[lower.clause]
        if amends(line, higher.cites):
            self.standing.touch(line)
        elif line.origin is None and _tilt(lower) != _tilt(higher):
            name = self.standing.name(lower.scheme)
            en, zh = (self.describer.box(box, language) for language in (Language.EN, Language.ZH))
            self.standing.findings.append(
                Contradicted(
                    case=(f"{name[0]}, {en}", f"{name[1]}，{zh}"),
                    facet=lower.facet,
                    own=_tilt(lower),
                    norm_facet=higher.facet,
                    norm=_tilt(higher),
                    article=self.standing.article(higher.cites),
                    place=self.standing.place(line.line.span),
                    second=self.standing.place(self.clauses[higher.clause].line.span),
                )
            )


def _tilt(tilt: Adjustment) -> Words:
    """Return what a tilt does, in words."""
    if tilt.reduced is not None:
        share = percent_text(tilt.reduced)
        return f"reduced by {share}", f"降低{share}"
    if tilt.raised is not None:
        points = decimal_text(tilt.raised * 100)
        return f"raised by {points} percentage points", f"提高{points}个百分点"
    return "lifted", "取消"
