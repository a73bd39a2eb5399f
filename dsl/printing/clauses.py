"""Items, conditions and selectors; the values and terms of a clause."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from tiaowen.dsl.printing.amounts import duration, money, points, quantity
from tiaowen.dsl.printing.names import Place, Translator, denial
from tiaowen.dsl.printing.phrase import Phrase, joined
from tiaowen.dsl.printing.surface import Surface, is_chinese
from tiaowen.dsl.quantities import percent_text
from tiaowen.dsl.tree import (
    AnyOf,
    AsFor,
    Bound,
    Bracket,
    Brackets,
    Condition,
    Conditions,
    Date,
    Duration,
    Exact,
    Facet,
    FacetTerm,
    Full,
    FundPart,
    FundShare,
    Governed,
    Granted,
    Item,
    Lowered,
    Name,
    NoFacet,
    NotCovered,
    NotStated,
    PercentOf,
    Period,
    Points,
    Raised,
    Reduced,
    Selector,
    SetBy,
    Step,
    Steps,
    Term,
    Times,
    ValidTerm,
    Value,
)

AUTHORITY = frozenset({"authority"})
BENEFIT = frozenset({"benefit"})
FACT = frozenset({"fact", "statistic", "parameter"})
FUND = frozenset({"fund"})

_PREPOSITIONS = {"level": "at", "plan": "with", "disease": "with", "disease-list": "with"}
"""What English writes before the names of a dimension: it helps the reader and means nothing to the parser."""


# ── whom and which cases ──


def item(s: Surface, node: Item, place: Place = Place.LISTED) -> str:
    """Return a name that must hold or must not."""
    name, negated = node.name, node.negated
    if isinstance(s.namer, Translator) and not negated and (rest := s.namer.denied(name.text, s.language)):
        name, negated = Name(rest), True
    if not negated:
        return s.name(name, place)
    called = s.namer(name.text, s.language, None)
    if s.chinese and is_chinese(called):
        return s.spelled(denial(called), place)
    # An English name in a Chinese file keeps its English word.
    return f"{s.word('NOT') or 'not'} {s.spelled(called, Place.PLAIN)}"


def items(s: Surface, nodes: Iterable[Item], first: Place = Place.LISTED) -> Phrase:
    """Return a list of items; a change of dimension shows, where the kinds of the names are known."""
    result, group = Phrase(), ""
    for index, node in enumerate(nodes):
        text = Phrase((item(s, node, Place.LISTED if index else first),))
        before, group = group, "" if node.negated else _PREPOSITIONS.get(s.kind(node.name) or "", "")
        if not index:
            result = text
        elif group == before:
            result = result.then(s.pause, text)
        elif s.chinese or not group:
            result = result.then(s.comma, text)
        else:
            result = result + f" {group} " + text
    return result


def condition(s: Surface, node: Condition, place: Place = Place.LISTED) -> str:
    """Return an item or a comparison."""
    if isinstance(node, Item):
        return item(s, node, place)
    fact = s.name(node.fact, Place.PLAIN if s.chinese and node.period else place, FACT)
    parts = (fact, s.operator(node.operator), quantity(s, node.quantity))
    if isinstance(node.period, Duration) or node.period is Period.PREVIOUS_YEAR:
        return past(s, node.period, s.glue(*parts).text)
    window = s.period(node.period)
    return s.glue(window, *parts).text if s.chinese else s.glue(*parts, window).text


def past(s: Surface, node: Period | Duration, about: str) -> str:
    """Return what is said of a time before the claim: it stands before that in Chinese, behind it in English."""
    if isinstance(node, Period):
        window = s.period(node)
    else:
        window = s.glue(s.word("PAST"), duration(s, node)).text
        if s.chinese and about[:1].isdigit():
            window += " "  # a number that goes on would be another length of time
    return window + about if s.chinese else f"{about} {window}"


def conditions(s: Surface, nodes: Iterable[Condition | AnyOf]) -> Phrase:
    """Return a list of conditions; alternatives are parted by a comma and *or*."""
    parts: list[Phrase | str] = []
    for node in nodes:
        if isinstance(node, AnyOf):
            first, *others = (conditions(s, option) for option in node.options)
            for other in others:
                first = first.then(s.comma, s.glue(s.word("OR"), other))
            parts.append(first)
        else:
            parts.append(condition(s, node))
    return joined(parts, s.pause)


def limited(s: Surface, listed: Phrase, except_: tuple[Item, ...] = (), where: Conditions = ()) -> Phrase:
    """Return a list with its exceptions and conditions."""
    if except_:
        listed = listed.then(s.comma, s.glue(s.word("EXCEPT"), items(s, except_)))
    if where:
        listed = listed.then(s.comma, s.glue(s.word("WHERE"), conditions(s, where)))
    return listed


def selector(s: Surface, node: Selector) -> Phrase:
    """Return whom and which cases a clause is about."""
    return limited(s, items(s, node.items, Place.FIRST), node.except_, node.where)


# ── terms ──


def term(s: Surface, node: Term) -> Phrase:
    """Return one term of a clause."""
    match node:
        case FacetTerm():
            return facet_term(s, node)
        case NoFacet():
            return s.glue(s.word("NO"), s.facet(node.facet))
        case Full():
            return s.glue(s.word("FULL_SUBSIDY"))
        case NotCovered():
            return s.glue(s.word("NOT_COVERED"))
        case Granted():
            return s.glue(s.word("GRANTED"))
        case Governed():
            return s.glue(s.word("GOVERNED"), s.text(node.document), s.word("EXEC"))
        case FundPart():
            return fund_part(s, node)
        case ValidTerm():
            return s.glue(s.word("VALID"), dates(s, node.start, node.end))
        case _:
            assert_never(node)


def facet_term(s: Surface, node: FacetTerm) -> Phrase:
    """Return a facet with its value; the period stands before the facet in Chinese, behind the value in English."""
    facet, period = s.facet(node.facet), s.period(node.period)
    if node.period is None and s.chinese and node.facet in (Facet.CAP, Facet.TOTAL_CAP):
        period = s.period(Period.YEAR)  # a cap is per year unless it says otherwise; Chinese documents say so
    if node.family:
        period = s.glue(s.word("PER_FAMILY"), period).text
    if s.chinese and isinstance(node.value, Exact) and isinstance(node.value.quantity, PercentOf | Times):
        facet += "为"
    if isinstance(node.value, Brackets | Steps):
        first, *rest = ranges(s, node.value)
        shown = s.glue(period, facet, first) if s.chinese else s.glue(facet, first, period)
        return joined([shown, *rest], s.comma)
    shown = value(s, node.value)
    return s.glue(period, facet, shown) if s.chinese else s.glue(facet, shown, period)


def value(s: Surface, node: Value) -> Phrase:
    """Return the value of a facet."""
    match node:
        case Exact():
            return Phrase((quantity(s, node.quantity, Place.VALUE),))
        case Bound():
            bound = s.operator(node.operator), quantity(s, node.quantity, followed=bool(node.by))
            return s.glue(s.strength(node.strength), *bound, authorities(s, node.by))
        case SetBy():
            return s.glue(s.strength(node.strength), authorities(s, node.by))
        case NotStated():
            return s.glue(s.word("NOT_STATED"))
        case AsFor():
            return s.glue(s.word("AS"), s.name(node.benefit, kinds=BENEFIT))
        case Reduced():
            return s.glue(s.word("REDUCED"), percent_text(node.share))
        case Lowered():
            return s.glue(s.word("REDUCED"), points(s, Points(node.share)))
        case Raised():
            return s.glue(s.word("RAISED"), points(s, Points(node.share)))
        case Brackets() | Steps():
            return joined(ranges(s, node), s.comma)
        case _:
            assert_never(node)


def authorities(s: Surface, by: tuple[Name, ...]) -> Phrase | None:
    """Return who sets a figure; a comma between them would begin the next term in English."""
    if not by:
        return None
    if s.chinese:
        return s.glue(s.word("SET_BY"), s.names(by, AUTHORITY), s.word("SET_END"))
    names = f" {s.word('AND')} ".join(s.name(name, kinds=AUTHORITY) for name in by)
    return s.glue(s.word("SET_BY"), names)


def ranges(s: Surface, node: Brackets | Steps) -> list[str]:
    """Return the rates of a bracketed ratio, or the sums of a lump sum by steps."""
    if isinstance(node, Brackets):
        return [_range(s, percent_text(one.share), one) for one in node.brackets]
    return [_range(s, money(s, one.fen), one) for one in node.steps]


def _range(s: Surface, shown: str, node: Bracket | Step) -> str:
    """Return a rate or sum with its ends; the words say which of them belongs to it."""
    over = None if node.over is None else money(s, node.over)
    upto = None if node.upto is None else money(s, node.upto)
    if not s.chinese:
        low = over and f"{s.word('FROM' if node.over_closed else 'OVER')} {over}"
        high = upto and f"{s.word('LESS' if node.upto_open else 'UPTO')} {upto}"
        return s.glue(shown, low, high).text
    if upto is None:
        return f"{over}{s.word('BEYOND_CLOSED' if node.over_closed else 'BEYOND')}{shown}"
    start = f"{over}{s.word('TO_CLOSED' if node.over_closed else 'TO')}" if over else ""
    return f"{start}{upto}{s.word('WITHIN_OPEN' if node.upto_open else 'WITHIN')}{shown}"


def fund_part(s: Surface, node: FundPart) -> Phrase:
    """Return who pays a part of a benefit."""
    if node.share is not None:
        part = percent_text(node.share)
    elif node.upto is None:
        part = s.word("REST")
    elif s.chinese:
        part = money(s, node.upto) + s.word("WITHIN")
    else:
        part = f"{s.word('UPTO')} {money(s, node.upto)}"
    return s.glue(part, s.word("FROM_FUND" if s.chinese else "FROM"), s.name(node.fund, kinds=FUND), s.word("FUND_END"))


def dates(s: Surface, start: Date, end: Date | None) -> Phrase:
    """Return a period between two days."""
    return s.glue(s.word("FROM"), s.date(start), s.glue(s.word("TO"), s.date(end)) if end else None)


def fund_share(s: Surface, node: FundShare, place: Place = Place.PLAIN) -> str:
    """Return what one fund bears."""
    return s.glue(s.name(node.fund, place, FUND), percent_text(node.share)).text
