"""``tiaowen clause``: one bare clause, in either language, as data and in both languages."""

from __future__ import annotations

import click

from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, code_for, dump, lang_option, show
from tiaowen.compiler.rules.facets import ClauseReading, read_clause


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(text: str, format_: str) -> int:
        reading, findings = read_clause(text)
        show(findings, say)
        if reading is None:
            return max(FINDINGS, code_for(findings))
        click.echo(dump(reading.data()) if format_ == "json" else _text(reading, say))
        return max(NOTHING_WRONG, code_for(findings))

    options: list[click.Parameter] = [
        click.Argument(["text"], metavar="TEXT"),
        click.Option(["--format", "format_"], type=click.Choice(["text", "json"]), default="text"),
        lang_option(say),
    ]
    help_ = say("Read one clause (either language).", "解读一条条款（中英文均可）。")
    return click.Command("clause", callback=run, params=options, help=help_)


def _text(reading: ClauseReading, say: Say) -> str:
    data = reading.data()
    lines = [reading.zh, reading.en, ""]
    lines.append(say("who", "对象") + ": " + ", ".join(reading.who))
    for title, key in ((say("where", "情形"), "where"), (say("facets", "要素"), "facets")):
        part = data[key]
        assert isinstance(part, dict)
        for name, value in part.items():
            lines.append(f"{title}: {name} = {value}")
    return "\n".join(lines)
