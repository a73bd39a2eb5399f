"""The people of both documents as one set, and the rules of both in terms of it.

The groups are those of a comparison: categories that neither document splits any further. A rule about the atoms of
its own document becomes one about groups, so that two rules can be held against each other.

People whom only the lower document names as its recipients are, to a higher document that leaves the naming of *other
persons in special hardship* to local governments, those other persons: what it says of their figures holds for them
too. What it keeps from people, and who is to have more than whom, is about those it names itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from tiaowen.compiler.compare.people import NOBODY, Alignment, Seen, align
from tiaowen.compiler.compare.words import Names, fill
from tiaowen.compiler.rules.boxes import Boxes, merge
from tiaowen.compiler.rules.model import Box, Policy, Rule, Test
from tiaowen.dsl.tree import Text

NAMED_LOCALLY = "other-persons-in-special-hardship"
"""The category that national and provincial documents leave for local governments to fill."""


@frozen(eq=False)
class Shared:
    """The groups of two documents, and how each of them sees every group. ``local`` are those of the lower one only."""

    alignment: Alignment
    parent: tuple[Seen, ...]
    child: tuple[Seen, ...]
    local: frozenset[int]
    classes: tuple[tuple[str, str, frozenset[int]], ...] = ()

    @property
    def named_by_parent(self) -> tuple[Seen, ...]:
        """Return how the higher document sees every group, those as nobody whom it does not name itself."""
        return tuple(NOBODY if at in self.local else seen for at, seen in enumerate(self.parent))

    def ids(self, positions: Iterable[int]) -> frozenset[str]:
        """Return the ids by which groups go in lifted rules."""
        return frozenset(self.alignment.groups[at].id for at in positions)

    def positions(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Return the groups of some ids."""
        wanted = set(ids)
        return tuple(at for at, group in enumerate(self.alignment.groups) if group.id in wanted)

    def named(self, ids: Iterable[str]) -> Text:
        """Return who some groups are, with the class that the lower document has for just these."""
        positions = self.positions(ids)
        text = self.alignment.names(positions)
        own = next((id for side, id, members in self.classes if side == "right" and members == set(positions)), None)
        if own is None:
            return text
        return fill("{own} ({text})", "{own}（{text}）", own=self.alignment.names_of.of(own), text=text)

    def categories(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the leaf categories of some groups."""
        return self.alignment.ids(self.positions(ids))


def shared(parent: Policy, child: Policy, names: Names) -> Shared:
    """Return the people of a higher and a lower document as one set."""
    alignment = align(parent, child, names)
    general = Seen((NAMED_LOCALLY,)) if NAMED_LOCALLY in _recipients(parent) else None
    own = _recipients(child)
    seen: list[Seen] = []
    local: set[int] = set()
    for at, group in enumerate(alignment.groups):
        unknown = not group.left.atoms or group.left.outside
        if general is not None and unknown and group.right.atoms and set(group.right.atoms) <= own:
            seen.append(general)
            local.add(at)
        else:
            seen.append(group.left)
    # Classes are named here as the lower document's, not as those of a left and a right one.
    plain = evolve(alignment, classes=())
    lower = tuple(group.right for group in alignment.groups)
    return Shared(plain, tuple(seen), lower, frozenset(local), alignment.classes)


def _recipients(policy: Policy) -> frozenset[str]:
    boxes = (box for each in policy.classes if each.recipients for box in each.boxes)
    return frozenset(atom for box in boxes for atom in box.categories or ())


def lifted(rules: Iterable[Rule], seen: Sequence[Seen], people: Shared) -> list[tuple[Rule, Rule]]:
    """Return rules about groups, each with the rule it is made from; one about nobody of them is left out."""
    found = []
    for rule in rules:
        boxes = lifted_boxes(rule.boxes, seen, people)
        if boxes:
            found.append((evolve(rule, boxes=boxes), rule))
    return found


def lifted_boxes(boxes: Iterable[Box], seen: Sequence[Seen], people: Shared) -> Boxes:
    """Return boxes about groups; what stating a category settles is no longer asked."""
    out: list[Box] = []
    for box in boxes:
        if box.categories is None:
            out.append(box)
            continue
        by_tests: dict[tuple[Test, ...], set[str]] = {}
        for at, group in enumerate(people.alignment.groups):
            atoms = seen[at].atoms
            if atoms and set(atoms) <= box.categories:
                tests = _left(box.tests, seen[at].given)
                if tests is not None:
                    by_tests.setdefault(tests, set()).add(group.id)
        out += [evolve(box, categories=frozenset(ids), tests=tests) for tests, ids in by_tests.items()]
    return merge(out)


def _left(tests: Sequence[Test], given: Sequence[Test]) -> tuple[Test, ...] | None:
    """Return the tests that are still asked, None where one of them is settled to fail."""
    settled = {test.condition: test.holds for test in given}
    if any(settled.get(test.condition, test.holds) is not test.holds for test in tests):
        return None
    return tuple(test for test in tests if test.condition not in settled)
