"""Single claims that may show what another reading changes: at the amounts at which a payment bends, jumps or turns.

Beside the amounts there are the columns that one reading counts and the other does not, the days on which only one of
them is in force, and people of two categories where another of them may count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from attrs import evolve

from tiaowen.compiler.claims import Held, Visit
from tiaowen.compiler.compare.confirm import neighbours
from tiaowen.compiler.compare.context import IN_SCOPE
from tiaowen.compiler.compare.effects import judge
from tiaowen.compiler.compare.payments import BASIC
from tiaowen.compiler.doubts.candidates import PROBES, Candidate, Candidates
from tiaowen.compiler.doubts.changed import Changed
from tiaowen.compiler.doubts.enrolments import enrolments
from tiaowen.compiler.doubts.trial import Trial

ROUND = tuple(yuan * 100 for yuan in (10_000, 20_000, 50_000, 5_000, 3_000, 100_000, 1_000))
"""Amounts in fen that a reader can check in the head, and that visits come to; limits beyond them are tried anyway."""
PARTS = (1, 2)
"""Of the costs, one in so many is put into a column that only one reading counts."""
PAIRS = 60
"""How many pairs of categories are tried."""


def amounts(candidate: Candidate) -> list[int]:
    """Return the self-pays to try for a candidate: round ones first, then those at which something happens. In fen."""
    bill = candidate.situation.bill
    verdict = judge(*candidate.pair, bill, same_place=True)
    high = bill.high if bill is not None else None
    rounded = [fen for fen in ROUND if high is None or fen <= high]
    return list(dict.fromkeys((*rounded, *neighbours(verdict.critical, bill))))


def singles(found: Candidates, differ: Changed) -> Iterator[Trial]:
    """Yield claims by themselves."""
    for each in found.single():
        for self_pay in amounts(each):
            for tidy in (True, False) if each.situation.bill is not None else (True,):
                visit = each.visit(found.context, self_pay, tidy=tidy)
                yield (visit,)
                for other in _other_columns(visit, differ) if tidy else ():
                    yield (other,)


def _other_columns(visit: Visit, differ: Changed) -> Iterator[Visit]:
    """Yield a claim with part of its costs paid by an insurer, or beside the costs, that only one reading counts."""
    costs = max((fen for column, fen in visit.money.items() if not column.startswith("paid_")), default=0)
    bare = {column: 0 if column == BASIC else fen for column, fen in visit.money.items()}
    for part in PARTS:
        for payer in differ.payers:
            yield evolve(visit, money={**bare, payer: costs // part})
        for fact in differ.facts:
            other = costs - costs // (2 * part) if fact == IN_SCOPE else costs + costs // part
            yield evolve(visit, money={**bare, fact: other})


def dated(found: Candidates, differ: Changed) -> Iterator[Trial]:
    """Yield claims on the days on which a benefit comes into force or goes out of it, and on those beside them."""
    near = sorted({day + timedelta(days=step) for day in differ.days for step in (-1, 0, 1)})
    for self_pay in PROBES if near else ():
        for each in (each for kind in found.kinds for each in kind):
            visit = each.visit(found.context, self_pay)
            for day in near:
                yield (evolve(visit, date=day),)
    for (claim,) in enrolments(found.context, differ) if near else ():
        for day in near:
            yield (evolve(claim, date=day),)


def of_two_categories(found: Candidates) -> Iterator[Trial]:
    """Yield claims of people who hold two categories, in the situations in which these are treated differently."""
    pairs = list(combinations(found.kinds, 2))[:PAIRS]
    for one, two in pairs:
        for here, there in zip(one, two, strict=True):
            if here.pair != there.pair:
                for self_pay in PROBES:
                    visit = here.visit(found.context, self_pay)
                    yield (evolve(visit, categories=(Held(here.group.id), Held(there.group.id))),)
