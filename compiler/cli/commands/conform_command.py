"""``tiaowen conform``: a lower document held against the demands of higher ones."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from datetime import date

import click

from tiaowen.compiler.cli.command import (
    SpokenCommand,
    format_option,
    once_from_standard_input,
    output_option,
    policy_argument,
)
from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, code_for, dump, show, write_text
from tiaowen.compiler.cli.readings import Opened, open_with, reading_option
from tiaowen.compiler.conform import At, Conformity, conform, failing
from tiaowen.compiler.conform.judged import left_of
from tiaowen.compiler.conform.markdown import render_markdown
from tiaowen.compiler.conform.report import render_text
from tiaowen.compiler.conform.to_json import to_json
from tiaowen.compiler.reports.conform_page import render_html
from tiaowen.compiler.rules.compile import Compiled

NARROW, WIDE = 80, 140
YEAR = re.compile(r"\d{4}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(
        child: str,
        parents: tuple[str, ...],
        at: str | None,
        readings: tuple[str, ...],
        format_: str,
        output: str | None,
    ) -> int:
        once_from_standard_input((child, *parents), say)
        when = _at(at, say) if at is not None else None
        first, *others = open_with((child, *parents), readings, say)
        lower, code = _opened(first, say, child=True)
        higher = [_opened(each, say) for each in others]
        code = max(code, *(each for _, each in higher))
        if lower is None or any(each is None for each, _ in higher):
            click.echo(say("Nothing was judged.", "没有进行核对。"), err=True)
            return max(code, FINDINGS)
        found = [
            conform(lower, each.policy, when) for each, _ in higher if each is not None and each.policy is not None
        ]
        write_text(_report(found, format_, say), output)
        sys.stdout.flush()
        return max(code, FINDINGS if failing(found) else NOTHING_WRONG)

    options: list[click.Parameter] = [
        policy_argument(say, "child", "CHILD"),
        click.Option(
            ["--to", "parents"],
            metavar="PARENT",
            multiple=True,
            required=True,
            help=say("the higher document (repeatable)", "上位文件（可重复）"),
        ),
        click.Option(
            ["--at"],
            metavar="DATE|YEAR",
            help=say(
                "a day, or any day of a year, on which both are looked at (default: the first day of both)",
                "按哪一天或哪一年核对（默认：两份文件同时施行的第一天）",
            ),
        ),
        reading_option(say),
        format_option(say, "text", "json", "markdown", "html"),
        output_option(say),
    ]
    text = say(
        "Hold a document against the floors, ceilings, decisions and orderings of higher ones.",
        "核对一份文件是否符合上位文件的下限、上限、已定事项和次序要求。",
    )
    return SpokenCommand("conform", run, options, text, say)


def _at(text: str, say: Say) -> At:
    """Return the day or year of ``--at``; anything else is wrong usage."""
    try:
        if YEAR.fullmatch(text):
            return At(date(int(text), 1, 1), whole=True)
        if DAY.fullmatch(text):
            return At(date.fromisoformat(text))
    except ValueError:
        pass
    raise click.UsageError(
        say(
            f'--at takes a day such as 2023-01-01, or a year such as 2023, not "{text}".',
            f"--at 的值应为日期（如 2023-01-01）或年份（如 2023），不能是“{text}”。",
        ),
        click.get_current_context(),
    )


def _opened(opened: Opened, say: Say, *, child: bool = False) -> tuple[Compiled | None, int]:
    """Return a document that can be judged, and the exit code it calls for; show why where it cannot.

    Of a lower document that refines a higher one, the errors that say where it goes against that one are left out: they
    are what is judged.
    """
    loaded, compiled = opened
    findings = compiled.findings if compiled else (loaded.problem,) if loaded.problem else ()
    left = left_of(findings) if child else list(findings)
    show([each for each in left if each.severity.rank == 0], say)
    code = code_for(left)
    if compiled is None or compiled.policy is None or code != NOTHING_WRONG:
        return None, max(code, FINDINGS)
    return compiled, code


def _report(found: Sequence[Conformity], format_: str, say: Say) -> str:
    match format_:
        case "json":
            return dump(to_json(found, say.language))
        case "markdown":
            return render_markdown(found, say.language)
        case "html":
            return render_html(found, say.language)
        case _:
            width = min(max(shutil.get_terminal_size((100, 24)).columns, NARROW), WIDE)
            return render_text(found, say.language, width)
