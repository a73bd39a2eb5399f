"""Laws of the arithmetic: points, lump sums, ceilings on what the patient bears, pools, families, funds.

Each holds for all claims under small documents that differ in one thing only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from small_documents import HEADER, RECIPIENTS, rules

from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.claims.result import Result
from tiaowen.compiler.rules.model import FundPart, Policy
from tiaowen.compiler.settle import Engine, prepare
from tiaowen.compiler.settle.amounts import parted

PEOPLE = ("orphans", "minimum-living-guarantee", "low-income-marginal-family-members")
CARE = ("inpatient", "chronic-outpatient", "special-outpatient")
MARKS = ("outside-the-province", "emergency-rescue")
FEN = st.one_of(st.integers(0, 3_000_000), st.sampled_from([0, 1, 99_999, 100_000, 100_001, 2_000_000]))
DAYS = st.one_of(st.integers(0, 400), st.sampled_from([0, 30, 31, 90, 91, 365, 366]))
COMMON = "  counts in-scope expenses after basic medical insurance\n"
BENEFITS = (
    ("inpatient assistance", "covers inpatient"),
    ("outpatient assistance", "covers chronic outpatient, special outpatient"),
)
POINTS = (
    "class 1, outside the province: ratio reduced by 10 percentage points",
    "recipients, emergency rescue: ratio raised by 5 percentage points",
    "class 2, class 1 at level 3: ratio reduced by 20 percentage points",
)


@st.composite
def claims(draw: st.DrawFn, persons: str = "A") -> list[Visit]:
    """Return some claims of the year 2024 and of the beginning of the next; each person is always the same."""
    categories = {person: draw(st.sampled_from(PEOPLE)) for person in persons}
    found = []
    for number in range(draw(st.integers(1, 6))):
        person = draw(st.sampled_from(persons))
        found.append(
            Visit(
                str(number),
                person,
                date(2024, 1, 1) + timedelta(days=draw(DAYS)),
                (Held(categories[person]),),
                draw(st.sampled_from(CARE)),
                draw(st.sampled_from([2, 3])),
                marks=draw(st.frozensets(st.sampled_from(MARKS))),
                money={"in_scope": draw(FEN)},
                order=number,
                family="X",
            )
        )
    return found


def document(*clauses: str, rest: str = "", before: str = "") -> str:
    """Return a document of two benefits that have the same clauses."""
    text = HEADER + before + RECIPIENTS + "Article 2\n"
    for name, covers in BENEFITS:
        text += f"for {name}:\n  {covers}\n{COMMON}"
    text += "for inpatient assistance, outpatient assistance:\n"
    return text + "".join(f"  {clause}\n" for clause in clauses) + rest


@cache
def engine(text: str) -> Engine:
    return prepare(rules(text))


def settled(text: str, visits: Sequence[Visit]) -> list[Result]:
    return list(engine(text).settle(visits))


def amounts(text: str, visits: Sequence[Visit]) -> list[tuple[str, str, str, int | None]]:
    return [(each.claim, each.benefit, each.status.value, each.amount_fen) for each in settled(text, visits)]


def paid(result: Result) -> int:
    assert result.amount_fen is not None
    return result.amount_fen


# ── points ──


@given(claims(), st.permutations(POINTS))
def test_points_commute(visits: list[Visit], order: list[str]) -> None:
    ratio = "recipients: ratio 60% up to 10,000 yuan, 70% over 10,000 yuan, no cap"
    by_slice = "ratio applies by slice"
    expected = amounts(document(ratio, *POINTS, by_slice), visits)
    assert amounts(document(*order[:2], ratio, by_slice, order[2]), visits) == expected


@given(claims())
def test_points_of_all_marks_of_a_case_add_up(visits: list[Visit]) -> None:
    for visit, (_, _, _, fen) in zip(
        visits, amounts(document("recipients: ratio 60%, no cap", *POINTS), visits), strict=True
    ):
        category = visit.categories[0].category
        points = 60
        points -= 10 * (category == "orphans" and "outside-the-province" in visit.marks)
        points += 5 * ("emergency-rescue" in visit.marks)
        points -= 20 * (category != "low-income-marginal-family-members" and visit.level == 3)
        assert fen == (2 * visit.money["in_scope"] * points + 100) // 200


# ── pools ──

POOLED = """pool outpatient pool: chronic outpatient, special outpatient
pool all pool: inpatient assistance, outpatient pool
for outpatient pool:
  recipients: cap 3,000 yuan
for all pool:
  class 1: cap 10,000 yuan
  others: cap 8,000 yuan per insurance year
insurance year from 04-01
"""
POOL_NAMES = "[pools]\noutpatient pool = 门诊池\nall pool = 总池\n"
POOL_DOCUMENT = document("recipients: ratio 70%", rest=POOLED, before=POOL_NAMES)


@given(claims("AB"))
def test_the_cap_of_a_pool_bounds_the_sum_of_its_members(visits: list[Visit]) -> None:
    sums: dict[tuple[str, str, str, int], int] = {}
    for visit, result in zip(visits, settled(POOL_DOCUMENT, visits), strict=True):
        day, category = visit.date, visit.categories[0].category
        insured = day.year - ((day.month, day.day) < (4, 1))
        over = ("all", "year", day.year) if category == "orphans" else ("all", "insurance", insured)
        keys = [over] if visit.care == "inpatient" else [over, ("outpatient", "year", day.year)]
        for pool, period, year in keys:
            key = (visit.person, pool, period, year)
            sums[key] = sums.get(key, 0) + paid(result)
    for (_, pool, period, _), total in sums.items():
        cap = 300_000 if pool == "outpatient" else 1_000_000 if period == "year" else 800_000
        assert total <= cap


@given(claims())
def test_a_pool_takes_nothing_from_those_who_stay_below_it(visits: list[Visit]) -> None:
    free = amounts(document("recipients: ratio 70%, no cap"), visits)
    if sum(fen or 0 for *_, fen in free) <= 300_000:
        assert amounts(POOL_DOCUMENT, visits) == free


@settings(max_examples=15)
@given(claims("AB"), st.data())
def test_the_order_of_clauses_is_of_no_account(visits: list[Visit], data: st.DataObject) -> None:
    clauses = (
        "class 1: ratio 80%",
        "others: ratio 60%",
        *POINTS[:2],
        "recipients: deductible 500 yuan per year, cap 20,000 yuan per family",
        "deductible accumulates per year across benefits",
    )
    expected = amounts(document(*clauses, rest=POOLED, before=POOL_NAMES), visits)
    first, second, third, fourth = (
        "pool outpatient pool: chronic outpatient, special outpatient\n",
        "pool all pool: inpatient assistance, outpatient pool\n",
        "for outpatient pool:\n  recipients: cap 3,000 yuan\n",
        "for all pool:\n  others: cap 8,000 yuan per insurance year\n  class 1: cap 10,000 yuan\n",
    )
    rest = "".join(data.draw(st.permutations([first, second, third, fourth, "insurance year from 04-01\n"])))
    text = document(*data.draw(st.permutations(clauses)), rest=rest, before=POOL_NAMES)
    assert amounts(text, visits) == expected


# ── what is left to the patient ──

CEILING = (
    "recipients: deductible 1,000 yuan per visit, ratio 50%, out-of-pocket ceiling 4,000 yuan per year",
    "out-of-pocket ceiling accumulates per year across benefits",
)


@given(claims("AB"), st.booleans())
def test_no_more_than_the_ceiling_is_left_unless_a_cap_cuts(visits: list[Visit], capped: bool) -> None:
    cap = "recipients: cap 9,000 yuan" if capped else "recipients: no cap"
    left: dict[tuple[str, int], int] = {}
    whole: dict[tuple[str, int, str], int] = {}
    for visit, result in zip(visits, settled(document(*CEILING, cap), visits), strict=True):
        key = visit.person, visit.date.year
        left[key] = left.get(key, 0) + visit.money["in_scope"] - paid(result)
        each = (*key, result.benefit)
        whole[each] = whole.get(each, 0) + paid(result)
        assert 0 <= paid(result) <= visit.money["in_scope"]
    for key, borne in left.items():
        used_up = any(total == 900_000 for each, total in whole.items() if each[:2] == key)
        assert borne <= 400_000 or (capped and used_up)


@given(claims())
def test_a_ceiling_never_lowers_a_single_payment(visits: list[Visit]) -> None:
    plain = "recipients: deductible 1,000 yuan per visit, ratio 50%, no cap"
    without = settled(document(plain), visits)
    for own, other in zip(settled(document(*CEILING, "recipients: no cap"), visits), without, strict=True):
        assert paid(own) >= paid(other)


# ── lump sums ──


@given(claims())
def test_a_lump_sum_is_never_above_what_is_left(visits: list[Visit]) -> None:
    lump = "lump sum 500 yuan up to 2,000 yuan, 1,500 yuan over 2,000 yuan"
    text = document(f"recipients: deductible 300 yuan per visit, {lump}, no cap")
    for visit, result in zip(visits, settled(text, visits), strict=True):
        rest = max(0, visit.money["in_scope"] - 30_000)
        assert paid(result) == min(rest, 50_000 if rest <= 200_000 else 150_000)


# ── families ──


@given(claims())
def test_a_family_of_one_person_is_that_person(visits: list[Visit]) -> None:
    limits = ("deductible 1,000 yuan", "cap 5,000 yuan", "out-of-pocket ceiling 6,000 yuan")
    own, together = (
        document("recipients: ratio 60%", *(f"recipients: {limit}{unit} per year" for limit in limits))
        for unit in ("", " per family")
    )
    assert amounts(own, visits) == amounts(together, visits)


@given(claims("AB"))
def test_a_family_is_paid_as_one_person_with_all_its_claims(visits: list[Visit]) -> None:
    text = "recipients: ratio 60%, deductible 1,000 yuan{0} per year, cap 5,000 yuan{0} per year"
    one = [evolve(visit, person="A") for visit in visits]
    assert amounts(document(text.format(" per family")), visits) == amounts(document(text.format("")), one)


# ── funds ──

FUNDS = st.sampled_from(["city", "county", "province"])
PARTS = st.lists(
    st.one_of(
        st.builds(FundPart, FUNDS, st.integers(0, 30_000)),
        st.builds(FundPart, FUNDS, st.none(), st.integers(0, 40).map(lambda points: Fraction(points, 100))),
    ),
    max_size=3,
)


@given(st.integers(0, 100_000), PARTS, st.data())
def test_what_the_funds_pay_sums_to_the_payment(fen: int, parts: list[FundPart], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(parts)))
    funds = (*parts[:at], FundPart("rest"), *parts[at:])
    shares = parted(fen, funds)
    assert sum(amount for _, amount in shares) == fen
    assert all(amount >= 0 for _, amount in shares)
    assert len(shares) == len({fund for fund, _ in shares})


@given(st.integers(0, 100_000), st.integers(0, 30_000), st.integers(0, 100))
def test_a_limit_comes_before_a_share_and_the_rest_last_wherever_they_stand(fen: int, upto: int, points: int) -> None:
    limit, share, rest = FundPart("a", upto), FundPart("b", None, Fraction(points, 100)), FundPart("c")
    expected = dict(parted(fen, (limit, share, rest)))
    assert expected["a"] == min(fen, upto)
    for funds in ((rest, share, limit), (share, limit, rest), (rest, limit, share)):
        assert dict(parted(fen, funds)) == expected


def test_the_documents_of_these_laws_have_what_they_are_about() -> None:
    policy: Policy = rules(POOL_DOCUMENT)
    assert [(pool.id, pool.period.value) for pool in policy.pools] == [
        ("pool:outpatient-pool", "year"),
        ("pool:all-pool", "year"),
        ("pool:all-pool@insurance-year", "insurance-year"),
    ]
