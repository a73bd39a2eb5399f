"""More laws of settling: own periods, people who are recipients in some cases, grants, funds, what is cited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve
from build_documents import baoshan, kaizhou, overspend
from build_people import severe_kaizhou, with_waiver
from build_policy import article, section, visit
from hypothesis import given
from hypothesis import strategies as st
from properties.test_settle_laws import visits

from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Language

DAYS = st.dates(date(2022, 6, 1), date(2026, 6, 1))


@given(visits(), DAYS, st.integers(0, 900))
def test_a_benefit_of_a_period_of_its_own_is_elsewhere_exactly_outside_it(
    claims: list[Visit], start: date, length: int
) -> None:
    policy, end = baoshan(), start + timedelta(length)
    own = evolve(policy.benefits[0], start=start, end=end, period_cites=article(7))
    for result in prepare(evolve(policy, benefits=(own,))).settle(claims):
        closed = result.articles == ("第七条",)
        assert closed == (not start <= result.date <= end)
        assert not closed or result.status is Status.ELSEWHERE


SEVERE = prepare(severe_kaizhou())


def outcome(result: Result) -> tuple[str, str, str, str]:
    return result.claim, result.benefit, result.status.value, result.amount


@given(visits())
def test_an_identity_that_fails_its_definition_changes_nothing(claims: list[Visit]) -> None:
    plain = [
        evolve(claim, categories=tuple(held for held in claim.categories if held.category != "disabled"))
        for claim in claims
    ]
    light = [
        evolve(claim, categories=(*claim.categories, Held("disabled")), facts={"disability_grade": 3})
        for claim in plain
    ]
    assert [*map(outcome, SEVERE.settle(light))] == [*map(outcome, SEVERE.settle(plain))]


@given(visits())
def test_a_fact_not_stated_is_settled_only_where_every_value_gives_the_same(claims: list[Visit]) -> None:
    # One claim, so that no counter stands between the two.
    claim = evolve(claims[0], categories=(Held("disabled"), *claims[0].categories))
    unknown = {item.benefit: outcome(item) for item in SEVERE.settle([claim])}
    grades = [
        {item.benefit: outcome(item) for item in SEVERE.settle([evolve(claim, facts={"disability_grade": grade})])}
        for grade in (1, 2, 3, 4)
    ]
    for benefit, found in unknown.items():
        possible = {each[benefit] for each in grades}
        assert possible == {found} if len(possible) == 1 else found[2] == "undetermined"


PLAIN, WAIVER = prepare(baoshan()), prepare(with_waiver(baoshan()))


@given(visits(), st.booleans())
def test_a_grant_leaves_no_trace_in_the_records_and_follows_its_conditions(claims: list[Visit], sent: bool) -> None:
    claims = [evolve(claim, marks=claim.marks | ({"first-referral"} if sent else set())) for claim in claims]
    assert [*WAIVER.settle(claims)] == [*PLAIN.settle(claims)]
    named = {name for item in baoshan().classes[:2] for name in item.members} | {"five-guarantee"}
    for claim in claims:
        found = WAIVER.granted(claim)
        assert set(found) == ({"waiver"} if claim.care == "inpatient" else set())
        for each in found.values():
            known = {held.category for held in claim.categories} & (named | {"class-1", "class-2"})
            assert each.granted == bool(sent and known)
            assert each.fen == 0
            assert each.draws == ()


FEN = st.integers(0, 10_000_000)


@given(FEN, FEN, st.one_of(st.none(), FEN), st.one_of(st.none(), FEN), st.booleans(), st.booleans())
def test_a_deficit_is_borne_whole_and_no_reserve_pays_more_than_it_holds(
    budget: int, deficit: int, balance: int | None, surplus: int | None, exhausted: bool, whole: bool
) -> None:
    money = {"budget": budget, "overspend": deficit}
    stated = {"city_reserve_balance": balance, "cumulative_surplus": surplus}
    money |= {key: value for key, value in stated.items() if value is not None}
    claim = visit(kind="fund-year", person="", marks="reserve-exhausted" if exhausted else "")
    policy = evolve(baoshan(), fund_rules=(overspend(whole),))
    reserve, county = prepare(policy).settle([evolve(claim, money=money)])
    assert (reserve.amount_fen or 0) + (county.amount_fen or 0) in (deficit, deficit + 1)  # two halves round up
    holds = balance if balance is not None else surplus if surplus is not None else 0 if exhausted else None
    assert holds is None or (reserve.amount_fen or 0) <= holds


@given(visits(), st.sets(st.integers(0, 20)))
def test_what_is_silent_cites_only_lines_about_what_it_is_silent_on(claims: list[Visit], gone: set[int]) -> None:
    policy = kaizhou()
    benefits = []
    for number, benefit in enumerate(policy.benefits):
        # Every rule has an article of its own, and some rules are gone.
        rules = [evolve(each, cites=section(number, place)) for place, each in enumerate(benefit.rules)]
        left = [each for place, each in enumerate(rules) if place not in gone or each.facet != "ratio"]
        benefits.append(evolve(benefit, rules=tuple(left), cites=section(99)))
    cut = evolve(policy, benefits=tuple(benefits))
    for result in prepare(cut).settle(claims):
        if result.reason != "The document states no ratio for this case.":
            continue
        assert result.status is Status.UNDETERMINED
        benefit = next(each for each in cut.benefits if each.id == result.benefit)
        lines = {f"Section {each.cites[0].numbers[0]}({each.cites[0].numbers[1]})" for each in benefit.facet("ratio")}
        assert set(result.articles) == (lines or {"Section 99"})


@given(visits())
def test_nothing_is_cited_that_is_nowhere_in_the_rules(claims: list[Visit]) -> None:
    policy = severe_kaizhou()
    for result in SEVERE.settle(claims):
        benefit = next(each for each in policy.benefits if each.id == result.benefit)
        lines = {citation_text(cite, Language.EN) for cite in _lines(benefit)}
        assert result.articles
        assert set(result.articles) <= lines | {"Section 1", "Section 1(2)"}


def _lines(benefit: m.Benefit) -> Iterator[Citation]:
    cited = [rule.cites for rule in benefit.rules] + [item.cites for item in benefit.requires]
    for cites in (*cited, *(cites for _, cites in benefit.displaced_by)):
        yield from cites
    yield from benefit.covers_cites
    yield from benefit.base.cites if benefit.base is not None else ()
