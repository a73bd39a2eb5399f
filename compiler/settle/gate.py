"""Whether a benefit is reached by a case at all: period, coverage, conditions, benefits that take its place.

The order is that of a clerk: is the document in force, does it say anything about these people, is the case among
those the benefit is for, does another benefit come instead. The first *no* is the cause. Left to others: amounts
(``compute``).
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from tiaowen.compiler.claims.model import Kind, Visit
from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import COVERAGE, Elsewhere, Excluded, Policy
from tiaowen.compiler.settle.cases import Case, Unknown
from tiaowen.compiler.settle.causes import (
    Barred,
    Displaced,
    Granted,
    NotCovered,
    NotInForce,
    Outcome,
    OutsideCovers,
    Pending,
    SentElsewhere,
    Silent,
    Unmet,
)
from tiaowen.compiler.settle.stage import Stage, lines_on


def not_in_force(policy: Policy, stage: Stage, visit: Visit) -> NotInForce | None:
    """Return the cause if the benefit is not in force on the day of a claim, or not for expenses so old.

    A benefit's own first day comes before the document's; on the document's last day all of it ends.
    """
    day, start, benefit = visit.date, stage.start, stage.benefit
    if start is not None and day < start:
        own = benefit.start is not None
        return NotInForce(start, None, own, benefit.period_cites if own else policy.start_cites)
    if policy.end is not None and day > policy.end:
        return NotInForce(None, policy.end, own=False, cites=policy.end_cites)
    if stage.end is not None and day > stage.end:
        return NotInForce(None, stage.end, own=True, cites=benefit.period_cites)
    since = policy.expenses_from
    if since is not None and visit.kind == Kind.VISIT.value and visit.expense_day < since:
        return NotInForce(since, None, own=False, cites=policy.expenses_cites, expense=visit.expense_day)
    return None


def membership(stage: Stage, case: Case) -> bool | Pending:
    """Tell whether the identity looked at is that of somebody the benefit has to do with."""
    standing = case.standing
    if standing is not None and case.atom is None:
        # The claim names a wider category than the document distinguishes; what its kinds come to is cited.
        return Pending(Unknown("identity", standing.stated, standing.atoms), ())
    answer = stage.people.include(case)
    return answer if isinstance(answer, bool) else Pending(answer, stage.people.decided_by(case.atom))


def admitted(policy: Policy, stage: Stage, case: Case) -> Case | Pending | None:
    """Return the case as the benefit has to see it, or None if it has nothing to do with the identity looked at."""
    member = membership(stage, case)
    if isinstance(member, Pending):
        return member
    return case if member else _outsider(policy, stage, case)


def _outsider(policy: Policy, stage: Stage, case: Case) -> Case | Pending | None:
    """Return the case as that of somebody outside the document's recipients, if it speaks of such people.

    Whoever is a recipient under another identity is not outside.
    """
    if policy.outside is None:
        return None
    for standing in case.standings:
        answer = membership(stage, case.seen_as(standing))
        if answer is not False:
            return None if answer is True else answer
    outside = evolve(case, atom=policy.outside)
    return outside if stage.people.include(outside) is True else None


def coverage(stage: Stage, case: Case) -> NotCovered | SentElsewhere | Pending | None:
    """Return what the document says about the case as such: nothing for it, or another document."""
    found = stage.find(COVERAGE, case)
    if found is None or isinstance(found, Pending):
        return found
    match found.rule.value:
        case Excluded():
            return NotCovered(found.rule, found.rule.cites)
        case Elsewhere() as value:
            return SentElsewhere(found.rule, value, found.by_disease, found.rule.cites)
        case _:
            return None


def grant(stage: Stage, case: Case) -> Outcome | Pending:
    """Return the outcome of a benefit that is not money and whose conditions are met: granted, if a rule says so."""
    found = stage.find(COVERAGE, case)
    if isinstance(found, Pending):
        return found
    if found is None:
        return Outcome(stage.id, Status.UNDETERMINED, 0, Silent(COVERAGE, lines_on(stage.benefit, COVERAGE)), case)
    return Outcome(stage.id, Status.ZERO, 0, Granted(found.rule, found.rule.cites), case)


def conditions(stage: Stage, case: Case) -> OutsideCovers | Unmet | Barred | Pending | None:
    """Return the condition that fails; if none is known to fail, the first that is in doubt."""
    pending: Pending | None = None
    for gate in stage.gates:
        answer = gate.lets_through(case)
        if answer is False:
            return gate.cause
        if answer is not True and pending is None:
            pending = Pending(answer, gate.cause.cites)
    return pending


@frozen
class Reach:
    """Whether a benefit applies to a visit, and if so only by sending it to another document."""

    applies: bool
    elsewhere: bool = False


def reach(policy: Policy, stage: Stage, case: Case) -> Reach | Pending:
    """Tell whether a benefit applies to the visit: for one identity of the person at least.

    A case the document sends elsewhere for its disease is still this benefit's case; one it sends elsewhere for the
    person is not.
    """
    concerns = stage.concerns(case)
    if concerns is False or not_in_force(policy, stage, case.visit):
        return Reach(False)
    if concerns is not True:
        return Pending(concerns, stage.benefit.covers_cites)
    pending: Pending | None = None
    elsewhere = False
    for standing in case.standings:
        answer = _reach_as(stage, case.seen_as(standing))
        if isinstance(answer, Pending):
            pending = pending or answer
        elif answer.applies and not answer.elsewhere:
            return answer
        else:
            elsewhere = elsewhere or answer.applies
    return pending or Reach(elsewhere, elsewhere)


def _reach_as(stage: Stage, case: Case) -> Reach | Pending:
    member = membership(stage, case)
    if member is not True:
        return member or Reach(False)
    covered = coverage(stage, case)
    if isinstance(covered, Pending):
        return covered
    sent = isinstance(covered, SentElsewhere)
    if isinstance(covered, NotCovered) or (isinstance(covered, SentElsewhere) and not covered.by_disease):
        return Reach(False)
    failed = conditions(stage, case)
    return failed if isinstance(failed, Pending) else Reach(failed is None, elsewhere=sent)


def displaced(
    policy: Policy, stages: Mapping[str, Stage], stage: Stage, case: Case, elsewhere: bool
) -> Displaced | Pending | None:
    """Return the benefit that comes instead, whatever that comes to.

    What is itself sent elsewhere does not take the place of what is sent elsewhere on its own (``elsewhere``).
    """
    pending: Pending | None = None
    for by, cites in stage.benefit.displaced_by:
        answer = reach(policy, stages[by], case)
        if isinstance(answer, Pending):
            pending = pending or answer
        elif answer.applies and not (elsewhere and answer.elsewhere):
            return Displaced(by, cites)
    return pending
