"""Which benefits of two documents are one, whatever they are called: those that govern the same cases.

A benefit that only one document has by name is the benefit of the other that only that one has, where both are for
the same kinds of care and cases and for some of the same people. The right document is then read under the name of the
left one, and the new name is a row of its own.

Left to others: clauses that were only moved, split or reworded (``clauses``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from tiaowen.compiler.compare.context import Context
from tiaowen.compiler.compare.model import Change, Effect, Standing, Structure, View
from tiaowen.compiler.compare.plain import plain_row
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.rules.model import Base, Benefit, Box, Clause, Policy, Pool


def renamed(left: Policy, right: Policy) -> dict[str, str]:
    """Return the benefits of the right document that the left one has under another name, with that name."""
    mine, theirs = ({each.id: each for each in policy.benefits} for policy in (left, right))
    found: dict[str, list[str]] = {}
    for id, benefit in theirs.items():
        if id not in mine:
            found[id] = [other for other, own in mine.items() if other not in theirs and _same_cases(own, benefit)]
    taken = [other for others in found.values() for other in others]
    return {id: others[0] for id, others in found.items() if len(others) == 1 and taken.count(others[0]) == 1}


def _same_cases(one: Benefit, two: Benefit) -> bool:
    if (one.kind, one.care, _cases(one)) != (two.kind, two.care, _cases(two)):
        return False
    return not _people(one).isdisjoint(_people(two))


def _cases(benefit: Benefit) -> frozenset[Box]:
    return frozenset(benefit.covers)


def _people(benefit: Benefit) -> frozenset[str]:
    return frozenset(id for rule in benefit.rules for box in rule.boxes for id in box.categories or ())


def under_names_of(policy: Policy, names: Mapping[str, str]) -> Policy:
    """Return a document whose benefits have the other names."""
    if not names:
        return policy
    return evolve(
        policy,
        benefits=tuple(_benefit(each, names) for each in policy.benefits),
        pools=tuple(_pool(each, names) for each in policy.pools),
        clauses=tuple(_clause(each, names) for each in policy.clauses),
    )


def _benefit(benefit: Benefit, names: Mapping[str, str]) -> Benefit:
    rules = tuple(evolve(rule, via=_new(rule.via, names)) for rule in benefit.rules)
    instead = tuple((names.get(id, id), cites) for id, cites in benefit.displaced_by)
    base = _base(benefit.base, names) if benefit.base is not None else None
    return evolve(benefit, id=names.get(benefit.id, benefit.id), rules=rules, displaced_by=instead, base=base)


def _new(id: str | None, names: Mapping[str, str]) -> str | None:
    return id if id is None else names.get(id, id)


def _base(base: Base, names: Mapping[str, str]) -> Base:
    return evolve(base, benefits=_every(base.benefits, names))


def _pool(pool: Pool, names: Mapping[str, str]) -> Pool:
    care = tuple((names.get(id, id), kinds) for id, kinds in pool.care)
    return evolve(pool, benefits=_every(pool.benefits, names), care=care)


def _clause(clause: Clause, names: Mapping[str, str]) -> Clause:
    return evolve(clause, benefits=_every(clause.benefits, names))


def _every(ids: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(id, id) for id in ids)


def name_rows(context: Context, names: Mapping[str, str]) -> Iterator[Change]:
    """Yield a row for each benefit that goes by another name on the right."""
    for new, old in names.items():
        benefits = [side.benefit(old) for side in context.sides]
        views = [
            View(Standing.STATED, id, context.names.of(id), each.cites if each is not None else ())
            for id, each in zip((old, new), benefits, strict=True)
        ]
        reason = say("another name for the same cases", "名称不同，适用情形相同")
        yield evolve(plain_row(old, "name", (views[0], views[1]), Effect.EQ, reason), structure=Structure.RENAMED)
