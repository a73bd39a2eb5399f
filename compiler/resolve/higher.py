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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

import attrs
from attrs import define, evolve, field, frozen

from tiaowen.compiler.resolve.document import Placed, PlacedDocument, place
from tiaowen.compiler.resolve.doubts import PlacedDoubt, doubts_of
from tiaowen.compiler.resolve.findings import CircleOfDocuments, NoHigherDocument
from tiaowen.compiler.vocabulary import name_key
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
    | tree.Reading | tree.Accept | tree.Doubt | tree.Example | tree.Amends | tree.Unparsed
)  # fmt: skip
"""What a document says of itself, or what is kept beside another line already: no lower document takes it over."""


@frozen
class Higher:
    """A higher document as it was written, with the ids of all documents above it and what is wrong with its lines."""

    id: str
    placed: PlacedDocument
    above: frozenset[str]
    findings: tuple[Finding, ...] = ()

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


def higher_documents(
    placed: PlacedDocument, find: FindText | None, readings: Mapping[str, str] | None = None
) -> tuple[tuple[Higher, ...], tuple[Finding, ...]]:
    """Return all documents above one, each after those above it and the wider region first, and what keeps any away.

    ``readings`` names the reading to take of a doubt, by doubt, whichever document has it.
    """
    taken = frozenset(name_key(doubt.name) for doubt in placed.doubts)
    climb = _Climb(find, placed.source, readings or {}, taken)
    line = placed.header(tree.PolicyLine)
    climb.up(placed, (line.id,) if line else (), None)
    return tuple(_from_the_top(climb.found)), tuple(dict.fromkeys(climb.findings))


def _from_the_top(found: Mapping[str, Higher]) -> Iterator[Higher]:
    """Yield the documents so that each comes after those above it, the one of the wider region first."""
    waiting = sorted(found.values(), key=lambda document: document.depth)
    while waiting:
        ids = {document.id for document in waiting}
        ready = next(document for document in waiting if not document.above & ids)
        waiting.remove(ready)
        yield ready


@define
class _Climb:
    """Goes from a document to those above it; ``found`` has each after those above it."""

    find: FindText | None
    source: Source
    readings: Mapping[str, str]
    taken: frozenset[str]
    """The names of the lowest document's own doubts: one of a higher document is asked for as ``ID:NAME`` then."""
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
        too_many = len(self.found) + len(path) > MOST
        found = self.find(id) if self.find is not None and not too_many else None
        higher = self._placed(id, *found) if found is not None else None
        line = higher[0].header(tree.PolicyLine) if higher is not None else None
        if higher is None or line is None or line.id != id:
            self.missing.add(id)
            other = line.id if line is not None else None
            self.findings.append(NoHigherDocument(document=id, other=other, most=MOST if too_many else None, place=at))
            return frozenset()
        above = self.up(higher[0], (*path, id), at)
        self.found[id] = Higher(id, higher[0], above, higher[1])
        return frozenset({id, *above})

    def _placed(self, id: str, file: str, text: str) -> tuple[PlacedDocument, tuple[Finding, ...]]:
        document, unread = parse(text, file)
        known = {name_key(doubt.name) for doubt in doubts_of(document)}
        wanted: dict[str, str] = {}
        for asked, reading in self.readings.items():
            name = asked.removeprefix(f"{id}:")
            if name_key(name) in known and (name != asked or name_key(name) not in self.taken):
                wanted[name] = reading
        placed, misplaced = place(document, Source.of(text, file), wanted)
        return placed, (*unread, *misplaced)


def joined(placed: PlacedDocument, higher: Iterable[Higher]) -> PlacedDocument:
    """Return the document with the lines of the higher documents before its own."""
    end = len(placed.source.text) + 1
    sources: list[tuple[int, Source]] = []
    lines: list[Placed] = []
    doubts: list[PlacedDoubt] = list(placed.doubts)
    region: Placed | None = None
    for document in higher:
        mover = _Mover(end, document.id, frozenset(name_key(doubt.name) for doubt in doubts))
        doubts += map(mover.doubt, document.placed.doubts)
        for p in document.placed.lines:
            if not isinstance(p.line, OWN):
                lines.append(mover.placed(p))
            elif isinstance(p.line, tree.Region):
                region = mover.placed(p)
        sources.append((end, document.placed.source))
        end += len(document.placed.source.text) + 1
    if region is not None and placed.header(tree.Region) is None:
        lines.append(region)
    own = placed.source
    source = JoinedSource(own.file, own.text, own.folded, own.starts, tuple(sources))
    return evolve(placed, source=source, lines=(*lines, *placed.lines), doubts=tuple(doubts))


@define
class _Mover:
    """Moves the nodes of a higher document to its range of offsets, and lets its citations name it.

    ``taken`` are the doubts of the documents before it: another of the same name is called after its document too.
    """

    offset: int
    id: str
    taken: frozenset[str]

    def placed(self, p: Placed) -> Placed:
        heading = cast("tree.Heading | None", self._node(p.heading))
        line = cast("tree.Line", self._node(p.line))
        benefits = cast("tuple[tree.Name, ...]", self._node(p.benefits))
        amends = cast("tree.Amends | None", self._node(p.amends))
        if amends is not None and p.amends is not None:
            amends = evolve(amends, citation=p.amends.citation)  # it is of the document that is amended
        doubt = p.doubt
        if doubt is not None and name_key(doubt.partition("=")[0]) in self.taken:
            doubt = f"{self.id}:{doubt}"
        return evolve(p, heading=heading, line=line, benefits=benefits, doubt=doubt, amends=amends, origin=self.id)

    def doubt(self, doubt: PlacedDoubt) -> PlacedDoubt:
        moved = cast("PlacedDoubt", self._node(doubt))
        if name_key(doubt.name) not in self.taken:
            return moved
        name = evolve(moved.line.name, text=f"{self.id}:{doubt.name}")
        return evolve(moved, line=evolve(moved.line, name=name))

    def _node(self, node: object) -> object:
        if isinstance(node, tuple):
            return tuple(self._node(part) for part in cast("Sequence[object]", node))
        if isinstance(node, tree.Citation):
            span = Span(node.span.start + self.offset, node.span.end + self.offset)
            return evolve(node, document=node.document or self.id, span=span)
        kind: type[object] = type(node)
        if not attrs.has(kind):
            return node
        if isinstance(node, Span):
            return Span(node.start + self.offset, node.end + self.offset)
        fields: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
        return kind(**{each.name: self._node(getattr(node, each.name)) for each in fields})
