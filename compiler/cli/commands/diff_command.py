"""``tiaowen diff``: two documents, clause by clause and situation by situation."""

from __future__ import annotations

import shutil
import sys

import click

from tiaowen.compiler.cli.accepted import accept_option, read_accepted, show_review
from tiaowen.compiler.cli.command import (
    SpokenCommand,
    format_option,
    once_from_standard_input,
    output_option,
    policy_argument,
    year_option,
)
from tiaowen.compiler.cli.comparable import comparable
from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, dump, write_text
from tiaowen.compiler.cli.readings import open_with, reading_option
from tiaowen.compiler.compare import (
    Comparison,
    FailOn,
    Mode,
    Perspective,
    baseline,
    compare,
    failing,
    render_text,
    reviewed,
    seen_by,
    to_json,
)
from tiaowen.compiler.reports import render_html, render_markdown
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.vocabulary import load_vocabulary

NARROW, WIDE = 80, 140


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(  # noqa: PLR0913, PLR0917 -- one argument an option
        left: str,
        right: str,
        readings: tuple[str, ...],
        at: int | None,
        mode: str,
        perspective: str,
        format_: str,
        output: str | None,
        only: str | None,
        fail_on: str | None,
        accept: str | None,
    ) -> int:
        once_from_standard_input((left, right, accept or ""), say)
        entries = read_accepted(accept, say) if accept is not None else None
        if isinstance(entries, int):
            return entries
        sides = [comparable(opened, say) for opened in open_with((left, right), readings, say, sides=True)]
        code = max(code for _, code in sides)
        (a, _), (b, _) = sides
        if a is None or b is None:
            click.echo(say("Nothing was compared.", "没有进行对照。"), err=True)
            return max(code, FINDINGS)
        comparison = compare(a, b, at=at, only=_benefit(only, a, b, say), mode=Mode(mode))
        comparison = seen_by(comparison, Perspective(perspective))
        if entries is not None:
            comparison = reviewed(comparison, entries)
            show_review(comparison, say)
        write_text(_report(comparison, format_, Mode(mode), say), output)
        sys.stdout.flush()
        failed = failing(comparison, FailOn(fail_on)) if fail_on else []
        return max(code, FINDINGS if failed else NOTHING_WRONG)

    options: list[click.Parameter] = [
        policy_argument(say, "left", "LEFT"),
        policy_argument(say, "right", "RIGHT"),
        reading_option(say, sides=True),
        year_option(say),
        click.Option(
            ["--mode"],
            type=click.Choice([m.value for m in Mode]),
            default=Mode.COMPARE.value,
            help=say("two jurisdictions, or old and new of one", "两地对照，或同一地区新旧文件"),
        ),
        click.Option(
            ["--perspective"],
            type=click.Choice([p.value for p in Perspective]),
            default=Perspective.BENEFICIARY.value,
            help=say("whose gains and losses: the people's or the fund's", "按谁的得失：救助对象，或基金"),
        ),
        format_option(say, "text", "json", "markdown", "html", "baseline"),
        output_option(say),
        click.Option(
            ["--only"], metavar="BENEFIT", help=say("only this benefit, by name or id", "只看这一项待遇（名称或编号）")
        ),
        click.Option(
            ["--fail-on"],
            type=click.Choice([f.value for f in FailOn]),
            help=say(
                "leave with 1 if someone loses, or if anything differs", "有人待遇下降（或有任何不同）时退出码为1"
            ),
        ),
        accept_option(say),
    ]
    text = say(
        "Compare two documents clause by clause, and by what they pay.", "逐条对照两份文件，并比较各自的支付金额。"
    )
    return SpokenCommand("diff", run, options, text, say)


def _report(comparison: Comparison, format_: str, mode: Mode, say: Say) -> str:
    """Return the comparison in the form asked for."""
    match format_:
        case "json":
            return dump(to_json(comparison, language=say.language, mode=mode))
        case "markdown":
            return render_markdown(comparison, say.language, mode=mode)
        case "html":
            return render_html(comparison, say.language, mode=mode)
        case "baseline":
            return baseline(comparison, say.language)
        case _:
            width = min(max(shutil.get_terminal_size((100, 24)).columns, NARROW), WIDE)
            return render_text(comparison, say.language, width, mode=mode)


def _benefit(name: str | None, left: Policy, right: Policy, say: Say) -> str | None:
    """Return the id of the benefit named; a name that neither document has must not look like "no difference"."""
    if name is None:
        return None
    concept = load_vocabulary().find(name)
    known = {b.id for p in (left, right) for b in p.benefits}
    known |= {r.id for p in (left, right) for r in p.fund_rules} | {
        a.scheme for p in (left, right) for a in p.adjustments
    }
    id = concept.id if concept else name
    if id not in known:
        named = sorted(n.get(say.language) if (n := left.names.get(k) or right.names.get(k)) else k for k in known)
        raise click.UsageError(
            say(
                f'neither document has a benefit "{name}"; there are: {", ".join(named)}.',
                f"两份文件都没有“{name}”这项待遇；有：{'、'.join(named)}。",
            ),
            click.get_current_context(),
        )
    return id
