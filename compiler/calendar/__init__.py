"""Duties with deadlines: a compiled document, a year and dated events in; every duty with its due dates out.

Working days are those of the published holiday notices, counting is that of the Civil Code; where a notice is not known
the date is undetermined. Duties have no effect on a claim.

Left to others: what the lines mean (``compiler/rules``), options and exit codes (``compiler/cli``).
"""

from tiaowen.compiler.calendar.agenda import Agenda, Scheduled, agenda
from tiaowen.compiler.calendar.data import to_data
from tiaowen.compiler.calendar.due import Due
from tiaowen.compiler.calendar.events import Follows, Happened, NotADate, NotAnEvent, Problem, Said, read_event
from tiaowen.compiler.calendar.ics import to_icalendar
from tiaowen.compiler.calendar.periods import End, NoSuchDay, Unpublished
from tiaowen.compiler.calendar.words import render
from tiaowen.compiler.calendar.working_days import WorkCalendar, published

__all__ = [
    "Agenda",
    "Due",
    "End",
    "Follows",
    "Happened",
    "NoSuchDay",
    "NotADate",
    "NotAnEvent",
    "Problem",
    "Said",
    "Scheduled",
    "Unpublished",
    "WorkCalendar",
    "agenda",
    "published",
    "read_event",
    "render",
    "to_data",
    "to_icalendar",
]
