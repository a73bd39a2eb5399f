"""``tiaowen compile``: the rules for other programs."""

from __future__ import annotations

import click

from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, code_for, lang_option, show, write_text
from tiaowen.compiler.emit import TARGETS, emit
from tiaowen.compiler.library import open_policy


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policy: str, target: str, output: str | None) -> int:
        loaded, compiled = open_policy(policy)
        findings = compiled.findings if compiled else (loaded.problem,) if loaded.problem else ()
        show(findings, say)
        if compiled is None or not compiled.ok or compiled.policy is None:
            return max(FINDINGS, code_for(findings))
        write_text(emit(compiled.policy, target), output)
        return max(NOTHING_WRONG, code_for(findings))

    options: list[click.Parameter] = [
        click.Argument(["policy"], metavar="POLICY"),
        click.Option(["--to", "target"], type=click.Choice(list(TARGETS)), required=True),
        click.Option(["-o", "--output"], metavar="FILE"),
        lang_option(say),
    ]
    return click.Command("compile", callback=run, params=options, help=say("Emit the rules.", "输出规则。"))
