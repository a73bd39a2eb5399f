"""Small policies built by hand: the shapes of the real documents.

``baoshan`` has classes, a yearly deductible shared by two benefits and caps that are a statistic; ``kaizhou`` ordinary,
special and large benefits that take each other's place, rows by hospital level and rows that are not stated;
``yunyang`` a gate, an ordinary benefit governed elsewhere and a tilted one with a deductible per visit on what is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import evolve
from build_policy import (
    BLANK_BENEFIT,
    BLANK_POLICY,
    amount,
    article,
    base,
    box,
    compare,
    counted,
    fen,
    ill,
    marked,
    people_class,
    pool,
    recipients,
    require,
    rule,
    section,
    share,
)

from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Citation, Language, Operator, Outcome, Period, Span, Text

ALL_CARE = ("inpatient", "day-surgery", "general-outpatient", "chronic-outpatient", "dialysis-outpatient")

# ── Baoshan ──────────────────────────────────────────────────────────────────────────────────────────────────────

CLASSES = {
    "class-1": ("destitute", "orphan"),
    "class-2": ("guaranteed", "back-in-poverty"),
    "class-3": ("margin", "monitored"),
    "class-4": ("ill-poor", "other-poor"),
}
INCOME = {2021: "25666", 2022: "26937", 2023: "28421", 2024: "29932"}


def _baoshan_rules() -> tuple[m.Rule, ...]:
    deductibles: tuple[m.Value, ...] = (
        m.Nothing(),
        m.Nothing(),
        m.OfStatistic(share(10), "income"),
        m.OfStatistic(share(25), "income"),
    )
    rules: list[m.Rule] = []
    for index, (members, ratio) in enumerate(zip(CLASSES.values(), (100, 70, 60, 50), strict=True)):
        rules += [
            rule("deductible", deductibles[index], members, article(10), clause=index),
            rule("ratio", m.Ratio(share(ratio)), members, article(11), clause=index),
            rule("cap", m.OfStatistic(share(100), "income"), members, article(12), clause=index),
        ]
    rules.append(rule("coverage", m.Elsewhere(Text(zh="衔接规定")), ["rural-low"], article(13), clause=4))
    return tuple(rules)


def baoshan(income: Mapping[int, str] | None = None, cap: int = 100) -> m.Policy:
    """Return a policy like Baoshan's; ``cap`` is in percent of the statistic."""
    figures = {
        year: m.Figure(fen(value), "published", "") for year, value in (INCOME if income is None else income).items()
    }
    rules = tuple(
        evolve(item, value=m.OfStatistic(share(cap), "income")) if item.facet == "cap" else item
        for item in _baoshan_rules()
    )
    common = evolve(
        BLANK_BENEFIT,
        excludes=(m.Exclusion((marked("referred", False),), (box(tests=[marked("emergency")]),), None, article(9)),),
        base=base(article(9), ("basic", "critical_illness", "supplementary")),
        several=Outcome.BEST_OUTCOME,
        several_cites=article(14),
        rules=rules,
        cites=article(9),
    )
    members = [name for names in CLASSES.values() for name in names]
    return counted(
        evolve(
            BLANK_POLICY,
            id="baoshan",
            start=date(2023, 1, 1),
            start_cites=article(32),
            classes=tuple(people_class(id_, names, article(6)) for id_, names in CLASSES.items()),
            atoms=(*members, "rural-low"),
            identities={
                **recipients(*members, "rural-low"),
                **{id_: m.Identity(id_, names, (), 0) for id_, names in CLASSES.items()},
            },
            ancestors={"five-guarantee": ("five-guarantee", "destitute"), **{care: (care,) for care in ALL_CARE}},
            parameters=(m.Parameter("income", "disposable-income", "yunnan", 1, None, article(10)),),
            figures={"income": figures},
            benefits=(
                evolve(
                    common,
                    id="inpatient-assistance",
                    care=frozenset({"inpatient", "day-surgery"}),
                    pools=("deductible", "inpatient-cap"),
                ),
                evolve(
                    common,
                    id="outpatient-assistance",
                    care=frozenset({"chronic-outpatient"}),
                    pools=("deductible", "outpatient-cap"),
                ),
                evolve(BLANK_BENEFIT, id="enrolment-subsidy", kind="enrolment", rules=_enrolment(), cites=article(8)),
            ),
            pools=(
                pool("deductible", "deductible", ("inpatient-assistance", "outpatient-assistance"), article(10)),
                pool("inpatient-cap", "cap", ("inpatient-assistance",), article(12)),
                pool("outpatient-cap", "cap", ("outpatient-assistance",), article(12)),
            ),
            fund_rules=(overspend(whole=False),),
            clauses=tuple(
                m.Clause(index, (), f"{id_}：……", f"{id_}: ...", article(10), (), Span(0, 0))
                for index, id_ in enumerate([*CLASSES, "rural-low"])
            ),
            names={
                "income": m.Names("收入", "income", "parameter"),
                "in-scope-costs": m.Names("费用", "costs", "fact"),
            },
        )
    )


def _enrolment() -> tuple[m.Rule, ...]:
    return (
        rule("subsidy", m.FullSubsidy(), CLASSES["class-1"], article(8, 1)),
        rule("subsidy", m.Open("delegated", ("bureau", "finance")), CLASSES["class-2"], article(8, 2)),
        rule("subsidy", m.OfFact(share(70), "premium_tier_1"), box(["margin"], plans=["tier-1"]), article(8, 3)),
        rule("subsidy", amount(120), box(["margin"], plans=["tier-2"]), article(8, 3)),
    )


def overspend(whole: bool) -> m.FundRule:
    """Return Baoshan's sharing of a deficit."""
    reserve, county = "city-reserve", "county-share"
    bands = (
        m.FundBand(Fraction(0), share(3), ((reserve, Fraction(1)),), article(21, 1)),
        m.FundBand(share(3), share(5), ((reserve, Fraction(1, 2)), (county, Fraction(1, 2))), article(21, 2)),
        m.FundBand(share(5), None, ((county, Fraction(1)),), article(21, 3)),
    )
    return m.FundRule("overspend", bands, whole, ((county, Fraction(1)),), article(21), article(21))


# ── Kaizhou ──────────────────────────────────────────────────────────────────────────────────────────────────────

SPECIAL = ("lung-cancer", "leukaemia")
EXTERNAL = ill("childhood-leukaemia", ["childhood-leukaemia"])


def kaizhou() -> m.Policy:
    """Return a policy like Kaizhou's: ordinary, special and large benefits, a gap, a disease sent elsewhere."""
    people = ("five-guarantee", "guaranteed", "orphan", "child", "veteran", "disabled")
    common = evolve(
        BLANK_BENEFIT,
        care=frozenset({"inpatient"}),
        requires=(require(marked("designated"), section(3, 3)),),
        base=base(section(2, 3)),
    )
    special_ratio = (
        rule("ratio", m.Ratio(share(80)), ["five-guarantee"], section(2, 4, 1), clause=5),
        rule("ratio", m.Ratio(share(70)), ["guaranteed", "orphan", "veteran"], section(2, 4, 1), clause=6),
        rule("ratio", m.Ratio(share(60)), ["disabled"], section(2, 4, 1), clause=7),
        rule("ratio", m.Open("not-stated"), ["child"], section(2, 4, 1), clause=8),
    )
    in_special = ill("special", [*SPECIAL, "childhood-leukaemia"])
    ordinary = evolve(
        common,
        id="ordinary",
        covers_cites=section(2, 3),
        displaced_by=(("special", section(2, 4, 1)), ("large", section(2, 4, 2))),
        rules=(
            rule("ratio", m.Ratio(share(80)), box(["five-guarantee"]), section(2, 3), clause=0),
            rule("ratio", m.Ratio(share(80)), box(["guaranteed"], [1, 2]), section(2, 3), clause=0),
            rule("ratio", m.Ratio(share(70)), box(["orphan", "child", "veteran", "disabled"], [1, 2]), section(2, 3)),
            rule("ratio", m.Ratio(share(70)), box(["guaranteed", "orphan", "child"], [3]), section(2, 3), clause=2),
            rule("ratio", m.Ratio(share(60)), box(["disabled"], [3]), section(2, 3), clause=3),
            rule("ratio", m.Open("not-stated"), box(["veteran"], [3]), section(2, 3), clause=4),
            rule("cap", amount(6000), people, section(2, 3), Period.YEAR, clause=9),
        ),
    )
    special = evolve(
        common,
        id="special",
        covers=(box(tests=[in_special]),),
        covers_cites=section(2, 4, 1),
        rules=(
            *special_ratio,
            rule("cap", amount(100000), people, section(2, 4, 1), Period.YEAR),
            rule("coverage", m.Elsewhere(Text(zh="专门文件")), box(people, tests=[EXTERNAL]), section(2, 4, 1)),
        ),
    )
    large = evolve(
        common,
        id="large",
        covers=(box(levels=[2, 3], tests=[ill("special", [*SPECIAL, "childhood-leukaemia"], False)]),),
        covers_cites=section(2, 4, 2),
        requires=(
            *common.requires,
            require(compare("in_scope", Operator.OVER, fen(30000), Period.ADMISSION), section(2, 4, 2)),
        ),
        rules=(
            *(evolve(item, via="special") for item in special_ratio),
            rule("cap", amount(60000), people, section(2, 4, 2), Period.YEAR),
        ),
    )
    return counted(
        evolve(
            BLANK_POLICY,
            id="kaizhou",
            language=Language.EN,
            classes=(people_class("key", people, section(1, 1)),),
            atoms=people,
            identities={
                **recipients(*people),
                "destitute": m.Identity("destitute", ("five-guarantee", "orphan", "child"), (), 0),
            },
            ancestors={name: (name, "destitute") for name in ("five-guarantee", "orphan", "child")},
            benefits=(ordinary, special, large),
            clauses=tuple(
                m.Clause(index, (), f"条款{index}", f"clause {index}", section(2, 3), (), Span(0, 0))
                for index in range(10)
            ),
        )
    )


# ── Yunyang ──────────────────────────────────────────────────────────────────────────────────────────────────────


def yunyang() -> m.Policy:
    """Return a policy like Yunyang's: special, large, ordinary (another document), tilted on what is left."""
    key, low = ["guaranteed", "destitute"], ["margin", "ill-poor"]
    ratios = (
        rule("ratio", m.Ratio(share(70)), key, section(2, 3, 2, 1)),
        rule("ratio", m.Ratio(share(60)), low, section(2, 3, 2, 1)),
    )
    former = rule("coverage", m.Elsewhere(Text(zh="既往政策")), ["outside"], section(2, 1))
    common = evolve(
        BLANK_BENEFIT,
        care=frozenset({"inpatient"}),
        requires=(require(marked("designated"), section(2, 3, 1)),),
        excludes=(m.Exclusion((marked("referred", False),), (), None, section(2, 5, 2)),),
        base=base(section(2, 3, 2, 1)),
        several=Outcome.BEST_CLASS,
        several_cites=section(2, 4, 2),
    )
    everyone = (*key, *low, "outside")
    tilted = (
        rule("deductible", amount(5000), everyone, section(2, 3, 2, 2), Period.VISIT),
        *(evolve(item, cites=section(2, 3, 2, 2)) for item in ratios),
        rule("cap", amount(30000), everyone, section(2, 3, 2, 2), Period.YEAR),
        former,
    )
    return counted(
        evolve(
            BLANK_POLICY,
            id="yunyang",
            start=date(2023, 10, 22),
            start_cites=(Citation("closing"),),
            classes=(people_class("recipients", [*key, *low], section(2, 1)),),
            atoms=tuple(everyone),
            identities=recipients(*key, *low),
            outside="outside",
            benefits=(
                evolve(
                    common,
                    id="special",
                    covers=(box(tests=[ill("special", SPECIAL)]),),
                    covers_cites=section(2, 3, 2, 1),
                    rules=(*ratios, rule("cap", amount(100000), everyone, section(2, 3, 2, 1)), former),
                ),
                evolve(
                    common,
                    id="large",
                    covers=(box(levels=[2, 3], tests=[ill("special", SPECIAL, False)]),),
                    covers_cites=section(2, 3, 2, 1),
                    requires=(
                        *common.requires,
                        require(compare("in_scope", Operator.OVER, fen(30000), Period.ADMISSION), section(2, 3, 2, 1)),
                    ),
                    rules=(*ratios, rule("cap", amount(60000), everyone, section(2, 3, 2, 1)), former),
                ),
                evolve(
                    BLANK_BENEFIT,
                    id="ordinary",
                    care=frozenset({"inpatient"}),
                    displaced_by=(("special", section(2, 3, 2, 1)), ("large", section(2, 3, 2, 1))),
                    rules=(rule("coverage", m.Elsewhere(Text(zh="原政策")), everyone, (Citation("closing"),)),),
                    several=Outcome.BEST_CLASS,
                ),
                evolve(
                    common,
                    id="tilted",
                    base=base(section(2, 3, 2, 2), after=("special", "large", "ordinary")),
                    requires=(*common.requires, require(marked("local"), section(2, 3, 2, 2))),
                    rules=tilted,
                ),
            ),
        )
    )
