"""What commands share: speaking, exit codes, colour, and showing findings."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import click

from tiaowen.dsl.language import Language

if TYPE_CHECKING:
    from tiaowen.dsl.diagnostics import Finding, Severity

NOTHING_WRONG, FINDINGS, WRONG_USAGE, NOT_READ = range(4)
"""The exit codes of all commands."""


class Say(NamedTuple):
    """Says a sentence in the user's language."""

    language: Language

    def __call__(self, en: str, zh: str) -> str:
        """Return the sentence in the language spoken."""
        return zh if self.language is Language.ZH else en


def lang_option(say: Say) -> click.Option:
    """Return ``--lang``; it has been obeyed already (:func:`tiaowen.compiler.cli.language.spoken`)."""
    text = say("language of what is said (default: the locale, else en)", "提示所用语言（默认随系统，否则为英文）")
    return click.Option(["--lang"], type=click.Choice(["en", "zh"]), expose_value=False, help=text)


def coloured(stream: TextIO) -> bool:
    """Return whether to colour what goes to ``stream``: on a terminal, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def show(findings: Iterable[Finding], say: Say, *, err: bool = True) -> None:
    """Show findings as text."""
    from tiaowen.dsl.diagnostics import render

    found = list(findings)
    if found:
        stream = sys.stderr if err else sys.stdout
        click.echo(render(found, say.language, colour=coloured(stream)), err=err, color=True)


def finding_data(finding: Finding, language: Language) -> dict[str, object]:
    """Return a finding as plain data for JSON; with the cases that show it, where it has any."""
    from tiaowen.compiler.checks import cases_of

    place = finding.place
    data: dict[str, object] = {
        "id": finding.id,
        "severity": finding.severity.value,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "length": place.length if place else None,
        "message": finding.message(language),
        "advice": finding.advice(language),
        "second": {"file": finding.second.file, "line": finding.second.line, "column": finding.second.column}
        if finding.second
        else None,
    }
    cases = [case.data(language) for case in cases_of(finding)]
    return data | {"cases": cases} if cases else data


def counted(n: int, noun: str) -> str:
    """Return a number of things in English: ``1 error``, ``2 errors``."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def at_least(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """Return the findings at or above a severity."""
    return [f for f in findings if f.severity.rank <= severity.rank]


def code_for(findings: Iterable[Finding]) -> int:
    """Return the exit code that findings call for: 3 for an input that cannot be read, 1 for an error."""
    from tiaowen.compiler.claims import CannotRead
    from tiaowen.compiler.library.findings import NoPolicy
    from tiaowen.dsl.diagnostics import Severity
    from tiaowen.dsl.mistakes import NotText, TooLarge

    code = NOTHING_WRONG
    for finding in findings:
        unread = isinstance(finding, CannotRead | NotText | NoPolicy)
        if unread or (isinstance(finding, TooLarge) and not finding.line):
            return NOT_READ
        if finding.severity is Severity.ERROR:
            code = FINDINGS
    return code


def write_text(text: str, path: str | None) -> None:
    """Write text to a file, or to standard output."""
    if path is None or path == "-":
        click.echo(text, nl=not text.endswith("\n"))
    else:
        replace_file(Path(path), text if text.endswith("\n") else text + "\n")


def replace_file(path: Path, text: str) -> None:
    """Write a file that is complete or is not there: nobody's policy is lost because a disk was full."""
    whole = path.resolve()
    if whole.exists() and not whole.is_file():  # a device or a pipe is written as it comes
        whole.write_text(text, encoding="utf-8", newline="\n")
        return
    if whole.exists() and not os.access(whole, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    draft = whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        try:
            draft.write_text(text, encoding="utf-8", newline="\n")
            if whole.exists():
                shutil.copymode(whole, draft)
            draft.replace(whole)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def dump(data: object) -> str:
    """Return data as JSON that people can read."""
    return json.dumps(data, ensure_ascii=False, indent=2)
