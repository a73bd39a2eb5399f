"""``tiaowen check``: all findings of all files in one run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

import click

from tiaowen.compiler.cli.case_examples import write_examples as written_into
from tiaowen.compiler.cli.check_many import Checked, Wanted, check_all, check_opened, cores, policies_below
from tiaowen.compiler.cli.check_settings import unsettled
from tiaowen.compiler.cli.command import Given, SpokenCommand, format_option, once_from_standard_input, output_option
from tiaowen.compiler.cli.explaining import explain_option
from tiaowen.compiler.cli.formats import Form, Told, written
from tiaowen.compiler.cli.formats.as_text import for_people
from tiaowen.compiler.cli.output import (
    FINDINGS,
    NOT_READ,
    NOTHING_WRONG,
    Say,
    at_least,
    code_for,
    coloured,
    write_text,
)
from tiaowen.compiler.cli.readings import doubts_as_data, doubts_as_text, open_with, reading_option
from tiaowen.compiler.cli.watch import watched
from tiaowen.compiler.levels import WrongSettings
from tiaowen.dsl.diagnostics import Severity

TEXT = "text"
MOST_JOBS = 60
"""More processes than this some systems cannot wait for."""


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(  # noqa: PLR0913, PLR0917 -- one argument an option
        policies: tuple[str, ...],
        readings: tuple[str, ...],
        doubts: bool,
        format_: str,
        level: str | None,
        jobs: int | None,
        at: str | None,
        output: str | None,
        watch: bool,
        write_examples: bool,
    ) -> int:
        once_from_standard_input(policies, say)
        form = None if format_ == TEXT else Form(format_)
        _refuse_together(policies, form, doubts, watch, say)
        below = [name for policy in policies for name in policies_below(policy)]
        wrote = written_into(open_with(below, readings, say), say) if write_examples else NOTHING_WRONG
        wanted = Wanted(Severity(level) if level else Severity.WARNING, _day(at, say) if at is not None else None)
        fails = Severity(level) if level else Severity.ERROR

        def once() -> int:
            names = [name for policy in policies for name in policies_below(policy)]
            files = unsettled(names)
            opened = open_with(names, readings, say) if (readings or doubts) and not files else []
            if opened:
                files = [check_opened(*each, wanted) for each in opened]
            elif not files:
                files = list(check_all(names, wanted, jobs or min(cores(), MOST_JOBS)))
            code = _code(files, fails)
            more = doubts_as_data(opened, say) if doubts and form is Form.JSON else {}
            told = Told(tuple(files), code, fails, more)
            if form is not None:
                text = written(form, told, say.language)
            else:
                text = for_people(told, say, colour=output is None and coloured(sys.stdout))
                text += f"\n\n{doubts_as_text(opened, say)}" if doubts else ""
            if text or output:
                write_text(text, output)
            sys.stdout.flush()
            return code

        return watched(policies, once, say) if watch else max(once(), wrote)

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
        format_option(say, TEXT, *(form.value for form in Form)),
        output_option(say),
        explain_option(say),
        click.Option(
            ["--watch"],
            is_flag=True,
            help=say("check again whenever a file changes, until Ctrl-C", "文件一有改动就重新检查，按 Ctrl-C 结束"),
        ),
        click.Option(
            ["--write-examples"],
            is_flag=True,
            help=say(
                "write the cases that the findings show into the files, as examples",
                "把各项发现所举的情形作为示例写入文件",
            ),
        ),
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
            ["--at"],
            metavar="YYYY-MM-DD",
            help=say(
                "look at the policies as of this day: say which of their periods are over",
                "按这一天检查：提示已经过期的期间",
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


def _day(text: str, say: Say) -> date:
    """Return the day of ``--at``; what is none is wrong usage."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = say("--at takes a day: 2026-01-01.", "--at 的值要写成一天：2026-01-01。")
        raise click.UsageError(message, click.get_current_context()) from None


def _policies_argument(say: Say) -> Given:
    text = say(
        "a .policy file, a folder for all of them below it, - for standard input, or the id of a shipped policy "
        "(tiaowen list)",
        "政策文件的路径，文件夹（其下全部 .policy 文件），- 表示标准输入，或随附文件的编号（见 tiaowen list）",
    )
    return Given("policies", "POLICY...", text, many=True)


def _refuse_together(policies: Sequence[str], form: Form | None, doubts: bool, watch: bool, say: Say) -> None:
    """Refuse options that do not go together."""
    refused = None
    if doubts and form not in (None, Form.JSON):
        refused = say("--doubts goes with --format text or json.", "--doubts 只能与 --format text 或 json 合用。")
    elif watch and "-" in policies:
        refused = say("--watch cannot watch standard input (-).", "--watch 不能用于标准输入（-）。")
    if refused:
        raise click.UsageError(refused, click.get_current_context())


def _code(files: Sequence[Checked], fails: Severity) -> int:
    shown = [finding for file in files for finding in file.findings]
    if any(isinstance(finding, WrongSettings) for finding in shown):
        return NOT_READ
    code = code_for(shown)  # errors are shown at every level
    return FINDINGS if code == NOTHING_WRONG and at_least(shown, fails) else code
