"""Conditions: names that hold and comparisons, with the units checked, as tests on a case."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules.findings import WrongUnit
from tiaowen.compiler.rules.model import Amount, Compare, Condition, HasDisease, HasMark, Test
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Item

CONDITION_KINDS = ("mark", "disease", "disease-list", "fact", "payer", "parameter")


@define
class Conditions:
    """Turns conditions of the tree into tests. ``lists`` are the document's disease lists, closed under parts."""

    resolver: Resolver
    lists: Mapping[str, frozenset[str]]

    def test(self, condition: tree.Condition) -> Test | None:
        """Return the test of a condition, None when a finding says why there is none."""
        if isinstance(condition, Item):
            found = self.resolver.item(condition, "mark", "disease", "disease-list")
            return Test(self.holding(found[0]), found[1]) if found else None
        return self._comparison(condition)

    def holding(self, concept: Concept) -> Condition:
        """Return the condition that a mark holds or a disease is treated."""
        if concept.kind == "mark":
            return HasMark(concept.id)
        return HasDisease(concept.id, self.members(concept))

    def members(self, concept: Concept) -> frozenset[str]:
        """Return the diseases that a disease or list stands for, closed under parts."""
        if concept.id in self.lists:
            return self.lists[concept.id]
        return below(self.resolver, concept.id)

    def _comparison(self, condition: tree.Comparison) -> Test | None:
        fact = self.resolver.name(condition.fact, "fact", "parameter", "payer")
        if fact is None:
            return None
        column = fact.column or fact.id.replace("-", "_")
        amount: Amount | None = None
        match condition.quantity:
            case (
                tree.Money(fen=number) | tree.Years(years=number) | tree.Grade(grade=number) | tree.Count(count=number)
            ):
                pass
            case _:
                place = self.resolver.placed.source.place(condition.quantity.span)
                self.resolver.findings.append(
                    WrongUnit(place=place, facet="comparison", found=type(condition.quantity).__name__)
                )
                return None
        return Test(Compare(fact.id, column, condition.operator, number, amount, condition.period))


def below(resolver: Resolver, id: str) -> frozenset[str]:
    """Return ``id`` and everything that is part of it."""
    out: set[str] = set()
    stack = [id]
    while stack:
        step = stack.pop()
        if step not in out:
            out.add(step)
            concept = resolver.vocabulary.get(step)
            stack += concept.parts if concept else ()
    return frozenset(out)
