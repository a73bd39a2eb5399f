"""A matrix as JSON: the format of ``matrix.schema.json`` beside this module.

Sentences are in the language asked for; everything that has a meaning is in ids and numbers, and citations are in the
numbering of each document's own language.
"""

from __future__ import annotations

from importlib.resources import files

from tiaowen.compiler.compare.model import Near
from tiaowen.compiler.matrix.model import Document, Group, Matrix, Piece
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Language

FORMAT_VERSION = 1

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def published_schema() -> str:
    """Return the text of the schema."""
    return (files("tiaowen.compiler.matrix") / "matrix.schema.json").read_text(encoding="utf-8")


def to_json(matrix: Matrix, language: Language = Language.EN) -> dict[str, Json]:
    """Return a matrix as plain data for ``json.dumps``; it is the same by category and by benefit."""
    names = dict(matrix.names)
    return {
        "format_version": FORMAT_VERSION,
        "at": matrix.year,
        "documents": [_document(each, language) for each in matrix.documents],
        "benefits": [
            {"benefit": id, "name": names[id].get(language), "documents": _having(matrix, id)} for id in matrix.benefits
        ],
        "groups": [_group(each, matrix, language) for each in matrix.groups],
        "near": [_near(one, two, each, matrix, language) for one, two, each in matrix.near],
    }


def _having(matrix: Matrix, benefit: str) -> Json:
    return [each.policy for each, has in zip(matrix.documents, matrix.has[benefit], strict=True) if has]


def _document(document: Document, language: Language) -> Json:
    return {
        "policy": document.policy,
        "title": document.title.get(language),
        "number": document.number.get(language) if document.number is not None else None,
        "fingerprint": document.fingerprint,
    }


def _group(group: Group, matrix: Matrix, language: Language) -> Json:
    return {
        "who": list(group.who),
        "who_text": group.text.get(language),
        "documents": [
            {
                "policy": document.policy,
                "place": standing.place.value,
                "text": standing.text.get(language),
                "near": standing.near,
                "terms": {
                    benefit: [_piece(each, document, language) for each in pieces]
                    for benefit, pieces in standing.terms.items()
                },
            }
            for document, standing in zip(matrix.documents, group.documents, strict=True)
        ],
    }


def _piece(piece: Piece, document: Document, language: Language) -> Json:
    return {
        "facet": piece.facet,
        "where": {each.dimension: list(each.values) for each in piece.where},
        "where_text": [each.text.get(language) for each in piece.where],
        "standing": piece.view.standing.value,
        "text": piece.view.text.get(language),
        "value": piece.view.value,
        "articles": _articles(piece.view.cites, document),
    }


def _near(one: str, two: str, near: Near, matrix: Matrix, language: Language) -> Json:
    by_id = {each.policy: each for each in matrix.documents}
    return {
        "category": near.id,
        "definitions": [
            {"policy": one, "text": near.left.get(language), "articles": _articles(near.left_cites, by_id[one])},
            {"policy": two, "text": near.right.get(language), "articles": _articles(near.right_cites, by_id[two])},
        ],
    }


def _articles(cites: tuple[Citation, ...], document: Document) -> Json:
    return list(dict.fromkeys(citation_text(cite, document.language) for cite in cites))
