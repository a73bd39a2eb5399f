"""The whole page: one HTML file that loads nothing, in both languages, that can be read without its script.

Left to others: the parts (``heads``, ``clauses``, ``situations``, ``gathered``), and what every page has (``frame``).
"""

from __future__ import annotations

from tiaowen.compiler.compare.blocks import Numbered
from tiaowen.compiler.compare.model import Comparison, Mode
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports.clauses import anchor, clauses
from tiaowen.compiler.reports.frame import framed
from tiaowen.compiler.reports.gathered import left_open, missing, near, notes, review
from tiaowen.compiler.reports.heads import controls, documents, head, summary, what_matters
from tiaowen.compiler.reports.markup import el
from tiaowen.compiler.reports.outline import Outline, distinct_rows
from tiaowen.compiler.reports.situations import marks, situations
from tiaowen.dsl.tree import Language


def render_html(comparison: Comparison, language: Language = Language.EN, *, mode: Mode = Mode.COMPARE) -> str:
    """Return the page; it opens in ``language`` and holds both."""
    outline = Outline(comparison)
    anchors = _anchors(outline.situations, comparison)
    title = say("Comparison of two documents", "政策文件对照")
    names = " / ".join(document.title.get(language) for _, document in outline.documents)
    made = f"tiaowen diff {comparison.left.policy} {comparison.right.policy}"
    parts = (
        el("h1", title),
        summary(outline, mode),
        what_matters(outline, anchors),
        notes(outline),
        clauses(outline),
        situations(outline),
        marks(outline),
        missing(outline, anchors),
        near(outline),
        left_open(outline, anchors),
        review(outline, anchors),
        documents(outline),
    )
    return framed(language, f"{title.get(language)} — {names}", (head(outline), controls(outline)), parts, made)


def _anchors(numbered: Numbered, comparison: Comparison) -> dict[str, str]:
    """Return the place of each row, by its fingerprint."""
    places = {row.fingerprint: anchor(row) for row in comparison.changes}
    for block in numbered.blocks:
        for first, every in distinct_rows(block):
            places.update({row.fingerprint: anchor(first) for row in every})
    return places
