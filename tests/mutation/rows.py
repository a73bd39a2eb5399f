"""The lines of a policy file that a mutation may touch, with their tokens and what governs them.

Turns the text of a file into :class:`Row` objects: the lines above the examples that decide something. Citations,
titles and what stands in quotation marks are no part of that, and are never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from attrs import frozen
from law.forms import adopted_choices, form_of, headings_of

from tiaowen.dsl import tree
from tiaowen.dsl.joined import attempt
from tiaowen.dsl.lexer import Read
from tiaowen.dsl.parse import parse
from tiaowen.dsl.source import Source, logical_lines
from tiaowen.dsl.tree import Line, Span
from tiaowen.dsl.walk import governed

SAYS_NOTHING = (
    tree.PolicyLine
    | tree.Number
    | tree.Region
    | tree.Under
    | tree.SourceLine
    | tree.Outline
    | tree.Use
    | tree.Heading
    | tree.Quote
    | tree.Reading
    | tree.NotComputed
    | tree.Repeals
    | tree.Refines
    | tree.Doubt
    | tree.Choice
    | tree.Kind
    | tree.Concept
    | tree.Unparsed
)
"""Lines that decide no amount and no date: names, citations, and what stands in quotation marks."""


@frozen
class Row:
    """A line, where it stands in the file, its tokens, the places it cites, and the scope it is in.

    Of a reading, ``line`` and ``span`` are those of what it says, ``choice`` is the whole, and ``adopted`` says whether
    any line of the reading is marked so.
    """

    line: Line
    span: Span
    number: int
    tokens: tuple[Read, ...]
    headings: tuple[str, ...]
    scope: tree.For | None
    choice: tree.Choice | None = None
    adopted: bool = False

    @property
    def form(self) -> str:
        """Return the form of the line."""
        return form_of(self.line)

    def token(self, *kinds: str, after: int = 0) -> Read | None:
        """Return the first token of one of these kinds that begins at or behind ``after``."""
        return next((t for t in self.tokens if t.kind in kinds and t.start >= after), None)


def rows_of(text: str) -> Iterator[Row]:
    """Yield the lines above the first example that decide something, in the order of the file."""
    for row in all_rows(text):
        # Nobody is paid by a reading that was not adopted, or that comes to nothing.
        if not isinstance(row.line, SAYS_NOTHING) and (row.choice is None or row.adopted):
            yield row


def all_rows(text: str) -> Iterator[Row]:
    """Yield every line above the first example.

    The file must be readable: a mutation of what is no policy shows nothing.
    """
    source = Source.of(text, "policy")
    document, findings = parse(text, "policy")
    assert findings == (), findings
    logical = [line for line, _ in logical_lines(source) if line is not None]
    above = takewhile(lambda pair: pair[0].example is None, zip(governed(document.lines), logical, strict=True))
    marked = adopted_choices(document.lines)
    for standing, range_ in above:
        line, span = standing.line, standing.line.span
        number, headings = source.place(span).line, headings_of(standing.heading)
        tokens = tuple(attempt(source, range_).read.read)
        if isinstance(line, tree.Choice):
            colon = next(at for at, token in enumerate(tokens) if token.kind == "COLON")
            said = Span(tokens[colon + 1].start, span.end)
            yield Row(line.line or line, said, number, tokens, headings, standing.scope, line, id(line) in marked)
        else:
            yield Row(line, span, number, tokens, headings, standing.scope)
