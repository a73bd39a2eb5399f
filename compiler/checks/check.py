"""What a check is, and what it can answer.

Left to others: which checks there are (``registry``), what they are given (``context``), running them (``run``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from tiaowen.compiler.claims.model import Visit
from tiaowen.dsl.diagnostics import Finding, Place, Severity
from tiaowen.dsl.quantities import yuan_two_decimals
from tiaowen.dsl.tree import Language

if TYPE_CHECKING:
    from tiaowen.compiler.checks.context import Context

Words = tuple[str, str]
"""The same in English and Chinese."""


def pick(words: Words, language: Language) -> str:
    """Return words in a language."""
    return words[language is Language.ZH]


class Engine(Enum):
    """What a check works on."""

    NAMES = "S"
    CELLS = "F"
    SCHEDULE = "P"
    HIERARCHY = "H"
    TIME = "T"


@frozen
class Case:
    """A claim and what it comes to, settled by the reference engine: made by :meth:`Context.case`, by nobody else.

    ``claim`` and ``comes`` are one line each in both languages; ``paid`` has the fen of each benefit with an amount
    (None: undetermined or decided elsewhere), ``example`` the lines of a ready example for the file.
    """

    visit: Visit = field(eq=False)
    claim: Words
    comes: Words
    paid: tuple[tuple[str, int | None], ...]
    example: Words

    @property
    def total(self) -> int:
        """Return the fen paid in all; what has no amount counts nothing."""
        return sum(fen for _, fen in self.paid if fen is not None)

    def data(self, language: Language) -> dict[str, object]:
        """Return it as plain data for JSON: amounts in yuan as text, None where there is none."""
        paid = {benefit: None if fen is None else yuan_two_decimals(fen) for benefit, fen in self.paid}
        return {"claim": pick(self.claim, language), "paid": paid, "example": pick(self.example, language)}

    def line(self, language: Language) -> str:
        """Return the claim and what it comes to."""
        return f"{pick(self.claim, language)} → {pick(self.comes, language)}"


@frozen(kw_only=True)
class CheckFinding(Finding):
    """A finding of a check. ``cases`` are shown below its message, one line each."""

    cases: tuple[Case, ...] = ()

    def says(self, language: Language) -> str:
        """Return what is wrong, without the cases."""
        raise TypeError(f"{type(self).__name__} says nothing in {language.value}")

    def message(self, language: Language) -> str:
        """Return what is wrong, with the cases that show it."""
        lines = (f"\n        {case.line(language)}" for case in self.cases)
        return self.says(language) + "".join(lines)


@frozen(kw_only=True)
class NotDecided(Finding):
    """Checks that could neither prove nor refute: shown as a remark, so that silence is never mistaken for a proof."""

    id: ClassVar[str] = "TW200"
    severity: ClassVar[Severity] = Severity.INFO
    checks: tuple[str, ...]
    reason: Words

    def message(self, language: Language) -> str:
        """Name the checks and the reason."""
        reason = pick(self.reason, language)
        if language is Language.ZH:
            return f"{'、'.join(self.checks)} 未能判定：{reason}。"
        return f"{', '.join(self.checks)} not decided: {reason}."


@frozen
class Proved:
    """The defect is not there: for all cases, given the assumptions."""

    assumptions: tuple[Words, ...] = ()


@frozen
class Undecided:
    """Neither proved nor refuted; ``reason`` is a clause without a full stop."""

    reason: Words
    place: Place | None = None


Answer = Finding | Proved | Undecided


@frozen
class Check:
    """A check: ``find`` answers for one document.

    ``name`` is the short English name of the table of checks; ``finds`` are the classes of its findings, all of one
    id; the first of them has the severity of the check.
    """

    id: str
    name: str
    engine: Engine
    finds: tuple[type[Finding], ...]
    find: Callable[[Context], Iterable[Answer]]

    @property
    def severity(self) -> Severity:
        """Return the severity of its findings."""
        return self.finds[0].severity


@frozen
class Elsewhere:
    """A line of the table of checks that another stage answers; ``stage`` is its folder below ``compiler``."""

    id: str
    name: str
    engine: Engine
    severity: Severity
    stage: str = "rules"
