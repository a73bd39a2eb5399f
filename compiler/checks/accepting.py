"""Accepted findings: an ``accept`` line excuses the findings of one id on the line above it, and names them by a mark.

Turns findings and the acceptances of a document into the findings that are left, those that are excused, and what is
wrong with the acceptances themselves. A mark is made of what a finding means, not of its wording or its place: when the
finding changes, it comes back. An acceptance without a mark excuses every finding of its id on its line. An error that
leaves no rules to use cannot be excused.

Left to others: which findings there are, and showing them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import ClassVar

import attrs
from attrs import field, frozen

from tiaowen.compiler.checks.sunset import Sunset
from tiaowen.compiler.resolve.acceptances import Acceptance
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.dsl.diagnostics import Finding, Place, Severity, in_order
from tiaowen.dsl.tree import Language, Span

LETTERS = "abcdefghijkmnopqrstuvwxyz"
LENGTH = 6


@frozen(kw_only=True)
class NothingAccepted(Finding):
    """An acceptance of a finding that the line above does not have, or (``refused``) has and that blocks."""

    id: ClassVar[str] = "TW702"
    severity: ClassVar[Severity] = Severity.WARNING
    check: str
    elsewhere: tuple[int, ...] = ()
    refused: bool = False

    def message(self, language: Language) -> str:
        """Name what is not there."""
        if self.refused:
            if language is Language.ZH:
                return f"{self.check} 使文件得不出规则，不能认可。"
            return f"{self.check} leaves no rules to use: it cannot be accepted."
        if language is Language.ZH:
            return f"上一行没有 {self.check} 这项发现，这条认可不起作用。"
        return f"The line above has no finding {self.check}: this acceptance excuses nothing."

    def advice(self, language: Language) -> str | None:
        """Say where there is one, else to leave it out."""
        if self.refused:
            return "请改正，并删去这一行。" if language is Language.ZH else "Mend it, and leave this line out."
        lines = ("、" if language is Language.ZH else ", ").join(map(str, self.elsewhere))
        if language is Language.ZH:
            return f"这项发现在第{lines}行，请把认可写到那一行下面。" if lines else "请删去这一行。"
        return f"There is one on line {lines}: write the acceptance below it." if lines else "Leave this line out."


@frozen(kw_only=True)
class AcceptedChanged(Finding):
    """An acceptance whose finding is another one by now."""

    id: ClassVar[str] = "TW703"
    severity: ClassVar[Severity] = Severity.WARNING
    check: str
    marks: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say that it has come back."""
        if language is Language.ZH:
            return f"这里认可的 {self.check} 已经变化，不再算认可。"
        return f"What was accepted here as {self.check} has changed since: it is shown again."

    def advice(self, language: Language) -> str | None:
        """Give the mark of what there is now."""
        lines = " / ".join(
            f"认可 {self.check}（{mark}）“…”" if language is Language.ZH else f'accept {self.check} ({mark}) "…"'
            for mark in self.marks
        )
        return f"仍然认可的，请写：{lines}" if language is Language.ZH else f"If it is still accepted, write: {lines}"


@frozen(kw_only=True)
class AcceptedUnmarked(Finding):
    """An acceptance that does not name what it excuses."""

    id: ClassVar[str] = "TW704"
    severity: ClassVar[Severity] = Severity.INFO
    check: str
    marks: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say what it excuses."""
        if language is Language.ZH:
            return f"这条认可没有写明认可的是哪一项：上一行的 {self.check} 无论怎样变化都算认可。"
        return f"This acceptance does not name what it excuses: any {self.check} of the line above, however it changes."

    def advice(self, language: Language) -> str | None:
        """Give the mark."""
        marks = " / ".join(f"（{mark}）" if language is Language.ZH else f"({mark})" for mark in self.marks)
        return f"请在编号后加上：{marks}" if language is Language.ZH else f"Add behind the id: {marks}"


@frozen
class Excused:
    """A finding that is accepted, and by which line."""

    finding: Finding
    by: Acceptance


@frozen
class Accepted:
    """The findings that are left, with those about the acceptances themselves, and those that are excused."""

    findings: tuple[Finding, ...]
    excused: tuple[Excused, ...] = field(default=())


def mark_of(finding: Finding) -> str:
    """Return six letters made of what a finding means: its kind and its figures and names, not its place."""
    number = int.from_bytes(hashlib.sha256(repr(_meaning(finding)).encode()).digest()[:8], "big")
    letters = []
    for _ in range(LENGTH):
        number, at = divmod(number, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join(letters)


def accepted(findings: Iterable[Finding], compiled: Compiled) -> Accepted:
    """Return which of the findings of a compiled document are left when its acceptances have been heard."""
    every = list(findings)
    acceptances = compiled.placed.acceptances
    if not acceptances:
        return Accepted(tuple(in_order(every)))
    excusable = [each for each in every if _excusable(each, compiled)]
    excused: dict[int, Acceptance] = {}
    said: list[Finding] = []
    for acceptance in acceptances:
        at = compiled.placed.source.place(acceptance.line.span)
        check = acceptance.line.check.text.upper()
        own = [each for each in excusable if each.id == check]
        there = [each for each in own if _about(each, acceptance, compiled)]
        marks = tuple(dict.fromkeys(mark_of(each) for each in there))
        mark = acceptance.line.mark
        if not there and not compiled.ok:
            # No check has run: what an acceptance is for may well be there once the document compiles.
            if any(each.id == check and _about(each, acceptance, compiled) for each in every):
                said.append(NothingAccepted(check=check, refused=True, place=at))
            continue
        if not there and check == Sunset.id:
            continue  # told of a day that is asked about, and of no other
        if not there:
            lines = sorted({each.place.line for each in own if each.place is not None})
            said.append(NothingAccepted(check=check, elsewhere=tuple(lines), place=at))
            continue
        if mark is not None and mark.text not in marks:
            said.append(AcceptedChanged(check=check, marks=marks, place=at))
            continue
        if mark is None:
            said.append(AcceptedUnmarked(check=check, marks=marks, place=at))
        kept = (each for each in there if mark is None or mark_of(each) == mark.text)
        excused.update((id(each), acceptance) for each in kept)
    left = [each for each in every if id(each) not in excused]
    return Accepted(
        tuple(in_order((*left, *said))),
        tuple(Excused(each, excused[id(each)]) for each in every if id(each) in excused),
    )


def _excusable(finding: Finding, compiled: Compiled) -> bool:
    """Tell whether a finding can be excused: it is about this file, and it leaves rules to use."""
    if finding.place is None or finding.place.file != compiled.placed.source.file:
        return False
    return not (finding.severity is Severity.ERROR and finding.blocks and not compiled.ok)


def _about(finding: Finding, acceptance: Acceptance, compiled: Compiled) -> bool:
    """Tell whether a finding stands on the line that an acceptance is about, however many rows that line has."""
    if acceptance.about is None or finding.place is None:
        return False
    span = acceptance.about.span
    source = compiled.placed.source
    first = source.place(span).line
    last = source.place(Span(max(span.start, span.end - 1), span.end)).line
    return first <= finding.place.line <= last


def _meaning(value: object) -> object:
    """Return what a value says, without where it stands."""
    match value:
        case Place() | Span():
            return None
        case Enum():
            return value.name
        case Fraction():
            return str(value)
        case tuple() | list():
            return tuple(_meaning(each) for each in value)
        case frozenset() | set():
            return tuple(sorted(repr(_meaning(each)) for each in value))
        case dict():
            return tuple(sorted((repr(key), repr(_meaning(each))) for key, each in value.items()))
    kind: type[object] = type(value)
    if attrs.has(kind):
        fields: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
        parts = tuple(
            (each.name, _meaning(getattr(value, each.name))) for each in fields if each.eq and each.name != "cases"
        )
        return (getattr(value, "id", kind.__name__) if isinstance(value, Finding) else kind.__name__, *parts)
    return value
