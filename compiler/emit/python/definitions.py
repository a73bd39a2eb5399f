"""Groups of people that the document defines by a condition, as functions of the module.

*Severely disabled persons* are the disabled whose grade is at most 2: a rule about them says so by the name of their
definition. Here the boxes of a rule are taken apart again into such names, plain categories, and what the rule adds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from tiaowen.compiler.rules.model import Box, Class, Policy, Test

DEFINITION_FIRST, DEFINITION_LAST = "first", "last"


@frozen
class People:
    """People by name: plain categories, and ids of definitions."""

    atoms: frozenset[str] | None = frozenset()
    defined: tuple[str, ...] = ()

    def __or__(self, other: People) -> People:
        """Return both together."""
        everybody = self.atoms is None or other.atoms is None
        atoms = None if everybody else (self.atoms or frozenset()) | (other.atoms or frozenset())
        return People(atoms, tuple(dict.fromkeys((*self.defined, *other.defined))))


@frozen
class Part:
    """Some of the people of a rule and what the rule adds for them, before or after what defines the people."""

    people: People
    added: Box
    order: str = DEFINITION_FIRST


@frozen
class Definitions:
    """The definitions of a policy that rest on a condition."""

    policy: Policy

    def by_id(self, id_: str) -> Class:
        """Return a definition."""
        return next(each for each in self.policy.classes if each.id == id_)

    def parts(self, boxes: Iterable[Box], without: str = "") -> list[Part]:
        """Return boxes as people by name with what is added for them, alike ones together."""
        merged: dict[tuple[Box, str], People] = {}
        for box in _needed([*boxes]):
            part = self._part(box, without)
            key = part.added, part.order
            merged[key] = merged.get(key, People()) | part.people
        return [Part(self._named(people, without), added, order) for (added, order), people in merged.items()]

    def _is(self, each: Class, without: str) -> bool:
        """Tell whether a definition is the one to do without, or would in turn be told by it: they say the same."""
        if each.id == without or not without:
            return each.id == without
        return each.id > without and set(each.boxes) == set(self.by_id(without).boxes)

    def _part(self, box: Box, without: str) -> Part:
        """Take one box apart: the definition that has its people and most of its tests, and the rest."""
        added = evolve(box, categories=None)
        fitting = [
            (len(own.tests), -len(each.boxes), each.id, own.tests)
            for each in self.policy.classes
            for own in each.boxes
            if not self._is(each, without) and len(each.boxes) == 1 and own.tests and _defines(own, box)
        ]
        if not fitting:
            return Part(People(box.categories), added)
        count, _, id_, tests = max(fitting)
        if box.tests[:count] == tests:
            return Part(People(defined=(id_,)), evolve(added, tests=box.tests[count:]))
        return Part(People(defined=(id_,)), evolve(added, tests=box.tests[:-count]), DEFINITION_LAST)

    def _named(self, people: People, without: str) -> People:
        """Put together definitions what they make up: the largest first."""
        if people.atoms is None or not people.defined:
            return people
        atoms, defined = set(people.atoms), [*people.defined]
        found: list[str] = []
        for each in sorted(self.policy.classes, key=lambda each: -sum(len(box.categories or ()) for box in each.boxes)):
            whole = None if self._is(each, without) or len(each.boxes) < 2 else self._whole(each)
            if whole is None or not whole.defined or whole.atoms is None:
                continue
            if whole.atoms <= atoms and set(whole.defined) <= set(defined):
                atoms -= whole.atoms
                defined = [id_ for id_ in defined if id_ not in whole.defined]
                found.append(each.id)
        return People(frozenset(atoms), (*found, *defined))

    def _whole(self, each: Class) -> People | None:
        """Return a definition by the names of its parts; None if something else is added to them."""
        whole = People()
        for box in each.boxes:
            part = self._part(box, each.id)
            if part.added != Box():
                return None
            whole |= part.people
        return whole


def _defines(own: Box, box: Box) -> bool:
    """Tell whether a definition's box has the people of ``box`` and some of its tests, at one end of them."""
    if own.categories != box.categories or (own.levels, own.care, own.plans) != (None, None, None):
        return False
    count = len(own.tests)
    return box.tests[:count] == own.tests or box.tests[-count:] == own.tests


def _needed(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes without those that lie in an earlier one."""
    kept: list[Box] = []
    for box in boxes:
        if not any(_lies_in(box, earlier) for earlier in kept):
            kept.append(box)
    return kept


def _lies_in(box: Box, other: Box) -> bool:
    pairs = (
        (box.categories, other.categories),
        (box.levels, other.levels),
        (box.care, other.care),
        (box.plans, other.plans),
    )
    inside = all(wide is None or (own is not None and set(own) <= set(wide)) for own, wide in pairs)
    tests: set[Test] = set(other.tests)
    return inside and tests <= set(box.tests)
