"""Which findings are a document's own, and which are of the documents above it and told where those are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from tiaowen.compiler.resolve import Higher, PlacedDocument
from tiaowen.compiler.resolve.findings import UnknownReading
from tiaowen.compiler.rules.findings import Hole
from tiaowen.compiler.rules.refine.findings import BrokenHigherDocument
from tiaowen.compiler.vocabulary import name_key
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding, Place, Severity


def refines_place(placed: PlacedDocument, id: str | None = None) -> Place:
    """Return where a document says that it refines another (any, with no ``id``)."""
    own = [p.line for p in placed.lines if p.origin is None]
    for line in own:
        if isinstance(line, tree.Refines):
            for name in line.policies:
                if name.text == id:
                    return placed.source.place(name.span)
    first = next((line for line in own if isinstance(line, tree.Refines)), None)
    return placed.source.place(first.span if first is not None else tree.Span(0, 0))


def elsewhere(findings: Iterable[Finding], higher: Iterable[Higher]) -> Iterator[Finding]:
    """Yield the findings of a document without those about doubts that documents above it have."""
    known: set[str] = set()
    for document in higher:
        names = [doubt.name for doubt in document.placed.doubts]
        known |= {name_key(name) for each in names for name in (each, f"{document.id}:{each}")}
    for finding in findings:
        if not (isinstance(finding, UnknownReading) and finding.reading is None and name_key(finding.doubt) in known):
            yield finding


def broken(higher: Higher, findings: Iterable[Finding], placed: PlacedDocument) -> BrokenHigherDocument:
    """Return the finding that a higher document has errors."""
    errors = sum(finding.severity is Severity.ERROR and finding.blocks for finding in findings)
    return BrokenHigherDocument(document=higher.id, errors=errors, place=refines_place(placed, higher.id))


def of_the_document(
    findings: Iterable[Finding], higher: Iterable[Finding], placed: PlacedDocument
) -> Iterator[Finding]:
    """Yield the findings that are not those of higher documents.

    One that stands in the text of a higher document and only comes about together with this one is told where this one
    names it.
    """
    theirs = {(finding.id, finding.place): finding for finding in higher}
    own = placed.source.file
    at = refines_place(placed)
    for finding in findings:
        if finding.place is None or finding.place.file == own:
            yield finding
        elif not _told(finding, theirs.get((finding.id, finding.place))):
            yield evolve(finding, place=at, second=finding.place)


def _told(finding: Finding, known: Finding | None) -> bool:
    """Return whether a finding is one of a higher document: of holes, whether there are no more of them than there."""
    if isinstance(finding, Hole) and isinstance(known, Hole):
        return set(finding.cases) <= set(known.cases)
    return known is not None
