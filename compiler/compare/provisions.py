"""The other provisions of a benefit that both documents have: costs counted, requirements, exclusions, scope,
lists.

Each is compared as a set: what only one document says is a row. What such a row does to the money is read off the
situations in which the benefit then takes part on one side only.

Left to others: figures (``facets``), what is no benefit at all (``norms``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from tiaowen.compiler.compare.cases import care_within
from tiaowen.compiler.compare.context import Context, Side, fingerprint
from tiaowen.compiler.compare.matters import facet_name, pool_name
from tiaowen.compiler.compare.model import Change, Effect, Restriction, Scene, Standing, Structure, View
from tiaowen.compiler.compare.phrases import ABSENT, Counting, test_text
from tiaowen.compiler.compare.verdicts import combine
from tiaowen.compiler.compare.words import Names, fill, join, say
from tiaowen.compiler.rules.model import Benefit, Box, Elsewhere, Excluded, HasDisease, HasMark, Pool, Test
from tiaowen.compiler.settle.stage import POOL
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Citation, Period, Text

EVERYONE = say("everyone", "全部对象")


NOT_ALL = {Effect.IN: Effect.UP, Effect.OUT: Effect.DOWN}
"""A provision takes some cases in or out of a benefit that both documents have: nobody is in or out by it alone."""


@frozen
class Provision:
    """One thing a document says of a benefit: ``key`` is its meaning, ``narrows`` that it leaves fewer cases."""

    facet: str
    key: str
    text: Text
    cites: tuple[Citation, ...]
    narrows: bool
    marks: tuple[str, ...] = ()
    options: frozenset[str] = frozenset()
    """The alternatives of a requirement."""


def provision_rows(context: Context, id: str, scenes: Sequence[Scene]) -> Iterator[Change]:
    """Yield the provisions of a benefit that the documents do not share, and those that both have."""
    left, right = (side.benefit(id) for side in context.sides)
    if left is None or right is None or not (_own_rules(left) and _own_rules(right)):
        return
    yield from _base(context, left, right)
    one, two = (
        list(_sets(side, benefit, context.names)) for side, benefit in zip(context.sides, (left, right), strict=True)
    )
    mine, theirs = ({(each.facet, each.key): each for each in every} for every in (one, two))
    only = [[key for key in sorted(own) if key not in other and own[key].options] for own, other in
            ((mine, theirs), (theirs, mine))]  # fmt: skip
    if len(only[0]) == len(only[1]) == 1:
        yield _alternatives(id, mine.pop(only[0][0]), theirs.pop(only[1][0]))
    for key in sorted({*mine, *theirs}):
        yield _row(context, id, mine.get(key), theirs.get(key), scenes)
    yield from _covers(context, left, right, scenes)
    yield from _several(context, left, right)


def _own_rules(benefit: Benefit) -> bool:
    """Tell whether a document has rules of its own for a benefit, and does not just leave it to another one."""
    return any(not isinstance(rule.value, Elsewhere | Excluded) for rule in benefit.rules)


def _row(context: Context, id: str, left: Provision | None, right: Provision | None, scenes: Sequence[Scene]) -> Change:
    found = left or right
    if found is None:
        raise AssertionError("a row has one side at least")
    views = [
        View(Standing.STATED, each.key, each.text, each.cites) if each is not None else _silent()
        for each in (left, right)
    ]
    effect, reason = Effect.EQ, say("the same", "相同")
    if left is None or right is None:
        added = right is not None
        effect = _proved(scenes, id, found.marks) or (Effect.DOWN if added == found.narrows else Effect.UP)
        reason = say("by this provision alone", "仅就此规定而言")
        if _proved(scenes, id, found.marks) is not None:
            reason = say("proved where it decides", "在其起作用的情形中已证明")
    return plain_row(id, found.facet, (views[0], views[1]), effect, reason)


def _alternatives(id: str, left: Provision, right: Provision) -> Change:
    """Return the row of a requirement that both documents have, each with alternatives of its own."""
    views = tuple(View(Standing.STATED, each.key, each.text, each.cites) for each in (left, right))
    effect, reason = Effect.UNDET, say("depends on which conditions are met", "取决于符合哪些条件")
    if left.options < right.options or right.options < left.options:
        effect = Effect.UP if left.options < right.options else Effect.DOWN
        reason = say("by this provision alone", "仅就此规定而言")
    return plain_row(id, "requires", (views[0], views[1]), effect, reason)


def plain_row(
    benefit: str,
    facet: str,
    views: tuple[View, View],
    effect: Effect,
    reason: Text,
    where: tuple[Restriction, ...] = (),
) -> Change:
    """Return a row that is about everyone."""
    left, right = views
    gone = {Standing.NOT_STATED, Standing.NO_BENEFIT}
    kind = Structure.SCOPE
    if left == right:
        kind = Structure.SAME
    elif left.standing in gone:
        kind = Structure.INSERTION
    elif right.standing in gone:
        kind = Structure.REPEAL
    print_ = fingerprint(("provision", benefit, facet), (), where, left, right)
    return Change(benefit, facet, (), EVERYONE, where, left, right, kind, effect, reason, print_)


def _silent() -> View:
    return View(Standing.NOT_STATED, Standing.NOT_STATED.value, ABSENT[Standing.NOT_STATED])


def _proved(scenes: Sequence[Scene], id: str, marks: tuple[str, ...]) -> Effect | None:
    """Return the effect of the situations in which the benefit takes part on one side only, for want of one of
    ``marks``.
    """
    wanted = set(marks)
    effects = [
        row.effect
        for scene in scenes
        if not scene.regular
        for row in scene.rows
        if (id in row.benefits[0]) != (id in row.benefits[1]) and wanted & _changed(row)
    ]
    found = combine(effects)
    return None if found in (None, Effect.EQ, Effect.UNDET) else NOT_ALL.get(found, found)


def _changed(row: Change) -> set[str]:
    """Return the marks that have changed in a situation; several at once stand for none."""
    values = [value for each in row.where if each.dimension == "marks" for value in each.values]
    return {str(value).removeprefix("not ") for value in values if " and " not in str(value)}


# ── requirements, exclusions, replacements ───────────────────────────────────────────────────────────────────────


def _sets(side: Side, benefit: Benefit, names: Names) -> Iterator[Provision]:
    for requirement in benefit.requires:
        texts = [_all_text(option, side, names) for option in requirement.options]
        options = frozenset(" and ".join(sorted(map(_key, option))) for option in requirement.options)
        marks = _marks([test for option in requirement.options for test in option])
        text = join(texts, " or ", "或者")
        yield Provision("requires", " or ".join(sorted(options)), text, requirement.cites, True, marks, options)
    for exclusion in benefit.excludes:
        when = _all_text(exclusion.when, side, names)
        tests = [test for box in exclusion.unless for test in box.tests]
        if exclusion.strength is not None:
            when = fill("in principle {when}", "原则上{when}", when=when)
        if tests:
            saved = join([test_text(test, side.figures, names) for test in tests], " or ", "或")
            when = fill("{when}, except {saved}", "{when}（{saved}除外）", when=when, saved=saved)
        strength = f" ({exclusion.strength.value})" if exclusion.strength is not None else ""
        key = " and ".join(map(_key, exclusion.when)) + (
            " unless " + " or ".join(sorted(map(_key, tests))) if tests else ""
        )
        yield Provision("excludes", key + strength, when, exclusion.cites, True, _marks(exclusion.when))
    for other, cites in benefit.displaced_by:
        text = fill("{other} comes instead", "改由{other}", other=names.of(other))
        yield Provision("instead-of", other, text, cites, True)
    for pool in side.policy.pools:
        if pool.id in benefit.pools and (len(pool.benefits) > 1 or pool.care):
            yield _counter(pool, benefit, names)


def _all_text(tests: Sequence[Test], side: Side, names: Names) -> Text:
    return join([test_text(test, side.figures, names) for test in tests], " and ", "且")


def _counter(pool: Pool, benefit: Benefit, names: Names) -> Provision:
    """Return what draws on a counter of a benefit, and over what it counts."""
    facet = next((rule.facet for rule in benefit.rules if rule.pool == pool.id), pool.id.partition("@")[0])
    named = facet.startswith(POOL)
    about = pool_name(names.of(facet.removeprefix(POOL))) if named else facet_name(pool.facet)
    drawing = join([_drawing(pool, each, names) for each in pool.benefits])
    text = fill("one {facet} for {drawing}", "{drawing}合并计算{facet}", facet=about, drawing=drawing)
    if len(pool.benefits) == 1:
        text = fill("{facet} of {drawing} by itself", "{drawing}单独计算{facet}", facet=about, drawing=drawing)
    limited = sorted(f"{id} for {'+'.join(sorted(kinds))}" for id, kinds in pool.care)
    counts = Counting(pool.period if pool.period is not Period.YEAR else None, pool.family)
    key = f"{facet if named else pool.facet}: {','.join((*sorted(pool.benefits), *limited))}{counts.value}"
    return Provision("accumulates", key, counts.text(text), pool.cites, pool.facet in ("cap", "total-cap"))


def _drawing(pool: Pool, benefit: str, names: Names) -> Text:
    """Return a benefit that draws on a counter, with the kinds of care that do."""
    care = [kind for id, kinds in pool.care if id == benefit for kind in sorted(kinds)]
    if not care:
        return names.of(benefit)
    return fill("{benefit} ({care})", "{benefit}（{care}）", benefit=names.of(benefit), care=names.list(care))


def _key(test: Test) -> str:
    condition = test.condition
    name = condition.mark if isinstance(condition, HasMark) else repr_of(condition)
    return name if test.holds else f"not {name}"


def repr_of(condition: object) -> str:
    """Return the meaning of a condition: its fields, in order."""
    slots = [getattr(condition, each.name) for each in getattr(type(condition), "__attrs_attrs__", ())]
    return " ".join(
        str(getattr(value, "value", value)) for value in slots if value is not None and not isinstance(value, frozenset)
    )


def _marks(tests: Sequence[Test]) -> tuple[str, ...]:
    return tuple(test.condition.mark for test in tests if isinstance(test.condition, HasMark))


# ── costs, scope ─────────────────────────────────────────────────────────────────────────────────────────────────


def _base(context: Context, left: Benefit, right: Benefit) -> Iterator[Change]:
    if left.base is None and right.base is None:
        return
    views = []
    for benefit in (left, right):
        base = benefit.base
        if base is None:
            views.append(_silent())
            continue
        payers = join([context.names.of(each) for each in (*base.payers, *base.benefits)])
        text = fill(
            "{fact} after {payers}", "{fact}，经{payers}支付后", fact=context.names.of(base.fact), payers=payers
        )
        key = f"{base.fact} after {','.join(sorted((*base.payers, *base.benefits)))}"
        views.append(View(Standing.STATED, key, text, base.cites))
    effect, reason = Effect.EQ, say("the same", "相同")
    if views[0] != views[1]:
        effect, reason = Effect.UNDET, say("depends on what the others paid", "取决于其他保险的支付")
        if left.base is not None and right.base is not None and left.base.fact == right.base.fact:
            one, two = ({*base.payers, *base.benefits} for base in (left.base, right.base))
            if one < two or two < one:
                effect = Effect.DOWN if one < two else Effect.UP
                reason = say("by this provision alone", "仅就此规定而言")
    yield plain_row(left.id, "base", (views[0], views[1]), effect, reason)


def _covers(context: Context, left: Benefit, right: Benefit, scenes: Sequence[Scene]) -> Iterator[Change]:
    names = context.names
    for facet, sets in (
        ("care", [_care(benefit) for benefit in (left, right)]),
        ("levels", [_levels(benefit) for benefit in (left, right)]),
        ("diseases", [_diseases(benefit) for benefit in (left, right)]),
    ):
        if sets[0] == sets[1]:
            continue
        views = [_scope_view(found, names, benefit) for found, benefit in zip(sets, (left, right), strict=True)]
        effect, reason = _scope_effect(left.id, sets, scenes)
        yield plain_row(left.id, facet, (views[0], views[1]), effect, reason)


def _scope_view(found: frozenset[str] | None, names: Names, benefit: Benefit) -> View:
    if found is None:
        return View(Standing.STATED, "all", say("all", "全部"), benefit.covers_cites)
    ids = sorted(found)
    words = [_scope_word(each, names) for each in ids]
    return View(Standing.STATED, ",".join(ids), join(words), benefit.covers_cites)


def _scope_word(id: str, names: Names) -> Text:
    if id.startswith("level "):
        return say(id, f"{id.removeprefix('level ')}级")
    if id.startswith("not "):
        return fill("not {name}", "{name}除外", name=names.of(id.removeprefix("not ")))
    return names.of(id)


def _scope_effect(id: str, sets: list[frozenset[str] | None], scenes: Sequence[Scene]) -> tuple[Effect, Text]:
    effects = [
        row.effect
        for scene in scenes
        if scene.regular
        for row in scene.rows
        if (id in row.benefits[0]) != (id in row.benefits[1])
    ]
    found = combine(effects)
    proved = NOT_ALL.get(found, found) if found is not None else None
    if proved is not None and proved not in (Effect.EQ, Effect.UNDET):
        return proved, say("proved where only one of them applies", "在仅一方适用的情形中已证明")
    one, two = sets
    if one is None or (two is not None and two < one):
        return Effect.DOWN, say("by this provision alone", "仅就此规定而言")
    if two is None or one < two:
        return Effect.UP, say("by this provision alone", "仅就此规定而言")
    return Effect.MIX, say("each covers cases the other does not", "各有对方未覆盖的情形")


def _care(benefit: Benefit) -> frozenset[str] | None:
    if benefit.care is None:
        return None
    vocabulary = load_vocabulary()
    leaves = {leaf for care in benefit.care for leaf in vocabulary.descend(care)}
    # A kind of care all of whose leaves are there is named as a whole.
    wholes = {above for leaf in leaves for above in care_within(leaf) if set(vocabulary.descend(above)) <= leaves}
    return frozenset(each for each in wholes if not (set(vocabulary.ancestors(each)) - {each}) & wholes)


def _levels(benefit: Benefit) -> frozenset[str] | None:
    found = [box.levels for box in benefit.covers]
    if any(levels is None for levels in found) or not found:
        return None
    return frozenset(f"level {level}" for levels in found if levels is not None for level in levels)


def _diseases(benefit: Benefit) -> frozenset[str] | None:
    found = [_of_box(box) for box in benefit.covers]
    if not found or any(not each for each in found):
        return None
    return frozenset[str]().union(*found)


def _of_box(box: Box) -> frozenset[str]:
    return frozenset(
        ("" if test.holds else "not ") + name
        for test in box.tests
        if isinstance(test.condition, HasDisease)
        for name in test.condition.name.split()
    )


def _several(context: Context, left: Benefit, right: Benefit) -> Iterator[Change]:
    if left.several is right.several:
        return
    words = {
        "outcome": say("most favourable outcome", "就高不重复"),
        "class": say("most favourable class", "就高确定唯一类别"),
    }
    views = [
        View(Standing.STATED, each.several.value, words[each.several.value], each.several_cites)
        if each.several
        else _silent()
        for each in (left, right)
    ]
    reason = say(
        "matters to people of several categories, who are not compared here", "涉及多重身份人员，本对照按单一身份比较"
    )
    yield plain_row(left.id, "several", (views[0], views[1]), Effect.UNDET, reason)
