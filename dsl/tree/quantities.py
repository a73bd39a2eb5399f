"""Quantities with their units, and the closed lists of words."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from attrs import frozen

from tiaowen.dsl.tree.base import Span, here
from tiaowen.dsl.tree.words import Name


@frozen
class Money:
    """An amount of money in fen."""

    fen: int
    span: Span = here()


@frozen
class Percent:
    """A share: ``60%`` is 3/5."""

    share: Fraction
    span: Span = here()


@frozen
class PercentOf:
    """A share of a named amount: ``10% of provincial disposable income``."""

    share: Fraction
    of: Name
    span: Span = here()


@frozen
class Times:
    """A multiple of a named amount: ``1x income``."""

    factor: Fraction
    of: Name
    span: Span = here()


@frozen
class Points:
    """Percentage points, as a share: five points are 1/20."""

    share: Fraction
    span: Span = here()


@frozen
class Years:
    """An age in completed years."""

    years: int
    span: Span = here()


@frozen
class Grade:
    """A disability grade; a smaller number is more severe."""

    grade: int
    span: Span = here()


@frozen
class Count:
    """A stated number of list entries or occasions."""

    count: int
    span: Span = here()


@frozen
class Duration:
    """A length of time; ``unit`` is one of working-day, day, month, year."""

    length: int
    unit: str
    span: Span = here()


@frozen
class Date:
    """A calendar date."""

    year: int
    month: int
    day: int
    span: Span = here()


Quantity = Money | Percent | PercentOf | Times | Points | Years | Grade | Count | Duration


class Facet(Enum):
    """What a clause can state about a case."""

    DEDUCTIBLE = "deductible"
    RATIO = "ratio"
    CAP = "cap"
    TOTAL_CAP = "total-cap"
    SUBSIDY = "subsidy"
    LUMP_SUM = "lump-sum"
    BURDEN = "out-of-pocket-ceiling"


class Period(Enum):
    """Over what a deductible, cap or comparison counts."""

    YEAR = "year"
    ADMISSION = "admission"
    VISIT = "visit"
    MONTH = "month"
    INSURANCE_YEAR = "insurance-year"
    PREVIOUS_YEAR = "previous-year"
    """The calendar year before; of a comparison only."""


class Operator(Enum):
    """A comparison; the words are those of the lexicon, the inclusive ones contain the bound."""

    AT_LEAST = ">="
    AT_MOST = "<="
    OVER = ">"
    BELOW = "<"


class Strength(Enum):
    """How firmly a norm binds."""

    IN_PRINCIPLE = "in-principle"
    MAY = "may"


class Expected(Enum):
    """A result other than an amount that an example can expect."""

    UNDETERMINED = "undetermined"
    EXCLUDED = "excluded"
    ELSEWHERE = "elsewhere"
    GRANTED = "granted"
    ZERO = "zero"
    NO_RECORD = "no-record"


class Rounding(Enum):
    """How an amount is rounded, and to what."""

    HALF_UP_FEN = "half-up-fen"
    HALF_UP_JIAO = "half-up-jiao"
    HALF_UP_YUAN = "half-up-yuan"
    DOWN_FEN = "down-fen"
    DOWN_JIAO = "down-jiao"
    DOWN_YUAN = "down-yuan"


class Outcome(Enum):
    """How several identities of one person are resolved."""

    BEST_OUTCOME = "outcome"
    BEST_CLASS = "class"
