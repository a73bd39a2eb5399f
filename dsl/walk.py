"""What governs a line: the heading, scope and example above it, read off the order of the lines.

Also says whether two trees say the same, where a tree can say one thing in two ways. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
from attrs import frozen

from tiaowen.dsl.tree import Basis, Example, For, Heading, Item, Kind, Line, Means


@frozen
class Standing:
    """A line with the heading it stands under, the scope it is in, and the example it belongs to."""

    line: Line
    heading: Heading | None = None
    scope: For | None = None
    example: Example | None = None


def governed(lines: Iterable[Line]) -> Iterator[Standing]:
    """Yield each line with what governs it.

    A scope ends at the next scope, heading, definition, example or kind; an example at the next example, scope, heading
    or kind. A heading, scope or example governs itself.
    """
    heading: Heading | None = None
    scope: For | None = None
    example: Example | None = None
    for line in lines:
        match line:
            case Heading():
                heading, scope, example = line, None, None
            case For():
                scope, example = line, None
            case Example():
                scope, example = None, line
            case Kind():
                scope, example = None, None
            case Means() | Basis():
                scope = None
            case _:
                pass
        yield Standing(line, heading, scope, example)


def meaning(node: object) -> object:
    """Return what a node says, for comparison: equal for trees that differ in nothing but how a denial is spelled.

    ``not 规范转诊`` and ``未规范转诊`` are one condition, but only the vocabulary knows whether 未 or 非 denies a
    name there.
    """
    if isinstance(node, Item):
        text = node.name.text
        if not node.negated and text[:1] in ("未", "非"):
            return (Item, text[1:], True)
        return (Item, text, node.negated)
    if isinstance(node, tuple):
        return tuple(meaning(part) for part in node)
    kind: type[object] = type(node)
    if attrs.has(kind):
        fields: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
        return (kind, *(meaning(getattr(node, field.name)) for field in fields if field.eq))
    return node
