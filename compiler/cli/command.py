"""Commands that explain themselves in the language spoken; the command-line library itself speaks English only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from tiaowen.compiler.cli.output import Say, lang_option

Rows = Sequence[tuple[str, str]]


class Given(click.Argument):
    """An argument that the help explains."""

    def __init__(self, name: str, metavar: str, text: str, *, many: bool = False) -> None:
        """Take one value, or one and more."""
        super().__init__([name], metavar=metavar, nargs=-1 if many else 1, required=True)
        self.text = text


class SpokenCommand(click.Command):
    """A command whose help is in the language of ``say``."""

    def __init__(
        self, name: str, callback: Callable[..., int], params: Sequence[click.Parameter], text: str, say: Say
    ) -> None:
        """Add ``--lang`` to the parameters."""
        super().__init__(name, callback=callback, params=[*params, lang_option(say)], help=text)
        self.say = say

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        write_usage(self, ctx, formatter, self.say)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments and options."""
        given = [(p.metavar or p.human_readable_name, p.text) for p in self.get_params(ctx) if isinstance(p, Given)]
        write_section(formatter, self.say("Arguments:", "参数："), given)
        write_section(formatter, self.say("Options:", "选项："), option_rows(self, ctx, self.say))


def write_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, say: Say) -> None:
    """Write how a command is called."""
    parts = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, parts, prefix=say("Usage: ", "用法："))


def option_rows(command: click.Command, ctx: click.Context, say: Say) -> list[tuple[str, str]]:
    """Return each option and what it is for."""
    rows: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record and isinstance(param, click.Option):
            is_help = "--help" in param.opts
            text = say("show this help", "显示本说明") if is_help else record[1]
            rows.append((record[0], text.replace("[required]", say("[required]", "[必填]"))))
    return rows


def write_section(formatter: click.HelpFormatter, heading: str, rows: Rows) -> None:
    """Write a heading and its rows, if there are any."""
    if rows:
        formatter.write(f"\n{heading}\n")
        formatter.indent()
        formatter.write_dl(rows)
        formatter.dedent()


def once_from_standard_input(names: Sequence[str], say: Say) -> None:
    """Refuse ``-`` for two inputs: the second would find nothing there, and nothing could pass for an empty input."""
    if list(names).count("-") > 1:
        text = say("only one input can be standard input (-).", "只能有一个输入用标准输入（-）。")
        raise click.UsageError(text, click.get_current_context())


def policy_argument(say: Say, name: str = "policy", metavar: str = "POLICY", *, many: bool = False) -> Given:
    """Return the argument that names a policy."""
    text = say(
        "a .policy file, - for standard input, or the id of a shipped policy (tiaowen list)",
        "政策文件的路径，- 表示标准输入，或随附文件的编号（见 tiaowen list）",
    )
    return Given(name, f"{metavar}..." if many else metavar, text, many=many)


def claims_argument(say: Say) -> Given:
    """Return the argument that names a file of claims."""
    text = say(
        "a file of claims: .csv, .jsonl or .parquet, or - for standard input",
        "就医记录文件：.csv、.jsonl 或 .parquet，- 表示标准输入",
    )
    return Given("claims", "CLAIMS", text)


def year_option(say: Say) -> click.Option:
    """Return ``--at`` of a command that looks at the claims of a year."""
    return click.Option(
        ["--at"],
        type=click.IntRange(1990, 2100),
        metavar="YEAR",
        help=say("year of the claim, for published statistics", "就医年度（决定取哪一年的统计数）"),
    )


def format_option(say: Say, *formats: str) -> click.Option:
    """Return ``--format``; the first format is the default."""
    text = say(f"form of the output (default: {formats[0]})", f"输出形式（默认 {formats[0]}）")
    return click.Option(["--format", "format_"], type=click.Choice(formats), default=formats[0], help=text)


def output_option(say: Say) -> click.Option:
    """Return ``-o`` of a command that writes text."""
    text = say("write to FILE (default: standard output)", "写到文件 FILE（默认写到标准输出）")
    return click.Option(["-o", "--output"], metavar="FILE", help=text)
