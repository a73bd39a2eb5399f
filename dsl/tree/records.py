"""Fund rows, norms, records, examples and declarations."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.dsl.tree.base import Span, here
from tiaowen.dsl.tree.clauses import FundShare
from tiaowen.dsl.tree.quantities import Date, Duration, Expected, Facet, Money, Operator, Period, Quantity, Strength
from tiaowen.dsl.tree.words import Item, Name, Text


@frozen
class RateRange:
    """A range of a rate: over ``over`` (exclusive, None: from nothing) up to ``upto`` (inclusive, None: no end)."""

    over: Fraction | None = None
    upto: Fraction | None = None
    span: Span = here()


@frozen
class FundRow:
    """Who bears a range of a deficit; ``range`` is a rate range or a mark such as *reserve exhausted*."""

    range: RateRange | Name
    shares: tuple[FundShare, ...]
    span: Span = here()


@frozen
class Deadline:
    """When a duty is due.

    ``form`` is one of within (``duration`` of ``event``), before (``duration`` before ``event``), yearly (by
    ``month``-``day``), monthly-day (by ``day``), next-month-day, times-a-year (``times``), monthly, same-month
    (of ``event``).
    """

    form: str
    duration: Duration | None = None
    event: Text | None = None
    month: int | None = None
    day: int | None = None
    times: int | None = None
    span: Span = here()


@frozen
class Duty:
    """What an authority has to do, and by when."""

    actors: tuple[Name, ...]
    action: Text
    deadline: Deadline | None = None
    span: Span = here()


@frozen
class Limit:
    """A yearly check on a quantity of the fund."""

    measure: Name
    operator: Operator
    quantity: Quantity
    strength: Strength | None = None
    span: Span = here()


@frozen
class InForce:
    """From a date, or ``days`` days after issue; ``end`` is the last day."""

    start: Date | None = None
    days: int | None = None
    end: Date | None = None
    span: Span = here()


@frozen
class Expires:
    """The last day of the document, or how long it is in force."""

    end: Date | None = None
    after: Duration | None = None
    span: Span = here()


@frozen
class Retroactive:
    """The document also holds for expenses from this day on, whenever they are settled."""

    start: Date
    span: Span = here()


@frozen
class Rising:
    """A lower document's brackets of a facet must rise with the expense."""

    facet: Facet
    strength: Strength | None = None
    span: Span = here()


@frozen
class Ordered:
    """A lower document must give ``above`` more of a facet than ``below``."""

    facet: Facet
    above: tuple[Name, ...]
    below: tuple[Name, ...]
    strength: Strength | None = None
    span: Span = here()


@frozen
class Repeals:
    """Documents that end with this one."""

    documents: tuple[Text, ...]
    span: Span = here()


@frozen
class NotComputed:
    """A passage of the source that computes nothing, with its matter and what it is about in a few words."""

    matter: Name
    text: Text
    span: Span = here()


@frozen
class Quote:
    """A few words of the source beside the line they support."""

    text: Text
    span: Span = here()


@frozen
class Reading:
    """How the line above reads words that leave a choice."""

    text: Text
    span: Span = here()


@frozen
class Accept:
    """A finding on the line above that somebody accepts, and why; ``mark`` is its meaning in letters."""

    check: Name
    reason: Text
    mark: Name | None = None
    span: Span = here()


@frozen
class Doubt:
    """A passage that can be read in several ways, which the choices below it spell out."""

    name: Name
    text: Text
    span: Span = here()


@frozen
class Fact:
    """One fact of an example: a name that holds (perhaps from ``start`` to ``end`` only), or a named quantity.

    ``past`` is the time before the claim that a quantity is about, as in a comparison.
    """

    item: Item
    quantity: Quantity | None = None
    start: Date | None = None
    end: Date | None = None
    past: Period | Duration | None = None
    span: Span = here()


@frozen
class Example:
    """Opens an example; the lines up to the next example or heading belong to it."""

    title: Text
    span: Span = here()


@frozen
class Given:
    """A figure that holds in this example only."""

    name: Name
    quantity: Quantity
    year: int | None = None
    span: Span = here()


@frozen
class Person:
    """A person of the example; ``name`` where there are several, who then are one family."""

    facts: tuple[Fact, ...]
    name: Name | None = None
    span: Span = here()


@frozen
class Visit:
    """A visit of the person."""

    date: Date
    facts: tuple[Fact, ...]
    span: Span = here()


@frozen
class Enrolment:
    """An enrolment payment of the person."""

    date: Date
    facts: tuple[Fact, ...]
    span: Span = here()


@frozen
class FundYear:
    """A year of the fund."""

    facts: tuple[Fact, ...]
    span: Span = here()


@frozen
class Expect:
    """What the step above must come to."""

    benefit: Name
    result: Money | Expected
    span: Span = here()


@frozen
class Kind:
    """``[categories]``: the kind of the names declared below it."""

    kind: str
    span: Span = here()


@frozen
class Concept:
    """``high-risk mothers = 高危孕产妇``: a name declared in the file, with its aliases in both languages."""

    names: tuple[Name, ...]
    span: Span = here()


@frozen
class StatisticValue:
    """``value of S, Region, 2022 = 26,937 yuan "source"``: a published figure."""

    names: tuple[Name, ...]
    year: int
    quantity: Quantity
    source: Text | None = None
    span: Span = here()


@frozen
class Unparsed:
    """A line that could not be read; a finding says why. Kept so that nothing of the file is lost."""

    text: str
    span: Span = here()
