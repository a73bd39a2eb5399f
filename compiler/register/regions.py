"""Which regions there are, by what names, and which lie in which.

A region lies in another because the vocabulary says that it is part of it, or because the ``region`` line of a document
names the two one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from tiaowen.compiler.vocabulary import Concept, Vocabulary, name_key


@frozen(eq=False)
class Regions:
    """Regions by id and by name. Two documents that write the same name mean the same region."""

    vocabulary: Vocabulary
    """The shared vocabulary with every region that a document names."""
    _above: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, vocabulary: Vocabulary, named: Iterable[Sequence[Concept]]) -> Regions:
        """Return the regions that documents name, each list from the widest to the one governed."""
        lines = [tuple(line) for line in named]
        own: dict[str, Concept] = {}
        by_key: dict[str, str] = {}
        every = {concept for line in lines for concept in line}
        # One that has names in both languages says that two others are the same, and goes first.
        for concept in sorted(every, key=lambda each: (-len(set(map(name_key, each.names))), each.id)):
            known = next((id for name in concept.names if (id := by_key.get(name_key(name)))), None)
            shared = next((c for n in concept.names if (c := vocabulary.find(n)) and c.kind == "region"), None)
            target = own[known] if known is not None else shared or concept
            own[target.id] = _with_names(target, concept)
            by_key.update((name_key(name), target.id) for name in own[target.id].names)
        every_region = vocabulary.with_local(own.values())
        above: dict[str, tuple[str, ...]] = {}
        for concept in every_region.of_kind("region"):
            for part in concept.parts:
                above[part] = (*above.get(part, ()), concept.id)
        for line in lines:
            ids = [by_key[name_key(concept.id)] for concept in line]
            for wide, narrow in pairwise(ids):
                if wide != narrow and wide not in above.get(narrow, ()):
                    above[narrow] = (*above.get(narrow, ()), wide)
        return cls(every_region, above)

    def find(self, name: str) -> Concept | None:
        """Return the region of a name, or of an id."""
        found = self.vocabulary.find(name)
        return found if found is not None and found.kind == "region" else None

    def get(self, id: str) -> Concept:
        """Return the region of an id; one that is not known is called by it."""
        return self.vocabulary.get(id) or Concept(id, "region", id, id)

    def within(self, region: str) -> tuple[str, ...]:
        """Return a region and all that it lies in, nearest first. A circle ends where it began."""
        reached = {region: None}
        queue = [region]
        for current in queue:
            for wider in self._above.get(current, ()):
                if wider not in reached:
                    reached[wider] = None
                    queue.append(wider)
        return tuple(reached)

    def lies_in(self, region: str, wider: str) -> bool:
        """Tell whether a region lies in another, and not also the other way round."""
        return region != wider and wider in self.within(region) and region not in self.within(wider)


def _with_names(concept: Concept, other: Concept) -> Concept:
    known = set(map(name_key, concept.names))
    new = tuple(dict.fromkeys(name for name in other.names if name_key(name) not in known))
    return evolve(concept, also_en=(*concept.also_en, *new)) if new else concept
