"""Aligning people: the recipients of two documents as one set of groups that neither document splits any further.

Categories are compared, never class numbers. Every category either document can be told is looked up in both,
through the document's own definitions; those that both see in the same way form a :class:`Group`. A category that
only one document knows is a group as well: the other sees it as nobody, or as one of those it sends elsewhere.

For print, :meth:`Alignment.names` folds groups back into the largest category or class that consists of nothing
else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from attrs import field, frozen

from tiaowen.compiler.compare.words import Names, fill, join, say
from tiaowen.compiler.rules.model import Policy, Test
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Text


@frozen(cache_hash=True)
class Seen:
    """How a document sees a category: the atoms it can mean and what stating it settles. No atoms: nobody it knows."""

    atoms: tuple[str, ...] = ()
    given: tuple[Test, ...] = ()
    rank: int = field(default=10**6, eq=False)
    outside: bool = field(default=False, eq=False)


@frozen
class Group:
    """Categories that both documents see in the same way; ``id`` is the one it is called by."""

    id: str
    categories: tuple[str, ...]
    left: Seen
    right: Seen


NOBODY = Seen()


def seen(policy: Policy, category: str) -> Seen:
    """Return how a document sees a category that a claim states."""
    above = dict.fromkeys([*policy.ancestors.get(category, ()), *load_vocabulary().ancestors(category)])
    for name in [category, *above]:
        identity = policy.identities.get(name)
        if identity is not None:
            return Seen(identity.atoms, identity.given, identity.rank)
    if policy.outside is not None:
        return Seen((policy.outside,), outside=True)
    return NOBODY


@frozen(eq=False)
class Alignment:
    """The groups of two documents in the order of their recipients, and the names larger groups have."""

    names_of: Names
    groups: tuple[Group, ...]
    named: tuple[tuple[str, frozenset[int]], ...]
    classes: tuple[tuple[str, str, frozenset[int]], ...]

    def names(self, positions: Collection[int]) -> Text:
        """Return who the groups at ``positions`` are, in the largest named groups."""
        left = set(positions)
        parts: list[tuple[int, Text]] = []
        for id, members in self.named:
            if len(members) > 1 and members <= left:
                left -= members
                parts.append((min(members), self.names_of.of(id)))
        parts += [(position, self.names_of.of(self.groups[position].id)) for position in left]
        text = join([name for _, name in sorted(parts, key=lambda part: part[0])])
        words = [name for name, members in self.own_classes() if members == set(positions)]
        if not words:
            return text
        if len(parts) > MANY:
            return join(words, " = ", " = ")
        return fill("{text} ({own})", "{text}（{own}）", text=text, own=join(words))

    def named_groups(self) -> Iterator[tuple[Text, frozenset[int]]]:
        """Yield the groups that have a name, the largest first."""
        yield from ((self.names_of.of(id), members) for id, members in self.named if len(members) > 1)
        yield from ((self.names_of.of(group.id), frozenset((at,))) for at, group in enumerate(self.groups))

    def own_classes(self) -> tuple[tuple[Text, frozenset[int]], ...]:
        """Return the classes of either document, each with its side and name."""
        return tuple(
            (fill("{side} {name}", "{side}{name}", side=_SIDE[side], name=self.names_of.of(id)), members)
            for side, id, members in self.classes
        )

    def ids(self, positions: Iterable[int]) -> tuple[str, ...]:
        """Return the leaf categories of groups."""
        return tuple(
            dict.fromkeys(category for position in sorted(positions) for category in self.groups[position].categories)
        )


MANY = 4
"""A group of more names than this is called by the document's own class alone, where it equals one."""

_SIDE = {"left": say("A:", "甲："), "right": say("B:", "乙：")}


def align(left: Policy, right: Policy, names: Names) -> Alignment:
    """Return the common refinement of the people of two documents."""
    classes = _class_ids(left) | _class_ids(right)
    candidates = sorted({*left.identities, *right.identities, *left.atoms, *right.atoms} - _outside(left, right))
    views: dict[str, tuple[Seen, Seen]] = {}
    for category in candidates:
        views[category] = _views(left, right, category)
    fine = {
        category: view
        for category, view in views.items()
        if all(len(side.atoms) <= 1 for side in view)
        and not all(side.outside or not side.atoms for side in view)
        and not (category in classes and names.kind(category) == "group" and not _is_atom(category, left, right))
    }
    fine = _without_doubles(fine, left, right)
    by_view: dict[tuple[Seen, Seen], list[str]] = {}
    for category, view in fine.items():
        by_view.setdefault(view, []).append(category)
    groups = [_group(left, right, view, members) for view, members in by_view.items()]
    groups.sort(key=lambda group: (min(group.left.rank, group.right.rank), group.id))
    ordered = tuple(groups)
    return Alignment(names, ordered, _named(left, right, ordered, views), _own_classes(left, right, ordered))


def _views(left: Policy, right: Policy, category: str) -> tuple[Seen, Seen]:
    """Look a category up in both; what only one document defines is what its atom is for the other."""
    views = []
    for own, other in ((left, right), (right, left)):
        found = seen(own, category)
        if (not found.atoms or found.outside) and category not in own.identities:
            theirs = other.identities.get(category)
            if theirs is not None and theirs.given and len(theirs.atoms) == 1:
                found = seen(own, theirs.atoms[0])
        views.append(found)
    return views[0], views[1]


def _without_doubles(fine: dict[str, tuple[Seen, Seen]], left: Policy, right: Policy) -> dict[str, tuple[Seen, Seen]]:
    """Keep either a category or the part of it that a test cuts out.

    Where people are recipients only under the test (the severe among the disabled), the part is what stays; else
    the whole does, and the test is a dimension of the comparison.
    """
    kept = dict(fine)
    for category, view in fine.items():
        for policy, side in ((left, view[0]), (right, view[1])):
            whole = side.atoms[0] if side.atoms else None
            if not side.given or whole is None or whole == category or whole not in fine:
                continue
            conditional = _only_under_tests(policy, whole)
            kept.pop(whole if conditional else category, None)
    return kept


def _only_under_tests(policy: Policy, atom: str) -> bool:
    boxes = [
        box
        for group in policy.classes
        if group.recipients
        for box in group.boxes
        if box.categories is not None and atom in box.categories
    ]
    return bool(boxes) and all(box.tests for box in boxes)


def _group(left: Policy, right: Policy, view: tuple[Seen, Seen], members: list[str]) -> Group:
    atoms = {atom for side in view for atom in side.atoms}
    vocabulary = load_vocabulary()
    # Called by the atom if it is one of them, else by the widest: what the others are part of.
    above = {name: sum(name in vocabulary.ancestors(other) for other in members) for name in members}
    id = min(members, key=lambda name: (name not in atoms, -above[name], name))
    return Group(id, (id, *(name for name in members if name != id)), *view)


def _named(
    left: Policy, right: Policy, groups: tuple[Group, ...], views: dict[str, tuple[Seen, Seen]]
) -> tuple[tuple[str, frozenset[int]], ...]:
    """Return every category with the groups it consists of, the largest first."""
    vocabulary = load_vocabulary()
    own = _class_ids(left) | _class_ids(right)
    found: dict[frozenset[int], str] = {}
    for category in sorted({*views, *(above for group in groups for above in vocabulary.ancestors(group.id))}):
        concept = vocabulary.get(category)
        if category in own and (concept is None or concept.kind == "group"):
            continue
        # What the vocabulary says a category consists of goes before what one document adds to it.
        members = frozenset(
            position
            for position, group in enumerate(groups)
            if category in (*group.categories, *vocabulary.ancestors(group.id))
        ) or frozenset(position for position, group in enumerate(groups) if _within(category, group, left, right))
        if members:
            found.setdefault(members, category)
    return tuple((id, members) for members, id in sorted(found.items(), key=lambda item: (-len(item[0]), item[1])))


def _within(category: str, group: Group, left: Policy, right: Policy) -> bool:
    """Tell whether a document counts the group among a category that can mean several of its atoms."""
    for policy, side in ((left, group.left), (right, group.right)):
        identity = policy.identities.get(category)
        if identity is not None and len(identity.atoms) > 1 and side.atoms and not side.outside:
            return set(side.atoms) <= set(identity.atoms)
    return False


def _own_classes(left: Policy, right: Policy, groups: tuple[Group, ...]) -> tuple[tuple[str, str, frozenset[int]], ...]:
    found = []
    for side, policy in (("left", left), ("right", right)):
        for each in policy.classes:
            if any(box.tests for box in each.boxes):
                continue
            atoms = frozenset[str]().union(*(box.categories or frozenset() for box in each.boxes))
            members = frozenset(
                position
                for position, group in enumerate(groups)
                if (own := group.left if side == "left" else group.right).atoms and set(own.atoms) <= atoms
            )
            if len(members) > 1:
                found.append((side, each.id, members))
    return tuple(found)


def _class_ids(policy: Policy) -> frozenset[str]:
    return frozenset(each.id for each in policy.classes)


def _outside(left: Policy, right: Policy) -> set[str]:
    return {policy.outside for policy in (left, right) if policy.outside is not None}


def _is_atom(category: str, left: Policy, right: Policy) -> bool:
    return category in left.atoms or category in right.atoms
