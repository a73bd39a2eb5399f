"""The structural checks: two values on one case, holes, missing caps. Findings name the cases in words."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, evolve

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.boxes import Boxes, Universe, intersect_all, subtract_all
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.findings import Conflict, Hole, NoCap, NoSubsidy
from tiaowen.compiler.rules.model import COVERAGE, Benefit, Box, Rule
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Language, Span

HOLES_SHOWN = 12


@define
class Structure:
    """Checks the benefits of one document; findings go to the resolver."""

    resolver: Resolver
    describer: Describer
    universe: Universe
    spans: dict[int, Span]
    """Where each clause stands."""

    def check(self, benefit: Benefit, recipients: Boxes) -> None:
        """Check one benefit."""
        self._conflicts(benefit)
        if benefit.kind == "visit" and any(r.facet != COVERAGE for r in benefit.rules):
            self._holes(benefit, recipients, "ratio")
            self._caps(benefit)
        elif benefit.kind == "enrolment":
            self._holes(benefit, recipients, "subsidy")

    def _conflicts(self, benefit: Benefit) -> None:
        for i, rule in enumerate(benefit.rules):
            for other in benefit.rules[:i]:
                if rule.facet != other.facet or (rule.value == other.value and rule.period == other.period):
                    continue
                common = self._within(benefit, intersect_all(other.boxes, rule.boxes))
                if common:
                    self._report_conflict(benefit, other, rule, common[0])
                    break

    def _report_conflict(self, benefit: Benefit, first: Rule, second: Rule, box: Box) -> None:
        describe = self.describer
        names = tuple(describe.name(benefit.id, lang) for lang in (Language.EN, Language.ZH))
        case = (f"{names[0]}, {describe.box(box, Language.EN)}", f"{names[1]}，{describe.box(box, Language.ZH)}")
        values = tuple(
            (describe.value(r.value, r.period, Language.EN), describe.value(r.value, r.period, Language.ZH))
            for r in (first, second)
        )
        self.resolver.findings.append(
            Conflict(
                facet=second.facet,
                case=case,
                values=(values[0], values[1]),
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
        asked = self._within(benefit, asked)
        decided = [
            box
            for rule in benefit.rules
            if rule.facet == facet or (rule.facet == COVERAGE and not isinstance(rule.value, model.Allowed))
            for box in rule.boxes
        ]
        left = subtract_all(asked, decided, universe)
        if left:
            cases = tuple(
                (self.describer.box(box, Language.EN), self.describer.box(box, Language.ZH))
                for box in left[:HOLES_SHOWN]
            )
            unique = tuple(dict.fromkeys(cases))
            names = (self.describer.name(benefit.id, Language.EN), self.describer.name(benefit.id, Language.ZH))
            clause = min((r.clause for r in benefit.rules), default=None)
            place = self._clause_place(clause) if clause is not None else None
            kind = NoSubsidy if facet == "subsidy" else Hole
            self.resolver.findings.append(kind(facet=facet, benefit=names, cases=unique, place=place))

    def _plans(self, benefit: Benefit) -> frozenset[str]:
        return frozenset(p for rule in benefit.rules for box in rule.boxes for p in box.plans or ())

    def _caps(self, benefit: Benefit) -> None:
        if any(r.facet in ("cap", "total-cap") for r in benefit.rules):
            return
        names = (self.describer.name(benefit.id, Language.EN), self.describer.name(benefit.id, Language.ZH))
        ratio = next((r.clause for r in benefit.rules if r.facet == "ratio"), None)
        place = self._clause_place(ratio) if ratio is not None else None
        self.resolver.findings.append(NoCap(benefit=names, place=place))

    def _clause_place(self, clause: int) -> Place:
        return self.resolver.placed.source.place(self.spans[clause])
