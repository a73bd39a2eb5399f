"""The lines above the first heading, and headings."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.printing.names import Place
from tiaowen.dsl.printing.phrase import Phrase, joined
from tiaowen.dsl.printing.surface import Surface, is_chinese
from tiaowen.dsl.tree import (
    Citation,
    Heading,
    HeadingCite,
    Issued,
    Number,
    Outline,
    PolicyLine,
    Refines,
    Region,
    SourceLine,
    Under,
    Use,
)

HeaderLine: TypeAlias = PolicyLine | Number | Region | Issued | Under | SourceLine | Outline | Use | Refines | Heading

_REGION = frozenset({"region"})


def header_line(s: Surface, node: HeaderLine) -> Phrase:
    """Return a line of the header, or a heading."""
    match node:
        case PolicyLine():
            title = " " + s.text(node.title) if node.title else ""
            return s.opening("POLICY", s.spelled(node.id, Place.PLAIN)) + title
        case Number():
            return s.opening("NUMBER", s.text(node.text))
        case Region():
            return s.opening("REGION", s.names(node.names, _REGION))
        case Issued():
            by = " " + s.glue(s.word("BY"), s.text(node.by)) if node.by else ""
            return s.opening("ISSUED", s.date(node.date)) + by
        case Under():
            return s.opening("UNDER", s.texts(node.documents))
        case SourceLine():
            return s.opening("SOURCE", s.text(node.text))
        case Outline():
            # In one piece: a physical line that begins with a citation would be a heading.
            return s.opening("OUTLINE", s.comma.join(_range(s, *ends) for ends in node.ranges))
        case Use():
            return s.opening("USE", s.text(node.text))
        case Refines():
            return s.opening("REFINES", joined((s.spelled(n.text, Place.PLAIN) for n in node.policies), s.pause))
        case Heading():
            return Phrase((heading(s, node),))
        case _:
            assert_never(node)


def _range(s: Surface, first: Citation, last: Citation) -> str:
    start, end = citation_text(first, s.language), citation_text(last, s.language)
    return start if first == last else s.glue(start, s.word("TO"), end).text


def heading(s: Surface, node: Heading) -> str:
    """Return a heading: its citations, each with its facets, and the title."""
    cites = s.pause.join(_cite(s, cite) for cite in node.cites)
    if node.title is None:
        return cites
    title = " / ".join(sentence for sentence, _ in s.sentences(node.title))
    return cites + ("" if _touches(s, node.cites[-1], title) else " ") + title


def _cite(s: Surface, node: HeadingCite) -> str:
    cite = citation_text(node.citation, s.language)
    if not node.facets:
        return cite
    facets = s.bracketed(s.pause.join(s.facet(facet) for facet in node.facets))
    return s.glue(cite, facets).text


def _touches(s: Surface, last: HeadingCite, title: str) -> bool:
    """Return whether the title follows its number without a blank, as in ``一、总体要求``."""
    numbered = last.citation.form == "section" and last.citation.paragraph is None and not last.facets
    return s.chinese and numbered and is_chinese(title[:1]) and not title.startswith("第")
