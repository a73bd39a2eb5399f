"""``tiaowen list``: the shipped policies."""

from __future__ import annotations

import click

from tiaowen.compiler.cli.command import SpokenCommand, format_option
from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, dump
from tiaowen.compiler.library import open_policy, shipped_ids
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.language import Language


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(format_: str) -> int:
        opened = {id: open_policy(id)[1] for id in shipped_ids()}
        policies = {id: c.policy for id, c in opened.items() if c and c.ok and c.policy}
        rows = [_row(policy, say.language) for policy in policies.values()]
        click.echo(dump(rows) if format_ == "json" else _table(rows, say))
        broken = [id for id in opened if id not in policies]
        for id in broken:
            click.echo(
                say(f"{id} cannot be used; see: tiaowen check {id}", f"{id}不能使用，详见：tiaowen check {id}"),
                err=True,
            )
        return FINDINGS if broken else NOTHING_WRONG

    text = say("List the shipped policies.", "列出随附的政策文件。")
    return SpokenCommand("list", run, [format_option(say, "text", "json")], text, say)


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
        facts = [row["number"], row["region"], say(f"in force from {since}", f"施行日期 {since}")]
        out.append(f"{row['id']}\n    {row['title']}\n    {' · '.join(fact for fact in facts if fact)}")
    return "\n".join(out)
