"""Lookup: which concept a name means, what it is a part of, and what a misspelt name may have meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from tiaowen.compiler.vocabulary.model import Clash, Concept, VocabularyError
from tiaowen.compiler.vocabulary.names import COMPARED, denied, grams, likeness, name_key, shared

_SHORTLIST = 16
"""How many names by shared characters are compared edit by edit."""

_ENOUGH = 0.4
"""How much alike a suggestion must be: below, it confuses more than it helps."""


@frozen(eq=False)
class Vocabulary:
    """Concepts by id and by every accepted name.

    A vocabulary never changes: :meth:`with_local` returns another one. Build it with :meth:`of`.
    """

    concepts: tuple[Concept, ...]
    _by_id: Mapping[str, Concept]
    _by_key: Mapping[str, Concept]
    _wholes: Mapping[str, tuple[str, ...]]
    _grams: dict[str, frozenset[str]]
    """Filled when a suggestion is first asked for: most runs ask for none."""

    @classmethod
    def of(cls, concepts: Iterable[Concept]) -> Vocabulary:
        """Return the vocabulary of ``concepts``; contradictions between them are an error of whoever wrote them."""
        every = tuple(concepts)
        by_id: dict[str, Concept] = {}
        by_key: dict[str, Concept] = {}
        for concept in every:
            if concept.id in by_id:
                raise VocabularyError(f"two concepts have the id {concept.id!r}")
            by_id[concept.id] = concept
            for name in concept.names:
                other = by_key.setdefault(name_key(name), concept)
                if other is not concept:
                    raise VocabularyError(f"{name!r} names both {other.id!r} and {concept.id!r}")
        wholes = _wholes(every, by_id)
        return cls(every, by_id, by_key, wholes, {})

    def get(self, id: str) -> Concept | None:
        """Return the concept with exactly this id."""
        return self._by_id.get(id)

    def find(self, name: str) -> Concept | None:
        """Return the concept with this name or id, in either language."""
        return self._by_key.get(name_key(name))

    def find_item(self, name: str) -> tuple[Concept, bool] | None:
        """Return the concept and whether the name denies it (``not referred``, ``未规范转诊``).

        A declared name is never taken apart: ``non-local patients`` is that concept if there is one.
        """
        key = name_key(name)
        concept = self._by_key.get(key)
        if concept is not None:
            return concept, False
        rest = denied(key)
        concept = self._by_key.get(rest) if rest is not None else None
        return None if concept is None else (concept, True)

    def of_kind(self, *kinds: str) -> tuple[Concept, ...]:
        """Return the concepts of these kinds, in the order of the vocabulary."""
        return tuple(concept for concept in self.concepts if concept.kind in kinds)

    def ancestors(self, id: str) -> tuple[str, ...]:
        """Return ``id`` and everything it is a part of, nearest first."""
        return _closure(id, self._wholes)

    def descend(self, id: str) -> tuple[str, ...]:
        """Return the leaves ``id`` consists of, in the order of the vocabulary."""
        known = self._by_id.get(id)
        if known is None or not known.parts:
            return (id,)
        parts = {concept.id: concept.parts for concept in self._below(id)}
        return tuple(part for part, below in parts.items() if not below) or (id,)

    def suggest(self, name: str, kinds: Collection[str] | None = None, limit: int = 3) -> tuple[Concept, ...]:
        """Return the concepts whose names look most like ``name``, the likeliest first."""
        key = name_key(name[: 2 * COMPARED])[:COMPARED]
        rest = denied(key)
        wanted = grams(key)
        ranked: list[tuple[float, str, Concept]] = []
        for other, concept in self._by_key.items():
            if kinds is None or concept.kind in kinds:
                alike = shared(wanted, self._grams_of(other))
                if alike > 0:
                    ranked.append((alike, other, concept))
        ranked.sort(key=lambda entry: -entry[0])
        best: dict[str, tuple[float, Concept]] = {}
        for alike, other, concept in ranked[:_SHORTLIST]:
            edits = max(likeness(key, other), likeness(rest, other) if rest else 0.0)
            score = (alike + edits) / 2
            if score >= _ENOUGH and score > best.get(concept.id, (0.0, concept))[0]:
                best[concept.id] = (score, concept)
        order = sorted(best.values(), key=lambda entry: -entry[0])
        return tuple(concept for _, concept in order[:limit])

    def clashes(self, concepts: Iterable[Concept]) -> tuple[Clash, ...]:
        """Return the names that declaring ``concepts`` would take away from others, for whoever reports them."""
        found: list[Clash] = []
        taken: dict[str, Concept] = {}
        for concept in concepts:
            for name in concept.names:
                key = name_key(name)
                other = taken.setdefault(key, concept)
                if other is concept:
                    other = self._by_key.get(key, concept)
                if other.id != concept.id:
                    found.append(Clash(name, concept, other))
        return tuple(found)

    def with_local(self, concepts: Iterable[Concept]) -> Vocabulary:
        """Return a vocabulary that knows ``concepts`` too.

        A document's own words go first: a local concept replaces the shared one of the same id, and takes a
        name it shares with another concept. :meth:`clashes` tells beforehand.
        """
        local = {concept.id: concept for concept in concepts}
        by_id = {**self._by_id, **local}
        by_key = {
            key: concept
            for key, concept in self._by_key.items()
            if concept.id not in local
        }  # fmt: skip
        for concept in reversed(local.values()):
            by_key.update((name_key(name), concept) for name in concept.names)
        every = tuple(by_id.values())
        return Vocabulary(every, by_id, by_key, _wholes(every, by_id), {})

    def _below(self, id: str) -> Iterable[Concept]:
        seen = _closure(id, {concept.id: concept.parts for concept in self.concepts})
        return (concept for concept in self.concepts if concept.id in seen)

    def _grams_of(self, key: str) -> frozenset[str]:
        found = self._grams.get(key)
        if found is None:
            found = self._grams[key] = grams(key[:COMPARED])
        return found


def _wholes(concepts: tuple[Concept, ...], by_id: Mapping[str, Concept]) -> Mapping[str, tuple[str, ...]]:
    """Return for each part the concepts it is directly a part of."""
    wholes: dict[str, list[str]] = {}
    for concept in concepts:
        for part in concept.parts:
            if part not in by_id:
                raise VocabularyError(f"{concept.id!r} has the part {part!r}, which is not declared")
            wholes.setdefault(part, []).append(concept.id)
    found = {part: tuple(above) for part, above in wholes.items()}
    for part, above in found.items():
        if any(part in _closure(whole, found) for whole in above):
            raise VocabularyError(f"{part!r} is a part of itself")
    return found


def _closure(id: str, next_to: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return ``id`` and all that is reached from it, nearest first."""
    reached = {id: None}
    queue = [id]
    for current in queue:
        for further in next_to.get(current, ()):
            if further not in reached:
                reached[further] = None
                queue.append(further)
    return tuple(reached)
