"""What is paid in a cell as a function of the costs, exactly.

Two amounts decide: what is left to the patient, and the costs before insurance for a benefit that does not take
insurance off. A :class:`Line` runs through both along one amount: what is left to pay, or the bill of somebody
without insurance. It is a first claim of the year, and all that is insured is paid by basic insurance.

Left to others: which cells there are (``table``), what is asked of a line (the checks).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from tiaowen.compiler.checks.cells.table import left_columns
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.payments import BASIC, bill_of, paid_along
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.schedule import Schedule, constant, identity

DOMAIN = 100_000_000
"""The largest costs of one person in a year that "never" is said of: a million yuan, in fen."""

ROUNDING = ("before rounding to the fen", "未计四舍五入到分")
FIRST = ("for the first claim of a year", "就一年中的第一次申请而言")
ONE = ("for somebody with one identity", "就只有一种身份的人而言")
BASIC_ONLY = ("all that is insured is paid by basic insurance", "保险支付的都由基本医疗保险支付")
ASSUMED = (FIRST, ONE, BASIC_ONLY, ROUNDING)
"""What every proof over schedules takes for granted."""


@frozen
class Line:
    """What each benefit pays along an amount in fen, and all of them together, for amounts up to ``upto``.

    ``insured``: the amount is what is left to pay, and insurance has paid the rest of a bill that is as small as
    the cell allows. Otherwise there is no insurance, and the amount is the bill as well.
    """

    paid: tuple[tuple[str, Schedule], ...]
    total: Schedule
    upto: Fraction | None
    insured: bool

    def of(self, benefit: str) -> Schedule:
        """Return what one benefit pays."""
        return next((schedule for id, schedule in self.paid if id == benefit), constant(0))


def by_bill(pays: tuple[Pays, ...]) -> bool:
    """Tell whether a benefit counts the costs before insurance, so that what is left to pay does not decide alone."""
    return any(BASIC not in entry.payer_columns and entry.column not in left_columns() for entry in pays)


@lru_cache(maxsize=4096)
def line(pays: tuple[Pays, ...], bill: Range | None) -> Line:
    """Return what is paid along what is left to pay."""
    upto = Fraction(bill.high) if bill is not None and bill.high is not None else None
    return _line(paid_along(pays, bill_of(bill), identity()), upto, insured=True)


@lru_cache(maxsize=1024)
def uninsured(pays: tuple[Pays, ...], bill: Range | None) -> Line:
    """Return what is paid along the bill of somebody without insurance; below the bills of the cell it stays level."""
    upto = Fraction(bill.high) if bill is not None and bill.high is not None else None
    costs = identity().floored(bill.low) if bill is not None else identity()
    return _line(paid_along(pays, costs, costs), upto, insured=False)


def lines(pays: tuple[Pays, ...], bill: Range | None) -> Iterator[Line]:
    """Yield every line that can matter: what is left to pay decides, or the bill, or where both do, either."""
    if any(BASIC in entry.payer_columns or entry.column in left_columns() for entry in pays):
        yield line(pays, bill)
    if by_bill(pays):
        yield uninsured(pays, bill)


@lru_cache(maxsize=1024)
def nothing_left(pays: tuple[Pays, ...], bill: Range | None) -> Line:
    """Return what is paid along the bill of somebody whose insurance pays all of it."""
    upto = Fraction(bill.high) if bill is not None and bill.high is not None else None
    costs = identity().floored(bill.low) if bill is not None else identity()
    return _line(paid_along(pays, costs, constant(0)), upto, insured=True)


@lru_cache(maxsize=2048)
def at_bill(pays: tuple[Pays, ...], bill: int) -> Schedule:
    """Return what is paid in all along what is left to pay of one bill in fen."""
    total = constant(0)
    for schedule in paid_along(pays, constant(bill), identity()).values():
        total = total + schedule
    return total


def _line(paid: Mapping[str, Schedule], upto: Fraction | None, *, insured: bool) -> Line:
    total = constant(0)
    for schedule in paid.values():
        total = total + schedule
    return Line(tuple(paid.items()), total, upto, insured)
