"""A claim that lies in a given set of cases: who is looked at, where they go, and what else has to hold.

Takes a benefit and a box; gives a claim in which the benefit is reached, as far as that can be read off the tests of
the box, of what the benefit covers, and of its requirements and exclusions. Whether it is reached is for the reference
engine to say: a claim from here proves nothing until it is settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import define, field

from tiaowen.compiler.claims.columns import COUNTED
from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.rules.boxes import intersect
from tiaowen.compiler.rules.model import DAY, Benefit, Box, Compare, HasDisease, HasMark, Policy, Test
from tiaowen.dsl.tree import Operator

BILL = 1_000_000
"""The costs of a claim in fen, where nothing asks for more or less: 10,000 yuan."""

_LATEST = date(9999, 12, 31)
_USUAL_LEVEL = 2


def claim_in(policy: Policy, benefit: Benefit, box: Box, *, bill: int = BILL) -> Visit | None:
    """Return a claim in ``box`` under a benefit, with costs of about ``bill`` fen; None where none is found."""
    for covered in benefit.covers or (Box(),):
        joined = intersect(box, covered)
        if joined is not None and (claim := _claim(policy, benefit, joined, bill)) is not None:
            return claim
    return None


def day_in_force(policy: Policy, benefit: Benefit | None = None) -> date:
    """Return a day on which a document and a benefit are in force: the first of a year, where there is one."""
    spans = [(policy.start, policy.end), *([(benefit.start, benefit.end)] if benefit is not None else [])]
    first = max((start for start, _ in spans if start is not None), default=policy.issued or date(2024, 1, 1))
    last = min((end for _, end in spans if end is not None), default=_LATEST)
    new_year = date(min(first.year + 1, _LATEST.year), 1, 1)
    return new_year if first != date(first.year, 1, 1) and new_year <= last else first


def _claim(policy: Policy, benefit: Benefit, box: Box, bill: int) -> Visit | None:
    wanted = [*box.tests, *(test for each in benefit.requires for test in each.options[0])]
    wanted += [Test(each.when[0].condition, not each.when[0].holds) for each in benefit.excludes if each.when]
    facts = _Facts()
    if not all(facts.take(test) for test in wanted):
        return None
    who = _category(policy, box)
    if who is None:
        return None
    visit = benefit.kind == "visit"
    money = {"premium": 40_000, "premium_tier_1": 40_000} if not visit else {}
    if visit:
        money[benefit.base.column if benefit.base is not None else "in_scope"] = bill
    numbers = {column: facts.number(column, money.get(column)) for column in (*money, *facts.bounds)}
    # What two conditions leave nothing between is in no claim.
    if any(number is None for number in numbers.values()):
        return None
    day = facts.number(DAY, None) if DAY in facts.bounds else None
    return Visit(
        claim="1",
        person="1",
        date=day_in_force(policy, benefit) if day is None else date.fromordinal(day),
        categories=(Held(who),),
        care=_one(box.care if box.care is not None else benefit.care, "inpatient") if visit else "",
        level=_level(box) if visit else None,
        diseases=frozenset(facts.diseases()),
        marks=frozenset(facts.marks),
        money={c: n for c, n in numbers.items() if n is not None and c != DAY and not is_count(policy, c)},
        facts={c: n for c, n in numbers.items() if n is not None and c != DAY and is_count(policy, c)},
        plan=_one(box.plans, "resident-tier-1") if not visit else (_one(box.plans, "") or None),
        kind=benefit.kind,
    )


def is_count(policy: Policy, column: str) -> bool:
    """Return whether a claim column holds a plain number, and no amount of money."""
    return column in policy.counted or column.replace("_", "-") in COUNTED


def _category(policy: Policy, box: Box) -> str | None:
    """Return the first category, in the order of the document, that means people of the box and nobody else."""
    if box.categories is None:
        return next(iter(policy.atoms), None)
    # One that the document does not divide or rename says most plainly who it is.
    ranked = sorted(
        policy.identities.values(),
        key=lambda each: (len(each.atoms), each.category not in each.atoms, each.rank, each.category),
    )
    return next((each.category for each in ranked if box.categories.issuperset(each.atoms)), None)


def _level(box: Box) -> int:
    return _USUAL_LEVEL if box.levels is None or _USUAL_LEVEL in box.levels else min(box.levels)


def _one(ids: Iterable[str] | None, otherwise: str) -> str:
    found = sorted(ids or ())
    return otherwise if not found or otherwise in found else found[0]


@define
class _Facts:
    """What has to hold, gathered test by test."""

    marks: set[str] = field(factory=set)
    without: set[str] = field(factory=set)
    listed: list[frozenset[str]] = field(factory=list)
    unlisted: set[str] = field(factory=set)
    bounds: dict[str, tuple[int, int | None]] = field(factory=dict)

    def take(self, test: Test) -> bool:
        """Take one test; False where it contradicts another, or is about what is not known here."""
        match test.condition:
            case HasMark(mark):
                (self.marks if test.holds else self.without).add(mark)
                return self.marks.isdisjoint(self.without)
            case HasDisease(_, members):
                if test.holds:
                    self.listed.append(members)
                else:
                    self.unlisted |= members
                return True
            case Compare() as compare:
                return self._bound(compare, test.holds)
            case _:
                return not test.holds

    def _bound(self, compare: Compare, holds: bool) -> bool:
        if compare.number is None:
            return not holds
        low, high = self.bounds.get(compare.column, (0, None))
        above = compare.operator in (Operator.OVER, Operator.AT_LEAST)
        start = compare.number + (compare.operator in (Operator.OVER, Operator.AT_MOST))
        if above == holds:
            low = max(low, start)
        else:
            high = start - 1 if high is None else min(high, start - 1)
        self.bounds[compare.column] = (low, high)
        return high is None or low <= high

    def number(self, column: str, usual: int | None) -> int | None:
        """Return a number within the bounds of a column, the usual one if it may be; None where there is none."""
        low, high = self.bounds.get(column, (0, None))
        if usual is not None and low <= usual and (high is None or usual <= high):
            return usual
        if usual is not None and usual < low:
            return _rounded(low, high)
        return low if high is None else high

    def diseases(self) -> Iterator[str]:
        """Yield one disease of each list that one has to be of."""
        for members in self.listed:
            yield from sorted(members - self.unlisted)[:1]


def _rounded(low: int, high: int | None) -> int:
    """Return the next full 10,000 yuan, where it is still within bounds."""
    rounded = -(-low // BILL) * BILL
    return rounded if high is None or rounded <= high else low


def boxes_of(benefit: Benefit, *facets: str) -> Iterator[Box]:
    """Yield the boxes of all rules of some facets."""
    return (box for rule in benefit.rules if rule.facet in facets for box in rule.boxes)
