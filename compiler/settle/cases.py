"""A claim as the rules see it, and whether a condition holds for it: yes, no, or *that is not stated*.

A claim may leave open what a rule asks: the hospital level, an age, which kind of a wide category the person is. The
answer is then an :class:`Unknown` with the values it can take, and
:func:`tiaowen.compiler.settle.possible.settle_cases` settles each of them. Nothing else in the engine knows about
facts that are not stated.

Left to others: reading claims (``compiler/claims``), which conditions a benefit has (``stage``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from attrs import evolve, field, frozen

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.rules.model import DAY, Parameter, Test

NO_FACTS: Mapping[str, int] = MappingProxyType({})
NO_ATOMS: Mapping[str, str] = MappingProxyType({})


@frozen
class Unknown:
    """Something a rule asks and the claim does not state.

    ``kind`` is level, plan, care, identity, fact or day; ``name`` is the kind of care or category that is too wide, the
    fact, or the event whose day it is.
    """

    kind: str
    name: str
    values: tuple[int | str, ...] = field(eq=False)


@frozen
class NoFigure:
    """A statistic without a published figure for the year."""

    parameter: Parameter
    year: int


@frozen
class NoFact:
    """A fact that is needed as an amount and not stated."""

    fact: str


Doubt = Unknown | NoFigure | NoFact
Answer = bool | Unknown | NoFigure | NoFact
"""Whether a condition holds. Ask ``is True`` and ``is False``: a doubt is neither."""


@frozen
class Standing:
    """One identity of the person under the document: the category as the claim states it, and what it can mean."""

    stated: str
    atoms: tuple[str, ...]
    rank: int


@frozen
class Care:
    """A kind of care with all it is part of, and all that is part of it where the document only knows those."""

    stated: str
    within: frozenset[str]
    narrower: frozenset[str]
    leaves: tuple[str, ...]


def without(visit: Visit, leaves_out: Mapping[str, tuple[str, ...]]) -> Visit:
    """Return a claim with each fact less what the document leaves out of it, but never below 0."""
    stated = visit.money
    left = {
        column: max(0, stated[column] - sum(stated.get(other, 0) for other in others))
        for column, others in leaves_out.items()
        if column in stated
    }
    return evolve(visit, money={**stated, **left}) if left else visit


@frozen(eq=False)
class Case:
    """A claim, looked at under one of the person's identities (``standing``, ``atom``)."""

    visit: Visit
    year: int
    care: Care
    level: int | None
    plan: str | None
    held: frozenset[str]
    given: tuple[Test, ...]
    standings: tuple[Standing, ...]
    so_far: Mapping[str, int] = NO_FACTS
    standing: Standing | None = None
    atom: str | None = None
    atoms: Mapping[str, str] = NO_ATOMS
    facts: Mapping[str, int] = NO_FACTS
    assumed: tuple[Unknown, ...] = ()
    as_of: date | None = None
    """The day on which the person held the categories, where the benefit says which day counts."""

    def fact(self, column: str) -> int | None:
        """Return a fact of the claim; what an insurer is not said to have paid, it did not pay."""
        value = self.visit.facts.get(column)
        if value is None:
            value = self.visit.money.get(column)
        if value is None and column == DAY:
            return self.visit.date.toordinal()
        if value is None:
            value = self.facts.get(column)
        return 0 if value is None and column.startswith("paid_") else value

    def is_looked_at(self, category: str) -> bool:
        """Tell whether a category held is the identity being looked at."""
        return self.standing is not None and self.standing.stated == category

    def seen_as(self, standing: Standing) -> Case:
        """Return the case under another identity of the person."""
        if standing is self.standing:
            return self
        return evolve(self, standing=standing, atom=self._atom(standing))

    def only(self, standing: Standing) -> Case:
        """Return the case of a person with this identity alone."""
        return evolve(self, standings=(standing,), standing=standing, atom=self._atom(standing))

    def _atom(self, standing: Standing) -> str | None:
        return standing.atoms[0] if len(standing.atoms) == 1 else self.atoms.get(standing.stated)

    def assuming(self, unknown: Unknown, value: int | str, care: Care) -> Case:
        """Return the case with one thing supposed; ``care`` is the kind of care where that was too wide."""
        case = evolve(self, assumed=(*self.assumed, unknown))
        if unknown.kind == "care":
            return evolve(case, care=care)
        if unknown.kind == "fact" and isinstance(value, int):
            return evolve(case, facts={**self.facts, unknown.name: value})
        if unknown.kind == "level" and isinstance(value, int):
            return evolve(case, level=value)
        if unknown.kind == "plan":
            return evolve(case, plan=str(value))
        case = evolve(case, atoms={**self.atoms, unknown.name: str(value)})
        return evolve(case, atom=case._atom(case.standing)) if case.standing else case
