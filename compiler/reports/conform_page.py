"""Conformities as a page: each demand of a higher document, what the lower one states, why, and the case that shows it.

What is kept and what is not stated is folded. Left to others: what every page has (``frame``); the words for demands
(``compiler/conform/report``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from attrs import field, frozen

from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.compare.words import join, say
from tiaowen.compiler.conform.model import Conformity, Document, Row, Shown, Verdict
from tiaowen.compiler.conform.report import (
    RESTS_ON,
    SIGNS,
    VIOLATED,
    counts,
    dates_text,
    demand_text,
    folded,
    reading_text,
    violated_title,
)
from tiaowen.compiler.reports.frame import (
    Choice,
    Index,
    Paper,
    Spoken,
    filtering,
    framed,
    head_row,
    papers,
    signed,
    topped,
)
from tiaowen.compiler.reports.markup import Html, el
from tiaowen.compiler.reports.markup import join as join_html
from tiaowen.dsl.quantities import yuan_text
from tiaowen.dsl.tree import Language, Text

LOWER, HIGHER = say("lower", "下位"), say("higher", "上位")
TITLES = (
    say("verdict", "判定"),
    say("matter", "事项"),
    say("who", "对象"),
    say("the higher document", "上位文件"),
    say("the lower document", "下位文件"),
    say("why", "理由"),
)
OPEN = (Verdict.DEVIATES, Verdict.MISSING, Verdict.UNDETERMINED)
FOLDED = (Verdict.IMPLEMENTS, Verdict.NOT_STATED)
NOTHING = say("nothing", "无")


@frozen(eq=False)
class Held(Spoken):
    """One conformity of a page with how it is printed; ``at`` is its place on the page."""

    found: Conformity
    at: int
    doubts: dict[str, Text] = field(init=False)

    @doubts.default
    def _doubts(self) -> dict[str, Text]:
        return dict(self.found.doubts)

    @classmethod
    def of(cls, found: Conformity, at: int) -> Held:
        """Return a conformity that can be shown in either language."""
        names = dict(found.names)
        en, zh = (Printing(language, 0, names, found.people, ()) for language in (Language.EN, Language.ZH))
        return cls(en, zh, found, at)


def render_html(found: Sequence[Conformity], language: Language = Language.EN) -> str:
    """Return the page about one lower document; it opens in ``language`` and holds both. One conformity at least."""
    every = [Held.of(each, at) for at, each in enumerate(found, start=1)]
    rows = [row for each in found for row in each.rows]
    index = Index.of((id for row in rows for id in row.who), (id for row in rows for id in _benefits([row])))
    title = say("Conformance", "符合性核对")
    child = found[0].child
    parts = [el("h1", title)]
    parts += [part for each in every for part in (_summary(each, alone=len(every) == 1), _demands(each, index))]
    parts.append(papers(_papers(every)))
    made = " ".join([f"tiaowen conform {child.policy}", *(f"--to {each.parent.policy}" for each in found)])
    heads = (_head(every), _filters(every, index))
    return framed(
        language,
        f"{title.get(language)} — {child.title.get(language)}",
        heads,
        parts,
        made,
        ("several.css", "conform.css"),
    )


# ── the whole ────────────────────────────────────────────────────────────────────────────────────────────────────


def _papers(every: Sequence[Held]) -> list[Paper]:
    first = every[0]
    documents = [(LOWER, "b", first.found.child, first), *((HIGHER, "a", each.found.parent, each) for each in every)]
    return [_paper(*each) for each in documents]


def _paper(side: Text, kind: str, document: Document, held: Held) -> Paper:
    dates = held.text(partial(dates_text, document))
    return Paper(side, kind, document.title, document.number, dates, document.policy, document.fingerprint)


def _head(every: Sequence[Held]) -> Html:
    """Return the head: all documents with since when they are in force, and whether they are so together."""
    lines = [(each, join_html([el("b", each.facts), each.title, each.number], " ")) for each in _papers(every)]
    basis = [part for each in every for part in (each.found.dates, each.found.basis_text)]
    return topped(lines, join(basis, "; ", "；"))


def _badge(verdict: Verdict) -> Html:
    sign, words = SIGNS[verdict]
    return signed(sign, words, f"is-{verdict.value}")


def _filters(every: Sequence[Held], index: Index) -> Html:
    rows = {verdict: sum(counts(each.found)[verdict] for each in every) for verdict in SIGNS}
    choices = [Choice(verdict.value, _badge(verdict), count) for verdict, count in rows.items() if count]
    names = {id: name for each in every for id, name in each.found.names}
    return filtering(say("Verdicts", "判定"), choices, index, lambda id: names.get(id, Text(zh=id, en=id)))


def _summary(held: Held, *, alone: bool) -> Html:
    """Return what a conformity comes to, and what it rests on."""
    found, count = held.found, counts(held.found)
    violated = str(sum(count[verdict] for verdict in Verdict if verdict.violated))
    total = [el("b", "✗ ", el("span", violated, class_="violations"), " ", VIOLATED)]
    if not found.together:
        total = [el("b", say("nothing is violated: not in force together", "未同时施行，不作违反论"))]
    items = [
        el("li", _badge(verdict), " ", el("b", str(count[verdict]), data_count=verdict.value)) for verdict in SIGNS
    ]
    title = say("Summary", "概览") if alone else found.parent.title
    told = [el("li", text) for text in (found.dates, found.basis_text, *found.notes)]
    return el(
        "section",
        el("h2", title),
        el("p", *total, class_="total"),
        el("ul", *items, class_="counts"),
        el("ul", *told, class_="premises"),
        id=f"summary-{held.at}",
    )


# ── demands ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _demands(held: Held, index: Index) -> Html:
    """Return the demands: what is violated and what is open, and folded what is kept or not stated."""
    rows = held.found.rows
    violated = [(row,) for row in rows if row.verdict.violated]
    parts = [_section(held, index, violated_title(held.found), violated)]
    for verdict in OPEN:
        parts.append(_section(held, index, SIGNS[verdict][1], [(row,) for row in rows if row.verdict is verdict]))
    for verdict in FOLDED:
        own = [row for row in rows if row.verdict is verdict]
        if own:
            title = el("summary", _badge(verdict), say(f" ({len(own)} rows)", f"（{len(own)}行）"))
            parts.append(el("details", title, _table(held, index, folded(own))))
    return el("section", el("h2", say("Demand by demand", "逐项要求")), *parts, id=f"demands-{held.at}")


def _section(held: Held, index: Index, title: Text, groups: Sequence[Sequence[Row]]) -> Html | None:
    if not groups:
        return None
    return el("section", el("h3", title), _table(held, index, groups))


def _table(held: Held, index: Index, groups: Sequence[Sequence[Row]]) -> Html:
    body = [
        index.row(
            _cells(held, group),
            key=group[0].verdict.value,
            stands_for=len(group),
            who=dict.fromkeys(id for row in group for id in row.who),
            benefits=_benefits(group),
        )
        for group in groups
    ]
    return el("table", head_row(TITLES), el("tbody", *body), class_="clauses demands")


def _benefits(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(id for row in rows for id in (row.benefit, *row.benefits) if id))


def _cells(held: Held, rows: Sequence[Row]) -> list[Html]:
    """Return the cells of rows that say the same of different people."""
    first = rows[0]
    people = held.text(lambda p: p.clauses(p.of(row.who_text) for row in rows))
    where = el("small", first.where, class_="where") if first.where is not None else None
    return [
        el("td", _badge(first.verdict)),
        el("td", first.matter, where),
        el("td", people if first.who else "—"),
        el("td", held.text(partial(demand_text, rows)), class_="a"),
        el("td", held.text(partial(_stated, rows)), class_="b"),
        el("td", *_why(held, rows)),
    ]


def _stated(rows: Sequence[Row], p: Printing) -> str:
    said = rows[0].statement
    if said is None:
        return p.of(NOTHING)
    cites = (cite for row in rows if row.statement is not None for cite in row.statement.cites)
    return f"{p.of(said.text)} {p.cited(cites)}".rstrip()


def _why(held: Held, rows: Sequence[Row]) -> Iterator[Html | Text]:
    """Yield the reason, the readings that it rests on, and the case that shows it."""
    yield rows[0].reason
    for reading in dict.fromkeys(reading for row in rows for reading in row.readings):
        told = held.text(partial(reading_text, reading, held.doubts))
        yield el("small", RESTS_ON, say(": ", "："), told, class_="reading")
    for row in rows:
        if row.case is not None:
            yield _case(row.case)


def _case(case: Shown) -> Html:
    amounts = (
        (say("pays", "支付"), yuan_text(case.pays), "b"),
        (say("by the demand", "按要求应为"), yuan_text(case.would_pay), "a"),
    )
    paid = [
        el("div", el("dt", words), " ", el("dd", el("b", yuan), say(" yuan", "元"), class_=kind))
        for words, yuan, kind in amounts
    ]
    return el("div", el("small", say("case: ", "例："), case.text), el("dl", *paid), class_="case")
