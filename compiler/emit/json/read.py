"""JSON text into rules: the text may come from anywhere, and is believed only where it fits.

Checked in this order: size, depth, JSON without repeated keys and without numbers that are not integers,
the shapes of ``shapes``, and last (``references``) that what is referred to exists. The first thing that
does not fit is reported with its path. Nothing in the text is ever run or looked up as code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Never, assert_never

from tiaowen.compiler.emit.json.problem import Problem, UnreadableRules
from tiaowen.compiler.emit.json.references import check_references
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
from tiaowen.compiler.emit.json.write import derived
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.tree import Citation, Span

MOST_CHARACTERS = 64_000_000
DEEPEST = 40
LARGEST = 10**15
"""No amount, count or year is larger: ten trillion yuan."""

NUMBERED = {"chapter", "article", "section"}
PLAIN_FORMS = {"preamble", "closing", "annex", "notice"}

Path = tuple[str, ...]

_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


def load_rules(text: str) -> Policy:
    """Return the rules that :func:`write_rules` wrote; raise :class:`UnreadableRules` for any other text."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableRules((), Problem.TOO_LONG, f"{MOST_CHARACTERS:,}")
    _check_depth(text)
    document = _parse(text)
    if not isinstance(document, dict):
        _refuse((), Problem.WRONG_KIND, "object")
    version = document.get("format_version")
    if isinstance(version, bool) or version != FORMAT_VERSION:
        _refuse(("format_version",), Problem.OTHER_VERSION, str(FORMAT_VERSION))
    if unknown := sorted(document.keys() - {"format_version", "policy", "$schema"}):
        _refuse((unknown[0],), Problem.UNKNOWN_KEY)
    if "policy" not in document:
        _refuse(("policy",), Problem.MISSING)
    policy = value_of(document["policy"], rules_shape(), ("policy",))
    if not isinstance(policy, Policy):  # the shape of a policy makes nothing else
        raise TypeError(type(policy))
    check_references(policy)
    return policy


def _refuse(path: Path, problem: Problem, detail: str = "") -> Never:
    raise UnreadableRules(path, problem, detail)


def _check_depth(text: str) -> None:
    """Refuse deep nesting before the JSON reader meets it: it would exhaust the stack."""
    depth = 0
    for found in _STRUCTURE.finditer(text):
        mark = found.group()
        depth += (mark in "[{") - (mark in "]}")
        if depth > DEEPEST:
            _refuse((), Problem.TOO_DEEP, str(DEEPEST))


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Build an object, refusing a repeated key: two readers could take different ones."""
    built: dict[str, object] = {}
    for key, value in pairs:
        if key in built:
            _refuse((key,), Problem.REPEATED_KEY)
        built[key] = value
    return built


def _no_float(text: str) -> Never:
    _refuse((), Problem.NOT_AN_INTEGER, text[:40])


def _parse(text: str) -> object:
    try:
        document: object = json.loads(text, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)
    except json.JSONDecodeError as error:
        _refuse((), Problem.NOT_JSON, f"{error.lineno}:{error.colno}: {error.msg}")
    except (ValueError, RecursionError):  # a number of thousands of digits
        _refuse((), Problem.NOT_JSON)
    return document


def value_of(found: object, shape: Shape, path: Path) -> object:
    """Return the value of this shape that ``found`` writes down."""
    match shape:
        case Words() | Whole() | Flag() | Share() | Day():
            return _scalar(found, shape, path)
        case Choice():
            allowed = {member.value: member for member in shape.enum}
            word = _text(found, path)
            return allowed[word] if word in allowed else _refuse(path, Problem.NOT_ONE_OF, ", ".join(allowed))
        case Maybe():
            return value_of(found, shape.of, path)
        case Many():
            return tuple(_members(found, shape.of, path))
        case Bag():
            return _bag(found, shape, path)
        case Pair():
            halves = _object(found, shape.keys, (), path)
            return tuple(value_of(halves[key], of, (*path, key)) for key, of in zip(shape.keys, shape.of, strict=True))
        case Table():
            return _table(found, shape, path)
        case Record():
            return _record(found, shape, path)
        case OneOf():
            return _one_of(found, shape, path)
        case _:
            assert_never(shape)


def _scalar(found: object, shape: Words | Whole | Flag | Share | Day, path: Path) -> object:
    match shape:
        case Words():
            return _text(found, path)
        case Whole():
            return _whole(found, path)
        case Flag():
            return found if isinstance(found, bool) else _refuse(path, Problem.WRONG_KIND, "true/false")
        case Share():
            return _share(found, path)
        case Day():
            return _day(found, path)
        case _:
            assert_never(shape)


def _text(found: object, path: Path) -> str:
    if not isinstance(found, str):
        _refuse(path, Problem.WRONG_KIND, "text")
    if any("\ud800" <= char <= "\udfff" for char in found):
        _refuse(path, Problem.NOT_TEXT)
    return found


def _whole(found: object, path: Path) -> int:
    if isinstance(found, bool) or not isinstance(found, int):
        _refuse(path, Problem.WRONG_KIND, "integer")
    if abs(found) > LARGEST:
        _refuse(path, Problem.OUT_OF_RANGE, f"{LARGEST:,}")
    return found


def _share(found: object, path: Path) -> Fraction:
    text = _text(found, path)
    if not re.fullmatch(SHARE, text):
        _refuse(path, Problem.NOT_A_SHARE)
    share = Fraction(text)
    if str(share) != text:
        _refuse(path, Problem.NOT_A_SHARE)
    return share


def _day(found: object, path: Path) -> date:
    text = _text(found, path)
    try:
        return date.fromisoformat(text) if re.fullmatch(DAY, text) else _refuse(path, Problem.NOT_A_DATE)
    except ValueError:
        _refuse(path, Problem.NOT_A_DATE)


def _members(found: object, of: Shape, path: Path) -> list[object]:
    if not isinstance(found, list):
        _refuse(path, Problem.WRONG_KIND, "array")
    return [value_of(each, of, (*path, str(at))) for at, each in enumerate(found)]


def _bag(found: object, shape: Bag, path: Path) -> frozenset[object]:
    listed = _members(found, shape.of, path)
    members = frozenset(listed)
    if len(members) != len(listed):
        _refuse(path, Problem.REPEATED_MEMBER)
    return members


def _object(found: object, needed: Sequence[str], optional: Sequence[str], path: Path) -> dict[str, object]:
    """Return an object that has the ``needed`` keys, perhaps the ``optional`` ones and no others."""
    if not isinstance(found, dict):
        _refuse(path, Problem.WRONG_KIND, "object")
    for key in needed:
        if key not in found:
            _refuse((*path, key), Problem.MISSING)
    for key in found:
        if key not in needed and key not in optional:
            _refuse((*path, key), Problem.UNKNOWN_KEY)
    return found


def _table(found: object, shape: Table, path: Path) -> dict[object, object]:
    if not isinstance(found, dict):
        _refuse(path, Problem.WRONG_KIND, "object")
    rows: dict[object, object] = {}
    for key, each in found.items():
        if shape.years and not re.fullmatch(YEAR, key):
            _refuse((*path, key), Problem.NOT_A_YEAR)
        rows[int(key) if shape.years else _text(key, path)] = value_of(each, shape.of, (*path, key))
    return rows


def _one_of(found: object, shape: OneOf, path: Path) -> object:
    if not isinstance(found, dict) or "type" not in found:
        _refuse((*path, "type"), Problem.MISSING)
    kind = _text(found["type"], (*path, "type"))
    if kind not in shape.records:
        _refuse((*path, "type"), Problem.NOT_ONE_OF, ", ".join(sorted(shape.records)))
    return _record({key: each for key, each in found.items() if key != "type"}, shape.records[kind], path)


def _record(found: object, shape: Record, path: Path) -> object:
    """Build a record; fields left out have their default, spans are nowhere."""
    needed = [name for name, _ in shape.fields if shape.needs(name)]
    optional = [name for name, _ in shape.fields if not shape.needs(name)]
    if shape.make is Citation:
        optional += ["en", "zh"]
    given = _object(found, needed, optional, path)
    values: dict[str, object] = dict.fromkeys(shape.spans, Span(0, 0))
    for name, of in shape.fields:
        values[name] = value_of(given[name], of, (*path, name)) if name in given else shape.defaults[name]
    if shape.make is Citation:
        _check_citation(values, path)
    built = shape.make(**values)
    for name, said in derived(built).items():
        if given.get(name, said) != said:
            _refuse((*path, name), Problem.CONTRADICTION, str(said))
    return built


def _check_citation(values: dict[str, object], path: Path) -> None:
    """Refuse a citation that no document can number."""
    form, numbers, paragraph = values["form"], values["numbers"], values["paragraph"]
    steps = numbers if isinstance(numbers, tuple) else ()
    last = (paragraph,) if paragraph is not None else ()
    fits = bool(steps) if form in NUMBERED else form in PLAIN_FORMS and len(steps) < 2
    if not fits or not all(isinstance(step, int) and 0 < step < 10_000 for step in (*steps, *last)):
        _refuse(path, Problem.NOT_A_CITATION)
