"""TW105: a clause that says again, for cases that other clauses have settled already, exactly what they say.

Decided on the cases alone: a clause is redundant where nothing of it is left when the cases of the others with the
same value are taken away. Of two that say the same, the later one is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import evolve, frozen

from tiaowen.compiler.checks.cells import RowsFinding
from tiaowen.compiler.checks.check import Answer, Check, Engine, Proved, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.boxes import Universe, subtract_all
from tiaowen.compiler.rules.findings import facet_name
from tiaowen.compiler.rules.grid import Finder
from tiaowen.compiler.rules.model import Benefit, Box, FundPart, HasMark, Rule, Test, Value
from tiaowen.dsl.diagnostics import Place, Severity
from tiaowen.dsl.tree import Language, Period


@frozen(kw_only=True)
class RedundantClause(RowsFinding):
    """A figure that other clauses give for all its cases."""

    id: ClassVar[str] = "TW105"
    severity: ClassVar[Severity] = Severity.INFO
    facet: str
    benefits: tuple[Words, ...]

    def said(self, language: Language) -> str:
        """Name the facet and the benefits."""
        facet = facet_name(self.facet, language)
        names = ("、" if language is Language.ZH else ", ").join(pick(each, language) for each in self.benefits)
        if language is Language.ZH:
            return f"{names}的这个{facet}是重复的：同样的情形别处已写明同样的数值。"
        return f"This {facet} of {names} is said twice: other lines give the same figure for all its cases."

    def advice(self, language: Language) -> str | None:
        """Say why it should go."""
        if language is Language.ZH:
            return "可以删去；以后修改时容易只改一处。"
        return "It can go; when the figure changes, one of the two is easily forgotten."


def find(context: Context) -> Iterable[Answer]:
    """Take from each clause the cases of all others with the same value."""
    found: dict[tuple[int, str], list[str]] = {}
    second: dict[tuple[int, str], int] = {}
    compared = False
    for benefit in context.policy.benefits:
        for facet in dict.fromkeys(rule.facet for rule in benefit.rules):
            for clause, other in _redundant(context, benefit, facet):
                found.setdefault((clause, facet), []).append(benefit.id)
                second.setdefault((clause, facet), other)
            compared = True
    own = {key: ids for key, ids in found.items() if context.policy.clauses[key[0]].document is None}
    whole = {key: ids for key, ids in own.items() if len(ids) == len(_stated(context, *key))}
    for (clause, facet), ids in whole.items():
        yield RedundantClause(
            facet=facet,
            benefits=tuple(context.name(id) for id in ids),
            place=context.clause_place(clause),
            second=_other(context, second[clause, facet]),
            cites=context.policy.clauses[clause].cites[:1],
        )
    if compared and not whole:
        yield Proved()


def _other(context: Context, clause: int) -> Place | None:
    own = context.policy.clauses[clause].document is None
    return context.clause_place(clause) if own else None


def _stated(context: Context, clause: int, facet: str) -> list[str]:
    """Return the benefits for which a clause states a facet."""
    return [
        benefit.id
        for benefit in context.policy.benefits
        if any(rule.clause == clause and rule.facet == facet for rule in benefit.rules)
    ]


def _redundant(context: Context, benefit: Benefit, facet: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a facet that are redundant, each with one that says the same."""
    by_clause: dict[int, list[Rule]] = {}
    alike: dict[_Figure, list[Rule]] = {}
    for rule in benefit.facet(facet):
        by_clause.setdefault(rule.clause, []).append(rule)
        alike.setdefault(_figure(rule), []).append(rule)
    given = {figure: _Given(rules, context.universe) for figure, rules in alike.items()}
    for clause in sorted(by_clause, reverse=True):
        if not any(rule.boxes for rule in by_clause[clause]):
            continue  # of no case at all: never used (TW106), and not said twice
        same = [(rule, given[_figure(rule)]) for rule in by_clause[clause]]
        others = [each.other_than(clause) for _, each in same]
        if others[0] is not None and None not in others and all(each.covers(rule) for rule, each in same):
            for _, each in same:
                each.gone.add(clause)
            yield clause, others[0]


_Figure = tuple[Value, Period | None, str | None, tuple[FundPart, ...]]


def _figure(rule: Rule) -> _Figure:
    return rule.value, rule.period, rule.pool, rule.funds


class _Given:
    """The cases for which one figure is given; ``gone`` are the clauses that are found redundant already."""

    def __init__(self, rules: list[Rule], universe: Universe) -> None:
        self.gone: set[int] = set()
        self._universe = universe
        pairs = [(rule.clause, box) for rule in rules for box in rule.boxes]
        self._clauses = [clause for clause, _ in pairs]
        self._boxes = [box for _, box in pairs]
        self._marks = [_marks(box, holds=True) for box in self._boxes]
        self._finder = Finder(self._boxes)

    def other_than(self, clause: int) -> int | None:
        """Return the first clause beside one that gives the figure."""
        return next((each for each in self._clauses if each != clause and each not in self.gone), None)

    def covers(self, rule: Rule) -> bool:
        """Tell whether the clauses beside that of a rule give the figure for all its cases."""
        return all(self._covers(box, rule.clause) for box in rule.boxes)

    def _covers(self, box: Box, clause: int) -> bool:
        near = [
            at for at in self._finder.near(box) if self._clauses[at] != clause and self._clauses[at] not in self.gone
        ]
        own = _marks(box, holds=True)
        plain = [self._boxes[at] for at in near if self._marks[at] <= own]
        if len(plain) < len(near):
            # Of the cases with no mark but those it asks for, clauses for other marks say nothing. Looked at first:
            # where hundreds of clauses differ by a mark, that settles it.
            absent = sorted({mark for each in plain for mark in _marks(each, holds=False)} - own)
            only = evolve(box, tests=(*box.tests, *(Test(HasMark(mark), holds=False) for mark in absent)))
            if subtract_all((only,), plain, self._universe):
                return False
        return not subtract_all((box,), [self._boxes[at] for at in near], self._universe)


def _marks(box: Box, *, holds: bool) -> frozenset[str]:
    tests = (test for test in box.tests if test.holds == holds)
    return frozenset(test.condition.mark for test in tests if isinstance(test.condition, HasMark))


CHECK = Check("TW105", "redundant-clause", Engine.SCHEDULE, (RedundantClause,), find)
