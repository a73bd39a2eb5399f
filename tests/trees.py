"""Random document trees: every kind of line that a file can hold, with plausible names in both languages.

Whatever these strategies give can be written down; what a tree could hold and a file cannot (a name with a line break,
a share without a finite decimal) they leave out.
"""

from __future__ import annotations

import typing
from datetime import date
from fractions import Fraction

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tiaowen.dsl import tree as t

# ── words ──

_EN_WORDS = (
    *("class", "1", "2", "orphans", "low-income", "persons", "age", "income", "H1N1", "type", "diabetes", "AIDS"),
    *("grade-3", "veterans'", "cap", "ratio", "subsidy", "share", "policy", "region", "valid", "covers", "60s"),
    *("county-or-higher", "government", "set", "by", "over", "at", "with", "not", "per", "and", "of", "for", "no"),
    *("means", "may", "annual", "section", "Article", "notice", "x", "level", "kinds", "year", "CO2", "A&B"),
)
_ZH_WORDS = (
    *("救助", "对象", "60年代", "老职工", "1型", "糖尿病", "低保", "三级", "医疗机构", "收入", "甲型H1N1", "未成年人"),
    *("政策范围内", "费用", "一类", "人员", "重点", "孤儿", "县级以上", "人民政府", "资助", "参保", "限额", "比例"),
    *("的", "中", "可支配", "按", "经办", "同", "由", "自", "条件", "年度", "每年", "附件", "前言", "第一条", "不"),
    *("不低于", "超过", "包括", "其中", "确定", "享受", "关于", "适用于", "一", "百", "10", "身份以", "享有"),
)

en_names = st.lists(st.sampled_from(_EN_WORDS), min_size=1, max_size=4).map(" ".join)
zh_names = st.lists(st.sampled_from(_ZH_WORDS), min_size=1, max_size=4).map("".join)
strange_names = st.sampled_from(
    (
        "a, b",
        "甲、乙",
        "60%",
        "10万元",
        "(a)",
        "一类 人员",
        "x=1",
        "“甲”类",
        'the "poor"',
        "＃",
        "#1",
        "Ａ类",
        "a:b",
        "3周岁以上",
    )
)
names = st.builds(t.Name, st.one_of(en_names, zh_names, strange_names))


def some(strategy: SearchStrategy[t.Name], most: int = 3) -> SearchStrategy[tuple[t.Name, ...]]:
    """Between one and ``most`` names."""
    return st.lists(strategy, min_size=1, max_size=most).map(tuple)


name_lists = some(names)
items = st.builds(t.Item, names, st.sampled_from((False, False, False, True)))
item_lists = st.lists(items, min_size=1, max_size=4).map(tuple)
maybe_items = st.one_of(st.just(()), item_lists)

zh_sentences = st.sampled_from(
    (
        "保山市医疗救助办法",
        "云政办发〔2022〕40号",
        "写“原则上”的，按“等于”执行",
        "甲，乙：丙#丁。",
        "一 / 二",
        "引号”反了“",
        'a "中" b',
    )
)
en_sentences = st.sampled_from(
    (
        "Legal basis",
        "common",
        "003_9d2c.txt",
        "one, two: three # four.",
        "at least 70%",
        'the "rest"',
        "a “b” c",
        "“",
        "it's",
    )
)
texts = st.one_of(
    st.builds(t.Text, zh=zh_sentences),
    st.builds(t.Text, en=en_sentences),
    st.builds(t.Text, zh=zh_sentences, en=en_sentences),
)
text_lists = st.lists(texts, min_size=1, max_size=3).map(tuple)

zh_titles = st.sampled_from(("救助对象", "总体要求", "起付线", "第一款的例外", "全额资助（一档）", "一般规定"))
en_titles = st.sampled_from(("Recipients", "Purpose and scope", "Full subsidy (tier 1)"))
titles = st.one_of(
    st.builds(t.Text, zh=zh_titles), st.builds(t.Text, en=en_titles), st.builds(t.Text, zh=zh_titles, en=en_titles)
)

_steps = st.integers(1, 99)
citations = st.one_of(
    st.builds(
        t.Citation,
        st.sampled_from(("article", "section", "chapter")),
        st.lists(_steps, min_size=1, max_size=4).map(tuple),
        st.one_of(st.none(), st.integers(1, 12)),
    ),
    st.builds(t.Citation, st.sampled_from(("preamble", "closing", "notice")), st.just(())),
    st.builds(t.Citation, st.just("annex"), st.one_of(st.just(()), st.tuples(st.integers(1, 9)))),
)

# ── quantities ──

shares = st.integers(1, 20_000).map(lambda n: Fraction(n, 10_000))
moneys = st.one_of(st.integers(0, 10**11), st.integers(0, 10**5).map(lambda n: n * 1_000_000))
factors = st.integers(1, 100).map(lambda n: Fraction(n, 10))
counts = st.integers(1, 400)
quantities = st.one_of(
    st.builds(t.Money, moneys),
    st.builds(t.Percent, shares),
    st.builds(t.PercentOf, shares, names),
    st.builds(t.Times, factors, names),
    st.builds(t.Points, st.integers(1, 400).map(lambda n: Fraction(n, 1000))),
    st.builds(t.Years, st.integers(1, 120)),
    st.builds(t.Grade, st.integers(1, 9)),
    st.builds(t.Count, counts),
    st.builds(t.Duration, counts, st.sampled_from(("working-day", "day", "month", "year"))),
)
dates = st.dates(date(1950, 1, 1), date(2199, 12, 31)).map(lambda d: t.Date(d.year, d.month, d.day))
years = st.integers(1900, 2099)
facets = st.sampled_from(t.Facet)
periods = st.sampled_from([period for period in t.Period if period is not t.Period.PREVIOUS_YEAR])
maybe_periods = st.one_of(st.none(), periods)
operators = st.sampled_from(t.Operator)
maybe_strengths = st.one_of(st.none(), st.sampled_from(t.Strength))

# ── clauses ──

durations = st.builds(t.Duration, counts, st.sampled_from(("working-day", "day", "month", "year")))
windows = st.one_of(maybe_periods, st.just(t.Period.PREVIOUS_YEAR), durations)
comparisons = st.builds(t.Comparison, names, operators, quantities, windows)
listed_conditions = st.lists(st.one_of(items, comparisons), min_size=1, max_size=3).map(tuple)
any_of = st.lists(listed_conditions, min_size=2, max_size=3).map(lambda options: (t.AnyOf(tuple(options)),))
conditions = st.one_of(listed_conditions, any_of)
maybe_conditions = st.one_of(st.just(()), conditions)


@st.composite
def defining(draw: st.DrawFn) -> tuple[t.Condition | t.AnyOf, ...]:
    """Conditions that define something by themselves: the first is a comparison."""
    first, others = draw(comparisons), draw(st.one_of(st.just(()), listed_conditions))
    alone = (first, *others)
    if draw(st.booleans()):
        return alone
    return (t.AnyOf((alone, *draw(st.lists(listed_conditions, min_size=1, max_size=2)))),)


selectors = st.builds(t.Selector, item_lists, maybe_items, maybe_conditions)


ends = st.one_of(
    st.tuples(moneys, st.none(), st.booleans(), st.just(False)),
    st.tuples(st.none(), moneys, st.just(False), st.booleans()),
    st.tuples(moneys, moneys, st.booleans(), st.booleans()),
)


@st.composite
def brackets(draw: st.DrawFn) -> t.Brackets:
    """A ratio in brackets, each of which has at least one end."""
    return t.Brackets(tuple(t.Bracket(draw(shares), *draw(ends)) for _ in range(draw(st.integers(1, 4)))))


@st.composite
def steps(draw: st.DrawFn) -> t.Steps:
    """A lump sum by steps, each of which has at least one end."""
    return t.Steps(tuple(t.Step(draw(moneys), *draw(ends)) for _ in range(draw(st.integers(1, 4)))))


values = st.one_of(
    st.builds(t.Exact, quantities),
    st.builds(t.Bound, operators, quantities, maybe_strengths, st.one_of(st.just(()), name_lists)),
    st.builds(t.SetBy, name_lists, maybe_strengths),
    st.builds(t.NotStated),
    st.builds(t.AsFor, names),
    st.builds(t.Reduced, shares),
    st.builds(t.Lowered, shares.filter(lambda share: share < 1)),
    st.builds(t.Raised, shares),
    brackets(),
    steps(),
)


@st.composite
def facet_terms(draw: st.DrawFn) -> t.FacetTerm:
    """A facet with its value; a cap per year is the same as a cap, and read as one."""
    facet, period = draw(facets), draw(maybe_periods)
    if facet in (t.Facet.CAP, t.Facet.TOTAL_CAP) and period is t.Period.YEAR:
        period = None
    return t.FacetTerm(facet, draw(values), period, draw(st.booleans()))


terms = st.one_of(
    facet_terms(),
    st.builds(t.NoFacet, facets),
    st.builds(t.Full),
    st.builds(t.NotCovered),
    st.builds(t.Granted),
    st.builds(t.Governed, texts),
    st.builds(t.FundPart, names, moneys),
    st.builds(t.FundPart, names, st.none(), shares),
    st.builds(t.FundPart, names),
    st.builds(t.ValidTerm, dates, st.one_of(st.none(), dates)),
)
clauses = st.builds(t.Clause, selectors, st.lists(terms, min_size=1, max_size=3).map(tuple))
fund_shares = st.lists(st.builds(t.FundShare, names, shares), min_size=1, max_size=3).map(tuple)
rate_ranges = st.one_of(
    st.builds(t.RateRange, st.none(), shares),
    st.builds(t.RateRange, shares, st.none()),
    st.builds(t.RateRange, shares, shares),
)
deadlines = st.one_of(
    st.builds(
        lambda form, length, unit, event: t.Deadline(form, t.Duration(length, unit), event),
        st.sampled_from(("within", "before")),
        counts,
        st.sampled_from(("working-day", "day", "month", "year")),
        texts,
    ),
    st.builds(lambda month, day: t.Deadline("yearly", month=month, day=day), st.integers(1, 12), st.integers(1, 31)),
    st.builds(
        lambda form, day: t.Deadline(form, day=day),
        st.sampled_from(("monthly-day", "next-month-day")),
        st.integers(1, 31),
    ),
    st.builds(lambda times: t.Deadline("times-a-year", times=times), st.integers(1, 12)),
    st.just(t.Deadline("monthly")),
    st.builds(lambda event: t.Deadline("same-month", event=event), texts),
)

# ── lines ──

facts = st.lists(
    st.one_of(
        st.builds(t.Fact, items),
        st.builds(t.Fact, items, st.none(), dates, st.one_of(st.none(), dates)),
        st.builds(t.Fact, items, st.none(), st.none(), dates),
        st.builds(t.Fact, st.builds(t.Item, names), quantities),
        st.builds(
            lambda item, quantity, past: t.Fact(item, quantity, past=past),
            st.builds(t.Item, names),
            quantities,
            st.one_of(st.just(t.Period.PREVIOUS_YEAR), durations),
        ),
    ),
    min_size=1,
    max_size=4,
).map(tuple)
results = st.one_of(
    st.builds(t.Money, moneys), st.sampled_from([result for result in t.Expected if result is not t.Expected.ZERO])
)
heading_cites = st.builds(t.HeadingCite, citations, st.lists(facets, max_size=2).map(tuple))
finding_ids = st.sampled_from(("TW202", "TW601")).map(t.Name)
finding_marks = st.sampled_from(("kqwzta", "abcdef")).map(t.Name)
plain_names = st.sampled_from(("by-slice", "whole", "分段", "甲")).map(t.Name)
ids = st.sampled_from(("baoshan-2022", "x", "yunnan-2019-a"))

LINES: dict[type[t.Line], SearchStrategy[t.Line]] = {
    t.PolicyLine: st.builds(t.PolicyLine, ids, st.one_of(st.none(), texts)),
    t.Number: st.builds(t.Number, texts),
    t.Region: st.builds(t.Region, name_lists),
    t.Issued: st.builds(t.Issued, dates, st.one_of(st.none(), texts)),
    t.Under: st.builds(t.Under, text_lists),
    t.SourceLine: st.builds(t.SourceLine, texts),
    t.Outline: st.builds(t.Outline, st.lists(st.tuples(citations, citations), min_size=1, max_size=3).map(tuple)),
    t.Use: st.builds(t.Use, texts),
    t.Refines: st.builds(t.Refines, st.lists(ids.map(t.Name), min_size=1, max_size=2).map(tuple)),
    t.Heading: st.builds(
        t.Heading, st.lists(heading_cites, min_size=1, max_size=3).map(tuple), st.one_of(st.none(), titles)
    ),
    t.For: st.builds(t.For, name_lists),
    t.Amends: st.builds(t.Amends, ids.map(t.Name), citations),
    t.Clause: clauses,
    t.Means: st.one_of(
        st.builds(t.Means, name_lists, item_lists, st.one_of(st.none(), counts), maybe_items, maybe_conditions),
        st.builds(lambda heads, where: t.Means(heads, (), where=where), name_lists, defining()),
    ),
    t.Basis: st.builds(
        t.Basis,
        names,
        st.sampled_from((None, 0, 1, 2)),
        st.one_of(st.none(), names),
        st.one_of(st.none(), names),
        st.one_of(st.none(), st.sampled_from(t.Rounding)),
    ),
    t.LeavesOut: st.builds(t.LeavesOut, names, name_lists),
    t.SetNames: st.builds(t.SetNames, name_lists, name_lists, maybe_strengths),
    t.MayExtend: st.one_of(
        st.builds(lambda name, least, more: t.MayExtend(name, least, least + more), names, counts, st.integers(0, 3)),
        st.builds(lambda name, members: t.MayExtend(name, members=members), names, item_lists),
    ),
    t.Covers: st.builds(t.Covers, item_lists, maybe_items),
    t.Counts: st.builds(t.Counts, names, name_lists),
    t.Requires: st.builds(t.Requires, conditions),
    t.Excludes: st.builds(t.Excludes, listed_conditions, maybe_items, maybe_strengths),
    t.InsteadOf: st.builds(t.InsteadOf, name_lists),
    t.PoolLine: st.builds(t.PoolLine, names, name_lists),
    t.RoundingLine: st.builds(t.RoundingLine, st.sampled_from(t.Rounding)),
    t.InsuranceYear: st.builds(t.InsuranceYear, st.integers(1, 12), st.integers(1, 28)),
    t.Accumulates: st.builds(t.Accumulates, facets, periods, st.booleans()),
    t.Banded: st.builds(t.Banded, facets, st.booleans(), maybe_periods),
    t.Several: st.builds(t.Several, st.sampled_from(t.Outcome)),
    t.IdentityAsOf: st.builds(t.IdentityAsOf, names),
    t.Valid: st.builds(t.Valid, dates, st.one_of(st.none(), dates)),
    t.FundRow: st.builds(t.FundRow, st.one_of(rate_ranges, names), fund_shares),
    t.Duty: st.builds(t.Duty, name_lists, texts, st.one_of(st.none(), deadlines)),
    t.Limit: st.builds(t.Limit, names, operators, quantities, maybe_strengths),
    t.InForce: st.one_of(
        st.builds(t.InForce, dates, end=st.one_of(st.none(), dates)), st.builds(lambda n: t.InForce(days=n), counts)
    ),
    t.Expires: st.one_of(st.builds(t.Expires, dates), st.builds(lambda after: t.Expires(after=after), durations)),
    t.Retroactive: st.builds(t.Retroactive, dates),
    t.Rising: st.builds(t.Rising, facets, maybe_strengths),
    t.Ordered: st.builds(t.Ordered, facets, name_lists, name_lists, maybe_strengths),
    t.Repeals: st.builds(t.Repeals, text_lists),
    t.NotComputed: st.builds(t.NotComputed, names, texts),
    t.Quote: st.builds(t.Quote, texts),
    t.Reading: st.builds(t.Reading, texts),
    t.Accept: st.builds(t.Accept, finding_ids, texts, st.one_of(st.none(), finding_marks)),
    t.Doubt: st.builds(t.Doubt, plain_names, texts),
    t.Example: st.builds(t.Example, texts),
    t.Given: st.builds(t.Given, names, quantities, st.one_of(st.none(), years)),
    t.Person: st.builds(t.Person, facts, st.one_of(st.none(), plain_names)),
    t.Visit: st.builds(t.Visit, dates, facts),
    t.Enrolment: st.builds(t.Enrolment, dates, facts),
    t.FundYear: st.builds(t.FundYear, facts),
    t.Expect: st.builds(t.Expect, names, results),
    t.Kind: st.builds(t.Kind, st.sampled_from(("categories", "disease lists", "类别"))),
    t.Concept: st.builds(t.Concept, st.lists(names, min_size=2, max_size=4).map(tuple)),
    t.StatisticValue: st.builds(t.StatisticValue, name_lists, years, quantities, st.one_of(st.none(), texts)),
}
"""A strategy for each kind of line that can be read."""

_CHOICES = [LINES[kind] for kind in typing.get_args(t.Statement)]
LINES[t.Choice] = st.builds(
    t.Choice, plain_names, st.one_of(st.none(), *_CHOICES), st.booleans(), st.one_of(st.none(), texts)
)


@st.composite
def tables(draw: st.DrawFn) -> t.Table:
    """A table of clauses, with facets or with cases across."""
    count, citation = draw(st.integers(1, 3)), st.one_of(st.none(), citations)
    label = draw(st.sampled_from(("", "class", "hospital")))
    if draw(st.booleans()):
        across = draw(st.lists(facets, min_size=count, max_size=count, unique=True))
        heads: tuple[t.FacetHead | t.CaseHead, ...] = tuple(t.FacetHead(facet, draw(citation)) for facet in across)
        stated = None
    else:
        stated = t.FacetHead(draw(facets), draw(citation))
        listed = draw(st.lists(item_lists, min_size=count, max_size=count, unique=True))
        heads, across = tuple(t.CaseHead(items, draw(citation)) for items in listed), [stated.facet] * count
    rows = tuple(
        t.TableRow(draw(selectors), tuple(draw(cells(facet)) for facet in across))
        for _ in range(draw(st.integers(1, 3)))
    )
    return t.Table(heads, rows, stated, label)


@st.composite
def cells(draw: st.DrawFn, facet: t.Facet) -> t.Term:
    """What a cell of a column of ``facet`` can state; most columns count all their figures alike."""
    term = draw(facet_terms())
    whole = (t.NotCovered(), t.Granted(), t.Governed(draw(texts)), *((t.Full(),) if facet is t.Facet.SUBSIDY else ()))
    yearly = facet in (t.Facet.CAP, t.Facet.TOTAL_CAP) and term.period is t.Period.YEAR
    plain = attrs.evolve(term, facet=facet, period=None if yearly or draw(st.booleans()) else term.period)
    found: t.Term = draw(st.sampled_from((plain, plain, plain, t.NoFacet(facet), *whole)))
    return found


LINES[t.Table] = tables()

lines: SearchStrategy[t.Line] = st.one_of(*LINES.values())

comments = st.sampled_from(("# note", "#", "# 注：甲，乙", '# a "quoted" word: yes', "＃全角"))
trivia = st.builds(t.Trivia, st.lists(comments, max_size=2).map(tuple), st.one_of(st.none(), comments), st.booleans())


@st.composite
def beside_rows(draw: st.DrawFn, line: t.Line) -> tuple[t.Beside, ...]:
    """The comments beside the rows of a table; those above its first row are the table's own."""
    if not isinstance(line, t.Table):
        return ()
    rows = len(line.rows) + (2 if line.facet else 1)
    above, behind = st.lists(comments, max_size=1).map(tuple), st.one_of(st.none(), comments)
    return tuple(t.Beside(draw(above) if at else (), draw(behind)) for at in range(rows))


@st.composite
def documents(draw: st.DrawFn) -> t.Document:
    """A file of some lines, with comments and blank lines."""
    drawn = draw(st.lists(lines, min_size=1, max_size=6).map(tuple))
    beside = tuple(draw(beside_line(line)) for line in drawn)
    return t.Document(drawn, draw(st.sampled_from(t.Language)), beside, draw(st.lists(comments, max_size=2).map(tuple)))


@st.composite
def beside_line(draw: st.DrawFn, line: t.Line) -> t.Trivia:
    """What stands beside a line; behind a table there is nothing but what is behind its rows."""
    found = attrs.evolve(draw(trivia), rows=draw(beside_rows(line)))
    return attrs.evolve(found, behind=None) if isinstance(line, t.Table) else found
