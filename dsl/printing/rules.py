"""Scopes, clauses, definitions, and the properties of the benefits in scope."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from tiaowen.dsl.printing.amounts import entries
from tiaowen.dsl.printing.clauses import (
    AUTHORITY,
    BENEFIT,
    FACT,
    conditions,
    fund_share,
    items,
    limited,
    selector,
    term,
)
from tiaowen.dsl.printing.names import Place
from tiaowen.dsl.printing.phrase import Phrase, joined
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.quantities import percent_text
from tiaowen.dsl.tree import (
    Accumulates,
    Banded,
    Basis,
    Clause,
    Counts,
    Covers,
    Excludes,
    For,
    FundRow,
    IdentityAsOf,
    InsteadOf,
    Means,
    Name,
    Outcome,
    Period,
    RateRange,
    Requires,
    Several,
    Valid,
)

RuleLine: TypeAlias = For | Clause | Means | Basis | FundRow
PropertyLine: TypeAlias = (
    Covers | Counts | Requires | Excludes | InsteadOf | Accumulates | Banded | Several | IdentityAsOf | Valid
)

_DISEASES = frozenset({"disease", "disease-list"})
_STATISTIC = frozenset({"statistic"})
_PAYER = frozenset({"payer", "benefit"})
_EVENT = frozenset({"event"})


def rule_line(s: Surface, node: RuleLine) -> Phrase:
    """Return a scope, a clause, a definition, or a fund row."""
    match node:
        case For():
            colon = s.colon.rstrip()
            return s.glue(s.word("FOR"), s.names(node.benefits, BENEFIT)) + colon
        case Clause():
            terms = joined((term(s, one) for one in node.terms), s.comma)
            return selector(s, node.selector).then(s.colon, terms)
        case Means():
            return _means(s, node)
        case Basis():
            return _basis(s, node)
        case FundRow():
            shares = joined((fund_share(s, share, Place.TERM) for share in node.shares), s.comma)
            return _range(s, node.range) + s.colon + shares
        case _:
            assert_never(node)


def _means(s: Surface, node: Means) -> Phrase:
    count = None
    if node.count is not None:
        diseases = any(s.kind(head) in _DISEASES for head in node.heads)
        count = entries(s, node.count, diseases=diseases) + s.colon
    listed = limited(s, items(s, node.items), node.except_, node.where)
    heads = s.names(node.heads, first=Place.HEAD)
    return s.glue(heads, s.word("MEANS"), count + listed if count else listed)


def _basis(s: Surface, node: Basis) -> Phrase:
    parts: list[Phrase | str] = [s.name(node.statistic, kinds=_STATISTIC)]
    if node.lag_years is not None:
        parts.append(s.word("PREVIOUS_YEAR" if node.lag_years else "CURRENT_YEAR"))
    if node.publisher:
        publisher = s.name(node.publisher, kinds=AUTHORITY)
        parts.append(s.glue(s.word("PUBLISHED_BY"), publisher, s.word("PUBLISHED_END")))
    if node.alias:
        parts.append(s.glue(s.word("CALLED"), s.name(node.alias)))
    return s.opening("BASIS", joined(parts, s.comma))


def _range(s: Surface, node: RateRange | Name) -> str:
    if isinstance(node, Name):
        return s.name(node, Place.FIRST)
    over = None if node.over is None else percent_text(node.over)
    upto = None if node.upto is None else percent_text(node.upto)
    if not s.chinese:
        return s.glue(over and f"{s.word('OVER')} {over}", upto and f"{s.word('UPTO')} {upto}").text
    if upto is None:
        return f"{over}{s.word('BEYOND')}"
    start = f"{over}{s.word('TO')}" if over else ""
    return f"{start}{upto}{s.word('WITHIN')}"


def property_line(s: Surface, node: PropertyLine) -> Phrase:
    """Return a property of the benefits in scope."""
    match node:
        case Covers():
            return s.glue(s.word("COVERS"), limited(s, items(s, node.items), node.except_))
        case Counts():
            fact = s.glue(s.word("COUNTS"), s.name(node.fact, kinds=FACT))
            if not node.after:
                return fact
            after = s.glue(s.word("AFTER"), s.names(node.after, _PAYER), s.word("AFTER_END"))
            return fact.then("，", after) if s.chinese else s.glue(fact, after)
        case Requires():
            listed = conditions(s, node.conditions)
            return s.word("REQUIRES") + "：" + listed if s.chinese else s.glue(s.word("REQUIRES"), listed)
        case Excludes():
            listed = limited(s, conditions(s, node.conditions), node.unless)
            return s.glue(s.word("EXCLUDES"), s.strength(node.strength), listed)
        case InsteadOf():
            return s.glue(s.word("INSTEAD"), s.names(node.benefits, BENEFIT))
        case Accumulates():
            return _accumulates(s, node)
        case Banded():
            mode = s.word("WHOLE" if node.whole else "SLICED")
            return s.glue(s.facet(node.facet), mode, s.period(node.period))
        case Several():
            best = s.word("BEST_CLASS" if node.outcome is Outcome.BEST_CLASS else "BEST_OUTCOME")
            return Phrase((s.word("SEVERAL") + s.colon + best,))
        case IdentityAsOf():
            return s.glue(s.word("IDENTITY"), s.name(node.event, kinds=_EVENT), s.word("IDENTITY_END"))
        case Valid():
            end = s.glue(s.word("TO"), s.date(node.end)) if node.end else None
            dates = s.glue(s.word("FROM"), s.date(node.start), end)
            return s.word("VALID") + ("：" if s.chinese else " ") + dates
        case _:
            assert_never(node)


def _accumulates(s: Surface, node: Accumulates) -> Phrase:
    facet, mode = s.facet(node.facet), s.word("ACROSS" if node.across else "EACH")
    if not s.chinese:
        return s.glue(facet, s.word("ACCUMULATES"), s.period(node.period), mode)
    # 年度 stands before a facet; behind one the lexicon has a spelling that reads better.
    period = "按年累计" if node.period is Period.YEAR else s.period(node.period)
    return s.glue(facet, period).then(s.comma, Phrase((mode,)))
