"""An agenda as an iCalendar file (RFC 5545): one all-day event for each due date.

A hand's breadth of the format is needed, and written here: lines of 75 octets at most that no character is split by,
escaped text, a lasting identifier. What has no date has no place in a calendar; the caller says what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256

from tiaowen.compiler.calendar.agenda import Agenda
from tiaowen.compiler.calendar.due import Due
from tiaowen.compiler.calendar.periods import End
from tiaowen.compiler.calendar.words import Wording
from tiaowen.compiler.rules.model import DutyRule
from tiaowen.compiler.rules.model.citing import article_texts
from tiaowen.dsl.tree import Language

OCTETS = 75
"""The most octets of a line, without its end."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def to_icalendar(agenda: Agenda, language: Language, stamp: datetime) -> str | None:
    """Return the calendar, as made at ``stamp`` (aware of its zone); None if nothing has a date: none may be empty."""
    words = Wording(agenda.policy, agenda.work, language)
    made = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    events: dict[str, Sequence[str]] = {}  # by identifier: the same duty stated twice is there once
    for each in agenda.duties:
        for due in each.dues:
            if isinstance(due.end, End):
                name = _identifier(each.duty, due, due.end, agenda.policy.id)
                events.setdefault(name, _event(name, each.duty, due, made, words))
    if not events:
        return None
    title = f"{agenda.policy.title.get(language)} {agenda.year}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Tiaowen//duties//{language.value.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(title)}",
        *(line for event in events.values() for line in event),
        "END:VCALENDAR",
    ]
    return "".join(part + "\r\n" for line in lines for part in folded(line))


def folded(line: str) -> Iterator[str]:
    """Give the physical lines of a content line: each within the limit of octets, the later ones after a blank."""
    part = ""
    for char in line:
        if len((part + char).encode()) > OCTETS:
            yield part
            part = " "
        part += char
    yield part


def _event(name: str, duty: DutyRule, due: Due, made: str, words: Wording) -> Sequence[str]:
    assert isinstance(due.end, End)
    assert duty.deadline is not None
    notes = [words.deadline(duty.deadline), words.articles(duty), words.policy.title.get(words.language)]
    if due.latest:
        notes.append(words("at the latest", "最迟"))
    if due.end.day != due.end.counted:
        notes.append(words.day(due))
    summary = words.actors(duty) + words(": ", "：") + duty.action.get(words.language)
    return (
        "BEGIN:VEVENT",
        f"UID:{name}",
        f"DTSTAMP:{made}",
        f"DTSTART;VALUE=DATE:{_day(due.end.day)}",
        f"SUMMARY:{_text(summary)}",
        "DESCRIPTION:" + _text("\n".join(notes)),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _identifier(duty: DutyRule, due: Due, end: End, policy: str) -> str:
    """Return what stays the same in every language, and when a new holiday notice moves the day."""
    limit = duty.deadline
    what = (policy, *duty.actors, duty.action.zh or duty.action.en, *article_texts(duty.cites), limit and limit.form)
    whole = "\0".join(map(str, (*what, end.counted, due.event)))
    return sha256(whole.encode()).hexdigest()[:32] + "@tiaowen"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """Return a value of text: escaped, without what may not stand there."""
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text).translate(_ESCAPES)
