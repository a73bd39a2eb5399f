"""A claim as the engines take it: names resolved to concept ids, money in fen, dates as dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from tiaowen.compiler.vocabulary import Concept, Vocabulary

Day = date
"""The type, where a claim's own day goes by that name."""


class Kind(StrEnum):
    """What a claim is about."""

    VISIT = "visit"
    ENROLMENT = "enrolment"
    FUND_YEAR = "fund-year"


@frozen
class Held:
    """A recipient category a person holds: always, or from ``start`` to ``end``, both days included."""

    category: str
    start: date | None = None
    end: date | None = None

    def on(self, day: date) -> bool:
        """Return whether the category is held on ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@frozen
class Visit:
    """One claim record of any kind.

    ``categories``, ``care``, ``diseases``, ``marks`` and ``plan`` are concept ids (``categories`` also
    classes of the policy, where the reader was told their names). ``money`` holds every amount the claim
    states, in fen, by column (``in_scope``, ``paid_basic``, ``premium``); an insurer that is not in it paid
    nothing. ``facts`` holds the other stated numbers by column. ``level``, ``plan`` and a fact that are not
    stated are unknown; a mark that is not stated does not hold.

    ``days`` are the days of other events that the claim states, by column (``admission_date``). ``region`` is the id of
    where the claim belongs, and is read for a register of several documents only.

    ``care`` is empty for an enrolment and a fund year. A fund year belongs to nobody, and its date is the
    last day of its ``year`` unless the record gives one. ``family`` tells which persons count together where a
    document counts for the family. ``line`` is where the record starts in its file,
    ``order`` its place among the records.
    """

    claim: str
    person: str
    date: date
    categories: tuple[Held, ...] = ()
    care: str = ""
    level: int | None = None
    diseases: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    money: Mapping[str, int] = field(factory=dict)
    facts: Mapping[str, int] = field(factory=dict)
    plan: str | None = None
    kind: str = Kind.VISIT.value
    year: int | None = None
    line: int = 0
    order: int = 0
    family: str | None = None
    days: Mapping[str, Day] = field(factory=dict)
    region: str | None = None

    @property
    def expense_day(self) -> Day:
        """Return the day on which the expense arose: where the claim does not say, its own."""
        return self.days.get("expense_date", self.date)


@frozen
class ExtraNames:
    """What a compiled policy adds to the names and columns a claim may use.

    ``categories`` maps accepted names of the policy's own classes and defined categories (``一类人员``) to
    their ids. ``money`` and ``counts`` are the claim columns of facts the policy declares itself, by what
    their numbers mean, ``dates`` those of the days of its own events.
    """

    categories: Mapping[str, str] = field(factory=dict)
    money: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()


@frozen(eq=False)
class Names:
    """The names that a claim may use under one document."""

    vocabulary: Vocabulary
    extra: ExtraNames


@frozen(eq=False)
class Regions:
    """What a register of several documents says of where a claim may be.

    ``only`` is the region of claims that state none, None where they have to; ``names`` are the regions there are.
    ``names_for`` returns the names of the document that governs a region on a day.
    """

    only: str | None
    names: tuple[Concept, ...]
    names_for: Callable[[str, date], Names]
