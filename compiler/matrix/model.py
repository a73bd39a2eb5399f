"""What a matrix is: documents, groups of people, and for each of both what the document says of each benefit."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import field, frozen

from tiaowen.compiler.compare.model import Near, People, Restriction, View
from tiaowen.dsl.tree import Language, Text


class Place(Enum):
    """How a document stands to a group of people as a whole. None of these is another."""

    CLASS = "class"
    RECIPIENT = "recipient"
    """A recipient of no class."""
    PARTLY = "for-some-benefits"
    """No recipient, and named for some benefits."""
    ELSEWHERE = "elsewhere"
    NOT_COVERED = "not-covered"
    NOBODY = "no-such-recipient"


@frozen
class Document:
    """A document of the matrix."""

    policy: str
    title: Text
    number: Text | None
    language: Language
    fingerprint: str


@frozen
class Piece:
    """What a document says of a facet where it holds; no ``where``: in every case that the benefit is for."""

    facet: str
    where: tuple[Restriction, ...]
    view: View


@frozen
class Standing:
    """How a document stands to a group: its class there, and what it says of each benefit, by the benefit's id."""

    place: Place
    text: Text
    near: bool
    """Whether another document of the matrix has the same name for people it defines otherwise."""
    terms: Mapping[str, tuple[Piece, ...]] = field(factory=dict)


@frozen
class Group:
    """People of whom every document says the same. One :class:`Standing` for each document, in order."""

    who: tuple[str, ...]
    text: Text = field(eq=False)
    documents: tuple[Standing, ...]


@frozen
class Matrix:
    """Documents side by side. ``benefits`` are those of any of them, ``has`` says which document has which."""

    documents: tuple[Document, ...]
    year: int
    groups: tuple[Group, ...]
    benefits: tuple[str, ...]
    has: Mapping[str, tuple[bool, ...]]
    near: tuple[tuple[str, str, Near], ...]
    """Categories that two documents, by their ids, define otherwise."""
    names: tuple[tuple[str, Text], ...] = field(repr=False)
    people: tuple[People, ...] = field(repr=False)
