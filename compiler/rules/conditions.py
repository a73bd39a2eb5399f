"""Conditions: names that hold and comparisons, with the units checked, as tests on a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules.boxes import Universe
from tiaowen.compiler.rules.findings import Misfit, NotHere, WrongFactUnit
from tiaowen.compiler.rules.model import Amount, Compare, Condition, HasDisease, HasMark, Holds, Test
from tiaowen.compiler.rules.values import Values
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Item, Period

MONEY = ("Money", "PercentOf", "Times")
UNITS: Mapping[str, tuple[str, ...]] = {
    "age": ("Years",),
    "disability-grade": ("Grade",),
    "household-size": ("Count",),
    "number-of-admissions": ("Count",),
    "residence-months": ("Duration",),
    "days-in-hospital": ("Duration", "Count"),
}
"""What the facts of the vocabulary that are not money are measured in; a document's own fact is what it is first
compared with."""
_LENGTHS = {"residence-months": "month", "days-in-hospital": "day"}


@define
class Conditions:
    """Turns conditions of the tree into tests.

    ``lists`` are the document's disease lists, closed under parts, ``groups`` what its definitions of people are made
    of.
    """

    resolver: Resolver
    values: Values
    universe: Universe
    lists: Mapping[str, frozenset[str]]
    groups: Mapping[str, tuple[str, ...]] = field(factory=dict)
    units: dict[str, tuple[str, ...]] = field(factory=dict)

    def test(self, condition: tree.Condition) -> Test | None:
        """Return the test of a condition, None when a finding says why there is none."""
        if isinstance(condition, Item):
            found = self.resolver.item(condition, "mark", "disease", "disease-list")
            return Test(self.holding(found[0]), found[1]) if found else None
        return self._comparison(condition)

    def alternatives(self, conditions: tree.Conditions, *, personal: bool) -> tuple[tuple[Test, ...], ...]:
        """Return the alternatives of a list of conditions: of one of them all tests must come out.

        With nothing asked there is one alternative, of no tests.
        """
        read = self.personal if personal else self.test
        options: list[tuple[Test, ...]] = [()]
        for condition in conditions:
            if isinstance(condition, tree.AnyOf):
                further = [tuple(t for c in option if (t := read(c))) for option in condition.options]
            else:
                test = read(condition)
                further = [(test,)] if test else [()]
            options = [(*before, *after) for before in options for after in further]
        return tuple(options)

    def personal(self, condition: tree.Condition) -> Test | None:
        """Return the test of a condition on people, who may also be asked to hold another category."""
        if isinstance(condition, Item):
            found = self.resolver.item(condition, "mark", "disease", "disease-list", "category", "group")
            return Test(self.holding(found[0]), found[1]) if found else None
        return self._comparison(condition)

    def holding(self, concept: Concept) -> Condition:
        """Return the condition that a mark holds, a disease is treated or a category is held."""
        match concept.kind:
            case "mark":
                return HasMark(concept.id)
            case "category" | "group":
                return Holds(concept.id, closed(self.resolver, (concept.id,), self.groups))
            case _:
                return HasDisease(concept.id, self.members(concept))

    def members(self, concept: Concept) -> frozenset[str]:
        """Return the diseases that a disease or list stands for, closed under parts."""
        known = self.lists.get(concept.id)
        return known if known is not None else below(self.resolver, concept.id)

    def _comparison(self, condition: tree.Comparison) -> Test | None:
        fact = self.resolver.name(condition.fact, "fact", "parameter", "payer")
        if fact is None or not self._fits(fact, condition):
            return None
        empty = isinstance(condition.period, tree.Duration) and not condition.period.length
        if empty or condition.period in (Period.MONTH, Period.INSURANCE_YEAR):
            place = self.resolver.placed.source.place(condition.span)
            what = Misfit.EMPTY_WINDOW if empty else Misfit.MONTHLY_COMPARISON
            self.resolver.findings.append(NotHere(what=what, place=place))
            return None
        number: int | None = None
        amount: Amount | None = None
        match condition.quantity:
            case tree.Money(fen=number) | tree.Years(years=number) | tree.Grade(grade=number):
                pass
            case tree.Count(count=number) | tree.Duration(length=number):
                pass
            case quantity:
                amount = self.values.amount("comparison", quantity)
                if amount is None:
                    return None
        period, window = condition.period, window_of(condition.period)
        column = fact.claim_column if window is None else f"{fact.claim_column}_{window}"
        plain = period if isinstance(period, Period) and window is None else None
        return Test(Compare(fact.id, column, condition.operator, number, amount, plain, window))

    def _fits(self, fact: Concept, condition: tree.Comparison) -> bool:
        quantity = condition.quantity
        found = type(quantity).__name__
        wanted = UNITS.get(fact.id) or self.units.get(fact.id)
        if wanted is None:
            # A fact or amount of the shared vocabulary is money; one of the document is what it is first compared with.
            wanted = MONEY if fact.kind != "fact" or self._shared(fact) or found in MONEY else (found,)
            self.units[fact.id] = wanted
        unit = _LENGTHS.get(fact.id)
        right_length = not isinstance(quantity, tree.Duration) or unit is None or quantity.unit == unit
        countable = found not in ("Percent", "Points")
        if found in wanted and right_length and countable:
            return True
        place = self.resolver.placed.source.place(quantity.span)
        names = (fact.en, fact.zh)
        shown = wanted[:1] if wanted == MONEY else wanted
        self.resolver.findings.append(WrongFactUnit(fact=names, found=found, wanted=shown, place=place))
        return False

    def _shared(self, fact: Concept) -> bool:
        return self.values.shared.get(fact.id) is not None

    def counted(self) -> frozenset[str]:
        """Return the claim columns of the document's own facts that are plain numbers."""
        own = ((self.resolver.vocabulary.get(id), units) for id, units in self.units.items())
        return frozenset(fact.claim_column for fact, units in own if fact and units != MONEY)


def window_of(period: Period | tree.Duration | None) -> str | None:
    """Return what of the past a comparison is about, as the end of the claim column says it."""
    if isinstance(period, tree.Duration):
        return f"past_{period.length}_{period.unit.replace('-', '_')}s"
    return "previous_year" if period is Period.PREVIOUS_YEAR else None


def below(resolver: Resolver, id: str) -> frozenset[str]:
    """Return ``id`` and everything that is part of it."""
    return closed(resolver, (id,), {})


def closed(resolver: Resolver, ids: Iterable[str], members: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return ``ids`` with everything that is part of them, by the vocabulary or by the document's definitions."""
    out: set[str] = set()
    stack = list(ids)
    while stack:
        step = stack.pop()
        if step not in out:
            out.add(step)
            concept = resolver.vocabulary.get(step)
            stack += concept.parts if concept else ()
            stack += members.get(step, ())
    return frozenset(out)
