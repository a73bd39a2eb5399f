"""Conditions and exclusions of a document and of those above it: they add up, unless they amend or repeat one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, evolve, field

from tiaowen.compiler.resolve import Placed
from tiaowen.compiler.rules.refine.amending import amends
from tiaowen.compiler.rules.refine.findings import Narrowed
from tiaowen.compiler.rules.refine.same import said
from tiaowen.compiler.rules.refine.standing import Standing
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Name, Span

RESTRICTIONS = tree.Requires | tree.Excludes


@define
class Restrictions:
    """Joins the conditions and exclusions of a lower document to those of the documents above it."""

    standing: Standing
    higher: Sequence[Placed]
    lower: Sequence[Placed]
    own: bool
    """Whether it is the document at the bottom, of whose further conditions is told."""
    about: dict[tuple[type, str], list[Placed]] = field(factory=dict)
    """The higher lines by form and benefit."""
    saying: dict[tuple[object, str], list[Placed]] = field(factory=dict)
    """The higher lines by what they say, and benefit."""
    amended: dict[tuple[Span, type, str], list[Placed]] = field(factory=dict)
    """The higher lines that stand where an amendment points, by form and benefit."""
    gone: dict[int, set[str]] = field(factory=dict)
    """The benefits for which a higher line does not hold any more."""

    def settled(self) -> list[Placed]:
        """Return the higher lines without those that are amended or said again."""
        opened = self._opened()
        for q in self._among(self.higher):
            for id in self._ids(q):
                self.about.setdefault((type(q.line), id), []).append(q)
                self.saying.setdefault((self._says(q), id), []).append(q)
        for p in self._among(self.lower):
            amended = [(id, q) for id in self._ids(p) for q in self._amended(p, id)]
            if amended:
                self.standing.touch(p)
            for id in self._ids(p):
                again = self.saying.get((self._says(p), id), [])
                for q in again:
                    self.gone.setdefault(id_of(q), set()).add(id)
                if self.own and id in opened and not again and not amended:
                    place, name = self.standing.place(p.line.span), self.standing.name(id)
                    self.standing.findings.append(Narrowed(benefit=name, document=opened[id], place=place))
            for id, q in amended:
                self.gone.setdefault(id_of(q), set()).add(id)
        return [kept for p in self.higher if (kept := self._left(p)) is not None]

    def _among(self, lines: Iterable[Placed]) -> list[Placed]:
        return [p for p in lines if isinstance(p.line, RESTRICTIONS)]

    def _opened(self) -> dict[str, str]:
        """Return the benefits of the higher documents, each with the first of them that speaks of it."""
        found: dict[str, str] = {}
        for p in self.higher:
            for name in p.line.benefits if isinstance(p.line, tree.For) else ():
                found.setdefault(self._id(name), p.origin or "")
        return found

    def _amended(self, p: Placed, benefit: str) -> list[Placed]:
        if p.amends is None:
            return []
        key = (p.amends.span, type(p.line), benefit)
        if key not in self.amended:
            theirs = self.about.get((type(p.line), benefit), [])
            self.amended[key] = [q for q in theirs if amends(p, q.cites())]
        return self.amended[key]

    def _left(self, p: Placed) -> Placed | None:
        """Return a line for the benefits for which it still holds, None where for none."""
        gone = self.gone.get(id_of(p))
        if gone is None:
            return p
        left = tuple(name for name in p.benefits if self._id(name) not in gone)
        return evolve(p, benefits=left) if left else None

    def _ids(self, p: Placed) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._id(name) for name in p.benefits))

    def _id(self, name: Name) -> str:
        concept = self.standing.vocabulary.find(name.text)
        return concept.id if concept is not None else name.text

    def _says(self, p: Placed) -> object:
        return said(p.line, self.standing.vocabulary)


def id_of(line: Placed) -> int:
    """Return what tells a line from one that says the same elsewhere: where it stands in the joined texts."""
    return line.line.span.start
