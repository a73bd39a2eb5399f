"""What all parts of the report share: the language, the width, names, signs, citations and cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import field, frozen

from tiaowen.compiler.compare.groups import is_open, openness
from tiaowen.compiler.compare.layout import wrap
from tiaowen.compiler.compare.model import Change, Comparison, Effect, People, Perspective, Restriction, Standing, View
from tiaowen.compiler.compare.phrases import negated
from tiaowen.compiler.compare.words import say
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.tree import Citation, Language, Text

Verdict = tuple[str, Text]
"""A sign and the words for it."""

VERDICTS: Mapping[Effect, Verdict] = {
    Effect.DOWN: ("▼", say("B gives less", "乙更严")),
    Effect.MIX: ("◇", say("varies with the amount", "随金额而变")),
    Effect.UP: ("▲", say("B gives more", "乙更宽")),
    Effect.OUT: ("-", say("only in A", "甲有乙无")),
    Effect.IN: ("+", say("only in B", "乙有甲无")),
    Effect.TIME: ("◷", say("another period only", "仅时间不同")),
    Effect.HIDDEN: ("◈", say("changed without a change of wording", "文未改而待遇变")),
    Effect.DEAD: ("○", say("changed without effect", "改而无效")),
    Effect.ADMIN: ("·", say("no money", "不涉金额")),
    Effect.EQ: ("=", say("same", "相同")),
}

FUND: Mapping[Text, Text] = {
    VERDICTS[effect][1]: words
    for effect, words in {
        Effect.DOWN: say("the fund pays more", "基金多支"),
        Effect.UP: say("the fund pays less", "基金少支"),
        Effect.OUT: say("paid only in B", "仅乙支付"),
        Effect.IN: say("paid only in A", "仅甲支付"),
    }.items()
}
"""The words of a verdict for the fund that pays."""

UNTOLD: Mapping[Standing | None, Verdict] = {
    Standing.ELSEWHERE: ("→", say("elsewhere", "另按")),
    Standing.DELEGATED: ("⌂", say("delegated", "授权")),
    Standing.BOUND: ("⌂", say("only a bound", "仅定界限")),
    Standing.NOT_STATED: ("?", say("not stated", "未规定")),
    Standing.NO_FIGURE: ("?", say("no figure", "缺数据")),
    None: ("?", say("cannot be told", "无法判定")),
}
"""What cannot be told, by what leaves it open. None of these words is another."""

NEAR = "≈"
"""Marks a category that both documents name alike and define differently."""

ACCEPTED = "✓"
"""Marks a difference that somebody has accepted."""

ORDER = (*VERDICTS.values(), *UNTOLD.values())
LAST = (VERDICTS[Effect.ADMIN], VERDICTS[Effect.EQ])
INLINE = 30
"""A group whose name is wider than this goes by its class in a document, if it is one."""


def verdict(row: Change) -> Verdict:
    """Return the sign and the words of a row."""
    return UNTOLD[openness(row)] if row.effect is Effect.UNDET else VERDICTS[row.effect]


@frozen(eq=False)
class Printing:
    """How a report is printed."""

    language: Language
    width: int
    names: Mapping[str, Text]
    people: Sequence[People]
    classes: Sequence[People]
    perspective: Perspective = Perspective.BENEFICIARY
    _order: Sequence[str] = field(init=False)

    @_order.default
    def _in_order(self) -> Sequence[str]:
        """Return all categories in the order of the groups, which come last and one by one."""
        last: dict[str, None] = {}
        for each in reversed(self.people):
            last.update(dict.fromkeys(reversed(each.who)))
        return list(last)[::-1]

    @classmethod
    def of_comparison(cls, comparison: Comparison, language: Language, width: int) -> Printing:
        """Return how a comparison is printed."""
        return cls(
            language, width, dict(comparison.names), comparison.people, comparison.classes, comparison.perspective
        )

    def say(self, en: str, zh: str) -> str:
        """Return a sentence in the language of the report."""
        return zh if self.language is Language.ZH else en

    def of(self, text: Text) -> str:
        """Return a text in the language of the report."""
        return text.get(self.language)

    def verdict_words(self, words: Text) -> str:
        """Return the words of a verdict, as they are for whoever gains and loses."""
        return self.of(FUND.get(words, words) if self.perspective is Perspective.FUND else words)

    def name(self, id: str) -> str:
        """Return the name of a concept."""
        return self.of(self.names[id]) if id in self.names else id

    def list(self, items: Iterable[str]) -> str:
        """Return items one after the other, each once."""
        return self.say(", ", "、").join(dict.fromkeys(item for item in items if item))

    def clauses(self, items: Iterable[str]) -> str:
        """Return statements one after the other, each once."""
        return self.say("; ", "；").join(dict.fromkeys(item for item in items if item))

    def colon(self, head: str, text: str) -> str:
        """Return a text with what it is about."""
        return head + self.say(": ", "：") + text

    def remark(self, text: str, after: str = "") -> str:
        """Return a text in brackets, behind another one if there is one."""
        if not text:
            return after
        return f"{after} ({text})".lstrip() if self.language is Language.EN else f"{after}（{text}）"

    # ── who, where, what ────────────────────────────────────────────────────────────────────────────────────────

    def side(self, index: int) -> str:
        """Return what the left document is called, or the right one."""
        return (self.say("A", "甲"), self.say("B", "乙"))[index]

    def own_class(self, row: Change) -> People | None:
        """Return the class that stands for the people of a row whose name is long."""
        who = set(row.who)
        found = next((each for each in self.classes if set(each.who) == who), None)
        return found if found is not None and display_width(self.of(row.who_text)) > INLINE else None

    def who(self, row: Change) -> str:
        """Return the people of a row, by the name of a class where theirs is long."""
        own = self.own_class(row)
        return self.near(row, self.of(row.who_text if own is None else own.name))

    def near(self, row: Change, text: str) -> str:
        """Return the people of a row; those that both documents define differently are marked."""
        return f"{text} {NEAR}" if row.near and text else text

    def everyone(self, rows: Iterable[Change]) -> str:
        """Return the people of several rows together, each once."""
        every = list(rows)
        named = self.people_named({id for row in every for id in row.who})
        return named or self.list(self.of(row.who_text) for row in every)

    def people_named(self, ids: Iterable[str]) -> str:
        """Return categories under the largest names there are, in order."""
        left = set(ids)
        found: list[tuple[int, str]] = []
        for each in self.people:
            if left >= set(each.who):
                left -= set(each.who)
                found.append((min(map(self._order.index, each.who)), self.of(each.name)))
        found += [(len(self._order), self.name(id)) for id in sorted(left)]
        return self.list(name for _, name in sorted(found))

    def place(self, where: Sequence[Restriction], gap: str | None = None) -> str:
        """Return where a row holds, but for the marks."""
        texts = [self.of(each.text) for each in where if each.dimension != "marks"]
        return self.list(texts) if gap is None else gap.join(texts)

    def mark(self, value: str) -> str:
        """Return a mark, as a situation has it, in words."""
        parts = []
        for each in value.split(" and "):
            text = self.names.get(each.removeprefix("not "), Text(zh=each, en=each))
            parts.append(self.of(negated(text) if each.startswith("not ") else text))
        return self.say(" and ", "且").join(parts)

    def cell(self, view: View | None) -> str:
        """Return what a document says, with its articles."""
        return f"{self.of(view.text)} {self.cited(view.cites)}".rstrip() if view is not None else ""

    def sides(self, row: Change) -> str:
        """Return what both documents say, once where it is the same."""
        left, right = (self.of(view.text) if view is not None else "" for view in (row.left, row.right))
        return f"{left} → {right}" if left != right else left

    def sign(self, *rows: Change) -> str:
        """Return the sign of rows with one verdict, marked where all of them are accepted."""
        accepted = all(row.accepted is not None for row in rows)
        return verdict(rows[0])[0] + (ACCEPTED if accepted else "")

    def word(self, row: Change) -> str:
        """Return the verdict on a row in words; of what is left open, by whom."""
        text = self.verdict_words(verdict(row)[1])
        if row.effect is not Effect.UNDET:
            return text
        by = "".join(self.side(index) for index, view in enumerate((row.left, row.right)) if is_open(view))
        return self.say(f"{', '.join(by)} {text}" if by else text, f"{'、'.join(by)}{text}")

    # ── articles ────────────────────────────────────────────────────────────────────────────────────────────────

    def articles(self, cites: Iterable[Citation]) -> str:
        """Return citations in short; one that stands for all below it only where none of these is cited."""
        every = list(dict.fromkeys(cites))
        kept = [one for one in every if not any(_above(one, other) for other in every)]
        texts = dict.fromkeys(self._short(citation_text(cite, self.language)) for cite in kept)
        return self.say("; ", "、").join(texts)

    def _short(self, text: str) -> str:
        if self.language is Language.EN:
            return text.removeprefix("Section ").removeprefix("Article ").replace(" paragraph ", "¶")
        return text.replace("、（", "(").replace("（", "(").replace("）", ")").replace("．", "").removesuffix("、")

    def cited(self, cites: Iterable[Citation]) -> str:
        """Return citations in brackets."""
        text = self.articles(cites)
        return self.say(f"[{text}]", f"〔{text}〕") if text else ""

    def cited_by_both(self, rows: Sequence[Change]) -> str:
        """Return the articles of both documents in brackets."""
        sides = ([row.left for row in rows], [row.right for row in rows])
        texts = [self.articles(cite for view in views if view is not None for cite in view.cites) for views in sides]
        text = f"{texts[0] or '—'} | {texts[1] or '—'}"
        return self.say(f"[{text}]", f"〔{text}〕") if any(texts) else ""

    # ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────

    def rule(self, title: str) -> str:
        """Return a heading across the page."""
        head = f"── {title} "
        return head + "─" * max(0, self.width - display_width(head))

    def indented(self, mark: str, text: str) -> Iterator[str]:
        """Yield a text behind a mark, further lines below its beginning."""
        indent = display_width(mark)
        for index, line in enumerate(wrap(text, self.width - indent)):
            yield (mark if index == 0 else " " * indent) + line


def _above(one: Citation, other: Citation) -> bool:
    """Tell whether a citation is of a part of the text that another one lies in."""
    size = len(one.numbers)
    return (
        one.form == other.form
        and one.paragraph is None
        and size < len(other.numbers)
        and other.numbers[:size] == one.numbers
    )
