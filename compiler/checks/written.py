"""Names as a document writes them: which concept each means, how it is spelled, and on which line.

Rules know concepts only. What a check says about the writing itself (a class that is defined and never named again, two
spellings of one name, an entry twice) is read off here. Examples and doubts that were read otherwise are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import field, frozen

from tiaowen.compiler.checks.context import Context
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Name, Span


@frozen
class Mention:
    """A name on a line: the concept it means, its spelling and its place.

    ``line`` is the number of the line among those of the document; ``head`` tells that the line defines the name, and
    ``entry`` that it is one of the members in a definition. ``own`` is False for a line of a higher document.
    """

    concept: str
    kind: str
    spelling: str
    line: int
    head: bool
    entry: bool
    own: bool
    span: Span = field(eq=False)


def mentions(context: Context) -> tuple[Mention, ...]:
    """Return every name that means something, on the lines that hold: those of higher documents are among them."""
    known = context.shared.get(__name__)
    if not isinstance(known, tuple):
        known = tuple(_mentions(context))
        context.shared[__name__] = known
    return known


def _mentions(context: Context) -> Iterator[Mention]:
    vocabulary = context.vocabulary
    for number, placed in enumerate(context.compiled.placed.lines):
        line = placed.line
        if isinstance(line, tree.Concept | tree.Unparsed | tree.Region):
            continue
        heads = {id(name) for name in line.heads} if isinstance(line, tree.Means) else set()
        entries = {id(item.name) for item in line.items} if isinstance(line, tree.Means) else set()
        for name in names_in(line):
            found = vocabulary.find_item(name.text)
            if found is not None:
                concept, _ = found
                which = id(name) in heads, id(name) in entries, placed.origin is None
                yield Mention(concept.id, concept.kind, name.text, number, *which, name.span)


def names_in(node: object) -> Iterator[Name]:
    """Yield the names in a part of the tree, from left to right."""
    if isinstance(node, Name):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from names_in(part)
    elif attrs.has(kind := type(node)):
        fields: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
        for each in fields:
            yield from names_in(getattr(node, each.name))
