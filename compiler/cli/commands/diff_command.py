"""``tiaowen diff``: two documents, clause by clause and situation by situation."""

from __future__ import annotations

import shutil
import sys

import click

from tiaowen.compiler.cli.command import (
    SpokenCommand,
    format_option,
    once_from_standard_input,
    output_option,
    policy_argument,
)
from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, code_for, dump, show, write_text
from tiaowen.compiler.cli.readings import Opened, open_with, reading_option
from tiaowen.compiler.compare import FailOn, Mode, compare, failing, render_text, to_json
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
        format_: str,
        output: str | None,
        only: str | None,
        fail_on: str | None,
    ) -> int:
        once_from_standard_input((left, right), say)
        sides = [_open(opened, say) for opened in open_with((left, right), readings, say, sides=True)]
        code = max(code for _, code in sides)
        (a, _), (b, _) = sides
        if a is None or b is None:
            click.echo(say("Nothing was compared.", "没有进行对照。"), err=True)
            return max(code, FINDINGS)
        comparison = compare(a, b, at=at, only=_benefit(only, a, b, say))
        if format_ == "json":
            text = dump(to_json(comparison, language=say.language, mode=Mode(mode)))
        else:
            width = min(max(shutil.get_terminal_size((100, 24)).columns, NARROW), WIDE)
            text = render_text(comparison, say.language, width, mode=Mode(mode))
        write_text(text, output)
        sys.stdout.flush()
        failed = failing(comparison, FailOn(fail_on)) if fail_on else []
        return max(code, FINDINGS if failed else NOTHING_WRONG)

    options: list[click.Parameter] = [
        policy_argument(say, "left", "LEFT"),
        policy_argument(say, "right", "RIGHT"),
        reading_option(say, sides=True),
        click.Option(
            ["--at"],
            type=click.IntRange(1990, 2100),
            metavar="YEAR",
            help=say("year of the claim, for published statistics", "就医年度（决定取哪一年的统计数）"),
        ),
        click.Option(
            ["--mode"],
            type=click.Choice([m.value for m in Mode]),
            default=Mode.COMPARE.value,
            help=say("two jurisdictions, or old and new of one", "两地对照，或同一地区新旧文件"),
        ),
        format_option(say, "text", "json"),
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
    ]
    text = say(
        "Compare two documents clause by clause, and by what they pay.", "逐条对照两份文件，并比较各自的支付金额。"
    )
    return SpokenCommand("diff", run, options, text, say)


def _open(opened: Opened, say: Say) -> tuple[Policy | None, int]:
    loaded, compiled = opened
    findings = compiled.findings if compiled else (loaded.problem,) if loaded.problem else ()
    show([f for f in findings if f.severity.rank == 0], say)
    code = code_for(findings)
    if compiled is None or not compiled.ok:
        return None, max(code, FINDINGS)
    return compiled.policy, code


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
