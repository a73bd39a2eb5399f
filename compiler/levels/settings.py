"""The text of a file of settings to levels and figures, with what is wrong in it at its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import Enum

from attrs import field, frozen

from tiaowen.compiler.checks import CHECKS
from tiaowen.compiler.checks.benefit_jumps import LEAST
from tiaowen.compiler.levels.findings import BadSetting, BrokenSettings, FixedLevel, UnknownSetting, WrongSettings
from tiaowen.compiler.levels.releveled import at_level, own_kind
from tiaowen.compiler.manual.load import find_page, page_ids
from tiaowen.compiler.manual.model import Guard
from tiaowen.compiler.manual.near import near_id
from tiaowen.compiler.manual.run import findings as shown_on_page
from tiaowen.dsl.diagnostics import Finding, Place, Severity, display_width
from tiaowen.dsl.tree import Language

OWN_FILE, SHARED_FILE = "tiaowen.toml", "pyproject.toml"
PATHS = {OWN_FILE: ("levels",), SHARED_FILE: ("tool", "tiaowen", "levels")}
"""The table of levels in each kind of file."""

FIGURES = {"jump": LEAST}
"""Names of figures in yuan that can be set, and where checks look for them, in fen."""

_AT = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


class Off(Enum):
    """The level of what is not shown at all."""

    OFF = "off"


@frozen
class Settings:
    """What is set: levels by id, figures for checks by the name they look for, and what is wrong with the file."""

    levels: Mapping[str, Severity | Off] = field(factory=dict)
    figures: Mapping[str, int] = field(factory=dict)
    findings: tuple[Finding, ...] = ()

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings at their levels; an error that leaves no rules to use stays as it is."""
        return [told for finding in findings if (told := self._one(finding)) is not None]

    def _one(self, finding: Finding) -> Finding | None:
        level = self.levels.get(finding.id)
        match level:
            case _ if level is None or leaves_no_rules(finding):
                return finding
            case Severity():
                return at_level(finding, level)
            case _:
                return None


def read_settings(text: str, file: str, kind: str) -> Settings | None:
    """Return what a text sets; ``kind`` is the name of the file. None where it says nothing about this program.

    A ``pyproject.toml`` that is broken is told of only where it speaks of this program.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if kind == SHARED_FILE and "tiaowen" not in text:
            return None
        return Settings(findings=(_broken(error, text, file),))
    table: object = data
    for step in PATHS[kind]:
        if not isinstance(table, dict) or step not in table:
            return Settings() if kind == OWN_FILE else None
        table = table[step]
    reader = _Reader(text.splitlines(), file, PATHS[kind])
    return reader.settings(table)


def _broken(error: tomllib.TOMLDecodeError, text: str, file: str) -> BrokenSettings:
    lines = text.splitlines() or [""]
    found = _AT.search(str(error))
    detail = _AT.sub("", str(error)).strip()
    row, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), 1)
    line = lines[min(row, len(lines)) - 1]
    place = Place(file, row, display_width(line[: column - 1]) + 1, line)
    return BrokenSettings(reason=("this is not TOML", "不是TOML格式"), detail=detail, place=place)


@frozen
class _Reader:
    """Reads a table of levels; ``lines`` are the file's, for the places of what is wrong."""

    lines: list[str]
    file: str
    path: tuple[str, ...]

    def settings(self, table: object) -> Settings:
        if not isinstance(table, dict):
            place = self._place(self.path[-1])
            return Settings(findings=(BadSetting(key=".".join(self.path), value=_shown(table), place=place),))
        levels: dict[str, Severity | Off] = {}
        figures: dict[str, int] = {}
        wrong_ones: list[Finding] = []
        for key, value in table.items():
            match self._entry(key, value):
                case WrongSettings() as wrong:
                    wrong_ones.append(wrong)
                case int() as yuan:
                    figures[FIGURES[key]] = yuan * 100
                case Severity() | Off() as level:
                    levels[key.upper()] = level
        return Settings(levels, figures, tuple(wrong_ones))

    def _entry(self, key: str, value: object) -> Severity | Off | int | WrongSettings:
        place = self._place(key)
        if key in FIGURES:
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return value
            return BadSetting(key=key, value=_shown(value), figure=True, place=place)
        id = key.upper()
        if id not in page_ids():
            near = near_id(id) or next(iter(get_close_matches(key, FIGURES, n=1)), "")
            return UnknownSetting(key=key, near=near, place=place)
        level = _LEVELS.get(value) if isinstance(value, str) else None
        if level is None:
            return BadSetting(key=key, value=_shown(value), place=place)
        return FixedLevel(key=id, place=place) if level is not Severity.ERROR and is_fixed(id) else level

    def _place(self, key: str) -> Place:
        """Return where a key stands: within its table as it is usually written, else wherever the file has it."""
        bare = re.escape(key)
        word = re.compile(rf"(?:(?<=[\s{{,.\"'])|^)(?:\"{bare}\"|'{bare}'|{bare})(?=\s*[=.\]])")
        head = f"[{'.'.join(self.path)}]"
        start = next((n for n, line in enumerate(self.lines) if line.replace(" ", "").startswith(head)), 0)
        for row, line in enumerate(self.lines[start:], start=start + 1):
            if (found := word.search(line)) is not None:
                column = display_width(line[: found.start()]) + 1
                return Place(self.file, row, column, line, display_width(found[0]))
        return Place(self.file, start + 1, 1, self.lines[start] if self.lines else "")


_CHECKED = frozenset(kind for check in CHECKS for kind in check.finds)

_LEVELS: dict[str, Severity | Off] = {each.value: each for each in (*Severity, *Off)}


def _shown(value: object) -> str:
    """Return a value of TOML as it is written there, near enough to be recognized."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_fixed(id: str) -> bool:
    """Return whether findings of an id leave no rules to use, so that their level cannot be set."""
    page = find_page(id)
    if page is None:
        return False
    if isinstance(page.shown, Guard):
        return page.shown.severity is Severity.ERROR
    return any(f.id == id and leaves_no_rules(f) for f in shown_on_page(id, Language.EN))


def leaves_no_rules(finding: Finding) -> bool:
    """Return whether a finding is an error of a document that has no rules; what checks find, they find in rules."""
    return finding.severity is Severity.ERROR and finding.blocks and own_kind(finding) not in _CHECKED
