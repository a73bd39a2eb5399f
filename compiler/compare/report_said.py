"""What one side says in several rows of a benefit, in running text: each place, matter and value once, with for whom.

There are two ways to put it, by place or by people; the shorter one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import Change
from tiaowen.compiler.compare.printing import Printing
from tiaowen.dsl.diagnostics import display_width

MANY = 2
"""A value for so many groups, who are all that the others are for, is said to be for all of these."""


@frozen(eq=False)
class _Value:
    """A value with everybody it is for."""

    place: str
    matter: str
    text: str
    rows: tuple[Change, ...]

    @property
    def who(self) -> frozenset[str]:
        """Return the categories."""
        return frozenset(id for row in self.rows for id in row.who)


def said(rows: Sequence[Change], index: int, printing: Printing) -> str:
    """Return what one side says in several rows."""
    found: dict[tuple[str, str, str], list[Change]] = {}
    for row in rows:
        view = (row.left, row.right)[index]
        if view is not None:
            # Of what a document does not have at all there is no matter.
            matter = "" if view.standing.absent else printing.of(facet_name(row.facet or "", printing.names))
            found.setdefault((printing.place(row.where), matter, printing.of(view.text)), []).append(row)
    values = [_Value(*key, tuple(each)) for key, each in found.items()]
    cites = {_cites([row], index, printing) for row in rows}
    common = cites.pop() if len(cites) == 1 else ""
    cited = None if common else index
    texts = [_by_place(values, cited, printing), _by_people(values, cited, printing)]
    return f"{common} {min(texts, key=display_width)}".strip()


def _by_place(values: Sequence[_Value], cited: int | None, printing: Printing) -> str:
    texts: list[str] = []
    seen: list[_Value] = []
    for place in dict.fromkeys(value.place for value in values):
        alike: dict[frozenset[str], list[_Value]] = {}
        for value in values:
            if value.place == place:
                alike.setdefault(value.who, []).append(value)
        matter = ""
        for found in alike.values():
            head = printing.list(_value(value, matter) for value in found)
            matter = found[-1].matter
            text = _with_people(head, found, seen, cited, printing)
            texts.append(_at(place, text, printing) if found is next(iter(alike.values())) else text)
            seen += found
    return printing.clauses(texts)


def _by_people(values: Sequence[_Value], cited: int | None, printing: Printing) -> str:
    texts: list[str] = []
    seen: list[_Value] = []
    for who in dict.fromkeys(value.who for value in values):
        found = [value for value in values if value.who == who]
        head = printing.list(_at(each.place, _value(each, ""), printing) for each in found)
        texts.append(_with_people(head, found, seen, cited, printing))
        seen += found
    return printing.clauses(texts)


def _at(place: str, text: str, printing: Printing) -> str:
    return f"{printing.remark(place)}{printing.say(' ', '')}{text}" if place else text


def _value(value: _Value, matter: str) -> str:
    return f"{value.matter} {value.text}".strip() if value.matter != matter else value.text


def _with_people(
    head: str, found: Sequence[_Value], seen: Sequence[_Value], cited: int | None, printing: Printing
) -> str:
    rows = [row for value in found for row in value.rows]
    if cited is not None:
        head = f"{head} {_cites(rows, cited, printing)}".rstrip()
    before = frozenset[str]().union(*(value.who for value in seen))
    if len({value.who for value in seen}) >= MANY and found[0].who == before:
        return printing.colon(head, printing.say("all of these", "以上全部"))
    who = printing.everyone(row for row in rows if row.who)
    return printing.colon(head, who) if who else head


def _cites(rows: Sequence[Change], index: int, printing: Printing) -> str:
    views = [(row.left, row.right)[index] for row in rows]
    return printing.cited(cite for view in views if view is not None for cite in view.cites)
