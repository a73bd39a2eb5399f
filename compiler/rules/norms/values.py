"""One value of a facet held against what a higher document says of the same cases."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, frozen

from tiaowen.compiler.rules.model import (
    Amount,
    Banded,
    Elsewhere,
    Fixed,
    FullSubsidy,
    Lump,
    Nothing,
    OfFact,
    OfStatistic,
    Open,
    Ratio,
    Rule,
    Slice,
    Value,
)
from tiaowen.compiler.rules.norms.figures import Held, Known, compares, holds
from tiaowen.compiler.rules.norms.judgement import Verdict
from tiaowen.dsl.tree import Operator, Period, Strength

FLOORS = (Operator.AT_LEAST, Operator.OVER)
FAMILY = "@family"
"""How the id of a counter ends that counts for the household."""


@frozen
class Outcome:
    """How one value goes together with a higher one."""

    verdict: Verdict
    year: int | None = None
    missing: str | None = None


def judge_value(norm: Rule, own: Rule, known: Known) -> Outcome:
    """Judge the value of ``own`` by that of ``norm``, a rule of a higher document about the same facet and cases."""
    value = norm.value
    if not isinstance(value, Open):
        return Outcome(Verdict.IMPLEMENTS if _same(norm, own) else Verdict.CONTRADICTS)
    if value.kind != "bound" or value.operator is None or value.strength is Strength.MAY:
        return Outcome(Verdict.IMPLEMENTS)
    if isinstance(own.value, Open):
        return _open(value, value.operator, own.value, known)
    if not _count_alike(norm, own):
        return Outcome(Verdict.UNDETERMINED)
    return _judged(value, _kept(value, value.operator, own, known))


def decided(value: Value | None) -> bool:
    """Return whether a value leaves nothing to a lower document."""
    return not isinstance(value, Open)


def _judged(norm: Open, held: Held) -> Outcome:
    if held.kept is None:
        return Outcome(Verdict.UNDETERMINED, missing=held.missing)
    if held.kept:
        return Outcome(Verdict.IMPLEMENTS)
    if norm.strength is Strength.IN_PRINCIPLE:
        return Outcome(Verdict.DEVIATES, held.year)
    return Outcome(Verdict.NARROWS if norm.operator in FLOORS else Verdict.EXCEEDS, held.year)


# ── decided figures ──


def _same(norm: Rule, own: Rule) -> bool:
    left, right = _plain(norm), _plain(own)
    return left == right and (isinstance(left, Nothing) or _counts_over(norm) == _counts_over(own))


def _plain(rule: Rule) -> object:
    """Return a value so that two ways of stating the same are equal."""
    value = rule.value
    match value:
        case Fixed(fen=0) | OfStatistic(share=0) | OfFact(share=0) if rule.facet == "deductible":
            return Nothing()
        case Banded(slices=slices):
            joined: list[Slice] = []
            for piece in slices:
                if joined and joined[-1].share == piece.share:
                    joined.pop()
                joined.append(piece)
            return Ratio(joined[0].share) if len(joined) == 1 else evolve(value, slices=tuple(joined))
        case Elsewhere(document=document):
            return Elsewhere, document.zh or document.en
        case _:
            return value


def _counts_over(rule: Rule) -> tuple[Period | None, bool]:
    """Return over what a figure counts, and whether for the family; an admission is a visit."""
    period = Period.VISIT if rule.period is Period.ADMISSION else rule.period
    return period, rule.pool is not None and rule.pool.endswith(FAMILY)


def _count_alike(norm: Rule, own: Rule) -> bool:
    """Return whether two figures count over the same time, where that matters."""
    nothing = isinstance(_plain(own), Nothing)
    return nothing or norm.period is None or own.period is None or _counts_over(norm) == _counts_over(own)


# ── bounds ──


def _kept(norm: Open, operator: Operator, own: Rule, known: Known) -> Held:
    """Return whether a decided figure keeps to a bound; of several brackets or steps, every one of them."""
    value = own.value
    match value:
        case Ratio(share=share):
            return _shares(norm, operator, [share])
        case Banded(slices=slices):
            return _shares(norm, operator, [piece.share for piece in slices])
        case Lump(steps=steps):
            return _amounts(norm, operator, [Fixed(step.fen) for step in steps], known)
        case Fixed() | OfStatistic() | OfFact():
            return _amounts(norm, operator, [value], known)
        case Nothing() if own.facet == "deductible":
            return _amounts(norm, operator, [Fixed(0)], known)
        case Nothing():
            return Held(operator in FLOORS)  # no cap is more than any cap
        case FullSubsidy() if isinstance(norm.amount, OfFact):
            return _amounts(norm, operator, [OfFact(Fraction(1), norm.amount.fact)], known)
        case _:
            return Held(None)


def _shares(norm: Open, operator: Operator, shares: Iterable[Fraction]) -> Held:
    if norm.share is None:
        return Held(None)
    return Held(all(compares(share, operator, norm.share) for share in shares))


def _amounts(norm: Open, operator: Operator, amounts: Iterable[Amount], known: Known) -> Held:
    if norm.amount is None:
        return Held(None)
    found = [holds(amount, operator, norm.amount, known) for amount in amounts]
    broken = next((held for held in found if held.kept is False), None)
    unknown = next((held for held in found if held.kept is None), None)
    return broken or unknown or Held(True)


def _open(norm: Open, operator: Operator, own: Open, known: Known) -> Outcome:
    """Judge a figure that the document leaves open in its turn: its own bound must lie within the higher one."""
    if own.kind != "bound" or own.operator is None:
        return Outcome(Verdict.IMPLEMENTS)
    against = operator
    if (own.operator in FLOORS) is (operator in FLOORS):
        # "over 70%" lies within "at least 70%" and the other way round does not.
        loose = own.operator is operator or operator in (Operator.AT_LEAST, Operator.AT_MOST)
        if operator in FLOORS:
            against = Operator.AT_LEAST if loose else Operator.OVER
        else:
            against = Operator.AT_MOST if loose else Operator.BELOW
    if own.share is not None:
        return _judged(norm, _shares(norm, against, [own.share]))
    return _judged(norm, _amounts(norm, against, [own.amount] if own.amount is not None else [], known))
