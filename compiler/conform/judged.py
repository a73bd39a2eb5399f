"""Which findings of a document that refines another are about how it goes together with that one.

They do not keep the document from being held against the other: they are what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.compiler.rules.refine.findings import (
    CeilingBroken,
    Contradicted,
    EntriesLeftOut,
    FloorBroken,
    NotAbove,
    NotRising,
    WronglyExtended,
)
from tiaowen.dsl.diagnostics import Finding

JUDGED = (CeilingBroken, Contradicted, EntriesLeftOut, FloorBroken, NotAbove, NotRising, WronglyExtended)


def left_of(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are not about what a conformity shows anyway."""
    return [each for each in findings if not isinstance(each, JUDGED)]
