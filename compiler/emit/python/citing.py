"""Citations inside the module: a constant for each list of places, in the numbering of the document's language.

Beside the places stand the readings of doubts that they stem from (``slices=by-slice``).
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from tiaowen.compiler.emit.python.identifiers import Identifiers
from tiaowen.compiler.emit.python.literals import text
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation


@define
class Citing:
    """The places cited so far, and the lines that define their constants."""

    policy: Policy
    names: Identifiers
    lines: list[str] = field(factory=list)
    _constants: dict[tuple[str, ...], str] = field(factory=dict)

    def articles(self, cites: Iterable[Citation]) -> tuple[str, ...]:
        """Return the places, each once, in order."""
        return tuple(dict.fromkeys(citation_text(cite, self.policy.language) for cite in cites))

    def readings(self, cites: Iterable[Citation]) -> tuple[str, ...]:
        """Return the readings of the document's doubts that places stem from, each once, in the order of the doubts."""
        found = {cite.reading for cite in cites}
        return tuple(doubt.label for doubt in self.policy.doubts if doubt.label in found)

    def text(self, cites: Iterable[Citation]) -> str:
        """Return the places as one text."""
        return "、".join(self.articles(cites))

    def constant(self, cites: Iterable[Citation]) -> str:
        """Return the constant that holds the places; ``()`` where there are none."""
        cites = tuple(cites)
        articles = (*self.articles(cites), *self.readings(cites))
        if not articles:
            return "()"
        if articles not in self._constants:
            constant = self.names.constant("-and-".join(map(_words, dict.fromkeys(cites))), kind="places")
            self._constants[articles] = constant
            comma = "," if len(articles) == 1 else ""
            self.lines.append(f"{constant} = ({', '.join(map(text, articles))}{comma})")
        return self._constants[articles]


def _words(cite: Citation) -> str:
    numbers = "-".join(map(str, cite.numbers))
    paragraph = f"paragraph-{cite.paragraph}" if cite.paragraph else ""
    return "-".join(filter(None, (cite.form, numbers, paragraph)))
