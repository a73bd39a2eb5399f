"""What every report of a comparison shows and in which order, in both languages at once.

Left to others: how it looks (``markdown``, ``page``); the words for rows (``compiler/compare/printing``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property

from attrs import field, frozen

from tiaowen.compiler.compare.accepting import findings
from tiaowen.compiler.compare.blocks import Block, Numbered, numbered, ranges
from tiaowen.compiler.compare.groups import is_open, openness, says
from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import (
    Change,
    Comparison,
    Document,
    Effect,
    Entry,
    Missing,
    Near,
    Perspective,
    Restriction,
    Scene,
    Standing,
    Stretch,
)
from tiaowen.compiler.compare.printing import LAST, ORDER, UNTOLD, Printing, Verdict, verdict
from tiaowen.compiler.compare.report_points import Item, chosen, item_text, points
from tiaowen.compiler.compare.report_review import stale_text, unfilled_text
from tiaowen.compiler.compare.report_scenes import place_of
from tiaowen.compiler.compare.report_untold import Untold, untold
from tiaowen.compiler.compare.to_json import yuan
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Language, Text

VERDICTS_IN_ORDER: tuple[Verdict, ...] = (*(each for each in ORDER if each not in LAST), *LAST)

SIDES = (say("A", "甲"), say("B", "乙"))

TELLS_APART = ("claim", "person")
"""Columns of a claim that say nothing about it."""


@frozen(eq=False)
class Section:
    """The rows about one benefit; ``benefit`` is empty for dates, fund and duties."""

    benefit: str
    title: Text
    rows: tuple[Change, ...]


@frozen(eq=False)
class Outline:
    """A comparison in the order in which a report shows it."""

    comparison: Comparison
    en: Printing = field(init=False)
    zh: Printing = field(init=False)

    @en.default
    def _english(self) -> Printing:
        return Printing.of_comparison(self.comparison, Language.EN, 0)

    @zh.default
    def _chinese(self) -> Printing:
        return Printing.of_comparison(self.comparison, Language.ZH, 0)

    def text(self, build: Callable[[Printing], str]) -> Text:
        """Return what a printing says, in both languages."""
        return Text(zh=build(self.zh), en=build(self.en))

    # ── the whole ───────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def documents(self) -> tuple[tuple[Text, Document], ...]:
        """Return both documents with what they are called."""
        return ((SIDES[0], self.comparison.left), (SIDES[1], self.comparison.right))

    @property
    def basis(self) -> Text:
        """Return the year of the claims and the figures used."""
        at = self.comparison.at
        none = say("no statistic is used", "不依赖统计量")
        figures = self.comparison.basis or (none,)
        fund = self.comparison.perspective is Perspective.FUND
        seen = (say("gains and losses are the fund's", "得失按基金计"),) if fund else ()
        parts = (say(f"claims of {at}", f"{at}年的就医"), *figures, *seen)
        return self.text(lambda p: p.clauses(map(p.of, parts)))

    def counts(self) -> list[tuple[Verdict, int, int]]:
        """Return for each verdict that occurs how many rows and how many findings have it."""
        rows: dict[Verdict, int] = {}
        groups: dict[Verdict, set[str]] = {}
        for row in self.comparison.changes:
            rows[verdict(row)] = rows.get(verdict(row), 0) + 1
            groups.setdefault(verdict(row), set()).add(row.group or row.fingerprint)
        return [(each, rows[each], len(groups[each])) for each in VERDICTS_IN_ORDER if each in rows]

    # ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def situations(self) -> Numbered:
        """Return the regular situations, numbered."""
        return numbered(self.comparison.scenes)

    @cached_property
    def who(self) -> dict[str, int]:
        """Return all categories, numbered: the filter of a page goes by their numbers."""
        found = dict.fromkeys(id for row in self.comparison.changes for id in row.who)
        return {id: number for number, id in enumerate(found)}

    @cached_property
    def benefits(self) -> dict[str, int]:
        """Return all benefits, numbered likewise."""
        found = dict.fromkeys(id for row in self.comparison.changes for id in benefits_of(row))
        return {id: number for number, id in enumerate(found)}

    @cached_property
    def changed(self) -> tuple[Scene, ...]:
        """Return the situations in which a mark has changed."""
        return tuple(scene for scene in self.comparison.scenes if not scene.regular)

    def points(self) -> tuple[list[tuple[Item, Text]], int]:
        """Return what matters most with its words, and how much more there is."""
        every = points(self.comparison, self.situations)
        told = chosen(every)
        return [(item, self._item(item)) for item in told], len(every) - len(told)

    def _item(self, item: Item) -> Text:
        return self.text(lambda p: item_text(item, self.situations, p))

    def sections(self) -> list[Section]:
        """Return the clauses benefit by benefit; what belongs to none comes last."""
        together: dict[str, list[Change]] = {}
        for row in self.comparison.facets:
            together.setdefault(row.benefit, []).append(row)
        ordered = sorted(together, key=lambda benefit: not benefit)
        return [Section(each, self.benefit(each), tuple(together[each])) for each in ordered]

    def benefit(self, id: str) -> Text:
        """Return the name of a benefit."""
        return self.name(id) if id else say("dates, fund, duties", "效力、基金、职责")

    def name(self, id: str) -> Text:
        """Return the name of a concept."""
        return self.text(lambda p: p.name(id))

    def left_open(self) -> list[tuple[Verdict, list[Untold]]]:
        """Return what cannot be told: elsewhere, delegated and so on, in each case clauses before situations."""
        groups: dict[tuple[str, ...], list[tuple[int, Change]]] = {}
        for row in self.comparison.facets:
            if row.effect is Effect.UNDET:
                opened = tuple(says(view) if is_open(view) else "" for view in (row.left, row.right))
                groups.setdefault(opened if any(opened) else (row.fingerprint,), []).append((0, row))
        every = [*(Untold(tuple(rows)) for rows in groups.values()), *untold(self.situations)]
        by_standing: dict[Standing | None, list[Untold]] = {}
        for each in every:
            by_standing.setdefault(openness(each.first), []).append(each)
        return [(UNTOLD[standing], by_standing[standing]) for standing in UNTOLD if standing in by_standing]

    def near(self) -> list[tuple[Near, int]]:
        """Return the categories that are defined differently, each once, with the number of rows they touch."""
        found: dict[Near, int] = {}
        for row in self.comparison.changes:
            for each in row.near:
                found[each] = found.get(each, 0) + 1
        return list(found.items())

    def missing(self) -> list[tuple[Text, list[tuple[Missing, list[Change]]]]]:
        """Return what is missing: each figure with the different effects of its values, and the rows that hang on it.

        Where more than one figure is missing the effects are not known; such rows come last.
        """
        found: dict[str, dict[Missing, list[Change]]] = {}
        for row in self.comparison.changes:
            for each in row.missing:
                found.setdefault(each.id, {}).setdefault(each, []).append(row)
        figures = [sorted(each.items(), key=lambda one: not one[0].stretches) for each in found.values()]
        return [(each[0][0].text, each) for each in figures]

    def about(self, rows: Sequence[Change]) -> Text:
        """Return what rows are about: the matters of clauses or the situations, and the people."""
        clauses = self.matters([row for row in rows if row.facet is not None])
        numbers = ranges(self._numbers[row.fingerprint] for row in rows if row.fingerprint in self._numbers)
        scenes = say(f"situations {numbers}", f"情形{numbers}") if numbers else say("", "")
        parts = (clauses, scenes)
        return self.text(
            lambda p: " · ".join(filter(None, [*map(p.of, parts), p.everyone(row for row in rows if row.who)]))
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Return the situation of each row of one, by its fingerprint."""
        scenes = enumerate(self.situations.scenes, start=1)
        return {row.fingerprint: number for number, scene in scenes for row in scene.rows}

    def accepted(self) -> list[list[Change]]:
        """Return the accepted rows, those of one finding together."""
        return findings(self.comparison, accepted=True)

    def empty_entries(self) -> list[Text]:
        """Return what is to be said of entries that accept nothing."""
        found = self.comparison.review
        if found is None:
            return []
        return [*map(self._unfilled, found.unfilled), *map(self._stale, found.stale)]

    def _unfilled(self, entry: Entry) -> Text:
        return self.text(lambda p: unfilled_text(entry, p))

    def _stale(self, entry: Entry) -> Text:
        return self.text(lambda p: stale_text(entry, p))

    # ── words for one row ───────────────────────────────────────────────────────────────────────────────────────

    def verdict_words(self, each: Verdict) -> Text:
        """Return the words of a verdict, as they are for whoever gains and loses."""
        return self.text(lambda p: p.verdict_words(each[1]))

    def word(self, row: Change) -> Text:
        """Return the verdict in words."""
        return self.text(lambda p: p.word(row))

    def matter(self, row: Change) -> Text:
        """Return what a row is about."""
        return self.text(lambda p: p.of(facet_name(row.facet or "", p.names)))

    def matters(self, rows: Sequence[Change]) -> Text:
        """Return what several rows are about, benefit by benefit."""
        return self.text(
            lambda p: p.clauses(
                " ".join(
                    [
                        p.name(benefit),
                        p.list(p.of(facet_name(row.facet or "", p.names)) for row in rows if row.benefit == benefit),
                    ]
                ).lstrip()
                for benefit in dict.fromkeys(row.benefit for row in rows)
            )
        )

    def people(self, row: Change) -> Text:
        """Return the people of a row."""
        return row.who_text if row.who else say("everybody", "全部对象")

    def place(self, where: Sequence[Restriction]) -> Text:
        """Return where a row holds, but for the marks."""
        return self.text(lambda p: p.place(where))

    def marks(self, scene: Scene) -> Text:
        """Return the marks of a situation in words."""
        found = [value for each in scene.rows[0].where if each.dimension == "marks" for value in each.values]
        return self.text(lambda p: p.clauses(p.mark(str(value)) for value in found))

    def place_of(self, scene: Scene) -> Text:
        """Return where a situation is."""
        return self.text(lambda p: place_of(scene, p))

    def cell(self, row: Change, index: int) -> Text:
        """Return what a document says, with its articles."""
        return self.text(lambda p: p.cell((row.left, row.right)[index]))


def benefits_of(row: Change) -> list[str]:
    """Return every benefit that a row is about."""
    return list(dict.fromkeys(filter(None, (row.benefit, *row.benefits[0], *row.benefits[1]))))


def distinct_rows(block: Block) -> list[tuple[Change, tuple[Change, ...]]]:
    """Return the rows of a block, each with the rows of all its situations for which it stands."""
    together: dict[object, list[Change]] = {}
    for scene in block.scenes:
        for row in scene.rows:
            together.setdefault((row.group, row.who), []).append(row)
    return [(rows[0], tuple(rows)) for rows in together.values()]


def interval(stretch: Stretch) -> Text:
    """Return which values a missing figure has, in words."""
    low, high = yuan(stretch.low), yuan(stretch.high) if stretch.high is not None else None
    if high == low:
        return say(low, low)
    en = f"{'from' if stretch.low_in else 'over'} {low}"
    zh = f"{low}以上（{'含' if stretch.low_in else '不含'}）"
    if high is None:
        return say(en, zh)
    return say(
        f"{en} {'up to' if stretch.high_in else 'to below'} {high}",
        f"{zh}、{high}以下（{'含' if stretch.high_in else '不含'}）",
    )


# ── claims ───────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _columns() -> dict[str, Text]:
    """Return the columns of claims in words."""
    named = {each.column: Text(zh=each.zh, en=each.en) for each in load_vocabulary().concepts if each.column}
    fixed = {
        "kind": say("kind", "类型"),
        "family": say("family", "家庭"),
        "date": say("date", "日期"),
        "categories": say("categories", "对象类别"),
        "care": say("care", "就医类型"),
        "level": say("level", "医院等级"),
        "diseases": say("diseases", "病种"),
        "marks": say("marks", "标识"),
        "plan": say("plan", "险种"),
    }
    return {**named, **fixed}


def column(name: str) -> Text | None:
    """Return the words for a column of a claim; None for one that goes by its name."""
    return _columns().get(name)


def cell_value(value: str | int | tuple[str, ...]) -> list[Text | str]:
    """Return the values in a cell of a claim, by their names where the vocabulary has them."""
    found: list[Text | str] = []
    for item in value if isinstance(value, tuple) else (value,):
        concept = load_vocabulary().get(item) if isinstance(item, str) else None
        found.append(str(item) if concept is None else Text(zh=concept.zh or None, en=concept.en or None))
    return found
