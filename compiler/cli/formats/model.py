"""What every form is made of: the files with their findings, and how a finding stands in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

from attrs import field, frozen

from tiaowen.compiler.cli.check_many import Checked
from tiaowen.compiler.manual.load import find_page
from tiaowen.dsl.diagnostics import Finding, Place, Severity, display_width
from tiaowen.dsl.language import Language


class Form(Enum):
    """The forms that programs read."""

    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


@frozen
class Told:
    """The files in the order given, with the findings to be shown; ``fails`` is the level from which one is a failure.

    ``more`` is data that only JSON carries.
    """

    files: tuple[Checked, ...]
    code: int
    fails: Severity = Severity.ERROR
    more: Mapping[str, object] = field(factory=dict)

    def findings(self) -> Iterator[Finding]:
        """Yield every finding."""
        for file in self.files:
            yield from file.findings


@frozen
class Columns:
    """Where a mark begins and ends in its line: counted from 1, the end one further than the last."""

    start: int
    end: int


def characters(place: Place) -> Columns:
    """Return the columns of a place in characters (Unicode code points)."""
    start = _offset(place.text, 0, place.column - 1)
    return Columns(start + 1, _offset(place.text, start, place.length) + 1)


def utf16(place: Place) -> Columns:
    """Return the columns of a place in UTF-16 code units, as most editors count."""
    found = characters(place)
    ends = (len(place.text[: end - 1].encode("utf-16-le", "surrogatepass")) // 2 for end in (found.start, found.end))
    start, end = ends
    return Columns(start + 1, end + 1)


def _offset(text: str, start: int, width: int) -> int:
    """Return how far in a text ``width`` columns of the screen from ``start`` go."""
    at = start
    while at < len(text) and width > 0:
        width -= display_width(text[at])
        at += 1
    return at


def file_of(finding: Finding, checked: Checked) -> str:
    """Return the file that a finding is about."""
    return finding.place.file if finding.place else checked.file


def from_here(file: str) -> str | None:
    """Return a path as it is written from the working folder, with ``/``; None where it does not lie below it."""
    path = Path(file)
    if path.is_absolute():
        try:
            path = Path(os.path.relpath(path))
        except ValueError:  # another drive
            return None
    return None if ".." in path.parts else path.as_posix()


def whole(finding: Finding, language: Language) -> str:
    """Return what is said of a finding: message, cases and advice, without the room that the terminal leaves."""
    advice = finding.advice(language)
    lines = finding.message(language).splitlines()
    return "\n".join(line.strip() for line in (*lines, *(advice or "").splitlines()))


def title(finding: Finding, language: Language) -> str:
    """Return the short name of the problem: the title of its page."""
    page = find_page(finding.id)
    return page.title.get(language) if page else type(finding).__name__
