"""Which limits of a benefit are counted together with those of others, on both sides.

A cap that several benefits draw on is used up sooner than one of their own; a deductible is too, to the good of whoever
bears it. Left to others: the limits themselves (``facets``).
"""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.compare.context import Context
from tiaowen.compiler.compare.matters import facet_name, pool_name
from tiaowen.compiler.compare.model import Change, Effect, Standing, View
from tiaowen.compiler.compare.phrases import Counting
from tiaowen.compiler.compare.plain import plain_row, silent
from tiaowen.compiler.compare.words import Names, fill, join, say
from tiaowen.compiler.rules.model import Benefit, Pool
from tiaowen.compiler.settle.stage import POOL
from tiaowen.dsl.tree import Period, Text

Pools = tuple[Pool, ...]


def counted_together(context: Context, left: Benefit, right: Benefit) -> Iterator[Change]:
    """Yield a row for each counter that on a side is more than that of the benefit by itself."""
    pools = [_counters(context, at, benefit) for at, benefit in enumerate((left, right))]
    for facet in sorted({*pools[0], *pools[1]}):
        one, two = (each.get(facet, ()) for each in pools)
        if not any(len(pool.benefits) > 1 or pool.care for pool in (*one, *two)):
            continue
        views = (_views(one, left, context.names), _views(two, right, context.names))
        yield plain_row(left.id, "accumulates", views, *_together(one, two, views[0] == views[1]))


def _counters(context: Context, at: int, benefit: Benefit) -> dict[str, tuple[Pool, ...]]:
    """Return the counters of a benefit by the facet that they are for: some kinds of care may have one of their own."""
    found: dict[str, tuple[Pool, ...]] = {}
    for pool in context.sides[at].policy.pools:
        if pool.id in benefit.pools:
            facet = _counted(pool, benefit)
            found[facet] = (*found.get(facet, ()), pool)
    return found


def _together(one: Pools, two: Pools, same: bool) -> tuple[Effect, Text]:
    """Return what counting more or less together does: a cap is used up sooner, a deductible too."""
    if same:
        return Effect.EQ, say("the same", "相同")
    sets = [{id for pool in pools for id in pool.benefits} for pools in (one, two)]
    caps = any(pool.facet in ("cap", "total-cap") for pool in (*one, *two))
    parted = len(one) > 1 or len(two) > 1
    if parted or sets[0] == sets[1] or not (sets[0] <= sets[1] or sets[1] <= sets[0]):
        return Effect.UNDET, say("counted together in another way", "合并计算方式不同")
    more = sets[0] < sets[1]
    return (Effect.DOWN if more == caps else Effect.UP), say("by this provision alone", "仅就此规定而言")


def _counted(pool: Pool, benefit: Benefit) -> str:
    """Return the facet that a counter is for."""
    facet = next((rule.facet for rule in benefit.rules if rule.pool == pool.id), pool.id.partition("@")[0])
    return facet if facet.startswith(POOL) else pool.facet


def _views(pools: Pools, benefit: Benefit, names: Names) -> View:
    """Return what draws on the counters of one facet of a benefit, and over what they count."""
    if not pools:
        return silent()
    found = sorted((_view(pool, benefit, names) for pool in pools), key=lambda view: view.value)
    cites = tuple(dict.fromkeys(cite for view in found for cite in view.cites))
    text = join([view.text for view in found], ", ", "，")
    return View(Standing.STATED, "; ".join(view.value for view in found), text, cites)


def _view(pool: Pool, benefit: Benefit, names: Names) -> View:
    facet = _counted(pool, benefit)
    named = facet.startswith(POOL)
    about = pool_name(names.of(facet.removeprefix(POOL))) if named else facet_name(pool.facet)
    drawing = join([_drawing(pool, each, names) for each in pool.benefits])
    text = fill("one {facet} for {drawing}", "{drawing}合并计算{facet}", facet=about, drawing=drawing)
    if len(pool.benefits) == 1:
        text = fill("{facet} of {drawing} by itself", "{drawing}单独计算{facet}", facet=about, drawing=drawing)
    limited = sorted(f"{id} for {'+'.join(sorted(kinds))}" for id, kinds in pool.care)
    counts = Counting(pool.period if pool.period is not Period.YEAR else None, pool.family)
    key = f"{facet}: {','.join((*sorted(pool.benefits), *limited))}{counts.value}"
    return View(Standing.STATED, key, counts.text(text), pool.cites)


def _drawing(pool: Pool, benefit: str, names: Names) -> Text:
    """Return a benefit that draws on a counter, with the kinds of care that do."""
    care = [kind for id, kinds in pool.care if id == benefit for kind in sorted(kinds)]
    if not care:
        return names.of(benefit)
    return fill("{benefit} ({care})", "{benefit}（{care}）", benefit=names.of(benefit), care=names.list(care))
