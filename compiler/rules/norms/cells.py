"""The rules of a benefit held against those of a higher document, case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve

from tiaowen.compiler.rules.boxes import Boxes, Part, intersect_all
from tiaowen.compiler.rules.grid import Finder
from tiaowen.compiler.rules.model import COVERAGE, Box, Elsewhere, Excluded, Open, Rule
from tiaowen.compiler.rules.norms.figures import Known
from tiaowen.compiler.rules.norms.judgement import Judgement, Verdict
from tiaowen.compiler.rules.norms.values import Outcome, judge_value

PAYING = ("ratio", "subsidy", "lump-sum")
"""The facets that come to a payment."""

LEAVES_FREE = ("not-stated", "delegated", "allowed")
"""The kinds of open values under which a lower document may also decide to pay nothing."""

Allowed = Callable[[Rule, Rule], bool]
"""Whether a rule of a higher document gives way to another one in so many words."""


def judge_rules(
    benefit: str, norms: Sequence[Rule], own: Sequence[Rule], covers: Boxes, known: Known, amended: Allowed
) -> Iterator[Judgement]:
    """Yield a judgement for each two rules of higher and own document that are about a case in common.

    ``covers`` are the cases the benefit is for (empty: all). Pairs that are ``amended`` are not judged. Where a
    document refuses a case in so many words, what else it says of that case comes to nothing, and is not judged by the
    other's refusal.
    """
    refused = _refused(norms), _refused(own)
    facets: dict[str, list[Rule]] = {}
    for norm in norms:
        facets.setdefault(norm.facet, []).append(norm)
    near = {facet: _Near(rules) for facet, rules in facets.items()}
    for mine in own:
        for facet in _compared(mine.facet):
            for norm in near[facet].to(mine) if facet in near else ():
                found = _outcome(norm, mine, known)
                boxes = common_cases(norm, mine, covers) if found is not None else ()
                if norm.facet != mine.facet:
                    boxes = tuple(_outside(boxes, refused[0] if mine.facet == COVERAGE else refused[1]))
                if found is not None and boxes and not amended(norm, mine):
                    yield Judgement(found.verdict, benefit, norm, mine, boxes, found.year, found.missing)


def _refused(rules: Sequence[Rule]) -> list[Box]:
    """Return the cases in which some rules give nothing."""
    return [box for rule in rules if isinstance(rule.value, Excluded | Elsewhere) for box in rule.boxes]


def _outside(boxes: Iterable[Box], refused: Sequence[Box]) -> Iterator[Box]:
    """Yield boxes without the people who plainly are refused in them."""
    for box in boxes:
        left = box.categories
        for other in refused:
            if left is None or other.categories is None:
                continue
            part = Part.of(evolve(box, categories=left & other.categories))
            if part is not None and part.lies_in(other):
                left -= other.categories
        if left is None or left:
            yield evolve(box, categories=left)


class _Near:
    """Finds among rules those that may be about a case in common with another one."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._owner = [at for at, rule in enumerate(rules) for _ in rule.boxes]
        self._finder = Finder([box for rule in rules for box in rule.boxes])

    def to(self, rule: Rule) -> list[Rule]:
        found = {self._owner[place] for box in rule.boxes for place in self._finder.near(box)}
        return [self._rules[at] for at in sorted(found)]


def _compared(facet: str) -> tuple[str, ...]:
    """Return the facets of a higher document that one of the document itself is held against."""
    if facet == COVERAGE:
        return (COVERAGE, *PAYING)
    return (facet, COVERAGE) if facet in PAYING else (facet,)


def common_cases(norm: Rule, own: Rule, covers: Boxes) -> tuple[Box, ...]:
    """Return the cases that two rules have in common, among those the benefit is for."""
    boxes = intersect_all(own.boxes, norm.boxes)
    return intersect_all(boxes, covers) if covers else boxes


def _outcome(norm: Rule, own: Rule, known: Known) -> Outcome | None:
    """Return how the values go together, None for rules about different things."""
    if norm.facet == own.facet:
        return judge_value(norm, own, known)
    if norm.facet == COVERAGE and own.facet in PAYING:
        # Where the higher document gives nothing, or lets another decide, there is nothing to be paid.
        return Outcome(Verdict.CONTRADICTS) if isinstance(norm.value, Excluded | Elsewhere) else None
    if own.facet == COVERAGE and norm.facet in PAYING and isinstance(own.value, Excluded | Elsewhere):
        free = isinstance(norm.value, Open) and norm.value.kind in LEAVES_FREE
        return None if free else Outcome(Verdict.CONTRADICTS)
    return None
