"""Tree nodes for selectors, the values of facets, and the terms of a clause."""

from __future__ import annotations

from typing import Any

import attrs
from lark import Token

from tiaowen.dsl import tree
from tiaowen.dsl.build.tokens import FACETS, OPERATORS, Children, date_of, extent, fen_of, kinds, name_in, share_of
from tiaowen.dsl.build.words import WordBuilder
from tiaowen.dsl.figure_mistakes import BracketAlone
from tiaowen.dsl.mistakes import Mistake
from tiaowen.dsl.tree import Period, Quantity, Span, Strength, Text


class TermBuilder(WordBuilder):
    """Nodes of values and terms."""

    def exact(self, c: Children) -> tree.Exact:
        """Build a figure that settles."""
        return tree.Exact(c[0], span=extent(c))

    def bound(self, c: Children) -> tree.Bound:
        """Build a floor or ceiling."""
        quantity = next(x for x in c if isinstance(x, Quantity))
        by = next((x for x in c if isinstance(x, tuple)), ())
        strength = next((x for x in c if isinstance(x, Strength)), None)
        operator = OPERATORS[kinds(c, *OPERATORS)[0].type]
        return tree.Bound(operator, quantity, strength, by, span=quantity.span)

    def set_by(self, c: Children) -> tree.SetBy:
        """Build a delegation."""
        by = next(x for x in c if isinstance(x, tuple))
        strength = next((x for x in c if isinstance(x, Strength)), None)
        return tree.SetBy(by, strength, span=Span(by[0].span.start, by[-1].span.end))

    def not_stated(self, c: Children) -> tree.NotStated:
        """Build a stated silence."""
        return tree.NotStated(span=extent(c))

    def as_for(self, c: Children) -> tree.AsFor:
        """Build a reference to another benefit."""
        return tree.AsFor(c[1], span=extent(c))

    def reduced(self, c: Children) -> tree.Reduced:
        """Build a reduction by a share."""
        return tree.Reduced(share_of(c[1]), span=extent(c))

    def raised(self, c: Children) -> tree.Raised:
        """Build a raise by points."""
        return tree.Raised(self.points([c[1]]).share, span=extent(c))

    def lowered(self, c: Children) -> tree.Lowered:
        """Build a ratio lowered by points."""
        return tree.Lowered(self.points([c[1]]).share, span=extent(c))

    def _ranged(self, value: Token, over: Token | None, upto: Token | None, c: Children) -> tree.Bracket | tree.Step:
        """Build a rate or a sum with its ends; the words say which end belongs to it."""
        low, high = (fen_of(end) if end is not None else None for end in (over, upto))
        closed = bool(kinds(c, "FROM", "TO_CLOSED", "BEYOND_CLOSED"))
        open_ = bool(kinds(c, "LESS", "WITHIN_OPEN"))
        if value.type == "PERCENT":
            return tree.Bracket(share_of(value), low, high, closed, open_, span=extent(c))
        return tree.Step(fen_of(value), low, high, closed, open_, span=extent(c))

    def range_upto(self, c: Children) -> tree.Bracket | tree.Step:
        """Build ``60% up to 30,000 yuan``."""
        return self._ranged(c[0], None, c[2], c)

    def range_over(self, c: Children) -> tree.Bracket | tree.Step:
        """Build ``70% over 30,000 yuan``."""
        return self._ranged(c[0], c[2], None, c)

    def range_between(self, c: Children) -> tree.Bracket | tree.Step:
        """Build ``65% over 10,000 yuan up to 30,000 yuan``."""
        return self._ranged(c[0], c[2], c[4], c)

    def range_upto_zh(self, c: Children) -> tree.Bracket | tree.Step:
        """Build ``3万元以内60%``."""
        return self._ranged(c[2], None, c[0], c)

    def range_between_zh(self, c: Children) -> tree.Bracket | tree.Step:
        """Build ``1万元至3万元以内65%``."""
        return self._ranged(c[4], c[0], c[2], c)

    def range_over_zh(self, c: Children) -> tree.Bracket | tree.Step:
        """Build ``3万元以上70%``."""
        return self._ranged(c[2], c[0], None, c)

    step_upto, step_over, step_between = range_upto, range_over, range_between
    step_upto_zh, step_over_zh, step_between_zh = range_upto_zh, range_over_zh, range_between_zh

    def bracketed(self, c: Children) -> tree.Brackets | tree.Steps:
        """Build the first bracket of a ratio, or step of a lump sum; the clause collects the others."""
        first = c[0]
        return (
            tree.Steps((first,), span=extent(c))
            if isinstance(first, tree.Step)
            else tree.Brackets((first,), span=extent(c))
        )

    def bracket_term(self, c: Children) -> tree.Bracket | tree.Step:
        """Keep a further bracket or step for the clause to collect."""
        further: tree.Bracket | tree.Step = c[0]
        return further

    def facet_term(self, c: Children) -> tree.FacetTerm:
        """Build a facet with its value and period."""
        token = kinds(c, *FACETS)[0]
        period = next((x for x in c if isinstance(x, Period)), None)
        value = next(x for x in c if isinstance(x, tree.Value))
        if period is Period.YEAR and token.type in ("CAP", "TOTAL_CAP"):
            period = None  # a cap is per year unless it says otherwise; saying so says nothing more
        family = bool(kinds(c, "PER_FAMILY"))
        return tree.FacetTerm(
            FACETS[token.type], value, period, family, span=Span(token.start_pos or 0, value.span.end)
        )

    def no_facet(self, c: Children) -> tree.NoFacet:
        """Build an explicit *no deductible* or *no cap*."""
        return tree.NoFacet(FACETS[c[1].type], span=extent(c))

    def full(self, c: Children) -> tree.Full:
        """Build a full subsidy."""
        return tree.Full(span=extent(c))

    def not_covered(self, c: Children) -> tree.NotCovered:
        """Build *not covered*."""
        return tree.NotCovered(span=extent(c))

    def granted(self, c: Children) -> tree.Granted:
        """Build *granted*."""
        return tree.Granted(span=extent(c))

    def governed(self, c: Children) -> tree.Governed:
        """Build *governed by*."""
        return tree.Governed(next(x for x in c if isinstance(x, Text)), span=extent(c))

    def fund_share(self, c: Children) -> tree.FundShare:
        """Build what one fund bears."""
        return tree.FundShare(c[0], share_of(c[1]), span=extent(c))

    def fund_part(self, c: Children) -> tree.FundPart:
        """Build who pays a part of a benefit."""
        fund = name_in(c)
        amounts, shares = kinds(c, "AMOUNT"), kinds(c, "PERCENT")
        upto = fen_of(amounts[0]) if amounts else None
        return tree.FundPart(fund, upto, share_of(shares[0]) if shares else None, span=extent(c))

    def valid_term(self, c: Children) -> tree.ValidTerm:
        """Build the clause's own period."""
        dates = [date_of(t) for t in kinds(c, "DATE")]
        return tree.ValidTerm(dates[0], dates[1] if len(dates) > 1 else None, span=extent(c))

    def selector(self, c: Children) -> tree.Selector:
        """Build a selector: items, perhaps except, perhaps where."""
        mode = "ITEMS"
        parts: dict[str, tuple[Any, ...]] = {"ITEMS": (), "EXCEPT": (), "WHERE": ()}
        for child in c:
            if isinstance(child, Token):
                mode = child.type if child.type in parts else mode
            elif isinstance(child, tuple):
                parts[mode] = child
            else:
                parts[mode] = (child,)
        spans = [c[0][0].span, (c[-1][-1] if isinstance(c[-1], tuple) else c[-1]).span]
        return tree.Selector(parts["ITEMS"], parts["EXCEPT"], parts["WHERE"], span=Span(spans[0].start, spans[1].end))


def join_brackets(terms: Children) -> tuple[tree.Term | tree.FundShare, ...]:
    """Return a clause's terms with the brackets or steps that follow a first one collected into it."""
    out: list[tree.Term | tree.FundShare] = []
    for term in terms:
        if not isinstance(term, tree.Bracket | tree.Step):
            out.append(term)
            continue
        before = out[-1] if out else None
        joined = _joined(before.value, term) if isinstance(before, tree.FacetTerm) else None
        if joined is None or not isinstance(before, tree.FacetTerm):
            raise Mistake(BracketAlone, None, term.span)
        out[-1] = attrs.evolve(before, value=joined, span=Span(before.span.start, term.span.end))
    return tuple(out)


def _joined(value: tree.Value, further: tree.Bracket | tree.Step) -> tree.Brackets | tree.Steps | None:
    """Return brackets or steps with one more; None where they are not of one kind."""
    match value, further:
        case tree.Brackets(brackets=brackets), tree.Bracket():
            return tree.Brackets((*brackets, further), span=Span(value.span.start, further.span.end))
        case tree.Steps(steps=steps), tree.Step():
            return tree.Steps((*steps, further), span=Span(value.span.start, further.span.end))
        case _:
            return None
