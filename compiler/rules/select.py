"""Selectors: lists of names as sets of cases.

The kind of each name says which dimension it restricts: names of one dimension are alternatives, different dimensions must all
hold, each mark is its own dimension. Who *everyone* is depends on the benefit, so a selection is closed only when that is known.
"""

from __future__ import annotations

from attrs import evolve, frozen

from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect, intersect_all, merge, subtract_all
from tiaowen.compiler.rules.conditions import Conditions, below
from tiaowen.compiler.rules.model import Box, HasDisease, HasMark, Holds, Test
from tiaowen.compiler.rules.people import OTHERS, OUTSIDE, RECIPIENTS, People
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree

SELECTABLE = ("group", "category", "level", "care", "plan", "mark", "disease", "disease-list")
COVERABLE = ("level", "care", "plan", "mark", "disease", "disease-list")


@frozen
class Cut:
    """One excepted name: its cases, and for people who are no part of those named the condition of being one of them."""

    boxes: Boxes
    holding: Holds | None = None


@frozen
class Selection:
    """A selector read: whom it names (None: nobody in particular), to what it restricts them, what it leaves out."""

    people: Boxes | None
    restriction: Box
    cuts: tuple[Cut, ...]
    others: bool
    explicit: bool
    """People are named other than by *recipients* or *others*."""

    def boxes(self, everyone: Boxes, universe: Universe) -> Boxes:
        """Return the cases, once it is known who everyone is."""
        boxes = intersect_all(self.people if self.people is not None else everyone, (self.restriction,))
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
    named: Boxes = ()
    anyone = others = explicit = False
    found = [f for item in selector.items if (f := resolver.item(item, *SELECTABLE))]
    for concept, _ in found:
        if concept.kind in ("group", "category"):
            anyone = True
            others = others or concept.id == OTHERS
            explicit = explicit or concept.id not in (OTHERS, RECIPIENTS, OUTSIDE)
            named += _people(concept, people)
    restriction = _restriction([f for f in found if f[0].kind not in ("group", "category")], conditions)
    tests = tuple(t for c in selector.where if (t := conditions.test(c)))
    restriction = evolve(restriction, tests=(*restriction.tests, *tests))
    cuts = _cuts(selector.except_, people, conditions, SELECTABLE)
    return Selection(merge(named) if anyone else None, restriction, cuts, others, explicit)


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
    levels: set[int] = set()
    care: set[str] = set()
    plans: set[str] = set()
    treated: dict[str, frozenset[str]] = {}
    tests: list[Test] = []
    for concept, holds in found:
        match concept.kind:
            case "level":
                levels.add(level_of(concept))
            case "care":
                care |= below(conditions.resolver, concept.id)
            case "plan":
                plans |= below(conditions.resolver, concept.id)
            case "mark":
                tests.append(Test(HasMark(concept.id), holds))
            case _ if holds:
                treated[concept.id] = conditions.members(concept)
            case _:
                tests.append(Test(conditions.holding(concept), holds=False))
    if treated:
        members = frozenset(m for ms in treated.values() for m in ms)
        tests.append(Test(HasDisease(" ".join(treated), members)))
    return Box(
        levels=frozenset(levels) or None, care=frozenset(care) or None, plans=frozenset(plans) or None, tests=tuple(tests)
    )


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
        if found[0].kind in ("group", "category"):
            out.append(Cut(_people(found[0], people), people.holding(found[0].id)))
        else:
            out.append(Cut((_restriction([found], conditions),)))
    return tuple(out)


def exception_boxes(items: tuple[tree.Item, ...], conditions: Conditions) -> tuple[Box, ...]:
    """Return the cases of an ``except`` behind an exclusion: marks, kinds of care, levels, diseases."""
    found = (conditions.resolver.item(item, *COVERABLE) for item in items)
    return tuple(_restriction([f], conditions) for f in found if f)
