"""Names to concepts: what each name of a document refers to, and findings for those that refer to nothing.

A name is looked up among the names the file declares (:mod:`tiaowen.compiler.resolve.declared`) and in the shared
vocabulary. 未规范转诊 is ``not`` and 规范转诊 exactly when the whole is no name and the rest is one.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import define, field

from tiaowen.compiler.resolve.declared import declared_names, identifier
from tiaowen.compiler.resolve.document import PlacedDocument
from tiaowen.compiler.resolve.findings import UnknownName, Unregistered, WrongKind
from tiaowen.compiler.vocabulary import Concept, Vocabulary, name_key
from tiaowen.compiler.vocabulary.names import likeness
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.tree import Item, Name

NEAR = Fraction(7, 10)
"""How much alike a registered name must be to ask whether it was meant, where any name will do."""
OPEN_KINDS = ("region", "authority", "matter", "event")
"""Kinds whose names decide no amount: one that is not registered is taken as it is written, with a warning."""


@define
class Resolver:
    """Looks names up and collects findings; one for each document."""

    placed: PlacedDocument
    vocabulary: Vocabulary
    findings: list[Finding] = field(factory=list)

    def name(self, name: Name, *kinds: str) -> Concept | None:
        """Return the concept of a name that must be of one of ``kinds`` (any, if none is given)."""
        concept = self.vocabulary.find(name.text)
        if concept is not None:
            return self._checked(name, concept, kinds)
        if kinds and kinds[0] in OPEN_KINDS:
            return self._as_written(name, kinds)
        self._unknown(name, kinds)
        return None

    def item(self, item: Item, *kinds: str) -> tuple[Concept, bool] | None:
        """Return the concept of an item and whether it must hold."""
        found = self.vocabulary.find_item(item.name.text)
        if found is None:
            self._unknown(item.name, kinds)
            return None
        concept, negated = found
        if self._checked(item.name, concept, kinds) is None:
            return None
        return concept, negated is item.negated

    def _checked(self, name: Name, concept: Concept, kinds: tuple[str, ...]) -> Concept | None:
        if kinds and concept.kind not in kinds:
            place = self.placed.source.place(name.span)
            self.findings.append(WrongKind(place=place, name=name.text, kind=concept.kind, kinds=kinds))
            return None
        return concept

    def _as_written(self, name: Name, kinds: tuple[str, ...]) -> Concept:
        near = self.vocabulary.suggest(name.text[:60], kinds[:1], limit=1)
        key = name_key(name.text)
        meant = tuple(c for c in near if max(likeness(key, name_key(n)) for n in c.names) >= NEAR)
        place = self.placed.source.place(name.span)
        self.findings.append(Unregistered(place=place, name=name.text, kind=kinds[0], meant=meant))
        return Concept(identifier(name.text), kinds[0], name.text, name.text)

    def _unknown(self, name: Name, kinds: tuple[str, ...]) -> None:
        meant = tuple(self.vocabulary.suggest(name.text[:60], kinds or None, limit=3))
        place = self.placed.source.place(name.span)
        self.findings.append(UnknownName(place=place, name=name.text, kinds=kinds, meant=meant))


def resolver_for(placed: PlacedDocument, vocabulary: Vocabulary) -> Resolver:
    """Return a resolver that knows the shared vocabulary and every name the document declares."""
    concepts, findings = declared_names(placed, vocabulary)
    resolver = Resolver(placed, vocabulary.with_local(concepts))
    resolver.findings += findings
    return resolver
