"""Derivations: the steps behind an outcome, in the order of settling, and why the other clauses did not apply.

Steps are read off the outcome and the ready benefit after the fact, and only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import Base, FullSubsidy, Policy, Test
from tiaowen.compiler.rules.model import Ratio as PlainRatio
from tiaowen.compiler.settle import steps as s
from tiaowen.compiler.settle.cases import Case
from tiaowen.compiler.settle.causes import (
    Barred,
    Cites,
    Computed,
    Displaced,
    EarlierUnknown,
    Granted,
    NoRecipient,
    NotCovered,
    NotInForce,
    Outcome,
    OutsideCovers,
    SentElsewhere,
    Subsidised,
    Unmet,
    parameters_of,
)
from tiaowen.compiler.settle.conditions import ReadyBox
from tiaowen.compiler.settle.fund import FundOutcome
from tiaowen.compiler.settle.identity_day import day_of
from tiaowen.compiler.settle.readings import ReadingsUsed
from tiaowen.compiler.settle.stage import LUMP_SUM, ReadyRule, Stage
from tiaowen.dsl.tree import Outcome as SeveralRule


@frozen
class Trace:
    """The derivation of one record; ``readings`` are those of doubts that it rests on (``slices=by-slice``)."""

    steps: tuple[s.Step, ...]
    others: tuple[s.OtherClause, ...] = ()
    readings: tuple[str, ...] = ()


class Tracer:
    """Derives the outcomes of one policy."""

    def __init__(self, policy: Policy, stages: Mapping[str, Stage]) -> None:
        self._policy = policy
        self._stages = stages
        self._parameters = {parameter.id: parameter for parameter in policy.parameters}
        self._pools = {pool.id: pool for pool in policy.pools}
        self._readings = ReadingsUsed(policy)
        self._people = {
            member: item.cites for item in reversed(policy.classes) for box in item.boxes
            for member in box.categories or ()
        }  # fmt: skip

    def traces(self, outcomes: Sequence[Outcome], funds: Sequence[FundOutcome]) -> list[Trace]:
        """Return the derivations of one claim's outcomes."""
        paid = {outcome.benefit: outcome for outcome in outcomes}
        found = [self._trace(outcome, paid) for outcome in outcomes]
        found += [_fund_trace(outcome) for outcome in funds]
        used = self._readings.of_claim(outcomes, funds)
        return [evolve(trace, readings=labels) for trace, labels in zip(found, used, strict=True)]

    def _trace(self, outcome: Outcome, paid: Mapping[str, Outcome]) -> Trace:
        stage = self._stages[outcome.benefit]
        steps = tuple(self._steps(stage, outcome, paid))
        others = () if outcome.standing is None else tuple(_others(stage, outcome.case))
        return Trace(steps, others)

    def _steps(self, stage: Stage, outcome: Outcome, paid: Mapping[str, Outcome]) -> Iterator[s.Step]:
        case, cause = outcome.case, outcome.cause
        yield self._in_force(stage, outcome)
        if isinstance(cause, NotInForce):
            return
        yield from _as_of(stage, case)
        if isinstance(cause, NoRecipient):
            yield s.NoIdentity(tuple(sorted(case.held)), cause.cites)
            return
        if case.standing is not None:
            atom = case.atom if len(case.standing.atoms) == 1 and case.atom != self._policy.outside else None
            yield s.Identity(case.standing.stated, atom, self._people.get(case.atom or "", ()))
        for unknown in case.assumed:
            yield s.Assumed(unknown, ())
        if isinstance(cause, NotCovered):
            yield s.Coverage("excluded", None, cause.cites)
        elif isinstance(cause, SentElsewhere):
            document = cause.value.document.get(self._policy.language)
            yield s.Coverage("elsewhere", document, cause.cites)
        elif case.standing is not None:
            yield from _conditions(stage, case)
        if isinstance(cause, Displaced):
            yield s.Replaced(cause.by, cause.cites)
        elif isinstance(cause, Computed):
            yield from self._computed(outcome, cause, paid)
        elif isinstance(cause, Granted):
            yield s.Granted(cause.cites)
        elif isinstance(cause, Subsidised):
            yield from self._figures(outcome)
            full = isinstance(cause.rule.value, FullSubsidy)
            yield s.Subsidy(full, cause.subsidy, cause.premium, cause.rule.cites)
            yield from _caps(cause)
            yield from _funds(cause, cause.rule.cites)
        elif outcome.status is Status.UNDETERMINED:
            if isinstance(cause, EarlierUnknown) and stage.benefit.base is not None:
                yield from _earlier(stage.benefit.base, paid)
            yield s.Open(cause, cause.cites)
        yield from self._after(stage, outcome)

    def _in_force(self, stage: Stage, outcome: Outcome) -> s.InForce:
        day, benefit = outcome.case.visit.date, stage.benefit
        if isinstance(outcome.cause, NotInForce):
            cause = outcome.cause
            return s.InForce(day, cause.start, cause.end, cause.own, False, cause.cites, cause.expense)
        policy, start = self._policy, stage.start
        end = stage.end if stage.end is not None else policy.end
        expense = None if policy.expenses_from is None else outcome.case.visit.expense_day
        if benefit.start is not None:
            return s.InForce(day, start, end, True, True, benefit.period_cites, expense)
        own = stage.end is not None
        cites = (*policy.start_cites, *(benefit.period_cites if own else policy.end_cites), *policy.expenses_cites)
        return s.InForce(day, start, end, own, True, cites, expense)

    def _computed(self, outcome: Outcome, numbers: Computed, paid: Mapping[str, Outcome]) -> Iterator[s.Step]:
        line = numbers.line
        yield from _earlier(line, paid)
        yield s.Costs(line.column, numbers.fact, line.payers, numbers.payers, numbers.base, line.cites)
        yield from self._figures(outcome)
        limit = numbers.deductible
        if limit is not None:
            yield s.Deductible(
                limit.fen or 0, limit.counted, limit.before, numbers.used, numbers.rest, limit.rule.cites
            )
        value = numbers.ratio.value
        share = value.share if isinstance(value, PlainRatio) else None
        if numbers.ratio.facet == LUMP_SUM:
            yield s.LumpSum(numbers.exact[0], numbers.rest, numbers.ratio.cites)
        else:
            yield s.Ratio(share, s.Exact(Fraction(*numbers.exact)), numbers.rest, numbers.ratio.cites)
        if numbers.exact != (numbers.rounded * numbers.exact[1], numbers.exact[1]):
            yield s.Rounded(numbers.rounded, numbers.rounding_cites, numbers.rounding.value)
        if (burden := numbers.burden) is not None:
            limit = burden.limit
            yield s.Burden(limit.fen or 0, limit.before, burden.asked, burden.paid, limit.rule.cites)
        yield from _caps(numbers)
        yield from _funds(numbers, numbers.ratio.cites)

    def _figures(self, outcome: Outcome) -> Iterator[s.Figure]:
        for id_ in parameters_of(outcome):
            parameter = self._parameters[id_]
            year = outcome.case.year - (parameter.lag or 0)
            figure = self._policy.figures[id_][year]
            yield s.Figure(id_, year, figure.fen, figure.status, figure.source, parameter.cites)

    def _after(self, stage: Stage, outcome: Outcome) -> Iterator[s.Step]:
        if outcome.others:
            rule = stage.several
            everyone = sorted((outcome, *outcome.others), key=lambda item: item.standing.rank if item.standing else 0)
            name = {SeveralRule.BEST_OUTCOME: "outcome", SeveralRule.BEST_CLASS: "class", None: "none"}[rule]
            candidates = tuple(_candidate(item, item is outcome) for item in everyone)
            yield s.Choice(name, candidates, outcome.others_cites)
        for draw in outcome.draws:
            pool = self._pools.get(draw.pool)
            cites: Cites = pool.cites if pool is not None else ()
            yield s.Count(draw.pool, draw.before, draw.before + draw.added, cites)
        if outcome.unsettled:
            yield s.NotCounted(outcome.unsettled, ())


def _as_of(stage: Stage, case: Case) -> Iterator[s.AsOf]:
    event = stage.benefit.identity_event
    day = day_of(event, case.visit) if event is not None else None
    if event is not None and day is not None:
        yield s.AsOf(event, day, stage.benefit.identity_cites)


def _candidate(outcome: Outcome, chosen: bool) -> s.Candidate:
    stated = outcome.standing.stated if outcome.standing is not None else ""
    return s.Candidate(stated, outcome.status, outcome.fen, chosen)


def _earlier(line: Base, paid: Mapping[str, Outcome]) -> Iterator[s.Earlier]:
    for benefit in line.benefits:
        earlier = paid.get(benefit)
        if earlier is not None:
            yield s.Earlier(benefit, earlier.fen if earlier.known else None, earlier.cites)


def _caps(numbers: Computed | Subsidised) -> Iterator[s.Cap]:
    for cap in numbers.caps:
        limit = cap.limit
        yield s.Cap(limit.rule.facet, limit.fen, limit.counted, limit.before, cap.asked, cap.paid, limit.rule.cites)


def _funds(numbers: Computed | Subsidised, cites: Cites) -> Iterator[s.FundPays]:
    for fund, fen in numbers.funds:
        yield s.FundPays(fund, fen, cites)


def _conditions(stage: Stage, case: Case) -> Iterator[s.Condition]:
    for gate in stage.gates:
        answer = gate.lets_through(case)
        met = answer if isinstance(answer, bool) else None
        match gate.cause:
            case OutsideCovers(cites):
                yield s.Condition("covers", (), met, cites)
            case Unmet(requirement, cites):
                yield s.Condition("requires", tuple(t for option in requirement.options for t in option), met, cites)
            case Barred(exclusion, cites):
                yield s.Condition("excludes", exclusion.when, met, cites)


def _fund_trace(outcome: FundOutcome) -> Trace:
    part = outcome.part
    if part is None:
        return Trace(())
    step = s.FundShare(outcome.fund, s.Exact(part.exact), part.short, part.taken_over, outcome.fen, outcome.cites)
    return Trace((step,))


# ── Why the other clauses did not apply ──────────────────────────────────────────────────────────────────────────


def _others(stage: Stage, case: Case) -> Iterator[s.OtherClause]:
    """Yield the clauses of the benefit of which no rule fits the case."""
    by_clause: dict[int, list[ReadyRule]] = {}
    for ready in stage.ready:
        by_clause.setdefault(ready.rule.clause, []).append(ready)
    for clause, rules in by_clause.items():
        misfits = [_misfit(box, case) for ready in rules for box in ready.boxes]
        if misfits and None not in misfits:
            nearest = max((misfit for misfit in misfits if misfit is not None), key=lambda misfit: misfit.depth)
            cites = tuple(dict.fromkeys(cite for ready in rules for cite in ready.rule.cites))
            yield s.OtherClause(clause, nearest.why, nearest.wanted, nearest.tests, cites)


@frozen
class _Misfit:
    """The first thing about a case that does not fit a box; a larger ``depth`` is a nearer miss."""

    depth: int
    why: str
    wanted: tuple[str | int, ...] = ()
    tests: tuple[Test, ...] = ()


def _misfit(ready: ReadyBox, case: Case) -> _Misfit | None:
    box = ready.box
    if box.categories is not None and case.atom not in box.categories:
        return _Misfit(0, "people", tuple(sorted(box.categories)))
    if box.care is not None and box.care.isdisjoint(case.care.within):
        return _Misfit(1, "care", tuple(sorted(box.care)))
    if box.plans is not None and case.plan is not None and case.plan not in box.plans:
        return _Misfit(2, "plan", tuple(sorted(box.plans)))
    if box.levels is not None and case.level is not None and case.level not in box.levels:
        return _Misfit(3, "level", tuple(sorted(box.levels)))
    for test, ask in zip(box.tests, ready.tests, strict=True):
        if ask(case) is False:
            return _Misfit(4, "condition", (), (test,))
    return None
