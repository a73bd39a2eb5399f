"""Citations inside the module: a constant for each list of places, in the numbering of the document's language."""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation


def articles(cites: Iterable[Citation], policy: Policy) -> tuple[str, ...]:
    """Return the places, each once, in order."""
    return tuple(dict.fromkeys(citation_text(cite, policy.language) for cite in cites))


def cited(cites: Iterable[Citation], policy: Policy) -> str:
    """Return the places as one text."""
    return "、".join(articles(cites, policy))
