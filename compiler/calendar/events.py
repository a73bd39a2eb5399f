"""What a user says of events: ``"receipt of the grants=2024-03-01"`` in, dated events or what is wrong with it out.

An event is known by its text in either language, whatever the quotation marks, case and blanks. Instead of a date the
action of another duty can be named: where the event is that this has been done, in other words.

Left to others: what follows from an event (``compiler/calendar/agenda.py``).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from tiaowen.compiler.rules.model import DutyRule
from tiaowen.dsl.diagnostics import quoted
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Language, Text

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")
_SHOWN = 12
"""The most events that a message lists."""

Keys = frozenset[str]


@frozen
class Happened:
    """An event took place, or will, on a day."""

    event: str
    day: date


@frozen
class Follows:
    """An event takes place when another duty is done."""

    event: str
    action: str


@frozen
class NotAnEvent:
    """No duty has a deadline that hangs on this event; ``near`` are those meant perhaps, ``known`` those there are."""

    event: str
    near: tuple[str, ...]
    known: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say so, and name the events that there are."""
        name, known = quoted(self.event, language), _listed(self.known, language)
        if not self.known:
            if language is Language.ZH:
                return f"没有哪项职责的期限取决于{name}：文件中没有取决于事件的期限。"
            return f"no deadline hangs on {name}: none hangs on an event in this document."
        if language is Language.ZH:
            near = f"是否指{_listed(self.near, language)}？" if self.near else ""
            return f"没有哪项职责的期限取决于{name}。{near}可用的事件：{known}。"
        near = f" Did you mean {_listed(self.near, language)}?" if self.near else ""
        return f"no deadline hangs on {name}.{near} The events are: {known}."


@frozen
class NotADate:
    """What stands behind the sign is neither a date nor the action of a duty; ``value`` is None without a sign."""

    event: str
    value: str | None

    def message(self, language: Language) -> str:
        """Say what is expected."""
        event = quoted(self.event, language)
        value = quoted(self.value or "", language)
        if language is Language.ZH:
            form = "应写作“事件=2024-03-01”，等号后也可以写另一项职责的内容"
            return f"{event}缺少日期：{form}。" if self.value is None else f"{event}的日期{value}无法识别：{form}。"
        form = "write EVENT=2024-03-01, or the action of another duty instead of the date"
        return f"{event} has no date: {form}." if self.value is None else f"{event} cannot be on {value}: {form}."


Said = Happened | Follows
Problem = NotAnEvent | NotADate


def keys(text: Text | str) -> Keys:
    """Return what a text is known by; two texts mean the same if they share one of these."""
    parts = (text,) if isinstance(text, str) else (text.zh, text.en)
    return frozenset(filter(None, (_plain(part) for part in parts if part)))


def event_of(duty: DutyRule) -> Text | None:
    """Return the event on which the deadline of a duty hangs."""
    return duty.deadline.event if duty.deadline else None


def read_event(option: str, duties: Sequence[DutyRule], language: Language) -> Said | Problem:
    """Return what ``EVENT=DATE`` says of the events of these duties; a problem lists them in ``language``."""
    events = [event for duty in duties if (event := event_of(duty))]
    known = frozenset[str]().union(*map(keys, events))
    signs = [at for at, char in enumerate(option) if fold(char) == "="]
    for at in signs:
        if keys(option[:at]) & known:
            return _dated(option[:at].strip(), option[at + 1 :].strip(), duties)
    if keys(option) & known:
        return NotADate(option.strip(), None)
    return _unknown((option[: signs[-1]] if signs else option).strip(), events, language)


def _dated(event: str, value: str, duties: Iterable[DutyRule]) -> Happened | Follows | NotADate:
    if day := _date(value):
        return Happened(event, day)
    wanted = keys(value)
    if any(wanted & keys(duty.action) for duty in duties):
        return Follows(event, value)
    return NotADate(event, value)


def _date(text: str) -> date | None:
    if found := _DATE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None


def _unknown(event: str, events: Iterable[Text], language: Language) -> NotAnEvent:
    shown = {text.get(language): keys(text) for text in events}
    by_key = {key: name for name, found in shown.items() for key in found}
    near = {by_key[key]: None for key in difflib.get_close_matches(_plain(event), by_key)}
    return NotAnEvent(event, tuple(near), tuple(shown))


def _plain(text: str) -> str:
    return " ".join(fold(text).casefold().split()).strip("\"'“”‘’「」. 。")


def _listed(names: Sequence[str], language: Language) -> str:
    """Return names in full, so that they can be copied."""
    marks, comma = ("“”", "、") if language is Language.ZH else ('""', ", ")
    names = ["".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name) for name in names]
    more = comma + "…" if len(names) > _SHOWN else ""
    return comma.join(f"{marks[0]}{name}{marks[1]}" for name in names[:_SHOWN]) + more
