"""What is said about a document by the judgements on its rules: a finding for each clause that does not fit.

Takes the closed rules of the document with what it inherits, and those of the documents above it alone; both are about
the same people. Reports, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, evolve

from tiaowen.compiler.resolve import Placed
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.findings import facet_name
from tiaowen.compiler.rules.model import Benefit, Box, Norm, Open, Ordered, Rising, Rule
from tiaowen.compiler.rules.norms import Judgement, Known, Verdict, allowed_levels, judge_ordered, judge_rising
from tiaowen.compiler.rules.norms.cells import judge_rules
from tiaowen.compiler.rules.refine.amending import amends, stands_there
from tiaowen.compiler.rules.refine.findings import (
    Added,
    CeilingBroken,
    Contradicted,
    FloorBroken,
    InPrinciple,
    InPrincipleExplained,
    NotAbove,
    NotComparable,
    NotRising,
    StaleAmendment,
    StillOpen,
    Words,
)
from tiaowen.compiler.rules.refine.standing import Standing
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.tree import Language, Operator

BOTH = (Language.EN, Language.ZH)
FLOORS = (Operator.AT_LEAST, Operator.OVER)


@define
class Judging:
    """Judges one document. ``clauses`` are the lines of its clauses by their index, inherited ones among them."""

    standing: Standing
    clauses: Sequence[Placed]
    benefits: Sequence[Benefit]
    known: Known
    describer: Describer
    pointed: Sequence[Placed] = ()
    """The lines of clauses that add points to the ratio of others."""

    def by_higher(self, higher: Mapping[str, Sequence[Rule]]) -> tuple[Judgement, ...]:
        """Return the judgements on all rules of the document by those of the documents above it; report them."""
        out: list[Judgement] = []
        for benefit in self.benefits:
            norms = higher.get(benefit.id, ())
            own = [rule for rule in benefit.rules if self._is_own(rule)]
            found = list(judge_rules(benefit.id, norms, own, benefit.covers, self.known, self._amended))
            out += found
            self._report(found)
            self._added(benefit, own, norms)
            self._open(benefit)
        self._stale()
        return tuple(out)

    def by_norms(self, norms: Iterable[Norm]) -> tuple[Judgement, ...]:
        """Return what goes against norms about several rules of the document; report it."""
        out: list[Judgement] = []
        for norm in norms:
            if not isinstance(norm, Rising | Ordered):
                continue
            for benefit in self.benefits:
                if norm.benefits and benefit.id not in norm.benefits:
                    continue
                for found in self._against(norm, benefit):
                    if self._is_own(found.own) or self._is_own(found.norm):
                        out.append(found)
                        self._say(found, self._breach(norm, found))
        return tuple(out)

    def _against(self, norm: Rising | Ordered, benefit: Benefit) -> Iterator[Judgement]:
        if isinstance(norm, Rising):
            return judge_rising(norm, benefit.id, benefit.rules)
        return judge_ordered(norm, benefit.id, benefit.rules, self.known)

    # ── whose a rule is ──

    def _is_own(self, rule: Rule) -> bool:
        """Return whether a rule is the document's own: its clause is, or its points are."""
        if self.clauses[rule.clause].origin is None:
            return True
        return rule.via is None and any(cite.document is None for cite in rule.cites)

    def _line(self, rule: Rule) -> Placed:
        """Return the line of the document itself that a rule is from."""
        line = self.clauses[rule.clause]
        if line.origin is None:
            return line
        cites = set(rule.cites)
        return next((p for p in self.pointed if p.origin is None and set(p.cites()) & cites), line)

    def _amended(self, norm: Rule, own: Rule) -> bool:
        line = self._line(own)
        if not amends(line, norm.cites):
            return False
        self.standing.touch(line)
        return True

    # ── figures by figures ──

    def _report(self, found: Sequence[Judgement]) -> None:
        """Report judgements, each pair of clauses once however many cases they meet on."""
        told: set[tuple[object, ...]] = set()
        for each in found:
            key = (each.own.clause, each.own.facet, each.norm.clause, each.norm.facet, each.verdict)
            if key in told:
                continue
            told.add(key)
            self._authority(each)
            if each.verdict is not Verdict.IMPLEMENTS:
                self._say(each, self._finding(each))

    def _authority(self, found: Judgement) -> None:
        value = found.norm.value
        if isinstance(value, Open) and value.by and not isinstance(found.own.value, Open):
            names = self.standing.name(found.benefit)
            facet = found.norm.facet
            what = (
                f"the {facet_name(facet, Language.EN)} of {names[0]}",
                f"{names[1]}的{facet_name(facet, Language.ZH)}",
            )
            self.standing.check_authority(value.by, what, found.norm.cites, self._place(found.own))

    def _finding(self, found: Judgement) -> Finding:
        case, place, second = self._case(found), self._place(found.own), self._place_of(found.norm)
        own, norm = self._value(found.own), self._value(found.norm)
        facet, article = found.own.facet, self.standing.article(found.norm.cites)
        match found.verdict:
            case Verdict.CONTRADICTS:
                return Contradicted(
                    case=case,
                    facet=facet,
                    own=own,
                    norm_facet=found.norm.facet,
                    norm=norm,
                    article=article,
                    place=place,
                    second=second,
                )
            case Verdict.UNDETERMINED:
                missing = self._missing(found.missing) if found.missing is not None else None
                return NotComparable(
                    case=case,
                    facet=facet,
                    own=own,
                    norm=norm,
                    article=article,
                    missing=missing,
                    place=place,
                    second=second,
                )
            case _:
                below = isinstance(found.norm.value, Open) and found.norm.value.operator in FLOORS
                return (FloorBroken if below else CeilingBroken)(
                    case=case,
                    facet=facet,
                    own=own,
                    norm=norm,
                    article=article,
                    year=found.year,
                    place=place,
                    second=second,
                )

    def _missing(self, id: str) -> Words:
        """Return the name of a statistic by its id, or of a fact by its claim column."""
        vocabulary = self.standing.vocabulary
        concept = vocabulary.get(id) or next((c for c in vocabulary.concepts if c.claim_column == id), None)
        return (concept.en, concept.zh) if concept is not None else (id, id)

    # ── norms about several rules ──

    def _breach(self, norm: Rising | Ordered, found: Judgement) -> Finding:
        article, place, second = self.standing.article(norm.cites), self._place(found.own), None
        if isinstance(norm, Rising):
            own = self._value(found.own)
            case = self._case(found)
            return NotRising(
                case=case, facet=norm.facet, own=own, at=found.from_fen, article=article, place=place, second=second
            )
        if not self._is_own(found.own):
            place = self._place(found.norm)
        else:
            second = self._place_of(found.norm) if found.norm.clause != found.own.clause else None
        return NotAbove(
            benefit=self.standing.name(found.benefit),
            facet=norm.facet,
            above=self._named(norm.above),
            below=self._named(norm.below),
            values=(self._value(found.own), self._value(found.norm)),
            over=found.from_fen,
            upto=found.upto_fen,
            article=article,
            place=place,
            second=second,
        )

    def _named(self, ids: Sequence[str]) -> Words:
        return self.standing.names(ids, Language.EN), self.standing.names(ids, Language.ZH)

    # ── what is new, what is open, what amends nothing ──

    def _added(self, benefit: Benefit, own: Sequence[Rule], norms: Sequence[Rule]) -> None:
        """Report the facets of a benefit that higher documents have, of which they say nothing for these cases."""
        stated = {norm.facet for norm in norms}
        told: set[tuple[int, str]] = set()
        for rule in own if norms else ():
            if rule.facet not in stated and (rule.clause, rule.facet) not in told:
                told.add((rule.clause, rule.facet))
                name = self.standing.name(benefit.id)
                self.standing.findings.append(Added(benefit=name, facet=rule.facet, place=self._place(rule)))

    def _open(self, benefit: Benefit) -> None:
        """Report what higher documents leave to this one, where it says nothing."""
        level = self.standing.level()
        told: set[tuple[int, str]] = set()
        for rule in benefit.rules:
            value = rule.value
            if self._is_own(rule) or not isinstance(value, Open) or value.kind not in ("delegated", "bound"):
                continue
            levels = allowed_levels(value.by)
            if (rule.clause, rule.facet) in told or (levels is not None and level is not None and level not in levels):
                continue
            told.add((rule.clause, rule.facet))
            case = self._case_of(benefit.id, rule.boxes)
            article, place = self.standing.article(rule.cites), self._refines()
            self.standing.findings.append(
                StillOpen(
                    case=case,
                    facet=rule.facet,
                    norm=self._value(rule),
                    article=article,
                    place=place,
                    second=self._place_of(rule),
                )
            )

    def _stale(self) -> None:
        """Report amendments under which nothing took the place of anything."""
        headings = {p.heading for p in self.standing.placed.lines if p.heading is not None and p.origin is not None}
        places = {cite.citation for heading in headings for cite in heading.cites}
        for p in self.standing.placed.lines:
            if not isinstance(p.line, tree.Amends) or p.origin is not None or p.line.span in self.standing.touched:
                continue
            known = any(document.id == p.line.policy.text for document in self.standing.higher)
            there = any(stands_there(p.line, cite) for cite in places)
            reason = "document" if not known else "nothing" if there else "place"
            article = self.standing.article([evolve(p.line.citation, document=None)])
            place = self.standing.place(p.line.span)
            self.standing.findings.append(
                StaleAmendment(document=p.line.policy.text, article=article, reason=reason, place=place)
            )

    # ── words and places ──

    def _say(self, found: Judgement, breach: Finding) -> None:
        """Report a breach: as a warning, or as a remark where it is explained, if it is one in principle only."""
        if found.verdict is Verdict.DEVIATES:
            line = self._line(found.own)
            kind = InPrincipleExplained if line.readings or line.doubt is not None else InPrinciple
            breach = kind(breach=breach, place=breach.place, second=breach.second)
        self.standing.findings.append(breach)

    def _case(self, found: Judgement) -> Words:
        return self._case_of(found.benefit, found.boxes)

    def _case_of(self, benefit: str, boxes: Sequence[Box]) -> Words:
        care = next((b.care for b in self.benefits if b.id == benefit), None)
        box = boxes[0]
        box = evolve(box, care=None) if box.care == care else box
        name = self.standing.name(benefit)
        return (
            f"{name[0]}, {self.describer.box(box, Language.EN)}",
            f"{name[1]}，{self.describer.box(box, Language.ZH)}",
        )

    def _value(self, rule: Rule) -> Words:
        """Return a value in words; of a bound also who sets the figure."""
        en, zh = (self.describer.value(rule.value, rule.period, language) for language in BOTH)
        if isinstance(rule.value, Open) and rule.value.kind == "bound" and rule.value.by:
            names = self._named(rule.value.by)
            return f"{en}, set by {names[0]}", f"{zh}，由{names[1]}确定"
        return en, zh

    def _place(self, rule: Rule) -> Place:
        return self.standing.place(self._line(rule).line.span)

    def _place_of(self, rule: Rule) -> Place:
        return self.standing.place(self.clauses[rule.clause].line.span)

    def _refines(self) -> Place:
        line = next((p.line for p in self.standing.placed.lines if isinstance(p.line, tree.Refines)), None)
        return self.standing.place(line.span if line is not None else tree.Span(0, 0))
