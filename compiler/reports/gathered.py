"""What a page gathers from many rows: what cannot be told, near categories, missing figures, notes, acceptances."""

from __future__ import annotations

from collections.abc import Mapping

from tiaowen.compiler.compare.blocks import ranges
from tiaowen.compiler.compare.model import Change, Missing, Near
from tiaowen.compiler.compare.printing import ACCEPTED, UNTOLD, VERDICTS, verdict
from tiaowen.compiler.compare.report_review import said_by
from tiaowen.compiler.compare.report_untold import Untold, known_beside, statements
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports.frame import head_row
from tiaowen.compiler.reports.heads import badge, links
from tiaowen.compiler.reports.markup import Html, el, join
from tiaowen.compiler.reports.outline import SIDES, Outline, interval
from tiaowen.dsl.tree import Citation, Text


def notes(outline: Outline) -> Html | None:
    """Return what one document does that the comparison of two would not show."""
    found = outline.comparison.notes
    if not found:
        return None
    items = [el("li", note.text, " ", _cited(outline, note.cites)) for note in found]
    return el("section", el("h2", say("Within one document", "文件自身")), el("ul", *items), id="notes")


def _cited(outline: Outline, cites: tuple[Citation, ...]) -> Text:
    return outline.text(lambda p: p.cited(cites))


# ── what cannot be told ──────────────────────────────────────────────────────────────────────────────────────────


def left_open(outline: Outline, anchors: Mapping[str, str]) -> Html | None:
    """Return what cannot be told: left to other documents, delegated, not stated, without a figure."""
    found = outline.left_open()
    if not found:
        return None
    parts = []
    for each, items in found:
        parts.append(el("h3", badge(outline, each)))
        parts.append(el("ul", *(_open(outline, item, anchors) for item in items)))
    title = el("h2", say("What cannot be told", "无法判定的事项"))
    return el("section", title, *parts, id="open")


def _open(outline: Outline, item: Untold, anchors: Mapping[str, str]) -> Html:
    rows = [row for _, row in item.rows]
    text = outline.text(lambda p: p.colon(statements(item, p), p.everyone(row for row in rows if row.who)))
    if rows[0].facet is not None:
        return el("li", text, el("small", outline.matters(rows)), " ", links(rows, anchors))
    numbers = ranges(number for number, _ in item.rows)
    where = outline.text(lambda p: known_beside(item, p) or p.say(f"situations {numbers}", f"情形{numbers}"))
    return el("li", text, el("small", where), " ", links(rows, anchors))


# ── near categories, missing figures ─────────────────────────────────────────────────────────────────────────────


def near(outline: Outline) -> Html | None:
    """Return the categories that both name alike and define differently."""
    found = outline.near()
    if not found:
        return None
    titles = (say("category", "类别"), *SIDES, say("rows", "行数"))
    table = el("table", head_row(titles), el("tbody", *(_near(outline, each, rows) for each, rows in found)))
    title = el("h2", say("Named alike, defined differently", "名称相近、定义不同的类别"))
    return el("section", title, table, id="near")


def _near(outline: Outline, each: Near, rows: int) -> Html:
    sides = ((each.left, each.left_cites, "a"), (each.right, each.right_cites, "b"))
    cells = [el("td", text, " ", _cited(outline, cites), class_=kind) for text, cites, kind in sides]
    return el("tr", el("th", each.name, scope="row"), *cells, el("td", str(rows), class_="amount"))


def missing(outline: Outline, anchors: Mapping[str, str]) -> Html | None:
    """Return the figures that are missing, and the effect with each value that they can have."""
    found = outline.missing()
    if not found:
        return None
    parts = []
    for text, tables in found:
        parts.append(el("h3", text))
        parts += [_missing(outline, each, rows, anchors) for each, rows in tables]
    return el("section", el("h2", say("Missing figures", "缺失的数据")), *parts, id="missing")


def _missing(outline: Outline, each: Missing, rows: list[Change], anchors: Mapping[str, str]) -> Html:
    about = outline.about(rows)
    if not each.stretches:
        unknown = say("Not this figure alone: ", "并非仅缺此数据：")
        return el("p", unknown, about, " ", links(rows, anchors))
    titles = (say("if the figure is", "该数据为"), say("then", "则"))
    body = [
        el("tr", el("td", interval(stretch)), el("td", badge(outline, VERDICTS.get(stretch.effect, UNTOLD[None]))))
        for stretch in each.stretches
    ]
    caption = el("caption", about, " ", links(rows, anchors))
    return el("table", caption, head_row(titles), el("tbody", *body), class_="intervals")


# ── what is accepted ─────────────────────────────────────────────────────────────────────────────────────────────


def review(outline: Outline, anchors: Mapping[str, str]) -> Html | None:
    """Return who has accepted what and why, and the entries that accept nothing."""
    found = outline.comparison.review
    if found is None:
        return None
    items = [_accepted(outline, rows, anchors) for rows in outline.accepted()]
    items += [el("li", el("b", "!"), " ", text) for text in outline.empty_entries()]
    count = sum(row.accepted is not None for row in outline.comparison.changes)
    title = say(f"Accepted differences ({count} rows)", f"已接受的差异（{count}行）")
    return el("section", el("h2", title), el("ul", *items), id="review")


def _accepted(outline: Outline, rows: list[Change], anchors: Mapping[str, str]) -> Html:
    accepted = rows[0].accepted
    who = outline.text(lambda p: p.everyone(row for row in rows if row.who))
    told = outline.text(lambda p: said_by(accepted, p)) if accepted is not None else None
    return el(
        "li",
        el("b", ACCEPTED),
        " ",
        badge(outline, verdict(rows[0])),
        " ",
        join([who, told], " — "),
        " ",
        links(rows, anchors),
    )
