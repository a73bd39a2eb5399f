"""TW105: a clause that says again, for cases that other clauses have settled already, exactly what they say.

Decided on the cases alone: a clause is redundant where nothing of it is left when the cases of the others with the
same value are taken away. Of two that say the same, the later one is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.cells import RowsFinding
from tiaowen.compiler.checks.check import Answer, Check, Engine, Proved, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.boxes import subtract_all
from tiaowen.compiler.rules.findings import facet_name
from tiaowen.compiler.rules.model import Benefit, Box, Rule
from tiaowen.dsl.diagnostics import Place, Severity
from tiaowen.dsl.tree import Language


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
    for rule in benefit.facet(facet):
        by_clause.setdefault(rule.clause, []).append(rule)
    gone: set[int] = set()
    for clause in sorted(by_clause, reverse=True):
        rules = by_clause[clause]
        others = [rule for key, some in by_clause.items() if key not in (clause, *gone) for rule in some]
        same = [_alike(rule, others) for rule in rules]
        boxes = [box for found in same for rule in found for box in rule.boxes]
        if all(same) and not _left(context, rules, boxes):
            gone.add(clause)
            yield clause, same[0][0].clause


def _alike(rule: Rule, others: list[Rule]) -> list[Rule]:
    what = (rule.value, rule.period, rule.pool, rule.funds)
    return [other for other in others if (other.value, other.period, other.pool, other.funds) == what]


def _left(context: Context, rules: list[Rule], cut: list[Box]) -> bool:
    return any(subtract_all(rule.boxes, cut, context.universe) for rule in rules)


CHECK = Check("TW105", "redundant-clause", Engine.SCHEDULE, (RedundantClause,), find)
