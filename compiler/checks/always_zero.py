"""TW207: a benefit that somebody has in words, and that comes to nothing whatever the costs.

Left to others: a cap that does not matter (TW206).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.cells import (
    BILLS,
    DOMAIN,
    MARKS,
    UNCONFIRMED,
    RowsFinding,
    Spot,
    Table,
    articles,
    cells_of,
    lines,
    or_answered,
    rate_place,
    rows,
    rule_place,
    settle,
)
from tiaowen.compiler.checks.check import Answer, Check, Engine, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.axes import BILL
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.schedule import highest
from tiaowen.compiler.settle.stage import DEDUCTIBLE
from tiaowen.dsl.diagnostics import Place, Severity
from tiaowen.dsl.tree import Language

LEAST = 1
"""A benefit that comes to less than this, in fen, is rounded to nothing."""


@frozen(kw_only=True)
class AlwaysZero(RowsFinding):
    """A benefit that pays nothing to somebody for any costs; ``why`` is deductible, ratio, cap or rest."""

    id: ClassVar[str] = "TW207"
    severity: ClassVar[Severity] = Severity.ERROR
    benefit: Words
    why: str

    def said(self, language: Language) -> str:
        """Name the benefit and the cause."""
        benefit = pick(self.benefit, language)
        en, zh = _WHY[self.why]
        if language is Language.ZH:
            return f"{benefit}：无论费用多少，救助都是零，因为{zh}："
        return f"{benefit} comes to nothing whatever the costs, for {en}:"

    def advice(self, language: Language) -> str | None:
        """Say how to write what is meant."""
        if language is Language.ZH:
            return "如确实不救助，请写“不予救助”；否则请核对数额。"
        return 'If nothing is meant to be paid write "not covered"; otherwise compare the figure with the original.'


_WHY = {
    "deductible": ("the deductible is as large as the costs can be", "起付线不低于可能的最高费用"),
    "ratio": ("the ratio is 0%", "比例为0%"),
    "cap": ("the cap is 0", "限额为0"),
    "rest": ("earlier benefits leave nothing of the costs", "先行的待遇已全部付清"),
}


def find(context: Context) -> Iterable[Answer]:
    """Look at the largest payment of every benefit, for everybody it pays to."""
    table = cells_of(context)
    yield from or_answered(_find(context, table), table)


def pays_something(pays: tuple[Pays, ...], bill: Range | None, benefit: str) -> bool:
    """Tell whether a benefit is more than nothing for some amount that can occur."""
    entry = next(each for each in pays if each.benefit == benefit)
    yearly = entry.deductible is not None and entry.deductible.pool is not None
    for found in lines(pays, bill):
        # What counts over the year can come to more than one bill.
        upto = Fraction(DOMAIN) if found.upto is None or yearly else found.upto
        most = highest(found.of(benefit), upto).value
        if most is None or most >= LEAST:
            return True
    return False


def _find(context: Context, table: Table) -> Iterator[Answer]:
    zero: dict[str, dict[Spot, Pays]] = {}
    paid: set[tuple[str, object]] = set()
    for kind in table.kinds:
        for entry in kind.pays:
            if pays_something(kind.pays, kind.bill, entry.benefit):
                paid |= {(entry.benefit, _without_costs(table, spot)) for spot in kind.spots}
            else:
                for spot in kind.spots:
                    zero.setdefault(entry.benefit, {})[spot] = _own(table, spot, entry)
    # Where the document does not say what earlier benefits come to, this one may have something left to pay.
    paid |= {
        (benefit, _without_costs(table, (who, cell.at)))
        for cell in table.priced
        for who, does in enumerate(cell.does)
        for benefit in zero
        if not does.known and isinstance(does.alone(benefit), Pays) and all(e.benefit != benefit for e in does.pays)
    }
    for benefit, hits in zero.items():
        kept = {spot: entry for spot, entry in hits.items() if (benefit, _without_costs(table, spot)) not in paid}
        if kept:
            yield _finding(context, table, benefit, kept)


def _own(table: Table, spot: Spot, entry: Pays) -> Pays:
    return next(each for each in table.does(spot).pays if each.benefit == entry.benefit)


def _without_costs(table: Table, spot: Spot) -> tuple[int, tuple[int, ...]]:
    """Return a spot without how high the costs are and which marks hold: zero is zero for all of them."""
    left = [place for place, axis in zip(spot[1], table.grid.axes, strict=True) if axis.dimension not in (BILL, MARKS)]
    return spot[0], tuple(left)


def _finding(context: Context, table: Table, benefit: str, hits: dict[Spot, Pays]) -> Answer:
    told = rows(table, dict.fromkeys(hits, ""), without=BILLS)
    spot = told[0][0].spot
    entry, bill = hits[spot], table.by_at[spot[1]].bill
    most = bill.high if bill is not None and bill.high is not None else DOMAIN // 10
    case = settle(context, table, spot, most, most)
    why = _why(entry)
    place = _place(context, entry, why)
    if dict(case.paid).get(benefit) != 0:
        return Undecided(UNCONFIRMED, place)
    return AlwaysZero(
        benefit=context.name(benefit),
        why=why,
        rows=tuple(row.text for row, _ in told),
        cases=(case,),
        place=place,
        cites=articles(entry),
    )


def _why(entry: Pays) -> str:
    if any(cap.fen == 0 for cap in entry.caps):
        return "cap"
    if entry.bands and all(Fraction(share) == 0 for _, share in entry.bands):
        return "ratio"
    return "deductible" if entry.deductible is not None and entry.deductible.fen else "rest"


def _place(context: Context, entry: Pays, why: str) -> Place:
    if why == "deductible":
        return rule_place(context, entry, DEDUCTIBLE)
    if why == "cap":
        facet = next((rule.facet for rule in entry.rules if "cap" in rule.facet or "pool" in rule.facet), "cap")
        return rule_place(context, entry, facet)
    return rate_place(context, entry)


CHECK = Check("TW207", "benefit-always-zero", Engine.SCHEDULE, (AlwaysZero,), find)
