"""What is beside the benefits: dates, repeals, lists, duties, fund rules, tilts of an insurance. Briefly, by
meaning.

None of these changes what a visit is paid by the documents compared, except a list of diseases, whose effect the
situations show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from tiaowen.compiler.compare.context import Context, Side, fingerprint
from tiaowen.compiler.compare.duties import duty_rows
from tiaowen.compiler.compare.model import Change, Effect, Scene, Standing, Structure, View
from tiaowen.compiler.compare.phrases import ABSENT, fact_id
from tiaowen.compiler.compare.plain import plain_row
from tiaowen.compiler.compare.verdicts import combine
from tiaowen.compiler.compare.words import fill, join, same, say
from tiaowen.compiler.rules.model import Benefit, DiseaseList, HasDisease, Policy
from tiaowen.dsl.quantities import percent_text
from tiaowen.dsl.tree import Period, Rounding, Text

Said = dict[str, View]
"""What one document says of a matter, by its key."""

Matter = Callable[[Side, Context], Said]

ROUNDED = {
    Rounding.HALF_UP_FEN: say("half up to the fen", "四舍五入到分"),
    Rounding.HALF_UP_JIAO: say("half up to the jiao", "四舍五入到角"),
    Rounding.HALF_UP_YUAN: say("half up to the yuan", "四舍五入到元"),
    Rounding.DOWN_FEN: say("down to the fen", "舍去分以下"),
    Rounding.DOWN_JIAO: say("down to the jiao", "舍去角以下"),
    Rounding.DOWN_YUAN: say("down to the yuan", "舍去元以下"),
}

NO_MONEY = say("changes no payment", "不涉金额")
ONLY_TIME = say("the same amounts at another time", "金额相同，时间不同")
OVER_A_YEAR = say("the same for a first claim; counted over another year", "首次救助相同，累计年度不同")
BY_WHEN = say("matters where somebody's category changes in between", "仅在身份于其间变化时有别")
BY_A_UNIT = say("payments are rounded in another way", "支付额取整方式不同")
BY_A_FIGURE = say("an amount derived from it is rounded in another way", "由其推算的金额取整方式不同")
BY_WHAT_IS_STATED = say("depends on what a claim states of it", "取决于申请载明的数额")


def norm_rows(context: Context, scenes: Sequence[Scene]) -> Iterator[Change]:
    """Yield a row for everything that only one document has or that both have differently."""
    yield from _lists(context, scenes)
    for matter in (_force, _periods):
        yield from _rows(matter, context, Effect.TIME, ONLY_TIME)
    yield from _rows(_events, context, Effect.UNDET, BY_WHEN)
    for matter in (_periods_of_its_own, _events_of_its_own, _tilts, _fund, _limits):
        yield from _rows(matter, context, Effect.ADMIN, NO_MONEY)
    yield from duty_rows(context)
    yield from _rows(_repeals, context, Effect.ADMIN, NO_MONEY)
    yield from _rows(_insurance_year, context, Effect.UNDET, OVER_A_YEAR)
    yield from _rows(_rounding, context, Effect.UNDET, BY_A_UNIT)
    yield from _rows(_figure_rounding, context, Effect.UNDET, BY_A_FIGURE)
    yield from _rows(_leaves_out, context, Effect.UNDET, BY_WHAT_IS_STATED)


def _rows(matter: Matter, context: Context, effect: Effect, reason: Text) -> Iterator[Change]:
    """Yield a row for each key of a matter; where the documents differ, it has the effect."""
    left, right = (matter(side, context) for side in context.sides)
    for key in [*left, *(key for key in right if key not in left)]:
        facet, _, benefit = key.partition("|")
        views = (left.get(key, _silent()), right.get(key, _silent()))
        yield _as_admin(plain_row(benefit.partition("|")[0], facet, views, effect, reason))


def _as_admin(row: Change) -> Change:
    """Return the row, as unchanged where both say the same."""
    if row.left != row.right:
        return row
    return Change(
        row.benefit,
        row.facet,
        (),
        row.who_text,
        (),
        row.left,
        row.right,
        Structure.SAME,
        Effect.EQ,
        say("the same", "相同"),
        row.fingerprint,
    )


def _silent() -> View:
    return View(Standing.NOT_STATED, Standing.NOT_STATED.value, ABSENT[Standing.NOT_STATED])


def _force(side: Side, context: Context) -> Said:
    policy = side.policy
    days = (
        ("in-force|", policy.start, policy.start_cites),
        ("in-force-to|", policy.end, policy.end_cites),
        ("expenses-from|", policy.expenses_from, policy.expenses_cites),
    )
    return {
        key: View(Standing.STATED, day.isoformat(), same(day.isoformat()), cites)
        for key, day, cites in days
        if day is not None
    }


def _periods(side: Side, context: Context) -> Said:
    """Return when a benefit holds that both documents have."""
    return {key: view for key, view in _every_period(side).items() if _both_have(key, context)}


def _periods_of_its_own(side: Side, context: Context) -> Said:
    return {key: view for key, view in _every_period(side).items() if not _both_have(key, context)}


def _both_have(key: str, context: Context) -> bool:
    benefit = key.partition("|")[2]
    return all(other.benefit(benefit) is not None for other in context.sides)


def _every_period(side: Side) -> Said:
    found: Said = {}
    for benefit in side.policy.benefits:
        if benefit.start is not None or benefit.end is not None:
            text = f"{benefit.start or ''}..{benefit.end or ''}"
            found[f"period|{benefit.id}"] = View(Standing.STATED, text, same(text), benefit.period_cites)
    return found


def _events(side: Side, context: Context) -> Said:
    """Return on which day somebody's category counts for a benefit that both documents have."""
    return {key: view for key, view in _every_event(side, context).items() if _both_have(key, context)}


def _events_of_its_own(side: Side, context: Context) -> Said:
    return {key: view for key, view in _every_event(side, context).items() if not _both_have(key, context)}


def _every_event(side: Side, context: Context) -> Said:
    return {
        f"identity|{benefit.id}": View(
            Standing.STATED, benefit.identity_event, context.names.of(benefit.identity_event), benefit.cites
        )
        for benefit in side.policy.benefits
        if benefit.identity_event is not None
    }


def _tilts(side: Side, context: Context) -> Said:
    found: Said = {}
    for each in side.policy.adjustments:
        positions = [
            position
            for position, group in enumerate(context.people.groups)
            for seen in [group.left if side is context.left else group.right]
            if seen.atoms and any(box.categories is None or set(seen.atoms) <= box.categories for box in each.boxes)
        ]
        who = context.people.names(positions)
        if each.reduced is not None:
            change = say(f"reduced by {percent_text(each.reduced)}", f"降低{percent_text(each.reduced)}")
        elif each.raised is not None:
            change = _points(each.raised)
        else:
            change = say("lifted", "取消")
        text = fill(
            "{scheme} {facet} {change}: {who}",
            "{scheme}{facet}{change}：{who}",
            scheme=context.names.of(each.scheme),
            facet=_facet(each.facet),
            change=change,
            who=who,
        )
        value = f"{each.reduced or each.raised or 'lifted'} {','.join(context.people.ids(positions))}"
        found[f"tilt|{each.scheme}|{each.facet} {value}"] = View(Standing.STATED, value, text, each.cites)
    return found


def _points(share: Fraction) -> Text:
    """Return a change by points."""
    points = percent_text(abs(share)).removesuffix("%")
    if share < 0:
        return say(f"reduced by {points} percentage points", f"降低{points}个百分点")
    return say(f"raised by {points} percentage points", f"提高{points}个百分点")


def _facet(facet: str) -> Text:
    words = {"deductible": say("deductible", "起付线"), "ratio": say("ratio", "比例"), "cap": say("cap", "封顶线")}
    return words.get(facet, same(facet))


def _insurance_year(side: Side, context: Context) -> Said:
    """Return when an insurance year begins, where both count over one; the limits say it where only one does."""
    periods = [{pool.period for pool in other.policy.pools} for other in context.sides]
    if not all(Period.INSURANCE_YEAR in found for found in periods):
        return {}
    month, day = side.policy.insurance_year
    text = say(f"from {month:02}-{day:02}", f"自{month}月{day}日起")
    return {"insurance-year|": View(Standing.STATED, f"{month:02}-{day:02}", text)}


def _rounding(side: Side, context: Context) -> Said:
    """Return how payments are rounded of the benefits that both have: unless said otherwise, half up to the fen."""
    common = [each for each in side.policy.benefits if all(other.benefit(each.id) for other in context.sides)]
    paying = [benefit for benefit in common if benefit.kind != "grant"]
    others = {each.id for other in context.sides for each in other.policy.benefits if _rounds(each)}
    return {
        f"rounding|{benefit.id}": View(
            Standing.STATED, benefit.rounding.value, ROUNDED[benefit.rounding], benefit.rounding_cites
        )
        for benefit in paying
        if benefit.id in others
    }


def _rounds(benefit: Benefit) -> bool:
    return benefit.rounding is not Rounding.HALF_UP_FEN


def _figure_rounding(side: Side, context: Context) -> Said:
    every = [each for other in context.sides for each in other.policy.parameters]
    others = {each.id for each in every if each.rounding is not Rounding.HALF_UP_FEN}
    found: Said = {}
    for each in side.policy.parameters:
        if each.id in others and all(other.figures.parameter(each.id) for other in context.sides):
            text = fill(
                "{name}: {rounded}",
                "{name}：{rounded}",
                name=context.names.of(each.statistic),
                rounded=ROUNDED[each.rounding],
            )
            found[f"rounding||{each.id}"] = View(Standing.STATED, each.rounding.value, text, each.cites)
    return found


def _leaves_out(side: Side, context: Context) -> Said:
    found: Said = {}
    for column, without in side.policy.leaves_out.items():
        facts = [context.names.of(fact_id(each, context.names)) for each in (column, *without)]
        text = fill("{fact} without {rest}", "{fact}不计入{rest}", fact=facts[0], rest=join(facts[1:]))
        found[f"leaves-out||{column}"] = View(Standing.STATED, ",".join(sorted(without)), text)
    return found


def _fund(side: Side, context: Context) -> Said:
    found: Said = {}
    for rule in side.policy.fund_rules:
        parts: list[Text] = []
        for band in rule.bands:
            bearers = join([_bearer(context, fund, share) for fund, share in band.shares])
            end = f"–{percent_text(band.upto)}" if band.upto is not None else "–"
            parts.append(
                fill(
                    "{range}: {bearers}",
                    "{range}：{bearers}",
                    range=same(percent_text(band.over) + end),
                    bearers=bearers,
                )
            )
        text = fill("{name}: {parts}", "{name}：{parts}", name=context.names.of(rule.id), parts=join(parts, "; ", "；"))
        if rule.whole:
            text = fill("{text} (whole amount)", "{text}（全额）", text=text)
        value = ";".join(f"{band.over}-{band.upto}:{band.shares}" for band in rule.bands) + str(rule.whole)
        found[f"fund|{rule.id}|"] = View(Standing.STATED, value, text, rule.cites)
    return found


def _bearer(context: Context, fund: str, share: Fraction) -> Text:
    return fill("{fund} {share}", "{fund}{share}", fund=context.names.of(fund), share=same(percent_text(share)))


def _limits(side: Side, context: Context) -> Said:
    found: Said = {}
    for each in side.policy.fund_limits:
        words = {
            ">=": say("at least", "不低于"),
            "<=": say("at most", "不超过"),
            ">": say("over", "超过"),
            "<": say("below", "低于"),
        }
        text = fill(
            "{measure} {operator} {share} of {of}",
            "{measure}{operator}{of}的{share}",
            measure=context.names.of(each.measure),
            operator=words[each.operator.value],
            share=same(percent_text(each.share)),
            of=context.names.of(each.of),
        )
        value = f"{each.operator.value} {each.share} of {each.of}"
        found[f"limit||{each.measure}"] = View(Standing.STATED, value, text, each.cites)
    return found


def _repeals(side: Side, context: Context) -> Said:
    return {
        f"repeals||{each.zh or each.en}": View(Standing.STATED, each.zh or each.en or "", each)
        for each in side.policy.repeals
    }


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lists(context: Context, scenes: Sequence[Scene]) -> Iterator[Change]:
    left, right = ({each.id: each for each in side.policy.lists} for side in context.sides)
    for id in sorted({*left, *right} & ({*left} if left.keys() == right.keys() else {*left, *right})):
        yield _list(context, id, left.get(id), right.get(id), scenes)


def _list(
    context: Context, id: str, left: DiseaseList | None, right: DiseaseList | None, scenes: Sequence[Scene]
) -> Change:
    names = context.names
    one, two = (frozenset(each.members) if each is not None else frozenset() for each in (left, right))
    views = []
    for each, own, other in ((left, one, two), (right, two, one)):
        if each is None:
            views.append(_silent())
            continue
        only = names.list(sorted(own - other))
        count = same(str(len(own)))
        words = (
            ("{count} diseases", "{count}种")
            if own <= other
            else ("{count} diseases, only here: {only}", "{count}种，仅此有：{only}")
        )
        stated = f" (stated {each.stated_count})" if each.stated_count not in (None, len(own)) else ""
        text = fill(*words, count=count, only=only)
        if stated:
            text = fill(
                "{text}{stated}", "{text}{stated}", text=text, stated=say(stated, f"（自称{each.stated_count}种）")
            )
        views.append(View(Standing.STATED, ",".join(sorted(own)), text, each.cites))
    benefit = min({user for side in context.sides for user in _users(side.policy, id)}, default=id)
    effect, reason = _list_effect(benefit, one, two, scenes)
    row = plain_row(benefit, "list", (views[0], views[1]), effect, reason)
    key = fingerprint(("list", id), (), (), views[0], views[1])
    return Change(benefit, "list", (), row.who_text, (), views[0], views[1], row.structure, effect, reason, key)


def _users(policy: Policy, list_id: str) -> set[str]:
    """Return the benefits that are for the diseases of a list."""
    return {
        benefit.id
        for benefit in policy.benefits
        for box in benefit.covers
        for test in box.tests
        if test.holds and isinstance(test.condition, HasDisease) and list_id in test.condition.name.split()
    }


def _list_effect(
    benefit: str, one: frozenset[str], two: frozenset[str], scenes: Sequence[Scene]
) -> tuple[Effect, Text]:
    if one == two:
        return Effect.EQ, say("the same diseases", "病种相同")
    differ = one ^ two
    effects = [
        row.effect
        for scene in scenes
        if scene.regular
        for row in scene.rows
        if any(_about(each.values, one, two, differ) for each in row.where if each.dimension == "disease")
    ]
    proved = combine(effects)
    if proved not in (None, Effect.EQ, Effect.UNDET):
        return proved, say("proved for visits with these diseases", "对此类病种已证明")
    if one < two or two < one:
        return (Effect.UP if one < two else Effect.DOWN), say("by this list alone", "仅就名录而言")
    return Effect.MIX, say("each lists diseases the other does not", "各列有对方未列病种")


def _about(values: tuple[str | int, ...], one: frozenset[str], two: frozenset[str], differ: frozenset[str]) -> bool:
    found = set(map(str, values))
    roles = {"left"} if one - two else set()
    roles |= {"right"} if two - one else set()
    return bool(found) and found <= {*differ, *roles}
