"""What matters most: at most ten findings, losses first, each with its amounts and the articles of both sides."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tiaowen.compiler.compare.blocks import Numbered, ranges
from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Point
from tiaowen.compiler.compare.printing import Printing, verdict
from tiaowen.compiler.compare.report_scenes import place_of, shown
from tiaowen.compiler.compare.report_untold import Untold, statements, untold
from tiaowen.compiler.compare.words import money, say
from tiaowen.dsl.tree import Text

MOST = 10

SHARES: dict[Effect, int] = {
    Effect.DOWN: 2,
    Effect.OUT: 2,
    Effect.MIX: 2,
    Effect.UNDET: 2,
    Effect.UP: 1,
    Effect.IN: 1,
}
"""The least of each effect that is told, if there are so many; what is left over goes to the first ones."""

FEW = 2
"""So many groups of people are told of in one item."""


@frozen(eq=False)
class Part:
    """The same difference for the same people, in the situations with these numbers, if it is of any."""

    rows: tuple[Change, ...]
    numbers: tuple[int, ...]


@frozen(eq=False)
class Item:
    """One thing that matters: the differences between the same benefits of one effect, or what is left open."""

    effect: Effect
    parts: tuple[Part, ...]
    untold: Untold | None = None

    @property
    def rows(self) -> tuple[Change, ...]:
        """Return all rows."""
        return tuple(row for part in self.parts for row in part.rows)


def points(comparison: Comparison, numbered: Numbered) -> list[Item]:
    """Return everything that matters, the same thing in several places as one."""
    together: dict[tuple[object, ...], list[tuple[int, Change]]] = {}
    for number, row in [*_clauses(comparison, ENROLMENT), *_paid(numbered), *_clauses(comparison, GATES)]:
        together.setdefault(_key(row), []).append((number, row))
    items: dict[tuple[object, ...], list[Part]] = {}
    for found in together.values():
        part = Part(tuple(row for _, row in found), tuple(number for number, _ in found if number))
        first = part.rows[0]
        key = (first.effect, first.benefits) if first.facet is None else (first.effect, first.facet, *_key(first))
        items.setdefault(key, []).append(part)
    told = [Item(parts[0].rows[0].effect, tuple(parts)) for parts in items.values()]
    return [*told, *(Item(Effect.UNDET, (), each) for each in untold(numbered))]


ENROLMENT, GATES = ("subsidy", "coverage"), ("requires", "excludes")
"""What no situation shows: enrolment and grants, and what bars cases from a benefit."""


def _clauses(comparison: Comparison, facets: tuple[str, ...]) -> Iterator[tuple[int, Change]]:
    for row in comparison.facets:
        if row.facet in facets and row.effect in SHARES and row.effect is not Effect.UNDET:
            yield 0, row


def _paid(numbered: Numbered) -> Iterator[tuple[int, Change]]:
    for number, scene in enumerate(numbered.scenes, start=1):
        for row in scene.rows:
            if row.effect in SHARES and row.effect is not Effect.UNDET:
                yield number, row


def _key(row: Change) -> tuple[object, ...]:
    if row.facet in ("requires", "excludes"):
        return (row.effect, row.facet, row.left, row.right)
    if row.facet is not None:
        return (row.effect, row.facet, row.benefit, row.left, row.right)
    turns = row.proof.crossings if row.proof is not None and row.effect is Effect.MIX else ()
    return (row.effect, row.who, turns)


def point_lines(comparison: Comparison, numbered: Numbered, printing: Printing) -> Iterator[str]:
    """Yield what matters most."""
    every = points(comparison, numbered)
    if not every:
        yield printing.of(nothing_told(comparison))
        return
    yield printing.say("What matters most", "要点")
    told = chosen(every)
    for index, item in enumerate(told, start=1):
        sign = verdict(item.untold.first if item.untold is not None else item.rows[0])[0]
        yield from printing.indented(f"{index:>3} {sign} ", item_text(item, numbered, printing))
    rest = len(every) - len(told)
    if rest:
        yield printing.say(f"    and {rest} more, below", f"    另有{rest}项见下文")


def nothing_told(comparison: Comparison) -> Text:
    """Return what there is to say where nothing is told of: that nothing differs, or that it is told of elsewhere."""
    if all(row.effect in (Effect.EQ, Effect.ADMIN, Effect.DEAD) for row in comparison.changes):
        return say("No difference in what is paid.", "待遇无差异。")
    return say(
        "A first claim of the year is paid alike in every usual situation; what else differs is below.",
        "通常情形下当年首次救助相同；其他差异见下文。",
    )


def chosen(every: list[Item]) -> list[Item]:
    """Return what is told of everything that matters: some of each effect, losses first."""
    by_effect = {effect: [item for item in every if item.effect is effect] for effect in SHARES}
    counts = {effect: min(share, len(by_effect[effect])) for effect, share in SHARES.items()}
    while MOST > sum(counts.values()) < len(every):
        for effect in SHARES:
            if counts[effect] < len(by_effect[effect]) and sum(counts.values()) < MOST:
                counts[effect] += 1
    return [item for effect, items in by_effect.items() for item in items[: counts[effect]]]


def item_text(item: Item, numbered: Numbered, printing: Printing) -> str:
    """Return one thing that matters in words, with its amounts and articles."""
    if item.untold is not None:
        numbers = ranges(number for number, _ in item.untold.rows)
        who = printing.everyone(row for _, row in item.untold.rows)
        where = printing.say(f"situations {numbers}", f"情形{numbers}")
        return printing.remark(where, printing.colon(statements(item.untold, printing), who))
    row = item.rows[0]
    cites = printing.cited_by_both(item.rows)
    if row.facet is not None:
        head = printing.list(printing.name(each.benefit) for each in item.rows)
        who = printing.everyone(item.rows) if row.who else ""
        about = " · ".join(filter(None, [head, printing.of(facet_name(row.facet, printing.names)), who]))
        places = printing.list(printing.place(each.where) for each in item.rows)
        about = printing.remark(places, about)
        return f"{printing.colon(about, printing.sides(row))} {cites}".rstrip()
    parts = []
    for part in item.parts[:FEW]:
        first = part.rows[0]
        named = part is item.parts[0]
        told = printing.clauses([printing.of(first.reason), *(_amounts(first, printing) if named else ())])
        where = _where(part, numbered, printing, named=named)
        parts.append(printing.remark(where, printing.colon(printing.of(first.who_text), told)))
    more = len(item.parts) - len(parts)
    parts += [printing.say(f"{more} more alike", f"另{more}类对象类似")] if more else []
    return f"{printing.clauses(parts)} {cites}".rstrip()


def _where(part: Part, numbered: Numbered, printing: Printing, *, named: bool) -> str:
    """Return the situations; the first one by what it is."""
    if not named:
        return ranges(part.numbers)
    first, others = part.numbers[0], ranges(part.numbers[1:])
    text = f"{first} {place_of(numbered.scenes[first - 1], printing)}"
    return printing.clauses([text, printing.say(f"also {others}", f"另{others}") if others else ""])


def _amounts(row: Change, printing: Printing) -> Iterator[str]:
    """Yield the round amounts at which most is lost and most is gained."""
    told: list[Point] = []
    for sign in (-1, 1):
        found = [(sign * _gain(point), point) for point in row.table if point.self_pay % 100_000 == 0]
        best = max(found, key=lambda each: each[0], default=None)
        told += [best[1]] if best is not None and best[0] > 0 else []
    for point in sorted(told, key=lambda point: point.self_pay):
        left, right = shown(point.left or 0), shown(point.right or 0)
        if left == right:
            left, right = (printing.of(money(fen or 0)) for fen in (point.left, point.right))
        at = f"{point.self_pay // 100:,}"
        yield printing.say(f"at {at} yuan {left} → {right}", f"自付{at}元时{left}→{right}")


def _gain(point: Point) -> int:
    return point.right - point.left if point.left is not None and point.right is not None else 0
