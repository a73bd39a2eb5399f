"""Building sentences in both languages at once, and the names of concepts in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import floor

from attrs import frozen

from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.quantities import yuan_text
from tiaowen.dsl.tree import Language, Text


def say(en: str, zh: str) -> Text:
    """Return a sentence in both languages."""
    return Text(zh=zh, en=en)


def both(build: Callable[[Language], str]) -> Text:
    """Return a sentence built once for each language."""
    return Text(zh=build(Language.ZH), en=build(Language.EN))


def same(text: str) -> Text:
    """Return a text that is the same in both languages, such as a number."""
    return Text(zh=text, en=text)


def join(parts: Iterable[Text], en: str = ", ", zh: str = "、") -> Text:
    """Join texts with the separators of the languages, each text once."""
    every = list(parts)
    return both(
        lambda language: (en if language is Language.EN else zh).join(
            dict.fromkeys(part.get(language) for part in every)
        )
    )


def fill(en: str, zh: str, **parts: Text) -> Text:
    """Fill ``{name}`` places of a sentence in both languages."""
    return both(
        lambda language: (en if language is Language.EN else zh).format(
            **{name: part.get(language) for name, part in parts.items()}
        )
    )


def money(fen: int | Fraction) -> Text:
    """Return an amount in yuan, to the nearest fen."""
    whole = floor(2 * fen + 1) // 2
    return say(f"{yuan_text(whole)} yuan", f"{yuan_text(whole)}元")


@frozen(eq=False)
class Names:
    """The printed names of concepts: a document's own names first, then the shared vocabulary."""

    left: Policy
    right: Policy

    def of(self, id: str) -> Text:
        """Return the name of a concept in both languages; an unknown id is its own name."""
        for policy in (self.left, self.right):
            found = policy.names.get(id)
            if found is not None:
                return Text(zh=found.zh or found.en or id, en=found.en or found.zh or id)
        concept = load_vocabulary().get(id)
        return Text(zh=concept.zh or id, en=concept.en or id) if concept is not None else same(id)

    def kind(self, id: str) -> str:
        """Return the kind of a concept, empty when it is unknown."""
        for policy in (self.left, self.right):
            if id in policy.names:
                return policy.names[id].kind
        concept = load_vocabulary().get(id)
        return concept.kind if concept is not None else ""

    def list(self, ids: Iterable[str], en: str = ", ", zh: str = "、") -> Text:
        """Return the names of several concepts in order."""
        return join([self.of(id) for id in ids], en, zh)
