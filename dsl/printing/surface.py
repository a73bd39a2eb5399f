"""A surface: the words, signs, names and sentences of one language, and how they are put side by side."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from tiaowen.dsl.lexicon import word
from tiaowen.dsl.printing.names import Kinds, KnowsKinds, Namer, Place, in_quotes, needs_quotes
from tiaowen.dsl.printing.phrase import Phrase, joined
from tiaowen.dsl.tree import Date, Facet, Language, Name, Operator, Period, Rounding, Strength, Text

FACETS = {
    Facet.DEDUCTIBLE: "DEDUCTIBLE",
    Facet.RATIO: "RATIO",
    Facet.CAP: "CAP",
    Facet.TOTAL_CAP: "TOTAL_CAP",
    Facet.SUBSIDY: "SUBSIDY",
    Facet.LUMP_SUM: "LUMP_SUM",
    Facet.BURDEN: "BURDEN",
}
PERIODS = {
    Period.YEAR: "PER_YEAR",
    Period.ADMISSION: "PER_ADMISSION",
    Period.VISIT: "PER_VISIT",
    Period.MONTH: "PER_MONTH",
    Period.INSURANCE_YEAR: "PER_INSURANCE_YEAR",
    Period.PREVIOUS_YEAR: "LAST_YEAR",
}
OPERATORS = {
    Operator.AT_LEAST: "AT_LEAST",
    Operator.AT_MOST: "AT_MOST",
    Operator.OVER: "OVER",
    Operator.BELOW: "LESS",
}
ROUNDINGS = {
    Rounding.HALF_UP_FEN: "TO_FEN",
    Rounding.HALF_UP_JIAO: "TO_JIAO",
    Rounding.HALF_UP_YUAN: "TO_YUAN",
    Rounding.DOWN_FEN: "DOWN_FEN",
    Rounding.DOWN_JIAO: "DOWN_JIAO",
    Rounding.DOWN_YUAN: "DOWN_YUAN",
}
STRENGTHS = {Strength.IN_PRINCIPLE: "PRINCIPLE", Strength.MAY: "MAY"}


def is_chinese(text: str) -> bool:
    """Return whether there is a Chinese character in ``text``."""
    return any("\u3400" <= char <= "\u9fff" for char in text)


@frozen
class Surface:
    """How one language is printed, and what names are called in it."""

    language: Language
    namer: Namer
    inner: bool = False
    """Whether a line is printed within another, where the word that opens a line is one whatever follows it."""

    @property
    def chinese(self) -> bool:
        """Return whether this is the Chinese surface."""
        return self.language is Language.ZH

    # ── signs ──

    @property
    def comma(self) -> str:
        """Return what stands between terms."""
        return "，" if self.chinese else ", "

    @property
    def pause(self) -> str:
        """Return what stands between names."""
        return "、" if self.chinese else ", "

    @property
    def colon(self) -> str:
        """Return the colon with what follows it."""
        return "：" if self.chinese else ": "

    @property
    def equals(self) -> str:
        """Return the equals sign with what surrounds it."""
        return "=" if self.chinese else " = "

    def bracketed(self, inner: Phrase | str) -> Phrase:
        """Return ``inner`` in round brackets."""
        opening, closing = ("（", "）") if self.chinese else ("(", ")")
        return opening + (inner if isinstance(inner, Phrase) else Phrase((inner,))) + closing

    # ── words ──

    def word(self, id: str) -> str:
        """Return a word of the lexicon."""
        return word(id, self.language)

    def glue(self, *parts: Phrase | str | None) -> Phrase:
        """Return the parts side by side: with blanks in English, in Chinese only where two words would become one."""
        result = Phrase()
        for part in parts:
            phrase = part if isinstance(part, Phrase) else Phrase((part or "",))
            left, right = result.text, phrase.text
            if not right:
                continue
            blank = not self.chinese or _run_together(left[-1:], right[:1])
            result = result + (" " if left and blank else "") + phrase
        return result

    def opening(self, id: str, *parts: Phrase | str | None) -> Phrase:
        """Return a line that opens with a word and a blank in both languages."""
        return self.word(id) + " " + self.glue(*parts)

    def facet(self, facet: Facet) -> str:
        """Return the word for a facet."""
        return self.word(FACETS[facet])

    def period(self, period: Period | None) -> str:
        """Return the word for a period, nothing for none."""
        return self.word(PERIODS[period]) if period else ""

    def operator(self, operator: Operator) -> str:
        """Return the word for a comparison."""
        return self.word(OPERATORS[operator])

    def rounding(self, mode: Rounding) -> str:
        """Return the words for a way of rounding."""
        return self.word(ROUNDINGS[mode])

    def strength(self, strength: Strength | None) -> str:
        """Return the word for a strength, nothing for a binding norm."""
        return self.word(STRENGTHS[strength]) if strength else ""

    # ── names and sentences ──

    def spelled(self, text: str, place: Place) -> str:
        """Return a name that is not translated, in quotation marks where it needs them."""
        place = Place.HEAD if self.inner and place is Place.FIRST else place
        return in_quotes(text, self.language) if needs_quotes(text, self.language, place) else text

    def name(self, name: Name, place: Place = Place.PLAIN, kinds: Kinds = None) -> str:
        """Return what a name is called here, in quotation marks where it needs them."""
        return self.spelled(self.namer(name.text, self.language, kinds), place)

    def names(self, names: Iterable[Name], kinds: Kinds = None, first: Place = Place.PLAIN) -> Phrase:
        """Return a list of names."""
        placed = (self.name(n, Place.LISTED if i else first, kinds) for i, n in enumerate(names))
        return joined(placed, self.pause)

    def kind(self, name: Name) -> str | None:
        """Return what kind of thing a name names, if that is known."""
        return self.namer.kind(name.text) if isinstance(self.namer, KnowsKinds) else None

    def text(self, text: Text) -> str:
        """Return a sentence in quotation marks; of two, each in its own, that of this language first."""
        sentences = self.sentences(text)
        if len(sentences) == 1:
            return in_quotes(sentences[0][0], self.language)
        return " / ".join(in_quotes(sentence, language) for sentence, language in sentences)

    def sentences(self, text: Text) -> tuple[tuple[str, Language], ...]:
        """Return the sentences of a text in the order of printing, each with its language."""
        found = ((text.zh, Language.ZH), (text.en, Language.EN))
        present = tuple((sentence, language) for sentence, language in found if sentence is not None)
        # The script tells which sentence is which; where it does not, the Chinese one is the first.
        told = text.zh is not None and is_chinese(text.zh) and not is_chinese(text.en or "")
        return present[::-1] if told and not self.chinese else present

    def texts(self, texts: Iterable[Text]) -> Phrase:
        """Return a list of sentences."""
        return joined((self.text(text) for text in texts), self.comma)

    def date(self, date: Date) -> str:
        """Return a calendar date."""
        if self.chinese:
            return f"{date.year}年{date.month}月{date.day}日"
        return f"{date.year:04}-{date.month:02}-{date.day:02}"


def _run_together(left: str, right: str) -> bool:
    """Return whether an English word or a number would go on where these characters touch."""
    return right.isascii() and right.isalnum() and left.isascii() and left not in '" '
