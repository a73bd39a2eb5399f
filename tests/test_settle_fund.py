"""A year of the fund: what the reserves hold, who makes up for what they lack."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from build_documents import baoshan, overspend
from build_policy import article, fen, visit

from tiaowen.compiler.claims.result import Result
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import prepare


def year(rule: m.FundRule | None = None, marks: str = "", **yuan: int) -> list[Result]:
    policy = evolve(baoshan(), fund_rules=(overspend(whole=False) if rule is None else rule,))
    claim = visit(kind="fund-year", person="", day="2023-12-31", marks=marks)
    quantities = {"budget": 100_000_000, "overspend": 3_000_000, **yuan}
    return list(prepare(policy).settle([evolve(claim, money={key: fen(value) for key, value in quantities.items()})]))


def amounts(results: list[Result]) -> list[str]:
    return [item.amount for item in results]


@pytest.mark.parametrize(
    ("marks", "yuan", "paid"),
    [
        ("", {}, ["3000000.00", "0.00"]),
        ("", {"city_reserve_balance": 1_000_000}, ["1000000.00", "2000000.00"]),
        ("", {"cumulative_surplus": 1_000_000}, ["1000000.00", "2000000.00"]),
        ("", {"city_reserve_balance": 1_000_000, "cumulative_surplus": 9_000_000}, ["1000000.00", "2000000.00"]),
        ("", {"county_share_balance": 0}, ["3000000.00", "0.00"]),
        ("reserve-exhausted", {}, ["0.00", "3000000.00"]),
        # What is left in it says more than that it does not suffice.
        ("reserve-exhausted", {"city_reserve_balance": 1_000_000}, ["1000000.00", "2000000.00"]),
        ("reserve-exhausted", {"cumulative_surplus": 1_000_000}, ["1000000.00", "2000000.00"]),
        ("some-other-mark", {}, ["3000000.00", "0.00"]),
    ],
)
def test_a_reserve_pays_what_it_holds(marks: str, yuan: dict[str, int], paid: list[str]) -> None:
    assert amounts(year(None, marks, **yuan)) == paid


def test_an_exhausted_reserve_cites_who_steps_in_and_assumes_nothing() -> None:
    results = year(None, "reserve-exhausted")
    assert [item.cited for item in results] == ["第二十一条（一）;第二十一条", "第二十一条"]
    assert not any("assumed" in item.reason for item in results)
    assert all(item.reason.endswith("; that the reserve suffices is assumed.") for item in year())


def two_reserves(exhausted: tuple[tuple[str, Fraction], ...]) -> m.FundRule:
    half = Fraction(1, 2)
    band = m.FundBand(Fraction(0), None, (("city-reserve", half), ("county-reserve", half)), article(21, 1))
    return m.FundRule("overspend", (band,), False, exhausted, article(21, 4), article(21))


def test_each_reserve_has_its_own_balance_and_the_others_share_the_surplus() -> None:
    province = (("province", Fraction(1)),)
    own = year(two_reserves(province), city_reserve_balance=500_000, county_reserve_balance=9_000_000)
    assert amounts(own) == ["500000.00", "1500000.00", "1000000.00"]
    mixed = year(two_reserves(province), city_reserve_balance=9_000_000, cumulative_surplus=200_000)
    assert amounts(mixed) == ["1500000.00", "200000.00", "1300000.00"]
    shared = year(two_reserves(province), cumulative_surplus=2_000_000)
    assert amounts(shared) == ["1500000.00", "500000.00", "1000000.00"]
    half_known = year(two_reserves(province), city_reserve_balance=9_000_000)
    assert all(item.reason.endswith("assumed.") for item in half_known)


def test_what_nobody_makes_up_for_is_open() -> None:
    results = year(two_reserves(()), city_reserve_balance=500_000, county_reserve_balance=9_000_000)
    assert [item.status.value for item in results] == ["undetermined", "paid"]
    assert results[0].reason == "city-reserve lacks 1,000,000.00 yuan, and the document does not say who bears it."
