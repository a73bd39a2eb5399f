"""The report for a terminal: what matters first, then benefit by benefit, then what is paid in each situation, then
what cannot be told.

Rows that are one finding are told once. Colour is not used: every effect has a sign and a word. Everything is
aligned by display width and fits ``width`` columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tiaowen.compiler.compare.blocks import numbered
from tiaowen.compiler.compare.decide import severity
from tiaowen.compiler.compare.doubted import DOUBT
from tiaowen.compiler.compare.layout import flowing
from tiaowen.compiler.compare.model import Comparison, Document, Effect, Mode, Perspective, Reach
from tiaowen.compiler.compare.printing import LAST, NEAR, ORDER, Printing, verdict
from tiaowen.compiler.compare.report_facets import facet_lines
from tiaowen.compiler.compare.report_marks import mark_lines
from tiaowen.compiler.compare.report_points import point_lines
from tiaowen.compiler.compare.report_review import review_lines
from tiaowen.compiler.compare.report_scenes import scene_lines
from tiaowen.compiler.compare.report_text import NAMES, is_textual, text_lines
from tiaowen.compiler.compare.report_untold import untold_lines
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

NARROWEST = 60

MOST_DOUBTS = 2
"""So many doubts are printed; data and pages have them all."""


def render_text(
    comparison: Comparison, language: Language = Language.EN, width: int = 100, *, mode: Mode = Mode.COMPARE
) -> str:
    """Return the report; between versions for one place (``mode``) it also counts what is worse than before."""
    printing = Printing.of_comparison(comparison, language, max(NARROWEST, width))
    situations = numbered(comparison.scenes)
    lines = [
        *_head(comparison, printing),
        "",
        *revision(comparison, printing, mode),
        *_summary(comparison, printing),
        *reach_lines(comparison, printing),
        "",
        *point_lines(comparison, situations, printing),
        *_notes(comparison, printing),
        *_near(comparison, printing),
        "",
        *facet_lines(comparison, printing),
        *text_lines(comparison, printing),
        *scene_lines(comparison, situations, printing),
        *mark_lines(comparison, situations, printing),
        *untold_lines(situations, printing),
        *review_lines(comparison, printing),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(comparison: Comparison, printing: Printing) -> Iterator[str]:
    left, right = comparison.left, comparison.right
    yield f"tiaowen diff {left.policy} {right.policy}"
    for sign, document in ((printing.say("A", "甲"), left), (printing.say("B", "乙"), right)):
        yield from printing.indented(f"{sign}  ", _document(document, printing))
    at = printing.say(f"claims of {comparison.at}", f"{comparison.at}年的就医")
    basis = [printing.of(text) for text in comparison.basis]
    none = printing.say("no statistic is used", "不依赖统计量")
    yield from printing.indented("   ", printing.say("; ", "；").join([at, *(basis or [none])]))


def _document(document: Document, printing: Printing) -> str:
    number = f" {printing.of(document.number)}" if document.number is not None else ""
    facts = printing.of(document.facts)
    return f"{printing.of(document.title)}{number}" + printing.say(f" ({facts})", f"（{facts}）")


def revision(comparison: Comparison, printing: Printing, mode: Mode) -> Iterator[str]:
    """Yield how many rows are worse than before, between versions for one place."""
    grades = [severity(change, mode) for change in comparison.changes]
    if mode is Mode.REVISE:
        worse, unsure = grades.count(Severity.ERROR), grades.count(Severity.WARNING)
        fund = comparison.perspective is Perspective.FUND
        loss = ("for which the fund pays more", "使基金多支") if fund else ("worse for somebody", "使部分对象待遇下降")
        rows = "row" if worse == 1 else "rows"
        yield printing.say(
            f"Revision: {worse} {rows} {loss[0]} (error), {unsure} that cannot be told or changed unseen (warning)",
            f"修订：{worse}行{loss[1]}（错误），{unsure}行无法判定或文未改而待遇变（警告）",
        )


def _summary(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield how many findings of each kind there are: rows of one group are one."""
    found = {row.group: verdict(row) for row in comparison.changes if not is_textual(row)}
    counts = Counter(found.values())
    textual = Counter(row.structure for row in comparison.facets if is_textual(row))
    order = [each for each in ORDER if each not in LAST] + list(LAST)
    yield from flowing(
        [
            *(
                f"{sign} {printing.verdict_words(word)} {counts[sign, word]}"
                for sign, word in order
                if counts[sign, word]
            ),
            *(f"{printing.of(name)} {textual[each]}" for each, name in NAMES.items() if textual[each]),
        ],
        printing.width,
    )


def reach_lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield for how many of the proofs it does not matter what a person has used up earlier in the year."""
    proved = [row for row in comparison.changes if row.proof is not None and row.effect is not Effect.UNDET]
    if proved:
        every = sum(row.proof is not None and row.proof.reach is Reach.ANY for row in proved)
        some = every < len(proved)
        told = printing.say(
            f"{len(proved)} rows proved for every amount, "
            + (f"{every} of them whatever" if some else "whatever")
            + " earlier claims of the year have used up alike in both"
            + (", the rest for a first claim" if some else ""),
            f"{len(proved)}行对任何金额均已证明，"
            + (f"其中{every}行" if some else "")
            + "不论年内此前已用多少（双方所用相同）"
            + ("，其余限于年内首次" if some else ""),
        )
        yield from printing.indented("", told)


def _notes(comparison: Comparison, printing: Printing) -> Iterator[str]:
    enhanced = [note for note in comparison.notes if note.kind != DOUBT]
    doubts = [note for note in comparison.notes if note.kind == DOUBT]
    more = len(doubts) - MOST_DOUBTS
    rest = printing.say(f", {more} more in the data", f"，另{more}项见数据") if more > 0 else ""
    for found, title in (
        (enhanced, printing.say("Within one document", "文件自身")),
        (doubts[:MOST_DOUBTS], printing.say("Doubts that most differences rest on", "影响结论最多的疑义") + rest),
    ):
        yield from ["", title] if found else []
        for note in found:
            yield from printing.indented("  ! ", f"{printing.of(note.text)} {printing.cited(note.cites)}")


def _near(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield the definitions of the categories that both documents name alike and define differently, once."""
    found = {each.id: each for row in comparison.changes for each in row.near}
    if found:
        yield ""
        yield printing.say("The same word, another test", "同名而标准不同")
    for each in found.values():
        sides = [
            f"{printing.side(index)} {printing.of(text)} {printing.cited(cites)}".rstrip()
            for index, (text, cites) in enumerate(((each.left, each.left_cites), (each.right, each.right_cites)))
        ]
        text = printing.colon(printing.of(each.name), printing.clauses(sides))
        yield from printing.indented(f"  {NEAR} ", text)
