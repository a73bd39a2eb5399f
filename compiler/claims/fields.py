"""One cell in, one typed value or the reasons against it out.

What a cell means does not depend on its record, so a cell that was read once is not read again: a file of a
hundred thousand visits has a few hundred different ones. Reasons carry no place; whoever knows the record
adds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from attrs import field, frozen

from tiaowen.compiler.claims import findings as f
from tiaowen.compiler.claims.columns import BOUNDS
from tiaowen.compiler.claims.model import ExtraNames, Held, Kind
from tiaowen.compiler.claims.money import Fault, count_of, fen_of
from tiaowen.compiler.claims.places import DECODER, Numeral
from tiaowen.compiler.vocabulary import Concept, Vocabulary, name_key
from tiaowen.compiler.vocabulary.names import half_width
from tiaowen.dsl.diagnostics import Finding

ITEM_LIMIT = 500
IDENTIFIER_LIMIT = 200
_REMEMBERED = 1 << 16
_MEMORABLE = 1000
_ASKED = 1000

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_KINDS = {
    **{name_key(kind.value): kind for kind in Kind},
    "enrollment": Kind.ENROLMENT,
    "就医": Kind.VISIT,
    "参保": Kind.ENROLMENT,
    "参保缴费": Kind.ENROLMENT,
    "基金年度": Kind.FUND_YEAR,
}
_LEVELS = {"1": 1, "2": 2, "3": 3, "一级": 1, "二级": 2, "三级": 3}
_DIGITS = {"一": "1", "二": "2", "三": "3"}
_GRADED = re.compile(r"([1-3一二三])\s*级?\s*(?:[甲乙丙特]等?|[abc]级?|等)(?:医院)?")
"""A level with a grade within it, as hospitals are called: 三级甲等, 三甲, 3A. It is suggested and not taken."""


@frozen
class Slip:
    """One reason against a cell, and the part of it that the reason is about."""

    finding: Finding
    text: str = ""


@frozen
class Rejected:
    """A cell that says nothing that can be used."""

    slips: tuple[Slip, ...]


T = TypeVar("T")


def _no(finding: Finding, text: str = "") -> Rejected:
    return Rejected((Slip(finding, text),))


@frozen(eq=False)
class Cells:
    """Reads cells with the names of a vocabulary and of a policy."""

    vocabulary: Vocabulary
    extra: ExtraNames
    _class_keys: dict[str, str] = field(init=False)
    _known: dict[tuple[str, type, str | tuple[str, ...]], object] = field(factory=dict, init=False)
    _asked: set[str] = field(factory=set, init=False)

    @_class_keys.default
    def _keys_of_classes(self) -> dict[str, str]:
        by_key = {name_key(id): id for id in self.extra.categories.values()}
        return by_key | {name_key(name): id for name, id in self.extra.categories.items()}

    # ── Names ────────────────────────────────────────────────────────────────────────────────────────────

    def categories(self, value: object) -> tuple[Held, ...] | Rejected:
        """Return the categories a person holds, each once for each period."""
        return self._remember("categories", value, self._categories)

    def _categories(self, value: object) -> tuple[Held, ...] | Rejected:
        entries = _entries("categories", value)
        if isinstance(entries, Rejected):
            return entries
        held = [self._held(entry) for entry in entries]
        return _together(held, lambda good: tuple(dict.fromkeys(good)))

    def _held(self, entry: object) -> Held | Rejected:
        period = _period(entry) if isinstance(entry, Mapping) else (None, None)
        if isinstance(period, Rejected):
            return period
        name = _name("categories", entry["category"] if isinstance(entry, Mapping) else entry)
        if isinstance(name, Rejected):
            return name
        id = self._class_keys.get(name_key(name))
        if id is None:
            concept = self._concept("categories", name, "category")
            if isinstance(concept, Rejected):
                return concept
            id = concept.id
        return Held(id, *period)

    def diseases(self, value: object) -> frozenset[str] | Rejected:
        """Return the ids of the diseases."""
        return self._remember("diseases", value, self._diseases)

    def _diseases(self, value: object) -> frozenset[str] | Rejected:
        entries = _entries("diseases", value)
        if isinstance(entries, Rejected):
            return entries
        found = [self._named("diseases", entry, "disease") for entry in entries]
        return _together(found, lambda good: frozenset(concept.id for concept in good))

    def marks(self, value: object) -> frozenset[str] | Rejected:
        """Return the ids of the marks that hold; ``not referred`` says nothing that leaving it out would not."""
        return self._remember("marks", value, self._marks)

    def _marks(self, value: object) -> frozenset[str] | Rejected:
        entries = _entries("marks", value)
        if isinstance(entries, Rejected):
            return entries
        return _together([self._mark(entry) for entry in entries], _agreeing)

    def _mark(self, entry: object) -> tuple[Concept, bool] | Rejected:
        name = _name("marks", entry)
        if isinstance(name, Rejected):
            return name
        found = self.vocabulary.find_item(name)
        if found is not None and found[0].kind == "mark":
            return found
        concept = self._concept("marks", name, "mark")
        return concept if isinstance(concept, Rejected) else (concept, False)

    def care(self, value: object) -> str | Rejected:
        """Return the id of the kind of care."""
        return self._remember("care", value, self._care)

    def _care(self, value: object) -> str | Rejected:
        return self._one("care", value, "care")

    def plan(self, value: object) -> str | Rejected:
        """Return the id of the insurance plan."""
        return self._remember("plan", value, self._plan)

    def _plan(self, value: object) -> str | Rejected:
        return self._one("plan", value, "plan")

    def region(self, value: object) -> str | Rejected:
        """Return the id of the region."""
        return self._remember("region", value, self._region)

    def _region(self, value: object) -> str | Rejected:
        return self._one("region", value, "region")

    def level(self, value: object) -> int | Rejected:
        """Return the hospital level: 1, 2 or 3."""
        return self._remember("level", value, self._level)

    def _level(self, value: object) -> int | Rejected:
        if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
            return _no(f.WrongType(column="level", expected="count"))
        key = name_key(str(value))
        level = _LEVELS.get(key)
        if level is None:
            concept = self.vocabulary.find(key)
            if concept is not None and concept.kind == "level":
                level = _LEVELS.get(concept.column or concept.id.removeprefix("level-"))
        if level is not None:
            return level
        graded = _GRADED.fullmatch(key)
        meant = None if graded is None else _LEVELS[_DIGITS.get(graded[1], graded[1])]
        return _no(f.BadLevel(text=str(value), meant=meant), str(value))

    def _one(self, column: str, value: object, kind: str) -> str | Rejected:
        entries = _entries(column, value)
        if isinstance(entries, Rejected) or len(entries) != 1:
            return _no(f.WrongType(column=column, expected="name"))
        concept = self._named(column, entries[0], kind)
        return concept if isinstance(concept, Rejected) else concept.id

    def _named(self, column: str, entry: object, kind: str) -> Concept | Rejected:
        name = _name(column, entry)
        return name if isinstance(name, Rejected) else self._concept(column, name, kind)

    def _concept(self, column: str, name: str, kind: str) -> Concept | Rejected:
        concept = self.vocabulary.find(name)
        if concept is None:
            near = self._near(name, kind)
            return _no(f.UnknownName(column=column, name=name, near=near), name)
        if concept.kind != kind:
            return _no(f.WrongKind(column=column, name=name, kind=concept.kind), name)
        return concept

    def _near(self, name: str, kind: str) -> tuple[Concept, ...]:
        """Return what a name may have meant; a file of nothing but unknown names is not looked up to its end."""
        if name not in self._asked and len(self._asked) == _ASKED:
            return ()
        self._asked.add(name)
        return self.vocabulary.suggest(name, (kind,))

    def _remember(self, column: str, value: object, read: Callable[[object], T]) -> T:
        """Return ``read(value)``, from memory where the same cell was read before."""
        text = _memory_key(value)
        if text is None:
            return read(value)
        key = (column, type(value), text)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = read(value)
        return known  # type: ignore[return-value]  # what was put in under this column


# ── Other values ────────────────────────────────────────────────────────────────────────────────────────


def absent(value: object) -> bool:
    """Return whether a cell says nothing."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def identifier(column: str, value: object) -> str | Rejected:
    """Return a claim or person as text; a whole number is one too."""
    if isinstance(value, bool | float) or not isinstance(value, str | int):
        return _no(f.WrongType(column=column, expected="text"))
    if isinstance(value, Numeral) and not value.removeprefix("-").isdigit():
        return _no(f.WrongType(column=column, expected="text"))
    if isinstance(value, int) and abs(value) > 10**IDENTIFIER_LIMIT:
        return _no(f.BadIdentifier(column=column, text=""))
    text = str(value).strip()
    if len(text) > IDENTIFIER_LIMIT or not (text.isprintable() or _only_spaces(text)):
        return _no(f.BadIdentifier(column=column, text=text))
    return text


def day(column: str, value: object) -> date | Rejected:
    """Return a date; a time of midnight that a table library added says nothing."""
    if isinstance(value, datetime):
        if value.time() != time.min:
            return _no(f.BadDate(column=column, text=value.isoformat()))
        value = value.date()
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str) or isinstance(value, Numeral):
        return _no(f.WrongType(column=column, expected="date"))
    return _day(column, value) if len(value) <= 40 else _no(f.BadDate(column=column, text=value))


@lru_cache(maxsize=1 << 14)
def _day(column: str, text: str) -> date | Rejected:
    match = _ISO.fullmatch(half_width(text).strip())
    if match is None:
        return _no(f.BadDate(column=column, text=text), text)
    year, month, number = map(int, match.groups())
    try:
        found = date(year, month, number)
    except ValueError:
        return _no(f.ImpossibleDate(column=column, text=text), text)
    return found if 1900 <= year <= 2999 else _no(f.ImpossibleDate(column=column, text=text), text)


def amount(column: str, value: object) -> int | Rejected:
    """Return an amount in fen."""
    if isinstance(value, float):
        return _no(f.BadAmount(column=column, text=str(value), fault=Fault.FLOAT))
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return _no(f.WrongType(column=column, expected="amount"))
    fen = fen_of(value)
    if isinstance(fen, Fault):
        return _no(f.BadAmount(column=column, text=shown(value), fault=fen), shown(value))
    return fen


def count(column: str, value: object) -> int | Rejected:
    """Return a whole number."""
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        return _no(f.WrongType(column=column, expected="count"))
    number = count_of(value)
    if isinstance(number, Fault):
        return _no(f.BadCount(column=column, text=shown(value), fault=number), shown(value))
    least, most = BOUNDS.get(column, (0, number))
    if not least <= number <= most:
        return _no(f.OutOfRange(column=column, value=number, least=least, most=most))
    return number


def year(value: object) -> int | Rejected:
    """Return a year of four digits."""
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        return _no(f.WrongType(column="year", expected="count"))
    number = count_of(value)
    if isinstance(number, Fault) or not 1900 <= number <= 2999:
        return _no(f.BadYear(text=shown(value)), shown(value))
    return number


def kind(value: object) -> Kind | Rejected:
    """Return what the record is about."""
    if isinstance(value, Numeral) or not isinstance(value, str):
        return _no(f.WrongType(column="kind", expected="name"))
    found = _KINDS.get(name_key(value[:40]))
    return _no(f.UnknownRecordKind(text=value), value) if found is None else found


def shown(value: str | int | Decimal) -> str:
    """Return a value for a message; an integer too long for the interpreter to print is cut."""
    if isinstance(value, int) and abs(value) >= 10**40:
        return "10…0"
    return str(value)


def _period(entry: Mapping[str, object]) -> tuple[date | None, date | None] | Rejected:
    """Return the first and the last day a category is held; None for one that is not stated."""
    if "category" not in entry or not entry.keys() <= {"category", "from", "to"}:
        return _no(f.WrongType(column="categories", expected="held"))
    start, end = (None if absent(value) else day("categories", value) for value in (entry.get("from"), entry.get("to")))
    if isinstance(start, Rejected):
        return start
    if isinstance(end, Rejected):
        return end
    if start is not None and end is not None and end < start:
        return _no(f.PeriodReversed(column="categories", start=start.isoformat(), end=end.isoformat()))
    return start, end


def _memory_key(value: object) -> str | tuple[str, ...] | None:
    """Return what identifies a cell, or None for one that is not worth keeping."""
    if isinstance(value, str):
        return value if len(value) <= _MEMORABLE else None
    if isinstance(value, list) and all(type(entry) is str for entry in value):
        return tuple(value) if sum(map(len, value)) <= _MEMORABLE else None
    return None


def _entries(column: str, value: object) -> list[object] | Rejected:
    """Return the entries of a cell: a list, a JSON array as text, or text separated by semicolons."""
    if isinstance(value, str) and not isinstance(value, Numeral):
        text = value.strip()
        if text.startswith("["):
            try:
                value = DECODER.decode(text) if len(text) < IDENTIFIER_LIMIT * ITEM_LIMIT else None
            except (ValueError, RecursionError):
                return _no(f.WrongType(column=column, expected="names"), text)
        else:
            value = [name for part in text.replace("；", ";").split(";") if (name := part.strip())]
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if not isinstance(value, list | tuple):
        return _no(f.WrongType(column=column, expected="names"))
    if len(value) > ITEM_LIMIT:
        return _no(f.TooManyItems(column=column, limit=ITEM_LIMIT))
    return [entry for entry in value if not absent(entry)]


def _name(column: str, entry: object) -> str | Rejected:
    if isinstance(entry, Numeral) or not isinstance(entry, str):
        return _no(f.WrongType(column=column, expected="held" if column == "categories" else "name"))
    return entry.strip()


def _agreeing(marks: Iterable[tuple[Concept, bool]]) -> frozenset[str] | Rejected:
    """Return the marks that hold, unless one of them is said not to."""
    stated = tuple(marks)
    holding = {concept.id for concept, denied in stated if not denied}
    for concept, denied in stated:
        if denied and concept.id in holding:
            return _no(f.ContradictoryMarks(mark=concept))
    return frozenset(holding)


U = TypeVar("U")


def _together(parts: list[T | Rejected], build: Callable[[list[T]], U | Rejected]) -> U | Rejected:
    """Build a value from parts, or report what is wrong with all of them at once."""
    slips = [slip for part in parts if isinstance(part, Rejected) for slip in part.slips]
    return Rejected(tuple(slips)) if slips else build([p for p in parts if not isinstance(p, Rejected)])


def _only_spaces(text: str) -> bool:
    """Return whether wide and no-break spaces are all that is not printable."""
    return all(c.isprintable() or c in "\u00a0\u3000" for c in text)
