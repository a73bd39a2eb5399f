"""The JSON Schema of the rules, printed from the shapes.

The published file ``rules.schema.json`` beside this package is :func:`schema_text`, word for word. A
schema says what a single value may be; that references lead somewhere is checked by the reader alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import assert_never

from tiaowen.compiler.emit.json.shapes import (
    DAY,
    FORMAT_VERSION,
    SHARE,
    YEAR,
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
    rules_shape,
)
from tiaowen.compiler.emit.json.write import Plain, laid_out, plain

SCHEMA_FILE = "rules.schema.json"
SCALARS: Mapping[type, Mapping[str, str]] = {
    Words: {"type": "string"},
    Whole: {"type": "integer"},
    Flag: {"type": "boolean"},
    Share: {"type": "string", "pattern": SHARE},
    Day: {"type": "string", "pattern": DAY},
}


def schema_text() -> str:
    """Return the schema as it is published."""
    definitions: dict[str, Plain] = {}
    policy = _schema(rules_shape(), definitions)
    schema: dict[str, Plain] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rules of a medical assistance document / 医疗救助文件的规则",
        "description": (
            "Money is in fen, a share is an exact fraction in lowest terms, "
            "a field that does not apply is left out, one that has a default may be. "
            "金额以分为单位，比例为最简分数，不适用的字段从略，取缺省值的字段可以省略。"
        ),
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "format_version": {"const": FORMAT_VERSION},
            "policy": policy,
        },
        "required": ["format_version", "policy"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }
    return laid_out(schema) + "\n"


def published_schema() -> str:
    """Return the text of the published schema file."""
    return resources.files("tiaowen.compiler.emit").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")


def publish_schema() -> None:
    """Print the schema file again, after a change of the rules."""
    (Path(__file__).resolve().parent.parent / SCHEMA_FILE).write_text(schema_text(), encoding="utf-8")


def _schema(shape: Shape, definitions: dict[str, Plain]) -> dict[str, Plain]:
    """Return the schema of a shape; records are put among the definitions and referred to."""
    match shape:
        case Words() | Whole() | Flag() | Share() | Day():
            return dict(SCALARS[type(shape)])
        case Choice():
            return {"enum": [str(member.value) for member in shape.enum]}
        case Maybe():
            return _schema(shape.of, definitions)
        case Many():
            return {"type": "array", "items": _schema(shape.of, definitions)}
        case Bag():
            return {"type": "array", "items": _schema(shape.of, definitions), "uniqueItems": True}
        case Pair():
            halves = {key: _schema(of, definitions) for key, of in zip(shape.keys, shape.of, strict=True)}
            return _object(dict(halves), list(shape.keys))
        case Table():
            rows: dict[str, Plain] = {
                "type": "object",
                "additionalProperties": _schema(shape.of, definitions),
            }
            return rows | ({"propertyNames": {"pattern": YEAR}} if shape.years else {})
        case Record():
            return _reference(shape, None, definitions)
        case OneOf():
            cases = [_reference(record, kind, definitions) for kind, record in shape.records.items()]
            return {"oneOf": list[Plain](cases)}
        case _:
            assert_never(shape)


def _object(properties: dict[str, Plain], required: list[Plain]) -> dict[str, Plain]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _reference(shape: Record, kind: str | None, definitions: dict[str, Plain]) -> dict[str, Plain]:
    """Define a record once and refer to it; one of several also says its ``type``."""
    name = shape.name if kind is None else f"One{shape.name}"
    if name not in definitions:
        definitions[name] = {}  # a record met again inside itself refers to this entry
        properties: dict[str, Plain] = {} if kind is None else {"type": {"const": kind}}
        properties |= {field: _schema(of, definitions) | _default(shape, field, of) for field, of in shape.fields}
        if shape.name == "Citation":
            properties |= {"en": {"type": "string"}, "zh": {"type": "string"}}
        needed: list[Plain] = [] if kind is None else ["type"]
        needed += [field for field, _ in shape.fields if shape.needs(field)]
        definitions[name] = _object(properties, needed)
    return {"$ref": f"#/$defs/{name}"}


def _default(shape: Record, field: str, of: Shape) -> dict[str, Plain]:
    """Return what a field is that is left out; nothing where it is then just not there."""
    if shape.needs(field) or (default := shape.defaults[field]) is None:
        return {}
    return {"default": plain(default, of)}
