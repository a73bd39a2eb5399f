"""TW205: benefits that together pay more than is left to pay, or pay where insurance has paid all.

The sum of all benefits is held against what is left, in every cell and for every amount; where a benefit counts the
costs before insurance, also for a bill that insurance pays in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.cells import (
    BILLS,
    UNCONFIRMED,
    RowsFinding,
    Spot,
    Table,
    amount,
    articles,
    by_bill,
    cells_of,
    lines,
    nothing_left,
    or_answered,
    rate_also,
    rate_place,
    round_inside,
    rows,
    settle,
    total,
)
from tiaowen.compiler.checks.check import Answer, Case, Check, Engine, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.schedule import Stretch, highest, identity, signs
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

LEAST = 100
"""An excess of less than this, in fen, is left to rounding."""


@frozen
class Excess:
    """Where more is paid than is left: stretches of what is left, or (``insured``) of a bill that is paid in full."""

    stretches: tuple[Stretch, ...]
    insured: bool


@frozen(kw_only=True)
class AidExceeds(RowsFinding):
    """Benefits that together pay more than is left to pay."""

    id: ClassVar[str] = "TW205"
    severity: ClassVar[Severity] = Severity.ERROR
    benefits: Words
    left: Words
    paid: Words
    insured: bool

    def said(self, language: Language) -> str:
        """Name the benefits and both sums of the case."""
        benefits, left, paid = (pick(each, language) for each in (self.benefits, self.left, self.paid))
        if language is Language.ZH:
            why = "（按保险支付以前的费用计算）" if self.insured else ""
            return f"{benefits}：只剩{left}要付，救助却有{paid}{why}："
        why = ", for it counts the costs before insurance" if self.insured else ""
        return f"{benefits}: {left} are left to pay and {paid} are paid{why}:"

    def advice(self, language: Language) -> str | None:
        """Say what the base should be."""
        if language is Language.ZH:
            return "请写明按保险支付后的余额计算；几项待遇并存的，写明后一项按前一项救助后的余额计算，或者互相替代。"
        return "Count the costs after insurance, and let a later benefit count what the earlier one leaves."


def find(context: Context) -> Iterable[Answer]:
    """Hold the sum of all benefits against what is left in every cell."""
    table = cells_of(context)
    yield from or_answered(_find(context, table), table)


def exceeding(pays: tuple[Pays, ...], bill: Range | None) -> Excess | None:
    """Return where the benefits pay more than is left to pay; None where they never do."""
    for found in lines(pays, bill):
        # Without insurance the bill is what is left, and no smaller than the bills of the cell.
        over = found.total - (identity() if found.insured or bill is None else identity().floored(bill.low))
        stretches = tuple(each for each in signs(over, found.upto) if each.sign > 0)
        most = highest(over, found.upto).value
        if stretches and (most is None or most >= LEAST):
            return Excess(stretches, insured=False)
    if pays and by_bill(pays):
        paid = nothing_left(pays, bill)
        stretches = tuple(each for each in signs(paid.total, paid.upto) if each.sign > 0)
        if stretches:
            return Excess(stretches, insured=True)
    return None


def _find(context: Context, table: Table) -> Iterator[Answer]:
    groups: dict[tuple[object, ...], dict[Spot, Excess]] = {}
    for kind in table.kinds:
        excess = exceeding(kind.pays, kind.bill)
        if excess is not None:
            key = (excess.insured, *(entry.benefit for entry in kind.pays))
            groups.setdefault(key, {}).update(dict.fromkeys(kind.spots, excess))
    for (insured, *benefits), hits in groups.items():
        told = rows(table, dict.fromkeys(hits, ""), without=BILLS)
        spot = told[0][0].spot
        pays = table.does(spot).pays
        shown = _case(context, table, spot, hits[spot])
        place = rate_place(context, *reversed(pays))
        if shown is None:
            yield Undecided(UNCONFIRMED, place)
            continue
        case, left = shown
        yield AidExceeds(
            benefits=context.names(map(str, benefits), (" + ", "与")),
            left=amount(left),
            paid=amount(case.total),
            insured=bool(insured),
            rows=tuple(row.text for row, _ in told),
            cases=(case,),
            place=place,
            second=rate_also(context, pays[0]) if len(pays) > 1 else None,
            cites=articles(*pays),
        )


def _case(context: Context, table: Table, spot: Spot, excess: Excess) -> tuple[Case, int] | None:
    """Settle a claim of which more is paid than is left, and say what is left."""
    bill = table.by_at[spot[1]].bill
    for at, _ in zip(round_inside(excess.stretches), range(12), strict=False):
        left = 0 if excess.insured else at
        costs = max(at, bill.low) if bill is not None else at
        case = settle(context, table, spot, left, costs)
        paid = total(case)
        if paid is not None and paid > left + (LEAST if left else 0):
            return case, left
    return None


CHECK = Check("TW205", "aid-exceeds-remaining-cost", Engine.SCHEDULE, (AidExceeds,), find)
