"""Scopes, clauses, definitions, and the properties of the benefits in scope."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.printing.amounts import entries
from tiaowen.dsl.printing.clauses import (
    AUTHORITY,
    BENEFIT,
    FACT,
    authorities,
    conditions,
    dates,
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
    Amends,
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
    InsuranceYear,
    LeavesOut,
    MayExtend,
    Means,
    Name,
    Outcome,
    Period,
    PoolLine,
    RateRange,
    Requires,
    RoundingLine,
    SetNames,
    Several,
    Valid,
)

RuleLine: TypeAlias = For | Amends | Clause | Means | Basis | FundRow | LeavesOut | SetNames | MayExtend
PropertyLine: TypeAlias = (
    Covers
    | Counts
    | Requires
    | Excludes
    | InsteadOf
    | PoolLine
    | Accumulates
    | Banded
    | Several
    | IdentityAsOf
    | Valid
    | RoundingLine
    | InsuranceYear
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
        case Amends():
            place = citation_text(node.citation, s.language)
            policy = s.spelled(node.policy.text, Place.PLAIN)
            parts = (policy, " ", place) if s.chinese else (place, s.word("OF"), policy)
            return s.opening("AMENDS", *parts) + s.colon.rstrip()
        case Clause():
            terms = joined((term(s, one) for one in node.terms), s.comma)
            return selector(s, node.selector).then(s.colon, terms)
        case Means():
            return _means(s, node)
        case Basis():
            return _basis(s, node)
        case LeavesOut():
            fact = s.name(node.fact, Place.HEAD, FACT)
            return s.glue(fact, s.word("LEAVES_OUT"), s.names(node.without, FACT))
        case SetNames():
            heads = s.names(node.names, first=Place.HEAD)
            by = s.glue(s.strength(node.strength), authorities(s, node.by))
            return heads.then("，", by) if s.chinese else s.glue(heads, by)
        case MayExtend():
            return _may_extend(s, node)
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
    # By conditions alone, or by names that may have conditions.
    listed = limited(s, items(s, node.items), node.except_, node.where) if node.items else conditions(s, node.where)
    heads = s.names(node.heads, first=Place.HEAD)
    # What conditions alone define consists of nobody in particular: 是指 reads better than 包括.
    means = s.word("MEANS") if node.items or not s.chinese else "是指"
    return s.glue(heads, means, count + listed if count else listed)


def _may_extend(s: Surface, node: MayExtend) -> Phrase:
    what = s.opening("MAY_EXTEND", s.name(node.list, Place.PLAIN))
    if node.members:
        return what + s.colon + items(s, node.members)
    diseases = s.kind(node.list) in _DISEASES or s.kind(node.list) is None
    least, most = node.least or 0, node.most or 0
    number = entries(s, most, diseases=diseases)
    if least != most:
        number = f"{least}{s.word('TO')}{number}" if s.chinese else f"{least} {s.word('TO')} {number}"
    return s.glue(what, s.word("BY_COUNT"), number)


def _basis(s: Surface, node: Basis) -> Phrase:
    parts: list[Phrase | str] = [s.name(node.statistic, kinds=_STATISTIC)]
    if node.lag_years is not None:
        parts.append(s.word(("CURRENT_YEAR", "PREVIOUS_YEAR", "YEAR_BEFORE_LAST")[node.lag_years]))
    if node.publisher:
        publisher = s.name(node.publisher, kinds=AUTHORITY)
        parts.append(s.glue(s.word("PUBLISHED_BY"), publisher, s.word("PUBLISHED_END")))
    if node.alias:
        parts.append(s.glue(s.word("CALLED"), s.name(node.alias)))
    if node.rounding:
        parts.append(s.rounding(node.rounding))
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
        case PoolLine():
            return s.opening("POOL", s.name(node.name)) + s.colon + s.names(node.members)
        case Accumulates() | Banded() | RoundingLine() | InsuranceYear():
            return _counting(s, node)
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
        case Several():
            best = s.word("BEST_CLASS" if node.outcome is Outcome.BEST_CLASS else "BEST_OUTCOME")
            return Phrase((s.word("SEVERAL") + s.colon + best,))
        case IdentityAsOf():
            return s.glue(s.word("IDENTITY"), s.name(node.event, kinds=_EVENT), s.word("IDENTITY_END"))
        case Valid():
            return s.word("VALID") + ("：" if s.chinese else " ") + dates(s, node.start, node.end)
        case _:
            assert_never(node)


def _counting(s: Surface, node: Accumulates | Banded | RoundingLine | InsuranceYear) -> Phrase:
    """Return how amounts are counted."""
    match node:
        case Accumulates():
            return _accumulates(s, node)
        case Banded():
            mode = s.word("WHOLE" if node.whole else "SLICED")
            return s.glue(s.facet(node.facet), mode, s.period(node.period))
        case RoundingLine():
            return s.word("ROUNDING") + s.colon + Phrase((s.rounding(node.mode),))
        case InsuranceYear():
            day = f"{node.month}月{node.day}日" if s.chinese else f"{node.month:02}-{node.day:02}"
            when = s.glue(s.word("FROM"), day, s.word("SINCE_END"))
            return s.word("INSURANCE_YEAR") + ("：" if s.chinese else " ") + when


_BEHIND_A_FACET = {Period.YEAR: "按年累计", Period.MONTH: "按月累计"}


def _accumulates(s: Surface, node: Accumulates) -> Phrase:
    facet, mode = s.facet(node.facet), s.word("ACROSS" if node.across else "EACH")
    if not s.chinese:
        return s.glue(facet, s.word("ACCUMULATES"), s.period(node.period), mode)
    # 年度 and 每月 stand before a facet; behind one the lexicon has spellings that read better.
    period = _BEHIND_A_FACET.get(node.period) or s.period(node.period)
    return s.glue(facet, period).then(s.comma, Phrase((mode,)))
