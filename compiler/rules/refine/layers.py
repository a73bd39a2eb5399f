"""Which clause of which document holds for a case: those of a lower document take the place of the higher ones'.

Turns the rules of one benefit, gathered from several documents, into rules that do not overlap between a document and
those above it. Whether a lower document may say what it says is judged afterwards (:mod:`judging`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from tiaowen.compiler.resolve import Placed
from tiaowen.compiler.rules.boxes import Universe, Without, merge
from tiaowen.compiler.rules.model import COVERAGE, Elsewhere, Excluded, Open, Rule, Value
from tiaowen.compiler.rules.refine.amending import amends
from tiaowen.dsl.tree import Citation

_Kind = tuple[str, str | None, tuple[Citation, ...], str]


@frozen
class Layers:
    """The documents that clauses are from, one above the other.

    ``above`` are the documents above each (None is the document itself), ``clauses`` the lines of the clauses by their
    index. With ``bounds`` floors and ceilings stay where a lower document states a figure: to judge by them.
    """

    above: Mapping[str | None, frozenset[str]]
    clauses: Sequence[Placed]
    universe: Universe
    bounds: bool = False

    def origin(self, rule: Rule) -> str | None:
        """Return the document that a rule's clause is from."""
        return self.clauses[rule.clause].origin

    def sees(self, clause: int, other: int, value: Value | None) -> bool:
        """Return whether *others* in a clause leaves out whom another clause names, which states ``value``.

        They are those whom the document itself does not name, and to whom no document above it has given a figure.
        """
        own, theirs = self.clauses[clause].origin, self.clauses[other].origin
        return own == theirs or (theirs in self.above[own] and not isinstance(value, Open))

    def cut(self, rules: Sequence[Rule]) -> list[Rule]:
        """Return the rules with those of each document only where none below it says something of the facet."""
        known: dict[_Kind, Without | None] = {}
        out: list[Rule] = []
        for rule in rules:
            kind = self._kind(rule)
            if kind not in known:
                known[kind] = self._over(rule, rules)
            without = known[kind]
            if without is None:
                out.append(rule)
            elif boxes := merge(without.left(rule.boxes)):
                out.append(evolve(rule, boxes=boxes))
        return out

    def _kind(self, rule: Rule) -> _Kind:
        """Return all of a rule that decides which others take its place."""
        value = rule.value
        return rule.facet, self.origin(rule), rule.cites, value.kind if isinstance(value, Open) else ""

    def _over(self, rule: Rule, rules: Sequence[Rule]) -> Without | None:
        """Return the cases that rules of lower documents have taken over from a rule; None where there are none."""
        if self.origin(rule) is None:
            return None
        over = [box for other in rules if self._takes_its_place(other, rule) for box in other.boxes]
        return Without(dict.fromkeys(over), self.universe) if over else None

    def _takes_its_place(self, lower: Rule, higher: Rule) -> bool:
        """Return whether one rule holds instead of another, on the cases they have in common."""
        own, theirs = self.origin(lower), self.origin(higher)
        if theirs is None or own == theirs or (own is not None and own in self.above[theirs]):
            return False
        if theirs not in self.above[own]:
            # Two documents that know nothing of each other: what one leaves open, the other may fill in.
            fills = isinstance(higher.value, Open) and not isinstance(lower.value, Open)
            return lower.facet == higher.facet and fills and not self.bounds
        amended = amends(self.clauses[lower.clause], higher.cites)
        if lower.facet != higher.facet:
            if lower.facet == COVERAGE:
                # Where nothing is paid, or another document decides, no figure is used.
                return isinstance(lower.value, Excluded | Elsewhere) and not self.bounds
            return amended and higher.facet == COVERAGE
        bound = isinstance(higher.value, Open) and higher.value.kind == "bound"
        return amended or not (self.bounds and bound)
