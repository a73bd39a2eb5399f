"""Conditions, amounts and boxes of the rules made ready to be asked of a case.

Each condition becomes a function from a case to an answer (yes, no, or a doubt), each amount a function from a case
to fen (or a doubt). Which values a fact can take that the claim does not state is decided here: one on either side of
every bound that the document sets for it, so that settling with each of them covers all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from tiaowen.compiler.rules.model import (
    Amount,
    Box,
    Compare,
    Condition,
    Exclusion,
    Fixed,
    HasDisease,
    HasMark,
    Holds,
    OfFact,
    OfStatistic,
    Policy,
    Test,
)
from tiaowen.compiler.settle.amounts import half_up, rounded
from tiaowen.compiler.settle.cases import Answer, Case, Doubt, NoFact, NoFigure, Unknown
from tiaowen.dsl.tree import Operator, Period

Ask = Callable[[Case], Answer]
AmountOf = Callable[[Case], int | Doubt]

LEVELS = (1, 2, 3)


@frozen(eq=False)
class ReadyBox:
    """A box with its tests made ready. ``plans`` and ``levels`` not stated by the claim are a doubt."""

    box: Box
    tests: tuple[Ask, ...]
    no_level: Unknown
    no_plan: Unknown

    @property
    def open(self) -> bool:
        """Tell whether every case of its people lies in the box."""
        box = self.box
        return not self.tests and box.levels is None and box.plans is None and box.care is None

    def matches(self, case: Case) -> Answer:
        """Tell whether the case lies in the box; a plain *no* comes before any doubt."""
        box, doubt = self.box, None
        if box.categories is not None and case.atom not in box.categories:
            return False
        if box.levels is not None and case.level not in box.levels:
            if case.level is not None:
                return False
            doubt = self.no_level
        if box.plans is not None and case.plan not in box.plans:
            if case.plan is not None:
                return False
            doubt = doubt or self.no_plan
        if box.care is not None and box.care.isdisjoint(case.care.within):
            if box.care.isdisjoint(case.care.narrower):
                return False
            doubt = doubt or too_wide(case)
        if not self.tests:
            return doubt or True
        answer = all_hold(self.tests, case)
        return answer if answer is False or doubt is None else doubt


def too_wide(case: Case) -> Unknown:
    """Return the doubt of a kind of care that the document divides further."""
    return Unknown("care", case.care.stated, case.care.leaves)


def all_hold(tests: Iterable[Ask], case: Case) -> Answer:
    """Tell whether all tests come out: *no* if one does not, else a doubt if there is one."""
    doubt: Answer = True
    for test in tests:
        answer = test(case)
        if answer is False:
            return False
        if answer is not True and doubt is True:
            doubt = answer
    return doubt


def in_any(boxes: Iterable[ReadyBox], case: Case) -> Answer:
    """Tell whether the case lies in one of the boxes: *yes* if in one, else a doubt if there is one."""
    doubt: Answer = False
    for box in boxes:
        answer = box.matches(case)
        if answer is True:
            return True
        if answer is not False and doubt is False:
            doubt = answer
    return doubt


def negated(answer: Answer) -> Answer:
    """Return the opposite of an answer; a doubt stays a doubt."""
    return not answer if isinstance(answer, bool) else answer


class Preparer:
    """Makes the conditions and amounts of one policy ready."""

    def __init__(self, policy: Policy) -> None:
        self._parameters = {parameter.id: parameter for parameter in policy.parameters}
        self._figures = policy.figures
        # What stating a category can settle. Only these conditions look at what is given.
        self._given = {test.condition for identity in policy.identities.values() for test in identity.given}
        boxes = [*_boxes(policy)]
        levels = {level for box in boxes for level in box.levels or ()}
        self._no_level = Unknown("level", "", tuple(sorted(levels.union(LEVELS))))
        # A plan that no clause names is possible too.
        self._no_plan = Unknown("plan", "", (*sorted({plan for box in boxes for plan in box.plans or ()}), ""))
        self._bounds: dict[str, list[AmountOf]] = {}
        for compare in comparisons(policy):
            self._bounds.setdefault(compare.column, []).append(self._bound(compare))

    def box(self, box: Box) -> ReadyBox:
        """Make a box ready."""
        return ReadyBox(box, tuple(self.test(test) for test in box.tests), self._no_level, self._no_plan)

    def test(self, test: Test) -> Ask:
        """Make a test ready."""
        condition, holds = test.condition, test.holds
        if isinstance(condition, HasMark) and not holds and condition not in self._given:
            return lambda case: condition.mark not in case.visit.marks
        ask = self._condition(condition)
        if condition not in self._given:
            return ask if holds else lambda case: negated(ask(case))

        def outcome(case: Case) -> Answer:
            for given in case.given:
                if given.condition == condition:
                    return given.holds is holds
            answer = ask(case)
            return answer if holds else negated(answer)

        return outcome

    def one_of(self, options: tuple[tuple[Test, ...], ...]) -> Ask:
        """Make ready whether all tests of one of the options come out."""
        if len(options) == 1 and len(options[0]) == 1:
            return self.test(options[0][0])
        ready = [tuple(self.test(test) for test in option) for option in options]

        def outcome(case: Case) -> Answer:
            doubt: Answer = False
            for option in ready:
                answer = all_hold(option, case)
                if answer is True:
                    return True
                if answer is not False and doubt is False:
                    doubt = answer
            return doubt

        return outcome

    def spares(self, exclusion: Exclusion) -> Ask:
        """Make ready whether an exclusion leaves a case alone."""
        when = tuple(self.test(test) for test in exclusion.when)
        unless = tuple(self.box(box) for box in exclusion.unless)

        def outcome(case: Case) -> Answer:
            barred = when[0](case) if len(when) == 1 else all_hold(when, case)
            if barred is False or not unless:
                return negated(barred)
            spared = in_any(unless, case)
            return spared if spared is True or barred is True else barred

        return outcome

    def amount(self, amount: Amount) -> AmountOf:
        """Make an amount ready: a share of a statistic is worked out once for each year that has a figure."""
        match amount:
            case Fixed(fen):
                return lambda case: fen
            case OfStatistic(share, id_):
                parameter = self._parameters[id_]
                lag = parameter.lag or 0
                by_year = {
                    year + lag: rounded(figure.fen * share.numerator, share.denominator, parameter.rounding)
                    for year, figure in self._figures.get(id_, {}).items()
                }

                def of_statistic(case: Case) -> int | Doubt:
                    fen = by_year.get(case.year)
                    return NoFigure(parameter, case.year - lag) if fen is None else fen

                return of_statistic
            case OfFact(share, column):

                def of_fact(case: Case) -> int | Doubt:
                    fact = case.fact(column)
                    return NoFact(column) if fact is None else half_up(fact * share.numerator, share.denominator)

                return of_fact

    def _condition(self, condition: Condition) -> Ask:
        match condition:
            case HasMark(mark):
                return lambda case: mark in case.visit.marks
            case HasDisease(_, members):
                return lambda case: not members.isdisjoint(case.visit.diseases)
            case Holds(_, categories):
                return lambda case: (
                    not categories.isdisjoint(case.held)
                    and any(held in categories and not case.is_looked_at(held) for held in case.held)
                )
            case Compare():
                return self._compare(condition)

    def _compare(self, compare: Compare) -> Ask:
        bound = self._bound(compare)

        def ask(case: Case) -> Answer:
            value = measured(compare, case)
            limit = bound(case)
            if not isinstance(limit, int):
                return limit
            if value is None:
                return self._unknown(compare, case)
            return compares(value, compare.operator, limit)

        return ask

    def _bound(self, compare: Compare) -> AmountOf:
        if compare.amount is not None:
            return self.amount(compare.amount)
        number = compare.number or 0
        return lambda case: number

    def _unknown(self, compare: Compare, case: Case) -> Unknown:
        limits = [bound(case) for bound in self._bounds[compare.column]]
        near = {limit + step for limit in limits if isinstance(limit, int) for step in (-1, 0, 1)}
        values = [value for value in sorted(near) if value >= 0 and _possible(compare.column, value, case)]
        return Unknown("fact", compare.column, tuple(values))


def measured(compare: Compare, case: Case) -> int | None:
    """Return the fact compared: of the visit, or all that has come together since the first of January."""
    value = case.fact(compare.column)
    if value is None or compare.period is not Period.YEAR:
        return value
    return value + case.so_far.get(compare.column, 0)


def compares(value: int, operator: Operator, limit: int) -> bool:
    """Compare as the operator says."""
    match operator:
        case Operator.AT_LEAST:
            return value >= limit
        case Operator.AT_MOST:
            return value <= limit
        case Operator.OVER:
            return value > limit
        case Operator.BELOW:
            return value < limit


def _possible(column: str, value: int, case: Case) -> bool:
    """Tell whether what the person's categories settle leaves the fact this value."""
    for given in case.given:
        known = given.condition
        if not isinstance(known, Compare) or known.column != column or known.number is None:
            continue
        if compares(value, known.operator, known.number) is not given.holds:
            return False
    return True


def yearly_columns(policy: Policy) -> tuple[str, ...]:
    """Return the columns that a condition counts over the year."""
    return tuple(sorted({item.column for item in comparisons(policy) if item.period is Period.YEAR}))


def _boxes(policy: Policy) -> Iterable[Box]:
    for item in policy.classes:
        yield from item.boxes
    for benefit in policy.benefits:
        yield from benefit.covers
        for rule in benefit.rules:
            yield from rule.boxes
        for exclusion in benefit.excludes:
            yield from exclusion.unless


def comparisons(policy: Policy) -> tuple[Compare, ...]:
    """Return every comparison of the rules."""
    tests = [test for box in _boxes(policy) for test in box.tests]
    for benefit in policy.benefits:
        tests += [test for requirement in benefit.requires for option in requirement.options for test in option]
        tests += [test for exclusion in benefit.excludes for test in exclusion.when]
    tests += [test for identity in policy.identities.values() for test in identity.given]
    return tuple(test.condition for test in tests if isinstance(test.condition, Compare))
