"""A list or class of a document held against the one of a higher document that says how it may be extended."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from tiaowen.compiler.rules.model import Extension

Closure = Callable[[str], frozenset[str]]
"""From an entry to the leaves it stands for."""


@frozen
class ListJudgement:
    """What a list has beyond the higher one, and what it lacks; ``many`` and ``few`` are the limits that it breaks."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    many: int | None = None
    few: int | None = None
    strangers: tuple[str, ...] = ()
    """Additions that are none of those allowed."""

    @property
    def fits(self) -> bool:
        """Return whether the list is the higher one, extended as allowed."""
        return not self.dropped and self.many is None and self.few is None and not self.strangers


def judge_list(
    higher: Sequence[str], own: Sequence[str], extensions: Sequence[Extension], leaves: Closure
) -> ListJudgement:
    """Judge the entries of a list by those of the higher one; without extensions nothing may be added.

    An entry that is a part of one of the other list counts as listed there.
    """
    added = _beyond(own, higher, leaves)
    dropped = _beyond(higher, own, leaves)
    allowed = [entry for each in extensions for entry in each.members]
    new = _beyond(added, allowed, leaves)
    counted = [each for each in extensions if each.most is not None]
    if not counted:
        return ListJudgement(added, dropped, strangers=new)
    most = sum(each.most or 0 for each in counted)
    least = sum(each.least or 0 for each in counted)
    many = most if len(new) > most else None
    few = least if new and len(new) < least else None
    return ListJudgement(added, dropped, many, few)


def _beyond(entries: Sequence[str], others: Sequence[str], leaves: Closure) -> tuple[str, ...]:
    listed = {leaf for entry in others for leaf in leaves(entry)}
    return tuple(entry for entry in dict.fromkeys(entries) if not leaves(entry) <= listed)
