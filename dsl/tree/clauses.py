"""Conditions, selectors, and the values and terms of a clause."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.dsl.tree.base import Span, here
from tiaowen.dsl.tree.quantities import Date, Duration, Facet, Operator, Period, Quantity, Strength
from tiaowen.dsl.tree.words import Item, Name, Text


@frozen
class Comparison:
    """A fact compared with a quantity: ``in-scope expenses over 30,000 yuan per admission``.

    ``period`` is what the fact is summed over; a duration is the time before the claim (``in the past 12 months``).
    """

    fact: Name
    operator: Operator
    quantity: Quantity
    period: Period | Duration | None = None
    span: Span = here()


@frozen
class AnyOf:
    """Alternatives, of which one must hold: each is a list of conditions that must all hold."""

    options: tuple[tuple[Item | Comparison, ...], ...]
    span: Span = here()


Condition = Item | Comparison
Conditions = tuple[Condition | AnyOf, ...]
"""Conditions that must all hold; an :class:`AnyOf` stands alone."""


@frozen
class Selector:
    """Whom and which cases a clause is about.

    Names of one dimension are alternatives, different dimensions must all hold; the vocabulary tells the dimension.
    """

    items: tuple[Item, ...]
    except_: tuple[Item, ...] = ()
    where: Conditions = ()
    span: Span = here()


@frozen
class Exact:
    """A figure that settles."""

    quantity: Quantity
    span: Span = here()


@frozen
class Bound:
    """A floor or ceiling for a lower document, perhaps with the authority that sets the figure."""

    operator: Operator
    quantity: Quantity
    strength: Strength | None = None
    by: tuple[Name, ...] = ()
    span: Span = here()


@frozen
class SetBy:
    """A figure delegated to one or more authorities."""

    by: tuple[Name, ...]
    strength: Strength | None = None
    span: Span = here()


@frozen
class NotStated:
    """The document is silent here, and the drafter says so."""

    span: Span = here()


@frozen
class AsFor:
    """The same figure as the same case has under another benefit."""

    benefit: Name
    span: Span = here()


@frozen
class Reduced:
    """An insurer's figure reduced by a share."""

    share: Fraction
    span: Span = here()


@frozen
class Lowered:
    """A ratio lowered by percentage points, as a share."""

    share: Fraction
    span: Span = here()


@frozen
class Raised:
    """A ratio raised by percentage points, as a share."""

    share: Fraction
    span: Span = here()


@frozen
class Bracket:
    """One rate of a bracketed ratio: over ``over`` fen up to ``upto`` fen (None: no end).

    The upper end belongs to it unless ``upto_open``, the lower one does not unless ``over_closed``.
    """

    share: Fraction
    over: int | None = None
    upto: int | None = None
    over_closed: bool = False
    upto_open: bool = False
    span: Span = here()


@frozen
class Step:
    """One sum of a lump sum by steps: ``fen`` for what lies over ``over`` up to ``upto``, ends as a bracket's."""

    fen: int
    over: int | None = None
    upto: int | None = None
    over_closed: bool = False
    upto_open: bool = False
    span: Span = here()


@frozen
class Steps:
    """A lump sum that depends on the amount, its steps in order."""

    steps: tuple[Step, ...]
    span: Span = here()


@frozen
class Brackets:
    """A ratio that depends on the amount, its brackets in order."""

    brackets: tuple[Bracket, ...]
    span: Span = here()


Value = Exact | Bound | SetBy | NotStated | AsFor | Reduced | Lowered | Raised | Brackets | Steps


@frozen
class FacetTerm:
    """``ratio 60%``, ``deductible 5,000 yuan per visit``; ``family``: counted for the household, not the person."""

    facet: Facet
    value: Value
    period: Period | None = None
    family: bool = False
    span: Span = here()


@frozen
class NoFacet:
    """``no deductible``, ``no cap``: abolished or unlimited, which is not silence."""

    facet: Facet
    span: Span = here()


@frozen
class Full:
    """``full subsidy``: the whole individual contribution."""

    span: Span = here()


@frozen
class NotCovered:
    """The case gets nothing, and the document says so."""

    span: Span = here()


@frozen
class Granted:
    """A benefit that is not money is granted (a deposit is waived)."""

    span: Span = here()


@frozen
class Governed:
    """Another document decides the case."""

    document: Text
    span: Span = here()


@frozen
class FundShare:
    """What one fund bears of a range of a deficit: ``city reserve 50%``."""

    fund: Name
    share: Fraction
    span: Span = here()


@frozen
class FundPart:
    """Who pays a part of a benefit: up to ``upto`` fen, or a ``share``, or with neither the rest."""

    fund: Name
    upto: int | None = None
    share: Fraction | None = None
    span: Span = here()


@frozen
class ValidTerm:
    """The clause's own period, both ends included."""

    start: Date
    end: Date | None = None
    span: Span = here()


Term = FacetTerm | NoFacet | Full | NotCovered | Granted | Governed | FundPart | ValidTerm
