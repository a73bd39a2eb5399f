"""What every part of a comparison shares: both documents, read in one year, their people aligned, their words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from tiaowen.compiler.compare.axes import Asked, Axis, asked_by, situation_marks
from tiaowen.compiler.compare.confirm import CLOSING, Scope, Settler, in_force
from tiaowen.compiler.compare.figures import Figures
from tiaowen.compiler.compare.model import Restriction, View
from tiaowen.compiler.compare.people import Alignment, align
from tiaowen.compiler.compare.stages import Reader
from tiaowen.compiler.compare.words import Names
from tiaowen.compiler.rules.model import Benefit, Compare, Policy

IN_SCOPE = "in_scope"


@frozen(eq=False)
class Side:
    """One document, read in the year of the comparison."""

    policy: Policy
    figures: Figures
    reader: Reader
    asked: Asked
    settler: Settler

    def benefit(self, id: str) -> Benefit | None:
        """Return a benefit of the document."""
        return next((benefit for benefit in self.policy.benefits if benefit.id == id), None)


@frozen(eq=False)
class Context:
    """Both documents and what they have in common; ``marks`` are those that situations are looked at with."""

    left: Side
    right: Side
    names: Names
    people: Alignment
    year: int
    scope: Scope
    same_place: bool
    marks: Axis | None
    settles: bool = field(default=True)

    @property
    def sides(self) -> tuple[Side, Side]:
        """Return both documents."""
        return self.left, self.right

    @property
    def bill(self) -> frozenset[str]:
        """Return the columns that hold the costs before insurance."""
        return frozenset(self.scope.columns)


def context(left: Policy, right: Policy, year: int) -> Context:
    """Read two documents for a comparison in one year."""
    names = Names(left, right)
    day = date(year, *CLOSING)
    columns = {benefit.base.column for policy in (left, right) for benefit in visits(policy) if benefit.base}
    families = any(pool.family for policy in (left, right) for pool in policy.pools)
    scope = Scope(day, tuple(sorted({*columns, IN_SCOPE})), families, (*own_facts(left), *own_facts(right)))
    sides = (_side(left, year, scope), _side(right, year, scope))
    return Context(
        *sides,
        names,
        align(left, right, names),
        year,
        scope,
        bool(left.regions) and left.regions == right.regions,
        situation_marks([*visits(left), *visits(right)], [side.asked for side in sides]),
        in_force(left, day) and in_force(right, day),
    )


def own_facts(policy: Policy) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the facts that alone make a person one of a category, by the category."""
    for each in policy.classes:
        if each.id in policy.derived:
            tests = [test.condition for box in each.boxes for test in box.tests]
            yield each.id, frozenset(test.column for test in tests if isinstance(test, Compare))


def visits(policy: Policy) -> tuple[Benefit, ...]:
    """Return the benefits for visits."""
    return tuple(benefit for benefit in policy.benefits if benefit.kind == "visit")


def _side(policy: Policy, year: int, scope: Scope) -> Side:
    figures = Figures(policy, year)
    benefits = visits(policy)
    return Side(
        policy,
        figures,
        Reader(policy, figures, benefits),
        asked_by(figures, benefits),
        Settler(policy, scope),
    )


def fingerprint(
    key: tuple[str, ...], who: tuple[str, ...], where: tuple[Restriction, ...], left: View | None, right: View | None
) -> str:
    """Return the identity of a row: what it is about, for whom and where, and what both say. No wording takes part."""
    place = [(each.dimension, *map(str, each.values)) for each in where]
    values = [(view.standing.value, view.value) if view is not None else () for view in (left, right)]
    return hashlib.sha256(repr((key, tuple(sorted(who)), place, values)).encode()).hexdigest()
