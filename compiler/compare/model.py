"""What a comparison is: two documents, the differences between them row by row, and how each was proved.

A :class:`Comparison` says nothing in words of its own that a reader could not check: every row has the articles of
both sides, every effect on money a claim that shows it. Sentences are kept in both languages, so one comparison can
be shown in either.

A *facet* row compares what both documents say about one matter (``ratio``); a *situation* row (``facet`` None)
compares what they pay in all for the same visit.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from tiaowen.dsl.tree import Citation, Language, Text


class Effect(Enum):
    """What going from the left document to the right one does to the people of a row."""

    EQ = "EQ"
    UP = "UP"
    DOWN = "DOWN"
    MIX = "MIX"
    IN = "IN"
    OUT = "OUT"
    TIME = "TIME"
    """The same amounts over another period."""
    DEAD = "DEAD"
    """Changed on paper, and no payment changes."""
    HIDDEN = "HIDDEN"
    """Unchanged on paper, and payments change through what it refers to."""
    ADMIN = "ADMIN"
    UNDET = "UNDET"

    @property
    def mirrored(self) -> Effect:
        """Return the effect of going the other way."""
        return _MIRROR.get(self, self)


_MIRROR = {
    Effect.UP: Effect.DOWN,
    Effect.DOWN: Effect.UP,
    Effect.IN: Effect.OUT,
    Effect.OUT: Effect.IN,
}


class Mode(Enum):
    """What is compared: two places, or two versions for one."""

    COMPARE = "compare"
    REVISE = "revise"


class Perspective(Enum):
    """Whose gain a gain is: that of the people assisted, or of the fund that pays."""

    BENEFICIARY = "beneficiary"
    FUND = "fund"


class Structure(Enum):
    """What happened to the text, whatever it does to the money."""

    SAME = "same"
    SUBSTITUTION = "substitution"
    INSERTION = "insertion"
    REPEAL = "repeal"
    SCOPE = "scope"
    DELEGATION = "delegation"
    ELSEWHERE = "elsewhere"
    SITUATION = "situation"
    RENAMED = "renamed"
    RENUMBERING = "renumbering"
    MOVE = "move"
    SPLIT = "split"
    JOIN = "join"
    TEXT_ONLY = "text-only"


class Reach(Enum):
    """For which claims of a year a proof holds."""

    FIRST = "first-claim"
    ANY = "any-claim"
    """Whatever of yearly deductibles and caps earlier claims have used up, the same on both sides."""


class Standing(Enum):
    """How a document stands to a matter. None of these is another: silence is not abolition, and neither is zero."""

    STATED = "stated"
    NONE = "none"
    NOT_STATED = "not-stated"
    DELEGATED = "delegated"
    BOUND = "bound"
    GRANTED = "granted"
    NOT_COVERED = "not-covered"
    ELSEWHERE = "elsewhere"
    NO_BENEFIT = "no-such-benefit"
    NO_RECIPIENT = "no-such-recipient"
    NO_FIGURE = "no-figure"
    NOTHING = "nothing"

    @property
    def absent(self) -> bool:
        """Tell whether the document has no rule here at all, for whatever cause."""
        return self in _ABSENT


_ABSENT = {Standing.NO_BENEFIT, Standing.NO_RECIPIENT, Standing.NOT_COVERED, Standing.NOTHING}


@frozen
class Restriction:
    """One dimension of where a row holds: ``values`` are the ids or numbers of it, in order."""

    dimension: str
    values: tuple[str | int, ...]
    text: Text = field(eq=False)


@frozen
class View:
    """What one document says in a row.

    ``value`` is exact and for machines (``7/10``, ``6000.00``); ``text`` is for people; ``number`` is what a single
    figure comes to in the year (a share, or fen). ``cites`` stands outside equality: the same rule in another
    article is the same rule. ``sense`` is the value without the benefits that say it, where several say the same.
    """

    standing: Standing
    value: str
    text: Text = field(eq=False)
    cites: tuple[Citation, ...] = field(default=(), eq=False)
    number: Fraction | None = field(default=None, eq=False)
    sense: str = field(default="", eq=False)


@frozen
class Point:
    """One line of a table: what is left to pay, and what each document pays of it; None where that is not known. In
    fen.
    """

    self_pay: int
    left: int | None
    right: int | None


@frozen
class Witness:
    """A claim and what each document pays for it, in fen, as the engine settles it.

    ``cells`` are the columns of the claim in order. ``settles`` says that both documents are in force on its date,
    so that ``settle`` gives the same amounts; otherwise they are compared as if they were.
    """

    cells: tuple[tuple[str, str | int | tuple[str, ...]], ...]
    left: int
    right: int
    settles: bool = True


@frozen
class Proof:
    """How far the two payments lie apart: in fen, exact; ``max_gain`` None with ``gains`` is *without bound*."""

    gains: bool = False
    losses: bool = False
    max_gain: Fraction | None = None
    max_loss: Fraction | None = None
    crossings: tuple[Fraction, ...] = ()
    gain_from: Fraction | None = None
    loss_from: Fraction | None = None
    reach: Reach = Reach.FIRST


@frozen
class Stretch:
    """The values of a missing figure, in fen or whole numbers, with which a row has an effect."""

    low: Fraction
    high: Fraction | None
    low_in: bool
    high_in: bool
    effect: Effect


@frozen
class Missing:
    """What a row that cannot be told hangs on; for one missing figure, the effect with each value it can have."""

    id: str
    text: Text = field(eq=False)
    stretches: tuple[Stretch, ...] = ()


@frozen
class Near:
    """A category of a row that both documents name alike and define differently."""

    id: str
    name: Text = field(eq=False)
    left: Text = field(eq=False)
    right: Text = field(eq=False)
    left_cites: tuple[Citation, ...] = field(default=(), eq=False)
    right_cites: tuple[Citation, ...] = field(default=(), eq=False)


@frozen
class Corner:
    """Where a payment bends or jumps: ``at`` this self-pay it is ``paid``; right above, it runs on straight from
    ``after``, by ``slope`` for each fen more. In fen, exact, before any rounding.
    """

    at: Fraction
    paid: Fraction
    after: Fraction
    slope: Fraction


@frozen
class Curves:
    """What both documents pay as functions of the self-pay, corner by corner from 0 on; None where not known.

    They hold up to the self-pay ``upto``, in fen; None is without an end.
    """

    left: tuple[Corner, ...] | None
    right: tuple[Corner, ...] | None
    upto: int | None


@frozen
class Accepted:
    """Who has accepted a difference, why, and on which day, if that was noted."""

    who: str
    why: str
    when: date | None


@frozen
class Change:
    """One row of the comparison.

    ``who`` are leaf categories of the common refinement of both documents, ``who_text`` the largest groups with a
    name that make them up. ``where`` restricts the row; a dimension that is not in it does not matter. Rows of one
    ``group`` are one finding: the same people and the same difference in several situations.
    """

    benefit: str
    facet: str | None
    who: tuple[str, ...]
    who_text: Text = field(eq=False)
    where: tuple[Restriction, ...]
    left: View | None
    right: View | None
    structure: Structure
    effect: Effect
    reason: Text = field(eq=False)
    fingerprint: str
    proof: Proof | None = None
    witnesses: tuple[Witness, ...] = ()
    table: tuple[Point, ...] = ()
    benefits: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    missing: tuple[Missing, ...] = ()
    near: tuple[Near, ...] = ()
    group: str = ""
    curves: Curves | None = field(default=None, eq=False, repr=False)
    accepted: Accepted | None = field(default=None, eq=False)


@frozen
class Scene:
    """A situation with everyone in it: ``where`` both documents treat each group of ``rows`` in one way."""

    heading: Text
    regular: bool
    rows: tuple[Change, ...]
    amounts: tuple[int, ...]


@frozen
class Note:
    """Something one document does that the comparison of two would not show: ``side`` is left or right."""

    side: str
    kind: str
    text: Text
    cites: tuple[Citation, ...]
    who: tuple[str, ...]
    low: Fraction
    high: Fraction | None


@frozen
class Document:
    """What the report says of a document as a whole."""

    policy: str
    title: Text
    number: Text | None
    language: Language
    fingerprint: str
    facts: Text


@frozen
class People:
    """Categories that have a name together: a group, or a class of one document."""

    name: Text
    who: tuple[str, ...]


@frozen
class Entry:
    """One entry of a file of accepted differences: the rows it is about, by fingerprint, and what it says of them.

    ``about`` is for people. Without ``who`` or ``why`` it accepts nothing.
    """

    fingerprints: tuple[str, ...]
    about: str
    who: str
    why: str
    when: date | None

    @property
    def filled(self) -> bool:
        """Tell whether somebody accepts something and says why."""
        return bool(self.who and self.why)


@frozen
class Review:
    """What a file of accepted differences holds beside those that are accepted: entries ``unfilled``, and the
    ``stale`` ones, whose ``fingerprints`` are no longer those of any row.
    """

    unfilled: tuple[Entry, ...] = ()
    stale: tuple[Entry, ...] = ()


@frozen
class Comparison:
    """Two documents compared. ``at`` is the year of the claims, ``basis`` the figures used for it.

    ``people`` are the groups that have a name, the largest first, ``classes`` those that are a class of a document.
    ``review`` is there when differences were looked up in a file of accepted ones.
    """

    left: Document
    right: Document
    at: int
    basis: tuple[Text, ...]
    only: str | None
    facets: tuple[Change, ...]
    scenes: tuple[Scene, ...]
    notes: tuple[Note, ...]
    names: tuple[tuple[str, Text], ...]
    people: tuple[People, ...]
    classes: tuple[People, ...]
    review: Review | None = None
    perspective: Perspective = Perspective.BENEFICIARY

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return every row: facet by facet first, then situation by situation."""
        return (*self.facets, *(row for scene in self.scenes for row in scene.rows))

    def count(self, effect: Effect) -> int:
        """Return how many rows have an effect."""
        return sum(change.effect is effect for change in self.changes)
