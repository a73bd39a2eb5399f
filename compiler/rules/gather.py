"""Lines to drafts of benefits: what each benefit's lines say, before the drafts are closed into rules.

One pass over the placed lines. Each line adds to the drafts of the benefits it stands under, or to what stands beside
the benefits (adjustments, fund rows, duties, limits). Closing drafts (who *others* are, references, counters) is
``close``'s work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from attrs import define, evolve, field

from tiaowen.compiler.resolve import Placed, Resolver
from tiaowen.compiler.resolve.findings import NoScope
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Boxes, Universe
from tiaowen.compiler.rules.conditions import Conditions
from tiaowen.compiler.rules.drafts import COUNTED, PAYING, Draft, Gathered, PoolDraft, Row
from tiaowen.compiler.rules.findings import Misfit, NotHere, Once, PoolUnknown, Restated
from tiaowen.compiler.rules.funding import fund_limit, fund_parts
from tiaowen.compiler.rules.people import People
from tiaowen.compiler.rules.select import Selection, covered, exception_boxes, select
from tiaowen.compiler.rules.validity import as_date, within_its_period
from tiaowen.compiler.rules.values import Values
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Citation, Facet, Outcome, Period, Rounding, Span

SCHEMES = ("payer",)
PER_BENEFIT = (
    tree.Clause | tree.Covers | tree.Counts | tree.Requires | tree.Excludes | tree.InsteadOf | tree.Accumulates
    | tree.Banded | tree.Valid | tree.FundRow | tree.RoundingLine
)  # fmt: skip

OVER_VISITS = (Period.YEAR, Period.MONTH, Period.INSURANCE_YEAR)
"""The periods over which several visits count."""

COVERAGE_TERMS = tree.Governed | tree.NotCovered
"""What a clause may say of people under no ``for``: it then holds for every benefit that pays for care."""


def cites_of(placed: Placed, facet: Facet | None = None) -> tuple[Citation, ...]:
    """Return the heading's citation for a facet where it has one, else all its citations."""
    return placed.cites(facet)


def _set_several(draft: Draft, outcome: Outcome, cites: tuple[Citation, ...]) -> None:
    draft.several, draft.several_cites = outcome, cites


def _set_event(draft: Draft, event: str, cites: tuple[Citation, ...]) -> None:
    draft.identity_event, draft.identity_cites = event, cites


@define
class Gatherer:
    """The one pass. ``everything`` collects what it finds."""

    resolver: Resolver
    people: People
    conditions: Conditions
    values: Values
    universe: Universe
    everything: Gathered = field(factory=Gathered)

    def gather(self, lines: Sequence[Placed]) -> None:
        """Read all lines; who draws on a pool is known before anything is said of it."""
        for p in lines:
            if isinstance(p.line, tree.PoolLine):
                self._pool(p.line, cites_of(p))
        for p in lines:
            self.line(p)

    def line(self, p: Placed) -> None:
        """Add what one line says."""
        cites = cites_of(p)
        self._remarks(p, cites)
        match p.line:
            case tree.For():
                self._scope(p)
            case tree.Several(outcome=outcome):
                self._scoped(p, Once.SEVERAL, outcome, partial(_set_several, outcome=outcome, cites=cites))
            case tree.IdentityAsOf(event=event):
                if concept := self.resolver.name(event, "event"):
                    self._scoped(p, Once.EVENT, concept.id, partial(_set_event, event=concept.id, cites=cites))
            case tree.Duty(actors=actors, action=action, deadline=deadline):
                ids = tuple(c.id for a in actors if (c := self.resolver.name(a, "authority", "fund")))
                self.everything.duties.append(model.DutyRule(ids, action, deadline, cites))
            case tree.Limit():
                if limit := fund_limit(p.line, cites, self.resolver):
                    self.everything.limits.append(limit)
            case tree.InsuranceYear(month=month, day=day):
                if self._once(self.everything.general, Once.INSURANCE_YEAR, (month, day), p.line.span):
                    self.everything.insurance_year = month, day
            case tree.LeavesOut(fact=fact, without=without):
                named = self.resolver.name(fact, "fact", "parameter")
                left = tuple(c.claim_column for n in without if (c := self.resolver.name(n, "fact", "parameter")))
                if named is not None:
                    if named.claim_column in left:
                        place = self._place(p.line.span)
                        self.resolver.findings.append(NotHere(what=Misfit.LEAVES_OUT_ITSELF, place=place))
                    earlier = self.everything.leaves_out.get(named.claim_column, ())
                    self.everything.leaves_out[named.claim_column] = tuple(dict.fromkeys((*earlier, *left)))
            case tree.RoundingLine(mode=mode) if not p.benefits:
                self._rounding(self.everything.general, mode, p.line.span, cites)
            case _ if isinstance(p.line, PER_BENEFIT):
                self._benefit_line(p, cites)
            case _:
                pass

    def _remarks(self, p: Placed, cites: tuple[Citation, ...]) -> None:
        if isinstance(p.line, tree.NotComputed):
            matter = self.resolver.name(p.line.matter, "matter")
            self.everything.remarks.append(model.Remark(matter.id if matter else "other", p.line.text, cites))
        self.everything.remarks += [model.Remark("reading", text, cites) for text in p.readings]

    def _pool(self, line: tree.PoolLine, cites: tuple[Citation, ...]) -> None:
        concept = self.resolver.name(line.name, "pool")
        if concept is None:
            return
        draft = Draft(concept.id)
        known = self.everything.pools.setdefault(
            concept.id, PoolDraft(concept.id, line.members, cites, line.span, draft)
        )
        if known.span != line.span:
            place, second = self._place(line.span), self._place(known.span)
            self.resolver.findings.append(Restated(what=Once.POOL.value, place=place, second=second))

    def _rounding(self, draft: Draft, mode: Rounding, span: Span, cites: tuple[Citation, ...]) -> None:
        if self._once(draft, Once.ROUNDING, mode, span):
            draft.rounding, draft.rounding_cites = mode, cites

    def _scope(self, p: Placed) -> None:
        assert isinstance(p.line, tree.For)
        for name in p.line.benefits:
            concept = self.resolver.name(name, "benefit", *SCHEMES, "pool")
            if concept and concept.kind == "benefit":
                self.everything.drafts.setdefault(concept.id, Draft(concept.id)).cites.update(
                    dict.fromkeys(cites_of(p))
                )

    def _scopes(self, p: Placed) -> list[Concept]:
        found = (self.resolver.vocabulary.find(name.text) for name in p.benefits)
        return [c for c in found if c and c.kind in ("benefit", *SCHEMES, "pool")]

    def _scoped(self, p: Placed, what: Once, value: object, change: Callable[[Draft], None]) -> None:
        """Change the drafts a line is about; under no ``for`` that is every benefit without a line of its own."""
        drafts = [self.everything.drafts[c.id] for c in self._scopes(p) if c.kind == "benefit"]
        for draft in drafts if p.benefits else [self.everything.general]:
            if self._once(draft, what, value, p.line.span):
                change(draft)

    def _once(self, draft: Draft, what: Once, value: object, span: Span) -> bool:
        """Return whether this is the first line on a matter; a second one that says something else is a finding."""
        earlier = draft.stated.setdefault(what, (value, span))
        if earlier[0] != value:
            place, second = self._place(span), self._place(earlier[1])
            self.resolver.findings.append(Restated(what=what.value, place=place, second=second))
        return earlier == (value, span)

    def _benefit_line(self, p: Placed, cites: tuple[Citation, ...]) -> None:
        if not p.benefits:
            if isinstance(p.line, tree.Clause) and all(isinstance(t, COVERAGE_TERMS) for t in p.line.terms):
                self._clause(p.line, p, [])
            else:
                self.resolver.findings.append(NoScope(place=self._place(p.line.span)))
            return
        scopes = self._scopes(p)
        if isinstance(p.line, tree.Clause):
            self._clause(p.line, p, scopes)
            return
        for concept in scopes:
            if concept.kind == "pool":
                self.resolver.findings.append(NotHere(what=Misfit.LINE_OF_A_POOL, place=self._place(p.line.span)))
            elif concept.kind != "benefit":
                self.resolver.findings.append(NotHere(what=Misfit.LINE_OF_AN_INSURER, place=self._place(p.line.span)))
            else:
                self._property(self.everything.drafts[concept.id], p.line, scopes, cites)

    def _property(self, draft: Draft, line: tree.Line, scopes: list[Concept], cites: tuple[Citation, ...]) -> None:
        match line:
            case tree.Covers():
                draft.covers += covered(line, self.people, self.conditions, self.universe)
                draft.covers_cites += cites
            case tree.Counts():
                base = self._base(line, cites)
                if base and self._once(draft, Once.BASE, evolve(base, cites=()), line.span):
                    draft.base, draft.base_span = base, line.span
            case tree.Requires(conditions=conditions):
                draft.requires += self._requirements(conditions, cites)
            case tree.RoundingLine(mode=mode):
                self._rounding(draft, mode, line.span, cites)
            case tree.Excludes(conditions=conditions, unless=unless, strength=strength):
                boxes = exception_boxes(unless, self.conditions)
                # Each excluded case stands for itself: any of them is enough.
                tests = [t for c in conditions if (t := self.conditions.test(c))]
                draft.excludes += [model.Exclusion((t,), boxes, strength, cites) for t in tests]
            case tree.InsteadOf(benefits=names):
                found = [c for n in names if (c := self.resolver.name(n, "benefit"))]
                draft.instead_of += [(c.id, cites) for c in found]
                draft.instead_span = line.span
            case tree.Accumulates():
                self._accumulates(draft, line, scopes, cites)
            case tree.Banded():
                self._banded(draft, line)
            case tree.Valid(start=start, end=end):
                if self._once(draft, Once.VALID, (start, end), line.span):
                    draft.start, draft.end = as_date(start), as_date(end) if end else None
                    draft.period_cites = cites
            case tree.FundRow():
                draft.fund_rows.append((line, cites))
            case _:
                pass

    def _requirements(self, conditions: tree.Conditions, cites: tuple[Citation, ...]) -> list[model.Requirement]:
        """Return each condition as a requirement of its own; alternatives are one requirement."""
        out: list[model.Requirement] = []
        for condition in conditions:
            options = [option for option in self.conditions.alternatives((condition,), personal=False) if option]
            if options:
                first, *others = options
                out.append(model.Requirement(first[0], cites, first[1:], tuple(others)))
        return out

    def _accumulates(
        self, draft: Draft, line: tree.Accumulates, scopes: list[Concept], cites: tuple[Citation, ...]
    ) -> None:
        facet = line.facet.value
        if facet not in COUNTED or (line.across and line.period not in OVER_VISITS):
            what = Misfit.SINGLE_VISIT_ACROSS if facet in COUNTED else Misfit.NOT_COUNTED
            self.resolver.findings.append(NotHere(what=what, place=self._place(line.span)))
            return
        scope = tuple(c.id for c in scopes)
        stated = (line.period, line.across, frozenset(scope) if line.across else None)
        if self._once(draft, Once.accumulation(facet), stated, line.span):
            draft.accumulates[facet] = (line, scope, cites)

    def _banded(self, draft: Draft, line: tree.Banded) -> None:
        if line.facet is not Facet.RATIO or line.period is Period.MONTH:
            self.resolver.findings.append(NotHere(what=Misfit.BRACKETS, place=self._place(line.span)))
        elif self._once(draft, Once.BANDED, (line.whole, line.period is Period.YEAR), line.span):
            draft.banded = line

    def _base(self, line: tree.Counts, cites: tuple[Citation, ...]) -> model.Base | None:
        fact = self.resolver.name(line.fact, "fact", "parameter")
        if fact is None:
            return None
        after = [c for n in line.after if (c := self.resolver.name(n, "payer", "benefit"))]
        payers = [c for c in after if c.kind == "payer"]
        columns = tuple(c.claim_column for c in payers)
        benefits = tuple(c.id for c in after if c.kind == "benefit")
        return model.Base(fact.id, fact.claim_column, tuple(c.id for c in payers), columns, benefits, cites)

    # ── clauses ──

    def _clause(self, line: tree.Clause, p: Placed, scopes: list[Concept]) -> None:
        selection = select(line.selector, self.people, self.conditions)
        index = len(self.everything.clauses)
        ids = tuple(c.id for c in scopes)
        self.everything.clauses.append((line, ids, cites_of(p), p))
        selection = within_its_period(line, selection, self.resolver)
        funds = fund_parts(line, self.resolver)
        for term in line.terms:
            if isinstance(term, tree.FundPart | tree.ValidTerm):
                continue
            row = self._row(term, p, selection, ids, index)
            if row is not None and isinstance(term, tree.FacetTerm | tree.Full):
                row = evolve(row, funds=funds if row.facet in PAYING else ())
            if row is None or selection.broken:
                self._fail(term, scopes)
                continue
            if not scopes:
                self.everything.general.rows.append(row)
            tilted = isinstance(term, tree.FacetTerm) and isinstance(term.value, tree.Reduced)
            for concept in scopes:
                if concept.kind == "pool":
                    self._pooled(concept.id, row, term.span)
                elif concept.kind == "benefit" and (tilted or (row.points is not None and row.facet != "ratio")):
                    self.resolver.findings.append(NotHere(what=Misfit.TILT_OF_A_BENEFIT, place=self._place(term.span)))
                elif concept.kind == "benefit":
                    self.everything.drafts[concept.id].rows.append(row)
                elif not self._adjust(concept.id, term, selection, row):
                    self.resolver.findings.append(NotHere(what=Misfit.TERM_OF_AN_INSURER, place=self._place(term.span)))

    def _pooled(self, pool: str, row: Row, span: Span) -> None:
        """Take a row under a pool: it has a cap and nothing else."""
        found = self.everything.pools.get(pool)
        if found is None:
            self.resolver.findings.append(PoolUnknown(pool=self._names(pool), place=self._place(span)))
        elif row.facet != "cap" or row.points is not None or row.refer is not None:
            found.draft.failed.add("cap")
            self.resolver.findings.append(NotHere(what=Misfit.TERM_OF_A_POOL, place=self._place(span)))
        else:
            found.draft.rows.append(row)

    def _fail(self, term: tree.Term, scopes: list[Concept]) -> None:
        """Note that a benefit has a clause for a facet that some finding keeps from being used."""
        facets = {term.facet.value} if isinstance(term, tree.FacetTerm | tree.NoFacet) else {"ratio", "subsidy"}
        for concept in scopes:
            if concept.kind == "benefit":
                self.everything.drafts[concept.id].failed |= facets

    def _row(self, term: tree.Term, p: Placed, selection: Selection, scope: tuple[str, ...], index: int) -> Row | None:
        facet: str = model.COVERAGE
        value: model.Value | None = None
        refer: str | None = None
        period: Period | None = None
        points: Fraction | None = None
        family = isinstance(term, tree.FacetTerm) and term.family
        cites = cites_of(p)
        match term:
            case tree.FacetTerm(facet=named, value=tree.AsFor(benefit=benefit)):
                concept = self.resolver.name(benefit, "benefit")
                if concept is None:
                    return None
                facet, refer, cites = named.value, concept.id, cites_of(p, named)
            case tree.FacetTerm(facet=named, value=tree.Reduced()):
                facet, cites = named.value, cites_of(p, named)
            case tree.FacetTerm(facet=named, value=tree.Raised(share=share)):
                facet, cites, points = named.value, cites_of(p, named), share
            case tree.FacetTerm(facet=named, value=tree.Lowered(share=share)):
                facet, cites, points = named.value, cites_of(p, named), -share
            case tree.FacetTerm(facet=named, value=stated, period=period):
                facet, cites = named.value, cites_of(p, named)
                value = self.values.value(named, stated)
                if value is None:
                    return None
            case tree.NoFacet(facet=named):
                facet, value, cites = named.value, model.Nothing(), cites_of(p, named)
            case tree.Full():
                facet, value, cites = "subsidy", model.FullSubsidy(), cites_of(p, Facet.SUBSIDY)
            case tree.NotCovered():
                value = model.Excluded()
            case tree.Granted():
                value = model.Allowed()
            case tree.Governed(document=document):
                value = model.Elsewhere(document)
        if isinstance(term, tree.NoFacet) and facet in PAYING and self._pays(scope):
            self.resolver.findings.append(NotHere(what=Misfit.NO_PAYMENT, place=self._place(term.span)))
            return None
        if facet == "lump-sum" and period is not None and period not in (Period.VISIT, Period.ADMISSION):
            self.resolver.findings.append(NotHere(what=Misfit.LUMP_PERIOD, place=self._place(term.span)))
        if family and (facet not in COUNTED or period in (Period.VISIT, Period.ADMISSION)):
            self.resolver.findings.append(NotHere(what=Misfit.FAMILY, place=self._place(term.span)))
        return Row(facet, value, refer, selection, period, scope, cites, index, term.span, points, family)

    def _pays(self, scope: tuple[str, ...]) -> bool:
        """Return whether a clause stands under a benefit: an insurer's figures may be done away with."""
        return any(id in self.everything.drafts for id in scope)

    def _names(self, id: str) -> tuple[str, str]:
        concept = self.resolver.vocabulary.get(id)
        return (concept.en, concept.zh) if concept else (id, id)

    def _adjust(self, scheme: str, term: tree.Term, selection: Selection, row: Row) -> bool:
        reduced: Fraction | None = None
        raised: Fraction | None = None
        match term:
            case tree.FacetTerm(value=tree.Reduced(share=reduced)):
                pass
            case tree.FacetTerm(value=tree.Raised(share=raised)):
                pass
            case tree.FacetTerm(value=tree.Lowered(share=share)):
                raised = -share
            case tree.NoFacet():
                pass
            case _:
                return False
        boxes: Boxes = selection.boxes(self.people.recipients(), self.universe)
        lifted = isinstance(term, tree.NoFacet)
        adjustment = model.Adjustment(scheme, row.facet, reduced, raised, lifted, boxes, row.cites, row.clause)
        self.everything.adjustments.append(adjustment)
        return True

    def _place(self, span: Span) -> Place:
        return self.resolver.placed.source.place(span)
