"""A resolved document to its rules: :func:`compile_document` runs the stages in their visible order.

    place lines -> names -> people -> conditions and values -> drafts -> benefits -> structural checks

Every stage adds findings and goes on; a policy comes out whenever its lines allow one, so that all mistakes of a file
are told in one run. Whether a policy with errors may be used is for the caller to say (it may not settle).
"""

from __future__ import annotations

import hashlib

from attrs import frozen

from tiaowen.compiler.resolve import Placed, PlacedDocument, Resolver, place, resolver_for
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Universe
from tiaowen.compiler.rules.close import Closer
from tiaowen.compiler.rules.conditions import Conditions, below
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.gather import Gatherer
from tiaowen.compiler.rules.header import Header
from tiaowen.compiler.rules.lists import Lists
from tiaowen.compiler.rules.monolingual import monolingual
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.rules.outline import outline_gaps
from tiaowen.compiler.rules.people import OUTSIDE, PEOPLE, People, classes_of, expand_people, identities_of
from tiaowen.compiler.rules.statistics import Statistics
from tiaowen.compiler.rules.structure import Structure
from tiaowen.compiler.rules.values import Values
from tiaowen.compiler.vocabulary import Vocabulary, load_vocabulary
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding, Severity, in_order
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_line
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Language


@frozen
class Compiled:
    """What compiling a text gives: the rules if there is a document at all, every finding, and the placed document."""

    policy: model.Policy | None
    findings: tuple[Finding, ...]
    placed: PlacedDocument
    resolver: Resolver

    @property
    def ok(self) -> bool:
        """Return whether the rules may be used."""
        return self.policy is not None and not any(f.severity is Severity.ERROR and f.blocks for f in self.findings)


def compile_text(text: str, file: str = "<text>", vocabulary: Vocabulary | None = None) -> Compiled:
    """Compile the text of a policy file."""
    document, findings = parse(text, file)
    return compile_document(document, Source.of(text, file), findings, vocabulary or load_vocabulary())


def compile_document(
    document: tree.Document, source: Source, findings: tuple[Finding, ...], vocabulary: Vocabulary
) -> Compiled:
    """Compile a document that has been parsed with ``findings``."""
    placed, misplaced = place(document, source)
    resolver = resolver_for(placed, vocabulary)
    if not placed.document.lines:
        return Compiled(None, tuple(in_order((*findings, *misplaced))), placed, resolver)
    policy = _Compilation(placed, resolver, vocabulary).run()
    every = tuple(in_order((*findings, *misplaced, *resolver.findings, *outline_gaps(placed))))
    # One mistake is told once, however many clauses meet it.
    return Compiled(policy, tuple(dict.fromkeys(every)), placed, resolver)


class _Compilation:
    """The stages of one document, each using what the earlier ones found."""

    def __init__(self, placed: PlacedDocument, resolver: Resolver, shared: Vocabulary) -> None:
        self.placed = placed
        self.shared = shared
        self.resolver = resolver
        self.vocabulary = resolver.vocabulary
        self.lines = placed.lines

    def run(self) -> model.Policy | None:
        """Run the stages; None where definitions are nested too deep to be expanded."""
        header = Header(self.placed, self.resolver)
        regions = header.regions()
        lists = Lists(self.resolver)
        lists.read(self.lines)
        if lists.too_deep():
            return None
        statistics = Statistics(self.resolver, self.placed, regions)
        statistics.read(self.shared)
        values = Values(self.resolver, self.shared, statistics.aliases, statistics.dated, statistics.published)
        universe = self._universe()
        conditions = Conditions(self.resolver, values, universe, lists.closed(), lists.members)
        people = expand_people(self.lines, self.resolver, conditions)
        gatherer = Gatherer(self.resolver, people, conditions, values, universe)
        for p in self.lines:
            gatherer.line(p)
        gathered = gatherer.everything
        closer = Closer(self.resolver, people, gathered, universe)
        closer.close()
        benefits = closer.benefits()
        spans = {i: line.span for i, (line, _, _, _) in enumerate(gathered.clauses)}
        counted = conditions.counted()
        structure = Structure(self.resolver, Describer(self.vocabulary, counted, people.named()), universe, spans)
        structure.two_diseases(closer.overlaps)
        for benefit in benefits:
            structure.check(benefit, people.recipients(), gathered.drafts[benefit.id].failed)
        fund_rules = tuple(gatherer.fund_rule(d) for d in gathered.drafts.values() if d.fund_rows)
        atoms = self._atoms(people, benefits)
        parameters = tuple(statistics.parameter(id) for id in values.used)
        return model.Policy(
            **header.fields(regions),  # type: ignore[arg-type]
            classes=self._classes(people),
            lists=tuple(lists.lists.values()),
            atoms=tuple(sorted(atoms - {OUTSIDE}, key=lambda a: (people.order.get(a, 10**6), a))),
            identities=identities_of(people, atoms),
            outside=OUTSIDE if OUTSIDE in atoms else None,
            ancestors=self._ancestors(people),
            parameters=parameters,
            figures={p.id: statistics.figures(p) for p in parameters},
            benefits=benefits,
            pools=tuple(closer.pools.values()),
            clauses=self._clauses(gathered.clauses),
            adjustments=tuple(gathered.adjustments),
            fund_rules=fund_rules,
            fund_limits=tuple(gathered.limits),
            duties=tuple(gathered.duties),
            remarks=tuple(gathered.remarks),
            names=self._names(),
            counted=counted,
            insurance_year=gathered.insurance_year or (1, 1),
            derived=tuple(id for id, ds in people.definitions.items() if all(not d.items for d in ds)),
            leaves_out=dict(gathered.leaves_out),
            fingerprint=hashlib.sha256(self.placed.source.text.encode()).hexdigest(),
        )

    def _universe(self) -> Universe:
        care = {leaf for c in self.vocabulary.of_kind("care") for leaf in below(self.resolver, c.id)}
        plans = {leaf for c in self.vocabulary.of_kind("plan") for leaf in below(self.resolver, c.id)}
        above: dict[object, frozenset[str]] = {id: frozenset(self.vocabulary.ancestors(id)[1:]) for id in care | plans}
        return Universe(frozenset(care), frozenset(plans), above=above)

    # ── people, clauses, names ──

    def _atoms(self, people: People, benefits: tuple[model.Benefit, ...]) -> frozenset[str]:
        atoms = {a for box in people.recipients() for a in box.categories or ()}
        atoms |= {a for b in benefits for r in b.rules for box in r.boxes for a in box.categories or ()}
        return frozenset(atoms)

    def _classes(self, people: People) -> tuple[model.Class, ...]:
        heads: dict[str, tree.Means] = {}
        for definitions in people.definitions.values():
            heads.setdefault(definitions[0].head, definitions[0].line)
        return classes_of(people, heads)

    def _ancestors(self, people: People) -> dict[str, tuple[str, ...]]:
        above: dict[str, list[str]] = {}
        for head, definitions in people.definitions.items():
            for d in definitions:
                for item in d.items:
                    # A definition with a condition names some of its members only: it is the narrower one of the two.
                    narrow = bool(d.options != ((),) or d.except_)
                    above.setdefault(head if narrow else item, []).append(item if narrow else head)
        out: dict[str, tuple[str, ...]] = {}
        for concept in self.vocabulary.of_kind(*PEOPLE, "care", "disease"):
            order: dict[str, None] = {}
            stack = [concept.id]
            while stack:
                id = stack.pop()
                if id not in order:
                    order[id] = None
                    stack += [a for a in self.vocabulary.ancestors(id) if a != id]
                    stack += above.get(id, ())
            out[concept.id] = tuple(order)
        return out

    def _clauses(
        self, clauses: list[tuple[tree.Clause, tuple[str, ...], tuple[tree.Citation, ...], Placed]]
    ) -> tuple[model.Clause, ...]:
        lookup = VocabularyLookup(self.vocabulary)
        translator = Translator(lookup)
        out = []
        for index, (line, benefits, cites, p) in enumerate(clauses):
            zh, en = (print_line(monolingual(line, lang), lang, translator) for lang in (Language.ZH, Language.EN))
            out.append(model.Clause(index, benefits, zh, en, cites, p.readings, line.span))
        return tuple(out)

    def _names(self) -> dict[str, model.Names]:
        return {c.id: model.Names(c.zh, c.en, c.kind, (*c.also_en, *c.also_zh)) for c in self.vocabulary.concepts}
