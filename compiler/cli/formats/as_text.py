"""Findings as a person reads them: each with its line, and what each file came to."""

from __future__ import annotations

from tiaowen.compiler.cli.check_many import Checked
from tiaowen.compiler.cli.formats.model import Told
from tiaowen.compiler.cli.output import Say, counted
from tiaowen.dsl.diagnostics import render


def for_people(told: Told, say: Say, *, colour: bool = False) -> str:
    """Return all findings, and a line for each file."""
    found = render(told.findings(), say.language, colour=colour)
    return "\n".join([*([found, ""] if found else []), *(_summary(file, say) for file in told.files)])


def _summary(file: Checked, say: Say) -> str:
    if not file.read:
        return say(f"{file.file}: not read", f"{file.file}：未能读取")
    numbers = ((file.clauses, "clause"), (file.errors, "error"), (file.warnings, "warning"))
    en = ", ".join(counted(n, noun) for n, noun in numbers)
    return say(f"{file.file}: {en}", f"{file.file}：条款{file.clauses}条，错误{file.errors}项，警告{file.warnings}项")
