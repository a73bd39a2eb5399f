"""Points: a ratio that a clause raises or lowers for some of its cases.

*Outside the province: ratio reduced by 10 percentage points* says no ratio of its own; it parts the rules of the ratio
into cases with and without it. After that no engine has to know of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect_all, merge, subtract_all
from tiaowen.compiler.rules.drafts import Row
from tiaowen.compiler.rules.findings import OutOfRange, PointsOnNothing
from tiaowen.compiler.rules.model import Banded, Ratio, Rule
from tiaowen.dsl.quantities import percent_text

Pointed = tuple[Row, Boxes]


def with_points(rules: list[Rule], pointed: Iterable[Pointed], universe: Universe, resolver: Resolver) -> list[Rule]:
    """Return the rules with the ratio of each case raised or lowered by all rows about it.

    Rows add up, in whatever order they stand; what then is no ratio is a finding at the last of them.
    """
    for row, boxes in pointed:
        points = row.points or Fraction(0)
        touched = False
        parted: list[Rule] = []
        for rule in rules:
            inside = merge(intersect_all(rule.boxes, boxes)) if rule.facet == "ratio" else ()
            if not inside or not isinstance(rule.value, Ratio | Banded):
                parted.append(rule)
                continue
            touched = True
            value = _raised(rule.value, points)
            cites = (*rule.cites, *(cite for cite in row.cites if cite not in rule.cites))
            parted.append(evolve(rule, value=value, boxes=inside, cites=cites))
            if outside := merge(subtract_all(rule.boxes, boxes, universe)):
                parted.append(evolve(rule, boxes=outside))
        rules = parted
        place = resolver.placed.source.place(row.span)
        if not touched:
            resolver.findings.append(PointsOnNothing(place=place))
        for rule in rules:
            shares = _shares(rule.value) if rule.facet == "ratio" else ()
            if wrong := next((share for share in shares if not 0 <= share <= 1), None):
                resolver.findings.append(OutOfRange(share=percent_text(wrong), place=place))
                break
    return rules


def _raised(value: Ratio | Banded, points: Fraction) -> Ratio | Banded:
    if isinstance(value, Ratio):
        return Ratio(value.share + points)
    return evolve(value, slices=tuple(evolve(piece, share=piece.share + points) for piece in value.slices))


def _shares(value: object) -> tuple[Fraction, ...]:
    match value:
        case Ratio(share=share):
            return (share,)
        case Banded(slices=slices):
            return tuple(piece.share for piece in slices)
        case _:
            return ()
