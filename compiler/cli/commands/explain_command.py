"""``tiaowen explain``: the derivation of each result, step by step, with the article of each step."""

from __future__ import annotations

import json

import click

from tiaowen.compiler.cli.claims_input import read_input
from tiaowen.compiler.cli.output import NOT_READ, Say, lang_option
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
        explained = prepare(taken.compiled.policy).explain(taken.visits, say.language)
        if format_ == "json":
            data = [explainer.data(item) for item in explained]
            click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            click.echo(explainer.text(explained), nl=False)
        return taken.code

    options: list[click.Parameter] = [
        click.Argument(["policy"], metavar="POLICY"),
        click.Argument(["claims"], metavar="CLAIMS"),
        click.Option(["--format", "format_"], type=click.Choice(["text", "json"]), default="text"),
        lang_option(say),
    ]
    text = say(
        "Derive each result step by step, with articles, and say why other clauses did not apply.",
        "逐步推导每笔结果，注明条款，并说明其他条款为何不适用。",
    )
    return click.Command("explain", callback=run, params=options, help=text)
