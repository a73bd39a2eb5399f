"""Settling what a claim leaves open: every possible case is settled, and what all of them come to stands."""

from __future__ import annotations

from collections.abc import Callable

from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.settle.cases import Care, Case, Unknown
from tiaowen.compiler.settle.causes import Cites, Outcome, Pending, Undecided, joint_cites, same, undetermined

Settle = Callable[[Case], Outcome | Pending]
CareOf = Callable[[str], Care]


def settle_cases(benefit: str, settle: Settle, care_of: CareOf, case: Case, answer: Pending) -> Outcome:
    """Settle a case that hangs on something not stated (``answer``) with each value of that."""
    unknown = answer.doubt
    if not isinstance(unknown, Unknown) or not unknown.values:
        return undetermined(benefit, answer, case)
    outcomes: list[Outcome] = []
    for value in unknown.values:
        care = care_of(str(value)) if unknown.kind == "care" else case.care
        possible = case.assuming(unknown, value, care)
        found = settle(possible)
        if isinstance(found, Pending):
            found = settle_cases(benefit, settle, care_of, possible, found)
        outcomes.append(found)
    return common(benefit, outcomes, unknown, answer.cites, case)


def common(benefit: str, outcomes: list[Outcome], unknown: Unknown, cites: Cites, case: Case) -> Outcome:
    """Return what all possible outcomes come to; else that it hangs on what is ``unknown``; ``cites`` asks for that."""
    first = outcomes[0]
    if all(same(first, other) for other in outcomes):
        return first
    inner = [item for other in outcomes if isinstance(other.cause, Undecided) for item in other.cause.unknown]
    names = tuple(dict.fromkeys([unknown, *inner]))
    return Outcome(benefit, Status.UNDETERMINED, 0, Undecided(names, cites or joint_cites(outcomes)), case)
