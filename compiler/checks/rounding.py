"""TW217: no word on how payments are rounded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine
from tiaowen.compiler.checks.context import Context
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class RoundingUnsaid(CheckFinding):
    """A document whose payments are rounded half up to a fen, because it does not say otherwise."""

    id: ClassVar[str] = "TW217"
    severity: ClassVar[Severity] = Severity.INFO

    def says(self, language: Language) -> str:
        """Say what is done."""
        if language is Language.ZH:
            return "没有写明救助金额如何取整，结算时四舍五入到分。"
        return "The document does not say how payments are rounded; they are rounded half up to a fen."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        if language is Language.ZH:
            return "请另写一行，如：取整：四舍五入到元。"
        return "Add a line, such as: rounding: half up to the yuan."


def find(context: Context) -> Iterable[Answer]:
    """Tell it once, at the first benefit that pays a share of costs."""
    for benefit in context.policy.benefits:
        if benefit.kind == "visit" and benefit.facet("ratio") and not benefit.rounding_cites:
            yield RoundingUnsaid(place=context.benefit_place(benefit, "ratio"))
            return


CHECK = Check("TW217", "rounding-unstated", Engine.NAMES, (RoundingUnsaid,), find)
