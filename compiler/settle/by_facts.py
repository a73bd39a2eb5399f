"""Classes that facts alone make a person one of: who surely is one, and who may be one.

A claim that states a fact of such a class, and not all that its definition asks, leaves open whether the person is one
of it. A claim that states none of its facts says nothing of the kind: then nobody asked to be looked at so.

Left to others: what the class gets (``engine``).
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tiaowen.compiler.rules.model import Compare, Policy
from tiaowen.compiler.settle.cases import Case, Doubt
from tiaowen.compiler.settle.conditions import Ask, Preparer, all_hold


@frozen(eq=False)
class Defined:
    """A class with the options of its definition made ready, and the facts that they look at."""

    id: str
    options: tuple[tuple[Ask, ...], ...]
    columns: frozenset[str]


def by_facts(policy: Policy, preparer: Preparer) -> tuple[Defined, ...]:
    """Return the classes of a policy that facts alone make a person one of, in the order of the document."""
    classes = {known.id: known for known in policy.classes if known.id in policy.derived}
    return tuple(
        Defined(
            id,
            tuple(tuple(preparer.test(test) for test in box.tests) for box in known.boxes),
            frozenset(
                test.condition.column
                for box in known.boxes
                for test in box.tests
                if isinstance(test.condition, Compare)
            ),
        )
        for id, known in classes.items()
    )


def surely(defined: tuple[Defined, ...], case: Case) -> tuple[str, ...]:
    """Return the classes that the person surely is one of and does not hold already."""
    return tuple(
        each.id
        for each in defined
        if each.id not in case.held and any(all_hold(option, case) is True for option in each.options)
    )


def perhaps(defined: tuple[Defined, ...], case: Case) -> Iterator[tuple[str, Doubt]]:
    """Yield the classes that the person may be one of, each with what is not known; of those the claim speaks of."""
    stated = case.visit.facts.keys() | case.visit.money.keys()
    for each in defined:
        if each.id not in case.held and not each.columns.isdisjoint(stated):
            answers = [all_hold(option, case) for option in each.options]
            doubts = [answer for answer in answers if not isinstance(answer, bool)]
            if doubts and True not in answers:
                yield each.id, doubts[0]
