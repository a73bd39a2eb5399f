"""All checks over one document: :func:`check`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import evolve, frozen

from tiaowen.compiler.checks.check import Case, CheckFinding, NotDecided, Proved, Undecided
from tiaowen.compiler.checks.context import Context, context_of
from tiaowen.compiler.checks.registry import CHECKS
from tiaowen.compiler.checks.silent_cell import Silent
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.dsl.diagnostics import Finding, in_order


@frozen
class Report:
    """What all checks answered: findings in the order of the file, and the ids of what was proved, with assumptions."""

    findings: tuple[Finding, ...] = ()
    proved: tuple[tuple[str, Proved], ...] = ()


def check(compiled: Compiled, on: date | None = None, figures: Mapping[str, int] | None = None) -> Report:
    """Run every check over a compiled document; nothing where it has no rules that may be used.

    ``on`` is the day for which the document is looked at, ``figures`` what checks take from ``Context.shared``.
    Findings about the text of a document that it refines are left out: they are told where that document is checked.
    """
    if not compiled.ok or compiled.policy is None:
        return Report()
    context = context_of(compiled, on)
    context.shared.update(figures or {})
    return _answers(context)


def cases_of(finding: Finding) -> tuple[Case, ...]:
    """Return the cases that show a finding; of one that is no check's, none."""
    match finding:
        case CheckFinding():
            return finding.cases
        case Silent(case=Case() as case):
            return (case,)
        case _:
            return ()


def _answers(context: Context) -> Report:
    findings: list[Finding] = []
    proved: list[tuple[str, Proved]] = []
    undecided: dict[Undecided, dict[str, None]] = {}
    own = context.compiled.placed.source.file
    for each in CHECKS:
        for answer in each.find(context):
            match answer:
                case Proved():
                    proved.append((each.id, answer))
                case Undecided():
                    undecided.setdefault(answer, {})[each.id] = None
                case Finding():
                    # Both places can be one clause, where one of the two is of another document.
                    findings.append(evolve(answer, second=None) if answer.second == answer.place else answer)
    # What several checks could not decide for one reason is told once.
    findings += (NotDecided(checks=tuple(ids), reason=why.reason, place=why.place) for why, ids in undecided.items())
    kept = (finding for finding in findings if finding.place is None or finding.place.file == own)
    return Report(tuple(in_order(dict.fromkeys(kept))), tuple(proved))
