"""What rests on a doubt beyond the clauses of its readings: marked, so that every result computed from it says so.

A clause carries the reading it stems from in its own citations. On other lines a figure can rest without citing them:
how a limit counts, how brackets apply, which statistic is meant, who or what a definition or a list names. Rules that
do get the reading into a citation of theirs; a rule of which only some cases do is parted, the cases free of doubt
first. Left to others: collecting the readings of one result (``compiler/settle``, ``compiler/emit``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, evolve, field

from tiaowen.compiler.resolve import Placed, Resolver, nest
from tiaowen.compiler.rules.drafts import Gathered
from tiaowen.compiler.rules.model import (
    Banded,
    Base,
    Benefit,
    Box,
    Compare,
    Condition,
    DiseaseList,
    FundRule,
    HasDisease,
    Holds,
    OfStatistic,
    Parameter,
    Pool,
    Rule,
    Test,
)
from tiaowen.compiler.rules.people import OTHERS, RECIPIENTS, People
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Citation, Period

Labels = tuple[str, ...]
"""Doubts with the readings taken, as citations carry them: ``slices=by-slice``."""

CLEAN: Labels = ()


def labels_of(cites: Iterable[Citation]) -> Labels:
    """Return the readings that citations stem from, each once."""
    return tuple(dict.fromkeys(cite.reading for cite in cites if cite.reading is not None))


def resting_on(cites: tuple[Citation, ...], labels: Iterable[str]) -> tuple[Citation, ...]:
    """Return citations of the same places that carry these readings too."""
    for label in labels:
        if any(cite.reading == label for cite in cites):
            continue
        free = next((at for at, cite in enumerate(cites) if cite.reading is None), None)
        if free is not None:
            cites = (*cites[:free], evolve(cites[free], reading=label), *cites[free + 1 :])
        elif cites:
            cites = (*cites, evolve(cites[-1], reading=label))
    return cites


@define
class Resting:
    """Marks the benefits and fund rules of one document."""

    resolver: Resolver
    people: People
    lists: Mapping[str, DiseaseList]
    gathered: Gathered
    parameters: Sequence[Parameter]
    pools: Sequence[Pool]
    lines: Sequence[Placed]
    _conditions: dict[Condition, Labels] = field(factory=dict, init=False)
    _lists: dict[str, Labels] = field(factory=dict, init=False)
    _facts: dict[str, Labels] = field(factory=dict, init=False)
    _people: dict[str, dict[str, Labels]] = field(factory=dict, init=False)
    """By definition, what each of its atoms is reached by."""
    _facets: dict[tuple[str, str], Labels] = field(factory=dict, init=False)
    _pools: dict[str, Labels] = field(factory=dict, init=False)
    _statistics: dict[str, Labels] = field(factory=dict, init=False)
    _banded: dict[str, Labels] = field(factory=dict, init=False)
    _insurance_year: Labels = CLEAN

    def __attrs_post_init__(self) -> None:
        """Find out which properties, definitions and lists stem from a doubt."""
        for draft in self.gathered.drafts.values():
            for facet, (_, _, cites) in draft.accumulates.items():
                self._facets[draft.id, facet] = labels_of(cites)
        self._pools = {pool.id: labels_of(pool.cites) for pool in self.pools}
        self._statistics = {each.id: labels_of(each.cites) for each in self.parameters}
        for p in self.lines:
            if p.doubt is not None:
                self._line(p, p.doubt)
        self._diseases()
        self._definitions()

    def _line(self, p: Placed, label: str) -> None:
        match p.line:
            case tree.Banded():
                for name in p.benefits:
                    concept = self.resolver.vocabulary.find(name.text)
                    if concept is not None:
                        self._banded[concept.id] = (label,)
            case tree.InsuranceYear():
                self._insurance_year = (label,)
            case tree.LeavesOut(fact=fact):
                concept = self.resolver.vocabulary.find(fact.text)
                if concept is not None:
                    self._facts[concept.id] = (label,)
            case _:
                pass

    def _diseases(self) -> None:
        nesting = nest({id: found.members for id, found in self.lists.items()})
        for id in nesting.order:
            own = labels_of(self.lists[id].cites)
            inner = (label for member in self.lists[id].members for label in self._lists.get(member, CLEAN))
            self._lists[id] = tuple(dict.fromkeys((*own, *inner)))

    def _definitions(self) -> None:
        sure: set[Condition] = set()
        for definition in (each for own in self.people.definitions.values() for each in own):
            conditions = [test.condition for tests in definition.options for test in tests]
            labels = labels_of(definition.cites)
            if not labels:
                sure.update(conditions)
            for condition in conditions:
                self._conditions[condition] = tuple(dict.fromkeys((*self._conditions.get(condition, CLEAN), *labels)))
        for condition in sure:
            self._conditions.pop(condition, None)
        for id in nest({id: tuple(self.people.depends(id)) for id in self.people.definitions}).order:
            self._people[id] = self._reached(id)

    def _reached(self, id: str) -> dict[str, Labels]:
        """Return what each atom of a definition is reached by: by no reading, if there is any way without one."""
        found: dict[str, Labels] = {}
        for definition in self.people.definitions[id]:
            own = labels_of(definition.cites)
            for item in definition.items or (id,):
                inner = self._people.get(item) if item != id else None
                if inner is None:
                    inner = dict.fromkeys(self.resolver.vocabulary.descend(item), CLEAN)
                for atom, labels in inner.items():
                    every = tuple(dict.fromkeys((*own, *labels)))
                    known = found.get(atom)
                    found[atom] = every if known is None or len(every) < len(known) else known
        return found

    # ── benefits ──

    def benefit(self, benefit: Benefit) -> Benefit:
        """Return a benefit whose rules and conditions carry the readings they rest on."""
        covers = (label for box in benefit.covers for label in self._tests(box.tests))
        return evolve(
            benefit,
            rules=tuple(part for rule in benefit.rules for part in self._rule(rule, benefit.id)),
            requires=tuple(
                evolve(each, cites=resting_on(each.cites, self._tests(test for one in each.options for test in one)))
                for each in benefit.requires
            ),
            excludes=tuple(
                evolve(each, cites=resting_on(each.cites, self._tests((*each.when, *_tests(each.unless)))))
                for each in benefit.excludes
            ),
            covers_cites=resting_on(benefit.covers_cites, covers),
            base=self._base(benefit.base),
        )

    def _base(self, base: Base | None) -> Base | None:
        return base and evolve(base, cites=resting_on(base.cites, self._facts.get(base.fact, CLEAN)))

    def _rule(self, rule: Rule, benefit: str) -> Iterable[Rule]:
        """Yield a rule with what it rests on, in parts where not all of its cases rest on the same."""
        whole = [*self._facets.get((benefit, rule.facet), CLEAN), *self._pools.get(rule.pool or "", CLEAN)]
        if isinstance(rule.value, Banded):
            whole += self._banded.get(benefit, CLEAN)
        if isinstance(rule.value, OfStatistic):
            whole += self._statistics.get(rule.value.parameter, CLEAN)
        if rule.period is Period.INSURANCE_YEAR:
            whole += self._insurance_year
        parts: dict[Labels, list[Box]] = {}
        for box in rule.boxes:
            for labels, part in self._parts(box, rule):
                parts.setdefault(labels, []).append(part)
        if not parts:
            yield evolve(rule, cites=resting_on(rule.cites, whole))
        for labels, boxes in sorted(parts.items(), key=lambda entry: len(entry[0])):
            cites = resting_on(rule.cites, (*whole, *labels))
            yield evolve(rule, boxes=rule.boxes if len(parts) == 1 else tuple(boxes), cites=cites)

    def _parts(self, box: Box, rule: Rule) -> Iterable[tuple[Labels, Box]]:
        """Yield a set of cases by what its people and conditions rest on."""
        asked = self._tests(box.tests)
        if box.categories is None:
            yield asked, box
            return
        atoms: dict[Labels, set[str]] = {}
        for atom in box.categories:
            atoms.setdefault(self._named(rule, atom), set()).add(atom)
        for labels, members in atoms.items():
            inside = box.categories if len(atoms) == 1 else frozenset(members)
            yield tuple(dict.fromkeys((*labels, *asked))), evolve(box, categories=inside)

    def _named(self, rule: Rule, atom: str) -> Labels:
        """Return the readings by which the clause of a rule names an atom."""
        ids = self._ids(rule.clause)
        ways = [self._people[id].get(atom) for id in ids if id in self._people]
        found = [way for way in ways if way is not None]
        return min(found, key=len) if found and len(found) == len(ids) else CLEAN

    def _ids(self, clause: int) -> list[str]:
        """Return the people that a clause names; with nobody in particular, the recipients."""
        items = self.gathered.clauses[clause][0].selector.items if clause < len(self.gathered.clauses) else ()
        concepts = [found[0] for item in items if (found := self.resolver.vocabulary.find_item(item.name.text))]
        named = [concept.id for concept in concepts if concept.kind in ("group", "category")]
        return [RECIPIENTS if id == OTHERS else id for id in named] or [RECIPIENTS]

    def _tests(self, tests: Iterable[Test]) -> Labels:
        return tuple(dict.fromkeys(label for test in tests for label in self._condition(test.condition)))

    def _condition(self, condition: Condition) -> Labels:
        known = self._conditions.get(condition, CLEAN)
        match condition:
            case HasDisease(name):
                return (*known, *self._lists.get(name, CLEAN))
            case Holds(name):
                return (*known, *(label for way in self._people.get(name, {}).values() for label in way))
            case Compare():
                amount = condition.amount
                statistic = amount.parameter if isinstance(amount, OfStatistic) else ""
                facts = self._facts.get(condition.fact, CLEAN)
                return (*known, *facts, *self._statistics.get(statistic, CLEAN))
            case _:
                return known

    # ── funds ──

    def fund_rule(self, rule: FundRule) -> FundRule:
        """Return a fund rule whose bands carry the reading of how they apply."""
        labels = self._banded.get(rule.id, CLEAN)
        bands = tuple(evolve(band, cites=resting_on(band.cites, labels)) for band in rule.bands)
        return evolve(rule, bands=bands, cites=resting_on(rule.cites, labels))


def _tests(boxes: Iterable[Box]) -> tuple[Test, ...]:
    return tuple(test for box in boxes for test in box.tests)
