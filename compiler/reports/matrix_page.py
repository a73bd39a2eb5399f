"""A matrix as a page: tables whose heads and first columns stay in sight, each cell with its articles.

Lines of which all documents say the same are folded, and can be filtered by it; that is no verdict. Left to others:
what every page has (``frame``), what stands in which table (``compiler/matrix/arranging``), and the words of tables and
cells (``compiler/matrix``).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import partial

from attrs import field, frozen

from tiaowen.compiler.compare.words import say
from tiaowen.compiler.matrix.arranging import Arranged, By, Line, arranged
from tiaowen.compiler.matrix.cells import NOTHING, class_cell, column_names, facet_texts, not_for_them, printing
from tiaowen.compiler.matrix.folding import said
from tiaowen.compiler.matrix.model import Matrix, Place
from tiaowen.compiler.matrix.tables import below_text, head_text, line_text, remarks, title_text
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
from tiaowen.compiler.reports.markup import Html, el, join
from tiaowen.dsl.tree import Language

WIDEST = 8
"""So many documents have a least width of their own; more share one."""


class Likeness(Enum):
    """Whether documents say the same in a line."""

    DIFFERENT = "different"
    ALONE = "alone"
    SAME = "same"


SIGNS = {
    Likeness.DIFFERENT: ("≠", say("not the same in all documents", "各文件不尽相同")),
    Likeness.ALONE: ("1", say("in one document only", "仅一份文件有规定")),
    Likeness.SAME: ("=", say("the same in all documents", "各文件相同")),
}


@frozen(eq=False)
class Shown(Spoken):
    """A matrix with how it is printed in either language, and what is in its tables."""

    matrix: Matrix
    tables: tuple[Arranged, ...]
    index: Index
    columns: Sequence[str] = field(init=False)

    @columns.default
    def _columns(self) -> Sequence[str]:
        return column_names(self.matrix)

    @classmethod
    def of(cls, matrix: Matrix, by: By) -> Shown:
        """Return a matrix that can be shown in either language."""
        index = Index.of((id for group in matrix.groups for id in group.who), matrix.benefits)
        en, zh = (printing(matrix, language, 0) for language in (Language.EN, Language.ZH))
        return cls(en, zh, matrix, tuple(arranged(matrix, by)), index)


def render_html(matrix: Matrix, by: By, language: Language = Language.EN) -> str:
    """Return the page; it opens in ``language`` and holds both."""
    shown = Shown.of(matrix, by)
    title = say("Documents side by side", "文件并列")
    first, *others = (_section(shown, table, at) for at, table in enumerate(shown.tables))
    granted = say("By people", "按对象") if by is By.CATEGORY else say("By benefit", "按项目")
    parts = (
        el("h1", title),
        *(_legend(shown, each) for each in Language),
        first,
        el("section", el("h2", granted), *others, id="granted"),
        papers(_papers(shown)),
    )
    ids = [each.policy for each in matrix.documents]
    made = f"tiaowen matrix {' '.join(ids)} --by {by.value} --at {matrix.year}"
    heads = (_head(shown), _filters(shown))
    return framed(
        language, f"{title.get(language)} — {' / '.join(ids)}", heads, parts, made, ("several.css", "matrix.css")
    )


# ── the whole ────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(shown: Shown) -> Html:
    """Return the head; it does not stay in sight, as the heads of tables do."""
    number, year = len(shown.matrix.documents), shown.matrix.year
    told = say(f"{number} documents, amounts for claims of {year}", f"{number}份文件，数额按{year}年就医")
    return topped([(each, join([each.title, each.number], " ")) for each in _papers(shown)], told)


def _papers(shown: Shown) -> list[Paper]:
    named = zip(shown.columns, shown.matrix.documents, strict=True)
    return [Paper(name, "", each.title, each.number, None, each.policy, each.fingerprint) for name, each in named]


def _legend(shown: Shown, language: Language) -> Html:
    """Return what the tables rest on and what their signs mean, in one language."""
    told = remarks(shown.matrix, shown.zh if language is Language.ZH else shown.en)
    return el("ul", *(el("li", each) for each in told), class_="premises legend", lang=language.value)


def _badge(likeness: Likeness) -> Html:
    sign, words = SIGNS[likeness]
    return signed(sign, words, f"is-{likeness.value}")


def _filters(shown: Shown) -> Html:
    every = [_likeness(line) for table in shown.tables for line in table.lines]
    choices = [Choice(each.value, _badge(each), every.count(each)) for each in Likeness if each in every]
    names = dict(shown.matrix.names)
    return filtering(say("Lines", "各行"), choices, shown.index, names.__getitem__)


def _likeness(line: Line) -> Likeness:
    """Return whether all documents say the same in a line: the same values, wherever they stand in the text."""
    if line.benefit is None:
        speaking: list[object] = [(own.text, own.near) for own in line.standings if own.place is not Place.NOBODY]
    else:
        speaking = [said(pieces) for own in line.standings if (pieces := own.terms.get(line.benefit))]
    if len(speaking) == 1:
        return Likeness.ALONE
    same = len(speaking) == len(line.standings) and all(each == speaking[0] for each in speaking)
    return Likeness.SAME if same else Likeness.DIFFERENT


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _section(shown: Shown, table: Arranged, at: int) -> Html:
    """Return a table with its title; what is the same in all documents is folded below it."""
    same = [line for line in table.lines if _likeness(line) is Likeness.SAME]
    rest = [line for line in table.lines if _likeness(line) is not Likeness.SAME]
    folded = None
    if same:
        title = say(f"= {len(same)} the same in all documents", f"= 各文件相同的{len(same)}行")
        folded = el("details", el("summary", title), _table(shown, table, same))
    below = shown.text(partial(below_text, shown.matrix, table))
    return el(
        "section",
        el("h3" if at else "h2", shown.text(partial(title_text, table))),
        _table(shown, table, rest) if rest else None,
        folded,
        el("p", below, class_="premises") if below.en or below.zh else None,
        id=f"table-{at}",
    )


def _table(shown: Shown, table: Arranged, lines: Sequence[Line]) -> Html:
    documents = [shown.matrix.documents[at] for at in table.columns]
    names = [
        el("b", shown.columns[at], el("small", each.number)) for at, each in zip(table.columns, documents, strict=True)
    ]
    width = len(names) if len(names) <= WIDEST else "many"
    head = head_row((shown.text(partial(head_text, table)), *names))
    return el("table", head, el("tbody", *(_row(shown, table, each) for each in lines)), class_=f"matrix of-{width}")


def _row(shown: Shown, table: Arranged, line: Line) -> Html:
    told = el("th", shown.text(partial(line_text, table, line)), scope="row")
    return shown.index.row(
        [told, *(_cell(shown, line, at) for at in table.columns)],
        key=_likeness(line).value,
        stands_for=1,
        who=(id for group in line.groups for id in group.who),
        benefits=(line.benefit,) if line.benefit is not None else (),
    )


def _cell(shown: Shown, line: Line, at: int) -> Html:
    """Return what a document says in a line, each facet on a line of its own."""
    standing = line.standings[at]
    if line.benefit is None:
        nobody = "nothing" if standing.place is Place.NOBODY else None
        return el("td", shown.text(partial(class_cell, standing)), class_=nobody)
    if not shown.matrix.has[line.benefit][at]:
        return el("td", NOTHING, class_="nothing")
    pieces = standing.terms.get(line.benefit)
    if not pieces:
        return el("td", shown.text(not_for_them), class_="nothing")
    told = zip(facet_texts(pieces, shown.en), facet_texts(pieces, shown.zh), strict=True)
    return el("td", *(el("div", say(en, zh)) for en, zh in told))
