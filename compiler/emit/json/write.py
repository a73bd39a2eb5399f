"""Rules into JSON text: the same text for the same rules, sorted where order means nothing.

A citation also carries its text in both languages, so that a reader needs no knowledge of how documents
number their places; the structure is what counts, and the reader refuses a text that says something
else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import assert_never, cast

from tiaowen.compiler.emit.json.shapes import (
    FORMAT_VERSION,
    Bag,
    Choice,
    Day,
    Flag,
    Many,
    Maybe,
    OneOf,
    Pair,
    Record,
    Shape,
    Share,
    Table,
    Whole,
    Words,
    kind_of,
    rules_shape,
)
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Language

WIDTH = 100
_EMPTY: tuple[object, ...] = ("", (), frozenset(), {})

Plain = str | int | bool | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold here: no null, no floating point."""


def write_rules(policy: Policy) -> str:
    """Return the rules of ``policy`` as JSON text."""
    document: dict[str, Plain] = {"format_version": FORMAT_VERSION, "policy": plain(policy, rules_shape())}
    return laid_out(document) + "\n"


def laid_out(value: Plain, indent: int = 0) -> str:
    """Return JSON text in which what fits on a line stands on one line: a citation, a box, a set of names."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list | dict) or len(line) <= WIDTH - indent:
        return line
    margin = " " * (indent + 1)
    if isinstance(value, list):
        rows = [margin + laid_out(each, indent + 1) for each in value]
    else:
        rows = [
            f"{margin}{json.dumps(key, ensure_ascii=False)}: " + laid_out(each, indent + 1)
            for key, each in value.items()
        ]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    return f"{opening}\n" + ",\n".join(rows) + f"\n{' ' * indent}{closing}"


def plain(value: object, shape: Shape) -> Plain:
    """Return ``value``, which has this shape, as JSON can hold it."""
    match shape:
        case Words() | Whole() | Flag():
            return cast(Plain, value)
        case Share():
            return str(cast(Fraction, value))
        case Day():
            return cast(date, value).isoformat()
        case Choice():
            return cast(str, cast(Enum, value).value)
        case Maybe():
            return plain(value, shape.of)
        case Many():
            return [plain(each, shape.of) for each in cast(tuple[object, ...], value)]
        case Bag():
            return [plain(each, shape.of) for each in sorted(cast(frozenset[str], value))]
        case Pair():
            halves = cast(tuple[object, object], value)
            return {key: plain(half, of) for key, half, of in zip(shape.keys, halves, shape.of, strict=True)}
        case Table():
            rows = sorted(cast(Mapping[str, object], value).items())
            return {str(key): plain(each, shape.of) for key, each in rows}
        case Record():
            return _record(value, shape)
        case OneOf():
            kind = kind_of(type(value).__name__)
            return {"type": kind} | _record(value, shape.records[kind])
        case _:
            assert_never(shape)


def _record(value: object, shape: Record) -> dict[str, Plain]:
    """Return a record without the fields that are None, or empty where that is their default."""
    held = {name: getattr(value, name) for name, _ in shape.fields}
    left_out = {name for name, each in held.items() if each is None or (not shape.needs(name) and each in _EMPTY)}
    written = {name: plain(held[name], of) for name, of in shape.fields if name not in left_out}
    return written | derived(value)


def derived(value: object) -> dict[str, Plain]:
    """Return what is written beside the fields of a record for the reader's convenience."""
    if isinstance(value, Citation):
        return {
            "en": citation_text(value, Language.EN),
            "zh": citation_text(value, Language.ZH),
        }
    return {}
