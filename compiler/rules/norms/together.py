"""Norms about several rules at once: rates that must rise with the expense, people who must have more than others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from tiaowen.compiler.rules.boxes import Boxes, intersect, intersect_all
from tiaowen.compiler.rules.conditions import UNITS
from tiaowen.compiler.rules.model import (
    Banded,
    Box,
    Compare,
    Fixed,
    HasDisease,
    HasMark,
    Lump,
    Nothing,
    OfFact,
    OfStatistic,
    Ordered,
    Ratio,
    Rising,
    Rule,
    Test,
    Value,
)
from tiaowen.compiler.rules.norms.figures import Held, Known, holds
from tiaowen.compiler.rules.norms.judgement import Judgement, Verdict
from tiaowen.dsl.tree import Operator, Strength

Level = tuple[int | None, bool, Fraction]
"""A stretch of the expense: its upper end in fen (None: none), whether the end is outside it, and the rate."""


def judge_rising(norm: Rising, benefit: str, rules: Sequence[Rule]) -> Iterator[Judgement]:
    """Yield the rules whose rates fall somewhere as the expense rises; equal rates are no fall."""
    verdict = _verdict(norm.strength)
    for rule in rules:
        if rule.facet != norm.facet:
            continue
        levels = _levels(rule.value)
        for (upto, _, before), (_, _, after) in pairwise(levels):
            if after < before:
                yield Judgement(verdict, benefit, rule, rule, rule.boxes, from_fen=upto)
                break


def judge_ordered(norm: Ordered, benefit: str, rules: Sequence[Rule], known: Known) -> Iterator[Judgement]:
    """Yield each two rules of which one gives people named above no more than the other gives people named below.

    Two people are compared in the same case: the same care, level, plan, marks and diseases. What only tells people
    apart, such as their age, does not make their cases different.
    """
    facet = [rule for rule in rules if rule.facet == norm.facet]
    above = [(rule, boxes) for rule in facet if (boxes := _of_people(rule, norm.above_boxes, norm.below_boxes))]
    below = [(rule, boxes) for rule in facet if (boxes := _of_people(rule, norm.below_boxes, norm.above_boxes))]
    for more, theirs in above:
        for less, others in below:
            if not any(intersect(_case(a), _case(b)) for a in theirs for b in others):
                continue
            found = _not_above(more.value, less.value, known)
            if found is not None:
                yield Judgement(
                    _verdict(norm.strength),
                    benefit,
                    norm=less,
                    own=more,
                    boxes=theirs,
                    from_fen=found.over,
                    upto_fen=found.upto,
                    year=found.year,
                )


def _verdict(strength: Strength | None) -> Verdict:
    return Verdict.DEVIATES if strength is Strength.IN_PRINCIPLE else Verdict.CONTRADICTS


# ── people and cases ──


def _of_people(rule: Rule, people: Boxes, but_not: Boxes) -> Boxes:
    """Return the cases of a rule that are about some people; whoever is named on both sides is on neither."""
    both = {person for box in but_not for person in box.categories or ()}
    boxes = intersect_all(rule.boxes, people)
    kept = (evolve(box, categories=box.categories - both) for box in boxes if box.categories is not None)
    return tuple(box for box in kept if box.categories)


def _case(box: Box) -> Box:
    """Return a box without what is about the person alone."""
    return evolve(box, categories=None, tests=tuple(test for test in box.tests if _of_the_visit(test)))


def _of_the_visit(test: Test) -> bool:
    match test.condition:
        case HasMark() | HasDisease():
            return True
        case Compare(fact=fact):
            return fact not in UNITS
        case _:
            return False


# ── values ──


@frozen
class _Stretch:
    """Where one value is not above another: over an expense up to another, or in a year."""

    over: int | None = None
    upto: int | None = None
    year: int | None = None


def _levels(value: Value) -> list[Level]:
    match value:
        case Ratio(share=share):
            return [(None, False, share)]
        case Banded(slices=slices):
            return [(piece.upto, piece.open, piece.share) for piece in slices]
        case Lump(steps=steps):
            return [(step.upto, step.open, Fraction(step.fen)) for step in steps]
        case _:
            return []


def _not_above(more: Value, less: Value, known: Known) -> _Stretch | None:
    """Return where the first value is not above the second, None where it is everywhere, or where one is not known."""
    if isinstance(more, Nothing):
        return _Stretch() if isinstance(less, Nothing) else None
    amounts = (Fixed, OfStatistic, OfFact)
    if isinstance(more, amounts) and isinstance(less, amounts):
        held: Held = holds(more, Operator.OVER, less, known)
        return _Stretch(year=held.year) if held.kept is False else None
    return _first_not_above(_levels(more), _levels(less))


def _first_not_above(more: Sequence[Level], less: Sequence[Level]) -> _Stretch | None:
    if not more or not less:
        return None
    over: int | None = None
    for upto, open_ in sorted({*_ends(more), *_ends(less)}):
        if _at(more, upto, open_) <= _at(less, upto, open_):
            return _Stretch(over, upto)
        over = upto
    return _Stretch(over) if more[-1][2] <= less[-1][2] else None


def _ends(levels: Iterable[Level]) -> Iterator[tuple[int, bool]]:
    """Yield where stretches end; an end that is outside comes just before the same end inside."""
    yield from ((upto, not open_) for upto, open_, _ in levels if upto is not None)


def _at(levels: Sequence[Level], upto: int, inside: bool) -> Fraction:
    """Return the rate of the stretch that reaches to an end."""
    for end, open_, rate in levels:
        if end is None or (end, not open_) >= (upto, inside):
            return rate
    return levels[-1][2]
