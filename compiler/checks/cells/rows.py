"""Cells to few lines of words: for whom and where something holds, with what is the same said once.

Left to others: what holds there.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from attrs import frozen

from tiaowen.compiler.checks.cells.table import MARKS, Spot, Table
from tiaowen.compiler.checks.check import Words
from tiaowen.compiler.compare.axes import BILL, Axis, CareValue, DiseaseValue
from tiaowen.compiler.compare.fold import Box, fold
from tiaowen.compiler.compare.places import care_text, place_text
from tiaowen.compiler.compare.words import fill, join, say
from tiaowen.compiler.rules.model import HasDisease
from tiaowen.dsl.tree import Text

V = TypeVar("V", bound=Hashable)

FEW = 3
"""So many diseases are named one by one."""


@frozen
class Row:
    """For whom and where, in words, and one spot of it."""

    text: Words
    spot: Spot


def rows(table: Table, hits: Mapping[Spot, V], without: tuple[str, ...] = ()) -> list[tuple[Row, V]]:
    """Return where something holds, as few rows of equal value as there can be, those of most people first.

    Where a thing holds with the regular marks, the others are not told. ``without`` are dimensions left unsaid.
    """
    marks = table.axis(MARKS)
    regular = {spot: value for spot, value in hits.items() if marks is None or spot[1][marks] == 0}
    kept = regular or dict(hits)
    axes = len(table.grid.axes)
    boxes = fold({(who, *at): value for (who, at), value in kept.items()}, [*range(1, axes + 1), 0])
    found: dict[tuple[Words, V], tuple[int, Spot]] = {}
    for box, value in boxes:
        text = _text(table, box, (*without, *([MARKS] if regular else [])))
        first = min(box[0]), tuple(_first(axis, places) for axis, places in zip(table.grid.axes, box[1:], strict=True))
        size, spot = found.get((text, value), (0, first))
        found[text, value] = (size + len(box[0]), spot)
    ordered = sorted(found.items(), key=lambda item: -item[1][0])
    return [(Row(text, spot), value) for (text, value), (_, spot) in ordered]


def _first(axis: Axis, places: frozenset[int]) -> int:
    """Return the place that stands for several: that of no disease where it can be, else the first."""
    last = len(axis.values) - 1
    return last if axis.dimension == "disease" and last in places else min(places)


def people(table: Table, who: frozenset[int]) -> Text:
    """Return who the groups are; everybody has one name."""
    if len(who) > 1 and len(who) == len(table.people.groups):
        return say("all recipients", "全部救助对象")
    return table.people.names(who)


def _text(table: Table, box: Box, without: tuple[str, ...]) -> Words:
    who, *rest = box
    parts = [people(table, who)]
    for axis, places in zip(table.grid.axes, rest, strict=True):
        if axis.dimension not in without and len(places) < len(axis.values):
            parts.append(_places(table, axis, places))
    text = join(parts, ", ", "，")
    return text.en or "", text.zh or ""


def _places(table: Table, axis: Axis, places: frozenset[int]) -> Text:
    values = [axis.values[place] for place in sorted(places)]
    care = [leaf for value in values if isinstance(value, CareValue) for leaf in value.leaves]
    if care:
        return care_text(care, table.names)
    return join(
        [
            _disease(table, value) if isinstance(value, DiseaseValue) else place_text(value, table.names)
            for value in values
        ]
    )


def _disease(table: Table, value: DiseaseValue) -> Text:
    """Return diseases by their own names, or that of the narrowest list they are all on."""
    if not value.diseases:
        return say("any other disease", "其他病种")
    if len(value.diseases) <= FEW:
        return table.names.list(value.diseases)
    every = [each for each in table.asked.conditions if isinstance(each, HasDisease)]
    lists = [each for each in every if set(value.diseases) <= each.members]
    if lists:
        narrowest = min(lists, key=lambda each: (len(each.members), each.name))
        return table.names.list(narrowest.name.split(" ")[:FEW])
    more = say(str(len(value.diseases) - FEW), str(len(value.diseases) - FEW))
    return fill("{few} and {more} more", "{few}等另{more}种", few=table.names.list(value.diseases[:FEW]), more=more)


BILLS = (BILL,)
"""The dimension that a threshold of the costs says already."""
