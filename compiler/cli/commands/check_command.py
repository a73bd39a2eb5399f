"""``tiaowen check``: all findings of all files in one run."""

from __future__ import annotations

import sys

import click

from tiaowen.compiler.cli.output import (
    FINDINGS,
    NOTHING_WRONG,
    Say,
    at_least,
    code_for,
    dump,
    finding_data,
    lang_option,
    show,
)
from tiaowen.compiler.library import open_policy
from tiaowen.dsl.diagnostics import Finding, Severity

FORMAT_VERSION = 1


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policies: tuple[str, ...], format_: str, level: str | None) -> int:
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
        click.Argument(["policies"], nargs=-1, required=True, metavar="POLICY..."),
        click.Option(["--format", "format_"], type=click.Choice(["text", "json"]), default="text"),
        click.Option(
            ["--level"],
            type=click.Choice([s.value for s in Severity]),
            help=say(
                "show findings from this level on, and leave with 1 if there are any (default: show warnings, fail on errors)",
                "显示该级别及以上的问题，有则退出码为1（默认：显示警告，有错误才为1）",
            ),
        ),
        lang_option(say),
    ]
    text = say("Check policy files or shipped policies (by id).", "检查政策文件（路径或随附文件的编号）。")
    return click.Command("check", callback=run, params=options, help=text)


def _summary(file: dict[str, object], say: Say) -> str:
    if not file["read"]:
        return say(f"{file['file']}: not read", f"{file['file']}：未能读取")
    return say(
        f"{file['file']}: {file['clauses']} clauses, {file['error']} errors, {file['warning']} warnings",
        f"{file['file']}：条款{file['clauses']}条，错误{file['error']}，警告{file['warning']}",
    )
