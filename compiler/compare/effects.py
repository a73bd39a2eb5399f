"""Comparing two outcomes for every amount at once: which effect, by how much at most, and where it turns.

The effect is read off the sign of the difference of two exact schedules, so it holds for all amounts and not for
those that were tried. What is unknown on a side stays unknown: it is never taken for nothing.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.model import Effect, Proof
from tiaowen.compiler.compare.payments import Outcome, total
from tiaowen.compiler.schedule import Schedule, Stretch, constant, crossings, highest, lowest, signs


@frozen
class Verdict:
    """The effect of going from the left outcome to the right one, and all that proves it.

    ``critical`` are the amounts at which either payment or the difference bends, jumps or turns.
    """

    effect: Effect
    proof: Proof | None
    left: Schedule | None
    right: Schedule | None
    stretches: tuple[Stretch, ...]
    critical: tuple[Fraction, ...]
    upto: int | None


def schedule_of(outcome: Outcome, bill: Range | None) -> Schedule | None:
    """Return what an outcome pays for each self-pay; None when that is not known."""
    if not outcome.known:
        return None
    return total(outcome.pays, bill) if outcome.pays else constant(0)


def judge(left: Outcome, right: Outcome, bill: Range | None, same_place: bool) -> Verdict:
    """Return the effect of going from ``left`` to ``right``.

    ``same_place`` says that the documents are versions for one place: what both leave open in the same way is then
    the same.
    """
    one, two = schedule_of(left, bill), schedule_of(right, bill)
    upto = bill.high if bill is not None else None
    if one is None or two is None:
        alike = left == right and (same_place or _decided(left))
        return Verdict(Effect.EQ if alike else Effect.UNDET, None, one, two, (), _critical(upto, one, two), upto)
    gain = two - one
    proof = prove(gain, upto)
    return Verdict(
        _effect(proof, left, right),
        proof,
        one,
        two,
        signs(gain, _fraction(upto)),
        _critical(upto, one, two, gain),
        upto,
    )


def prove(gain: Schedule, upto: int | None) -> Proof:
    """Return how far a difference goes to either side."""
    end = _fraction(upto)
    stretches = signs(gain, end)
    above = next((stretch.low for stretch in stretches if stretch.sign > 0), None)
    below = next((stretch.low for stretch in stretches if stretch.sign < 0), None)
    low, high = lowest(gain, end), highest(gain, end)
    return Proof(
        above is not None,
        below is not None,
        high.value if above is not None else Fraction(0),
        (None if low.value is None else -low.value) if below is not None else Fraction(0),
        crossings(gain, end),
        above,
        below,
    )


def _effect(proof: Proof, left: Outcome, right: Outcome) -> Effect:
    if proof.gains and proof.losses:
        return Effect.MIX
    if proof.gains:
        return Effect.UP if left.pays else Effect.IN
    if proof.losses:
        return Effect.DOWN if right.pays else Effect.OUT
    return Effect.EQ


def _decided(outcome: Outcome) -> bool:
    """Tell whether the same words mean the same anywhere: one and the same other document decides."""
    return outcome.kind == "elsewhere" and not outcome.pays


def _fraction(upto: int | None) -> Fraction | None:
    return None if upto is None else Fraction(upto)


def _critical(upto: int | None, *schedules: Schedule | None) -> tuple[Fraction, ...]:
    """Return every amount at which something happens."""
    found: set[Fraction] = set()
    for schedule in schedules:
        if schedule is not None:
            found.update(schedule.points)
    if len(schedules) > 2 and schedules[2] is not None:
        for stretch in signs(schedules[2], _fraction(upto)):
            found.add(stretch.low)
    if upto is not None:
        found.add(Fraction(upto))
    return tuple(sorted(point for point in found if upto is None or point <= upto))
