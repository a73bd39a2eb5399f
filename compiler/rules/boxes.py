"""Sets of cases: intersecting, subtracting and merging boxes.

A union of boxes is a tuple of :class:`Box`. Subtraction splits along one dimension after the other, so that its parts
are disjoint; it needs to know which levels, kinds of care and plans there are (:class:`Universe`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from attrs import evolve, field, frozen

from tiaowen.compiler.rules.grid import Finder
from tiaowen.compiler.rules.model import Box, Test
from tiaowen.compiler.rules.together import NOTHING_ASKED, Together, contradictory

T = TypeVar("T")
LEVELS = frozenset({1, 2, 3})
Boxes = tuple[Box, ...]


@frozen
class Universe:
    """What there is on the dimensions that a box may leave open; ``above``: what care and plans are part of."""

    care: frozenset[str]
    plans: frozenset[str]
    levels: frozenset[int] = LEVELS
    above: Mapping[object, frozenset[str]] = field(factory=dict)

    def less(self, whole: frozenset[T], out: frozenset[T]) -> frozenset[T]:
        """Return what is left of some values.

        Without chronic outpatient care there is no *outpatient* left that would hold it, only the other kinds of it.
        """
        gone = whole & out
        wider = {above for value in gone for above in self.above.get(value, ())}
        return frozenset(value for value in whole if value not in out and value not in wider)


def _meet(a: frozenset[T] | None, b: frozenset[T] | None) -> frozenset[T] | None:
    return b if a is None else a if b is None else a & b


def intersect(a: Box, b: Box) -> Box | None:
    """Return the cases in both, None when there are none."""
    if a.categories is not None and b.categories is not None and not a.categories & b.categories:
        return None
    tests = a.tests + tuple(t for t in b.tests if t not in a.tests)
    box = Box(
        _meet(a.categories, b.categories),
        _meet(a.levels, b.levels),
        _meet(a.care, b.care),
        _meet(a.plans, b.plans),
        tests,
    )
    return None if is_empty(box) else box


def is_empty(box: Box) -> bool:
    """Return whether no case can lie in the box."""
    if any(s is not None and not s for s in (box.categories, box.levels, box.care, box.plans)):
        return True
    return contradictory(box.tests)


def subtract(a: Box, b: Box, universe: Universe) -> Boxes:
    """Return the cases of ``a`` outside ``b`` as disjoint boxes."""
    return subtract_all((a,), (b,), universe)


@frozen
class _Part:
    """A box in which there are cases, with what its tests come to."""

    box: Box
    known: Together

    def split(self, b: Box, universe: Universe) -> list[_Part] | None:
        """Return the cases outside ``b``, None when that is all of them; some case lies in ``b``."""
        a = self.box
        if _apart(a.categories, b.categories) or _apart(a.levels, b.levels):
            return None
        if _apart(a.care, b.care) or _apart(a.plans, b.plans) or not self.known.allows(b.tests):
            return None
        out: list[_Part] = []
        rest = a
        if b.categories is not None:
            assert a.categories is not None
            if left := a.categories - b.categories:
                out.append(_Part(evolve(rest, categories=left), self.known))
            rest = evolve(rest, categories=a.categories & b.categories)
        if b.levels is not None:
            others, both = _cut(rest.levels, b.levels, universe.levels, universe)
            out += [_Part(evolve(rest, levels=others), self.known)] if others else []
            rest = evolve(rest, levels=both)
        if b.care is not None:
            fewer, shared = _cut(rest.care, b.care, universe.care, universe)
            out += [_Part(evolve(rest, care=fewer), self.known)] if fewer else []
            rest = evolve(rest, care=shared)
        if b.plans is not None:
            fewer, shared = _cut(rest.plans, b.plans, universe.plans, universe)
            out += [_Part(evolve(rest, plans=fewer), self.known)] if fewer else []
            rest = evolve(rest, plans=shared)
        return [part for part in (*out, *self._by_tests(rest, b)) if not _hollow(part.box)]

    def _by_tests(self, rest: Box, b: Box) -> Iterator[_Part]:
        """Yield the cases of ``rest`` that fail the first of the tests, that pass it and fail the second…"""
        passed: list[Test] = []
        for test in dict.fromkeys(b.tests):
            if not self.known.has(test):
                failed = (*passed, Test(test.condition, not test.holds))
                if known := self.known.join(failed):
                    yield _Part(evolve(rest, tests=(*rest.tests, *failed)), known)
                passed.append(test)


def _apart(a: frozenset[T] | None, b: frozenset[T] | None) -> bool:
    return a is not None and b is not None and a.isdisjoint(b)


def _hollow(box: Box) -> bool:
    """Return whether a dimension of the box has no value."""
    return any(values is not None and not values for values in (box.categories, box.levels, box.care, box.plans))


def _cut(
    outer: frozenset[T] | None, inner: frozenset[T], everything: frozenset[T], universe: Universe
) -> tuple[frozenset[T], frozenset[T]]:
    """Return what is left of one dimension, and what is cut out of it.

    An open dimension also holds the unknown: what is cut out of it is cut out of everything known.
    """
    whole = everything if outer is None else outer
    return universe.less(whole, inner), whole & inner


def subtract_all(boxes: Iterable[Box], cut: Iterable[Box], universe: Universe) -> Boxes:
    """Return the cases of ``boxes`` outside every box of ``cut``."""
    return tuple(Without(cut, universe).left(boxes))


class Without:
    """Boxes to be cut out of others."""

    def __init__(self, cut: Iterable[Box], universe: Universe) -> None:
        """Take the boxes, in the order in which they are to be cut out."""
        self.cut: Sequence[Box] = [box for box in cut if not is_empty(box)]
        self.universe = universe
        self.finder = Finder(self.cut)

    def left(self, boxes: Iterable[Box]) -> Iterator[Box]:
        """Yield the cases of ``boxes`` outside all of them, as disjoint boxes.

        One after the other: whoever asks whether anything is left, or for a few of them, need not wait for all, and
        boxes of several tests cut another into very many.
        """
        for box in boxes:
            known = None if _hollow(box) else NOTHING_ASKED.join(box.tests)
            if known is None:
                yield box  # no case lies in it, so none is cut out
            else:
                yield from self._left(_Part(box, known), [self.cut[i] for i in self.finder.near(box)])

    def _left(self, part: _Part, cut: Sequence[Box]) -> Iterator[Box]:
        whole = [box for box in cut if not box.tests]
        waiting = [(part, 0)]
        while waiting:
            part, at = waiting.pop()
            parts = None
            while parts is None and at < len(cut):
                parts = part.split(cut[at], self.universe)
                at += 1
            if parts is None:
                yield part.box
                continue
            # What lies in a box without tests as a whole will be gone: it need not be split before.
            kept = (p for p in parts if p.known is part.known or not any(_inside(p.box, box) for box in whole))
            waiting += [(p, at) for p in reversed(list(kept))]


def _inside(a: Box, b: Box) -> bool:
    """Return whether ``a`` lies in a box without tests."""
    dimensions = ((a.categories, b.categories), (a.levels, b.levels), (a.care, b.care), (a.plans, b.plans))
    return all(outer is None or (inner is not None and inner <= outer) for inner, outer in dimensions)


def intersect_all(left: Iterable[Box], right: Iterable[Box]) -> Boxes:
    """Return the pairwise intersections."""
    right = tuple(right)
    return tuple(box for a in left for b in right if (box := intersect(a, b)) is not None)


def merge(boxes: Iterable[Box]) -> Boxes:
    """Return the boxes with those joined that differ in their categories only, in the order they first appear."""
    joined: dict[tuple[object, ...], Box] = {}
    for box in boxes:
        key = (box.levels, box.care, box.plans, frozenset(box.tests), box.categories is None)
        known = joined.get(key)
        if known is None:
            joined[key] = box
        elif known.categories is not None and box.categories is not None:
            joined[key] = evolve(known, categories=known.categories | box.categories)
    return tuple(joined.values())
