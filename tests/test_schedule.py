"""The algebra of schedules against plain evaluation, amount by amount."""

from bisect import bisect_left
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaowen.compiler.schedule import (
    Change,
    Extreme,
    Fall,
    Jump,
    Piece,
    Schedule,
    Stretch,
    banded,
    change,
    constant,
    crossings,
    crossings_of,
    dominates,
    equal,
    extremes,
    falls,
    first_fall,
    highest,
    identity,
    inverse,
    jumps,
    linear,
    lowest,
    monotone,
    notches,
    reached,
    signs,
    slopes,
    stepped,
)

small = st.integers(0, 40)
rates = st.fractions(-2, 2, max_denominator=10)
levels = st.integers(-30, 60).map(Fraction)


@st.composite
def schedules(draw: st.DrawFn, positive: bool = False) -> Schedule:
    """Any schedule with up to four breakpoints, jumps and single odd values included."""
    points = [Fraction(0), *(Fraction(p) for p in sorted(draw(st.sets(st.integers(1, 40), max_size=3))))]
    result = linear(draw(rates), draw(levels))
    for point in points[1:]:
        odd = linear(draw(rates), draw(levels))
        result = result.switched(point, odd, inclusive=draw(st.booleans()))
    if draw(st.booleans()):
        at = draw(small)
        value = constant(draw(levels))
        result = result.switched(at, value, inclusive=False).switched(at, result, inclusive=True)
    return result.floored() if positive else result


def amounts(*of: Schedule) -> list[Fraction]:
    """Every breakpoint, the neighbourhood of it, every point half-way, and a grid."""
    points = sorted({point for schedule in of for point in schedule.points})
    tiny = Fraction(1, 10**6)
    between = [(low + high) / 2 for low, high in pairwise(points)]
    near = [point + step for point in points for step in (-tiny, tiny) if point + step >= 0]
    return sorted({*points, *between, *near, *(Fraction(n, 2) for n in range(0, 180, 3))})


def sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


@given(schedules(), schedules(), st.integers(-3, 3))
def test_arithmetic_is_that_of_the_values(one: Schedule, two: Schedule, factor: int) -> None:
    operations: list[tuple[Schedule, Callable[[Fraction, Fraction], Fraction]]] = [
        (one + two, lambda a, b: a + b),
        (one - two, lambda a, b: a - b),
        (-one, lambda a, _: -a),
        (one.scale(factor), lambda a, _: a * factor),
        (one.minimum(two), min),
        (one.maximum(two), max),
    ]
    for result, expected in operations:
        for amount in amounts(one, two, result):
            assert result(amount) == expected(one(amount), two(amount))


@given(schedules(), schedules(positive=True))
def test_composition_is_evaluation_of_evaluation(outer: Schedule, inner: Schedule) -> None:
    result = outer.of(inner)
    for amount in amounts(outer, inner, result):
        assert result(amount) == outer(inner(amount))


@given(schedules(), schedules(), small, st.booleans())
def test_a_switch_follows_one_then_the_other(one: Schedule, two: Schedule, at: int, inclusive: bool) -> None:
    result = one.switched(at, two, inclusive=inclusive)
    for amount in amounts(one, two, result):
        first = amount < at or (amount == at and inclusive)
        assert result(amount) == (one if first else two)(amount)


@given(schedules(), schedules())
def test_the_same_function_is_an_equal_object(one: Schedule, two: Schedule) -> None:
    same = all(one(amount) == two(amount) for amount in amounts(one, two))
    assert (one == two) == same
    assert (one + two) - two == one
    assert one.maximum(two) + one.minimum(two) == one + two


@given(schedules())
def test_no_breakpoint_is_kept_for_nothing(schedule: Schedule) -> None:
    for index in range(1, len(schedule.points)):
        straight = schedule.pieces[index - 1] == schedule.pieces[index]
        assert not (straight and schedule.before(index) == schedule.values[index])


@given(schedules(), st.none() | small.map(Fraction))
def test_stretches_tell_the_sign_of_every_amount(schedule: Schedule, upto: Fraction | None) -> None:
    stretches = signs(schedule, upto)
    for one, two in pairwise(stretches):
        assert one.sign != two.sign
        assert one.high == two.low
        assert one.high_in != two.low_in
    assert stretches[0].low == 0
    assert stretches[0].low_in
    assert stretches[-1].high == upto
    for amount in amounts(schedule):
        if upto is None or amount <= upto:
            (home,) = [stretch for stretch in stretches if contains(stretch, amount)]
            assert home.sign == sign(schedule(amount))


def contains(stretch: Stretch, amount: Fraction) -> bool:
    above = amount > stretch.low or (stretch.low_in and amount == stretch.low)
    below = stretch.high is None or amount < stretch.high or (stretch.high_in and amount == stretch.high)
    return above and below


@given(schedules(), st.none() | small.map(Fraction))
def test_nothing_lies_outside_the_extremes(schedule: Schedule, upto: Fraction | None) -> None:
    low, high = extremes(schedule, upto)
    for amount in amounts(schedule):
        if upto is None or amount <= upto:
            assert low.value is None or schedule(amount) >= low.value
            assert high.value is None or schedule(amount) <= high.value
    for found in (low, high):
        if found.attained and found.at is not None:
            near = {found.at, found.at + Fraction(1, 10**9)}
            assert found.value in {schedule(amount) for amount in near if upto is None or amount <= upto}


@given(schedules())
def test_crossings_stand_between_opposite_signs(schedule: Schedule) -> None:
    turns = [stretch.sign for stretch in signs(schedule) if stretch.sign]
    assert len(crossings(schedule)) == sum(a != b for a, b in pairwise(turns))


@given(schedules())
def test_jumps_are_where_the_values_part(schedule: Schedule) -> None:
    tiny = Fraction(1, 10**9)
    found = {jump.at for jump in jumps(schedule)}
    for point in schedule.points:
        below = schedule(point - tiny) if point else schedule(point)
        apart = max(abs(below - schedule(point)), abs(schedule(point + tiny) - schedule(point)))
        assert (apart > tiny * 10) == (point in found)


brackets = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 10)), min_size=1, max_size=4)


@given(brackets, st.booleans(), st.booleans(), st.sets(st.integers(1, 20)))
def test_brackets(steps: list[tuple[int, int]], whole: bool, ends: bool, open_ends: set[int]) -> None:
    bounds = bounds_of(steps)
    slices: list[tuple[int | None, Fraction]] = [
        (bound, Fraction(rate, 10)) for bound, (_, rate) in zip(bounds, steps, strict=True)
    ]
    if not ends:
        slices.append((None, Fraction(9, 10)))
    schedule = banded(slices, whole=whole, open_ends=open_ends)
    for amount in amounts(schedule):
        assert schedule(amount) == paid(slices, bounds, amount, open_ends if whole else None)


@given(brackets, st.booleans(), st.sets(st.integers(1, 20)), st.integers(0, 3), st.booleans())
def test_steps(steps: list[tuple[int, int]], ends: bool, open_ends: set[int], least: int, with_least: bool) -> None:
    bounds = [least + bound for bound in bounds_of(steps)]
    sums: list[tuple[int | None, int]] = [(bound, value) for bound, (_, value) in zip(bounds, steps, strict=True)]
    if not ends:
        sums.append((None, 9))
    schedule = stepped(sums, least=least, with_least=with_least, open_ends=open_ends)
    for amount in (*amounts(schedule), Fraction(least), *map(Fraction, bounds)):
        below = amount < least or (amount == least and not with_least)
        index = place_of(amount, bounds, open_ends)
        expected = 0 if below or index >= len(sums) else sums[index][1]
        assert schedule(amount) == expected


def bounds_of(steps: list[tuple[int, int]]) -> list[int]:
    bounds: list[int] = []
    for width, _ in steps:
        bounds.append(width + (bounds[-1] if bounds else 0))
    return bounds


def place_of(amount: Fraction, bounds: list[int], open_ends: set[int]) -> int:
    """Return the bracket of an amount; an open end belongs to the next one."""
    return bisect_left(bounds, amount) + (amount in bounds and amount in open_ends)


def paid(
    slices: list[tuple[int | None, Fraction]], bounds: list[int], amount: Fraction, whole: set[int] | None
) -> Fraction:
    """Evaluate brackets plainly: slice by slice, or with the open ends of ``whole`` as a whole."""
    if whole is not None:
        index = place_of(amount, bounds, whole)
        return amount * slices[index][1] if index < len(slices) else Fraction(0)
    total, low = Fraction(0), Fraction(0)
    for upto, rate in slices:
        high = amount if upto is None else min(amount, Fraction(upto))
        total += max(Fraction(0), high - low) * rate
        low = max(low, high)
    return total


def test_the_special_and_tilted_stages_cross_the_80_percent_where_the_hand_calculation_does() -> None:
    self_pay = identity()
    ordinary = self_pay.scale(Fraction(8, 10)).capped(100_000)
    special = self_pay.scale(Fraction(7, 10)).capped(100_000)
    tilted = (self_pay - special - constant(5_000)).floored().scale(Fraction(7, 10)).capped(30_000)
    gain = special + tilted - ordinary
    assert crossings(gain) == (Fraction(350_000, 11),)
    assert highest(gain) == Extreme(Fraction(30_000), Fraction(1_035_000, 7), True)
    assert lowest(gain).value == Fraction(-5_000, 3)
    assert lowest(gain).at == Fraction(50_000, 3)


def test_a_gate_keeps_its_own_amount_apart() -> None:
    gate = constant(0).switched(30_000, linear(Fraction(7, 10)), inclusive=True)
    (jump,) = jumps(gate)
    assert jump == Jump(Fraction(30_000), Fraction(0), Fraction(0), Fraction(21_000))
    assert [stretch.sign for stretch in signs(gate)] == [0, 1]
    assert [stretch.sign for stretch in signs(gate, Fraction(30_000))] == [0]
    assert highest(gate, Fraction(30_000)) == Extreme(Fraction(0), Fraction(0), True)


def test_a_function_of_one_piece() -> None:
    schedule = linear(Fraction(1, 2), 3)
    assert schedule.pieces == (Piece(Fraction(1, 2), Fraction(3)),)
    assert highest(schedule) == Extreme(None, None, False)
    assert jumps(schedule) == ()
    with pytest.raises(ValueError, match="from 0"):
        schedule(-1)


# ── the questions of pairs and of shape ──────────────────────────────────────────────────────────────────────────

fewer = settings(max_examples=40)


@fewer
@given(schedules(), schedules(), st.none() | small.map(Fraction))
def test_questions_to_two_are_answered_by_their_values(one: Schedule, two: Schedule, upto: Fraction | None) -> None:
    at = [amount for amount in amounts(one, two, one.minimum(two)) if upto is None or amount <= upto]
    assert equal(one, two, upto) == all(one(amount) == two(amount) for amount in at)
    assert dominates(one, two, upto) == all(one(amount) >= two(amount) for amount in at)
    most = change(one, two, upto)
    assert (most.gain is None) == dominates(one, two, upto)
    assert (most.loss is None) == dominates(two, one, upto)
    assert crossings_of(one, two, upto) == crossings_of(two, one, upto)


@fewer
@given(schedules(), st.none() | small.map(Fraction))
def test_slopes_are_those_between_two_amounts(schedule: Schedule, upto: Fraction | None) -> None:
    found = slopes(schedule, upto)
    assert [each.low for each in found] == [point for point in schedule.points if upto is None or point < upto]
    for each in found:
        high = each.low + 1 if each.high is None else each.high
        one, two = each.low + (high - each.low) / 3, each.low + (high - each.low) / 2
        assert schedule(two) - schedule(one) == each.slope * (two - one)
    assert not found or found[-1].high == upto


@fewer
@given(schedules(), st.none() | small.map(Fraction))
def test_what_never_falls_is_monotone(schedule: Schedule, upto: Fraction | None) -> None:
    at = [amount for amount in amounts(schedule) if upto is None or amount <= upto]
    falling = [high for low, high in pairwise(at) if schedule(high) < schedule(low)]
    first = first_fall(schedule, upto)
    assert monotone(schedule, upto) == (first is None)
    if first is None:
        assert falling == []
    elif falling:
        assert falling[0] >= first.at


@fewer
@given(schedules(), levels, st.none() | small.map(Fraction))
def test_a_level_is_had_where_it_is_said_to_be(schedule: Schedule, level: Fraction, upto: Fraction | None) -> None:
    places, first = inverse(schedule, level, upto), reached(schedule, level, upto)
    for amount in amounts(schedule, schedule - constant(level)):
        if upto is None or amount <= upto:
            assert (schedule(amount) == level) == any(contains(place, amount) for place in places)
            if schedule(amount) >= level:
                assert first is not None
                assert amount >= first.low
            elif first is not None:
                assert not contains(first, amount)


def test_a_gate_by_whole_amount_falls_and_its_cap_is_reached_or_not() -> None:
    fee = linear(Fraction(4, 5)).switched(30_000, linear(Fraction(1, 2)), inclusive=True).capped(40_000)
    assert falls(fee) == (Fall(Fraction(30_000), False, Fraction(9_000)),)
    assert notches(fee) == (Fraction(30_000),)
    assert [each.slope for each in slopes(fee)] == [Fraction(4, 5), Fraction(1, 2), Fraction(0)]
    assert reached(fee, 40_000) == Stretch(Fraction(80_000), None, True, False, 0)
    assert reached(fee, 40_000, 79_999) is None
    assert [each.low for each in inverse(fee, 20_000)] == [25_000, 40_000]
    assert monotone(fee, 30_000)
    assert not monotone(fee, 30_001)


def test_falls_are_told_one_by_one() -> None:
    """A drop at an amount, one right above it, a slope that goes on, one that begins anew after a rise."""
    down = linear(-1, 100)
    drop = down.switched(10, linear(-1, 50), inclusive=False)
    assert falls(drop) == (Fall(Fraction(0), False, Fraction(0)), Fall(Fraction(10), True, Fraction(50)))
    rise = down.switched(10, linear(-1, 150), inclusive=True)
    assert falls(rise) == (Fall(Fraction(0), False, Fraction(0)), Fall(Fraction(10), False, Fraction(0)))
    steeper = down.switched(10, linear(-2, 110), inclusive=True)
    assert falls(steeper) == (Fall(Fraction(0), False, Fraction(0)),)
    peak = constant(0).switched(5, constant(9), inclusive=False).switched(5, constant(0), inclusive=True)
    assert falls(peak) == (Fall(Fraction(5), False, Fraction(9)),)
    hole = constant(9).switched(5, constant(3), inclusive=False).switched(5, constant(1), inclusive=True)
    assert falls(hole) == (Fall(Fraction(5), True, Fraction(6)), Fall(Fraction(5), False, Fraction(2)))
    assert notches(hole) == (Fraction(5),)
    assert falls(hole, 5) == (Fall(Fraction(5), True, Fraction(6)),)


def test_what_is_gained_without_bound_has_no_value() -> None:
    assert change(identity(), linear(2)) == Change(Extreme(None, None, False), None)
    assert change(identity(), linear(2), 50) == Change(Extreme(Fraction(50), Fraction(50), True), None)


def test_an_end_below_zero_is_refused() -> None:
    for question in (signs, crossings, jumps, highest, lowest, slopes, falls, monotone, notches):
        with pytest.raises(ValueError, match="from 0 upwards"):
            question(identity(), -1)
