"""Claims and records: what goes in and what comes out"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tiaowen.compiler.emit.python.runtime.document import NAMES, REASONS


Articles = tuple[str, ...]
Share = tuple[int, int]
Value = int | str | Share
"""What a sentence mentions: an amount in fen, a name or a word, a ratio."""

Why = tuple[tuple[str, tuple[Value, ...]], ...]
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


class Draw(NamedTuple):
    """What a payment adds to a yearly counter."""

    counter: str
    before: int
    added: int


class Outcome(NamedTuple):
    """What a benefit comes to for a claim, where that stands, and why."""

    status: str
    fen: int
    articles: Articles
    why: Why
    draws: tuple[Draw, ...] = ()
    category: str | None = None
    for_disease: bool = False


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


def sentence(why: Why, chinese: bool) -> str:
    """Return the sentence made of its parts."""
    text = "".join(part(key, values, chinese) for key, values in why)
    return f"{text[:1].upper()}{text[1:]}{'。' if chinese else '.'}"


def part(key: str, values: tuple[Value, ...], chinese: bool) -> str:
    """Return one part of a sentence in one language."""
    template = REASONS[key][chinese]
    shown = [word(value, chinese) for value in values]
    if key == "undecided":
        kinds = [REASONS[f"{kind} not stated"][chinese] for kind in map(str, values[::2])]
        unknown = [phrase.format(name) for phrase, name in zip(kinds, shown[1::2], strict=True)]
        return template.format((" and ", "、")[chinese].join(unknown))
    if key == "earlier":
        return template.format(shown[0], (", ", "、")[chinese].join(shown[1:]))
    if key == "differ":
        triples = zip(shown[::3], map(str, values[1::3]), shown[2::3], strict=True)
        results = [
            f"{name}{'：' if chinese else ': '}{REASONS[f'came to {status}'][chinese].format(amount)}"
            for name, status, amount in triples
        ]
        return template.format(("; ", "；")[chinese].join(results))
    if key in {"not counted", "fund facts"}:
        return template.format((", " if key == "not counted" else " and ", "、")[chinese].join(shown))
    return template.format(*shown)


def word(value: Value, chinese: bool) -> str:
    """Return an amount, a ratio or a name as a sentence shows it."""
    if isinstance(value, int):
        return f"{value // 100:,}.{value % 100:02d}{'元' if chinese else ' yuan'}"
    if isinstance(value, tuple):
        return percent(*value)
    return NAMES[value][chinese] if value in NAMES else value


def percent(numerator: int, denominator: int) -> str:
    """Return a share in percent, exactly; what has no end in decimals stays a fraction."""
    for places in range(9):
        whole, rest = divmod(numerator * 100 * 10**places, denominator)
        if not rest:
            digits = str(whole).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}%" if places else f"{digits}%"
    return f"{numerator}/{denominator}"
