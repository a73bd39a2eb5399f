"""The clauses of the report, benefit by benefit: what differs as a table, then what is left open by the statement
that leaves it so, then what both say alike, with a count. Dates, fund and duties, which pay nobody, are a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.compiler.compare.groups import is_open
from tiaowen.compiler.compare.layout import columns, fitting
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Standing, View
from tiaowen.compiler.compare.printing import VERDICTS, Printing, verdict
from tiaowen.compiler.compare.provisions import facet_name

BESIDE = (Effect.EQ, Effect.UNDET, Effect.ADMIN)


def facet_lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield the clauses of all benefits, and what belongs to none."""
    by_benefit: dict[str, list[Change]] = {}
    for row in comparison.facets:
        by_benefit.setdefault(row.benefit, []).append(row)
    beside = by_benefit.pop("", [])
    for benefit, rows in by_benefit.items():
        yield from _benefit(printing.name(benefit), rows, printing)
    if beside:
        yield from _benefit(printing.say("dates, fund, duties", "效力、基金、职责"), beside, printing)


def _benefit(title: str, rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    yield ""
    yield printing.rule(title)
    differ = [row for row in rows if row.effect not in BESIDE]
    if differ:
        cells = [_cells(row, printing) for row in differ]
        yield from columns(cells, fitting(cells, printing.width))
    yield from _open([row for row in rows if row.effect is Effect.UNDET], printing)
    for row in rows:
        if row.effect is Effect.ADMIN:
            yield from printing.indented(f"{VERDICTS[row.effect][0]} ", _beside(row, printing))
    yield from _same([row for row in rows if row.effect is Effect.EQ], printing)


def _cells(row: Change, printing: Printing) -> list[str]:
    sides = [f"{printing.side(index)} {printing.cell(view)}" for index, view in enumerate((row.left, row.right))]
    return [f"{verdict(row)[0]} {_matter(row, printing)}", _who(row, printing), *sides, printing.word(row)]


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
    """Return what one side says in several rows: each matter once, with its values and for whom."""
    values: dict[tuple[str, str], list[Change]] = {}
    for row in rows:
        view = (row.left, row.right)[index]
        values.setdefault((_matter(row, printing), printing.cell(view)), []).append(row)
    texts: list[str] = []
    last = ""
    for (matter, value), found in values.items():
        about = printing.list(_who(row, printing) for row in found)
        head = value if matter == last else f"{matter} {value}"
        texts.append(f"{head} {about}".rstrip())
        last = matter
    return printing.clauses(texts)


def _same(rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    if rows:
        texts = [f"{_about(row, printing)} {_alike(row.left, row.right, printing)}".strip() for row in rows]
        head = printing.say(f"the same ({len(rows)})", f"相同（{len(rows)}）")
        yield from printing.indented(f"{VERDICTS[Effect.EQ][0]} ", printing.colon(head, printing.clauses(texts)))


def _alike(left: View | None, right: View | None, printing: Printing) -> str:
    """Return what both sides say, with the articles of both."""
    if left is None or right is None:
        return printing.cell(left or right)
    texts = list(dict.fromkeys(printing.of(view.text) for view in (left, right)))
    cites = [printing.articles(view.cites) for view in (left, right)]
    shown = f"{cites[0]} | {cites[1]}" if cites[0] != cites[1] else cites[0]
    return f"{' / '.join(texts)} {printing.say(f'[{shown}]', f'〔{shown}〕') if shown else ''}".rstrip()


def _beside(row: Change, printing: Printing) -> str:
    """Return what pays nobody: the side that says it, else both."""
    views = (row.left, row.right)
    silent = [view is None or view.standing is Standing.NOT_STATED for view in views]
    sides = [
        f"{printing.side(index)} {printing.cell(view)}" for index, view in enumerate(views) if not silent[index]
    ]
    return f"{_about(row, printing)}  {'  '.join(sides)}"
