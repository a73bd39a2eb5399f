"""What a line says, in whatever language and by whatever names, to compare it with that of another document."""

from __future__ import annotations

from typing import cast

import attrs

from tiaowen.compiler.vocabulary import Vocabulary, name_key
from tiaowen.dsl.tree import Item, Name, Span, Text


def said(node: object, vocabulary: Vocabulary) -> object:
    """Return what a part of a line says: names as the ids of their concepts, denials resolved, places left out."""
    match node:
        case Item(name=name, negated=negated):
            found = vocabulary.find_item(name.text)
            return (found[0].id, found[1] is not negated) if found else (name_key(name.text), negated)
        case Name(text=text):
            concept = vocabulary.find(text)
            return concept.id if concept is not None else name_key(text)
        case Text():
            return node.zh or node.en
        case Span():
            return None
        case tuple():
            return tuple(said(part, vocabulary) for part in cast("tuple[object, ...]", node))
        case _:
            kind: type[object] = type(node)
            if not attrs.has(kind):
                return node
            fields: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
            return (kind.__name__, *(said(getattr(node, each.name), vocabulary) for each in fields if each.eq))
