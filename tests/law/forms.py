"""What stands under which heading of a policy file: its forms, and the titles of its examples.

Turns the text of a policy file into :class:`Contents`. Left to others: what the lines mean, and whether they are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import frozen

from tiaowen.dsl import tree
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.tree import Language, Line
from tiaowen.dsl.walk import governed

FORMS: dict[type[Line], str] = {
    tree.Clause: "clause",
    tree.Means: "definition",
    tree.Basis: "definition",
    **dict.fromkeys(
        (
            tree.Covers,
            tree.Counts,
            tree.Requires,
            tree.Excludes,
            tree.InsteadOf,
            tree.Accumulates,
            tree.Banded,
            tree.Several,
            tree.IdentityAsOf,
            tree.Valid,
            tree.PoolLine,
            tree.RoundingLine,
            tree.InsuranceYear,
        ),
        "property",
    ),
    tree.LeavesOut: "definition",
    tree.SetNames: "definition",
    tree.FundRow: "fund row",
    tree.Duty: "duty",
    tree.Limit: "limit",
    tree.InForce: "in force",
    tree.Repeals: "repeals",
    tree.NotComputed: "remark",
    tree.For: "scope",
}
"""The forms that have a name of their own; any other line is named after its node."""

CONFESSIONS = frozenset({"reading", "doubt"})
"""Forms that say what the document does not."""

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def form_of(line: Line) -> str:
    """Return the form of a line: ``clause``, ``property``, ``duty``…"""
    known = FORMS.get(type(line))
    return known or _CAPITAL.sub(" ", type(line).__name__).lower()


def adopted_choices(lines: Iterable[Line]) -> frozenset[int]:
    """Return the ``id`` of each line of an adopted reading: of a doubt's reading of which any line is marked."""
    doubts: list[list[tree.Choice]] = [[]]
    for line in lines:
        if isinstance(line, tree.Doubt):
            doubts.append([])
        elif isinstance(line, tree.Choice):
            doubts[-1].append(line)
    adopted = [(choices, {choice.name for choice in choices if choice.adopted}) for choices in doubts]
    return frozenset(id(choice) for choices, names in adopted for choice in choices if choice.name in names)


def headings_of(heading: tree.Heading | None) -> tuple[str, ...]:
    """Return the places a heading cites, as the Chinese document numbers them."""
    return tuple(citation_text(cite.citation, Language.ZH) for cite in heading.cites) if heading else ()


@frozen
class Contents:
    """The forms under each heading, in Chinese numbering, and the Chinese titles of the examples."""

    forms: Mapping[str, frozenset[str]]
    examples: frozenset[str]


def contents_of(text: str) -> Contents:
    """Return what stands in a policy file. An adopted reading has the form of what it says."""
    document, _ = parse(text)
    adopted = adopted_choices(document.lines)
    forms: dict[str, set[str]] = {}
    examples: set[str] = set()
    for standing in governed(document.lines):
        line = standing.line
        if isinstance(line, tree.Example):
            examples.add(line.title.get(Language.ZH))
        if isinstance(line, tree.Choice) and line.line is not None and id(line) in adopted:
            line = line.line
        if standing.example is None:
            for place in headings_of(standing.heading):
                forms.setdefault(place, set()).add(form_of(line))
    return Contents({place: frozenset(found) for place, found in forms.items()}, frozenset(examples))
