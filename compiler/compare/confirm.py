"""Confirming schedules by settling claims: the engine has the last word on every amount that is shown or relied on.

A schedule is exact and the engine rounds each stage, to the fen unless the document says otherwise, so the two may
differ by one such unit for each stage, and by no more. Where they differ further the comparison says so instead of an
effect.

Left to others: which claims show a difference best (``witnesses``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import ceil, floor

from attrs import evolve, frozen

from tiaowen.compiler.claims.columns import COUNTED
from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.compare.cases import Case, Range
from tiaowen.compiler.compare.payments import BASIC, Outcome
from tiaowen.compiler.compare.people import Group
from tiaowen.compiler.rules.model import DAY, Compare, Policy
from tiaowen.compiler.schedule import Schedule
from tiaowen.compiler.settle.engine import Engine, prepare

CLOSING = (12, 31)
"""Claims are dated on the last day of the year, when whatever begins in it has begun."""

_KNOWN = {"paid", "zero", "excluded"}
_WINDOW = re.compile(r"_(previous_year|past_[0-9]+_[a-z_]+)$")
"""How the columns of facts about the past end."""


def undated(policy: Policy) -> Policy:
    """Return the policy as if it had always been in force."""
    benefits = tuple(evolve(benefit, start=None, end=None) for benefit in policy.benefits)
    return evolve(policy, start=None, end=None, expenses_from=None, benefits=benefits)


def in_force(policy: Policy, day: date) -> bool:
    """Tell whether a policy and its benefits for visits are in force on a day, for expenses of that day."""
    whole = [(policy.start, policy.end), (policy.expenses_from, None)]
    spans = [*whole, *((each.start, each.end) for each in policy.benefits if each.kind == "visit")]
    return all((start is None or start <= day) and (end is None or day <= end) for start, end in spans)


@frozen
class Scope:
    """What is fixed for all claims of a comparison: their day, and the columns that hold the costs before
    insurance.

    ``families`` says that a document counts for families, so that claims have to name one. ``own`` are facts that alone
    make a person one of a category, by that category: who is looked at is nobody else.
    """

    day: date
    columns: tuple[str, ...]
    families: bool = False
    own: tuple[tuple[str, frozenset[str]], ...] = ()


def bill_for(self_pay: int, bill: Range | None) -> int:
    """Return the costs before insurance of a claim with this self-pay."""
    return max(self_pay, bill.low) if bill is not None else self_pay


def is_count(column: str) -> bool:
    """Tell whether a column holds a plain number; every other fact is an amount of money."""
    return _WINDOW.sub("", column).replace("_", "-") in COUNTED


def visit_of(group: Group, case: Case, scope: Scope, self_pay: int, bill: int) -> Visit:
    """Return a claim of somebody of a group in a case. What stating the category settles is not stated again."""
    settled = {
        test.condition.column
        for seen in (group.left, group.right)
        for test in seen.given
        if isinstance(test.condition, Compare)
    }
    settled |= {column for id, columns in scope.own if id not in group.categories for column in columns}
    asked = {
        column: found.low if found.high is None else found.high
        for column, found in case.facts
        if column not in scope.columns and column not in settled
    }
    day = asked.pop(DAY, None)
    return Visit(
        claim="1",
        person="1",
        date=scope.day if day is None else date.fromordinal(day),
        categories=(Held(group.id),),
        care=case.care or "",
        level=case.level,
        diseases=frozenset() if case.disease is None else frozenset({case.disease}),
        marks=case.marks,
        money={
            **{column: value for column, value in asked.items() if not is_count(column)},
            **dict.fromkeys(scope.columns, bill),
            BASIC: bill - self_pay,
        },
        facts={column: value for column, value in asked.items() if is_count(column)},
        plan=case.plan,
        family="1" if scope.families else None,
    )


class Settler:
    """Settles single claims of one document, as if in force, and compares them with a schedule."""

    def __init__(self, policy: Policy, scope: Scope) -> None:
        self._engine: Engine = prepare(undated(policy))
        self._real = prepare(policy)
        self._scope = scope
        self._paid: dict[tuple[Outcome, Range | None, int], int | None] = {}

    def paid(self, outcome: Outcome, bill: Range | None, group: Group, case: Case, self_pay: int) -> int | None:
        """Return what is paid in all in fen; None when it is not known. Cases that come to one outcome are settled
        once.
        """
        key = (outcome, bill, self_pay)
        if key not in self._paid:
            visit = visit_of(group, case, self._scope, self_pay, bill_for(self_pay, bill))
            self._paid[key] = self.total(visit)
        return self._paid[key]

    def total(self, visit: Visit) -> int | None:
        """Return what all benefits of a claim come to in fen; None when one of them is not known."""
        return _total(self._engine, visit)

    def as_dated(self, visit: Visit) -> int | None:
        """Return the same with the document's own dates."""
        return _total(self._real, visit)

    def confirms(
        self,
        outcome: Outcome,
        schedule: Schedule | None,
        bill: Range | None,
        person: tuple[Group, Case],
        critical: Iterable[Fraction],
    ) -> bool:
        """Tell whether settling gives the schedule at every critical amount and one fen to either side of it."""
        group, case = person
        for self_pay in neighbours(critical, bill):
            paid = self.paid(outcome, bill, group, case, self_pay)
            if schedule is None:
                if paid is not None and outcome.kind != "open":
                    return False
            elif paid is None or not _agrees(outcome, schedule, self_pay, paid):
                return False
        return True


def _agrees(outcome: Outcome, schedule: Schedule, self_pay: int, paid: int) -> bool:
    """Tell whether a payment is that of the schedule, but for what each stage rounds.

    A fen that an earlier stage rounds can bring a later one over a step.
    """
    allowed = max(1, sum(entry.rounding[0] for entry in outcome.pays))
    values = [schedule(self_pay)]
    if len(outcome.pays) > 1 and abs(paid - values[0]) > allowed:
        values += [schedule(self_pay - 1) if self_pay else values[0], schedule(self_pay + 1)]
    return min(values) - allowed <= paid <= max(values) + allowed


def neighbours(critical: Iterable[Fraction], bill: Range | None) -> list[int]:
    """Return the whole fen at, just below and just above each amount, as far as they can occur."""
    high = bill.high if bill is not None else None
    found = {fen for at in critical for fen in range(floor(at) - 1, ceil(at) + 2)}
    return sorted(fen for fen in found if fen >= 0 and (high is None or fen <= high))


def _total(engine: Engine, visit: Visit) -> int | None:
    (settled,) = engine.outcomes([visit])
    if any(outcome.status.value not in _KNOWN for outcome in settled.outcomes):
        return None
    return sum(outcome.fen for outcome in settled.outcomes)
