"""The entry point: finds the command, speaks the user's language, and turns the outcome into an exit code."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from tiaowen.compiler.cli.command import option_rows, write_section, write_usage
from tiaowen.compiler.cli.language import spoken
from tiaowen.compiler.cli.output import NOT_READ, WRONG_USAGE, Say, lang_option, show
from tiaowen.compiler.cli.streams import take_streams
from tiaowen.compiler.cli.usage import unknown_command, usage_text
from tiaowen.compiler.version import VERSION
from tiaowen.dsl.language import Language

COMMANDS = {
    "list": ("the shipped policies", "随附的政策文件"),
    "check": ("check policies and show every finding", "检查政策文件，列出全部问题"),
    "clause": ("read one clause and print it in both languages", "解读一条条款，用两种语言打印"),
    "fmt": ("lay policy files out, or print them in the other language", "整理政策文件的格式，或译成另一种语言"),
    "test": ("run the examples written in policies", "运行政策文件里的示例"),
    "compile": ("emit the rules as Python or JSON", "输出规则（Python或JSON）"),
    "settle": ("settle a file of claims", "结算一份就医记录"),
    "explain": ("derive each result step by step, with its articles", "逐步说明每笔结果及其条款依据"),
    "timeline": ("what is in force in a region, and when", "一个地区各时期施行的文件"),
    "duties": ("list the duties and when they are due", "列出职责及其到期日"),
    "diff": ("compare two documents clause by clause", "逐条对照两份文件"),
    "conform": ("hold a document against higher ones", "核对一份文件是否符合上位文件"),
    "matrix": ("set documents side by side", "并列多份文件"),
}
"""The commands in the order of the help, with what they do."""


class Program(click.Group):
    """The group of commands, each imported when it is asked for."""

    def __init__(self, say: Say) -> None:
        """Speak through ``say``."""
        text = say("Medical-assistance policies as checked rules.", "医疗救助政策：可检查、可结算的规则。")
        super().__init__("tiaowen", help=text, no_args_is_help=False)
        self.say = say
        version = say("show the version", "显示版本")
        self.params = [
            click.Option(
                ["--version"], is_flag=True, is_eager=True, callback=_version, help=version, expose_value=False
            ),
            lang_option(say),
        ]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and build a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tiaowen.compiler.cli.commands.{cmd_name}_command")
        command: click.Command = module.build(self.say)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; say what was probably meant when there is none."""
        if args and args[0] not in COMMANDS:
            raise click.UsageError(unknown_command(args[0], COMMANDS, self.say), ctx)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        write_usage(self, ctx, formatter, self.say)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, without importing them, and the options."""
        write_section(
            formatter, self.say("Commands:", "命令："), [(name, self.say(*text)) for name, text in COMMANDS.items()]
        )
        write_section(formatter, self.say("Options:", "选项："), option_rows(self, ctx, self.say))


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value:
        click.echo(f"tiaowen {VERSION}")
        ctx.exit()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave: 0 nothing wrong, 1 findings, 2 wrong usage, 3 an input cannot be read."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    take_streams()
    sys.exit(run(arguments, spoken(arguments)))


def run(arguments: Sequence[str], language: Language) -> int:
    """Run one command and return its exit code."""
    say = Say(language)
    program = Program(say)
    if not arguments:
        with click.Context(program, info_name="tiaowen") as ctx:
            click.echo(program.get_help(ctx), err=True)
        return WRONG_USAGE
    try:
        outcome = program.main(list(arguments), prog_name="tiaowen", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        click.echo(usage_text(error, language), err=True)
        return WRONG_USAGE
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        click.echo(say("Interrupted.", "已中断。"), err=True)
        return 130
    except OSError as error:
        from tiaowen.compiler.claims.findings import Trouble, Unwritable

        # What cannot be read was a finding where it was read, so this is about writing.
        file = error.filename or say("the output", "输出")
        show([Unwritable(file=file, trouble=Trouble.of(error), detail=error.strerror or str(error))], say)
        return NOT_READ
    return outcome if isinstance(outcome, int) else 0
