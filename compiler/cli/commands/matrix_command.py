"""``tiaowen matrix``: many documents side by side."""

from __future__ import annotations

import shutil
import sys

import click

from tiaowen.compiler.cli.command import (
    SpokenCommand,
    format_option,
    once_from_standard_input,
    output_option,
    policy_argument,
    year_option,
)
from tiaowen.compiler.cli.comparable import comparable
from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, dump, write_text
from tiaowen.compiler.cli.readings import open_with, reading_option
from tiaowen.compiler.matrix import Matrix, matrix
from tiaowen.compiler.matrix.arranging import By
from tiaowen.compiler.matrix.markdown import render_markdown
from tiaowen.compiler.matrix.report import render_text
from tiaowen.compiler.matrix.to_json import to_json
from tiaowen.compiler.reports.matrix_page import render_html

NARROW, WIDE = 80, 200
FEWEST = 2


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(
        policies: tuple[str, ...],
        by: str,
        at: int | None,
        readings: tuple[str, ...],
        format_: str,
        output: str | None,
    ) -> int:
        once_from_standard_input(policies, say)
        if len(policies) < FEWEST:
            text = say("a matrix takes two policies or more.", "并列至少要两份政策文件。")
            raise click.UsageError(text, click.get_current_context())
        opened = [comparable(each, say) for each in open_with(policies, readings, say)]
        code = max(code for _, code in opened)
        usable = [policy for policy, _ in opened if policy is not None]
        if len(usable) < len(opened):
            click.echo(say("Nothing was set side by side.", "没有进行并列。"), err=True)
            return max(code, FINDINGS)
        write_text(_report(matrix(usable, at), By(by), format_, say), output)
        sys.stdout.flush()
        return max(code, NOTHING_WRONG)

    options: list[click.Parameter] = [
        policy_argument(say, "policies", many=True),
        click.Option(
            ["--by"],
            type=click.Choice([each.value for each in By]),
            default=By.CATEGORY.value,
            help=say("arrange by people, or by benefit", "按对象排列，或按项目排列"),
        ),
        year_option(say),
        reading_option(say),
        format_option(say, "text", "json", "markdown", "html"),
        output_option(say),
    ]
    text = say(
        "Set documents side by side: who is in which class, and what everybody is granted.",
        "并列多份文件：各类对象在各文件中属于哪一类，享受什么待遇。",
    )
    return SpokenCommand("matrix", run, options, text, say)


def _report(found: Matrix, by: By, format_: str, say: Say) -> str:
    match format_:
        case "json":
            return dump(to_json(found, say.language))
        case "markdown":
            return render_markdown(found, by, say.language)
        case "html":
            return render_html(found, by, say.language)
        case _:
            width = min(max(shutil.get_terminal_size((140, 24)).columns, NARROW), WIDE)
            return render_text(found, by, say.language, width)
