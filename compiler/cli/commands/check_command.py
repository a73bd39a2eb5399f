"""``tiaowen check``: all findings of all files in one run."""

from __future__ import annotations

import sys

import click
from attrs import evolve

from tiaowen.compiler.cli.check_many import Checked, check_all, check_opened, cores, policies_below
from tiaowen.compiler.cli.command import Given, SpokenCommand, format_option, once_from_standard_input
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
from tiaowen.compiler.cli.readings import doubts_as_data, doubts_as_text, open_with, reading_option
from tiaowen.dsl.diagnostics import Finding, Severity

FORMAT_VERSION = 1
MOST_JOBS = 60
"""More processes than this some systems cannot wait for."""


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(
        policies: tuple[str, ...],
        readings: tuple[str, ...],
        doubts: bool,
        format_: str,
        level: str | None,
        jobs: int | None,
    ) -> int:
        once_from_standard_input(policies, say)
        names = [name for policy in policies for name in policies_below(policy)]
        least = Severity(level) if level else Severity.WARNING
        files: list[Checked] = []
        shown: list[Finding] = []
        opened = open_with(names, readings, say) if readings or doubts else []
        every = (
            (check_opened(*each, least) for each in opened)
            if opened
            else check_all(names, least, jobs or min(cores(), MOST_JOBS))
        )
        for file in every:
            shown += file.findings
            files.append(evolve(file, findings=()))
        if format_ == "json":
            data = [finding_data(f, say.language) for f in shown]
            rows = [_row(file) for file in files]
            report: dict[str, object] = {"format_version": FORMAT_VERSION, "files": rows, "findings": data}
            click.echo(dump(report | (doubts_as_data(opened, say) if doubts else {})))
        else:
            show(shown, say, err=False)
            if shown:
                click.echo()
            for file in files:
                click.echo(_summary(file, say))
            if doubts:
                click.echo("\n" + doubts_as_text(opened, say))
        code = code_for(shown)  # errors are shown at every level
        if code == NOTHING_WRONG and at_least(shown, Severity(level) if level else Severity.ERROR):
            code = FINDINGS
        sys.stdout.flush()
        return code

    options: list[click.Parameter] = [
        _policies_argument(say),
        reading_option(say),
        click.Option(
            ["--doubts"],
            is_flag=True,
            help=say(
                "show for each doubt the most that another reading can move one claim, with the claim",
                "列出每一处疑义改按另一种理解时对一笔救助的最大影响，并附该笔记录",
            ),
        ),
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
        click.Option(
            ["--jobs"],
            type=click.IntRange(1, MOST_JOBS),
            metavar="N",
            help=say(
                "check many files in N processes at a time (default: one for each core)",
                "文件多时同时用N个进程检查（默认每个处理器核一个）",
            ),
        ),
    ]
    text = say("Check policies and show all findings of all of them.", "检查政策文件，列出全部文件的全部问题。")
    return SpokenCommand("check", run, options, text, say)


def _policies_argument(say: Say) -> Given:
    text = say(
        "a .policy file, a folder for all of them below it, - for standard input, or the id of a shipped policy "
        "(tiaowen list)",
        "政策文件的路径，文件夹（其下全部 .policy 文件），- 表示标准输入，或随附文件的编号（见 tiaowen list）",
    )
    return Given("policies", "POLICY...", text, many=True)


def _row(file: Checked) -> dict[str, object]:
    counts = {"error": file.errors, "warning": file.warnings, "info": file.remarks}
    return {"file": file.file, "read": file.read, "clauses": file.clauses, **counts}


def _summary(file: Checked, say: Say) -> str:
    if not file.read:
        return say(f"{file.file}: not read", f"{file.file}：未能读取")
    numbers = ((file.clauses, "clause"), (file.errors, "error"), (file.warnings, "warning"))
    en = ", ".join(counted(n, noun) for n, noun in numbers)
    return say(f"{file.file}: {en}", f"{file.file}：条款{file.clauses}条，错误{file.errors}项，警告{file.warnings}项")
