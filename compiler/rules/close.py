"""Drafts to benefits: the rules closed.

*Others* become the cases no explicit row gives the facet, *as for* becomes the other benefit's values on the same
cases, accumulation becomes counters, and the benefits are put in the order in which they are settled.
"""

from __future__ import annotations

from attrs import define, evolve, field

from tiaowen.compiler.resolve import Resolver, nest
from tiaowen.compiler.resolve.findings import UnknownName
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect_all, merge, subtract_all
from tiaowen.compiler.rules.counters import Counters
from tiaowen.compiler.rules.diseases import Overlap, part_diseases
from tiaowen.compiler.rules.drafts import COUNTED, FAMILY, Draft, Gathered, Row
from tiaowen.compiler.rules.findings import (
    BandedUnsaid,
    CyclicDefinition,
    Misfit,
    NoRecipients,
    NoReference,
    NotHere,
    PeriodClash,
)
from tiaowen.compiler.rules.model import COVERAGE, Banded, Box, Pool, Rule
from tiaowen.compiler.rules.people import RECIPIENTS, People
from tiaowen.compiler.rules.points import with_points
from tiaowen.compiler.rules.refine.layers import Layers
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Period, Span

ENROLMENT = "enrolment-subsidy"
PERIOD_WORDS = {
    Period.YEAR: ("per year", "按年"),
    Period.MONTH: ("per month", "按月"),
    Period.VISIT: ("per visit", "每次就医"),
    Period.ADMISSION: ("per admission", "每次住院"),
    Period.INSURANCE_YEAR: ("per insurance year", "每医保年度"),
}


@define
class Closer:
    """Closes the drafts of one document."""

    resolver: Resolver
    people: People
    gathered: Gathered
    universe: Universe
    rules: dict[str, list[Rule]] = field(factory=dict)
    pools: dict[str, Pool] = field(factory=dict)
    overlaps: list[Overlap] = field(factory=list)
    """Figures by disease of which a visit with two diseases has two."""
    layers: Layers | None = None
    """Which of several documents holds for a case, where the clauses are from several."""

    def close(self) -> None:
        """Fill ``rules`` and ``overlaps``."""
        for draft in self.gathered.drafts.values():
            self.rules[draft.id] = self._layered(self._own_rules(draft))
        self._references()
        for draft in self.gathered.drafts.values():
            self.rules[draft.id] = with_points(self.rules[draft.id], self._pointed(draft), self.universe, self.resolver)
        for id, rules in self.rules.items():
            self.rules[id], overlaps = part_diseases(rules, self.universe)
            self.overlaps += overlaps
        self._takes_each_others_place()
        self.pools = Counters(self.resolver, self.gathered, self.rules, self.people, self.universe).count()
        self.rules = {id: self._layered(rules) for id, rules in self.rules.items()}

    def _layered(self, rules: list[Rule]) -> list[Rule]:
        """Return the rules of each document where none below it says something."""
        return rules if self.layers is None else self.layers.cut(rules)

    def _own_rules(self, draft: Draft) -> list[Rule]:
        everyone = self.people.recipients()
        self._adopt_general(draft)
        plain: list[tuple[Row, Boxes]] = []
        for row in draft.rows:
            if not row.selection.others:
                plain.append((row, row.selection.boxes(everyone, self.universe)))
        found = {id(row): boxes for row, boxes in plain}
        out: list[Rule] = []
        for row in draft.rows:
            boxes = self._others(row, plain) if row.selection.others else found[id(row)]
            if row.refer is None and row.value is not None and row.points is None:
                out.append(self._rule(row, draft, boxes))
        if not everyone:
            self._nobody(draft)
        return out

    def _pointed(self, draft: Draft) -> list[tuple[Row, Boxes]]:
        """Return the rows that add points, with their cases."""
        return [(row, self._whom(row, draft)) for row in draft.rows if row.points is not None]

    def _nobody(self, draft: Draft) -> None:
        """Report a clause about the recipients of a document that has none, unless their names are told already."""
        if RECIPIENTS in self.people.definitions or any(isinstance(f, UnknownName) for f in self.resolver.findings):
            return
        row = next((r for r in draft.rows if r.selection.people is None or r.selection.all_of_them), None)
        if row is not None:
            self.resolver.findings.append(NoRecipients(place=self._place(row.span)))

    def _adopt_general(self, draft: Draft) -> None:
        """Add what is said of people under no benefit (``students: governed by …``) to each that pays for care."""
        if any(row.facet in ("ratio", "lump-sum", *COUNTED) for row in draft.rows):
            draft.rows += [row for row in self.gathered.general.rows if row not in draft.rows]

    def _others(self, row: Row, plain: list[tuple[Row, Boxes]]) -> Boxes:
        """Return the recipients whom no explicit row gives the facet; for *not covered*, whom none names at all."""
        boxes = row.selection.boxes(self.people.recipients(), self.universe)
        cut: list[Box] = []
        for other, theirs in plain:
            if not other.selection.explicit:
                continue
            if self.layers is not None and not self.layers.sees(row.clause, other.clause, other.value):
                continue
            if row.facet == COVERAGE:
                cut += [Box(categories=box.categories, tests=box.tests) for box in theirs]
            elif _answers(other.facet, row.facet):
                cut += theirs
        return merge(subtract_all(boxes, dict.fromkeys(cut), self.universe))

    def _rule(self, row: Row, draft: Draft, boxes: Boxes) -> Rule:
        value = row.value
        assert value is not None
        if isinstance(value, Banded):
            value = self._banded(value, row, draft)
        period = self._period(row, draft)
        family = FAMILY if row.family else None
        return Rule(row.facet, value, boxes, period, row.cites, row.clause, pool=family, funds=row.funds)

    def _banded(self, value: Banded, row: Row, draft: Draft) -> Banded:
        """Return brackets as the benefit applies them; a period in the clause itself says the same."""
        if draft.banded is None:
            self.resolver.findings.append(BandedUnsaid(place=self._place(row.span)))
            return value
        stated = draft.banded.period
        if None not in (row.period, stated) and (row.period is Period.YEAR) is not (stated is Period.YEAR):
            self._clash("ratio", row, stated)
        return evolve(value, whole=draft.banded.whole, yearly=Period.YEAR in (row.period, stated))

    def _clash(self, facet: str, row: Row, stated: Period | None) -> None:
        assert row.period is not None
        assert stated is not None
        own, other = PERIOD_WORDS[row.period], PERIOD_WORDS[stated]
        self.resolver.findings.append(PeriodClash(facet=facet, own=own, stated=other, place=self._place(row.span)))

    def _period(self, row: Row, draft: Draft) -> Period | None:
        """Return over what a deductible or cap counts: as the clause says, as the benefit says, or a cap per year."""
        if row.facet not in COUNTED:
            if row.period in (Period.MONTH, Period.INSURANCE_YEAR) and row.facet != "lump-sum":
                self.resolver.findings.append(NotHere(what=Misfit.MONTHLY_RATIO, place=self._place(row.span)))
            return None
        stated = draft.accumulates.get(row.facet)
        if row.period is not None:
            if stated and _counts_over(row.period) is not _counts_over(stated[0].period):
                self._clash(row.facet, row, stated[0].period)
            return row.period
        if stated:
            return stated[0].period
        return Period.VISIT if row.facet == "deductible" else Period.YEAR

    # ── as for ──

    def _references(self) -> None:
        """Replace *as for* by the other benefit's rules, in an order in which each target is complete."""
        pending = [
            (draft, row) for draft in self.gathered.drafts.values() for row in draft.rows if row.refer is not None
        ]
        open_ = {(draft.id, row.facet) for draft, row in pending}
        while pending:
            ready = [(d, r) for d, r in pending if (r.refer, r.facet) not in open_]
            if not ready:
                for draft, row in pending:
                    place, name = self._place(row.span), self._names(draft.id)
                    self.resolver.findings.append(CyclicDefinition(place=place, name=name, how="reference"))
                    draft.failed.add(row.facet)
                return
            for draft, row in ready:
                self._refer(draft, row)
            pending = [x for x in pending if x not in ready]
            open_ = {(draft.id, row.facet) for draft, row in pending}

    def _refer(self, draft: Draft, row: Row) -> None:
        assert row.refer is not None
        theirs = [r for r in self.rules.get(row.refer, []) if r.facet == row.facet]
        if not theirs:
            names = self._names(row.refer)
            draft.failed.add(row.facet)
            self.resolver.findings.append(NoReference(benefit=names, facet=row.facet, place=self._place(row.span)))
            return
        here = self._whom(row, draft)
        for rule in theirs:
            # For which care the other benefit is does not matter: its figure is taken even where it does not apply.
            boxes = merge(intersect_all(here, (evolve(box, care=None) for box in rule.boxes)))
            if boxes:
                cites = (*row.cites, *(c for c in rule.cites if c not in row.cites))
                self.rules[draft.id].append(evolve(rule, boxes=boxes, cites=cites, clause=row.clause, via=row.refer))
        self.rules[draft.id] = self._layered(self.rules[draft.id])

    def _whom(self, row: Row, draft: Draft) -> Boxes:
        everyone = self.people.recipients()
        if not row.selection.others:
            return row.selection.boxes(everyone, self.universe)
        rows = [other for other in draft.rows if not other.selection.others]
        return self._others(row, [(other, other.selection.boxes(everyone, self.universe)) for other in rows])

    def _takes_each_others_place(self) -> None:
        """Report benefits of which each is *instead of* the other, directly or by way of others."""
        instead = {draft.id: tuple(id for id, _ in draft.instead_of) for draft in self.gathered.drafts.values()}
        for id in nest(instead).cyclic:
            place = self._place(self.gathered.drafts[id].instead_span)
            self.resolver.findings.append(CyclicDefinition(place=place, name=self._names(id), how="instead"))

    # ── benefits ──

    def benefits(self) -> tuple[model.Benefit, ...]:
        """Return the benefits in the order of settlement."""
        drafts = [d for d in self.gathered.drafts.values() if not (d.fund_rows and not d.rows)]
        made = {d.id: self._benefit(d) for d in drafts}
        return tuple(made[id] for id in self._settlement_order(made))

    def _benefit(self, draft: Draft) -> model.Benefit:
        displaced = tuple(
            (other.id, cites)
            for other in self.gathered.drafts.values()
            for id, cites in other.instead_of
            if id == draft.id
        )
        rules = tuple(self.rules[draft.id])
        care = [box.care for box in draft.covers]
        named = frozenset(c for s in care if s is not None for c in s)
        general = self.gathered.general
        several = draft.several or general.several
        return model.Benefit(
            id=draft.id,
            kind=self._kind(draft, rules),
            care=named if care and None not in care else None,
            covers=tuple(draft.covers),
            covers_cites=tuple(dict.fromkeys(draft.covers_cites)),
            requires=tuple(draft.requires),
            excludes=tuple(draft.excludes),
            base=draft.base,
            displaced_by=displaced,
            pools=tuple(pool.id for pool in self.pools.values() if draft.id in pool.benefits),
            several=several,
            several_cites=draft.several_cites if draft.several else general.several_cites,
            identity_event=draft.identity_event or general.identity_event,
            identity_cites=draft.identity_cites or general.identity_cites,
            start=draft.start,
            end=draft.end,
            period_cites=draft.period_cites,
            rules=rules,
            cites=tuple(draft.cites),
            rounding=(draft if draft.rounding_cites else general).rounding,
            rounding_cites=draft.rounding_cites or general.rounding_cites,
        )

    def _kind(self, draft: Draft, rules: tuple[Rule, ...]) -> str:
        """Return what the benefit gives; a figure of another kind of benefit would never be used."""
        facets = {r.facet for r in rules}
        kind = "enrolment" if "subsidy" in facets or draft.id == ENROLMENT else "visit"
        if any(isinstance(r.value, model.Allowed) for r in rules) and not facets & {
            "ratio",
            "subsidy",
            "lump-sum",
            *COUNTED,
        }:
            return "grant"
        for row in draft.rows:
            if isinstance(row.value, model.Allowed):
                what = Misfit.GRANTED_BESIDE_MONEY
            elif kind == "enrolment" and row.facet in ("ratio", "deductible", "lump-sum", "out-of-pocket-ceiling"):
                what = Misfit.ENROLMENT_RATIO
            else:
                continue
            draft.failed.add("subsidy")
            self.resolver.findings.append(NotHere(what=what, place=self._place(row.span)))
        return kind

    def _settlement_order(self, benefits: dict[str, model.Benefit]) -> list[str]:
        """Return the ids so that each benefit comes after those its base is counted after; ties as in the document."""
        waiting = list(benefits)
        done: list[str] = []
        while waiting:
            ready = next((id for id in waiting if not _waits(benefits[id], waiting)), None)
            if ready is None:
                inside = {id: b.base.benefits for id, b in benefits.items() if id in waiting and b.base}
                for id in nest(inside).cyclic:
                    place = self._place(self.gathered.drafts[id].base_span)
                    self.resolver.findings.append(CyclicDefinition(name=self._names(id), how="order", place=place))
                return done + waiting
            waiting.remove(ready)
            done.append(ready)
        return done

    def _names(self, id: str) -> tuple[str, str]:
        concept = self.resolver.vocabulary.get(id)
        return (concept.en, concept.zh) if concept else (id, id)

    def _place(self, span: Span) -> Place:
        return self.resolver.placed.source.place(span)


def _answers(facet: str, asked: str) -> bool:
    """Return whether a figure for one facet leaves nothing open of another: a lump sum stands in a ratio's place."""
    return facet == asked or {facet, asked} == {"ratio", "lump-sum"}


def _waits(benefit: model.Benefit, waiting: list[str]) -> bool:
    return benefit.base is not None and any(b in waiting for b in benefit.base.benefits)


def _counts_over(period: Period) -> Period:
    """Return the period a figure counts over; an admission is a visit."""
    return Period.VISIT if period is Period.ADMISSION else period
