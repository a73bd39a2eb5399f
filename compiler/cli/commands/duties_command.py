"""``tiaowen duties``: what a document obliges whom to do, and when that is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import click

from tiaowen.compiler.calendar import (
    Agenda,
    End,
    Follows,
    Happened,
    Said,
    agenda,
    published,
    read_event,
    render,
    to_data,
    to_icalendar,
)
from tiaowen.compiler.cli.command import SpokenCommand, format_option, output_option, policy_argument
from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG, Say, code_for, counted, dump, show, write_text
from tiaowen.compiler.library import open_policy
from tiaowen.compiler.rules.model import Policy


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(policy: str, year: int | None, events: tuple[str, ...], format_: str, output: str | None) -> int:
        loaded, compiled = open_policy(policy)
        findings = compiled.findings if compiled else (loaded.problem,) if loaded.problem else ()
        if compiled is None or compiled.policy is None or not compiled.ok:
            show([f for f in findings if f.severity.rank == 0], say)
            return max(FINDINGS, code_for(findings))
        said = _said(events, compiled.policy, say)
        found = agenda(compiled.policy, year or date.today().year, said, published())
        _note_early(found, say)
        if format_ == "ics":
            return _write_calendar(found, output, say)
        write_text(dump(to_data(found, say.language)) if format_ == "json" else render(found, say.language), output)
        return NOTHING_WRONG

    options: list[click.Parameter] = [
        policy_argument(say),
        click.Option(
            ["--year"],
            type=click.IntRange(1990, 2100),
            metavar="YEAR",
            help=say("due dates of this year (default: the current one)", "列出这一年的到期日（默认为今年）"),
        ),
        click.Option(
            ["--event", "events"],
            multiple=True,
            metavar="EVENT=DATE",
            help=say(
                "the day of an event that a deadline counts from, or the duty whose action it is (can be repeated)",
                "期限所依事件的日期；等号后也可写作为该事件的另一项职责（可多次使用）",
            ),
        ),
        format_option(say, "text", "json", "ics"),
        output_option(say),
    ]
    text = say("List the duties of a policy and when they are due.", "列出政策文件规定的职责及其到期日。")
    return SpokenCommand("duties", run, options, text, say)


def _said(options: Sequence[str], policy: Policy, say: Say) -> list[Said]:
    """Return what the options say of events; what they say of none is wrong usage."""
    said: list[Said] = []
    for option in options:
        found = read_event(option, policy.duties, say.language)
        if not isinstance(found, Happened | Follows):
            raise click.UsageError(found.message(say.language), click.get_current_context())
        said.append(found)
    return said


def _note_early(found: Agenda, say: Say) -> None:
    for each in found.early:
        start = found.policy.start
        text = say(
            f'Note: the event "{each.event}" on {each.day} is before the document is in force ({start}).',
            f"注意：事件“{each.event}”（{each.day}）早于文件施行日期（{start}）。",
        )
        click.echo(text, err=True)


def _write_calendar(found: Agenda, output: str | None, say: Say) -> int:
    """Write the calendar; one that lacks dates does not pass for a whole one."""
    calendar = to_icalendar(found, say.language, datetime.now(UTC))
    lacking = sum(not isinstance(due.end, End) for each in found.duties for due in each.dues)
    if lacking:
        text = say(f"Left out: {counted(lacking, 'undetermined due date')}.", f"未写入：未定的到期日{lacking}个。")
        click.echo(text, err=True)
    if calendar is None:
        none = say(
            f"No calendar was written: nothing has a due date in {found.year}.",
            f"没有写出日历：{found.year}年没有到期日。",
        )
        click.echo(none, err=True)
        return FINDINGS
    write_text(calendar, output)
    return FINDINGS if lacking else NOTHING_WRONG
