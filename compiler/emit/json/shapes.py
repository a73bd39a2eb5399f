"""What the rules look like as JSON, read off their declarations.

Turns the annotations of :mod:`tiaowen.compiler.rules.model` into a closed set of shapes. Writing,
reading and the schema each answer for every shape and for nothing else. The conventions:

* a record is an object with the fields of its class; a field that is None, or empty by default, is left out, as
  are source spans; whoever writes such objects may leave out any field that has its default;
* one of several records carries its kind under ``type`` (``of-statistic``);
* a share is ``"3/5"``, money an integer number of fen, a date ISO text, a set a sorted array, a pair an
  object.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields, frozen

from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.tree import Span

FORMAT_VERSION = 1
SHARE = r"^(0|[1-9][0-9]{0,17})(/[1-9][0-9]{0,17})?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
YEAR = r"^[0-9]{4}$"

PAIRS: Mapping[str, tuple[str, str]] = {
    "displaced_by": ("benefit", "cites"),
    "shares": ("fund", "share"),
    "exhausted": ("fund", "share"),
    "care": ("benefit", "care"),
    "insurance_year": ("month", "day"),
}
"""The fields that hold pairs, and what the two halves are called."""


@frozen
class Words:
    """Text."""


@frozen
class Whole:
    """An integer."""


@frozen
class Flag:
    """True or false."""


@frozen
class Share:
    """An exact fraction."""


@frozen
class Day:
    """A calendar date."""


@frozen
class Choice:
    """One of the values of an enumeration, written as its value."""

    enum: type[Enum]


@frozen
class Maybe:
    """A value, or None: then the field is left out."""

    of: Shape


@frozen
class Many:
    """A tuple whose order means something."""

    of: Shape


@frozen
class Bag:
    """A set, written in sorted order."""

    of: Shape


@frozen
class Pair:
    """A tuple of two, written as an object."""

    keys: tuple[str, str]
    of: tuple[Shape, Shape]


@frozen
class Table:
    """A mapping by id or, with ``years``, by year; written in the order of its keys."""

    of: Shape
    years: bool


@frozen(eq=False)
class Record:
    """An object of one class of the rules; ``defaults`` are what the fields are that may be left out."""

    name: str
    make: Callable[..., object]
    fields: tuple[tuple[str, Shape], ...]
    spans: tuple[str, ...]
    defaults: Mapping[str, object]

    def needs(self, field: str) -> bool:
        """Tell whether a field must be written."""
        return field not in self.defaults


@frozen(eq=False)
class OneOf:
    """One of several records, told apart by ``type``."""

    records: Mapping[str, Record]


Shape = Words | Whole | Flag | Share | Day | Choice | Maybe | Many | Bag | Pair | Table | Record | OneOf

PLAIN: Mapping[object, Shape] = {
    str: Words(),
    int: Whole(),
    bool: Flag(),
    Fraction: Share(),
    date: Day(),
}


def kind_of(record: str) -> str:
    """Return the value of ``type`` for a class name: ``OfStatistic`` is ``of-statistic``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", record).lower()


@cache
def rules_shape() -> Record:
    """Return the shape of a whole policy."""
    return _class_shape(Policy)


def _class_shape(cls: type) -> Record:
    """Return the shape of a class of the rules: its fields in the order of declaration, without spans."""
    hints = get_type_hints(cls)
    declared: tuple[Attribute[object], ...] = tuple(each for each in fields(cls) if each.init)
    named = tuple((each.name, hints[each.name]) for each in declared)
    shapes = tuple((name, shape_of(hint, name)) for name, hint in named if hint is not Span)
    given: dict[str, object] = {name: None for name, shape in shapes if isinstance(shape, Maybe)}
    given |= {each.name: _default(each) for each in declared if each.default is not NOTHING}
    spans = tuple(name for name, hint in named if hint is Span)
    return Record(cls.__name__, cls, shapes, spans, {name: given[name] for name in given if name not in spans})


def _default(declared: Attribute[object]) -> object:
    factory: Callable[[], object] | None = getattr(declared.default, "factory", None)
    return declared.default if factory is None else factory()


def shape_of(hint: object, field: str) -> Shape:
    """Return the shape of an annotation; one of a new kind is refused here, not at some later value."""
    if (plain := PLAIN.get(hint)) is not None:
        return plain
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return _union(arguments, field)
    if origin is tuple:
        return _tuple(arguments, field)
    if origin is frozenset:
        return Bag(shape_of(arguments[0], field))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Table(shape_of(arguments[1], field), years=arguments[0] is int)
    if isinstance(hint, type):
        return Choice(hint) if issubclass(hint, Enum) else _class_shape(hint)
    raise TypeError(f"{field}: {hint}")


def _union(arguments: tuple[object, ...], field: str) -> Shape:
    """Return the shape of ``A | B | None``."""
    members = [each for each in arguments if each is not types.NoneType]
    if len(members) == 1:
        inner = shape_of(members[0], field)
    else:
        records = [_class_shape(each) for each in members if isinstance(each, type)]
        inner = OneOf({kind_of(record.name): record for record in records})
    return inner if len(members) == len(arguments) else Maybe(inner)


def _tuple(arguments: tuple[object, ...], field: str) -> Shape:
    """Return the shape of ``tuple[A, ...]`` or of a pair."""
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return Many(shape_of(arguments[0], field))
    first, second = arguments
    return Pair(PAIRS[field], (shape_of(first, field), shape_of(second, field)))
