"""One benefit made ready: its rules by facet and atom, its conditions as functions, the counters it draws on.

A stage holds no state. Left to others: asking its conditions (``gate``), its money (``compute``), the choice between
the identities of a person (``people``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from tiaowen.compiler.rules.model import (
    COVERAGE,
    Banded,
    Benefit,
    Exclusion,
    Fixed,
    HasDisease,
    OfFact,
    OfStatistic,
    Policy,
    Ratio,
    Requirement,
    Rule,
)
from tiaowen.compiler.settle.amounts import Bands, bands_of
from tiaowen.compiler.settle.cases import Answer, Case
from tiaowen.compiler.settle.causes import Pending
from tiaowen.compiler.settle.conditions import AmountOf, Ask, Preparer, ReadyBox, in_any, too_wide
from tiaowen.compiler.settle.recipients import Concerned, concerned_by
from tiaowen.dsl.tree import Facet, Period

DEDUCTIBLE, RATIO, CAP = Facet.DEDUCTIBLE.value, Facet.RATIO.value, Facet.CAP.value
TOTAL_CAP, SUBSIDY = Facet.TOTAL_CAP.value, Facet.SUBSIDY.value


@frozen(eq=False)
class ReadyRule:
    """A rule made ready for one atom. ``pool`` is the counter it is measured against, None for a limit of one visit."""

    rule: Rule
    boxes: tuple[ReadyBox, ...]
    amount: AmountOf | None
    bands: Bands | None
    pool: str | None
    monthly: bool
    by_disease: bool


@frozen(eq=False)
class ReadyRequirement:
    """A requirement with its test made ready."""

    requirement: Requirement
    test: Ask


@frozen(eq=False)
class ReadyExclusion:
    """An exclusion with its tests and exceptions made ready."""

    exclusion: Exclusion
    when: tuple[Ask, ...]
    unless: tuple[ReadyBox, ...]


@frozen
class Counter:
    """A counter that a benefit moves: ``facet`` says by what (used deductible, payment, or what a ratio applied to)."""

    pool: str
    facet: str
    monthly: bool


@frozen(eq=False)
class Stage:
    """A benefit made ready. ``rules`` has the ``ready`` ones by facet and atom.

    ``people`` are those the benefit has to do with. It is in force from ``start`` to ``end``: its own dates come before
    the document's.
    """

    benefit: Benefit
    covers: tuple[ReadyBox, ...]
    requires: tuple[ReadyRequirement, ...]
    excludes: tuple[ReadyExclusion, ...]
    ready: tuple[ReadyRule, ...]
    rules: Mapping[str, Mapping[str, tuple[ReadyRule, ...]]]
    counters: tuple[Counter, ...]
    people: Concerned
    start: date | None
    end: date | None

    @property
    def id(self) -> str:
        """Return the id of the benefit."""
        return self.benefit.id

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
            answer = in_any(ready.boxes, case)
            if answer is True:
                return ready
            if answer is not False and pending is None:
                pending = Pending(answer, ready.rule.cites)
        return pending


def prepare_stage(policy: Policy, benefit: Benefit, preparer: Preparer) -> Stage:
    """Make a benefit ready."""
    pools = {pool.facet: pool.id for pool in policy.pools if pool.id in benefit.pools}
    atoms = {*policy.atoms, *([policy.outside] if policy.outside else [])}
    rules: dict[str, dict[str, tuple[ReadyRule, ...]]] = {}
    ready = tuple(_rule(rule, pools, benefit.id, preparer) for rule in benefit.rules)
    for facet in (COVERAGE, *(facet.value for facet in Facet)):
        stating = [rule for rule in ready if rule.rule.facet == facet]
        rules[facet] = {atom: found for atom in atoms if (found := _of_atom(stating, atom))}
    return Stage(
        benefit,
        tuple(preparer.box(box) for box in benefit.covers),
        tuple(ReadyRequirement(item, preparer.test(item.test)) for item in benefit.requires),
        tuple(
            ReadyExclusion(
                item,
                tuple(preparer.test(test) for test in item.when),
                tuple(preparer.box(box) for box in item.unless),
            )
            for item in benefit.excludes
        ),
        ready,
        rules,
        _counters(policy, benefit, ready),
        concerned_by(policy, benefit, preparer),
        benefit.start or policy.start,
        benefit.end,
    )


def _rule(rule: Rule, pools: Mapping[str, str], benefit: str, preparer: Preparer) -> ReadyRule:
    value = rule.value
    return ReadyRule(
        rule,
        tuple(preparer.box(box) for box in rule.boxes),
        preparer.amount(value) if isinstance(value, Fixed | OfStatistic | OfFact) else None,
        bands_of(value) if isinstance(value, Ratio | Banded) else None,
        _pool(rule, pools, benefit),
        rule.period is Period.MONTH,
        any(isinstance(test.condition, HasDisease) and test.holds for box in rule.boxes for test in box.tests),
    )


def _pool(rule: Rule, pools: Mapping[str, str], benefit: str) -> str | None:
    """Return the counter of a rule; a yearly limit for which no counter is declared has one of its own."""
    own = f"{benefit}:{rule.facet}"
    if rule.facet == RATIO:
        return own if isinstance(rule.value, Banded) and rule.value.yearly else None
    if rule.period is Period.MONTH:
        return f"{pools.get(rule.facet, own)}@month"
    if rule.period is Period.YEAR or (rule.period is None and rule.facet in (CAP, TOTAL_CAP)):
        return pools.get(rule.facet, own)
    return pools.get(rule.facet) if rule.period is None and rule.facet == DEDUCTIBLE else None


def _of_atom(rules: Sequence[ReadyRule], atom: str) -> tuple[ReadyRule, ...]:
    """Return the rules that can decide for an atom, with the boxes that contain it."""
    found = []
    for ready in rules:
        boxes = tuple(box for box in ready.boxes if box.box.categories is None or atom in box.box.categories)
        if boxes:
            found.append(evolve(ready, boxes=boxes))
    return tuple(found)


def _counters(policy: Policy, benefit: Benefit, rules: Sequence[ReadyRule]) -> tuple[Counter, ...]:
    declared = [Counter(pool.id, pool.facet, False) for pool in policy.pools if pool.id in benefit.pools]
    needed = [Counter(rule.pool, rule.rule.facet, rule.monthly) for rule in rules if rule.pool is not None]
    return tuple(dict.fromkeys([*declared, *needed]))
