"""What a check is given: the rules, where each clause stands, names, and the reference engine.

Everything that takes time is worked out when it is first asked for, and once for all checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from attrs import define, field

from tiaowen.compiler.checks.case import CaseWriter
from tiaowen.compiler.checks.check import Case, Words
from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.rules.boxes import Universe
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.conditions import below
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.model import Benefit, Box, Policy, Rule, Value
from tiaowen.compiler.settle import Engine, prepare
from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Citation, Language, Period, Span


@define(eq=False)
class Context:
    """One document for all checks. ``on`` is the day for which it is looked at, None for no particular one."""

    policy: Policy
    compiled: Compiled
    on: date | None = None
    shared: dict[str, object] = field(factory=dict)

    @property
    def vocabulary(self) -> Vocabulary:
        """Return the names of the document, shared and its own."""
        return self.compiled.resolver.vocabulary

    @cached_property
    def engine(self) -> Engine:
        """Return the reference engine of the document."""
        return prepare(self.policy)

    @cached_property
    def describer(self) -> Describer:
        """Return what puts cases and values into words."""
        groups = {
            known.id: frozenset(a for box in known.boxes for a in box.categories or ())
            for known in sorted(self.policy.classes, key=lambda c: -sum(len(b.categories or ()) for b in c.boxes))
            if all(not box.tests for box in known.boxes)
        }
        return Describer(self.vocabulary, self.policy.counted, groups)

    @cached_property
    def universe(self) -> Universe:
        """Return which kinds of care and plans there are."""
        resolver = self.compiled.resolver
        care = {leaf for c in self.vocabulary.of_kind("care") for leaf in below(resolver, c.id)}
        plans = {leaf for c in self.vocabulary.of_kind("plan") for leaf in below(resolver, c.id)}
        above: dict[object, frozenset[str]] = {id: frozenset(self.vocabulary.ancestors(id)[1:]) for id in care | plans}
        return Universe(frozenset(care), frozenset(plans), above=above)

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """Return the classes that clauses name and no line defines: nobody is one of them (TW107)."""
        boxes = (box for benefit in self.policy.benefits for rule in benefit.rules for box in rule.boxes)
        named = {id for box in boxes for id in box.categories or ()}
        known = {id: self.vocabulary.get(id) for id in named - {each.id for each in self.policy.classes}}
        return frozenset(id for id, concept in known.items() if concept is not None and concept.kind == "group")

    def defined(self, box: Box) -> bool:
        """Return whether a set of cases is of more people than those of classes that no line defines."""
        return box.categories is None or not box.categories <= self.unnamed

    # ── where ──

    def clause_place(self, clause: int) -> Place:
        """Return where a clause stands (an index into ``policy.clauses``, ``Rule.clause``)."""
        return self.span_place(self.policy.clauses[clause].span)

    def span_place(self, span: Span) -> Place:
        """Return where a piece of the text stands."""
        return self.compiled.placed.source.place(span)

    def benefit_place(self, benefit: Benefit, *facets: str) -> Place:
        """Return where the first clause of a benefit (of some facets) stands, else where the document begins."""
        rules = [rule for rule in benefit.rules if not facets or rule.facet in facets]
        own = [rule.clause for rule in rules if self.own(rule)]
        # A statement about all benefits is not where one of them begins.
        first = min(own, key=lambda clause: (not self.policy.clauses[clause].benefits, clause), default=None)
        return self.span_place(Span(0, 0)) if first is None else self.clause_place(first)

    def places(self, *kinds: type) -> list[Place]:
        """Return where the document's own lines of some kinds stand: only where, what they say is in the rules."""
        own = (p.line for p in self.compiled.placed.lines if p.origin is None)
        return [self.span_place(line.span) for line in own if isinstance(line, kinds)]

    def cited_place(self, cites: Iterable[Citation]) -> Place | None:
        """Return where the first of some citations stands in the file; None where they are none of this file."""
        cite = next((c for c in cites if c.document is None), None)
        return None if cite is None else self.span_place(cite.span)

    def line_place(self, cites: Iterable[Citation], *kinds: type, benefit: str | None = None) -> Place | None:
        """Return where the last line of some kinds (about a benefit) stands that is cited so, else what is cited."""
        every = frozenset(cites)
        lines = (p for p in self.compiled.placed.lines if p.origin is None and isinstance(p.line, kinds))
        found = [
            p.line
            for p in lines
            if not every.isdisjoint(p.cites())
            and (benefit is None or any((c := self.vocabulary.find(n.text)) and c.id == benefit for n in p.benefits))
        ]
        return self.span_place(found[-1].span) if found else self.cited_place(every)

    # ── in words ──

    def name(self, id: str) -> Words:
        """Return the printed names of a concept."""
        return self.describer.name(id, Language.EN), self.describer.name(id, Language.ZH)

    def names(self, ids: Iterable[str], between: Words) -> Words:
        """Return the names of several concepts, each once, with something between them."""
        every = [self.name(id) for id in dict.fromkeys(ids)]
        return between[0].join(en for en, _ in every), between[1].join(zh for _, zh in every)

    def box(self, box: Box) -> Words:
        """Return a set of cases in words; people who are just a class of the document go by its name."""
        for known in self.policy.classes:
            people = known.boxes[0] if len(known.boxes) == 1 else Box()
            if people.tests and people.categories == box.categories and set(people.tests) <= set(box.tests):
                tests = tuple(test for test in box.tests if test not in people.tests)
                rest = Box(None, box.levels, box.care, box.plans, tests)
                name = self.name(known.id)
                if rest == Box():
                    return name
                more = self.box(rest)
                return f"{name[0]}, {more[0]}", f"{name[1]}，{more[1]}"
        return self.describer.box(box, Language.EN), self.describer.box(box, Language.ZH)

    def value(self, value: Value, period: Period | None = None) -> Words:
        """Return a value in words."""
        return self.describer.value(value, period, Language.EN), self.describer.value(value, period, Language.ZH)

    # ── by the reference ──

    def case(self, visit: Visit) -> Case:
        """Return what a claim comes to by itself, settled by the reference engine."""
        return self._writer.case(visit)

    def paid(self, visit: Visit) -> tuple[tuple[str, int | None], ...]:
        """Return the fen that each benefit pays, as :class:`Case` has them: for claims that are tried, not shown."""
        return self._writer.paid(visit)

    @cached_property
    def _writer(self) -> CaseWriter:
        return CaseWriter(self.engine)

    def own(self, rule: Rule) -> bool:
        """Return whether a rule is the document's own, and not one of a document that it refines."""
        return self.policy.clauses[rule.clause].document is None


def context_of(compiled: Compiled, on: date | None = None) -> Context:
    """Return what checks need of a document that compiled without errors."""
    assert compiled.policy is not None
    return Context(compiled.policy, compiled, on)
