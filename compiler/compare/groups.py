"""Which rows are one finding: the same people, and the same that is said or paid, in several situations.

What differs is one finding for each pair of terms with one proof; under a changed mark it is another one. What
cannot be told is one finding for what each side says, whichever benefits say it and wherever. Facets of one benefit
that one and the same statement leaves open are one finding as well.

Left to others: printing what belongs together in one place.
"""

from __future__ import annotations

import hashlib

from attrs import evolve

from tiaowen.compiler.compare.model import Change, Effect, Scene, Standing, View

OPEN = (Standing.ELSEWHERE, Standing.DELEGATED, Standing.BOUND, Standing.NO_FIGURE, Standing.NOT_STATED)
"""How a document leaves a matter open, what it decides most about first."""


def is_open(view: View | None) -> bool:
    """Tell whether a document leaves open what a row is about."""
    return view is not None and view.standing in OPEN


def openness(row: Change) -> Standing | None:
    """Return how a row that cannot be told is left open, by the side that says more about it."""
    found = {view.standing for view in (row.left, row.right) if view is not None and is_open(view)}
    return next((standing for standing in OPEN if standing in found), None)


def says(view: View | None) -> str:
    """Return what a document says, whichever benefits say it."""
    return f"{view.standing.value} {view.sense or view.value}" if view is not None else ""


def grouped_facets(rows: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return facet rows with their groups."""
    return tuple(evolve(row, group=_facet(row)) for row in rows)


def grouped_scene(scene: Scene) -> Scene:
    """Return a situation whose rows have their groups."""
    return evolve(scene, rows=tuple(evolve(row, group=_situation(row, scene.regular)) for row in scene.rows))


def _facet(row: Change) -> str:
    views = (row.left, row.right)
    if row.effect is Effect.UNDET and any(map(is_open, views)):
        return _key("left open", row.benefit, *(says(view) if is_open(view) else "" for view in views))
    return _key(row.fingerprint)


def _situation(row: Change, regular: bool) -> str:
    sides = (says(row.left), says(row.right))
    if row.effect is Effect.UNDET:
        return _key("untold", *row.who, *sides)
    marks = [str(value) for each in row.where if each.dimension == "marks" for value in each.values]
    return _key("paid", *([] if regular else marks), row.effect.value, *row.who, *sides, repr(row.proof))


def _key(*parts: str) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
