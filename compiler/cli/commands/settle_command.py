"""``tiaowen settle``: a file of claims to a file of results."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tiaowen.compiler.claims import Result, Visit, save_results, write_csv
from tiaowen.compiler.claims.formats import Format
from tiaowen.compiler.cli.claims_input import note_left_out, progress_bar, read_input
from tiaowen.compiler.cli.command import SpokenCommand, claims_argument
from tiaowen.compiler.cli.output import NOT_READ, Say, show
from tiaowen.compiler.cli.readings import reading_option
from tiaowen.compiler.cli.registers import policy_or_register_argument
from tiaowen.compiler.cli.settlers import Settler

ENGINES = ("python",)


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policy: str, claims: str, readings: tuple[str, ...], engine: str, output: str | None, explain: bool) -> int:
        del engine  # one engine so far: the reference
        if output and Format.of(output) is None:
            raise click.UsageError(
                say(
                    "-o takes a name that ends in .csv, .jsonl or .parquet",
                    "-o 的文件名要以 .csv、.jsonl 或 .parquet 结尾",
                )
            )
        taken = read_input(policy, claims, say, readings)
        settler = taken.settler
        if settler is None or taken.stops:
            return taken.code
        recorded: set[str] = set()
        results = _settled(settler, taken.visits, recorded, say)
        code = taken.code
        if output:
            trouble = save_results(results, Path(output), policies=settler.policies)
            if trouble:
                show([trouble], say)
                return NOT_READ
        if explain:
            told = list(settler.explain(taken.visits, say.language))
            click.echo("\n".join(each.text for each in told), nl=False)
            recorded |= {each.claim for each in told}
        elif not output:
            write_csv(results, sys.stdout, policies=settler.policies)
        sys.stdout.flush()
        note_left_out(taken.visits, recorded, say)
        return code

    options: list[click.Parameter] = [
        policy_or_register_argument(say),
        claims_argument(say),
        reading_option(say),
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
    text = say(
        "Settle a file of claims under a policy, or each claim under the document of a register that governs it.",
        "按政策文件结算就医记录；按文件库结算时，每条记录适用当地当时施行的文件。",
    )
    return SpokenCommand("settle", run, options, text, say)


def _settled(settler: Settler, visits: tuple[Visit, ...], recorded: set[str], say: Say) -> Iterator[Result]:
    """Yield the results claim by claim, with a progress bar while they are made; add the claims that have one."""
    with progress_bar(len(visits), say("Settling", "结算")) as done:
        results = settler.settle(visits, say.language, done)
    for result in results:
        recorded.add(result.claim)
        yield result
