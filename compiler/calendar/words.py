"""Duties and due dates in the words of one language: an agenda in, what a person reads out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from attrs import evolve, frozen

from tiaowen.compiler.calendar.agenda import Agenda, Scheduled
from tiaowen.compiler.calendar.due import Due
from tiaowen.compiler.calendar.periods import End, NoSuchDay, Outcome, Unpublished
from tiaowen.compiler.calendar.working_days import WorkCalendar
from tiaowen.compiler.rules.model import DutyRule, Policy
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.print import as_written
from tiaowen.dsl.printing.records import deadline
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.tree import Deadline, Language, Text

WIDTH = 96
"""Columns of a line of dates, before its indentation."""

INDENT = "    "

_CONTROLS = dict.fromkeys((*range(10), *range(11, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")


@frozen
class Wording:
    """The words of one language for the duties of one policy."""

    policy: Policy
    work: WorkCalendar
    language: Language

    def __call__(self, en: str, zh: str) -> str:
        """Return the sentence in this language."""
        return zh if self.language is Language.ZH else en

    def actors(self, duty: DutyRule) -> str:
        """Return who has to do it."""
        names = (self.policy.names[id].get(self.language) for id in duty.actors)
        return self(", ", "、").join(names)

    def articles(self, duty: DutyRule) -> str:
        """Return where the document says so, in the numbering of this language."""
        return self(", ", "、").join(dict.fromkeys(citation_text(cite, self.language) for cite in duty.cites))

    def deadline(self, node: Deadline) -> str:
        """Return a deadline as the language spells it, with its event in one language only."""
        if node.event:
            event = node.event.get(self.language)
            only = Text(zh=event) if self.language is Language.ZH else Text(en=event)
            node = evolve(node, event=only)
        return deadline(Surface(self.language, as_written), node).text

    def day(self, due: Due) -> str:
        """Return a due date; if the day counted is a rest day, that too."""
        assert isinstance(due.end, End)
        day, counted = due.end.day, due.end.counted
        if day == counted:
            return day.isoformat()
        other = counted.isoformat()[5 if counted.year == day.year else 0 :]
        return day.isoformat() + self(f" ({other} is a rest day)", f"（{other}为休息日）")

    def undetermined(self, end: Outcome) -> str:
        """Return why there is no date."""
        assert not isinstance(end, End)
        if isinstance(end, NoSuchDay):
            return self("undetermined: there is no such day", "未定：没有这一天")
        first, last = self.work.first, self.work.last
        return self(
            f"undetermined: the holiday notice for {end.year} is not among those known ({first} to {last})",
            f"未定：没有{end.year}年的放假安排（已有{first}年至{last}年）",
        )


def render(agenda: Agenda, language: Language) -> str:
    """Return every duty with who, what, by when, where it says so, and the due dates."""
    words = Wording(agenda.policy, agenda.work, language)
    blocks = [_head(agenda, words)]
    blocks += ["\n".join([_title(each, words), *_body(each, agenda, words)]) for each in agenda.duties]
    if not agenda.duties:
        blocks.append(words("This document states no duties.", "本文件没有规定职责。"))
    if any(each.waits for each in agenda.duties):
        blocks.append(
            words(
                'A date for an event: --event "EVENT=2024-03-01"',
                '事件的日期可这样给出：--event "事件=2024-03-01"',
            )
        )
    return "\n\n".join(blocks).translate(_CONTROLS)


def _head(agenda: Agenda, words: Wording) -> str:
    policy = agenda.policy
    start = policy.start.isoformat() if policy.start else None
    since = words(f"; in force from {start}", f"；施行日期 {start}") if start else ""
    return words(
        f"{policy.title.get(words.language)} ({policy.id}): duties in {agenda.year}{since}",
        f"{policy.title.get(words.language)}（{policy.id}）：{agenda.year}年的职责{since}",
    )


def _title(each: Scheduled, words: Wording) -> str:
    place = words.articles(each.duty)
    return f"{each.number}. " + words(": ", "：").join(part for part in (place, words.actors(each.duty)) if part)


def _body(each: Scheduled, agenda: Agenda, words: Wording) -> Iterator[str]:
    yield INDENT + each.duty.action.get(words.language)
    limit = each.duty.deadline
    if limit is None:
        yield INDENT + words("no deadline stated", "没有规定期限")
        return
    yield INDENT + words.deadline(limit)
    if each.waits:
        yield INDENT + words("no date yet: that of the event is needed", "尚无日期：需要事件的日期")
    elif limit.form == "times-a-year":
        yield INDENT + words("no fixed dates", "不定日期")
    elif not each.dues:
        yield INDENT + words(
            f"not due in {agenda.year}: the document is in force later", f"{agenda.year}年不到期：文件其后才施行"
        )
    for line in _dates(each, words):
        yield INDENT + line


def _dates(each: Scheduled, words: Wording) -> Iterator[str]:
    """Give the due dates: one a line by event, else together, and together what is undetermined for one reason."""
    comma = words(", ", "、")
    recurring = [due for due in each.dues if due.event is None]
    dated = [words.day(due) for due in recurring if isinstance(due.end, End)]
    yield from _filled(words("due ", "到期："), dated, comma)
    open_ends = [due.end for due in recurring if not isinstance(due.end, End)]
    for reason, ends in groupby(open_ends, key=words.undetermined):
        yield reason
        yield from _filled(words("counted to ", "计至："), filter(None, map(_counted, ends)), comma)
    for due in each.dues:
        if due.event is not None:
            yield _from_event(due, due.event, each.after, words)


def _counted(end: Outcome) -> str:
    return end.counted.isoformat() if isinstance(end, Unpublished) and end.counted else ""


def _from_event(due: Due, event: date, after: Sequence[int], words: Wording) -> str:
    if not isinstance(due.end, End):
        day = _counted(due.end)
        counted = words(f"; counted to {day}", f"；计至{day}") if day else ""
        return words.undetermined(due.end) + counted + words(f"; event {event}", f"；事件{event}")
    if not due.latest:
        return words(f"due {words.day(due)}; event {event}", f"到期：{words.day(due)}；事件{event}")
    duties = ", ".join(map(str, after))
    return words(
        f"due {words.day(due)} at the latest; duty {duties} is due {event}",
        f"最迟到期：{words.day(due)}；第{duties.replace(', ', '、')}项到期{event}",
    )


def _filled(head: str, items: Iterable[str], separator: str) -> Iterator[str]:
    """Give lines of items, the first behind ``head``, those after it below its end."""
    line, empty = head, True
    for item in items:
        if not empty and display_width(line + separator + item) > WIDTH:
            yield line + separator.rstrip()
            line, empty = " " * display_width(head), True
        line += item if empty else separator + item
        empty = False
    if not empty:
        yield line
