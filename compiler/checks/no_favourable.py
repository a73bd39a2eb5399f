"""TW109: people who can be two things at once, paid differently, and no word on which of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from typing import ClassVar

from attrs import evolve, frozen

from tiaowen.compiler.checks.check import Answer, Check, CheckFinding, Engine, Undecided, Words, pick
from tiaowen.compiler.checks.claims import claim_in
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.rules.boxes import intersect
from tiaowen.compiler.rules.model import Benefit, Box, Open
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

FACETS = ("ratio", "lump-sum", "subsidy", "cap", "deductible")

MOST_PAIRS = 40
"""So many pairs of people of a benefit are tried."""

NO_RECORD = -1
"""What is paid by a benefit that a claim has no record of."""

BILLS = (200_000, 2_000_000)
"""The costs they are tried with, in fen: under most caps, and over most deductibles."""


@frozen(kw_only=True)
class NoFavourable(CheckFinding):
    """Benefits without a rule for several identities; the cases: either of two, and both."""

    id: ClassVar[str] = "TW109"
    severity: ClassVar[Severity] = Severity.WARNING
    benefits: tuple[Words, ...]

    def says(self, language: Language) -> str:
        """Name the benefits."""
        names = ("、" if language is Language.ZH else ", ").join(pick(each, language) for each in self.benefits)
        if language is Language.ZH:
            return f"{names}没有写多重身份按哪一种救助。"
        return f"{names}: no word on what counts for a person of several identities."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        if language is Language.ZH:
            return "请另写一行，如：多重身份：就高不重复。"
        return "Add a line, such as: several identities: most favourable outcome."


def find(context: Context) -> Iterable[Answer]:
    """Look at each benefit without a rule; all of them are one finding, with the cases of the first for a visit."""
    silent = [b for b in context.policy.benefits if b.several is None and b.kind != "grant"]
    found = [(b, visits) for b in silent if (visits := _claims(context, b))]
    if found:
        first, visits = min(found, key=lambda each: each[0].kind != "visit")
        cases = tuple(map(context.case, visits))
        names = tuple(context.name(benefit.id) for benefit, _ in found)
        yield NoFavourable(benefits=names, cases=cases, place=context.benefit_place(first))
    elif open_ := next((b for b in silent if _left_open(b)), None):
        en, zh = context.name(open_.id)
        reason = (
            f"there is no rule for several identities, and figures of {en} are still open",
            f"没有写多重身份按哪一种救助，而{zh}还有数值未定",
        )
        yield Undecided(reason, context.benefit_place(open_))


def _left_open(benefit: Benefit) -> bool:
    """Return whether some are paid by other words than others, and one of the figures is open."""
    facets = ({rule.value for rule in benefit.facet(facet)} for facet in FACETS)
    return any(len(values) > 1 and any(isinstance(value, Open) for value in values) for values in facets)


def _claims(context: Context, benefit: Benefit) -> tuple[Visit, ...]:
    """Return a claim of two different people, and the same claim of somebody who is both and gets nothing certain."""
    return next(filter(None, (_tried(context, benefit, bill) for bill in BILLS)), ())


def _tried(context: Context, benefit: Benefit, bill: int) -> tuple[Visit, ...]:
    for one, other in islice(_pairs(benefit), MOST_PAIRS):
        shared = intersect(evolve(one, categories=None), evolve(other, categories=None))
        if shared is None or one.categories is None or other.categories is None:
            continue
        ones, others = (evolve(shared, categories=c) for c in _apart(one.categories, other.categories))
        first, second = (claim_in(context.policy, benefit, box, bill=bill) for box in (ones, others))
        if first is None or second is None:
            continue
        both = evolve(first, categories=(*first.categories, Held(second.categories[0].category)))
        visits = first, evolve(first, categories=second.categories), both
        one_, other_, both_ = (dict(context.paid(visit)).get(benefit.id, NO_RECORD) for visit in visits)
        if both_ is None and one_ is not None and other_ is not None and one_ != other_:
            return visits
    return ()


def _apart(one: frozenset[str], other: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    return one - other, other - one


def _pairs(benefit: Benefit) -> Iterator[tuple[Box, Box]]:
    """Yield pairs of boxes about different people, of clauses with different figures."""
    for facet in FACETS:
        rules = benefit.facet(facet)
        for a, b in combinations(rules, 2):
            if a.value != b.value and not isinstance(a.value, Open) and not isinstance(b.value, Open):
                yield from ((one, other) for one in a.boxes for other in b.boxes if one.categories != other.categories)


CHECK = Check("TW109", "multiple-identity-without-priority", Engine.NAMES, (NoFavourable,), find)
