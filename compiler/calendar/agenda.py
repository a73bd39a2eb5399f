"""The duties of a document over a year: rules and dated events in, every duty with its due dates out.

The event of one duty can be what another has to do, by the same text or because the user says so. Its date is then not
known, but the latest is: the day on which that other duty is due. A date given for the event goes before this. Duties
that wait for each other in a circle have no dates.

Left to others: counting (``compiler/calendar/due.py``), words and files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from attrs import define, field, frozen

from tiaowen.compiler.calendar.due import ON_EVENT, Asked, Due, Occasion, due_dates
from tiaowen.compiler.calendar.events import Follows, Happened, Keys, Said, event_of, keys
from tiaowen.compiler.calendar.periods import End
from tiaowen.compiler.calendar.working_days import WorkCalendar
from tiaowen.compiler.rules.model import DutyRule, Policy


@frozen
class Scheduled:
    """A duty with its due dates; ``number`` counts from 1, ``after`` are the duties whose being done is its event.

    ``waits`` tells that its deadline hangs on an event of which no date is known.
    """

    number: int
    duty: DutyRule
    dues: tuple[Due, ...]
    after: tuple[int, ...] = ()
    waits: bool = False


@frozen
class Agenda:
    """The duties of ``policy`` in its order, with the due dates of ``year``."""

    policy: Policy
    year: int
    work: WorkCalendar
    duties: tuple[Scheduled, ...]
    early: tuple[Happened, ...] = ()
    """Events before the document is in force."""


def agenda(policy: Policy, year: int, said: Iterable[Said], work: WorkCalendar) -> Agenda:
    """Return when the duties of a policy are due in ``year``, by the events of which something is ``said``."""
    told = tuple(said)
    chain = _Chain(policy.duties, told, Asked(year, policy.start, work, policy.end))
    chain.run()
    early = (each for each in told if isinstance(each, Happened) and policy.start and each.day < policy.start)
    return Agenda(policy, year, work, tuple(map(chain.scheduled, range(len(policy.duties)))), tuple(early))


@define
class _Chain:
    """Works duties and events out in the order in which they follow from each other."""

    duties: Sequence[DutyRule]
    said: Sequence[Said]
    asked: Asked
    producers: dict[Keys, tuple[int, ...]] = field(factory=dict)
    """The duties, by place, whose being done is an event."""
    occasions: dict[Keys, tuple[Occasion, ...]] = field(factory=dict)
    dues: dict[int, tuple[Due, ...]] = field(factory=dict)

    def run(self) -> None:
        """Work everything out that is in no circle."""
        order: TopologicalSorter[int | Keys] = TopologicalSorter()
        for place, duty in enumerate(self.duties):
            event = self._event(duty)
            order.add(place, *([event] if event else []))
        self._link()
        for event, found in self.producers.items():
            order.add(event, *found)
        with suppress(CycleError):  # what is not in a circle comes all the same
            order.prepare()
        while order.is_active():
            ready = order.get_ready()
            for node in ready:
                self._work_out(node)
            order.done(*ready)

    def scheduled(self, place: int) -> Scheduled:
        """Return a duty with what was worked out."""
        duty = self.duties[place]
        event = self._event(duty)
        waits = event is not None and not self.occasions.get(event)
        after = tuple(found + 1 for found in self.producers.get(event, ())) if event else ()
        return Scheduled(place + 1, duty, self.dues.get(place, ()), after, waits)

    def _event(self, duty: DutyRule) -> Keys | None:
        event = event_of(duty)
        return keys(event) if event and duty.deadline and duty.deadline.form in ON_EVENT else None

    def _link(self) -> None:
        """Find which duties bring each event about; none where its date is given."""
        doing: dict[str, dict[int, None]] = {}
        for place, duty in enumerate(self.duties):
            for key in keys(duty.action):
                doing.setdefault(key, {})[place] = None
        for event in dict.fromkeys(filter(None, map(self._event, self.duties))):
            mine = [each for each in self.said if keys(each.event) & event]
            names = event.union(*(keys(each.action) for each in mine if isinstance(each, Follows)))
            found = {place: None for key in sorted(names) for place in doing.get(key, ())}
            given = any(isinstance(each, Happened) for each in mine)
            self.producers[event] = () if given else tuple(sorted(found))

    def _work_out(self, node: int | Keys) -> None:
        if isinstance(node, int):
            duty = self.duties[node]
            event = self._event(duty)
            known = self.occasions.get(event, ()) if event else ()
            self.dues[node] = due_dates(duty.deadline, known, self.asked) if duty.deadline else ()
        else:
            given = (each for each in self.said if isinstance(each, Happened) and keys(each.event) & node)
            dated = [Occasion(day) for day in sorted({each.day for each in given})]
            done = (due for place in self.producers[node] for due in self.dues[place])
            self.occasions[node] = tuple(dict.fromkeys([*dated, *map(_done, done)]))


def _done(due: Due) -> Occasion:
    """Return that a duty is done, on the day on which it is due and not later."""
    if isinstance(due.end, End):
        return Occasion(due.end.day, latest=True)
    return Occasion(None, latest=True, open=due.end)
