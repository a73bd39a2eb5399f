"""Kinds of care: which of them a set contains, and which are too wide to say."""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.rules.model import Box, Policy


class CareKinds:
    """The kinds of care of a policy, by what they are part of."""

    def __init__(self, policy: Policy) -> None:
        self._above = policy.ancestors
        self._spoken_of = frozenset(kind for kinds in _sets(policy) for kind in kinds)
        every = self._spoken_of.union(*policy.ancestors.values())
        self._parts = {kind: self._parts_of(kind) for kind in sorted(every)}

    def within(self, care: frozenset[str]) -> frozenset[str]:
        """Return the kinds of care that lie in ``care``."""
        return frozenset(kind for kind in self._parts if not care.isdisjoint(self._above.get(kind, (kind,))))

    def wider(self, care: frozenset[str]) -> frozenset[str]:
        """Return the kinds of care of which some kinds lie in ``care``, and that the document does not know itself."""
        inside = self.within(care)
        return frozenset(
            kind for kind, parts in self._parts.items() if kind not in inside and not care.isdisjoint(parts)
        )

    def leaves(self, kind: str) -> tuple[str, ...]:
        """Return the narrowest kinds that a wide kind of care can be."""
        parts = self._parts[kind]
        above = {wide for part in parts for wide in self._above[part] if wide != part}
        return tuple(sorted(parts - above))

    def _parts_of(self, kind: str) -> frozenset[str]:
        if kind in self._spoken_of:
            return frozenset()
        return frozenset(part for part, above in self._above.items() if kind in above and part != kind)


def _sets(policy: Policy) -> Iterator[frozenset[str]]:
    for benefit in policy.benefits:
        yield benefit.care or frozenset()
        for box in (*benefit.covers, *(box for rule in benefit.rules for box in rule.boxes)):
            yield box.care or frozenset()


def boxes_of(policy: Policy) -> Iterator[Box]:
    """Yield every box by which anything is decided."""
    for each in policy.classes:
        yield from each.boxes
    for benefit in policy.benefits:
        yield from benefit.covers
        for rule in benefit.rules:
            yield from rule.boxes
        for exclusion in benefit.excludes:
            yield from exclusion.unless
