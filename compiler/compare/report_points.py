"""What matters most: at most ten findings, losses first, each with its amounts and the articles of both sides."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tiaowen.compiler.compare.blocks import Numbered, ranges
from tiaowen.compiler.compare.groups import is_open
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Point
from tiaowen.compiler.compare.printing import Printing, verdict
from tiaowen.compiler.compare.provisions import facet_name
from tiaowen.compiler.compare.report_scenes import place_of, shown
from tiaowen.compiler.compare.report_untold import Untold, statements, untold

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

FEW = 3
"""So many situations are named by what they are."""


@frozen(eq=False)
class Item:
    """One thing that matters: rows of one effect, and the situations they are of, if any."""

    effect: Effect
    rows: tuple[Change, ...]
    numbers: tuple[int, ...] = ()
    untold: Untold | None = None


def points(comparison: Comparison, numbered: Numbered) -> list[Item]:
    """Return everything that matters, the same thing in several places as one."""
    together: dict[tuple[object, ...], list[tuple[int, Change]]] = {}
    for number, row in [*_clauses(comparison), *_paid(numbered)]:
        together.setdefault(_key(row), []).append((number, row))
    items = [
        Item(found[0][1].effect, tuple(row for _, row in found), tuple(number for number, _ in found if number))
        for found in together.values()
    ]
    return [*items, *(Item(Effect.UNDET, tuple(row for _, row in each.rows), (), each) for each in untold(numbered))]


def _clauses(comparison: Comparison) -> Iterator[tuple[int, Change]]:
    """Yield what no situation shows: enrolment, grants, and what bars people or cases from a benefit."""
    for facets in (("subsidy", "coverage"), ("requires", "excludes")):
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
        yield printing.say("No difference in what is paid.", "待遇无差异。")
        return
    yield printing.say("What matters most", "要点")
    told = _chosen(every)
    for index, item in enumerate(told, start=1):
        sign = verdict(item.rows[0])[0]
        yield from printing.indented(f"{index:>3} {sign} ", _text(item, numbered, printing))
    rest = len(every) - len(told)
    if rest:
        yield printing.say(f"    and {rest} more, below", f"    另有{rest}项见下文")


def _chosen(every: list[Item]) -> list[Item]:
    by_effect = {effect: [item for item in every if item.effect is effect] for effect in SHARES}
    counts = {effect: min(share, len(by_effect[effect])) for effect, share in SHARES.items()}
    for effect, items in by_effect.items():
        counts[effect] += max(0, min(len(items) - counts[effect], MOST - sum(counts.values())))
    return [item for effect, items in by_effect.items() for item in items[: counts[effect]]]


def _text(item: Item, numbered: Numbered, printing: Printing) -> str:
    row = item.rows[0]
    if item.untold is not None:
        return _of_untold(item, printing)
    cites = printing.cited_by_both(item.rows)
    if row.facet is not None:
        head = printing.list(printing.name(each.benefit) for each in item.rows)
        who = printing.everyone(item.rows) if row.who else ""
        about = " · ".join(filter(None, [head, printing.of(facet_name(row.facet)), who]))
        places = printing.list(printing.place(each.where) for each in item.rows)
        about += f" [{places}]" if places else ""
        return f"{printing.colon(about, printing.sides(row))} {cites}".rstrip()
    parts = [printing.of(row.reason), *_amounts(row, printing)]
    where = _where(item, numbered, printing)
    return f"{printing.colon(printing.of(row.who_text), printing.clauses(parts))} ({where}) {cites}".rstrip()


def _of_untold(item: Item, printing: Printing) -> str:
    if item.untold is None:
        raise TypeError(item)
    known = [row for row in item.rows if any(view is not None and view.number is not None for view in (row.left,))]
    numbers = ranges(number for number, _ in item.untold.rows)
    text = printing.colon(statements(item.untold, printing), printing.everyone(known or item.rows))
    where = printing.say(f"situations {numbers}", f"情形{numbers}")
    return f"{text} ({where})"


def _where(item: Item, numbered: Numbered, printing: Printing) -> str:
    first = place_of(numbered.scenes[item.numbers[0] - 1], printing)
    others = ranges(item.numbers[1:])
    text = f"{item.numbers[0]} {first}"
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
        at = f"{point.self_pay // 100:,}"
        yield printing.say(f"at {at} yuan {left} → {right}", f"自付{at}元时{left}→{right}")


def _gain(point: Point) -> int:
    return point.right - point.left if point.left is not None and point.right is not None else 0
