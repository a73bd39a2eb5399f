"""Which benefits of the lower document a demand on a benefit of the higher one is held against.

A benefit that both have is held against itself. One that the lower document does not have by that name is held against
those that pay for the same visits: first those that the higher document does not have either, else all of them.
"""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.rules.boxes import Boxes, intersect_all
from tiaowen.compiler.rules.model import Benefit, Policy


@frozen(eq=False)
class Match:
    """A benefit of the higher document and one of the lower. ``covers`` are the cases of both, empty: all of them."""

    higher: Benefit
    lower: Benefit
    covers: Boxes
    by_name: bool


def matches(parent: Policy, child: Policy, benefit: Benefit) -> tuple[Match, ...]:
    """Return the benefits of the lower document that stand where one of the higher document stands."""
    same = next((each for each in child.benefits if each.id == benefit.id), None)
    if same is not None:
        return (Match(benefit, same, _common(benefit, same) or (), by_name=True),)
    if benefit.kind != "visit":
        return ()
    theirs = {each.id for each in parent.benefits}
    found = [
        Match(benefit, each, covers, by_name=False)
        for each in child.benefits
        if each.kind == benefit.kind and (covers := _common(benefit, each)) is not None
    ]
    new = tuple(each for each in found if each.lower.id not in theirs)
    return new or tuple(found)


def _common(higher: Benefit, lower: Benefit) -> Boxes | None:
    """Return the cases that two benefits are both for, None where there is none."""
    if not higher.covers or not lower.covers:
        return higher.covers or lower.covers
    return intersect_all(higher.covers, lower.covers) or None
