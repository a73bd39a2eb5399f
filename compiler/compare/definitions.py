"""What a revision did to definitions: whom a class consists of, what makes somebody one of it, which figure counts.

What such a change does is told by the rows that rest on it; here it stands at its own article, with what these rows
come to together. Between two places classes differ throughout, and nobody is compared by class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from tiaowen.compiler.compare.context import Context, Side
from tiaowen.compiler.compare.model import Change, Effect, Scene, Standing, Structure, View
from tiaowen.compiler.compare.phrases import ABSENT, test_text
from tiaowen.compiler.compare.plain import plain_row
from tiaowen.compiler.compare.verdicts import combine
from tiaowen.compiler.compare.words import fill, join, same, say
from tiaowen.compiler.rules.model import Benefit, Box, Class, OfStatistic, Parameter
from tiaowen.dsl.tree import Text

CLASS, DEFINITION, STATISTIC = "class", "definition", "statistic"


def definition_rows(context: Context, scenes: Sequence[Scene]) -> Iterator[Change]:
    """Yield a row for each change of a definition."""
    yield from _members(context, scenes)
    yield from _tests(context, scenes)
    yield from _statistics(context, scenes)


def _effect(effects: Iterable[Effect]) -> tuple[Effect, Text]:
    """Return what the situations come to."""
    found = combine(effects)
    if found is None or found is Effect.UNDET:
        return Effect.UNDET, say("no situation tells what it does", "无情形可判定其作用")
    if found is Effect.EQ:
        return Effect.DEAD, say("no payment changes", "待遇不变")
    return found, say("in all, by what is paid", "按应救助金额合计")


def _paid(scenes: Sequence[Scene], who: Iterable[str]) -> list[Effect]:
    wanted = set(who)
    return [row.effect for scene in scenes if scene.regular for row in scene.rows if wanted & set(row.who)]


# ── classes ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _members(context: Context, scenes: Sequence[Scene]) -> Iterator[Change]:
    moved: dict[tuple[frozenset[str], frozenset[str]], list[int]] = {}
    for position, group in enumerate(context.people.groups):
        one = _classes_of(context.left, group.left.atoms)
        two = _classes_of(context.right, group.right.atoms)
        if one != two:
            key = (_innermost(context.left, one - two), _innermost(context.right, two - one))
            moved.setdefault(key, []).append(position)
    for (gone, come), positions in moved.items():
        who = context.people.ids(positions)
        views = (_class_view(context, context.left, gone), _class_view(context, context.right, come))
        row = plain_row("", CLASS, views, *_effect(_paid(scenes, who)))
        yield evolve(row, who=who, who_text=context.people.names(positions), structure=Structure.SCOPE)


def _classes_of(side: Side, atoms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        each.id
        for each in side.policy.classes
        if atoms and set(atoms) <= frozenset[str]().union(*(box.categories or frozenset() for box in each.boxes))
    )


def _innermost(side: Side, ids: frozenset[str]) -> frozenset[str]:
    members = {each.id: each.members for each in side.policy.classes}
    return frozenset(id for id in ids if not ids.intersection(members[id]))


def _class_view(context: Context, side: Side, ids: frozenset[str]) -> View:
    if not ids:
        return View(Standing.NO_RECIPIENT, Standing.NO_RECIPIENT.value, ABSENT[Standing.NO_RECIPIENT])
    cites = [cite for each in side.policy.classes if each.id in ids for cite in each.cites]
    return View(Standing.STATED, ",".join(sorted(ids)), context.names.list(sorted(ids)), tuple(dict.fromkeys(cites)))


def _tests(context: Context, scenes: Sequence[Scene]) -> Iterator[Change]:
    left, right = ({each.id: each for each in side.policy.classes} for side in context.sides)
    changed = {id for id in left if id in right and _conditions(left[id]) != _conditions(right[id])}
    for id in [id for id in left if id in changed and not changed.intersection(left[id].members)]:
        atoms = frozenset(atom for each in (left[id], right[id]) for box in each.boxes for atom in box.categories or ())
        at = [
            position
            for position, group in enumerate(context.people.groups)
            if any(seen.atoms and set(seen.atoms) <= atoms for seen in (group.left, group.right))
        ]
        who = context.people.ids(at)
        views = [
            View(Standing.STATED, repr(sorted(map(repr, each.boxes))), _class_text(context, side, each), each.cites)
            for side, each in zip(context.sides, (left[id], right[id]), strict=True)
        ]
        row = plain_row("", DEFINITION, (views[0], views[1]), *_effect(_paid(scenes, who)))
        yield evolve(row, who=who, who_text=context.people.names(at))


def _conditions(group: Class) -> frozenset[tuple[str, frozenset[object]]]:
    """Return the tests of a class, by who has to pass them."""
    return frozenset(
        (atom, frozenset(box.tests)) for box in group.boxes if box.tests for atom in box.categories or frozenset()
    )


def _class_text(context: Context, side: Side, group: Class) -> Text:
    parts = [_box_text(context, side, box) for box in group.boxes]
    return fill("{name}: {parts}", "{name}：{parts}", name=context.names.of(group.id), parts=join(parts, "; ", "；"))


def _box_text(context: Context, side: Side, box: Box) -> Text:
    who = context.names.list(sorted(box.categories or ()))
    if not box.tests:
        return who
    tests = join([test_text(test, side.figures, context.names) for test in box.tests], ", ", "，")
    return fill("{who} where {tests}", "{who}，其中{tests}", who=who, tests=tests)


# ── statistics ───────────────────────────────────────────────────────────────────────────────────────────────────


def _statistics(context: Context, scenes: Sequence[Scene]) -> Iterator[Change]:
    for one in context.left.policy.parameters:
        two = context.right.figures.parameter(one.id)
        if two is not None and _taken(one) != _taken(two):
            using = {id for side in context.sides for id in _using(side.policy.benefits, one.id)}
            effects = [
                row.effect
                for scene in scenes
                if scene.regular
                for row in scene.rows
                if using & {*row.benefits[0], *row.benefits[1]}
            ]
            views = (_parameter_view(context, one), _parameter_view(context, two))
            yield plain_row("", STATISTIC, views, *_effect(effects))


def _taken(parameter: Parameter) -> tuple[object, ...]:
    return (parameter.statistic, parameter.region, parameter.lag, parameter.publisher)


def _using(benefits: Sequence[Benefit], parameter: str) -> Iterator[str]:
    for benefit in benefits:
        if any(isinstance(rule.value, OfStatistic) and rule.value.parameter == parameter for rule in benefit.rules):
            yield benefit.id


def _parameter_view(context: Context, parameter: Parameter) -> View:
    lag = parameter.lag
    year = same("")
    if lag is not None:
        words = {
            0: say(", of the year", "，当年"),
            1: say(", of the last year", "，上一年度"),
            2: say(", of the year before last", "，上上年度"),
        }
        year = words.get(lag, say(f", of {lag} years before", f"，{lag}年以前"))
    name = context.names.of(parameter.statistic)
    value = f"{parameter.statistic} {parameter.region} {lag} {parameter.publisher}"
    return View(Standing.STATED, value, fill("{name}{year}", "{name}{year}", name=name, year=year), parameter.cites)
