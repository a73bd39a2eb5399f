"""Findings as JSON, as ``check.schema.json`` beside this file describes it."""

from __future__ import annotations

from tiaowen.compiler.cli.check_many import Checked
from tiaowen.compiler.cli.formats.model import Told, characters
from tiaowen.compiler.cli.output import dump, finding_data
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.language import Language

FORMAT_VERSION = 1


def json_text(told: Told, language: Language) -> str:
    """Return files and findings; keys may be added under one version, none changes its meaning."""
    files = [_file(file) for file in told.files]
    findings = [_finding(finding, language) for finding in told.findings()]
    return dump({"format_version": FORMAT_VERSION, "files": files, "findings": findings, **told.more})


def _file(file: Checked) -> dict[str, object]:
    counts = {"error": file.errors, "warning": file.warnings, "info": file.remarks}
    return {"file": file.file, "read": file.read, "clauses": file.clauses, **counts}


def _finding(finding: Finding, language: Language) -> dict[str, object]:
    place = finding.place
    columns = characters(place) if place else None
    added = {
        "character": columns.start if columns else None,
        "end_character": columns.end if columns else None,
    }
    return finding_data(finding, language) | added
