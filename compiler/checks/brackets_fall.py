"""TW209: brackets of a ratio of which a higher one has a lower rate.

A drafter who means it pays less of high costs; more often two brackets have been exchanged.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.cells import RowsFinding, amount, place_of
from tiaowen.compiler.checks.check import Answer, Check, Engine, Proved, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.model import Banded, Rule, Slice
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.quantities import percent_text
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class BracketsFall(RowsFinding):
    """A rate that is lower over ``at`` than below it."""

    id: ClassVar[str] = "TW209"
    severity: ClassVar[Severity] = Severity.WARNING
    benefit: Words
    at: Words
    below: str
    above: str

    def said(self, language: Language) -> str:
        """Name the two brackets."""
        benefit, at = pick(self.benefit, language), pick(self.at, language)
        if language is Language.ZH:
            return f"{benefit}：费用越高，比例反而降低：{at}以下{self.below}，以上{self.above}。"
        return f"{benefit}: the ratio falls as the costs rise, from {self.below} up to {at} to {self.above} above."

    def advice(self, language: Language) -> str | None:
        """Say what to compare."""
        if language is Language.ZH:
            return "请与原文核对两档是否写反；如确实如此，可以不改。"
        return "Compare with the original whether the two brackets are exchanged; if it is meant, leave it."


def find(context: Context) -> Iterable[Answer]:
    """Look at every ratio by brackets."""
    banded = [
        (benefit.id, rule, rule.value)
        for benefit in context.policy.benefits
        for rule in benefit.facet("ratio")
        if isinstance(rule.value, Banded)
    ]
    found = [_finding(context, id, rule, *pair) for id, rule, value in banded for pair in _falling(value)]
    yield from dict.fromkeys(found)
    if banded and not found:
        yield Proved()


def _falling(value: Banded) -> list[tuple[Slice, Slice]]:
    """Return the neighbours of which the higher has the lower rate."""
    return [(one, two) for one, two in pairwise(value.slices) if two.share < one.share]


def _finding(context: Context, benefit: str, rule: Rule, one: Slice, two: Slice) -> BracketsFall:
    return BracketsFall(
        benefit=context.name(benefit),
        at=amount(one.upto or 0),
        below=percent_text(one.share),
        above=percent_text(two.share),
        place=place_of(context, rule),
        cites=rule.cites[:1],
    )


CHECK = Check("TW209", "bracket-ratio-not-monotone", Engine.CELLS, (BracketsFall,), find)
