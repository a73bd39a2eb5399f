"""What a conformity is: the demands of a higher document, each with what the lower one says, and how they go together.

Sentences are kept in both languages, so that one conformity can be shown in either; every row has the articles of both
documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from attrs import field, frozen

from tiaowen.compiler.compare.model import People, View
from tiaowen.dsl.tree import Language, Text


class Verdict(Enum):
    """How a demand and a statement go together. Silence is neither: what is not stated is not violated."""

    CONTRADICTS = "contradicts"
    NARROWS = "narrows"
    EXCEEDS = "exceeds"
    DEVIATES = "in-principle-deviates"
    MISSING = "missing"
    """The higher document asks for a figure, and the lower one gives none."""
    UNDETERMINED = "undetermined"
    NOT_STATED = "not-stated"
    IMPLEMENTS = "implements"

    @property
    def violated(self) -> bool:
        """Tell whether the demand is violated."""
        return self in VIOLATED


VIOLATED = (Verdict.CONTRADICTS, Verdict.NARROWS, Verdict.EXCEEDS)


class Kind(Enum):
    """What is demanded."""

    FLOOR = "floor"
    CEILING = "ceiling"
    MANDATE = "mandate"
    """A figure or word that the higher document has decided."""
    DELEGATION = "delegation"
    PERMISSION = "permission"
    ORDERING = "ordering"
    RISING = "rising"
    LIST = "list"
    FUND = "fund"
    DUTY = "duty"


@frozen
class Shown:
    """A claim settled under the lower document as it is, and as it would be if it kept to the demand. In fen.

    It ``settles`` to what is shown, unless limits that are left open had to be set aside.
    """

    cells: tuple[tuple[str, str | int | tuple[str, ...]], ...]
    text: Text = field(eq=False)
    pays: int
    would_pay: int
    settles: bool = True


@frozen
class Row:
    """One demand on one set of people, and what the lower document says of it.

    ``benefit`` is the benefit of the demand, ``benefits`` those of the lower document that are held against it.
    ``local`` are those of the people whom only the lower document names: they are taken for others whom the higher one
    leaves to be named. ``readings`` are the readings of doubts that the demand or the statement rests on.
    """

    kind: Kind
    facet: str
    benefit: str | None
    benefits: tuple[str, ...]
    matter: Text = field(eq=False)
    demand: View
    statement: View | None
    who: tuple[str, ...]
    who_text: Text = field(eq=False)
    where: Text | None = field(eq=False)
    verdict: Verdict
    reason: Text = field(eq=False)
    readings: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    case: Shown | None = None


@frozen
class Document:
    """A document of the report."""

    policy: str
    title: Text
    number: Text | None
    language: Language
    start: date | None
    end: date | None
    issued: date | None
    fingerprint: str


class Basis(Enum):
    """How the lower document stands to the higher one by its own words."""

    REFINES = "refines"
    DECLARED = "declared"
    REFERENCE = "reference-only"
    UNSAID = "no-parent-declared"


@frozen
class Conformity:
    """One lower document under one higher document. ``day`` is the day they are held against each other.

    Where they are not in force together (``together`` false) the rows are for reference: nothing is violated.
    """

    child: Document
    parent: Document
    day: date
    together: bool
    dates: Text
    basis: Basis
    basis_text: Text
    notes: tuple[Text, ...]
    rows: tuple[Row, ...]
    doubts: tuple[tuple[str, Text], ...]
    """What the readings that rows rest on are about, by the reading."""
    names: tuple[tuple[str, Text], ...] = field(repr=False)
    people: tuple[People, ...] = field(repr=False)

    @property
    def violations(self) -> tuple[Row, ...]:
        """Return the rows that are violated, none where the two are not in force together."""
        return tuple(row for row in self.rows if row.verdict.violated) if self.together else ()


def failing(found: Iterable[Conformity]) -> bool:
    """Tell whether anything is violated."""
    return any(each.violations for each in found)
