"""Categories that both documents name alike and define differently: they are compared, and marked.

A definition is the tests of a class, or a remark on the meaning of a category: one that names it, or the only one in
the part of an article that the list of classes counts it in. Categories that only one document defines are taken as
they are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from tiaowen.compiler.compare.context import Context, Side
from tiaowen.compiler.compare.model import Change, Near, Scene
from tiaowen.compiler.compare.phrases import test_text
from tiaowen.compiler.compare.said import words
from tiaowen.compiler.compare.words import fill, join
from tiaowen.compiler.rules.model import Box, Class, Holds, Policy, Remark, Test
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Citation, Text

MEANING = "meaning"

STEM = 4
"""So many characters at the head of a Chinese name tell a category from the others."""


@frozen
class Definition:
    """How a document defines a category."""

    text: Text
    cites: tuple[Citation, ...]


def with_near(
    context: Context, facets: Sequence[Change], scenes: Sequence[Scene]
) -> tuple[tuple[Change, ...], tuple[Scene, ...]]:
    """Return the rows; those about a category that is defined differently say so."""
    near = tuple(_near(context))
    if not near:
        return tuple(facets), tuple(scenes)
    marked = tuple(evolve(scene, rows=tuple(_marked(row, near) for row in scene.rows)) for scene in scenes)
    return tuple(_marked(row, near) for row in facets), marked


def _marked(row: Change, near: Sequence[Near]) -> Change:
    views = (row.left, row.right)
    if any(view is None or view.standing.absent for view in views):
        return row
    found = tuple(each for each in near if each.id in row.who)
    return evolve(row, near=found) if found else row


def _near(context: Context) -> Iterator[Near]:
    for group in context.people.groups:
        if any(not seen.atoms or seen.outside for seen in (group.left, group.right)):
            continue
        left, right = (_definition(side, group.id, context) for side in context.sides)
        if left is not None and right is not None and words(left.text) != words(right.text):
            yield Near(group.id, context.names.of(group.id), left.text, right.text, left.cites, right.cites)


def _definition(side: Side, id: str, context: Context) -> Definition | None:
    policy = side.policy
    found = [*_tested(side, id, context), *_remarked(policy, id)]
    if not found:
        return None
    cites = tuple(dict.fromkeys(cite for each in found for cite in each.cites))
    return Definition(join([each.text for each in found], "; ", "；"), cites)


def _tested(side: Side, id: str, context: Context) -> Iterator[Definition]:
    """Yield the tests that make somebody one of a category, and who is left out where it is listed."""
    for each in side.policy.classes:
        boxes = [box for box in each.boxes if box.tests and each.id == id]
        if id in each.members and each.id in _lists_of_recipients(side.policy):
            boxes += [
                box for box in each.boxes if box.tests and _is_for(box, side, id) and all(map(_leaves_out, box.tests))
            ]
        if boxes:
            yield Definition(join([_box_text(box, side, context) for box in boxes], "; ", "；"), each.cites)


def _lists_of_recipients(policy: Policy) -> set[str]:
    """Return the classes that the recipients consist of, and those that these consist of."""
    members = {each.id: each.members for each in policy.classes}
    found = {each.id for each in policy.classes if each.recipients}
    while more := {member for id in found for member in members.get(id, ()) if member in members} - found:
        found |= more
    return found


def _leaves_out(test: Test) -> bool:
    return isinstance(test.condition, Holds) and not test.holds


def _is_for(box: Box, side: Side, id: str) -> bool:
    identity = side.policy.identities.get(id)
    return identity is not None and box.categories is not None and set(identity.atoms) <= box.categories


def _box_text(box: Box, side: Side, context: Context) -> Text:
    if all(map(_leaves_out, box.tests)):
        out = [test.condition.name for test in box.tests if isinstance(test.condition, Holds)]
        who = context.names.list(sorted(box.categories or ()))
        return fill("{who} but not {out}", "{who}，不含{out}", who=who, out=context.names.list(out))
    tests = join([test_text(test, side.figures, context.names) for test in box.tests], ", ", "，")
    who = context.names.list(sorted(box.categories or ()))
    return fill("{who} where {tests}", "{who}，其中{tests}", who=who, tests=tests)


def _remarked(policy: Policy, id: str) -> Iterator[Definition]:
    remarks = [each for each in policy.remarks if each.matter == MEANING]
    named = [each for each in remarks if _names(each, id)]
    for remark in named or [each for each in remarks if _counted_there(policy, each, id)]:
        yield Definition(remark.text, remark.cites)


def _names(remark: Remark, id: str) -> bool:
    """Tell whether a remark names a category, by the head of any spelling of it."""
    concept = load_vocabulary().get(id)
    if concept is None:
        return False
    if remark.text.zh:
        return bool(concept.zh) and (concept.zh or "")[:STEM] in remark.text.zh
    return bool(concept.en) and (concept.en or "") in (remark.text.en or "")


def _counted_there(policy: Policy, remark: Remark, id: str) -> bool:
    """Tell whether a remark is the only one in the part that belongs to the category by its number in a list."""
    beside = [each for each in policy.remarks if each.matter == MEANING and set(each.cites) & set(remark.cites)]
    return len(beside) == 1 and any(
        _part(cite, place) == each.members.index(id)
        for each in policy.classes
        if id in each.members and not _defined_at(policy, remark)
        for place in each.cites
        for cite in remark.cites
    )


def _part(cite: Citation, above: Citation) -> int | None:
    """Return which part of another place a place is, from 0."""
    size = len(above.numbers)
    below = cite.form == above.form and len(cite.numbers) == size + 1 and cite.numbers[:size] == above.numbers
    return cite.numbers[-1] - 1 if below else None


def _defined_at(policy: Policy, remark: Remark) -> list[Class]:
    return [each for each in policy.classes if set(each.cites) & set(remark.cites)]
