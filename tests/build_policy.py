"""Pieces of policies and claims for tests, without the way from text to rules; ``build_documents`` has whole ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from attrs import evolve

from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Citation, Language, Operator, Period, Span, Text

Cites = tuple[Citation, ...]


def article(*numbers: int) -> Cites:
    """Cite an article."""
    return (Citation("article", numbers),)


def section(*numbers: int) -> Cites:
    """Cite a section."""
    return (Citation("section", numbers),)


def share(percent: int | str) -> Fraction:
    """Return percent as a share."""
    return Fraction(percent) / 100


def box(
    people: Iterable[str] | None = None,
    levels: Iterable[int] | None = None,
    care: Iterable[str] | None = None,
    plans: Iterable[str] | None = None,
    tests: Iterable[m.Test] = (),
) -> m.Box:
    """Return a set of cases."""

    def names(items: Iterable[str] | None) -> frozenset[str] | None:
        return None if items is None else frozenset(items)

    level_set = None if levels is None else frozenset(levels)
    return m.Box(names(people), level_set, names(care), names(plans), tuple(tests))


def rule(
    facet: str,
    value: m.Value,
    boxes: m.Box | Iterable[str],
    cites: Cites,
    period: Period | None = None,
    clause: int = 0,
) -> m.Rule:
    """Put a value on a box, or on all cases of some people."""
    found = boxes if isinstance(boxes, m.Box) else box(boxes)
    return m.Rule(facet, value, (found,), period, cites, clause)


def marked(mark: str, holds: bool = True) -> m.Test:
    """Test a mark."""
    return m.Test(m.HasMark(mark), holds)


def ill(name: str, members: Iterable[str], holds: bool = True) -> m.Test:
    """Test the diseases."""
    return m.Test(m.HasDisease(name, frozenset(members)), holds)


def compare(column: str, operator: Operator, number: int, period: Period | None = None) -> m.Test:
    """Test a fact."""
    return m.Test(m.Compare(column.replace("_", "-"), column, operator, number, None, period))


def require(test: m.Test, cites: Cites) -> m.Requirement:
    """Require a test."""
    return m.Requirement(test, cites)


def base(cites: Cites, payers: Iterable[str] = ("basic", "critical_illness"), after: Iterable[str] = ()) -> m.Base:
    """Count the in-scope costs after some insurers and benefits."""
    names = tuple(payers)
    return m.Base("in-scope-costs", "in_scope", names, tuple(f"paid_{name}" for name in names), tuple(after), cites)


BLANK_BENEFIT = m.Benefit(
    id="",
    kind="visit",
    care=None,
    covers=(),
    covers_cites=(),
    requires=(),
    excludes=(),
    base=None,
    displaced_by=(),
    pools=(),
    several=None,
    several_cites=(),
    identity_event=None,
    start=None,
    end=None,
    period_cites=(),
    rules=(),
    cites=(),
)

BLANK_POLICY = m.Policy(
    id="test",
    title=Text(zh="试验", en="Test"),
    number=None,
    regions=(),
    issued=None,
    issuer=None,
    start=None,
    start_cites=(),
    based_on=(),
    repeals=(),
    language=Language.ZH,
    classes=(),
    lists=(),
    atoms=(),
    identities={},
    outside=None,
    ancestors={},
    parameters=(),
    figures={},
    benefits=(),
    pools=(),
    clauses=(),
    adjustments=(),
    fund_rules=(),
    fund_limits=(),
    duties=(),
    remarks=(),
    names={},
    fingerprint="",
)


def pool(id_: str, facet: str, benefits: Iterable[str], cites: Cites) -> m.Pool:
    """Return a counter shared by some benefits."""
    return m.Pool(id_, facet, tuple(benefits), cites)


def counted(policy: m.Policy) -> m.Policy:
    """Return a policy with a counter for each limit that has a period: the declared one, else one of its own."""
    pools = {known.id: known for known in policy.pools}
    benefits = []
    for benefit in policy.benefits:
        declared = {known.facet: known.id for known in policy.pools if known.id in benefit.pools}
        rules = []
        for each in benefit.rules:
            id_, period = _counter(each, benefit.id, declared)
            if id_ is not None and each.facet != "ratio":
                shared = pools.get(id_.removesuffix("@month"))
                sharing = shared.benefits if shared is not None else (benefit.id,)
                pools.setdefault(id_, m.Pool(id_, each.facet, sharing, each.cites, period))
            rules.append(evolve(each, pool=id_))
        own = [id_ for r in rules if (id_ := r.pool) is not None and id_ in pools]
        benefits.append(evolve(benefit, rules=tuple(rules), pools=tuple(dict.fromkeys((*benefit.pools, *own)))))
    return evolve(policy, benefits=tuple(benefits), pools=tuple(pools.values()))


def _counter(rule: m.Rule, benefit: str, declared: Mapping[str, str]) -> tuple[str | None, Period]:
    own = f"{benefit}:{rule.facet}"
    if rule.facet == "ratio":
        yearly = isinstance(rule.value, m.Banded) and rule.value.yearly
        return (own if yearly else None), Period.YEAR
    if rule.facet not in ("deductible", "cap", "total-cap"):
        return None, Period.YEAR
    if rule.period is Period.MONTH:
        return f"{declared.get(rule.facet, own)}@month", Period.MONTH
    if rule.period is Period.YEAR or (rule.period is None and rule.facet != "deductible"):
        return declared.get(rule.facet, own), Period.YEAR
    return (declared.get(rule.facet) if rule.period is None else None), Period.YEAR


def recipients(*names: str) -> Mapping[str, m.Identity]:
    """Return categories that are what they are, ranked in this order."""
    return {name: m.Identity(name, (name,), (), rank) for rank, name in enumerate(names)}


def people_class(id_: str, members: Iterable[str], cites: Cites) -> m.Class:
    """Return a class of recipients."""
    names = tuple(members)
    return m.Class(id_, names, (box(names),), None, True, cites, Span(0, 0))


def visit(  # noqa: PLR0917 -- what a test does not name is as usual
    claim: str = "c1",
    people: str = "",
    day: str = "2023-03-01",
    care: str = "inpatient",
    level: int | None = 2,
    marks: str = "referred designated",
    diseases: str = "",
    person: str = "p1",
    plan: str | None = None,
    kind: str = "visit",
    facts: Mapping[str, int] | None = None,
    **yuan: int | str,
) -> Visit:
    """Return a claim: lists are words, amounts are yuan."""
    return Visit(
        claim=claim,
        person=person,
        date=date.fromisoformat(day),
        categories=tuple(Held(name) for name in people.split()),
        care=care if kind == "visit" else "",
        level=level,
        diseases=frozenset(diseases.split()),
        marks=frozenset(marks.split()),
        money={column: fen(amount) for column, amount in yuan.items()},
        facts=facts or {},
        plan=plan,
        kind=kind,
    )


def fen(yuan: int | str) -> int:
    """Return yuan in fen."""
    amount = Fraction(yuan) * 100
    assert amount.denominator == 1
    return amount.numerator


def amount(yuan: int | str) -> m.Fixed:
    """Return an amount of yuan."""
    return m.Fixed(fen(yuan))
