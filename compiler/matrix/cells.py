"""The words of a cell: what a document says of a benefit for a group of people, facet by facet, with its articles."""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.compiler.compare.model import Standing as Said
from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.matrix.model import Group, Matrix, Piece, Standing
from tiaowen.compiler.rules.findings.words import FACET_NAMES
from tiaowen.compiler.settle.stage import POOL
from tiaowen.dsl.tree import Language

SIGNS = {
    Said.NOT_STATED: "?",
    Said.NO_FIGURE: "?",
    Said.NOT_COVERED: "✗",
    Said.ELSEWHERE: "→",
    Said.DELEGATED: "⌂",
    Said.BOUND: "⌂",
}
"""What is not a figure, by a sign beside its words."""

WHOLE = (Said.NOT_COVERED, Said.ELSEWHERE, Said.NOT_STATED, Said.GRANTED)
"""What is said of a benefit as a whole, so that no facet need be named."""

NOTHING = "—"


def printing(matrix: Matrix, language: Language, width: int) -> Printing:
    """Return how a matrix is printed."""
    return Printing(language, width, dict(matrix.names), matrix.people, ())


def column_names(matrix: Matrix) -> list[str]:
    """Return what the documents are called at the head of a column; each once, however often a file is given."""
    ids = [each.policy for each in matrix.documents]
    return [id if ids.count(id) == 1 else f"{id} ({ids[: at + 1].count(id)})" for at, id in enumerate(ids)]


def class_cell(standing: Standing, p: Printing) -> str:
    """Return how a document stands to a group of people."""
    return p.of(standing.text) + (" ≈" if standing.near else "")


def benefit_cell(group: Group, at: int, benefit: str, matrix: Matrix, p: Printing) -> str:
    """Return what a document says of a benefit for a group."""
    if not matrix.has[benefit][at]:
        return NOTHING
    pieces = group.documents[at].terms.get(benefit)
    if not pieces:
        return not_for_them(p)
    return p.clauses(facet_texts(pieces, p))


def not_for_them(p: Printing) -> str:
    """Return that a document has a benefit, and not for the people of a group."""
    return f"{NOTHING} {p.say('not for them', '不适用')}"


def facet_texts(pieces: Sequence[Piece], p: Printing) -> list[str]:
    """Return what is said of a benefit, facet by facet."""
    return [_facet(facet, pieces, p) for facet in dict.fromkeys(piece.facet for piece in pieces)]


def _facet(facet: str, pieces: Sequence[Piece], p: Printing) -> str:
    """Return what is said of one facet; what is said in several places once, with all of them."""
    together: dict[tuple[Said, str], list[Piece]] = {}
    for piece in pieces:
        if piece.facet == facet:
            together.setdefault((piece.view.standing, piece.view.value), []).append(piece)
    parts = []
    for same in together.values():
        first = same[0]
        text = p.of(first.view.text)
        sign = SIGNS.get(first.view.standing)
        text = f"{sign} {text}" if sign is not None else text
        places = [] if any(not piece.where for piece in same) else [p.place(piece.where) for piece in same]
        text = p.remark(p.say(" or ", "或").join(dict.fromkeys(filter(None, places))), text)
        cited = p.cited(cite for piece in same for cite in piece.view.cites)
        parts.append(f"{text} {cited}".rstrip())
    words = p.list(parts)
    if all(standing in WHOLE for standing, _ in together):
        return words
    return f"{facet_name(facet, p)} {words}"


def facet_name(facet: str, p: Printing) -> str:
    """Return what a facet is called."""
    if facet.startswith(POOL):
        return p.name(facet.removeprefix(POOL))
    return p.say(*FACET_NAMES[facet])
