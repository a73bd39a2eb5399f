"""How the documents stand above each other, and what is known of each: shared by all that joins them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field

from tiaowen.compiler.resolve import Higher, Placed, PlacedDocument
from tiaowen.compiler.rules.norms import Level, allowed_levels, level_of_regions
from tiaowen.compiler.rules.refine.findings import OtherAuthority, Words
from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl import tree
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.tree import Citation, Language, Span

LEVEL_NAMES = {
    Level.NATION: ("nation", "国家级"),
    Level.PROVINCE: ("province", "省级"),
    Level.CITY: ("city", "市级"),
    Level.COUNTY: ("county", "县级"),
    Level.TOWNSHIP: ("township", "乡镇级"),
}


@define
class Standing:
    """The documents joined into one, the lowest last; ``placed`` has the lines of all of them.

    ``touched`` are the amendments under which something took the place of something.
    """

    placed: PlacedDocument
    higher: tuple[Higher, ...]
    vocabulary: Vocabulary
    findings: list[Finding] = field(factory=list)
    touched: set[Span] = field(factory=set)

    @property
    def above(self) -> Mapping[str | None, frozenset[str]]:
        """Return the ids of all documents above each; None is the document itself."""
        by_id: dict[str | None, frozenset[str]] = {document.id: document.above for document in self.higher}
        return by_id | {None: frozenset(document.id for document in self.higher)}

    def touch(self, line: Placed) -> None:
        """Note that a line has taken the place of what it amends."""
        if line.amends is not None:
            self.touched.add(line.amends.span)

    # ── who may say something ──

    def level(self) -> Level | None:
        """Return the level of the document itself: that of its issuer if it names one, else that of its regions."""
        issued = self.placed.header(tree.Issued)
        by = issued.by if issued is not None else None
        for text in (by.zh, by.en) if by is not None else ():
            concept = self.vocabulary.find(text) if text else None
            levels = allowed_levels([concept.id]) if concept is not None and concept.kind == "authority" else None
            if levels is not None and len(levels) == 1:
                return next(iter(levels))
        line = self.placed.header(tree.Region)
        names = line.names if line is not None else ()
        return level_of_regions([c.id if (c := self.vocabulary.find(name.text)) else name.text for name in names])

    def check_authority(self, by: Iterable[str], what: Words, cites: Iterable[Citation], place: Place) -> None:
        """Report a document that is plainly not of the level to which something is left."""
        by = tuple(by)
        own, allowed = self.level(), allowed_levels(by)
        if by and own is not None and allowed is not None and own not in allowed:
            names = (self.names(by, Language.EN), self.names(by, Language.ZH))
            level, article = LEVEL_NAMES[own], self.article(cites)
            self.findings.append(OtherAuthority(what=what, by=names, level=level, article=article, place=place))

    # ── words and places ──

    def names(self, ids: Iterable[str], language: Language) -> str:
        """Return the printed names of some concepts."""
        found = (self.vocabulary.get(id) for id in ids)
        return ("、" if language is Language.ZH else ", ").join(c.get(language) for c in found if c)

    def name(self, id: str) -> Words:
        """Return the printed name of a concept in both languages."""
        return self.names([id], Language.EN) or id, self.names([id], Language.ZH) or id

    def article(self, cites: Iterable[Citation]) -> Words:
        """Return places in words: the first two, those of higher documents with the document."""
        kept = tuple(dict.fromkeys(evolve(cite, reading=None) for cite in cites))[:2]
        en = ", ".join(dict.fromkeys(citation_text(cite, Language.EN) for cite in kept))
        zh = "、".join(dict.fromkeys(citation_text(cite, Language.ZH) for cite in kept))
        return en, zh

    def place(self, span: Span) -> Place:
        """Return where something stands, in whichever document."""
        return self.placed.source.place(span)
