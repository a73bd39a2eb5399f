"""The clauses on a page, benefit by benefit: a table of what differs or is open, and what is alike folded below it.

Also what every row of a page has, whichever table it is in: what the filters go by, and who has accepted it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.compiler.compare.model import Accepted, Change, Effect
from tiaowen.compiler.compare.printing import ACCEPTED, verdict
from tiaowen.compiler.compare.report_review import said_by
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports.frame import Index, head_row
from tiaowen.compiler.reports.heads import badge, number
from tiaowen.compiler.reports.markup import Child, Html, el, join
from tiaowen.compiler.reports.outline import SIDES, Outline, Section, benefits_of
from tiaowen.dsl.tree import Text

ENOUGH = 16
"""So many digits of a fingerprint tell rows of a page apart."""

REVIEW = say("accepted", "审阅")


def anchor(row: Change) -> str:
    """Return the place of a row on the page."""
    return f"r-{row.fingerprint[:ENOUGH]}"


def clauses(outline: Outline) -> Html:
    """Return the tables of clauses."""
    sections = [_section(outline, section, index) for index, section in enumerate(outline.sections())]
    return el("section", el("h2", say("Clause by clause", "逐条对照")), *sections, id="clauses")


def _section(outline: Outline, section: Section, index: int) -> Html:
    same = [row for row in section.rows if row.effect is Effect.EQ]
    rest = [row for row in section.rows if row.effect is not Effect.EQ]
    folded = None
    if same:
        title = say(f"= {len(same)} the same", f"= 相同的{len(same)}项")
        folded = el("details", el("summary", title), _table(outline, same))
    return el(
        "section",
        el("h3", section.title),
        _table(outline, rest) if rest else None,
        folded,
        id=f"benefit-{index}",
        class_="benefit",
    )


def _table(outline: Outline, rows: Sequence[Change]) -> Html:
    titles = (
        say("verdict", "判定"),
        say("matter", "事项"),
        say("who, where", "对象、情形"),
        *SIDES,
        say("reason", "理由"),
    )
    body = [table_row(outline, (row,), _cells(outline, row)) for row in rows]
    return el("table", head_row((*titles, *review_title(outline))), el("tbody", *body), class_="clauses")


def _cells(outline: Outline, row: Change) -> list[Html]:
    return [
        el("td", badge(outline, verdict(row), outline.word(row))),
        el("td", outline.matter(row)),
        el("td", who_and_where(outline, row)),
        el("td", outline.cell(row, 0), class_="a"),
        el("td", outline.cell(row, 1), class_="b"),
        el("td", reason(row)),
    ]


def who_and_where(outline: Outline, row: Change) -> Html:
    """Return the people of a row, and below them where it holds."""
    place = outline.place(row.where)
    return join([outline.people(row), el("small", place, class_="where") if place.en or place.zh else None])


def reason(row: Change) -> Html:
    """Return why a row has its verdict, with links to near categories and missing figures."""
    asides: list[Child] = []
    if row.near:
        asides.append(el("a", say("≈ near categories", "≈ 近似类别"), href="#near"))
    if row.missing:
        asides.append(el("a", say("… missing figures", "… 缺失数据"), href="#missing"))
    return join([row.reason, *(el("small", each) for each in asides)])


# ── what every row has ───────────────────────────────────────────────────────────────────────────────────────────


def table_row(outline: Outline, stands_for: Sequence[Change], cells: Sequence[Html], id: str | None = None) -> Html:
    """Return a row of a table that stands for one row of the comparison, or for the same in several situations."""
    row = stands_for[0]
    review = _review(outline, stands_for)
    return Index(outline.who, outline.benefits).row(
        [*cells, el("td", review, class_="review")] if review is not None else cells,
        key=str(number(verdict(row))),
        stands_for=len(stands_for),
        who=row.who,
        benefits=benefits_of(row),
        id=id or anchor(row),
    )


def review_title(outline: Outline) -> tuple[Text, ...]:
    """Return the title of the column for what is accepted, if there is one."""
    return (REVIEW,) if outline.comparison.review is not None else ()


def _review(outline: Outline, rows: Sequence[Change]) -> Html | None:
    if outline.comparison.review is None:
        return None
    accepted = [row.accepted for row in rows if row.accepted is not None]
    if not accepted:
        return el("span", "—")
    some = say(f"{len(accepted)} of {len(rows)} situations: ", f"{len(rows)}种情形中的{len(accepted)}种：")
    told = [_accepted(outline, each) for each in dict.fromkeys(accepted)]
    return join([f"{ACCEPTED} ", some if len(accepted) < len(rows) else None, *told])


def _accepted(outline: Outline, accepted: Accepted) -> Html:
    return el("span", outline.text(lambda p: said_by(accepted, p)), class_="accepted")
