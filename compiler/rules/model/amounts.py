"""Amounts and the values of a facet: fen, exact shares, and the words that stand where a figure could."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.dsl.tree import Operator, Strength, Text


@frozen
class Fixed:
    """An amount in fen."""

    fen: int


@frozen
class OfStatistic:
    """A share or multiple of a published statistic, rounded half up to a fen when the year is known."""

    share: Fraction
    parameter: str


@frozen
class OfFact:
    """A share of a money fact of the claim (``90% of tier 1 premium``), rounded half up to a fen."""

    share: Fraction
    fact: str


Amount = Fixed | OfStatistic | OfFact


@frozen
class Ratio:
    """A payment ratio between 0 and 1."""

    share: Fraction


@frozen
class Slice:
    """A rate for what lies over the previous slice up to ``upto`` fen (None: no end).

    The end belongs to the slice, unless it is ``open``.
    """

    upto: int | None
    share: Fraction
    open: bool = False


@frozen
class Step:
    """A lump sum for what lies over the previous step up to ``upto`` fen (None: no end), ends as a slice's."""

    upto: int | None
    fen: int
    open: bool = False


@frozen
class Lump:
    """A lump sum by steps of the costs that are left. Below ``least`` fen (exclusive, where given) there is none."""

    steps: tuple[Step, ...]
    least: int = 0
    least_closed: bool = False


@frozen
class Banded:
    """A ratio by brackets: each slice at its own rate, or (``whole``) all at the rate of the bracket it falls into.

    ``yearly`` brackets are laid over what has counted since the first of January, the others over the visit.
    """

    slices: tuple[Slice, ...]
    whole: bool = False
    yearly: bool = False


@frozen
class Nothing:
    """An explicit *no deductible* or *no cap*."""


@frozen
class FullSubsidy:
    """The whole individual contribution."""


@frozen
class Open:
    """A value that does not settle: the case is undetermined.

    ``kind`` is ``not-stated`` (the document is silent and says so), ``delegated`` (``by`` sets the figure),
    ``allowed`` (``by`` may set one) or ``bound`` (only a floor or ceiling is given: ``operator`` and ``amount`` or
    ``share``, perhaps ``by``).
    """

    kind: str
    by: tuple[str, ...] = ()
    operator: Operator | None = None
    amount: Amount | None = None
    share: Fraction | None = None
    strength: Strength | None = None


@frozen
class Excluded:
    """Coverage: the document gives the case nothing (``not covered``)."""


@frozen
class Elsewhere:
    """Coverage: another document decides the case."""

    document: Text


@frozen
class Allowed:
    """Coverage: a benefit that is not money is granted."""


Value = (
    Fixed | OfStatistic | OfFact | Ratio | Banded | Lump | Nothing | FullSubsidy | Open | Excluded | Elsewhere | Allowed
)
