"""Higher documents: those that a document *refines*, their lines joined to its own.

Turns a placed document and a way of finding texts by id into the documents above it (:func:`higher_documents`), and
both into one placed document (:func:`joined`): the lines of the higher documents first, each with its ``origin`` and
its citations naming the document, then the document's own. Header, outline, examples and passages that compute nothing
remain with the document they are of. Places of all of them are found through one source, in which each text has a range
of offsets of its own.

Left to others: whether a line may stand beside what a higher document says, and which of the two holds
(``compiler/rules/refine``); where the texts are (``compiler/library``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

import attrs
from attrs import define, evolve, field, frozen

from tiaowen.compiler.resolve.document import Placed, PlacedDocument, place
from tiaowen.compiler.resolve.findings import CircleOfDocuments, NoHigherDocument
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.parse import parse
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Span

MOST = 16
"""Higher documents of one document; there are four levels of government."""

FindText = Callable[[str], tuple[str, str] | None]
"""From the id of a document to the name of its file and its text; None where there is none."""

OWN = (
    tree.PolicyLine | tree.Number | tree.Region | tree.Issued | tree.Under | tree.SourceLine | tree.Outline | tree.Use
    | tree.Refines | tree.InForce | tree.Expires | tree.Retroactive | tree.Repeals | tree.NotComputed | tree.Quote
    | tree.Reading | tree.Doubt | tree.Example | tree.Amends | tree.Unparsed
)  # fmt: skip
"""What a document says of itself, or what is kept beside another line already: no lower document takes it over."""


@frozen
class Higher:
    """A higher document as it was written, with the ids of all documents above it, and its outermost region line."""

    id: str
    file: str
    text: str
    placed: PlacedDocument
    above: frozenset[str]

    @property
    def depth(self) -> int:
        """Return how many regions the document names, from the widest to its own."""
        line = self.placed.header(tree.Region)
        return len(line.names) if line else 0


@frozen
class JoinedSource(Source):
    """A source with those of higher documents behind it: each begins at an offset, in ascending order."""

    higher: tuple[tuple[int, Source], ...]

    def place(self, span: Span) -> Place:
        """Return where ``span`` stands, in whichever text it lies."""
        at = bisect_right([offset for offset, _ in self.higher], span.start) - 1
        if at < 0:
            return super().place(span)
        offset, source = self.higher[at]
        return source.place(Span(span.start - offset, span.end - offset))


def texts(source: Source) -> Iterator[str]:
    """Yield all texts that a source is made of: the document's own first."""
    yield source.text
    if isinstance(source, JoinedSource):
        yield from (higher.text for _, higher in source.higher)


def refined(placed: PlacedDocument) -> tuple[tree.Name, ...]:
    """Return the ids that the document says it refines."""
    return tuple(name for p in placed.lines if isinstance(p.line, tree.Refines) for name in p.line.policies)


def higher_documents(placed: PlacedDocument, find: FindText | None) -> tuple[tuple[Higher, ...], tuple[Finding, ...]]:
    """Return all documents above one, each after those above it and the wider region first, and what keeps any away."""
    climb = _Climb(find, placed.source)
    line = placed.header(tree.PolicyLine)
    climb.up(placed, (line.id,) if line else (), None)
    return tuple(climb.found.values()), tuple(dict.fromkeys(climb.findings))


@define
class _Climb:
    """Goes from a document to those above it; ``found`` has each after those above it."""

    find: FindText | None
    source: Source
    found: dict[str, Higher] = field(factory=dict)
    findings: list[Finding] = field(factory=list)
    missing: set[str] = field(factory=set)

    def up(self, placed: PlacedDocument, path: tuple[str, ...], said: Place | None) -> frozenset[str]:
        """Take what a document refines, and return the ids of all that is above it.

        ``path`` leads from the lowest document to this one; what is wrong higher up is told at ``said``, the line of
        the lowest that leads there.
        """
        above: set[str] = set()
        for name in refined(placed):
            at = said or self.source.place(name.span)
            if name.text in path:
                circle = (*path[path.index(name.text) :], name.text)
                self.findings.append(CircleOfDocuments(documents=circle, place=at))
            elif (document := self.found.get(name.text)) is not None:
                above |= {document.id, *document.above}
            elif name.text not in self.missing:
                above |= self._take(name.text, path, at)
        return frozenset(above)

    def _take(self, id: str, path: tuple[str, ...], at: Place) -> frozenset[str]:
        found = self.find(id) if self.find is not None and len(self.found) + len(path) <= MOST else None
        document = parse(found[1], found[0])[0] if found is not None else None
        placed = place(document, Source.of(found[1], found[0]))[0] if found and document else None
        line = placed.header(tree.PolicyLine) if placed else None
        if found is None or placed is None or line is None or line.id != id:
            self.missing.add(id)
            other = line.id if line is not None else None
            self.findings.append(NoHigherDocument(document=id, other=other, by=path[-1] if path else None, place=at))
            return frozenset()
        above = self.up(placed, (*path, id), at)
        self.found[id] = Higher(id, found[0], found[1], placed, above)
        return frozenset({id, *above})


def joined(placed: PlacedDocument, higher: Iterable[Higher]) -> PlacedDocument:
    """Return the document with the lines of the higher documents before its own."""
    end = len(placed.source.text) + 1
    sources: list[tuple[int, Source]] = []
    lines: list[Placed] = []
    region: Placed | None = None
    for document in higher:
        mover = _Mover(end, document.id)
        for p in document.placed.lines:
            if not isinstance(p.line, OWN):
                lines.append(mover.placed(p))
            elif isinstance(p.line, tree.Region):
                region = mover.placed(p)
        sources.append((end, document.placed.source))
        end += len(document.text) + 1
    if region is not None and placed.header(tree.Region) is None:
        lines.append(region)
    own = placed.source
    source = JoinedSource(own.file, own.text, own.folded, own.starts, tuple(sources))
    return evolve(placed, source=source, lines=(*lines, *placed.lines))


@define
class _Mover:
    """Moves the nodes of a higher document to its range of offsets, and lets its citations name it."""

    offset: int
    id: str

    def placed(self, p: Placed) -> Placed:
        heading = cast("tree.Heading | None", self._node(p.heading))
        line = cast("tree.Line", self._node(p.line))
        benefits = cast("tuple[tree.Name, ...]", self._node(p.benefits))
        amends = cast("tree.Amends | None", self._node(p.amends))
        if amends is not None and p.amends is not None:
            amends = evolve(amends, citation=p.amends.citation)  # it is of the document that is amended
        return evolve(p, heading=heading, line=line, benefits=benefits, amends=amends, origin=self.id)

    def _node(self, node: object) -> object:
        if isinstance(node, tuple):
            return tuple(self._node(part) for part in cast("Sequence[object]", node))
        kind: type[object] = type(node)
        if not attrs.has(kind):
            return node
        if isinstance(node, Span):
            return Span(node.start + self.offset, node.end + self.offset)
        fields: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
        changed = {each.name: self._node(getattr(node, each.name)) for each in fields}
        if kind is tree.Citation and changed["document"] is None:
            changed["document"] = self.id
        return kind(**changed)
