"""The doubts behind a result, shown: what is doubtful, how it is read here, and how else it could be read.

Turns readings (``slices=by-slice``) into lines of text or data. Left to others: which readings a result rests on
(``readings``), what another reading would come to (``compiler/doubts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tiaowen.compiler.rules.doubts import said
from tiaowen.compiler.rules.model import ChoiceRule, DoubtRule, Policy
from tiaowen.compiler.settle.words import Words
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Language

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

# Each entry: English, Chinese.
_TEXTS = {
    "heading": ("Doubts", "疑义"),
    "doubt": ("{name}: {text}", "{name}：{text}"),
    "here": ("read here as {reading}", "此处理解 {reading}"),
    "other": ("could be read as {reading}", "另一种理解 {reading}"),
}


class Doubted:
    """Shows the doubts of one policy in one language."""

    def __init__(self, policy: Policy, words: Words) -> None:
        """Take the doubts by the label of their reading."""
        self._words = words
        self._doubts = {doubt.label: doubt for doubt in policy.doubts}

    def lines(self, labels: Iterable[str]) -> Iterator[str]:
        """Yield the doubts of a result under a heading, none where there are none."""
        doubts = self._known(labels)
        if doubts:
            yield f"  {self._words.pick(_TEXTS['heading'])}"
        for doubt in doubts:
            language = self._words.language
            places = ", ".join(dict.fromkeys(citation_text(cite, language) for cite in doubt.cites))
            text = self._say("doubt", name=doubt.name, text=doubt.text.get(language))
            yield f"  – {text}" + (f"  [{places}]" if places else "")
            for choice in doubt.choices:
                if choice.name == doubt.chosen:
                    yield f"      {self._choice('here', choice)}"
            for choice in doubt.choices:
                if choice.name != doubt.chosen:
                    yield f"      {self._choice('other', choice)}"

    def _known(self, labels: Iterable[str]) -> list[DoubtRule]:
        return [self._doubts[label] for label in labels if label in self._doubts]

    def _say(self, key: str, **values: str) -> str:
        return self._words.pick(_TEXTS[key]).format(**values)

    def _choice(self, key: str, choice: ChoiceRule) -> str:
        pick, language = self._words.pick, self._words.language
        named = self._say(key, reading=choice.name)
        if choice.text is not None:
            named += pick((" ({})", "（{}）")).format(choice.text.get(language))
        return named + pick((": ", "：")) + pick(("; ", "；")).join(line.get(language) for line in said(choice))

    def data(self, labels: Iterable[str]) -> list[Json]:
        """Return the doubts of a result as plain data."""
        return [self._data(doubt) for doubt in self._known(labels)]

    def _data(self, doubt: DoubtRule) -> Json:
        language: Language = self._words.language
        return {
            "doubt": doubt.name,
            "text": doubt.text.get(language),
            "articles": list(self._words.articles(doubt.cites)),
            "reading": doubt.chosen,
            "adopted": doubt.adopted,
            "readings": [
                {
                    "name": choice.name,
                    "text": choice.text.get(language) if choice.text is not None else None,
                    "lines": [line.get(language) for line in choice.lines],
                }
                for choice in doubt.choices
            ],
        }
