"""What settling a claim comes to: one result for each claim and benefit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from tiaowen.compiler.claims.money import yuan


class Status(StrEnum):
    """What a result is; only the first two carry an amount that counts."""

    PAID = "paid"
    ZERO = "zero"
    EXCLUDED = "excluded"
    ELSEWHERE = "elsewhere"
    UNDETERMINED = "undetermined"


COLUMNS = ("claim", "person", "date", "benefit", "status", "amount", "category", "articles", "reason")
"""The columns of a result in every format, in this order; under a register ``policy`` comes behind them."""


@frozen
class Result:
    """What one benefit of a policy gives for one claim.

    ``benefit`` and ``category`` are concept ids; ``category`` is the one whose clause was applied, None if
    there was none. ``amount_fen`` is None where no amount is known: ``elsewhere`` and ``undetermined``.
    ``articles`` are the citations in the order of the steps, ``reason`` is one sentence. ``policy`` is the id of the
    document under a register, empty where none is in force; None: there is no register.
    """

    claim: str
    person: str
    date: date
    benefit: str
    status: Status
    amount_fen: int | None
    category: str | None
    articles: tuple[str, ...]
    reason: str
    policy: str | None = None

    @property
    def amount(self) -> str:
        """Return the amount in yuan with two decimals, or nothing."""
        return "" if self.amount_fen is None else yuan(self.amount_fen)

    @property
    def decimal(self) -> Decimal | None:
        """Return the amount in yuan as a number."""
        return None if self.amount_fen is None else Decimal(self.amount_fen).scaleb(-2)

    @property
    def cited(self) -> str:
        """Return the citations as one text: ``第十条;第十一条``."""
        return ";".join(self.articles)
