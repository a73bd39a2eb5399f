"""``tiaowen settle``: a file of claims to a file of results."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tiaowen.compiler.claims import Result, Visit, save_results, write_csv
from tiaowen.compiler.claims.formats import Format
from tiaowen.compiler.cli.claims_input import read_input, with_bar
from tiaowen.compiler.cli.output import NOT_READ, Say, code_for, lang_option, show
from tiaowen.compiler.settle import Engine, Explainer, prepare

ENGINES = ("python",)


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policy: str, claims: str, engine: str, output: str | None, explain: bool) -> int:
        del engine  # one engine so far: the reference
        if output and Format.of(output) is None:
            raise click.UsageError(
                say("-o takes a name that ends in .csv, .jsonl or .parquet", "-o 的文件名要以 .csv、.jsonl 或 .parquet 结尾")
            )
        taken = read_input(policy, claims, say)
        if taken.compiled is None or taken.compiled.policy is None or not taken.compiled.ok:
            return taken.code
        if taken.code == NOT_READ and not taken.visits:
            return NOT_READ
        ready = prepare(taken.compiled.policy)
        results = _settled(ready, taken.visits, say)
        code = taken.code
        if output:
            trouble = save_results(results, Path(output))
            if trouble:
                show([trouble], say)
                return max(code, code_for([trouble]))
        if explain:
            explainer = Explainer(taken.compiled.policy, say.language)
            click.echo(explainer.text(ready.explain(taken.visits, say.language)), nl=False)
        elif not output:
            write_csv(results, sys.stdout)
        sys.stdout.flush()
        return code

    options: list[click.Parameter] = [
        click.Argument(["policy"], metavar="POLICY"),
        click.Argument(["claims"], metavar="CLAIMS"),
        click.Option(["--engine"], type=click.Choice(ENGINES), default="python"),
        click.Option(
            ["-o", "--output"],
            metavar="FILE",
            help=say("results as .csv, .jsonl or .parquet (default: CSV to standard output)", "结果文件 .csv、.jsonl 或 .parquet（默认以CSV写到标准输出）"),
        ),
        click.Option(["--explain"], is_flag=True, help=say("print the derivation of each result instead", "改为打印每笔结果的推导")),
        lang_option(say),
    ]
    text = say("Settle CLAIMS (.csv, .jsonl, .parquet or -) under POLICY.", "按 POLICY 结算 CLAIMS（.csv、.jsonl、.parquet 或 -）。")
    return click.Command("settle", callback=run, params=options, help=text)


def _settled(engine: Engine, visits: tuple[Visit, ...], say: Say) -> Iterator[Result]:
    """Yield the results claim by claim, so that a progress bar counts claims."""
    results = engine.settle(with_bar(visits, say("Settling", "结算"), len(visits)), say.language)
    yield from results
