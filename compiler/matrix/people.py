"""The people of all documents: the common refinement of the groups that any two of them tell apart.

How a document sees a category, and which categories are groups of two documents, is what ``compare`` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement

from attrs import evolve

from tiaowen.compiler.compare.people import Alignment, Group, Seen, align
from tiaowen.compiler.compare.words import Names
from tiaowen.compiler.rules.model import Class, Policy
from tiaowen.compiler.vocabulary import load_vocabulary


def names_of_all(policies: Sequence[Policy]) -> Names:
    """Return the names of all documents; that of the first document goes before others."""
    together = {id: names for policy in reversed(policies) for id, names in policy.names.items()}
    first = evolve(policies[0], names=together)
    return Names(first, first)


def groups_of_all(policies: Sequence[Policy], names: Names) -> tuple[tuple[str, ...], tuple[tuple[Seen, ...], ...]]:
    """Return the ids of the groups of all documents, and how each document sees each of them.

    A group has the categories that no document tells apart.
    """
    seen, order = _views(policies, names)
    together: dict[tuple[Seen, ...], list[str]] = {}
    for category in order:
        together.setdefault(tuple(each.get(category, Seen()) for each in seen), []).append(category)
    ids = tuple(_called(members, view) for view, members in together.items())
    return ids, tuple(together)


def _views(policies: Sequence[Policy], names: Names) -> tuple[list[dict[str, Seen]], list[str]]:
    """Return how each document sees every category that is a group of two of them."""
    seen: list[dict[str, Seen]] = [{} for _ in policies]
    rank: dict[str, int] = {}
    for one, two in combinations_with_replacement(range(len(policies)), 2):
        for group in align(policies[one], policies[two], names).groups:
            for category in group.categories:
                rank[category] = min(rank.get(category, 10**6), group.left.rank, group.right.rank)
                for at, view in ((one, group.left), (two, group.right)):
                    known = seen[at].get(category)
                    # What one document defines is, for another, what its atom is: the pair that knows more counts.
                    if known is None or not known.atoms or (known.outside and not view.outside):
                        seen[at][category] = view
    return seen, sorted(rank, key=lambda category: (rank[category], category))


def _called(members: Sequence[str], views: Sequence[Seen]) -> str:
    """Return what a group is called by: an atom if it is one, else the widest of its categories."""
    atoms = {atom for view in views for atom in view.atoms}
    vocabulary = load_vocabulary()
    above = {name: sum(name in vocabulary.ancestors(other) for other in members) for name in members}
    return min(members, key=lambda name: (name not in atoms, -above[name], name))


def seen_by(ids: Sequence[str], views: Sequence[tuple[Seen, ...]], at: int, names: Names) -> Alignment:
    """Return the groups as one document sees them."""
    groups = tuple(Group(id, (id,), view[at], view[at]) for id, view in zip(ids, views, strict=True))
    return Alignment(names, groups, named(ids), ())


def named(ids: Sequence[str]) -> tuple[tuple[str, frozenset[int]], ...]:
    """Return every category of the vocabulary with the groups it consists of, the largest first."""
    vocabulary = load_vocabulary()
    found: dict[str, set[int]] = {}
    for at, id in enumerate(ids):
        for above in vocabulary.ancestors(id):
            found.setdefault(above, set()).add(at)
    by_members: dict[frozenset[int], str] = {}
    for category in sorted(found):
        concept = vocabulary.get(category)
        if concept is not None and concept.kind == "category":
            by_members.setdefault(frozenset(found[category]), category)
    return tuple((id, members) for members, id in sorted(by_members.items(), key=lambda item: (-len(item[0]), item[1])))


def class_of(policy: Policy, seen: Seen) -> Class | None:
    """Return the class a document puts people in: the smallest of its recipients, else the smallest of others.

    The class of all recipients is none: it tells nobody from anybody.
    """
    groups = [each for each in policy.classes if policy.names[each.id].kind == "group"]
    recipients = [each for each in groups if each.recipients]
    everybody = frozenset[str]().union(*map(_atoms, recipients))
    for classes in (recipients, [each for each in groups if not each.recipients]):
        own = [each for each in classes if set(seen.atoms) <= _atoms(each) and _atoms(each) != everybody]
        if seen.atoms and own:
            return min(own, key=lambda each: len(_atoms(each)))
    return None


def is_recipient(policy: Policy, seen: Seen) -> bool:
    """Tell whether people are among the recipients of a document."""
    every = frozenset[str]().union(*(_atoms(each) for each in policy.classes if each.recipients))
    return bool(seen.atoms) and set(seen.atoms) <= every


def _atoms(each: Class) -> frozenset[str]:
    return frozenset(atom for box in each.boxes for atom in box.categories or ())
