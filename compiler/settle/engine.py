"""The reference engine: claims in, one record per claim and benefit out.

``prepare`` makes a policy ready once; settling a claim then asks ready conditions and computes with integers. A
person's visits are settled in the order of their dates, since counters run over the year; records come out in the
order of the claims.

    in force -> identities -> for each: coverage -> conditions -> what comes instead -> money -> the one that counts

Left to others: reading claims and writing results (``compiler/claims``), sentences and traces (``reasons``,
``trace``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from attrs import evolve, frozen

from tiaowen.compiler.claims.model import Kind, Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle.by_facts import by_facts, perhaps, surely
from tiaowen.compiler.settle.cases import Care, Case, Standing, Unknown, without
from tiaowen.compiler.settle.causes import (
    NoRecipient,
    NotConcerned,
    Outcome,
    Pending,
    SentElsewhere,
    Undecided,
    undetermined,
)
from tiaowen.compiler.settle.compute import compute, subsidise
from tiaowen.compiler.settle.conditions import Preparer, yearly_columns
from tiaowen.compiler.settle.fund import FundOutcome, settle_fund_year
from tiaowen.compiler.settle.gate import admitted, conditions, coverage, displaced, grant, not_in_force
from tiaowen.compiler.settle.identity_day import day_of, possible_days
from tiaowen.compiler.settle.ledger import Ledger
from tiaowen.compiler.settle.people import NOBODY, People, beside, best_class, choose, held_on, people_of
from tiaowen.compiler.settle.possible import common, settle_cases
from tiaowen.compiler.settle.records import Recorder
from tiaowen.compiler.settle.stage import GRANT, Stage, prepare_stage
from tiaowen.compiler.settle.steps import Granted as GrantedStep
from tiaowen.compiler.settle.trace import Trace, Tracer
from tiaowen.dsl.tree import Language
from tiaowen.dsl.tree import Outcome as Rule

Done = dict[str, Outcome]
Finished = TypeVar("Finished")


@frozen(eq=False)
class Settled:
    """What one claim comes to, benefit by benefit in the order of settlement."""

    visit: Visit
    outcomes: tuple[Outcome, ...]
    funds: tuple[FundOutcome, ...] = ()
    grants: tuple[Outcome, ...] = ()


@frozen(eq=False)
class Explained:
    """A record with its derivation; ``granted`` where it stands for a benefit that is not money, which has none."""

    result: Result
    trace: Trace

    @property
    def granted(self) -> bool:
        """Tell whether this is a benefit that is not money, and granted."""
        return any(isinstance(step, GrantedStep) for step in self.trace.steps)


def prepare(policy: Policy) -> Engine:
    """Make a policy ready to settle claims."""
    preparer = Preparer(policy)
    return Engine(policy, [prepare_stage(policy, benefit, preparer) for benefit in policy.benefits])


class Engine:
    """A policy made ready. It keeps nothing between two calls but what it has worked out about names."""

    def __init__(self, policy: Policy, stages: Sequence[Stage]) -> None:
        self.policy = policy
        self.stages = {stage.id: stage for stage in stages}
        self._stages: dict[tuple[str, str], tuple[Stage, ...]] = {}
        self._yearly = yearly_columns(policy)
        self._families = any(pool.family for pool in policy.pools)
        preparer = Preparer(policy)
        self._defined = by_facts(policy, preparer)
        self._people: dict[tuple[str, ...], People] = {(): NOBODY}
        self._care: dict[str, Care] = {}

    def settle(
        self,
        visits: Iterable[Visit],
        language: Language = Language.EN,
        progress: Callable[[int], object] | None = None,
    ) -> Iterator[Result]:
        """Settle claims; the sentences of the records are in ``language``.

        ``progress`` is told how many more claims are done, while they are.
        """
        recorder = Recorder(self.policy, language)

        def records(settled: Settled) -> list[Result]:
            return recorder.records(settled.visit, settled.outcomes, settled.funds)

        return chain.from_iterable(self._each(visits, records, progress=progress))

    def explain(self, visits: Iterable[Visit], language: Language = Language.EN) -> Iterator[Explained]:
        """Settle claims, each record with its derivation."""
        recorder, tracer = Recorder(self.policy, language), Tracer(self.policy, self.stages)

        def explained(settled: Settled) -> list[Explained]:
            results = recorder.records(settled.visit, settled.outcomes, settled.funds)
            return list(map(Explained, results, tracer.traces(settled.outcomes, settled.funds)))

        return chain.from_iterable(self._each(visits, explained))

    def granted(self, visit: Visit) -> dict[str, Outcome]:
        """Return what becomes of the benefits that are not money: they have no record, and ``granted`` says yes."""
        found = self._each([visit], lambda settled: settled.grants, with_grants=True)
        return {outcome.benefit: outcome for outcome in chain.from_iterable(found)}

    def explain_grants(self, visits: Iterable[Visit], language: Language = Language.EN) -> Iterator[Explained]:
        """Yield the benefits that are not money, each with its derivation."""
        recorder, tracer = Recorder(self.policy, language), Tracer(self.policy, self.stages)

        def explained(settled: Settled) -> list[Explained]:
            results = recorder.records(settled.visit, settled.grants)
            return list(map(Explained, results, tracer.traces(settled.grants, ())))

        return chain.from_iterable(self._each(visits, explained, with_grants=True))

    def outcomes(self, visits: Iterable[Visit]) -> Iterator[Settled]:
        """Settle claims to outcomes, in the order of the claims."""
        return self._each(visits, lambda settled: settled)

    def _each(
        self,
        visits: Iterable[Visit],
        finish: Callable[[Settled], Finished],
        with_grants: bool = False,
        progress: Callable[[int], object] | None = None,
    ) -> Iterator[Finished]:
        """Settle claims year by year and yield what ``finish`` makes of each, in the order of the claims.

        Made at once, so that the outcomes of a large file are never all in memory together.
        """
        claims = list(visits)
        years: dict[str, list[int]] = {}
        found: dict[int, Finished] = {}
        for place, visit in enumerate(claims):
            if visit.kind == Kind.FUND_YEAR.value:
                found[place] = finish(Settled(visit, (), settle_fund_year(self.policy, visit)))
            else:
                years.setdefault(self._together(visit), []).append(place)
        for places in years.values():
            ledger = Ledger(self.policy.insurance_year)
            if len(places) > 1:
                places.sort(key=lambda place: (claims[place].date, claims[place].order, place))
            for place in places:
                found[place] = finish(self._settle_claim(claims[place], ledger, with_grants))
            if progress is not None:
                progress(len(places))
        return (found.pop(place) for place in range(len(claims)))

    # ── One claim ────────────────────────────────────────────────────────────────────────────────────────────────

    def _settle_claim(self, visit: Visit, ledger: Ledger, with_grants: bool) -> Settled:
        case = self._case(visit, ledger)
        stages = self._concerned(visit.kind, case)
        by_class = self._one_class(stages, case, ledger)
        done: Done = {}
        for stage in stages:
            outcome = self._settle_benefit(stage, case, done, ledger, by_class)
            if not outcome.concerned:
                continue
            outcome = ledger.noted(stage, outcome, case)
            ledger.enter(stage, outcome, case)
            done[stage.id] = outcome
        grants = self._concerned(GRANT, case) if with_grants else ()
        granted = [self._settle_benefit(stage, case, done, ledger, None) for stage in grants]
        so_far = ledger.so_far(visit.person, visit.date.year) if self._yearly else {}
        for column in self._yearly:
            so_far[column] = so_far.get(column, 0) + (case.fact(column) or 0)
        return Settled(visit, tuple(done.values()), (), tuple(outcome for outcome in granted if outcome.concerned))

    def _concerned(self, kind: str, case: Case) -> tuple[Stage, ...]:
        """Return the benefits of a kind that are, or may be, for the kind of care."""
        key = kind, case.care.stated
        stages = self._stages.get(key)
        if stages is None:
            of_kind = (stage for stage in self.stages.values() if stage.benefit.kind == kind)
            stages = self._stages[key] = tuple(stage for stage in of_kind if stage.concerns(case) is not False)
        return stages

    def _people_on(self, visit: Visit, day: date) -> People:
        held = held_on(visit.categories, day)
        held = (*held, *self._derived(visit, held))
        people = self._people.get(held)
        if people is None:
            people = self._people[held] = people_of(self.policy, held)
        return people

    def _held_on(self, case: Case, day: date) -> Case:
        """Return the case of the person as on another day than that of the claim."""
        return evolve(_as(case, self._people_on(case.visit, day)), as_of=day)

    def _case(self, visit: Visit, ledger: Ledger) -> Case:
        visit = without(visit, self.policy.leaves_out)
        people = self._people_on(visit, visit.date)
        first = people.standings[0] if people.standings else None
        return Case(
            visit,
            visit.date.year,
            self.care(visit.care),
            visit.level,
            visit.plan,
            people.held,
            people.given,
            people.standings,
            ledger.so_far(visit.person, visit.date.year).copy() if self._yearly else {},
            first,
            first.atoms[0] if first is not None and len(first.atoms) == 1 else None,
        )

    def _together(self, visit: Visit) -> str:
        """Return whose claims are settled one after the other: those of a family where the document counts for one."""
        return f"family {visit.family}" if self._families and visit.family is not None else f"person {visit.person}"

    def _derived(self, visit: Visit, held: tuple[str, ...]) -> tuple[str, ...]:
        """Return the classes that facts alone make the person one of."""
        return surely(self._defined, self._plain(visit, held)) if self._defined else ()

    def _plain(self, visit: Visit, held: Iterable[str]) -> Case:
        """Return the case of nobody in particular."""
        return Case(visit, visit.date.year, self.care(visit.care), visit.level, visit.plan, frozenset(held), (), ())

    def care(self, stated: str) -> Care:
        """Return a kind of care with what it is part of, and its parts where the document does not know it itself."""
        care = self._care.get(stated)
        if care is None:
            ancestors = self.policy.ancestors
            parts = {key for key, above in ancestors.items() if stated in above and key != stated}
            if any(stated in boxes for boxes in self._all_care()):
                parts = set()
            wide = {above for key in parts for above in ancestors[key] if above != key}
            leaves = tuple(sorted(parts - wide))
            within = frozenset(ancestors.get(stated, (stated,)))
            care = self._care[stated] = Care(stated, within, frozenset(parts), leaves)
        return care

    def _all_care(self) -> Iterator[frozenset[str]]:
        for benefit in self.policy.benefits:
            yield benefit.care or frozenset()
            rules = (box for rule in benefit.rules for box in rule.boxes)
            yield from (box.care or frozenset() for box in (*benefit.covers, *rules))

    def _one_class(self, stages: Sequence[Stage], case: Case, ledger: Ledger) -> Standing | None:
        """Return the identity that counts for all benefits settled by *most favourable class*, if there is a choice."""
        if len(case.standings) < 2 or not any(_by_class(stage) for stage in stages):
            return None
        candidates = []
        for standing in case.standings:
            trial, done = ledger.copy(), Done()
            for stage in stages:
                outcome = self._settle_benefit(stage, case, done, trial, standing)
                trial.enter(stage, outcome, case)
                done[stage.id] = outcome
            candidates.append((standing, [done[stage.id] for stage in stages if _by_class(stage)]))
        return best_class(candidates)

    # ── One benefit ──────────────────────────────────────────────────────────────────────────────────────────────

    def _settle_benefit(
        self, stage: Stage, case: Case, done: Done, ledger: Ledger, by_class: Standing | None
    ) -> Outcome:
        if (closed := not_in_force(self.policy, stage, case.visit)) is not None:
            return Outcome(stage.id, Status.ELSEWHERE, 0, closed, case)
        if stage.benefit.identity_event is not None and case.as_of is None:
            return self._settle_as_of(stage, case, done, ledger, by_class)
        if case.standing is None:
            return self._settle_nobody(stage, case, done, ledger)
        if len(case.standings) == 1:
            return self._settle_as(stage, case, done, ledger)
        several = stage.several
        if by_class is not None and several is Rule.BEST_CLASS:
            left = [other for other in case.standings if other is not by_class]
            chosen = self._settle_as(stage, case.only(by_class), done, ledger)
            others = [self._settle_as(stage, case.only(other), done, ledger) for other in left]
            return beside(chosen, others, stage.benefit.several_cites)
        outcomes = [self._settle_as(stage, case.seen_as(standing), done, ledger) for standing in case.standings]
        chosen = choose(outcomes, several, stage.benefit.several_cites, case)
        if chosen.status is Status.UNDETERMINED and any(isinstance(each.cause, Undecided) for each in outcomes):
            # What is open for one identity need not be open for the person.
            whole = self._settle_person(stage, case, done, ledger)
            return chosen if whole.status is Status.UNDETERMINED else whole
        return chosen

    def _settle_nobody(self, stage: Stage, case: Case, done: Done, ledger: Ledger) -> Outcome:
        """Settle a benefit for somebody who is none of the recipients, unless the claim leaves that open."""
        cites = stage.people.recipient_cites
        for id, doubt in perhaps(self._defined, self._plain(case.visit, case.held)):
            people = people_of(self.policy, (*sorted(case.held), id))
            possible = self._settle_benefit(stage, _as(case, people), done, ledger, None)
            if possible.status is not Status.EXCLUDED:
                return undetermined(stage.id, Pending(doubt, cites), case)
        return Outcome(stage.id, Status.EXCLUDED, 0, NoRecipient(cites), case)

    def _settle_as_of(  # the same for the day that fixes the identity, where that is another than the claim's
        self, stage: Stage, case: Case, done: Done, ledger: Ledger, by_class: Standing | None
    ) -> Outcome:
        event = stage.benefit.identity_event or ""
        unknown = Unknown("day", event, ())
        day = day_of(event, case.visit)
        days = (day,) if day is not None else possible_days(case.visit)
        found: list[Outcome] = []
        for day in days:
            possible = self._held_on(case, day)
            if len(days) > 1:
                possible = evolve(possible, assumed=(*case.assumed, unknown))
            one = by_class
            if possible.standings is not case.standings:
                one = self._one_class(self._concerned(case.visit.kind, case), possible, ledger)
            found.append(self._settle_benefit(stage, possible, done, ledger, one))
        return common(stage.id, found, unknown, stage.benefit.identity_cites, case)

    def _settle_person(self, stage: Stage, case: Case, done: Done, ledger: Ledger) -> Outcome:
        """Settle a benefit for all identities together, with all that the person can be."""

        def settle(possible: Case) -> Outcome | Pending:
            found: list[Outcome] = []
            for standing in possible.standings:
                answer = self._settle_case(stage, possible.seen_as(standing), done, ledger)
                if isinstance(answer, Pending):
                    return answer
                found.append(answer)
            return choose(found, stage.several, stage.benefit.several_cites, possible)

        answer = settle(case)
        return answer if isinstance(answer, Outcome) else settle_cases(stage.id, settle, self.care, case, answer)

    def _settle_as(self, stage: Stage, case: Case, done: Done, ledger: Ledger) -> Outcome:
        """Settle a benefit for one identity, with all that it can be where the claim does not say."""
        answer = self._settle_case(stage, case, done, ledger)
        if isinstance(answer, Outcome):
            return answer

        def settle(possible: Case) -> Outcome | Pending:
            return self._settle_case(stage, possible, done, ledger)

        return settle_cases(stage.id, settle, self.care, case, answer)

    def _settle_case(self, stage: Stage, case: Case, done: Done, ledger: Ledger) -> Outcome | Pending:
        concerns = stage.concerns(case)
        if concerns is False:
            return Outcome(stage.id, Status.EXCLUDED, 0, NotConcerned(), case)
        if concerns is not True:
            return Pending(concerns, stage.benefit.covers_cites)
        person = admitted(self.policy, stage, case)
        if person is None:
            return Outcome(stage.id, Status.EXCLUDED, 0, NoRecipient(stage.people.decided_by(case.atom)), case)
        if isinstance(person, Pending):
            return person
        case = person
        covered = coverage(stage, case) or conditions(stage, case)
        if isinstance(covered, Pending):
            return covered
        elsewhere = isinstance(covered, SentElsewhere)
        if covered is not None and not elsewhere:
            return Outcome(stage.id, Status.EXCLUDED, 0, covered, case)
        if stage.benefit.displaced_by:
            instead = displaced(self.policy, self.stages, stage, case, elsewhere)
            if isinstance(instead, Pending):
                return instead
            if instead is not None:
                return Outcome(stage.id, Status.EXCLUDED, 0, instead, case)
        if covered is not None:
            return Outcome(stage.id, Status.ELSEWHERE, 0, covered, case)
        if stage.benefit.kind == GRANT:
            return grant(stage, case)
        if stage.benefit.kind == Kind.ENROLMENT.value:
            return subsidise(stage, case, ledger)
        return compute(stage, case, done, ledger)


def _by_class(stage: Stage) -> bool:
    return stage.several is Rule.BEST_CLASS


def _as(case: Case, people: People) -> Case:
    """Return the case of a person with other identities."""
    first = people.standings[0] if people.standings else None
    return evolve(
        case,
        held=people.held,
        given=people.given,
        standings=people.standings,
        standing=first,
        atom=first.atoms[0] if first is not None and len(first.atoms) == 1 else None,
    )
