"""Doubts: which lines of a document are the readings of which doubt, and which of them is taken.

Turns the lines of a document into plain lines and :class:`PlacedDoubt` in their order. A reading belongs to the doubt
above it; only other readings and remarks stand between. Several lines of one name make one reading. Left to others:
where a doubt stands (``document``), what its lines say (``compiler/rules``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from tiaowen.compiler.resolve.findings.doubts import (
    NotOneAdopted,
    ReadingAlone,
    SameDoubt,
    TooFewReadings,
    UnknownReading,
)
from tiaowen.compiler.vocabulary import name_key
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Line, Statement, Text

FEWEST = 2
"""Fewer readings leave nothing to doubt."""


@frozen
class PlacedReading:
    """One reading of a doubt: its lines, each with the remarks below it; no lines where it comes to no clause."""

    name: str
    adopted: bool
    text: Text | None
    lines: tuple[tuple[Statement, tuple[Text, ...]], ...]


@frozen
class PlacedDoubt:
    """A doubt with its readings in the order of the document; ``remarks`` stand below the doubt itself.

    ``unread`` are lines among the readings that could not be read. ``heading`` and ``benefits`` govern all readings.
    """

    line: tree.Doubt
    readings: tuple[PlacedReading, ...]
    chosen: str
    remarks: tuple[Text, ...] = ()
    unread: tuple[tree.Unparsed, ...] = ()
    heading: tree.Heading | None = None
    benefits: tuple[tree.Name, ...] = ()

    @property
    def name(self) -> str:
        """Return the name of the doubt, as it is written."""
        return self.line.name.text

    @property
    def label(self) -> str:
        """Return the doubt and the reading taken, as a citation carries it: ``slices=by-slice``."""
        return f"{self.name}={self.chosen}"

    def reading(self, name: str) -> PlacedReading | None:
        """Return the reading of a name."""
        return next((each for each in self.readings if name_key(each.name) == name_key(name)), None)


@define
class _Open:
    """A doubt while its readings are collected."""

    line: tree.Doubt
    choices: list[tuple[tree.Choice, list[Text]]] = field(factory=list)
    remarks: list[Text] = field(factory=list)
    unread: list[tree.Unparsed] = field(factory=list)

    def take(self, line: Line) -> bool:
        """Take a line that belongs to the doubt; return whether it does."""
        match line:
            case tree.Choice():
                self.choices.append((line, []))
            case tree.Reading() | tree.Quote():
                (self.choices[-1][1] if self.choices else self.remarks).append(line.text)
            case tree.Unparsed():
                self.unread.append(line)
            case _:
                return False
        return True

    def closed(self, wanted: str | None) -> tuple[PlacedDoubt, tuple[str, ...]]:
        """Return the doubt with the ``wanted`` reading or the adopted one, and the names of those adopted."""
        found: dict[str, PlacedReading] = {}
        for choice, remarks in self.choices:
            blank = PlacedReading(choice.name.text, False, None, ())
            known = found.get(name_key(choice.name.text), blank)
            # The line of a reading has no place of its own: it stands where the reading does.
            added = ((evolve(choice.line, span=choice.span), tuple(remarks)),) if choice.line is not None else ()
            found[name_key(choice.name.text)] = evolve(
                known,
                adopted=known.adopted or choice.adopted,
                text=known.text or choice.text,
                lines=(*known.lines, *added),
            )
        adopted = tuple(each.name for each in found.values() if each.adopted)
        first = next(iter((*adopted, *(each.name for each in found.values()))), "")
        chosen = found[name_key(wanted)].name if wanted is not None and name_key(wanted) in found else first
        doubt = PlacedDoubt(self.line, tuple(found.values()), chosen, tuple(self.remarks), tuple(self.unread))
        return doubt, adopted


def doubts_in(
    lines: Iterable[Line], source: Source, wanted: Mapping[str, str]
) -> tuple[tuple[Line | PlacedDoubt, ...], list[Finding]]:
    """Return the lines with each doubt and what belongs to it in one piece, and what is wrong with the doubts.

    ``wanted`` names readings by doubt; what it does not name is read as adopted.
    """
    selected = {name_key(doubt): reading for doubt, reading in wanted.items()}
    findings: list[Finding] = []
    placed: list[Line | PlacedDoubt] = []
    known: dict[str, PlacedDoubt] = {}
    open_: _Open | None = None

    def close() -> None:
        nonlocal open_
        if open_ is None:
            return
        doubt, adopted = open_.closed(selected.get(name_key(open_.line.name.text)))
        findings.extend(_wrong(doubt, adopted, source))
        first = known.setdefault(name_key(doubt.name), doubt)
        if first is not doubt:
            where = source.place(doubt.line.span), source.place(first.line.span)
            findings.append(SameDoubt(name=doubt.name, place=where[0], second=where[1]))
        placed.append(doubt)
        open_ = None

    for line in lines:
        if open_ is not None and open_.take(line):
            continue
        close()
        if isinstance(line, tree.Doubt):
            open_ = _Open(line)
        elif isinstance(line, tree.Choice):
            findings.append(ReadingAlone(name=line.name.text, place=source.place(line.span)))
        else:
            placed.append(line)
    close()
    findings += _unknown(wanted, list(known.values()))
    return tuple(placed), findings


def _wrong(doubt: PlacedDoubt, adopted: tuple[str, ...], source: Source) -> list[Finding]:
    place = source.place(doubt.line.span)
    if doubt.unread:
        return []  # What keeps a reading from being read is told already.
    if len(doubt.readings) < FEWEST:
        return [TooFewReadings(name=doubt.name, count=len(doubt.readings), place=place)]
    if len(adopted) != 1:
        return [NotOneAdopted(name=doubt.name, adopted=adopted, place=place)]
    return []


def _unknown(wanted: Mapping[str, str], doubts: list[PlacedDoubt]) -> list[Finding]:
    """Return what is asked for that the document does not have."""
    found: list[Finding] = []
    for name, reading in wanted.items():
        doubt = next((each for each in doubts if name_key(each.name) == name_key(name)), None)
        if doubt is None:
            found.append(UnknownReading(doubt=name, reading=None, known=tuple(each.name for each in doubts)))
        elif doubt.reading(reading) is None:
            names = tuple(each.name for each in doubt.readings)
            found.append(UnknownReading(doubt=doubt.name, reading=reading, known=names))
    return found


def doubts_of(document: tree.Document) -> tuple[PlacedDoubt, ...]:
    """Return the doubts of a document that has been read, whatever is wrong with them."""
    lines, _ = doubts_in(document.lines, Source.of("", ""), {})
    return tuple(line for line in lines if isinstance(line, PlacedDoubt))
