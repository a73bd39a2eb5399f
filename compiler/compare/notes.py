"""Within one document: a benefit that takes the place of another and pays less than that one would have.

This is a fact about one document; it is shown with the comparison because two totals, set side by side, would hide
it. Left to others: the interval (``enhanced``).
"""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.compare.axes import Axis, DiseaseValue, Grid, care_axis, level_axis, range_axes, situation_marks
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.context import Context, Side, visits
from tiaowen.compiler.compare.enhanced import Gap
from tiaowen.compiler.compare.enhanced import gap as gap_of
from tiaowen.compiler.compare.fold import Cell, fold
from tiaowen.compiler.compare.model import Note
from tiaowen.compiler.compare.people import Seen
from tiaowen.compiler.compare.places import place_text
from tiaowen.compiler.compare.stages import Pays, concerns
from tiaowen.compiler.compare.words import fill, join, money, same, say
from tiaowen.compiler.rules.model import Benefit, HasDisease
from tiaowen.dsl.tree import Text

SIDES = {"left": say("A", "甲"), "right": say("B", "乙")}


def notes(context: Context) -> tuple[Note, ...]:
    """Return every case in which a benefit pays less than the one whose place it takes."""
    found: list[Note] = []
    for name, side in (("left", context.left), ("right", context.right)):
        for benefit in visits(side.policy):
            for other, _ in benefit.displaced_by:
                enhanced = side.benefit(other)
                if enhanced is not None:
                    found += _pair(context, name, side, benefit, enhanced)
    return tuple(found)


def _pair(context: Context, name: str, side: Side, ordinary: Benefit, enhanced: Benefit) -> Iterator[Note]:
    grid = _grid(context, side, enhanced)
    cells: dict[Cell, Gap | None] = {}
    known: dict[tuple[Pays, Pays, Range | None], Gap | None] = {}
    for cell, case in grid.cells():
        bill = next((found for column in context.scope.columns if (found := case.fact(column)) is not None), None)
        gaps: dict[Seen, Gap | None] = {}
        for position, group in enumerate(context.people.groups):
            seen = group.left if side is context.left else group.right
            if seen not in gaps:
                first, second = (side.reader.single(each, seen, case) for each in (ordinary, enhanced))
                gaps[seen] = None
                if isinstance(first, Pays) and isinstance(second, Pays) and concerns(ordinary, case):
                    key = (first, second, bill)
                    if key not in known:
                        known[key] = gap_of(*key)
                    gaps[seen] = known[key]
            cells[(position, *cell)] = gaps[seen]
    for box, gap in fold(cells, range(len(grid.axes) + 1)):
        if gap is not None:
            people, *rest = box
            places = [
                join([place_text(axis.values[at], context.names) for at in sorted(positions)])
                for axis, positions in zip(grid.axes, rest, strict=True)
                if len(positions) < len(axis.values) and axis.dimension != "marks"
            ]
            yield _note(context, name, gap, tuple(sorted(people)), places)


def _grid(context: Context, side: Side, enhanced: Benefit) -> Grid:
    """Return the cases of one document, all with a disease of the enhanced benefit where that asks for one."""
    asked = [side.asked]
    marks = situation_marks(visits(side.policy), asked)
    regular = Axis(marks.dimension, marks.values[:1]) if marks is not None else None
    axes = [care_axis(asked), *range_axes(asked, context.bill), level_axis(asked), regular, _disease(enhanced)]
    return Grid(tuple(axis for axis in axes if axis is not None))


def _disease(enhanced: Benefit) -> Axis | None:
    members = [
        test.condition.members
        for box in enhanced.covers
        for test in box.tests
        if isinstance(test.condition, HasDisease) and test.holds
    ]
    return Axis("disease", (DiseaseValue("both", (min(members[0]),)),)) if members and members[0] else None


def _note(context: Context, name: str, gap: Gap, people: tuple[int, ...], places: list[Text]) -> Note:
    names = context.names
    where = join(places, ", ", "、") if places else same("")
    low = fill("{low} to ", "{low}至", low=money(gap.low)) if gap.low else say("up to ", "不超过")
    end = same("…") if gap.high is None else money(gap.high)
    most = same("…") if gap.most is None else money(gap.most)
    text = fill(
        "{side}: {enhanced} below the {ordinary} it replaces, at a self-pay of {low}{end}, by {most} at most: "
        "{who}{comma}{where}",
        "{side}：{enhanced}低于其所替代的{ordinary}，自付{low}{end}，最多少{most}：{who}{comma}{where}",
        side=SIDES[name],
        enhanced=names.of(gap.enhanced.benefit),
        ordinary=names.of(gap.ordinary.benefit),
        who=context.people.names(people),
        comma=say(", ", "，") if places else same(""),
        where=where,
        low=low,
        end=end,
        most=most,
    )
    cites = tuple(dict.fromkeys((*gap.enhanced.cites, *gap.ordinary.cites)))
    ids = context.people.ids(people)
    return Note(name, "enhanced-below-ordinary", text, cites, ids, gap.low, gap.high)
