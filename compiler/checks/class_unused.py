"""TW108: a class or a list that is defined and then never spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.checks.written import mentions
from tiaowen.dsl.diagnostics import Severity, quoted
from tiaowen.dsl.tree import Language

DEFINED = ("group", "category", "disease-list")


@frozen(kw_only=True)
class ClassUnused(CheckFinding):
    """A definition that decides nothing: no clause and no other definition names the class, or anybody in it."""

    id: ClassVar[str] = "TW108"
    severity: ClassVar[Severity] = Severity.WARNING
    name: Words

    def says(self, language: Language) -> str:
        """Name the class."""
        name = quoted(pick(self.name, language), language)
        if language is Language.ZH:
            return f"{name}有定义，却没有任何条款用到它，也没有条款写到其中的成员。"
        return f"{name} is defined, and no clause names it or any of its members."

    def advice(self, language: Language) -> str | None:
        """Say what is likely meant."""
        if language is Language.ZH:
            return "请核对：是漏写了它的待遇，还是救助对象里漏列了它；两者都不是的，删去定义。"
        return "Is its benefit missing, or is it missing among the recipients? If neither, drop the definition."


def find(context: Context) -> Iterable[Answer]:
    """Look at each class that the document defines."""
    policy = context.policy
    named = mentions(context)
    used = {m.concept for m in named if not m.head}
    recipients = {a for each in policy.classes if each.recipients for box in each.boxes for a in box.categories or ()}
    members = {each.id: each.members for each in policy.classes} | {each.id: each.members for each in policy.lists}
    # What a higher document defines as well is looked at there.
    told = {m.concept for m in named if m.head and not m.own}
    for mention in named:
        if not mention.head or not mention.own or mention.kind not in DEFINED or mention.concept in told:
            continue
        told.add(mention.concept)
        inside = members.get(mention.concept, ())
        # A name for people of whom the clauses speak by another name decides nothing either, and is no mistake.
        elsewhere = {m.concept for m in named if not m.head and m.line != mention.line}
        if mention.concept in used | recipients | {"recipients"} or elsewhere.intersection(inside):
            continue
        yield ClassUnused(name=context.name(mention.concept), place=context.span_place(mention.span))


CHECK = Check("TW108", "class-never-used", Engine.NAMES, (ClassUnused,), find)
