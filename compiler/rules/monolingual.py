"""A clause with its quoted sentences in one language only, as it is shown to a reader of that language."""

from __future__ import annotations

from attrs import evolve

from tiaowen.dsl.tree import Clause, Governed, Language, Text


def monolingual(clause: Clause, language: Language) -> Clause:
    """Return a clause whose quoted sentences are those of ``language``, or the only ones there are."""
    terms = tuple(
        evolve(term, document=_only(term.document, language)) if isinstance(term, Governed) else term
        for term in clause.terms
    )
    return evolve(clause, terms=terms)


def _only(text: Text, language: Language) -> Text:
    if text.zh is None or text.en is None:
        return text
    return evolve(text, en=None) if language is Language.ZH else evolve(text, zh=None)
