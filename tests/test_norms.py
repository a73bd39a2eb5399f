"""Judging one rule by another: figures by figures, figures by bounds, rates among each other, lists, authorities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from attrs import evolve
from build_policy import article, box, compare, fen, marked, rule, share
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.rules import model as m
from tiaowen.compiler.rules.norms import (
    Known,
    Level,
    ListJudgement,
    Verdict,
    allowed_levels,
    judge_list,
    judge_ordered,
    judge_rising,
    judge_rules,
    judge_value,
    level_of_regions,
)
from tiaowen.compiler.rules.norms.values import Outcome
from tiaowen.dsl.tree import Operator, Period, Strength

CITES = article(1)
NOBODY = Known()
FIT = Outcome(Verdict.IMPLEMENTS)
CONTRADICTION = Outcome(Verdict.CONTRADICTS)
YEAR_AND_STAY = (Period.YEAR, Period.ADMISSION)


def yuan(amount: int | str) -> m.Fixed:
    return m.Fixed(fen(amount))


def ratio(percent: int) -> m.Ratio:
    return m.Ratio(share(percent))


def at_least(percent: int, strength: Strength | None = None) -> m.Open:
    return m.Open("bound", (), Operator.AT_LEAST, None, share(percent), strength)


def bound(operator: Operator, amount: m.Amount, strength: Strength | None = None) -> m.Open:
    return m.Open("bound", (), operator, amount, None, strength)


def bands(*pairs: tuple[int | None, int], whole: bool = False) -> m.Banded:
    """Brackets from pairs of an upper end in yuan and a rate in percent."""
    return m.Banded(tuple(m.Slice(None if upto is None else fen(upto), share(rate)) for upto, rate in pairs), whole)


def judged(
    facet: str,
    norm: m.Value,
    own: m.Value,
    known: Known = NOBODY,
    *,
    over: tuple[Period, Period] = (Period.YEAR, Period.YEAR),
) -> Outcome:
    one, two = rule(facet, norm, ["a"], CITES, over[0]), rule(facet, own, ["a"], CITES, over[1])
    return judge_value(one, two, known)


# ── figures that are decided ──


@pytest.mark.parametrize(
    ("facet", "norm", "own"),
    [
        ("ratio", ratio(70), ratio(70)),
        ("ratio", ratio(70), bands((10_000, 70), (None, 70))),
        ("ratio", bands((10_000, 50), (20_000, 60), (None, 60)), bands((10_000, 50), (None, 60))),
        ("deductible", m.Nothing(), yuan(0)),
        ("deductible", yuan(0), m.Nothing()),
        ("deductible", m.Nothing(), m.OfStatistic(share(0), "income")),
        ("cap", m.OfStatistic(share(100), "income"), m.OfStatistic(share(100), "income")),
        ("subsidy", m.FullSubsidy(), m.FullSubsidy()),
    ],
)
def test_the_same_figure_in_other_words_implements(facet: str, norm: m.Value, own: m.Value) -> None:
    assert judged(facet, norm, own) == FIT


@pytest.mark.parametrize(
    ("facet", "norm", "own"),
    [
        ("ratio", ratio(70), ratio(80)),
        ("ratio", ratio(70), bands((10_000, 70), (None, 80))),
        ("ratio", bands((10_000, 50), (None, 60)), bands((10_000, 50), (None, 60), whole=True)),
        ("deductible", m.Nothing(), yuan(500)),
        ("cap", m.Nothing(), yuan(0)),
        ("cap", yuan(30_000), m.Nothing()),
        ("cap", m.OfStatistic(share(100), "income"), yuan(26_937)),
        ("ratio", ratio(70), at_least(70)),
        ("ratio", ratio(70), m.Open("not-stated")),
        ("ratio", ratio(70), m.Open("delegated", ("county-government",))),
        ("coverage", m.Excluded(), m.Allowed()),
    ],
)
def test_another_figure_than_the_one_decided_contradicts_it(facet: str, norm: m.Value, own: m.Value) -> None:
    assert judged(facet, norm, own) == CONTRADICTION


def test_the_same_amount_over_another_time_is_another_figure() -> None:
    assert judged("cap", yuan(100), yuan(100), over=YEAR_AND_STAY) == CONTRADICTION
    assert judged("deductible", yuan(100), yuan(100), over=(Period.VISIT, Period.ADMISSION)) == FIT
    assert judged("cap", m.Nothing(), m.Nothing(), over=YEAR_AND_STAY) == FIT


def test_the_same_cap_for_the_family_is_another_figure() -> None:
    one = rule("cap", yuan(100), ["a"], CITES, Period.YEAR)
    assert judge_value(one, evolve(one, pool="cap:x@family"), NOBODY) == CONTRADICTION
    assert judge_value(one, evolve(one, pool="cap:x"), NOBODY) == FIT


# ── what is left open ──


@pytest.mark.parametrize("kind", ["not-stated", "delegated", "allowed"])
@pytest.mark.parametrize("own", [ratio(1), bands((1, 2), (None, 3)), m.Open("delegated", ("county",)), at_least(9)])
def test_whatever_is_left_open_can_be_stated(kind: str, own: m.Value) -> None:
    assert judged("ratio", m.Open(kind, ("county",)), own) == FIT


@pytest.mark.parametrize(
    ("operator", "percent", "verdict"),
    [
        (Operator.AT_LEAST, 69, Verdict.NARROWS),
        (Operator.AT_LEAST, 70, Verdict.IMPLEMENTS),
        (Operator.OVER, 70, Verdict.NARROWS),
        (Operator.OVER, 71, Verdict.IMPLEMENTS),
        (Operator.AT_MOST, 70, Verdict.IMPLEMENTS),
        (Operator.AT_MOST, 71, Verdict.EXCEEDS),
        (Operator.BELOW, 70, Verdict.EXCEEDS),
        (Operator.BELOW, 69, Verdict.IMPLEMENTS),
    ],
)
def test_a_ratio_keeps_to_a_bound_or_not(operator: Operator, percent: int, verdict: Verdict) -> None:
    norm = m.Open("bound", (), operator, None, share(70))
    assert judged("ratio", norm, ratio(percent)) == Outcome(verdict)


def test_every_bracket_must_keep_to_a_bound() -> None:
    assert judged("ratio", at_least(60), bands((10_000, 60), (None, 70))) == FIT
    assert judged("ratio", at_least(60), bands((10_000, 70), (None, 59))) == Outcome(Verdict.NARROWS)


def test_every_step_of_a_lump_sum_must_keep_to_a_bound() -> None:
    steps = m.Lump((m.Step(fen(100), fen(500)), m.Step(None, fen(900))))
    assert judged("lump-sum", bound(Operator.AT_LEAST, yuan(500)), steps) == FIT
    assert judged("lump-sum", bound(Operator.AT_LEAST, yuan(501)), steps) == Outcome(Verdict.NARROWS)


def test_no_cap_is_above_any_cap_and_no_deductible_below_any() -> None:
    for operator, cap, deductible in (
        (Operator.AT_LEAST, FIT, Outcome(Verdict.NARROWS)),
        (Operator.AT_MOST, Outcome(Verdict.EXCEEDS), FIT),
    ):
        norm = bound(operator, yuan(100))
        assert judged("cap", norm, m.Nothing()) == cap
        assert judged("deductible", norm, m.Nothing()) == deductible


def test_what_may_be_is_no_bound() -> None:
    assert judged("ratio", at_least(70, Strength.MAY), ratio(10)) == FIT


def test_in_principle_only_a_breach_is_a_deviation() -> None:
    weak = at_least(70, Strength.IN_PRINCIPLE)
    assert judged("ratio", weak, ratio(69)) == Outcome(Verdict.DEVIATES)
    assert judged("ratio", weak, ratio(70)) == FIT


@pytest.mark.parametrize(
    ("norm", "own", "verdict"),
    [
        (Operator.AT_LEAST, (Operator.AT_LEAST, 70), Verdict.IMPLEMENTS),
        (Operator.AT_LEAST, (Operator.OVER, 70), Verdict.IMPLEMENTS),
        (Operator.OVER, (Operator.AT_LEAST, 70), Verdict.NARROWS),
        (Operator.OVER, (Operator.AT_LEAST, 71), Verdict.IMPLEMENTS),
        (Operator.AT_LEAST, (Operator.AT_LEAST, 69), Verdict.NARROWS),
        (Operator.AT_LEAST, (Operator.AT_MOST, 90), Verdict.IMPLEMENTS),
        (Operator.AT_LEAST, (Operator.AT_MOST, 60), Verdict.NARROWS),
        (Operator.AT_MOST, (Operator.BELOW, 70), Verdict.IMPLEMENTS),
        (Operator.BELOW, (Operator.AT_MOST, 70), Verdict.EXCEEDS),
        (Operator.AT_MOST, (Operator.AT_LEAST, 80), Verdict.EXCEEDS),
    ],
)
def test_a_bound_must_lie_within_the_higher_one(norm: Operator, own: tuple[Operator, int], verdict: Verdict) -> None:
    higher = m.Open("bound", (), norm, None, share(70))
    assert judged("ratio", higher, m.Open("bound", (), own[0], None, share(own[1]))) == Outcome(verdict)


def test_amounts_over_different_times_are_not_compared() -> None:
    norm = bound(Operator.AT_LEAST, yuan(100))
    assert judged("cap", norm, yuan(200), over=YEAR_AND_STAY) == Outcome(Verdict.UNDETERMINED)
    assert judged("cap", norm, m.Nothing(), over=YEAR_AND_STAY) == FIT


def test_the_whole_contribution_is_any_share_of_it() -> None:
    norm = bound(Operator.AT_LEAST, m.OfFact(share(50), "premium"))
    assert judged("subsidy", norm, m.FullSubsidy()) == FIT
    assert judged("subsidy", norm, m.OfFact(share(49), "premium")) == Outcome(Verdict.NARROWS)
    assert judged("subsidy", norm, yuan(120)) == Outcome(Verdict.UNDETERMINED, missing="premium")


# ── published figures ──

INCOME = Known(
    {"income": m.Parameter("income", "income", "yunnan", 1, None, CITES)},
    {"income": {y: m.Figure(fen(f), "published", "") for y, f in {2021: 20_000, 2022: 25_000, 2023: 30_000}.items()}},
)


def test_shares_of_one_statistic_are_compared_as_shares() -> None:
    norm = bound(Operator.AT_LEAST, m.OfStatistic(share(100), "unpublished"))
    assert judged("cap", norm, m.OfStatistic(share(100), "unpublished")) == FIT
    assert judged("cap", norm, m.OfStatistic(share(99), "unpublished")) == Outcome(Verdict.NARROWS)


def test_an_amount_must_keep_to_a_share_of_a_statistic_in_every_year_it_is_known() -> None:
    norm = bound(Operator.AT_LEAST, m.OfStatistic(share(100), "income"))
    assert judged("cap", norm, yuan(30_000), INCOME) == FIT
    assert judged("cap", norm, yuan(27_000), INCOME) == Outcome(Verdict.NARROWS, year=2024)
    assert judged("cap", norm, yuan(20_000), INCOME) == Outcome(Verdict.NARROWS, year=2023)


def test_years_before_the_document_do_not_count_unless_there_are_no_later_ones() -> None:
    norm = bound(Operator.AT_MOST, m.OfStatistic(share(100), "income"))
    assert judged("cap", norm, yuan(25_000), INCOME) == Outcome(Verdict.EXCEEDS, year=2022)
    assert judged("cap", norm, yuan(25_000), evolve(INCOME, since=2023)) == FIT
    assert judged("cap", norm, yuan(30_001), evolve(INCOME, since=2030)) == Outcome(Verdict.EXCEEDS, year=2024)


def test_a_bound_that_hangs_on_an_unknown_figure_is_undetermined() -> None:
    norm = bound(Operator.AT_LEAST, m.OfStatistic(share(50), "ceiling"))
    assert judged("cap", norm, yuan(130_000), INCOME) == Outcome(Verdict.UNDETERMINED, missing="ceiling")


def test_half_of_a_ceiling_to_the_fen_g36() -> None:
    ceiling = Known(figures={"ceiling": {2017: m.Figure(fen(250_000), "published", "")}})
    norm = bound(Operator.AT_LEAST, m.OfStatistic(share(50), "ceiling"), Strength.IN_PRINCIPLE)
    assert judged("cap", norm, yuan(130_000), ceiling) == FIT
    assert judged("cap", norm, yuan(125_000), ceiling) == FIT
    assert judged("cap", norm, yuan("124999.99"), ceiling) == Outcome(Verdict.DEVIATES, year=2017)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from([*Operator]))
def test_an_amount_keeps_to_a_bound_exactly_when_the_comparison_holds(own: int, limit: int, operator: Operator) -> None:
    holds = {
        Operator.AT_LEAST: own >= limit,
        Operator.AT_MOST: own <= limit,
        Operator.OVER: own > limit,
        Operator.BELOW: own < limit,
    }
    found = judged("cap", bound(operator, m.Fixed(limit)), m.Fixed(own)).verdict
    assert (found is Verdict.IMPLEMENTS) is holds[operator]


# ── cases ──


def never(norm: m.Rule, own: m.Rule) -> bool:
    return False


def verdicts(norms: Sequence[m.Rule], own: Sequence[m.Rule], covers: tuple[m.Box, ...] = ()) -> list[Verdict]:
    return [found.verdict for found in judge_rules("b", norms, own, covers, NOBODY, never)]


def test_rules_are_judged_on_the_cases_they_have_in_common() -> None:
    norm = rule("ratio", ratio(70), box(["a", "b"], levels=[1, 2]), CITES)
    own = rule("ratio", ratio(60), box(["b", "c"], levels=[2, 3]), CITES)
    (found,) = judge_rules("b", [norm], [own], (), NOBODY, never)
    assert (found.verdict, found.boxes) == (Verdict.CONTRADICTS, (box(["b"], levels=[2]),))


def test_rules_without_a_common_case_are_not_judged() -> None:
    norm = rule("ratio", ratio(70), box(["a"], levels=[1]), CITES)
    assert verdicts([norm], [rule("ratio", ratio(60), box(["a"], levels=[2]), CITES)]) == []
    assert verdicts([norm], [rule("ratio", ratio(60), box(["b"]), CITES)]) == []
    assert verdicts([norm], [rule("cap", yuan(1), box(["a"]), CITES)]) == []
    assert verdicts([norm], [rule("ratio", ratio(60), box(["a"]), CITES)], (box(levels=[3]),)) == []


def test_what_gives_way_is_not_judged() -> None:
    norm, own = rule("ratio", ratio(70), ["a"], CITES), rule("ratio", ratio(60), ["a"], CITES)
    assert list(judge_rules("b", [norm], [own], (), NOBODY, lambda a, b: (a, b) == (norm, own))) == []


def test_a_payment_where_the_higher_document_gives_nothing_contradicts_it() -> None:
    nothing = rule("coverage", m.Excluded(), ["a"], CITES)
    assert verdicts([nothing], [rule("ratio", ratio(60), ["a"], CITES)]) == [Verdict.CONTRADICTS]
    assert verdicts([nothing], [rule("cap", yuan(1), ["a"], CITES)]) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (ratio(70), [Verdict.CONTRADICTS]),
        (at_least(70), [Verdict.CONTRADICTS]),
        (m.Open("delegated", ("county",)), []),
        (m.Open("not-stated"), []),
    ],
)
def test_nothing_where_the_higher_document_pays_contradicts_it(value: m.Value, found: list[Verdict]) -> None:
    own = rule("coverage", m.Excluded(), ["a"], CITES)
    assert verdicts([rule("ratio", value, ["a"], CITES)], [own]) == found


# ── rising rates ──


def falls(value: m.Value, strength: Strength | None = None) -> list[tuple[Verdict, int | None]]:
    norm = m.Rising("ratio", (), strength, CITES)
    return [(f.verdict, f.from_fen) for f in judge_rising(norm, "b", [rule("ratio", value, ["a"], CITES)])]


def test_rates_that_fall_are_told_with_the_amount_g37() -> None:
    assert falls(bands((20_000, 60), (None, 50))) == [(Verdict.CONTRADICTS, fen(20_000))]
    assert falls(bands((20_000, 60), (None, 50), whole=True)) == [(Verdict.CONTRADICTS, fen(20_000))]
    assert falls(bands((1, 50), (2, 60), (None, 55)), Strength.IN_PRINCIPLE) == [(Verdict.DEVIATES, fen(2))]


def test_rates_that_stay_the_same_do_not_fall() -> None:
    assert falls(bands((10_000, 50), (30_000, 50), (None, 65))) == []
    assert falls(ratio(50)) == []
    assert falls(m.Open("delegated", ("county",))) == []


# ── people in order ──


def not_above(
    above: m.Value, below: m.Value, *, facet: str = "ratio", boxes: tuple[m.Box, m.Box] | None = None
) -> list[tuple[Verdict, int | None, int | None]]:
    first, second = boxes or (box(["a"]), box(["b"]))
    norm = m.Ordered(facet, (), ("a",), ("b",), (box(["a"]),), (box(["b"]),), None, CITES)
    rules = [rule(facet, above, first, CITES), rule(facet, below, second, CITES, clause=1)]
    return [(f.verdict, f.from_fen, f.upto_fen) for f in judge_ordered(norm, "b", rules, NOBODY)]


def test_equal_is_not_above() -> None:
    assert not_above(ratio(71), ratio(70)) == []
    assert not_above(ratio(70), ratio(70)) == [(Verdict.CONTRADICTS, None, None)]


def test_brackets_must_be_above_at_every_amount() -> None:
    rates = bands((10_000, 50), (None, 70))
    assert not_above(ratio(71), rates) == []
    assert not_above(ratio(60), rates) == [(Verdict.CONTRADICTS, fen(10_000), None)]
    assert not_above(rates, ratio(60)) == [(Verdict.CONTRADICTS, None, fen(10_000))]
    assert not_above(bands((20_000, 60), (None, 80)), rates) == [(Verdict.CONTRADICTS, fen(10_000), fen(20_000))]


def test_an_amount_that_only_one_bracket_takes_in_counts_too() -> None:
    closed, open_ = m.Slice(fen(100), share(50)), m.Slice(fen(100), share(60), open=True)
    own = m.Banded((open_, m.Slice(None, share(50))))
    other = m.Banded((closed, m.Slice(None, share(40))))
    assert not_above(own, other) == [(Verdict.CONTRADICTS, fen(100), fen(100))]


def test_people_are_compared_in_the_same_case_only() -> None:
    apart = box(["a"], levels=[1]), box(["b"], levels=[2])
    assert not_above(ratio(50), ratio(70), boxes=apart) == []
    marks = box(["a"], tests=[marked("referred")]), box(["b"], tests=[marked("referred", holds=False)])
    assert not_above(ratio(50), ratio(70), boxes=marks) == []


def test_what_only_tells_people_apart_is_no_other_case() -> None:
    old, young = compare("age", Operator.AT_LEAST, 60), compare("age", Operator.BELOW, 60)
    ages = box(["a"], tests=[old]), box(["b"], tests=[young])
    assert not_above(ratio(50), ratio(70), boxes=ages) == [(Verdict.CONTRADICTS, None, None)]


def test_caps_are_ordered_as_amounts() -> None:
    assert not_above(yuan(200), yuan(100), facet="cap") == []
    assert not_above(yuan(100), yuan(100), facet="cap") == [(Verdict.CONTRADICTS, None, None)]
    assert not_above(m.Nothing(), yuan(100), facet="cap") == []
    assert not_above(m.Nothing(), m.Nothing(), facet="cap") == [(Verdict.CONTRADICTS, None, None)]


def test_open_figures_are_in_no_order() -> None:
    assert not_above(m.Open("delegated", ("county",)), ratio(70)) == []
    assert not_above(ratio(70), at_least(70)) == []


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=4), st.integers(0, 9), st.integers(0, 9))
def test_brackets_are_above_a_rate_exactly_when_each_of_them_is(
    parts: list[tuple[int, int]], last: int, rate: int
) -> None:
    ends = sorted({end for end, _ in parts})
    value = bands(*zip(ends, (share for _, share in parts), strict=False), (None, last))
    lowest = min(piece.share for piece in value.slices)
    assert (not_above(value, ratio(rate)) == []) is (lowest > share(rate))


# ── lists ──

PARTS = {"leukaemia": frozenset({"acute", "chronic"})}


def leaves(name: str) -> frozenset[str]:
    return PARTS.get(name, frozenset({name}))


def by_count(least: int, most: int) -> m.Extension:
    return m.Extension("list", least, most, (), CITES)


def test_a_list_may_grow_by_as_many_entries_as_allowed_g34() -> None:
    higher = [f"d{n}" for n in range(22)]
    for added, many in ((0, None), (1, None), (2, None), (3, 2)):
        found = judge_list(higher, [*higher, *"xyz"[:added]], [by_count(1, 2)], leaves)
        assert found == ListJudgement(tuple("xyz"[:added]), (), many)
        assert found.fits is (many is None)


def test_a_list_that_grows_must_grow_by_the_least_allowed() -> None:
    assert judge_list("ab", "abc", [by_count(2, 3)], leaves) == ListJudgement(("c",), (), None, 2)
    assert judge_list("ab", "ab", [by_count(2, 3)], leaves).fits


def test_an_entry_left_out_is_told() -> None:
    found = judge_list("abc", "abd", [by_count(1, 2)], leaves)
    assert found == ListJudgement(("d",), ("c",))
    assert not found.fits


def test_only_the_named_entries_may_be_added() -> None:
    named = m.Extension("list", None, None, ("c", "d"), CITES)
    assert judge_list("ab", "abc", [named], leaves).fits
    assert judge_list("ab", "abce", [named], leaves) == ListJudgement(("c", "e"), (), strangers=("e",))


def test_a_part_of_a_listed_entry_is_listed() -> None:
    assert judge_list(["leukaemia"], ["acute", "chronic"], [], leaves).fits
    assert judge_list(["leukaemia"], ["leukaemia", "acute"], [], leaves).fits
    assert judge_list(["leukaemia"], ["acute"], [], leaves) == ListJudgement((), ("leukaemia",))


# ── authorities ──


@pytest.mark.parametrize(
    ("ids", "levels"),
    [
        (["county-government"], {Level.COUNTY}),
        (["county-or-higher-government"], {Level.PROVINCE, Level.CITY, Level.COUNTY}),
        (["municipal-medical-security-bureau", "county-finance-bureau"], {Level.CITY, Level.COUNTY}),
        (["local-governments"], None),
        (["county-government", "finance-bureaus"], None),
        ([], None),
    ],
)
def test_the_level_of_an_authority_is_in_its_name(ids: list[str], levels: set[Level] | None) -> None:
    assert allowed_levels(ids) == (None if levels is None else frozenset(levels))


@pytest.mark.parametrize(
    ("regions", "level"),
    [
        (["yunnan"], Level.PROVINCE),
        (["yunnan", "baoshan"], Level.CITY),
        (["china", "yunnan", "baoshan", "longyang"], Level.COUNTY),
        (["chongqing"], Level.PROVINCE),
        (["chongqing", "yunyang"], Level.COUNTY),
        (["china"], Level.NATION),
        ([], None),
    ],
)
def test_the_level_of_a_document_is_that_of_its_region(regions: list[str], level: Level | None) -> None:
    assert level_of_regions(regions) == level


def test_shares_are_exact() -> None:
    third = m.Ratio(Fraction(1, 3))
    norm = m.Open("bound", (), Operator.AT_LEAST, None, Fraction(1, 3))
    assert judged("ratio", norm, third) == FIT
