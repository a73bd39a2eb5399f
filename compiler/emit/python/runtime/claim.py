"""Claims and records: what goes in and what comes out"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

from tiaowen.compiler.emit.python.runtime.wording import sentence

Articles: TypeAlias = tuple[str, ...]
Days: TypeAlias = dict[str, date]
"""The days of other events, by column."""

Share: TypeAlias = tuple[int, int]
Value: TypeAlias = int | str | Share
"""What a sentence mentions: an amount in fen, a name or a word, a ratio."""

Why: TypeAlias = tuple[tuple[str, tuple[Value, ...]], ...]
"""The parts of a sentence: a key of REASONS and what that part mentions."""


class Held(NamedTuple):
    """A category the person holds, always or from ``start`` to ``end``, both days included."""

    category: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: names as ids, money in fen. What is not stated is unknown; a mark not stated does not hold."""

    claim: str
    person: str
    date: date
    categories: tuple[Held, ...] = ()
    care: str = ""
    level: int | None = None
    diseases: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    money: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    plan: str | None = None
    kind: str = "visit"
    year: int | None = None
    line: int = 0
    order: int = 0
    days: Days = field(default_factory=dict)
    family: str | None = None


Draw: TypeAlias = tuple[str, int, int]
"""What a payment adds to a counter: its name, what stood on it, and what is added."""


class Outcome(NamedTuple):
    """What a benefit comes to for a claim, where that stands, and why; ``rests_on`` is what else went into it."""

    status: str
    fen: int
    articles: Articles
    why: Why
    draws: tuple[Draw, ...] = ()
    for_disease: bool = False
    rests_on: tuple[Articles, ...] = ()


class Record(NamedTuple):
    """One benefit of one claim. ``fen`` is None where no amount is known."""

    claim: str
    person: str
    date: date
    benefit: str
    status: str
    fen: int | None
    category: str | None
    articles: Articles
    why: Why

    @property
    def amount(self) -> str:
        """The amount in yuan with two decimals, or nothing."""
        return "" if self.fen is None else f"{self.fen // 100}.{self.fen % 100:02d}"

    def reason(self, language: str = "en") -> str:
        """Why it came to this, in one sentence: ``en`` or ``zh``."""
        return sentence(self.why, language == "zh")
