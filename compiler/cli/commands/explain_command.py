"""``tiaowen explain``: the derivation of each result, step by step, with the article of each step."""

from __future__ import annotations

import click

from tiaowen.compiler.cli.claims_input import note_left_out, read_input
from tiaowen.compiler.cli.command import SpokenCommand, claims_argument, format_option
from tiaowen.compiler.cli.output import Say, dump
from tiaowen.compiler.cli.readings import reading_option
from tiaowen.compiler.cli.registers import policy_or_register_argument


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policy: str, claims: str, readings: tuple[str, ...], format_: str) -> int:
        taken = read_input(policy, claims, say, readings)
        if taken.settler is None or taken.stops:
            return taken.code
        told = list(taken.settler.explain(taken.visits, say.language))
        if format_ == "json":
            click.echo(dump([each.data for each in told]))
        else:
            click.echo("\n".join(each.text for each in told), nl=False)
        note_left_out(taken.visits, {each.claim for each in told}, say)
        return taken.code

    options: list[click.Parameter] = [
        policy_or_register_argument(say),
        claims_argument(say),
        reading_option(say),
        format_option(say, "text", "json"),
    ]
    text = say(
        "Derive each result step by step, with articles, and say why other clauses did not apply.",
        "逐步推导每笔结果，注明条款，并说明其他条款为何不适用。",
    )
    return SpokenCommand("explain", run, options, text, say)
