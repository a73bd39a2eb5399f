"""The cells of one document: every case its rules tell apart, for everybody it knows, and what it does there.

The cases are the product of kinds of care, diseases by list, ranges of facts, levels, plans and marks, cut where a
condition of the document cuts them; people are the smallest groups it distinguishes. Within a cell the document does
one thing, whatever the amounts. What a benefit does is worked out once for all cells that it cannot tell apart.

Left to others: amounts (``money``), which cells are one finding (``rows``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property
from itertools import chain

from attrs import evolve, frozen

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.compare.axes import (
    BILL,
    Grid,
    asked_by,
    care_axis,
    disease_axis,
    level_axis,
    plan_axis,
    range_axes,
    situation_marks,
    told_apart,
)
from tiaowen.compiler.compare.cases import Case, Range
from tiaowen.compiler.compare.confirm import CLOSING, Scope, in_force
from tiaowen.compiler.compare.context import IN_SCOPE, own_facts, visits
from tiaowen.compiler.compare.figures import Figures, year_of_comparison
from tiaowen.compiler.compare.payments import Outcome, outcome
from tiaowen.compiler.compare.people import Alignment, Seen, align
from tiaowen.compiler.compare.stages import Entry, Pays, Reader, concerns, exactly
from tiaowen.compiler.compare.words import Names
from tiaowen.compiler.rules.model import Benefit, Compare, Policy
from tiaowen.compiler.settle import Engine, prepare
from tiaowen.compiler.vocabulary import load_vocabulary

MARKS = "marks"

LEFT_FACTS = ("in-scope-self-pay", "yearly-self-pay", "personal-cash-payment", "out-of-scope-payment")


@cache
def left_columns() -> frozenset[str]:
    """Return the claim columns that state by themselves what is left to pay, or a part of it."""
    found = (load_vocabulary().get(id) for id in LEFT_FACTS)
    return frozenset(concept.claim_column for concept in found if concept is not None)


At = tuple[int, ...]
"""The positions of a case on the axes."""

Spot = tuple[int, At]
"""A group of people, by its place among the groups, and a case."""


@frozen(eq=False)
class Does:
    """What a document does for somebody in a case: each benefit by itself (``own``), and all of them together.

    ``pays`` are the benefits whose payment is known: all that pay, but for those after one that is not known.
    """

    own: tuple[Entry, ...]
    all: Outcome
    pays: tuple[Pays, ...]

    @property
    def known(self) -> bool:
        """Tell whether everything that is paid is known, also if it is nothing."""
        return self.all.known

    def alone(self, benefit: str) -> Entry | None:
        """Return what a benefit does by itself, as if no other took its place."""
        return next((entry for entry in self.own if entry.benefit == benefit), None)


@frozen(eq=False)
class Cell:
    """A case, and what the document does in it for each group of people, in their order."""

    at: At
    case: Case
    bill: Range | None
    does: tuple[Does, ...]


@frozen(eq=False)
class Kind:
    """All spots in which the same benefits pay on the same terms, for bills of the same range.

    ``known`` says that nothing else may be paid there. ``samples`` are spots of each different origin of the terms: the
    same amounts may come from other rules.
    """

    pays: tuple[Pays, ...]
    bill: Range | None
    known: bool
    spots: tuple[Spot, ...]
    samples: tuple[Spot, ...]


@frozen(eq=False)
class Step:
    """Two cells that differ in the costs before insurance only, of which the second begins where the first ends."""

    below: Cell
    above: Cell
    end: int


class Table:
    """All cells of one document, in the year in which it is best looked at."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.names = Names(policy, policy)
        self.benefits = visits(policy)
        self.figures = Figures(policy, year_of_comparison(policy, policy))
        found = align(policy, policy, self.names)
        self.people: Alignment = evolve(found, classes=())
        columns = {benefit.base.column for benefit in self.benefits if benefit.base} | {IN_SCOPE}
        families = any(pool.family for pool in policy.pools)
        self.scope = Scope(_day(policy, self.figures.year), tuple(sorted(columns)), families, tuple(own_facts(policy)))
        self.asked = asked_by(self.figures, self.benefits)
        self._less: dict[str, Engine] = {}

    @cached_property
    def grid(self) -> Grid:
        """Return the dimensions of the cells."""
        asked = [self.asked]
        nothing = asked_by(self.figures, ())
        axes = [
            care_axis(asked),
            disease_axis(self.asked, nothing),
            *range_axes(asked, frozenset(self.scope.columns)),
            level_axis(asked),
            plan_axis(asked),
            situation_marks(self.benefits, asked),
        ]
        return Grid(tuple(axis for axis in axes if axis is not None))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Return every cell."""
        answers = _Answers(self)
        column = self.scope.columns[0]
        return tuple(Cell(at, case, case.fact(column), answers.does(at, case)) for at, case in self.grid.cells())

    @cached_property
    def apart(self) -> bool:
        """Tell whether rules turn on what is left to pay as the claim states it, beside thresholds of the costs.

        Then no one amount runs through both, and no schedule of one amount is what is paid.
        """
        bases = {each.base.column for each in self.benefits if each.base is not None}
        compared = {each.column for each in self.asked.conditions if isinstance(each, Compare)}
        left = left_columns()
        return bool(compared & left) or (bool(bases & left) and self.axis(BILL) is not None)

    @property
    def priced(self) -> tuple[Cell, ...]:
        """Return the cells in which what is paid is a function of what is left to pay and of the bill."""
        return () if self.apart else self.cells

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return every pair of neighbours on the axis of costs before insurance."""
        index = self.axis(BILL)
        if index is None or self.apart:
            return ()
        found = []
        for cell in self.cells:
            above = self.by_at.get((*cell.at[:index], cell.at[index] + 1, *cell.at[index + 1 :]))
            if above is not None and cell.bill is not None and cell.bill.high is not None:
                found.append(Step(cell, above, cell.bill.high))
        return tuple(found)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Return what is paid anywhere, each once, with all the spots where it is."""
        found: dict[tuple[tuple[Pays, ...], Range | None, bool], dict[int, list[Spot]]] = {}
        for cell in self.priced:
            for who, does in enumerate(cell.does):
                alike = found.setdefault((does.pays, cell.bill, does.known), {})
                alike.setdefault(id(does), []).append((who, cell.at))
        return tuple(
            Kind(*what, tuple(chain.from_iterable(alike.values())), tuple(spots[0] for spots in alike.values()))
            for what, alike in found.items()
        )

    @cached_property
    def everything(self) -> tuple[Does, ...]:
        """Return everything that the document does for somebody somewhere, each once, by its rules."""
        return tuple({id(does): does for cell in self.cells for does in cell.does}.values())

    @cached_property
    def by_at(self) -> dict[At, Cell]:
        """Return the cells by their positions."""
        return {cell.at: cell for cell in self.cells}

    def does(self, spot: Spot) -> Does:
        """Return what the document does at a spot."""
        return self.by_at[spot[1]].does[spot[0]]

    @cached_property
    def open(self) -> bool:
        """Tell whether somewhere what is paid is left open, or decided by another document."""
        return any(not kind.known for kind in self.kinds)

    def without(self, removed: str, visit: Visit, benefit: str) -> int | None:
        """Return the fen that a benefit comes to for a claim, settled by the reference as if another were not there."""
        if removed not in self._less:
            kept = tuple(
                evolve(each, displaced_by=tuple(by for by in each.displaced_by if by[0] != removed))
                for each in self.policy.benefits
                if each.id != removed
            )
            self._less[removed] = prepare(evolve(self.policy, benefits=kept))
        results = self._less[removed].settle([visit])
        return next((result.amount_fen for result in results if result.benefit == benefit), None)

    def axis(self, dimension: str) -> int | None:
        """Return the place of a dimension among the axes; None where no rule asks for it."""
        return next((at for at, axis in enumerate(self.grid.axes) if axis.dimension == dimension), None)

    def benefit(self, id: str) -> Benefit:
        """Return a benefit."""
        return next(benefit for benefit in self.benefits if benefit.id == id)


class _Answers:
    """What the document does, worked out once for each kind of case that its benefits tell apart."""

    def __init__(self, table: Table) -> None:
        self._reader = Reader(table.policy, table.figures, table.benefits)
        seen = [group.left for group in table.people.groups]
        self._seen: list[Seen] = list(dict.fromkeys(seen))
        self._who = [self._seen.index(each) for each in seen]
        self._classes = [told_apart(asked_by(table.figures, [each]), table.grid.axes) for each in table.benefits]
        self._numbers: dict[tuple[int, At], int] = {}
        self._alike: dict[tuple[object, ...], int] = {}
        self._entries: list[tuple[Entry, ...]] = []
        self._does: dict[At, tuple[Does, ...]] = {}

    def does(self, at: At, case: Case) -> tuple[Does, ...]:
        key = tuple(
            [self._one(index, at, case) for index, each in enumerate(self._reader.benefits) if concerns(each, case)]
        )
        if key not in self._does:
            by_seen = [self._for(who, key, case) for who in range(len(self._seen))]
            self._does[key] = tuple([by_seen[who] for who in self._who])
        return self._does[key]

    def _one(self, index: int, at: At, case: Case) -> int:
        """Return the number of what one benefit does for everybody, the same where it cites the same."""
        known = (index, tuple([numbers[place] for numbers, place in zip(self._classes[index], at, strict=True)]))
        if known not in self._numbers:
            benefit = self._reader.benefits[index]
            entries = tuple(self._reader.single(benefit, seen, case) for seen in self._seen)
            exact = (index, *(exactly(entry, known) for entry in entries))
            if exact not in self._alike:
                self._alike[exact] = len(self._entries)
                self._entries.append(entries)
            self._numbers[known] = self._alike[exact]
        return self._numbers[known]

    def _for(self, who: int, key: At, case: Case) -> Does:
        entries = [self._entries[number][who] for number in key]
        own = {entry.benefit: entry for entry in entries}
        together = outcome(self._reader.stack(own, self._seen[who], case))
        return Does(tuple(entries), together, _paying(together))


def _paying(found: Outcome) -> tuple[Pays, ...]:
    unknown = {entry.benefit for entry in found.unknown}
    paying = []
    for entry in found.pays:
        if entry.after.isdisjoint(unknown):
            paying.append(entry)
        else:
            unknown.add(entry.benefit)
    return tuple(paying)


def _day(policy: Policy, year: int) -> date:
    """Return a day on which the document and all its benefits are in force, the last of the year if it can be."""
    return next((day for day in _days(policy, year) if in_force(policy, day)), date(year, *CLOSING))


def _days(policy: Policy, year: int) -> Iterator[date]:
    yield date(year, *CLOSING)
    spans = [(policy.start, policy.end), *((each.start, each.end) for each in policy.benefits)]
    yield from (day for span in spans for day in reversed(span) if day is not None)
