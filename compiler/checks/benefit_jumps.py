"""TW202: a benefit that rises at once by more than a set sum where the costs go over a line.

One fen of costs more, and thousands of yuan: bills at such a line are argued about, and split or padded. The sum is
1,000 yuan, unless ``context.shared`` has another one, in fen, under :data:`LEAST`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.cells import (
    BILLS,
    UNCONFIRMED,
    Line,
    RowsFinding,
    Spot,
    Table,
    amount,
    articles,
    cells_of,
    gate_place,
    lines,
    or_answered,
    rate_place,
    rows,
    settle,
)
from tiaowen.compiler.checks.cells.finding import passes
from tiaowen.compiler.checks.cells.gates import Crossing, crossings
from tiaowen.compiler.checks.check import Answer, Case, Check, Engine, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.schedule import highest, jumps
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

LEAST = "TW202 least"
USUAL = 100_000


@frozen(kw_only=True)
class BenefitJumps(RowsFinding):
    """A threshold over which the benefit is larger at once; ``open`` says that what is paid below it is not known.

    ``reached``: the threshold itself belongs to what lies above it.
    """

    id: ClassVar[str] = "TW202"
    severity: ClassVar[Severity] = Severity.WARNING
    benefits: Words
    at: Words
    gate: bool
    reached: bool = False
    open: bool = False

    def said(self, language: Language) -> str:
        """Name the benefits and the threshold."""
        benefits, at = pick(self.benefits, language), pick(self.at, language)
        if language is Language.ZH:
            what = "费用" if self.gate else "自付"
            more = "（线下由其他文件确定或者未定，不计在内）" if self.open else ""
            return f"{benefits}：{what}一{'到' if self.reached else '过'}{at}，救助一次增加{more}："
        over = passes(at, gate=self.gate, reached=self.reached)
        more = ", without what is open or decided elsewhere below it" if self.open else ""
        return f"{benefits}: when {over}, assistance rises at once{more}:"

    def advice(self, language: Language) -> str | None:
        """Say how a jump is avoided, and that it may be meant."""
        if language is Language.ZH:
            return "如非有意，请只对超过部分提高待遇，或者设一段过渡。"
        return "Unless that is meant, let the better terms be for the part above the line, or phase them in."


def find(context: Context) -> Iterable[Answer]:
    """Look at every threshold, and along the costs of every cell."""
    table = cells_of(context)
    least = context.shared.get(LEAST)
    least = least if isinstance(least, int) else USUAL
    yield from or_answered([*_at_gates(context, table, least), *_along(context, table, least)], table)


# ── at a threshold of the bill ──


def risen(crossing: Crossing, least: int) -> Fraction | None:
    """Return the most that is gained above a threshold at once, where that is more than ``least``."""
    if not crossing.benefits[1]:
        return None
    most = highest(crossing.gain, crossing.upto)
    return most.value if most.value is not None and most.value > least else None


def _one_amount(crossing: Crossing) -> bool:
    """Tell whether what lies below a threshold is a single amount: nothing rises from a hole of one fen."""
    bill = crossing.step.below.bill
    return bill is not None and bill.low == bill.high


def _at_gates(context: Context, table: Table, least: int) -> Iterator[Answer]:
    groups: dict[tuple[int, str], dict[Spot, Fraction]] = {}
    first: dict[tuple[int, str], dict[Spot, Crossing]] = {}
    for crossing in crossings(table):
        gained = risen(crossing, least)
        if gained is not None and (crossing.known or not _one_amount(crossing)):
            key = (crossing.step.end, crossing.benefits[1][0])
            groups.setdefault(key, {})[crossing.spot] = gained
            first.setdefault(key, {})[crossing.spot] = crossing
    for key, every in groups.items():
        # Where some of it is known on both sides, that shows the jump better than what is open below.
        hits = {spot: gained for spot, gained in every.items() if first[key][spot].known} or every
        told = rows(table, hits, without=BILLS)
        told.sort(key=lambda each: -each[1])
        crossing = first[key][told[0][0].spot]
        place = gate_place(context, table, crossing.step, (*crossing.above.pays, *crossing.below.pays))
        cases = _gate_cases(context, table, crossing, least)
        if cases is None:
            yield Undecided(UNCONFIRMED, place)
            continue
        below, above = crossing.benefits
        yield BenefitJumps(
            benefits=context.names((*above, *below), (" / ", "、")),
            at=amount(crossing.line),
            gate=True,
            reached=crossing.reached,
            open=not all(first[key][row.spot].known for row, _ in told),
            rows=tuple(_row(row.text, gained) for row, gained in told),
            cases=cases,
            place=place,
            cites=articles(next(entry for entry in crossing.above.pays if entry.benefit == above[0])),
        )


def _gate_cases(context: Context, table: Table, crossing: Crossing, least: int) -> tuple[Case, Case] | None:
    best = highest(crossing.gain, crossing.upto).at
    for self_pay in dict.fromkeys((crossing.step.end, int(best or 0))):
        cases = crossing.cases(context, table, self_pay)
        if cases[1].total - cases[0].total > least:
            return cases
    return None


# ── along the costs of one cell ──


@frozen
class _Rise:
    at: Fraction
    here: bool
    rise: Fraction


def rises(found: Line, bill: Range | None, least: int) -> tuple[_Rise, ...]:
    """Return where a line jumps up by more than ``least``, for amounts that can occur; the very first fen is none."""
    low = Fraction(bill.low) if bill is not None and not found.insured else Fraction(0)
    result = []
    for jump in jumps(found.total, found.upto):
        if jump.at > low:
            if jump.value - jump.before > least:
                result.append(_Rise(jump.at, True, jump.value - jump.before))
            if jump.after - jump.value > least:
                result.append(_Rise(jump.at, False, jump.after - jump.value))
    return tuple(result)


def _along(context: Context, table: Table, least: int) -> Iterator[Answer]:
    groups: dict[tuple[Fraction, str, bool], dict[Spot, tuple[Line, _Rise, Pays]]] = {}
    for kind in table.kinds:
        for found in lines(kind.pays, kind.bill):
            for rise in rises(found, kind.bill, least):
                entry = _culprit(found, rise, kind.pays)
                key = (rise.at, entry.benefit, found.insured)
                groups.setdefault(key, {}).update(dict.fromkeys(kind.spots, (found, rise, entry)))
    for (_, _, insured), hits in groups.items():
        told = rows(table, {spot: rise for spot, (_, rise, _) in hits.items()})
        told.sort(key=lambda each: -each[1].rise)
        spot = told[0][0].spot
        found, rise, _ = hits[spot]
        entry = next(each for each in table.does(spot).pays if each.benefit == hits[spot][2].benefit)
        cases = _cases(context, table, spot, found, rise)
        if cases[1].total - cases[0].total <= least:
            yield Undecided(UNCONFIRMED, rate_place(context, entry))
            continue
        yield BenefitJumps(
            benefits=context.name(entry.benefit),
            at=amount(rise.at),
            gate=not insured,
            reached=rise.here,
            rows=tuple(_row(row.text, each.rise) for row, each in told),
            cases=cases,
            place=rate_place(context, entry),
            cites=articles(entry),
        )


def _culprit(found: Line, rise: _Rise, pays: tuple[Pays, ...]) -> Pays:
    """Return the benefit that jumps most where all of them together do."""

    def most(entry: Pays) -> Fraction:
        own = jumps(found.of(entry.benefit), found.upto)
        return max((each.after - each.before for each in own if each.at == rise.at), default=Fraction(0))

    return max(pays, key=most)


def _cases(context: Context, table: Table, spot: Spot, found: Line, rise: _Rise) -> tuple[Case, Case]:
    bill = table.by_at[spot[1]].bill
    at = -(-rise.at.numerator // rise.at.denominator)
    first = at - 1 if rise.here else at
    cases = []
    for self_pay in (first, first + 1):
        costs = max(self_pay, bill.low) if bill is not None else self_pay
        cases.append(settle(context, table, spot, self_pay, self_pay if not found.insured else costs))
    return cases[0], cases[1]


# ── in words ──


def _row(text: Words, gained: Fraction) -> Words:
    return f"{text[0]}: up to {amount(gained)[0]} more", f"{text[1]}：最多增加{amount(gained)[1]}"


CHECK = Check("TW202", "benefit-jumps", Engine.SCHEDULE, (BenefitJumps,), find)
