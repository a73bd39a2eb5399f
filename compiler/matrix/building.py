"""Documents to a matrix: :func:`matrix` asks each of them about the groups of all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from tiaowen.compiler.compare.context import context
from tiaowen.compiler.compare.facets import change, facet_rows
from tiaowen.compiler.compare.figures import LATEST_UNBOUND, years_computed
from tiaowen.compiler.compare.model import Effect, Near, People
from tiaowen.compiler.compare.model import Standing as Said
from tiaowen.compiler.compare.near import with_near
from tiaowen.compiler.compare.people import Seen
from tiaowen.compiler.compare.words import Names, fill, join, say
from tiaowen.compiler.matrix.asking import Answers, answers
from tiaowen.compiler.matrix.folding import folded
from tiaowen.compiler.matrix.model import Document, Group, Matrix, Piece, Place, Standing
from tiaowen.compiler.matrix.people import class_of, groups_of_all, is_recipient, names_of_all, seen_by
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle.stage import POOL
from tiaowen.dsl.tree import Text


def matrix(policies: Sequence[Policy], year: int | None = None) -> Matrix:
    """Return documents side by side; amounts are those of claims of ``year``: by default the last one known to all."""
    year = year if year is not None else latest(policies)
    names = names_of_all(policies)
    ids, views = groups_of_all(policies, names)
    people = [seen_by(ids, views, at, names) for at in range(len(policies))]
    said = [answers(policy, people[at], year) for at, policy in enumerate(policies)]
    near = _near(policies, year)
    groups = []
    for at, id in enumerate(ids):
        others = {policy for one, two, each in near if each.id == id for policy in (one, two)}
        standings = tuple(
            _standing(policy, views[at][number], at, said[number], names, near=policy.id in others)
            for number, policy in enumerate(policies)
        )
        groups.append(Group((id,), names.of(id), standings))
    benefits = _benefits(policies)
    return Matrix(
        tuple(Document(p.id, p.title, p.number, p.language, p.fingerprint) for p in policies),
        year,
        folded([each for each in groups if _known(each)], ids, people[0]),
        benefits,
        {id: tuple(id in answers_of for answers_of in said) for id in benefits},
        near,
        tuple((id, names.of(id)) for id in sorted({*ids, *benefits, *_pools(policies)})),
        tuple(People(text, people[0].ids(members)) for text, members in people[0].named_groups()),
    )


def latest(policies: Sequence[Policy]) -> int:
    """Return the last year for which all documents compute, else the latest in which one of them began."""
    computed = [years for policy in policies if (years := years_computed(policy)) is not None]
    if computed and (common := frozenset.intersection(*computed)):
        return max(common)
    if any(computed):
        return max(max(years) for years in computed if years)
    days = [day for policy in policies for day in (policy.start, policy.issued) if day is not None]
    return max((day.year for day in days), default=LATEST_UNBOUND)


def _known(group: Group) -> bool:
    """Tell whether some document knows a group by itself."""
    return any(each.place not in (Place.NOBODY, Place.ELSEWHERE, Place.NOT_COVERED) for each in group.documents)


def _benefits(policies: Sequence[Policy]) -> tuple[str, ...]:
    """Return the benefits of all documents, in an order that does not depend on which comes first."""
    place: dict[str, int] = {}
    for policy in policies:
        for index, benefit in enumerate(policy.benefits):
            place[benefit.id] = min(index, place.get(benefit.id, index))
    return tuple(sorted(place, key=lambda id: (place[id], id)))


def _pools(policies: Sequence[Policy]) -> set[str]:
    """Return the ids of named pools, whose caps are facets of their own."""
    facets = {rule.facet for policy in policies for benefit in policy.benefits for rule in benefit.rules}
    return {facet.removeprefix(POOL) for facet in facets if facet.startswith(POOL)}


# ── one document and one group ──

QUIET = (Said.NOT_COVERED, Said.NOT_STATED, Said.ELSEWHERE, Said.NO_RECIPIENT)


def _standing(policy: Policy, seen: Seen, at: int, said: Answers, names: Names, *, near: bool) -> Standing:
    terms = {benefit: own[at] for benefit, own in said.items() if at in own}
    place, text = _place(policy, seen, terms, names)
    return Standing(place, text, near and place in (Place.CLASS, Place.RECIPIENT), terms)


def _place(policy: Policy, seen: Seen, terms: dict[str, tuple[Piece, ...]], names: Names) -> tuple[Place, Text]:
    pieces = [piece for each in terms.values() for piece in each]
    given = [benefit for benefit, each in terms.items() if any(p.view.standing not in QUIET for p in each)]
    if not seen.atoms or (seen.outside and not pieces):
        return Place.NOBODY, say("no such recipient", "无此对象")
    own = class_of(policy, seen)
    if own is not None and not seen.outside:
        return Place.CLASS, names.of(own.id)
    if is_recipient(policy, seen):
        return Place.RECIPIENT, say("recipient", "救助对象")
    if given:
        return Place.PARTLY, fill("only {benefits}", "仅{benefits}", benefits=join(map(names.of, given)))
    if any(piece.view.standing is Said.ELSEWHERE for piece in pieces):
        return Place.ELSEWHERE, say("elsewhere", "另按")
    if any(piece.view.standing is Said.NOT_COVERED for piece in pieces):
        return Place.NOT_COVERED, say("not covered", "不予救助")
    return Place.NOBODY, say("no such recipient", "无此对象")


# ── definitions ──


def _near(policies: Sequence[Policy], year: int) -> tuple[tuple[str, str, Near], ...]:
    """Return the categories that two documents define otherwise, as their comparison says."""
    out: dict[tuple[str, str, str], Near] = {}
    for one, two in combinations(policies, 2):
        found = context(one, two, year)
        shared = [each.id for each in one.benefits if each.id in {other.id for other in two.benefits}]
        rows = [row for benefit in shared for row in facet_rows(found, benefit)]
        changes = [change(found, row, Effect.EQ, say("", "")) for row in rows]
        for each in with_near(found, changes, ())[0]:
            for near in each.near:
                out.setdefault((one.id, two.id, near.id), near)
    return tuple((one, two, near) for (one, two, _), near in out.items())
