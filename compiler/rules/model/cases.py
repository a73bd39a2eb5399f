"""Cases: conditions on a claim, and the boxes of cases that rules are put on."""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.rules.model.amounts import Amount
from tiaowen.dsl.tree import Operator, Period

DAY = "date"
"""The claim column of the day a claim is settled; compared as ``date.toordinal()``."""


@frozen
class HasMark:
    """The mark holds for the visit. A mark the claim does not state does not hold."""

    mark: str


@frozen(cache_hash=True)
class HasDisease:
    """One of the visit's diseases is among ``members`` (closed under parts); ``name`` is the disease or list named."""

    name: str
    members: frozenset[str]


@frozen(cache_hash=True)
class Holds:
    """The person holds one of ``categories`` (closed under parts) besides the identity being looked at."""

    name: str
    categories: frozenset[str]


@frozen(cache_hash=True)
class Compare:
    """A fact of the claim compared with a number (fen, years, grade or plain count), or with an amount.

    Exactly one of ``number`` and ``amount`` is given. The claim column is ``column``; money facts are in fen. Days are
    compared by their number in the calendar (:data:`DAY`). ``window`` is what of the past the fact is about, as the end
    of its column says it: ``previous_year``, ``past_12_months``.
    """

    fact: str
    column: str
    operator: Operator
    number: int | None = None
    amount: Amount | None = None
    period: Period | None = None
    window: str | None = None


Condition = HasMark | HasDisease | Holds | Compare


@frozen(cache_hash=True)
class Test:
    """A condition that must hold, or must not."""

    __test__ = False

    condition: Condition
    holds: bool = True


@frozen(cache_hash=True)
class Box:
    """A set of cases. None on a dimension: every value of it, known or not. ``tests`` must all come out.

    ``categories`` are atoms (:class:`Atom`); None only where people do not matter (``covers``).
    """

    categories: frozenset[str] | None = None
    levels: frozenset[int] | None = None
    care: frozenset[str] | None = None
    plans: frozenset[str] | None = None
    tests: tuple[Test, ...] = ()
