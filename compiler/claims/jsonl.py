"""JSON Lines in, claims out: one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tiaowen.compiler.claims import findings as f
from tiaowen.compiler.claims.lines import Lines
from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.claims.places import JsonLine, Numeral, mark
from tiaowen.compiler.claims.records import Reader
from tiaowen.dsl.diagnostics import Finding, Place

DEPTH_LIMIT = 20
_STRUCTURE = re.compile(r'\\.|["\[\]{}]')


class _RepeatedKey(Exception):
    """Raised inside the JSON decoder, which would otherwise let the last of two equal keys win in silence."""


def _object(members: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(members)
    if len(found) < len(members):
        keys = [key for key, _ in members]
        raise _RepeatedKey(next(key for key in keys if keys.count(key) > 1))
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=Numeral, parse_int=Numeral, parse_constant=Numeral)


def read_jsonl(lines: Lines, file: str, reader: Reader) -> Iterator[Visit | Finding]:
    """Yield each line as a claim, or what is wrong with it."""
    empty = True
    for item in lines:
        if not isinstance(item, tuple):
            empty = False
            yield item
            continue
        line, text = item
        if not text or text.isspace():
            continue
        empty = False
        record = _decode(file, line, text)
        if isinstance(record, Finding):
            yield record
        else:
            yield from reader.named(record, JsonLine(file, line, text, reader.keys.column_of))
    if empty:
        yield f.EmptyInput(place=Place(file, 1))


def _decode(file: str, line: int, text: str) -> dict[str, object] | Finding:
    if _too_deep(text):
        return f.TooDeep(place=mark(file, line, text, 0, len(text)), limit=DEPTH_LIMIT)
    try:
        record: object = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        if text.strip() in ("[", "]"):  # of a list of records that stands on several lines
            return f.NotAnObject(place=mark(file, line, text, 0, len(text)), bracket=True)
        return f.BrokenJson(place=mark(file, line, text, error.pos, error.pos + 1))
    except _RepeatedKey as error:
        key = str(error)
        at = max(0, text.rfind(json.dumps(key, ensure_ascii=False)))
        place = mark(file, line, text, at, at + len(key) + 2)
        return f.RepeatedKey(place=place, written=(key, key))
    if isinstance(record, dict):
        return record
    return f.NotAnObject(place=mark(file, line, text, 0, len(text)), bracket=isinstance(record, list))


def _too_deep(text: str) -> bool:
    """Return whether a line is nested beyond the limit. Asked before decoding, which is recursive."""
    if text.count("[") + text.count("{") <= DEPTH_LIMIT:
        return False
    depth, quoted = 0, False
    for found in _STRUCTURE.finditer(text):
        sign = found[0]
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                return True
        elif not quoted and sign in "]}":
            depth -= 1
    return False
