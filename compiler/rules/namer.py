"""What a name is called in the other language, from the vocabulary: the bridge between the printer and the concepts."""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl.tree import Language


@frozen
class VocabularyLookup:
    """Finds the printed name of a concept by any of its names."""

    vocabulary: Vocabulary

    def __call__(self, name: str, language: Language, kinds: frozenset[str] | None, /) -> str | None:
        """Return the printed name in ``language``, None for an unknown name."""
        del kinds
        concept = self.vocabulary.find(name)
        return concept.get(language) if concept else None

    def kind(self, name: str, /) -> str | None:
        """Return what kind of thing a name names."""
        concept = self.vocabulary.find(name)
        return concept.kind if concept else None


@frozen
class KeepNames(VocabularyLookup):
    """Prints names as they were written, and knows their kinds: the formatter puts *at* before some of them."""

    def __call__(self, name: str, language: Language, kinds: frozenset[str] | None, /) -> str:
        """Return the name as it is."""
        del language, kinds
        return name
