"""Changes that the clause of a row does not show, and changes of the clause that no payment shows: why they are so.

*Hidden*: both documents put the matter alike, and it comes to another figure, since a statistic is of another year, or
since what the clause refers to or whom it names was changed elsewhere. *Dead*: the figure was changed and another limit
is always reached first.

Left to others: what a row does to the money (``verdicts``), which proves the second before it is asked for here, and
what no row tells (``unexplained``).
"""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.compiler.compare.cases import Asker
from tiaowen.compiler.compare.context import Context, Side
from tiaowen.compiler.compare.facets import Row
from tiaowen.compiler.compare.figures import Missing
from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import Standing, View
from tiaowen.compiler.compare.people import Seen
from tiaowen.compiler.compare.stages import caps_of, first_rules
from tiaowen.compiler.compare.words import fill, join, money, same, say
from tiaowen.compiler.rules.model import COVERAGE, Fixed, OfStatistic, Parameter, Rule
from tiaowen.compiler.settle.stage import LUMP_SUM, POOL
from tiaowen.dsl.tree import Text

SIDES = (say("A", "甲"), say("B", "乙"))


# ── hidden ───────────────────────────────────────────────────────────────────────────────────────────────────────


def other_figure(context: Context, row: Row) -> Text | None:
    """Return why the same expression comes to another figure; None where it does not."""
    if row.left.number == row.right.number:
        return None
    parts = []
    for side, name in zip(context.sides, SIDES, strict=True):
        for rule in _rules(context, side, row):
            if isinstance(rule.value, OfStatistic):
                parts.append(figure_text(context, side, rule.value.parameter, name))
    return join(parts, "; ", "；") if parts else None


def figure_text(context: Context, side: Side, id: str, who: Text) -> Text:
    """Return the figure that a document takes of a statistic: its name, year and amount."""
    parameter = side.figures.parameter(id)
    found = side.figures.figure(id)
    return fill(
        "{who}: {name} {year}: {amount}",
        "{who}：{year}年{name}{amount}",
        who=who,
        name=context.names.of(parameter.statistic if parameter is not None else id),
        year=same(str(side.figures.year - _lag(parameter))),
        amount=say("no figure", "无公布数据") if isinstance(found, Missing) else money(found),
    )


def _lag(parameter: Parameter | None) -> int:
    return (parameter.lag or 0) if parameter is not None else 0


def changed_elsewhere(context: Context, row: Row) -> Text | None:
    """Return what was changed where no clause of a row was, in either version; None where one was changed.

    Both versions then have the clauses of both sides word for word: what differs is whom they name, or what they refer
    to.
    """
    if row.left.standing.absent or row.right.standing.absent:
        return None
    found = [_rules(context, side, row) for side in context.sides]
    if not all(found):
        return None
    for side, rules in zip(context.sides, found, strict=True):
        every = [_texts(other, row.benefit) for other in context.sides]
        if any(not all(side.policy.clauses[rule.clause].zh in texts for texts in every) for rule in rules):
            return None
    return _chain(context, row, found)


def _texts(side: Side, benefit: str) -> frozenset[str]:
    return frozenset(clause.zh for clause in side.policy.clauses if benefit in clause.benefits)


def _chain(context: Context, row: Row, found: Sequence[Sequence[Rule]]) -> Text | None:
    vias = [rule.via for rules in found for rule in rules if rule.via is not None]
    if vias:
        return fill(
            "the clause is unchanged; {other}, to which it refers, was changed",
            "本条文字未改，所援引的{other}已改",
            other=context.names.of(vias[0]),
        )
    texts = [
        join([_clause_text(side, rule) for rule in rules], ", ", "、")
        for side, rules in zip(context.sides, found, strict=True)
    ]
    if texts[0] == texts[1]:
        # The same clause for the same people: what it comes to was changed by a provision beside it, such as points.
        return None
    return fill(
        "the clauses are unchanged; whom they name was changed: {left} → {right}",
        "条文文字未改，所指对象已变：{left} → {right}",
        left=texts[0],
        right=texts[1],
    )


def _clause_text(side: Side, rule: Rule) -> Text:
    """Return the clause of a rule as its drafter wrote it."""
    clause = side.policy.clauses[rule.clause]
    return Text(zh=clause.zh, en=clause.en)


def _view(context: Context, side: Side, row: Row) -> View:
    return row.left if side is context.left else row.right


def _rules(context: Context, side: Side, row: Row) -> list[Rule]:
    """Return the rules that a side of a row rests on."""
    view = _view(context, side, row)
    benefit = side.benefit(row.benefit)
    if benefit is None:
        return []
    facets = (row.facet, COVERAGE, LUMP_SUM)
    atoms = {atom for seen in _seen(context, side, row) for atom in seen.atoms}
    return [
        rule
        for rule in benefit.rules
        if rule.facet in facets
        and rule.cites == view.cites
        and any(box.categories is None or not box.categories.isdisjoint(atoms) for box in rule.boxes)
    ]


def _seen(context: Context, side: Side, row: Row) -> list[Seen]:
    """Return how a document sees the people of a row."""
    groups = [context.people.groups[position] for position in row.people]
    return [group.left if side is context.left else group.right for group in groups]


# ── dead ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def never_reached(context: Context, row: Row) -> Text | None:
    """Return the other limit of the same claims that is always reached before the cap of a row, on either side."""
    if not (row.facet in ("cap", "total-cap") or row.facet.startswith(POOL)):
        return None
    found = [_lower(context, side, row) for side in context.sides]
    if found[0] is None or found[1] is None:
        return None
    parts = [
        fill("{name} {amount}", "{name}{amount}", name=_limit_name(context, facet), amount=money(fen))
        for facet, fen in (found[0], found[1])
    ]
    return fill("never reached: before it comes {other}", "不会达到：{other}在先", other=join(parts, ", ", "、"))


def _limit_name(context: Context, facet: str) -> Text:
    return facet_name(facet, {facet.removeprefix(POOL): context.names.of(facet.removeprefix(POOL))})


def _lower(context: Context, side: Side, row: Row) -> tuple[str, int] | None:
    """Return another limit of everything that the cap of a row limits, over the same period, that is no higher."""
    benefit, view = side.benefit(row.benefit), _view(context, side, row)
    if benefit is None or view.standing not in (Standing.STATED, Standing.NONE):
        return None
    seen = _seen(context, side, row)[0]
    asker = Asker(side.figures, row.case, seen.given)
    own = next((rule for atom in seen.atoms for rule in first_rules(benefit, row.facet, atom, asker)), None)
    for facet in caps_of(benefit):
        rule = next((rule for atom in seen.atoms for rule in first_rules(benefit, facet, atom, asker)), None)
        if facet == row.facet or rule is None or not isinstance(rule.value, Fixed | OfStatistic):
            continue
        fen = side.figures.fen(rule.value)
        lower = not isinstance(fen, Missing) and (view.number is None or fen <= view.number)
        if lower and not isinstance(fen, Missing) and own is not None and _covers(side, rule, own):
            return facet, fen
    return None


def _covers(side: Side, rule: Rule, own: Rule) -> bool:
    """Tell whether one limit counts all that the other counts, over the same period."""
    pools = {pool.id: pool for pool in side.policy.pools}
    one, two = (pools.get(each.pool) if each.pool is not None else None for each in (rule, own))
    if one is None or two is None or one.care:
        return False
    periods = [each.period or pool.period for each, pool in ((rule, one), (own, two))]
    return periods[0] is periods[1] and set(two.benefits) <= set(one.benefits) and one.family == two.family
