"""Which document of a register ends which: what a ``repeals`` line names, found by number, title or id.

A document ends on the day before the first later one that repeals it comes into force. One that repeals another which
comes into force on the same day or after it ends nothing; so circles do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from attrs import frozen

from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.vocabulary import name_key
from tiaowen.dsl.tree import Text

_TITLE = re.compile("[《〈]([^《》〈〉]+)[》〉]")
_BRACKETS = re.compile('[《》〈〉“”"「」]')
_PARTS = re.compile('[《》〈〉()（）、，,；;“”"「」]')


@frozen
class Repeal:
    """One text of a ``repeals`` line, and the documents of the register that it names."""

    text: Text
    policies: tuple[str, ...]


@frozen
class End:
    """The last day of a document: its own, or because ``by`` repeals it from the day after."""

    day: date
    by: str | None = None


def repeals_of(policy: Policy, others: Iterable[Policy], may: Callable[[Policy, Policy], bool]) -> tuple[Repeal, ...]:
    """Return what a document repeals.

    By title it can only be one that it ``may`` repeal: other counties have documents of the same title.
    """
    every = [other for other in others if other.id != policy.id]
    return tuple(Repeal(text, tuple(_named(text, policy, every, may))) for text in policy.repeals)


def _named(
    text: Text, policy: Policy, others: Sequence[Policy], may: Callable[[Policy, Policy], bool]
) -> Iterable[str]:
    keys = {key for written in (text.zh, text.en) if written for key in _keys(written)}
    for other in others:
        exact = {_plain(name) for name in (other.id, *_texts(other.number))}
        titles = {_plain(name) for name in _texts(other.title)}
        if keys & exact or (keys & titles and may(policy, other)):
            yield other.id


def _texts(text: Text | None) -> tuple[str, ...]:
    return tuple(written for written in (text.zh, text.en) if written) if text is not None else ()


def _plain(text: str) -> str:
    """Return what two spellings of a title or number have in common: spaces and book title marks say nothing."""
    bare = _BRACKETS.sub("", text).replace("〔", "[").replace("〕", "]").replace("【", "[").replace("】", "]")
    return name_key(bare).replace(" ", "")


def _keys(text: str) -> set[str]:
    """Return what a text may name: all of it, the titles in it, and the parts between its signs."""
    found = {text, *_TITLE.findall(text), *_PARTS.split(text)}
    return {key for part in found if (key := _plain(part))}


def end_of(policy: Policy, repealers: Iterable[Policy]) -> End | None:
    """Return how a document ends, if it does; ``repealers`` are the documents that name it in a ``repeals`` line."""
    own = End(policy.end) if policy.end is not None else None
    starts = [
        (other.start, other.id)
        for other in repealers
        if other.start is not None and (policy.start is None or other.start > policy.start)
    ]
    if not starts:
        return own
    first, by = min(starts)
    repealed = End(first - timedelta(days=1), by)
    return own if own is not None and own.day <= repealed.day else repealed
