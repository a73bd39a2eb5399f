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
from tiaowen.compiler.compare.context import Context, Side, visits
from tiaowen.compiler.compare.model import Change, Effect, Scene, Standing, View
from tiaowen.compiler.compare.phrases import test_text
from tiaowen.compiler.compare.plain import plain_row, silent
from tiaowen.compiler.compare.together import counted_together
from tiaowen.compiler.compare.verdicts import combine
from tiaowen.compiler.compare.words import Names, fill, join, say
from tiaowen.compiler.rules.model import Benefit, Box, Elsewhere, Excluded, HasDisease, HasMark, Test
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Citation, Text

STRENGTH = " by strength "
"""What stands before the strength of a provision, in values for machines."""

UNLESS = " unless "
"""What stands before the exceptions."""

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
    yield from _other_strengths(id, mine, theirs)
    for key in sorted({*mine, *theirs}):
        yield _row(context, id, mine.get(key), theirs.get(key), scenes)
    yield from counted_together(context, left, right)
    yield from _covers(context, left, right, scenes)
    yield from _several(context, left, right)


def common_exclusions(context: Context, scenes: Sequence[Scene]) -> Iterator[Change]:
    """Yield what both documents exclude, with benefits that do not correspond: once for all of them."""
    one, two = (_exclusions(side, other, context.names) for side, other in (context.sides, context.sides[::-1]))
    for when in [when for when in one if when in two]:
        views = [_together(found[when]) for found in (one, two)]
        effect, reason = Effect.EQ, say("the same", "相同")
        if views[0] != views[1]:
            proved = combine(_changed_by(scenes, {mark for each in (*one[when], *two[when]) for mark in each.marks}))
            effect = NOT_ALL.get(proved, proved) if proved not in (None, Effect.EQ) else Effect.UNDET
            reason = say("the same case, with another strength or other exceptions", "情形相同，强度或例外不同")
        yield plain_row("", "excludes", (views[0], views[1]), effect, reason)


def _exclusions(side: Side, other: Side, names: Names) -> dict[str, list[Provision]]:
    """Return the exclusions of the benefits for which only one document has rules of its own, by the case."""
    found: dict[str, list[Provision]] = {}
    for benefit in visits(side.policy):
        counterpart = other.benefit(benefit.id)
        if counterpart is None or not _own_rules(counterpart):
            for each in _sets(side, benefit, names):
                if each.facet == "excludes":
                    when = each.key.partition(STRENGTH)[0].partition(UNLESS)[0]
                    found.setdefault(when, []).append(each)
    return found


def _together(found: Sequence[Provision]) -> View:
    cites = tuple(dict.fromkeys(cite for each in found for cite in each.cites))
    value = "; ".join(sorted({each.key for each in found}))
    return View(Standing.STATED, value, join([each.text for each in found], "; ", "；"), cites)


def _changed_by(scenes: Sequence[Scene], marks: set[str]) -> list[Effect]:
    """Return what changed marks do in situations, alone or with others."""
    return [
        row.effect
        for scene in scenes
        if not scene.regular
        for row in scene.rows
        for each in row.where
        if each.dimension == "marks"
        and marks & {str(value).partition(" and ")[0].removeprefix("not ") for value in each.values}
    ]


def _own_rules(benefit: Benefit) -> bool:
    """Tell whether a document has rules of its own for a benefit, and does not just leave it to another one."""
    return any(not isinstance(rule.value, Elsewhere | Excluded) for rule in benefit.rules)


def _row(context: Context, id: str, left: Provision | None, right: Provision | None, scenes: Sequence[Scene]) -> Change:
    found = left or right
    if found is None:
        raise AssertionError("a row has one side at least")
    views = [
        View(Standing.STATED, each.key, each.text, each.cites) if each is not None else silent()
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


def _other_strengths(
    id: str, mine: dict[tuple[str, str], Provision], theirs: dict[tuple[str, str], Provision]
) -> Iterator[Change]:
    """Yield, and take out, what one document says strictly and the other in principle only."""
    for key in [key for key in mine if key not in theirs]:
        other = next(
            (each for each in theirs if each not in mine and each[0] == key[0] and _bare(each) == _bare(key)), None
        )
        if other is not None:
            views = [
                View(Standing.STATED, each.key, each.text, each.cites) for each in (mine.pop(key), theirs.pop(other))
            ]
            reason = say("the same content; only one says in principle", "内容相同，仅一方为“原则上”")
            yield plain_row(id, key[0], (views[0], views[1]), Effect.UNDET, reason)


def _bare(key: tuple[str, str]) -> str:
    return key[1].partition(STRENGTH)[0]


def _alternatives(id: str, left: Provision, right: Provision) -> Change:
    """Return the row of a requirement that both documents have, each with alternatives of its own."""
    views = tuple(View(Standing.STATED, each.key, each.text, each.cites) for each in (left, right))
    effect, reason = Effect.UNDET, say("depends on which conditions are met", "取决于符合哪些条件")
    if left.options < right.options or right.options < left.options:
        effect = Effect.UP if left.options < right.options else Effect.DOWN
        reason = say("by this provision alone", "仅就此规定而言")
    return plain_row(id, "requires", (views[0], views[1]), effect, reason)


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
        strength = f"{STRENGTH}{exclusion.strength.value}" if exclusion.strength is not None else ""
        key = " and ".join(map(_key, exclusion.when)) + (
            UNLESS + " or ".join(sorted(map(_key, tests))) if tests else ""
        )
        yield Provision("excludes", key + strength, when, exclusion.cites, True, _marks(exclusion.when))
    for other, cites in benefit.displaced_by:
        text = fill("{other} comes instead", "改由{other}", other=names.of(other))
        yield Provision("instead-of", other, text, cites, True)


def _all_text(tests: Sequence[Test], side: Side, names: Names) -> Text:
    return join([test_text(test, side.figures, names) for test in tests], " and ", "且")


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
            views.append(silent())
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
        if left.base is not None and right.base is not None and left.base.fact != right.base.fact:
            reason = say("counts from other costs", "计入的费用不同")
        elif left.base is not None and right.base is not None:
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
        ("plans", [_plans(benefit) for benefit in (left, right)]),
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


def _plans(benefit: Benefit) -> frozenset[str] | None:
    found = [box.plans for box in benefit.covers]
    if any(plans is None for plans in found) or not found:
        return None
    every = {plan for plans in found if plans is not None for plan in plans}
    # A plan stands for the tiers that are parts of it.
    return frozenset(each for each in every if not (set(load_vocabulary().ancestors(each)) - {each}) & every)


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
        else silent()
        for each in (left, right)
    ]
    reason = say(
        "matters to people of several categories, who are not compared here", "涉及多重身份人员，本对照按单一身份比较"
    )
    yield plain_row(left.id, "several", (views[0], views[1]), Effect.UNDET, reason)
