"""A resolved document to its rules: :func:`compile_document` runs the stages in their visible order.

    place lines -> names -> people -> conditions and values -> drafts -> benefits -> structural checks

Every stage adds findings and goes on; a policy comes out whenever its lines allow one, so that all mistakes of a file are
told in one run. Whether a policy with errors may be used is for the caller to say (it may not settle).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from tiaowen.compiler.resolve import Placed, PlacedDocument, Resolver, place, resolver_for
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Universe
from tiaowen.compiler.rules.close import Closer
from tiaowen.compiler.rules.conditions import Conditions, below
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.findings import ListCount
from tiaowen.compiler.rules.gather import Gatherer, as_date, cites_of
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.rules.outline import outline_gaps
from tiaowen.compiler.rules.people import OUTSIDE, PEOPLE, People, classes_of, expand_people, identities_of
from tiaowen.compiler.rules.structure import Structure
from tiaowen.compiler.rules.values import Values
from tiaowen.compiler.vocabulary import Concept, Figure, Vocabulary, load_statistics, load_vocabulary
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding, Severity, in_order
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_line
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Language, Span, Text

NAMED_KINDS = ("group", "category", "level", "care", "disease", "disease-list", "plan", "mark", "payer")


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
    policy = _Compilation(placed, resolver).run()
    every = tuple(in_order((*findings, *misplaced, *resolver.findings, *outline_gaps(placed))))
    # One mistake is told once, however many clauses meet it.
    return Compiled(policy, tuple(dict.fromkeys(every)), placed, resolver)


class _Compilation:
    """The stages of one document, each using what the earlier ones found."""

    def __init__(self, placed: PlacedDocument, resolver: Resolver) -> None:
        self.placed = placed
        self.resolver = resolver
        self.vocabulary = resolver.vocabulary
        self.lines = placed.lines

    def run(self) -> model.Policy:
        """Run the stages."""
        lists = self._lists()
        conditions = Conditions(self.resolver, {d.id: self._closed(d.members) for d in lists})
        people = expand_people(self.lines, self.resolver, conditions)
        bases, dated = self._bases()
        values = Values(self.resolver, bases, dated)
        universe = self._universe()
        gatherer = Gatherer(self.resolver, people, conditions, values, universe)
        for p in self.lines:
            gatherer.line(p)
        gathered = gatherer.everything
        closer = Closer(self.resolver, people, gathered, universe)
        closer.close()
        benefits = closer.benefits()
        spans = {i: line.span for i, (line, _, _, _) in enumerate(gathered.clauses)}
        structure = Structure(self.resolver, Describer(self.vocabulary), universe, spans)
        for benefit in benefits:
            structure.check(benefit, people.recipients())
        fund_rules = tuple(gatherer.fund_rule(d) for d in gathered.drafts.values() if d.fund_rows)
        atoms = self._atoms(people, benefits)
        parameters = self._parameters(values)
        return model.Policy(
            **self._header(),  # type: ignore[arg-type]
            classes=self._classes(people),
            lists=lists,
            atoms=tuple(sorted(atoms - {OUTSIDE}, key=lambda a: (people.order.get(a, 10**6), a))),
            identities=identities_of(people, atoms),
            outside=OUTSIDE if OUTSIDE in atoms else None,
            ancestors=self._ancestors(people),
            parameters=parameters,
            figures={p.id: self._figures(p) for p in parameters},
            benefits=benefits,
            pools=tuple(closer.pools.values()),
            clauses=self._clauses(gathered.clauses),
            adjustments=tuple(gathered.adjustments),
            fund_rules=fund_rules,
            fund_limits=tuple(gathered.limits),
            duties=tuple(gathered.duties),
            remarks=tuple(gathered.remarks),
            names=self._names(gathered, atoms),
            fingerprint=hashlib.sha256(self.placed.source.text.encode()).hexdigest(),
        )

    # ── header ──

    def _header(self) -> Mapping[str, object]:
        line = self.placed.header(tree.PolicyLine)
        number = self.placed.header(tree.Number)
        region = self.placed.header(tree.Region)
        issued = self.placed.header(tree.Issued)
        regions = tuple(c.id for n in region.names if (c := self.resolver.name(n, "region"))) if region else ()
        start, start_cites = self._start(issued)
        based = [t for p in self.lines if isinstance(p.line, tree.Under) for t in p.line.documents]
        repeals = [t for p in self.lines if isinstance(p.line, tree.Repeals) for t in p.line.documents]
        return {
            "id": line.id if line else self.placed.source.file,
            "title": (line.title if line else None) or Text(en=line.id if line else self.placed.source.file),
            "number": number.text if number else None,
            "regions": regions,
            "issued": as_date(issued.date) if issued else None,
            "issuer": issued.by if issued else None,
            "start": start,
            "start_cites": start_cites,
            "based_on": tuple(based),
            "repeals": tuple(repeals),
            "language": self.placed.document.language,
        }

    def _start(self, issued: tree.Issued | None) -> tuple[date | None, tuple[tree.Citation, ...]]:
        for p in self.lines:
            if isinstance(p.line, tree.InForce):
                if p.line.start is not None:
                    return as_date(p.line.start), cites_of(p)
                if issued and p.line.days is not None:
                    return as_date(issued.date) + timedelta(days=p.line.days), cites_of(p)
        return None, ()

    # ── lists, statistics, universe ──

    def _lists(self) -> tuple[model.DiseaseList, ...]:
        out = []
        for p in self.lines:
            if not isinstance(p.line, tree.Means):
                continue
            heads = [self.vocabulary.find(h.text) for h in p.line.heads]
            for head in heads:
                if head is None or head.kind not in ("disease-list", "disease"):
                    continue
                found = (self.resolver.item(i, "disease", "disease-list") for i in p.line.items)
                members = tuple(f[0].id for f in found if f)
                out.append(model.DiseaseList(head.id, members, p.line.count, cites_of(p)))
                if p.line.count is not None and p.line.count != len(p.line.items):
                    where = self.placed.source.place(p.line.span)
                    self.resolver.findings.append(ListCount(place=where, stated=p.line.count, listed=len(p.line.items)))
        return tuple(out)

    def _closed(self, members: tuple[str, ...]) -> frozenset[str]:
        return frozenset(d for m in members for d in below(self.resolver, m))

    def _bases(self) -> tuple[dict[str, Concept], set[str]]:
        aliases: dict[str, Concept] = {}
        dated: set[str] = set()
        for p in self.lines:
            if isinstance(p.line, tree.Basis):
                concept = self.resolver.name(p.line.statistic, "statistic", "parameter")
                if concept:
                    if p.line.lag_years is not None:
                        dated.add(concept.id)
                    if p.line.alias:
                        aliases[p.line.alias.text] = concept
        return aliases, dated

    def _parameters(self, values: Values) -> tuple[model.Parameter, ...]:
        region = self.placed.header(tree.Region)
        regions = [c.id for n in region.names if (c := self.vocabulary.find(n.text))] if region else []
        known = load_statistics()
        out = []
        for id in values.used:
            # The innermost region for which the statistic is published: a provincial figure belongs to the province.
            places = [r for r in (*reversed(regions), "china") if (id, r) in known]
            lag, publisher, cites = None, None, ()
            for p in self.lines:
                if isinstance(p.line, tree.Basis) and (c := self.vocabulary.find(p.line.statistic.text)) and c.id == id:
                    by = self.resolver.name(p.line.publisher, "authority") if p.line.publisher else None
                    lag, publisher, cites = p.line.lag_years, by.id if by else None, cites_of(p)
            where = places[0] if places else (regions[0] if regions else "china")
            out.append(model.Parameter(id, id, where, lag, publisher, cites))
        return tuple(out)

    def _figures(self, parameter: model.Parameter) -> dict[int, model.Figure]:
        shared: Mapping[int, Figure] = load_statistics().get((parameter.statistic, parameter.region), {})
        out = {year: model.Figure(f.fen, f.status, f.source) for year, f in shared.items()}
        for p in self.lines:
            if isinstance(p.line, tree.StatisticValue) and isinstance(p.line.quantity, tree.Money):
                ids = [c.id for n in p.line.names if (c := self.vocabulary.find(n.text))]
                if parameter.statistic in ids and (len(ids) == 1 or parameter.region in ids):
                    source = p.line.source.get(self.placed.document.language) if p.line.source else ""
                    out[p.line.year] = model.Figure(p.line.quantity.fen, "published", source)
        return out

    def _universe(self) -> Universe:
        care = {leaf for c in self.vocabulary.of_kind("care") for leaf in below(self.resolver, c.id)}
        plans = {leaf for c in self.vocabulary.of_kind("plan") for leaf in below(self.resolver, c.id)}
        return Universe(frozenset(care), frozenset(plans))

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
                    above.setdefault(item, []).append(head)
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
            zh = print_line(line, Language.ZH, translator)
            en = print_line(line, Language.EN, translator)
            out.append(model.Clause(index, benefits, zh, en, cites, p.readings, line.span or Span(0, 0)))
        return tuple(out)

    def _names(self, gathered: object, atoms: frozenset[str]) -> dict[str, model.Names]:
        del gathered, atoms
        return {c.id: model.Names(c.zh, c.en, c.kind, (*c.also_en, *c.also_zh)) for c in self.vocabulary.concepts}
