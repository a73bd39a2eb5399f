"""The norms of a document from its lines: who and which benefits they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from tiaowen.compiler.resolve import Placed, Resolver
from tiaowen.compiler.rules.boxes import Boxes, merge, subtract_all
from tiaowen.compiler.rules.findings import Misfit, NotHere
from tiaowen.compiler.rules.model import Box, Delegation, Extension, Norm, Ordered, Rising
from tiaowen.compiler.rules.people import NO_UNIVERSE, OTHERS, PEOPLE, RECIPIENTS, People
from tiaowen.dsl import tree

BRACKETED = (tree.Facet.RATIO, tree.Facet.LUMP_SUM)
"""The facets that can have brackets or steps."""


@frozen
class NormReader:
    """Reads norms; names that are unknown are findings of the resolver."""

    resolver: Resolver
    people: People
    benefits: frozenset[str]
    """The benefits that there are rules of."""

    def read(self, lines: Iterable[Placed]) -> tuple[Norm, ...]:
        """Return the norms in the order of the lines."""
        return tuple(norm for p in lines if not p.benefits or self._benefits(p) for norm in self._norm(p))

    def _norm(self, p: Placed) -> Iterator[Norm]:
        resolver, cites = self.resolver, p.cites()
        match p.line:
            case tree.Rising(facet=facet, strength=strength):
                if facet in BRACKETED:
                    yield Rising(facet.value, self._benefits(p), strength, cites)
                else:
                    place = resolver.placed.source.place(p.line.span)
                    resolver.findings.append(NotHere(what=Misfit.BRACKETS, place=place))
            case tree.Ordered(facet=facet, above=above, below=below, strength=strength):
                first, second = self._ids(above), self._ids(below)
                boxes = self._boxes(first, second), self._boxes(second, first)
                yield Ordered(facet.value, self._benefits(p), first, second, *boxes, strength, cites)
            case tree.MayExtend(list=name, least=least, most=most, members=members):
                extended = resolver.name(name)
                found = tuple(f[0].id for item in members if (f := resolver.item(item)))
                if extended is not None:
                    yield Extension(extended.id, least, most, found, cites)
            case tree.SetNames(names=names, by=by, strength=strength):
                lists = tuple(c.id for name in names if (c := resolver.name(name)))
                authorities = tuple(c.id for name in by if (c := resolver.name(name, "authority")))
                if lists:
                    yield Delegation(lists, authorities, strength, cites)
            case _:
                pass

    def _benefits(self, p: Placed) -> tuple[str, ...]:
        found = (self.resolver.vocabulary.find(name.text) for name in p.benefits)
        return tuple(c.id for c in found if c is not None and c.id in self.benefits)

    def _ids(self, names: Iterable[tree.Name]) -> tuple[str, ...]:
        return tuple(c.id for name in names if (c := self.resolver.name(name, *PEOPLE)))

    def _boxes(self, ids: Iterable[str], others: Iterable[str]) -> Boxes:
        """Return who some people are; *others* are the recipients whom neither side names."""
        ids, others = tuple(ids), tuple(others)
        found: list[Box] = []
        for id in ids:
            if id == RECIPIENTS:
                found += self.people.recipients()
            elif id == OTHERS:
                named = [box for other in (*ids, *others) if other != OTHERS for box in self.people.of(other)]
                found += subtract_all(self.people.recipients(), named, NO_UNIVERSE)
            else:
                found += self.people.of(id)
        return merge(found)
