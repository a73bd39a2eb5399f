"""TW106: a figure that never decides a claim, since no case that comes to it is its case.

The cells of the document are looked through for one in which the benefit pays and the figure is its own. That the same
benefit excludes all its cases is found while compiling; here are the cases that the benefit does not cover, that fail
its conditions, or that always have another benefit instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from tiaowen.compiler.checks.cells import ASSUMED, Cell, Table, cells_of
from tiaowen.compiler.checks.check import Answer, Check, Engine, Proved, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.cases import Asker
from tiaowen.compiler.compare.stages import LeavesOpen, Pays, first_rules
from tiaowen.compiler.rules.findings import NoEffect, facet_name
from tiaowen.compiler.rules.model import COVERAGE, Benefit, Compare, HasMark, Holds, Open, Rule
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class Shadowed(NoEffect):
    """A figure for cases that never come to it; ``instead`` are the benefits that take all of them."""

    facets: tuple[str, ...]
    instead: tuple[Words, ...]

    def message(self, language: Language) -> str:
        """Say that the figure is never used, and why."""
        zh = language is Language.ZH
        facet = ("、" if zh else " and ").join(facet_name(each, language) for each in self.facets)
        benefit = self.benefit[zh]
        names = ("、" if zh else ", ").join(pick(each, language) for each in self.instead)
        if zh:
            why = f"这些情形都改按{names}" if names else "这些情形不在该项待遇的范围和条件之内"
            return f"{benefit}的这个{facet}永远用不上：{why}。"
        why = f"all its cases have {names} instead" if names else "the benefit is not for its cases"
        return f"This {facet} of {benefit} never decides a claim: {why}."

    def advice(self, language: Language) -> str | None:
        """Say what to compare."""
        if language is Language.ZH:
            return "请核对该项待遇的范围、条件和替代关系；确实用不上的请删去。"
        return "Compare it with what the benefit covers, requires and gives way to; if it has no case, strike it."


def find(context: Context) -> Iterable[Answer]:
    """Look for a case of each figure of each benefit for visits."""
    table = cells_of(context)
    told = {finding.place for finding in context.compiled.findings if isinstance(finding, NoEffect)}
    undecided = False
    found: dict[tuple[int, str], Shadowed] = {}
    for benefit in table.benefits:
        for rules in _unused(table, benefit):
            place = context.clause_place(rules[0].clause)
            boxes = [box for rule in rules for box in rule.boxes]
            nobody = boxes and not any(map(context.defined, boxes))
            if place in told or not context.own(rules[0]) or nobody:
                continue
            if not all(_reachable(table, rule) for rule in rules):
                undecided = True
                continue
            used, instead = _live(table, benefit, rules)
            if not used:
                key = (rules[0].clause, benefit.id)
                facets = (*(found[key].facets if key in found else ()), rules[0].facet)
                names = tuple(context.name(id) for id in instead)
                found[key] = Shadowed(
                    facet=facets[0], facets=facets, benefit=context.name(benefit.id), instead=names, place=place
                )
    yield from found.values()
    if undecided:
        reason = (
            "a figure asks for more at once than cells are made of",
            "有的数值同时要求多项条件，超出逐格检查的范围",
        )
        yield Undecided(reason)
    elif table.benefits and not found:
        yield Proved(ASSUMED[:2])


def _unused(table: Table, benefit: Benefit) -> list[list[Rule]]:
    """Return the figures that no payment rests on, those of one clause and facet together."""
    used = {
        (rule.facet, rule.clause)
        for does in table.everything
        for entry in does.all.pays
        if entry.benefit == benefit.id
        for rule in entry.rules
    }
    groups: dict[tuple[str, int], list[Rule]] = {}
    for rule in benefit.rules:
        # What another is to set is no figure that could decide a claim.
        if rule.facet != COVERAGE and not isinstance(rule.value, Open) and (rule.facet, rule.clause) not in used:
            groups.setdefault((rule.facet, rule.clause), []).append(rule)
    return list(groups.values())


def _reachable(table: Table, rule: Rule) -> bool:
    """Tell whether the cells have every case that a figure asks for."""
    settled = {test.condition for group in table.people.groups for test in group.left.given}
    for box in rule.boxes:
        marks = [test for test in box.tests if isinstance(test.condition, HasMark) and test.holds]
        for test in box.tests:
            condition = test.condition
            if isinstance(condition, Holds) or condition in settled:
                return False
            if isinstance(condition, Compare) and table.figures.bound(condition) is None:
                return False
        if len(marks) > 1:
            return False
    return True


def _live(table: Table, benefit: Benefit, rules: list[Rule]) -> tuple[bool, tuple[str, ...]]:
    """Tell whether a figure is one of a case that comes to it, and which benefits take its cases otherwise."""
    instead: dict[str, None] = {}
    for cell in table.cells:
        for who, does in enumerate(cell.does):
            own = does.alone(benefit.id)
            if not isinstance(own, Pays | LeavesOpen) or not _asked(table, benefit, rules, cell, who):
                continue
            if any(entry.benefit == benefit.id for entry in (*does.all.pays, *does.all.unknown)):
                return True, ()
            taking = {other for other, _ in benefit.displaced_by}
            instead.update((e.benefit, None) for e in (*does.all.pays, *does.all.unknown) if e.benefit in taking)
    return False, tuple(instead)


def _asked(table: Table, benefit: Benefit, rules: list[Rule], cell: Cell, who: int) -> bool:
    seen = table.people.groups[who].left
    asker = Asker(table.figures, cell.case, seen.given)
    every = [rule for atom in seen.atoms for rule in first_rules(benefit, rules[0].facet, atom, asker)]
    return any(rule is each for rule in every for each in rules)


CHECK = Check("TW106", "shadowed-clause", Engine.SCHEDULE, (NoEffect, Shadowed), find)
