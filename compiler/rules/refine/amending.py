"""Amendments: which place of which higher document a line stands for, and what stands there."""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.compiler.resolve import Placed
from tiaowen.dsl.tree import Amends, Citation


def amends(line: Placed, cites: Iterable[Citation]) -> bool:
    """Return whether a line stands under an ``amends`` of one of some places of a higher document."""
    return line.amends is not None and any(stands_there(line.amends, cite) for cite in cites)


def stands_there(amendment: Amends, cite: Citation) -> bool:
    """Return whether a place of a higher document is the one amended, or inside it."""
    place = amendment.citation
    if cite.document != amendment.policy.text or cite.form != place.form:
        return False
    if place.paragraph is not None and (cite.paragraph, cite.numbers) != (place.paragraph, place.numbers):
        return False
    return cite.numbers[: len(place.numbers)] == place.numbers
