"""The comparison itself: two policies in, one :class:`Comparison` out.

    align people -> situations, proved and confirmed -> facets, with the effects the situations prove -> the rest

Left to others: printing (``report``, ``to_json``), whether a difference is a failure (``decide``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from tiaowen.compiler.compare.clauses import clause_rows
from tiaowen.compiler.compare.context import Context, context
from tiaowen.compiler.compare.definitions import definition_rows
from tiaowen.compiler.compare.doubted import doubt_notes
from tiaowen.compiler.compare.enrolment import subsidy_effect
from tiaowen.compiler.compare.facets import benefit_ids, change, facet_rows
from tiaowen.compiler.compare.figures import statistics_used, year_of_comparison
from tiaowen.compiler.compare.groups import grouped_facets, grouped_scene
from tiaowen.compiler.compare.hidden import figure_text, other_figure
from tiaowen.compiler.compare.identity import name_rows, renamed, under_names_of
from tiaowen.compiler.compare.model import Change, Comparison, Document, Mode, People, Scene
from tiaowen.compiler.compare.near import with_near
from tiaowen.compiler.compare.norms import norm_rows
from tiaowen.compiler.compare.notes import notes
from tiaowen.compiler.compare.periods import other_years, with_periods
from tiaowen.compiler.compare.provisions import common_exclusions, provision_rows
from tiaowen.compiler.compare.scenes import SceneWriter
from tiaowen.compiler.compare.unexplained import with_unexplained
from tiaowen.compiler.compare.verdicts import facet_effect
from tiaowen.compiler.compare.words import fill, join, same, say
from tiaowen.compiler.rules.model import HasMark, Policy
from tiaowen.compiler.settle.stage import POOL
from tiaowen.dsl.tree import Text


def compare(
    left: Policy, right: Policy, *, at: int | None = None, only: str | None = None, mode: Mode = Mode.COMPARE
) -> Comparison:
    """Compare two documents for claims of the year ``at``; ``only`` restricts the rows to one benefit (its id).

    Without a year it is the latest one for which both documents compute. Between versions of one document (``mode``)
    there are rows of its definitions, numbers and wording too.
    """
    year = year_of_comparison(left, right) if at is None else at
    names = renamed(left, right)
    found = context(left, under_names_of(right, names), year)
    if mode is Mode.REVISE:
        found = evolve(found, same_place=True)
    scenes = SceneWriter(found).scenes()
    facets = (*with_periods(tuple(_facets(found, scenes, only, mode))), *_text(found, scenes, names, mode))
    facets, scenes = with_near(found, tuple(with_unexplained(facets, scenes)), scenes)
    if mode is Mode.REVISE:
        facets = (*facets, *clause_rows(found, facets))
    if only is not None:
        facets = tuple(row for row in facets if row.benefit == only)
    if only is not None:
        scenes = tuple(filter(None, (_only(scene, only) for scene in scenes)))
    facets, scenes = grouped_facets(facets), tuple(map(grouped_scene, scenes))
    every = [*facets, *(row for scene in scenes for row in scene.rows)]
    ids = dict.fromkeys(id for row in every for id in (*row.who, row.benefit, *row.benefits[0], *row.benefits[1]))
    ids.update(dict.fromkeys(_marks(found)))
    ids.update(dict.fromkeys(row.facet.removeprefix(POOL) for row in every if row.facet and row.facet.startswith(POOL)))
    return Comparison(
        _document(left),
        _document(right),
        year,
        tuple(_basis(found)),
        only,
        facets,
        scenes,
        (*notes(found), *doubt_notes(found, every)),
        tuple((id, found.names.of(id)) for id in ids if id),
        tuple(People(name, found.people.ids(members)) for name, members in found.people.named_groups()),
        tuple(People(name, found.people.ids(members)) for name, members in found.people.own_classes()),
    )


def _text(found: Context, scenes: Sequence[Scene], names: Mapping[str, str], mode: Mode) -> Iterator[Change]:
    yield from name_rows(found, names)
    if mode is Mode.REVISE:
        yield from definition_rows(found, scenes)


def _facets(found: Context, scenes: Sequence[Scene], only: str | None, mode: Mode) -> Iterator[Change]:
    for benefit in benefit_ids(found):
        if only in (None, benefit):
            yield from _benefit(found, benefit, scenes, mode)
    if only is None:
        yield from common_exclusions(found, scenes)
        yield from norm_rows(found, scenes)
    else:
        yield from (row for row in norm_rows(found, scenes) if row.benefit == only)


def _benefit(found: Context, benefit: str, scenes: Sequence[Scene], mode: Mode) -> Iterator[Change]:
    for row in facet_rows(found, benefit):
        figures = other_figure(found, row) if row.left == row.right else None
        if row.kind == "enrolment" and figures is None:
            subsidy = subsidy_effect(found, row)
            written = change(found, row, subsidy.effect, subsidy.reason)
            yield evolve(written, proof=subsidy.proof, witnesses=subsidy.witnesses)
        else:
            effect, reason = facet_effect(found, row, scenes, mode)
            yield change(found, row, effect, reason)
    yield from provision_rows(found, benefit, scenes)
    yield from other_years(found, benefit)


def _marks(found: Context) -> list[str]:
    """Return the marks that situations name."""
    asked = [condition for side in found.sides for condition in side.asked.conditions]
    return [condition.mark for condition in asked if isinstance(condition, HasMark)]


def _only(scene: Scene, benefit: str) -> Scene | None:
    rows = tuple(row for row in scene.rows if benefit in (*row.benefits[0], *row.benefits[1]))
    return evolve(scene, rows=rows) if rows else None


def _document(policy: Policy) -> Document:
    return Document(policy.id, policy.title, policy.number, policy.language, policy.fingerprint, _facts(policy))


def _facts(policy: Policy) -> Text:
    parts = []
    if policy.issued is not None:
        day = same(policy.issued.isoformat())
        parts.append(fill("issued {day}", "印发{day}", day=day))
    if policy.start is not None:
        parts.append(fill("in force from {day}", "施行{day}", day=same(policy.start.isoformat())))
    else:
        parts.append(say("no date of effect stated", "施行日期未规定"))
    if policy.end is not None:
        parts.append(fill("in force to {day}", "有效期至{day}", day=same(policy.end.isoformat())))
    for doubt in policy.doubts:
        if doubt.chosen != doubt.adopted:
            named = {"doubt": same(doubt.name), "reading": same(doubt.chosen)}
            parts.append(fill("reading {doubt}: {reading}", "按理解 {doubt}：{reading}", **named))
    return join(parts, ", ", "，")


def _basis(found: Context) -> Iterator[Text]:
    """Yield the figures used: statistic, year, amount."""
    for side, en, zh in ((found.left, "A", "甲"), (found.right, "B", "乙")):
        for id in sorted(statistics_used(side.policy)):
            yield figure_text(found, side, id, say(en, zh))
