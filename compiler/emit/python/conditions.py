"""Boxes and tests of the rules into conditions of the module.

The names a condition uses stand in the functions it is written into: ``who``, ``marks``, ``diseases``, ``case``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from attrs import field, frozen

from tiaowen.compiler.emit.python.care import CareKinds
from tiaowen.compiler.emit.python.definitions import DEFINITION_FIRST, Definitions, Part
from tiaowen.compiler.emit.python.figures import Figures
from tiaowen.compiler.emit.python.functions import function_lines
from tiaowen.compiler.emit.python.literals import plain, text
from tiaowen.compiler.emit.python.logic import ALWAYS, NEVER, Expression, both, either, opposite
from tiaowen.compiler.emit.python.people import Groups
from tiaowen.compiler.rules.model import (
    DAY,
    Box,
    Compare,
    Condition,
    HasDisease,
    HasMark,
    Holds,
    Policy,
    Test,
)
from tiaowen.dsl.tree import Operator, Period

_TURNED = {
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.OVER: Operator.BELOW,
    Operator.BELOW: Operator.OVER,
}
_OPPOSITE = {
    Operator.AT_LEAST: Operator.BELOW,
    Operator.AT_MOST: Operator.OVER,
    Operator.OVER: Operator.AT_MOST,
    Operator.BELOW: Operator.AT_LEAST,
}


@frozen
class Conditions:
    """Writes the conditions of one policy. ``asked`` is the constant of the places a question would cite."""

    policy: Policy
    groups: Groups
    figures: Figures
    care: CareKinds
    definitions: Definitions
    lines: list[str] = field(factory=list)
    _functions: dict[str, tuple[str, bool]] = field(factory=dict)

    def boxes(self, boxes: Iterable[Box], asked: str, without: str = "") -> Expression:
        """Return the condition to lie in one of the boxes, people by the names of their definitions."""
        return either(self._part(part, asked) for part in self.definitions.parts(boxes, without))

    def _part(self, part: Part, asked: str) -> Expression:
        people = [self._defined(id_, asked) for id_ in part.people.defined]
        people.append(ALWAYS if part.people.atoms is None else self.person(part.people.atoms))
        box, who = part.added, either(people)
        parts: list[Expression] = []
        if box.levels is not None:
            levels = ", ".join(map(str, sorted(box.levels)))
            comma = "," if len(box.levels) == 1 else ""
            parts.append(Expression(f"level_in(case, ({levels}{comma}), {asked})", asks=True))
        if box.plans is not None:
            plans = ", ".join(text(plan) for plan in sorted(box.plans))
            parts.append(Expression(f"plan_in(case, frozenset({{{plans}}}), {asked})", asks=True))
        if box.care is not None:
            parts.append(self.kind_of_care(box.care, asked))
        tests = [self.test(test, asked) for test in box.tests]
        return both([*parts, who, *tests] if part.order == DEFINITION_FIRST else [*parts, *tests, who])

    def _defined(self, id_: str, asked: str) -> Expression:
        """Return the condition to fall under a definition: a call of its function, written when first met."""
        if id_ not in self._functions:
            own = self.definitions.by_id(id_)
            inside = self.boxes(own.boxes, "asked", without=id_)
            name = self.groups.names.function(id_, "group")
            title = plain(f"{self.groups.citing.text(own.cites)} {self.groups.name(id_)}.")
            takes = "case: Case, asked: Articles" if inside.asks else "case: Case"
            self.lines.extend(function_lines(name, takes, "bool", title, inside.laid_out("return ", "")))
            self._functions[id_] = (name, inside.asks)
        name, asks = self._functions[id_]
        return Expression(f"{name}(case, {asked})" if asks else f"{name}(case)", asks=asks)

    def derived(self, id_: str) -> str:
        """Return the function that tells whether facts alone make a person one of a class, written here."""
        own = self.definitions.by_id(id_)
        inside = either(both(self.test(test, "RECIPIENT_ARTICLES") for test in box.tests) for box in own.boxes)
        name = self.groups.names.function(id_, "group")
        title = plain(f"{self.groups.citing.text(own.cites)} {self.groups.name(id_)}.")
        self.lines.extend(function_lines(name, "case: Case", "bool", title, inside.laid_out("return ", "")))
        return name

    def columns_of(self, id_: str) -> tuple[str, ...]:
        """Return the facts that the definition of a class compares, sorted."""
        tests = [test.condition for box in self.definitions.by_id(id_).boxes for test in box.tests]
        return tuple(sorted({test.column for test in tests if isinstance(test, Compare)}))

    def person(self, atoms: frozenset[str]) -> Expression:
        """Return the condition to be one of these people."""
        if not atoms:
            return NEVER
        if len(atoms) == 1:
            only = text(next(iter(atoms)))
            return Expression(f"who == {only}", f"who != {only}")
        group = self.groups.people(atoms)
        return Expression(f"who in {group}", f"who not in {group}")

    def kind_of_care(self, care: frozenset[str], asked: str) -> Expression:
        """Return the condition that the kind of care is one of these."""
        kinds, wider = self.care.within(care), self.care.wider(care)
        name = self.groups.members("care", _name(care), kinds)
        if not wider:
            return Expression(f"case.care in {name}", f"case.care not in {name}")
        return Expression(
            f"care_in(case, {name}, {self.groups.members('wider care', _name(care), wider)}, {asked})", asks=True
        )

    def test(self, test: Test, asked: str) -> Expression:
        """Return a test; one that stating a category can settle looks there first."""
        condition = test.condition
        plain = self._condition(condition, test.holds, asked)
        key = self.figures.given_key(condition)
        if key is None:
            return plain
        yes = self._condition(condition, True, asked)
        known = Expression(f"given(case, {text(key)}, lambda: {yes.code})", asks=yes.asks)
        return known if test.holds else opposite(known)

    def _condition(self, condition: Condition, holds: bool, asked: str) -> Expression:
        match condition:
            case HasMark(mark):
                yes = Expression(f"{text(mark)} in marks", f"{text(mark)} not in marks")
            case HasDisease(name, members):
                yes = self._disease(name, members)
            case Holds(name, categories):
                yes = Expression(f"holds_besides(case, {self.groups.members('holders', name, categories)})")
            case Compare():
                yes = self._compare(condition, asked)
            case _:
                assert_never(condition)
        return yes if holds else opposite(yes)

    def _disease(self, name: str, members: frozenset[str]) -> Expression:
        if len(members) == 1:
            only = text(next(iter(members)))
            return Expression(f"{only} in diseases", f"{only} not in diseases")
        listed = self.groups.members("", name, members)
        return Expression(f"not {listed}.isdisjoint(diseases)", f"{listed}.isdisjoint(diseases)")

    def _compare(self, compare: Compare, asked: str) -> Expression:
        function = "fact_of_the_year" if compare.period is Period.YEAR else "fact"
        value = f"{function}(case, {text(compare.column)}, {asked})"
        if compare.column == DAY and compare.number is not None:
            number, yes, no = compare.number, compare.operator.value, _OPPOSITE[compare.operator].value
            return Expression(f"day_of(case) {yes} {number}", f"day_of(case) {no} {number}")
        if compare.amount is None:
            limit = self.figures.number(compare)
            yes, no = compare.operator.value, _OPPOSITE[compare.operator].value
            return Expression(f"{value} {yes} {limit}", f"{value} {no} {limit}", asks=True)
        # The bound stands first: it is what is asked for first where it is not known.
        limit = self.figures.amount(compare.amount, asked)
        yes, no = _TURNED[compare.operator].value, _TURNED[_OPPOSITE[compare.operator]].value
        return Expression(f"{limit} {yes} {value}", f"{limit} {no} {value}", asks=True)


def derived_classes(policy: Policy) -> tuple[str, ...]:
    """Return the classes that facts alone make a person one of, in the order of the document."""
    return tuple(dict.fromkeys(each.id for each in policy.classes if each.id in policy.derived))


def _name(ids: frozenset[str]) -> str:
    return min(ids) if len(ids) < 3 else ""
