"""Settling: each benefit of a claim under each identity, and each possibility of what is not stated"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeAlias

from tiaowen.compiler.emit.python.runtime.cases import Ask, Benefit, Case, Doubts, People, Standing, stated
from tiaowen.compiler.emit.python.runtime.claim import Claim, Outcome, Record, Value
from tiaowen.compiler.emit.python.runtime.document import (
    BENEFITS,
    DERIVED,
    END_ARTICLES,
    EXPENSES_ARTICLES,
    EXPENSES_FROM,
    IDENTITY_EVENTS,
    IN_FORCE_TO,
    LEAVES_OUT,
    OUTSIDE,
    PEOPLE_READINGS,
    READINGS,
    RECIPIENT_ARTICLES,
    WIDE_CARE,
    YEARLY_FACTS,
)
from tiaowen.compiler.emit.python.runtime.identities import (
    NOBODY,
    PREFERRED,
    alone,
    beside,
    choose,
    days_of,
    expense_day,
    held_on,
    people_of,
    same,
    stated_as,
    with_category,
)
from tiaowen.compiler.emit.python.runtime.money import elsewhere, excluded, undetermined
from tiaowen.compiler.emit.python.runtime.readings import cited, readings_of, said_of

BENEFIT = {benefit.id: benefit for benefit in BENEFITS}
KNOWN_BENEFITS: dict[tuple[str, str], tuple[Benefit, ...]] = {}
KNOWN_PEOPLE: dict[tuple[str, ...], People] = {(): NOBODY}


class Year(NamedTuple):
    """What earlier claims have used up, summed up, and left undetermined so far."""

    counters: dict[str, int]
    so_far: dict[str, int]
    unsettled: dict[str, list[str]]


def settle_claim(claim: Claim, year: Year) -> list[Record]:
    """Settle one claim on the counters of its periods, and add to them."""
    if LEAVES_OUT:
        claim = without_what_is_left_out(claim)
    people = people_on(claim, claim.date)
    paid: dict[str, Outcome] = {}
    case = Case(claim, people, year.counters, year.so_far.copy() if YEARLY_FACTS else year.so_far, paid)
    if people.standings:
        case.stand(people.standings[0])
    benefits = KNOWN_BENEFITS.get((claim.kind, claim.care))
    if benefits is None:
        benefits = tuple(each for each in BENEFITS if each.kind == claim.kind and may_concern(each, case))
        KNOWN_BENEFITS[claim.kind, claim.care] = benefits
    by_class = best_class(benefits, case) if len(people.standings) > 1 else None
    records: list[Record] = []
    rests_on: dict[str, int] = {}
    for benefit in benefits:
        outcome, category = settle_benefit(benefit, case, by_class)
        if outcome.status == "none":
            continue
        for counter, before, added in outcome.draws:
            year.counters[counter] = before + added
        paid[benefit.id] = outcome
        records.append(record_of(claim, benefit, outcome, category, year, rests_on))
        if outcome.status == "undetermined":
            for counted in benefit.counters:
                if counted.may_count(claim.care):
                    year.unsettled.setdefault(counted.name, []).append(claim.claim)
    for column in YEARLY_FACTS:
        year.so_far[column] = year.so_far.get(column, 0) + (stated(case, column) or 0)
    return records


def people_on(claim: Claim, day: date) -> People:
    """Return what the categories that the person held on a day amount to."""
    held = held_on(claim, day)
    if DERIVED:
        held += derived(claim, held)
    people = KNOWN_PEOPLE.get(held)
    if people is None:
        people = KNOWN_PEOPLE[held] = people_of(held)
    return people


def derived(claim: Claim, held: tuple[str, ...]) -> tuple[str, ...]:
    """Return the classes that facts alone make the person one of."""
    plain = Case(claim, People(frozenset(held), {}, ()), {}, {}, {})
    found: list[str] = []
    for each, is_one, _ in DERIVED:
        try:
            if each not in held and is_one(plain):
                found.append(each)
        except Ask:
            continue
    return tuple(found)


def left_open(benefit: Benefit, case: Case) -> Outcome | None:
    """Return that it is open whether somebody who holds no category is a recipient, where the claim leaves it so."""
    claim, held = case.claim, tuple(sorted(case.people.held))
    plain = Case(claim, People(frozenset(held), {}, ()), {}, {}, {})
    for each, is_one, columns in DERIVED:
        if each in held or not (columns & (claim.facts.keys() | claim.money.keys())):
            continue
        try:
            is_one(plain)
        except Ask as ask:
            possible, _ = settle_benefit(benefit, case.seen_on(people_of((*held, each)), case.as_of_event), None)
            if possible.status not in {"excluded", "none"}:
                return unanswered(ask)
    return None


def without_what_is_left_out(claim: Claim) -> Claim:
    """Return the claim with each fact less what the document leaves out of it."""
    stated = claim.money
    left = {
        column: max(0, stated[column] - sum(stated.get(other, 0) for other in without))
        for column, without in LEAVES_OUT.items()
        if column in stated
    }
    return replace(claim, money={**stated, **left})


def record_of(  # the parts of a record, and the readings that the benefits before rest on
    claim: Claim, benefit: Benefit, outcome: Outcome, category: str | None, year: Year, rests_on: dict[str, int]
) -> Record:
    """Return the record of an outcome; each place is cited once."""
    status, fen, places, why, _, _, _ = outcome
    articles = cited(places)[0]
    if year.unsettled and status in {"paid", "zero"}:
        counters = [counter.name for counter in benefit.counters if counter.may_count(claim.care)]
        open_ = [earlier for name in counters for earlier in year.unsettled.get(name, ())]
        why += (("not counted", tuple(dict.fromkeys(open_))),) if open_ else ()
    if READINGS:
        bits = cited(places)[1] | readings_of(benefit, outcome, rests_on)
        rests_on[benefit.id] = bits
        why += said_of(bits)
    known = None if status in {"undetermined", "elsewhere"} else fen
    return Record(claim.claim, claim.person, claim.date, benefit.id, status, known, category, articles, why)


def may_concern(benefit: Benefit, case: Case) -> bool:
    """Tell whether a benefit is for the kind of care, or for one of its kinds."""
    return benefit.care is None or case.care in benefit.care or case.care in benefit.wider_care


# Which identity counts.


def settle_benefit(benefit: Benefit, case: Case, by_class: Standing | None) -> tuple[Outcome, str | None]:
    """Settle one benefit under each identity of the person; return the outcome that counts and its category."""
    standings = case.people.standings
    closed = not_in_force(benefit, case.claim)
    if closed is not None:
        return closed, stated_as(case.standing)
    if IDENTITY_EVENTS and benefit.identity_event is not None and not case.as_of_event:
        return settle_as_of(benefit, benefit.identity_event, case, by_class)
    if not standings:
        nobody = excluded("no recipient", RECIPIENT_ARTICLES)
        if DERIVED:
            return left_open(benefit, case) or nobody, None
        return nobody, None
    if len(standings) == 1:
        return settle_as(benefit, case)
    if by_class is not None and benefit.several == "class":
        chosen, category = settle_as(benefit, alone(case, by_class))
        others = [settle_as(benefit, alone(case, each)) for each in standings if each is not by_class]
        return beside(chosen, others, benefit.several_articles), category
    found = [(*settle_as(benefit, case.seen_as(standing)), standing.rank) for standing in standings]
    outcome, category = choose(benefit, found)
    if outcome.status == "undetermined" and any(each.why[0][0] == "undecided" for each, _, _ in found):
        # What is open for one identity need not be open for the person.
        whole, category_of_whole = settle_person(benefit, case)
        return (outcome, category) if whole.status == "undetermined" else (whole, category_of_whole)
    return outcome, category


def settle_as_of(benefit: Benefit, event: str, case: Case, by_class: Standing | None) -> tuple[Outcome, str | None]:
    """Settle one benefit for the person as on the day of an event, or as on each day that may be the one."""
    found: list[tuple[Outcome, str | None]] = []
    for day in days_of(event, case.claim):
        people = people_on(case.claim, day)
        one = by_class
        possible = case.seen_on(people)
        if people.standings is not case.people.standings:
            every = KNOWN_BENEFITS[case.claim.kind, case.claim.care]
            one = best_class(every, possible) if len(people.standings) > 1 else None
        found.append(settle_benefit(benefit, possible, one))
    return common(Ask("day", event, benefit.identity_articles), found, case)


def settle_person(benefit: Benefit, case: Case) -> tuple[Outcome, str | None]:
    """Settle one benefit for all identities together, with all that the person can be."""

    def settle_all_identities(possible: Case) -> tuple[Outcome, str | None]:
        found: list[tuple[Outcome, str | None, int]] = []
        for standing in possible.people.standings:
            outcome = settle_case(benefit, possible.seen_as(standing))
            found.append((*with_category(outcome, standing), standing.rank))
        return choose(benefit, found)

    return settle_possible(settle_all_identities, case)


def settle_as(benefit: Benefit, case: Case) -> tuple[Outcome, str | None]:
    """Settle one benefit under the identity looked at; return the outcome and its category."""
    standing = case.standing
    try:
        outcome = settle_case(benefit, case)
    except Ask as ask:
        return settle_values(ask, lambda possible: with_category(settle_case(benefit, possible), standing), case)
    return outcome, None if standing is None or outcome.why[0][0] == "no recipient" else standing.stated


def best_class(benefits: tuple[Benefit, ...], case: Case) -> Standing | None:
    """Return the one identity that counts for all benefits of the visit, where the document wants one."""
    if not any(benefit.several == "class" for benefit in benefits):
        return None
    candidates: list[tuple[int, int, int, int, int]] = []
    standings = case.people.standings
    for place, standing in enumerate(standings):
        trial = case.copy()
        trial.counters, trial.paid = dict(case.counters), {}
        for benefit in benefits:
            outcome, _ = settle_benefit(benefit, trial, standing)
            for counter, before, added in outcome.draws:
                trial.counters[counter] = before + added
            trial.paid[benefit.id] = outcome
        outcomes = [trial.paid[benefit.id] for benefit in benefits if benefit.several == "class"]
        group = min((PREFERRED.get(outcome.status, 3) for outcome in outcomes), default=3)
        open_ = sum(outcome.status == "undetermined" for outcome in outcomes)
        candidates.append((group, -sum(outcome.fen for outcome in outcomes), open_, standing.rank, place))
    return standings[min(candidates)[4]]


# One benefit under one identity.


Settle: TypeAlias = Callable[[Case], tuple[Outcome, str | None]]


def settle_possible(settle: Settle, case: Case) -> tuple[Outcome, str | None]:
    """Settle a case, and where it hangs on something not stated, each possibility."""
    try:
        return settle(case)
    except Ask as ask:
        return settle_values(ask, settle, case)


def settle_values(ask: Ask, settle: Settle, case: Case) -> tuple[Outcome, str | None]:
    """Settle a case for each answer to a question: what all of them come to stands."""
    if not ask.values:
        return unanswered(ask), stated_as(case.standing)
    found = [settle_possible(settle, case.supposing(ask.kind, ask.name, value)) for value in ask.values]
    return common(ask, found, case)


def common(ask: Ask, found: list[tuple[Outcome, str | None]], case: Case) -> tuple[Outcome, str | None]:
    """Return what all possible outcomes come to, else that it hangs on the question."""
    outcomes = [outcome for outcome, _ in found]
    if all(same(outcomes[0], other) for other in outcomes):
        return found[0]
    articles = ask.articles or tuple(article for outcome in outcomes for article in outcome.articles)
    return undetermined("undecided", articles, *unknown_in(ask, outcomes)), stated_as(case.standing)


def unanswered(ask: Ask) -> Outcome:
    """Return the outcome of a question for which nothing can be supposed."""
    if ask.kind == "figure":
        return undetermined("no figure", ask.articles, ask.name, str(ask.year))
    if ask.kind == "needed":
        return undetermined("no fact", ask.articles, ask.name)
    return undetermined("undecided", ask.articles, ask.kind, ask.name)


def unknown_in(ask: Ask, outcomes: list[Outcome]) -> list[Value]:
    """Return all that the result hangs on: the question, and those that came up while supposing answers."""
    found: dict[tuple[Value, Value], None] = {(ask.kind, ask.name): None}
    for outcome in outcomes:
        for key, values in outcome.why:
            if key == "undecided":
                found.update(dict.fromkeys(zip(values[::2], values[1::2], strict=True)))
    return [value for pair in found for value in pair]


def settle_case(benefit: Benefit, case: Case) -> Outcome:
    """Settle a case in the order of a clerk: care, person, coverage, conditions, what comes instead, money."""
    if benefit.care is not None and case.care not in benefit.care:
        if case.care in benefit.wider_care:
            raise Ask("care", case.care, benefit.care_articles, WIDE_CARE[case.care])
        return excluded("none", ())._replace(status="none")
    if not case.who or (benefit.people is not None and case.who not in benefit.people):
        person = admitted(benefit, case)
        if person is None:
            return excluded("no recipient", (benefit.people_articles or {}).get(case.who, RECIPIENT_ARTICLES))
        case = person
    covered = benefit.coverage(case) if benefit.coverage is not None else None
    if covered is not None and covered.status == "excluded":
        return covered
    outcome = benefit.conditions(case) if covered is None and benefit.conditions is not None else None
    if outcome is None and benefit.displaced_by:
        outcome = displaced(benefit, case, covered is not None)
    if outcome is None:
        outcome = covered or benefit.settle(case)
    if PEOPLE_READINGS and case.who in PEOPLE_READINGS and outcome is not covered:
        outcome = outcome._replace(rests_on=(*outcome.rests_on, PEOPLE_READINGS[case.who]))
    return outcome


def concerns(benefit: Benefit, case: Case) -> bool:
    """Tell whether the benefit has to do with the identity looked at."""
    if not case.who and case.standing is not None:
        # What the kinds of a wide category come to is cited, not what asks for the kind.
        raise Ask("identity", case.standing.stated, (), case.standing.atoms)
    if benefit.people is None or case.who in benefit.people:
        return True
    return benefit.people_if is not None and benefit.people_if(case)


def admitted(benefit: Benefit, case: Case) -> Case | None:
    """Return the case as the benefit has to see it: as it is, or as that of somebody outside the recipients.

    Whoever is a recipient under another identity is not outside.
    """
    if concerns(benefit, case):
        return case
    if OUTSIDE is None or any(concerns(benefit, case.seen_as(standing)) for standing in case.people.standings):
        return None
    outside = case.copy()
    outside.who = OUTSIDE
    try:
        return outside if concerns(benefit, outside) else None
    except Ask:
        return None


def not_in_force(benefit: Benefit, claim: Claim) -> Outcome | None:
    """Return the outcome if the day lies outside the time in which the benefit is in force, or the expense before."""
    day = claim.date
    if benefit.start is not None and day < benefit.start:
        return elsewhere(f"not yet {benefit.id}", benefit.start_articles)
    if IN_FORCE_TO is not None and day > IN_FORCE_TO:
        return elsewhere("ended", END_ARTICLES)
    if benefit.end is not None and day > benefit.end:
        return elsewhere(f"no longer {benefit.id}", benefit.end_articles)
    if EXPENSES_FROM is not None and claim.kind == "visit" and expense_day(claim) < EXPENSES_FROM:
        why = (("expense before", (expense_day(claim).isoformat(),)),)
        return elsewhere("expense before", EXPENSES_ARTICLES)._replace(why=why)
    return None


def displaced(benefit: Benefit, case: Case, sent_elsewhere: bool) -> Outcome | None:
    """Return the exclusion by a benefit that comes instead, whatever that one comes to.

    What is itself sent elsewhere does not take the place of what is sent elsewhere on its own.
    """
    doubts = Doubts()
    for by, articles in benefit.displaced_by:
        try:
            applies = reach(BENEFIT[by], case)
        except Ask as ask:
            doubts.first = doubts.first or ask
            continue
        if applies == "here" or (applies == "elsewhere" and not sent_elsewhere):
            return excluded("displaced", articles, by)
    doubts.ask()
    return None


def reach(benefit: Benefit, case: Case) -> str:
    """Tell whether a benefit applies to the visit for one identity at least: `here`, `elsewhere` or not at all.

    A case sent elsewhere for its disease is still this benefit's case; one sent elsewhere for the person is not.
    """
    if not may_concern(benefit, case) or not_in_force(benefit, case.claim) is not None:
        return ""
    if case.care in benefit.wider_care:
        raise Ask("care", case.care, benefit.care_articles, WIDE_CARE[case.care])
    doubts, sent_elsewhere = Doubts(), ""
    for standing in case.people.standings:
        try:
            applies = reach_as(benefit, case.seen_as(standing))
        except Ask as ask:
            doubts.first = doubts.first or ask
            continue
        if applies == "here":
            return applies
        sent_elsewhere = sent_elsewhere or applies
    doubts.ask()
    return sent_elsewhere


def reach_as(benefit: Benefit, case: Case) -> str:
    """Tell whether a benefit applies to the visit under one identity."""
    if not concerns(benefit, case):
        return ""
    covered = benefit.coverage(case) if benefit.coverage is not None else None
    if covered is not None and not covered.for_disease:
        return ""
    if benefit.conditions is not None and benefit.conditions(case) is not None:
        return ""
    return "here" if covered is None else "elsewhere"
