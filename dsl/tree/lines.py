"""Header lines, headings, clauses, definitions and properties of benefits."""

from __future__ import annotations

from attrs import frozen

from tiaowen.dsl.tree.base import Span, here
from tiaowen.dsl.tree.clauses import Condition, Conditions, Selector, Term
from tiaowen.dsl.tree.quantities import Date, Facet, Outcome, Period, Rounding, Strength
from tiaowen.dsl.tree.words import Citation, Item, Name, Text


@frozen
class PolicyLine:
    """``policy baoshan-2022 "…"``."""

    id: str
    title: Text | None = None
    span: Span = here()


@frozen
class Number:
    """The document number."""

    text: Text
    span: Span = here()


@frozen
class Region:
    """The regions from the widest to the one that the document governs."""

    names: tuple[Name, ...]
    span: Span = here()


@frozen
class Issued:
    """Date of issue, and the issuer."""

    date: Date
    by: Text | None = None
    span: Span = here()


@frozen
class Under:
    """The documents this one is based on."""

    documents: tuple[Text, ...]
    span: Span = here()


@frozen
class SourceLine:
    """Where the original text is kept."""

    text: Text
    span: Span = here()


@frozen
class Outline:
    """The places of the source document that must have a heading here, as closed ranges."""

    ranges: tuple[tuple[Citation, Citation], ...]
    span: Span = here()


@frozen
class Use:
    """A vocabulary used by the file."""

    text: Text
    span: Span = here()


@frozen
class Refines:
    """The higher documents, by id, that this one fills in: what it leaves unsaid is theirs."""

    policies: tuple[Name, ...]
    span: Span = here()


@frozen
class HeadingCite:
    """One citation of a heading, with the facets it is the source of (all, when none is named)."""

    citation: Citation
    facets: tuple[Facet, ...] = ()
    span: Span = here()


@frozen
class Heading:
    """A heading of the source document: every line below it cites it."""

    cites: tuple[HeadingCite, ...]
    title: Text | None = None
    span: Span = here()


@frozen
class For:
    """``for inpatient assistance, outpatient assistance:``: the benefits the next lines are about."""

    benefits: tuple[Name, ...]
    span: Span = here()


@frozen
class Amends:
    """``amends Article 10 of baoshan-2022:``: the next lines stand in the place of what that article says."""

    policy: Name
    citation: Citation
    span: Span = here()


@frozen
class Clause:
    """``class 3: deductible 10% of provincial disposable income, ratio 60%, cap 1x income``."""

    selector: Selector
    terms: tuple[Term, ...]
    span: Span = here()


@frozen
class Means:
    """``class 1 means extremely poor people, orphans``; ``count`` is the number of entries the source states.

    Without ``items`` the conditions alone define it: ``low-income family members means income per head below …``.
    """

    heads: tuple[Name, ...]
    items: tuple[Item, ...]
    count: int | None = None
    except_: tuple[Item, ...] = ()
    where: Conditions = ()
    span: Span = here()


@frozen
class Basis:
    """A published statistic as this document uses it: ``lag_years`` 1 is *previous year*."""

    statistic: Name
    lag_years: int | None = None
    publisher: Name | None = None
    alias: Name | None = None
    rounding: Rounding | None = None
    span: Span = here()


@frozen
class LeavesOut:
    """What a fact of the claims is counted without: ``family income per head leaves out nursing subsidy``."""

    fact: Name
    without: tuple[Name, ...]
    span: Span = here()


@frozen
class SetNames:
    """A list or class that an authority defines: ``major diseases set by county government``."""

    names: tuple[Name, ...]
    by: tuple[Name, ...]
    strength: Strength | None = None
    span: Span = here()


@frozen
class MayExtend:
    """What a lower document may add to a list: between ``least`` and ``most`` entries, or the named ``members``."""

    list: Name
    least: int | None = None
    most: int | None = None
    members: tuple[Item, ...] = ()
    span: Span = here()


@frozen
class Covers:
    """The kinds of care, levels, diseases and plans the benefit is for."""

    items: tuple[Item, ...]
    except_: tuple[Item, ...] = ()
    span: Span = here()


@frozen
class Counts:
    """Which costs count, after whose payments."""

    fact: Name
    after: tuple[Name, ...] = ()
    span: Span = here()


@frozen
class Requires:
    """Conditions that must all hold; a comparison here is a gate and subtracts nothing."""

    conditions: Conditions
    span: Span = here()


@frozen
class Excludes:
    """Cases that get nothing, unless one of ``unless`` holds."""

    conditions: tuple[Condition, ...]
    unless: tuple[Item, ...] = ()
    strength: Strength | None = None
    span: Span = here()


@frozen
class InsteadOf:
    """Benefits that this one takes the place of."""

    benefits: tuple[Name, ...]
    span: Span = here()


@frozen
class Accumulates:
    """``deductible accumulates per year across benefits`` (``across``), or for each benefit on its own."""

    facet: Facet
    period: Period
    across: bool
    span: Span = here()


@frozen
class Banded:
    """``ratio applies by slice`` (``whole`` False) or by whole amount."""

    facet: Facet
    whole: bool
    period: Period | None = None
    span: Span = here()


@frozen
class PoolLine:
    """A named counter on which several benefits, kinds of care or pools draw; ``for`` it, a clause states its cap."""

    name: Name
    members: tuple[Name, ...]
    span: Span = here()


@frozen
class RoundingLine:
    """How payments are rounded."""

    mode: Rounding
    span: Span = here()


@frozen
class InsuranceYear:
    """The day on which the insurance year begins."""

    month: int
    day: int
    span: Span = here()


@frozen
class Several:
    """How several identities of one person are resolved."""

    outcome: Outcome
    span: Span = here()


@frozen
class IdentityAsOf:
    """The event that fixes a person's identity."""

    event: Name
    span: Span = here()


@frozen
class Valid:
    """The benefit's own period, both ends included."""

    start: Date
    end: Date | None = None
    span: Span = here()
