"""The counters of one person, or of one family, over all their claims.

A counter is kept by person or family and by the year, month or insurance year of a claim, so that a new period begins
with nothing used up.
"""

from __future__ import annotations

from attrs import evolve

from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.settle.cases import Case
from tiaowen.compiler.settle.causes import Draw, Outcome
from tiaowen.compiler.settle.stage import Counter, Stage
from tiaowen.dsl.tree import Period


class Ledger:
    """What claims have used up so far, and which undetermined claims it leaves out.

    The only thing that changes while the claims of a person are settled. ``insurance_year`` is the month and day on
    which an insurance year begins.
    """

    def __init__(self, insurance_year: tuple[int, int] = (1, 1)) -> None:
        self._begins = insurance_year
        self._so_far: dict[tuple[str, int], dict[str, int]] = {}
        self._counters: dict[str, int] = {}
        self._unsettled: dict[str, tuple[str, ...]] = {}

    def copy(self) -> Ledger:
        """Return a ledger to try something on."""
        other = Ledger(self._begins)
        other._counters = self._counters.copy()
        other._so_far, other._unsettled = self._so_far, self._unsettled.copy()
        return other

    def so_far(self, person: str, year: int) -> dict[str, int]:
        """Return what a person's facts have come to in a calendar year, by claim column."""
        return self._so_far.setdefault((person, year), {})

    def key(self, counter: Counter, case: Case) -> str:
        """Return which counter a claim is counted on: that of its person or family, and of its period."""
        visit = case.visit
        day = visit.date
        match counter.period:
            case Period.MONTH:
                over = f"{day.year}-{day.month:02}"
            case Period.INSURANCE_YEAR:
                begun = (day.month, day.day) >= self._begins
                over = f"{day.year if begun else day.year - 1}+"
            case _:
                over = f"{day.year}"
        owner = f"family {visit.family}" if counter.family else visit.person
        return f"{counter.pool}|{over}|{owner}"

    def stands_at(self, counter: Counter, case: Case) -> int:
        """Return what has counted on a counter so far."""
        return self._counters.get(self.key(counter, case), 0)

    def noted(self, stage: Stage, outcome: Outcome, case: Case) -> Outcome:
        """Return the outcome of a case with the undetermined claims that may have drawn on its counters."""
        if not self._unsettled or outcome.status not in (Status.PAID, Status.ZERO):
            return outcome
        keys = (self.key(counter, case) for counter in stage.counters if counter.may_count(case))
        claims = dict.fromkeys(claim for key in keys for claim in self._unsettled.get(key, ()))
        return evolve(outcome, unsettled=tuple(claims)) if claims else outcome

    def draw(self, counter: Counter, case: Case, added: int) -> Draw | None:
        """Return what adding to a counter will do, or None if nothing is added."""
        if not added or not counter.counts(case):
            return None
        key = self.key(counter, case)
        return Draw(counter.pool, self._counters.get(key, 0), added, key)

    def enter(self, stage: Stage, outcome: Outcome, case: Case) -> None:
        """Take the outcome of a case in: only what is determined counts."""
        for draw in outcome.draws:
            self._counters[draw.key] = draw.before + draw.added
        if outcome.status is Status.UNDETERMINED:
            claim = case.visit.claim
            for counter in stage.counters:
                key = self.key(counter, case)
                known = self._unsettled.get(key, ())
                if claim not in known and counter.may_count(case):
                    self._unsettled[key] = (*known, claim)
