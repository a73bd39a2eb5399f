"""TW201: a benefit that becomes less when the costs rise.

At a threshold of the bill, insurance paying the same, and along what is left to pay. A fall of a few fen by rounding
is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.cells import (
    BILLS,
    SELF_PAY,
    UNCONFIRMED,
    Line,
    RowsFinding,
    Spot,
    Table,
    amount,
    articles,
    between,
    cells_of,
    gate_place,
    lines,
    or_answered,
    rate_also,
    rate_place,
    round_inside,
    rows,
    settle,
    total,
)
from tiaowen.compiler.checks.cells.finding import passes
from tiaowen.compiler.checks.cells.gates import Crossing, crossings
from tiaowen.compiler.checks.check import Answer, Case, Check, Engine, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.schedule import Schedule, Stretch, falls, lowest, signs
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

LEAST = 100
"""A fall of less than this, in fen, is left to rounding."""


@frozen(kw_only=True)
class BenefitDrops(RowsFinding):
    """Higher costs, less assistance: over a threshold of the bill (``gate``), or of what is left to pay.

    ``reached``: the threshold itself belongs to what lies above it.
    """

    id: ClassVar[str] = "TW201"
    severity: ClassVar[Severity] = Severity.ERROR
    benefits: Words
    at: Words
    gate: bool
    reached: bool = False
    slopes: bool = False

    def said(self, language: Language) -> str:
        """Name the benefits and the threshold."""
        benefits, at = pick(self.benefits, language), pick(self.at, language)
        if language is Language.ZH:
            what = "费用" if self.gate else "自付"
            if self.slopes:
                return f"{benefits}：{what}超过{at}以后，费用越高，救助越少："
            return f"{benefits}：{what}一{'到' if self.reached else '过'}{at}，救助反而减少："
        what = "costs before insurance" if self.gate else "what is left to pay"
        if self.slopes:
            return f"{benefits}: beyond {at} of {what}, more costs mean less assistance:"
        over = passes(at, gate=self.gate, reached=self.reached)
        return f"{benefits}: when {over}, assistance becomes less:"

    def advice(self, language: Language) -> str | None:
        """Say how the fall is avoided."""
        if language is Language.ZH:
            return "请写明取其高者，或者让两边在这一点上数额相同（超过部分分段计算）。"
        return "Say that the higher of the two is paid, or let both be the same there (rates by slice of the costs)."


def find(context: Context) -> Iterable[Answer]:
    """Look at every threshold, and along the costs of every cell."""
    table = cells_of(context)
    yield from or_answered([*_at_gates(context, table), *_along(context, table)], table)


# ── at a threshold of the bill ──

Fallen = tuple[tuple[Stretch, ...], Fraction, Fraction | None]
"""Where a crossing loses, how much at most, and near which amount."""


def fallen(crossing: Crossing) -> Fallen | None:
    """Return where, of what is left to pay, less is paid above a threshold than at it."""
    return _fallen(crossing.gain, crossing.upto)


@lru_cache(maxsize=2048)
def _fallen(gain: Schedule, upto: Fraction) -> Fallen | None:
    least = lowest(gain, upto)
    if least.value is None or -least.value < LEAST:
        return None
    below = tuple(stretch for stretch in signs(gain, upto) if stretch.sign < 0)
    return below, -least.value, least.at


def _at_gates(context: Context, table: Table) -> Iterator[Answer]:
    groups: dict[tuple[int, str], dict[Spot, Fallen]] = {}
    first: dict[tuple[int, str], dict[Spot, Crossing]] = {}
    for crossing in crossings(table):
        lost = fallen(crossing) if crossing.known else None
        if lost is not None:
            key = (crossing.step.end, (crossing.benefits[1] or crossing.benefits[0])[0])
            groups.setdefault(key, {})[crossing.spot] = lost
            first.setdefault(key, {})[crossing.spot] = crossing
    for key, hits in groups.items():
        told = rows(table, hits, without=BILLS)
        crossing = first[key][told[0][0].spot]
        cases = _gate_cases(context, table, crossing, told[0][1])
        below, above = crossing.benefits
        worse = [entry for entry in crossing.above.pays if entry.benefit in above]
        place = gate_place(context, table, crossing.step, (*worse, *crossing.above.pays, *crossing.below.pays))
        if cases is None:
            yield Undecided(UNCONFIRMED, place)
            continue
        ordinary = next((entry for entry in crossing.below.pays if entry.benefit in below), None)
        yield BenefitDrops(
            benefits=context.names((*above, *below), (" / ", "、")),
            at=amount(crossing.line),
            gate=True,
            reached=crossing.reached,
            rows=tuple(_row(row.text, lost, crossing.upto) for row, lost in told),
            cases=cases,
            place=place,
            second=rate_also(context, ordinary) if ordinary is not None else None,
            cites=articles(next(iter(worse), None), ordinary),
        )


def _gate_cases(context: Context, table: Table, crossing: Crossing, lost: Fallen) -> tuple[Case, Case] | None:
    stretches, _, best = lost
    for self_pay, _ in zip(round_inside(stretches, best), range(12), strict=False):
        cases = crossing.cases(context, table, self_pay)
        one, two = (total(case) for case in cases)
        if one is not None and two is not None and two < one:
            return cases
    return None


# ── along the costs of one cell ──


@frozen
class _Fall:
    at: Fraction
    here: bool
    drop: Fraction


def drops(found: Line, bill: Range | None) -> tuple[_Fall, ...]:
    """Return where a line falls, for amounts that can occur."""
    least = Fraction(bill.low) if bill is not None and not found.insured else Fraction(0)
    # A slope is a fall however slow: its ``drop`` is 0.
    return tuple(
        _Fall(fall.at, fall.here, fall.drop)
        for fall in falls(found.total, found.upto)
        if fall.at >= least and (not fall.drop or fall.drop >= LEAST)
    )


def _along(context: Context, table: Table) -> Iterator[Answer]:
    groups: dict[tuple[Fraction, str, bool], dict[Spot, tuple[Line, _Fall]]] = {}
    for kind in table.kinds:
        for found in lines(kind.pays, kind.bill) if kind.known else ():
            for fall in drops(found, kind.bill):
                key = (fall.at, _culprit(found, fall, kind.pays).benefit, found.insured)
                groups.setdefault(key, {}).update(dict.fromkeys(kind.spots, (found, fall)))
    for key, hits in groups.items():
        _, benefit, insured = key
        told = rows(table, {spot: fall for spot, (_, fall) in hits.items()})
        spot = told[0][0].spot
        found, fall = hits[spot]
        entry = next(each for each in table.does(spot).pays if each.benefit == benefit)
        cases = _cases(context, table, spot, found, fall)
        if cases is None:
            yield Undecided(UNCONFIRMED, rate_place(context, entry))
            continue
        yield BenefitDrops(
            benefits=context.name(entry.benefit),
            at=amount(fall.at),
            gate=not insured,
            reached=fall.here,
            slopes=not fall.drop,
            rows=tuple(_fall_row(row.text, each) for row, each in told),
            cases=cases,
            place=rate_place(context, entry),
            cites=articles(entry),
        )


def _culprit(found: Line, fall: _Fall, pays: tuple[Pays, ...]) -> Pays:
    """Return the first benefit that falls where all of them together do."""
    for entry in pays:
        if any(each.at == fall.at for each in falls(found.of(entry.benefit), found.upto)):
            return entry
    return pays[-1]


def _cases(context: Context, table: Table, spot: Spot, found: Line, fall: _Fall) -> tuple[Case, Case] | None:
    bill = table.by_at[spot[1]].bill
    for first, second in _pairs(fall):
        if found.upto is not None and second > found.upto:
            continue
        cases = tuple(settle(context, table, spot, *_amounts(found, at, bill)) for at in (first, second))
        one, two = (total(case) for case in cases)
        if one is not None and two is not None and two < one:
            return cases[0], cases[1]
    return None


def _pairs(fall: _Fall) -> Iterator[tuple[int, int]]:
    """Yield pairs of amounts on either side of a fall, round ones first."""
    at = -(-fall.at.numerator // fall.at.denominator)
    for unit in (100_000, 10_000, 100, 1):
        yield at, at + unit
        if fall.here and at >= unit:
            yield at - unit, at


def _amounts(found: Line, at: int, bill: Range | None) -> tuple[int, int]:
    if not found.insured:
        return at, at
    return at, max(at, bill.low) if bill is not None else at


# ── in words ──


def _row(text: Words, lost: Fallen, upto: Fraction) -> Words:
    stretches, most, _ = lost
    low, high = stretches[0].low, stretches[-1].high
    where = between(SELF_PAY, low, high)
    if low == 0 and high == upto:
        where = ("whatever insurance pays", "无论保险支付多少")
    return (
        f"{text[0]}: {where[0]}, by up to {amount(most)[0]}",
        f"{text[1]}：{where[1]}，最多少{amount(most)[1]}",
    )


def _fall_row(text: Words, fall: _Fall) -> Words:
    if not fall.drop:
        return text
    return f"{text[0]}: by {amount(fall.drop)[0]} at once", f"{text[1]}：一次少{amount(fall.drop)[1]}"


CHECK = Check("TW201", "benefit-drops", Engine.SCHEDULE, (BenefitDrops,), find)
