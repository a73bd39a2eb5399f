"""What read rules refer to exists: benefits, pools, clauses and parameters.

The compiler cannot produce a dangling reference; a file from elsewhere can, and no engine should have to
expect one. Categories, care and diseases need not be known: one that is not applies to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from tiaowen.compiler.emit.json.problem import Problem, UnreadableRules
from tiaowen.compiler.emit.json.shapes import kind_of
from tiaowen.compiler.rules.model import (
    COVERAGE,
    Allowed,
    Amount,
    Banded,
    Benefit,
    Box,
    Compare,
    Elsewhere,
    Excluded,
    Fixed,
    FullSubsidy,
    Lump,
    Nothing,
    OfFact,
    OfStatistic,
    Open,
    Ordered,
    Policy,
    Ratio,
    Rising,
    Rule,
    Test,
)
from tiaowen.dsl.tree import Facet, Period

COUNTED = (Facet.DEDUCTIBLE.value, Facet.BURDEN.value, Facet.CAP.value, Facet.TOTAL_CAP.value)
OVER = (Period.YEAR, Period.INSURANCE_YEAR, Period.MONTH)
RATIO = Facet.RATIO.value

_AMOUNTS = (Fixed, OfStatistic, OfFact)
_LIMIT = (*_AMOUNTS, Nothing, Open)
VALUES: Mapping[str, tuple[type, ...]] = {
    COVERAGE: (Excluded, Elsewhere, Allowed),
    **dict.fromkeys(COUNTED, _LIMIT),
    RATIO: (Ratio, Banded, Open),
    Facet.LUMP_SUM.value: (*_AMOUNTS, Lump, Open),
    Facet.SUBSIDY.value: (*_AMOUNTS, FullSubsidy, Ratio, Open),
}
"""What the value of a rule can be, by its facet."""

Path = tuple[str, ...]


def check_references(policy: Policy) -> None:
    """Raise :class:`UnreadableRules` for the first reference to something that is not there."""
    for name, identity in policy.identities.items():
        path = ("policy", "identities", name)
        if identity.category != name:
            raise UnreadableRules((*path, "category"), Problem.CONTRADICTION, name)
    for at, held in enumerate(policy.classes):
        _check_boxes(held.boxes, policy, ("policy", "classes", str(at), "boxes"))
    _known(policy.derived, {held.id for held in policy.classes}, ("policy", "derived"))
    month, day = policy.insurance_year
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise UnreadableRules(("policy", "insurance_year"), Problem.NOT_A_DATE)
    parameters = {parameter.id for parameter in policy.parameters}
    _known(policy.figures, parameters, ("policy", "figures"))
    _check_pools(policy)
    _check_clauses(policy)
    for at, tilt in enumerate(policy.adjustments):
        _check_boxes(tilt.boxes, policy, ("policy", "adjustments", str(at), "boxes"))
        _clause(tilt.clause, policy, ("policy", "adjustments", str(at), "clause"))
    _check_norms(policy)
    earlier: set[str] = set()
    for at, benefit in enumerate(policy.benefits):
        path = ("policy", "benefits", str(at))
        if benefit.id in earlier:
            raise UnreadableRules((*path, "id"), Problem.REPEATED_MEMBER)
        _check_benefit(benefit, earlier, policy, path)
        earlier.add(benefit.id)


def _known(used: Iterable[str], known: Collection[str], path: Path) -> None:
    for name in used:
        if name not in known:
            raise UnreadableRules(path, Problem.UNKNOWN_REFERENCE, name)


def _check_norms(policy: Policy) -> None:
    benefits = {benefit.id for benefit in policy.benefits}
    for at, norm in enumerate(policy.norms):
        path = ("policy", "norms", str(at))
        if isinstance(norm, Rising | Ordered):
            _known(norm.benefits, benefits, (*path, "benefits"))
        if isinstance(norm, Ordered):
            _check_boxes(norm.above_boxes, policy, (*path, "above_boxes"))
            _check_boxes(norm.below_boxes, policy, (*path, "below_boxes"))


def _check_pools(policy: Policy) -> None:
    benefits = {benefit.id for benefit in policy.benefits}
    seen: set[str] = set()
    for at, pool in enumerate(policy.pools):
        path = ("policy", "pools", str(at))
        _known(pool.benefits, benefits, (*path, "benefits"))
        _known((benefit for benefit, _ in pool.care), pool.benefits, (*path, "care"))
        if pool.facet not in COUNTED:
            raise UnreadableRules((*path, "facet"), Problem.NOT_ONE_OF, ", ".join(COUNTED))
        if pool.period not in OVER:
            raise UnreadableRules((*path, "period"), Problem.NOT_ONE_OF, ", ".join(each.value for each in OVER))
        if pool.id in seen:
            raise UnreadableRules((*path, "id"), Problem.REPEATED_MEMBER)
        seen.add(pool.id)


def _check_clauses(policy: Policy) -> None:
    for at, clause in enumerate(policy.clauses):
        if clause.index != at:
            raise UnreadableRules(("policy", "clauses", str(at), "index"), Problem.CONTRADICTION, str(at))


def _clause(index: int, policy: Policy, path: Path) -> None:
    if not 0 <= index < len(policy.clauses):
        raise UnreadableRules(path, Problem.UNKNOWN_REFERENCE, str(index))


def _check_benefit(benefit: Benefit, earlier: set[str], policy: Policy, path: Path) -> None:
    benefits = {each.id for each in policy.benefits}
    _known((other for other, _ in benefit.displaced_by), benefits, (*path, "displaced_by"))
    _known(benefit.pools, {pool.id for pool in policy.pools}, (*path, "pools"))
    if benefit.kind not in {"visit", "enrolment", "grant"}:
        raise UnreadableRules((*path, "kind"), Problem.NOT_ONE_OF, "visit, enrolment, grant")
    if benefit.base is not None:
        _known(benefit.base.benefits, benefits, (*path, "base", "benefits"))
        for other in benefit.base.benefits:
            if other not in earlier:
                raise UnreadableRules((*path, "base", "benefits"), Problem.WRONG_ORDER, other)
    _check_boxes(benefit.covers, policy, (*path, "covers"))
    for at, requirement in enumerate(benefit.requires):
        for test in (test for option in requirement.options for test in option):
            _check_test(test, policy, (*path, "requires", str(at)))
    for at, exclusion in enumerate(benefit.excludes):
        for test in exclusion.when:
            _check_test(test, policy, (*path, "excludes", str(at), "when"))
        _check_boxes(exclusion.unless, policy, (*path, "excludes", str(at), "unless"))
    for at, rule in enumerate(benefit.rules):
        where = (*path, "rules", str(at))
        _check_boxes(rule.boxes, policy, (*where, "boxes"))
        _clause(rule.clause, policy, (*where, "clause"))
        _check_counter(rule, benefit, policy, (*where, "pool"))
        _check_value(rule, (*where, "value"))
        for amount in _amounts(rule.value):
            _check_amount(amount, policy, (*where, "value"))


def _check_counter(rule: Rule, benefit: Benefit, policy: Policy, path: Path) -> None:
    """Check that a limit is measured against a counter of its kind that its benefit draws on."""
    if rule.pool is None or rule.facet == RATIO:
        return
    pool = next((each for each in policy.pools if each.id == rule.pool), None)
    if pool is None:
        raise UnreadableRules(path, Problem.UNKNOWN_REFERENCE, rule.pool)
    counts = "cap" if rule.facet.startswith("pool:") else rule.facet
    if pool.facet != counts or benefit.id not in pool.benefits:
        raise UnreadableRules(path, Problem.CONTRADICTION, f"{pool.facet}: {', '.join(pool.benefits)}")


def _check_value(rule: Rule, path: Path) -> None:
    """Check that a facet has a value it can have, and that no rate is more than the whole."""
    facet = Facet.CAP.value if rule.facet.startswith("pool:") else rule.facet
    allowed = VALUES.get(facet)
    if allowed is None:
        raise UnreadableRules((*path[:-1], "facet"), Problem.NOT_ONE_OF, ", ".join(VALUES))
    if not isinstance(rule.value, allowed):
        raise UnreadableRules(
            (*path, "type"), Problem.NOT_ONE_OF, ", ".join(sorted(kind_of(x.__name__) for x in allowed))
        )
    shares = [piece.share for piece in rule.value.slices] if isinstance(rule.value, Banded) else []
    shares += [rule.value.share] if isinstance(rule.value, Ratio) else []
    if any(share > 1 for share in shares):
        raise UnreadableRules(path, Problem.OUT_OF_RANGE, "1")


def _amounts(value: object) -> Iterator[Amount]:
    """Yield the amounts a value of a facet is made of."""
    if isinstance(value, OfStatistic):
        yield value
    elif isinstance(value, Open) and value.amount is not None:
        yield value.amount


def _check_amount(amount: Amount, policy: Policy, path: Path) -> None:
    if isinstance(amount, OfStatistic):
        _known([amount.parameter], {parameter.id for parameter in policy.parameters}, path)


def _check_boxes(boxes: tuple[Box, ...], policy: Policy, path: Path) -> None:
    for at, box in enumerate(boxes):
        for test in box.tests:
            _check_test(test, policy, (*path, str(at), "tests"))


def _check_test(test: Test, policy: Policy, path: Path) -> None:
    condition = test.condition
    if not isinstance(condition, Compare):
        return
    if (condition.number is None) == (condition.amount is None):
        raise UnreadableRules(path, Problem.CONTRADICTION, "number / amount")
    if condition.amount is not None:
        _check_amount(condition.amount, policy, path)
