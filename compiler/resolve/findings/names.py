"""Findings about names: unknown, of the wrong kind, not registered."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.resolve.findings.kinds import HEADINGS, KIND_NAMES, WHERE, kinds_text
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl.diagnostics import Finding, Severity, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class UnknownName(Finding):
    """A name that neither the vocabulary nor the file declares."""

    id: ClassVar[str] = "TW107"
    name: str
    kinds: tuple[str, ...] = ()
    meant: tuple[Concept, ...] = ()

    def message(self, language: Language) -> str:
        """Say that the name is unknown."""
        if language is Language.ZH:
            kinds = f"（这里应是{kinds}）" if (kinds := kinds_text(self.kinds, language)) else ""
            return f"没有登记过{quoted(self.name, language)}这个名称{kinds}。"
        kinds = f"; {kinds} belongs here" if (kinds := kinds_text(self.kinds, language)) else ""
        return f"{quoted(self.name)} is not a registered name{kinds}."

    def advice(self, language: Language) -> str | None:
        """Suggest registered names, or say how to register one."""
        if self.meant:
            names = [quoted(c.get(language), language) for c in self.meant]
            return f"是不是{'、'.join(names)}？" if language is Language.ZH else f"Did you mean {' or '.join(names)}?"
        if language is Language.ZH:
            heading = next((zh for _, zh in _headings(self.kinds)), "对象")
            return f"请检查写法；新名称可先登记：一行写“[{heading}]”，下一行写“english name = 中文名”。"
        heading = next((en for en, _ in _headings(self.kinds)), "categories")
        how = f'"[{heading}]", then "english name = 中文名"'
        return f"Check the spelling; a new name is declared before it is used: {how}."


def _headings(kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    return [HEADINGS[kind] for kind in kinds if kind in HEADINGS]


@frozen(kw_only=True)
class Unregistered(Finding):
    """A name of a kind that decides no amount, which nobody has registered: it is taken as it is written."""

    id: ClassVar[str] = "TW144"
    severity: ClassVar[Severity] = Severity.WARNING
    name: str
    kind: str
    meant: tuple[Concept, ...] = ()

    def message(self, language: Language) -> str:
        """Say that the name is taken as it is."""
        kind = KIND_NAMES[self.kind][language is Language.ZH]
        if language is Language.ZH:
            return f"{kind}{quoted(self.name, language)}没有登记过，按原样使用。"
        return f"{quoted(self.name)} is not registered as {kind}; it is taken as it is written."

    def advice(self, language: Language) -> str | None:
        """Suggest a registered name, or say how to register one."""
        if self.meant:
            name = quoted(self.meant[0].get(language), language)
            return f"是不是{name}？" if language is Language.ZH else f"Did you mean {name}?"
        heading = HEADINGS[self.kind][language is Language.ZH]
        if language is Language.ZH:
            return f"要有英文名，可登记：一行写“[{heading}]”，下一行写“english name = {self.name[:20]}”。"
        return f'For its name in the other language declare it: "[{heading}]", then "english name = 中文名".'


@frozen(kw_only=True)
class WrongKind(Finding):
    """A registered name where another kind of thing belongs."""

    id: ClassVar[str] = "TW115"
    name: str
    kind: str
    kinds: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say what the name is and what belongs here."""
        if language is Language.ZH:
            is_, want = KIND_NAMES[self.kind][1], kinds_text(self.kinds, language)
            return f"{quoted(self.name, language)}是{is_}，这里应是{want}。"
        is_, want = KIND_NAMES[self.kind][0], kinds_text(self.kinds, language)
        return f"{quoted(self.name)} is {is_}; {want} belongs here."

    def advice(self, language: Language) -> str | None:
        """Say where such a name can stand."""
        kind = "category" if self.kind == "group" else self.kind
        known = WHERE.get(kind)
        return known[language is Language.ZH].format(name=self.name[:20]) if known else None
