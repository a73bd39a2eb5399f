"""The documents that defects are put into, and what is told of a text.

Clean does not mean without findings: what is told of a document as it is counts for nothing in the same document with a
defect in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from attrs import define, frozen

from tiaowen.compiler.checks import check
from tiaowen.compiler.library import Loaded, higher_texts
from tiaowen.compiler.resolve import FindText
from tiaowen.compiler.resolve.document import Placed
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_document, print_line
from tiaowen.dsl.tree import AsFor, Clause, Heading, Language, Line, Span

TOP = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("policies", "tests/cases/shapes", "docs/demo", "tests/cases/conform", "tests/cases/frameworks")
# A document that shows violations of its framework is not clean in just the respect that is at issue.
BROKEN = ("g34-four-violations", "g36-one-fen-short", "g37-falling")


@frozen
class Told:
    """A finding, as far as it is compared: ``lines`` are its place and its second place, ``text`` the line it marks."""

    id: str
    severity: Severity
    lines: tuple[int, ...]
    message: str
    text: str

    def same(self, other: Told) -> bool:
        """Return whether it says the same, or says it of the same line."""
        return self.id == other.id and (self.gist == other.gist or (bool(self.text) and self.text == other.text))

    @property
    def gist(self) -> str:
        """Return what it says without figures, and without the cases that show it."""
        return re.sub(r"\d[\d,.]*", "", self.message.partition("\n")[0])


@define(eq=False, slots=False)
class Clean:
    """A document that is as it should be."""

    name: str
    text: str
    find: FindText

    @cached_property
    def compiled(self) -> Compiled:
        """Return what it compiles to."""
        return compile_text(self.text, self.name, find=self.find)

    @property
    def policy(self) -> Policy:
        """Return its rules."""
        assert self.compiled.policy is not None
        return self.compiled.policy

    @property
    def language(self) -> Language:
        """Return the language it is written in."""
        return self.policy.language

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Return what is told of it as it is."""
        return told_of(self.compiled)

    # ── what stands in it ──

    @cached_property
    def lines(self) -> tuple[Placed, ...]:
        """Return its own lines before the examples that always hold: no readings, no declared names."""
        return tuple(p for p in self.compiled.placed.lines if p.origin is None and p.doubt is None and p.kind is None)

    def clauses(self) -> Iterator[tuple[Placed, Clause]]:
        """Yield its clauses."""
        yield from ((p, p.line) for p in self.lines if isinstance(p.line, Clause))

    def together(self, placed: Placed) -> list[Placed]:
        """Return the lines that speak of a benefit of which this line speaks."""
        names = {name.text for name in placed.benefits}
        every = (p for p in self.compiled.placed.lines if p.origin is None and p.kind is None)
        return [p for p in every if names.intersection(name.text for name in p.benefits)]

    def row(self, line: Line) -> int:
        """Return the number of the line on which a line of the tree begins."""
        return self.compiled.placed.source.place(line.span).line

    def rows(self, placed: Placed) -> frozenset[int]:
        """Return the numbers of all lines about the benefits of a line."""
        return frozenset(self.row(each.line) for each in self.together(placed))

    # ── writing ──

    def written(self, line: Line) -> str:
        """Return a line of the tree in the language of the document."""
        return print_line(line, self.language)

    def in_language(self, english: str) -> str:
        """Return lines that are written in English in the language of the document."""
        if self.language is Language.EN:
            return english
        document, findings = parse(english, "added")
        assert not findings, findings
        lookup = VocabularyLookup(self.compiled.resolver.vocabulary)
        return print_document(document, Language.ZH, Translator(lookup))

    def replaced(self, span: Span, by: str) -> str:
        """Return the text with a piece of it replaced; the numbers of the other lines stay as they are."""
        lost = self.text.count("\n", span.start, span.end) - by.count("\n")
        return self.text[: span.start] + by + "\n" * lost + self.text[span.end :]

    def before(self, line: Line, added: str) -> str:
        """Return the text with a line added before one of its lines, indented as it."""
        start = self.text.rfind("\n", 0, line.span.start) + 1
        indent = self.text[start : line.span.start]
        return self.text[:start] + indent + added + "\n" + self.text[start:]

    def without(self, *lines: Line) -> str:
        """Return the text with lines left out; the numbers of the other lines stay as they are."""
        text = self.text
        for line in sorted(lines, key=lambda each: -each.span.start):
            text = (
                text[: line.span.start]
                + "\n" * text.count("\n", line.span.start, line.span.end)
                + text[line.span.end :]
            )
        return text

    def end_of_rules(self) -> int:
        """Return where the examples begin, else the end of the text."""
        first = re.search(r"^(example|示例)\s", self.text, re.MULTILINE)
        return first.start() if first else len(self.text)

    def appended(self, block: str) -> tuple[str, frozenset[int]]:
        """Return the text with lines added behind its last clause, and the numbers of these."""
        at = self.end_of_rules()
        head = self.text[:at].rstrip("\n") + "\n"
        first = head.count("\n") + 1
        rows = frozenset(range(first, first + block.rstrip("\n").count("\n") + 1))
        return head + block.rstrip("\n") + "\n\n" + self.text[at:], rows

    def taken_over(self, placed: Placed) -> bool:
        """Return whether another benefit takes its figures over from one of a line."""
        names = {name.text for name in placed.benefits}
        terms = (term for _, clause in self.clauses() for term in clause.terms)
        return any(isinstance(v := getattr(t, "value", None), AsFor) and v.benefit.text in names for t in terms)

    @property
    def refines(self) -> bool:
        """Return whether a document above it says what it does not say itself."""
        return bool(self.policy.refines)

    def has(self, id: str) -> bool:
        """Return whether a finding of some id is told of it as it is."""
        return any(each.id == id for each in self.told)

    def last_article(self) -> frozenset[int]:
        """Return the number of the line with the last heading."""
        headings = [p.line for p in self.compiled.placed.lines if p.origin is None and isinstance(p.line, Heading)]
        return frozenset({self.row(headings[-1])}) if headings else frozenset()


def told_of(compiled: Compiled, on: date | None = None) -> tuple[Told, ...]:
    """Return what is told of a compiled document, by the compiler and by all checks."""
    return tuple(map(as_told, (*compiled.findings, *check(compiled, on).findings)))


def as_told(finding: Finding) -> Told:
    """Return a finding as far as it is compared."""
    places = [place for place in (finding.place, finding.second) if place is not None]
    text = finding.place.text.strip() if finding.place is not None else ""
    rows = tuple(place.line for place in places)
    return Told(finding.id, finding.severity, rows, finding.message(Language.EN), text)


@cache
def clean_documents() -> Mapping[str, Clean]:
    """Return all clean documents by their names: the shipped ones, the shapes, and the invented counties."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((TOP / folder).rglob("*.policy")):
            if path.stem.removesuffix(".en") not in BROKEN:
                text = path.read_text(encoding="utf-8")
                name = path.name.removesuffix(".policy")
                found[name] = Clean(name, text, higher_texts(Loaded(path.name, text, folder=path.parent)))
    return found
