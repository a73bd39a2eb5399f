"""``--explain ID``: the page of a finding."""

from __future__ import annotations

import click

from tiaowen.compiler.cli.output import NOTHING_WRONG, Say


def explain_option(say: Say) -> click.Option:
    """Return the option: it does nothing else, and needs no further argument."""

    def show_page(ctx: click.Context, param: click.Parameter, id: str | None) -> None:
        del param
        if id is not None and not ctx.resilient_parsing:
            click.echo(_page(id, ctx, say))
            ctx.exit(NOTHING_WRONG)

    return click.Option(
        ["--explain"],
        metavar="ID",
        is_eager=True,
        expose_value=False,
        callback=show_page,
        help=say(
            "show the page of a finding: what to avoid, what to write instead, and why; then leave",
            "显示一项问题的说明：不要怎样写、该怎样写、为什么；不做检查",
        ),
    )


def _page(id: str, ctx: click.Context, say: Say) -> str:
    from tiaowen.compiler.manual import page
    from tiaowen.compiler.manual.near import near_id

    text = page(id, say.language)
    if text is None:
        near = near_id(id)
        meant = say(f" Did you mean {near}?", f"是否指 {near}？") if near else ""
        raise click.UsageError(say(f'no finding has the id "{id}".', f"没有编号为“{id}”的问题。") + meant, ctx)
    return text
