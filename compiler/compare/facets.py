"""Facet by facet: what both documents say about one matter of one benefit, over the common refinement of their
cases.

Cells with the same pair of values are folded back to the largest groups of people. A benefit that only one document
has is set beside *no such benefit*. The direction that a single figure suggests is only an explanation: the effect
of a row is what the situations prove for the same people, where they do.

Left to others: the other provisions of a benefit (``provisions``), what a row does to the money (``verdicts``).
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from tiaowen.compiler.compare.axes import (
    Asked,
    Axis,
    AxisValue,
    DiseaseValue,
    Grid,
    asked_by,
    care_axis,
    disease_axis,
    level_axis,
    mark_axes,
    plan_axis,
    range_axes,
)
from tiaowen.compiler.compare.cases import Asker, Case
from tiaowen.compiler.compare.context import Context, Side, fingerprint
from tiaowen.compiler.compare.fold import Box, Cell, fold
from tiaowen.compiler.compare.model import Change, Effect, Restriction, Standing, Structure, View
from tiaowen.compiler.compare.people import Seen
from tiaowen.compiler.compare.phrases import Counting, absent, elsewhere, rule_view
from tiaowen.compiler.compare.places import FEW, place_values, places_text
from tiaowen.compiler.compare.stages import caps_of, first_rules
from tiaowen.compiler.compare.words import Names, fill, join, say
from tiaowen.compiler.rules.model import (
    COVERAGE,
    Allowed,
    Benefit,
    Elsewhere,
    Excluded,
    Fixed,
    OfFact,
    OfStatistic,
    Rule,
)
from tiaowen.compiler.settle.stage import BURDEN, DEDUCTIBLE, LUMP_SUM, POOL, RATIO, SUBSIDY
from tiaowen.dsl.tree import Period, Text

MAIN = {"visit": RATIO, "enrolment": SUBSIDY, "grant": COVERAGE}
"""The facet on which a benefit hangs: there, the absence of a rule is shown."""

FACETS = {
    "visit": (RATIO, LUMP_SUM, DEDUCTIBLE, BURDEN, "cap", "total-cap"),
    "enrolment": (SUBSIDY, "cap", "total-cap"),
    "grant": (COVERAGE,),
}
"""The facets of each kind of benefit; the limits of named pools come last."""

BY_LUMP_SUM = View(Standing.STATED, "by lump sum", say("by lump sum", "定额救助"))
"""What a document says of the ratio where it gives a lump sum instead."""


@frozen
class Row:
    """A row before its effect is known: positions of people, the case that stands for it, and both views."""

    benefit: str
    kind: str
    facet: str
    people: tuple[int, ...]
    where: tuple[Restriction, ...]
    case: Case
    left: View
    right: View
    cases: tuple[AxisValue, ...]


def benefit_ids(context: Context) -> list[str]:
    """Return the benefits of both documents, in an order that does not depend on which is left."""
    place: dict[str, int] = {}
    for side in context.sides:
        for index, benefit in enumerate(side.policy.benefits):
            place[benefit.id] = min(index, place.get(benefit.id, index))
    return sorted(place, key=lambda id: (place[id], id))


def facet_rows(context: Context, benefit: str) -> Iterator[Row]:
    """Yield the rows of a benefit, facet by facet; one that is of another kind on the other side stands alone."""
    left, right = (side.benefit(benefit) for side in context.sides)
    for kind in sorted({each.kind for each in (left, right) if each is not None}) or ["visit"]:
        own = [each if each is not None and each.kind == kind else None for each in (left, right)]
        pools = sorted({facet for each in own if each is not None for facet in caps_of(each) if facet.startswith(POOL)})
        for facet in (*FACETS.get(kind, (COVERAGE,)), *(pools if kind != "grant" else ())):
            yield from _facet(context, benefit, kind, facet, (own[0], own[1]))


def _facet(
    context: Context, benefit: str, kind: str, facet: str, found: tuple[Benefit | None, Benefit | None]
) -> Iterator[Row]:
    grid = _grid(context, facet, found)
    people = context.people.groups
    main = MAIN.get(kind) == facet
    questions = [
        _Question(side, context.names, own, facet, main) for side, own in zip(context.sides, found, strict=True)
    ]
    cells: dict[Cell, tuple[View, View]] = {}
    kept: dict[tuple[View, View], tuple[View, View]] = {}
    for cell, case in grid.cells():
        for position, group in enumerate(people):
            pair = (questions[0].view(group.left, case), questions[1].view(group.right, case))
            # Equal pairs share one object, so that the citations shown are those of the first cell of a row.
            cells[(position, *cell)] = kept.setdefault(pair, pair)
    for box, (left, right) in fold(cells, range(len(grid.axes) + 1)):
        if _says_something(left, right, main):
            yield _row(context, grid, box, (benefit, kind, facet), (left, right))


def _grid(context: Context, facet: str, found: tuple[Benefit | None, Benefit | None]) -> Grid:
    """Return the dimensions that the rules of one facet ask for, of either document."""
    sides = [
        _asked(side, benefit, facet) for side, benefit in zip(context.sides, found, strict=True)
    ]  # the conditions of the benefit itself are rows of their own
    axes = [
        care_axis(sides),
        plan_axis(sides),
        level_axis(sides),
        disease_axis(*sides),
        *range_axes(sides, context.bill),
        *mark_axes(sides),
    ]
    return Grid(tuple(axis for axis in axes if axis is not None))


def _asked(side: Side, benefit: Benefit | None, facet: str) -> Asked:
    if benefit is None:
        return asked_by(side.figures, ())
    # A lump sum takes the place of a ratio.
    asked = (facet, COVERAGE, LUMP_SUM) if facet == RATIO else (facet, COVERAGE)
    rules = [rule for rule in benefit.rules if rule.facet in asked]
    return Asked(side.figures, tuple(box for rule in rules for box in rule.boxes), ())


@frozen(eq=False)
class _Question:
    """One facet of one benefit, asked of one document; ``main`` is whether the benefit hangs on it."""

    side: Side
    names: Names
    benefit: Benefit | None
    facet: str
    main: bool

    def view(self, seen: Seen, case: Case) -> View:
        """Return what the document says for a person seen so in a case."""
        if self.benefit is None:
            return absent(Standing.NO_BENEFIT)
        if not seen.atoms:
            return absent(Standing.NO_RECIPIENT)
        asker = Asker(self.side.figures, case, seen.given)
        views = list(dict.fromkeys(self._as_atom(self.benefit, atom, asker) for atom in seen.atoms))
        return views[0] if len(views) == 1 else _several(views)

    def _as_atom(self, benefit: Benefit, atom: str, asker: Asker) -> View:
        for rule in first_rules(benefit, COVERAGE, atom, asker):
            match rule.value:
                case Excluded():
                    return absent(Standing.NOT_COVERED, rule.cites)
                case Elsewhere(document):
                    return elsewhere(document, rule.cites)
                case Allowed():
                    return absent(Standing.GRANTED, rule.cites)
                case _:
                    pass
        if self.facet == RATIO and (lump := next(iter(first_rules(benefit, LUMP_SUM, atom, asker)), None)) is not None:
            return evolve(BY_LUMP_SUM, cites=lump.cites)
        for rule in first_rules(benefit, self.facet, atom, asker):
            return rule_view(rule, self._counting(benefit, rule), self.side.figures, self.names)
        return absent(Standing.NOT_STATED, benefit.cites if self.main else ())

    def _counting(self, benefit: Benefit, rule: Rule) -> Counting:
        """Return over what a limit counts: where its rule does not say, over what its counter does."""
        limit = self.facet in (DEDUCTIBLE, BURDEN, *caps_of(benefit))
        if not limit or benefit.kind != "visit" or not isinstance(rule.value, Fixed | OfStatistic | OfFact):
            return Counting(rule.period)
        pool = next((pool for pool in self.side.policy.pools if pool.id == rule.pool), None)
        if pool is not None:
            return Counting(rule.period or pool.period, pool.family)
        return Counting(rule.period or Period.VISIT)


def _several(views: list[View]) -> View:
    """Return the view of a category of which a document sees several kinds, treated differently."""
    text = fill("by kind: {all}", "按类别：{all}", all=join([each.text for each in views], " or ", "或"))
    cites = tuple(dict.fromkeys(cite for each in views for cite in each.cites))
    return View(Standing.NOT_STATED, " or ".join(each.value for each in views), text, cites)


def _says_something(left: View, right: View, main: bool) -> bool:
    """Tell whether a row is worth a line. Where a facet is not what the benefit hangs on, a figure must be said on
    a side.
    """
    said = {left.standing, right.standing}
    if not main:
        return bool(said & _SAID)
    quiet = (Standing.NO_BENEFIT, Standing.NO_RECIPIENT, Standing.NOT_STATED, Standing.NOT_COVERED)
    return not said <= set(quiet) or _differ_in_silence(left, right)


_SAID = {Standing.STATED, Standing.NONE, Standing.DELEGATED, Standing.BOUND}


def _differ_in_silence(left: View, right: View) -> bool:
    """Tell whether one document says that it is silent, or excludes, where the other has nothing at all."""
    said = (Standing.NOT_STATED, Standing.NOT_COVERED)
    stated = [each for each in (left, right) if each.standing in said and each.cites]
    return bool(stated) and left.standing is not right.standing


def _row(context: Context, grid: Grid, box: Box, key: tuple[str, str, str], views: tuple[View, View]) -> Row:
    people, *rest = box
    where = [
        _restriction(axis, positions, context)
        for axis, positions in zip(grid.axes, rest, strict=True)
        if len(positions) < len(axis.values)
    ]
    case = grid.case([min(positions) for positions in rest])
    values = tuple(
        axis.values[at]
        for axis, positions in zip(grid.axes, rest, strict=True)
        if len(positions) < len(axis.values)
        for at in sorted(positions)
    )
    return Row(*key, tuple(sorted(people)), tuple(where), case, *views, values)


def _restriction(axis: Axis, positions: frozenset[int], context: Context) -> Restriction:
    values = [axis.values[position] for position in sorted(positions)]
    others = [axis.values[at] for at in range(len(axis.values)) if at not in positions]
    if len(values) == 1 and isinstance(values[0], DiseaseValue) and not values[0].diseases:
        return _any_other(
            [disease for each in others if isinstance(each, DiseaseValue) for disease in each.diseases], context
        )
    text = places_text(values, axis.values, context.names)
    return Restriction(axis.dimension, tuple(item for value in values for item in place_values(value)), text)


def _any_other(diseases: list[str], context: Context) -> Restriction:
    """Return the place of every disease that the rules of the facet do not name."""
    if len(diseases) > FEW:
        return Restriction("disease", ("neither",), say("any other disease", "其他病种"))
    text = fill("not {names}", "{names}除外", names=context.names.list(diseases))
    return Restriction("disease", tuple(f"not {disease}" for disease in diseases), text)


# ── structure and polarity ───────────────────────────────────────────────────────────────────────────────────────


def structure(left: View, right: View) -> Structure:
    """Return what happened to the text between two views."""
    if left == right:
        return Structure.SAME
    if Standing.ELSEWHERE in (left.standing, right.standing):
        return Structure.ELSEWHERE
    if Standing.DELEGATED in (left.standing, right.standing):
        return Structure.DELEGATION
    empty = (Standing.NO_BENEFIT, Standing.NO_RECIPIENT, Standing.NOT_STATED)
    if left.standing in empty and right.standing not in empty:
        return Structure.INSERTION
    if right.standing in empty and left.standing not in empty:
        return Structure.REPEAL
    return Structure.SUBSTITUTION


def change(context: Context, row: Row, effect: Effect, reason: Text) -> Change:
    """Return the finished row."""
    who = context.people.ids(row.people)
    key = ("facet", row.benefit, row.facet)
    return Change(
        row.benefit,
        row.facet,
        who,
        context.people.names(row.people),
        row.where,
        row.left,
        row.right,
        structure(row.left, row.right),
        effect,
        reason,
        fingerprint(key, who, row.where, row.left, row.right),
    )
