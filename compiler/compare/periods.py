"""Clauses that hold from one day to another: where both documents give the same people the same figures and only the
days differ, the row of the days between is a difference of time.

What is paid on these days is told by the situations of these days. Of days in other years than that of the comparison
it is told only that they differ. Left to others: the dates of a document and of a benefit (``norms``).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from attrs import evolve

from tiaowen.compiler.compare.context import Context, Side
from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import Change, Effect, Standing, View
from tiaowen.compiler.compare.phrases import day_text
from tiaowen.compiler.compare.plain import plain_row, silent
from tiaowen.compiler.compare.words import fill, join, say
from tiaowen.compiler.rules.model import DAY, Box, Compare, Rule
from tiaowen.dsl.tree import Operator, Text

ONLY_DAYS = say("the same figures on other days", "数值相同，适用日期不同")
NOT_COMPARED = say("holds on days of other years, which --at compares", "涉及其他年份的日期，可用--at对照该年")


def with_periods(rows: Sequence[Change]) -> Iterator[Change]:
    """Yield the rows; one that differs by its days alone has the effect of time."""
    together: dict[Hashable, list[Change]] = {}
    for row in rows:
        if _dated(row):
            together.setdefault(_matter(row), []).append(row)
    for row in rows:
        found = together.get(_matter(row), []) if _dated(row) else []
        if row.effect in (Effect.EQ, Effect.UNDET) or not found:
            yield row
        elif {each.left for each in found} == {each.right for each in found}:
            yield evolve(row, effect=Effect.TIME, reason=join([ONLY_DAYS, row.reason], "; ", "；"))
        else:
            yield row


def _dated(row: Change) -> bool:
    return any(each.dimension == DAY for each in row.where)


def _matter(row: Change) -> Hashable:
    """Return what a row is about, but for the days."""
    return (row.benefit, row.facet, row.who, tuple(each for each in row.where if each.dimension != DAY))


def other_years(context: Context, benefit: str) -> Iterator[Change]:
    """Yield a row where the documents differ in what begins or ends in another year than that of the comparison."""
    found = [_changing(side, benefit, context.year) for side in context.sides]
    if set(found[0]) != set(found[1]):
        yield plain_row(benefit, "days", (_days(found[0]), _days(found[1])), Effect.UNDET, NOT_COMPARED)


Changing = dict[tuple[str, ...], tuple[Rule, Compare]]
"""Rules that begin or end on a day, with the condition that says so, by what they say, to whom and on which day."""


def _changing(side: Side, id: str, year: int) -> Changing:
    benefit = side.benefit(id)
    return {
        (rule.facet, str(rule.value), atom, *_beside(box), day.operator.value, str(day.number)): (rule, day)
        for rule in (benefit.rules if benefit is not None else ())
        for box in rule.boxes
        for day in _days_of(box)
        if day.number is not None and _first_day(day, day.number).year != year
        for atom in sorted(box.categories or {""})
    }


def _beside(box: Box) -> tuple[str, ...]:
    """Return what a box asks for beside people and days."""
    sets = (box.levels, box.care, box.plans)
    tests = [str(test) for test in box.tests if not isinstance(test.condition, Compare) or test.condition.column != DAY]
    return (*(",".join(sorted(map(str, each or ()))) for each in sets), *sorted(tests))


def _days_of(box: Box) -> Iterator[Compare]:
    for test in box.tests:
        if isinstance(test.condition, Compare) and test.condition.column == DAY:
            yield test.condition


def _first_day(day: Compare, number: int) -> date:
    """Return the first day on which a rule holds, or no longer does."""
    after = day.operator in (Operator.AT_MOST, Operator.OVER)
    return date.fromordinal(number + after)


def _until_or_from(day: Compare, number: int) -> Text:
    first = _first_day(day, number).toordinal()
    if day.operator in (Operator.AT_MOST, Operator.BELOW):
        return fill("to {day}", "至{day}", day=day_text(first - 1))
    return fill("from {day}", "自{day}起", day=day_text(first))


def _days(found: Changing) -> View:
    if not found:
        return silent()
    texts = [
        fill("{facet} {day}", "{day}{facet}", facet=facet_name(rule.facet), day=_until_or_from(day, day.number))
        for rule, day in found.values()
        if day.number is not None
    ]
    cites = tuple(dict.fromkeys(cite for rule, _ in found.values() for cite in rule.cites))
    return View(Standing.STATED, "; ".join(" ".join(key) for key in sorted(found)), join(texts), cites)
