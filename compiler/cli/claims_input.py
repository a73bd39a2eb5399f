"""Claims for a command: a file of claims and a policy in, visits and findings out; a progress bar on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from attrs import field, frozen

from tiaowen.compiler.claims import CannotRead, ExtraNames, Visit, read_claims
from tiaowen.compiler.claims.model import Kind, Regions
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.cli.command import once_from_standard_input
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, Say, at_least, code_for, counted, show
from tiaowen.compiler.cli.readings import open_with
from tiaowen.compiler.cli.registers import open_register
from tiaowen.compiler.cli.settlers import Settler, UnderPolicy, UnderRegister
from tiaowen.compiler.register.findings import Both, GovernsNowhere
from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl.diagnostics import Finding, Severity, in_order

NAMED = 5
"""How many claims a note names."""
BAR_FROM = 2_000
"""Fewer claims than this are settled before a bar could be seen."""


@frozen
class ClaimsInput:
    """What was read: visits, and the findings about policy and claims in the order in which to show them.

    ``settler`` settles them; None where the policy, or the register, cannot be used.
    """

    settler: Settler | None
    visits: tuple[Visit, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def code(self) -> int:
        """Return the exit code so far."""
        code = code_for(self.findings)
        return max(code, FINDINGS) if self.settler is None else code

    @property
    def stops(self) -> bool:
        """Tell whether there is nothing to settle, or nothing to settle with."""
        return self.settler is None or (self.code == NOT_READ and not self.visits)


def read_input(policy: str, claims: str, say: Say, readings: Sequence[str] = ()) -> ClaimsInput:
    """Read a policy or a folder of them, and a file of claims (``-`` is standard input).

    Every finding is shown on standard error.
    """
    once_from_standard_input((policy, claims), say)
    if os.path.isdir(policy):
        return _read_under_register(policy, claims, say, readings)
    ((loaded, compiled),) = open_with((policy,), readings, say)
    about_policy = list(compiled.findings) if compiled else [loaded.problem] if loaded.problem else []
    about_policy = at_least(about_policy, Severity.WARNING)
    if compiled is None or not compiled.ok or compiled.policy is None:
        show(about_policy, say)
        click.echo(
            say("Nothing was settled: the policy cannot be used.", "政策文件不能使用，没有结算任何记录。"), err=True
        )
        return ClaimsInput(None, (), tuple(about_policy))
    # What does not keep the rules from being used is for `check` to tell.
    show([f for f in about_policy if f.severity.rank == 0], say)
    visits, about_claims = _take_claims(
        claims, say, compiled.resolver.vocabulary, names_of(compiled.policy), regions=None
    )
    return ClaimsInput(UnderPolicy(compiled.policy), visits, (*about_policy, *about_claims))


def _read_under_register(folder: str, claims: str, say: Say, readings: Sequence[str]) -> ClaimsInput:
    register, findings = open_register(folder, say, readings)
    show([f for f in findings if f.severity.rank == 0 or isinstance(f, GovernsNowhere | Both)], say)
    if register is None:
        text = say("Nothing was settled: the register cannot be used.", "文件库不能使用，没有结算任何记录。")
        click.echo(text, err=True)
        return ClaimsInput(None, (), findings)
    visits, about_claims = _take_claims(claims, say, *register.for_claims())
    return ClaimsInput(UnderRegister(register), visits, (*findings, *about_claims))


def _take_claims(
    claims: str, say: Say, vocabulary: Vocabulary, extra: ExtraNames, regions: Regions | None
) -> tuple[tuple[Visit, ...], list[Finding]]:
    """Read a file of claims, and show what is wrong with it."""
    source: Path | BinaryIO = sys.stdin.buffer if claims == "-" else Path(claims)
    visits: list[Visit] = []
    about_claims: list[Finding] = []
    for item in read_claims(source, vocabulary=vocabulary, extra=extra, regions=regions):
        if isinstance(item, Visit):
            visits.append(item)
        else:
            about_claims.append(item)
    show(in_order(about_claims), say)
    rejected = len({f.place.line for f in about_claims if f.place and f.severity.rank == 0})
    if rejected and not any(isinstance(f, CannotRead) for f in about_claims):
        text = say(
            f"{counted(rejected, 'record')} rejected, {len(visits)} taken.",
            f"退回{rejected}条记录，采用{len(visits)}条。",
        )
        click.echo(text, err=True)
    return tuple(visits), about_claims


@contextmanager
def progress_bar(length: int, label: str) -> Iterator[Callable[[int], object] | None]:
    """Give what is to be told of work done: a bar on standard error, if that is a terminal and the work is long."""
    if not sys.stderr.isatty() or length < BAR_FROM:
        yield None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def note_left_out(visits: Iterable[Visit], recorded: set[str], say: Say) -> None:
    """Say which claims have no record and why, by what they are about: silence could pass for a loss."""
    missing: dict[str, list[str]] = {}
    for visit in visits:
        if visit.claim not in recorded:
            missing.setdefault(visit.kind, []).append(visit.claim)
    for kind, why in _NO_RECORD.items():
        claims = missing.get(kind)
        if claims:
            named = say(", ", "、").join(claims[:NAMED]) + ("…" if len(claims) > NAMED else "")
            text = say(
                f"{counted(len(claims), 'claim')} without a record, as {why[0]}: {named}",
                f"{len(claims)}条记录没有结果，因为{why[1]}：{named}",
            )
            click.echo(text, err=True)


_NO_RECORD = {
    Kind.VISIT.value: ("no benefit is for that kind of care", "没有待遇适用于该就医类型"),
    Kind.ENROLMENT.value: ("no benefit is for enrolments", "没有待遇适用于参保缴费"),
    Kind.FUND_YEAR.value: ("the policy has no fund rule", "政策文件没有基金分担的规定"),
}
