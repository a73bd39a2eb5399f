"""Names of a tree, and a tree without its names: for tests that compare what lines say."""

from __future__ import annotations

import attrs

from tiaowen.dsl import tree
from tiaowen.dsl.source import fold


def names_of(node: object) -> list[str]:
    """Return every name below ``node``, in order."""
    if isinstance(node, tree.Name):
        return [node.text]
    return [name for child in _children(node) for name in names_of(child)]


def nodes_of(node: object) -> list[object]:
    """Return ``node`` and every node below it."""
    return [node, *(below for child in _children(node) for below in nodes_of(child))]


def without_names(node: object) -> object:
    """Return what ``node`` says when every name is the same."""
    if isinstance(node, tree.Name | tree.Kind):
        return type(node)
    children = _children(node)
    return (type(node), *map(without_names, children)) if children else node


def folded(node: object) -> object:
    """Return what ``node`` says, whatever the width of its signs."""
    if isinstance(node, str):
        return fold(node)
    children = _children(node)
    return (type(node), *map(folded, children)) if children else node


def _children(node: object) -> list[object]:
    if isinstance(node, tuple):
        return list(node)
    kind: type[object] = type(node)
    if not attrs.has(kind):
        return []
    fields: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
    return [getattr(node, field.name) for field in fields if field.eq]
