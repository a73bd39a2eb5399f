"""Names, quoted sentences and citations."""

from __future__ import annotations

from attrs import field, frozen

from tiaowen.dsl.tree.base import Language, Span, here


@frozen
class Name:
    """A name as written, without quotation marks; what it names is found in the vocabulary later."""

    text: str
    quoted: bool = field(default=False, eq=False, kw_only=True)
    span: Span = here()


@frozen
class Item:
    """A name that must hold, or with ``negated`` must not hold (``not referred``)."""

    name: Name
    negated: bool = False
    span: Span = here()


@frozen
class Text:
    """A quoted sentence, in one language or in both (``“中文” / "English"``)."""

    zh: str | None = None
    en: str | None = None
    span: Span = here()

    def get(self, language: Language) -> str:
        """Return the sentence in ``language``, else in the language it was written in."""
        first, second = (self.zh, self.en) if language is Language.ZH else (self.en, self.zh)
        return first if first is not None else second or ""


@frozen(order=False)
class Citation:
    """A place in the source document: ``第八条（二）`` is ``("article", (8, 2))``, ``二、（三）2．（1）`` is
    ``("section", (2, 3, 2, 1))``.

    ``form`` is one of chapter, article, section, preamble, closing, annex, notice; ``paragraph`` is the 款 of it.
    ``reading`` is the reading of a doubt (``slices=by-slice``) in which the place says what it is cited for.
    ``document`` is the id of the higher document that the place is in, None for the document at hand.
    """

    form: str
    numbers: tuple[int, ...] = ()
    paragraph: int | None = None
    reading: str | None = None
    document: str | None = None
    span: Span = here()
