"""``tiaowen timeline``: what is in force in a region, and when."""

from __future__ import annotations

import os

import click

from tiaowen.compiler.cli.command import Given, SpokenCommand, format_option
from tiaowen.compiler.cli.output import FINDINGS, Say, code_for, dump, show
from tiaowen.compiler.cli.registers import open_register
from tiaowen.compiler.library.findings import NoPolicy
from tiaowen.compiler.register import Register, timeline
from tiaowen.compiler.register.findings import Both, GovernsNowhere
from tiaowen.compiler.vocabulary import Concept

MEANT = 3
"""How many names an unknown one may have meant."""


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(region: str, folder: str | None, format_: str) -> int:
        if folder is not None and not os.path.isdir(folder):
            show([NoPolicy(file=folder, reason="there is no such folder", reason_zh="没有这个文件夹")], say)
            return code_for([NoPolicy(file=folder, reason="", reason_zh="")])
        register, findings = open_register(folder, say)
        show([f for f in findings if f.severity.rank == 0 or isinstance(f, GovernsNowhere | Both)], say)
        if register is None:
            return max(FINDINGS, code_for(findings))
        shown = timeline(register, _region(register, region, say))
        click.echo(
            dump(shown.data(say.language)) if format_ == "json" else shown.text(say.language), nl=format_ == "json"
        )
        return code_for(findings)

    options: list[click.Parameter] = [
        Given("region", "REGION", say("a region by any of its names", "地区的任何一个名称")),
        click.Option(
            ["--register", "folder"],
            metavar="DIR",
            help=say(
                "a folder of .policy files (default: the shipped policies)", "存放政策文件的文件夹（默认为随附文件）"
            ),
        ),
        format_option(say, "text", "json"),
    ]
    text = say(
        "List the documents for a region by date, when each ends and why, and what is applied when.",
        "按日期列出一个地区的文件，各自何时终止、为何终止，以及各时期适用哪一份。",
    )
    return SpokenCommand("timeline", run, options, text, say)


def _region(register: Register, name: str, say: Say) -> Concept:
    """Return the region of a name; one that is not known is wrong usage."""
    found = register.regions.find(name)
    if found is not None:
        return found
    near = register.regions.vocabulary.suggest(name, ("region",), MEANT)
    names = [each.get(say.language) for each in near]
    text = say(f'there is no region "{name}".', f"没有“{name}”这个地区。")
    if names:
        text += say(f" Did you mean {' or '.join(names)}?", f"是否指{'、'.join(names)}？")
    raise click.UsageError(text, click.get_current_context())
