"""The situations of the report: for each a table of amounts and what it is paid by.

A situation in which nothing is known to differ is one line; what cannot be told is told once for all situations
(``report_untold``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tiaowen.compiler.compare.blocks import QUIET, Block, Numbered, place, ranges
from tiaowen.compiler.compare.groups import is_open
from tiaowen.compiler.compare.layout import pad, wrap
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Perspective, Scene, Standing, View
from tiaowen.compiler.compare.printing import UNTOLD, Printing, verdict
from tiaowen.compiler.compare.witnesses import TABLE
from tiaowen.dsl.diagnostics import display_width

NARROWEST_NAME, WANTED_NAME, FEWEST = 20, 34, 3
"""Names have at least so much room, and as much as is wanted where so many amounts are left."""

BY_USE = tuple(yuan * 100 for yuan in (10_000, 50_000, 20_000, 3_000, 100_000))
"""The amounts of a table, the last ones given up first where the page is narrow."""

INDENT = "    "


def scene_lines(comparison: Comparison, numbered: Numbered, printing: Printing) -> Iterator[str]:
    """Yield the regular situations in order."""
    if not numbered.blocks:
        return
    yield ""
    title = "Situations: self-pay, and what A / B pay in all (yuan)"
    yield printing.rule(printing.say(title, "情形对照：自付，甲/乙应救助（元）"))
    yield from printing.indented("   ", premises(numbered, printing))
    yield from _classes(numbered, printing)
    for block in numbered.blocks:
        if not block.apart:
            yield from _quiet(block, printing) if block.quiet else _table(block, printing)
    alike: dict[str, list[Block]] = {}
    for block in numbered.blocks:
        if block.apart and not block.quiet:
            alike.setdefault(_told(block.rows, printing), []).append(block)
    for told, blocks in alike.items():
        places = "; ".join(heading(block, printing) for block in blocks)
        yield from printing.indented("▪ ", printing.colon(places, told))
    for block in numbered.blocks:
        if block.apart and block.quiet:
            yield from _quiet(block, printing)


def premises(numbered: Numbered, printing: Printing, *, columns: bool = True) -> str:
    """Return what holds in all situations, and what the last of the ``columns`` shows."""
    places = [each for scene in numbered.scenes for each in scene.rows[0].where if each.dimension == "marks"]
    marks = dict.fromkeys(str(value) for each in places for value in each.values)
    words = printing.list(printing.mark(mark) for mark in sorted(marks, key=lambda mark: mark.removeprefix("not ")))
    first = printing.say("A first claim of the year", "当年首次救助")
    column = printing.say(
        "Last column: where it turns from one document to the other (◇), or from where on B pays more (▲) or less (▼)",
        "末列：高低转换处（◇），或自何处起更宽（▲）、更严（▼）",
    )
    if printing.perspective is Perspective.FUND:
        column = printing.say(
            "Last column: where it turns from one document to the other (◇), or from where on the fund pays less (▲) "
            "or more (▼) in B",
            "末列：高低转换处（◇），或自何处起乙的基金少支（▲）、多支（▼）",
        )
    premise = [first, words, *_insurance(numbered, printing)]
    return printing.say(". ", "。").join(filter(None, [printing.clauses(premise), column if columns else ""]))


_PAYERS = re.compile(r"\bpaid_[a-z_]+")


def _insurance(numbered: Numbered, printing: Printing) -> Iterator[str]:
    """Yield which insurance pays, where not all benefits deduct the same: there it makes a difference."""
    views = [view for scene in numbered.scenes for row in scene.rows for view in (row.left, row.right)]
    terms = [each for view in views if view is not None for each in view.value.split(" | ") if ": after " in each]
    if len({frozenset(_PAYERS.findall(each)) for each in terms}) > 1:
        yield printing.say("what insurance pays, basic medical insurance pays", "保险支付部分均由基本医疗保险支付")


def _classes(numbered: Numbered, printing: Printing) -> Iterator[str]:
    """Yield what the classes named in tables consist of."""
    rows = [row for block in numbered.blocks for row in block.rows]
    for own in dict.fromkeys(filter(None, map(printing.own_class, rows))):
        consists = printing.everyone(row for row in rows if set(row.who) == set(own.who))
        yield from printing.indented("   ", f"{printing.of(own.name)} = {consists}")


def heading(block: Block, printing: Printing) -> str:
    """Return the numbers and the places of a block."""
    parts: dict[str, list[int]] = {}
    for number, scene in zip(block.numbers, block.scenes, strict=True):
        parts.setdefault(place_of(scene, printing), []).append(number)
    return "; ".join(f"{ranges(numbers)} {text}" for text, numbers in parts.items())


def place_of(scene: Scene, printing: Printing) -> str:
    """Return where a situation is."""
    return printing.place(place(scene), " · ") or printing.say("every visit", "所有就医")


# ── where nothing is known to differ ─────────────────────────────────────────────────────────────────────────────


def _quiet(block: Block, printing: Printing) -> Iterator[str]:
    """Yield one line: the sign of what is left open, else of what is the same; by what, if there is room."""
    same = [row for row in block.rows if row.effect is Effect.EQ]
    rest = [row for row in block.rows if row.effect is Effect.UNDET]
    line = heading(block, printing)
    if not rest:
        yield from printing.indented("= ", line)
        return
    if same:
        line = printing.clauses([line, f"= {printing.everyone(same)}"])
    by = Counter(printing.of(view.text) for row in rest for view in (row.left, row.right) if view and is_open(view))
    words = [printing.word(rest[0]), *(text for text, _ in by.most_common(1))]
    fitting = [f"{line}  {word}" for word in words if display_width(f"{line}  {word}") + 2 <= printing.width]
    yield from printing.indented(f"{verdict(rest[0])[0]} ", fitting[-1] if fitting else line)


# ── a table ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(block: Block, printing: Printing) -> Iterator[str]:
    yield from printing.indented("▪ ", heading(block, printing))
    differ = [row for row in block.rows if row.effect is not Effect.UNDET]
    known = [row for row in block.rows if any(point.left or point.right for point in row.table)]
    amounts = [at for at in TABLE if any(point.self_pay == at for point in block.rows[0].table)]
    table, missing = _lay_out(known, amounts, printing)
    paired = [row for row in differ if not _one_sided(row)]
    if missing and paired:
        table, missing = _lay_out(paired, amounts, printing)
        yield from table
        rest = [row for row in known if row not in paired]
        yield from _running(rest, [at for at in amounts if at not in missing], printing)
    else:
        yield from table
    yield from printing.indented(INDENT, terms_of_both(differ, printing))


def _one_sided(row: Change) -> bool:
    """Tell whether only one document has anything for the people of a row."""
    return any(view is not None and view.standing.absent for view in (row.left, row.right))


def _lay_out(rows: Sequence[Change], every: Sequence[int], printing: Printing) -> tuple[list[str], list[int]]:
    """Return the lines of a table, and the amounts that there was no room for."""
    amounts, missing = list(every), list[int]()
    while True:
        table = [["", *(f"{at // 100:,}" for at in amounts), ""]]
        for row in rows:
            cells = [_paid(row, at, printing) for at in amounts]
            table.append([f"{printing.sign(row)} {printing.who(row)}", *cells, turn(row, printing, most=False)])
        widths = [max(display_width(line[at]) for line in table) for at in range(1, len(table[0]))]
        room = printing.width - display_width(INDENT) - sum(widths) - 2 * len(widths)
        names = max(display_width(line[0]) for line in table)
        wanted = WANTED_NAME if len(amounts) > FEWEST else NARROWEST_NAME
        if room >= min(names, wanted) or len(amounts) == 1:
            return list(_lines(table, [min(names, max(room, NARROWEST_NAME // 2)), *widths])), missing
        missing.append(next(at for at in reversed(BY_USE) if at in amounts))
        amounts.remove(missing[-1])


def _running(rows: Sequence[Change], amounts: Sequence[int], printing: Printing) -> Iterator[str]:
    """Yield in running text what one document pays, where the other pays nothing or leaves it open."""
    alike: dict[str, list[str]] = {}
    for row in rows:
        known = 0 if any(point.left for point in row.table) else 1
        by_amount = {point.self_pay: (point.left, point.right)[known] for point in row.table}
        paid = "  ".join(dict.fromkeys(shown(by_amount[at] or 0) for at in amounts))
        words = f"{verdict(row)[0]} {printing.word(row)}"
        alike.setdefault(words, []).append(f"{printing.side(known)} {paid} {printing.who(row)}")
    for words, texts in alike.items():
        yield from printing.indented(INDENT, printing.colon(words, printing.clauses(texts)))


def _lines(table: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for line in table:
        names = wrap(line[0], widths[0])
        cells = [pad(cell, width, right=True) for cell, width in zip(line[1:-1], widths[1:-1], strict=True)]
        yield INDENT + "  ".join([pad(names[0], widths[0]), *cells, line[-1]])
        yield from (f"{INDENT}  {more}" for more in names[1:])


def _paid(row: Change, self_pay: int, printing: Printing) -> str:
    point = next(each for each in row.table if each.self_pay == self_pay)
    sides = ((point.left, row.left), (point.right, row.right))
    return "/".join(_amount(fen, view, printing) for fen, view in sides)


def _amount(fen: int | None, view: View | None, printing: Printing) -> str:
    if view is not None and view.standing.absent:
        return "—"
    if fen is not None:
        return shown(fen)
    return printing.of(UNTOLD[view.standing if view is not None and view.standing in UNTOLD else None][1])


def shown(fen: int) -> str:
    """Return an amount to the nearest yuan."""
    return f"{(2 * fen + 100) // 200:,}"


def turn(row: Change, printing: Printing, *, most: bool = True) -> str:
    """Return where a difference turns, or from where on, and how large it is at ``most``; else the verdict in
    words.
    """
    proof = row.proof
    if proof is None or row.effect is Effect.EQ:
        return printing.word(row)
    if row.effect is Effect.MIX:
        return f"◇ {', '.join(shown(round(at)) for at in proof.crossings)}".rstrip()
    gains = row.effect in (Effect.UP, Effect.IN)
    start, far = (proof.gain_from, proof.max_gain) if gains else (proof.loss_from, proof.max_loss)
    sign = "+" if gains else "−"
    much = printing.say("no limit", "无上限") if far is None else f"{sign}{shown(round(far))}"
    if not start:
        return much if most else printing.word(row)
    at = shown(round(start))
    since = printing.say(f"from {at}", f"{at}起")
    return printing.say(f"{since}: {much}", f"{since} {much}") if most else f"{verdict(row)[0]} {since}"


def _told(rows: Sequence[Change], printing: Printing) -> str:
    """Return in running text who is paid differently, and the terms of both sides."""
    differ = [row for row in rows if row.effect not in QUIET]
    by_verdict: dict[tuple[str, str], list[Change]] = {}
    for row in differ:
        turned = turn(row, printing, most=False).removeprefix(verdict(row)[0]).removeprefix(printing.word(row))
        by_verdict.setdefault((verdict(row)[0], turned), []).append(row)
    people = [
        f"{sign} {printing.list(map(printing.who, found))}{turned}" for (sign, turned), found in by_verdict.items()
    ]
    return printing.say(". ", "。").join([printing.clauses(people), terms_of_both(differ, printing, cited=False)])


def terms_of_both(rows: Sequence[Change], printing: Printing, *, cited: bool = True) -> str:
    """Return the terms of both sides."""
    texts = [terms([(row.left, row.right)[index] for row in rows], printing, cited=cited) for index in (0, 1)]
    return " | ".join(f"{printing.side(index)} {text}" for index, text in enumerate(texts) if text)


_NUMBER = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:[.][0-9]+)?%?)")


def terms(views: Sequence[View | None], printing: Printing, *, cited: bool) -> str:
    """Return what pays, perhaps with its articles; terms that differ in figures only are one, in the order of rows."""
    stated = [view for view in views if view is not None and view.standing is Standing.STATED]
    shapes: dict[str, list[list[str]]] = {}
    for view in stated:
        parts = _NUMBER.split(printing.of(view.text))
        shapes.setdefault("\0".join(parts[::2]), []).append(parts[1::2])
    texts = []
    for shape, figures in shapes.items():
        merged = ["/".join(dict.fromkeys(column)) for column in zip(*figures, strict=True)]
        texts.append("".join(word for pair in zip_longest(shape.split("\0"), merged, fillvalue="") for word in pair))
    cites = printing.cited(cite for view in stated if cited for cite in view.cites)
    return f"{printing.clauses(texts)} {cites}".rstrip()
