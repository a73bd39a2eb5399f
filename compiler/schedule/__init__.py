"""Schedules: exact piecewise-linear functions of one amount of money, and the questions that can be asked of them.

What a document pays for a visit, as a function of what is left to the patient, is made of straight pieces: a
deductible, a ratio, a cap, a gate. This package holds such functions exactly, as fractions, with the value *at* every
breakpoint beside the pieces around it, so that "over 30,000" and "30,000 or more" stay different to the end.

:mod:`~tiaowen.compiler.schedule.piecewise` is the algebra, :mod:`~tiaowen.compiler.schedule.questions` asks where one
schedule pays more than another, by how much at most, where they cross and where one jumps. No sampling takes part in
either: an answer holds for every amount.

Left to others: which schedule a document means (``compiler/compare``), and rounding, which a schedule does not do.
"""

from tiaowen.compiler.schedule.piecewise import Piece, Schedule, banded, constant, identity, linear, stepped
from tiaowen.compiler.schedule.questions import (
    Extreme,
    Jump,
    Stretch,
    crossings,
    extremes,
    highest,
    jumps,
    lowest,
    signs,
)

__all__ = [
    "Extreme",
    "Jump",
    "Piece",
    "Schedule",
    "Stretch",
    "banded",
    "constant",
    "crossings",
    "extremes",
    "highest",
    "identity",
    "jumps",
    "linear",
    "lowest",
    "signs",
    "stepped",
]
