"""Conditions, selectors, and the values and terms of a clause."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.dsl.tree.base import Span, here
from tiaowen.dsl.tree.quantities import Facet, Operator, Period, Quantity, Strength
from tiaowen.dsl.tree.words import Item, Name, Text


@frozen
class Comparison:
    """A fact compared with a quantity: ``in-scope expenses over 30,000 yuan per admission``."""

    fact: Name
    operator: Operator
    quantity: Quantity
    period: Period | None = None
    span: Span = here()


Condition = Item | Comparison


@frozen
class Selector:
    """Whom and which cases a clause is about.

    Names of one dimension are alternatives, different dimensions must all hold; the vocabulary tells the dimension.
    """

    items: tuple[Item, ...]
    except_: tuple[Item, ...] = ()
    where: tuple[Condition, ...] = ()
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
class Raised:
    """An insurer's figure raised by percentage points, as a share."""

    share: Fraction
    span: Span = here()


@frozen
class Bracket:
    """One rate of a bracketed ratio: over ``over`` fen (exclusive) up to ``upto`` fen (inclusive, None: no end)."""

    share: Fraction
    over: int | None = None
    upto: int | None = None
    span: Span = here()


@frozen
class Brackets:
    """A ratio that depends on the amount, its brackets in order."""

    brackets: tuple[Bracket, ...]
    span: Span = here()


Value = Exact | Bound | SetBy | NotStated | AsFor | Reduced | Raised | Brackets


@frozen
class FacetTerm:
    """``ratio 60%``, ``deductible 5,000 yuan per visit``."""

    facet: Facet
    value: Value
    period: Period | None = None
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


Term = FacetTerm | NoFacet | Full | NotCovered | Granted | Governed
