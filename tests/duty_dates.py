"""What the tests of duties share: dates and lengths of time in short, small documents with duties, their agenda."""

from __future__ import annotations

from datetime import date

from small_documents import rules

from tiaowen.compiler.calendar import Agenda, End, Said, Scheduled, agenda, published
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.tree import Duration

HEAD = 'policy town-2024 "Measures of a town"\nregion Yunnan\nissued 2024-01-02\n\nArticle 1\n'
WHO = "duty of county finance bureau: "
UNKNOWN = (published().last + 5) | 1
"""A year that no notice can be known for, whenever this runs; odd, so that its February has 28 days."""


def day(text: str) -> date:
    """Return a date of 2024 (``02-29``), or of another year when that stands before it."""
    return date.fromisoformat(text if len(text) > 5 else f"2024-{text}")


def span(text: str) -> Duration:
    """Return a length of time: ``10 working-day``, ``2 month``."""
    length, unit = text.split()
    return Duration(int(length), unit)


def town(*duties: str) -> Policy:
    """Return the rules of a document with these duties."""
    return rules(HEAD + "".join(f"{WHO}{duty}\n" for duty in duties))


def plan(policy: Policy, *said: Said, year: int = 2024) -> Agenda:
    """Return the agenda of a document."""
    return agenda(policy, year, said, published())


def last_days(found: Scheduled) -> list[str]:
    """Return the due dates of a duty that are determined."""
    return [due.end.day.isoformat() for due in found.dues if isinstance(due.end, End)]
