"""Reading claims: names in either language to ids, yuan to fen; what cannot be read is reported, not guessed"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tiaowen.compiler.emit.python.runtime.claim import Claim, Held, Record
from tiaowen.compiler.emit.python.runtime.document import (
    CARE_DAYS,
    COLUMNS_BY_NAME,
    CONCEPTS,
    COUNTED_FACTS,
    DATE_COLUMNS,
    MONEY_COLUMNS,
)
from tiaowen.compiler.emit.python.runtime.years import settle_claims

KINDS = {
    "visit": "visit", "就医": "visit", "enrolment": "enrolment", "enrollment": "enrolment", "参保": "enrolment",
    "参保缴费": "enrolment", "fund year": "fund-year", "基金年度": "fund-year",
}  # fmt: skip
LEVELS_BY_NAME = {"1": 1, "2": 2, "3": 3, "一级": 1, "二级": 2, "三级": 3}
DENIALS = ("not ", "non ", "未", "非", "不")
LARGEST_YUAN = 10**12
WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20})
SAME = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"\u3000": " ", "\u00a0": " ", "\u2019": "'", "\u2018": "'"}
    | dict.fromkeys("-_\uff0d\uff3f\u2010\u2011\u2012\u2013\u2014", " ")
)


class Rejected(Exception):
    """A record that cannot be read: its line, and why in English and Chinese."""

    def __init__(self, english: str, chinese: str, line: int = 0) -> None:
        super().__init__(english, chinese)
        self.english = english
        self.chinese = chinese
        self.line = line

    def message(self, language: str = "en") -> str:
        """Return the line and the reason."""
        if language == "zh":
            return f"第{self.line}行：{self.chinese}"
        return f"line {self.line}: {self.english}"


class Settlement(NamedTuple):
    """What a file of claims comes to: the records, and what could not be read."""

    records: list[Record]
    rejected: list[Rejected]


def settle(claims: Iterable[Mapping[str, object]]) -> list[Record]:
    """Settle claims given as mappings; raise Rejected for the first that cannot be read."""
    settlement = settle_all(enumerate(claims, start=1))
    if settlement.rejected:
        raise settlement.rejected[0]
    return settlement.records


def settle_all(rows: Iterable[tuple[int, Mapping[str, object]]]) -> Settlement:
    """Settle what can be read of numbered claims, and say what cannot."""
    claims: list[Claim] = []
    rejected: list[Rejected] = []
    seen: dict[str, int] = {}
    for order, (line, row) in enumerate(rows):
        try:
            claim = read_claim(row, line, order)
            if claim.claim in seen:
                first = seen[claim.claim]
                raise Rejected(
                    f"the claim {claim.claim!r} was already read on line {first}",
                    f"结算单{claim.claim!r}在第{first}行已经读取",
                )
            seen[claim.claim] = line
            claims.append(claim)
        except Rejected as reason:
            reason.line = line
            rejected.append(reason)
    return Settlement(settle_claims(claims), rejected)


def read_claim(row: Mapping[str, object], line: int = 0, order: int = 0) -> Claim:
    """Read one claim."""
    cells: dict[str, object] = {}
    for name, value in row.items():
        if not absent(value):
            cells[column_of(name)] = value
    kind = KINDS.get(name_key(str(cells.get("kind", "visit"))))
    if kind is None:
        raise Rejected(f"unknown kind of record {cells['kind']!r}", f"未知的记录类别{cells['kind']!r}")
    require_cells(kind, cells)
    year = count_of("year", cells["year"]) if "year" in cells else None
    day = date_of(cells["date"]) if "date" in cells else date(year or 1900, 12, 31)
    money = {name: fen_of(name, cells[name]) for name in cells if name in MONEY_COLUMNS}
    facts = {name: count_of(name, cells[name]) for name in cells if name in COUNTED_FACTS}
    days = {name: date_of(cells[name]) for name in cells if name in DATE_COLUMNS}
    check_payments(money)
    if kind == "visit":
        check_days(day, days)
    return Claim(
        claim=text_of("claim", cells["claim"]),
        person=text_of("person", cells.get("person", "")),
        date=day,
        categories=categories_of(cells.get("categories", "")),
        care=name_of("care", cells["care"]) if "care" in cells else "",
        level=level_of(cells["level"]) if "level" in cells else None,
        diseases=frozenset(name_of("disease", entry) for entry in entries_of("diseases", cells.get("diseases", ""))),
        marks=marks_of(cells.get("marks", "")),
        money=money,
        facts=facts,
        plan=name_of("plan", cells["plan"]) if "plan" in cells else None,
        kind=kind,
        year=year,
        line=line,
        order=order,
        days=days,
        family=text_of("family", cells["family"]) if "family" in cells else None,
    )


def require_cells(kind: str, cells: Mapping[str, object]) -> None:
    """Refuse a record without something that nothing can stand in for."""
    needed = {
        "visit": ("claim", "person", "date", "care", "in_scope"),
        "enrolment": ("claim", "person", "date", "plan", "premium"),
        "fund-year": ("claim", "year"),
    }
    for column in needed[kind]:
        if column not in cells:
            raise Rejected(f"a record of kind {kind} needs {column}, which is empty", f"缺少{column}")


def check_payments(money: Mapping[str, int]) -> None:
    """Refuse an insurer that paid more than there was to pay."""
    in_scope = money.get("in_scope")
    for column, fen in money.items():
        if in_scope is not None and column.startswith("paid_") and fen > in_scope:
            raise Rejected(f"column {column}: more than the in-scope amount", f"{column}列：超过政策范围内费用")


def check_days(settled: date, days: Mapping[str, date]) -> None:
    """Refuse days of the care that come after its settlement, and a discharge before the admission."""
    for column in CARE_DAYS:
        if days.get(column, settled) > settled:
            raise Rejected(f"column {column}: after the day of settlement", f"{column}列：在结算日期之后")
    if days.get("discharge_date", settled) < days.get("admission_date", date.min):
        raise Rejected("column discharge_date: before the admission", "discharge_date列：早于入院日期")


def absent(value: object) -> bool:
    """Tell whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: case, width, hyphens and spaces do not matter."""
    words = name.translate(SAME).lower().split()
    key = words[0] if words else ""
    for word in words[1:]:
        key += word if is_chinese(key[-1]) or is_chinese(word[0]) else f" {word}"
    return key


def is_chinese(character: str) -> bool:
    """Tell whether a character is Chinese."""
    return "\u2e80" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def spellings() -> dict[str, dict[str, str]]:
    """Return the id of every accepted spelling, by kind."""
    found: dict[str, dict[str, str]] = {
        kind: {} for kind in ("category", "care", "disease", "mark", "plan", "level", "column")
    }
    for concept, (kind, *also) in CONCEPTS.items():
        found.setdefault(kind, {}).update((name_key(name), concept) for name in (concept, *also) if name)
    for column, names in COLUMNS_BY_NAME.items():
        found["column"].update((name_key(name), column) for name in (column, *names) if name)
    return found


SPELLINGS = spellings()


def column_of(name: str) -> str:
    """Return the column that a header cell names: itself, or by the name of the fact."""
    key = name_key(name)
    return SPELLINGS["column"].get(key) or key.replace(" ", "_")


def name_of(kind: str, entry: object) -> str:
    """Return the id that a name of this kind stands for."""
    if not isinstance(entry, str):
        raise Rejected(f"a name of a {kind} is text, not {entry!r}", f"名称应为文本，而不是{entry!r}")
    found = SPELLINGS[kind].get(name_key(entry))
    if found is None:
        raise Rejected(f"{entry!r} is no known {kind}", f"未知的名称{entry!r}")
    return found


def entries_of(column: str, value: object) -> list[object]:
    """Return the entries of a cell: a list, a JSON array as text, or text separated by semicolons."""
    if isinstance(value, str):
        if value.strip().startswith("["):
            try:
                value = json.loads(value, parse_float=Decimal)
            except (ValueError, RecursionError):
                value = None
        else:
            value = value.replace("\uff1b", ";").split(";")
    if not isinstance(value, list | tuple | set | frozenset):
        raise Rejected(f"column {column}: not a list of names", f"{column}列：不是名称列表")
    return [entry for entry in value if not absent(entry)]


def categories_of(value: object) -> tuple[Held, ...]:
    """Return the categories a person holds."""
    held: list[Held] = []
    for entry in entries_of("categories", value):
        start = end = None
        name: object = entry
        if isinstance(entry, Mapping):
            name = entry.get("category")
            start = None if absent(entry.get("from")) else date_of(entry["from"])
            end = None if absent(entry.get("to")) else date_of(entry["to"])
            if start is not None and end is not None and end < start:
                raise Rejected(f"the period from {start} to {end} ends before it begins", f"{start}至{end}的期间有误")
        held.append(Held(name_of("category", name), start, end))
    return tuple(dict.fromkeys(held))


def marks_of(value: object) -> frozenset[str]:
    """Return the marks that hold; one that is denied says nothing that leaving it out would not."""
    holding: set[str] = set()
    denied: set[str] = set()
    for entry in entries_of("marks", value):
        key = name_key(entry) if isinstance(entry, str) else ""
        prefix = next((each for each in DENIALS if key.startswith(each) and key not in SPELLINGS["mark"]), "")
        (denied if prefix else holding).add(name_of("mark", key.removeprefix(prefix) if prefix else entry))
    if holding & denied:
        raise Rejected("column marks: a mark is said to hold and not to hold", "marks列：前后矛盾")
    return frozenset(holding)


def level_of(value: object) -> int:
    """Return a hospital level."""
    key = name_key(str(value))
    if key in LEVELS_BY_NAME:
        return LEVELS_BY_NAME[key]
    found = SPELLINGS["level"].get(key, "").removeprefix("level-")
    if found not in LEVELS_BY_NAME:
        raise Rejected(f"column level: {value!r} is no hospital level", f"level列：{value!r}不是医疗机构级别")
    return LEVELS_BY_NAME[found]


def text_of(column: str, value: object) -> str:
    """Return an identifier as text."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Rejected(f"column {column}: {value!r} is not text", f"{column}列：{value!r}不是文本")
    return str(value).strip()


def date_of(value: object) -> date:
    """Return an ISO date."""
    text = value.isoformat() if isinstance(value, date) else value
    if isinstance(text, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.translate(WIDTH).strip()):
        try:
            day = date.fromisoformat(text.translate(WIDTH).strip())
        except ValueError:
            day = date.min
        if 1900 <= day.year <= 2999:
            return day
    raise Rejected(f"{value!r} is not a date of the form YYYY-MM-DD", f"{value!r}不是YYYY-MM-DD格式的日期")


def fen_of(column: str, value: object) -> int:
    """Return an amount of yuan with at most two decimals in fen."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value).translate(WIDTH).strip()
    found = re.fullmatch(r"([0-9]{1,20})(?:\.([0-9]{1,2})0*)?", text)
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal) or found is None:
        raise Rejected(
            f"column {column}: {value!r} is not an amount in yuan", f"{column}列：{value!r}不是以元为单位的金额"
        )
    whole, decimals = found.groups()
    fen = int(whole) * 100 + int((decimals or "").ljust(2, "0"))
    if fen > LARGEST_YUAN * 100:
        raise Rejected(f"column {column}: {value} is larger than any claim", f"{column}列：{value}超出合理范围")
    return fen


def count_of(column: str, value: object) -> int:
    """Return a whole number."""
    text = str(value).translate(WIDTH).strip()
    if isinstance(value, bool | float) or not re.fullmatch(r"[0-9]{1,13}", text):
        raise Rejected(f"column {column}: {value!r} is not a whole number", f"{column}列：{value!r}不是整数")
    return int(text)
