"""When one duty is due: its deadline, the dates of its event and a year in, due dates out.

What recurs gives its dates of the year, by the day counted, and none for a time before the document is in force. What
hangs on an event gives a date for each date of the event, in whichever year. *By* a day is a period that ends with it,
so it moves on from a rest day. *Monthly* and *in the month of* do not: an act of the next month is not of this one; the
working day before is given.

Left to others: which dates the event has (``compiler/calendar/agenda.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from attrs import evolve, frozen

from tiaowen.compiler.calendar.periods import (
    DAY,
    End,
    NoSuchDay,
    Outcome,
    Unpublished,
    back,
    before,
    day_of_month,
    forward,
    month_end,
    within,
)
from tiaowen.compiler.calendar.working_days import WorkCalendar
from tiaowen.dsl.tree import Deadline

ON_EVENT = frozenset({"within", "before", "same-month"})
"""The forms of deadlines that hang on an event."""


@frozen
class Occasion:
    """The event of a duty took place on ``day``; ``latest``: at the latest, as that is when another duty is due.

    ``day`` is None where that other duty has no date; ``open`` says why.
    """

    day: date | None
    latest: bool = False
    open: Unpublished | NoSuchDay | None = None


@frozen
class Due:
    """A due date: of the ``month`` (its first day) of a duty that recurs, or counted from an ``event``."""

    end: Outcome
    month: date | None = None
    event: date | None = None
    latest: bool = False


@frozen
class Asked:
    """What is asked of every duty: the dates of ``year``, from ``start`` to ``end``, by the working days known."""

    year: int
    start: date | None
    work: WorkCalendar
    end: date | None = None


def due_dates(deadline: Deadline, occasions: Iterable[Occasion], asked: Asked) -> tuple[Due, ...]:
    """Return the due dates of a deadline; none where only a number of times is stated, or without its event."""
    work = asked.work
    match deadline.form:
        case "within" if deadline.duration:
            return _on_event(occasions, partial(within, length=deadline.duration, work=work))
        case "before" if deadline.duration:
            return _on_event(occasions, partial(before, length=deadline.duration, work=work))
        case "same-month":
            return _on_event(occasions, partial(_within_month, work=work))
        case "yearly":
            counted = day_of_month(asked.year, deadline.month or 0, deadline.day or 0)
            return tuple(_in_force([Due(_ended(counted, work))], asked))
        case "monthly-day" | "next-month-day":
            return tuple(_in_force(_monthly(deadline, asked), asked))
        case "monthly":
            months = (date(asked.year, month, 1) for month in range(1, 13))
            return tuple(_in_force((Due(back(month_end(month), work), month) for month in months), asked))
        case "times-a-year":
            return ()
        case _:
            raise ValueError(f"no deadline has the form {deadline.form!r}")


def _on_event(occasions: Iterable[Occasion], count: Callable[[date], Outcome]) -> tuple[Due, ...]:
    found: dict[Due, None] = {}
    for occasion in occasions:
        end = count(occasion.day) if occasion.day else _not_counted(occasion)
        found[Due(end, event=occasion.day, latest=occasion.latest)] = None
    return tuple(found)


def _not_counted(occasion: Occasion) -> Outcome:
    """Return why there is no date; the day counted for the duty before is none of this one."""
    match occasion.open:
        case Unpublished():
            return evolve(occasion.open, counted=None)
        case _:
            return NoSuchDay()


def _within_month(event: date, work: WorkCalendar) -> Outcome:
    """Return the last working day of the month, but none before the event itself."""
    end = back(month_end(event), work)
    return evolve(end, day=max(end.day, event)) if isinstance(end, End) else end


def _ended(counted: date | None, work: WorkCalendar) -> Outcome:
    return forward(counted, work) if counted else NoSuchDay()


def _monthly(deadline: Deadline, asked: Asked) -> Iterator[Due]:
    """Give the day of each month; it is for that month, or for the one before."""
    for number in range(1, 13):
        first = date(asked.year, number, 1)
        month = (first - DAY).replace(day=1) if deadline.form == "next-month-day" else first
        yield Due(_ended(day_of_month(asked.year, number, deadline.day or 0), asked.work), month)


def _in_force(dues: Iterable[Due], asked: Asked) -> Iterator[Due]:
    """Leave out what is due before the document is in force or after its end, or is for a month before or after."""
    for due in dues:
        counted = due.end.counted if isinstance(due.end, End | Unpublished) else None
        last = [day for day in (counted, due.month and month_end(due.month)) if day]
        first = due.month or counted
        begun = asked.start is None or all(day >= asked.start for day in last)
        if begun and (asked.end is None or first is None or first <= asked.end):
            yield due
