"""TW503: a period that is over on the day for which the document is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.findings.dates import day_text
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Expires, InForce, Language, Valid


@frozen(kw_only=True)
class Sunset(CheckFinding):
    """A document, or a benefit of it, whose last day has passed."""

    id: ClassVar[str] = "TW503"
    severity: ClassVar[Severity] = Severity.WARNING
    what: Words
    last: date
    on: date

    def says(self, language: Language) -> str:
        """Name both days."""
        what, last, on = pick(self.what, language), day_text(self.last, language), day_text(self.on, language)
        if language is Language.ZH:
            return f"到{on}，{what}已经过期（最后一天是{last}）。"
        return f"On {on}, {what} is over: its last day was {last}."

    def advice(self, language: Language) -> str | None:
        """Say what to look for."""
        if language is Language.ZH:
            return "请确认是否已经延期，或者由新文件代替。"
        return "Has it been prolonged, or has another document taken its place?"


def find(context: Context) -> Iterable[Answer]:
    """Compare the last days with the day asked about; without one, nothing is over."""
    policy, on = context.policy, context.on
    if on is None:
        return
    if policy.end is not None and policy.end < on:
        what = "the document", "本文件"
        yield Sunset(what=what, last=policy.end, on=on, place=context.line_place(policy.end_cites, InForce, Expires))
        return
    for benefit in policy.benefits:
        if benefit.end is not None and benefit.end < on:
            place = context.line_place(benefit.period_cites, Valid, benefit=benefit.id)
            place = place or context.benefit_place(benefit)
            yield Sunset(what=context.name(benefit.id), last=benefit.end, on=on, place=place)


CHECK = Check("TW503", "sunset-passed", Engine.TIME, (Sunset,), find)
