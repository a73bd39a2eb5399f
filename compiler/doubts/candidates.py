"""Whom and what two readings tell apart: people in situations, one claim for each that may come out otherwise.

The situations are those of a comparison of the two readings, taken over the benefits concerned alone; people who are
treated alike in all of them stand for each other. A situation counts as told apart if the comparison says so, or if
settling a few amounts does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import evolve, field, frozen

from tiaowen.compiler.claims import Visit
from tiaowen.compiler.compare.confirm import bill_for, in_force, visit_of
from tiaowen.compiler.compare.context import Context, context
from tiaowen.compiler.compare.figures import year_of_comparison
from tiaowen.compiler.compare.payments import Outcome
from tiaowen.compiler.compare.people import Group
from tiaowen.compiler.compare.situations import Situation, situations
from tiaowen.compiler.compare.witnesses import round_bill
from tiaowen.compiler.doubts.changed import Changed
from tiaowen.compiler.doubts.trial import Bench
from tiaowen.compiler.rules.model import Benefit, Policy

PROBES = (10_000_000, 1_000_000, 100_000)
"""Amounts in fen that show most differences: over every limit, over most deductibles, below some."""


@frozen(eq=False)
class Candidate:
    """People in a situation: ``pair`` is what either reading does, as a comparison sees it."""

    group: Group
    situation: Situation
    pair: tuple[Outcome, Outcome]

    def visit(self, found: Context, self_pay: int, *, tidy: bool = True) -> Visit:
        """Return a claim with this self-pay; ``tidy`` rounds what the situation leaves open."""
        bill = self.situation.bill
        costs = round_bill(self_pay, bill) if tidy else bill_for(self_pay, bill)
        return visit_of(self.group, self.situation.case, found.scope, self_pay, costs)


@frozen(eq=False)
class Candidates:
    """All candidates of two readings, by kind of person; ``told_apart`` are those that may come out otherwise."""

    context: Context
    kinds: tuple[tuple[Candidate, ...], ...]
    told_apart: frozenset[int] = field(repr=False)
    """By identity, as they are compared by nothing else."""

    def of_kind(self, kind: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates of a kind of person that may come out otherwise, each pair of treatments once."""
        found: dict[object, Candidate] = {}
        for each in kind:
            if id(each) in self.told_apart:
                found.setdefault((each.pair, each.situation.bill), each)
        return list(found.values())

    def single(self) -> list[Candidate]:
        """Return those that may come out otherwise, each pair of treatments once whoever it is."""
        found: dict[object, Candidate] = {}
        for kind in self.kinds:
            for each in self.of_kind(kind):
                found.setdefault((each.pair, each.situation.bill), each)
        return list(found.values())


def candidates(bench: Bench, differ: Changed) -> Candidates:
    """Return the candidates of the benefits for visits that two readings treat differently."""
    concerned = differ.visits | differ.enrolments
    left, right = (_only(policy, concerned) for policy in (bench.left, bench.right))
    found = context(left, right, year_of_comparison(bench.left, bench.right))
    found = evolve(found, scope=evolve(found.scope, day=_day(bench, found.scope.day)))
    every = situations(found)
    kinds: dict[object, tuple[Candidate, ...]] = {}
    for at, group in enumerate(found.people.groups):
        own = tuple(Candidate(group, each, (each.left[at], each.right[at])) for each in every)
        kinds.setdefault(tuple(each.pair for each in own), own)
    flat = [each for kind in kinds.values() for each in kind]
    trials = [(each.visit(found, self_pay),) for each in flat for self_pay in PROBES]
    moved = bench.differences(trials)
    probed = [any(moved[at * len(PROBES) : (at + 1) * len(PROBES)]) for at in range(len(flat))]
    apart = frozenset(id(each) for each, by in zip(flat, probed, strict=True) if by or each.pair[0] != each.pair[1])
    return Candidates(found, tuple(kinds.values()), apart)


def _only(policy: Policy, benefits: frozenset[str]) -> Policy:
    """Return a policy with some of its benefits, as if there were no others."""
    kept = (_alone(each, benefits) for each in policy.benefits if each.id in benefits)
    return evolve(policy, benefits=tuple(kept))


def _alone(benefit: Benefit, others: frozenset[str]) -> Benefit:
    base = benefit.base
    if base is not None:
        base = evolve(base, benefits=tuple(id for id in base.benefits if id in others))
    displaced = tuple((by, cites) for by, cites in benefit.displaced_by if by in others)
    return evolve(benefit, base=base, displaced_by=displaced)


def _day(bench: Bench, closing: date) -> date:
    """Return the last day on which both readings are in force, at the latest the last one of the year compared."""
    policies = bench.left, bench.right
    if all(in_force(policy, closing) for policy in policies):
        return closing
    dates = [(policy.start, policy.end) for policy in policies]
    dates += [(each.start, each.end) for policy in policies for each in policy.benefits]
    ends = {end for _, end in dates if end is not None}
    starts = {start for start, _ in dates if start is not None}
    days = (*sorted(ends, reverse=True), *sorted(starts, reverse=True))
    return next((day for day in days if all(in_force(policy, day) for policy in policies)), closing)


def day_before(day: date) -> date | None:
    """Return the day before another, if that lies in the same month."""
    return day - timedelta(days=1) if day.day > 1 else None
