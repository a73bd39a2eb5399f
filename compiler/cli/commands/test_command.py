"""``tiaowen test``: the examples written in policies, run."""

from __future__ import annotations

import sys

import click

from tiaowen.compiler.cli.command import SpokenCommand, once_from_standard_input, policy_argument
from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, code_for, coloured, counted, show
from tiaowen.compiler.cli.readings import Opened, open_with, reading_option
from tiaowen.compiler.examples import NO_EXAMPLES, ExampleOutcome, Run, failure_text, run_examples
from tiaowen.compiler.rules.compile import Compiled


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policies: tuple[str, ...], readings: tuple[str, ...], coverage: bool) -> int:
        once_from_standard_input(policies, say)
        return max(_test(opened, coverage, say) for opened in open_with(policies, readings, say))

    options: list[click.Parameter] = [
        policy_argument(say, "policies", many=True),
        reading_option(say),
        click.Option(
            ["--coverage"], is_flag=True, help=say("name the clauses that no example reaches", "列出没有示例用到的条款")
        ),
    ]
    text = say("Run the examples written in policy files.", "运行政策文件里的示例。")
    return SpokenCommand("test", run, options, text, say)


def _test(opened: Opened, coverage: bool, say: Say) -> int:
    loaded, compiled = opened
    if compiled is None or not compiled.ok:
        problems = compiled.findings if compiled else (loaded.problem,) if loaded.problem else ()
        show(problems, say)
        click.echo(say(f"{loaded.name}: not tested", f"{loaded.name}：未测试"))
        return max(FINDINGS, code_for(problems))
    outcome = run_examples(compiled, say.language)
    for example in outcome.outcomes:
        if not example.passed:
            _failure(example, say)
    passed = sum(e.passed for e in outcome.outcomes)
    checks = sum(len(e.checks) for e in outcome.outcomes)
    click.echo(
        say(
            f"{loaded.name}: {passed} of {counted(len(outcome.outcomes), 'example')} passed, "
            f"{counted(checks, 'expectation')}",
            f"{loaded.name}：示例{len(outcome.outcomes)}个，通过{passed}个，核对{checks}项",
        )
    )
    if coverage:
        _coverage(outcome, compiled, say)
    if not checks:
        click.echo("  " + say(*NO_EXAMPLES))
        return FINDINGS
    return NOTHING_WRONG if passed == len(outcome.outcomes) else FINDINGS


def _failure(example: ExampleOutcome, say: Say) -> None:
    click.echo(failure_text(example, say.language, colour=coloured(sys.stdout)), color=True)


def _coverage(outcome: Run, compiled: Compiled, say: Say) -> None:
    policy = compiled.policy
    assert policy is not None
    if not outcome.unreached:
        click.echo(say("  every clause is reached", "  每条条款都有示例用到"))
    for index in outcome.unreached:
        clause = policy.clauses[index]
        line = compiled.placed.source.place(clause.span).line
        click.echo(say(f"  no example reaches line {line}: {clause.en}", f"  没有示例用到第{line}行：{clause.zh}"))
