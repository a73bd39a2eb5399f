"""What every node shares: the two surfaces, and places in the text."""

from __future__ import annotations

from attrs import field, frozen

from tiaowen.dsl.language import Language

__all__ = ["NOWHERE", "Language", "Span", "here"]


@frozen
class Span:
    """A half-open range of character offsets into the source text."""

    start: int
    end: int


NOWHERE = Span(0, 0)


def here() -> Span:
    """Declare a ``span`` field that stands outside equality."""
    return field(default=NOWHERE, eq=False, repr=False, kw_only=True)
