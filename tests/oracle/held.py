"""Every answer of the algebra held against the solver; what the solver can refute is returned in words.

The solver is given the term and the answer and asked for an amount that contradicts it, so an answer stands for every
amount or not at all. Limits are told from steepness: near its limit a function without jumps differs from it by at most
the steepest slope times the distance.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from attrs import frozen
from oracle import smt
from oracle.expressions import Expression, Of

from tiaowen.compiler.schedule import (
    Extreme,
    Schedule,
    change,
    crossings_of,
    dominates,
    equal,
    extremes,
    first_fall,
    inverse,
    jumps,
    monotone,
    reached,
    signs,
    slopes,
)
from tiaowen.compiler.schedule.questions import Stretch

End = Fraction | None
TINY = Fraction(1, 10**9)


@frozen
class Known:
    """One function, both as a schedule and as a term, for the amounts up to ``upto``."""

    schedule: Schedule
    term: smt.Term
    steepest: Fraction
    upto: End

    def some(self, *conditions: smt.Truth) -> bool:
        """Ask the solver for an amount."""
        return smt.somewhere(*conditions, upto=self.upto)

    def later(self) -> tuple[smt.Term, list[smt.Truth]]:
        """Return the value at a later amount, and that it is one."""
        return smt.at(self.term, smt.later), [
            smt.later > smt.amount,
            *([] if self.upto is None else [smt.later <= smt.number(self.upto)]),
        ]


def pair_refuted(one: Expression, two: Expression, upto: End) -> list[str]:
    """Return every answer about two expressions that the solver refutes."""
    left, right = one.schedule(), two.schedule()
    terms = one.term(smt.amount), two.term(smt.amount)
    more, less = (
        smt.somewhere(terms[1] > terms[0], upto=upto),
        smt.somewhere(terms[0] > terms[1], upto=upto),
    )
    gain = Known(right - left, terms[1] - terms[0], Of("-", two, one).steepest, upto)
    most = change(left, right, upto)
    wrong = {
        "equal": equal(left, right, upto) == (more or less),
        "dominates": dominates(left, right, upto) == more,
        "is dominated": dominates(right, left, upto) == less,
        "gain": (most.gain is not None) != more,
        "loss": (most.loss is not None) != less,
        "equal objects": upto is None and (left == right) == (more or less),
    }
    found = [name for name, is_wrong in wrong.items() if is_wrong]
    if most.gain is not None:
        found += extreme_refuted(gain, most.gain, 1)
    if most.loss is not None:
        found += extreme_refuted(gain, most.loss, -1)
    found += crossings_refuted(gain, crossings_of(left, right, upto))
    return [*found, *one_refuted(gain)]


def one_refuted(known: Known) -> list[str]:
    """Return every answer about one function that the solver refutes."""
    low, high = extremes(known.schedule, known.upto)
    below = Extreme(None if low.value is None else -low.value, low.at, low.attained)
    return [
        *extreme_refuted(known, high, 1),
        *extreme_refuted(known, below, -1),
        *signs_refuted(known),
        *jumps_refuted(known),
        *slopes_refuted(known),
        *fall_refuted(known),
        *levels_refuted(known, Fraction(25)),
    ]


def extreme_refuted(known: Known, found: Extreme, sign: int) -> list[str]:
    """Hold a least upper bound (``sign`` -1: of the negative) against the solver."""
    term = known.term * sign
    if found.value is None:
        return [] if known.some(term > 10**9) else ["is said to have no bound"]
    bound, place = smt.number(found.value), found.at or Fraction(0)
    if known.some(term > bound):
        return [f"goes beyond {found.value}"]
    if known.some(term == bound) != found.attained:
        return [f"attains {found.value}: wrong"]
    if found.attained:
        near = known.some(term == bound, smt.amount >= smt.number(place), smt.amount <= smt.number(place + TINY))
        return [] if near else [f"attains {found.value} elsewhere"]
    sides = (
        smt.inside(smt.amount, place, _next(known, place)),
        smt.inside(smt.amount, _previous(known, place), place),
    )
    distances = (smt.amount - smt.number(place), smt.number(place) - smt.amount)
    close = any(
        known.some(*side) and not known.some(*side, term < bound - smt.number(known.steepest) * distance)
        for side, distance in zip(sides, distances, strict=True)
    )
    return [] if close else [f"does not come near {found.value} at {place}"]


def crossings_refuted(known: Known, crossings: tuple[Fraction, ...]) -> list[str]:
    """Hold the places at which the sign turns against the solver: one sign between, another one beyond."""
    ends: list[End] = [None, *crossings, None]
    turns: list[set[int]] = []
    for low, high in pairwise(ends):
        between = smt.inside(smt.amount, low, high)
        turns.append({sign for sign in (-1, 1) if known.some(*between, known.term * sign > 0)})
    for index, place in enumerate(crossings):
        # The amount itself is the first of the side that begins there, or the last of the one that ends.
        value = smt.exact(known.term, place)
        here = {(value > 0) - (value < 0)} - {0}
        turns[index if turns[index + 1] and not here <= turns[index + 1] else index + 1] |= here
        just = [*smt.inside(smt.amount, None, place + TINY), smt.amount >= smt.number(place)]
        if not any(known.some(*just, known.term * sign > 0) for sign in turns[index + 1]):
            return [f"does not turn at {place}"]
    wrong = any(len(side) > 1 for side in turns) or (bool(crossings) and not all(turns))
    alike = any(one == two for one, two in pairwise(turns))
    return ["crosses elsewhere"] if wrong or alike else []


def signs_refuted(known: Known) -> list[str]:
    """Hold the stretches of one sign against the solver."""
    return [
        f"has another sign in {stretch}"
        for stretch in signs(known.schedule, known.upto)
        if known.some(*_in(stretch), _not_sign(known.term, stretch.sign))
    ]


def jumps_refuted(known: Known) -> list[str]:
    """Hold the jumps against the solver: the three values at each, and none between them."""
    found = jumps(known.schedule, known.upto)
    wrong = [f"jumps at {jump.at}: another value" for jump in found if smt.exact(known.term, jump.at) != jump.value]
    steepest = smt.number(known.steepest + 1)
    for jump in found:
        place = smt.number(jump.at)
        for limit, side, distance in (
            (jump.before, smt.inside(smt.amount, _previous(known, jump.at), jump.at), place - smt.amount),
            (jump.after, smt.inside(smt.amount, jump.at, _next(known, jump.at)), smt.amount - place),
        ):
            off = smt.either(
                known.term - smt.number(limit) > steepest * distance,
                smt.number(limit) - known.term > steepest * distance,
            )
            if known.some(*side, off):
                wrong.append(f"jumps at {jump.at}: another limit than {limit}")
    later, order = known.later()
    ends: list[End] = [None, *(jump.at for jump in found), None]
    for low, high in pairwise(ends):
        apart = steepest * (smt.later - smt.amount)
        jumping = smt.either(later - known.term > apart, known.term - later > apart)
        between = [*smt.inside(smt.amount, low, None), *smt.inside(smt.later, None, high)]
        if known.some(*order, *between, jumping):
            wrong.append(f"jumps between {low} and {high}")
    return wrong


def slopes_refuted(known: Known) -> list[str]:
    """Hold the slopes against the solver."""
    later, order = known.later()
    return [
        f"is not as steep as {each.slope} from {each.low} to {each.high}"
        for each in slopes(known.schedule, known.upto)
        if known.some(
            *order,
            *smt.inside(smt.amount, each.low, None),
            *smt.inside(smt.later, None, each.high),
            later - known.term != smt.number(each.slope) * (smt.later - smt.amount),
        )
    ]


def fall_refuted(known: Known) -> list[str]:
    """Hold the first fall against the solver: nothing falls before it, and something does just there."""
    later, order = known.later()
    fall = first_fall(known.schedule, known.upto)
    if monotone(known.schedule, known.upto) == known.some(*order, later < known.term):
        return ["is monotone: wrong"]
    if fall is None:
        return []
    place = smt.number(fall.at)
    early = smt.later < place if fall.here else smt.later <= place
    if known.some(*order, early, later < known.term):
        return [f"falls before {fall.at}"]
    just = smt.later == place if fall.here else smt.later < place + smt.number(TINY)
    return [] if known.some(*order, just, later < known.term) else [f"does not fall at {fall.at}"]


def levels_refuted(known: Known, level: Fraction) -> list[str]:
    """Hold the amounts of one level, and where it is first reached, against the solver."""
    bound = smt.number(level)
    places = inverse(known.schedule, level, known.upto)
    outside = [smt.either(*_outside(stretch)) for stretch in places]
    wrong = [f"has the level elsewhere than {places}"] if known.some(*outside, known.term == bound) else []
    wrong += [f"misses {level} in {each}" for each in places if known.some(*_in(each), known.term != bound)]
    first = reached(known.schedule, level, known.upto)
    if (first is not None) != known.some(known.term >= bound):
        return [*wrong, f"reaches {level}: wrong"]
    if first is None:
        return wrong
    start = smt.number(first.low)
    early = smt.amount < start if first.low_in else smt.amount <= start
    if known.some(early, known.term >= bound) or known.some(*_in(first), known.term < bound):
        wrong.append(f"reaches {level} elsewhere than in {first}")
    return wrong


def _not_sign(term: smt.Term, sign: int) -> smt.Truth:
    return term != 0 if sign == 0 else term * sign <= 0


def _in(stretch: Stretch) -> list[smt.Truth]:
    low, high = smt.number(stretch.low), stretch.high
    found = [smt.amount >= low if stretch.low_in else smt.amount > low]
    if high is not None:
        found.append(smt.amount <= smt.number(high) if stretch.high_in else smt.amount < smt.number(high))
    return found


def _outside(stretch: Stretch) -> list[smt.Truth]:
    low, high = smt.number(stretch.low), stretch.high
    found = [smt.amount < low if stretch.low_in else smt.amount <= low]
    if high is not None:
        found.append(smt.amount > smt.number(high) if stretch.high_in else smt.amount >= smt.number(high))
    return found


def _next(known: Known, place: Fraction) -> End:
    return next((point for point in known.schedule.points if point > place), None)


def _previous(known: Known, place: Fraction) -> Fraction:
    return max((point for point in known.schedule.points if point < place), default=Fraction(-1))
