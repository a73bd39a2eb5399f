"""The nouns of the vocabulary: a concept with its names, and a published figure with its source."""

from __future__ import annotations

from attrs import frozen

from tiaowen.dsl.tree import Language


class VocabularyError(Exception):
    """The vocabulary data contradicts itself: a mistake of this project, never of a user."""


@frozen
class Concept:
    """A thing that policies and claims name.

    ``en`` and ``zh`` are the names that are printed, ``also_en`` and ``also_zh`` further accepted ones.
    ``parts`` are the ids of the concepts it consists of (``outpatient`` consists of ``chronic outpatient``
    and others). ``column`` is the claim column of a fact, parameter or payer, where the data names one.
    """

    id: str
    kind: str
    en: str
    zh: str
    also_en: tuple[str, ...] = ()
    also_zh: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    column: str | None = None

    def get(self, language: Language) -> str:
        """Return the printed name in ``language``, else in the other one, else the id."""
        first, second = (self.zh, self.en) if language is Language.ZH else (self.en, self.zh)
        return first or second or self.id

    @property
    def names(self) -> tuple[str, ...]:
        """Return every accepted spelling: the printed names, the others, the id."""
        printed = tuple(name for name in (self.en, self.zh) if name)
        return (*printed, *self.also_en, *self.also_zh, self.id)

    @property
    def claim_column(self) -> str:
        """Return the claim column: the declared one, else the English name with ``_``."""
        if self.column is not None:
            return self.column
        return (self.en or self.id).lower().replace("-", " ").replace(" ", "_")


@frozen
class Figure:
    """A published figure in fen, with its source; ``status`` is published, derived or unverified."""

    fen: int
    status: str
    source: str


@frozen
class Clash:
    """A name that ``concept`` declares and that ``other`` already has."""

    name: str
    concept: Concept
    other: Concept
