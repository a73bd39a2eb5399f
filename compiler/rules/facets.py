"""One clause on its own, as data: whom it names, where, and what it states, with concepts by id and exact shares.

A bare clause has no document around it: short names such as *income* stay as they are, and nothing is expanded.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from tiaowen.compiler.resolve import Resolver, place, resolver_for
from tiaowen.compiler.rules.findings import Restated
from tiaowen.compiler.rules.findings.words import facet_name
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.rules.select import SELECTABLE, level_of
from tiaowen.compiler.rules.values import SHORT_NAMES, Values
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.mistakes import Unexpected
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_line
from tiaowen.dsl.quantities import decimal_text, yuan_two_decimals
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Language

Data = Mapping[str, object]


@frozen
class ClauseReading:
    """A clause read: concept ids, facets, and its canonical form in both languages."""

    who: tuple[str, ...]
    where: Data
    facets: Data
    en: str
    zh: str

    def data(self) -> dict[str, object]:
        """Return the reading as plain data for JSON."""
        return {"who": list(self.who), "where": self.where, "facets": self.facets, "en": self.en, "zh": self.zh}


def read_clause(text: str) -> tuple[ClauseReading | None, tuple[Finding, ...]]:
    """Read one bare clause in either language; anything else is a finding."""
    document, findings = parse(text, "<clause>")
    source = Source.of(text, "<clause>")
    lines = [line for line in document.lines if not isinstance(line, tree.Unparsed)]
    if findings:
        return None, findings
    if len(lines) != 1 or not isinstance(lines[0], tree.Clause):
        expected = (("one clause (who: what)", "一条条款（谁：什么待遇）"),)
        span = lines[0].span if lines else tree.Span(0, 0)
        return None, (Unexpected(found=text.strip(), expected=expected, place=source.place(span)),)
    placed, _ = place(document, source)
    resolver = resolver_for(placed, load_vocabulary())
    clause = lines[0]
    selector = clause.selector
    found = [f for item in selector.items if (f := resolver.item(item, *SELECTABLE))]
    who = tuple(c.id for c, _ in found if c.kind in ("group", "category"))
    where: dict[str, object] = {}
    for concept, holds in found:
        _place(where, concept.kind, level_of(concept) if concept.kind == "level" else concept.id, holds)
    if selector.except_:
        where["except"] = [c.id for item in selector.except_ if (f := resolver.item(item)) for c in (f[0],)]
    if selector.where:
        where["conditions"] = [_condition(c, resolver) for c in selector.where]
    facets = _facets(clause, source, resolver)
    translator = Translator(VocabularyLookup(resolver.vocabulary))
    en, zh = (print_line(clause, language, translator) for language in (Language.EN, Language.ZH))
    # A name is looked up for its value and for its unit, and is reported once.
    findings = tuple({(f.id, f.place): f for f in reversed(resolver.findings)}.values())[::-1]
    if any(f.severity.rank == 0 for f in findings):
        return None, findings
    return ClauseReading(who, where, facets, en, zh), findings


def _facets(clause: tree.Clause, source: Source, resolver: Resolver) -> dict[str, object]:
    """Return what the clause states, held to the units of its facets and to one value for each."""
    vocabulary = resolver.vocabulary
    # A bare clause has no line that dates a statistic or gives it a short name: every such name may stand.
    short = {id: concept for id in SHORT_NAMES if (concept := vocabulary.get(id))}
    dated = {concept.id for concept in vocabulary.concepts if concept.kind == "statistic"}
    values = Values(resolver, vocabulary, short, dated, ())
    facets: dict[str, object] = {}
    for term in clause.terms:
        if isinstance(term, tree.FacetTerm):
            values.value(term.facet, term.value)
        for name, stated in _facet(term, resolver).items():
            if facets.setdefault(name, stated) != stated:
                what = (f"The {facet_name(name, Language.EN)}", facet_name(name, Language.ZH))
                resolver.findings.append(Restated(what=what, place=source.place(term.span)))
    return facets


def _place(where: dict[str, object], kind: str, value: object, holds: bool) -> None:
    if kind in ("group", "category"):
        return
    if kind == "mark" or not holds:
        marks = where.setdefault("mark" if kind == "mark" else f"not-{kind}", {} if kind == "mark" else [])
        if isinstance(marks, dict):
            marks[value] = holds
        elif isinstance(marks, list):
            marks.append(value)
        return
    values = where.setdefault("disease" if kind == "disease-list" else kind, [])
    assert isinstance(values, list)
    values.append(value)


def _condition(condition: tree.Condition | tree.AnyOf, resolver: Resolver) -> object:
    if isinstance(condition, tree.AnyOf):
        return {"any-of": [[_condition(c, resolver) for c in option] for option in condition.options]}
    if isinstance(condition, tree.Item):
        found = resolver.item(condition)
        return {"holds": found[0].id if found else condition.name.text, "negated": condition.negated}
    fact = resolver.name(condition.fact)
    data: dict[str, object] = {
        "fact": fact.id if fact else condition.fact.text,
        "operator": condition.operator.value,
        "quantity": _quantity(condition.quantity, resolver),
    }
    if isinstance(condition.period, tree.Duration):
        return data | {"in-the-past": _quantity(condition.period, resolver)}
    return data | ({"period": condition.period.value} if condition.period else {})


def _facet(term: tree.Term, resolver: Resolver) -> dict[str, object]:
    match term:
        case tree.FacetTerm(facet=facet, value=value, period=period, family=family):
            stated = _value(value, resolver)
            over = ({"period": period.value} if period else {}) | ({"per": "family"} if family else {})
            if over:
                stated = {**stated, **over} if isinstance(stated, dict) else {"value": stated, **over}
            return {facet.value: stated}
        case tree.NoFacet(facet=facet):
            return {facet.value: "none"}
        case tree.Full():
            return {"subsidy": "full"}
        case tree.NotCovered():
            return {"coverage": "not covered"}
        case tree.Granted():
            return {"coverage": "granted"}
        case tree.Governed(document=document):
            return {"coverage": {"governed-by": document.get(Language.ZH)}}
        case tree.FundPart(fund=fund, upto=upto, share=share):
            part = {
                "upto": yuan_two_decimals(upto) if upto is not None else None,
                "share": str(share) if share else None,
            }
            return {f"fund {_ids((fund,), resolver)[0]}": part}
        case tree.ValidTerm(start=start, end=end):
            days = [f"{d.year:04}-{d.month:02}-{d.day:02}" if d else None for d in (start, end)]
            return {"valid": {"from": days[0], "to": days[1]}}


def _value(value: tree.Value, resolver: Resolver) -> object:
    match value:
        case tree.Exact(quantity=quantity):
            return _quantity(quantity, resolver)
        case tree.NotStated():
            return "not stated"
        case tree.AsFor(benefit=benefit):
            concept = resolver.name(benefit)
            return {"as-for": concept.id if concept else benefit.text}
        case tree.SetBy(by=by, strength=strength):
            return {"set-by": _ids(by, resolver), "strength": strength.value if strength else "binding"}
        case tree.Bound(operator=operator, quantity=quantity, strength=strength, by=by):
            data: dict[str, object] = {"operator": operator.value, "bound": _quantity(quantity, resolver)}
            data["strength"] = strength.value if strength else "binding"
            return data | ({"set-by": _ids(by, resolver)} if by else {})
        case tree.Reduced(share=share):
            return {"reduced-by": str(share)}
        case tree.Raised(share=share):
            return {"raised-by-points": str(share)}
        case tree.Lowered(share=share):
            return {"lowered-by-points": str(share)}
        case tree.Steps(steps=steps):
            return [
                {
                    "over": yuan_two_decimals(step.over) if step.over is not None else None,
                    "up-to": yuan_two_decimals(step.upto) if step.upto is not None else None,
                    "sum": yuan_two_decimals(step.fen),
                }
                for step in steps
            ]
        case tree.Brackets(brackets=brackets):
            return [
                {
                    "over": yuan_two_decimals(b.over) if b.over is not None else None,
                    "up-to": yuan_two_decimals(b.upto) if b.upto is not None else None,
                    "ratio": str(b.share),
                }
                for b in brackets
            ]


def _ids(names: tuple[tree.Name, ...], resolver: Resolver) -> list[str]:
    return [c.id for n in names if (c := resolver.name(n))]


def _quantity(quantity: tree.Quantity, resolver: Resolver) -> object:
    match quantity:
        case tree.Money(fen=fen):
            return yuan_two_decimals(fen)
        case tree.Percent(share=share):
            return str(share)
        case tree.PercentOf(share=share, of=of):
            return {"share": str(share), "of": _of(of, resolver)}
        case tree.Times(factor=factor, of=of):
            return {"times": decimal_text(factor), "of": _of(of, resolver)}
        case tree.Points(share=share):
            return {"points": str(share)}
        case tree.Years(years=n) | tree.Grade(grade=n) | tree.Count(count=n):
            return n
        case tree.Duration(length=n, unit=unit):
            return {"length": n, "unit": unit}


def _of(name: tree.Name, resolver: Resolver) -> str:
    concept = resolver.name(name)
    return concept.id if concept else name.text
