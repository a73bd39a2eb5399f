"""The steps of a derivation: frozen, typed, each with its citations. Amounts are fen; exact payments are fractions of
a fen.

The fields that hold fen have the same names in all steps (``MONEY``), so that every rendering shows them as yuan.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import Test
from tiaowen.compiler.settle.cases import Unknown
from tiaowen.compiler.settle.causes import Cause, Cites

MONEY = frozenset(
    ["amount", "fact", "paid", "base", "before", "used", "rest", "asked", "premium", "after", "short", "taken_over"],
)
"""The fields of steps that hold fen."""


@frozen
class Exact:
    """An exact number of fen."""

    fen: Fraction


@frozen
class InForce:
    """Whether the document, or the benefit (``own``), is in force on the day.

    Where the document says for which expenses it is, ``expense`` is the day of the expense.
    """

    day: date
    start: date | None
    end: date | None
    own: bool
    met: bool
    cites: Cites
    expense: date | None = None


@frozen
class AsOf:
    """The day on which the person must hold a category, and the event that makes it that day."""

    event: str
    day: date
    cites: Cites


@frozen
class Identity:
    """The identity looked at: what the claim states, and the category of the document it is."""

    stated: str
    atom: str | None
    cites: Cites


@frozen
class NoIdentity:
    """No category held is a recipient category."""

    held: tuple[str, ...]
    cites: Cites


@frozen
class Assumed:
    """Something not stated: every possible value comes to the same."""

    unknown: Unknown
    cites: Cites


@frozen
class Coverage:
    """What the document says about the case as such: ``effect`` is excluded or elsewhere."""

    effect: str
    document: str | None
    cites: Cites


@frozen
class Condition:
    """A condition: ``kind`` is covers, requires or excludes. ``met`` None: not known."""

    kind: str
    tests: tuple[Test, ...]
    met: bool | None
    cites: Cites


@frozen
class Replaced:
    """Another benefit takes the place of this one."""

    by: str
    cites: Cites


@frozen
class Costs:
    """The costs that count: a fact of the claim, less what insurers paid of it."""

    column: str
    fact: int
    payers: tuple[str, ...]
    paid: int
    base: int
    cites: Cites


@frozen
class Earlier:
    """What an earlier benefit paid of the costs (None: not known)."""

    benefit: str
    amount: int | None
    cites: Cites


@frozen
class Figure:
    """A published figure that an amount hangs on."""

    parameter: str
    year: int
    amount: int
    status: str
    source: str
    cites: Cites


@frozen
class Deductible:
    """A deductible: its amount, what stood on its counter, what of it is used now and what is left of the costs."""

    amount: int
    counted: bool
    before: int
    used: int
    rest: int
    cites: Cites


@frozen
class Ratio:
    """A ratio applied: ``share`` is None where brackets apply; ``exact`` is the payment in fen, not rounded."""

    share: Fraction | None
    exact: Exact
    rest: int
    cites: Cites


@frozen
class Rounded:
    """The payment rounded; ``mode`` says how and to what."""

    amount: int
    cites: Cites
    mode: str = "half-up-fen"


@frozen
class LumpSum:
    """A lump sum for the costs that are left."""

    amount: int
    rest: int
    cites: Cites


@frozen
class Burden:
    """A ceiling on what is left to the patient: ``before`` was left to them before, ``paid`` is the payment with it."""

    amount: int
    before: int
    asked: int
    paid: int
    cites: Cites


@frozen
class FundPays:
    """What one fund pays of the benefit."""

    fund: str
    amount: int
    cites: Cites


@frozen
class Cap:
    """A cap (``facet``): None is *no cap*; ``asked`` is the payment before it."""

    facet: str
    amount: int | None
    counted: bool
    before: int
    asked: int
    paid: int
    cites: Cites


@frozen
class Subsidy:
    """An enrolment subsidy against the contribution it is limited to."""

    full: bool
    amount: int
    premium: int
    cites: Cites


@frozen
class Count:
    """A counter of the year before and after."""

    pool: str
    before: int
    after: int
    cites: Cites


@frozen
class NotCounted:
    """Undetermined claims of the year that may have drawn on the same counters."""

    claims: tuple[str, ...]
    cites: Cites


@frozen
class Granted:
    """The document grants a benefit that is not money."""

    cites: Cites


@frozen
class Open:
    """Why the result is undetermined."""

    cause: Cause
    cites: Cites


@frozen
class Candidate:
    """What one identity of the person comes to."""

    stated: str
    status: Status
    amount: int
    chosen: bool


@frozen
class Choice:
    """The identities of the person and the one that counts; ``rule`` is outcome, class or none."""

    rule: str
    candidates: tuple[Candidate, ...]
    cites: Cites


@frozen
class FundShare:
    """What a fund bears of a deficit."""

    fund: str
    exact: Exact
    short: int
    taken_over: int
    amount: int
    cites: Cites


Step = (
    InForce | AsOf | Identity | NoIdentity | Assumed | Coverage | Condition | Replaced | Costs | Earlier | Figure
    | Deductible | Ratio | LumpSum | Rounded | Burden | FundPays | Cap | Subsidy | Count | NotCounted | Granted | Open
    | Choice | FundShare
)  # fmt: skip


@frozen
class OtherClause:
    """A clause of the benefit that did not apply, and the first thing about the case that it does not fit.

    ``why`` is people, level, care, plan or condition; ``tests`` is the condition, ``wanted`` what the clause is about.
    """

    clause: int
    why: str
    wanted: tuple[str | int, ...]
    tests: tuple[Test, ...]
    cites: Cites
