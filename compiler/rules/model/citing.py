"""Citations as text, for those who read the rules from Python."""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Language


def article_texts(cites: Iterable[Citation]) -> tuple[str, ...]:
    """Return the citations in the numbering of the documents (``第八条（二）``), each once, in order."""
    return tuple(dict.fromkeys(citation_text(cite, Language.ZH) for cite in cites))
