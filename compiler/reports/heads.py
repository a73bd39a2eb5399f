"""The parts of a page that are about the whole: both documents, the counts, the controls, what matters most."""

from __future__ import annotations

from collections.abc import Mapping

from tiaowen.compiler.compare.model import Change, Mode
from tiaowen.compiler.compare.printing import ORDER, Verdict, verdict
from tiaowen.compiler.compare.report import revision
from tiaowen.compiler.compare.report_points import nothing_told
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports.frame import Choice, Index, Paper, filtering, papers, signed, topped
from tiaowen.compiler.reports.markup import Html, el, join
from tiaowen.compiler.reports.outline import Outline
from tiaowen.dsl.tree import Text

SEVERAL = 8
"""So many rows of one item are linked to."""


def number(each: Verdict) -> int:
    """Return the number of a verdict, which the filters go by."""
    return ORDER.index(each)


def badge(outline: Outline, each: Verdict, word: Text | None = None) -> Html:
    """Return the sign of a verdict with its words."""
    return signed(each[0], word or outline.verdict_words(each), f"v{number(each)}")


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────


def head(outline: Outline) -> Html:
    """Return the head that stays in sight."""
    return topped([(each, join([each.title, each.number], " ")) for each in _papers(outline)], outline.basis)


def _papers(outline: Outline) -> list[Paper]:
    return [
        Paper(side, kind, each.title, each.number, each.facts, each.policy, each.fingerprint)
        for (side, each), kind in zip(outline.documents, "ab", strict=True)
    ]


def documents(outline: Outline) -> Html:
    """Return the facts about both documents."""
    return papers(_papers(outline))


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
    choices = [Choice(str(number(each)), badge(outline, each), rows) for each, rows, _ in outline.counts()]
    return filtering(say("Verdicts", "判定"), choices, Index(outline.who, outline.benefits), outline.name)


# ── what matters most ────────────────────────────────────────────────────────────────────────────────────────────


def what_matters(outline: Outline, anchors: Mapping[str, str]) -> Html:
    """Return what matters most, with links to the rows; ``anchors`` are where these are."""
    told, rest = outline.points()
    if not told:
        return el("section", el("p", nothing_told(outline.comparison)), id="points")
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
