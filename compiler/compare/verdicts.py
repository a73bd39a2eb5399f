"""What a differing facet does to the money: the effect that the situations prove for the same people and cases.

A higher ratio suggests more, but a cap, a gate or another benefit may turn it round; so the figure's own direction
is given as an explanation only, and where it disagrees with what is proved, both are said. A facet of no situation
keeps its own direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from tiaowen.compiler.compare.axes import MarksValue
from tiaowen.compiler.compare.context import Context
from tiaowen.compiler.compare.facets import Row
from tiaowen.compiler.compare.hidden import changed_elsewhere, never_reached, other_figure
from tiaowen.compiler.compare.model import Change, Effect, Mode, Reach, Restriction, Scene, Standing, View
from tiaowen.compiler.compare.phrases import PAID_BY
from tiaowen.compiler.compare.words import fill, join, say
from tiaowen.compiler.settle.stage import BURDEN, DEDUCTIBLE, POOL
from tiaowen.dsl.tree import Text

GAINS = {Effect.UP, Effect.IN}
LOSSES = {Effect.DOWN, Effect.OUT}

LOWER_IS_BETTER = {DEDUCTIBLE, BURDEN}

DIRECTIONS = {
    Effect.UP: say("alone this gives more", "单看此项更宽"),
    Effect.DOWN: say("alone this gives less", "单看此项更严"),
}


def combine(effects: Iterable[Effect]) -> Effect | None:
    """Return the effect of several together; what is unknown counts only where nothing is known."""
    every = set(effects)
    known = every - {Effect.EQ, Effect.UNDET, Effect.ADMIN}
    if Effect.MIX in known or (known & GAINS and known & LOSSES):
        return Effect.MIX
    if known:
        return next(iter(known)) if len(known) == 1 else (Effect.UP if known & GAINS else Effect.DOWN)
    if Effect.EQ in every:
        return Effect.EQ
    return Effect.UNDET if every else None


def direction(facet: str, left: View, right: View) -> Effect | None:
    """Return what the figures alone suggest; None when they cannot be compared."""
    one, two = (_generosity(facet, view) for view in (left, right))
    if one is None or two is None:
        return None
    if one == two:
        return Effect.EQ
    return Effect.UP if two > one else Effect.DOWN


def _generosity(facet: str, view: View) -> tuple[int, Fraction] | None:
    """Return how generous a figure is: no limit at all is more than any number."""
    if view.number is not None:
        return (0, -view.number if facet in LOWER_IS_BETTER else view.number)
    if view.standing not in (Standing.NONE, Standing.NOT_STATED):
        return None
    if facet == DEDUCTIBLE:
        return (0, Fraction(0))
    if facet == BURDEN:
        return (-1, Fraction(0))
    return (1, Fraction(0)) if facet in ("cap", "total-cap") or facet.startswith(POOL) else None


def touching(
    scenes: Sequence[Scene], benefit: str, people: Sequence[str], where: Sequence[Restriction]
) -> list[Change]:
    """Return the situation rows of regular situations in which the benefit takes part, for these people and cases."""
    wanted = set(people)
    asked = _asked_marks(where)
    usual = _usual_marks(scenes)
    return [
        row
        for scene in scenes
        for row in scene.rows
        if (benefit in row.benefits[0] or benefit in row.benefits[1])
        and wanted.intersection(row.who)
        and compatible(where, row.where)
        and _marks_agree(asked, usual, scene)
    ]


def _asked_marks(where: Sequence[Restriction]) -> dict[str, bool]:
    """Return the marks that a facet row is restricted to: there each mark is a dimension of its own."""
    return {
        each.dimension: each.dimension in each.values
        for each in where
        if set(each.values) in ({each.dimension}, {f"not {each.dimension}"})
    }


def _looked_at(context: Context, asked: dict[str, bool]) -> bool:
    """Tell whether there is a situation with these marks: not every combination of marks is one."""
    if context.marks is None:
        return True
    values = [dict(value.marks) for value in context.marks.values if isinstance(value, MarksValue)]
    return any(all(marks.get(mark, holds) == holds for mark, holds in asked.items()) for marks in values)


def _usual_marks(scenes: Sequence[Scene]) -> dict[str, bool]:
    """Return the marks that regular situations have."""
    return {
        mark: holds for scene in scenes if scene.regular for each in _marks_of(scene) for mark, holds in each.items()
    }


def _marks_of(scene: Scene) -> list[dict[str, bool]]:
    """Return the marks of a situation: of a regular one all that matter, else what has changed, one way or another."""
    values = [str(value) for each in scene.rows[0].where if each.dimension == "marks" for value in each.values]
    found = [
        {part.removeprefix("not "): not part.startswith("not ") for part in each.split(" and ")} for each in values
    ]
    if scene.regular:
        return [{mark: holds for each in found for mark, holds in each.items()}]
    return found


def _marks_agree(asked: dict[str, bool], usual: dict[str, bool], scene: Scene) -> bool:
    """Tell whether a situation is one of the marks asked for; marks that nobody asks for are as usual."""
    if scene.regular:
        return all(asked.get(mark, holds) == holds for each in _marks_of(scene) for mark, holds in each.items())
    return any(
        each.keys() <= asked.keys()
        and all({**usual, **each}.get(mark, holds) == holds for mark, holds in asked.items())
        for each in _marks_of(scene)
    )


def compatible(one: Sequence[Restriction], two: Sequence[Restriction]) -> bool:
    """Tell whether there can be a case in both places."""
    other = {each.dimension: each.values for each in two}
    return all(_overlap(each.values, other[each.dimension]) for each in one if each.dimension in other)


def _overlap(one: tuple[str | int, ...], two: tuple[str | int, ...]) -> bool:
    if set(one) & set(two):
        return True
    without = {str(value).removeprefix("not ") for value in one if str(value).startswith("not ")}
    if len(without) == len(one):
        return bool({*two} - without)
    ranges = [[_range(str(value)) for value in values if ".." in str(value)] for values in (one, two)]
    return any(low <= (end or low) and start <= (high or start) for low, high in ranges[0] for start, end in ranges[1])


def _range(text: str) -> tuple[Fraction, Fraction | None]:
    low, _, high = text.partition("..")
    return _number(low), _number(high) if high else None


def _number(text: str) -> Fraction:
    return Fraction(date.fromisoformat(text).toordinal()) if "-" in text else Fraction(text)


def facet_effect(context: Context, row: Row, scenes: Sequence[Scene], mode: Mode) -> tuple[Effect, Text]:
    """Return the effect of a facet row and why."""
    if row.left == row.right:
        figures = other_figure(context, row)
        return (Effect.EQ, say("the same", "相同")) if figures is None else (Effect.HIDDEN, figures)
    effect, reason = _written(context, row, scenes)
    if mode is Mode.REVISE and effect in HIDEABLE:
        chain = changed_elsewhere(context, row)
        if chain is not None:
            return Effect.HIDDEN, join([chain, reason], "; ", "；")
    return effect, reason


HIDEABLE = {Effect.UP, Effect.DOWN, Effect.MIX}
"""The effects that situations tell of too, when a clause does not show them."""


def _written(context: Context, row: Row, scenes: Sequence[Scene]) -> tuple[Effect, Text]:
    people = context.people.ids(row.people)
    other_period = _period(row.left) != _period(row.right) and _period(row.left) and _period(row.right)
    suggested = None if other_period else direction(row.facet, row.left, row.right)
    if suggested is Effect.EQ and row.left.value.partition(PAID_BY)[2] != row.right.value.partition(PAID_BY)[2]:
        return Effect.ADMIN, say("the same figure, paid by other funds", "数值相同，列支资金不同")
    if suggested is Effect.EQ:
        return Effect.EQ, say("another expression of the same figure", "表述不同，数值相同")
    told = not _open(row) and _looked_at(context, _asked_marks(row.where))
    rows = touching(scenes, row.benefit, people, row.where) if told else []
    if not (row.left.standing.absent or row.right.standing.absent):
        rows = [each for each in rows if row.benefit in each.benefits[0] and row.benefit in each.benefits[1]]
    proved = combine(each.effect for each in rows)
    if proved is None or proved is Effect.UNDET:
        return by_presence(row.left, row.right, suggested)
    alone = [DIRECTIONS[suggested]] if suggested in DIRECTIONS else []
    if proved is Effect.EQ and other_period:
        return Effect.UNDET, say(
            "the same for a first claim; counted over another period", "首次救助相同，累计期间不同"
        )
    if proved is Effect.EQ:
        effect, why = _without_effect(context, row, rows)
        return effect, join([*alone, why], "; ", "；")
    telling = [each for each in rows if each.effect is proved] or rows
    reasons = list(dict.fromkeys(each.reason for each in telling))[:2]
    proof = fill("in all: {reasons}", "合计：{reasons}", reasons=join(reasons, "; ", "；"))
    disagree = (suggested is Effect.UP and proved in LOSSES) or (suggested is Effect.DOWN and proved in GAINS)
    return proved, join([*alone, proof] if disagree or proved is Effect.MIX else [proof], "; ", "；")


def _without_effect(context: Context, row: Row, rows: Sequence[Change]) -> tuple[Effect, Text]:
    """Return what it is that a figure was changed and a first claim pays the same."""
    unchanged = say("no payment changes", "待遇不变")
    if row.left.standing.absent or row.right.standing.absent or any(each.effect is not Effect.EQ for each in rows):
        return Effect.EQ, unchanged
    why = never_reached(context, row)
    if why is not None:
        return Effect.DEAD, join([unchanged, why], "; ", "；")
    if not all(each.proof is not None and each.proof.reach is Reach.ANY for each in rows):
        return Effect.UNDET, say(
            "the same for a first claim; later claims of a year are not proved", "首次救助相同，年内再次救助未证明"
        )
    return Effect.DEAD, join([unchanged, say("the same for every amount", "任何金额均相同")], "; ", "；")


def _period(view: View) -> str:
    """Return over what a figure counts, as its value says."""
    return view.value.partition(" per ")[2]


def _open(row: Row) -> bool:
    """Tell whether a side leaves the matter to others or to nobody: then this document's money cannot be told from
    it.
    """
    left_to_others = {Standing.ELSEWHERE, Standing.DELEGATED, Standing.BOUND, Standing.NO_FIGURE}
    if row.facet in ("ratio", "subsidy"):
        left_to_others.add(Standing.NOT_STATED)
    return bool(left_to_others & {row.left.standing, row.right.standing})


def by_presence(left: View, right: View, suggested: Effect | None) -> tuple[Effect, Text]:
    """Return the effect where no situation decides: by the figures, else by which side has a rule at all."""
    if suggested is not None:
        return suggested, say("by this figure alone", "仅就此数值而言")
    for view, en, zh in ((left, "A", "甲"), (right, "B", "乙")):
        if view.standing is Standing.ELSEWHERE:
            return Effect.UNDET, say(f"{en}: another document decides", f"{zh}另按其他文件")
    paying = (Standing.STATED, Standing.GRANTED)
    if left.standing in paying and right.standing.absent:
        return Effect.OUT, say("only in A", "甲有乙无")
    if right.standing in paying and left.standing.absent:
        return Effect.IN, say("only in B", "乙有甲无")
    if left.standing.absent and right.standing.absent:
        return Effect.EQ, say("nothing on either side", "双方均无")
    return Effect.UNDET, side_by_side(left, right)


def side_by_side(left: View, right: View) -> Text:
    """Return what both sides say, where that is all there is to say."""
    return fill("A: {left}; B: {right}", "甲：{left}；乙：{right}", left=left.text, right=right.text)
