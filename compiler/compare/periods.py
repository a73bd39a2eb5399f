"""Clauses that hold from one day to another: where both documents give the same people the same figures and only the
days differ, the row of the days between is a difference of time.

What is paid on these days is told by the situations of these days. Left to others: the dates of a document and of a
benefit (``norms``).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from attrs import evolve

from tiaowen.compiler.compare.model import Change, Effect
from tiaowen.compiler.compare.words import join, say
from tiaowen.compiler.rules.model import DAY

ONLY_DAYS = say("the same figures on other days", "数值相同，适用日期不同")


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
