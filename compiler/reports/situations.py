"""The situations on a page: for each a table of amounts, a drawing for each group of people, the terms and a case.

Where nothing is known to differ, and where a mark has changed, the tables are folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tiaowen.compiler.compare.blocks import Block, ranges
from tiaowen.compiler.compare.groups import openness
from tiaowen.compiler.compare.model import Change, Effect, Reach, Scene, Witness
from tiaowen.compiler.compare.printing import UNTOLD, Printing, verdict
from tiaowen.compiler.compare.report_marks import TITLE, changed_marks
from tiaowen.compiler.compare.report_scenes import premises, shown
from tiaowen.compiler.compare.words import money, say
from tiaowen.compiler.reports.chart import chart, closer, reach
from tiaowen.compiler.reports.clauses import reason, review_title, table_row
from tiaowen.compiler.reports.frame import head_row
from tiaowen.compiler.reports.heads import badge
from tiaowen.compiler.reports.markup import Html, el, join
from tiaowen.compiler.reports.outline import SIDES, TELLS_APART, Outline, cell_value, column, distinct_rows
from tiaowen.dsl.tree import Language, Text

Rows = Sequence[tuple[Change, tuple[Change, ...]]]
"""Rows of a block, each with those for which it stands."""


def situations(outline: Outline) -> Html | None:
    """Return all regular situations."""
    blocks = outline.situations.blocks
    if not blocks:
        return None
    quiet = [block for block in blocks if block.quiet]
    numbers = ranges(number for block in quiet for number in block.numbers)
    title = say(f"Situations in which nothing is known to differ ({numbers})", f"未见差异或无法判定的情形（{numbers}）")
    return el(
        "section",
        el("h2", say("Situations: what both pay in all", "情形对照：双方应救助合计")),
        el("p", outline.text(lambda p: premises(outline.situations, p, columns=False)), class_="premises"),
        *(_block(outline, block) for block in blocks if not block.quiet),
        el("details", el("summary", title), *(_block(outline, block) for block in quiet)) if quiet else None,
        id="situations",
    )


def _block(outline: Outline, block: Block) -> Html:
    rows = distinct_rows(block)
    return el(
        "section",
        el("h3", *_heading(outline, block)),
        *(_told_quietly(outline, rows) if block.quiet else _told_in_full(outline, block, rows)),
        id=f"situation-{block.numbers[0]}",
        class_="situation",
    )


def _told_in_full(outline: Outline, block: Block, rows: Rows) -> Iterator[Html | None]:
    yield _amounts(outline, block, rows)
    yield _drawings(outline, [row for row, _ in rows])
    yield _terms(outline, [row for row, _ in rows])


def _told_quietly(outline: Outline, rows: Rows) -> Iterator[Html]:
    """Yield what both sides say where nothing is known to differ."""
    titles = (say("verdict", "判定"), say("who", "对象"), *SIDES, say("reason", "理由"), *review_title(outline))
    body = [
        table_row(
            outline,
            every,
            [
                el("td", badge(outline, verdict(row), outline.word(row))),
                el("td", outline.people(row)),
                el("td", outline.cell(row, 0), class_="a"),
                el("td", outline.cell(row, 1), class_="b"),
                el("td", reason(row)),
            ],
        )
        for row, every in rows
    ]
    yield el("table", head_row(titles), el("tbody", *body), class_="quiet")


def _heading(outline: Outline, block: Block) -> Iterator[Html]:
    for number, scene in zip(block.numbers, block.scenes, strict=True):
        yield el("span", el("b", str(number), class_="number"), " ", outline.place_of(scene), class_="place")


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────


def _amounts(outline: Outline, block: Block, rows: Rows) -> Html:
    amounts = block.scenes[0].amounts
    titles = [
        el("th", say("verdict", "判定"), scope="col"),
        el("th", say("who", "对象"), scope="col"),
        el("th", say("side", "方"), scope="col"),
        *(el("th", shown(at), scope="col", class_="amount") for at in amounts),
        el("th", say("reason", "理由"), scope="col"),
        *(el("th", title, scope="col") for title in review_title(outline)),
    ]
    body = [
        table_row(
            outline,
            every,
            [
                el("td", badge(outline, verdict(row), outline.word(row))),
                el("td", outline.people(row)),
                el(
                    "td",
                    *(el("span", side, class_=kind) for side, kind in zip(SIDES, "ab", strict=True)),
                    class_="sides",
                ),
                *(_paid(row, at) for at in amounts),
                el("td", reason(row)),
            ],
        )
        for row, every in rows
    ]
    caption = el("caption", say("self-pay, and what each side pays of it, in yuan", "自付金额及双方应救助（元）"))
    return el("table", caption, el("thead", el("tr", *titles)), el("tbody", *body), class_="amounts")


def _paid(row: Change, self_pay: int) -> Html:
    point = next((each for each in row.table if each.self_pay == self_pay), None)
    sides = ((point.left, row.left), (point.right, row.right)) if point is not None else ()
    parts = []
    for (fen, view), kind in zip(sides, "ab", strict=False):
        if view is not None and view.standing.absent:
            parts.append(el("span", "—", class_=kind))
        elif fen is None:
            parts.append(el("span", UNTOLD[openness(row)][0], class_=kind))
        else:
            parts.append(el("span", shown(fen), class_=kind))
    return el("td", *parts, class_="amount")


# ── drawings, terms, cases ───────────────────────────────────────────────────────────────────────────────────────


def _drawings(outline: Outline, rows: Sequence[Change]) -> Html | None:
    end = reach(rows)
    figures = [each for row in rows if row.effect is not Effect.EQ for each in _figures(outline, row, end)]
    return el("div", *figures, class_="charts") if figures else None


def _figures(outline: Outline, row: Change, end: Fraction) -> Iterator[Html]:
    """Yield the drawing of a row, and a closer one where it turns at the very edge."""
    label, near = _caption(outline, row), closer(row, end)
    for upto, beside in ((end, None), (near, say(" (closer)", "（局部）"))):
        drawn = chart(row, upto, label) if upto is not None else None
        if drawn is not None:
            caption = el("figcaption", badge(outline, verdict(row)), " ", label, beside)
            yield el("figure", caption, drawn)


def _caption(outline: Outline, row: Change) -> Text:
    return outline.text(lambda p: p.colon(p.who(row), p.of(row.reason)))


def _terms(outline: Outline, rows: Sequence[Change]) -> Html:
    body = [
        el(
            "tr",
            el("th", badge(outline, verdict(row)), " ", outline.people(row), scope="row"),
            el("td", outline.cell(row, 0), class_="a"),
            el("td", outline.cell(row, 1), class_="b"),
            el("td", *cases(outline, row)),
        )
        for row in rows
    ]
    titles = (say("who", "对象"), *SIDES, say("a case that shows it", "例证"))
    summary = el("summary", say("terms, and a case behind each verdict", "待遇构成与例证"))
    return el("details", summary, el("table", head_row(titles), el("tbody", *body), class_="terms"))


def cases(outline: Outline, row: Change) -> Iterator[Html]:
    """Yield the claims that show a difference, and for which claims it is proved."""
    for witness in row.witnesses:
        yield _case(outline, witness)
    if row.proof is not None:
        one = say("proved for a first claim of the year", "就当年首次救助证明")
        every = say(
            "proved whatever earlier claims of the year have used up alike in both",
            "就当年任一次救助证明（双方此前所用相同）",
        )
        yield el("small", one if row.proof.reach is Reach.FIRST else every)


def _case(outline: Outline, witness: Witness) -> Html:
    cells = []
    for name, value in witness.cells:
        if name not in TELLS_APART and value not in ("", ()):
            words = column(name) or el("code", name)
            cells.append(el("div", el("dt", words), " ", el("dd", join(cell_value(value), " + "))))
    paid = outline.text(lambda p: p.clauses(_pays(p, at, fen) for at, fen in enumerate((witness.left, witness.right))))
    dated = None if witness.settles else el("small", say("as if both were in force", "视同双方均在施行"))
    return el("div", el("dl", *cells), el("p", el("b", paid)), dated, class_="case")


def _pays(printing: Printing, index: int, fen: int) -> str:
    amount = printing.of(money(fen))
    return printing.say(f"{printing.side(index)} pays {amount}", f"{printing.side(index)}救助{amount}")


# ── changed marks ────────────────────────────────────────────────────────────────────────────────────────────────


def marks(outline: Outline) -> Html | None:
    """Return what changes with a mark: in words, and every row folded."""
    scenes = outline.changed
    if not scenes:
        return None
    count = sum(len(scene.rows) for scene in scenes)
    rows = [each for scene in scenes for each in _rows(outline, scene)]
    titles = (
        say("verdict", "判定"),
        say("where", "情形"),
        say("who", "对象"),
        *SIDES,
        say("reason", "理由"),
        say("case", "例证"),
        *review_title(outline),
    )
    table = el("table", head_row(titles), el("tbody", *rows), class_="marks")
    return el(
        "section",
        el("h2", TITLE),
        *(_told(outline, language) for language in Language),
        el("details", el("summary", say(f"all {count} rows with a changed mark", f"条件变化时的全部{count}行")), table),
        id="marks",
    )


def _told(outline: Outline, language: Language) -> Html:
    printing = outline.zh if language is Language.ZH else outline.en
    found = changed_marks(outline.comparison, outline.situations, printing)
    items = [part for changed, told in found for part in (el("dt", changed), *(el("dd", line) for line in told))]
    return el("dl", *items, lang=language.value, class_="told")


def _rows(outline: Outline, scene: Scene) -> Iterator[Html]:
    changed, place = outline.marks(scene), outline.place_of(scene)
    for row in scene.rows:
        cells = [
            el("td", badge(outline, verdict(row), outline.word(row))),
            el("td", el("b", changed), el("small", place, class_="where")),
            el("td", outline.people(row)),
            el("td", outline.cell(row, 0), class_="a"),
            el("td", outline.cell(row, 1), class_="b"),
            el("td", reason(row)),
            el("td", *cases(outline, row)),
        ]
        yield table_row(outline, (row,), cells)
