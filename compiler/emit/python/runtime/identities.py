"""Identities: what the categories of a person amount to, and which of several identities counts"""

from __future__ import annotations

from datetime import date, timedelta

from tiaowen.compiler.emit.python.runtime.cases import Benefit, Case, People, Standing
from tiaowen.compiler.emit.python.runtime.claim import Articles, Claim, Outcome, Value
from tiaowen.compiler.emit.python.runtime.document import IDENTITIES, OUTSIDE, WIDER_CATEGORIES
from tiaowen.compiler.emit.python.runtime.money import undetermined

LAST = 1 << 30
NOBODY = People(frozenset(), {}, ())
PREFERRED = {"paid": 0, "zero": 0, "undetermined": 1, "elsewhere": 2}


def people_of(held: tuple[str, ...]) -> People:
    """Return what the categories of a person amount to; one that another is a kind of adds nothing."""
    known: dict[str, str] = {}
    for category in held:
        for key in known_as(category):
            known.setdefault(key, category)
    wider = {above for key in known for above in WIDER_CATEGORIES.get(key, ()) if above != key}
    ranked = sorted((IDENTITIES[key].rank, place, key) for place, key in enumerate(known) if key not in wider)
    identities = [(known[key], IDENTITIES[key]) for _, _, key in ranked]
    standings = [Standing(category, each.atoms, each.rank) for category, each in identities if each.atoms]
    if not standings and OUTSIDE is not None and held:
        standings = [Standing(held[0], (OUTSIDE,), LAST)]
    given: dict[str, bool] = {}
    for _, identity in identities:
        for test, holds in identity.given:
            given.setdefault(test, holds)
    return People(frozenset(held), given, tuple(standings))


def known_as(category: str) -> list[str]:
    """Return the category as the document knows it: itself, or else the narrowest that it is a kind of."""
    if category in IDENTITIES:
        return [category]
    above = [key for key in WIDER_CATEGORIES.get(category, ()) if key in IDENTITIES]
    wider = {key for other in above for key in WIDER_CATEGORIES.get(other, ()) if key != other}
    return [key for key in above if key not in wider]


def held_on(claim: Claim, day: date) -> tuple[str, ...]:
    """Return the categories that the person held on a day."""
    held = [
        category
        for category, start, end in claim.categories
        if (start is None or start <= day) and (end is None or day <= end)
    ]
    return tuple(held)


def expense_day(claim: Claim) -> date:
    """Return the day of the expense: where the claim does not say, its own."""
    return claim.days.get("expense_date", claim.date)


def days_of(event: str, claim: Claim) -> tuple[date, ...]:
    """Return the day of an event, or one for each set of categories that the person may have held on it."""
    stated = claim.days.get(f"{event.replace('-', '_')}_date")
    if stated is not None:
        return (stated,)
    if event in {"expense", "treatment", "recognition"}:
        return (expense_day(claim),)
    if event == "settlement" or (event == "enrolment-payment" and claim.kind == "enrolment"):
        return (claim.date,)
    turns = {each.start for each in claim.categories if each.start is not None}
    turns |= {each.end + timedelta(1) for each in claim.categories if each.end is not None and each.end < claim.date}
    days: dict[tuple[str, ...], date] = {}
    for day in (claim.date, *sorted((turn for turn in turns if turn <= claim.date), reverse=True), date.min):
        days.setdefault(held_on(claim, day), day)
    return tuple(days.values())


def choose(benefit: Benefit, found: list[tuple[Outcome, str | None, int]]) -> tuple[Outcome, str | None]:
    """Return the outcome that counts among those of several identities, with its category.

    An identity the benefit has nothing to do with is no second identity here, and one that the document gives nothing
    does not stand against one that it gives something.
    """
    found = [each for each in found if not is_nobody(each[0])] or found[:1]
    if benefit.several is None and not all(is_ruled_out(each[0]) for each in found):
        found = [each for each in found if not each[0].why[0][0].startswith("not covered")]
    first = found[0][0]
    if len(found) == 1:
        return first, found[0][1]
    if benefit.several is None and any(not same(first, other) for other, _, _ in found):
        articles = tuple(article for outcome, _, _ in found for article in outcome.articles)
        values: list[Value] = []
        for outcome, category, _ in found:
            values += [category or "-", outcome.status, outcome.fen]
        return undetermined("differ", articles, *values), None
    ranked = [
        (PREFERRED.get(outcome.status, 3), -outcome.fen, LAST if category is None else rank, place)
        for place, (outcome, category, rank) in enumerate(found)
    ]
    outcome, category, _ = found.pop(min(ranked)[3])
    return beside(outcome, [(other, named) for other, named, _ in found], benefit.several_articles), category


def with_category(outcome: Outcome, standing: Standing | None) -> tuple[Outcome, str | None]:
    """Return an outcome and the category whose clauses were applied."""
    return outcome, None if standing is None or is_nobody(outcome) else standing.stated


def stated_as(standing: Standing | None) -> str | None:
    """Return the category of an identity as it was stated."""
    return None if standing is None else standing.stated


def is_nobody(outcome: Outcome) -> bool:
    """Tell whether the benefit has nothing to do with the identity."""
    return outcome.why[0][0] == "no recipient"


def is_ruled_out(outcome: Outcome) -> bool:
    """Tell whether the document gives the case as such nothing, or sends it elsewhere."""
    return outcome.why[0][0].startswith(("not covered", "sent elsewhere"))


def beside(chosen: Outcome, others: list[tuple[Outcome, str | None]], articles: Articles) -> Outcome:
    """Return the outcome chosen; where another differs, the rule for several identities is cited too."""
    if all(same(chosen, other) for other, _ in others):
        return chosen
    why = chosen.why
    if chosen.status in {"paid", "zero"}:
        open_ = [category for other, category in others if other.status == "undetermined" and category is not None]
        why += tuple(("other open", (category,)) for category in open_)
    return chosen._replace(articles=chosen.articles + articles, why=why)


def same(left: Outcome, right: Outcome) -> bool:
    """Tell whether two outcomes are the same for this claim and for the counters that later claims find."""
    return left.status == right.status and left.fen == right.fen and left.draws == right.draws


def alone(case: Case, standing: Standing) -> Case:
    """Return the case of a person with this identity alone."""
    other = case.copy()
    other.people = case.people._replace(standings=(standing,))
    other.stand(standing)
    return other
