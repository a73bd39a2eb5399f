"""A defect in a document, and the injectors that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from attrs import field, frozen

from defects.clean import Clean, Told, told_of
from tiaowen.compiler.resolve import FindText
from tiaowen.compiler.rules.compile import compile_text


@frozen
class Defect:
    """A document with a defect: its text, and the numbers of the lines where the defect now stands.

    ``mended`` is the same change without the defect, None where that is the document as it was: what is told of it
    counts for nothing.
    """

    text: str = field(repr=False)
    lines: frozenset[int]
    mended: str | None = field(default=None, repr=False)
    find: FindText | None = field(default=None, repr=False)
    """How the documents above are found, where the defect is in one of them."""


class Look(Protocol):
    """What is told of a changed text in the place of a document."""

    def __call__(self, clean: Clean, text: str, find: FindText | None = None, /) -> tuple[Told, ...]: ...


def look(clean: Clean, text: str, find: FindText | None = None) -> tuple[Told, ...]:
    """Return what the compiler and the checks tell of a changed text."""
    return told_of(compile_text(text, clean.name, find=find or clean.find))


def as_it_is(clean: Clean) -> tuple[Told, ...]:
    """Return what they tell of the document as it is."""
    return clean.told


@frozen
class Seen:
    """What came of a defect: whether the intended check told it, whether at its place, and which other errors it drew.

    ``undecided``: the intended check is said not to have decided, with the reason. ``alarms`` are
    findings of the intended check on the mended text: false alarms.
    """

    told: bool
    placed: bool
    undecided: bool
    others: tuple[str, ...]
    alarms: int


@frozen
class Injector:
    """Puts a defect of one id into documents, by their form, wherever it can stand.

    ``implies`` are the errors of other ids that the same defect is as well, each with the reason. ``look`` is the run
    in which the finding is told, ``base`` what that run tells of the document as it is.
    """

    id: str
    name: str
    make: Callable[[Clean], Iterable[Defect]]
    implies: Mapping[str, str] = field(factory=dict)
    look: Look = look
    base: Callable[[Clean], tuple[Told, ...]] = as_it_is

    def see(self, clean: Clean, defect: Defect) -> Seen:
        """Return what comes of a defect in a document."""
        before = self.base(clean)
        alarms = 0
        if defect.mended is not None:
            mended = self.look(clean, defect.mended)
            alarms = sum(each.id == self.id and not any(each.same(b) for b in before) for each in mended)
            before = (*before, *mended)
        after = self.look(clean, defect.text, defect.find)
        # The intended check must say something new; others may also say what they said before in other words.
        messages = {each.message for each in before if each.id == self.id}
        new = [each for each in after if each.id == self.id and each.message not in messages]
        placed = any(defect.lines.intersection(each.lines) for each in new)
        others = {
            each.id
            for each in after
            if each.severity.value == "error"
            and each.id not in {self.id, *self.implies}
            and not any(each.same(b) for b in before)
        }
        undecided = not new and any(each.id == "TW200" and self.id in each.message for each in after)
        return Seen(bool(new), placed, undecided, tuple(sorted(others)), alarms)
