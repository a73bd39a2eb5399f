"""Tree nodes for fund rows, norms, records, examples and declarations."""

from __future__ import annotations

import attrs
from lark import Token

from tiaowen.dsl import tree
from tiaowen.dsl.build.terms import TermBuilder
from tiaowen.dsl.build.tokens import (
    FACETS,
    Children,
    date_of,
    extent,
    facet_of,
    fen_of,
    first_of,
    integer_of,
    integers_of,
    kinds,
    month_day,
    name_in,
    operator_of,
    plain,
    share_of,
    tuples,
)
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Expected, Item, Quantity, Span, Strength, Text

_EXPECTED = {
    "NOT_STATED": Expected.UNDETERMINED,
    "NOT_DETERMINED": Expected.UNDETERMINED,
    "NOT_COVERED": Expected.EXCLUDED,
    "ELSEWHERE": Expected.ELSEWHERE,
    "GRANTED": Expected.GRANTED,
    "NO_RECORD": Expected.NO_RECORD,
}


class NormBuilder(TermBuilder):
    """Nodes of lines that state no benefit."""

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
        action = first_of(c, Text)
        assert action is not None
        return tree.Duty(tuples(c)[0], action, first_of(c, tree.Deadline))

    def _event(self, form: str, c: Children) -> tree.Deadline:
        duration = [self.duration([t]) for t in kinds(c, "DURATION")]
        return tree.Deadline(form, duration[0] if duration else None, first_of(c, Text))

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
        month, day = month_day(kinds(c, "MONTH_DAY")[0])
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
        return tree.Limit(name_in(c), operator_of(c), quantity, first_of(c, Strength))

    def rising(self, c: Children) -> tree.Rising:
        """Build *rising with expense*."""
        return tree.Rising(facet_of(kinds(c, *FACETS)[0]), first_of(c, Strength))

    def ordered(self, c: Children) -> tree.Ordered:
        """Build ``must have ratio of A above B``."""
        above, below = tuples(c)
        return tree.Ordered(facet_of(kinds(c, *FACETS)[0]), above, below, first_of(c, Strength))

    ordered_zh = ordered

    def may_extend(self, c: Children) -> tree.MayExtend:
        """Build what may be added to a list."""
        members = next(iter(tuples(c)), ())
        least = most = None
        if single := kinds(c, "COUNT"):
            least = most = integer_of(single[0])
        elif both := kinds(c, "COUNT_RANGE"):
            least, most = integers_of(both[0])
        return tree.MayExtend(name_in(c), least, most, members)

    def set_names(self, c: Children) -> tree.SetNames:
        """Build a list that an authority defines."""
        names, by = tuples(c)
        return tree.SetNames(plain(names), by, first_of(c, Strength))

    def in_force_from(self, c: Children) -> tree.InForce:
        """Build a date of effect, perhaps with the last day."""
        dates = [date_of(t) for t in kinds(c, "DATE")]
        return tree.InForce(dates[0], end=dates[1] if len(dates) > 1 else None)

    def expires_on(self, c: Children) -> tree.Expires:
        """Build the last day of a document."""
        return tree.Expires(end=date_of(kinds(c, "DATE")[0]))

    def expires_after(self, c: Children) -> tree.Expires:
        """Build how long a document is in force."""
        return tree.Expires(after=self.duration(list(kinds(c, "DURATION"))))

    def retroactive(self, c: Children) -> tree.Retroactive:
        """Build the day from which expenses count."""
        return tree.Retroactive(date_of(kinds(c, "DATE")[0]))

    def in_force_after(self, c: Children) -> tree.InForce:
        """Build an effect some days after issue."""
        return tree.InForce(days=integer_of(kinds(c, "AFTER_ISSUE")[0]))

    def repeals(self, c: Children) -> tree.Repeals:
        """Build repeals."""
        return tree.Repeals(c[1])

    def not_computed(self, c: Children) -> tree.NotComputed:
        """Build a passage that computes nothing."""
        return tree.NotComputed(name_in(c), c[-1])

    def quote(self, c: Children) -> tree.Quote:
        """Build a quotation."""
        return tree.Quote(c[1])

    def reading(self, c: Children) -> tree.Reading:
        """Build a reading."""
        return tree.Reading(c[1])

    def accept(self, c: Children) -> tree.Accept:
        """Build what somebody accepts."""
        named = kinds(c, "NAME")
        return tree.Accept(self.name([named[0]]), c[-1], self.name([named[1]]) if len(named) > 1 else None)

    def doubt(self, c: Children) -> tree.Doubt:
        """Open a doubt."""
        name, text = c[1], c[2]
        return tree.Doubt(self.name([name]), text)

    def choice(self, c: Children) -> tree.Choice:
        """Build one reading of a doubt."""
        line = None if kinds(c, "NOTHING") else c[-1]
        if line is not None:
            at = kinds(c, "COLON")[-1].end_pos or 0
            line = attrs.evolve(line, span=Span(at, at))  # where it ends the parser sees
        return tree.Choice(self.name([kinds(c, "NAME")[0]]), line, bool(kinds(c, "ADOPTED")), first_of(c[:-1], Text))

    def nothing(self, c: Children) -> Token:
        """Keep the word that stands for no line at all."""
        token: Token = c[0]
        return token

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

    def fact_since(self, c: Children) -> tree.Fact:
        """Build a fact that holds from a day on."""
        dates = [date_of(t) for t in kinds(c, "DATE")]
        return tree.Fact(c[0], None, dates[0], dates[1] if len(dates) > 1 else None, span=extent(c))

    def fact_until(self, c: Children) -> tree.Fact:
        """Build a fact that holds up to a day."""
        return tree.Fact(c[0], None, None, date_of(kinds(c, "DATE")[0]), span=extent(c))

    def fact_quantity(self, c: Children) -> tree.Fact:
        """Build a quantity of an example."""
        name = name_in(c)
        return tree.Fact(Item(name, span=name.span), c[-1], past=self.past(c), span=extent([name, c[-1]]))

    def person(self, c: Children) -> tree.Person:
        """Build the person; one of several has a name."""
        named = kinds(c, "NAME")
        return tree.Person(tuples(c)[0], self.name(list(named)) if named else None)

    def visit(self, c: Children) -> tree.Visit:
        """Build a visit."""
        return tree.Visit(date_of(c[1]), tuples(c)[0])

    def enrolment(self, c: Children) -> tree.Enrolment:
        """Build an enrolment payment."""
        return tree.Enrolment(date_of(c[1]), tuples(c)[0])

    def fund_year(self, c: Children) -> tree.FundYear:
        """Build a year of the fund."""
        return tree.FundYear(tuples(c)[0])

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
        left, right = tuples(c)
        return tree.Concept((*plain(left), *plain(right)))

    def statistic_value(self, c: Children) -> tree.StatisticValue:
        """Build a published figure."""
        year = int(fold(kinds(c, "YEAR")[0])[:4])
        quantity = next(x for x in c if isinstance(x, Quantity))
        return tree.StatisticValue(tuples(c)[0], year, quantity, first_of(c, Text))
