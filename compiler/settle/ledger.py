"""The counters of one person over one calendar year."""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.settle.causes import Draw, Outcome
from tiaowen.compiler.settle.stage import Counter, Stage


class Ledger:
    """What a year's visits have used up so far, and which undetermined claims it leaves out.

    The only thing that changes while a person's year is settled.
    """

    def __init__(self) -> None:
        self.so_far: dict[str, int] = {}
        self._counters: dict[str, int] = {}
        self._unsettled: dict[str, tuple[str, ...]] = {}

    def copy(self) -> Ledger:
        """Return a ledger to try something on."""
        other = Ledger()
        other._counters = self._counters.copy()
        other.so_far, other._unsettled = self.so_far, self._unsettled.copy()
        return other

    def stands_at(self, pool: str | None, month: int = 0) -> int:
        """Return what has counted on a counter so far; of a monthly one, in the month."""
        if pool is None:
            return 0
        return self._counters.get(f"{pool}{month}" if month else pool, 0)

    def unsettled(self, pools: Iterable[str]) -> tuple[str, ...]:
        """Return the undetermined claims of the year that may have drawn on one of these counters."""
        if not self._unsettled:
            return ()
        return tuple(dict.fromkeys(claim for pool in pools for claim in self._unsettled.get(pool, ())))

    def draw(self, counter: Counter, month: int, added: int) -> Draw | None:
        """Return what adding to a counter will do, or None if nothing is added."""
        if not added:
            return None
        pool = f"{counter.pool}{month}" if counter.monthly else counter.pool
        return Draw(pool, self._counters.get(pool, 0), added)

    def enter(self, stage: Stage, outcome: Outcome) -> None:
        """Take an outcome into the year: only what is determined counts."""
        for draw in outcome.draws:
            self._counters[draw.pool] = draw.before + draw.added
        if outcome.status is Status.UNDETERMINED:
            claim = outcome.case.visit.claim
            for counter in stage.counters:
                known = self._unsettled.get(counter.pool, ())
                if claim not in known:
                    self._unsettled[counter.pool] = (*known, claim)
