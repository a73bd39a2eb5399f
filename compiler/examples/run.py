"""Examples to claims to outcomes.

The steps of an example are settled together, as one person's year; an expectation is about the step above it.
``given`` figures hold in their example only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import define, evolve, field, frozen

from tiaowen.compiler.claims import Held, Kind, Result, Status, Visit
from tiaowen.compiler.examples.outcome import Check, ExampleOutcome
from tiaowen.compiler.resolve import PlacedExample, Resolver
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.conditions import window_of
from tiaowen.compiler.rules.select import level_of
from tiaowen.compiler.settle import Engine, Explained, Explainer, check_limit, prepare
from tiaowen.compiler.settle.steps import FundPays
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.tree import Expected, Language, Line

FACT_KINDS = ("group", "category", "level", "care", "disease", "plan", "mark")
QUANTITY_KINDS = ("fact", "payer", "parameter", "fund", "statistic")
EXPECTABLE = ("benefit", "fund", "authority", "parameter", "fact")


@frozen
class Run:
    """All examples of a policy, and the clauses that none of them reaches."""

    outcomes: tuple[ExampleOutcome, ...]
    unreached: tuple[int, ...]


def run_examples(compiled: Compiled, language: Language = Language.EN) -> Run:
    """Run the examples of a compiled document; ``language`` is that of the explanations of failures."""
    policy = compiled.policy
    assert policy is not None
    engine = prepare(policy)
    outcomes: list[ExampleOutcome] = []
    reached: set[int] = set()
    for example in compiled.placed.examples:
        runner = _Runner(compiled.resolver, policy, engine, language)
        outcomes.append(runner.run(example))
        reached |= runner.reached
    clauses = {r.clause for b in policy.benefits for r in b.rules if policy.clauses[r.clause].document is None}
    return Run(tuple(outcomes), tuple(sorted(clauses - reached)))


def claims_of(compiled: Compiled, example: PlacedExample) -> tuple[Visit, ...]:
    """Return the claims of an example, in their order."""
    assert compiled.policy is not None
    runner = _Runner(compiled.resolver, compiled.policy, prepare(compiled.policy), Language.EN)
    return runner.claims(example)


@define
class _Step:
    """One claim of the example while it is built, with the expectations about it."""

    line: Line
    visit: Visit
    expects: list[tree.Expect] = field(factory=list)


@define
class _Runner:
    """Runs one example. Persons who are named are one family."""

    resolver: Resolver
    policy: model.Policy
    engine: Engine
    language: Language
    person: tuple[tree.Fact, ...] = ()
    name: str = "person"
    family: str | None = None
    steps: list[_Step] = field(factory=list)
    figures: dict[tuple[str, int], int] = field(factory=dict)
    findings: list[Finding] = field(factory=list)
    reached: set[int] = field(factory=set)

    def run(self, example: PlacedExample) -> ExampleOutcome:
        """Run it."""
        before = len(self.resolver.findings)
        for line in example.steps:
            self._take(line)
        self.findings += self.resolver.findings[before:]
        place = self.resolver.placed.source.place(example.example.span)
        title = example.example.title
        if self.findings:
            return ExampleOutcome(title, place, (), tuple(self.findings))
        explained = self._settle()
        checks = [c for step in self.steps for e in step.expects if (c := self._check(step, e, explained))]
        self.findings += self.resolver.findings[before:]
        return ExampleOutcome(title, place, tuple(checks), tuple(self.findings))

    def claims(self, example: PlacedExample) -> tuple[Visit, ...]:
        """Return what the steps of an example claim."""
        for line in example.steps:
            self._take(line)
        return tuple(step.visit for step in self.steps)

    def _take(self, line: Line) -> None:
        match line:
            case tree.Given(name=name, quantity=tree.Money(fen=fen), year=year):
                concept = self.resolver.name(name, "statistic", "parameter")
                if concept and year is not None:
                    self.figures[concept.id, year] = fen
            case tree.Person(facts=facts, name=name):
                self.person = facts
                self.name, self.family = (name.text, "family") if name else ("person", None)
            case tree.Visit(date=d, facts=facts):
                self._add(line, Kind.VISIT, d, (*self.person, *facts))
            case tree.Enrolment(date=d, facts=facts):
                self._add(line, Kind.ENROLMENT, d, (*self.person, *facts))
            case tree.FundYear(facts=facts):
                start = self.policy.start or date(2000, 1, 1)
                self._add(line, Kind.FUND_YEAR, tree.Date(start.year, 12, 31), facts)
            case tree.Expect() if self.steps:
                self.steps[-1].expects.append(line)
            case _:
                pass

    def _add(self, line: Line, kind: Kind, day: tree.Date, facts: Iterable[tree.Fact]) -> None:
        number = len(self.steps) + 1
        when = date(day.year, day.month, day.day)
        visit = Visit(str(number), self.name, when, kind=kind.value, line=number, order=number, family=self.family)
        if kind is Kind.FUND_YEAR:
            visit = evolve(visit, year=day.year)
        for fact in facts:
            visit = self._with(visit, fact)
        self.steps.append(_Step(line, visit))

    def _with(self, visit: Visit, fact: tree.Fact) -> Visit:
        if fact.quantity is not None:
            concept = self.resolver.name(fact.item.name, *QUANTITY_KINDS)
            window = window_of(fact.past)
            return self._with_quantity(visit, concept, fact.quantity, window) if concept else visit
        found = self.resolver.item(fact.item, *FACT_KINDS)
        if found is None:
            return visit
        concept, holds = found
        match concept.kind:
            case "group" | "category":
                return evolve(visit, categories=(*visit.categories, _held(concept.id, fact)))
            case "level":
                return evolve(visit, level=level_of(concept))
            case "care":
                return evolve(visit, care=concept.id)
            case "disease":
                return evolve(visit, diseases=visit.diseases | {concept.id})
            case "plan":
                return evolve(visit, plan=concept.id)
            case _:
                return evolve(visit, marks=visit.marks | {concept.id}) if holds else visit

    def _with_quantity(self, visit: Visit, concept: Concept, quantity: tree.Quantity, window: str | None) -> Visit:
        column = concept.column or concept.id.replace("-", "_")
        if window is not None:
            column = f"{column}_{window}"
        match quantity:
            case tree.Money(fen=fen):
                return evolve(visit, money={**visit.money, column: fen})
            case tree.Years(years=n) | tree.Grade(grade=n) | tree.Count(count=n) | tree.Duration(length=n):
                return evolve(visit, facts={**visit.facts, column: n})
            case _:
                return visit

    def _settle(self) -> Mapping[tuple[str, str], Explained]:
        """Return what each claim comes to by benefit: records, and benefits that are not money and have none."""
        engine = self.engine
        if self.figures:
            figures = {id: dict(years) for id, years in self.policy.figures.items()}
            for (id, year), fen in self.figures.items():
                figures.setdefault(id, {})[year] = model.Figure(fen, "published", "given")
            engine = prepare(evolve(self.policy, figures=figures))
        out = {}
        visits = [s.visit for s in self.steps]
        for item in (*engine.explain(visits, self.language), *engine.explain_grants(visits, self.language)):
            out[item.result.claim, item.result.benefit] = item
            rules = {b.id: b.rules for b in self.policy.benefits}.get(item.result.benefit, ())
            others = {o.clause for o in item.trace.others}
            # Without a category nobody's clause was applied.
            self.reached |= {r.clause for r in rules if item.result.category is not None} - others
        return out

    def _check(self, step: _Step, expect: tree.Expect, explained: Mapping[tuple[str, str], Explained]) -> Check | None:
        concept = self.resolver.name(expect.benefit, *EXPECTABLE)
        if concept is None:
            return None
        place = self.resolver.placed.source.place(expect.span)
        item = explained.get((step.visit.claim, concept.id))
        limits = [limit for limit in self.policy.fund_limits if limit.measure == concept.id]
        if item is None and limits:
            return self._check_limits(step, expect, limits)
        if item is None and (paid := _paid_by(concept.id, step.visit.claim, explained)) is not None:
            wanted = expect.result.fen if isinstance(expect.result, tree.Money) else None
            return Check(concept.id, expect.result, None, paid, paid == wanted, place)
        record, granted = (item.result, item.granted) if item else (None, False)
        passed = _matches(expect.result, record, granted)
        why = None if passed or item is None else Explainer(self.policy, self.language).text([item])
        return Check(concept.id, expect.result, record, None, passed, place, granted, why)

    def _check_limits(self, step: _Step, expect: tree.Expect, limits: Iterable[model.FundLimit]) -> Check:
        """Compare with the bounds of yearly limits (``15% of last year's subsidy``); any of them may be expected."""
        place = self.resolver.placed.source.place(expect.span)
        quantities = dict(step.visit.money)
        for fact in {limit.of for limit in limits}:
            concept = self.resolver.vocabulary.get(fact)
            if concept is not None and concept.claim_column in quantities:
                quantities[fact] = quantities[concept.claim_column]
        bounds = [found.bound for limit in limits if (found := check_limit(limit, quantities))]
        benefit = next(limit.measure for limit in limits)
        if not bounds:
            return Check(benefit, expect.result, None, None, expect.result is Expected.UNDETERMINED, place)
        wanted = expect.result.fen if isinstance(expect.result, tree.Money) else None
        fen = wanted if wanted in bounds else bounds[0]
        return Check(benefit, expect.result, None, fen, fen == wanted, place)


def _paid_by(fund: str, claim: str, explained: Mapping[tuple[str, str], Explained]) -> int | None:
    """Return what a fund pays of the benefits of a claim; None where the document does not part them among funds."""
    steps = [step for (of, _), item in explained.items() if of == claim for step in item.trace.steps]
    parts = [step.amount for step in steps if isinstance(step, FundPays) and step.fund == fund]
    return sum(parts) if parts else None


def _held(category: str, fact: tree.Fact) -> Held:
    """Return a category with the days from and to which it is held."""
    start, end = (date(d.year, d.month, d.day) if d else None for d in (fact.start, fact.end))
    return Held(category, start, end)


def _matches(expected: tree.Money | Expected, record: Result | None, granted: bool) -> bool:
    if record is None:
        return expected is Expected.NO_RECORD
    if granted or expected is Expected.GRANTED:
        return granted and expected is Expected.GRANTED
    if isinstance(expected, tree.Money):
        # Nothing paid because the case is excluded is another result than a payment that comes to 0.
        return record.amount_fen == expected.fen and record.status is not Status.EXCLUDED
    return bool(record.status.value == expected.value)
