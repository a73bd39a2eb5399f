"""TW602: an entry of a list that another one contains, one thing under two names, and characters that look alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.checks.written import Mention, mentions
from tiaowen.compiler.vocabulary import name_key
from tiaowen.dsl.diagnostics import Severity, quoted
from tiaowen.dsl.tree import Language, Span

LISTED = ("disease", "disease-list", "category", "group", "care")


@frozen(kw_only=True)
class ListEntries(CheckFinding):
    """An entry twice (``wider`` None: the same; else: contained in a wider one of the same list)."""

    id: ClassVar[str] = "TW602"
    severity: ClassVar[Severity] = Severity.WARNING
    entry: str
    wider: str | None = None

    def says(self, language: Language) -> str:
        """Name the entry."""
        entry = quoted(self.entry, language)
        wider = quoted(self.wider, language) if self.wider is not None else ""
        if language is Language.ZH:
            return f"{entry}已经包含在同一名单的{wider}里。" if wider else f"{entry}在同一名单里出现两次。"
        return f"{entry} is part of {wider} in the same list." if wider else f"{entry} stands in the list twice."

    def advice(self, language: Language) -> str | None:
        """Say what to compare."""
        if language is Language.ZH:
            return "请与原文核对：多余的一项会使病种数对不上，也可能是另一项的笔误。"
        return "Compare with the original: it makes the count wrong, or is a slip for something else."


@frozen(kw_only=True)
class LooksAlike(ListEntries):
    """A character of another script, or a radical, that looks like the one that is meant."""

    meant: str
    name: str

    def says(self, language: Language) -> str:
        """Name the character by its code."""
        code = f"U+{ord(self.entry):04X}"
        if language is Language.ZH:
            return f"这里的“{self.entry}”是{code}，只是形似“{self.meant}”，检索和比对都找不到。"
        return f"This {code} ({self.name}) only looks like {quoted(self.meant)}: no search will find it."

    def advice(self, language: Language) -> str | None:
        """Say what to type."""
        return f"请改为“{self.meant}”。" if language is Language.ZH else f"Type {quoted(self.meant)} instead."


@frozen(kw_only=True)
class TwoNames(ListEntries):
    """One thing under two names of one language: a reader takes them for two."""

    other: str

    def says(self, language: Language) -> str:
        """Show both names."""
        entry, other = quoted(self.entry, language), quoted(self.other, language)
        if language is Language.ZH:
            return f"{entry}和前面的{other}是同一个意思，本文件用了两种名称。"
        return f"{entry} and {other}, written before, are two names of one thing."

    def advice(self, language: Language) -> str | None:
        """Say what to compare."""
        if language is Language.ZH:
            return "请统一用一种名称；原文如此的，写一条“理解”说明两者相同。"
        return 'Use one of them throughout; if the original has both, record in a "reading" that they are the same.'


def find(context: Context) -> Iterable[Answer]:
    """Look at the members of each definition, at the names throughout, and at the characters of the text."""
    lists: dict[int, list[Mention]] = {}
    for mention in mentions(context):
        if mention.entry and mention.own and mention.kind in LISTED:
            lists.setdefault(mention.line, []).append(mention)
    for entries in lists.values():
        yield from _entries(context, entries)
    yield from _two_names(context)
    yield from _alike(context)


def _entries(context: Context, entries: list[Mention]) -> Iterator[ListEntries]:
    seen: dict[str, Mention] = {}
    for each in entries:
        place = context.span_place(each.span)
        if each.concept in seen:
            second = context.span_place(seen[each.concept].span)
            yield ListEntries(entry=each.spelling, place=place, second=second)
        seen.setdefault(each.concept, each)
    for each in seen.values():
        above = [a for a in context.vocabulary.ancestors(each.concept) if a != each.concept and a in seen]
        if above:
            wider = seen[above[0]]
            place, second = context.span_place(each.span), context.span_place(wider.span)
            yield ListEntries(entry=each.spelling, wider=wider.spelling, place=place, second=second)


def _two_names(context: Context) -> Iterator[TwoNames]:
    first: dict[tuple[str, bool], Mention] = {}
    told: set[tuple[str, bool]] = set()
    for each in mentions(context):
        # A denial ("not referred") is no other name, nor is a plural, nor the name in the other language.
        if not each.own or context.vocabulary.find(each.spelling) is None:
            continue
        key = each.concept, each.spelling.isascii()
        before = first.setdefault(key, each)
        if _plain(before.spelling) != _plain(each.spelling) and key not in told:
            told.add(key)
            place, second = context.span_place(each.span), context.span_place(before.span)
            yield TwoNames(entry=each.spelling, other=before.spelling, place=place, second=second)


def _plain(name: str) -> str:
    return name_key(name).removesuffix("s")


def _alike(context: Context) -> Iterator[LooksAlike]:
    """Yield characters that are a compatibility form of another one, or of a script that looks like Latin."""
    text = context.compiled.placed.source.text
    told: set[str] = set()
    for char in dict.fromkeys(text):
        if char not in told and (meant := _meant(char)) is not None:
            told.add(char)
            at = text.index(char)
            place = context.span_place(Span(at, at + 1))
            yield LooksAlike(entry=char, meant=meant, name=unicodedata.name(char, "").lower(), place=place)


_RADICALS = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
_LATIN_ALIKE = {
    # Cyrillic, then Greek; written as numbers, for they cannot be told apart here either.
    **dict(
        zip(
            "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445",
            "ABEKMHOPCTXaeopcyx",
            strict=True,
        )
    ),
    **dict(
        zip(
            "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
            "ABEZHIKMNOPTYXo",
            strict=True,
        )
    ),
}


def _meant(char: str) -> str | None:
    if any(ord(char) in block for block in _RADICALS):
        plain = unicodedata.normalize("NFKC", char)
        return plain if plain != char else None
    return _LATIN_ALIKE.get(char)


CHECK = Check("TW602", "list-duplicate-or-subsumed-entry", Engine.NAMES, (ListEntries,), find)
