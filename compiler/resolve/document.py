"""A document with its lines in place: under which heading, for which benefits, with which readings.

Reads off the order of the lines what governs each: a heading governs down to the next heading, a ``for`` down to the
next ``for``, heading or definition, an ``amends`` down to the next ``amends`` or heading, an example down to the next
example or heading. ``reading`` and ``quote`` belong to the line above. Of a doubt the lines of one reading stand in its
place, governed by what governs the doubt; the lines of its other readings are not there. In the place of a table stand
its clauses, each cited as its column says. Left to others: which readings there are (``doubts``), what the lines say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from attrs import define, evolve, field, frozen

from tiaowen.compiler.resolve.acceptances import Acceptance, acceptances_in
from tiaowen.compiler.resolve.doubts import PlacedDoubt, doubts_in
from tiaowen.compiler.resolve.findings import DoubtOutOfPlace, NoCitation, NoPolicyLine, OutOfPlace, Repeated
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Citation, Document, Facet, Line, Name, Text

T = TypeVar("T")

HEADER = (
    tree.PolicyLine | tree.Number | tree.Region | tree.Issued | tree.Under | tree.SourceLine | tree.Outline | tree.Use
    | tree.Refines
)  # fmt: skip
ANYWHERE = HEADER | tree.Kind | tree.Concept | tree.StatisticValue | tree.Unparsed
STEPS = tree.Given | tree.Person | tree.Visit | tree.Enrolment | tree.FundYear | tree.Expect
ONCE = tree.PolicyLine | tree.Number | tree.Region | tree.Issued


@frozen
class Placed:
    """A line with what governs it; ``readings`` are the remarks below it, ``kind`` that of a declared name.

    ``doubt`` is the doubt and the reading of it that the line stems from: ``slices=by-slice``. ``amends`` is the line
    that says which place of a higher document this one stands for; ``origin`` is the id of the higher document that
    the line itself is from (None: it is the document's own).
    """

    line: Line
    heading: tree.Heading | None
    benefits: tuple[Name, ...]
    readings: tuple[Text, ...] = ()
    kind: str | None = None
    doubt: str | None = None
    amends: tree.Amends | None = None
    origin: str | None = None

    def cites(self, facet: Facet | None = None) -> tuple[Citation, ...]:
        """Return the heading's citation for a facet where it has one, else all its citations."""
        if self.heading is None:
            return ()
        own = tuple(c.citation for c in self.heading.cites if facet is not None and facet in c.facets)
        every = own or tuple(c.citation for c in self.heading.cites)
        return every if self.doubt is None else tuple(evolve(cite, reading=self.doubt) for cite in every)


@frozen
class PlacedExample:
    """An example with its steps."""

    example: tree.Example
    heading: tree.Heading | None
    steps: tuple[Line, ...]


@frozen
class PlacedDocument:
    """A document whose lines know what governs them; ``doubts`` have all their readings, taken or not."""

    source: Source = field(repr=False)
    document: Document
    lines: tuple[Placed, ...]
    examples: tuple[PlacedExample, ...]
    doubts: tuple[PlacedDoubt, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()

    def header(self, type_: type[T]) -> T | None:
        """Return the header line of one kind."""
        return next((p.line for p in self.lines if isinstance(p.line, type_)), None)


def place(
    document: Document, source: Source, readings: Mapping[str, str] | None = None
) -> tuple[PlacedDocument, tuple[Finding, ...]]:
    """Return the document with its lines in place, and findings about lines that stand nowhere.

    ``readings`` names the reading to take of a doubt, by doubt; of the others it is the adopted one.
    """
    stated, acceptances = acceptances_in(document.lines)
    lines, findings = doubts_in(stated, source, readings or {})
    placer = _Placer(source)
    for line in lines:
        if isinstance(line, PlacedDoubt):
            placer.doubt(line)
        else:
            placer.line(line)
    placer.close()
    if tree.PolicyLine not in placer.once:
        findings.insert(0, NoPolicyLine(place=source.place(tree.Span(0, 0))))
    placed = PlacedDocument(
        source, document, tuple(placer.placed), tuple(placer.examples), tuple(placer.doubts), acceptances
    )
    return placed, (*findings, *placer.findings)


@define
class _Placer:
    """Puts the lines of one document in place, one after the other."""

    source: Source
    placed: list[Placed] = field(factory=list)
    examples: list[PlacedExample] = field(factory=list)
    doubts: list[PlacedDoubt] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    heading: tree.Heading | None = None
    benefits: tuple[Name, ...] = ()
    amends: tree.Amends | None = None
    example: tuple[tree.Example, list[Line]] | None = None
    kind: str | None = None
    once: set[type] = field(factory=set)

    def close(self) -> None:
        """End the example that is open."""
        if self.example:
            self.examples.append(PlacedExample(self.example[0], self.heading, tuple(self.example[1])))
            self.example = None

    def line(self, line: Line) -> None:
        """Put one line in place."""
        if isinstance(line, ONCE):
            if type(line) in self.once:
                self.findings.append(Repeated(place=self.source.place(line.span)))
            self.once.add(type(line))
        match line:
            case tree.Heading():
                self.close()
                self.heading, self.benefits, self.amends = line, (), None
            case tree.Amends():
                self.close()
                self.amends = line
            case tree.For():
                self.close()
                self.benefits = line.benefits
            case tree.Example():
                self.close()
                self.example, self.benefits = (line, []), ()
            case tree.Reading() | tree.Quote() if self.placed and self.example is None:
                self._remark(line.text)
            case tree.Kind():
                self.kind = line.kind
            case _ if isinstance(line, STEPS):
                if self.example is None:
                    self.findings.append(OutOfPlace(place=self.source.place(line.span)))
                else:
                    self.example[1].append(line)
                return
            case tree.Means():
                self.close()
                self.benefits = ()
            case tree.Table():
                self.close()
                for clause, citation in tree.clauses_of(line):
                    self._put(clause, heading=_cited(citation))
                return
            case _:
                self.close()
        self._put(line)

    def doubt(self, doubt: PlacedDoubt) -> None:
        """Put a doubt in place, and the lines of the reading that is taken; they end no scope."""
        if self.example is not None:
            self.findings.append(DoubtOutOfPlace(name=doubt.name, place=self.source.place(doubt.line.span)))
            self.close()
        self.doubts.append(evolve(doubt, heading=self.heading, benefits=self.benefits))
        self._put(doubt.line, readings=doubt.remarks)
        for unread in doubt.unread:
            self._put(unread)
        taken = doubt.reading(doubt.chosen)
        for line, remarks in taken.lines if taken is not None else ():
            self._put(line, readings=remarks, doubt=doubt.label)

    def _put(
        self,
        line: Line,
        readings: tuple[Text, ...] = (),
        doubt: str | None = None,
        heading: tree.Heading | None = None,
    ) -> None:
        heading = heading or self.heading
        if heading is None and not isinstance(line, ANYWHERE | tree.Heading | tree.Example | tree.Reading):
            self.findings.append(NoCitation(place=self.source.place(line.span)))
        kind = self.kind if isinstance(line, tree.Concept) else None
        self.placed.append(Placed(line, heading, self.benefits, readings, kind, doubt, self.amends))

    def _remark(self, text: Text) -> None:
        """Add a remark to the line it is about: several remarks can stand below one line."""
        remarks = tree.Reading | tree.Quote
        about = next(
            (at for at in reversed(range(len(self.placed))) if not isinstance(self.placed[at].line, remarks)),
            len(self.placed) - 1,
        )
        self.placed[about] = evolve(self.placed[about], readings=(*self.placed[about].readings, text))


def _cited(citation: Citation | None) -> tree.Heading | None:
    """Return the heading that a column of a table has in the place of the one above it."""
    if citation is None:
        return None
    return tree.Heading((tree.HeadingCite(citation, span=citation.span),), span=citation.span)
