"""The structural checks: two values on one case, holes, missing caps. Findings name the cases in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import islice

from attrs import define, evolve

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Boxes, Universe, Without, intersect_all
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.diseases import Overlap
from tiaowen.compiler.rules.drafts import FAMILY
from tiaowen.compiler.rules.findings import (
    Conflict,
    Hole,
    LumpBesideRatio,
    NoBase,
    NoCap,
    NoEffect,
    NoSubsidy,
    SharedCounter,
    TwoDiseases,
)
from tiaowen.compiler.rules.model import COVERAGE, Benefit, Box, Rule
from tiaowen.compiler.rules.stated import Stated
from tiaowen.compiler.rules.validity import SETTLEMENT_DAY
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Language, Operator, Period, Span

HOLES_SHOWN = 12
DECIDING = {"ratio": ("ratio", "lump-sum"), "subsidy": ("subsidy",)}
"""What leaves no hole in a facet: a lump sum needs no ratio."""


@define
class Structure:
    """Checks the benefits of one document; findings go to the resolver."""

    resolver: Resolver
    describer: Describer
    universe: Universe
    spans: dict[int, Span]
    """Where each clause stands."""
    start: date | None = None
    """The first day of the document: a clause of a later period leaves no hole before it."""

    def check(self, benefit: Benefit, recipients: Boxes, failed: Collection[str] = ()) -> None:
        """Check one benefit; what is missing of a ``failed`` facet is told already."""
        self._conflicts(benefit)
        if benefit.kind == "visit" and any(r.facet != COVERAGE for r in benefit.rules):
            if not {"ratio", "lump-sum"} & set(failed):
                self._holes(benefit, recipients, "ratio")
            if not {"cap", "total-cap"} & set(failed):
                self._caps(benefit)
            self._lump_beside_ratio(benefit)
            self._base(benefit)
            self._counters(benefit)
            self._without_effect(benefit, "ratio")
        elif benefit.kind == "enrolment":
            if "subsidy" not in failed:
                self._holes(benefit, recipients, "subsidy")
            self._without_effect(benefit, "subsidy")

    def two_diseases(self, overlaps: Iterable[Overlap]) -> None:
        """Report figures by disease of which a visit with two diseases has two."""
        for overlap in overlaps:
            values = (self._value(overlap.first), self._value(overlap.second))
            place, second = self._clause_place(overlap.second.clause), self._clause_place(overlap.first.clause)
            self.resolver.findings.append(
                TwoDiseases(facet=overlap.first.facet, values=values, place=place, second=second)
            )

    def _value(self, rule: Rule) -> tuple[str, str]:
        describe = self.describer.value
        english, chinese = (describe(rule.value, rule.period, language) for language in (Language.EN, Language.ZH))
        family = rule.pool is not None and rule.pool.endswith(FAMILY)
        return (f"{english} per family", f"每户{chinese}") if family else (english, chinese)

    def _conflicts(self, benefit: Benefit) -> None:
        """Compare each rule with those of other values, each set of cases once however often it is stated."""
        facets: dict[str, list[Rule]] = {}
        for rule in benefit.rules:
            facets.setdefault(rule.facet, []).append(rule)
        stated = {facet: Stated(rules) for facet, rules in facets.items()}
        for rule in benefit.rules:
            new = stated[rule.facet].new(rule)
            for first in stated[rule.facet].others(rule, new):
                if common := self._within(benefit, intersect_all((first.part.box,), [part.box for part in new])):
                    self._report_conflict(benefit, first.rule, rule, common[0])
                    break
            stated[rule.facet].state(rule, new)

    def _report_conflict(self, benefit: Benefit, first: Rule, second: Rule, box: Box) -> None:
        describe, box = self.describer, _within_care(box, benefit)
        names = tuple(describe.name(benefit.id, lang) for lang in (Language.EN, Language.ZH))
        case = (f"{names[0]}, {describe.box(box, Language.EN)}", f"{names[1]}，{describe.box(box, Language.ZH)}")
        mine, theirs = self._value(second), self._value(first)
        if mine == theirs:
            mine = f"{mine[0]} counted apart", f"另行累计的{mine[1]}"
        self.resolver.findings.append(
            Conflict(
                facet=second.facet,
                case=case,
                values=(theirs, mine),
                place=self._clause_place(second.clause),
                second=self._clause_place(first.clause),
            )
        )

    def _within(self, benefit: Benefit, boxes: Iterable[Box]) -> Boxes:
        """Return the part of ``boxes`` that the benefit is for at all."""
        return intersect_all(boxes, benefit.covers) if benefit.covers else tuple(boxes)

    def _holes(self, benefit: Benefit, recipients: Boxes, facet: str) -> None:
        named = tuple(
            Box(categories=box.categories, tests=box.tests)
            for rule in benefit.rules
            for box in rule.boxes
            if box.categories is not None
        )
        asked = tuple(recipients) + tuple(
            box
            for box in named
            if not any(box.categories <= (r.categories or frozenset()) for r in recipients)  # type: ignore[operator]
        )
        universe = evolve(self.universe, plans=self._plans(benefit))
        if benefit.kind == "enrolment":
            # Only the plans that the benefit speaks of can have holes; with none named, any plan is one case.
            asked = tuple(evolve(box, plans=universe.plans or None) for box in asked)
        asked = self._within(benefit, self._in_force(benefit, asked))
        decided = [
            box
            for rule in benefit.rules
            if rule.facet in DECIDING[facet] or (rule.facet == COVERAGE and not isinstance(rule.value, model.Allowed))
            for box in rule.boxes
        ]
        left = islice(Without(dict.fromkeys(decided), universe).left(asked), HOLES_SHOWN)
        if shown := [_within_care(box, benefit) for box in left]:
            describe = self.describer.box
            cases = tuple((describe(box, Language.EN), describe(box, Language.ZH)) for box in shown)
            unique = tuple(dict.fromkeys(cases))
            names = self._names(benefit)
            clause = min((r.clause for r in benefit.rules), default=None)
            place = self._clause_place(clause) if clause is not None else None
            kind = NoSubsidy if facet == "subsidy" else Hole
            self.resolver.findings.append(kind(facet=facet, benefit=names, cases=unique, place=place))

    def _in_force(self, benefit: Benefit, asked: Boxes) -> Boxes:
        """Return cases from the first day of the benefit on, where its clauses have periods of their own."""
        tests = (test.condition for rule in benefit.rules for box in rule.boxes for test in box.tests)
        if not any(isinstance(test, model.Compare) and test.column == model.DAY for test in tests):
            return asked
        start, end = benefit.start or self.start, benefit.end
        days = [(Operator.AT_LEAST, start)] if start else []
        days += [(Operator.AT_MOST, end)] if end else []
        within = tuple(model.Test(model.Compare(SETTLEMENT_DAY, model.DAY, how, day.toordinal())) for how, day in days)
        return tuple(evolve(box, tests=(*box.tests, *within)) for box in asked)

    def _base(self, benefit: Benefit) -> None:
        """Report a ratio of nothing: without a word on which costs count, no result is ever determined."""
        ratio = next((r.clause for r in benefit.rules if r.facet in DECIDING["ratio"]), None)
        unread = any(isinstance(line, tree.Unparsed) for line in self.resolver.placed.document.lines)
        if benefit.base is None and ratio is not None and not unread:
            self.resolver.findings.append(NoBase(benefit=self._names(benefit), place=self._clause_place(ratio)))

    def _lump_beside_ratio(self, benefit: Benefit) -> None:
        """Report cases with a lump sum and a ratio: which of them is paid is not said."""
        for lump in benefit.facet("lump-sum"):
            for ratio in benefit.facet("ratio"):
                if common := self._within(benefit, intersect_all(lump.boxes, ratio.boxes)):
                    box, names = _within_care(common[0], benefit), self._names(benefit)
                    english, chinese = (self.describer.box(box, language) for language in (Language.EN, Language.ZH))
                    self.resolver.findings.append(
                        LumpBesideRatio(
                            case=(f"{names[0]}, {english}", f"{names[1]}，{chinese}"),
                            place=self._clause_place(lump.clause),
                            second=self._clause_place(ratio.clause) if ratio.clause != lump.clause else None,
                        )
                    )
                    return

    def _without_effect(self, benefit: Benefit, facet: str) -> None:
        """Report figures for cases that other clauses of the benefit take out altogether."""
        out = [
            box
            for rule in benefit.facet(COVERAGE)
            if isinstance(rule.value, model.Excluded | model.Elsewhere)
            for box in rule.boxes
        ]
        without = Without(dict.fromkeys(out), self.universe)
        for rule in benefit.facet(facet) if out else ():
            boxes = self._within(benefit, rule.boxes)
            if boxes and next(without.left(boxes), None) is None:
                place = self._clause_place(rule.clause)
                self.resolver.findings.append(NoEffect(facet=facet, benefit=self._names(benefit), place=place))

    def _counters(self, benefit: Benefit) -> None:
        """Report yearly limits that differ by kind of care and count on one counter all the same."""
        for facet in ("deductible", "cap", "total-cap"):
            yearly = [r for r in benefit.facet(facet) if r.period is Period.YEAR and r.value != model.Nothing()]
            # Whether two are apart shows in these alone: the first of each kind stands for all.
            kinds: dict[tuple[object, ...], tuple[Box, Rule]] = {}
            for r in yearly:
                for box in r.boxes:
                    if box.care is not None:
                        kinds.setdefault((box.categories, box.care, r.pool), (box, r))
            boxes = list(kinds.values())
            for i, (box, rule) in enumerate(boxes):
                if any(_apart(box, other) and rule.pool == same.pool for other, same in boxes[:i]):
                    place = self._clause_place(rule.clause)
                    names = self._names(benefit)
                    self.resolver.findings.append(SharedCounter(facet=facet, benefit=names, place=place))
                    break

    def _names(self, benefit: Benefit) -> tuple[str, str]:
        return self.describer.name(benefit.id, Language.EN), self.describer.name(benefit.id, Language.ZH)

    def _plans(self, benefit: Benefit) -> frozenset[str]:
        return frozenset(p for rule in benefit.rules for box in rule.boxes for p in box.plans or ())

    def _caps(self, benefit: Benefit) -> None:
        if any(r.facet in ("cap", "total-cap", "lump-sum") or r.facet.startswith("pool:") for r in benefit.rules):
            return
        names = self._names(benefit)
        ratio = next((r.clause for r in benefit.rules if r.facet == "ratio"), None)
        place = self._clause_place(ratio) if ratio is not None else None
        self.resolver.findings.append(NoCap(benefit=names, place=place))

    def _clause_place(self, clause: int) -> Place:
        return self.resolver.placed.source.place(self.spans[clause])


def _apart(a: Box, b: Box) -> bool:
    """Return whether two boxes are about the same people and different kinds of care."""
    people = a.categories is None or b.categories is None or bool(a.categories & b.categories)
    return people and a.care is not None and b.care is not None and not a.care & b.care


def _within_care(box: Box, benefit: Benefit) -> Box:
    """Return the box as it is called within a benefit: the kinds of care of all its cases go without saying."""
    return evolve(box, care=None) if box.care == benefit.care else box
