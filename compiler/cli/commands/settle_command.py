"""``tiaowen settle``: a file of claims to a file of results."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tiaowen.compiler.claims import Result, Visit, save_results, write_csv
from tiaowen.compiler.claims.formats import Format
from tiaowen.compiler.cli.claims_input import note_left_out, progress_bar, read_input
from tiaowen.compiler.cli.command import SpokenCommand, claims_argument, policy_argument
from tiaowen.compiler.cli.output import NOT_READ, Say, show
from tiaowen.compiler.settle import Engine, Explainer, prepare

ENGINES = ("python",)


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policy: str, claims: str, engine: str, output: str | None, explain: bool) -> int:
        del engine  # one engine so far: the reference
        if output and Format.of(output) is None:
            raise click.UsageError(
                say(
                    "-o takes a name that ends in .csv, .jsonl or .parquet",
                    "-o 的文件名要以 .csv、.jsonl 或 .parquet 结尾",
                )
            )
        taken = read_input(policy, claims, say)
        if taken.compiled is None or taken.compiled.policy is None or not taken.compiled.ok:
            return taken.code
        if taken.code == NOT_READ and not taken.visits:
            return NOT_READ
        ready = prepare(taken.compiled.policy)
        recorded: set[str] = set()
        results = _settled(ready, taken.visits, recorded, say)
        code = taken.code
        if output:
            trouble = save_results(results, Path(output))
            if trouble:
                show([trouble], say)
                return NOT_READ
        if explain:
            explainer = Explainer(taken.compiled.policy, say.language)
            explained = list(ready.explain(taken.visits, say.language))
            click.echo(explainer.text(explained) if explained else "", nl=False)
            recorded |= {item.result.claim for item in explained}
        elif not output:
            write_csv(results, sys.stdout)
        sys.stdout.flush()
        note_left_out(taken.visits, recorded, say)
        return code

    options: list[click.Parameter] = [
        policy_argument(say),
        claims_argument(say),
        click.Option(
            ["--engine"],
            type=click.Choice(ENGINES),
            default="python",
            help=say("what settles (default: python, the reference)", "结算引擎（默认 python，即参照实现）"),
        ),
        click.Option(
            ["-o", "--output"],
            metavar="FILE",
            help=say(
                "results as .csv, .jsonl or .parquet (default: CSV to standard output)",
                "结果文件 .csv、.jsonl 或 .parquet（默认以CSV写到标准输出）",
            ),
        ),
        click.Option(
            ["--explain"],
            is_flag=True,
            help=say("print the derivation of each result, not the records", "打印每笔结果的推导，不打印结果记录"),
        ),
    ]
    text = say("Settle a file of claims under a policy.", "按政策文件结算就医记录。")
    return SpokenCommand("settle", run, options, text, say)


def _settled(engine: Engine, visits: tuple[Visit, ...], recorded: set[str], say: Say) -> Iterator[Result]:
    """Yield the results claim by claim, with a progress bar while they are made; add the claims that have one."""
    with progress_bar(len(visits), say("Settling", "结算")) as done:
        results = engine.settle(visits, say.language, done)
    for result in results:
        recorded.add(result.claim)
        yield result
