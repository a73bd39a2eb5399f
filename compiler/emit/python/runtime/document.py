"""The tables of a document, here of one that says nothing: ``tables`` writes the real ones into the emitted module.

Nothing of this file is copied. It lets the machinery be checked as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tiaowen.compiler.emit.python.runtime.cases import Benefit, Bound, Case, Identity
from tiaowen.compiler.emit.python.runtime.claim import Articles
from tiaowen.compiler.emit.python.runtime.fund import FundRule

IN_FORCE_FROM: date | None = None
IN_FORCE_ARTICLES: Articles = ()
IN_FORCE_TO: date | None = None
END_ARTICLES: Articles = ()
EXPENSES_FROM: date | None = None
EXPENSES_ARTICLES: Articles = ()
RECIPIENT_ARTICLES: Articles = ()
READINGS: tuple[str, ...] = ()
IDENTITY_EVENTS: tuple[str, ...] = ()
PEOPLE_READINGS: dict[str, Articles] = {}
IDENTITIES: dict[str, Identity] = {}
WIDER_CATEGORIES: dict[str, tuple[str, ...]] = {}
OUTSIDE: str | None = None
WIDE_CARE: dict[str, tuple[str, ...]] = {}
LEVELS: tuple[int, ...] = (1, 2, 3)
PLANS: tuple[str, ...] = ("",)
BOUNDS: dict[str, tuple[Bound, ...]] = {}
YEARLY_FACTS: tuple[str, ...] = ()
LEAVES_OUT: dict[str, tuple[str, ...]] = {}
DERIVED: tuple[tuple[str, Callable[[Case], bool], frozenset[str]], ...] = ()
INSURANCE_YEAR: tuple[int, int] = (1, 1)
COUNTED_OVER: dict[str, tuple[str, bool]] = {}
BENEFITS: tuple[Benefit, ...] = ()
FUND_RULES: tuple[FundRule, ...] = ()
REASONS: dict[str, tuple[str, str]] = {}
CONCEPTS: dict[str, tuple[str, ...]] = {}
COLUMNS_BY_NAME: dict[str, tuple[str, ...]] = {}
COUNTED_FACTS: frozenset[str] = frozenset()
MONEY_COLUMNS: frozenset[str] = frozenset()
DATE_COLUMNS: frozenset[str] = frozenset()
CARE_DAYS: tuple[str, ...] = ()
