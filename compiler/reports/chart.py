"""What both documents pay for each self-pay, as a drawing (SVG): a solid line for A and a dashed one for B.

Both are drawn from the exact functions of the comparison. Every amount stays a fraction of a fen until it becomes a
whole number of units on the page, so nothing here is floating point. A payment that jumps is drawn as a jump: a
full point where it is, an open one where it is not.

Left to others: what is paid (``compiler/compare``), colours (``page.css``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from attrs import frozen

from tiaowen.compiler.compare.model import Change, Corner, Effect
from tiaowen.compiler.compare.report_scenes import shown
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports.markup import Html, el, join
from tiaowen.dsl.tree import Language, Text

WIDTH, HEIGHT = 3800, 2300
LEFT, RIGHT, TOP, BOTTOM = 660, 260, 330, 430
"""The size of a drawing and of its margins; ten units are about a pixel."""

TICKS = 4
LEAST = 1_000_000
"""An axis shows at least so much, in fen."""

BESIDE = 560
"""Two labels nearer than this stand in two lines."""

EDGE = 25
"""What happens in the first part of so many is too near to the edge to be seen."""

APART = 150
"""The names of two lines are so far apart at least."""

Point = tuple[Fraction, Fraction]


@frozen
class _Line:
    """The runs of a payment, each without a jump, and what stands at its jumps."""

    runs: tuple[tuple[Point, ...], ...]
    full: tuple[Point, ...]
    open: tuple[Point, ...]

    @property
    def end(self) -> Point:
        """Return where the line ends."""
        return self.runs[-1][-1]


@frozen
class _Scale:
    """From amounts to the page."""

    x_most: Fraction
    y_most: Fraction

    def x(self, amount: Fraction | int) -> int:
        """Return where a self-pay is."""
        return LEFT + _nearest(amount * (WIDTH - LEFT - RIGHT) / self.x_most)

    def y(self, amount: Fraction | int) -> int:
        """Return where a payment is."""
        return HEIGHT - BOTTOM - _nearest(amount * (HEIGHT - TOP - BOTTOM) / self.y_most)


def reach(rows: Sequence[Change]) -> Fraction:
    """Return up to which self-pay the drawings of rows go: a little beyond everything that happens, in fen."""
    happens = [Fraction(LEAST)]
    upto: list[int] = []
    for row in rows:
        if row.curves is not None:
            sides = (row.curves.left or (), row.curves.right or ())
            happens += [corner.at * 11 / 10 for side in sides for corner in side]
            upto += [row.curves.upto] if row.curves.upto is not None else []
        if row.proof is not None:
            happens += [at * 11 / 10 for at in row.proof.crossings]
    end = _round_up(max(happens))
    return min(end, Fraction(min(upto))) if upto else end


def closer(row: Change, end: Fraction) -> Fraction | None:
    """Return up to which self-pay a second drawing goes, where the first one to ``end`` has a turn at its very edge."""
    turns = row.proof.crossings if row.proof is not None else ()
    near = [at for at in turns if 0 < at * EDGE < end]
    return _round_up(max(near) * 3) if near else None


def chart(row: Change, end: Fraction, label: Text) -> Html | None:
    """Return the drawing of a row up to a self-pay; None where no document is known to pay anything."""
    if row.curves is None:
        return None
    lines = [_line(side, end) if side else None for side in (row.curves.left, row.curves.right)]
    most = max((y for line in lines if line is not None for run in line.runs for _, y in run), default=Fraction(0))
    most = max([most, *(y for line in lines if line is not None for _, y in line.full)])
    if not most:
        return None
    scale = _Scale(end, _round_up(most))
    parts = [
        *_axes(scale),
        *_marks(row, scale),
        *(
            part
            for line, kind in zip(lines, "ab", strict=True)
            if line is not None
            for part in _drawn(line, kind, scale)
        ),
        *_names(lines, scale),
    ]
    return el(
        "svg",
        *parts,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=label.get(Language.EN),
        data_label_en=label.get(Language.EN),
        data_label_zh=label.get(Language.ZH),
    )


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(corners: Sequence[Corner], end: Fraction) -> _Line:
    inside = [corner for corner in corners if corner.at <= end]
    runs: list[list[Point]] = []
    full: list[Point] = []
    hollow: list[Point] = []
    before: Fraction | None = None
    for index, corner in enumerate(inside):
        at = corner.at
        if before is None or before != corner.after or before != corner.paid:
            limits = {limit for limit in (before, corner.after) if limit is not None and at < end}
            if limits - {corner.paid}:
                full.append((at, corner.paid))
                hollow += [(at, limit) for limit in sorted(limits - {corner.paid})]
            runs.append([(at, corner.after)] if at < end else [(at, corner.paid)])
        stop = inside[index + 1].at if index + 1 < len(inside) else end
        before = corner.after + corner.slope * (stop - at)
        if stop > at:
            runs[-1].append((stop, before))
    return _Line(tuple(map(tuple, runs)), tuple(full), tuple(hollow))


def _drawn(line: _Line, kind: str, scale: _Scale) -> Iterator[Html]:
    steps = []
    for run in line.runs:
        steps += [f"{'L' if index else 'M'}{scale.x(x)} {scale.y(y)}" for index, (x, y) in enumerate(run)]
    yield el("path", class_=f"line {kind}", d="".join(steps))
    for class_, points in (("full", line.full), ("open", line.open)):
        for x, y in points:
            yield el("circle", class_=f"{class_} {kind}", cx=scale.x(x), cy=scale.y(y), r=38)


def _names(lines: Sequence[_Line | None], scale: _Scale) -> Iterator[Html]:
    """Yield the names of the lines at their ends, apart from each other."""
    places = [scale.y(line.end[1]) if line is not None else None for line in lines]
    a, b = places
    if a is not None and b is not None and abs(a - b) < APART:
        middle, up = (a + b) // 2, APART // 2 if a <= b else -(APART // 2)
        places = [middle - up, middle + up]
    lowest = HEIGHT - BOTTOM - 60  # the axis has its own labels
    for line, y, kind, name in zip(lines, places, "ab", (say("A", "甲"), say("B", "乙")), strict=True):
        if line is not None and y is not None:
            yield _label(name, scale.x(line.end[0]) + 60, min(y, lowest) + 45, f"name {kind}")


# ── axes and marks ───────────────────────────────────────────────────────────────────────────────────────────────


def _axes(scale: _Scale) -> Iterator[Html]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    for amount in _ticks(scale.y_most):
        y = scale.y(amount)
        yield el("line", class_="grid", x1=LEFT, y1=y, x2=right, y2=y)
        yield el("text", shown(int(amount)), class_="tick", x=LEFT - 50, y=y + 38, text_anchor="end")
    for amount in _ticks(scale.x_most):
        x = scale.x(amount)
        yield el("line", class_="axis", x1=x, y1=bottom, x2=x, y2=bottom + 40)
        yield el("text", shown(int(amount)), class_="tick", x=x, y=bottom + 150, text_anchor="middle")
    yield el("line", class_="axis", x1=LEFT, y1=bottom, x2=right, y2=bottom)
    yield el("line", class_="axis", x1=LEFT, y1=TOP, x2=LEFT, y2=bottom)
    middle = (LEFT + right) // 2
    yield _label(say("self-pay (yuan)", "自付（元）"), middle, HEIGHT - 70, "title", "middle")
    yield _label(say("paid (yuan)", "救助（元）"), 30, 125, "title")


def _marks(row: Change, scale: _Scale) -> Iterator[Html]:
    """Yield where it turns from one document to the other, and from where on one pays more."""
    proof = row.proof
    if proof is None or row.effect is Effect.EQ:
        return
    turns = list(proof.crossings)
    if not turns and row.effect in (Effect.UP, Effect.DOWN):
        turns = [at for at in (proof.gain_from, proof.loss_from) if at]
    taken: list[int] = []
    for at in (at for at in turns if at <= scale.x_most):
        x = scale.x(at)
        low = any(abs(x - other) < BESIDE for other in taken[-1:])
        taken = [] if low else [x]
        yield el("line", class_="turn", x1=x, y1=TOP - (20 if low else 130), x2=x, y2=HEIGHT - BOTTOM)
        near = "start" if x < LEFT + BESIDE // 2 else "end" if x > WIDTH - RIGHT - BESIDE // 2 else "middle"
        yield el(
            "text",
            shown(floor(at + Fraction(1, 2))),
            class_="turned",
            x=x,
            y=TOP - (40 if low else 150),
            text_anchor=near,
        )


def _label(text: Text, x: int, y: int, class_: str, anchor: str | None = None) -> Html:
    zh, en = text.get(Language.ZH), text.get(Language.EN)
    return join(
        el("text", words, class_=class_, x=x, y=y, text_anchor=anchor, lang=lang)
        for words, lang in ((zh, "zh"), (en, "en"))
    )


# ── round numbers ────────────────────────────────────────────────────────────────────────────────────────────────


def _ticks(most: Fraction) -> list[Fraction]:
    step = _step(most)
    return [step * index for index in range(floor(most / step) + 1)]


def _step(most: Fraction) -> Fraction:
    """Return a round amount that goes into another one about four times: 1, 2 or 5 and noughts, in fen."""
    unit = Fraction(1)
    while unit * 10 * TICKS <= most:
        unit *= 10
    return next(unit * step for step in (1, 2, 5, 10) if unit * step * (TICKS + 1) >= most)


def _round_up(most: Fraction) -> Fraction:
    """Return the first mark of an axis that is not below an amount."""
    step = _step(most)
    return -(-most // step) * step


def _nearest(amount: Fraction | int) -> int:
    return floor(amount + Fraction(1, 2))
