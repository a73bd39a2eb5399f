"""A whole file: its lines in order, and what the formatter keeps beside them."""

from __future__ import annotations

from attrs import field, frozen

from tiaowen.dsl.tree.base import Language, Span, here
from tiaowen.dsl.tree.lines import (
    Accumulates,
    Amends,
    Banded,
    Basis,
    Clause,
    Counts,
    Covers,
    Excludes,
    For,
    Heading,
    IdentityAsOf,
    InsteadOf,
    InsuranceYear,
    Issued,
    LeavesOut,
    MayExtend,
    Means,
    Number,
    Outline,
    PolicyLine,
    PoolLine,
    Refines,
    Region,
    Requires,
    RoundingLine,
    SetNames,
    Several,
    SourceLine,
    Under,
    Use,
    Valid,
)
from tiaowen.dsl.tree.records import (
    Accept,
    Concept,
    Doubt,
    Duty,
    Enrolment,
    Example,
    Expect,
    Expires,
    FundRow,
    FundYear,
    Given,
    InForce,
    Kind,
    Limit,
    NotComputed,
    Ordered,
    Person,
    Quote,
    Reading,
    Repeals,
    Retroactive,
    Rising,
    StatisticValue,
    Unparsed,
    Visit,
)
from tiaowen.dsl.tree.tables import Table
from tiaowen.dsl.tree.words import Name, Text

Statement = (
    Clause | Means | Basis | LeavesOut | Covers | Counts | Requires | Excludes | InsteadOf | PoolLine | Accumulates
    | Banded | Several | IdentityAsOf | Valid | RoundingLine | InsuranceYear | FundRow | Limit | MayExtend | SetNames
    | Rising | Ordered | InForce | Expires | Retroactive
)  # fmt: skip
"""What a line of the document says; a reading of a doubtful passage holds one of these."""


@frozen
class Choice:
    """One reading of the doubt above: the line it comes to, or None where it comes to none.

    Several choices of one name make one reading of several lines.
    """

    name: Name
    line: Statement | None
    adopted: bool = False
    text: Text | None = None
    span: Span = here()


Line = (
    PolicyLine | Number | Region | Issued | Under | SourceLine | Outline | Use | Refines | Heading | Amends | For
    | Statement | Table | Duty | Repeals | NotComputed | Quote | Reading | Accept | Doubt | Choice | Example | Given
    | Person | Visit | Enrolment | FundYear | Expect | Kind | Concept | StatisticValue | Unparsed
)  # fmt: skip


@frozen
class Beside:
    """The comments beside one row of a table: the lines above it, and the one behind it."""

    above: tuple[str, ...] = ()
    behind: str | None = None


@frozen
class Trivia:
    """What the formatter keeps beside a line: comment lines above it, the comment behind it, a blank line above it.

    Of a table, ``rows`` are the comments beside each of its rows, those of its head included.
    """

    above: tuple[str, ...] = ()
    behind: str | None = None
    blank: bool = False
    rows: tuple[Beside, ...] = ()

    @property
    def comments(self) -> tuple[str, ...]:
        """Return all comments in their order."""
        found = [*self.above]
        for row in self.rows:
            found += [*row.above, *([row.behind] if row.behind else [])]
        return (*found, *([self.behind] if self.behind else []))


@frozen
class Document:
    """A policy file: its lines in order; ``trivia[i]`` belongs to ``lines[i]`` and ``tail`` are comments at the end."""

    lines: tuple[Line, ...]
    language: Language = field(default=Language.EN, eq=False)
    trivia: tuple[Trivia, ...] = field(default=(), eq=False, repr=False)
    tail: tuple[str, ...] = field(default=(), eq=False, repr=False)
