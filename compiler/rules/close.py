"""Drafts to benefits: the rules closed.

*Others* become the cases no explicit row gives the facet, *as for* becomes the other benefit's values on the same cases,
accumulation becomes counters, and the benefits are put in the order in which they are settled.
"""

from __future__ import annotations

from attrs import define, evolve, field

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect_all, merge, subtract_all
from tiaowen.compiler.rules.findings import BandedUnsaid, CyclicDefinition, NoReference, NotHere
from tiaowen.compiler.rules.gather import Draft, Gathered, Row
from tiaowen.compiler.rules.model import COVERAGE, Banded, Box, Pool, Rule
from tiaowen.compiler.rules.people import People
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Period, Span

COUNTED = ("deductible", "cap", "total-cap")


@define
class Closer:
    """Closes the drafts of one document."""

    resolver: Resolver
    people: People
    gathered: Gathered
    universe: Universe
    rules: dict[str, list[Rule]] = field(factory=dict)
    pools: dict[str, Pool] = field(factory=dict)

    def close(self) -> None:
        """Fill ``rules`` and ``pools``."""
        for draft in self.gathered.drafts.values():
            self.rules[draft.id] = self._own_rules(draft)
        self._references()

    def _own_rules(self, draft: Draft) -> list[Rule]:
        everyone = self.people.recipients()
        self._adopt_general(draft)
        plain: list[tuple[Row, Boxes]] = []
        for row in draft.rows:
            if not row.selection.others:
                plain.append((row, row.selection.boxes(everyone, self.universe)))
        out: list[Rule] = []
        for row in draft.rows:
            if row.selection.others:
                boxes = self._others(row, plain)
            else:
                boxes = next(b for r, b in plain if r is row)
            if row.refer is None and row.value is not None:
                out.append(self._rule(row, draft, boxes))
        return out

    def _adopt_general(self, draft: Draft) -> None:
        """Add what is said of people under no benefit (``students: governed by …``) to every benefit that pays for care."""
        if any(row.facet in ("ratio", *COUNTED) for row in draft.rows):
            draft.rows += [row for row in self.gathered.general.rows if row not in draft.rows]

    def _others(self, row: Row, plain: list[tuple[Row, Boxes]]) -> Boxes:
        """Return the recipients whom no explicit row gives the facet; for *not covered*, whom none names at all."""
        boxes = row.selection.boxes(self.people.recipients(), self.universe)
        cut: list[Box] = []
        for other, theirs in plain:
            if not other.selection.explicit:
                continue
            if row.facet == COVERAGE:
                cut += [Box(categories=box.categories, tests=box.tests) for box in theirs]
            elif other.facet == row.facet:
                cut += theirs
        return merge(subtract_all(boxes, cut, self.universe))

    def _rule(self, row: Row, draft: Draft, boxes: Boxes) -> Rule:
        value = row.value
        assert value is not None
        if isinstance(value, Banded):
            if draft.banded is None:
                place = self._place(row.span)
                self.resolver.findings.append(BandedUnsaid(place=place))
            else:
                value = evolve(value, whole=draft.banded.whole, yearly=draft.banded.period is Period.YEAR)
        period = self._period(row, draft)
        return Rule(row.facet, value, boxes, period, row.cites, row.clause)

    def _period(self, row: Row, draft: Draft) -> Period | None:
        """Return over what a deductible or cap counts: as the clause says, else as the benefit says, else a cap per year."""
        if row.facet not in COUNTED:
            return None
        if row.period is Period.MONTH:
            what = ("A deductible or cap per month", "按月的起付线或限额")
            self.resolver.findings.append(NotHere(what=what, place=self._place(row.span)))
        stated = draft.accumulates.get(row.facet)
        if row.period is not None:
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
                    place = self._place(row.span)
                    self.resolver.findings.append(CyclicDefinition(place=place, name=draft.id))
                return
            for draft, row in ready:
                self._refer(draft, row)
            pending = [x for x in pending if x not in ready]
            open_ = {(draft.id, row.facet) for draft, row in pending}

    def _refer(self, draft: Draft, row: Row) -> None:
        assert row.refer is not None
        theirs = [r for r in self.rules.get(row.refer, []) if r.facet == row.facet]
        if not theirs:
            concept = self.resolver.vocabulary.get(row.refer)
            names = (concept.en, concept.zh) if concept else (row.refer, row.refer)
            self.resolver.findings.append(NoReference(benefit=names, facet=row.facet, place=self._place(row.span)))
            return
        here = row.selection.boxes(self.people.recipients(), self.universe)
        for rule in theirs:
            # Which kind of care or disease the other benefit asks for is its own affair: its figure is taken, whether or not it applies.
            boxes = merge(intersect_all(here, (evolve(box, care=None) for box in rule.boxes)))
            if boxes:
                cites = (*row.cites, *(c for c in rule.cites if c not in row.cites))
                self.rules[draft.id].append(
                    Rule(row.facet, rule.value, boxes, rule.period, cites, row.clause, row.refer)
                )

    # ── counters ──

    def pool_ids(self, draft: Draft) -> tuple[str, ...]:
        """Return the counters of a benefit, creating those that are not there yet."""
        ids: list[str] = []
        for facet in COUNTED:
            rules = [r for r in self.rules[draft.id] if r.facet == facet]
            if not any(r.period is Period.YEAR and not isinstance(r.value, model.Nothing) for r in rules):
                continue
            stated = draft.accumulates.get(facet)
            scope: tuple[str, ...] = (draft.id,)
            cites = tuple(dict.fromkeys(c for r in rules for c in r.cites))
            if facet == "total-cap":
                scope = next(row.scope for row in draft.rows if row.facet == facet)
            if stated:
                scope, cites = (stated[1] if stated[0].across else (draft.id,)), stated[2]
            id = f"{facet}:{'+'.join(scope)}"
            self.pools.setdefault(id, Pool(id, facet, scope, cites))
            ids.append(id)
        return tuple(ids)

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
            kind=_kind(rules),
            care=named if care and None not in care else None,
            covers=tuple(draft.covers),
            covers_cites=tuple(dict.fromkeys(draft.covers_cites)),
            requires=tuple(draft.requires),
            excludes=tuple(draft.excludes),
            base=draft.base,
            displaced_by=displaced,
            pools=self.pool_ids(draft),
            several=several,
            several_cites=draft.several_cites if draft.several else general.several_cites,
            identity_event=draft.identity_event or general.identity_event,
            start=draft.start,
            end=draft.end,
            period_cites=draft.period_cites,
            rules=rules,
            cites=tuple(draft.cites),
        )

    def _settlement_order(self, benefits: dict[str, model.Benefit]) -> list[str]:
        """Return the ids so that each benefit comes after those its base is counted after; ties as in the document."""
        waiting = list(benefits)
        done: list[str] = []
        while waiting:
            ready = next((id for id in waiting if not _waits(benefits[id], waiting)), None)
            if ready is None:
                for id in waiting:
                    concept = self.resolver.vocabulary.get(id)
                    name = concept.zh if concept else id
                    self.resolver.findings.append(
                        CyclicDefinition(name=name, stages=True, place=self._place(Span(0, 0)))
                    )
                return done + waiting
            waiting.remove(ready)
            done.append(ready)
        return done

    def _place(self, span: Span) -> Place:
        return self.resolver.placed.source.place(span)


def _waits(benefit: model.Benefit, waiting: list[str]) -> bool:
    return benefit.base is not None and any(b in waiting for b in benefit.base.benefits)


def _kind(rules: tuple[Rule, ...]) -> str:
    facets = {r.facet for r in rules}
    if "subsidy" in facets:
        return "enrolment"
    if any(isinstance(r.value, model.Allowed) for r in rules):
        return "grant"
    return "visit"
