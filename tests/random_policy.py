"""Random policies of every construction the rules have: they make little sense, and every engine must agree on them.

Rules may overlap, questions meet in one condition, benefits take each other's place and count after each other;
counters run over every period, for persons and families, and are shared by benefits or kinds of care.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve
from build_policy import BLANK_BENEFIT, BLANK_POLICY, article, counted
from hypothesis import strategies as st

from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Language, Operator, Outcome, Period, Rounding, Span, Text

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
DATES = st.builds(
    m.Compare,
    st.just("settlement-day"),
    st.just(m.DAY),
    st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]),
    st.sampled_from([date(2023, 7, 1), date(2024, 1, 1)]).map(date.toordinal),
)
WINDOWS = st.sampled_from(["previous_year", "past_12_months"]).flatmap(
    lambda window: st.builds(
        m.Compare,
        st.just("in-scope-costs"),
        st.just(f"in_scope_{window}"),
        st.sampled_from(Operator),
        st.just(300_000),
        window=st.just(window),
    )
)
CONDITIONS = st.one_of(
    st.builds(m.HasMark, st.sampled_from(["referred", "local"])),
    st.builds(m.HasDisease, st.just("special"), st.sampled_from([frozenset({"lung-cancer"}), frozenset({"a", "b"})])),
    st.builds(m.Holds, st.just("poor"), st.just(frozenset({"poor", "urban-poor", "veteran"}))),
    st.just(OLD),
    NUMBERS,
    SUMS,
    DATES,
    WINDOWS,
)
TESTS = st.builds(m.Test, CONDITIONS, st.booleans())
SOME_TESTS = st.lists(TESTS, min_size=1, max_size=2).map(tuple)
REQUIREMENTS = st.builds(
    m.Requirement,
    TESTS,
    st.integers(1, 9).map(article),
    st.lists(TESTS, max_size=1).map(tuple),
    st.lists(SOME_TESTS, max_size=2).map(tuple),
)
LOW_INCOME = m.Class(
    "low-income",
    (),
    (
        m.Box(
            frozenset({"low-income"}),
            tests=(m.Test(m.Compare("family-income", "family_income", Operator.BELOW, 300_000)),),
        ),
        m.Box(frozenset({"low-income"}), tests=(m.Test(OLD), m.Test(m.HasMark("local"), False))),
    ),
    None,
    True,
    article(6),
    Span(0, 0),
)
COUNTED = ("deductible", "cap", "total-cap", "out-of-pocket-ceiling")
POOL = "pool:outpatient-pool"


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
# Most rules are about everybody, so that most claims come to an amount.
SIMPLE = st.builds(m.Box, st.one_of(st.none(), st.none(), _sets((*ATOMS, "others"))))
ANY_BOXES = st.one_of(st.just(m.Box()), SIMPLE, SIMPLE, BOXES)
OPEN = st.one_of(st.just(m.Open("not-stated")), st.just(m.Open("delegated", ("bureau",))))
ENDS = st.tuples(st.booleans(), st.booleans(), st.booleans())
SLICES = ENDS.map(
    lambda how: (
        m.Slice(30_000, Fraction(1, 2), how[1]),
        m.Slice(200_000 if how[0] else None, Fraction(2, 3), how[2]),
    )
)
STEPS = ENDS.map(
    lambda how: (m.Step(60_000, 20_000, how[1]), m.Step(200_000 if how[0] else None, 90_050, how[2])),
)
FUNDS = st.sampled_from(
    [
        (),
        (),
        (m.FundPart("reserve", 50_000), m.FundPart("county")),
        (m.FundPart("county"), m.FundPart("reserve", None, Fraction(2, 3))),
        (m.FundPart("reserve", None, Fraction(1, 3)), m.FundPart("county", None, Fraction(2, 3))),
    ]
)
VALUES: dict[str, st.SearchStrategy[m.Value]] = {
    "coverage": st.sampled_from([m.Excluded(), m.Elsewhere(Text(zh="另文", en="another")), m.Allowed()]),
    "deductible": st.one_of(MONEY, st.just(m.Nothing())),
    "ratio": st.one_of(
        st.builds(m.Ratio, SHARES),
        st.builds(m.Ratio, SHARES),
        st.builds(m.Banded, SLICES, st.booleans(), st.booleans()),
    ),
    "cap": st.one_of(MONEY, st.just(m.Nothing())),
    "total-cap": st.one_of(MONEY, st.just(m.Nothing())),
    "out-of-pocket-ceiling": st.one_of(MONEY, MONEY, st.just(m.Nothing())),
    "lump-sum": st.one_of(st.builds(m.Lump, STEPS, st.sampled_from([0, 30_000]), st.booleans()), AMOUNTS, STATISTICS),
    "pool:outpatient-pool": st.one_of(MONEY, st.just(m.Nothing())),
    "subsidy": st.one_of(MONEY, st.just(m.FullSubsidy()), st.builds(m.Ratio, SHARES)),
}


MAY_BE_OPEN = {"deductible", "ratio", "lump-sum", "out-of-pocket-ceiling", "cap", "subsidy"}


def _seldom(draw: st.DrawFn) -> bool:
    # The ends of a range are drawn more often than what lies between.
    return draw(st.integers(0, 9)) == 4


@st.composite
def rules(draw: st.DrawFn, facet: str) -> m.Rule:
    """Draw a rule of a facet."""
    boxes = tuple(draw(st.lists(ANY_BOXES if facet != "coverage" else BOXES, min_size=1, max_size=2)))
    period = draw(st.sampled_from([None, None, Period.YEAR, Period.VISIT, Period.MONTH]))
    funds = draw(FUNDS) if facet in ("ratio", "lump-sum", "subsidy") else ()
    value = draw(OPEN if facet in MAY_BE_OPEN and _seldom(draw) else VALUES[facet])
    return m.Rule(facet, value, boxes, period, draw(CITES), draw(st.integers(0, 2)), funds=funds)


def _drawn(draw: st.DrawFn, facet: str) -> bool:
    return _seldom(draw) if facet == "coverage" else draw(st.booleans())


@st.composite
def benefits(draw: st.DrawFn, place: int, kind: str) -> m.Benefit:
    """Draw a benefit that may refer to the earlier ones."""
    earlier = [f"benefit-{other}" for other in range(place)]
    facets: tuple[str, ...] = ("ratio", "ratio", "ratio", "deductible", "cap", "coverage", "total-cap")
    rare: tuple[str, ...] = ("lump-sum", "out-of-pocket-ceiling", "pool:outpatient-pool")
    if kind == "enrolment":
        facets, rare = ("subsidy", "subsidy", "cap", "coverage"), ("pool:outpatient-pool",)
    facets += tuple(facet for facet in rare if draw(st.booleans()))
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
    late = _seldom(draw)
    gated = _seldom(draw)
    return evolve(
        BLANK_BENEFIT,
        id=f"benefit-{place}",
        kind=kind,
        care=draw(_maybe(_sets(CARE))) if _seldom(draw) else None,
        covers=tuple(draw(st.lists(BOXES.map(lambda box: evolve(box, categories=None)), max_size=gated))),
        covers_cites=draw(CITES),
        requires=tuple(draw(st.lists(REQUIREMENTS, max_size=_seldom(draw) or gated))),
        excludes=tuple(draw(st.lists(exclusion, max_size=gated))),
        base=None if _seldom(draw) else base,
        displaced_by=tuple((other, article(9)) for other in instead if _seldom(draw)),
        several=draw(st.sampled_from([None, Outcome.BEST_CLASS, Outcome.BEST_OUTCOME])),
        several_cites=article(7),
        identity_event=draw(st.sampled_from([None, None, None, "settlement", "admission", "recognition"])),
        identity_cites=draw(st.sampled_from([(), article(5)])),
        start=date(2023, 3, 1) if late else None,
        end=date(2024, 2, 1) if late else None,
        period_cites=article(8),
        rules=tuple(draw(rules(facet)) for facet in facets if facet == facets[0] or _drawn(draw, facet)),
        cites=draw(CITES),
        rounding=draw(st.sampled_from([Rounding.HALF_UP_FEN, Rounding.HALF_UP_FEN, *Rounding])),
        rounding_cites=draw(st.sampled_from([(), article(12)])),
    )


@st.composite
def with_counters(draw: st.DrawFn, policy: m.Policy) -> m.Policy:
    """Draw what the limits of a policy are measured against."""
    known = tuple(benefit.id for benefit in policy.benefits)
    pools: dict[str, list[m.Pool]] = {}
    for facet in (*COUNTED, POOL):
        counts = "cap" if facet == POOL else facet
        for number in range(draw(st.integers(1, 2))):
            period = draw(st.sampled_from([Period.YEAR, Period.YEAR, Period.MONTH, Period.INSURANCE_YEAR]))
            if facet == POOL:
                id_, name = f"{POOL}@{number}", "outpatient-pool"
            else:
                id_, name = f"{facet}:{number}", None
            care = draw(st.sampled_from([None, None, frozenset({"dialysis"}), frozenset({"inpatient", "clinic"})]))
            limited = tuple((id, care) for id in known[:1]) if care is not None else ()
            family = draw(st.sampled_from([False, False, False, True]))
            pools.setdefault(facet, []).append(m.Pool(id_, counts, known, article(3), period, family, limited, name))
    benefits = []
    for benefit in policy.benefits:
        own = [evolve(rule, pool=draw(_counter(rule, benefit.id, pools))) for rule in benefit.rules]
        drawn = [pool.id for every in pools.values() for pool in every if draw(st.booleans())]
        benefits.append(evolve(benefit, rules=tuple(own), pools=tuple(drawn)))
    every = tuple(pool for some in pools.values() for pool in some)
    return evolve(policy, benefits=tuple(benefits), pools=every)


def _counter(rule: m.Rule, benefit: str, pools: dict[str, list[m.Pool]]) -> st.SearchStrategy[str | None]:
    if rule.facet == "ratio":
        return st.just(f"{benefit}:ratio" if isinstance(rule.value, m.Banded) and rule.value.yearly else None)
    return st.sampled_from([None, *(pool.id for pool in pools.get(rule.facet, ()))])


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
    counts = draw(st.sampled_from(["years", "years", "periods"]))
    by_facts = draw(st.booleans())
    if by_facts:
        identities["low-income"] = m.Identity("low-income", ("low-income",), LOW_INCOME.boxes[0].tests, 1)
    policy = evolve(
        BLANK_POLICY,
        id="random",
        start=draw(st.sampled_from([None, date(2023, 1, 1)])),
        start_cites=article(1),
        end=date(2025, 6, 30) if _seldom(draw) else None,
        end_cites=article(10),
        expenses_from=date(2023, 6, 1) if _seldom(draw) else None,
        expenses_cites=article(11),
        language=draw(st.sampled_from(Language)),
        classes=tuple(
            m.Class(id_, members, (m.Box(frozenset(members)),), None, True, article(6), Span(0, 0))
            for id_, members in classes
        )
        + ((LOW_INCOME,) if by_facts else ()),
        atoms=(*ATOMS, "low-income") if by_facts else ATOMS,
        derived=("low-income",) if by_facts else (),
        leaves_out={"family_income": ("subsidy_income", "gifts")} if by_facts else {},
        insurance_year=draw(st.sampled_from([(1, 1), (4, 1), (12, 31)])),
        identities=identities,
        outside=draw(st.sampled_from([None, "others"])),
        ancestors=ANCESTORS,
        parameters=(
            m.Parameter(
                "income",
                "disposable-income",
                "yunnan",
                1,
                None,
                article(2),
                draw(st.sampled_from([Rounding.HALF_UP_FEN, Rounding.HALF_UP_YUAN, Rounding.DOWN_JIAO])),
            ),
        ),
        figures={
            "income": {
                2021: m.Figure(290_001, "published", ""),
                2022: m.Figure(300_003, "published", ""),
                2023: m.Figure(310_007, "unverified", ""),
            }
        },
        benefits=tuple(drawn),
        pools=(),
        clauses=tuple(m.Clause(at, (), f"条款{at}", f"clause {at}", article(2), (), Span(0, 0)) for at in range(3)),
        names={
            "poor": m.Names("贫困", "poor people", "category"),
            "age": m.Names("年龄", "age", "fact"),
            "county": m.Names("县级财政", "county budget", "fund"),
            "outpatient-pool": m.Names("门诊额度", "outpatient pool", "pool"),
        },
    )
    if counts == "periods":
        return draw(with_counters(policy))
    shared = [
        m.Pool("shared-cap", "cap", tuple(known), article(3)),
        m.Pool("shared-deductible", "deductible", tuple(known), article(3)),
    ]
    drawn = [evolve(each, pools=tuple(pool.id for pool in shared if draw(st.booleans()))) for each in policy.benefits]
    return counted(evolve(policy, benefits=tuple(drawn), pools=tuple(shared)))
