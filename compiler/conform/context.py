"""What every part of a conformity shares: both documents, their people, their words, and the day.

Published figures are those of both documents; where both use one name for different figures, that of the higher
document goes by another name, so that no amount is held against the wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from attrs import evolve, field, frozen

from tiaowen.compiler.compare.figures import Figures
from tiaowen.compiler.compare.model import View
from tiaowen.compiler.compare.phrases import Counting, rule_view
from tiaowen.compiler.compare.words import Names
from tiaowen.compiler.conform.people import Shared, lifted, shared
from tiaowen.compiler.rules.model import (
    Benefit,
    Elsewhere,
    Excluded,
    OfStatistic,
    Open,
    Parameter,
    Policy,
    Rule,
    Test,
    Value,
)
from tiaowen.compiler.rules.norms import Known, Level, allowed_levels, level_of_regions
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Citation

Amended = Callable[[Rule, Rule], bool]
"""Whether a rule of the higher document gives way to one of the lower document in so many words."""

HIGHER = "higher:"
"""What the name of a figure of the higher document begins with, where the lower one has another one of that name."""


def nothing_amended(norm: Rule, own: Rule) -> bool:
    """Say that nothing is amended."""
    del norm, own
    return False


@frozen(eq=False)
class Context:
    """A higher and a lower document. ``started`` are the tests that say who somebody is, not where a rule holds."""

    parent: Policy
    child: Policy
    day: date
    names: Names
    people: Shared
    known: Known
    amended: Amended = nothing_amended
    about_people: frozenset[Test] = frozenset()
    _views: tuple[Figures, Figures] = field(init=False)

    @_views.default
    def _both_figures(self) -> tuple[Figures, Figures]:
        return Figures(self.parent, self.day.year), Figures(self.child, self.day.year)

    # ── rules in terms of the shared people ──

    def norms(self, benefit: Benefit) -> list[tuple[Rule, Rule]]:
        """Return the rules of a benefit of the higher document, each with the one it is made from.

        What it keeps from everybody else is no demand on people whom it does not name.
        """
        gives = [rule for rule in benefit.rules if not isinstance(rule.value, Excluded | Elsewhere)]
        leaves_out = [rule for rule in benefit.rules if isinstance(rule.value, Excluded | Elsewhere)]
        named = lifted(leaves_out, self.people.named_by_parent, self.people)
        found = [*lifted(gives, self.people.parent, self.people), *named]
        return [(evolve(rule, value=self._renamed(rule.value)), source) for rule, source in found]

    def own(self, benefit: Benefit) -> list[tuple[Rule, Rule]]:
        """Return the rules of a benefit of the lower document, each with the one it is made from."""
        return lifted(benefit.rules, self.people.child, self.people)

    def inherited(self, rule: Rule) -> bool:
        """Tell whether a rule of the lower document is one that it takes over from a higher one."""
        return bool(rule.cites) and all(cite.document is not None for cite in rule.cites)

    def _renamed(self, value: Value) -> Value:
        clash = self.clashes
        match value:
            case OfStatistic(parameter=id) if id in clash:
                return evolve(value, parameter=HIGHER + id)
            case Open(amount=OfStatistic(parameter=id) as amount) if id in clash:
                return evolve(value, amount=evolve(amount, parameter=HIGHER + id))
            case _:
                return value

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Return the published statistics of both documents, by the names they go by here."""
        return tuple(evolve(each, id=id) for id, each in self.known.parameters.items())

    @property
    def clashes(self) -> frozenset[str]:
        """Return the names that both documents have for different figures."""
        return clashing(self.parent, self.child)

    # ── words ──

    def demanded(self, rule: Rule) -> View:
        """Return what a rule of the higher document says."""
        return rule_view(rule, Counting(rule.period), self._views[0], self.names)

    def stated(self, rule: Rule) -> View:
        """Return what a rule of the lower document says."""
        return rule_view(rule, Counting(rule.period), self._views[1], self.names)

    def figures(self) -> Figures:
        """Return the figures of the lower document in the year."""
        return self._views[1]

    # ── who may set what ──

    def level(self) -> Level | None:
        """Return the level of government of the lower document."""
        return level_of(self.child)

    def may_set(self, by: Iterable[str]) -> bool | None:
        """Tell whether the lower document is of a level to which a figure is left; None where that cannot be said."""
        allowed, own = allowed_levels(tuple(by)), self.level()
        return None if allowed is None or own is None else own in allowed


def context(parent: Policy, child: Policy, day: date, amended: Amended = nothing_amended) -> Context:
    """Return what the parts of a conformity share."""
    names = Names(child, parent)
    clash = clashing(parent, child)
    parameters = {HIGHER * (each.id in clash) + each.id: each for each in parent.parameters}
    figures = {HIGHER * (id in clash) + id: found for id, found in parent.figures.items()}
    known = Known(
        {**parameters, **{each.id: each for each in child.parameters}}, {**figures, **child.figures}, since=day.year
    )
    tests = {test for policy in (parent, child) for each in policy.classes for box in each.boxes for test in box.tests}
    return Context(parent, child, day, names, shared(parent, child, names), known, amended, frozenset(tests))


def clashing(parent: Policy, child: Policy) -> frozenset[str]:
    """Return the names of figures that both documents have, of another region or year."""
    own = {each.id: (each.statistic, each.region, each.lag) for each in child.parameters}
    return frozenset(
        each.id
        for each in parent.parameters
        if each.id in own and own[each.id] != (each.statistic, each.region, each.lag)
    )


def level_of(policy: Policy) -> Level | None:
    """Return the level of government of a document: that of its issuer where it is known, else that of its regions."""
    vocabulary = load_vocabulary()
    texts = (policy.issuer.zh, policy.issuer.en) if policy.issuer is not None else ()
    for text in texts:
        concept = vocabulary.find(text) if text else None
        levels = allowed_levels([concept.id]) if concept is not None and concept.kind == "authority" else None
        if levels is not None and len(levels) == 1:
            return next(iter(levels))
    return level_of_regions(policy.regions)


def readings(*cites: Iterable[Citation]) -> tuple[str, ...]:
    """Return the readings of doubts that rules rest on, by their citations."""
    every = (cite.reading for each in cites for cite in each)
    return tuple(dict.fromkeys(reading for reading in every if reading))
