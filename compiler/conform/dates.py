"""When a lower and a higher document are in force together, and the day on which they are held against each other.

A document that states no date of effect counts from its issue. With neither day it is taken to be in force.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from tiaowen.compiler.compare.words import fill, same, say
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.tree import Text

EARLIEST = date(1949, 10, 1)
CLOSING = (12, 31)


@frozen
class At:
    """What was asked for: a day, or (``whole``) any day of its year."""

    day: date
    whole: bool = False

    @property
    def last(self) -> date:
        """Return the last day that is meant."""
        return date(self.day.year, *CLOSING) if self.whole else self.day


@frozen
class Together:
    """The day two documents are compared for, whether both are in force then, and both in words."""

    day: date
    both: bool
    text: Text


def begins(policy: Policy) -> date | None:
    """Return the first day of a document: of effect, else of issue."""
    return policy.start or policy.issued


def together(child: Policy, parent: Policy, at: At | None) -> Together:
    """Return when two documents are in force together."""
    first = max(begins(child) or EARLIEST, begins(parent) or EARLIEST)
    ends = [each.end for each in (child, parent) if each.end is not None]
    last = min(ends, default=None)
    if at is not None:
        low = max(first, at.day)
        high = at.last if last is None else min(last, at.last)
        if low <= high:
            return Together(high if at.whole else at.day, True, _span(first, last))
        return Together(at.last, False, _apart(child, parent, at))
    if last is not None and last < first:
        return Together(begins(child) or first, False, _apart(child, parent, None))
    return Together(first if first != EARLIEST else date.today(), True, _span(first, last))


def _span(first: date, last: date | None) -> Text:
    low = same(first.isoformat())
    if first == EARLIEST:
        return say("neither document has a date: taken to be in force", "两份文件都没有日期，按现行处理")
    if last is None:
        return fill("both in force from {low} on", "自{low}起同时施行", low=low)
    return fill("both in force from {low} to {high}", "{low}至{high}同时施行", low=low, high=same(last.isoformat()))


def _apart(child: Policy, parent: Policy, at: At | None) -> Text:
    if at is None:
        return say(
            "the two were never in force together: what follows is for reference, and nothing is violated",
            "两份文件从未同时施行：以下仅供参照，不作违反论",
        )
    when = same(str(at.day.year) if at.whole else at.day.isoformat())
    lacking = [each for each in (parent, child) if not _on(each, at)]
    which = {
        (True, True): say("neither document was in force", "两份文件均未施行"),
        (True, False): say("the higher document was not in force", "上位文件未在施行"),
        (False, True): say("the lower document was not in force", "下位文件未在施行"),
    }.get((parent in lacking, child in lacking), say("the two were not in force on one day", "两份文件未在同一天施行"))
    return fill(
        "{when}: {which}; what follows is for reference, and nothing is violated",
        "{when}：{which}；以下仅供参照，不作违反论",
        when=when,
        which=which,
    )


def _on(policy: Policy, at: At) -> bool:
    first, last = begins(policy) or EARLIEST, policy.end
    return first <= at.last and (last is None or at.day <= last)
