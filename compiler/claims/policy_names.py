"""The names a claim may use under one policy besides those of the vocabulary: its own classes (``一类人员``)
the facts it declares that are plain numbers, and the days of its events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tiaowen.compiler.claims.columns import COUNTED, SETTLEMENT, event_column
from tiaowen.compiler.claims.model import ExtraNames
from tiaowen.compiler.rules.model import Compare, Policy, Test


def names_of(policy: Policy) -> ExtraNames:
    """Return the classes and defined categories of a policy by every accepted spelling, and its own numbers."""
    categories: dict[str, str] = {}
    for defined in policy.classes:
        if defined.id in policy.identities:
            names = policy.names.get(defined.id)
            spellings = (defined.id, names.zh, names.en, *names.also) if names else (defined.id,)
            categories |= dict.fromkeys(spellings, defined.id)
    windows = {item.column: item.fact for item in comparisons(policy) if item.window is not None}
    # A fact of some months past is measured in what the fact itself is measured in.
    counted = {column for column, fact in windows.items() if fact in COUNTED or _own_count(column, policy)}
    money = frozenset(windows) - counted
    events = {benefit.identity_event for benefit in policy.benefits if benefit.identity_event is not None}
    dates = frozenset(map(event_column, events - {SETTLEMENT}))
    return ExtraNames(categories, money, policy.counted | counted, dates)


def _own_count(column: str, policy: Policy) -> bool:
    return any(column.startswith(f"{own}_") for own in policy.counted)


def comparisons(policy: Policy) -> Iterator[Compare]:
    """Yield the comparisons of the rules."""
    boxes = [box for item in policy.classes for box in item.boxes]
    for benefit in policy.benefits:
        boxes += [*benefit.covers, *(box for rule in benefit.rules for box in rule.boxes)]
        boxes += [box for exclusion in benefit.excludes for box in exclusion.unless]
        for requirement in benefit.requires:
            yield from _compared(test for option in requirement.options for test in option)
        for exclusion in benefit.excludes:
            yield from _compared(exclusion.when)
    for box in boxes:
        yield from _compared(box.tests)


def _compared(tests: Iterable[Test]) -> Iterator[Compare]:
    return (test.condition for test in tests if isinstance(test.condition, Compare))
