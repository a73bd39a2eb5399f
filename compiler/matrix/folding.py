"""Groups of which all documents say the same, put together under the largest names there are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from attrs import evolve

from tiaowen.compiler.compare.people import Alignment
from tiaowen.compiler.matrix.model import Group, Piece

Cell = tuple[Hashable, ...]


def said(pieces: Sequence[Piece]) -> Cell:
    """Return what is said, without where in the text it stands."""
    return tuple((piece.facet, piece.where, piece.view.standing, piece.view.value) for piece in pieces)


def everything(group: Group) -> Cell:
    """Return all that the documents say of a group."""
    return tuple(
        (each.place, each.text, each.near, tuple((id, said(pieces)) for id, pieces in each.terms.items()))
        for each in group.documents
    )


def about(benefit: str) -> Callable[[Group], Cell]:
    """Return how to find what the documents say of a benefit."""
    return lambda group: tuple(
        (each.terms.get(benefit) is None, said(each.terms.get(benefit, ()))) for each in group.documents
    )


def folded(groups: Sequence[Group], ids: Sequence[str], people: Alignment) -> tuple[Group, ...]:
    """Return groups of which everything is said alike as one."""
    together: dict[Cell, list[Group]] = {}
    for each in groups:
        together.setdefault(everything(each), []).append(each)
    out = []
    for members in together.values():
        who = tuple(id for each in members for id in each.who)
        positions = [ids.index(id) for id in who]
        out.append(evolve(members[0], who=who, text=people.names(positions)))
    return tuple(out)
