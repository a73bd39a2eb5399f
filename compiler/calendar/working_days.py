"""The working days of mainland China: the yearly holiday notices of the State Council in, an answer for each day out.

The notices make weekdays free and have weekends worked in exchange, so a weekday alone tells nothing. A day of which
the notice is not known has no answer; nothing is guessed from weekends. Holidays of one region or of an autonomous area
are not in the notices, and not here.

Left to others: what a deadline counts (``compiler/calendar/periods.py``).
"""

from __future__ import annotations

from datetime import date
from functools import cache

import chinese_calendar
from attrs import frozen

FIRST = 2006
"""The first year taken from the library: before, it has 2005-12-31 as free, which the notice for 2006 has worked."""

NATIONAL_DAY = 10
"""The month of the last holiday that every notice has; a year with it is a year with its notice."""

TURN = (12, 29)
"""From this day on a year is also under the notice of the next: New Year has moved working days as far back."""

SATURDAY = 5


@frozen
class WorkCalendar:
    """The days from ``first`` to ``last`` (years, both inclusive): weekdays that are free, weekends that are worked."""

    first: int
    last: int
    free: frozenset[date]
    worked: frozenset[date]

    def missing(self, day: date) -> int | None:
        """Return the year whose notice decides about ``day`` and is not known; None if all are."""
        if not self.first <= day.year <= self.last:
            return day.year
        following = day.year + 1
        return following if (day.month, day.day) >= TURN and following > self.last else None

    def works(self, day: date) -> bool | None:
        """Return whether ``day`` is a working day; None if no notice tells."""
        if self.missing(day) is not None:
            return None
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.free)


@cache
def published() -> WorkCalendar:
    """Return the calendar of the notices published when the library was."""
    free, worked = frozenset(chinese_calendar.holidays), frozenset(chinese_calendar.workdays)
    last = max(day.year for day in free if day.month == NATIONAL_DAY)
    return WorkCalendar(FIRST, last, free, worked)
