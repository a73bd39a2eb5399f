"""The situations of the report: for each a table of amounts, and below it what proves each line.

Situations in which some mark has changed are told in brief: who is then treated differently, and how. What neither
document decides is counted, not listed; the data format lists everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.compiler.compare.layout import pad, wrap
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Restriction, Scene, Standing, View
from tiaowen.compiler.compare.printing import SIGNS, Printing
from tiaowen.compiler.compare.words import join, say
from tiaowen.dsl.diagnostics import display_width

ELSEWHERE = say("elsewhere", "另按")
OPEN = say("open", "未定")
NARROWEST_NAME = 18


def scene_lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield all situations, the regular ones first."""
    regular = [scene for scene in comparison.scenes if scene.regular]
    changed = [scene for scene in comparison.scenes if not scene.regular]
    if regular:
        yield ""
        yield printing.rule(
            printing.say("Situations: self-pay, and what A / B pay in all (yuan)", "情形对照：自付，甲/乙应救助（元）")
        )
        places = [each for scene in regular for each in scene.rows[0].where if each.dimension == "marks"]
        marks = dict.fromkeys(_mark(value) for each in places for value in each.values)
        if marks:
            words = ", ".join(_mark_text(mark, holds, printing) for mark, holds in sorted(marks))
            yield from printing.indented(
                "   ", printing.say(f"A first claim of the year. Marks: {words}", f"当年首次救助；情形：{words}")
            )
    for scene in regular:
        yield from _scene(scene, printing)
    yield from _changed(changed, printing)


def _mark(value: str | int) -> tuple[str, bool]:
    text = str(value)
    return text.removeprefix("not "), not text.startswith("not ")


def _mark_text(mark: str, holds: bool, printing: Printing) -> str:
    name = printing.name(mark)
    return name if holds else printing.say(f"not {name}", f"未{name}")


# ── one situation ────────────────────────────────────────────────────────────────────────────────────────────────


def _scene(scene: Scene, printing: Printing) -> Iterator[str]:
    yield ""
    yield from printing.indented("▪ ", _heading(scene.rows[0].where, printing))
    known = [row for row in scene.rows if any(point.left or point.right for point in row.table)]
    if known:
        yield from _amounts(scene, known, printing)
    for row in known:
        if row.effect is not Effect.UNDET:
            yield from printing.indented(f"    {SIGNS[row.effect]} ", _line(row, printing))
    rest = [row for row in scene.rows if row not in known]
    if rest:
        who = printing.of(join([row.who_text for row in rest]))
        yield from printing.indented(
            f"    {SIGNS[Effect.UNDET]} ",
            printing.say(f"no amount on either side: {who}", f"双方均无金额：{who}"),
        )


def _heading(where: Sequence[Restriction], printing: Printing) -> str:
    parts = [printing.of(each.text) for each in where if each.dimension != "marks"]
    return " · ".join(parts) or printing.say("every visit", "所有就医")


def _amounts(scene: Scene, rows: Sequence[Change], printing: Printing) -> Iterator[str]:
    table = [["", *(shown(at) for at in scene.amounts)]]
    for row in rows:
        paid = [_paid(row, at, printing) for at in scene.amounts]
        table.append([f"{SIGNS[row.effect]} {printing.of(row.who_text)}", *paid])
    widths = [max(display_width(cells[at]) for cells in table) for at in range(1, len(table[0]))]
    # As many amounts as fit; the round ones and the crossings are in order, the last ones go first.
    while len(widths) > 1 and sum(widths) + 2 * len(widths) + NARROWEST_NAME + 4 > printing.width:
        widths.pop()
    room = printing.width - 4 - sum(widths) - 2 * len(widths)
    first = min(max(display_width(cells[0]) for cells in table), room)
    for line in table:
        heads = wrap(line[0], first)
        cells = zip(line[1 : len(widths) + 1], widths, strict=True)
        yield f"    {pad(heads[0], first)}" + "".join("  " + pad(cell, width, right=True) for cell, width in cells)
        yield from (f"      {more}" for more in heads[1:])


def _paid(row: Change, self_pay: int, printing: Printing) -> str:
    point = next(each for each in row.table if each.self_pay == self_pay)
    sides = ((point.left, row.left), (point.right, row.right))
    return "/".join(_amount(fen, view, printing) for fen, view in sides)


def _amount(fen: int | None, view: View | None, printing: Printing) -> str:
    if view is not None and view.standing.absent:
        return "—"
    if fen is not None:
        return shown(fen)
    away = view is not None and view.standing is Standing.ELSEWHERE
    return printing.of(ELSEWHERE if away else OPEN)


def shown(fen: int) -> str:
    """Return an amount to the nearest yuan."""
    return f"{(2 * fen + 100) // 200:,}"


def _line(row: Change, printing: Printing) -> str:
    left, right = printing.say("A", "甲"), printing.say("B", "乙")
    colon, stop = printing.say(": ", "："), printing.say(". ", "。")
    head = f"{printing.of(row.who_text)}{colon}{printing.of(row.reason)}{stop}"
    return f"{head}{left} {printing.cell(row.left)} | {right} {printing.cell(row.right)}"


# ── marks that change ────────────────────────────────────────────────────────────────────────────────────────────


def _changed(scenes: Sequence[Scene], printing: Printing) -> Iterator[str]:
    if not scenes:
        return
    yield ""
    yield printing.rule(printing.say("Where a mark changes", "条件变化时"))
    by_mark: dict[str, list[Scene]] = {}
    for scene in scenes:
        text = next((printing.of(each.text) for each in scene.rows[0].where if each.dimension == "marks"), "")
        by_mark.setdefault(text, []).append(scene)
    for text, found in by_mark.items():
        yield from _one_mark(text, found, printing)


def _one_mark(text: str, scenes: Sequence[Scene], printing: Printing) -> Iterator[str]:
    yield ""
    yield from printing.indented("▪ ", text)
    lines: dict[tuple[Effect, str], list[str]] = {}
    untold: dict[str, int] = {}
    for scene in scenes:
        for row in scene.rows:
            if row.effect in (Effect.UNDET, Effect.EQ):
                if row.effect is Effect.UNDET:
                    why = _untold(row, printing)
                    untold[why] = untold.get(why, 0) + 1
                continue
            key = (row.effect, f"{printing.of(row.who_text)}: {printing.sides(row)}; {printing.of(row.reason)}")
            lines.setdefault(key, []).append(_heading(row.where, printing))
    for (effect, line), places in lines.items():
        more = printing.say(f" and {len(places) - 1} more", f"等{len(places)}处") if len(places) > 1 else ""
        yield from printing.indented(f"    {SIGNS[effect]} ", f"{line} ({places[0]}{more})")
    for why, count in untold.items():
        rows = printing.say(f"{why}: {count} rows cannot be told", f"{why}：{count}行无法判定")
        yield from printing.indented(f"    {SIGNS[Effect.UNDET]} ", rows)


def _untold(row: Change, printing: Printing) -> str:
    """Return which document leaves a row open, and how."""
    sides = ((printing.say("A", "甲"), row.left), (printing.say("B", "乙"), row.right))
    known = (Standing.STATED, Standing.NONE)
    opened = [(sign, view) for sign, view in sides if view is not None and not view.standing.absent]
    return "; ".join(f"{sign} {printing.of(view.text)}" for sign, view in opened if view.standing not in known)
