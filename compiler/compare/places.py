"""Words for places, in both languages: the care, diseases, levels, costs and marks in which a row holds.

Sets of values have the largest name that there is: *outpatient of every kind*, *any disease not on B's list*.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from tiaowen.compiler.compare.axes import (
    AxisValue,
    CareValue,
    DiseaseValue,
    LevelValue,
    MarksValue,
    PlanValue,
    RangeValue,
)
from tiaowen.compiler.compare.cases import care_parts, care_within
from tiaowen.compiler.compare.confirm import is_count
from tiaowen.compiler.compare.phrases import OPERATORS, day_text, fact_text, mark_text, number_text
from tiaowen.compiler.compare.words import Names, fill, join, same, say
from tiaowen.compiler.rules.model import DAY
from tiaowen.dsl.quantities import yuan_two_decimals
from tiaowen.dsl.tree import Operator, Text

_ROLES = {
    "both": say("a disease on both lists", "双方名录病种"),
    "left": say("a disease on A's list only", "仅甲列病种"),
    "right": say("a disease on B's list only", "仅乙列病种"),
    "neither": say("a disease on neither list", "双方名录外病种"),
}

_ON = {"left": say("a disease on A's list", "甲名录病种"), "right": say("a disease on B's list", "乙名录病种")}
_OFF = {
    "left": say("any disease not on A's list", "甲名录外病种"),
    "right": say("any disease not on B's list", "乙名录外病种"),
}

FEW = 3
"""So many diseases are named one by one."""


def place_text(value: AxisValue, names: Names) -> Text:
    """Return one value of a dimension in words."""
    match value:
        case CareValue(leaves):
            return care_text(leaves, names)
        case LevelValue(levels):
            return join([say(f"level {level}", f"{'一二三四五'[level - 1]}级") for level in levels])
        case PlanValue(plans):
            return names.list(plans)
        case DiseaseValue(role, diseases):
            if 0 < len(diseases) <= FEW:
                return names.list(diseases)
            return _ROLES[role]
        case RangeValue(fact, columns, found, window):
            return range_text(fact_text(fact, window, names), columns[0], found.low, found.high)
        case MarksValue(marks, _, changed):
            return join([mark_text(mark, holds, names) for mark, holds in changed or marks])


def places_text(values: Sequence[AxisValue], every: Sequence[AxisValue], names: Names) -> Text:
    """Return several values of a dimension that has ``every`` value, under the largest names there are."""
    care = [leaf for value in values if isinstance(value, CareValue) for leaf in value.leaves]
    if care:
        return care_text(care, names)
    diseases = [value for value in values if isinstance(value, DiseaseValue)]
    if diseases:
        return _diseases_text(diseases, [value for value in every if isinstance(value, DiseaseValue)], names)
    return join([place_text(value, names) for value in values])


def _diseases_text(values: Sequence[DiseaseValue], every: Sequence[DiseaseValue], names: Names) -> Text:
    listed = {side: {value for value in every if value.role in (side, "both")} for side in _ON}
    chosen = set(values)
    for side, found in listed.items():
        if sum(len(value.diseases) for value in found) <= FEW:
            continue
        if chosen == found:
            return _ON[side]
        if chosen == set(every) - found:
            return _OFF[side]
    return join([place_text(value, names) for value in values])


def care_text(leaves: Collection[str], names: Names) -> Text:
    """Return kinds of care: a kind all of whose parts are there as a whole, many parts of one by what is missing."""
    above = {whole for leaf in leaves for whole in care_within(leaf)}
    wholes = sorted(((care_parts(whole), whole) for whole in above), key=lambda each: (-len(each[0]), each[1]))
    left, parts = list(leaves), []
    for members, whole in wholes:
        if len(members) > FEW and set(members) <= set(left):
            left = [leaf for leaf in left if leaf not in members]
            parts.append(fill("{whole} of every kind", "各类{whole}", whole=names.of(whole)))
    for members, whole in reversed(wholes):
        missing = [leaf for leaf in members if leaf not in left]
        if len(left) > FEW + 1 and set(left) < set(members) and len(missing) < len(left):
            rest = names.list(missing)
            return join(
                [*parts, fill("{whole} but for {rest}", "{whole}（{rest}除外）", whole=names.of(whole), rest=rest)]
            )
    for members, whole in wholes:
        if len(members) > 1 and set(members) <= set(left):
            left = [leaf for leaf in left if leaf not in members]
            parts.append(names.of(whole))
    if len(left) <= FEW + 1:
        return join([*parts, *map(names.of, left)])
    more = same(str(len(left) - FEW))
    text = fill("{first} and {more} more kinds", "{first}等另{more}类", first=names.list(left[:FEW]), more=more)
    return join([*parts, text])


def range_text(fact: Text, column: str, low: int, high: int | None) -> Text:
    """Return a range of a fact: money *over* and *up to*, plain numbers *at least* and *at most*, days as they are."""
    if column == DAY and high is not None:
        return fill("settled {low} to {high}", "{low}至{high}结算", low=day_text(low), high=day_text(high))
    parts: list[Text] = []
    if low > 0:
        over = not is_count(column)
        words = OPERATORS[Operator.OVER if over else Operator.AT_LEAST]
        parts.append(fill("{words} {number}", "{words}{number}", words=words, number=number_text(column, low - over)))
    if high is not None:
        number = number_text(column, high)
        parts.append(fill("{words} {number}", "{words}{number}", words=OPERATORS[Operator.AT_MOST], number=number))
    return fill("{fact} {range}", "{fact}{range}", fact=fact, range=join(parts, " and ", "且"))


def place_values(value: AxisValue) -> tuple[str | int, ...]:
    """Return one value of a dimension for machines."""
    match value:
        case CareValue(leaves):
            return leaves
        case LevelValue(levels):
            return levels
        case PlanValue(plans):
            return plans
        case DiseaseValue(role, diseases):
            return diseases if 0 < len(diseases) <= FEW else (role,)
        case RangeValue(_, columns, found, _):
            high = "" if found.high is None else number_value(columns[0], found.high)
            return (f"{number_value(columns[0], found.low)}..{high}",)
        case MarksValue(marks, regular, changed):
            if regular:
                return ("regular",)
            return (" and ".join(mark if holds else f"not {mark}" for mark, holds in changed or marks),)


def number_value(column: str, number: int) -> str:
    """Return a number of a fact for machines: money in yuan with two decimals, a day as an ISO date."""
    if column == DAY:
        return date.fromordinal(number).isoformat()
    return str(number) if is_count(column) else yuan_two_decimals(number)
