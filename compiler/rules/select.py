"""Selectors: lists of names as sets of cases.

The kind of each name says which dimension it restricts: names of one dimension are alternatives, different dimensions
must all hold, each mark is its own dimension. Who *everyone* is depends on the benefit, so a selection is closed only
when that is known.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import define, evolve, frozen

from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect, intersect_all, merge, subtract_all
from tiaowen.compiler.rules.conditions import Conditions, below
from tiaowen.compiler.rules.findings import Misfit, NotHere
from tiaowen.compiler.rules.model import Box, HasDisease, HasMark, Holds, Test
from tiaowen.compiler.rules.people import OTHERS, OUTSIDE, PEOPLE, RECIPIENTS, People
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree

T = TypeVar("T")
SELECTABLE = ("group", "category", "level", "care", "plan", "mark", "disease", "disease-list")
COVERABLE = ("level", "care", "plan", "mark", "disease", "disease-list")


@frozen
class Cut:
    """One excepted name: its cases; for people who are no part of those named, the condition of being one of them."""

    boxes: Boxes
    holding: Holds | None = None


@frozen
class Selection:
    """A selector read: whom it names (None: nobody in particular), to what it restricts them, what it leaves out.

    The restrictions are alternatives.
    """

    people: Boxes | None
    restrictions: Boxes
    cuts: tuple[Cut, ...]
    others: bool
    explicit: bool
    """People are named other than by *recipients* or *others*."""
    all_of_them: bool = False
    """*Recipients* are named."""
    broken: bool = False
    """Some name or condition of it is a finding: what is left may be about other cases than meant."""

    def boxes(self, everyone: Boxes, universe: Universe) -> Boxes:
        """Return the cases, once it is known who everyone is."""
        boxes = intersect_all(self.people if self.people is not None else everyone, self.restrictions)
        for cut in self.cuts:
            if cut.holding is not None and not any(intersect(a, b) for a in boxes for b in cut.boxes):
                without = Test(cut.holding, holds=False)
                boxes = tuple(evolve(box, tests=(*box.tests, without)) for box in boxes)
            else:
                boxes = subtract_all(boxes, cut.boxes, universe)
        return merge(boxes)


def select(selector: tree.Selector, people: People, conditions: Conditions) -> Selection:
    """Read a selector; unknown names are findings and restrict nothing."""
    resolver = conditions.resolver
    before = len(resolver.findings)
    found = [f for item in selector.items if (f := resolver.item(item, *SELECTABLE))]
    groups = [f for f in found if f[0].kind in PEOPLE]
    named = [concept for concept, holds in groups if holds]
    others = any(concept.id == OTHERS for concept in named)
    explicit = any(concept.id not in (OTHERS, RECIPIENTS, OUTSIDE) for concept in named)
    boxes = merge(box for concept in named for box in _people(concept, people))
    restriction = _restriction([f for f in found if f[0].kind not in PEOPLE], conditions)
    options = conditions.alternatives(selector.where, personal=True)
    restrictions = tuple(evolve(restriction, tests=(*restriction.tests, *tests)) for tests in options)
    # Whoever is denied beside those named, or among everyone, is left out as by *except*.
    denied = tuple(Cut(_people(c, people), people.holding(c.id)) for c, holds in groups if not holds)
    cuts = (*denied, *_cuts(selector.except_, people, conditions, SELECTABLE))
    everyone = any(concept.id in (RECIPIENTS, OTHERS) for concept in named)
    broken = len(resolver.findings) > before
    return Selection(boxes if named else None, restrictions, cuts, others, explicit, everyone, broken)


def _people(concept: Concept, people: People) -> Boxes:
    if concept.id in (RECIPIENTS, OTHERS):
        return people.recipients()
    return people.of(concept.id)


def covered(line: tree.Covers, people: People, conditions: Conditions, universe: Universe) -> Boxes:
    """Return the cases of a ``covers`` line."""
    resolver = conditions.resolver
    found = [f for item in line.items if (f := resolver.item(item, *COVERABLE))]
    boxes: Boxes = (_restriction(found, conditions),)
    for cut in _cuts(line.except_, people, conditions, COVERABLE):
        boxes = subtract_all(boxes, cut.boxes, universe)
    return boxes


def _restriction(found: list[tuple[Concept, bool]], conditions: Conditions) -> Box:
    universe = conditions.universe
    levels, care, plans = (
        _Values(universe, universe.levels),
        _Values(universe, universe.care),
        _Values(universe, universe.plans),
    )
    treated: dict[str, frozenset[str]] = {}
    tests: list[Test] = []
    for concept, holds in found:
        match concept.kind:
            case "level":
                levels.add(frozenset({level_of(concept)}), holds)
            case "care":
                care.add(below(conditions.resolver, concept.id), holds)
            case "plan":
                plans.add(below(conditions.resolver, concept.id), holds)
            case "mark":
                tests.append(Test(HasMark(concept.id), holds))
            case _ if holds:
                treated[concept.id] = conditions.members(concept)
            case _:
                tests.append(Test(conditions.holding(concept), holds=False))
    if treated:
        members = frozenset(m for ms in treated.values() for m in ms)
        tests.append(Test(HasDisease(" ".join(treated), members)))
    return Box(levels=levels.chosen, care=care.chosen, plans=plans.chosen, tests=tuple(tests))


@define
class _Values(Generic[T]):
    """What a selector lets through on one dimension: the named values, or all but the denied ones."""

    universe: Universe
    everything: frozenset[T]
    named: frozenset[T] = frozenset()
    denied: frozenset[T] = frozenset()

    def add(self, values: frozenset[T], holds: bool) -> None:
        if holds:
            self.named |= values
        else:
            self.denied |= values

    @property
    def chosen(self) -> frozenset[T] | None:
        if not self.named and not self.denied:
            return None
        return self.universe.less(self.named or self.everything, self.denied)


def level_of(concept: Concept) -> int:
    """Return the number of a hospital level."""
    return int(concept.column or concept.id[-1])


def _cuts(
    items: tuple[tree.Item, ...], people: People, conditions: Conditions, kinds: tuple[str, ...]
) -> tuple[Cut, ...]:
    """Return each excepted name as boxes of its own: what is excepted by any of them is out."""
    out: list[Cut] = []
    for item in items:
        found = conditions.resolver.item(item, *kinds)
        if found is None:
            continue
        if found[0].kind in PEOPLE:
            if not found[1]:
                place = conditions.resolver.placed.source.place(item.span)
                conditions.resolver.findings.append(NotHere(what=Misfit.DENIED_EXCEPTION, place=place))
            out.append(Cut(_people(found[0], people), people.holding(found[0].id)))
        else:
            out.append(Cut((_restriction([found], conditions),)))
    return tuple(out)


def exception_boxes(items: tuple[tree.Item, ...], conditions: Conditions) -> tuple[Box, ...]:
    """Return the cases of an ``except`` behind an exclusion: marks, kinds of care, levels, diseases."""
    found = (conditions.resolver.item(item, *COVERABLE) for item in items)
    return tuple(_restriction([f], conditions) for f in found if f)
