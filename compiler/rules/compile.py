"""A resolved document to its rules: :func:`compile_document` runs the stages in their visible order.

    place lines -> names -> people -> conditions and values -> drafts -> benefits -> structural checks

Every stage adds findings and goes on; a policy comes out whenever its lines allow one, so that all mistakes of a file
are told in one run. Whether a policy with errors may be used is for the caller to say (it may not settle).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import evolve, field, frozen

from tiaowen.compiler.resolve import (
    FindText,
    Higher,
    Placed,
    PlacedDocument,
    Resolver,
    higher_documents,
    joined,
    place,
    refined,
    resolver_for,
    table_findings,
    texts,
)
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Universe
from tiaowen.compiler.rules.close import Closer
from tiaowen.compiler.rules.conditions import Conditions, below
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.doubts import doubt_remarks, doubt_rules
from tiaowen.compiler.rules.drafts import Gathered
from tiaowen.compiler.rules.funding import fund_rule
from tiaowen.compiler.rules.gather import Gatherer
from tiaowen.compiler.rules.header import Header
from tiaowen.compiler.rules.lists import Lists
from tiaowen.compiler.rules.monolingual import monolingual
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.rules.norms import Judgement, Known
from tiaowen.compiler.rules.outline import outline_gaps
from tiaowen.compiler.rules.people import OUTSIDE, PEOPLE, People, classes_of, expand_people, identities_of
from tiaowen.compiler.rules.refine import Judging, Layers, NormReader, Standing, reconciled
from tiaowen.compiler.rules.refine.inherited import inherited
from tiaowen.compiler.rules.refine.telling import broken, elsewhere, of_the_document
from tiaowen.compiler.rules.refine.tilts import Tilts
from tiaowen.compiler.rules.resting import Resting
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
    judgements: tuple[Judgement, ...] = ()
    """How the document's rules go together with those of the documents it refines."""
    find: FindText | None = field(default=None, eq=False, repr=False)
    """Where the texts of those documents were found."""

    @property
    def ok(self) -> bool:
        """Return whether the rules may be used."""
        return self.policy is not None and not any(f.severity is Severity.ERROR and f.blocks for f in self.findings)


def compile_text(
    text: str,
    file: str = "<text>",
    vocabulary: Vocabulary | None = None,
    readings: Mapping[str, str] | None = None,
    find: FindText | None = None,
) -> Compiled:
    """Compile the text of a policy file.

    ``readings`` names the reading to take of a doubt, by doubt; ``find`` gives the texts of the documents that it
    refines, by id: without it they cannot be found.
    """
    document, findings = parse(text, file)
    return compile_document(document, Source.of(text, file), findings, vocabulary or load_vocabulary(), readings, find)


def compile_document(
    document: tree.Document,
    source: Source,
    findings: tuple[Finding, ...],
    vocabulary: Vocabulary,
    readings: Mapping[str, str] | None = None,
    find: FindText | None = None,
) -> Compiled:
    """Compile a document that has been parsed with ``findings``, with the documents it refines.

    A doubt is read as adopted, or as ``readings`` say. A higher document with errors of its own is a finding.
    """
    placed, misplaced = place(document, source, readings)
    higher, unfound = higher_documents(placed, find, readings)
    told = [*findings, *elsewhere(misplaced, higher), *unfound]
    if not higher:
        return evolve(_compiled(placed, told, vocabulary), find=find)
    theirs: list[Finding] = []
    for each in higher:
        # Each of them is looked at once, with those above it as they are.
        above = tuple(other for other in higher if other.id in each.above)
        alone = _compiled(each.placed, list(each.findings), vocabulary, above)
        theirs += alone.findings
        if not alone.ok:
            told.append(broken(each, alone.findings, placed))
    compiled = _compiled(placed, told, vocabulary, higher)
    own = tuple(in_order(of_the_document(compiled.findings, theirs, placed)))
    return evolve(compiled, findings=own, find=find)


def _compiled(
    placed: PlacedDocument, told: Sequence[Finding], vocabulary: Vocabulary, higher: tuple[Higher, ...] = ()
) -> Compiled:
    """Compile one document in place, with those above it; what they have found wrong with each other is found anew."""
    whole = joined(placed, higher) if higher else placed
    resolver = resolver_for(whole, vocabulary)
    if not placed.document.lines:
        return Compiled(None, tuple(in_order(told)), placed, resolver)
    standing = Standing(whole, higher, resolver.vocabulary)
    if higher:
        standing = reconciled(whole, higher, resolver.vocabulary)
        resolver = resolver_for(standing.placed, vocabulary)
    compilation = _Compilation(standing, resolver, vocabulary)
    policy = compilation.run()
    tables = table_findings(placed, resolver.vocabulary)
    found = (*told, *standing.findings, *resolver.findings, *outline_gaps(placed), *tables)
    # One mistake is told once, however many clauses meet it.
    every = tuple(dict.fromkeys(in_order(found)))
    return Compiled(policy, every, standing.placed, resolver, compilation.judgements)


class _Compilation:
    """The stages of one document, each using what the earlier ones found."""

    def __init__(self, standing: Standing, resolver: Resolver, shared: Vocabulary) -> None:
        self.standing = standing
        self.placed = standing.placed
        self.shared = shared
        self.resolver = resolver
        self.vocabulary = resolver.vocabulary
        self.lines = self.placed.lines
        self.judgements: tuple[Judgement, ...] = ()

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
        gatherer.gather(self.lines)
        gathered = gatherer.everything
        layers = self._layers(gathered, universe)
        closer = Closer(self.resolver, people, gathered, universe, layers=layers)
        closer.close()
        benefits = closer.benefits()
        spans = {i: line.span for i, (line, _, _, _) in enumerate(gathered.clauses)}
        counted = conditions.counted()
        describer = Describer(self.vocabulary, counted, people.named())
        fields = header.fields(regions)
        start = fields["start"]
        structure = Structure(self.resolver, describer, universe, spans, start if isinstance(start, date) else None)
        structure.two_diseases(closer.overlaps)
        for benefit in benefits:
            structure.check(benefit, people.recipients(), gathered.drafts[benefit.id].failed)
        fund_rules = tuple(fund_rule(d, self.resolver) for d in gathered.drafts.values() if d.fund_rows)
        atoms = self._atoms(people, benefits)
        parameters = tuple(statistics.parameter(id) for id in values.used)
        figures = {p.id: statistics.figures(p) for p in parameters}
        norms = NormReader(self.resolver, people, frozenset(b.id for b in benefits)).read(self.lines)
        known = Known({p.id: p for p in parameters}, figures, first_year(fields))
        lines = [p for *_, p in gathered.clauses]
        pointed = [lines[row.clause] for d in gathered.drafts.values() for row in d.rows if row.points is not None]
        judging = Judging(self.standing, lines, benefits, known, describer, pointed)
        tilts = Tilts(self.standing, lines, universe, describer).joined(gathered.adjustments)
        self._judge(judging, closer, norms)
        pools, doubts = tuple(closer.pools.values()), doubt_rules(self.placed.doubts, self.vocabulary)
        if doubts:
            resting = Resting(self.resolver, people, lists.lists, gathered, parameters, pools, self.lines)
            benefits = tuple(map(resting.benefit, benefits))
            fund_rules = tuple(map(resting.fund_rule, fund_rules))
        return model.Policy(
            **fields,  # type: ignore[arg-type]
            classes=self._classes(people),
            lists=tuple(lists.lists.values()),
            atoms=tuple(sorted(atoms - {OUTSIDE}, key=lambda a: (people.order.get(a, 10**6), a))),
            identities=identities_of(people, atoms),
            outside=OUTSIDE if OUTSIDE in atoms else None,
            ancestors=self._ancestors(people),
            parameters=parameters,
            figures=figures,
            benefits=benefits,
            pools=pools,
            clauses=self._clauses(gathered.clauses),
            adjustments=tilts,
            fund_rules=fund_rules,
            fund_limits=tuple(gathered.limits),
            duties=tuple(gathered.duties),
            remarks=(*gathered.remarks, *doubt_remarks(doubts)),
            names=self._names(),
            counted=counted,
            insurance_year=gathered.insurance_year or (1, 1),
            derived=tuple(id for id, ds in people.definitions.items() if all(not d.items for d in ds)),
            leaves_out=dict(gathered.leaves_out),
            doubts=doubts,
            refines=tuple(name.text for name in refined(self.placed)),
            norms=norms,
            fingerprint=hashlib.sha256("\0".join(texts(self.placed.source)).encode()).hexdigest(),
        )

    # ── higher documents ──

    def _layers(self, gathered: Gathered, universe: Universe) -> Layers | None:
        """Return which document holds for a case, None where there is only one."""
        if not self.standing.higher:
            return None
        return Layers(self.standing.above, [p for *_, p in gathered.clauses], universe)

    def _judge(self, judging: Judging, closer: Closer, norms: tuple[model.Norm, ...]) -> None:
        """Judge the rules by the norms, and by what the higher documents say by themselves."""
        self.judgements = judging.by_norms(norms)
        if closer.layers is not None:
            alone = Closer(
                Resolver(self.placed, self.vocabulary),
                closer.people,
                inherited(closer.gathered),
                closer.universe,
                layers=evolve(closer.layers, bounds=True),
            )
            alone.close()
            self.judgements += judging.by_higher(alone.rules)

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


def first_year(header: Mapping[str, object]) -> int | None:
    """Return the first year of claims under a document."""
    days = [day for key in ("start", "issued") if isinstance(day := header[key], date)]
    return days[0].year if days else None
