"""Document tree to text: the canonical spelling of every line, in either language.

Takes a tree and gives the text of a file; words come from the lexicon, names from a :class:`Namer`. A tree that is
printed and read again is the same tree. Comments and single blank lines are kept; indentation shows what a line belongs
to and means nothing. Whether the file may be overwritten is for :mod:`tiaowen.dsl.format` to say.
"""

from __future__ import annotations

from typing import assert_never

from attrs import evolve

from tiaowen.dsl.printing.header import header_line
from tiaowen.dsl.printing.names import KnowsKinds, Lookup, Namer, Place, Translator, as_written, needs_quotes
from tiaowen.dsl.printing.phrase import Phrase, wrap
from tiaowen.dsl.printing.records import declaration, example_line, norm_line
from tiaowen.dsl.printing.rules import property_line, rule_line
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.printing.tables import table_rows
from tiaowen.dsl.source import CELL_WALL, fold
from tiaowen.dsl.tree import (
    Accept,
    Accumulates,
    Amends,
    Banded,
    Basis,
    Beside,
    Choice,
    Clause,
    Concept,
    Counts,
    Covers,
    Document,
    Doubt,
    Duty,
    Enrolment,
    Example,
    Excludes,
    Expect,
    Expires,
    For,
    FundRow,
    FundYear,
    Given,
    Heading,
    IdentityAsOf,
    InForce,
    InsteadOf,
    InsuranceYear,
    Issued,
    Kind,
    Language,
    LeavesOut,
    Limit,
    Line,
    MayExtend,
    Means,
    NotComputed,
    Number,
    Ordered,
    Outline,
    Person,
    PolicyLine,
    PoolLine,
    Quote,
    Reading,
    Refines,
    Region,
    Repeals,
    Requires,
    Retroactive,
    Rising,
    RoundingLine,
    SetNames,
    Several,
    SourceLine,
    StatisticValue,
    Table,
    Trivia,
    Under,
    Unparsed,
    Use,
    Valid,
    Visit,
)
from tiaowen.dsl.walk import governed

__all__ = [
    "KnowsKinds",
    "Lookup",
    "Namer",
    "Translator",
    "as_written",
    "needs_quotes",
    "print_document",
    "print_line",
    "translate",
]

_STEP = 2
"""Columns by which a line is indented below its scope or example."""


def print_line(line: Line, language: Language, names: Namer = as_written) -> str:
    """Return one line in ``language``, on one physical line, without indentation; a table has one for each row."""
    return _phrase(line, Surface(language, names)).text


def print_document(document: Document, language: Language, names: Namer = as_written) -> str:
    """Return the file of a document in ``language``; it ends in a newline unless it is empty."""
    surface = Surface(language, names)
    out: list[str] = []
    last = ""
    indent = 0
    trivia = document.trivia or (Trivia(),) * len(document.lines)
    for standing, beside in zip(governed(document.lines), trivia, strict=True):
        line = standing.line
        indent = _indent(line, indent, scoped=standing.scope is not None, stepped=standing.example is not None)
        above, physical = beside.above, wrap(_phrase(line, surface), indent)
        if isinstance(line, Unparsed):
            above, physical = _verbatim(line, above, indent)
        if isinstance(line, Table):
            physical = _rows(line, surface, beside.rows, indent)
        # Without a blank line between them two tables would be one.
        parted = bool(out) and _is_row(last) and _is_row(physical[0])
        if out and (beside.blank or parted or isinstance(line, Heading | Example)):
            out.append("")
        out += [" " * indent + comment for comment in above]
        out += physical
        last = out[-1]
        if beside.behind:
            out[-1] += "  " + beside.behind
    out += document.tail
    return "".join(text + "\n" for text in out)


def translate(document: Document, language: Language, lookup: Lookup) -> tuple[str, tuple[str, ...]]:
    """Return the file of a document in the other language, and the names for which ``lookup`` has none there."""
    translator = Translator(lookup)
    return print_document(document, language, translator), translator.missing


def _indent(line: Line, above: int, *, scoped: bool, stepped: bool) -> int:
    """Return the columns before a line; a remark stands like the line it is about."""
    match line:
        case (
            Clause() | Table() | FundRow() | Covers() | Counts() | Requires() | Excludes() | InsteadOf()
            | Accumulates() | Banded() | Several() | IdentityAsOf() | Valid() | RoundingLine() | Rising()
            | Ordered() | Doubt()
        ):  # fmt: skip
            return _STEP if scoped else 0
        case Choice():
            return 2 * _STEP if scoped else _STEP
        case Given() | Person() | Visit() | Enrolment() | FundYear() | Expect():
            return _STEP if stepped else 0
        case Quote() | Reading() | Accept():
            return above
        case Unparsed():
            return _STEP if scoped or stepped else 0
        case _:
            return 0


def _rows(table: Table, surface: Surface, comments: tuple[Beside, ...], indent: int) -> list[str]:
    """Return the rows of a table with the comments beside them."""
    rows = table_rows(surface, table)
    out: list[str] = []
    for row, beside in zip(rows, comments or (Beside(),) * len(rows), strict=True):
        out += [*beside.above, row + ("  " + beside.behind if beside.behind else "")]
    return [" " * indent + line for line in out]


def _is_row(line: str) -> bool:
    return fold(line).lstrip().startswith(CELL_WALL)


def _verbatim(line: Unparsed, above: tuple[str, ...], indent: int) -> tuple[tuple[str, ...], list[str]]:
    """Return an unread line as it is, and the comments above it without those that stand inside it."""
    physical = line.text.split("\n")
    kept = list(above)
    for inner in reversed(physical[:-1]):
        at = next((i for i in reversed(range(len(kept))) if inner.rstrip().endswith(kept[i])), None)
        if at is not None:
            del kept[at]
    return tuple(kept), [" " * indent + physical[0], *physical[1:]]


def _phrase(line: Line, surface: Surface) -> Phrase:
    match line:
        case (
            PolicyLine() | Number() | Region() | Issued() | Under() | SourceLine() | Outline() | Use() | Refines()
            | Heading()
        ):  # fmt: skip
            return header_line(surface, line)
        case (
            For() | Amends() | Clause() | Means() | Basis() | FundRow() | LeavesOut() | SetNames() | MayExtend()
        ):  # fmt: skip
            return rule_line(surface, line)
        case (
            Covers() | Counts() | Requires() | Excludes() | InsteadOf() | PoolLine() | Accumulates() | Banded()
            | Several() | IdentityAsOf() | Valid() | RoundingLine() | InsuranceYear()
        ):  # fmt: skip
            return property_line(surface, line)
        case (
            Duty() | Limit() | InForce() | Expires() | Retroactive() | Repeals() | Rising() | Ordered() | NotComputed()
            | Quote() | Reading() | Accept() | Doubt()
        ):  # fmt: skip
            return norm_line(surface, line)
        case Choice():
            return _choice(line, surface)
        case Example() | Given() | Person() | Visit() | Enrolment() | FundYear() | Expect():
            return example_line(surface, line)
        case Kind() | Concept() | StatisticValue():
            return declaration(surface, line)
        case Table():
            return Phrase(("\n".join(table_rows(surface, line)),))
        case Unparsed():
            return Phrase((line.text,))
        case _:
            assert_never(line)


def _choice(node: Choice, s: Surface) -> Phrase:
    """Return a reading of a doubt: its name, whether it is adopted, and the line it comes to."""
    head = s.opening("READING", s.spelled(node.name.text, Place.PLAIN))
    if node.adopted:
        head = head + s.comma + s.word("ADOPTED")
    if node.text:
        head = head + " " + s.text(node.text)
    line = _phrase(node.line, evolve(s, inner=True)) if node.line is not None else Phrase((s.word("NOTHING"),))
    return head.then(s.colon, line)
