"""What one document says of every group, by benefit: the facets of a comparison with nothing on the other side."""

from __future__ import annotations

from attrs import evolve

from tiaowen.compiler.compare.context import context
from tiaowen.compiler.compare.facets import facet_rows
from tiaowen.compiler.compare.people import Alignment, Seen
from tiaowen.compiler.matrix.model import Piece
from tiaowen.compiler.rules.model import Policy

Answers = dict[str, dict[int, tuple[Piece, ...]]]
"""By benefit and position of a group."""


def answers(policy: Policy, people: Alignment, year: int) -> Answers:
    """Return what a document says, by benefit and by the position of a group."""
    # Set beside a document without benefits, silence and refusals are rows as well.
    found = evolve(context(policy, evolve(policy, benefits=()), year), names=people.names_of)
    alike: dict[Seen, list[int]] = {}
    for position, group in enumerate(people.groups):
        alike.setdefault(group.left, []).append(position)
    out: Answers = {benefit.id: {} for benefit in policy.benefits}
    for positions in alike.values():
        # One by one: what is folded for several groups is cut where one of them is.
        alone = evolve(found, people=evolve(people, groups=(people.groups[positions[0]],), named=()))
        for benefit, own in out.items():
            pieces = tuple(Piece(row.facet, row.where, row.left) for row in facet_rows(alone, benefit))
            if pieces:
                own.update(dict.fromkeys(positions, pieces))
    return out
