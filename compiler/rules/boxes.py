"""Sets of cases: intersecting, subtracting and merging boxes.

A union of boxes is a tuple of :class:`Box`. Subtraction splits along one dimension after the other, so that its parts
are disjoint; it needs to know which levels, kinds of care and plans there are (:class:`Universe`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
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
    if _apart(a.categories, b.categories):
        return None
    # A dozen tests are compared sooner than put into a set.
    held = a.tests if len(a.tests) < 12 else frozenset(a.tests)
    tests = a.tests + tuple(t for t in b.tests if t not in held)
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
class Part:
    """A box in which there are cases, with what its tests come to."""

    box: Box
    known: Together

    @classmethod
    def of(cls, box: Box) -> Part | None:
        """Return a box as a part, None when there are no cases in it."""
        known = None if _hollow(box) else NOTHING_ASKED.join(box.tests)
        return None if known is None else cls(box, known)

    def meets(self, other: Part) -> bool:
        """Return whether some case lies in both."""
        a, b = (self, other) if len(self.box.tests) > len(other.box.tests) else (other, self)
        return _common_ground(a.box, b.box) and a.known.allows(b.box.tests)

    def lies_in(self, b: Box) -> bool:
        """Return whether it is plain that all cases lie in ``b``."""
        a = self.box
        dimensions = ((a.categories, b.categories), (a.levels, b.levels), (a.care, b.care), (a.plans, b.plans))
        within = all(outer is None or (inner is not None and inner <= outer) for inner, outer in dimensions)
        return within and len(b.tests) <= len(a.tests) and all(self.known.has(test) for test in b.tests)

    def split(self, b: Box, universe: Universe) -> list[Part] | None:
        """Return the cases outside ``b``, None when that is all of them; some case lies in ``b``."""
        a = self.box
        if not _common_ground(a, b) or not self.known.allows(b.tests):
            return None
        out: list[Part] = []
        rest = a
        if b.categories is not None:
            assert a.categories is not None
            if left := a.categories - b.categories:
                out.append(Part(evolve(rest, categories=left), self.known))
            rest = evolve(rest, categories=a.categories & b.categories)
        if b.levels is not None:
            others, both = _cut(rest.levels, b.levels, universe.levels, universe)
            out += [Part(evolve(rest, levels=others), self.known)] if others else []
            rest = evolve(rest, levels=both)
        if b.care is not None:
            fewer, shared = _cut(rest.care, b.care, universe.care, universe)
            out += [Part(evolve(rest, care=fewer), self.known)] if fewer else []
            rest = evolve(rest, care=shared)
        if b.plans is not None:
            fewer, shared = _cut(rest.plans, b.plans, universe.plans, universe)
            out += [Part(evolve(rest, plans=fewer), self.known)] if fewer else []
            rest = evolve(rest, plans=shared)
        return [part for part in (*out, *self._by_tests(rest, b)) if not _hollow(part.box)]

    def _by_tests(self, rest: Box, b: Box) -> Iterator[Part]:
        """Yield the cases of ``rest`` that fail the first of the tests, that pass it and fail the second…"""
        passed: list[Test] = []
        for test in dict.fromkeys(b.tests):
            if not self.known.has(test):
                failed = (*passed, Test(test.condition, not test.holds))
                if known := self.known.join(failed):
                    yield Part(evolve(rest, tests=(*rest.tests, *failed)), known)
                passed.append(test)


def _common_ground(a: Box, b: Box) -> bool:
    """Return whether two boxes have values in common on every dimension."""
    return not (
        _apart(a.categories, b.categories)
        or _apart(a.levels, b.levels)
        or _apart(a.care, b.care)
        or _apart(a.plans, b.plans)
    )


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
        self._cut: Sequence[Box] = [box for box in cut if not is_empty(box)]
        self._universe = universe
        self._finder = Finder(self._cut)
        self._whole = [box for box in self._cut if not box.tests]
        self._asking: dict[Test, list[Box]] = {}
        """The boxes that ask for a test."""
        for box in self._cut:
            for test in box.tests:
                self._asking.setdefault(test, []).append(box)

    def left(self, boxes: Iterable[Box]) -> Iterator[Box]:
        """Yield the cases of ``boxes`` outside all of them, as disjoint boxes.

        One after the other: whoever asks whether anything is left, or for a few of them, need not wait for all, and
        boxes of several tests cut another into very many.
        """
        for box in boxes:
            part = Part.of(box)
            if part is None:
                yield box  # no case lies in it, so none is cut out
            else:
                yield from self._left(part, [self._cut[place] for place in self._finder.near(box)])

    def _left(self, part: Part, cut: Sequence[Box]) -> Iterator[Box]:
        waiting = [(part, 0)]
        while waiting:
            part, at = waiting.pop()
            parts = None
            while parts is None and at < len(cut):
                parts = part.split(cut[at], self._universe)
                at += 1
            if parts is None:
                yield part.box
            else:
                waiting += [(p, at) for p in reversed(parts) if not self._goes(p, part)]

    def _goes(self, part: Part, of: Part) -> bool:
        """Return whether a later box plainly cuts a part out as a whole, so that it need not be split before."""
        more = part.box.tests[len(of.box.tests) :]
        if not more:
            return False
        asking = (box for test in more for box in self._asking.get(test, ()))
        return any(part.lies_in(box) for box in chain(self._whole, asking))


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
