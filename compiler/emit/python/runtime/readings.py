"""Doubts: which readings of doubtful passages a result rests on

A reading stands among the places that stem from it (`slices=by-slice`); READINGS are those of the document, in order.
"""

from __future__ import annotations

from tiaowen.compiler.emit.python.runtime.cases import Benefit, Case
from tiaowen.compiler.emit.python.runtime.claim import Articles, Outcome, Why
from tiaowen.compiler.emit.python.runtime.document import PEOPLE_READINGS, READINGS


def resting(outcome: Outcome, case: Case, benefits: tuple[str, ...], places: tuple[Articles, ...]) -> Outcome:
    """Return a payment with all it was computed from: ``places``, and what earlier ``benefits`` rest on."""
    if outcome.status not in {"paid", "zero"}:
        key, values = outcome.why[0]
        places, benefits = (), tuple(str(value) for value in values[1:]) if key == "earlier" else ()
    found = [place for each in places for place in each]
    for benefit in benefits:
        earlier = case.paid.get(benefit)
        found += (*earlier.articles, *earlier.rests_on) if earlier is not None else ()
    return outcome._replace(rests_on=(*outcome.rests_on, *found))


def held_against(benefit: Benefit, case: Case, outcome: Outcome) -> Outcome:
    """Return an outcome that rests on the conditions of a benefit, and on who the person is by the document."""
    if not READINGS:
        return outcome
    return outcome._replace(rests_on=(*outcome.rests_on, *benefit.asked, *PEOPLE_READINGS.get(case.who, ())))


def in_its_time(benefit: Benefit, outcome: Outcome) -> Outcome:
    """Return an outcome that rests on when a benefit is in force."""
    if not READINGS:
        return outcome
    return outcome._replace(rests_on=(*outcome.rests_on, *benefit.start_articles, *benefit.end_articles))


def with_readings(articles: Articles, why: Why, rests_on: Articles = ()) -> tuple[Articles, Why]:
    """Return the places without readings, and what is to be said with the readings."""
    if not READINGS:
        return articles, why
    found = {*articles, *rests_on}
    said: Why = tuple((f"reading {each}", ()) for each in READINGS if each in found)
    return tuple(place for place in articles if place not in READINGS), why + said
