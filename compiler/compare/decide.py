"""Whether the differences found are a failure: which rows count, in which mode and at which level.

Comparing two places has directions and no faults. Revising one document for the same place does: less than before
is a fault (an error), what both gains and loses too, what cannot be told is a warning.
"""

from __future__ import annotations

from enum import Enum

from tiaowen.compiler.compare.model import Change, Comparison, Effect, Mode
from tiaowen.dsl.diagnostics import Severity


class FailOn(Enum):
    """Which rows make the command fail."""

    DOWN = "down"
    ANY = "any"


LOSSES = {Effect.DOWN, Effect.OUT, Effect.MIX}
UNSURE = {Effect.UNDET, Effect.HIDDEN}


def severity(change: Change, mode: Mode) -> Severity | None:
    """Return how grave a row is; None where there are no faults, only directions."""
    if mode is Mode.COMPARE or change.effect is Effect.EQ:
        return None
    if change.effect in LOSSES:
        return Severity.ERROR
    return Severity.WARNING if change.effect in UNSURE else Severity.INFO


def failing(comparison: Comparison, on: FailOn | None) -> tuple[Change, ...]:
    """Return the rows that make a command fail that was told to fail on some: never one that is accepted."""
    match on:
        case None:
            return ()
        case FailOn.DOWN:
            return tuple(row for row in comparison.changes if row.effect in LOSSES and row.accepted is None)
        case FailOn.ANY:
            return tuple(row for row in comparison.changes if row.effect is not Effect.EQ and row.accepted is None)
