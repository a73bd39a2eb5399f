"""The lines on when a document is in force to its first and last day, and to the day from which expenses count.

``expires after 5 years`` counts from the day in force: the last day is the one before the anniversary. Lines that
contradict each other are findings, and the first of them stands. Left to others: what the days mean for a claim
(``compiler/settle``), and which other document ends this one (``compiler/register``).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from tiaowen.compiler.resolve import Placed, PlacedDocument, Resolver
from tiaowen.compiler.rules.findings import NoIssueDate, NoStart, Once, Restated
from tiaowen.compiler.rules.findings.dates import (
    EndBeforeStart,
    NoDayToCountFrom,
    NotRetroactive,
    NoWorkingDays,
    TooFar,
    TwoEnds,
)
from tiaowen.compiler.rules.gather import cites_of
from tiaowen.compiler.rules.validity import as_date
from tiaowen.dsl import tree
from tiaowen.dsl.build.tokens import LAST_YEAR
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.tree import Citation, Duration, Span

EXPENSES = ("The day from which expenses count", "适用费用的起始日期")


@frozen
class Day:
    """A day that a line states or comes to, with its citations and where it stands."""

    day: date
    cites: tuple[Citation, ...]
    span: Span


@frozen
class InForce:
    """When a document is in force; None where it does not say."""

    start: Day | None
    end: Day | None
    expenses: Day | None


@frozen
class Dates:
    """Reads the days of one document. What is wrong with them goes to the findings of the resolver."""

    placed: PlacedDocument
    resolver: Resolver

    def read(self, issued: tree.Issued | None) -> InForce:
        """Return the days; ``issued`` is the line that some count from."""
        start = self._start(issued)
        end = self._end(start)
        expenses = self._expenses(start)
        if start is not None and end is not None and end.day < start.day:
            second = self._place(start) if start.span != end.span else None
            self._tell(EndBeforeStart(place=self._place(end), second=second, start=start.day, end=end.day))
        return InForce(start, end, expenses)

    def _start(self, issued: tree.Issued | None) -> Day | None:
        """Return the first day in force. A document that names none is in force for claims of any date."""
        lines = [(p, p.line) for p in self.placed.lines if isinstance(p.line, tree.InForce)]
        found: Day | None = None
        for p, line in lines:
            day = as_date(line.start) if line.start is not None else self._after_issue(line, issued)
            if day is None:
                continue
            if found is None:
                found = Day(day, cites_of(p), line.span)
            elif day != found.day:
                self._tell(Restated(what=Once.START.value, place=self._at(line.span), second=self._place(found)))
        if found is None and not lines and issued is None:
            first = self.placed.header(tree.PolicyLine)
            self._tell(NoStart(place=self._at(first.span if first is not None else Span(0, 0))))
        return found

    def _after_issue(self, line: tree.InForce, issued: tree.Issued | None) -> date | None:
        if line.days is None:
            return None
        if issued is None:
            self._tell(NoIssueDate(place=self._at(line.span)))
            return None
        day = days_on(as_date(issued.date), line.days)
        if day is None:
            self._tell(TooFar(place=self._at(line.span), last_year=LAST_YEAR))
        return day

    def _end(self, start: Day | None) -> Day | None:
        found: Day | None = None
        for end in self._ends(start):
            if found is None:
                found = end
            elif end.day != found.day:
                where, before = self._place(end), self._place(found)
                self._tell(TwoEnds(place=where, second=before, first=found.day, other=end.day))
        return found

    def _ends(self, start: Day | None) -> Iterator[Day]:
        """Yield the last day that each line states or comes to."""
        for p in self.placed.lines:
            match p.line:
                case tree.InForce(end=tree.Date() as stated) | tree.Expires(end=tree.Date() as stated):
                    yield Day(as_date(stated), cites_of(p), p.line.span)
                case tree.Expires(after=Duration() as length):
                    day = self._counted(length, start, p.line.span)
                    if day is not None:
                        yield Day(day, _both(p, start), p.line.span)
                case _:
                    pass

    def _counted(self, length: Duration, start: Day | None, span: Span) -> date | None:
        if length.unit == "working-day":
            self._tell(NoWorkingDays(place=self._at(span)))
        elif start is None:
            self._tell(NoDayToCountFrom(place=self._at(span)))
        else:
            day = last_day(start.day, length)
            if day is None:
                self._tell(TooFar(place=self._at(span), last_year=LAST_YEAR))
            return day
        return None

    def _expenses(self, start: Day | None) -> Day | None:
        found: Day | None = None
        for p in self.placed.lines:
            if not isinstance(p.line, tree.Retroactive):
                continue
            day = Day(as_date(p.line.start), cites_of(p), p.line.span)
            if found is None:
                found = day
            elif day.day != found.day:
                self._tell(Restated(what=EXPENSES, place=self._place(day), second=self._place(found)))
        if found is not None and start is not None and found.day > start.day:
            where, second = self._place(found), self._place(start)
            self._tell(NotRetroactive(place=where, second=second, start=start.day, expenses=found.day))
        return found

    def _tell(self, finding: Finding) -> None:
        self.resolver.findings.append(finding)

    def _place(self, day: Day) -> Place:
        return self._at(day.span)

    def _at(self, span: Span) -> Place:
        return self.placed.source.place(span)


def _both(p: Placed, start: Day | None) -> tuple[Citation, ...]:
    """Return the citations of a line and of the day that it counts from."""
    return tuple(dict.fromkeys((*(start.cites if start is not None else ()), *cites_of(p))))


def days_on(day: date, number: int) -> date | None:
    """Return the day so many days later; None if that is too far in the future to be a day of a document."""
    if number > (LAST_YEAR - day.year + 1) * 366:
        return None
    found = day + timedelta(days=number)
    return found if found.year <= LAST_YEAR else None


def last_day(start: date, length: Duration) -> date | None:
    """Return the last day of a time that begins on ``start``: the one before the anniversary.

    Where the month of the anniversary has no such day, it is the last day of that month. None: too far in the future.
    """
    if length.unit == "day":
        return days_on(start, length.length - 1)
    months = start.month - 1 + length.length * (12 if length.unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    if year > LAST_YEAR:
        return None
    days = calendar.monthrange(year, month)[1]
    return date(year, month, days) if start.day > days else date(year, month, start.day) - timedelta(days=1)
