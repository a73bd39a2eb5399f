"""Weighing doubts: the claim that another reading moves most, proved where it can be and settled under both."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from doubtful_documents import BESIDE, CARE, doubtful
from small_documents import HEADER, INPATIENT, RECIPIENTS
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.claims import Status, Visit, claims_from_mappings
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.doubts import Bound, Effect, Shift, doubts_data, render_doubts, weigh
from tiaowen.compiler.doubts.changed import changed
from tiaowen.compiler.doubts.shown import cells
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.tree import Language

CARE_WEIGHED = weigh(doubtful(CARE))
BESIDE_WEIGHED = weigh(doubtful(BESIDE))


def document(*lines: str) -> Compiled:
    """Compile a document with these lines about inpatient assistance."""
    return doubtful(HEADER + RECIPIENTS + INPATIENT + "".join(f"  {line}\n" for line in lines))


def effects(*lines: str) -> tuple[Effect, ...]:
    """Return what the other readings of the only doubt of such a document do."""
    (weighed,) = weigh(document(*lines))
    return weighed.effects


def effect_of(doubt: str, reading: str) -> Effect:
    """Return what a reading of the shared documents does."""
    every = {(each.doubt.name, effect.choice.name): effect for each in (*CARE_WEIGHED, *BESIDE_WEIGHED)
             for effect in each.effects}  # fmt: skip
    return every[doubt, reading]


def amounts(shift: Shift | None) -> dict[str, tuple[int | None, int | None]]:
    """Return what a claim comes to under either reading, in fen; None where that is not known."""
    assert shift is not None
    return {
        each.benefit: (each.here.fen if each.here.known else None, each.there.fen if each.there.known else None)
        for each in shift.moved
    }


# ── What is proved ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_most_a_first_claim_can_move_is_proved_and_reached() -> None:
    effect = effect_of("slices", "whole")
    assert effect.bound == Bound(Fraction(200_000))
    assert effect.exact
    assert amounts(effect.most) == {"inpatient-assistance": (1_200_000, 1_400_000)}


def test_where_nothing_counts_over_a_year_every_claim_is_a_first_one() -> None:
    (effect,) = effects(
        "recipients: ratio 50% up to 10,000 yuan, 70% over 10,000 yuan, no cap",
        'doubt slices "?"',
        "reading by-slice, adopted: ratio applies by slice",
        "reading whole: ratio applies by whole amount",
    )
    assert (effect.bound, effect.exact) == (Bound(Fraction(200_000), whole_year=True), True)


def test_a_difference_that_grows_has_no_limit() -> None:
    (effect,) = effects(
        "class 1, class 2: ratio 50%, no cap",
        'doubt third "?"',
        "reading less, adopted: class 3: ratio 50%, no cap",
        "reading more: class 3: ratio 60%, no cap",
    )
    assert effect.bound == Bound(None, whole_year=True)
    assert effect.most is not None
    assert effect.most.fen * 10 == effect.most.claims[-1].money["in_scope"]


def test_another_benefit_can_end_what_grows() -> None:
    effect = effect_of("referral", "paid")
    assert effect.bound is None
    assert amounts(effect.most) == {"inpatient-assistance": (0, 4_000_000)}


def test_readings_of_the_same_meaning_move_nothing() -> None:
    (effect,) = effects(
        "class 1, class 2: ratio 50%, cap 20,000 yuan",
        'doubt third "?"',
        "reading percent, adopted: class 3: ratio 50%, cap 20,000 yuan",
        "reading bracket: class 3: ratio 50%, cap 20,000 yuan per year",
    )
    assert (effect.touches, effect.most, effect.opens) == (False, None, None)


def test_a_definition_can_move_exactly_one_age() -> None:
    effect = effect_of("eighty", "exclusive")
    assert effect.exact
    assert effect.most is not None
    assert effect.most.claims[-1].facts == {"age": 80}
    assert amounts(effect.most) == {"inpatient-assistance": (1_165_000, 1_200_000)}


# ── What is found by trying ──────────────────────────────────────────────────────────────────────────────────────


def test_a_shared_cap_shows_in_the_second_claim_of_a_year() -> None:
    effect = effect_of("shared", "together")
    assert (effect.bound, effect.exact) == (None, False)
    assert effect.most is not None
    first, second = effect.most.claims
    assert (first.care, first.date, second.care, second.date) == (
        "general-outpatient",
        date(2023, 12, 30),
        "inpatient",
        date(2023, 12, 31),
    )
    assert amounts(effect.most) == {"inpatient-assistance": (2_000_000, 0)}


def test_a_shared_deductible_shows_in_the_second_claim_of_a_year() -> None:
    both = "for inpatient assistance, outpatient assistance:\n"
    text = (
        HEADER + RECIPIENTS + INPATIENT + "  recipients: ratio 50%\nArticle 3\nfor outpatient assistance:\n"
        "  covers outpatient\n  counts in-scope expenses after basic medical insurance\n  recipients: ratio 40%\n"
        f"Article 4\n{both}  recipients: deductible 1,000 yuan, no cap\n"
        '  doubt shared "?"\n    reading once, adopted: deductible accumulates per year across benefits\n'
        "    reading each: deductible accumulates per year for each benefit\n"
    )
    ((weighed),) = weigh(doubtful(text))
    (effect,) = weighed.effects
    assert effect.most is not None
    assert len(effect.most.claims) == 2
    assert effect.most.fen == 50_000


def test_a_payment_that_becomes_known_is_told_with_its_amount() -> None:
    effect = effect_of("unnamed", "alike")
    assert effect.most is None
    assert effect.opens is not None
    assert effect.opens.fen == 2_000_000
    (moved,) = effect.opens.moved
    assert (moved.here.status, moved.there.status) == (Status.UNDETERMINED, Status.PAID)


@pytest.mark.parametrize(
    ("doubt", "reading", "expected"),
    [
        ("surgery", "left-out", {"inpatient-assistance": (8_000_000, 0)}),
        ("insurers", "kept", {"inpatient-assistance": (0, 4_000_000)}),
        ("tier", "fixed", {"enrolment-subsidy": (28_000, 20_000)}),
        ("bands", "whole", {"city-reserve": (300_000_001, 150_000_001), "counties": (1, 150_000_001)}),
    ],
)
def test_what_other_readings_change(doubt: str, reading: str, expected: dict[str, tuple[int, int]]) -> None:
    assert amounts(effect_of(doubt, reading).most) == expected


def test_a_claim_states_nothing_that_does_not_matter() -> None:
    (claim,) = effect_of("surgery", "left-out").most.claims  # type: ignore[union-attr]
    assert (claim.facts, claim.level, claim.diseases, claim.plan) == ({}, None, frozenset(), None)
    assert claim.marks == {"referred"}


def test_two_categories_are_tried_where_another_may_count() -> None:
    effect = effect_of("several", "silent")
    assert effect.opens is not None
    assert len(effect.opens.claims[-1].categories) == 2


def test_the_days_on_which_only_one_reading_is_in_force_are_tried() -> None:
    effect = effect_of("start", "issue")
    assert effect.opens is not None
    assert effect.opens.claims[-1].date == date(2022, 12, 1)
    assert amounts(effect.opens)["special-disease-assistance"] == (None, 9_000_000)


def test_what_no_claim_can_show_is_said_to_change_nothing() -> None:
    effect = effect_of("report", "june")
    assert (effect.touches, effect.tried) == (False, 0)


def test_a_reading_that_cannot_be_used_says_why() -> None:
    (effect,) = effects(
        "recipients: ratio 50%, cap 20,000 yuan",
        'doubt costs "?"',
        "reading none, adopted: no clause",
        "reading other: counts total medical expenses after basic medical insurance",
    )
    assert (effect.policy, [finding.id for finding in effect.findings]) == (None, ["TW128"])


def test_a_document_without_doubts_has_nothing_to_weigh() -> None:
    found = document("recipients: ratio 50%, cap 20,000 yuan")
    assert weigh(found) == ()
    assert render_doubts("x.policy", found.policy, (), Language.EN) == "x.policy: no doubts"


# ── What is shown is so ──────────────────────────────────────────────────────────────────────────────────────────


def came(policy: Policy, claims: list[dict[str, object]], found: Compiled) -> dict[str, tuple[Status, int | None]]:
    """Settle claims as they are shown, read as from a file; return what the last one comes to."""
    visits = list(claims_from_mappings(claims, found.resolver.vocabulary, extra=names_of(policy)))
    assert all(isinstance(visit, Visit) for visit in visits), visits
    results = prepare(policy).settle([visit for visit in visits if isinstance(visit, Visit)])
    last = str(claims[-1]["claim"])
    return {result.benefit: (result.status, result.amount_fen) for result in results if result.claim == last}


@pytest.mark.parametrize("text", [CARE, BESIDE], ids=["care", "beside"])
def test_every_claim_shown_settles_as_it_says_under_both_readings(text: str) -> None:
    found = doubtful(text)
    weighed = CARE_WEIGHED if text is CARE else BESIDE_WEIGHED
    shown = [
        (effect, shift)
        for each in weighed
        for effect in each.effects
        for shift in (effect.most, effect.opens)
        if shift is not None
    ]
    assert shown
    for effect, shift in shown:
        claims = [dict[str, object](cells(visit)) for visit in shift.claims]
        assert found.policy is not None
        assert effect.policy is not None
        sides = came(found.policy, claims, found), came(effect.policy, claims, found)
        for moved in shift.moved:
            for side, said in zip(sides, (moved.here, moved.there), strict=True):
                known = side.get(moved.benefit)
                assert (known is None) == (said.status is None)
                if known is not None:
                    assert known == (said.status, said.fen if said.known else None)


@pytest.mark.parametrize("language", Language, ids=lambda language: language.value)
def test_the_report_of_doubts(language: Language, snapshot: SnapshotAssertion) -> None:
    for text, weighed in ((CARE, CARE_WEIGHED), (BESIDE, BESIDE_WEIGHED)):
        assert render_doubts("doubtful.policy", doubtful(text).policy, weighed, language) == snapshot


def test_doubts_as_data(snapshot: SnapshotAssertion) -> None:
    assert doubts_data(CARE_WEIGHED[1:3], Language.EN) == snapshot


def test_weighing_twice_finds_the_same() -> None:
    assert weigh(doubtful(CARE)) == CARE_WEIGHED


def test_only_what_differs_is_tried() -> None:
    here, there = doubtful(CARE).policy, doubtful(CARE, unnamed="alike").policy
    assert here is not None
    assert there is not None
    differ = changed(here, there)
    assert (differ.visits, differ.enrolments, differ.funds, differ.days) == (
        frozenset({"outpatient-assistance"}),
        frozenset(),
        False,
        (),
    )
    assert not changed(here, here).anything
