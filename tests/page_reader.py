"""Reading a report's page back: its elements, and what it shows in a language, without a browser."""

from __future__ import annotations

import base64
import hashlib
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


def counts_of(page: Element) -> Counter[str]:
    """Return how many rows of a report stand on the page, by what the filters call their verdict."""
    found: Counter[str] = Counter()
    for row in rows_of(page):
        found[row.attributes["data-v"]] += int(row.attributes["data-n"])
    return found


def filter_counts(page: Element) -> dict[str, int]:
    """Return how many rows the filters say there are of each verdict."""
    shown = (each for each in page.every("span") if each.attributes.get("class") == "n")
    return {each.attributes["data-n"]: int(each.text()) for each in shown}


def part(page: Element, id: str) -> Element:
    """Return the element of a page that has this id."""
    (found,) = (each for each in page.every() if each.attributes.get("id") == id)
    return found


def runs_only_its_own(page: Element) -> None:
    """Fail where a page could load anything, or run anything but the one script whose hash its policy has."""
    (policy,) = (
        each.attributes["content"]
        for each in page.every("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    hashes = {
        kind: [
            f"'sha256-{base64.b64encode(hashlib.sha256(each.text().encode()).digest()).decode()}'"
            for each in page.every(kind)
        ]
        for kind in ("style", "script")
    }
    assert [len(found) for found in hashes.values()] == [1, 1]
    assert dict(part.split(" ", 1) for part in policy.split("; ")) == {
        "default-src": "'none'",
        "style-src": hashes["style"][0],
        "script-src": hashes["script"][0],
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    attributes = {name for each in page.every() for name in each.attributes}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"style", "src", "srcdoc"}
    assert all(each.attributes["href"].startswith("#") for each in page.every("a"))


def in_one_language(page: Element) -> list[str]:
    """Return what a page says in one of the languages only: every text stands beside itself in the other."""
    alone = []
    for each in page.every():
        spoken = [one for one in each.inside if isinstance(one, Element) and one.attributes.get("lang")]
        for at, one in enumerate(spoken):
            other = spoken[at + 1 if at % 2 == 0 else at - 1] if len(spoken) % 2 == 0 else None
            languages = {one.attributes["lang"], other.attributes["lang"]} if other is not None else set()
            if languages != {"zh", "en"} or bool(one.text().strip()) != bool(other and other.text().strip()):
                alone.append(one.text())
    return alone
