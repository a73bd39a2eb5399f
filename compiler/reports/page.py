"""The whole page: one HTML file that loads nothing, in both languages, that can be read without its script.

The page carries its style sheet and its script, and a policy that lets it run nothing else: neither can anything
that a document says. Left to others: the parts (``heads``, ``clauses``, ``situations``, ``gathered``).
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from tiaowen.compiler.compare.blocks import Numbered
from tiaowen.compiler.compare.model import Comparison, Mode
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports.clauses import anchor, clauses
from tiaowen.compiler.reports.gathered import left_open, missing, near, notes, review
from tiaowen.compiler.reports.heads import controls, documents, head, summary, what_matters
from tiaowen.compiler.reports.markup import Html, el, join, verbatim
from tiaowen.compiler.reports.outline import Outline, distinct_rows
from tiaowen.compiler.reports.situations import marks, situations
from tiaowen.dsl.tree import Language


def render_html(comparison: Comparison, language: Language = Language.EN, *, mode: Mode = Mode.COMPARE) -> str:
    """Return the page; it opens in ``language`` and holds both."""
    outline = Outline(comparison)
    anchors = _anchors(outline.situations, comparison)
    style, script = _asset("page.css"), _asset("page.js")
    title = say("Comparison of two documents", "政策文件对照")
    names = " / ".join(document.title.get(language) for _, document in outline.documents)
    made = f"tiaowen diff {comparison.left.policy} {comparison.right.policy}"
    page = el(
        "html",
        el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("title", f"{title.get(language)} — {names}"),
            verbatim("style", style),
        ),
        el(
            "body",
            head(outline),
            controls(outline),
            el(
                "main",
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
            ),
            el("footer", el("code", made)),
            verbatim("script", script),
        ),
        lang=language.value,
        data_lang=language.value,
    )
    return str(join([Html("<!DOCTYPE html>\n"), page, "\n"]))


def _anchors(numbered: Numbered, comparison: Comparison) -> dict[str, str]:
    """Return the place of each row, by its fingerprint."""
    places = {row.fingerprint: anchor(row) for row in comparison.changes}
    for block in numbered.blocks:
        for first, every in distinct_rows(block):
            places.update({row.fingerprint: anchor(first) for row in every})
    return places


def _asset(name: str) -> str:
    return files("tiaowen.compiler.reports").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return what the page may do: apply its own style sheet, and run its own script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
