"""The counters of a benefit: what each limit is measured against, and what a payment adds to.

A yearly limit for which the document declares no counter has one of its own; a limit of one visit has none.
"""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.rules.model import Banded, Benefit, Policy, Rule
from tiaowen.dsl.tree import Facet, Period

RATIO = Facet.RATIO.value
CAPS = (Facet.CAP.value, Facet.TOTAL_CAP.value)


@frozen
class Counter:
    """A counter by name, the facet that moves it, and whether it starts anew each month."""

    name: str
    facet: str
    monthly: bool = False


def counter_of(rule: Rule, benefit: Benefit, policy: Policy) -> Counter | None:
    """Return the counter that a rule is measured against."""
    declared = {pool.facet: pool.id for pool in policy.pools if pool.id in benefit.pools}
    name = declared.get(rule.facet, f"{benefit.id}:{rule.facet}")
    if rule.facet == RATIO:
        yearly = isinstance(rule.value, Banded) and rule.value.yearly
        return Counter(f"{benefit.id}:{RATIO}", RATIO) if yearly else None
    if rule.period is Period.MONTH:
        return Counter(f"{name}@month", rule.facet, monthly=True)
    if rule.period is Period.YEAR or (rule.period is None and rule.facet in CAPS):
        return Counter(name, rule.facet)
    if rule.period is None and rule.facet == Facet.DEDUCTIBLE.value and rule.facet in declared:
        return Counter(name, rule.facet)
    return None


def counters_of(benefit: Benefit, policy: Policy) -> tuple[Counter, ...]:
    """Return all counters that a payment of the benefit moves."""
    declared = [Counter(pool.id, pool.facet) for pool in policy.pools if pool.id in benefit.pools]
    needed = [counter_of(rule, benefit, policy) for rule in benefit.rules]
    return tuple(dict.fromkeys([*declared, *(counter for counter in needed if counter is not None)]))
