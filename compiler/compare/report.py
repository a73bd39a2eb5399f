"""The report for a terminal: what matters first, then benefit by benefit, then what is paid in each situation, then
what cannot be told.

Rows that are one finding are told once. Colour is not used: every effect has a sign and a word. Everything is
aligned by display width and fits ``width`` columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tiaowen.compiler.compare.blocks import numbered
from tiaowen.compiler.compare.decide import Mode, severity
from tiaowen.compiler.compare.layout import flowing
from tiaowen.compiler.compare.model import Comparison, Document
from tiaowen.compiler.compare.printing import LAST, ORDER, Printing, verdict
from tiaowen.compiler.compare.report_facets import facet_lines
from tiaowen.compiler.compare.report_marks import mark_lines
from tiaowen.compiler.compare.report_points import point_lines
from tiaowen.compiler.compare.report_scenes import scene_lines
from tiaowen.compiler.compare.report_untold import untold_lines
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

NARROWEST = 60


def render_text(
    comparison: Comparison, language: Language = Language.EN, width: int = 100, *, mode: Mode = Mode.COMPARE
) -> str:
    """Return the report; between versions for one place (``mode``) it also counts what is worse than before."""
    printing = Printing.of_comparison(comparison, language, max(NARROWEST, width))
    situations = numbered(comparison.scenes)
    lines = [
        *_head(comparison, printing),
        "",
        *_revision(comparison, printing, mode),
        *_summary(comparison, printing),
        "",
        *point_lines(comparison, situations, printing),
        *_notes(comparison, printing),
        "",
        *facet_lines(comparison, printing),
        *scene_lines(comparison, situations, printing),
        *mark_lines(comparison, situations, printing),
        *untold_lines(situations, printing),
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


def _revision(comparison: Comparison, printing: Printing, mode: Mode) -> Iterator[str]:
    grades = [severity(change, mode) for change in comparison.changes]
    if mode is Mode.REVISE:
        worse, unsure = grades.count(Severity.ERROR), grades.count(Severity.WARNING)
        yield printing.say(
            f"Revision: {worse} rows worse for somebody (error), {unsure} that cannot be told (warning)",
            f"修订：{worse}行使部分对象待遇下降（错误），{unsure}行无法判定（警告）",
        )


def _summary(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield how many findings of each kind there are: rows of one group are one."""
    found = {row.group: verdict(row) for row in comparison.changes}
    counts = Counter(found.values())
    order = [each for each in ORDER if each not in LAST] + list(LAST)
    yield from flowing(
        [f"{sign} {printing.of(word)} {counts[sign, word]}" for sign, word in order if counts[sign, word]],
        printing.width,
    )


def _notes(comparison: Comparison, printing: Printing) -> Iterator[str]:
    if comparison.notes:
        yield ""
        yield printing.say("Within one document", "文件自身")
        for note in comparison.notes:
            yield from printing.indented("  ! ", f"{printing.of(note.text)} {printing.cited(note.cites)}")
