"""Which readings of doubtful passages an outcome rests on.

Reads them off the citations of everything that went into an outcome: what settled it, the conditions that were asked,
the costs and limits it was computed from, and the earlier benefits those costs are counted after. Nothing is decided
here, and a document without doubts costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tiaowen.compiler.rules.model import Benefit, Policy
from tiaowen.compiler.settle.causes import (
    Computed,
    EarlierUnknown,
    FactMissing,
    FigureMissing,
    IdentitiesDiffer,
    NoRecipient,
    NotCovered,
    NotInForce,
    Outcome,
    SentElsewhere,
    Subsidised,
    Undecided,
)
from tiaowen.compiler.settle.fund import FundOutcome
from tiaowen.dsl.tree import Citation

Labels = tuple[str, ...]
"""Doubts with the reading taken (``slices=by-slice``), in the order of the document."""
Used = frozenset[str]
"""The same, in no order."""
NONE = frozenset[str]()

_NOT_ASKED = NotInForce | NoRecipient | NotCovered | SentElsewhere | Undecided | FigureMissing | FactMissing
"""Where one of these settles a case, the conditions of the benefit take no part; nor where the identities differ."""


class ReadingsUsed:
    """Tells for the outcomes of one policy which readings they rest on."""

    def __init__(self, policy: Policy) -> None:
        """Take the doubts of a policy, and what each of its benefits asks of every case."""
        self._order = tuple(doubt.label for doubt in policy.doubts)
        benefits = policy.benefits if self._order else ()
        self._in_force = {each.id: _labels(dates_of(policy, each)) for each in benefits}
        self._asked = {each.id: _labels(asked_of(each)) for each in benefits}
        self._people = {atom: _labels(cites) for atom, cites in people_cites(policy).items()} if self._order else {}

    def of_claim(self, outcomes: Sequence[Outcome], funds: Iterable[FundOutcome] = ()) -> list[Labels]:
        """Return the readings that each outcome of a claim rests on: of the benefits in order, then of the funds."""
        if not self._order:
            return [()] * (len(outcomes) + len([*funds]))
        known: dict[str, frozenset[str]] = {}
        for outcome in outcomes:
            known[outcome.benefit] = frozenset(self._of(outcome, known))
        found = [known[outcome.benefit] for outcome in outcomes]
        found += [_labels(outcome.cites) for outcome in funds]
        return [tuple(label for label in self._order if label in labels) for labels in found]

    def _of(self, outcome: Outcome, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
        yield from _labels(outcome.cites)
        yield from self._in_force[outcome.benefit]
        cause = outcome.cause
        if isinstance(cause, _NOT_ASKED | IdentitiesDiffer):
            return
        yield from self._asked[outcome.benefit]
        yield from self._people.get(outcome.case.atom or "", ())
        match cause:
            case Computed() as numbers:
                ceiling = numbers.burden.limit if numbers.burden is not None else None
                limits = (numbers.deductible, ceiling, *(cap.limit for cap in numbers.caps))
                rules = [numbers.ratio, *(limit.rule for limit in limits if limit is not None)]
                yield from _labels(cite for rule in rules for cite in rule.cites)
                yield from _labels((*numbers.line.cites, *numbers.rounding_cites))
                for benefit in numbers.line.benefits:
                    yield from known.get(benefit, ())
            case Subsidised() as numbers:
                yield from _labels(cite for cap in numbers.caps for cite in cap.limit.rule.cites)
            case EarlierUnknown(benefits):
                for benefit in benefits:
                    yield from known.get(benefit, ())
            case _:
                pass


def _labels(cites: Iterable[Citation]) -> Used:
    return frozenset(cite.reading for cite in cites if cite.reading is not None)


def dates_of(policy: Policy, benefit: Benefit) -> Iterator[Citation]:
    """Yield where it stands from when to when a benefit is in force."""
    if benefit.start is not None or benefit.end is not None:
        yield from benefit.period_cites
    if benefit.start is None:
        yield from policy.start_cites


def people_cites(policy: Policy) -> dict[str, tuple[Citation, ...]]:
    """Return where it stands of each category who it is: in the first class of the document that has it."""
    found: dict[str, tuple[Citation, ...]] = {}
    for item in policy.classes:
        for box in item.boxes:
            for atom in sorted(box.categories or ()):
                found.setdefault(atom, item.cites)
    return found


def asked_of(benefit: Benefit) -> Iterator[Citation]:
    """Yield where the conditions stand that a case of a benefit is held against."""
    yield from benefit.covers_cites if benefit.covers else ()
    for required in benefit.requires:
        yield from required.cites
    for excluded in benefit.excludes:
        yield from excluded.cites
