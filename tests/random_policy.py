"""Random policies of every construction the rules have: they make little sense, and every engine must agree on them.

Rules may overlap, questions meet in one condition, benefits take each other's place and count after each other.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve
from build_policy import BLANK_BENEFIT, BLANK_POLICY, article, counted
from hypothesis import strategies as st

from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Language, Operator, Outcome, Period, Span, Text

ATOMS = ("poor", "old-poor", "orphan", "veteran")
CARE = ("inpatient", "day-surgery", "dialysis", "clinic")
ANCESTORS = {
    "urban-poor": ("urban-poor", "poor", "wide-poor"),
    "poor": ("poor", "wide-poor"),
    "old-poor": ("old-poor", "wide-poor"),
    "dialysis": ("dialysis", "outpatient"),
    "clinic": ("clinic", "outpatient"),
    "lung-cancer": ("lung-cancer", "cancer"),
}
OLD = m.Compare("age", "age", Operator.AT_LEAST, 80)
CITES = st.integers(1, 9).map(article)
SHARES = st.sampled_from([Fraction(1), Fraction(3, 5), Fraction(7, 10), Fraction(1, 3), Fraction(0)])
AMOUNTS = st.sampled_from([m.Fixed(0), m.Fixed(50_001), m.Fixed(300_000)])
STATISTICS = st.builds(m.OfStatistic, SHARES, st.just("income"))
MONEY = st.one_of(AMOUNTS, AMOUNTS, STATISTICS, st.builds(m.OfFact, SHARES, st.just("premium_tier_1")))
NUMBERS = st.builds(
    m.Compare,
    st.sampled_from(["age", "disability-grade"]),
    st.sampled_from(["age", "disability_grade"]),
    st.sampled_from(Operator),
    st.sampled_from([2, 80]),
)
SUMS = st.builds(
    m.Compare,
    st.just("in-scope-costs"),
    st.just("in_scope"),
    st.sampled_from(Operator),
    st.none(),
    MONEY,
    st.sampled_from([None, Period.YEAR, Period.ADMISSION]),
)
CONDITIONS = st.one_of(
    st.builds(m.HasMark, st.sampled_from(["referred", "local"])),
    st.builds(m.HasDisease, st.just("special"), st.sampled_from([frozenset({"lung-cancer"}), frozenset({"a", "b"})])),
    st.builds(m.Holds, st.just("poor"), st.just(frozenset({"poor", "urban-poor", "veteran"}))),
    st.just(OLD),
    NUMBERS,
    SUMS,
)
TESTS = st.builds(m.Test, CONDITIONS, st.booleans())


def _maybe(strategy: st.SearchStrategy[frozenset[str]]) -> st.SearchStrategy[frozenset[str] | None]:
    return st.one_of(st.none(), st.none(), strategy)


def _sets(items: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(items), min_size=1)


BOXES = st.builds(
    m.Box,
    st.one_of(st.none(), _sets((*ATOMS, "others")), _sets((*ATOMS, "others"))),
    st.one_of(st.none(), st.none(), st.frozensets(st.sampled_from([1, 2, 3]), min_size=1)),
    _maybe(_sets(CARE)),
    _maybe(_sets(("tier-1", "tier-2"))),
    st.lists(TESTS, max_size=2).map(tuple),
)
OPEN = st.one_of(st.just(m.Open("not-stated")), st.just(m.Open("delegated", ("bureau",))))
SLICES = st.booleans().map(
    lambda ended: (m.Slice(30_000, Fraction(1, 2)), m.Slice(200_000 if ended else None, Fraction(2, 3)))
)
VALUES: dict[str, st.SearchStrategy[m.Value]] = {
    "coverage": st.sampled_from([m.Excluded(), m.Elsewhere(Text(zh="另文", en="another")), m.Allowed()]),
    "deductible": st.one_of(MONEY, st.just(m.Nothing()), OPEN),
    "ratio": st.one_of(
        st.builds(m.Ratio, SHARES),
        st.builds(m.Ratio, SHARES),
        st.builds(m.Banded, SLICES, st.booleans(), st.booleans()),
        OPEN,
    ),
    "cap": st.one_of(MONEY, st.just(m.Nothing()), OPEN),
    "total-cap": st.one_of(MONEY, st.just(m.Nothing())),
    "subsidy": st.one_of(MONEY, st.just(m.FullSubsidy()), st.builds(m.Ratio, SHARES), OPEN),
}


@st.composite
def rules(draw: st.DrawFn, facet: str) -> m.Rule:
    """Draw a rule of a facet."""
    boxes = tuple(draw(st.lists(BOXES, min_size=1, max_size=2)))
    period = draw(st.sampled_from([None, None, Period.YEAR, Period.VISIT, Period.MONTH]))
    return m.Rule(facet, draw(VALUES[facet]), boxes, period, draw(CITES), draw(st.integers(0, 2)))


@st.composite
def benefits(draw: st.DrawFn, place: int, kind: str) -> m.Benefit:
    """Draw a benefit that may refer to the earlier ones."""
    earlier = [f"benefit-{other}" for other in range(place)]
    facets: tuple[str, ...] = ("ratio", "ratio", "ratio", "deductible", "cap", "coverage", "total-cap")
    if kind == "enrolment":
        facets = ("subsidy", "subsidy", "cap", "coverage")
    after = tuple(draw(st.lists(st.sampled_from(earlier), unique=True))) if earlier else ()
    others = [f"benefit-{other}" for other in range(3) if other != place]
    instead = draw(st.lists(st.sampled_from(others), max_size=1))
    base = m.Base("in-scope-costs", "in_scope", ("basic",), ("paid_basic",), after, draw(CITES))
    exclusion = st.builds(
        m.Exclusion,
        st.lists(TESTS, min_size=1, max_size=2).map(tuple),
        st.lists(BOXES.map(lambda box: evolve(box, categories=None)), max_size=1).map(tuple),
        st.none(),
        CITES,
    )
    late = draw(st.booleans()) and draw(st.booleans())
    return evolve(
        BLANK_BENEFIT,
        id=f"benefit-{place}",
        kind=kind,
        care=draw(_maybe(_sets(CARE))),
        covers=tuple(draw(st.lists(BOXES.map(lambda box: evolve(box, categories=None)), max_size=1))),
        covers_cites=draw(CITES),
        requires=tuple(draw(st.lists(st.builds(m.Requirement, TESTS, CITES), max_size=1))),
        excludes=tuple(draw(st.lists(exclusion, max_size=1))),
        base=base if draw(st.integers(0, 9)) else None,
        displaced_by=tuple((other, article(9)) for other in instead),
        pools=tuple(draw(st.lists(st.sampled_from(["shared-cap", "shared-deductible"]), max_size=2, unique=True))),
        several=draw(st.sampled_from([None, Outcome.BEST_CLASS, Outcome.BEST_OUTCOME])),
        several_cites=article(7),
        start=date(2023, 3, 1) if late else None,
        end=date(2024, 2, 1) if late else None,
        period_cites=article(8),
        rules=tuple(draw(rules(facet)) for facet in facets if draw(st.booleans()) or facet == facets[0]),
        cites=draw(CITES),
    )


@st.composite
def policies(draw: st.DrawFn) -> m.Policy:
    """Draw a policy."""
    kinds = draw(st.sampled_from([("visit",), ("visit", "visit"), ("visit", "visit", "visit"), ("visit", "enrolment")]))
    drawn = [draw(benefits(place, kind)) for place, kind in enumerate(kinds)]
    known = {benefit.id for benefit in drawn}
    drawn = [evolve(each, displaced_by=tuple(by for by in each.displaced_by if by[0] in known)) for each in drawn]
    given = (m.Test(OLD, True),)
    identities = {name: m.Identity(name, (name,), given if name == "old-poor" else (), 0) for name in ATOMS}
    identities["wide-poor"] = m.Identity("wide-poor", ("poor", "old-poor"), (), 2)
    classes = draw(st.sampled_from([(), (("class-1", ATOMS[:2]),), (("class-1", ATOMS[:2]), ("class-2", ATOMS[2:]))]))
    return counted(
        evolve(
            BLANK_POLICY,
            id="random",
            start=draw(st.sampled_from([None, date(2023, 1, 1)])),
            start_cites=article(1),
            language=draw(st.sampled_from(Language)),
            classes=tuple(
                m.Class(id_, members, (m.Box(frozenset(members)),), None, True, article(6), Span(0, 0))
                for id_, members in classes
            ),
            atoms=ATOMS,
            identities=identities,
            outside=draw(st.sampled_from([None, "others"])),
            ancestors=ANCESTORS,
            parameters=(m.Parameter("income", "disposable-income", "yunnan", 1, None, article(2)),),
            figures={"income": {2022: m.Figure(300_003, "published", ""), 2023: m.Figure(310_007, "unverified", "")}},
            benefits=tuple(drawn),
            pools=(
                m.Pool("shared-cap", "cap", tuple(known), article(3)),
                m.Pool("shared-deductible", "deductible", tuple(known), article(3)),
            ),
            clauses=tuple(m.Clause(at, (), f"条款{at}", f"clause {at}", article(2), (), Span(0, 0)) for at in range(3)),
            names={"poor": m.Names("贫困", "poor people", "category"), "age": m.Names("年龄", "age", "fact")},
        )
    )
