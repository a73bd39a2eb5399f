"""A document with its lines in place: under which heading, for which benefits, with which readings.

Reads off the order of the lines what governs each: a heading governs down to the next heading, a ``for`` down to the
next ``for``, heading or definition, an example down to the next example or heading. ``reading`` and ``quote`` belong
to the line above.
"""

from __future__ import annotations

from typing import TypeVar

from attrs import evolve, field, frozen

from tiaowen.compiler.resolve.findings import NoCitation, NoPolicyLine, OutOfPlace, Repeated
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Document, Line, Name, Text

T = TypeVar("T")

HEADER = (
    tree.PolicyLine | tree.Number | tree.Region | tree.Issued | tree.Under | tree.SourceLine | tree.Outline | tree.Use
)
ANYWHERE = HEADER | tree.Kind | tree.Concept | tree.StatisticValue | tree.Unparsed
STEPS = tree.Given | tree.Person | tree.Visit | tree.Enrolment | tree.FundYear | tree.Expect
ONCE = tree.PolicyLine | tree.Number | tree.Region | tree.Issued


@frozen
class Placed:
    """A line with what governs it; ``readings`` are the remarks below it, ``kind`` that of a declared name."""

    line: Line
    heading: tree.Heading | None
    benefits: tuple[Name, ...]
    readings: tuple[Text, ...] = ()
    kind: str | None = None


@frozen
class PlacedExample:
    """An example with its steps."""

    example: tree.Example
    heading: tree.Heading | None
    steps: tuple[Line, ...]


@frozen
class PlacedDocument:
    """A document whose lines know what governs them."""

    source: Source = field(repr=False)
    document: Document
    lines: tuple[Placed, ...]
    examples: tuple[PlacedExample, ...]

    def header(self, type_: type[T]) -> T | None:
        """Return the header line of one kind."""
        return next((p.line for p in self.lines if isinstance(p.line, type_)), None)


def place(document: Document, source: Source) -> tuple[PlacedDocument, tuple[Finding, ...]]:
    """Return the document with its lines in place, and findings about lines that stand nowhere."""
    placed: list[Placed] = []
    examples: list[PlacedExample] = []
    findings: list[Finding] = []
    heading: tree.Heading | None = None
    benefits: tuple[Name, ...] = ()
    example: tuple[tree.Example, list[Line]] | None = None
    kind: str | None = None
    once: set[type] = set()

    def close() -> None:
        nonlocal example
        if example:
            examples.append(PlacedExample(example[0], heading, tuple(example[1])))
            example = None

    for line in document.lines:
        if isinstance(line, ONCE):
            if type(line) in once:
                findings.append(Repeated(place=source.place(line.span)))
            once.add(type(line))
        match line:
            case tree.Heading():
                close()
                heading, benefits = line, ()
            case tree.For():
                close()
                benefits = line.benefits
            case tree.Example():
                close()
                example, benefits = (line, []), ()
            case tree.Reading() | tree.Quote() if placed and example is None:
                about = _last_statement(placed)
                placed[about] = evolve(placed[about], readings=(*placed[about].readings, line.text))
            case tree.Kind():
                kind = line.kind
            case _ if isinstance(line, STEPS):
                if example is None:
                    findings.append(OutOfPlace(place=source.place(line.span)))
                else:
                    example[1].append(line)
                continue
            case tree.Means():
                close()
                benefits = ()
            case _:
                close()
        if heading is None and not isinstance(line, ANYWHERE | tree.Heading | tree.Example | tree.Reading):
            findings.append(NoCitation(place=source.place(line.span)))
        placed.append(Placed(line, heading, benefits, (), kind if isinstance(line, tree.Concept) else None))
    close()
    if tree.PolicyLine not in once:
        findings.insert(0, NoPolicyLine(place=source.place(tree.Span(0, 0))))
    return PlacedDocument(source, document, tuple(placed), tuple(examples)), tuple(findings)


def _last_statement(placed: list[Placed]) -> int:
    """Return the index of the line that a remark is about: several remarks can stand below one line."""
    remarks = tree.Reading | tree.Quote
    return next((i for i in reversed(range(len(placed))) if not isinstance(placed[i].line, remarks)), len(placed) - 1)
