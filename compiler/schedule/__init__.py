"""Schedules: exact piecewise-linear functions of one amount of money, and the questions that can be asked of them.

What a document pays for a visit, as a function of what is left to the patient, is made of straight pieces: a
deductible, a ratio, a cap, a gate. This package holds such functions exactly, as fractions, with the value *at* every
breakpoint beside the pieces around it, so that "over 30,000" and "30,000 or more" stay different to the end.

:mod:`~tiaowen.compiler.schedule.piecewise` is the algebra. Of one schedule,
:mod:`~tiaowen.compiler.schedule.questions` asks for signs, extremes and jumps, and
:mod:`~tiaowen.compiler.schedule.shape` for slopes, falls and levels; :mod:`~tiaowen.compiler.schedule.pairs` asks which
of two is more, where and by how much. No sampling takes part: an answer holds for every amount. ``docs/schedule.md``
shows all of it.

The unit is the caller's, and one for amounts and values; the comparison uses fen. Numbers are integers or fractions.
A negative amount, a negative end of the amounts and composing with a schedule that is negative raise ValueError.

Left to others: which schedule a document means (``compiler/compare``), and rounding, which a schedule does not do.
"""

from tiaowen.compiler.schedule.pairs import Change, change, crossings_of, dominates, equal
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
from tiaowen.compiler.schedule.shape import (
    Fall,
    Slope,
    falls,
    first_fall,
    inverse,
    monotone,
    notches,
    reached,
    slopes,
)

__all__ = [
    "Change",
    "Extreme",
    "Fall",
    "Jump",
    "Piece",
    "Schedule",
    "Slope",
    "Stretch",
    "banded",
    "change",
    "constant",
    "crossings",
    "crossings_of",
    "dominates",
    "equal",
    "extremes",
    "falls",
    "first_fall",
    "highest",
    "identity",
    "inverse",
    "jumps",
    "linear",
    "lowest",
    "monotone",
    "notches",
    "reached",
    "signs",
    "slopes",
    "stepped",
]
