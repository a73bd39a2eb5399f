"""A comparison as Markdown, in one language: tables that can be pasted into a document or a review.

What a document says is never markup: whatever could be is escaped. Left to others: the order (``outline``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tiaowen.compiler.compare.blocks import Block, ranges
from tiaowen.compiler.compare.groups import openness
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Mode
from tiaowen.compiler.compare.printing import ACCEPTED, UNTOLD, VERDICTS, Printing, verdict
from tiaowen.compiler.compare.report import revision
from tiaowen.compiler.compare.report_marks import TITLE, changed_marks
from tiaowen.compiler.compare.report_points import nothing_told
from tiaowen.compiler.compare.report_review import said_by
from tiaowen.compiler.compare.report_scenes import premises, shown, terms_of_both
from tiaowen.compiler.compare.report_untold import known_beside, statements
from tiaowen.compiler.reports.outline import SIDES, Outline, distinct_rows, interval
from tiaowen.dsl.tree import Language, Text

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_AT_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    line = " ".join(text.split())
    return _AT_START.sub(_not_a_list, _MARKUP.sub(r"\\\1", line))


def _not_a_list(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def render_markdown(comparison: Comparison, language: Language = Language.EN, *, mode: Mode = Mode.COMPARE) -> str:
    """Return the report."""
    text = "\n".join(_Report(comparison, language, mode).lines())
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


class _Report:
    """One report being written."""

    def __init__(self, comparison: Comparison, language: Language, mode: Mode) -> None:
        self.comparison = comparison
        self.mode = mode
        self.outline = Outline(comparison)
        self.printing: Printing = self.outline.zh if language is Language.ZH else self.outline.en

    def lines(self) -> Iterator[str]:
        yield from self.heading(1, self.say("Comparison of two documents", "政策文件对照"))
        yield from self.head()
        yield from self.summary()
        yield from self.points()
        yield from self.notes()
        yield from self.clauses()
        yield from self.situations()
        yield from self.marks()
        yield from self.missing()
        yield from self.near()
        yield from self.left_open()
        yield from self.review()

    # ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────

    def head(self) -> Iterator[str]:
        titles = ["", *map(self.of, SIDES)]
        sides = [document for _, document in self.outline.documents]
        rows = [
            [self.say("title", "标题"), *(self.of(each.title) for each in sides)],
            [self.say("number", "文号"), *(self.of(each.number) if each.number is not None else "" for each in sides)],
            [self.say("dates, readings", "日期、理解"), *(self.of(each.facts) for each in sides)],
            [self.say("id", "编号"), *(each.policy for each in sides)],
            [self.say("fingerprint", "指纹"), *(each.fingerprint for each in sides)],
        ]
        yield from self.table(titles, rows)
        yield escaped(self.of(self.outline.basis))

    def summary(self) -> Iterator[str]:
        yield from self.heading(2, self.say("Summary", "概览"))
        titles = [self.say("verdict", "判定"), self.say("findings", "事项"), self.say("rows", "行数")]
        counts = self.outline.counts()
        yield from self.table(
            titles,
            [
                [f"{each[0]} {self.of(self.outline.verdict_words(each))}", str(found), str(n)]
                for each, n, found in counts
            ],
        )
        yield from map(escaped, revision(self.comparison, self.printing, self.mode))

    def points(self) -> Iterator[str]:
        told, rest = self.outline.points()
        yield from self.heading(2, self.say("What matters most", "要点"))
        if not told:
            yield self.of(nothing_told(self.comparison))
        for index, (item, text) in enumerate(told, start=1):
            sign, words = verdict(item.untold.first if item.untold is not None else item.rows[0])
            words = self.outline.verdict_words((sign, words))
            yield f"{index}. {escaped(sign)} **{escaped(self.of(words))}** {escaped(self.of(text))}"
        if rest:
            yield ""
            yield self.say(f"And {rest} more, below.", f"另有{rest}项见下文。")

    def notes(self) -> Iterator[str]:
        if self.comparison.notes:
            yield from self.heading(2, self.say("Within one document", "文件自身"))
            for note in self.comparison.notes:
                yield f"- {escaped(f'{self.of(note.text)} {self.printing.cited(note.cites)}')}"

    def clauses(self) -> Iterator[str]:
        yield from self.heading(2, self.say("Clause by clause", "逐条对照"))
        titles = [
            self.say("matter", "事项"),
            self.say("who", "对象"),
            *map(self.of, SIDES),
            self.say("verdict", "判定"),
            self.say("reason", "理由"),
        ]
        for section in self.outline.sections():
            yield from self.heading(3, self.of(section.title))
            rows = sorted(section.rows, key=lambda row: row.effect is Effect.EQ)
            yield from self.table([*titles, *self.review_title()], [self.clause(row) for row in rows])

    def clause(self, row: Change) -> list[str]:
        who = self.printing.remark(self.printing.place(row.where), self.of(self.outline.people(row)))
        sides = [self.of(self.outline.cell(row, index)) for index in (0, 1)]
        return [
            self.of(self.outline.matter(row)), who, *sides, self.verdict(row), self.reason(row), *self.accepted([row])
        ]  # fmt: skip

    def situations(self) -> Iterator[str]:
        blocks = self.outline.situations.blocks
        if not blocks:
            return
        yield from self.heading(2, self.say("Situations: what both pay in all", "情形对照：双方应救助合计"))
        yield escaped(premises(self.outline.situations, self.printing, columns=False))
        yield ""
        text = "Amounts in yuan: for each self-pay, what A / B pay."
        yield self.say(text, "金额单位：元；各列为自付金额，格内为甲 / 乙应救助。")
        for block in sorted(blocks, key=lambda block: block.quiet):
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        places = [self.of(self.outline.place_of(scene)) for scene in block.scenes]
        told = [f"{number} {place}" for number, place in zip(block.numbers, places, strict=True)]
        yield from self.heading(3, self.printing.clauses(told))
        amounts = block.scenes[0].amounts
        titles = [
            self.say("who", "对象"),
            *map(shown, amounts),
            self.say("verdict", "判定"),
            self.say("reason", "理由"),
        ]
        rows = [
            [
                self.of(row.who_text),
                *(self.paid(row, at) for at in amounts),
                self.verdict(row),
                self.reason(row),
                *self.accepted(every),
            ]
            for row, every in distinct_rows(block)
        ]
        yield from self.table([*titles, *self.review_title()], rows)
        differ = [row for row in block.rows if row.effect is not Effect.UNDET]
        yield escaped(terms_of_both(differ, self.printing)) if differ else ""

    def paid(self, row: Change, self_pay: int) -> str:
        point = next((each for each in row.table if each.self_pay == self_pay), None)
        if point is None:
            return ""
        sides = ((point.left, row.left), (point.right, row.right))
        open_ = UNTOLD[openness(row)][0]
        return " / ".join(
            "—" if view is not None and view.standing.absent else open_ if fen is None else shown(fen)
            for fen, view in sides
        )

    def marks(self) -> Iterator[str]:
        if self.outline.changed:
            yield from self.heading(2, self.of(TITLE))
            for marks, told in changed_marks(self.comparison, self.outline.situations, self.printing):
                yield f"- **{escaped(marks)}**"
                yield from (f"  - {escaped(line)}" for line in told)

    def missing(self) -> Iterator[str]:
        found = self.outline.missing()
        if found:
            yield from self.heading(2, self.say("Missing figures", "缺失的数据"))
        titles = [self.say("if the figure is", "该数据为"), self.say("then", "则")]
        for text, tables in found:
            yield from self.heading(3, self.of(text))
            for each, rows in tables:
                about = escaped(self.of(self.outline.about(rows)))
                if not each.stretches:
                    yield self.say("Not this figure alone: ", "并非仅缺此数据：") + about
                    continue
                words = [VERDICTS.get(stretch.effect, UNTOLD[None]) for stretch in each.stretches]
                cells = [
                    [self.of(interval(stretch)), f"{sign} {self.printing.verdict_words(word)}"]
                    for stretch, (sign, word) in zip(each.stretches, words, strict=True)
                ]
                yield about
                yield ""
                yield from self.table(titles, cells)

    def near(self) -> Iterator[str]:
        found = self.outline.near()
        if found:
            yield from self.heading(2, self.say("Named alike, defined differently", "名称相近、定义不同的类别"))
            cited = self.printing.cited
            yield from self.table(
                [self.say("category", "类别"), *map(self.of, SIDES), self.say("rows", "行数")],
                [
                    [
                        self.of(each.name),
                        f"{self.of(each.left)} {cited(each.left_cites)}",
                        f"{self.of(each.right)} {cited(each.right_cites)}",
                        str(rows),
                    ]
                    for each, rows in found
                ],
            )

    def left_open(self) -> Iterator[str]:
        found = self.outline.left_open()
        if found:
            yield from self.heading(2, self.say("What cannot be told", "无法判定的事项"))
        for each, items in found:
            yield from self.heading(3, f"{each[0]} {self.printing.verdict_words(each[1])}")
            for item in items:
                rows = [row for _, row in item.rows]
                who = self.printing.everyone(row for row in rows if row.who)
                text = self.printing.colon(statements(item, self.printing), who)
                if rows[0].facet is not None:
                    where = self.of(self.outline.matters(rows))
                else:
                    numbers = ranges(number for number, _ in item.rows)
                    where = known_beside(item, self.printing) or self.say(f"situations {numbers}", f"情形{numbers}")
                yield f"- {escaped(self.printing.remark(where, text))}"

    def review(self) -> Iterator[str]:
        if self.comparison.review is None:
            return
        yield from self.heading(2, self.say("Accepted differences", "已接受的差异"))
        for rows in self.outline.accepted():
            accepted = rows[0].accepted
            who = self.printing.everyone(row for row in rows if row.who)
            said = said_by(accepted, self.printing) if accepted is not None else ""
            matter = self.of(self.outline.matters(rows))
            count = self.say(f"{len(rows)} rows", f"{len(rows)}行")
            text = self.printing.remark(count, f"{verdict(rows[0])[0]} {matter} {who}")
            yield f"- {ACCEPTED} {escaped(f'{text} — {said}')}"
        yield from (f"- \\! {escaped(self.of(text))}" for text in self.outline.empty_entries())

    # ── cells and words ─────────────────────────────────────────────────────────────────────────────────────────

    def verdict(self, row: Change) -> str:
        return f"{verdict(row)[0]} {self.printing.word(row)}"

    def reason(self, row: Change) -> str:
        names = self.printing.list(self.of(each.name) for each in row.near)
        figures = self.printing.list(self.of(each.text) for each in row.missing)
        parts = [self.of(row.reason), f"≈ {names}" if names else "", f"… {figures}" if figures else ""]
        return self.printing.clauses(parts)

    def review_title(self) -> list[str]:
        return [self.say("accepted", "审阅")] if self.comparison.review is not None else []

    def accepted(self, rows: Sequence[Change]) -> list[str]:
        if self.comparison.review is None:
            return []
        found = [row.accepted for row in rows if row.accepted is not None]
        told = self.printing.clauses(said_by(each, self.printing) for each in found)
        part = f" {len(found)}/{len(rows)}" if len(found) < len(rows) else ""
        return [f"{ACCEPTED}{part} {told}" if found else "—"]

    def heading(self, level: int, text: str) -> Iterator[str]:
        yield ""
        yield f"{'#' * level} {escaped(text)}"
        yield ""

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
        yield f"| {' | '.join(map(escaped, titles))} |"
        yield f"|{' --- |' * len(titles)}"
        yield from (f"| {' | '.join(map(escaped, row))} |" for row in rows)
        yield ""

    def say(self, en: str, zh: str) -> str:
        return self.printing.say(en, zh)

    def of(self, text: Text) -> str:
        return self.printing.of(text)
