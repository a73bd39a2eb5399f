"""Random expressions, each of which is a schedule and, by itself, a term for the solver.

The term follows the definition of each operation; no breakpoint is ever worked out for it. ``steepest`` bounds how much
the value can change from one amount to another where nothing jumps.
"""

from __future__ import annotations

import random
from fractions import Fraction

from attrs import evolve, frozen
from oracle import smt

from tiaowen.compiler.schedule import Schedule, banded, linear, stepped


@frozen
class Line:
    slope: Fraction
    intercept: Fraction

    def schedule(self) -> Schedule:
        return linear(self.slope, self.intercept)

    def term(self, amount: smt.Term) -> smt.Term:
        return smt.number(self.slope) * amount + smt.number(self.intercept)

    @property
    def steepest(self) -> Fraction:
        return abs(self.slope)


@frozen
class Of:
    """Two expressions combined: ``how`` is ``min``, ``max``, ``+`` or ``-``."""

    how: str
    one: Expression
    two: Expression

    def schedule(self) -> Schedule:
        one, two = self.one.schedule(), self.two.schedule()
        match self.how:
            case "min":
                return one.minimum(two)
            case "max":
                return one.maximum(two)
            case "+":
                return one + two
            case _:
                return one - two

    def term(self, amount: smt.Term) -> smt.Term:
        one, two = self.one.term(amount), self.two.term(amount)
        match self.how:
            case "min":
                return smt.least(one, two)
            case "max":
                return smt.most(one, two)
            case "+":
                return one + two
            case _:
                return one - two

    @property
    def steepest(self) -> Fraction:
        return self.one.steepest + self.two.steepest


@frozen
class Scaled:
    one: Expression
    factor: Fraction

    def schedule(self) -> Schedule:
        return self.one.schedule().scale(self.factor)

    def term(self, amount: smt.Term) -> smt.Term:
        return smt.number(self.factor) * self.one.term(amount)

    @property
    def steepest(self) -> Fraction:
        return abs(self.factor) * self.one.steepest


@frozen
class Switch:
    one: Expression
    threshold: int
    above: Expression
    inclusive: bool

    def schedule(self) -> Schedule:
        return self.one.schedule().switched(self.threshold, self.above.schedule(), inclusive=self.inclusive)

    def term(self, amount: smt.Term) -> smt.Term:
        below = _below(amount, self.threshold, self.inclusive)
        return smt.choose(below, self.one.term(amount), self.above.term(amount))

    @property
    def steepest(self) -> Fraction:
        return max(self.one.steepest, self.above.steepest)


@frozen
class Through:
    """One stage after another: ``outer`` of ``inner``, as far as that is not negative."""

    outer: Expression
    inner: Expression

    def schedule(self) -> Schedule:
        return self.outer.schedule().of(self.inner.schedule().floored())

    def term(self, amount: smt.Term) -> smt.Term:
        return self.outer.term(smt.no_less_than_zero(self.inner.term(amount)))

    @property
    def steepest(self) -> Fraction:
        return self.outer.steepest * self.inner.steepest


@frozen
class Bands:
    """A ratio by brackets."""

    bands: tuple[tuple[int | None, Fraction], ...]
    whole: bool
    open_ends: frozenset[int]

    def schedule(self) -> Schedule:
        return banded(self.bands, whole=self.whole, open_ends=self.open_ends)

    def term(self, amount: smt.Term) -> smt.Term:
        return by_whole(self, amount) if self.whole else by_slice(self, amount)

    @property
    def steepest(self) -> Fraction:
        return max(abs(rate) for _, rate in self.bands)


@frozen
class Steps:
    steps: tuple[tuple[int | None, int], ...]
    least: int
    with_least: bool
    open_ends: frozenset[int]

    def schedule(self) -> Schedule:
        return stepped(self.steps, least=self.least, with_least=self.with_least, open_ends=self.open_ends)

    def term(self, amount: smt.Term) -> smt.Term:
        result = smt.number(0)
        for upto, value in reversed(self.steps):
            below = None if upto is None else _below(amount, upto, upto not in self.open_ends)
            result = smt.number(value) if below is None else smt.choose(below, smt.number(value), result)
        return smt.choose(_below(amount, self.least, not self.with_least), smt.number(0), result)

    @property
    def steepest(self) -> Fraction:
        return Fraction(0)


Expression = Line | Of | Scaled | Switch | Through | Bands | Steps


def by_whole(bands: Bands, amount: smt.Term) -> smt.Term:
    """All of the amount at the rate of the bracket it falls into; nothing beyond the last."""
    result = smt.number(0)
    for upto, rate in reversed(bands.bands):
        here = smt.number(rate) * amount
        inside = None if upto is None else _below(amount, upto, upto not in bands.open_ends)
        result = here if inside is None else smt.choose(inside, here, result)
    return result


def by_slice(bands: Bands, amount: smt.Term) -> smt.Term:
    """Each part of the amount at the rate of its bracket."""
    result, low = smt.number(0), 0
    for upto, rate in bands.bands:
        high = amount if upto is None else smt.least(amount, smt.number(upto))
        result = result + smt.number(rate) * smt.no_less_than_zero(high - low)
        low = upto or 0
    return result


def _below(amount: smt.Term, bound: int, inclusive: bool) -> smt.Truth:
    return amount <= bound if inclusive else amount < bound


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def expression(chance: random.Random, depth: int) -> Expression:
    """Draw an expression with so many operations one in another at most."""
    if depth == 0:
        return Line(_rate(chance), Fraction(chance.randint(-30, 60)))
    match chance.choice(("min", "max", "+", "-", "scaled", "switch", "switch", "through", "bands", "steps", "line")):
        case "line":
            return expression(chance, 0)
        case "scaled":
            return Scaled(expression(chance, depth - 1), Fraction(chance.randint(-3, 3), chance.randint(1, 3)))
        case "switch":
            one, above = expression(chance, depth - 1), expression(chance, depth - 1)
            return Switch(one, chance.randint(0, 40), above, chance.random() < 0.5)
        case "through":
            return Through(expression(chance, depth - 1), expression(chance, depth - 1))
        case "bands":
            ends, last = _bounds(chance), (None,) if chance.random() < 0.6 else ()
            bands = tuple((end, _rate(chance)) for end in (*ends, *last))
            return Bands(bands, chance.random() < 0.5, _some(chance, ends))
        case "steps":
            least, *bounds = _bounds(chance, 2)
            last = (None,) if chance.random() < 0.6 else ()
            steps = tuple((bound, chance.randint(-20, 40)) for bound in (*bounds, *last))
            return Steps(steps, least if chance.random() < 0.5 else 0, chance.random() < 0.5, _some(chance, bounds))
        case how:
            return Of(how, expression(chance, depth - 1), expression(chance, depth - 1))


def pair(chance: random.Random) -> tuple[Expression, Expression]:
    """Draw two expressions that are often nearly, or exactly, the same function."""
    one = expression(chance, chance.randint(1, 3))
    match chance.choice(("other", "other", "rewritten", "point", "capped", "flipped")):
        case "rewritten":
            two = expression(chance, 2)
            return Of("+", one, two), Of("+", Of("min", one, two), Of("max", one, two))
        case "point":
            place = chance.randint(1, 40)
            value = Line(Fraction(0), Fraction(chance.choice((-1, 1))))
            nothing = Line(Fraction(0), Fraction(0))
            point = Switch(Switch(nothing, place, value, inclusive=False), place, nothing, inclusive=True)
            return one, Of("+", one, point)
        case "capped":
            return one, Of("min", one, Line(Fraction(0), Fraction(chance.randint(-10, 60))))
        case "flipped" if isinstance(one, Switch):
            return one, evolve(one, inclusive=not one.inclusive)
        case _:
            return one, expression(chance, chance.randint(1, 3))


def _rate(chance: random.Random) -> Fraction:
    return Fraction(chance.randint(-20, 20), chance.randint(5, 10))


def _bounds(chance: random.Random, least: int = 1) -> list[int]:
    return sorted(chance.sample(range(1, 41), chance.randint(least, 4)))


def _some(chance: random.Random, bounds: list[int]) -> frozenset[int]:
    return frozenset(bound for bound in bounds if chance.random() < 0.4)
