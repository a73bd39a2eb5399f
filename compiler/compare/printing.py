"""What all parts of the report share: the language, the width, names, citations and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from tiaowen.compiler.compare.layout import wrap
from tiaowen.compiler.compare.model import Change, Effect, Restriction, View
from tiaowen.compiler.compare.words import join, say
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.tree import Citation, Language, Text

SIGNS = {
    Effect.EQ: "=",
    Effect.UP: "▲",
    Effect.DOWN: "▼",
    Effect.MIX: "◇",
    Effect.IN: "+",
    Effect.OUT: "-",
    Effect.UNDET: "?",
    Effect.ADMIN: "·",
}

WORDS = {
    Effect.EQ: say("same", "相同"),
    Effect.UP: say("B gives more", "乙更宽"),
    Effect.DOWN: say("B gives less", "乙更严"),
    Effect.MIX: say("either way", "互有高低"),
    Effect.IN: say("only in B", "乙有甲无"),
    Effect.OUT: say("only in A", "甲有乙无"),
    Effect.UNDET: say("cannot be told", "无法判定"),
    Effect.ADMIN: say("no money", "不涉金额"),
}

ORDER = (
    Effect.DOWN,
    Effect.OUT,
    Effect.MIX,
    Effect.UP,
    Effect.IN,
    Effect.UNDET,
    Effect.ADMIN,
    Effect.EQ,
)


@frozen(eq=False)
class Printing:
    """How a report is printed."""

    language: Language
    width: int
    names: Mapping[str, Text]

    def say(self, en: str, zh: str) -> str:
        """Return a sentence in the language of the report."""
        return zh if self.language is Language.ZH else en

    def of(self, text: Text) -> str:
        """Return a text in the language of the report."""
        return text.get(self.language)

    def name(self, id: str) -> str:
        """Return the name of a concept."""
        return self.of(self.names[id]) if id in self.names else id

    def word(self, effect: Effect) -> str:
        """Return an effect in words."""
        return self.of(WORDS[effect])

    def place(self, where: Sequence[Restriction]) -> str:
        """Return where a row holds."""
        return self.of(join([each.text for each in where])) if where else ""

    def cell(self, view: View | None) -> str:
        """Return what a document says, with its articles."""
        return f"{self.of(view.text)} {self.cited(view.cites)}".rstrip() if view is not None else ""

    def sides(self, row: Change) -> str:
        """Return what both documents say, once where it is the same."""
        left, right = (self.of(view.text) if view is not None else "" for view in (row.left, row.right))
        return f"{left} → {right}" if left != right else left

    def cited(self, cites: Sequence[Citation]) -> str:
        """Return citations in short."""
        texts = dict.fromkeys(
            citation_text(cite, self.language).removeprefix("Section ").removeprefix("Article ") for cite in cites
        )
        return f"[{'; '.join(texts)}]" if texts else ""

    def rule(self, title: str) -> str:
        """Return a heading across the page."""
        head = f"── {title} "
        return head + "─" * max(0, self.width - display_width(head))

    def indented(self, mark: str, text: str) -> Iterator[str]:
        """Yield a text behind a mark, further lines below its beginning."""
        indent = display_width(mark)
        for index, line in enumerate(wrap(text, self.width - indent)):
            yield (mark if index == 0 else " " * indent) + line
