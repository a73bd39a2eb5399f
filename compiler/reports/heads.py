"""The parts of a page that are about the whole: both documents, the counts, the controls, what matters most."""

from __future__ import annotations

from collections.abc import Mapping

from tiaowen.compiler.compare.model import Change, Document, Mode
from tiaowen.compiler.compare.printing import ORDER, Verdict, verdict
from tiaowen.compiler.compare.report import revision
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports.markup import Html, el, join
from tiaowen.compiler.reports.outline import Outline
from tiaowen.dsl.tree import Language, Text

SEVERAL = 8
"""So many rows of one item are linked to."""


def number(each: Verdict) -> int:
    """Return the number of a verdict, which the filters go by."""
    return ORDER.index(each)


def badge(outline: Outline, each: Verdict, word: Text | None = None) -> Html:
    """Return the sign of a verdict with its words."""
    sign = el("b", each[0], class_="sign", aria_hidden="true")
    return el("span", sign, " ", word or outline.verdict_words(each), class_=f"verdict v{number(each)}")


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────


def head(outline: Outline) -> Html:
    """Return the head that stays in sight."""
    documents = [
        el("p", el("b", side, class_=f"side {kind}"), " ", el("span", _named(document), class_="doc"), class_="one")
        for (side, document), kind in zip(outline.documents, "ab", strict=True)
    ]
    button = el(
        "button",
        el("span", "English", lang="zh"),
        el("span", "中文", lang="en"),
        id="language",
        type="button",
        hidden=True,
        aria_label="Show the report in English",
        data_label_zh="Show the report in English",
        data_label_en="用中文显示报告",
    )
    return el("header", *documents, el("p", outline.basis, class_="basis"), button)


def _named(document: Document) -> Html:
    return join([document.title, document.number], " ")


def documents(outline: Outline) -> Html:
    """Return the facts about both documents."""
    rows = [
        el(
            "tr",
            el("th", el("b", side, class_=f"side {kind}"), scope="row"),
            el("td", document.title),
            el("td", document.number),
            el("td", document.facts),
            el("td", el("code", document.policy), el("br"), el("code", document.fingerprint, class_="print")),
        )
        for (side, document), kind in zip(outline.documents, "ab", strict=True)
    ]
    titles = (
        say("", ""),
        say("title", "标题"),
        say("number", "文号"),
        say("dates, readings", "日期、理解"),
        say("id and fingerprint", "编号与指纹"),
    )
    return el(
        "section",
        el("h2", say("Documents", "文件")),
        el("table", head_row(titles), el("tbody", *rows), class_="documents"),
        id="documents",
    )


def head_row(titles: tuple[Text, ...]) -> Html:
    """Return the head of a table."""
    return el("thead", el("tr", *(el("th", title, scope="col") for title in titles)))


# ── counts and controls ──────────────────────────────────────────────────────────────────────────────────────────


def summary(outline: Outline, mode: Mode) -> Html:
    """Return the counts, and between versions for one place what is worse."""
    items = [
        el(
            "li",
            badge(outline, each),
            " ",
            el("b", str(findings)),
            el("small", say(f" ({rows} rows)", f"（{rows}行）")),
        )
        for each, rows, findings in outline.counts()
    ]
    parts = [el("h2", say("Summary", "概览")), el("ul", *items, class_="counts")]
    if mode is Mode.REVISE:
        parts.append(el("p", outline.text(lambda p: "".join(revision(outline.comparison, p, mode)))))
    return el("section", *parts, id="summary")


def controls(outline: Outline) -> Html:
    """Return the filters; a page without its script does not show them."""
    boxes = [
        el(
            "label",
            el("input", type="checkbox", checked=True, value=number(each), name="verdict"),
            badge(outline, each),
            " ",
            el("span", str(rows), class_="n", data_n=number(each), data_all=rows),
        )
        for each, rows, _ in outline.counts()
    ]
    legend = el("legend", say("Verdicts", "判定"))
    return el(
        "form",
        el("fieldset", legend, *boxes),
        el(
            "p",
            el("label", say("people ", "对象 "), _select("people", outline, outline.who)),
            el("label", say("benefit ", "项目 "), _select("benefit", outline, outline.benefits)),
            el("label", say("search ", "搜索 "), el("input", type="search", id="search", autocomplete="off")),
            el("button", say("show all", "全部显示"), type="reset"),
            el("output", id="shown", aria_live="polite"),
        ),
        id="filters",
        hidden=True,
        aria_label="filters",
        data_label_en="filters",
        data_label_zh="筛选",
    )


def _select(id: str, outline: Outline, numbers: Mapping[str, int]) -> Html:
    every = [("", say("all", "全部")), *((str(at), outline.name(each)) for each, at in numbers.items())]
    return el(
        "select",
        *(
            el(
                "option",
                name.get(Language.EN),
                value=value,
                data_zh=name.get(Language.ZH),
                data_en=name.get(Language.EN),
            )
            for value, name in every
        ),
        id=id,
    )


# ── what matters most ────────────────────────────────────────────────────────────────────────────────────────────


def what_matters(outline: Outline, anchors: Mapping[str, str]) -> Html:
    """Return what matters most, with links to the rows; ``anchors`` are where these are."""
    told, rest = outline.points()
    if not told:
        return el("section", el("p", say("No difference in what is paid.", "待遇无差异。")), id="points")
    items = []
    for item, text in told:
        rows = [row for _, row in item.untold.rows] if item.untold is not None else list(item.rows)
        items.append(el("li", badge(outline, verdict(rows[0])), " ", text, " ", links(rows, anchors)))
    more = say(f"and {rest} more, below", f"另有{rest}项见下文")
    return el(
        "section",
        el("h2", say("What matters most", "要点")),
        el("ol", *items),
        el("p", more) if rest else None,
        id="points",
    )


def links(rows: list[Change], anchors: Mapping[str, str]) -> Html:
    """Return links to rows."""
    places = list(dict.fromkeys(anchors[row.fingerprint] for row in rows if row.fingerprint in anchors))
    if len(places) == 1:
        return el("span", el("a", say("see the row", "见该行"), href=f"#{places[0]}"), class_="links")
    told = [
        el("a", say(f"row {index}", f"第{index}行"), href=f"#{place}")
        for index, place in enumerate(places[:SEVERAL], start=1)
    ]
    return el("span", join(told, " "), class_="links")
