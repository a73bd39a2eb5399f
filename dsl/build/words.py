"""Tree nodes for what lines are made of: names, texts, quantities, conditions.

The parser calls one method per grammar rule with that rule's children; see ``grammar/policy.lark`` for what they are.
"""

from __future__ import annotations

import re
from typing import Any

from lark import Token, Transformer

from tiaowen.dsl import tree
from tiaowen.dsl.build.tokens import (
    OPERATORS,
    PERIODS,
    UNITS,
    Children,
    extent,
    factor_of,
    fen_of,
    integer_of,
    kinds,
    number_of,
    place_text,
    share_of,
    unquote,
)
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Item, Name, Period, Quantity, Span, Strength, Text


class WordBuilder(Transformer):  # type: ignore[type-arg]  # the library leaves its result type open
    """Nodes below the line. Every method takes the children of its rule."""

    def name(self, c: Children) -> Name:
        """Build a name; quotation marks are not part of it."""
        token = c[0]
        quoted = token.type == "STRING"
        text = unquote(token) if quoted else " ".join(str(token).split())
        return Name(text if quoted else fold(text), quoted=quoted, span=extent(c))

    def item(self, c: Children) -> Item:
        """Build a name that must hold."""
        return Item(c[0], span=extent(c))

    def not_item(self, c: Children) -> Item:
        """Build a name that must not hold."""
        return Item(c[1], negated=True, span=extent(c))

    def text(self, c: Children) -> Text:
        """Build a sentence in one language or both."""
        strings = kinds(c, "STRING")
        return place_text(unquote(strings[0]), unquote(strings[1]) if len(strings) > 1 else None, extent(c))

    def _list(self, c: Children) -> tuple[object, ...]:
        out: list[object] = []
        for child in c:
            if isinstance(child, tuple):
                out += child
            elif not isinstance(child, Token):
                out.append(child)
        return tuple(out)

    texts = items = names = authorities = conditions = cases = facts = _list

    def comparison(self, c: Children) -> tree.Comparison:
        """Build a comparison; its period may stand before or behind."""
        name = next(x for x in c if isinstance(x, Name))
        operator = OPERATORS[kinds(c, *OPERATORS)[0].type]
        quantity = next(x for x in c if isinstance(x, Quantity))
        period = next((x for x in c if isinstance(x, Period)), None) or self.past(c)
        return tree.Comparison(name, operator, quantity, period, span=Span(name.span.start, quantity.span.end))

    def past(self, c: Children) -> Period | tree.Duration | None:
        """Return the time before the claim that is named among the children."""
        if kinds(c, "LAST_YEAR"):
            return Period.PREVIOUS_YEAR
        index = next((i for i, x in enumerate(c) if isinstance(x, Token) and x.type == "PAST"), None)
        return None if index is None else self.duration([c[index + 1]])

    def alternatives(self, c: Children) -> tuple[object, ...]:
        """Build conditions that must all hold, or alternatives of which one must."""
        options: list[list[Any]] = [[]]
        flat: list[object] = []
        for child in c:
            flat += child if isinstance(child, tuple) else [child]
        for part in flat:
            if isinstance(part, Token):
                if part.type == "OR":
                    options.append([])
            elif isinstance(part, tree.AnyOf):
                options = [list(option) for option in part.options] + options[1:]
            else:
                options[-1].append(part)
        if len(options) == 1:
            return tuple(options[0])
        found = tuple(tuple(option) for option in options)
        first, last = found[0][0], found[-1][-1]
        span = Span(first.span.start, last.span.end)
        return (tree.AnyOf(found, span=span),)

    comparisons = alternatives

    def facet(self, c: Children) -> Token:
        """Keep the token: where a facet stands matters to messages."""
        token: Token = c[0]
        return token

    def period(self, c: Children) -> Period:
        """Build a period."""
        return PERIODS[c[0].type]

    def unit(self, c: Children) -> Token:
        """Keep the word: the term that holds it counts for a family."""
        token: Token = c[0]
        return token

    def strength(self, c: Children) -> Strength:
        """Build a strength."""
        return Strength.IN_PRINCIPLE if c[0].type == "PRINCIPLE" else Strength.MAY

    # ── quantities ──

    def money(self, c: Children) -> tree.Money:
        """Build an amount."""
        return tree.Money(fen_of(c[0]), span=extent(c))

    def percent(self, c: Children) -> tree.Percent:
        """Build a percentage."""
        return tree.Percent(share_of(c[0]), span=extent(c))

    def percent_of(self, c: Children) -> tree.PercentOf:
        """Build ``10% of X``."""
        return tree.PercentOf(share_of(c[0]), c[2], span=extent(c))

    def percent_of_zh(self, c: Children) -> tree.PercentOf:
        """Build ``X的10%``."""
        return tree.PercentOf(share_of(c[2]), c[0], span=extent(c))

    def times(self, c: Children) -> tree.Times:
        """Build ``1x X``."""
        return tree.Times(factor_of(c[0]), c[1], span=extent(c))

    def times_zh(self, c: Children) -> tree.Times:
        """Build ``X的1倍``."""
        return tree.Times(factor_of(c[2]), c[0], span=extent(c))

    def years(self, c: Children) -> tree.Years:
        """Build an age."""
        return tree.Years(integer_of(c[0]), span=extent(c))

    def grade(self, c: Children) -> tree.Grade:
        """Build a grade."""
        return tree.Grade(integer_of(c[0]), span=extent(c))

    def points(self, c: Children) -> tree.Points:
        """Build percentage points."""
        number = re.match(r"[0-9,.]+|[零〇一二两三四五六七八九十百]+", fold(c[0]))
        assert number is not None
        return tree.Points(number_of(c[0], number.group()) / 100, span=extent(c))

    def count(self, c: Children) -> tree.Count:
        """Build a count."""
        return tree.Count(integer_of(c[0]), span=extent(c))

    def duration(self, c: Children) -> tree.Duration:
        """Build a length of time."""
        text = fold(c[0]).lower().rstrip("s")
        unit = next(u for word, u in UNITS.items() if text.endswith(word))
        return tree.Duration(integer_of(c[0]), unit, span=extent(c))
