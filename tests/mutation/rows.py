"""The lines of a policy file that a mutation may touch, with their tokens and what governs them.

Turns the text of a file into :class:`Row` objects: the lines above the examples that decide something. Citations,
titles and what stands in quotation marks are no part of that, and are never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from attrs import frozen
from law.forms import form_of, headings_of

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
    | tree.Kind
    | tree.Concept
    | tree.Unparsed
)
"""Lines that decide no amount and no date: names, citations, and what stands in quotation marks."""


@frozen
class Row:
    """A line, where it stands in the file, its tokens, the places it cites, and the scope it is in.

    Of an adopted reading, ``line`` is what it says.
    """

    line: Line
    span: Span
    number: int
    tokens: tuple[Read, ...]
    headings: tuple[str, ...]
    scope: tree.For | None

    @property
    def form(self) -> str:
        """Return the form of the line."""
        return form_of(self.line)

    def token(self, *kinds: str, after: int = 0) -> Read | None:
        """Return the first token of one of these kinds that begins at or behind ``after``."""
        return next((t for t in self.tokens if t.kind in kinds and t.start >= after), None)


def rows_of(text: str) -> Iterator[Row]:
    """Yield the lines above the first example that decide something, in the order of the file.

    The file must be readable: a mutation of what is no policy shows nothing.
    """
    source = Source.of(text, "policy")
    document, findings = parse(text, "policy")
    assert findings == (), findings
    logical = [line for line, _ in logical_lines(source) if line is not None]
    above = takewhile(lambda pair: pair[0].example is None, zip(governed(document.lines), logical, strict=True))
    for standing, range_ in above:
        line, span = standing.line, standing.line.span
        if isinstance(line, tree.Choice):
            if not line.adopted or line.line is None:
                continue  # nobody is paid by a reading that was not adopted
            line = line.line
        if isinstance(line, SAYS_NOTHING):
            continue
        tokens = tuple(attempt(source, range_).read.read)
        yield Row(line, span, source.place(span).line, tokens, headings_of(standing.heading), standing.scope)
