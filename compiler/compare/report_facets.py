"""The clauses of the report, benefit by benefit: what differs as a table, then what is left open by the statement
that leaves it so, then what both say alike, with a count. Dates, fund and duties, which pay nobody, are a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.compiler.compare.groups import is_open, says
from tiaowen.compiler.compare.layout import columns, fitting
from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Standing
from tiaowen.compiler.compare.printing import VERDICTS, Printing, verdict
from tiaowen.compiler.compare.report_said import said
from tiaowen.compiler.compare.report_text import is_textual
from tiaowen.compiler.compare.verdicts import side_by_side

UNSEEN = (Effect.HIDDEN, Effect.DEAD)
BESIDE = (Effect.EQ, Effect.UNDET, Effect.TIME, Effect.ADMIN, *UNSEEN)

ROOM = 5
"""A table is better than running text as long as it is longer by less than one part in so many."""


def facet_lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield the clauses of each benefit, those of several benefits, and what belongs to none."""
    facets = [row for row in comparison.facets if not is_textual(row)]
    common = _common(facets)
    by_benefit: dict[str, list[Change]] = {}
    nowhere = {row.fingerprint: row for row in facets if _left_open_by_both(row)}
    for row in facets:
        if row.fingerprint not in common and row.fingerprint not in nowhere:
            by_benefit.setdefault(row.benefit, []).append(row)
    beside = by_benefit.pop("", [])
    for benefit, own in by_benefit.items():
        yield from _benefit(printing.name(benefit), own, printing)
    shared = {rows[0].fingerprint: rows for rows in common.values() if rows[0].fingerprint not in nowhere}
    across = [row for row in beside if row.facet == "excludes"]
    if shared or nowhere or across:
        yield printing.rule(printing.say("across benefits", "跨项目"))
    yield from _several(list(shared.values()), printing)
    yield from _rows(across, printing)
    yield from _nowhere(list(nowhere.values()), printing)
    beside = [row for row in beside if row not in across]
    if beside:
        yield from _benefit(printing.say("dates, fund, duties", "效力、基金、职责"), beside, printing)


def _left_open_by_both(row: Change) -> bool:
    return bool(row.benefit) and row.effect is Effect.UNDET and is_open(row.left) and is_open(row.right)


def _common(rows: Sequence[Change]) -> dict[str, tuple[Change, ...]]:
    """Return the rows that are the same in several benefits, by the fingerprint of each."""
    together: dict[tuple[object, ...], list[Change]] = {}
    for row in rows:
        if row.benefit and row.effect is not Effect.EQ:
            key = (row.facet, row.who, row.where, row.left, row.right, row.effect)
            together.setdefault(key, []).append(row)
    return {row.fingerprint: tuple(found) for found in together.values() for row in found if len(found) > 1}


def _several(common: Sequence[tuple[Change, ...]], printing: Printing) -> Iterator[str]:
    by_benefits: dict[str, list[Change]] = {}
    for rows in common:
        by_benefits.setdefault(printing.list(printing.name(row.benefit) for row in rows), []).append(rows[0])
    for names, alike in by_benefits.items():
        yield from printing.indented("", f"{names}{printing.say(':', '：')}")
        yield from _rows(alike, printing)


def _nowhere(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    """Yield what neither document decides: each pair of statements once, with the benefits it is about."""
    together: dict[tuple[str, str], list[Change]] = {}
    for row in rows:
        together.setdefault((says(row.left), says(row.right)), []).append(row)
    for found in together.values():
        about: dict[str, list[str]] = {}
        for row in found:
            about.setdefault(_about(row, printing), []).append(printing.name(row.benefit))
        texts = [f"{printing.list(names)} {text}" for text, names in about.items()]
        text = printing.colon(_statements(found, printing), printing.clauses(texts))
        yield from printing.indented(f"{verdict(found[0])[0]} ", text)


def _statements(rows: Sequence[Change], printing: Printing) -> str:
    """Return what leaves rows open, side by side, with the articles."""
    texts = []
    for index in (0, 1):
        shown = [view for row in rows for view in [(row.left, row.right)[index]] if view is not None]
        if shown and all(map(is_open, shown)):
            cites = printing.cited(cite for view in shown for cite in view.cites)
            texts.append(f"{printing.side(index)} {printing.of(shown[0].text)} {cites}".rstrip())
    return printing.clauses(texts)


def _benefit(title: str, rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    yield printing.rule(title)
    yield from _rows(rows, printing)


def _rows(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    yield from _differing([row for row in rows if row.effect not in BESIDE], printing)
    yield from _open([row for row in rows if row.effect is Effect.UNDET], printing)
    yield from _unseen([row for row in rows if row.effect in UNSEEN], printing)
    for effect in (Effect.TIME, Effect.ADMIN):
        yield from _beside([row for row in rows if row.effect is effect], printing)
    yield from _same([row for row in rows if row.effect is Effect.EQ], printing)


# ── what differs ─────────────────────────────────────────────────────────────────────────────────────────────────


def _differing(rows: Sequence[Change], printing: Printing) -> list[str]:
    """Return a table, or running text where that is much shorter."""
    if not rows:
        return []
    cells = [_cells(row, printing) for row in rows]
    table = columns(cells, fitting(cells, printing.width))
    text = list(_running(rows, printing))
    return table if (len(table) - len(text)) * ROOM <= len(table) else text


def _cells(row: Change, printing: Printing) -> list[str]:
    sides = [f"{printing.side(index)} {printing.cell(view)}" for index, view in enumerate((row.left, row.right))]
    return [f"{printing.sign(row)} {_matter(row, printing)}", _who(row, printing), *sides, printing.word(row)]


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
            text = f"{sides[lack]}{printing.say('. ', '。')}{printing.side(1 - lack)} {said(found, 1 - lack, printing)}"
        yield from printing.indented(f"{printing.sign(*found)} ", text)


def _matter(row: Change, printing: Printing) -> str:
    return printing.of(facet_name(row.facet or "", printing.names))


def _who(row: Change, printing: Printing) -> str:
    """Return the people of a row and where it holds; nothing where it is about everybody everywhere."""
    who = printing.near(row, printing.of(row.who_text)) if row.who else ""
    return printing.remark(printing.place(row.where), who)


def _about(row: Change, printing: Printing) -> str:
    return " ".join(filter(None, [_matter(row, printing), _who(row, printing)]))


# ── what is left open, what is alike, what pays nobody ───────────────────────────────────────────────────────────


def _open(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    groups: dict[str, list[Change]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    for found in groups.values():
        yield from printing.indented(f"{printing.sign(*found)} ", _left_open(found, printing))


def _left_open(rows: Sequence[Change], printing: Printing) -> str:
    """Return who leaves something open, and what the other side says of it."""
    known = [
        f"{printing.side(index)} {said(rows, index, printing)}"
        for index in (0, 1)
        if not all(is_open((row.left, row.right)[index]) for row in rows)
    ]
    stated = _statements(rows, printing)
    apart = not stated or not any(row.who for row in rows)
    why = printing.clauses(dict.fromkeys(printing.of(row.reason) for row in rows if apart and _tells_why(row)))
    return printing.remark(why, printing.say(". ", "。").join(filter(None, [stated, printing.clauses(known)])))


def _tells_why(row: Change) -> bool:
    """Tell whether the reason is more than what both sides say."""
    return row.left is None or row.right is None or row.reason != side_by_side(row.left, row.right)


def _unseen(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    """Yield what changed without a trace in the clause or in the payments, and why."""
    for row in rows:
        left, right = printing.cell(row.left), printing.cell(row.right)
        sides = f"{printing.side(0)} {left}  {printing.side(1)} {right}"
        text = printing.colon(_about(row, printing), printing.clauses([sides, printing.of(row.reason)]))
        yield from printing.indented(f"{printing.sign(row)} ", text)


def _same(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    """Yield one line for all that both sides say alike: each matter with its values."""
    by_matter: dict[str, list[Change]] = {}
    for row in rows:
        matter = "" if row.right is not None and row.right.standing.absent else _matter(row, printing)
        by_matter.setdefault(matter, []).append(row)
    texts = []
    for matter, found in by_matter.items():
        values = printing.list(printing.of(row.right.text if row.right is not None else row.reason) for row in found)
        texts.append(f"{matter} {values}".strip())
    if texts:
        head = printing.say(f"the same ({len(rows)})", f"相同（{len(rows)}）")
        yield from printing.indented(f"{VERDICTS[Effect.EQ][0]} ", printing.colon(head, printing.clauses(texts)))


def _beside(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    """Yield what pays nobody, matter by matter: what only one side says at one go."""
    together: dict[tuple[str, str], list[str]] = {}
    sign = verdict(rows[0])[0] if rows else ""
    for row in rows:
        views = (row.left, row.right)
        saying = [
            index for index, view in enumerate(views) if view is not None and view.standing is not Standing.NOT_STATED
        ]
        said = "  ".join(f"{printing.side(index)} {printing.cell(views[index])}" for index in saying)
        only = len(saying) == 1
        side = printing.side(saying[0]) if only else ""
        together.setdefault((_about(row, printing), side), []).append(printing.cell(views[saying[0]]) if only else said)
    for (about, side), texts in together.items():
        head = printing.say(f"{about}, only in {side}", f"{about}（仅{side}）") if side else about
        yield from printing.indented(f"{sign} ", printing.colon(head, printing.clauses(texts)))
