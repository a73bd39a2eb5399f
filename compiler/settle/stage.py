"""One benefit made ready: its rules by facet and atom, its conditions as functions, the counters it draws on.

A stage holds no state. Left to others: asking its conditions (``gate``), its money (``compute``), the choice between
the identities of a person (``people``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from attrs import evolve, frozen

from tiaowen.compiler.rules.model import (
    COVERAGE,
    Banded,
    Benefit,
    Fixed,
    HasDisease,
    OfFact,
    OfStatistic,
    Policy,
    Pool,
    Ratio,
    Rule,
)
from tiaowen.compiler.settle.amounts import Bands, bands_of
from tiaowen.compiler.settle.cases import Answer, Case
from tiaowen.compiler.settle.causes import Barred, Cites, OutsideCovers, Pending, Unmet
from tiaowen.compiler.settle.conditions import AmountOf, Ask, Preparer, ReadyBox, in_any, too_wide
from tiaowen.compiler.settle.recipients import Concerned, concerned_by
from tiaowen.dsl.tree import Facet, Outcome, Period

DEDUCTIBLE, RATIO, CAP = Facet.DEDUCTIBLE.value, Facet.RATIO.value, Facet.CAP.value
TOTAL_CAP, SUBSIDY = Facet.TOTAL_CAP.value, Facet.SUBSIDY.value
LUMP_SUM, BURDEN = Facet.LUMP_SUM.value, Facet.BURDEN.value
POOL = "pool:"
"""How the facets of the limits of named pools begin."""

GRANT = "grant"
"""The kind of a benefit that is not money."""


@frozen
class Counter:
    """A counter that a benefit moves: ``facet`` says by what (used deductible, payment, or what a ratio applied to).

    It counts over ``period`` for the person, or for the ``family``; ``care`` is for which kinds of care, None: all.
    """

    pool: str
    facet: str
    period: Period = Period.YEAR
    family: bool = False
    care: frozenset[str] | None = None

    def counts(self, case: Case) -> bool:
        """Tell whether a payment for the case counts."""
        return self.care is None or not self.care.isdisjoint(case.care.within)

    def may_count(self, case: Case) -> bool:
        """Tell whether a payment for the case counts, or may where its kind of care is too wide to say."""
        return self.counts(case) or not (self.care or frozenset()).isdisjoint(case.care.narrower)


@frozen(eq=False)
class ReadyRule:
    """A rule made ready for one atom: in some cases, or ``always``.

    ``counter`` is what it is measured against, None for a limit of one visit.
    """

    rule: Rule
    boxes: tuple[ReadyBox, ...]
    amount: AmountOf | None
    bands: Bands | None
    counter: Counter | None
    by_disease: bool
    always: bool = False


@frozen(eq=False)
class Gate:
    """A condition of a benefit: where ``lets_through`` says no, ``cause`` is why nothing is paid."""

    lets_through: Ask
    cause: OutsideCovers | Unmet | Barred


@frozen(eq=False)
class Stage:
    """A benefit made ready. ``rules`` has the ``ready`` ones by facet and atom; ``caps`` are the caps it has any of.

    ``people`` are those the benefit has to do with. It is in force from ``start`` to ``end``: its own dates come before
    the document's. ``several`` is what counts of several identities: a grant that one of them has, the person has.
    """

    id: str
    benefit: Benefit
    gates: tuple[Gate, ...]
    ready: tuple[ReadyRule, ...]
    rules: Mapping[str, Mapping[str, tuple[ReadyRule, ...]]]
    caps: tuple[str, ...]
    counters: tuple[Counter, ...]
    people: Concerned
    start: date | None
    end: date | None
    several: Outcome | None
    has_lump: bool = False
    has_burden: bool = False

    def concerns(self, case: Case) -> Answer:
        """Tell whether the benefit is for this kind of care at all."""
        care = self.benefit.care
        if care is None or self.benefit.kind == "enrolment" or not care.isdisjoint(case.care.within):
            return True
        return False if care.isdisjoint(case.care.narrower) else too_wide(case)

    def find(self, facet: str, case: Case) -> ReadyRule | Pending | None:
        """Return the rule that decides a facet of the case, a doubt, or None where there is none."""
        pending: Pending | None = None
        for ready in self.rules[facet].get(case.atom or "", ()):
            if ready.always:
                return ready
            answer = in_any(ready.boxes, case)
            if answer is True:
                return ready
            if answer is not False and pending is None:
                pending = Pending(answer, ready.rule.cites)
        return pending


def prepare_stage(policy: Policy, benefit: Benefit, preparer: Preparer) -> Stage:
    """Make a benefit ready."""
    counters = {pool.id: counter_of(pool, benefit.id) for pool in policy.pools}
    atoms = {*policy.atoms, *([policy.outside] if policy.outside else [])}
    rules: dict[str, dict[str, tuple[ReadyRule, ...]]] = {}
    ready = tuple(_rule(rule, counters, preparer) for rule in benefit.rules)
    pools = tuple(dict.fromkeys(rule.facet for rule in benefit.rules if rule.facet.startswith(POOL)))
    for facet in (COVERAGE, *(facet.value for facet in Facet), *pools):
        stating = [rule for rule in ready if rule.rule.facet == facet]
        rules[facet] = {atom: found for atom in atoms if (found := _of_atom(stating, atom))}
    return Stage(
        benefit.id,
        benefit,
        tuple(_gates(benefit, preparer)),
        ready,
        rules,
        tuple(facet for facet in (CAP, TOTAL_CAP, *pools) if rules[facet]),
        counters_of(policy, benefit),
        concerned_by(policy, benefit, preparer),
        benefit.start or policy.start,
        benefit.end,
        benefit.several or (Outcome.BEST_OUTCOME if benefit.kind == GRANT else None),
        bool(rules[LUMP_SUM]),
        bool(rules[BURDEN]),
    )


def counters_of(policy: Policy, benefit: Benefit) -> tuple[Counter, ...]:
    """Return all counters that a payment of a benefit can move."""
    counters = {pool.id: counter_of(pool, benefit.id) for pool in policy.pools}
    drawn = [counters[pool.id] for pool in policy.pools if pool.id in benefit.pools]
    drawn += [_measured(rule, counters) for rule in benefit.rules if rule.pool is not None]
    return tuple(dict.fromkeys(drawn))


def _measured(rule: Rule, counters: Mapping[str, Counter]) -> Counter:
    """Return what a rule is measured against; a ratio by brackets over the year has a counter no limit shares."""
    id_ = rule.pool or ""
    return counters[id_] if id_ in counters else Counter(id_, rule.facet)


def counter_of(pool: Pool, benefit: str) -> Counter:
    """Return a pool as one of its benefits moves it."""
    kinds = [care for id, care in pool.care if id == benefit]
    care = frozenset(kind for some in kinds for kind in some) if kinds else None
    return Counter(pool.id, pool.facet, pool.period, pool.family, care)


def _gates(benefit: Benefit, preparer: Preparer) -> Iterator[Gate]:
    """Yield the conditions of a benefit in the order in which they are asked."""
    if benefit.covers:
        covers = tuple(preparer.box(box) for box in benefit.covers)
        yield Gate(partial(in_any, covers), OutsideCovers(benefit.covers_cites))
    for item in benefit.requires:
        yield Gate(preparer.one_of(item.options), Unmet(item, item.cites))
    for exclusion in benefit.excludes:
        yield Gate(preparer.spares(exclusion), Barred(exclusion, exclusion.cites))


def lines_on(benefit: Benefit, facet: str) -> Cites:
    """Return the citations of all that a benefit says of a facet: what is silent where none of it fits a case."""
    return tuple(dict.fromkeys(cite for rule in benefit.facet(facet) for cite in rule.cites)) or benefit.cites


def _rule(rule: Rule, counters: Mapping[str, Counter], preparer: Preparer) -> ReadyRule:
    value = rule.value
    return ReadyRule(
        rule,
        tuple(preparer.box(box) for box in rule.boxes),
        preparer.amount(value) if isinstance(value, Fixed | OfStatistic | OfFact) else None,
        bands_of(value) if isinstance(value, Ratio | Banded) else None,
        _measured(rule, counters) if rule.pool is not None else None,
        any(isinstance(test.condition, HasDisease) and test.holds for box in rule.boxes for test in box.tests),
    )


def _of_atom(rules: Sequence[ReadyRule], atom: str) -> tuple[ReadyRule, ...]:
    """Return the rules that can decide for an atom, with the boxes that contain it."""
    found = []
    for ready in rules:
        boxes = tuple(box for box in ready.boxes if box.box.categories is None or atom in box.box.categories)
        if boxes:
            found.append(evolve(ready, boxes=boxes, always=any(box.open for box in boxes)))
    return tuple(found)
