"""TW204: who has more to pay keeps less of it: of each further yuan, more than a yuan is paid.

Looked at along what is left to pay, over whole stretches of it; a single jump is a matter of TW202. Where all benefits
together pay more than is left, TW205 says so, and this is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.aid_exceeds import exceeding
from tiaowen.compiler.checks.cells import (
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
    lines,
    or_answered,
    rate_also,
    rate_place,
    rows,
    settle,
    total,
)
from tiaowen.compiler.checks.check import Answer, Case, Check, Engine, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.schedule import Slope, slopes
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.quantities import percent_text
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class BurdenFalls(RowsFinding):
    """Benefits that together pay more than a yuan of each further yuan."""

    id: ClassVar[str] = "TW204"
    severity: ClassVar[Severity] = Severity.ERROR
    benefits: Words
    costs: tuple[Words, Words]
    borne: tuple[Words, Words]

    def said(self, language: Language) -> str:
        """Name the benefits."""
        benefits = pick(self.benefits, language)
        costs, borne = ([pick(each, language) for each in both] for both in (self.costs, self.borne))
        if language is Language.ZH:
            return (
                f"{benefits}：自付越多，救助后的负担反而越少：自付{costs[0]}的负担{borne[0]}，"
                f"自付{costs[1]}的只负担{borne[1]}："
            )
        return (
            f"{benefits}: the more is left to pay, the less of it is borne: of {costs[0]} {borne[0]}, "
            f"of {costs[1]} only {borne[1]}:"
        )

    def advice(self, language: Language) -> str | None:
        """Say how benefits are put after one another."""
        if language is Language.ZH:
            return "请让后一项待遇按前一项救助以后的余额计算（“经……救助后”）。"
        return "Let the later benefit count what the earlier one leaves: name the earlier one behind “after”."


def find(context: Context) -> Iterable[Answer]:
    """Look at the slope of all benefits together in every cell."""
    table = cells_of(context)
    yield from or_answered(_find(context, table), table)


def steep(found: Line) -> tuple[Slope, ...]:
    """Return the stretches on which more than all of what is added is paid."""
    return tuple(each for each in slopes(found.total, found.upto) if each.slope > 1)


def _find(context: Context, table: Table) -> Iterator[Answer]:
    groups: dict[tuple[str, ...], dict[Spot, tuple[Slope, Line]]] = {}
    for kind in table.kinds:
        if exceeding(kind.pays, kind.bill):
            continue
        for found in lines(kind.pays, kind.bill):
            for stretch in steep(found)[:1]:
                key = tuple(entry.benefit for entry in kind.pays)
                groups.setdefault(key, {}).update(dict.fromkeys(kind.spots, (stretch, found)))
    for benefits, hits in groups.items():
        told = rows(table, {spot: stretch for spot, (stretch, _) in hits.items()})
        spot = told[0][0].spot
        place = rate_place(context, *reversed(table.does(spot).pays))
        shown = _cases(context, table, spot, *hits[spot])
        if shown is None:
            yield Undecided(UNCONFIRMED, place)
            continue
        cases, ends = shown
        one, two = (amount(at - case.total) for at, case in zip(ends, cases, strict=True))
        yield BurdenFalls(
            benefits=context.names(benefits, (" + ", "与")),
            costs=(amount(ends[0]), amount(ends[1])),
            borne=(one, two),
            rows=tuple(_row(row.text, stretch) for row, stretch in told),
            cases=cases,
            place=place,
            second=rate_also(context, table.does(spot).pays[0]),
            cites=articles(*table.does(spot).pays),
        )


def _cases(
    context: Context, table: Table, spot: Spot, stretch: Slope, found: Line
) -> tuple[tuple[Case, Case], tuple[int, int]] | None:
    """Settle two claims on the stretch of which the larger leaves the smaller burden, and say what is left to pay."""
    bill = table.by_at[spot[1]].bill
    for unit in (100_000, 10_000, 100, 1):
        first = -(-stretch.low // unit) * unit
        last = first + 10 * unit if stretch.high is None else stretch.high // unit * unit
        if last <= first:
            continue
        ends = (int(first), int(last))
        bills = [max(at, bill.low) if bill is not None and found.insured else at for at in ends]
        cases = [settle(context, table, spot, at, costs) for at, costs in zip(ends, bills, strict=True)]
        one, two = (total(case) for case in cases)
        if one is not None and two is not None and ends[0] - one > ends[1] - two:
            return (cases[0], cases[1]), ends
    return None


def _row(text: Words, stretch: Slope) -> Words:
    where = between(SELF_PAY, stretch.low, stretch.high)
    share = percent_text(Fraction(round(stretch.slope * 10_000), 10_000))
    return f"{text[0]}: {where[0]}, {share} of what is added", f"{text[1]}：{where[1]}，新增部分救助{share}"


CHECK = Check("TW204", "net-burden-falls", Engine.SCHEDULE, (BurdenFalls,), find)
