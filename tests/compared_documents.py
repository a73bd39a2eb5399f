"""Comparisons for tests of reports: shipped documents, and a small pair whose every row is known."""

from __future__ import annotations

from functools import cache

from small_documents import inpatient, rules

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.compare import Comparison, compare

OLD = inpatient(
    "class 1: ratio 80%, cap 20,000 yuan",
    "class 2: lump sum 3,000 yuan from 10,000 yuan",
    "class 3: deductible 5,000 yuan, ratio 50%",
)
NEW = inpatient(
    "class 1: ratio 60%, cap 30,000 yuan",
    "class 2: ratio 50%, cap 20,000 yuan",
    "class 3: deductible 5,000 yuan, ratio 50%",
)


@cache
def shipped(left: str, right: str) -> Comparison:
    """Return two shipped documents compared."""
    return compare(compile_policy(left).rules, compile_policy(right).rules)


def small(old: str = OLD, new: str = NEW) -> Comparison:
    """Return a small pair compared."""
    return compare(rules(old), rules(new))
