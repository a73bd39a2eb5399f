"""``tiaowen check``: all findings of all files in one run."""

from __future__ import annotations

import sys

import click

from tiaowen.compiler.cli.command import SpokenCommand, format_option, once_from_standard_input, policy_argument
from tiaowen.compiler.cli.output import (
    FINDINGS,
    NOTHING_WRONG,
    Say,
    at_least,
    code_for,
    counted,
    dump,
    finding_data,
    show,
)
from tiaowen.compiler.library import open_policy
from tiaowen.dsl.diagnostics import Finding, Severity

FORMAT_VERSION = 1


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policies: tuple[str, ...], format_: str, level: str | None) -> int:
        once_from_standard_input(policies, say)
        found: list[Finding] = []
        files: list[dict[str, object]] = []
        for name in policies:
            loaded, compiled = open_policy(name)
            own = list(compiled.findings) if compiled else [loaded.problem] if loaded.problem else []
            found += own
            counts = {s.value: sum(f.severity is s for f in own) for s in Severity}
            clauses = len(compiled.policy.clauses) if compiled and compiled.policy else 0
            files.append({"file": loaded.name, "read": compiled is not None, "clauses": clauses, **counts})
        shown = at_least(found, Severity(level) if level else Severity.WARNING)
        if format_ == "json":
            data = [finding_data(f, say.language) for f in shown]
            click.echo(dump({"format_version": FORMAT_VERSION, "files": files, "findings": data}))
        else:
            show(shown, say, err=False)
            if shown:
                click.echo()
            for file in files:
                click.echo(_summary(file, say))
        code = code_for(found)
        if code == NOTHING_WRONG and at_least(found, Severity(level) if level else Severity.ERROR):
            code = FINDINGS
        sys.stdout.flush()
        return code

    options: list[click.Parameter] = [
        policy_argument(say, "policies", many=True),
        format_option(say, "text", "json"),
        click.Option(
            ["--level"],
            type=click.Choice([s.value for s in Severity]),
            help=say(
                "show findings from this level on, and leave with 1 if there are any "
                "(default: show warnings, fail on errors)",
                "显示该级别及以上的问题，有则退出码为1（默认：显示警告，有错误才为1）",
            ),
        ),
    ]
    text = say("Check policies and show all findings of all of them.", "检查政策文件，列出全部文件的全部问题。")
    return SpokenCommand("check", run, options, text, say)


def _summary(file: dict[str, object], say: Say) -> str:
    if not file["read"]:
        return say(f"{file['file']}: not read", f"{file['file']}：未能读取")
    clauses, errors, warnings = (int(str(file[key])) for key in ("clauses", "error", "warning"))
    en = ", ".join(counted(n, noun) for n, noun in ((clauses, "clause"), (errors, "error"), (warnings, "warning")))
    return say(f"{file['file']}: {en}", f"{file['file']}：条款{clauses}条，错误{errors}项，警告{warnings}项")
