"""The day that fixes who a person is for a benefit: from the event the document names to a day of the claim.

A claim need not state the day of the event. Then each day is looked at on which the person held other categories.
Left to others: what follows from it (``engine``).
"""

from __future__ import annotations

from datetime import date, timedelta

from tiaowen.compiler.claims.columns import ENROLMENT, SETTLEMENT, event_column
from tiaowen.compiler.claims.model import Kind, Visit
from tiaowen.compiler.settle.people import held_on

AT_EXPENSE = frozenset({"expense", "treatment", "recognition"})
"""The events that come to the day of the expense, where the claim says nothing else of them.

Of somebody *recognised* in between, it is the day of the expense that tells whether he was one of the people then.
"""


def day_of(event: str, visit: Visit) -> date | None:
    """Return the day of an event, as far as the claim tells."""
    stated = visit.days.get(event_column(event))
    if stated is not None:
        return stated
    if event in AT_EXPENSE:
        return visit.expense_day
    if event == SETTLEMENT or (event == ENROLMENT and visit.kind == Kind.ENROLMENT.value):
        return visit.date
    return None


def possible_days(visit: Visit) -> tuple[date, ...]:
    """Return a day for each set of categories that the person held up to the day of the claim, the latest first."""
    last, held = visit.date, visit.categories
    turns = {item.start for item in held if item.start is not None}
    turns |= {item.end + timedelta(days=1) for item in held if item.end is not None and item.end < last}
    days: dict[tuple[str, ...], date] = {}
    for day in (last, *sorted((turn for turn in turns if turn <= last), reverse=True), date.min):
        days.setdefault(held_on(held, day), day)
    return tuple(days.values())
