"""TW203: a benefit that comes instead of an ordinary one and pays less than it, with the exact amounts.

What a fall at a threshold of the bill shows already (TW201) is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.benefit_drops import fallen
from tiaowen.compiler.checks.cells import (
    BILLS,
    SELF_PAY,
    UNCONFIRMED,
    Cell,
    Does,
    RowsFinding,
    Spot,
    Table,
    amount,
    articles,
    between,
    cells_of,
    rate_also,
    rate_place,
    round_inside,
    rows,
    settle,
)
from tiaowen.compiler.checks.cells.finding import answered
from tiaowen.compiler.checks.cells.gates import crossings
from tiaowen.compiler.checks.check import Answer, Case, Check, Engine, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.enhanced import Gap, gap
from tiaowen.compiler.compare.stages import Pays
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

LEAST = 100
"""Less than this, in fen, is left to rounding."""


@frozen(kw_only=True)
class EnhancedPaysLess(RowsFinding):
    """A benefit that takes the place of another one, below what that one would have paid."""

    id: ClassVar[str] = "TW203"
    severity: ClassVar[Severity] = Severity.ERROR
    enhanced: Words
    ordinary: Words
    instead: tuple[Words, ...]

    def said(self, language: Language) -> str:
        """Name both benefits, and what the ordinary one would have come to in the case."""
        enhanced, ordinary = pick(self.enhanced, language), pick(self.ordinary, language)
        if language is Language.ZH:
            return f"{enhanced}替代{ordinary}，救助反而低于{ordinary}："
        return f"{enhanced} comes instead of {ordinary} and pays less than that would:"

    def message(self, language: Language) -> str:
        """Add to the case what the ordinary benefit would have paid."""
        lines = [pick(each, language) for each in self.instead]
        return super().message(language) + "".join(f"\n        {line}" for line in lines)

    def advice(self, language: Language) -> str | None:
        """Say how it is mended."""
        if language is Language.ZH:
            return "请写明两项待遇取其高者，或者把专项待遇的比例提高到不低于普通待遇。"
        return "Say that the better of the two is paid, or raise the special ratio to the ordinary one."


def find(context: Context) -> Iterable[Answer]:
    """Look at every pair of which one comes instead of the other, in every cell where both could pay."""
    table = cells_of(context)
    pairs = [(other, each.id) for each in table.benefits for other, _ in each.displaced_by]
    found = [answer for enhanced, ordinary in pairs for answer in _pair(context, table, enhanced, ordinary)]
    yield from found
    if pairs and not found:
        yield from answered(table)


def gaps(table: Table, enhanced: str, ordinary: str) -> dict[Spot, Gap]:
    """Return where one benefit comes instead of another and pays less, but for what a threshold of the bill shows."""
    told = {crossing.spot for crossing in crossings(table) if crossing.known and fallen(crossing)}
    known: dict[tuple[int, int], Gap | None] = {}
    found: dict[Spot, Gap] = {}
    for cell in table.priced:
        for who, does in enumerate(cell.does):
            key = (id(does), id(cell.bill))
            if key not in known:
                both = _both(does, enhanced, ordinary)
                known[key] = gap(*both, cell.bill) if both is not None else None
            here = known[key]
            if here is not None and (here.most is None or here.most >= LEAST) and (who, cell.at) not in told:
                found[who, cell.at] = here
    return found


def _both(does: Does, enhanced: str, ordinary: str) -> tuple[Pays, Pays] | None:
    first, second = does.alone(ordinary), does.alone(enhanced)
    return (first, second) if isinstance(first, Pays) and isinstance(second, Pays) else None


def _pair(context: Context, table: Table, enhanced: str, ordinary: str) -> Iterator[Answer]:
    hits = gaps(table, enhanced, ordinary)
    if not hits:
        return
    told = rows(table, {spot: (each.low, each.high, each.most) for spot, each in hits.items()}, without=BILLS)
    row, _ = told[0]
    case = _case(context, table, row.spot, hits[row.spot])
    place = rate_place(context, hits[row.spot].enhanced, hits[row.spot].ordinary)
    if case is None:
        yield Undecided(UNCONFIRMED, place)
        return
    found, would = case
    yield EnhancedPaysLess(
        enhanced=context.name(enhanced),
        ordinary=context.name(ordinary),
        instead=(_instead(context, ordinary, would),),
        rows=tuple(_row(each.text, hits[each.spot]) for each, _ in told),
        cases=(found,),
        place=place,
        second=rate_also(context, hits[row.spot].ordinary),
        cites=articles(hits[row.spot].enhanced, hits[row.spot].ordinary),
    )


def _case(context: Context, table: Table, spot: Spot, hit: Gap) -> tuple[Case, int] | None:
    """Settle a claim in which the special benefit pays less, and say what the ordinary one would have paid."""
    cell: Cell = table.by_at[spot[1]]
    for self_pay, _ in zip(round_inside(hit.stretches, hit.at), range(12), strict=False):
        bill = max(self_pay, cell.bill.low) if cell.bill is not None else self_pay
        case = settle(context, table, spot, self_pay, bill)
        would = table.without(hit.enhanced.benefit, case.visit, hit.ordinary.benefit)
        paid = dict(case.paid).get(hit.enhanced.benefit)
        if would is not None and paid is not None and paid < would:
            return case, would
    return None


def _row(text: Words, hit: Gap) -> Words:
    where = between(SELF_PAY, hit.low, hit.high)
    if hit.most is None:
        return f"{text[0]}: {where[0]}", f"{text[1]}：{where[1]}"
    most = amount(hit.most)
    return f"{text[0]}: {where[0]}, by up to {most[0]}", f"{text[1]}：{where[1]}，最多少{most[1]}"


def _instead(context: Context, ordinary: str, would: int) -> Words:
    name, sum_ = context.name(ordinary), amount(would)
    return f"where {name[0]} would pay {sum_[0]}", f"而{name[1]}本可救助{sum_[1]}"


CHECK = Check("TW203", "enhanced-stage-pays-less", Engine.SCHEDULE, (EnhancedPaysLess,), find)
