"""How far a first claim of a year can move at all: proved by comparing schedules, and confirmed by settling.

It is proved for every amount, for people of one category, with all insurance paid by basic insurance and at most one
mark other than usual: what a comparison of two documents proves. Where settling gives other amounts than the schedule,
nothing is proved.
"""

from __future__ import annotations

from fractions import Fraction

from tiaowen.compiler.compare.effects import judge
from tiaowen.compiler.compare.model import Proof
from tiaowen.compiler.doubts.candidates import Candidate, Candidates
from tiaowen.compiler.doubts.changed import Changed
from tiaowen.compiler.doubts.model import Bound


def bound(found: Candidates, differ: Changed) -> Bound | None:
    """Return how far a claim for a visit can move, None where that is not proved for all of them."""
    most = Fraction(0)
    for each in found.single():
        proof = _proof(found, each)
        if proof is None:
            if each.pair[0].known and each.pair[1].known:
                return None
            continue  # an amount that is known under one reading only is no movement, but told by itself
        for moves, far in ((proof.gains, proof.max_gain), (proof.losses, proof.max_loss)):
            if moves and far is None:
                return Bound(None, whole_year=not differ.counts)
            if moves and far is not None:
                most = max(most, far)
    return Bound(most, whole_year=not differ.counts)


def _proof(found: Candidates, candidate: Candidate) -> Proof | None:
    """Return what is proved of a candidate, if settling at every critical amount agrees."""
    bill = candidate.situation.bill
    verdict = judge(*candidate.pair, bill, same_place=True)
    if verdict.proof is None:
        return None
    person = candidate.group, candidate.situation.case
    schedules = verdict.left, verdict.right
    sides = zip(found.context.sides, candidate.pair, schedules, strict=True)
    if all(side.settler.confirms(outcome, paid, bill, person, verdict.critical) for side, outcome, paid in sides):
        return verdict.proof
    return None
