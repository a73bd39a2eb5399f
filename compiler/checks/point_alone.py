"""TW113: an amount (or an age) at which two clauses meet, and what is paid exactly there is paid on neither side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import ClassVar

from attrs import evolve, frozen

from tiaowen.compiler.checks.check import Answer, Case, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.claims import claim_in, is_count
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.rules.model import Benefit, Box, Compare, Policy, Test
from tiaowen.dsl.diagnostics import Place, Severity
from tiaowen.dsl.quantities import yuan_text
from tiaowen.dsl.tree import Language, Operator

MOST_PEOPLE = 12
"""The people of a benefit for whom a point is tried."""

SIDES = (Operator.AT_LEAST, Operator.BELOW)
"""Comparisons that part below the number; the others part above it."""

Where = dict[str, tuple[Compare, Place]]
"""By benefit, the first condition on a number, and where it stands."""


@frozen(kw_only=True)
class PointAlone(CheckFinding):
    """A point between a clause that ends before it and one that begins after it; the cases: below, at it and above."""

    id: ClassVar[str] = "TW113"
    severity: ClassVar[Severity] = Severity.WARNING
    fact: Words
    at: Words

    def says(self, language: Language) -> str:
        """Name the point."""
        fact, at = pick(self.fact, language), pick(self.at, language)
        if language is Language.ZH:
            return f"{fact}正好{at}时，结果与少一点、多一点都不同："
        return f"{fact}: exactly at {at} the result is neither that just below nor that just above:"

    def advice(self, language: Language) -> str | None:
        """Show a pair that meets."""
        at = pick(self.at, language)
        if language is Language.ZH:
            return f"相邻的两条，一条写“不超过{at}”，另一条写“超过{at}”；或者“低于”和“不低于”。"
        return f'Where two clauses meet, write "at most {at}" and "over {at}", or "below" and "at least".'


def find(context: Context) -> Iterable[Answer]:
    """Try the points that the document parts in both ways; where the results are continuous there is no finding."""
    policy = context.policy
    for column, number, where in _points(context):
        for benefit in policy.benefits:
            cases = next(_tried(context, benefit, column, number), None)
            if cases is not None:
                at = _words(policy, column, number)
                compare, place = where.get(benefit.id) or next(iter(where.values()))
                yield PointAlone(fact=context.name(compare.fact), at=at, cases=cases, place=place)
                break


def _points(context: Context) -> Iterator[tuple[str, int, Where]]:
    """Yield the numbers of facts that some condition parts below and another above."""
    sides: dict[tuple[str, int], set[bool]] = {}
    where: dict[tuple[str, int], Where] = {}
    for benefit, test, place in _tests(context):
        match test.condition:
            case Compare(number=int(number)) as compare:
                key = compare.column, number
                sides.setdefault(key, set()).add(compare.operator in SIDES)
                where.setdefault(key, {}).setdefault(benefit, (compare, place))
    for (column, number), both in sides.items():
        if len(both) > 1:
            yield column, number, where[column, number]


def _tests(context: Context) -> Iterator[tuple[str, Test, Place]]:
    for benefit in context.policy.benefits:
        place = context.benefit_place(benefit)
        for requirement in benefit.requires:
            there = context.cited_place(requirement.cites) or place
            yield from ((benefit.id, test, there) for option in requirement.options for test in option)
        for exclusion in benefit.excludes:
            there = context.cited_place(exclusion.cites) or place
            yield from ((benefit.id, test, there) for test in exclusion.when)
        there = context.cited_place(benefit.covers_cites) or place
        yield from ((benefit.id, test, there) for box in benefit.covers for test in box.tests)
        for rule in benefit.rules:
            at = context.clause_place(rule.clause)
            yield from ((benefit.id, test, at) for box in rule.boxes for test in box.tests)


def _tried(context: Context, benefit: Benefit, column: str, number: int) -> Iterator[tuple[Case, ...]]:
    people = dict.fromkeys(_but(box, column) for rule in benefit.rules for box in rule.boxes)
    for box in islice(people, MOST_PEOPLE):
        visit = claim_in(context.policy, benefit, box)
        if visit is None or number < 1:
            continue
        visits = [_at(context.policy, visit, column, number + step) for step in (-1, 0, 1)]
        below, exact, above = map(context.paid, visits)
        # A fen more of costs is at most a fen more of aid, where nothing jumps.
        if _apart(below, exact) and _apart(exact, above):
            yield tuple(map(context.case, visits))


def _but(box: Box, column: str) -> Box:
    """Return a set of cases whatever the number of a fact is in them."""
    tests = (t for t in box.tests if not (isinstance(t.condition, Compare) and t.condition.column == column))
    return evolve(box, tests=tuple(tests))


def _apart(a: tuple[tuple[str, int | None], ...], b: tuple[tuple[str, int | None], ...]) -> bool:
    if [id for id, _ in a] != [id for id, _ in b] or any(
        (x is None) != (y is None) for (_, x), (_, y) in zip(a, b, strict=True)
    ):
        return True
    return abs(sum(fen or 0 for _, fen in a) - sum(fen or 0 for _, fen in b)) > len(a) + 1


def _at(policy: Policy, visit: Visit, column: str, number: int) -> Visit:
    if is_count(policy, column):
        return evolve(visit, facts={**visit.facts, column: number})
    return evolve(visit, money={**visit.money, column: number})


def _words(policy: Policy, column: str, number: int) -> Words:
    if column == "age":
        return f"{number} years old", f"{number}周岁"
    if is_count(policy, column):
        return str(number), str(number)
    return f"{yuan_text(number)} yuan", f"{yuan_text(number)}元"


CHECK = Check("TW113", "boundary-ambiguous", Engine.SCHEDULE, (PointAlone,), find)
