"""A whole file: its lines in order, and what the formatter keeps beside them."""

from __future__ import annotations

from attrs import field, frozen

from tiaowen.dsl.tree.base import Language
from tiaowen.dsl.tree.lines import (
    Accumulates,
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
    Issued,
    Means,
    Number,
    Outline,
    PolicyLine,
    Region,
    Requires,
    Several,
    SourceLine,
    Under,
    Use,
    Valid,
)
from tiaowen.dsl.tree.records import (
    Concept,
    Duty,
    Enrolment,
    Example,
    Expect,
    FundRow,
    FundYear,
    Given,
    InForce,
    Kind,
    Limit,
    NotComputed,
    Person,
    Quote,
    Reading,
    Repeals,
    StatisticValue,
    Unparsed,
    Visit,
)

Line = (
    PolicyLine | Number | Region | Issued | Under | SourceLine | Outline | Use | Heading | For | Clause | Means | Basis
    | Covers | Counts | Requires | Excludes | InsteadOf | Accumulates | Banded | Several | IdentityAsOf | Valid |
    FundRow
    | Duty | Limit | InForce | Repeals | NotComputed | Quote | Reading | Example | Given | Person | Visit | Enrolment
    | FundYear | Expect | Kind | Concept | StatisticValue | Unparsed
)  # fmt: skip


@frozen
class Trivia:
    """What the formatter keeps beside a line: comment lines above it, the comment behind it, a blank line above it."""

    above: tuple[str, ...] = ()
    behind: str | None = None
    blank: bool = False


@frozen
class Document:
    """A policy file: its lines in order; ``trivia[i]`` belongs to ``lines[i]`` and ``tail`` are comments at the end."""

    lines: tuple[Line, ...]
    language: Language = field(default=Language.EN, eq=False)
    trivia: tuple[Trivia, ...] = field(default=(), eq=False, repr=False)
    tail: tuple[str, ...] = field(default=(), eq=False, repr=False)
