"""The clauses of the report, benefit by benefit: what differs as a table, then what is left open by the statement
that leaves it so, then what both say alike, with a count. Dates, fund and duties, which pay nobody, are a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.compiler.compare.groups import is_open
from tiaowen.compiler.compare.layout import columns, fitting
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Standing
from tiaowen.compiler.compare.printing import VERDICTS, Printing, verdict
from tiaowen.compiler.compare.provisions import facet_name

BESIDE = (Effect.EQ, Effect.UNDET, Effect.ADMIN)

ROOM = 1.4
"""A table is better than running text as long as it is not longer than this many times."""


def facet_lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield the clauses of each benefit, those of several benefits, and what belongs to none."""
    common = _common(comparison.facets)
    by_benefit: dict[str, list[Change]] = {}
    for row in comparison.facets:
        if row.fingerprint not in common:
            by_benefit.setdefault(row.benefit, []).append(row)
    beside = by_benefit.pop("", [])
    for benefit, rows in by_benefit.items():
        yield from _benefit(printing.name(benefit), rows, printing)
    yield from _several(list(dict.fromkeys(common.values())), printing)
    if beside:
        yield from _benefit(printing.say("dates, fund, duties", "效力、基金、职责"), beside, printing)


def _common(rows: Sequence[Change]) -> dict[str, tuple[Change, ...]]:
    """Return the rows that are the same in several benefits, by the fingerprint of each."""
    together: dict[tuple[object, ...], list[Change]] = {}
    for row in rows:
        if row.benefit and row.effect is not Effect.EQ:
            key = (row.facet, row.who, row.where, row.left, row.right, row.effect)
            together.setdefault(key, []).append(row)
    return {row.fingerprint: tuple(found) for found in together.values() for row in found if len(found) > 1}


def _several(common: Sequence[tuple[Change, ...]], printing: Printing) -> Iterator[str]:
    if common:
        yield ""
        yield printing.rule(printing.say("several benefits alike", "多项待遇相同者"))
    by_benefits: dict[str, list[Change]] = {}
    for rows in common:
        by_benefits.setdefault(printing.list(printing.name(row.benefit) for row in rows), []).append(rows[0])
    for names, rows in by_benefits.items():
        yield from printing.indented("", f"{names}{printing.say(':', '：')}")
        yield from _rows(rows, printing)


def _benefit(title: str, rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    yield ""
    yield printing.rule(title)
    yield from _rows(rows, printing)


def _rows(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    yield from _differing([row for row in rows if row.effect not in BESIDE], printing)
    yield from _open([row for row in rows if row.effect is Effect.UNDET], printing)
    for row in rows:
        if row.effect is Effect.ADMIN:
            yield from printing.indented(f"{VERDICTS[row.effect][0]} ", _beside(row, printing))
    yield from _same([row for row in rows if row.effect is Effect.EQ], printing)


# ── what differs ─────────────────────────────────────────────────────────────────────────────────────────────────


def _differing(rows: Sequence[Change], printing: Printing) -> list[str]:
    """Return a table, or running text where that is much shorter."""
    if not rows:
        return []
    cells = [_cells(row, printing) for row in rows]
    table = columns(cells, fitting(cells, printing.width))
    text = list(_running(rows, printing))
    return table if len(table) <= len(text) * ROOM else text


def _cells(row: Change, printing: Printing) -> list[str]:
    sides = [f"{printing.side(index)} {printing.cell(view)}" for index, view in enumerate((row.left, row.right))]
    return [f"{verdict(row)[0]} {_matter(row, printing)}", _who(row, printing), *sides, printing.word(row)]


def _running(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    """Yield the rows as text; what only one side has is told at one go."""
    together: dict[tuple[object, ...], list[Change]] = {}
    for row in rows:
        lacks = [view.text if view is not None and view.standing.absent else None for view in (row.left, row.right)]
        together.setdefault((row.effect, *(lacks if any(lacks) else [row.fingerprint])), []).append(row)
    for found in together.values():
        first = found[0]
        views = (first.left, first.right)
        sides = [f"{printing.side(index)} {printing.cell(view)}" for index, view in enumerate(views)]
        lack = next((index for index, view in enumerate(views) if view is not None and view.standing.absent), None)
        if lack is None:
            text = printing.colon(_about(first, printing), "  ".join(sides))
        else:
            text = f"{sides[lack]}{printing.say('. ', '。')}{printing.side(1 - lack)} {_said(found, 1 - lack, printing)}"
        yield from printing.indented(f"{verdict(first)[0]} ", text)


def _matter(row: Change, printing: Printing) -> str:
    return printing.of(facet_name(row.facet or ""))


def _who(row: Change, printing: Printing) -> str:
    """Return the people of a row and where it holds; nothing where it is about everybody everywhere."""
    who = printing.of(row.who_text) if row.who else ""
    place = printing.place(row.where)
    return f"{who} [{place}]".strip() if place else who


def _about(row: Change, printing: Printing) -> str:
    return " ".join(filter(None, [_matter(row, printing), _who(row, printing)]))


# ── what is left open, what is alike, what pays nobody ───────────────────────────────────────────────────────────


def _open(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    groups: dict[str, list[Change]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    for found in groups.values():
        yield from printing.indented(f"{verdict(found[0])[0]} ", _left_open(found, printing))


def _left_open(rows: Sequence[Change], printing: Printing) -> str:
    """Return who leaves something open, and what the other side says of it."""
    opened, known = [], []
    for index in (0, 1):
        views = [(row.left, row.right)[index] for row in rows]
        shown = [view for view in views if view is not None]
        side = printing.side(index)
        if all(map(is_open, views)):
            cites = printing.cited(cite for view in shown for cite in view.cites)
            opened.append(f"{side} {printing.of(shown[0].text)} {cites}".rstrip())
        else:
            known.append(f"{side} {_said(rows, index, printing)}")
    if not known:
        known = [printing.clauses(_about(row, printing) for row in rows)]
    return printing.say(". ", "。").join(filter(None, [printing.clauses(opened), printing.clauses(known)]))


def _said(rows: Sequence[Change], index: int, printing: Printing) -> str:
    """Return what one side says in several rows: each place and matter once, with the values and for whom."""
    places: dict[str, dict[tuple[str, str], list[Change]]] = {}
    for row in rows:
        view = (row.left, row.right)[index]
        values = places.setdefault(printing.place(row.where), {})
        key = (_matter(row, printing), printing.of(view.text) if view is not None else "")
        values.setdefault(key, []).append(row)
    texts: list[str] = []
    for place, values in places.items():
        last = ""
        for (matter, value), found in values.items():
            cites = printing.cited(cite for row in found for view in [(row.left, row.right)[index]] if view for cite in view.cites)
            who = printing.everyone(row for row in found if row.who)
            head = value if matter == last else f"{matter} {value}"
            text = " ".join(filter(None, [head, cites, who]))
            texts.append(f"[{place}] {text}" if place and not last else text)
            last = matter
    return printing.clauses(texts)


def _same(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    """Yield one line for all that both sides say alike: each matter with its values."""
    by_matter: dict[str, list[Change]] = {}
    for row in rows:
        by_matter.setdefault(_matter(row, printing), []).append(row)
    texts = []
    for matter, found in by_matter.items():
        values = printing.list(printing.of(row.right.text if row.right is not None else row.reason) for row in found)
        texts.append(f"{matter} {values} {printing.cited_by_both(found)}".rstrip())
    if texts:
        head = printing.say(f"the same ({len(rows)})", f"相同（{len(rows)}）")
        yield from printing.indented(f"{VERDICTS[Effect.EQ][0]} ", printing.colon(head, printing.clauses(texts)))


def _beside(row: Change, printing: Printing) -> str:
    """Return what pays nobody: the side that says it, else both."""
    views = (row.left, row.right)
    silent = [view is None or view.standing is Standing.NOT_STATED for view in views]
    sides = [
        f"{printing.side(index)} {printing.cell(view)}" for index, view in enumerate(views) if not silent[index]
    ]
    return f"{_about(row, printing)}  {'  '.join(sides)}"
