"""The counters of a document as the module names them: which benefits move them, and over what they count.

Most documents count over the calendar year of a person. Then a counter goes by its name alone; the others need a key
for each month, insurance year or family, which the machinery makes when a claim comes up.
"""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.compiler.emit.python.literals import text
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle.stage import Counter, counters_of
from tiaowen.dsl.tree import Facet, Period

CAPS = (Facet.CAP.value, Facet.TOTAL_CAP.value)


def beyond_years(policy: Policy) -> bool:
    """Tell whether something counts over another period than a calendar year, or for a family."""
    return any(counter.period is not Period.YEAR or counter.family for counter in _every(policy))


def counter_tables(policy: Policy) -> Iterable[str]:
    """Yield the tables of what every counter counts over, where that is not always a person's calendar year."""
    if not beyond_years(policy):
        return
    yield f"INSURANCE_YEAR: tuple[int, int] = {policy.insurance_year}"
    yield "# Over what each counter counts, and whether for the family."
    yield "COUNTED_OVER: dict[str, tuple[str, bool]] = {"
    for counter in _every(policy):
        yield f"    {text(counter.pool)}: ({text(counter.period.value)}, {counter.family}),"
    yield "}"
    yield ""


def _every(policy: Policy) -> tuple[Counter, ...]:
    counters = {each.pool: each for benefit in policy.benefits for each in counters_of(policy, benefit)}
    return tuple(counters.values())
