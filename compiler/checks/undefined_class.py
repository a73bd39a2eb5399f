"""TW107: a class or a list that clauses speak of and no line defines."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, Engine, Words
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.checks.written import mentions
from tiaowen.compiler.rules.findings import UnknownName
from tiaowen.compiler.rules.model import Delegation
from tiaowen.dsl.diagnostics import quoted
from tiaowen.dsl.tree import Language

GENERAL = frozenset({"recipients", "others", "persons-outside-recipients"})
"""Groups that need no members of their own."""


@frozen(kw_only=True)
class UndefinedClass(UnknownName):
    """A registered name of a class or list whose members are for each document to say, and this one does not."""

    names: Words
    disease: bool = False

    def message(self, language: Language) -> str:
        """Name it."""
        name = quoted(self.names[language is Language.ZH], language)
        if language is Language.ZH:
            return f"{name}没有定义：{'哪些病种' if self.disease else '哪些人'}属于其中，本文件没有写。"
        return (
            f"{name} is not defined: the document does not say {'which diseases' if self.disease else 'who'} it means."
        )

    def advice(self, language: Language) -> str | None:
        """Show a definition."""
        members = ("lung cancer, leukaemia", "肺癌、白血病") if self.disease else ("orphans", "特困人员、孤儿")
        members = members if self.disease else ("extremely poor people, orphans", members[1])
        if language is Language.ZH:
            return f"请另写一行，如：{self.names[1]}包括{members[1]}。"
        return f"Add a line, such as: {self.names[0]} means {members[0]}."


def find(context: Context) -> Iterable[Answer]:
    """Look at each group and list that is named; tell one once, where it is named first."""
    policy = context.policy
    known = {each.id for each in policy.classes} | {each.id for each in policy.lists} | GENERAL
    known |= {name for norm in policy.norms if isinstance(norm, Delegation) for name in norm.names}
    for mention in mentions(context):
        if mention.own and mention.kind in ("group", "disease-list") and mention.concept not in known:
            known.add(mention.concept)
            yield UndefinedClass(
                name=mention.spelling,
                names=context.name(mention.concept),
                disease=mention.kind == "disease-list",
                place=context.span_place(mention.span),
            )


CHECK = Check("TW107", "undefined-class", Engine.NAMES, (UndefinedClass,), find)
