"""Two claims of one year: what a counter, a ceiling or a shared cap leaves for the second.

Every pair of situations that the readings tell apart is tried for each kind of person, with amounts on both sides of
what is deducted and what is the most. The second claim is the one that is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from tiaowen.compiler.claims import Visit
from tiaowen.compiler.compare.payments import Outcome
from tiaowen.compiler.doubts.candidates import Candidate, Candidates, day_before
from tiaowen.compiler.doubts.changed import Changed
from tiaowen.compiler.doubts.trial import Trial

MOST_SITUATIONS = 4
"""Of more situations than this only the first are tried in pairs."""
TELLING = (1_000_000, 10_000_000)
"""Amounts in fen, tried beside the limits."""
MOST_LIMITS = 4


def years(found: Candidates, differ: Changed) -> Iterator[Trial]:
    """Yield claims two by two, the most telling amounts of all people and situations first."""
    if not differ.counts:
        return
    kinds = [found.of_kind(kind)[:MOST_SITUATIONS] for kind in found.kinds]
    pairs = [(first, second) for kind in kinds for second in kind for first in kind]
    tried = [(first, second, _amounts(first), _amounts(second)) for first, second in pairs]
    longest = max((len(each) for _, _, *both in tried for each in both), default=0)
    for at, to in sorted(((at, to) for at in range(longest) for to in range(longest)), key=sum):
        for first, second, before, after in tried:
            if at < len(before) and to < len(after):
                one, two = first.visit(found.context, before[at]), second.visit(found.context, after[to])
                yield from _pair(differ, one, two)


def _pair(differ: Changed, first: Visit, second: Visit) -> Iterator[Trial]:
    """Yield two claims of one person, and of two persons of one family where the family counts together."""
    day = day_before(second.date)
    if day is None:
        return
    first = evolve(first, date=day)
    yield first, second
    if differ.families:
        yield evolve(first, person="2", family="1"), evolve(second, family="1")


def _amounts(candidate: Candidate) -> tuple[int, ...]:
    """Return self-pays beside the limits of a candidate: used up, half used, and beyond all of them. In fen."""
    limits = sorted({fen for outcome in candidate.pair for fen in _limits(outcome)})
    bill = candidate.situation.bill
    high = bill.high if bill is not None else None
    near = [*(limit for limit in limits), *(limit // 2 for limit in limits)][:MOST_LIMITS]
    return tuple(fen for fen in dict.fromkeys((*TELLING, *near)) if high is None or fen <= high)


def _limits(outcome: Outcome) -> Iterator[int]:
    for entry in outcome.pays:
        if entry.deductible is not None:
            yield entry.deductible.fen
        for cap in entry.caps:
            yield cap.fen
