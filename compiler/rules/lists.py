"""Definitions other than of people: lists of diseases expanded, kinds of care and plans checked.

What kinds of care and plans consist of is already in the resolver's vocabulary; here their members are looked up once
more so that unknown ones are told.
"""

from __future__ import annotations

from attrs import define, field

from tiaowen.compiler.resolve import Placed, Resolver, nest
from tiaowen.compiler.resolve.findings import CyclicDefinition, TooDeep, WrongKind
from tiaowen.compiler.rules.conditions import closed
from tiaowen.compiler.rules.findings import ListCount
from tiaowen.compiler.rules.gather import cites_of
from tiaowen.compiler.rules.model import DiseaseList
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree

DISEASES = ("disease", "disease-list")
DEFINABLE = ("group", "category", "disease-list", "disease", "care", "plan")
MOST = 100
"""How deep definitions may be nested; documents go four deep."""


@define
class Lists:
    """The lists of diseases of one document, and the members of all its definitions by id."""

    resolver: Resolver
    lists: dict[str, DiseaseList] = field(factory=dict)
    left_out: dict[str, tuple[str, ...]] = field(factory=dict)
    members: dict[str, tuple[str, ...]] = field(factory=dict)
    heads: dict[str, tree.Name] = field(factory=dict)

    def read(self, placed: tuple[Placed, ...]) -> None:
        """Read the definitions; findings go to the resolver."""
        for p in placed:
            if isinstance(p.line, tree.Means):
                heads = [(head, c) for head in p.line.heads if (c := self.resolver.vocabulary.find(head.text))]
                for name, concept in heads:
                    self._head(name, concept, p.line)
                if heads and all(concept.kind in DISEASES for _, concept in heads):
                    self._diseases(p, p.line, [concept for _, concept in heads])
                elif heads and heads[0][1].kind in ("care", "plan"):
                    for item in p.line.items:
                        if self.resolver.vocabulary.find_item(item.name.text) is None:
                            self.resolver.item(item, heads[0][1].kind)

    def _head(self, name: tree.Name, concept: Concept, line: tree.Means) -> None:
        if concept.kind not in DEFINABLE:
            place = self.resolver.placed.source.place(name.span)
            wanted = ("category", "disease", "care", "plan")
            finding = WrongKind(place=place, name=name.text, kind=concept.kind, kinds=wanted)
            self.resolver.findings.append(finding)
            return
        found = (self.resolver.vocabulary.find_item(item.name.text) for item in line.items)
        members = tuple(f[0].id for f in found if f)
        self.heads.setdefault(concept.id, name)
        self.members[concept.id] = (*self.members.get(concept.id, ()), *members)

    def _diseases(self, p: Placed, line: tree.Means, heads: list[Concept]) -> None:
        items = [f for item in line.items if (f := self.resolver.item(item, *DISEASES))]
        members = tuple(c.id for c, holds in items if holds)
        out = tuple(c.id for c, holds in items if not holds)
        out += tuple(f[0].id for item in line.except_ if (f := self.resolver.item(item, *DISEASES)))
        for condition in line.where:
            place = self.resolver.placed.source.place(condition.span)
            first = condition.options[0][0] if isinstance(condition, tree.AnyOf) else condition
            name = first.name.text if isinstance(first, tree.Item) else first.fact.text
            self.resolver.findings.append(WrongKind(place=place, name=name, kind="fact", kinds=("disease",)))
        for head in heads:
            known = self.lists.get(head.id)
            earlier, cites = (known.members, known.cites) if known else ((), ())
            cites = tuple(dict.fromkeys((*cites, *cites_of(p))))
            every = tuple(dict.fromkeys((*earlier, *members)))
            self.lists[head.id] = DiseaseList(head.id, every, line.count, cites)
            self.left_out[head.id] = (*self.left_out.get(head.id, ()), *out)
        if line.count is not None and line.count != len(line.items):
            where = self.resolver.placed.source.place(line.span)
            self.resolver.findings.append(ListCount(place=where, stated=line.count, listed=len(line.items)))

    def too_deep(self) -> bool:
        """Return whether definitions are nested so deep that they are not expanded at all; report it."""
        depth = nest(self.members).depth
        deepest = max(depth, key=lambda id: depth[id], default=None)
        if deepest is None or depth[deepest] <= MOST:
            return False
        head = self.heads[deepest]
        place = self.resolver.placed.source.place(head.span)
        self.resolver.findings.append(TooDeep(place=place, name=head.text, depth=depth[deepest], most=MOST))
        return True

    def closed(self) -> dict[str, frozenset[str]]:
        """Return each list with all that is part of its members, lists within it included, less what it leaves out."""
        made_of = {id: (*found.members, *self.left_out[id]) for id, found in self.lists.items()}
        nesting = nest(made_of)
        for id in nesting.cyclic:
            place = self.resolver.placed.source.place(self.heads[id].span)
            self.resolver.findings.append(CyclicDefinition.of(self.heads[id].text, place))
        out: dict[str, frozenset[str]] = {}
        for id in nesting.order:
            out[id] = self._all(self.lists[id].members, out) - self._all(self.left_out[id], out)
            concept = self.resolver.vocabulary.get(id)
            if concept is not None and concept.kind == "disease":
                out[id] |= {id}  # A disease that the document divides is stated by its own name too.
        return out

    def _all(self, ids: tuple[str, ...], known: dict[str, frozenset[str]]) -> frozenset[str]:
        lists = frozenset(d for id in ids if id in known for d in known[id])
        return lists | closed(self.resolver, [id for id in ids if id not in known], {})
