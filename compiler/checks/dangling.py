"""TW304: a case sent to a document that cannot be told from the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.model import COVERAGE, Elsewhere
from tiaowen.dsl.diagnostics import Severity, quoted
from tiaowen.dsl.tree import Language, Text

NAMED = re.compile(r"[〔\[(（][12][0-9]{3}[〕\])）]|第[0-9]+号|《[^》]+》|\b[Nn]o\.? ?[0-9]+")
"""A document number, or a title in the marks of one."""


@frozen(kw_only=True)
class Dangling(CheckFinding):
    """*Governed by* something without a number or a title: nobody can look the amount up."""

    id: ClassVar[str] = "TW304"
    severity: ClassVar[Severity] = Severity.WARNING
    document: Text

    def says(self, language: Language) -> str:
        """Quote what the document calls it."""
        said = quoted(self.document.get(language), language)
        if language is Language.ZH:
            return f"另按{said}：没有文号也没有名称，查不到是哪一份文件。"
        return f"Governed by {said}: without a number or a title, nobody can tell which document that is."

    def advice(self, language: Language) -> str | None:
        """Show a document that can be found."""
        if language is Language.ZH:
            return "请写文号或加书名号的名称，如：按“某政发〔2020〕12号”执行。"
        return 'Give its number or its title: governed by "某政发〔2020〕12号".'


def find(context: Context) -> Iterable[Answer]:
    """Look at each document that cases are sent to; each is told once."""
    told: set[tuple[str | None, str | None]] = set()
    for benefit in context.policy.benefits:
        for rule in benefit.facet(COVERAGE):
            if not isinstance(rule.value, Elsewhere) or rule.via is not None:
                continue
            text = rule.value.document
            said = (text.zh, text.en)
            if said not in told and not any(NAMED.search(each) for each in said if each):
                told.add(said)
                yield Dangling(document=text, place=context.clause_place(rule.clause))


CHECK = Check("TW304", "dangling-delegation", Engine.NAMES, (Dangling,), find)
