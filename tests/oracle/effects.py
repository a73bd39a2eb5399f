"""Two documents: the effects that a comparison proves, held against the solver; and the notches it knows of.

For each situation and group of people the solver is asked for an amount at which a schedule is not what the rules pay;
for one at which the right document pays more, and for one at which it pays less. The answers are the effect; the
comparison proved its own from schedules. With ``thorough``, where it turns and how much is gained and lost at most are
held as well.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from attrs import field, frozen
from oracle import smt
from oracle.encoding import Visit, paid, visit
from oracle.held import Known, crossings_refuted, extreme_refuted

from tiaowen.compiler.compare.context import context
from tiaowen.compiler.compare.effects import Verdict, judge
from tiaowen.compiler.compare.figures import year_of_comparison
from tiaowen.compiler.compare.model import Effect
from tiaowen.compiler.compare.situations import Situation, situations
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.schedule import Schedule, change, notches

SAMPLED = 100_000
"""A sample every 1,000 yuan, in fen."""
LARGEST = 30_000_000
"""Notches are counted up to 300,000 yuan."""
STEEPEST = Fraction(100)
"""More than any difference of payments grows by with a fen of costs."""


@frozen
class Tally:
    """What was found: effects held, by name, disagreements in words, and notches known and found by sampling."""

    effects: tuple[tuple[str, int], ...] = ()
    disagreements: tuple[str, ...] = ()
    schedules: int = 0
    notches: int = 0
    sampled: int = 0
    pairs: int = field(default=0)

    def __add__(self, other: Tally) -> Tally:
        counts = dict(self.effects)
        for name, count in other.effects:
            counts[name] = counts.get(name, 0) + count
        return Tally(
            tuple(sorted(counts.items())),
            self.disagreements + other.disagreements,
            self.schedules + other.schedules,
            self.notches + other.notches,
            self.sampled + other.sampled,
            self.pairs + other.pairs,
        )


def held(left: m.Policy, right: m.Policy, name: str, *, thorough: bool = True) -> Tally:
    """Hold the comparison of two documents against the solver."""
    found = context(left, right, year_of_comparison(left, right))
    tally = Tally(pairs=1)
    seen: dict[tuple[str, Schedule, int | None], None] = {}
    known: dict[tuple[object, ...], Verdict] = {}
    for situation in situations(found):
        for position, group in enumerate(found.people.groups):
            pair = situation.left[position], situation.right[position]
            verdict = judge(*pair, situation.bill, found.same_place)
            atoms = group.left.atoms[0], group.right.atoms[0]
            if known.get((situation.bill, atoms)) == verdict:
                continue
            known[situation.bill, atoms] = verdict
            terms = paid(left, atoms[0], claim_of(situation)), paid(right, atoms[1], claim_of(situation))
            where = f"{name}, {group.id}, bill {situation.bill}"
            wrong = [f"{where}: {each}" for each in verdict_refuted(verdict, *terms, thorough=thorough)]
            tally += Tally(effects=((_shown(verdict).name, 1),), disagreements=tuple(wrong))
            for side, schedule in (("left", verdict.left), ("right", verdict.right)):
                if schedule is not None:
                    seen[side, schedule, verdict.upto] = None
    for _, schedule, upto in seen:
        tally += _notched(schedule, upto)
    return tally


def verdict_refuted(verdict: Verdict, left: smt.Term, right: smt.Term, *, thorough: bool) -> list[str]:
    """Return what the solver refutes of the comparison of two payments."""
    one, two, upto = verdict.left, verdict.right, verdict.upto
    if one is None or two is None or verdict.proof is None:
        return ["not known"]
    wrong = [
        f"{side}: the schedule is not what the rules pay"
        for side, schedule, term in (("left", one, left), ("right", two, right))
        if smt.somewhere(smt.drawn(schedule) != term, upto=upto)
    ]
    more, less = smt.somewhere(right > left, upto=upto), smt.somewhere(left > right, upto=upto)
    wanted = _effect(more, less)
    if _shown(verdict) not in wanted:
        wrong.append(f"{_shown(verdict).name}, and the solver {' or '.join(each.name for each in wanted)}")
    if thorough:
        gain = Known(two - one, right - left, STEEPEST, None if upto is None else Fraction(upto))
        wrong += crossings_refuted(gain, verdict.proof.crossings)
        most = change(one, two, upto)
        shown = (verdict.proof.max_gain, verdict.proof.max_loss)
        if shown != tuple(Fraction(0) if each is None else each.value for each in (most.gain, most.loss)):
            wrong.append(f"gains and loses {shown}, and the algebra {most}")
        for extreme, sign in ((most.gain, 1), (most.loss, -1)):
            wrong += extreme_refuted(gain, extreme, sign) if extreme is not None else []
    return wrong


def claim_of(situation: Situation) -> Visit:
    """Return the visit of each self-pay in a situation."""
    return visit(situation.bill.low if situation.bill is not None else 0)


def _shown(verdict: Verdict) -> Effect:
    return verdict.before or verdict.effect


def _effect(gains: bool, losses: bool) -> tuple[Effect, ...]:
    if gains and losses:
        return (Effect.MIX,)
    if gains:
        return (Effect.UP, Effect.IN)
    return (Effect.DOWN, Effect.OUT) if losses else (Effect.EQ,)


def _notched(schedule: Schedule, upto: int | None) -> Tally:
    end = LARGEST if upto is None else min(upto, LARGEST)
    known = notches(schedule, end)
    return Tally(schedules=1, notches=len(known), sampled=sum(by_sampling(schedule, known, end)))


def by_sampling(schedule: Schedule, known: tuple[Fraction, ...], end: int) -> list[bool]:
    """Tell of each notch whether two samples around it show it.

    They do where what is paid falls from one to the next, or rises by more than the costs do, which no ratio explains.
    """
    found = []
    for place in known:
        low = max(0, ceil(place / SAMPLED) - 1) * SAMPLED
        pairs = [(start, min(start + SAMPLED, end)) for start in (low, low + SAMPLED) if start <= place]
        steps = [(schedule(high) - schedule(start), high - start) for start, high in pairs if start < high]
        found.append(any(step < 0 or step > width for step, width in steps))
    return found
