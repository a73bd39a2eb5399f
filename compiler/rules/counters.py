"""Counters: over what the deductibles and caps of a document count, and which of them share a counter.

A limit counts over its period for the person, or for the family, each benefit by itself unless the document says that
benefits count together. Caps by kind of care are counted each by itself. A named pool has a counter of its own, on
which all its members draw.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, evolve, field

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.resolve.findings import CyclicDefinition
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect_all, merge, subtract_all
from tiaowen.compiler.rules.conditions import below
from tiaowen.compiler.rules.drafts import COUNTED, FAMILY, Draft, Gathered, PoolDraft, Row
from tiaowen.compiler.rules.findings import (
    CeilingTwice,
    NoInsuranceYear,
    NothingDraws,
    Once,
    PoolUnknown,
    PoolWithoutCap,
    Restated,
)
from tiaowen.compiler.rules.model import Box, Pool, Rule, Value
from tiaowen.compiler.rules.people import People
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Period, Span

OVER = {Period.YEAR: "", Period.MONTH: "@month", Period.INSURANCE_YEAR: "@insurance-year"}
"""The periods that are longer than a visit, with what tells their counters apart."""

VISITS = ("ratio", "lump-sum")
"""What a benefit has that pays for care."""

Care = frozenset[str] | None


@define
class Counters:
    """Gives the rules of one document their counters; ``rules`` are the closed rules by benefit, and are changed."""

    resolver: Resolver
    gathered: Gathered
    rules: dict[str, list[Rule]]
    people: People
    universe: Universe
    pools: dict[str, Pool] = field(factory=dict)

    def count(self) -> dict[str, Pool]:
        """Return the counters by id."""
        for draft in self.gathered.drafts.values():
            self.rules[draft.id] = [self._counted(rule, draft) for rule in self.rules[draft.id]]
        for pool in self.gathered.pools.values():
            self._named(pool)
        self._insurance_year()
        self._ceilings()
        return dict(sorted(self.pools.items(), key=lambda entry: _rank(entry[1])))

    def _counted(self, rule: Rule, draft: Draft) -> Rule:
        """Return a rule with its counter."""
        family, rule = rule.pool == FAMILY, evolve(rule, pool=None)
        if rule.facet == "ratio":
            yearly = isinstance(rule.value, model.Banded) and rule.value.yearly
            return evolve(rule, pool=f"{draft.id}:ratio") if yearly else rule
        if rule.facet not in COUNTED or rule.period not in OVER or isinstance(rule.value, model.Nothing):
            return rule
        stated = draft.accumulates.get(rule.facet)
        across = stated is not None and stated[0].across
        scope: tuple[str, ...] = (draft.id,)
        if stated is not None and across:
            scope = stated[1]
        elif rule.facet == "total-cap" and stated is None:
            scope = self._total_scope(draft) or scope
        care = self._care(rule, draft) if not across else None
        parts = (rule.facet, "+".join(scope), *(["+".join(sorted(care))] if care else []))
        id = ":".join(parts) + OVER[rule.period] + ("@family" if family else "")
        cites = stated[2] if stated else rule.cites
        limited = tuple((benefit, care) for benefit in scope) if care else ()
        known = self.pools.get(id)
        if known is None:
            self.pools[id] = Pool(id, rule.facet, scope, cites, rule.period, family, limited)
        elif stated is None:
            joined = tuple(dict.fromkeys((*known.cites, *cites)))
            self.pools[id] = evolve(known, cites=joined)
        return evolve(rule, pool=id)

    def _care(self, rule: Rule, draft: Draft) -> Care:
        """Return the kinds of care whose payments a cap counts, where the benefit caps several kinds apart."""
        if rule.facet != "cap":
            return None
        own = _care_of(rule)
        others = [_care_of(other) for other in self.rules[draft.id] if other.facet == "cap"]
        return own if own is not None and any(other != own for other in others) else None

    def _total_scope(self, draft: Draft) -> tuple[str, ...]:
        """Return the benefits over which a total cap counts: those of the ``for`` it stands under."""
        rows = [row for row in draft.rows if row.facet == "total-cap"]
        for row in rows[1:]:
            if set(row.scope) != set(rows[0].scope):
                place, second = self._place(row.span), self._place(rows[0].span)
                self.resolver.findings.append(Restated(what=Once.TOTAL_SCOPE.value, place=place, second=second))
                break
        return rows[0].scope if rows else ()

    def _insurance_year(self) -> None:
        """Report limits per insurance year, where nobody can know when that begins."""
        drafts = (*self.gathered.drafts.values(), *(pool.draft for pool in self.gathered.pools.values()))
        spans = [row.span for draft in drafts for row in draft.rows if _per_insurance_year(row)]
        stated = [line for draft in drafts for line, *_ in draft.accumulates.values()]
        spans += [line.span for line in stated if line.period is Period.INSURANCE_YEAR]
        unread = any(isinstance(line, tree.Unparsed) for line in self.resolver.placed.document.lines)
        if spans and self.gathered.insurance_year is None and not unread:
            self.resolver.findings.append(NoInsuranceYear(place=self._place(spans[0])))

    def _ceilings(self) -> None:
        """Report ceilings over benefits of which one counts what another leaves: that would be counted twice."""
        for pool in self.pools.values():
            together = pool.benefits if pool.facet == "out-of-pocket-ceiling" else ()
            for draft in (self.gathered.drafts[id] for id in together if id in self.gathered.drafts):
                earlier = [id for id in draft.base.benefits if id in together] if draft.base else []
                if earlier:
                    first, second = self._names(earlier[0]), self._names(draft.id)
                    place = self._place(draft.base_span)
                    self.resolver.findings.append(CeilingTwice(earlier=first, later=second, place=place))

    # ── named pools ──

    def _named(self, pool: PoolDraft) -> None:
        """Put the cap of a pool on each of its members, all on one counter."""
        members = list(self._members(pool, ()))
        grouping = {name.text for other in self.gathered.pools.values() for name in other.members}
        inside = any((found := self.resolver.vocabulary.find(text)) and found.id == pool.id for text in grouping)
        if not (pool.draft.rows or pool.draft.failed or inside):
            self.resolver.findings.append(PoolWithoutCap(pool=self._names(pool.id), place=self._place(pool.span)))
        benefits = tuple(dict.fromkeys(benefit for benefit, _ in members))
        limits = tuple((benefit, care) for benefit, care in members if care is not None)
        whole = {benefit for benefit, care in members if care is None}
        limits = tuple((benefit, care) for benefit, care in limits if benefit not in whole)
        concept = self.resolver.vocabulary.get(pool.id)
        for row in pool.draft.rows:
            period = row.period or Period.YEAR
            id = f"pool:{pool.id}{OVER.get(period, '')}" + ("@family" if row.family else "")
            cites = tuple(dict.fromkeys((*pool.cites, *row.cites)))
            name = concept.zh if concept else pool.id
            counted = period in OVER and not isinstance(row.value, model.Nothing)
            if counted:
                self.pools.setdefault(id, Pool(id, "cap", benefits, cites, period, row.family, limits, name))
            boxes = self._whom(row, pool)
            for benefit, care in members:
                if row.value is not None:
                    self.rules[benefit].append(_limit(row, row.value, pool, id if counted else None, boxes, care))

    def _whom(self, row: Row, pool: PoolDraft) -> Boxes:
        """Return the cases of a row under a pool; *others* are those whom no explicit row of the pool names."""
        everyone = self.people.recipients()
        boxes = row.selection.boxes(everyone, self.universe)
        if not row.selection.others:
            return boxes
        named = [other.selection for other in pool.draft.rows if other.selection.explicit]
        cut = [box for selection in named for box in selection.boxes(everyone, self.universe)]
        return merge(subtract_all(boxes, dict.fromkeys(cut), self.universe))

    def _members(self, pool: PoolDraft, inside: tuple[str, ...]) -> Iterator[tuple[str, Care]]:
        """Yield the benefits that draw on a pool, each with the kinds of care that do (None: all)."""
        if pool.id in inside:
            place, names = self._place(pool.span), self._names(pool.id)
            self.resolver.findings.append(CyclicDefinition(place=place, name=names, how="definition"))
            return
        for name in pool.members:
            concept = self.resolver.name(name, "benefit", "care", "pool")
            if concept is None:
                continue
            if concept.kind == "pool":
                if concept.id not in self.gathered.pools:
                    found = PoolUnknown(pool=(concept.en, concept.zh), place=self._place(name.span))
                    self.resolver.findings.append(found)
                else:
                    yield from self._members(self.gathered.pools[concept.id], (*inside, pool.id))
            else:
                drawing = list(self._drawing(concept))
                yield from drawing
                if not drawing:
                    found_ = NothingDraws(member=(concept.en, concept.zh), place=self._place(name.span))
                    self.resolver.findings.append(found_)

    def _drawing(self, member: Concept) -> Iterator[tuple[str, Care]]:
        """Yield the benefits that draw on a pool by way of one of its members, a benefit or a kind of care."""
        if member.kind == "benefit":
            if member.id in self.rules:
                yield member.id, None
            return
        care = below(self.resolver, member.id)
        for benefit, draft in self.gathered.drafts.items():
            known = [box.care for box in draft.covers]
            pays_for_care = any(row.facet in VISITS for row in draft.rows)
            if pays_for_care and (not known or any(kinds is None or kinds & care for kinds in known)):
                yield benefit, care

    def _names(self, id: str) -> tuple[str, str]:
        concept = self.resolver.vocabulary.get(id)
        return (concept.en, concept.zh) if concept else (id, id)

    def _place(self, span: Span) -> Place:
        return self.resolver.placed.source.place(span)


def _limit(row: Row, value: Value, pool: PoolDraft, counter: str | None, boxes: Boxes, care: Care) -> Rule:
    """Return the cap of a pool as a rule of one of its members."""
    if care is not None:
        boxes = merge(intersect_all(boxes, (Box(care=care),)))
    cites = tuple(dict.fromkeys((*row.cites, *pool.cites)))
    return Rule(f"pool:{pool.id}", value, boxes, row.period or Period.YEAR, cites, row.clause, pool=counter)


def _per_insurance_year(row: Row) -> bool:
    return row.facet in COUNTED and row.period is Period.INSURANCE_YEAR


def _care_of(rule: Rule) -> Care:
    """Return the kinds of care that a rule is about, if its boxes agree on them."""
    found = {box.care for box in rule.boxes}
    return next(iter(found)) if len(found) == 1 else None


def _rank(pool: Pool) -> tuple[int, int]:
    """Return where a counter stands: as its limits are applied, named pools last."""
    return pool.id.startswith("pool:"), COUNTED.index(pool.facet)
