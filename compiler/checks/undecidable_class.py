"""TW110: people whose membership rests on words that no rule can decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.diagnostics import Severity, quoted
from tiaowen.dsl.tree import Citation, Language, Text

MEANING = "meaning"


@frozen(kw_only=True)
class UndecidableClass(CheckFinding):
    """A remark on what a class of recipients means: whether somebody is in two classes cannot be told from it."""

    id: ClassVar[str] = "TW110"
    severity: ClassVar[Severity] = Severity.INFO
    text: Text

    def says(self, language: Language) -> str:
        """Quote the remark."""
        text = quoted(self.text.get(language), language)
        if language is Language.ZH:
            return f"对象的认定只有文字，没有数值（{text}）：与其他对象是否重合，无法判定。"
        return f"Who is meant is left to words ({text}): whether they overlap with other recipients cannot be decided."


def find(context: Context) -> Iterable[Answer]:
    """Look at the remarks in the articles that say who the recipients are."""
    people = _places(context.policy)
    for remark in context.policy.remarks:
        if remark.matter == MEANING and any(_within(cite, place) for cite in remark.cites for place in people):
            yield UndecidableClass(text=remark.text, place=context.span_place(remark.text.span))


def _places(policy: Policy) -> list[Citation]:
    """Return the places that define the recipients, or a class among them."""
    recipients = {a for each in policy.classes if each.recipients for box in each.boxes for a in box.categories or ()}
    inside = [
        each
        for each in policy.classes
        if each.recipients or recipients.issuperset(a for box in each.boxes for a in box.categories or ())
    ]
    return [cite for each in inside for cite in each.cites if cite.document is None]


def _within(cite: Citation, place: Citation) -> bool:
    """Return whether a citation is a place, or below it."""
    return cite.form == place.form and cite.numbers[: len(place.numbers)] == place.numbers and bool(place.numbers)


CHECK = Check("TW110", "class-overlap-undecidable", Engine.NAMES, (UndecidableClass,), find)
