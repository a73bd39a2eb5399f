"""For which claims of a year an effect holds: for the first one alone, or whatever earlier ones have used up.

A *state* says how much of each limit that runs over a period is used up: of a deductible what was borne, of a cap what
was paid. Two limits, one of each document, have one such amount in common where they count the same: the same kind of
limit, over the same period, for the person or the family, from the same benefits and kinds of care; any other limit
has an amount of its own. An effect holds for any claim (:attr:`Reach.ANY`) if in *every* state the payment for one and
the same claim stands as it says: equal, never less, never more. That it is more or less for some amount is what the
first claim shows.

It is shown term by term: where every term of a payment is at least as generous, every remainder of it is. What this
does not show holds for the first claim, whatever else may be true of it. Nothing is said of a whole year: who is paid
more at first has less left of a cap.

Left to others: the effect itself (``effects``), and its amounts, which are always those of a first claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from tiaowen.compiler.compare.context import Context, Side, visits
from tiaowen.compiler.compare.effects import prove
from tiaowen.compiler.compare.model import Effect, Reach
from tiaowen.compiler.compare.payments import Outcome, rate_of
from tiaowen.compiler.compare.stages import Ceiling, Pays
from tiaowen.compiler.rules.model import Compare, Policy
from tiaowen.compiler.schedule import Schedule, jumps
from tiaowen.compiler.settle.stage import RATIO
from tiaowen.dsl.tree import Period

LATER = (Period.YEAR, Period.INSURANCE_YEAR, Period.MONTH)
"""A condition on what facts come to over one of these hangs on the claims before."""


class Counters:
    """The counters of two documents: tells for which claims the effect of one outcome after another holds."""

    def __init__(self, context: Context) -> None:
        self._left, self._right = (_counting(side) for side in context.sides)
        self._gated = any(_gated(side.policy) for side in context.sides)

    def reach(self, left: Outcome, right: Outcome, effect: Effect) -> Reach:
        """Return for which claims of a year ``effect`` is proved to hold from ``left`` to ``right``."""
        if self._gated or not (left.known and right.known):
            return Reach.FIRST
        if not any(map(_counts, (*left.pays, *right.pays))):
            return Reach.ANY
        there, back = _Order(self._left, self._right), _Order(self._right, self._left)
        match effect:
            case Effect.EQ:
                holds = there.never_less(left.pays, right.pays) and back.never_less(right.pays, left.pays)
            case Effect.UP | Effect.IN:
                holds = there.never_less(left.pays, right.pays)
            case Effect.DOWN | Effect.OUT:
                holds = back.never_less(right.pays, left.pays)
            case _:
                holds = False
        return Reach.ANY if holds else Reach.FIRST


Counting = dict[str, object]
"""What the counters of a document count, by their id."""


def _counting(side: Side) -> Counting:
    """Return what each counter counts; the counter of brackets belongs to one benefit alone."""
    found: Counting = {
        rule.pool: (RATIO, Period.YEAR, False, frozenset({benefit.id}), ())
        for benefit in visits(side.policy)
        for rule in benefit.rules
        if rule.pool is not None
    }
    for pool in side.policy.pools:
        found[pool.id] = (pool.facet, pool.period, pool.family, frozenset(pool.benefits), frozenset(pool.care))
    return found


def _gated(policy: Policy) -> bool:
    """Tell whether who gets what can hang on what earlier claims of the period came to."""
    boxes = [box for each in policy.classes for box in each.boxes]
    boxes += [box for benefit in visits(policy) for rule in benefit.rules for box in rule.boxes]
    tests = [test for box in boxes for test in box.tests]
    for benefit in visits(policy):
        tests += [test for box in benefit.covers for test in box.tests]
        tests += [test for each in benefit.requires for option in each.options for test in option]
        for each in benefit.excludes:
            tests += [*each.when, *(test for box in each.unless for test in box.tests)]
    conditions = [test.condition for test in tests]
    return any(isinstance(each, Compare) and each.period in LATER for each in conditions)


def _limits(entry: Pays) -> tuple[Ceiling, ...]:
    return (*filter(None, (entry.deductible, entry.burden)), *entry.caps)


def _counters(entry: Pays) -> frozenset[str]:
    """Return the counters that a payment is measured against."""
    found = {limit.pool for limit in _limits(entry)} | {entry.counted_bands}
    return frozenset(pool for pool in found if pool is not None)


def _counts(entry: Pays) -> bool:
    return bool(_counters(entry))


@frozen
class _Order:
    """Compares payments of two documents in states that they have in common; ``two`` is to give no less."""

    one: Counting
    two: Counting

    def never_less(self, less: Sequence[Pays], more: Sequence[Pays]) -> bool:
        """Tell whether ``more`` is shown to pay at least what ``less`` does, in every state and for every amount."""
        pairs = _paired(less, more)
        return pairs is not None and all(self._stands(first, second, less, more) for first, second in pairs)

    def _stands(self, first: Pays, second: Pays, less: Sequence[Pays], more: Sequence[Pays]) -> bool:
        """Tell whether one benefit gives no less, in its place among the others of its visit."""
        before, after = _earlier(first, less), _earlier(second, more)
        if not self._alike(before, after, _counters(first), _counters(second)):
            return False
        if not self._same_base(first, second, before, after):
            return False
        terms = self._deductible(first, second) and self._caps(first, second) and self._burden(first, second)
        return terms and first.rounding == second.rounding and self._rates(first, second)

    def _alike(self, before: Sequence[Pays], after: Sequence[Pays], mine: frozenset[str], its: frozenset[str]) -> bool:
        """Tell whether the earlier benefits of the visit move what is measured here alike, or not at all."""
        moving = [entry for entry in before if mine & {pool for pool, _ in entry.draws}]
        others = [entry for entry in after if its & {pool for pool, _ in entry.draws}]
        return moving == others and (not moving or self._all_same(before, after))

    def _all_same(self, before: Sequence[Pays], after: Sequence[Pays]) -> bool:
        pools = {pool for entry in before for pool, _ in entry.draws}.union(*map(_counters, before))
        return tuple(before) == tuple(after) and all(self._same(pool, pool) for pool in pools)

    def _same_base(self, first: Pays, second: Pays, before: Sequence[Pays], after: Sequence[Pays]) -> bool:
        """Tell whether both count from the same costs: the same figure, less the same earlier payments."""
        if (first.column, first.payer_columns) != (second.column, second.payer_columns):
            return False
        mine = [entry for entry in before if entry.benefit in first.after]
        its = [entry for entry in after if entry.benefit in second.after]
        return not (mine or its) or (mine == its and self._all_same(before, after))

    def _same(self, one: str | None, two: str | None) -> bool:
        """Tell whether two counters have one amount in every state: they count the same, or there is none."""
        if one is None or two is None:
            return one is two
        return one in self.one and self.one[one] == self.two.get(two)

    def _deductible(self, first: Pays, second: Pays) -> bool:
        mine, its = first.deductible, second.deductible
        if its is None or its.fen == 0:
            return True
        return mine is not None and mine.fen >= its.fen and (mine.pool is None or self._same(mine.pool, its.pool))

    def _caps(self, first: Pays, second: Pays) -> bool:
        return all(
            any(mine.fen <= its.fen and (its.pool is None or self._same(mine.pool, its.pool)) for mine in first.caps)
            for its in second.caps
        )

    def _burden(self, first: Pays, second: Pays) -> bool:
        mine, its = first.burden, second.burden
        if mine is None:
            return True
        return its is not None and its.fen <= mine.fen and (mine.pool is None or self._same(mine.pool, its.pool))

    def _rates(self, first: Pays, second: Pays) -> bool:
        """Tell whether no less is paid of what is left after the deductible, of which there may be more."""
        one, two = rate_of(first), rate_of(second)
        if first.counted_bands is not None or second.counted_bands is not None:
            endless = all(not each.whole and each.bands and each.bands[-1][0] is None for each in (first, second))
            return endless and self._same(first.counted_bands, second.counted_bands) and _rises(two - one)
        if prove(two - one, None).losses:
            return False
        left, right = first.deductible, second.deductible
        alike = left == right and (left is None or self._same(left.pool, right.pool if right else None))
        return alike or _rises(one) or _rises(two)


def _paired(less: Sequence[Pays], more: Sequence[Pays]) -> list[tuple[Pays, Pays]] | None:
    """Return each benefit of ``less`` with that of ``more`` it is compared with; None where one has none."""
    if len(less) == len(more) == 1:
        return [(less[0], more[0])]
    by_id = {entry.benefit: entry for entry in more}
    if any(entry.benefit not in by_id for entry in less):
        return None
    return [(entry, by_id[entry.benefit]) for entry in less]


def _earlier(entry: Pays, stack: Sequence[Pays]) -> tuple[Pays, ...]:
    """Return what is settled before a benefit of a visit."""
    return tuple(stack[: list(stack).index(entry)])


def _rises(schedule: Schedule) -> bool:
    """Tell whether a schedule never falls."""
    up = all(piece.slope >= 0 for piece in schedule.pieces)
    return up and all(jump.before <= jump.value <= jump.after for jump in jumps(schedule))
