"""From a stack of benefits to a schedule: what a document pays in all, as a function of what is left to the
patient.

The amount is the *self-pay*: what is left of the costs in scope after insurance, which is taken to be all paid by
basic insurance. It is a first claim of the year, so no counter has anything on it yet; counters shared by benefits
of one visit are followed. Amounts are in fen and exact: rounding is left to the engine, and to ``confirm``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from attrs import field, frozen

from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.stages import Ceiling, Cites, Entry, LeavesOpen, Pays, Refuses, Sends, Stack
from tiaowen.compiler.schedule import Schedule, banded, constant, identity, stepped
from tiaowen.compiler.settle.stage import BURDEN, DEDUCTIBLE, RATIO

BASIC = "paid_basic"

REMEMBERED = 512
"""Schedules worked out lately: the same stack of benefits comes up in many situations."""


@frozen(cache_hash=True)
class Outcome:
    """What a stack comes to: ``kind`` is pays, elsewhere, open, nothing or none (no benefit for this kind of care).

    Two outcomes are equal when they behave alike for every amount. ``stack`` is kept for citations.
    """

    kind: str
    pays: tuple[Pays, ...]
    unknown: tuple[Sends | LeavesOpen, ...]
    refusal: str
    stack: Stack = field(eq=False, repr=False)

    @property
    def benefits(self) -> tuple[str, ...]:
        """Return the benefits that take part."""
        return tuple(dict.fromkeys(entry.benefit for entry in (*self.pays, *self.unknown)))

    @property
    def cites(self) -> Cites:
        """Return the citations of what takes part; if nothing does, of what refuses."""
        entries: tuple[Entry, ...] = (*self.pays, *self.unknown)
        if not entries:
            entries = tuple(
                entry for entry in self.stack if isinstance(entry, Refuses) and entry.why in (self.refusal, "displaced")
            )
        return tuple(dict.fromkeys(cite for entry in entries for cite in entry.cites))

    @property
    def known(self) -> bool:
        """Tell whether what is paid is known for every amount."""
        return self.kind not in ("elsewhere", "open")


_TELLING = ("barred", "unmet", "not-covered", "no-recipient", "outside", "displaced")
"""Of several refusals, the one that says most comes first."""


def outcome(stack: Stack) -> Outcome:
    """Return what a stack comes to."""
    pays = tuple(entry for entry in stack if isinstance(entry, Pays))
    unknown = tuple(entry for entry in stack if isinstance(entry, Sends | LeavesOpen))
    refusals = [entry.why for entry in stack if isinstance(entry, Refuses)]
    if unknown:
        kind = "elsewhere" if all(isinstance(entry, Sends) for entry in unknown) else "open"
        return Outcome(kind, pays, unknown, "", stack)
    if pays:
        return Outcome("pays", pays, (), "", stack)
    if refusals:
        return Outcome("nothing", (), (), min(refusals, key=_TELLING.index), stack)
    return Outcome("none", (), (), "", stack)


def bill_of(bill: Range | None) -> Schedule:
    """Return the costs before insurance for each self-pay: the self-pay itself, or as much as the gate needs."""
    return identity().floored(bill.low) if bill is not None else identity()


@lru_cache(maxsize=REMEMBERED)
def payments(pays: tuple[Pays, ...], costs: Range | None) -> Mapping[str, Schedule]:
    """Return what each benefit pays for each self-pay, in the order of settlement."""
    return MappingProxyType(paid_along(pays, bill_of(costs), identity()))


def paid_along(pays: Iterable[Pays], bill: Schedule, self_pay: Schedule) -> dict[str, Schedule]:
    """Return what each benefit pays, in the order of settlement, along an amount that ``bill`` and ``self_pay`` follow.

    ``bill`` are the costs before insurance and ``self_pay`` what is left of them; neither is negative.
    """
    paid: dict[str, Schedule] = {}
    counters: dict[str, Schedule] = {}
    for entry in pays:
        base = self_pay if BASIC in entry.payer_columns else bill
        for earlier, amount in paid.items():
            if earlier in entry.after:
                base = base - amount
        base = base.floored()
        used = constant(0)
        if entry.deductible is not None:
            used = base.minimum(_left(entry.deductible, counters))
        rest = base - used
        amount = rate_of(entry).of(rest)
        if entry.burden is not None:
            amount = amount.maximum(base - _left(entry.burden, counters))
        for cap in entry.caps:
            amount = amount.minimum(_left(cap, counters))
        moved = {DEDUCTIBLE: used, RATIO: rest, BURDEN: base - amount}
        for pool, by in entry.draws:
            counters[pool] = counters.get(pool, constant(0)) + moved.get(by, amount)
        paid[entry.benefit] = amount
    return paid


def rate_of(entry: Pays) -> Schedule:
    """Return what a benefit pays of the costs that are left after the deductible, before all limits."""
    if entry.lump is None:
        bands = [(upto, Fraction(share)) for upto, share in entry.bands]
        return banded(bands, whole=entry.whole, open_ends=entry.open_ends)
    ends = {step.upto for step in entry.lump.steps if step.open and step.upto is not None}
    sums = [(step.upto, step.fen) for step in entry.lump.steps]
    least, with_least = entry.lump.least, entry.lump.least_closed
    return stepped(sums, least=least, with_least=with_least, open_ends=ends).minimum(identity())


@lru_cache(maxsize=REMEMBERED)
def total(pays: tuple[Pays, ...], costs: Range | None) -> Schedule:
    """Return what all benefits pay together."""
    result = constant(0)
    for amount in payments(pays, costs).values():
        result = result + amount
    return result


def _left(limit: Ceiling, counters: Mapping[str, Schedule]) -> Schedule:
    counter = counters.get(limit.pool) if limit.pool is not None else None
    amount = constant(limit.amount)
    return amount if counter is None else (amount - counter).floored()
