"""Where the clauses stand that decide something in a cell.

Left to others: what they decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from tiaowen.compiler.checks.cells.table import Step, Table
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.stages import Entry, Pays
from tiaowen.compiler.rules.model import Benefit, Compare, Rule, Test
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Citation, Comparison, Requires


@frozen
class _Gate:
    columns: frozenset[str]
    end: int


def place_of(context: Context, *rules: Rule) -> Place:
    """Return where the first of some rules stands that is the document's own.

    If all are of a document that it refines, the place is in that one, and what stands there is told with it.
    """
    own = next((rule for rule in rules if context.own(rule)), None)
    if own is not None:
        return context.clause_place(own.clause)
    return Place(context.policy.clauses[rules[0].clause].document or "", 1)


def rule_place(context: Context, entry: Pays, facet: str) -> Place:
    """Return where the rule stands that gives a benefit a facet; if none does, where its rate stands."""
    return place_of(context, *(rule for rule in entry.rules if rule.facet == facet), *entry.rules)


def rate_place(context: Context, entry: Pays, *others: Pays) -> Place:
    """Return where the ratio or lump sum of a benefit stands, if it is the document's own, else that of another."""
    every = (entry, *others)
    return place_of(context, *(each.rules[0] for each in every), *(rule for each in every for rule in each.rules))


def rate_also(context: Context, entry: Pays) -> Place | None:
    """Return where the ratio or lump sum of a benefit stands, None where that is in another document."""
    return context.clause_place(entry.rules[0].clause) if context.own(entry.rules[0]) else None


def articles(*entries: Pays | None) -> tuple[Citation, ...]:
    """Return the articles of the ratios or lump sums of benefits."""
    return tuple(cite for entry in entries if entry is not None for cite in entry.rules[0].cites[:1])


def gate_place(context: Context, table: Table, step: Step, entries: Iterable[Entry]) -> Place:
    """Return where the threshold between two cells stands; if no line of it can be found, where a benefit stands."""
    gate = _Gate(frozenset(table.scope.columns), step.end)
    every = list(entries)
    for entry in every:
        benefit = table.benefit(entry.benefit)
        for requirement in benefit.requires:
            if any(_cuts(table, test, gate) for option in requirement.options for test in option):
                found = _requires(context, requirement.cites)
                if found is not None:
                    return found
        own = entry.rules if isinstance(entry, Pays) else ()
        for rule in (*own, *benefit.rules):
            if any(_cuts(table, test, gate) for box in rule.boxes for test in box.tests):
                return place_of(context, rule, *own)
    for entry in every:
        benefit = table.benefit(entry.benefit)
        if any(_cuts(table, test, gate) for box in benefit.covers for test in box.tests):
            return context.cited_place(benefit.covers_cites) or context.benefit_place(benefit)
    return context.benefit_place(table.benefit(every[0].benefit) if every else _first(table))


def _first(table: Table) -> Benefit:
    return table.benefits[0]


def _cuts(table: Table, test: Test, gate: _Gate) -> bool:
    condition = test.condition
    if not isinstance(condition, Compare) or condition.column not in gate.columns:
        return False
    bound = table.figures.bound(condition)
    return bound is not None and bound in (gate.end, gate.end + 1)


def _requires(context: Context, cites: tuple[Citation, ...]) -> Place | None:
    """Return where the line of conditions stands that is cited so, one that compares if there are several."""
    found = [
        each.line
        for each in context.compiled.placed.lines
        if each.origin is None and isinstance(each.line, Requires) and set(each.cites()) & set(cites)
    ]
    compared = [line for line in found if any(isinstance(each, Comparison) for each in line.conditions)]
    chosen = compared or found
    return context.span_place(chosen[0].span) if chosen else context.cited_place(cites)
