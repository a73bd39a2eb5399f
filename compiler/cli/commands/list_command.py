"""``tiaowen list``: the shipped policies."""

from __future__ import annotations

import click

from tiaowen.compiler.cli.output import NOTHING_WRONG, Say, dump, lang_option
from tiaowen.compiler.library import open_policy, shipped_ids
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.language import Language


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(format_: str) -> int:
        policies = [c.policy for id in shipped_ids() if (c := open_policy(id)[1]) and c.policy]
        rows = [_row(policy, say.language) for policy in policies]
        click.echo(dump(rows) if format_ == "json" else _table(rows, say))
        return NOTHING_WRONG

    choice = click.Choice(["text", "json"])
    options: list[click.Parameter] = [click.Option(["--format", "format_"], type=choice, default="text"), lang_option(say)]
    return click.Command("list", callback=run, params=options, help=say("List the shipped policies.", "列出随附的政策文件。"))


def _row(policy: Policy, language: Language) -> dict[str, str | None]:
    names = [policy.names[r].get(language) for r in policy.regions if r in policy.names]
    return {
        "id": policy.id,
        "title": policy.title.get(language),
        "number": policy.number.get(language) if policy.number else None,
        "region": "、".join(names) if language is Language.ZH else ", ".join(names),
        "in_force_from": policy.start.isoformat() if policy.start else None,
    }


def _table(rows: list[dict[str, str | None]], say: Say) -> str:
    out = []
    for row in rows:
        since = row["in_force_from"] or say("not stated", "未规定")
        out.append(f"{row['id']}\n    {row['title']}\n    {row['number']} · {row['region']} · {say('in force from', '施行自')} {since}")
    return "\n".join(out)
