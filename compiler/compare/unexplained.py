"""Differences in what is paid that no row of a clause tells: then the clauses that take part are changed unseen.

A difference in a situation is explained by any row that differs for these people there, or by one about everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from tiaowen.compiler.compare.model import Change, Effect, Scene
from tiaowen.compiler.compare.verdicts import compatible
from tiaowen.compiler.compare.words import fill


def with_unexplained(facets: Sequence[Change], scenes: Sequence[Scene]) -> Iterator[Change]:
    """Yield the rows; those that both versions have alike are hidden changes where nothing else tells of a difference
    in what is paid.
    """
    telling = [
        row
        for row in facets
        if row.effect not in (Effect.EQ, Effect.ADMIN) and (row.benefit or row.effect is not Effect.TIME)
    ]
    open_rows = [row for scene in scenes for row in scene.rows if _differs(row) and not _explained(row, telling)]
    for facet in facets:
        about = [row for row in open_rows if _about(facet, row)]
        if facet.effect is Effect.EQ and about:
            reason = fill(
                "nothing in the clause differs; in all: {reason}", "条文无不同；合计：{reason}", reason=about[0].reason
            )
            yield evolve(facet, effect=Effect.HIDDEN, reason=reason)
        else:
            yield facet


def _differs(row: Change) -> bool:
    return row.effect not in (Effect.EQ, Effect.UNDET)


def _explained(row: Change, telling: Sequence[Change]) -> bool:
    taking_part = {*row.benefits[0], *row.benefits[1]}
    return any(
        not each.who or not each.benefit or (each.benefit in taking_part and _meet(each, row)) for each in telling
    )


def _about(facet: Change, row: Change) -> bool:
    both = set(row.benefits[0]) & set(row.benefits[1])
    return facet.benefit in both and _meet(facet, row)


def _meet(one: Change, two: Change) -> bool:
    """Tell whether two rows are about some of the same people in some of the same cases."""
    return bool(set(one.who) & set(two.who)) and compatible(one.where, two.where)
