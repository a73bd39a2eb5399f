"""Rows that are about everyone: what only one document says, or both in different words, with what it amounts to.

Left to others: who is named in a row (``facets``), and what such a row does to the money.
"""

from __future__ import annotations

from tiaowen.compiler.compare.context import fingerprint
from tiaowen.compiler.compare.model import Change, Effect, Restriction, Standing, Structure, View
from tiaowen.compiler.compare.phrases import ABSENT
from tiaowen.compiler.compare.words import say
from tiaowen.dsl.tree import Text

EVERYONE = say("everyone", "全部对象")


SCOPE = ("requires", "excludes", "care", "levels", "plans", "diseases", "list")
"""What says which cases a benefit is for."""


def plain_row(
    benefit: str,
    facet: str,
    views: tuple[View, View],
    effect: Effect,
    reason: Text,
    where: tuple[Restriction, ...] = (),
) -> Change:
    """Return a row that is about everyone."""
    left, right = views
    gone = {Standing.NOT_STATED, Standing.NO_BENEFIT}
    kind = Structure.SUBSTITUTION
    if left == right:
        kind = Structure.SAME
    elif facet in SCOPE:
        kind = Structure.SCOPE
    elif left.standing in gone:
        kind = Structure.INSERTION
    elif right.standing in gone:
        kind = Structure.REPEAL
    print_ = fingerprint(("provision", benefit, facet), (), where, left, right)
    return Change(benefit, facet, (), EVERYONE, where, left, right, kind, effect, reason, print_)


def silent() -> View:
    """Return the view of a document that says nothing of a matter."""
    return View(Standing.NOT_STATED, Standing.NOT_STATED.value, ABSENT[Standing.NOT_STATED])
