"""Counting: a date and a length of time in, the last day out, by articles 201 to 203 of the Civil Code.

The day of the event does not count (201). Months and years end on the day of the same number, or on the last of a month
that has no such day (202). A period that ends on a rest day ends on the next working day (203).

Counting back (*15 days before*) is no period that runs out: the time between is owed to somebody. So nothing moves
towards the event; a rest day gives way to the working day before it, which is in time whoever is right.

Left to others: which dates a deadline counts from (``compiler/calendar/due.py``).
"""

from __future__ import annotations

import calendar as gregorian
from datetime import MAXYEAR, MINYEAR, date, timedelta

from attrs import frozen

from tiaowen.compiler.calendar.working_days import WorkCalendar
from tiaowen.dsl.tree import Duration

DAY = timedelta(days=1)


@frozen
class End:
    """A last day: as ``counted``, and the ``day`` it comes to, which is another one if that is a rest day."""

    counted: date
    day: date


@frozen
class Unpublished:
    """No last day: whether it is a working day depends on the notice for ``year``, which is not known.

    ``counted`` is the last day before rest days are looked at; None where the count itself needs working days.
    """

    year: int
    counted: date | None = None


@frozen
class NoSuchDay:
    """No last day: the deadline leads to a day that is in no calendar, such as the 45th of a month."""


Outcome = End | Unpublished | NoSuchDay


def forward(counted: date, work: WorkCalendar) -> Outcome:
    """Return the end of a period whose last day is ``counted``: that day, or the next working day."""
    return _to_working_day(counted, DAY, work)


def back(counted: date, work: WorkCalendar) -> Outcome:
    """Return ``counted``, or the working day before it."""
    return _to_working_day(counted, -DAY, work)


def within(event: date, length: Duration, work: WorkCalendar) -> Outcome:
    """Return the end of a period of ``length`` that begins with ``event``."""
    if length.unit == "working-day" and length.length:
        return _working_days(event, length.length, DAY, work)
    counted = _moved(event, length, 1)
    return forward(counted, work) if counted else NoSuchDay()


def before(event: date, length: Duration, work: WorkCalendar) -> Outcome:
    """Return the last day that leaves ``length`` before ``event``."""
    if length.unit == "working-day" and length.length:
        return _working_days(event, length.length, -DAY, work)
    counted = _moved(event, length, -1)
    return back(counted, work) if counted else NoSuchDay()


def day_of_month(year: int, month: int, day: int) -> date | None:
    """Return a day of a month, or the last of a month that is too short; None for a day that no month has."""
    if not 1 <= day <= 31 or not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month, min(day, gregorian.monthrange(year, month)[1]))


def month_end(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return day.replace(day=gregorian.monthrange(day.year, day.month)[1])


def _to_working_day(counted: date, step: timedelta, work: WorkCalendar) -> Outcome:
    day = counted
    while (missing := work.missing(day)) is None:
        if work.works(day):
            return End(counted, day)
        day += step
    return Unpublished(missing, counted)


def _working_days(event: date, count: int, step: timedelta, work: WorkCalendar) -> Outcome:
    day, left = event, count
    while left:
        if day in {date.min, date.max}:
            return Unpublished(day.year)
        day += step
        if (missing := work.missing(day)) is not None:
            return Unpublished(missing)
        left -= bool(work.works(day))
    return End(day, day)


def _moved(event: date, length: Duration, sign: int) -> date | None:
    """Return ``event`` moved by a length of the calendar; None if that leads out of it."""
    match length.unit:
        case "month" | "year":
            months = event.year * 12 + event.month - 1 + sign * length.length * (12 if length.unit == "year" else 1)
            return day_of_month(months // 12, months % 12 + 1, event.day)
        case _:
            try:
                return event + timedelta(days=sign * length.length)
            except OverflowError:
                return None
