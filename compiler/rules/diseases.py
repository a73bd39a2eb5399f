"""Figures by disease, and visits that have two diseases.

*Lung cancer: ratio 70%* beside *leukaemia: ratio 80%* are no contradiction, but a visit for both has two figures and
the document does not say which: for those cases the facet becomes *not stated*, so that their result is undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from attrs import evolve, frozen

from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect, merge, subtract_all
from tiaowen.compiler.rules.model import COVERAGE, Box, HasDisease, Open, Rule


@frozen
class Overlap:
    """Two rules of one facet that meet where a visit has two diseases only."""

    first: Rule
    second: Rule


def part_diseases(rules: Iterable[Rule], universe: Universe) -> tuple[list[Rule], list[Overlap]]:
    """Return the rules with the cases of two diseases *not stated*, and which rules they were taken from."""
    parted = list(rules)
    overlaps: list[Overlap] = []
    silent: list[Rule] = []
    by_disease = [i for i, rule in enumerate(parted) if rule.facet != COVERAGE and _diseases(rule.boxes)]
    for i, j in combinations(by_disease, 2):
        first, second = parted[i], parted[j]
        if first.facet != second.facet or (first.value, first.period) == (second.value, second.period):
            continue
        both = tuple(box for a in first.boxes for b in second.boxes if (box := _two_diseases(a, b)))
        if both:
            parted[i] = evolve(first, boxes=merge(subtract_all(first.boxes, both, universe)))
            parted[j] = evolve(second, boxes=merge(subtract_all(second.boxes, both, universe)))
            overlaps.append(Overlap(first, second))
            cites = tuple(dict.fromkeys((*first.cites, *second.cites)))
            silent.append(Rule(first.facet, Open("not-stated"), both, None, cites, second.clause))
    return [*parted, *silent], overlaps


def _diseases(boxes: Boxes) -> list[HasDisease]:
    return [t.condition for box in boxes for t in box.tests if t.holds and isinstance(t.condition, HasDisease)]


def _two_diseases(a: Box, b: Box) -> Box | None:
    """Return the cases in both boxes if they have a disease of each, and no disease is in both lists."""
    mine, theirs = _diseases((a,)), _diseases((b,))
    if not any(x.members.isdisjoint(y.members) for x in mine for y in theirs):
        return None
    return intersect(a, b)
