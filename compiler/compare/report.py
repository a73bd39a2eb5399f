"""The report for a terminal: what matters first, then benefit by benefit, then what is paid in each situation.

Colour is not used: every effect has a sign and a word. Everything is aligned by display width and fits ``width``
columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.compare.decide import Mode, severity
from tiaowen.compiler.compare.layout import flowing
from tiaowen.compiler.compare.model import Change, Comparison, Document, Effect
from tiaowen.compiler.compare.printing import ORDER, SIGNS, Printing
from tiaowen.compiler.compare.provisions import facet_name
from tiaowen.compiler.compare.report_facets import facet_lines
from tiaowen.compiler.compare.report_scenes import scene_lines
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

POINTS = 15
"""The most lines of the overview."""

POINTS_EACH = 3
"""The most lines of one effect among them."""

NARROWEST = 60


def render_text(
    comparison: Comparison, language: Language = Language.EN, width: int = 100, *, mode: Mode = Mode.COMPARE
) -> str:
    """Return the report; between versions for one place (``mode``) it also counts what is worse than before."""
    printing = Printing(language, max(NARROWEST, width), dict(comparison.names))
    lines = [
        *_head(comparison, printing),
        "",
        *_revision(comparison, printing, mode),
        *_overview(comparison, printing),
        *_notes(comparison, printing),
        *facet_lines(comparison, printing),
        *scene_lines(comparison, printing),
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


def _overview(comparison: Comparison, printing: Printing) -> Iterator[str]:
    counts = {effect: comparison.count(effect) for effect in ORDER}
    yield from flowing(
        [f"{SIGNS[effect]} {printing.word(effect)} {count}" for effect, count in counts.items() if count],
        printing.width,
    )
    points = _points(comparison)
    yield ""
    if not points:
        yield printing.say("No difference in what is paid.", "待遇无差异。")
        return
    yield printing.say("What matters most", "要点")
    shown: list[list[Change]] = []
    for effect in ORDER:
        shown += [point for point in points if point[0].effect is effect][:POINTS_EACH]
    for index, point in enumerate(shown[:POINTS], start=1):
        yield from printing.indented(f"{index:>3} {SIGNS[point[0].effect]} ", _point(point, printing))
    rest = len(points) - min(len(shown), POINTS)
    if rest:
        yield printing.say(f"    and {rest} more, below", f"    另有{rest}项见下文")


def _points(comparison: Comparison) -> list[list[Change]]:
    """Return the differences that matter, the same one in several situations together: the widest first."""
    rows = [row for row in comparison.facets if row.facet in ("subsidy", "coverage")]
    rows += [row for scene in comparison.scenes if scene.regular for row in scene.rows]
    together: dict[tuple[object, ...], list[Change]] = {}
    for row in rows:
        if row.effect not in (Effect.EQ, Effect.ADMIN):
            key = (row.effect, row.facet, row.who, row.left, row.right, row.proof)
            together.setdefault(key, []).append(row)
    return list(together.values())


def _point(point: list[Change], printing: Printing) -> str:
    row = point[0]
    name = f"{printing.name(row.benefit)} · {printing.of(facet_name(row.facet))} · " if row.facet is not None else ""
    places = [place for each in point if (place := _place(each, printing))]
    where = ""
    if places:
        more = printing.say(f" and {len(places) - 1} more", f"等{len(places)}处") if len(places) > 1 else ""
        where = printing.say(f" ({places[0]}{more})", f"（{places[0]}{more}）")
    sides, reason = printing.sides(row), printing.of(row.reason)
    return f"{name}{printing.of(row.who_text)}{where}" + printing.say(f": {sides}; {reason}", f"：{sides}；{reason}")


def _place(row: Change, printing: Printing) -> str:
    return printing.place([each for each in row.where if each.dimension != "marks"])


def _notes(comparison: Comparison, printing: Printing) -> Iterator[str]:
    if comparison.notes:
        yield ""
        yield printing.say("Within one document", "文件自身")
        for note in comparison.notes:
            yield from printing.indented("  ! ", f"{printing.of(note.text)} {printing.cited(note.cites)}")
