"""The reference engine as an oracle: claims at every breakpoint of a schedule, and one fen to either side of it.

The schedules are those that a comparison builds for each situation and group of people. A benefit that hangs on no
earlier one must pay exactly the rounded value; a later one is off by what the earlier ones round, and may for that fall
on the other side of a step that lies so near.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from attrs import frozen

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.confirm import bill_for, neighbours, undated, visit_of
from tiaowen.compiler.compare.context import Context, context
from tiaowen.compiler.compare.figures import year_of_comparison
from tiaowen.compiler.compare.payments import Outcome, payments
from tiaowen.compiler.compare.situations import Situation, situations
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.schedule import Schedule
from tiaowen.compiler.settle import prepare

KNOWN = {"paid", "zero", "excluded"}


@frozen
class Settled:
    """How many amounts were settled, exact ones among them, and where the engine and a schedule part."""

    claims: int = 0
    exact: int = 0
    apart: tuple[str, ...] = ()

    def __add__(self, other: Settled) -> Settled:
        return Settled(self.claims + other.claims, self.exact + other.exact, self.apart + other.apart)


def settled(policy: m.Policy) -> Settled:
    """Settle claims at all breakpoints of all schedules of one document."""
    found = context(policy, policy, year_of_comparison(policy, policy))
    seen: set[tuple[Outcome, Range | None, str]] = set()
    result = Settled()
    for situation in situations(found):
        for position, outcome in enumerate(situation.left):
            key = (outcome, situation.bill, found.people.groups[position].id)
            if outcome.kind == "pays" and key not in seen:
                seen.add(key)
                result += _outcome(found, situation, position, outcome)
    return result


def _outcome(found: Context, situation: Situation, position: int, outcome: Outcome) -> Settled:
    engine = prepare(undated(found.left.policy))
    schedules = payments(outcome.pays, situation.bill)
    points = {point for schedule in schedules.values() for point in schedule.points}
    result = Settled()
    for self_pay in neighbours(points, situation.bill):
        bill = bill_for(self_pay, situation.bill)
        visit = visit_of(found.people.groups[position], situation.case, found.scope, self_pay, bill)
        if not _states(visit, situation):
            break
        (answer,) = engine.outcomes([visit])
        for place, entry in enumerate(outcome.pays):
            one = next(each for each in answer.outcomes if each.benefit == entry.benefit)
            exact = _alone(place, outcome.pays) and entry.rounding[0] == 1
            fen = one.fen if one.status.value in KNOWN else None
            agrees = _agrees(outcome.pays[: place + 1], schedules[entry.benefit], self_pay, fen, exact)
            wrong = () if agrees else (f"{entry.benefit} at {self_pay}: {fen}, {schedules[entry.benefit]}",)
            result += Settled(1, int(exact), wrong)
    return result


def _states(visit: Visit, situation: Situation) -> bool:
    """Tell whether a claim states every fact of its situation: one that makes somebody another person it may not."""
    said = {*visit.money, *visit.facts, m.DAY}
    return all(column in said for column, _ in situation.case.facts)


def _alone(place: int, pays: tuple[Pays, ...]) -> bool:
    """Tell whether a benefit's payment hangs on no earlier benefit: not on what it paid, nor on a counter it moved."""
    entry = pays[place]
    limits = [each.pool for each in (entry.deductible, entry.burden, *entry.caps) if each is not None]
    earlier = pays[:place]
    return not any(each.benefit in entry.after for each in earlier) and not any(
        pool in limits for each in earlier for pool, _ in each.draws
    )


def _agrees(pays: tuple[Pays, ...], schedule: Schedule, self_pay: int, fen: int | None, exact: bool) -> bool:
    if fen is None:
        # Brackets that end state no rate beyond, so nothing is known there.
        return any(each.bands and each.bands[-1][0] is not None for each in pays)
    if exact:
        half = Fraction(1, 2) if pays[-1].rounding[1] else 0
        return fen == floor(schedule(self_pay) + half)
    off = sum(each.rounding[0] for each in pays)
    near = list(_near(schedule, self_pay, off))
    return min(near) - off <= fen <= max(near) + off


def _near(schedule: Schedule, self_pay: int, off: int) -> Iterator[Fraction]:
    low, high = Fraction(max(0, self_pay - off)), Fraction(self_pay + off)
    yield from (schedule(low), schedule(self_pay), schedule(high))
    for index, point in enumerate(schedule.points):
        if low <= point <= high:
            yield from (schedule.before(index), schedule.values[index], schedule.after(index))
