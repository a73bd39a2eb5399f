"""Norms, records, examples and declarations."""

from __future__ import annotations

import itertools
from typing import TypeAlias, assert_never

from tiaowen.dsl.printing.amounts import duration, money, quantity
from tiaowen.dsl.printing.clauses import AUTHORITY, BENEFIT, FACT, FUND, item, past
from tiaowen.dsl.printing.names import Place
from tiaowen.dsl.printing.phrase import Phrase, joined
from tiaowen.dsl.printing.surface import Surface, is_chinese
from tiaowen.dsl.tree import (
    Accept,
    Concept,
    Deadline,
    Doubt,
    Duty,
    Enrolment,
    Example,
    Expect,
    Expected,
    Expires,
    Fact,
    FundYear,
    Given,
    InForce,
    Kind,
    Limit,
    Money,
    NotComputed,
    Ordered,
    Person,
    Quote,
    Reading,
    Repeals,
    Retroactive,
    Rising,
    StatisticValue,
    Visit,
)

NormLine: TypeAlias = (
    Duty
    | Limit
    | InForce
    | Expires
    | Retroactive
    | Repeals
    | Rising
    | Ordered
    | NotComputed
    | Quote
    | Reading
    | Doubt
    | Accept
)
ExampleLine: TypeAlias = Example | Given | Person | Visit | Enrolment | FundYear | Expect
DeclarationLine: TypeAlias = Kind | Concept | StatisticValue

_MATTER = frozenset({"matter"})
_EXPECTED = {
    Expected.UNDETERMINED: "NOT_DETERMINED",
    Expected.EXCLUDED: "NOT_COVERED",
    Expected.ELSEWHERE: "ELSEWHERE",
    Expected.GRANTED: "GRANTED",
    Expected.NO_RECORD: "NO_RECORD",
}


def norm_line(s: Surface, node: NormLine) -> Phrase:
    """Return a norm or a record."""
    match node:
        case Duty():
            who = s.opening("DUTY", s.names(node.actors, AUTHORITY))
            what = Phrase((s.text(node.action),))
            return who + s.colon + (what.then(s.comma, deadline(s, node.deadline)) if node.deadline else what)
        case Limit():
            measure = s.name(node.measure, Place.LISTED, FACT)
            bound = s.operator(node.operator), quantity(s, node.quantity)
            return s.opening("LIMIT", s.strength(node.strength), measure, *bound)
        case InForce():
            return _in_force(s, node)
        case Expires():
            return _expires(s, node)
        case Retroactive():
            return s.glue(s.word("RETROACTIVE"), s.date(node.start), s.word("RETROACTIVE_END"))
        case Rising():
            return s.opening("MUST", s.strength(node.strength), s.facet(node.facet), s.word("RISING"))
        case Ordered():
            return _ordered(s, node)
        case Doubt():
            return s.opening("DOUBT", s.spelled(node.name.text, Place.PLAIN)) + " " + s.text(node.text)
        case Repeals():
            return s.opening("REPEALS", s.texts(node.documents))
        case NotComputed():
            matter = s.bracketed(s.name(node.matter, kinds=_MATTER))
            return s.glue(s.word("NOT_COMPUTED"), matter) + s.colon + s.text(node.text)
        case Accept():
            return _accept(s, node)
        case Quote() | Reading():
            return s.opening("QUOTE" if isinstance(node, Quote) else "READING", s.text(node.text))
        case _:
            assert_never(node)


def _accept(s: Surface, node: Accept) -> Phrase:
    mark = s.bracketed(s.spelled(node.mark.text, Place.PLAIN)) if node.mark else None
    return s.opening("ACCEPT", s.spelled(node.check.text, Place.PLAIN), mark) + " " + s.text(node.reason)


def _in_force(s: Surface, node: InForce) -> Phrase:
    if node.start:
        until = s.glue(s.word("TO"), s.date(node.end)) if node.end else None
        when = s.glue(s.word("FROM"), s.date(node.start), s.word("SINCE_END"), until)
    else:
        days = node.days or 0
        when = Phrase((f"自发布之日起{days}日后" if s.chinese else f"{days} days after issue",))
    return s.word("IN_FORCE") + ("：" if s.chinese else " ") + when


def _expires(s: Surface, node: Expires) -> Phrase:
    if node.end:
        return s.glue(s.word("EXPIRES"), s.word("TO") if s.chinese else None, s.date(node.end))
    length = duration(s, node.after) if node.after else ""
    return s.glue(s.word("EXPIRES"), None if s.chinese else s.word("AFTER"), length)


def _ordered(s: Surface, node: Ordered) -> Phrase:
    above, below = s.names(node.above, first=Place.RANKED), s.names(node.below)
    facet, strength = s.facet(node.facet), s.strength(node.strength)
    if s.chinese:
        return s.opening("MUST", strength, above, s.word("DE"), facet, "高于", below)
    return s.opening("MUST", strength, facet, s.word("OF"), above, "above", below)


def deadline(s: Surface, node: Deadline) -> Phrase:
    """Return when a duty is due."""
    event = s.text(node.event) if node.event else ""
    length = duration(s, node.duration) if node.duration else ""
    match node.form:
        case "within" if s.chinese:
            return s.glue(event, s.word("AFTER_EVENT"), length, s.word("WITHIN_ZH"))
        case "within":
            return s.glue(s.word("WITHIN_EN"), length, s.word("OF_EVENT"), event)
        case "before" if s.chinese:
            return s.glue(event, s.word("BEFORE"), length)
        case "before":
            return s.glue(length, s.word("BEFORE"), event)
        case "yearly" if s.chinese:
            return s.glue(s.word("EACH_YEAR"), f"{node.month}月{node.day}日", s.word("BEFORE"))
        case "yearly":
            return s.glue(s.word("BY"), f"{node.month:02}-{node.day:02}", s.word("EACH_YEAR"))
        case "monthly-day":
            return Phrase((f"每月{node.day}日前" if s.chinese else f"by day {node.day} of each month",))
        case "next-month-day":
            return Phrase((f"次月{node.day}日前" if s.chinese else f"by day {node.day} of the following month",))
        case "times-a-year":
            return Phrase((f"每年不少于{node.times}次" if s.chinese else f"at least {node.times} times a year",))
        case "monthly":
            return s.glue(s.word("EVERY_MONTH"))
        case "same-month":
            return s.glue(s.word("SAME_MONTH"), event)
        case _:
            raise ValueError(f"no deadline has the form {node.form!r}")


# ── examples ──


def example_line(s: Surface, node: ExampleLine) -> Phrase:
    """Return the head of an example or one of its steps."""
    match node:
        case Example():
            return s.opening("EXAMPLE", s.text(node.title))
        case Given():
            name = s.opening("GIVEN", s.name(node.name, kinds=FACT))
            year = f" {year_text(s, node.year)}" if node.year else ""
            return name + year + s.equals + quantity(s, node.quantity)
        case Person():
            called = " " + s.spelled(node.name.text, Place.PLAIN) if node.name else ""
            return s.word("PERSON") + called + s.colon + facts(s, node.facts)
        case Visit():
            return s.opening("VISIT", s.date(node.date)) + s.colon + facts(s, node.facts)
        case Enrolment():
            return s.opening("ENROL", s.date(node.date)) + s.colon + facts(s, node.facts)
        case FundYear():
            return s.word("FUND_YEAR") + s.colon + facts(s, node.facts)
        case Expect():
            benefit = s.name(node.benefit, kinds=BENEFIT | FUND)
            return s.opening("EXPECT", benefit) + s.equals + _result(s, node.result)
        case _:
            assert_never(node)


def facts(s: Surface, nodes: tuple[Fact, ...]) -> Phrase:
    """Return facts; in Chinese a comma stands before and behind a figure, 、 between names."""
    result = fact(s, nodes[0])
    for before, node in itertools.pairwise(nodes):
        figures = before.quantity is not None or node.quantity is not None
        result = result.then(s.comma if figures else s.pause, fact(s, node))
    return result


def fact(s: Surface, node: Fact) -> Phrase:
    """Return a name that holds, or a named figure."""
    if node.quantity is None:
        return Phrase((item(s, node.item),)) + _held(s, node)
    name = s.name(node.item.name, Place.LISTED)
    shown = past(s, node.past, name) if node.past else name
    return Phrase((shown + s.equals + quantity(s, node.quantity),))


def _held(s: Surface, node: Fact) -> Phrase | str:
    """Return between which days a fact holds, in brackets."""
    if node.start is None and node.end is None:
        return ""
    start = s.glue(s.word("FROM"), s.date(node.start), s.word("SINCE_END")) if node.start else None
    end = s.glue(s.word("TO"), s.date(node.end)) if node.end else None
    inner = s.bracketed(s.glue(start, end))
    return inner if s.chinese else " " + inner


def _result(s: Surface, result: Money | Expected) -> str:
    if isinstance(result, Money):
        return money(s, result.fen)
    # A zero is an amount like any other; the language has no word for it.
    return money(s, 0) if result is Expected.ZERO else s.word(_EXPECTED[result])


def year_text(s: Surface, year: int) -> str:
    """Return a year before an equals sign."""
    return f"{year}年" if s.chinese else str(year)


# ── names and figures declared in the file ──


def declaration(s: Surface, node: DeclarationLine) -> Phrase:
    """Return a kind, a declared name or a published figure; declared names are never translated."""
    match node:
        case Kind():
            return Phrase((f"[{node.kind}]",))
        case Concept():
            return _concept(s, node)
        case StatisticValue():
            about = joined([s.names(node.names), year_text(s, node.year)], s.pause)
            source = " " + s.text(node.source) if node.source else ""
            return s.opening("VALUE", about) + s.equals + quantity(s, node.quantity) + source
        case _:
            assert_never(node)


def _concept(s: Surface, node: Concept) -> Phrase:
    """Return the names of one language, then those of the other; where all are in one, the first, then the rest."""
    chinese = [is_chinese(name.text) for name in node.names]
    split = next((i for i, flag in enumerate(chinese) if flag != chinese[0]), 1)
    places = (Place.HEAD, *[Place.LISTED] * (len(node.names) - 1))
    spelled = [s.spelled(name.text, place) for name, place in zip(node.names, places, strict=True)]
    return joined(spelled[:split], s.pause) + " = " + joined(spelled[split:], s.pause)
