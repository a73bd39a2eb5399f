"""The identities of a person under the document, and which of them counts.

Left to others: what each identity comes to (``engine``), which members a class has (``compiler/rules``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen

from tiaowen.compiler.claims.model import Held
from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import Policy, Test
from tiaowen.compiler.settle.cases import Case, Standing
from tiaowen.compiler.settle.causes import (
    Cites,
    IdentitiesDiffer,
    NoRecipient,
    NotCovered,
    Outcome,
    SentElsewhere,
    joint_cites,
    same,
)
from tiaowen.dsl.tree import Outcome as Rule

LAST = 1 << 30
"""The rank of persons whom the document sends elsewhere for being no recipients of its own."""


@frozen
class People:
    """What the categories that a person holds on a day amount to."""

    held: frozenset[str]
    given: tuple[Test, ...]
    standings: tuple[Standing, ...]


NOBODY = People(frozenset(), (), ())


def held_on(categories: Sequence[Held], day: date) -> tuple[str, ...]:
    """Return the categories that a person holds on a day."""
    return tuple(item.category for item in categories if item.on(day))


def people_of(policy: Policy, categories: tuple[str, ...]) -> People:
    """Return the identities that a person with these categories has, in the order of the recipients article."""
    known: dict[str, str] = {}
    for stated in categories:
        for key in _known(policy, stated):
            known.setdefault(key, stated)
    wider = {above for key in known for above in policy.ancestors.get(key, ()) if above != key}
    found = sorted((policy.identities[key].rank, index, key) for index, key in enumerate(known) if key not in wider)
    identities = [(known[key], policy.identities[key]) for _, _, key in found]
    standings = [Standing(stated, item.atoms, item.rank) for stated, item in identities if item.atoms]
    if not standings and policy.outside is not None and categories:
        standings = [Standing(categories[0], (policy.outside,), LAST)]
    given = tuple(dict.fromkeys(test for _, identity in identities for test in identity.given))
    return People(frozenset(categories), given, tuple(standings))


def _known(policy: Policy, stated: str) -> list[str]:
    """Return the category as the document knows it: itself, or else the narrowest it is part of."""
    above = [key for key in policy.ancestors.get(stated, (stated,)) if key in policy.identities]
    if stated in policy.identities:
        return [stated]
    wider = {key for other in above for key in policy.ancestors.get(other, ()) if key != other}
    return [key for key in above if key not in wider]


_GROUPS = {Status.PAID: 0, Status.ZERO: 0, Status.UNDETERMINED: 1, Status.ELSEWHERE: 2}


def _preference(outcome: Outcome) -> tuple[int, int, int]:
    rank = outcome.standing.rank if outcome.standing else LAST
    return _GROUPS.get(outcome.status, 3), -outcome.fen, rank


def choose(outcomes: Sequence[Outcome], rule: Rule | None, cites: Cites, whole: Case) -> Outcome:
    """Return the outcome that counts among those of a person's identities, the others kept beside it.

    An identity the benefit has nothing to do with is no second identity here, and one that the document gives nothing
    does not stand against one that it gives something.
    """
    outcomes = [item for item in outcomes if not isinstance(item.cause, NoRecipient)] or outcomes[:1]
    if rule is None and not all(isinstance(item.cause, NotCovered | SentElsewhere) for item in outcomes):
        outcomes = [item for item in outcomes if not isinstance(item.cause, NotCovered)]
    if len(outcomes) == 1:
        return outcomes[0]
    if rule is None and any(not same(outcomes[0], other) for other in outcomes):
        differ = IdentitiesDiffer(tuple(outcomes), joint_cites(outcomes))
        return Outcome(outcomes[0].benefit, Status.UNDETERMINED, 0, differ, evolve(whole, standing=None, atom=None))
    chosen = min(outcomes, key=_preference)
    return beside(chosen, [other for other in outcomes if other is not chosen], cites)


def beside(chosen: Outcome, others: Sequence[Outcome], cites: Cites) -> Outcome:
    """Return an outcome with those of the other identities."""
    return evolve(chosen, others=tuple(others), others_cites=cites)


def best_class(candidates: Sequence[tuple[Standing, Sequence[Outcome]]]) -> Standing:
    """Return the one identity to use for the whole visit: the one whose benefits pay most together."""

    def preference(candidate: tuple[Standing, Sequence[Outcome]]) -> tuple[int, int, int, int]:
        standing, outcomes = candidate
        group = min((_GROUPS.get(outcome.status, 3) for outcome in outcomes), default=3)
        open_ = sum(outcome.status is Status.UNDETERMINED for outcome in outcomes)
        return group, -sum(outcome.fen for outcome in outcomes), open_, standing.rank

    return min(candidates, key=preference)[0]
