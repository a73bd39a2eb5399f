"""Laws of settling, on random years of a person: order of the file, caps, bases, more is never less."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from random import Random

from attrs import evolve
from build_documents import CLASSES, INCOME, baoshan, kaizhou, yunyang
from build_policy import fen
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.claims.result import Result
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.tree import Language

POLICIES = {policy.id: (policy, prepare(policy)) for policy in (baoshan(), kaizhou(), yunyang())}
PEOPLE = sorted({*POLICIES["kaizhou"][0].identities, *POLICIES["baoshan"][0].identities, "nobody"})
MARKS = ("referred", "designated", "local", "emergency")
DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2025, 12, 31))
# Around every bound that the policies know.
BOUNDS = [fen(bound) for bound in ("0", "2693.70", "5000", "6000", "26937", "30000", "60000", "100000")]
MONEY = st.one_of(
    st.integers(0, fen(300_000)), st.sampled_from([b + step for b in BOUNDS for step in (0, 1, 2) if b + step])
)


@st.composite
def visits(draw: st.DrawFn) -> list[Visit]:
    """Return the visits of two persons, each on a day of its own."""
    days = draw(st.lists(DAYS, min_size=1, max_size=6, unique=True))
    return [draw(one_visit(f"c{place}", day, place)) for place, day in enumerate(days)]


@st.composite
def one_visit(draw: st.DrawFn, claim: str, day: date, place: int) -> Visit:
    in_scope = draw(MONEY)
    return Visit(
        claim=claim,
        person=draw(st.sampled_from(["p1", "p1", "p2"])),
        date=day,
        categories=tuple(Held(name) for name in draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        care=draw(st.sampled_from(["inpatient", "chronic-outpatient"])),
        level=draw(st.sampled_from([1, 2, 3, None])),
        diseases=frozenset(draw(st.lists(st.sampled_from(["leukaemia", "childhood-leukaemia", "flu"]), max_size=1))),
        marks=frozenset(draw(st.lists(st.sampled_from(MARKS), unique=True))),
        money={"in_scope": in_scope, "paid_basic": draw(st.integers(0, in_scope))},
        order=place,
    )


names = st.sampled_from(sorted(POLICIES))


def records(results: list[Result]) -> dict[tuple[str, str], Result]:
    return {(result.claim, result.benefit): result for result in results}


@given(names, visits(), st.randoms())
def test_the_order_of_the_file_is_irrelevant(name: str, claims: list[Visit], random: Random) -> None:
    _, engine = POLICIES[name]
    shuffled = [*claims]
    random.shuffle(shuffled)
    again = list(engine.settle(shuffled))
    assert records(again) == records(list(engine.settle(claims)))
    assert list(dict.fromkeys(item.claim for item in again)) == [
        claim.claim for claim in shuffled if any(item.claim == claim.claim for item in again)
    ]


@given(names, visits())
def test_settling_twice_gives_the_same(name: str, claims: list[Visit]) -> None:
    policy, engine = POLICIES[name]
    first = list(engine.settle(claims, Language.ZH))
    assert list(engine.settle(claims, Language.ZH)) == first
    assert list(prepare(policy).settle(claims, Language.ZH)) == first


@given(names, visits())
def test_all_benefits_of_a_visit_never_pay_more_than_is_left_of_the_cost(name: str, claims: list[Visit]) -> None:
    paid: dict[str, int] = defaultdict(int)
    for result in POLICIES[name][1].settle(claims):
        assert (result.amount_fen is None) == (result.status.value in ("elsewhere", "undetermined"))
        paid[result.claim] += result.amount_fen or 0
    for claim in claims:
        assert 0 <= paid[claim.claim] <= claim.money["in_scope"] - claim.money["paid_basic"]


YEARLY = {
    "baoshan": {
        (benefit, year): fen(INCOME[year - 1])
        for benefit in ("inpatient-assistance", "outpatient-assistance")
        for year in (2023, 2024, 2025)
    },
    "kaizhou": {
        (benefit, year): fen(cap)
        for benefit, cap in (("ordinary", 6000), ("special", 100000), ("large", 60000))
        for year in (2023, 2024, 2025)
    },
    "yunyang": {
        (benefit, year): fen(cap)
        for benefit, cap in (("special", 100000), ("large", 60000), ("tilted", 30000))
        for year in (2023, 2024, 2025)
    },
}


@given(names, visits())
def test_a_year_never_pays_more_than_its_cap(name: str, claims: list[Visit]) -> None:
    paid: dict[tuple[str, str, int], int] = defaultdict(int)
    for result in POLICIES[name][1].settle(claims):
        paid[result.person, result.benefit, result.date.year] += result.amount_fen or 0
    for (_, benefit, year), amount in paid.items():
        assert amount <= YEARLY[name].get((benefit, year), 0)


@given(visits(), st.lists(st.integers(0, 300), min_size=2, max_size=4))
def test_a_higher_cap_never_pays_less_over_a_year(claims: list[Visit], caps: list[int]) -> None:
    # One identity each: which of two identities is chosen may turn on the cap.
    single = [evolve(claim, categories=claim.categories[:1]) for claim in claims]
    totals = [
        sum(result.amount_fen or 0 for result in prepare(baoshan(cap=cap)).settle(single)) for cap in sorted(caps)
    ]
    assert all(low <= high for low, high in pairwise(totals))


def by_hand(claims: list[Visit]) -> dict[str, int]:
    """Settle Baoshan's benefits the way a clerk would write it down, for one known identity each."""
    classes = {name: index for index, names_ in enumerate(CLASSES.values()) for name in names_}
    met: dict[tuple[str, int], int] = defaultdict(int)
    spent: dict[tuple[str, int, str], int] = defaultdict(int)
    found = {}
    for claim in sorted(claims, key=lambda item: item.date):
        index = classes[claim.categories[0].category]
        year, income = (claim.person, claim.date.year), fen(INCOME[claim.date.year - 1])
        if not claim.marks & {"referred", "emergency"}:
            found[claim.claim] = 0
            continue
        base = claim.money["in_scope"] - claim.money["paid_basic"]
        used = min(base, max(0, (0, 0, (income + 5) // 10, (income + 2) // 4)[index] - met[year]))
        pay = ((base - used) * (100, 70, 60, 50)[index] * 2 + 100) // 200
        pay = min(pay, income - spent[(*year, claim.care)])
        met[year] += used
        spent[(*year, claim.care)] += pay
        found[claim.claim] = pay
    return found


@given(visits(), st.data())
def test_baoshan_by_hand(claims: list[Visit], data: st.DataObject) -> None:
    members = [name for names_ in CLASSES.values() for name in names_]
    known = [evolve(claim, categories=(Held(data.draw(st.sampled_from(members))),)) for claim in claims]
    results = POLICIES["baoshan"][1].settle(known)
    assert {result.claim: result.amount_fen for result in results} == by_hand(known)
