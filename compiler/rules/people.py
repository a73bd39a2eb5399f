"""People: the document's definitions expanded to leaf categories, and what stating a category in a claim amounts to.

Turns the ``means`` lines about people into boxes over *atoms*: the leaf categories of the document and the vocabulary
that the document can reach. A definition with ``where`` keeps its condition as a test on the box, ``except`` cuts
away.

Definitions may refer to each other in any order and to any depth; nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import define, evolve, field, frozen

from tiaowen.compiler.resolve import Placed, Resolver
from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect, merge, subtract_all
from tiaowen.compiler.rules.conditions import Conditions
from tiaowen.compiler.rules.findings import CyclicDefinition, ListCount, Misfit, NotHere
from tiaowen.compiler.rules.model import Box, Class, Holds, Identity, Test
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Citation

PEOPLE = ("group", "category")
RECIPIENTS = "recipients"
OTHERS = "others"
OUTSIDE = "persons-outside-recipients"
UNPAID = tree.NotCovered | tree.Governed
NO_UNIVERSE = Universe(frozenset(), frozenset())


@frozen
class Definition:
    """One ``means`` line about people; of the alternatives in ``options`` all tests of one must come out."""

    head: str
    items: tuple[str, ...]
    except_: tuple[str, ...]
    options: tuple[tuple[Test, ...], ...]
    line: tree.Means
    cites: tuple[Citation, ...]


@define
class People:
    """The expanded people of a document."""

    resolver: Resolver
    definitions: dict[str, list[Definition]] = field(factory=dict)
    boxes: dict[str, Boxes] = field(factory=dict)
    order: dict[str, int] = field(factory=dict)
    """Rank of each atom: the order in which the recipients article reaches it."""
    paid: tuple[str, ...] = ()
    """Whom a clause gives a figure: the recipients of a document that defines none."""

    def of(self, id: str) -> Boxes:
        """Return the boxes of a group or category; one that is not defined here is its own leaves."""
        known = self.boxes.get(id)
        if known is None:
            leaves = self.resolver.vocabulary.descend(id) if id not in (OUTSIDE,) else (id,)
            known = (Box(categories=frozenset(leaves)),)
            self.boxes[id] = known
        return known

    def holding(self, id: str) -> Holds:
        """Return the condition that a person also is one of ``id``, by whatever category says so."""
        members = {a for box in self.of(id) for a in box.categories or ()}
        vocabulary = self.resolver.vocabulary
        inside = {id}
        for concept in vocabulary.of_kind(*PEOPLE):
            if concept.id in self.definitions or concept.kind == "category":
                theirs = {a for box in self.of(concept.id) for a in box.categories or ()}
                if theirs and theirs <= members:
                    inside.add(concept.id)
        return Holds(id, frozenset(members | inside))

    def named(self) -> dict[str, frozenset[str]]:
        """Return what the document and the vocabulary call sets of categories, the largest first."""
        ids = [*self.definitions, *(c.id for c in self.resolver.vocabulary.of_kind("category") if c.parts)]
        found = {RECIPIENTS: self.recipients()} | {id: self.of(id) for id in ids}
        plain = {id: b[0].categories for id, b in found.items() if len(b) == 1 and not b[0].tests and b[0].categories}
        return dict(sorted(plain.items(), key=lambda entry: -len(entry[1])))

    def recipients(self) -> Boxes:
        """Return everyone the document defines as a recipient; with no such line, everyone it defines or pays for."""
        if RECIPIENTS in self.definitions:
            return self.of(RECIPIENTS)
        return merge(box for id in (*self.definitions, *self.paid) for box in self.of(id))

    def depends(self, id: str) -> Iterator[str]:
        """Yield what must be expanded before ``id``."""
        for definition in self.definitions.get(id, ()):
            yield from definition.items
            yield from definition.except_


def expand_people(placed: tuple[Placed, ...], resolver: Resolver, conditions: Conditions) -> People:
    """Return the people of the document; findings go to the resolver."""
    people = People(resolver)
    for p in placed:
        if isinstance(p.line, tree.Means):
            for definition in _definitions(p, p.line, resolver, conditions):
                people.definitions.setdefault(definition.head, []).append(definition)
    people.paid = _paid(placed, resolver)
    for id in _in_order(people):
        boxes: Boxes = ()
        for definition in people.definitions[id]:
            boxes += _expand(definition, people)
        people.boxes[id] = merge(boxes)
    for box in people.recipients():
        for atom in _in_document_order(box, people):
            people.order.setdefault(atom, len(people.order))
    return people


def _paid(placed: tuple[Placed, ...], resolver: Resolver) -> tuple[str, ...]:
    """Return the people to whom some clause gives a figure, in the order of the document."""
    found: dict[str, None] = {}
    for p in placed:
        if isinstance(p.line, tree.Clause) and not all(isinstance(t, UNPAID) for t in p.line.terms):
            for item in p.line.selector.items:
                named = resolver.vocabulary.find_item(item.name.text)
                if named and named[0].kind in PEOPLE and named[0].id not in (RECIPIENTS, OTHERS, OUTSIDE):
                    found.setdefault(named[0].id)
    return tuple(found)


def _definitions(p: Placed, line: tree.Means, resolver: Resolver, conditions: Conditions) -> Iterator[Definition]:
    heads = [c for head in line.heads if (c := resolver.name(head))]
    if not heads or any(h.kind not in PEOPLE for h in heads):
        return
    cites = p.cites()
    members = [f for item in line.items if (f := _person(item, resolver))]
    items = tuple(c.id for c, holds in members if holds)
    # Whoever is denied beside the members is left out as by *except*.
    except_ = tuple(c.id for c, holds in members if not holds)
    except_ += tuple(f[0].id for item in line.except_ if (f := _person(item, resolver)))
    options = conditions.alternatives(line.where, personal=True)
    for head in heads:
        yield Definition(head.id, items, except_, options, line, cites)
    if line.count is not None and line.count != len(line.items):
        place = resolver.placed.source.place(line.span)
        resolver.findings.append(ListCount(place=place, stated=line.count, listed=len(line.items)))


def _person(item: tree.Item, resolver: Resolver) -> tuple[Concept, bool] | None:
    found = resolver.item(item, *PEOPLE)
    if found is not None and found[0].id == OTHERS:
        place = resolver.placed.source.place(item.span)
        resolver.findings.append(NotHere(what=Misfit.OTHERS_AS_MEMBER, place=place))
        return None
    return found


def _in_order(people: People) -> list[str]:
    """Return the defined heads, each after what it is made of; cycles are findings and are left out."""
    done: list[str] = []
    state: dict[str, int] = {}
    for root in people.definitions:
        stack: list[tuple[str, Iterator[str]]] = [(root, people.depends(root))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            id, rest = stack[-1]
            step = next((d for d in rest if d in people.definitions and state.get(d) != 2), None)
            if step is None:
                stack.pop()
                state[id] = 2
                done.append(id)
            elif state.get(step) == 1:
                line = people.definitions[step][0].line
                place = people.resolver.placed.source.place(line.span)
                people.resolver.findings.append(CyclicDefinition.of(line.heads[0].text, place))
                people.boxes[step] = ()
                state[step] = 2
            else:
                state[step] = 1
                stack.append((step, people.depends(step)))
    return done


def _expand(definition: Definition, people: People) -> Boxes:
    # What conditions alone define has no members but those who are registered as it.
    members = definition.items or people.resolver.vocabulary.descend(definition.head)
    boxes: Boxes = merge(box for id in members for box in _members(id, definition, people))
    for id in definition.except_:
        cut = people.of(id)
        if any(intersect(a, b) for a in boxes for b in cut):
            boxes = subtract_all(boxes, cut, NO_UNIVERSE)
        else:
            # The excepted people are no part of those named: whoever also is one of them is left out.
            without = Test(people.holding(id), holds=False)
            boxes = tuple(evolve(box, tests=(*box.tests, without)) for box in boxes)
    return tuple(evolve(box, tests=(*box.tests, *tests)) for box in boxes for tests in definition.options)


def _members(id: str, definition: Definition, people: People) -> Boxes:
    return people.of(id) if definition.items else (Box(categories=frozenset((id,))),)


def _in_document_order(box: Box, people: People) -> list[str]:
    """Return the atoms of a box in the order in which the recipients article and its definitions name them."""
    order: dict[str, int] = {}
    stack = [RECIPIENTS] if RECIPIENTS in people.definitions else list(people.definitions)[::-1]
    seen: set[str] = set()
    while stack:
        id = stack.pop()
        if id in seen:
            continue
        seen.add(id)
        inner = [i for d in people.definitions.get(id, ()) for i in d.items]
        if inner:
            stack += inner[::-1]
        else:
            for atom in people.resolver.vocabulary.descend(id):
                order.setdefault(atom, len(order))
    return sorted(box.categories or (), key=lambda a: (order.get(a, len(order)), a))


def classes_of(people: People, heads: Mapping[str, tree.Means]) -> tuple[Class, ...]:
    """Return the defined groups and categories, in the order of the document."""
    out = []
    reached = _reached(people)
    for id, line in heads.items():
        definitions = people.definitions[id]
        members = tuple(item for d in definitions for item in d.items)
        cites = tuple(dict.fromkeys(c for d in definitions for c in d.cites))
        out.append(Class(id, members, people.of(id), line.count, id in reached, cites, line.span))
    return tuple(out)


def _reached(people: People) -> set[str]:
    seen: set[str] = set()
    stack = [RECIPIENTS] if RECIPIENTS in people.definitions else list(people.definitions)
    while stack:
        id = stack.pop()
        if id not in seen:
            seen.add(id)
            stack += people.depends(id)
    return seen


def identities_of(people: People, atoms: frozenset[str]) -> dict[str, Identity]:
    """Return what stating a category or group in a claim amounts to, for those that reach an atom here."""
    vocabulary = people.resolver.vocabulary
    ids = [c.id for c in vocabulary.of_kind(*PEOPLE) if c.id not in (OTHERS, OUTSIDE, RECIPIENTS)]
    out: dict[str, Identity] = {}
    for id in ids:
        if vocabulary.get(id) and vocabulary.get(id).kind == "group" and id not in people.definitions:  # type: ignore[union-attr]
            continue
        boxes = people.of(id)
        members = {a for box in boxes for a in box.categories or ()}
        if not members & atoms:
            continue
        given = tuple(t for t in boxes[0].tests if not isinstance(t.condition, Holds))
        given = tuple(t for t in given if all(t in box.tests for box in boxes))
        ranked = sorted(members, key=lambda a: (people.order.get(a, len(people.order)), a))
        rank = min(people.order.get(a, len(people.order)) for a in members)
        out[id] = Identity(id, tuple(ranked), given, rank)
    return out
