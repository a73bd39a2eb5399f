"""The solver: is there an amount for which something holds? The one place that knows z3.

Terms are exact reals. A question is asked about one amount, or two, from 0 upwards, and answered yes or no; that the
solver does not know is an error, for then nothing has been held against anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

import z3

from tiaowen.compiler.schedule import Schedule

Term = z3.ArithRef
Truth = z3.BoolRef

amount: Term = z3.Real("amount")
later: Term = z3.Real("later")

_SOLVER = z3.SolverFor("QF_LRA")
_SOLVER.add(amount >= 0)


@lru_cache(maxsize=4096)
def number(value: Fraction | int) -> Term:
    """Return a constant."""
    return z3.RealVal(str(value))


def choose(condition: Truth, yes: Term, no: Term) -> Term:
    """Return one term or the other."""
    return z3.If(condition, yes, no)


def least(one: Term, two: Term) -> Term:
    """Return the smaller of two."""
    return z3.If(one <= two, one, two)


def most(one: Term, two: Term) -> Term:
    """Return the larger of two."""
    return z3.If(one >= two, one, two)


def no_less_than_zero(term: Term) -> Term:
    """Cut off what lies below 0."""
    return most(term, number(0))


def both(*conditions: Truth) -> Truth:
    """Return whether all hold."""
    return z3.And(*conditions)


def either(*conditions: Truth) -> Truth:
    """Return whether one of them holds."""
    return z3.Or(*conditions)


def no(condition: Truth) -> Truth:
    """Return whether it does not hold."""
    return z3.Not(condition)


def total(terms: Iterable[Term]) -> Term:
    """Return a sum."""
    return z3.Sum(*terms)


def drawn(schedule: Schedule) -> Term:
    """Return a schedule as a function of the amount, breakpoint by breakpoint."""
    result = number(schedule.values[0])
    for point, value, piece in zip(schedule.points, schedule.values, schedule.pieces, strict=True):
        line = number(piece.slope) * amount + number(piece.intercept)
        result = choose(number(point) < amount, line, choose(number(point) == amount, number(value), result))
    return result


def at(term: Term, place: Term) -> Term:
    """Return a function of the amount at another place."""
    return z3.substitute(term, (amount, place))


def exact(term: Term, amount: Fraction) -> Fraction:
    """Evaluate a function of the amount."""
    value = z3.simplify(at(term, number(amount)))
    return Fraction(value.numerator_as_long(), value.denominator_as_long())


def somewhere(*conditions: Truth, upto: Fraction | int | None = None) -> bool:
    """Tell whether there is an amount (and a later one, if it is spoken of) for which all conditions hold."""
    return _sat([*conditions, *([] if upto is None else [number(upto) >= amount])])


def inside(place: Term, low: Fraction | None, high: Fraction | None) -> list[Truth]:
    """Return that a place is strictly between two amounts (None: no end)."""
    above = [] if low is None else [place > number(low)]
    return above + ([] if high is None else [place < number(high)])


def _sat(conditions: Iterable[Truth]) -> bool:
    _SOLVER.push()
    try:
        _SOLVER.add(*conditions)
        found = _SOLVER.check()
        assert found in (z3.sat, z3.unsat), f"the solver does not know: {_SOLVER.reason_unknown()}"
        return bool(found == z3.sat)
    finally:
        _SOLVER.pop()
