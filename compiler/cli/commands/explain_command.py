"""``tiaowen explain``: the derivation of each result, step by step, with the article of each step."""

from __future__ import annotations

import click

from tiaowen.compiler.cli.claims_input import note_left_out, read_input
from tiaowen.compiler.cli.command import SpokenCommand, claims_argument, format_option, policy_argument
from tiaowen.compiler.cli.output import NOT_READ, Say, dump
from tiaowen.compiler.settle import Explainer, prepare


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policy: str, claims: str, format_: str) -> int:
        taken = read_input(policy, claims, say)
        if taken.compiled is None or taken.compiled.policy is None or not taken.compiled.ok:
            return taken.code
        if taken.code == NOT_READ and not taken.visits:
            return NOT_READ
        explainer = Explainer(taken.compiled.policy, say.language)
        explained = list(prepare(taken.compiled.policy).explain(taken.visits, say.language))
        if format_ == "json":
            click.echo(dump([explainer.data(item) for item in explained]))
        elif explained:
            click.echo(explainer.text(explained), nl=False)
        note_left_out(taken.visits, {item.result.claim for item in explained}, say)
        return taken.code

    options: list[click.Parameter] = [
        policy_argument(say),
        claims_argument(say),
        format_option(say, "text", "json"),
    ]
    text = say(
        "Derive each result step by step, with articles, and say why other clauses did not apply.",
        "逐步推导每笔结果，注明条款，并说明其他条款为何不适用。",
    )
    return SpokenCommand("explain", run, options, text, say)
