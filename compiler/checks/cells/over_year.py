"""The most that may come together under a cap that counts over a year or a month: an upper bound, never too small.

Several visits, several benefits that share the counter, and whatever the person may have in other cells count. A year
has costs of at most :data:`DOMAIN`, a benefit each.

Left to others: caps of one visit.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from tiaowen.compiler.checks.cells.money import DOMAIN
from tiaowen.compiler.checks.cells.table import Kind, Table
from tiaowen.compiler.compare.payments import paid_along
from tiaowen.compiler.compare.stages import Ceiling, Pays
from tiaowen.compiler.rules.model import Pool
from tiaowen.compiler.schedule import Schedule, highest, identity
from tiaowen.dsl.tree import Period

MONTHS = 12
YEARS = 2
"""An insurance year lies in two calendar years, and the other way round."""

Most = dict[int, Fraction | None]
"""The most by the number of a group of people; None: without bound."""


class OverYear:
    """What may be paid of one document to somebody over a year."""

    def __init__(self, table: Table) -> None:
        """Take the cells of the document."""
        self._table = table
        self._pools = {pool.id: pool for pool in table.policy.pools}
        self._members: dict[tuple[str, str], Most] = {}
        self._own: dict[tuple[str, str, int], Most] = {}

    def most(self, kind: Kind, at: int, number: int) -> Fraction | None:
        """Return the most that is paid to anybody of some cells under a cap of a benefit, but for the cap itself."""
        entry = kind.pays[at]
        pool = self._pools[entry.caps[number].pool or ""]
        key = (entry.benefit, pool.id, number)
        if key not in self._own:
            self._own[key] = self._by_people(entry.benefit, pool, number)
        parts = [self._own[key]]
        for other in pool.benefits:
            if other != entry.benefit:
                if (other, pool.id) not in self._members:
                    self._members[other, pool.id] = self._by_people(other, pool, None)
                parts.append(self._members[other, pool.id])
        best = Fraction(0)
        for who in {spot[0] for spot in kind.spots}:
            sums = [part.get(who, Fraction(0)) for part in parts]
            known = [each for each in sums if each is not None]
            if len(known) < len(sums):
                return None
            best = max(best, sum(known, start=Fraction(0)))
        return best

    def _by_people(self, benefit: str, pool: Pool, number: int | None) -> Most:
        """Return the most of one benefit for each group; ``number``: only the caps before that one hold."""
        found: Most = {}
        if all(each.id != benefit for each in self._table.benefits):
            return dict.fromkeys(range(len(self._table.people.groups)))
        for kind in self._table.kinds:
            at = next((at for at, each in enumerate(kind.pays) if each.benefit == benefit), None)
            if at is None:
                if any(self._open(spot[0], benefit, spot[1]) for spot in kind.samples):
                    found |= dict.fromkeys(spot[0] for spot in kind.spots)
                continue
            most = self._bound(kind.pays, at, pool, number)
            for who in {spot[0] for spot in kind.spots}:
                known = found.get(who, Fraction(0))
                found[who] = None if known is None else max(known, most)
        return found

    def _open(self, who: int, benefit: str, at: tuple[int, ...]) -> bool:
        return any(each.benefit == benefit for each in self._table.does((who, at)).all.unknown)

    def _bound(self, pays: tuple[Pays, ...], at: int, pool: Pool, number: int | None) -> Fraction:
        entry = pays[at]
        others = [cap for cap in entry.caps[:number] if cap.pool != pool.id]
        bound = self._visits(pays[:at], evolve(entry, caps=tuple(cap for cap in others if cap.pool is None)))
        for cap in others:
            times = self._times(cap, pool)
            if times is not None:
                bound = min(bound, cap.amount * Fraction(times))
        return bound

    def _visits(self, earlier: tuple[Pays, ...], entry: Pays) -> Fraction:
        """Return the most that all visits of a year come to but for caps that count over several of them."""
        counting = (*entry.caps, *(cap for each in earlier for cap in (*each.caps, each.burden) if cap is not None))
        # What has been used up by other visits neither lessens the costs nor is deducted again.
        before = () if any(cap.pool is not None for cap in counting) else earlier
        if entry.deductible is not None and self._shared(entry.deductible.pool):
            entry = evolve(entry, deductible=None)
        if entry.burden is not None:
            return Fraction(DOMAIN)
        if one_bill_is_most(entry):
            return highest(self._paid(before, entry), Fraction(DOMAIN)).value or Fraction(0)
        if entry.deductible is not None and entry.deductible.pool is not None:
            entry = evolve(entry, deductible=None)
        return DOMAIN * steepest(self._paid(before, entry), Fraction(DOMAIN))

    def _paid(self, before: tuple[Pays, ...], entry: Pays) -> Schedule:
        return paid_along((*before, entry), identity(), identity())[entry.benefit]

    def _shared(self, pool: str | None) -> bool:
        return pool is not None and len(self._pools[pool].benefits) > 1

    def _times(self, cap: Ceiling, pool: Pool) -> int | None:
        """Return how often another cap can be used up while a counter runs; None where it says nothing about that."""
        if cap.pool is None:
            return None
        other = self._pools[cap.pool]
        if pool.family and not other.family:
            return None
        if other.period is pool.period:
            return 1
        if other.period is Period.MONTH:
            return MONTHS
        return YEARS


def one_bill_is_most(entry: Pays) -> bool:
    """Tell whether a benefit never pays more for several bills than for one bill of the same costs."""
    rates = [Fraction(rate) for _, rate in entry.bands]
    rising = all(low <= high for low, high in pairwise(rates))
    plain = entry.lump is None and entry.burden is None and not entry.caps and entry.counted_bands is None
    return plain and rising


def steepest(schedule: Schedule, upto: Fraction) -> Fraction:
    """Return the least upper bound of what is paid as a share of the costs, for costs above 0 up to an amount."""
    shares = [schedule(upto) / upto, schedule.pieces[0].slope]
    for index, point in enumerate(schedule.points):
        if 0 < point <= upto:
            shares += [each / point for each in (schedule.before(index), schedule.values[index], schedule.after(index))]
    return max(shares)
