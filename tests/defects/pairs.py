"""Defects between two documents: one that goes against the one above it, and two versions of one document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from attrs import evolve

from defects.clean import Clean, Told, as_told, told_of
from defects.defect import Defect, Injector
from defects.terms import changed, names
from tiaowen.compiler.conform import Verdict, conform
from tiaowen.compiler.register import Register
from tiaowen.compiler.resolve import FindText
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.model import Open
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import (
    Bound,
    Clause,
    Date,
    Exact,
    Expires,
    Facet,
    FacetTerm,
    Heading,
    InForce,
    Issued,
    Money,
    NoFacet,
    Operator,
    Percent,
    PolicyLine,
    Quantity,
    Region,
    Repeals,
    Strength,
    Text,
)


def scaled(quantity: Quantity, by: Fraction) -> Quantity | None:
    """Return a percentage or an amount of another size; a percentage stays below the whole."""
    match quantity:
        case Percent(share):
            return Percent(min(share * by, Fraction(99, 100)))
        case Money(fen):
            return Money(int(fen * by))
        case _:
            return None


# ── under a framework ──


def below_floor(clean: Clean) -> Iterator[Defect]:
    """A figure of the lower document far below a floor that it keeps."""
    kept = [
        each.own
        for each in clean.compiled.judgements
        if isinstance(value := each.norm.value, Open) and value.operator is Operator.AT_LEAST and value.strength is None
    ]
    for placed, clause in clean.clauses():
        del placed
        here = {own.facet for own in kept if clean.policy.clauses[own.clause].span == clause.span}
        for term in clause.terms:
            match term:
                case FacetTerm(facet, Exact(quantity)) if facet.value in here:
                    less = scaled(quantity, Fraction(1, 10))
                    if less is not None:
                        yield changed(clean, clause, term, evolve(term, value=Exact(less)))


def above(clean: Clean) -> Iterator[Clean]:
    """Yield the documents that a document refines."""
    for id in clean.policy.refines:
        found = clean.find(id)
        if found is not None:
            yield Clean(id, found[1], clean.find)


def judged(clean: Clean) -> set[tuple[str, Fraction | None]]:
    """Return the floors and ceilings under which figures of a document fall: the facet, and the share."""
    return {
        (each.norm.facet, value.share)
        for each in clean.compiled.judgements
        if isinstance(value := each.norm.value, Open) and each.own is not None
        if clean.policy.clauses[each.own.clause].document is None
    }


def under_another(clean: Clean, strength: Strength | None, operator: Operator, by: Fraction) -> Iterator[Defect]:
    """Another bound in the higher document, which figures of the lower one do not keep; the lower one stays."""
    known = judged(clean)
    for higher in above(clean):
        for _, clause in higher.clauses():
            for term in clause.terms:
                match term:
                    case FacetTerm(facet, Bound(Operator.AT_LEAST, quantity) as bound):
                        figure = getattr(quantity, "share", None)
                        less = scaled(quantity, by)
                        if (facet.value, figure) not in known or less is None:
                            continue
                        other = evolve(bound, operator=operator, quantity=less, strength=strength)
                        text = changed(higher, clause, term, evolve(term, value=other)).text
                        rows = frozenset(clean.row(c) for _, c in clean.clauses() if _states(c, facet))
                        yield Defect(clean.text, rows, find=with_text(clean.find, higher.name, text))


def _states(clause: Clause, facet: Facet) -> bool:
    return any(getattr(term, "facet", None) is facet for term in clause.terms)


def with_text(find: FindText, id: str, text: str) -> FindText:
    """Return how documents are found, with another text for one of them."""

    def found(wanted: str) -> tuple[str, str] | None:
        return (f"{id}.policy", text) if wanted == id else find(wanted)

    return found


def above_ceiling(clean: Clean) -> Iterator[Defect]:
    yield from under_another(clean, None, Operator.AT_MOST, Fraction(1, 10))


def off_principle(clean: Clean) -> Iterator[Defect]:
    yield from under_another(clean, Strength.IN_PRINCIPLE, Operator.AT_LEAST, Fraction(2))


# ── held against a framework ──

HELD = {"county-under-lianyungang": "lianyungang-2017", "county-under-yunnan": "yunnan-2019"}
SILENT = (Verdict.MISSING, Verdict.NOT_STATED)


def framework(clean: Clean) -> Clean:
    """Return the document that one is held against."""
    id = HELD[clean.name.removesuffix(".en")]
    found = clean.find(id)
    assert found is not None
    return Clean(id, found[1], clean.find)


def unsaid(clean: Clean) -> Iterator[Defect]:
    """The word that there is no deductible taken away, where the higher document demands it."""
    if clean.name.removesuffix(".en") not in HELD:
        return
    parent = framework(clean)
    demanded = frozenset(
        parent.row(placed.heading)
        for placed in parent.compiled.placed.lines
        if isinstance(placed.line, Clause) and placed.heading is not None and _drops(placed.line)
    )
    kept = [
        (row.benefits, frozenset(row.who))
        for row in conform(clean.compiled, parent.policy).rows
        if row.facet == "deductible" and row.verdict is Verdict.IMPLEMENTS
    ]
    find = clean.compiled.resolver.vocabulary.find
    for placed, clause in clean.clauses():
        here = {c.id for name in placed.benefits if (c := find(name.text)) is not None}
        who = {a for id in names(clean, clause) for a in _people(clean, id)}
        asked = any(here.intersection(benefits) and who & people for benefits, people in kept)
        for term in clause.terms:
            if isinstance(term, NoFacet) and term.facet is Facet.DEDUCTIBLE and len(clause.terms) > 1 and asked:
                yield evolve(changed(clean, clause, term), lines=demanded)


def _people(clean: Clean, id: str) -> frozenset[str]:
    known = next((each for each in clean.policy.classes if each.id == id), None)
    if known is not None:
        return frozenset(a for box in known.boxes for a in box.categories or ())
    return frozenset(clean.policy.identities[id].atoms) if id in clean.policy.identities else frozenset()


def _drops(clause: Clause) -> bool:
    return any(isinstance(term, NoFacet) and term.facet is Facet.DEDUCTIBLE for term in clause.terms)


def held(clean: Clean, text: str, find: FindText | None = None) -> tuple[Told, ...]:
    """Return what a document leaves unsaid of what the higher one demands: the place is the higher one's article."""
    parent = framework(clean)
    headings = [p.line for p in parent.compiled.placed.lines if isinstance(p.line, Heading)]
    headings += [p.heading for p in parent.compiled.placed.lines if p.heading is not None]
    told = []
    for row in conform(compile_text(text, clean.name, find=find or clean.find), parent.policy).rows:
        if row.verdict in SILENT:
            cites = {(cite.form, cite.numbers) for cite in row.demand.cites}
            rows = {
                parent.row(h)
                for h in headings
                if any((each.citation.form, each.citation.numbers) in cites for each in h.cites)
            }
            said = f"{row.matter.en} {row.facet} {sorted(row.who)} {row.demand.text.en}"
            told.append(Told("TW404", Severity.WARNING, tuple(sorted(rows)), said, ""))
    return tuple(told)


def held_before(clean: Clean) -> tuple[Told, ...]:
    """Return what a document leaves unsaid as it is."""
    return held(clean, clean.text) if clean.name.removesuffix(".en") in HELD else ()


# ── two versions ──


def versions(clean: Clean) -> tuple[str, date, PolicyLine] | None:
    """Return an earlier version of a document under an id of its own, the day on which the later one begins, and
    the later one's first line; None where a doubt decides the day.
    """
    every = [p for p in clean.compiled.placed.lines if p.origin is None]
    lines = [p.line for p in every if isinstance(p.line, PolicyLine | Issued | InForce) and p.doubt is None]
    doubted = any(p.doubt is not None and isinstance(p.line, InForce) for p in every)
    first = next((line for line in lines if isinstance(line, PolicyLine)), None)
    start = clean.policy.start
    regions = any(isinstance(p.line, Region) for p in every)
    periods = clean.policy.end is not None or any(isinstance(p.line, Expires) for p in every)
    if first is None or start is None or doubted or not regions or periods or clean.refines:
        return None
    text = clean.text
    for line in sorted(lines, key=lambda each: -each.span.start):
        text = text[: line.span.start] + clean.written(_earlier(line)) + text[line.span.end :]
    return text, start, first


def _earlier(line: PolicyLine | Issued | InForce) -> PolicyLine | Issued | InForce:
    match line:
        case PolicyLine(id):
            return evolve(line, id=f"{id}-earlier")
        case Issued(date=day):
            return evolve(line, date=_two_years(day))
        case InForce(start=Date() as day):
            return evolve(line, start=_two_years(day))
        case _:
            return line


def _two_years(day: Date) -> Date:
    return evolve(day, year=day.year - 2, day=min(day.day, 28))


def both_in_force(clean: Clean) -> Iterator[Defect]:
    """Two versions, of which the later does not end the earlier."""
    found = versions(clean)
    if found is not None:
        id = f"{found[2].id}-earlier"
        repealing, _ = clean.appended(clean.written(Repeals((Text(zh=id, en=id),))))
        yield Defect(clean.text, _dated(clean), repealing)


def a_gap(clean: Clean) -> Iterator[Defect]:
    """Two versions, of which the earlier ends a month before the later begins."""
    found = versions(clean)
    if found is not None:
        yield Defect(clean.text + "\n# a gap before it\n", _dated(clean))


def _dated(clean: Clean) -> frozenset[int]:
    """Return where a document says who it is and since when it is in force, and the article of that."""
    kinds = (PolicyLine, Issued, InForce)
    lines = [p.line for p in clean.compiled.placed.lines if isinstance(p.line, kinds)]
    return frozenset(clean.row(line) for line in lines) | clean.last_article()


def registered(clean: Clean, text: str, find: FindText | None = None) -> tuple[Told, ...]:
    """Return what is told of a register of two versions of a document."""
    found = versions(clean)
    if found is None:
        return ()
    earlier, start, _ = found
    if text.endswith("# a gap before it\n"):
        earlier, _ = Clean(clean.name, earlier, clean.find).appended(
            clean.in_language(f"expires {(start - timedelta(days=31)).isoformat()}\n")
        )
    both = [compile_text(each, clean.name, find=find or clean.find) for each in (earlier, text)]
    _, findings = Register.of(both, load_vocabulary())
    return (*map(as_told, findings), *told_of(both[1]))


INJECTORS: tuple[Injector, ...] = (
    Injector("TW401", "a figure far below the floor", below_floor),
    Injector("TW402", "a ceiling above which the figures are", above_ceiling),
    Injector("TW403", "a floor in principle below which the figures are", off_principle),
    Injector("TW404", "no word on a deductible that must not be", unsaid, look=held, base=held_before),
    Injector("TW502", "two versions at once", both_in_force, look=registered),
    Injector("TW502", "a month without a version", a_gap, look=registered),
)
"""What is changed between documents, in the order of the ids."""
