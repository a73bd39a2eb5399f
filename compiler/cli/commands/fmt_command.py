"""``tiaowen fmt``: canonical layout in place, or the print in the other language."""

from __future__ import annotations

import difflib
from pathlib import Path

import click
from attrs import frozen

from tiaowen.compiler.cli.command import SpokenCommand, once_from_standard_input, policy_argument
from tiaowen.compiler.cli.output import (
    FINDINGS,
    NOTHING_WRONG,
    WRONG_USAGE,
    Say,
    code_for,
    replace_file,
    show,
    write_text,
)
from tiaowen.compiler.library import Loaded, load_policy
from tiaowen.compiler.resolve import place, resolver_for
from tiaowen.compiler.rules.namer import KeepNames, VocabularyLookup
from tiaowen.compiler.vocabulary import Vocabulary, load_vocabulary
from tiaowen.dsl.format import Layout, format_text, laid_out
from tiaowen.dsl.language import Language
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, translate
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Document, Table


@frozen
class _Asked:
    """What the options ask for: to show instead of writing, where to write, and how to lay clauses out."""

    check: bool
    diff: bool
    output: str | None
    layout: Layout
    say: Say


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(
        policies: tuple[str, ...], check: bool, to: str | None, diff: bool, output: str | None, layouts: tuple[str, ...]
    ) -> int:
        once_from_standard_input(policies, say)
        refused = None
        if output and len(policies) > 1:
            refused = say("-o takes one policy.", "-o 只能用于一份文件。")
        elif to and (check or diff):
            refused = say(
                "--to prints; it does not go with --check or --diff.", "--to 只打印，不能与 --check、--diff 合用。"
            )
        elif len(set(layouts)) > 1:
            refused = say("--tables or --clauses, not both.", "--tables 与 --clauses 只能用一个。")
        if refused:
            raise click.UsageError(refused, click.get_current_context())
        asked = _Asked(check, diff, output, Layout(layouts[0]) if layouts else Layout.KEPT, say)
        language = Language(to) if to else None
        return max(_one(name, asked, language) for name in policies)

    text = say(
        "Lay policy files out in place, or print them in the other language.",
        "就地整理政策文件的格式，或译成另一种语言。",
    )
    return SpokenCommand("fmt", run, [policy_argument(say, "policies", many=True), *_options(say)], text, say)


def _options(say: Say) -> list[click.Option]:
    return [
        click.Option(
            ["--check"],
            is_flag=True,
            help=say("write nothing; leave with 1 if a file would change", "不写文件；会变动则退出码为1"),
        ),
        click.Option(
            ["--diff"], is_flag=True, help=say("write nothing; show what would change", "不写文件；显示会有的变动")
        ),
        click.Option(
            ["--to"],
            type=click.Choice(["en", "zh"]),
            help=say("print in this language to standard output or -o", "用该语言打印到标准输出或 -o"),
        ),
        click.Option(
            ["-o", "--output"],
            metavar="FILE",
            help=say("write to FILE instead of changing the policy", "写到文件 FILE，不改动原文件"),
        ),
        click.Option(
            ["--tables", "layouts"],
            flag_value="tables",
            multiple=True,
            help=say(
                'turn neighbouring clauses into tables, with "|" between cells (a spreadsheet\'s tabs are not read)',
                "把相邻的条款排成表格，格与格之间用“|”（不读电子表格粘贴来的制表符）",
            ),
        ),
        click.Option(
            ["--clauses", "layouts"],
            flag_value="clauses",
            multiple=True,
            help=say("turn tables into clauses", "把表格拆成条款"),
        ),
    ]


def _one(name: str, asked: _Asked, to: Language | None) -> int:
    say = asked.say
    loaded = load_policy(name)
    if loaded.text is None:
        problems = (loaded.problem,) if loaded.problem else ()
        show(problems, say)
        return code_for(problems)
    document, _ = parse(loaded.text, loaded.name)
    source = Source.of(loaded.text, loaded.name)
    known = _names_known(document, source)
    if asked.layout is Layout.CLAUSES:
        _tell_of_tables(document, source, say)
    if to:
        return _translate(loaded, to, known, asked)
    formatted, findings = format_text(loaded.text, loaded.name, names=KeepNames(known), layout=asked.layout)
    show(findings, say)
    code = code_for(findings)
    changed = formatted != loaded.text
    if asked.diff and changed:
        lines = difflib.unified_diff(
            loaded.text.splitlines(keepends=True), formatted.splitlines(keepends=True), loaded.name, loaded.name
        )
        # A last line without its line break would run into what follows.
        click.echo("".join(line if line.endswith("\n") else line + "\n" for line in lines), nl=False)
    if asked.check:
        if changed:
            click.echo(say(f"{loaded.name}: would change", f"{loaded.name}：会变动"), err=True)
        return max(code, FINDINGS if changed else NOTHING_WRONG)
    if asked.diff:
        return code
    return max(code, _write(name, loaded, formatted, asked.output, say, changed=changed))


def _tell_of_tables(document: Document, source: Source, say: Say) -> None:
    """Say which tables stay: a clause has no citation of its own."""
    for line in document.lines:
        if isinstance(line, Table) and line.citations:
            at = source.place(line.span)
            click.echo(
                say(
                    f"{at.file}:{at.line}: stays a table, because its head cites places of its own",
                    f"{at.file}:{at.line}：表头另有出处，仍为表格",
                ),
                err=True,
            )


def _write(name: str, loaded: Loaded, formatted: str, output: str | None, say: Say, *, changed: bool) -> int:
    if output or name == "-":
        write_text(formatted, output)
        return NOTHING_WRONG
    path = Path(name)
    if not path.is_file():
        click.echo(
            say(
                f"{loaded.name} is a shipped policy and is not changed; use --check, --diff, --to or -o.",
                f"{loaded.name}是随附文件，不就地改动；请用 --check、--diff、--to 或 -o。",
            ),
            err=True,
        )
        return WRONG_USAGE
    if changed:
        replace_file(path, formatted)
        click.echo(say(f"{name}: formatted", f"{name}：已整理"), err=True)
    return NOTHING_WRONG


def _names_known(document: Document, source: Source) -> Vocabulary:
    """Return the shared vocabulary with the names that the file declares."""
    placed, _ = place(document, source)
    return resolver_for(placed, load_vocabulary()).vocabulary


def _translate(loaded: Loaded, language: Language, known: Vocabulary, asked: _Asked) -> int:
    assert loaded.text is not None
    say = asked.say
    document, findings = parse(loaded.text, loaded.name)
    document = laid_out(document, language, Translator(VocabularyLookup(known)), asked.layout)
    text, missing = translate(document, language, VocabularyLookup(known))
    show(findings, say)
    for name in missing:
        click.echo(
            say(f"{loaded.name}: no name for “{name}” in that language", f"{loaded.name}：“{name}”没有该语言的名称"),
            err=True,
        )
    write_text(text, asked.output)
    return max(code_for(findings), FINDINGS if missing else NOTHING_WRONG)
