"""Tree nodes for what lines are made of: names, texts, citations, quantities, conditions, terms.

The parser calls one method per grammar rule with that rule's children; see ``grammar/policy.lark`` for what they are.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from lark import Token, Transformer

from tiaowen.dsl import tree
from tiaowen.dsl.citations import CITATION, read_citation
from tiaowen.dsl.figure_mistakes import BadDate, BadNumber, BracketAlone, NotANumber
from tiaowen.dsl.lexer import QUANTITIES
from tiaowen.dsl.mistakes import Mistake
from tiaowen.dsl.quantities import FEN, read_number, read_tenths
from tiaowen.dsl.source import fold
from tiaowen.dsl.tree import Facet, Item, Name, Operator, Period, Quantity, Span, Strength, Text

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years of documents and of people in them; another year is a slip."""

DIGITS_LIMIT = 15
"""More digits than any public budget has are a slip, and would only make arithmetic slow."""

Children: TypeAlias = list[Any]
"""What the parser hands over for a rule: tokens and nodes, in the order in which the grammar names them."""

_CJK = re.compile(r"[\u3400-\u9fff]")
_DIGITS = re.compile(r"[0-9]")
_OPERATORS = {
    "AT_LEAST": Operator.AT_LEAST,
    "AT_MOST": Operator.AT_MOST,
    "OVER": Operator.OVER,
    "LESS": Operator.BELOW,
}
_PERIODS = {
    "PER_YEAR": Period.YEAR,
    "PER_ADMISSION": Period.ADMISSION,
    "PER_VISIT": Period.VISIT,
    "PER_MONTH": Period.MONTH,
}
_FACETS = {
    "DEDUCTIBLE": Facet.DEDUCTIBLE,
    "RATIO": Facet.RATIO,
    "CAP": Facet.CAP,
    "TOTAL_CAP": Facet.TOTAL_CAP,
    "SUBSIDY": Facet.SUBSIDY,
}
_UNITS = {"working day": "working-day", "day": "day", "month": "month", "year": "year", "工作日": "working-day"}
_UNITS |= {"日": "day", "天": "day", "个月": "month", "月": "month", "年": "year"}


def extent(children: Children) -> Span:
    """Return the span from the first child to the last."""
    first, last = children[0], children[-1]
    start = first.start_pos or 0 if isinstance(first, Token) else first.span.start
    end = last.end_pos or 0 if isinstance(last, Token) else last.span.end
    return Span(start, end)


def kinds(children: Children, *types: str) -> list[Token]:
    """Return the tokens of the given types among the children."""
    return [c for c in children if isinstance(c, Token) and c.type in types]


def unquote(token: Token) -> str:
    """Return what stands between a token's quotation marks."""
    return str(token)[1:-1].strip()


def place_text(first: str, second: str | None, span: Span) -> Text:
    """Return one or two sentences as a text; the language of a sentence shows in its script."""
    zh_first = bool(_CJK.search(first))
    if second is None:
        return Text(zh=first, span=span) if zh_first else Text(en=first, span=span)
    zh_second = bool(_CJK.search(second))
    if zh_second and not zh_first:
        return Text(zh=second, en=first, span=span)
    return Text(zh=first, en=second, span=span)


def number_of(token: Token, text: str) -> Fraction:
    """Return the number written in ``text``; refuse absurd lengths."""
    if len(_DIGITS.findall(text)) > DIGITS_LIMIT:
        raise Mistake(BadNumber, token)
    try:
        return read_number(text)
    except ValueError as error:
        raise Mistake(NotANumber, token) from error


def date_of(token: Token) -> tree.Date:
    """Return a date that exists in the calendar."""
    year, month, day = (int(n) for n in re.findall(r"[0-9]+", fold(token)))
    try:
        date(year, month, day)
    except ValueError as error:
        raise Mistake(BadDate, token) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Mistake(BadDate, token)
    return tree.Date(year, month, day, span=extent([token]))


def fen_of(token: Token) -> int:
    """Return an amount in fen: ``30,000 yuan``, ``3万元``, ``三万元``."""
    text = fold(token).replace("yuan", "").replace("元", "").strip()
    factor = 1
    while text and text[-1] in "万亿百千" and text.strip("零〇一二两三四五六七八九十百千万亿"):
        factor *= {"万": 10_000, "亿": 100_000_000, "百": 100, "千": 1000}[text[-1]]
        text = text[:-1]
    value = number_of(token, text) * factor * FEN
    if value.denominator != 1:
        raise Mistake(BadNumber, token)
    return int(value)


def share_of(token: Token) -> Fraction:
    """Return a percentage as a share: ``60%``, ``百分之二十五``, ``七成五``."""
    text = fold(token).replace(" ", "")
    if text.startswith("百分之"):
        return number_of(token, text[3:]) / 100
    if "成" in text:
        return read_tenths(text)
    return number_of(token, text.rstrip("%")) / 100


def factor_of(token: Token) -> Fraction:
    """Return a multiple: ``1x``, ``一倍``."""
    return number_of(token, fold(token).rstrip("x×X倍 "))


def integer_of(token: Token) -> int:
    """Return the whole number a token carries, in either kind of digits."""
    match = QUANTITIES[token.type].match(fold(token)) if token.type in QUANTITIES else None
    named = [v for v in match.groupdict().values() if v] if match else []
    text = named[0] if named else next(iter(re.findall(r"[0-9]+|[零〇一二两三四五六七八九十百千]+", fold(token))))
    return int(number_of(token, text))


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
        operator = _OPERATORS[kinds(c, *_OPERATORS)[0].type]
        quantity = next(x for x in c if isinstance(x, Quantity))
        period = next((x for x in c if isinstance(x, Period)), None)
        return tree.Comparison(name, operator, quantity, period, span=Span(name.span.start, quantity.span.end))

    def facet(self, c: Children) -> Token:
        """Keep the token: where a facet stands matters to messages."""
        token: Token = c[0]
        return token

    def period(self, c: Children) -> Period:
        """Build a period."""
        return _PERIODS[c[0].type]

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
        unit = next(u for word, u in _UNITS.items() if text.endswith(word))
        return tree.Duration(integer_of(c[0]), unit, span=extent(c))

    # ── values and terms ──

    def exact(self, c: Children) -> tree.Exact:
        """Build a figure that settles."""
        return tree.Exact(c[0], span=extent(c))

    def bound(self, c: Children) -> tree.Bound:
        """Build a floor or ceiling."""
        quantity = next(x for x in c if isinstance(x, Quantity))
        by = next((x for x in c if isinstance(x, tuple)), ())
        strength = next((x for x in c if isinstance(x, Strength)), None)
        operator = _OPERATORS[kinds(c, *_OPERATORS)[0].type]
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

    def range_upto(self, c: Children) -> tree.Bracket:
        """Build ``60% up to 30,000 yuan``."""
        return tree.Bracket(share_of(c[0]), None, fen_of(c[2]), span=extent(c))

    def range_over(self, c: Children) -> tree.Bracket:
        """Build ``70% over 30,000 yuan``."""
        return tree.Bracket(share_of(c[0]), fen_of(c[2]), None, span=extent(c))

    def range_between(self, c: Children) -> tree.Bracket:
        """Build ``65% over 10,000 yuan up to 30,000 yuan``."""
        return tree.Bracket(share_of(c[0]), fen_of(c[2]), fen_of(c[4]), span=extent(c))

    def range_upto_zh(self, c: Children) -> tree.Bracket:
        """Build ``3万元以内60%``."""
        return tree.Bracket(share_of(c[2]), None, fen_of(c[0]), span=extent(c))

    def range_between_zh(self, c: Children) -> tree.Bracket:
        """Build ``1万元至3万元以内65%``."""
        return tree.Bracket(share_of(c[4]), fen_of(c[0]), fen_of(c[2]), span=extent(c))

    def range_over_zh(self, c: Children) -> tree.Bracket:
        """Build ``3万元以上70%``."""
        return tree.Bracket(share_of(c[2]), fen_of(c[0]), None, span=extent(c))

    def bracketed(self, c: Children) -> tree.Brackets:
        """Build the first bracket of a ratio; the clause collects the others."""
        return tree.Brackets((c[0],), span=extent(c))

    def bracket_term(self, c: Children) -> tree.Bracket:
        """Keep a further bracket for the clause to collect."""
        bracket: tree.Bracket = c[0]
        return bracket

    def facet_term(self, c: Children) -> tree.FacetTerm:
        """Build a facet with its value and period."""
        token = kinds(c, *_FACETS)[0]
        period = next((x for x in c if isinstance(x, Period)), None)
        value = next(x for x in c if isinstance(x, tree.Value))
        if period is Period.YEAR and token.type in ("CAP", "TOTAL_CAP"):
            period = None  # a cap is per year unless it says otherwise; saying so says nothing more
        return tree.FacetTerm(_FACETS[token.type], value, period, span=Span(token.start_pos or 0, value.span.end))

    def no_facet(self, c: Children) -> tree.NoFacet:
        """Build an explicit *no deductible* or *no cap*."""
        return tree.NoFacet(_FACETS[c[1].type], span=extent(c))

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


def facet_of(token: Token) -> Facet:
    """Return the facet that a token names."""
    return _FACETS[token.type]


def operator_of(children: Children) -> Operator:
    """Return the comparison among the children."""
    return _OPERATORS[kinds(children, *_OPERATORS)[0].type]


def citation_of(token: Token) -> tree.Citation:
    """Return the citation that a token carries."""
    match = CITATION.match(fold(token))
    assert match is not None
    try:
        found = read_citation(match)
    except ValueError as error:
        raise Mistake(NotANumber, token) from error
    return tree.Citation(found.form, found.numbers, found.paragraph, span=extent([token]))


def join_brackets(terms: Children) -> tuple[tree.Term | tree.FundShare, ...]:
    """Return a clause's terms with the brackets that follow a bracketed ratio collected into it."""
    out: list[tree.Term | tree.FundShare] = []
    for term in terms:
        if not isinstance(term, tree.Bracket):
            out.append(term)
            continue
        before = out[-1] if out else None
        if not (isinstance(before, tree.FacetTerm) and isinstance(before.value, tree.Brackets)):
            raise Mistake(BracketAlone, None, term.span)
        value = tree.Brackets((*before.value.brackets, term), span=Span(before.value.span.start, term.span.end))
        out[-1] = tree.FacetTerm(before.facet, value, before.period, span=Span(before.span.start, term.span.end))
    return tuple(out)
