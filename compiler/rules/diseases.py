"""Figures by disease, and visits that have two diseases.

*Lung cancer: ratio 70%* beside *leukaemia: ratio 80%* are no contradiction, but a visit for both has two figures and
the document does not say which: for those cases the facet becomes *not stated*, so that their result is undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from attrs import evolve, frozen

from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect, merge, subtract_all
from tiaowen.compiler.rules.model import COVERAGE, Box, HasDisease, Open, Rule, Value
from tiaowen.dsl.tree import Period


@frozen
class Overlap:
    """Two rules of one facet that meet where a visit has two diseases only."""

    first: Rule
    second: Rule


def part_diseases(rules: Iterable[Rule], universe: Universe) -> tuple[list[Rule], list[Overlap]]:
    """Return the rules with the cases of two diseases *not stated*, and which rules they were taken from.

    What two rules share is found before anything is taken from them: a visit for three diseases belongs to each two of
    them, and none of the three figures may be left standing on it.
    """
    given = list(rules)
    overlaps: list[Overlap] = []
    silent: list[Rule] = []
    taken: dict[int, list[Box]] = {}
    for i, j in _pairs(given):
        first, second = given[i], given[j]
        both = tuple(box for a in first.boxes for b in second.boxes if (box := _two_diseases(a, b)))
        if both:
            taken.setdefault(i, []).extend(both)
            taken.setdefault(j, []).extend(both)
            overlaps.append(Overlap(first, second))
            cites = tuple(dict.fromkeys((*first.cites, *second.cites)))
            silent.append(Rule(first.facet, Open("not-stated"), both, None, cites, second.clause))
    parted = [
        evolve(rule, boxes=merge(subtract_all(rule.boxes, taken[i], universe))) if i in taken else rule
        for i, rule in enumerate(given)
    ]
    return [*parted, *silent], overlaps


def _pairs(rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rules by disease that put different values of one facet."""
    by_disease = [(i, rule) for i, rule in enumerate(rules) if rule.facet != COVERAGE and _diseases(rule.boxes)]
    values: dict[tuple[str, Value, Period | None], int] = {}
    numbers = [values.setdefault((r.facet, r.value, r.period), len(values)) for _, r in by_disease]
    for (a, (i, first)), (b, (j, second)) in combinations(enumerate(by_disease), 2):
        if numbers[a] != numbers[b] and first.facet == second.facet:
            yield i, j


def _diseases(boxes: Boxes) -> list[HasDisease]:
    return [t.condition for box in boxes for t in box.tests if t.holds and isinstance(t.condition, HasDisease)]


def _two_diseases(a: Box, b: Box) -> Box | None:
    """Return the cases in both boxes if they have a disease of each, and no disease is in both lists."""
    mine, theirs = _diseases((a,)), _diseases((b,))
    if not any(x.members.isdisjoint(y.members) for x in mine for y in theirs):
        return None
    return intersect(a, b)
