"""People: the document's classes over leaf categories, and what a category stated in a claim amounts to."""

from __future__ import annotations

from attrs import field, frozen

from tiaowen.compiler.rules.model.cases import Box, Test
from tiaowen.compiler.rules.model.citing import article_texts
from tiaowen.dsl.tree import Citation, Span


@frozen
class Identity:
    """What stating a category in a claim amounts to under this document.

    ``atoms`` are the leaf categories it can mean: one, or several when the claim names a wider category than the
    document distinguishes; then a result stands only if all of them give it. ``given`` are tests that stating it
    settles (a person registered as severely disabled need not state the grade). ``rank`` orders ties: the order of
    the recipients article.
    """

    category: str
    atoms: tuple[str, ...]
    given: tuple[Test, ...] = ()
    rank: int = 0


@frozen
class Class:
    """A class or defined category of the document: its members as boxes over atoms, in the document's own words."""

    id: str
    members: tuple[str, ...]
    boxes: tuple[Box, ...]
    stated_count: int | None
    recipients: bool
    cites: tuple[Citation, ...]
    span: Span = field(eq=False)

    @property
    def articles(self) -> tuple[str, ...]:
        """Return the articles as the documents number them: ``第十条``."""
        return article_texts(self.cites)
