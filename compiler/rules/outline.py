"""The outline held against the headings: every place of the source document that the file names must stand in the file.

A range (``Article 1 to Article 32``) runs over the last number of its two ends. A place counts as present when a
heading cites it, or cites something inside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.resolve import PlacedDocument
from tiaowen.dsl import tree
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.tree import Citation, Language

RANGE_LIMIT = 1_000


@frozen(kw_only=True)
class NotInFile(Finding):
    """Places of the outline without a heading."""

    id: ClassVar[str] = "TW701"
    severity: ClassVar[Severity] = Severity.WARNING
    missing: tuple[Citation, ...]

    def message(self, language: Language) -> str:
        """Name the places."""
        shown = [citation_text(c, language) for c in self.missing[:8]]
        if language is Language.ZH:
            return f"全文中的{'、'.join(shown)}{'等' if len(self.missing) > 8 else ''}在文件里没有标题。"
        more = f" and {len(self.missing) - 8} more" if len(self.missing) > 8 else ""
        return f"The outline names {', '.join(shown)}{more}, but the file has no such heading."

    def advice(self, language: Language) -> str | None:
        """Say how a passage without rules is recorded."""
        if language is Language.ZH:
            return "没有可计算内容的条款也要列出，写“不计算（…）：‘…’”。"
        return 'A passage without rules is recorded too: not computed (matter): "…".'


def outline_gaps(placed: PlacedDocument) -> tuple[Finding, ...]:
    """Return a finding for each outline line that names places the file does not have."""
    headings = [c.citation for p in placed.lines if isinstance(p.line, tree.Heading) for c in p.line.cites]
    headings += [c for line in placed.document.lines if isinstance(line, tree.Table) for c in line.citations]
    out: list[Finding] = []
    for p in placed.lines:
        if isinstance(p.line, tree.Outline):
            missing = [c for first, last in p.line.ranges for c in _places(first, last) if not _present(c, headings)]
            if missing:
                out.append(NotInFile(missing=tuple(missing), place=placed.source.place(p.line.span)))
    return tuple(out)


def _places(first: Citation, last: Citation) -> Iterator[Citation]:
    same = first.form == last.form and first.numbers[:-1] == last.numbers[:-1] and first.numbers
    if not same or last.numbers[-1] - first.numbers[-1] > RANGE_LIMIT:
        yield first
        if last != first:
            yield last
        return
    for n in range(first.numbers[-1], last.numbers[-1] + 1):
        yield Citation(first.form, (*first.numbers[:-1], n))


def _present(place: Citation, headings: list[Citation]) -> bool:
    depth = len(place.numbers)
    return any(
        h == place or (place.paragraph is None and h.form == place.form and h.numbers[:depth] == place.numbers)
        for h in headings
    )
