"""Comparing two outcomes for every amount at once: which effect, by how much at most, and where it turns.

The effect is read off the sign of the difference of two exact schedules, so it holds for all amounts and not for
those that were tried. What is unknown on a side stays unknown: it is never taken for nothing.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.model import Effect, Proof
from tiaowen.compiler.compare.payments import Outcome, rate_of, total
from tiaowen.compiler.compare.stages import FEN, Ceiling, Pays
from tiaowen.compiler.schedule import Schedule, Stretch, constant, crossings, highest, identity, lowest, signs


@frozen
class Verdict:
    """The effect of going from the left outcome to the right one, and all that proves it.

    ``critical`` are the amounts at which either payment or the difference bends, jumps or turns. ``before``
    is what the schedules show where a rounding of the document's own, to units of ``coarse`` fen, keeps them from
    deciding.
    """

    effect: Effect
    proof: Proof | None
    left: Schedule | None
    right: Schedule | None
    stretches: tuple[Stretch, ...]
    critical: tuple[Fraction, ...]
    upto: int | None
    before: Effect | None = None
    coarse: int = 1


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
    effect, stretches = _effect(proof, left, right), signs(gain, _fraction(upto))
    critical = _critical(upto, one, two, gain)
    units = [entry.rounding for entry in (*left.pays, *right.pays)]
    if left.pays == right.pays or all(unit == FEN for unit in units):
        return Verdict(effect, proof, one, two, stretches, critical, upto)
    if _stands(effect, proof, left, right, upto):
        return Verdict(effect, proof, one, two, stretches, critical, upto)
    return Verdict(Effect.UNDET, proof, one, two, stretches, critical, upto, effect, max(unit for unit, _ in units))


def _stands(effect: Effect, proof: Proof, left: Outcome, right: Outcome, upto: int | None) -> bool:
    """Tell whether an effect stands that schedules show before the document's own rounding.

    A payment of one benefit is off by less than a unit. That something is paid on one side alone, or more here and
    less there, stands where the difference is larger than all units together. That nobody loses stands only where every
    term of the payment lies to one side: each step of it keeps the order of two amounts, and so does rounding.
    """
    margin = sum(entry.rounding[0] for entry in (*left.pays, *right.pays))
    gains, losses = (most is None or most >= margin for most in (proof.max_gain, proof.max_loss))
    if not left.pays or not right.pays:
        return gains or losses or effect is Effect.EQ
    if len(left.pays) > 1 or len(right.pays) > 1:
        return False
    (one,), (two,) = left.pays, right.pays
    more, less = _no_less(one, two, upto), _no_less(two, one, upto)
    match effect:
        case Effect.MIX:
            return gains and losses
        case Effect.UP:
            return gains and more
        case Effect.DOWN:
            return losses and less
        case _:
            return more and less


def _no_less(one: Pays, two: Pays, upto: int | None) -> bool:
    """Tell whether every term of ``two`` gives at least what ``one`` gives, for the same costs."""
    if one.rounding != two.rounding or one.after or two.after:
        return False
    if (one.column, one.payer_columns) != (two.column, two.payer_columns):
        return False
    mine, theirs = (_fen(each.deductible, 0) for each in (one, two))
    caps = [min((cap.fen for cap in each.caps), default=None) for each in (one, two)]
    burdens = [each.burden.fen if each.burden is not None else None for each in (one, two)]
    ordered = mine >= theirs and _at_least(caps[1], caps[0]) and _at_least(burdens[0], burdens[1])
    return ordered and not prove(_rated(two) - _rated(one), upto).losses


def _rated(entry: Pays) -> Schedule:
    """Return what a benefit pays of the costs before rounding, caps and ceilings."""
    return rate_of(entry).of(identity() - identity().capped(_fen(entry.deductible, 0)))


def _fen(limit: Ceiling | None, otherwise: int) -> int:
    return otherwise if limit is None else limit.fen


def _at_least(one: int | None, two: int | None) -> bool:
    """Compare limits, of which None is higher than any."""
    return one is None or (two is not None and one >= two)


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
