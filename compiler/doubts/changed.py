"""What two readings of a document do not have in common: benefits, days, funds, counters and columns.

Only what can be different needs to be tried. Citations and the order of clauses take no part: the same figure of
another line is the same figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from attrs import evolve, frozen

from tiaowen.compiler.rules.model import Benefit, Compare, Policy, Pool, Test
from tiaowen.dsl.tree import Period


@frozen
class Changed:
    """What differs. ``visits`` are the benefits that pay for care and are concerned, with all that hang on them.

    ``payers`` and ``facts`` are claim columns that one reading counts and the other does not; ``days`` are those on
    which one of them comes into force or goes out of it. ``counts`` tells that earlier claims of a year can matter,
    ``families`` that those of a family can.
    """

    visits: frozenset[str]
    enrolments: frozenset[str]
    several: bool
    funds: bool
    days: tuple[date, ...]
    payers: tuple[str, ...]
    facts: tuple[str, ...]
    counts: bool
    families: bool

    @property
    def anything(self) -> bool:
        """Tell whether any claim can come to something else."""
        return bool(self.visits or self.enrolments or self.funds or self.days)


def changed(left: Policy, right: Policy) -> Changed:
    """Return what two readings do not have in common."""
    own = _own(left, right) if left.start == right.start else _every(left, right)
    days = _days(left, right, own)
    together = _together((left, right), own | _new_before(left, right, own))
    concerned = [each for policy in (left, right) for each in policy.benefits if each.id in together]
    pools = [pool for policy in (left, right) for pool in policy.pools if together & set(pool.benefits)]
    return Changed(
        frozenset(each.id for each in concerned if each.kind == "visit"),
        frozenset(each.id for each in concerned if each.kind == "enrolment" and each.id in own),
        _other_choice(left, right, own),
        _bare_funds(left) != _bare_funds(right),
        days,
        _columns(left, right, own, lambda benefit: benefit.base.payer_columns if benefit.base is not None else ()),
        _columns(left, right, own, lambda benefit: (benefit.base.column,) if benefit.base is not None else ()),
        bool(pools) or any(_yearly(benefit) for benefit in concerned),
        any(pool.family for pool in pools),
    )


def bare(benefit: Benefit) -> Benefit:
    """Return a benefit without its citations and without the order of its clauses."""
    return evolve(
        benefit,
        covers_cites=(),
        requires=tuple(evolve(each, cites=()) for each in benefit.requires),
        excludes=tuple(evolve(each, cites=()) for each in benefit.excludes),
        base=evolve(benefit.base, cites=()) if benefit.base is not None else None,
        displaced_by=tuple((by, ()) for by, _ in benefit.displaced_by),
        several_cites=(),
        period_cites=(),
        rules=tuple(dict.fromkeys(evolve(each, cites=(), clause=0) for each in benefit.rules)),
        cites=(),
        rounding_cites=(),
    )


def _bare_pool(pool: Pool) -> Pool:
    return evolve(pool, cites=())


def _bare_funds(policy: Policy) -> tuple[object, ...]:
    return tuple(
        evolve(
            rule,
            bands=tuple(evolve(band, cites=()) for band in rule.bands),
            exhausted_cites=(),
            cites=(),
        )
        for rule in policy.fund_rules
    )


def _beside(policy: Policy) -> tuple[object, ...]:
    """Return the parts of a policy on which any benefit can hang."""
    people = (policy.identities, policy.outside, policy.ancestors, policy.derived)
    return (*people, policy.figures, policy.insurance_year, policy.leaves_out, policy.counted)


def _every(left: Policy, right: Policy) -> frozenset[str]:
    return frozenset(benefit.id for policy in (left, right) for benefit in policy.benefits)


def _own(left: Policy, right: Policy) -> frozenset[str]:
    """Return the benefits that one reading has otherwise than the other."""
    sides = [{each.id: bare(each) for each in policy.benefits} for policy in (left, right)]
    every = _every(left, right)
    parameters = [tuple(evolve(each, cites=()) for each in policy.parameters) for policy in (left, right)]
    if parameters[0] != parameters[1] or _beside(left) != _beside(right):
        return every
    found = {id for id in every if sides[0].get(id) != sides[1].get(id)}
    pools = [{pool.id: _bare_pool(pool) for pool in policy.pools} for policy in (left, right)]
    for id in pools[0].keys() | pools[1].keys():
        if pools[0].get(id) != pools[1].get(id):
            found.update(benefit for side in pools if id in side for benefit in side[id].benefits)
    return frozenset(found)


def _new_before(left: Policy, right: Policy, own: frozenset[str]) -> frozenset[str]:
    """Return what only one reading has paid before a benefit, or take its place."""
    before = [{each.id: _before(each) for each in policy.benefits if each.id in own} for policy in (left, right)]
    none = frozenset[str]()
    return none.union(*(before[0].get(id, none) ^ before[1].get(id, none) for id in own))


def _before(benefit: Benefit) -> frozenset[str]:
    paid = benefit.base.benefits if benefit.base is not None else ()
    return frozenset((*paid, *(by for by, _ in benefit.displaced_by)))


def _together(policies: Iterable[Policy], own: frozenset[str]) -> frozenset[str]:
    """Return benefits with all those whose payments hang on theirs.

    Those that theirs hang on are left out: what they pay before, or whether they come instead, is the same under both
    readings, and leaves less to differ.
    """
    after: set[tuple[str, str]] = set()
    for policy in policies:
        for benefit in policy.benefits:
            after.update((other, benefit.id) for other in _before(benefit))
        for pool in policy.pools:
            after.update((one, other) for one in pool.benefits for other in pool.benefits)
    found = set(own)
    while more := {hangs for on, hangs in after if on in found} - found:
        found |= more
    return frozenset(found)


def _days(left: Policy, right: Policy, own: frozenset[str]) -> tuple[date, ...]:
    found: set[date] = set()
    if left.start != right.start:
        found.update(day for day in (left.start, right.start) if day is not None)
    if left.end != right.end:
        found.update(day for day in (left.end, right.end) if day is not None)
    for id in own:
        spans = [{(each.start, each.end) for each in policy.benefits if each.id == id} for policy in (left, right)]
        found.update(day for span in spans[0] ^ spans[1] for day in span if day is not None)
    return tuple(sorted(found))


def _other_choice(left: Policy, right: Policy, own: frozenset[str]) -> bool:
    """Tell whether another of several identities may count."""
    values = [{each.id: each.several for each in policy.benefits if each.id in own} for policy in (left, right)]
    return any(values[0][id] != values[1][id] for id in values[0].keys() & values[1].keys())


def _columns(
    left: Policy, right: Policy, own: frozenset[str], part: Callable[[Benefit], tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the claim columns that only one reading has in a part of the same benefit."""
    found: dict[str, None] = {}
    for one in left.benefits:
        for two in right.benefits:
            if one.id == two.id and one.id in own:
                columns = [set(part(one)), set(part(two))]
                found.update(dict.fromkeys(sorted(columns[0] ^ columns[1])))
    return tuple(found)


def _yearly(benefit: Benefit) -> bool:
    """Tell whether an earlier claim of the year can matter without a counter: brackets or facts summed up."""
    if any(rule.pool is not None for rule in benefit.rules):
        return True
    return any(isinstance(test.condition, Compare) and test.condition.period is Period.YEAR for test in _tests(benefit))


def _tests(benefit: Benefit) -> Iterable[Test]:
    for box in (*benefit.covers, *(box for rule in benefit.rules for box in rule.boxes)):
        yield from box.tests
    for required in benefit.requires:
        for option in required.options:
            yield from option
    for excluded in benefit.excludes:
        yield from excluded.when
