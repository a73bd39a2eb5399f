"""Tree nodes for whole lines. The parser calls one method per grammar rule with that rule's children."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from lark import Token

from tiaowen.dsl import tree
from tiaowen.dsl.build_words import (
    Children,
    WordBuilder,
    citation_of,
    date_of,
    extent,
    facet_of,
    fen_of,
    integer_of,
    join_brackets,
    kinds,
    operator_of,
    place_text,
    share_of,
)
from tiaowen.dsl.figure_mistakes import BadDate
from tiaowen.dsl.mistakes import ClauseInTitle, Mistake, MixedTerms, NegatedName
from tiaowen.dsl.near import like_a_facet
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Expected, Item, Name, Outcome, Period, Quantity, Strength, Text

T = TypeVar("T")

LEAP_YEAR = 2000
"""A year that has every day a calendar can have."""

_EXPECTED = {
    "NOT_STATED": Expected.UNDETERMINED,
    "NOT_DETERMINED": Expected.UNDETERMINED,
    "NOT_COVERED": Expected.EXCLUDED,
    "ELSEWHERE": Expected.ELSEWHERE,
    "GRANTED": Expected.GRANTED,
    "NO_RECORD": Expected.NO_RECORD,
}


def _plain(items: tuple[Item, ...]) -> tuple[Name, ...]:
    """Return the names of items none of which may be negated."""
    for item in items:
        if item.negated:
            raise Mistake(NegatedName, None, item.span)
    return tuple(item.name for item in items)


def _first(children: Children, type_: type[T]) -> T | None:
    return next((x for x in children if isinstance(x, type_)), None)


def _named(children: Children) -> Name:
    return next(x for x in children if isinstance(x, Name))


def _tuples(children: Children) -> list[tuple[Any, ...]]:
    return [x for x in children if isinstance(x, tuple)]


def _month_day(token: Token) -> tuple[int, int]:
    digits = [int(n) for n in fold(token).replace("月", "-").replace("日", "").split("-")]
    month, day = digits[0], digits[1]
    try:
        date(LEAP_YEAR, month, day)
    except ValueError as error:
        raise Mistake(BadDate, token) from error
    return month, day


class LineBuilder(WordBuilder):
    """Nodes of lines."""

    def start(self, c: Children) -> tree.Line:
        """Give the line itself."""
        line: tree.Line = c[0]
        return line

    # ── header ──

    def policy_line(self, c: Children) -> tree.PolicyLine:
        """Build the first line of a policy."""
        return tree.PolicyLine(c[1].text, _first(c, Text))

    def number_line(self, c: Children) -> tree.Number:
        """Build the document number."""
        return tree.Number(c[1])

    def region_line(self, c: Children) -> tree.Region:
        """Build the regions."""
        return tree.Region(c[1])

    def issued_line(self, c: Children) -> tree.Issued:
        """Build date of issue and issuer."""
        return tree.Issued(date_of(c[1]), _first(c, Text))

    def under_line(self, c: Children) -> tree.Under:
        """Build what the document is based on."""
        return tree.Under(c[1])

    def source_line(self, c: Children) -> tree.SourceLine:
        """Build where the original is."""
        return tree.SourceLine(c[1])

    def cite_range(self, c: Children) -> tuple[tree.Citation, tree.Citation]:
        """Build a closed range of citations."""
        cites = [citation_of(t) for t in kinds(c, "CITE")]
        return cites[0], cites[-1]

    def outline_line(self, c: Children) -> tree.Outline:
        """Build the outline."""
        return tree.Outline(tuple(_tuples(c)))

    def use_line(self, c: Children) -> tree.Use:
        """Build the use of a vocabulary."""
        return tree.Use(c[1])

    # ── headings, scopes, clauses, definitions ──

    def heading_cite(self, c: Children) -> tree.HeadingCite:
        """Build one citation of a heading."""
        facets = tuple(facet_of(t) for t in kinds(c, "DEDUCTIBLE", "RATIO", "CAP", "TOTAL_CAP", "SUBSIDY"))
        return tree.HeadingCite(citation_of(c[0]), facets, span=extent(c))

    def heading(self, c: Children) -> tree.Heading:
        """Build a heading; a title holds no colon, or a clause pasted behind a number would vanish in it."""
        cites = tuple(x for x in c if isinstance(x, tree.HeadingCite))
        title = _first(c, Text)
        for token in kinds(c, "TITLE"):
            if ":" in fold(token):
                raise Mistake(ClauseInTitle, token)
            first, _, second = str(token).partition(" / ")
            title = place_text(first.strip(), second.strip() or None, extent([token]))
        return tree.Heading(cites, title)

    def for_line(self, c: Children) -> tree.For:
        """Build a scope."""
        return tree.For(c[1])

    def clause(self, c: Children) -> tree.Clause | tree.FundRow:
        """Build a clause, or a fund row that opens with a mark (``滚存结余不足：县级承担100%``).

        A share is a fund's only if it is not called almost like a facet: ``支付比列60%`` is a slip, and pays nobody.
        """
        selector = c[0]
        terms = join_brackets([x for x in c[1:] if not isinstance(x, Token)])
        shares = tuple(t for t in terms if isinstance(t, tree.FundShare))
        if not shares:
            return tree.Clause(selector, terms)  # type: ignore[arg-type]
        misspelt = next((s for s in shares if like_a_facet(s.fund.text) and not s.fund.quoted), None)
        plain = len(selector.items) == 1 and not selector.except_ and not selector.where
        if misspelt or len(shares) != len(terms) or not plain:
            raise Mistake(MixedTerms, None, (misspelt or shares[0]).fund.span)
        return tree.FundRow(_plain(selector.items)[0], shares)

    def means(self, c: Children) -> tree.Means:
        """Build a definition."""
        count = kinds(c, "COUNT")
        selector: tree.Selector = c[-1]
        return tree.Means(
            _plain(c[0]),
            selector.items,
            integer_of(count[0]) if count else None,
            selector.except_,
            selector.where,
        )

    def previous_year(self, c: Children) -> tuple[str, object]:
        """Mark a lag of one year."""
        del c
        return "lag", 1

    def current_year(self, c: Children) -> tuple[str, object]:
        """Mark no lag."""
        del c
        return "lag", 0

    def published_by(self, c: Children) -> tuple[str, object]:
        """Mark the publisher."""
        return "publisher", _named(c)

    def called(self, c: Children) -> tuple[str, object]:
        """Mark the short name."""
        return "alias", _named(c)

    def basis(self, c: Children) -> tree.Basis:
        """Build the use of a statistic."""
        found = dict(_tuples(c))
        return tree.Basis(_named(c), found.get("lag"), found.get("publisher"), found.get("alias"))

    # ── properties ──

    def covers(self, c: Children) -> tree.Covers:
        """Build what a benefit is for."""
        lists = _tuples(c)
        return tree.Covers(lists[0], lists[1] if len(lists) > 1 else ())

    def counts(self, c: Children) -> tree.Counts:
        """Build the base."""
        return tree.Counts(_named(c), next(iter(_tuples(c)), ()))

    def requires(self, c: Children) -> tree.Requires:
        """Build requirements."""
        return tree.Requires(_tuples(c)[0])

    def excludes(self, c: Children) -> tree.Excludes:
        """Build exclusions with their exceptions."""
        lists = _tuples(c)
        return tree.Excludes(lists[0], lists[1] if len(lists) > 1 else (), _first(c, Strength))

    def instead_of(self, c: Children) -> tree.InsteadOf:
        """Build *instead of*."""
        return tree.InsteadOf(c[1])

    def accumulates(self, c: Children) -> tree.Accumulates:
        """Build how a facet accumulates."""
        period = _first(c, Period)
        assert period is not None
        return tree.Accumulates(facet_of(c[0]), period, bool(kinds(c, "ACROSS")))

    def banded(self, c: Children) -> tree.Banded:
        """Build how brackets apply."""
        return tree.Banded(facet_of(c[0]), bool(kinds(c, "WHOLE")), _first(c, Period))

    def several(self, c: Children) -> tree.Several:
        """Build the rule for several identities."""
        return tree.Several(Outcome.BEST_CLASS if kinds(c, "BEST_CLASS") else Outcome.BEST_OUTCOME)

    def identity_as_of(self, c: Children) -> tree.IdentityAsOf:
        """Build what fixes the identity."""
        return tree.IdentityAsOf(_named(c))

    def valid(self, c: Children) -> tree.Valid:
        """Build a benefit's own period."""
        dates = [date_of(t) for t in kinds(c, "DATE")]
        return tree.Valid(dates[0], dates[1] if len(dates) > 1 else None)

    # ── fund rows, norms, records ──

    def rate_upto(self, c: Children) -> tree.RateRange:
        """Build ``up to 3%``."""
        return tree.RateRange(None, share_of(kinds(c, "PERCENT")[0]), span=extent(c))

    def rate_over(self, c: Children) -> tree.RateRange:
        """Build ``over 5%``."""
        return tree.RateRange(share_of(kinds(c, "PERCENT")[0]), None, span=extent(c))

    def rate_between(self, c: Children) -> tree.RateRange:
        """Build ``over 3% up to 5%``."""
        low, high = kinds(c, "PERCENT")
        return tree.RateRange(share_of(low), share_of(high), span=extent(c))

    def fund_row(self, c: Children) -> tree.FundRow:
        """Build who bears a range."""
        return tree.FundRow(c[0], tuple(x for x in c if isinstance(x, tree.FundShare)))

    def duty(self, c: Children) -> tree.Duty:
        """Build a duty."""
        action = _first(c, Text)
        assert action is not None
        return tree.Duty(_tuples(c)[0], action, _first(c, tree.Deadline))

    def _event(self, form: str, c: Children) -> tree.Deadline:
        duration = [self.duration([t]) for t in kinds(c, "DURATION")]
        return tree.Deadline(form, duration[0] if duration else None, _first(c, Text))

    def within_event(self, c: Children) -> tree.Deadline:
        """Build ``within 10 working days of "…"``."""
        return self._event("within", c)

    after_event_zh = within_event

    def before_event(self, c: Children) -> tree.Deadline:
        """Build ``15 days before "…"``."""
        return self._event("before", c)

    before_event_zh = before_event

    def same_month(self, c: Children) -> tree.Deadline:
        """Build ``in the month of "…"``."""
        return self._event("same-month", c)

    def yearly(self, c: Children) -> tree.Deadline:
        """Build ``by 09-30 each year``."""
        month, day = _month_day(kinds(c, "MONTH_DAY")[0])
        return tree.Deadline("yearly", month=month, day=day)

    yearly_zh = yearly

    def monthly_day(self, c: Children) -> tree.Deadline:
        """Build ``by day 5 of each month``."""
        return tree.Deadline("monthly-day", day=integer_of(c[0]))

    def next_month_day(self, c: Children) -> tree.Deadline:
        """Build ``by day 10 of the following month``."""
        return tree.Deadline("next-month-day", day=integer_of(c[0]))

    def times_a_year(self, c: Children) -> tree.Deadline:
        """Build ``at least 2 times a year``."""
        return tree.Deadline("times-a-year", times=integer_of(c[0]))

    def every_month(self, c: Children) -> tree.Deadline:
        """Build ``monthly``."""
        del c
        return tree.Deadline("monthly")

    def limit(self, c: Children) -> tree.Limit:
        """Build a yearly check."""
        quantity = next(x for x in c if isinstance(x, Quantity))
        return tree.Limit(_named(c), operator_of(c), quantity, _first(c, Strength))

    def in_force_from(self, c: Children) -> tree.InForce:
        """Build a date of effect."""
        return tree.InForce(start=date_of(kinds(c, "DATE")[0]))

    def in_force_after(self, c: Children) -> tree.InForce:
        """Build an effect some days after issue."""
        return tree.InForce(days=integer_of(kinds(c, "AFTER_ISSUE")[0]))

    def repeals(self, c: Children) -> tree.Repeals:
        """Build repeals."""
        return tree.Repeals(c[1])

    def not_computed(self, c: Children) -> tree.NotComputed:
        """Build a passage that computes nothing."""
        return tree.NotComputed(_named(c), c[-1])

    def quote(self, c: Children) -> tree.Quote:
        """Build a quotation."""
        return tree.Quote(c[1])

    def reading(self, c: Children) -> tree.Reading:
        """Build a reading."""
        return tree.Reading(c[1])

    # ── examples and declarations ──

    def example(self, c: Children) -> tree.Example:
        """Open an example."""
        return tree.Example(c[1])

    def given(self, c: Children) -> tree.Given:
        """Build a figure of an example."""
        year = kinds(c, "YEAR")
        return tree.Given(c[1], c[-1], int(fold(year[0])[:4]) if year else None)

    def fact(self, c: Children) -> tree.Fact:
        """Build a fact that holds."""
        return tree.Fact(c[0], span=extent(c))

    def fact_quantity(self, c: Children) -> tree.Fact:
        """Build a quantity of an example."""
        return tree.Fact(Item(c[0], span=c[0].span), c[-1], span=extent(c))

    def person(self, c: Children) -> tree.Person:
        """Build the person."""
        return tree.Person(_tuples(c)[0])

    def visit(self, c: Children) -> tree.Visit:
        """Build a visit."""
        return tree.Visit(date_of(c[1]), _tuples(c)[0])

    def enrolment(self, c: Children) -> tree.Enrolment:
        """Build an enrolment payment."""
        return tree.Enrolment(date_of(c[1]), _tuples(c)[0])

    def fund_year(self, c: Children) -> tree.FundYear:
        """Build a year of the fund."""
        return tree.FundYear(_tuples(c)[0])

    def expect(self, c: Children) -> tree.Expect:
        """Build an expectation."""
        token = c[-1]
        result = tree.Money(fen_of(token)) if token.type == "AMOUNT" else _EXPECTED[token.type]
        return tree.Expect(c[1], result)

    def kind(self, c: Children) -> tree.Kind:
        """Build a kind line."""
        return tree.Kind(str(c[1]).strip())

    def concept(self, c: Children) -> tree.Concept:
        """Build a declared name."""
        left, right = _tuples(c)
        return tree.Concept((*_plain(left), *_plain(right)))

    def statistic_value(self, c: Children) -> tree.StatisticValue:
        """Build a published figure."""
        year = int(fold(kinds(c, "YEAR")[0])[:4])
        quantity = next(x for x in c if isinstance(x, Quantity))
        return tree.StatisticValue(_tuples(c)[0], year, quantity, _first(c, Text))
