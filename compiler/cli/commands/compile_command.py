"""``tiaowen compile``: the rules for other programs."""

from __future__ import annotations

import click

from tiaowen.compiler.cli.command import SpokenCommand, output_option, policy_argument
from tiaowen.compiler.cli.output import FINDINGS, Say, at_least, code_for, show, write_text
from tiaowen.compiler.cli.readings import open_with, reading_option
from tiaowen.compiler.emit import TARGETS, emit
from tiaowen.dsl.diagnostics import Severity


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policy: str, target: str, readings: tuple[str, ...], output: str | None) -> int:
        ((loaded, compiled),) = open_with((policy,), readings, say)
        findings = compiled.findings if compiled else (loaded.problem,) if loaded.problem else ()
        show(at_least(findings, Severity.WARNING), say)
        if compiled is None or not compiled.ok or compiled.policy is None:
            click.echo(
                say("Nothing was emitted: the policy cannot be used.", "政策文件不能使用，没有输出规则。"), err=True
            )
            return max(FINDINGS, code_for(findings))
        write_text(emit(compiled.policy, target), output)
        return code_for(findings)

    options: list[click.Parameter] = [
        policy_argument(say),
        click.Option(
            ["--to", "target"],
            type=click.Choice(list(TARGETS)),
            required=True,
            help=say(
                "what to emit: the rules as data, or a module that settles claims", "输出什么：规则数据，或可结算的模块"
            ),
        ),
        reading_option(say),
        output_option(say),
    ]
    text = say("Emit the rules of a policy for other programs.", "输出政策文件的规则，供其他程序使用。")
    return SpokenCommand("compile", run, options, text, say)
