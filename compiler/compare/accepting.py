"""Accepted differences: a file that keeps who has accepted which difference, why and when, and the rows it marks.

A row is known by its fingerprint: benefit, matter, people, situation, and what both documents mean; neither wording
nor article numbers take part. When any of that changes, the row has to be accepted anew, and the old entry is stale.

    format_version = 1

    [[accepted]]
    about = "inpatient assistance · ratio: A 70% / B 60%"
    fingerprints = ["0f3a…"]
    who = "audit office"
    why = "meant so: replaced by the tilted assistance"
    when = 2024-05-01

``about`` is for people. An entry without ``who`` or ``why`` accepts nothing; :func:`baseline` writes such entries for
every difference that is not accepted yet, to be filled in.

Left to others: what counts as a difference (``decide``), printing, reading the file from disk.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from attrs import evolve, frozen

from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import Accepted, Change, Comparison, Effect, Entry, Review
from tiaowen.compiler.compare.printing import Printing, verdict
from tiaowen.compiler.compare.words import fill, same, say
from tiaowen.dsl.diagnostics import quoted
from tiaowen.dsl.tree import Language, Text

FORMAT_VERSION = 1
LONGEST = 2_000_000
"""So many characters a file may have; nobody has written more reasons by hand."""

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_HEADER = re.compile(r"\s*\[\[\s*[\"']?accepted[\"']?\s*\]\]")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_KEYS = ("fingerprints", "about", "who", "why", "when")


@frozen
class Malformed:
    """Why a file cannot be read, and in which line, counted from 1."""

    line: int
    text: Text


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def read_entries(text: str) -> tuple[Entry, ...] | Malformed:
    """Return the entries of a file, or what is wrong with it."""
    if len(text) > LONGEST:
        return Malformed(1, fill("more than {n} characters", "超过{n}个字符", n=same(f"{LONGEST:,}")))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _not_toml(str(error), text)
    except RecursionError:
        return Malformed(1, say("nested too deeply", "嵌套层数过多"))
    wrong = _wrong_top(data)
    if wrong is not None:
        return Malformed(1, wrong)
    entries: list[Entry] = []
    seen: set[str] = set()
    for index, item in enumerate(data.get("accepted", [])):
        entry = _entry(item, seen)
        if isinstance(entry, Text):
            return Malformed(_line_of(index, text), entry)
        seen.update(entry.fingerprints)
        entries.append(entry)
    return tuple(entries)


def _not_toml(message: str, text: str) -> Malformed:
    found = _WHERE.search(message)
    line = int(found[1]) if found is not None and found[1] is not None else text.count("\n") + 1
    cause = same(_WHERE.sub("", message))
    return Malformed(line, fill("not TOML: {cause}", "不是有效的TOML：{cause}", cause=cause))


def _wrong_top(data: Mapping[str, object]) -> Text | None:
    if data.get("format_version") != FORMAT_VERSION:
        return say(f"needs format_version = {FORMAT_VERSION}", f"须有 format_version = {FORMAT_VERSION}")
    unknown = sorted(data.keys() - {"format_version", "left", "right", "accepted"})
    if unknown:
        return _unknown(unknown[0])
    entries = data.get("accepted", [])
    if not isinstance(entries, list) or not all(isinstance(item, dict) for item in entries):
        return say("accepted is not written as [[accepted]]", "accepted 须写作 [[accepted]]")
    return None


def _unknown(key: str) -> Text:
    name = Text(zh=quoted(key, Language.ZH), en=quoted(key))
    return fill("unknown key {name}", "未知的键{name}", name=name)


def _entry(item: Mapping[str, object], seen: set[str]) -> Entry | Text:
    """Return an entry, or what is wrong with it."""
    unknown = sorted(item.keys() - set(_KEYS))
    if unknown:
        return _unknown(unknown[0])
    prints = item.get("fingerprints")
    if not isinstance(prints, list) or not prints:
        return say("needs fingerprints, a list", "须有 fingerprints，且为列表")
    for each in prints:
        if not isinstance(each, str) or not _FINGERPRINT.fullmatch(each):
            return say("a fingerprint is not 64 hexadecimal digits", "指纹须为64位十六进制数字")
        if each in seen or prints.count(each) > 1:
            return fill("the fingerprint {id}… stands here twice", "指纹{id}…重复出现", id=same(each[:12]))
    words = {key: item.get(key, "") for key in ("about", "who", "why")}
    for key, value in words.items():
        if not isinstance(value, str):
            return fill("{key} is not text", "{key} 须为文字", key=same(key))
    day = _day(item.get("when", ""))
    if isinstance(day, Text):
        return day
    about, who, why = (" ".join(str(value).split()) for value in words.values())
    return Entry(tuple(map(str, prints)), about, who, why, day)


def _day(value: object) -> date | Text | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()) if value.strip() else None
        except ValueError:
            pass
    return say("when is not a date such as 2024-05-01", "when 须为日期，如 2024-05-01")


def _line_of(index: int, text: str) -> int:
    """Return the line in which an entry begins: a header of that name in a text of several lines is none."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, start=1):
        if _HEADER.match(line):
            try:
                found = tomllib.loads("".join(lines[:number])).get("accepted", [])
            except tomllib.TOMLDecodeError:
                continue
            if len(found) == index + 1:
                return number
    return 1


# ── marking ──────────────────────────────────────────────────────────────────────────────────────────────────────


def reviewed(comparison: Comparison, entries: Sequence[Entry]) -> Comparison:
    """Return the comparison with its accepted rows marked, and what else the entries hold.

    Where only one benefit is compared, nothing is called stale: the other rows are not looked at.
    """
    by_print = {each: entry for entry in entries for each in entry.fingerprints}
    known = {row.fingerprint for row in comparison.changes}
    stale = [
        evolve(entry, fingerprints=tuple(each for each in entry.fingerprints if each not in known))
        for entry in entries
        if comparison.only is None and not known.issuperset(entry.fingerprints)
    ]
    unfilled = [entry for entry in entries if not entry.filled and not known.isdisjoint(entry.fingerprints)]
    scenes = tuple(
        evolve(scene, rows=tuple(_marked(row, by_print) for row in scene.rows)) for scene in comparison.scenes
    )
    facets = tuple(_marked(row, by_print) for row in comparison.facets)
    return evolve(comparison, facets=facets, scenes=scenes, review=Review(tuple(unfilled), tuple(stale)))


def _marked(row: Change, by_print: Mapping[str, Entry]) -> Change:
    entry = by_print.get(row.fingerprint)
    if entry is None or not entry.filled or row.effect is Effect.EQ:
        return row
    return evolve(row, accepted=Accepted(entry.who, entry.why, entry.when))


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def baseline(comparison: Comparison, language: Language) -> str:
    """Return a file with an entry for each difference: what is accepted stays so, the rest is to be filled in."""
    printing = Printing.of_comparison(comparison, language, 0)
    return "\n".join(_lines(comparison, printing)) + "\n"


def _lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    yield printing.say(
        "# Differences, to be accepted: fill in who and why. An entry without them accepts nothing.",
        "# 待确认的差异：填写 who（确认人）和 why（理由）后，该项方为已接受。",
    )
    yield f"format_version = {FORMAT_VERSION}"
    yield f"left = {_string(comparison.left.policy)}"
    yield f"right = {_string(comparison.right.policy)}"
    for found in findings(comparison):
        accepted = found[0].accepted
        yield ""
        yield "[[accepted]]"
        yield f"about = {_string(about(found, printing))}"
        yield "fingerprints = ["
        yield from (f"  {_string(row.fingerprint)}," for row in found)
        yield "]"
        yield f"who = {_string(accepted.who if accepted is not None else '')}"
        yield f"why = {_string(accepted.why if accepted is not None else '')}"
        day = accepted.when if accepted is not None else None
        yield f"when = {day.isoformat() if day is not None else _string('')}"


def findings(comparison: Comparison, *, accepted: bool | None = None) -> list[list[Change]]:
    """Return the rows that differ, those of one finding together, unless only some of them are accepted; if asked,
    those only that are accepted.
    """
    rows = [row for row in comparison.changes if row.effect is not Effect.EQ]
    rows = [row for row in rows if accepted is None or (row.accepted is not None) is accepted]
    order = {key: at for at, key in reversed(list(enumerate(_key(row) for row in rows)))}
    rows.sort(key=lambda row: order[_key(row)])
    return [list(found) for _, found in groupby(rows, key=_key)]


def _key(row: Change) -> tuple[str, Accepted | None]:
    return (row.group or row.fingerprint, row.accepted)


def about(found: Sequence[Change], printing: Printing) -> str:
    """Return what a finding is about, in one line."""
    row = found[0]
    benefits = [row.benefit] if row.facet is not None else [*row.benefits[0], *row.benefits[1]]
    matters = dict.fromkeys(row.facet for row in found)
    parts = [
        printing.list(printing.name(id) for id in benefits if id),
        printing.list(printing.of(facet_name(facet, printing.names)) for facet in matters if facet is not None),
        printing.everyone(each for each in found if each.who),
        printing.place(row.where) if len(found) == 1 else "",
    ]
    sides = [f"{printing.side(index)} {printing.cell(view)}" for index, view in enumerate((row.left, row.right))]
    head = f"{verdict(row)[0]} {' · '.join(filter(None, parts))}"
    return " ".join(printing.colon(head, " / ".join(sides)).split())


def _string(text: str) -> str:
    """Return a text as a string of TOML: one of JSON, but for the one character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
