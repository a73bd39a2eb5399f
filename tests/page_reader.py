"""Reading a report's page back: its elements, and what it shows in a language, without a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from attrs import define, field

from tiaowen.compiler.reports.markup import VOID
from tiaowen.dsl.tree import Language


@define(eq=False)
class Element:
    """An element, with the elements and texts in it in order."""

    name: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(factory=list)

    def every(self, name: str = "") -> Iterator[Element]:
        """Yield this element and all in it, or those of a name."""
        if name in ("", self.name):
            yield self
        for each in self.inside:
            if isinstance(each, Element):
                yield from each.every(name)

    def text(self, language: Language | None = None) -> str:
        """Return the text, of one language only if asked."""
        other = {Language.ZH: "en", Language.EN: "zh"}.get(language) if language else None
        if self.name not in ("html", "option") and self.attributes.get("lang") == other and other:
            return ""
        return "".join(each if isinstance(each, str) else each.text(language) for each in self.inside)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(found)
        if tag not in VOID:
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_page(text: str) -> Element:
    """Return the page; elements that are not closed in order fail."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"not closed: {[each.name for each in reader.open[1:]]}"
    return next(each for each in reader.open[0].every("html"))


def rows_of(page: Element) -> list[Element]:
    """Return the rows that stand for rows of the comparison."""
    return [each for each in page.every("tr") if each.attributes.get("class") == "row"]


def counts_of(page: Element) -> Counter[int]:
    """Return how many rows of the comparison stand on the page, by the number of their verdict."""
    found: Counter[int] = Counter()
    for row in rows_of(page):
        found[int(row.attributes["data-v"])] += int(row.attributes["data-n"])
    return found
