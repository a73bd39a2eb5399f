"""Findings as the workflow commands that GitHub turns into annotations of a change.

A line of the log is a command; what would end it, or end one of its properties, is written as a percent sign with two
digits. Columns are those of UTF-16.
"""

from __future__ import annotations

from tiaowen.compiler.cli.check_many import Checked
from tiaowen.compiler.cli.formats.model import Told, file_of, from_here, title, utf16, whole
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.language import Language

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_text(told: Told, language: Language) -> str:
    """Return one command for each finding; nothing at all where nothing was found."""
    return "".join(f"{_command(finding, file, language)}\n" for file in told.files for finding in file.findings)


def _command(finding: Finding, file: Checked, language: Language) -> str:
    name = file_of(finding, file)
    properties = {"file": from_here(name) or name}
    if finding.place is not None:
        columns = utf16(finding.place)
        properties |= {"line": str(finding.place.line), "col": str(columns.start), "endColumn": str(columns.end)}
    properties["title"] = f"{finding.id} {title(finding, language)}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(whole(finding, language))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
