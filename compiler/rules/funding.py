"""Funds: who pays what a clause gives, who bears an overspend, and yearly limits of a fund.

Reads the parts of one clause or line; which lines there are is ``gather``'s work.
"""

from __future__ import annotations

from fractions import Fraction

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.drafts import PAYING, Draft
from tiaowen.compiler.rules.findings import FundsNotWhole, Misfit, NotHere, SharesNotWhole, WrongUnit
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.quantities import percent_text
from tiaowen.dsl.tree import Citation, Span


def fund_parts(line: tree.Clause, resolver: Resolver) -> tuple[model.FundPart, ...]:
    """Return who pays what a clause gives; the parts must come to the whole."""
    terms = [term for term in line.terms if isinstance(term, tree.FundPart)]
    parts = tuple(
        model.FundPart(concept.id, term.upto, term.share)
        for term in terms
        if (concept := resolver.name(term.fund, "fund", "authority"))
    )
    if not terms:
        return ()
    shares = sum((part.share or Fraction(0) for part in parts), Fraction(0))
    rests = sum(1 for part in parts if part.share is None and part.upto is None)
    paying = any(
        isinstance(t, tree.Full) or (isinstance(t, tree.FacetTerm) and t.facet.value in PAYING) for t in line.terms
    )
    if not paying:
        resolver.findings.append(NotHere(what=Misfit.FUNDS_OF_NOTHING, place=_place(resolver, terms[0].span)))
    elif len(parts) == len(terms) and (rests > 1 or shares > 1 or (rests == 0 and shares != 1)):
        resolver.findings.append(FundsNotWhole(place=_place(resolver, terms[0].span)))
    return parts


def fund_limit(line: tree.Limit, cites: tuple[Citation, ...], resolver: Resolver) -> model.FundLimit | None:
    """Return a yearly limit; None where a finding says why there is none."""
    measure = resolver.name(line.measure, "parameter", "fact", "fund")
    if not isinstance(line.quantity, tree.PercentOf):
        found = type(line.quantity).__name__
        resolver.findings.append(WrongUnit(facet="limit", found=found, place=_place(resolver, line.quantity.span)))
        return None
    of = resolver.name(line.quantity.of, "parameter", "fact", "fund")
    if measure and of:
        return model.FundLimit(measure.id, line.operator, line.quantity.share, of.id, line.strength, cites)
    return None


def fund_rule(draft: Draft, resolver: Resolver) -> model.FundRule:
    """Close the fund rows of a draft into a rule."""
    bands: list[model.FundBand] = []
    exhausted: tuple[tuple[str, Fraction], ...] = ()
    exhausted_cites: tuple[Citation, ...] = ()
    for row, cites in draft.fund_rows:
        shares = tuple((c.id, s.share) for s in row.shares if (c := resolver.name(s.fund, "fund", "authority")))
        total = sum((s.share for s in row.shares), Fraction(0))
        if total != 1:
            resolver.findings.append(SharesNotWhole(total=percent_text(total), place=_place(resolver, row.span)))
        if isinstance(row.range, tree.Name):
            resolver.name(row.range, "mark")
            exhausted, exhausted_cites = shares, cites
        else:
            bands.append(model.FundBand(row.range.over or Fraction(0), row.range.upto, shares, cites))
    whole = draft.banded is not None and draft.banded.whole
    all_cites = tuple(dict.fromkeys(c for b in bands for c in b.cites))
    return model.FundRule(draft.id, tuple(bands), whole, exhausted, exhausted_cites, all_cites)


def _place(resolver: Resolver, span: Span) -> Place:
    return resolver.placed.source.place(span)
