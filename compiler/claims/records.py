"""A record of named cells in, a claim or the reasons against it out, whatever format the cells come from.

All reasons are given at once: who mends a file should not meet them one by one. What needs more than one
cell is decided here: what a kind of record cannot do without, payments above what there was to pay, claims
that come twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from attrs import evolve, field, frozen

from tiaowen.compiler.claims import fields
from tiaowen.compiler.claims import findings as f
from tiaowen.compiler.claims.columns import ADMISSION_DAY, CARE_DAYS, DISCHARGE_DAY, Columns, Meaning
from tiaowen.compiler.claims.fields import Cells, Rejected, Slip, absent
from tiaowen.compiler.claims.model import ExtraNames, Kind, Regions, Visit
from tiaowen.compiler.claims.places import Where
from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl.diagnostics import Finding, Place

NEEDED = {
    Kind.VISIT: ("claim", "person", "date", "care", "in_scope"),
    Kind.ENROLMENT: ("claim", "person", "date", "plan", "premium"),
    Kind.FUND_YEAR: ("claim", "year"),
}
UNKNOWN_COLUMNS_LIMIT = 50
"""More are a file of another kind, and need not be told one by one."""

T = TypeVar("T")
_NOBODY = date(1900, 1, 1)


class Keys:
    """What each header cell or key of a source means. Looked up once, reported once if it means nothing."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._known: dict[str, str | None] = {}
        self._told: set[str] = set()

    def column_of(self, key: str) -> str | None:
        """Return the column ``key`` names, or None for one that nothing reads."""
        if key in self._known:
            return self._known[key]
        column = self._columns.find(key)
        name = None if column is None else column.name
        if name is not None or len(self._known) < 1 << 12:
            self._known[key] = name
        return name

    def unknown(self, keys: Iterable[str], where: Where) -> Iterator[f.UnknownColumn]:
        """Yield a warning for each of ``keys`` that means nothing, the first time it is met."""
        for key in keys:
            if len(self._told) == UNKNOWN_COLUMNS_LIMIT:
                return
            if key not in self._told and self.column_of(key) is None:
                self._told.add(key)
                last = len(self._told) == UNKNOWN_COLUMNS_LIMIT
                near = self._columns.near(key)
                yield f.UnknownColumn(place=where.place(key, ""), column=key, near=near, last=last)


class Reader:
    """Reads the records of one source, and remembers what concerns several of them.

    With ``regions`` the names of a record are those of the document that governs it, and ``vocabulary`` and ``extra``
    are for the header and the regions.
    """

    def __init__(self, vocabulary: Vocabulary, extra: ExtraNames | None = None, regions: Regions | None = None) -> None:
        extra = extra or ExtraNames()
        self.columns = Columns.of(vocabulary, extra)
        self.keys = Keys(self.columns)
        self._regions = regions
        self._cells = Cells(vocabulary, extra)
        self._local: dict[int, tuple[Columns, Cells]] = {}
        self._first: dict[str, int] = {}

    @property
    def accepted(self) -> int:
        """Return how many claims were accepted so far."""
        return len(self._first)

    def named(self, record: Mapping[str, object], where: Where) -> Iterator[Visit | Finding]:
        """Read a record whose keys are as its author wrote them."""
        cells: dict[str, object] = {}
        keys: dict[str, str] = {}
        twice = None
        for key, value in record.items():
            column = self.keys.column_of(key)
            if column is None:
                yield from self.keys.unknown([key], where)
            elif not absent(value):
                first = keys.setdefault(column, key)
                twice = twice if column not in cells else (column, first, key)
                cells[column] = value
        if twice is not None:
            column, *written = twice
            yield f.RepeatedKey(place=where.place(column, ""), written=(written[0].strip(), written[1].strip()))
            return
        yield from self.read(cells, where)

    def read(self, record: Mapping[str, object], where: Where) -> Iterator[Visit | Finding]:
        """Read a record by column. It holds only cells that say something."""
        draft = _Draft(self._cells, record)
        columns = self.columns
        if self._regions is not None:
            columns, draft = self._placed(self._regions, draft)
        visit = draft.visit(columns, where.line, len(self._first))
        if not draft.slips:
            first = self._first.get(visit.claim)
            if first is None:
                self._first[visit.claim] = where.line
                yield visit
                return
            draft.slips.append(("claim", Slip(f.DuplicateClaim(claim=visit.claim, first=first), visit.claim)))
        for column, slip in draft.slips:
            place = where.place(None if isinstance(slip.finding, f.MissingField) else column, slip.text)
            second = None
            if isinstance(slip.finding, f.DuplicateClaim):
                second = Place(where.file, slip.finding.first)
            yield evolve(slip.finding, place=place, second=second)

    def _placed(self, regions: Regions, draft: _Draft) -> tuple[Columns, _Draft]:
        """Return the draft of a record with the names of the document that governs it, and its columns."""
        region, day = draft.place(regions)
        if region is None or day is None:
            return self.columns, draft
        names = regions.names_for(region, day)
        if id(names) not in self._local:
            self._local[id(names)] = Columns.of(names.vocabulary, names.extra), Cells(names.vocabulary, names.extra)
        columns, cells = self._local[id(names)]
        return columns, evolve(draft, cells=cells, region=region)

    def given(self, visit: Visit, where: Where) -> Iterator[Visit | Finding]:
        """Take a claim that a program built, unless it comes twice."""
        first = self._first.setdefault(visit.claim, where.line)
        if first == where.line:
            yield evolve(visit, line=where.line, order=len(self._first) - 1)
        else:
            second = Place(where.file, first)
            yield f.DuplicateClaim(place=where.place(None, ""), second=second, claim=visit.claim, first=first)


@frozen(eq=False)
class _Draft:
    """A record while it is read: its cells, and what is wrong with them so far."""

    cells: Cells
    record: Mapping[str, object]
    slips: list[tuple[str, Slip]] = field(factory=list)
    region: str | None = None

    def place(self, regions: Regions) -> tuple[str | None, date | None]:
        """Return where and when the claim is; None for what cannot be read."""
        stated = self.record.get("region")
        region = regions.only
        if stated is not None:
            region = self._keep("region", self.cells.region(stated), None)
        elif region is None:
            self.slips.append(("region", Slip(f.NoRegion(regions=regions.names))))
        return region, self._readable_day()

    def _readable_day(self) -> date | None:
        """Return the day of the claim, if it can be read; why it cannot is told when the whole record is."""
        stated, year = self.record.get("date"), self.record.get("year")
        if stated is not None:
            day = fields.day("date", stated)
            return None if isinstance(day, Rejected) else day
        number = fields.year(year) if year is not None else None
        return date(number, 12, 31) if isinstance(number, int) else None

    def visit(self, columns: Columns, line: int, order: int) -> Visit:
        """Build the claim; it is worth nothing if there are slips afterwards."""
        cells, keep, get = self.cells, self._keep, self.record.get
        kind = Kind.VISIT if (c := get("kind")) is None else keep("kind", fields.kind(c), Kind.VISIT)
        for column in NEEDED[kind]:
            if column not in self.record:
                self.slips.append((column, Slip(f.MissingField(column=column, kind=kind.value))))
        year = self._year()
        money, facts, days = self._numbers(columns)
        self._check_payers(columns, money)
        day = self._date(kind, year)
        if days and kind is Kind.VISIT:
            self._check_days(day, days)
        return Visit(
            claim="" if (c := get("claim")) is None else keep("claim", fields.identifier("claim", c), ""),
            person="" if (c := get("person")) is None else keep("person", fields.identifier("person", c), ""),
            date=day,
            categories=() if (c := get("categories")) is None else keep("categories", cells.categories(c), ()),
            care="" if (c := get("care")) is None else keep("care", cells.care(c), ""),
            level=None if (c := get("level")) is None else keep("level", cells.level(c), 0),
            diseases=_NONE if (c := get("diseases")) is None else keep("diseases", cells.diseases(c), _NONE),
            marks=_NONE if (c := get("marks")) is None else keep("marks", cells.marks(c), _NONE),
            money=money,
            facts=facts,
            plan=None if (c := get("plan")) is None else keep("plan", cells.plan(c), ""),
            kind=kind.value,
            year=year,
            line=line,
            order=order,
            family=None if (c := get("family")) is None else keep("family", fields.identifier("family", c), ""),
            days=days,
            region=self.region,
        )

    def _keep(self, column: str, value: T | Rejected, otherwise: T) -> T:
        if isinstance(value, Rejected):
            self.slips.extend((column, slip) for slip in value.slips)
            return otherwise
        return value

    def _year(self) -> int | None:
        value = self.record.get("year")
        return None if value is None else self._keep("year", fields.year(value), 1900)

    def _date(self, kind: Kind, year: int | None) -> date:
        value = self.record.get("date")
        if value is not None:
            return self._keep("date", fields.day("date", value), _NOBODY)
        return date(year, 12, 31) if kind is Kind.FUND_YEAR and year is not None else _NOBODY

    def _numbers(self, columns: Columns) -> tuple[dict[str, int], dict[str, int], dict[str, date]]:
        money: dict[str, int] = {}
        facts: dict[str, int] = {}
        days: dict[str, date] = {}
        meaning = columns.meaning
        for column, value in self.record.items():
            means = meaning.get(column)
            if means is Meaning.MONEY:
                money[column] = self._keep(column, fields.amount(column, value), 0)
            elif means is Meaning.COUNT:
                facts[column] = self._keep(column, fields.count(column, value), 0)
            elif means is Meaning.DATE:
                days[column] = self._keep(column, fields.day(column, value), _NOBODY)
        return money, facts, days

    def _check_days(self, day: date, days: Mapping[str, date]) -> None:
        """Note days of the care that come after its settlement, or in the wrong order."""
        if any(column == "date" or column in days for column, _ in self.slips):
            return
        for column in CARE_DAYS:
            if column in days and days[column] > day:
                late = f.LateDay(column=column, day=days[column], settled=day)
                self.slips.append((column, Slip(late)))
        admitted, left = days.get(ADMISSION_DAY), days.get(DISCHARGE_DAY)
        if admitted is not None and left is not None and left < admitted:
            self.slips.append((DISCHARGE_DAY, Slip(f.LeftBeforeAdmission(admitted=admitted, left=left))))

    def _check_payers(self, columns: Columns, money: Mapping[str, int]) -> None:
        scope = money.get("in_scope")
        if scope is None or any(column == "in_scope" for column, _ in self.slips):
            return
        for column, fen in money.items():
            if fen > scope and column in columns.payers:
                self.slips.append((column, Slip(f.PaidAboveScope(column=column, paid=fen, in_scope=scope))))


_NONE: frozenset[str] = frozenset()
