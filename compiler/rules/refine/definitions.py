"""Definitions of a document where a higher one has them too: which of the two holds, and whether it may say so.

The lower definition holds wherever there are both. It may repeat the higher one, extend it as the higher document
allows, or set it where that is left to it; anything else stands under an amendment. A list of which every entry is new
extends the higher one without repeating it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from attrs import evolve, frozen

from tiaowen.compiler.resolve import Placed
from tiaowen.compiler.rules.model import Extension
from tiaowen.compiler.rules.norms import judge_list
from tiaowen.compiler.rules.refine.amending import amends
from tiaowen.compiler.rules.refine.findings import EntriesLeftOut, Redefined, WronglyExtended
from tiaowen.compiler.rules.refine.same import said
from tiaowen.compiler.rules.refine.standing import Standing
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Citation


class _Holds(Enum):
    """Which of two definitions of one name holds."""

    HIGHER = "higher"
    LOWER = "lower"
    BOTH = "both"


@frozen
class Definitions:
    """Joins the definitions of a lower document to those of the documents above it."""

    standing: Standing
    higher: Sequence[Placed]
    lower: Sequence[Placed]
    judged: bool
    """Whether what the lower document may not say is reported."""

    def settled(self) -> tuple[list[Placed], list[Placed]]:
        """Return the higher and the lower lines, of two definitions of one name with those that hold.

        The lower one takes the place of the higher one, or adds to it; one that it may not have is left out.
        """
        own, theirs = _by_head(self.lower, self.standing), _by_head(self.higher, self.standing)
        holds = {id: self._holds(id, theirs[id], lines) for id, lines in own.items() if id in theirs}
        above = {id for id, which in holds.items() if which is _Holds.LOWER}
        below = {id for id, which in holds.items() if which is _Holds.HIGHER}
        return self._without(self.higher, above), self._without(self.lower, below)

    def _without(self, lines: Iterable[Placed], gone: set[str]) -> list[Placed]:
        """Return lines without the definitions of some names."""
        out: list[Placed] = []
        for p in lines:
            heads = p.line.heads if isinstance(p.line, tree.Means) else ()
            left = tuple(head for head in heads if self._id(head) not in gone)
            if left == heads or not isinstance(p.line, tree.Means):
                out.append(p)
            elif left:
                out.append(evolve(p, line=evolve(p.line, heads=left)))
        return out

    def _holds(self, id: str, higher: Sequence[Placed], lower: Sequence[Placed]) -> _Holds:
        """Judge a definition; return which of the two holds."""
        standing, first = self.standing, lower[0]
        cites = _cites(higher)
        if amends(first, cites):
            standing.touch(first)
            return _Holds.LOWER
        if self._sayings(higher) == self._sayings(lower):
            return _Holds.LOWER
        entries, own = self._entries(higher), self._entries(lower)
        extensions = self._extensions(id)
        judgement = judge_list(entries, own, extensions, lambda entry: frozenset(standing.vocabulary.descend(entry)))
        plain = not any(isinstance(p.line, tree.Means) and (p.line.except_ or p.line.where) for p in lower)
        adds = bool(extensions) and plain and len(judgement.added) == len(own)
        place, name, article = standing.place(first.line.span), standing.name(id), standing.article(cites)
        set_by = self._set_by(id)
        which = _Holds.BOTH if adds else _Holds.LOWER
        if not self.judged:
            return which
        dropped = () if adds else tuple(map(standing.name, judgement.dropped))
        if set_by is not None:
            standing.check_authority(set_by, name, cites, place)
            if dropped:
                standing.findings.append(EntriesLeftOut(name=name, article=article, dropped=dropped, place=place))
            dropped = ()
        elif not extensions or (self._conditions(higher) != self._conditions(lower) and not adds):
            second = standing.place(higher[0].line.span)
            standing.findings.append(Redefined(name=name, article=article, place=place, second=second))
            return _Holds.HIGHER
        if extensions and (dropped or judgement.many is not None or judgement.few is not None or judgement.strangers):
            article = standing.article(cite for each in extensions for cite in each.cites)
            standing.findings.append(
                WronglyExtended(
                    name=name,
                    article=article,
                    count=len(judgement.added),
                    most=judgement.many,
                    least=judgement.few,
                    strangers=tuple(map(standing.name, judgement.strangers)),
                    dropped=dropped,
                    place=place,
                    second=standing.place(higher[0].line.span),
                )
            )
        return which

    # ── what the lines say ──

    def _id(self, name: tree.Name) -> str:
        concept = self.standing.vocabulary.find(name.text)
        return concept.id if concept is not None else name.text

    def _sayings(self, lines: Iterable[Placed]) -> tuple[frozenset[object], object]:
        entries = frozenset(
            said(item, self.standing.vocabulary)
            for p in lines
            if isinstance(p.line, tree.Means)
            for item in p.line.items
        )
        return entries, self._conditions(lines)

    def _conditions(self, lines: Iterable[Placed]) -> frozenset[object]:
        """Return what the definitions ask of their entries beside being named."""
        vocabulary = self.standing.vocabulary
        means = [p.line for p in lines if isinstance(p.line, tree.Means)]
        return frozenset(
            (frozenset(said(item, vocabulary) for item in line.except_), said(line.where, vocabulary)) for line in means
        )

    def _entries(self, lines: Iterable[Placed]) -> list[str]:
        items = [item for p in lines if isinstance(p.line, tree.Means) for item in p.line.items]
        return [self._id(item.name) for item in items if not item.negated]

    def _extensions(self, id: str) -> list[Extension]:
        """Return how the higher documents say that a list may be extended."""
        found: list[Extension] = []
        for p in self.higher:
            if isinstance(p.line, tree.MayExtend) and self._id(p.line.list) == id:
                members = tuple(self._id(item.name) for item in p.line.members)
                found.append(Extension(id, p.line.least, p.line.most, members, p.cites()))
        return found

    def _set_by(self, id: str) -> tuple[str, ...] | None:
        """Return who sets a list by the higher documents, None where they do not leave it to anybody."""
        for p in self.higher:
            if isinstance(p.line, tree.SetNames) and any(self._id(name) == id for name in p.line.names):
                return tuple(self._id(name) for name in p.line.by)
        return None


def _by_head(lines: Iterable[Placed], standing: Standing) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for p in lines:
        if isinstance(p.line, tree.Means):
            for head in p.line.heads:
                concept = standing.vocabulary.find(head.text)
                if concept is not None:
                    found.setdefault(concept.id, []).append(p)
    return found


def _cites(lines: Iterable[Placed]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cite for p in lines for cite in p.cites()))
