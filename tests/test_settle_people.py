"""Who is a recipient, as sets of cases: conditions of definitions, facts not stated, people outside, own periods."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from build_documents import baoshan, kaizhou, yunyang
from build_people import severe_kaizhou, with_waiver
from build_policy import article, box, compare, rule, section, visit

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.tree import Operator, Outcome, Text


def one(policy: m.Policy, claim: Visit, benefit: str) -> Result:
    found = [result for result in prepare(policy).settle([claim]) if result.benefit == benefit]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("people", "grade", "status", "category", "cited"),
    [
        ("disabled", 2, "paid", "disabled", "Section 2(3)"),
        ("disabled", 3, "excluded", None, "Section 1(2)"),
        ("disabled", None, "undetermined", "disabled", "Section 1(2)"),
        ("severely-disabled", None, "paid", "severely-disabled", "Section 2(3)"),
        ("nobody", 2, "excluded", None, "Section 1"),
        ("", 2, "excluded", None, "Section 1"),
    ],
)
def test_whoever_fails_a_definition_is_no_recipient(
    people: str, grade: int | None, status: str, category: str | None, cited: str
) -> None:
    facts = {} if grade is None else {"disability_grade": grade}
    result = one(severe_kaizhou(), visit(people=people, level=3, facts=facts, in_scope=5000), "ordinary")
    assert (result.status.value, result.category, result.cited) == (status, category, cited)


def test_a_fact_that_decides_who_is_a_recipient_need_not_be_stated_where_nothing_hangs_on_it() -> None:
    result = one(severe_kaizhou(), visit(people="disabled", level=3, marks="", in_scope=5000), "ordinary")
    assert result.status is Status.EXCLUDED


def test_an_identity_that_is_none_here_is_no_second_identity() -> None:
    # Kaizhou has no rule for several identities: two results would be undetermined.
    for grade, amount in ((3, "3500.00"), (2, "")):
        claim = visit(people="guaranteed disabled", level=3, facts={"disability_grade": grade}, in_scope=5000)
        assert one(severe_kaizhou(), claim, "ordinary").amount == amount


def test_an_identity_that_gets_nothing_does_not_stand_against_one_that_gets_something() -> None:
    # There is no rule for several identities: only two that get something different are undetermined.
    policy = kaizhou()
    ordinary = policy.benefits[0]
    none = rule("coverage", m.Excluded(), ["orphan"], section(8))
    school = rule("coverage", m.Elsewhere(Text(zh="学校资助")), ["child"], section(9))
    policy = evolve(policy, benefits=(evolve(ordinary, rules=(*ordinary.rules, none, school)), *policy.benefits[1:]))

    def settled(people: str) -> tuple[str, str, str | None]:
        result = one(policy, visit(people=people, level=3, in_scope=5000), "ordinary")
        return result.status.value, result.amount, result.category

    assert settled("orphan") == ("excluded", "0.00", "orphan")
    assert settled("orphan guaranteed") == ("paid", "3500.00", "guaranteed")
    assert settled("orphan child") == ("undetermined", "", None)
    assert settled("guaranteed child") == ("undetermined", "", None)


def test_what_is_open_for_one_identity_need_not_be_open_for_the_person() -> None:
    # Severe or not, the person gets as much: as one of the disabled, or as a veteran alone.
    both = visit(people="veteran disabled", level=1, in_scope=5000)
    assert one(severe_kaizhou(), both, "ordinary").amount == "3500.00"
    assert one(severe_kaizhou(), evolve(both, level=3), "ordinary").status is Status.UNDETERMINED


def test_a_recipient_without_a_rule_is_undetermined_and_cites_the_lines_that_could_have_one() -> None:
    policy = severe_kaizhou()
    ordinary = policy.benefits[0]
    left = tuple(each for each in ordinary.rules if each.facet != "ratio" or each.boxes[0].levels != frozenset({3}))
    policy = evolve(policy, benefits=(evolve(ordinary, rules=left, cites=article(1, 2)), *policy.benefits[1:]))
    result = one(policy, visit(people="guaranteed", level=3, in_scope=5000), "ordinary")
    assert (result.status, result.cited) == (Status.UNDETERMINED, "Section 2(3)")
    assert result.reason == "The document states no ratio for this case."


def test_whom_a_rule_names_counts_for_its_benefit_only_and_under_its_conditions() -> None:
    policy = baoshan()
    old = box(["low-income"], tests=[compare("age", Operator.AT_LEAST, 60)])
    enrolment = policy.benefits[2]
    rules = (*enrolment.rules, rule("subsidy", m.Open("delegated", ("bureau",)), old, article(8, 2)))
    policy = evolve(
        policy,
        atoms=(*policy.atoms, "low-income"),
        identities={**policy.identities, "low-income": m.Identity("low-income", ("low-income",), (), 99)},
        benefits=(*policy.benefits[:2], evolve(enrolment, rules=rules)),
    )

    def settled(kind: str, age: int) -> tuple[str, str]:
        claim = visit(people="low-income", kind=kind, premium=350, in_scope=10, facts={"age": age})
        (result,) = prepare(policy).settle([claim])
        return result.status.value, result.cited

    assert settled("enrolment", 60) == ("undetermined", "第八条（二）")
    assert settled("enrolment", 59) == ("excluded", "第八条（二）")
    assert settled("visit", 60) == ("excluded", "第六条")


def test_whoever_fails_every_definition_is_outside() -> None:
    policy = yunyang()
    poor = box(["ill-poor"], tests=[m.Test(m.HasMark("approved"))])
    classes = (evolve(policy.classes[0], boxes=(box(["guaranteed", "destitute", "margin"]), poor)),)

    def cut(found: m.Rule) -> m.Rule:
        people = found.boxes[0].categories or frozenset()
        if "ill-poor" not in people:
            return found
        rest = evolve(found.boxes[0], categories=people - {"ill-poor"})
        return evolve(found, boxes=(rest, poor))

    benefits = tuple(evolve(each, rules=tuple(map(cut, each.rules))) for each in policy.benefits)
    policy = evolve(policy, classes=classes, benefits=benefits)
    marks = "referred designated local"

    def special(people: str, marks: str) -> tuple[str, str | None]:
        claim = visit(people=people, day="2024-01-01", diseases="leukaemia", marks=marks, in_scope=100)
        result = one(policy, claim, "special")
        return result.status.value, result.category

    assert special("ill-poor", f"{marks} approved") == ("paid", "ill-poor")
    assert special("ill-poor", marks) == ("elsewhere", "ill-poor")
    assert special("guaranteed ill-poor", marks) == ("paid", "guaranteed")


def test_two_kinds_of_a_wide_category_are_cited_by_what_they_come_to() -> None:
    result = one(kaizhou(), visit(people="destitute", level=1, in_scope=100), "ordinary")
    assert (result.status, result.cited) == (Status.UNDETERMINED, "Section 2(3)")


# ── A benefit's own period ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "status", "cited"),
    [
        ("2021-12-31", "elsewhere", "第七条"),
        ("2022-01-01", "paid", "第十条;第十一条"),
        ("2022-12-31", "paid", "第十条;第十一条"),
        ("2023-06-30", "paid", "第十条;第十一条"),
        ("2023-07-01", "elsewhere", "第七条"),
    ],
)
def test_a_benefit_is_in_force_in_its_own_period_whatever_the_document_says(day: str, status: str, cited: str) -> None:
    policy = baoshan()
    own = evolve(policy.benefits[0], start=date(2022, 1, 1), end=date(2023, 6, 30), period_cites=article(7))
    policy = evolve(policy, benefits=(own, *policy.benefits[1:]))
    result = one(policy, visit(people="destitute", day=day, in_scope=10), "inpatient-assistance")
    assert (result.status.value, result.cited) == (status, cited)


def test_a_benefit_with_an_end_of_its_own_begins_with_the_document() -> None:
    policy = baoshan()
    own = evolve(policy.benefits[0], end=date(2023, 6, 30), period_cites=article(7))
    policy = evolve(policy, benefits=(own, *policy.benefits[1:]))
    before = one(policy, visit(people="destitute", day="2022-12-31", in_scope=10), "inpatient-assistance")
    assert (before.status, before.cited) == (Status.ELSEWHERE, "第三十二条")
    (item,) = prepare(policy).explain([visit(people="destitute", day="2023-02-01", in_scope=10)])
    assert item.trace.steps[0].cites == (*article(32), *article(7))


def test_a_benefit_before_its_own_period_takes_no_place() -> None:
    policy = kaizhou()
    late = evolve(policy.benefits[1], start=date(2023, 6, 1), period_cites=section(9))
    policy = evolve(policy, benefits=(policy.benefits[0], late, policy.benefits[2]))
    for day, status in (("2023-05-31", "paid"), ("2023-06-01", "excluded")):
        claim = visit(people="guaranteed", day=day, diseases="leukaemia", in_scope=100)
        assert one(policy, claim, "ordinary").status.value == status


# ── Benefits that are not money ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("people", "marks", "granted", "status", "cited"),
    [
        ("guaranteed", "first-referral", True, "zero", 26),
        ("guaranteed", "", False, "excluded", 26),
        ("margin", "first-referral", False, "excluded", (26, 1)),
        # What one identity has, the person has, though the document has no rule for several.
        ("margin guaranteed", "first-referral", True, "zero", 26),
        ("rural-low", "first-referral", False, "elsewhere", 13),
        ("nobody", "first-referral", False, "excluded", 6),
        ("other-poor", "first-referral", False, "undetermined", None),
    ],
)
def test_a_waiver(people: str, marks: str, granted: bool, status: str, cited: int | tuple[int, int] | None) -> None:
    policy = with_waiver(baoshan())
    engine = prepare(policy)
    claim = visit(people=people, marks=f"referred {marks}", in_scope=1000)
    outcome = engine.granted(claim)["waiver"]
    assert (outcome.granted, outcome.status.value) == (granted, status)
    if cited is not None:
        assert outcome.cites == (article(cited) if isinstance(cited, int) else article(*cited))
    assert [item.benefit for item in engine.settle([claim])] == ["inpatient-assistance"]
    assert [item.result.benefit for item in engine.explain([claim])] == ["inpatient-assistance"]


def test_a_waiver_is_for_its_care_and_its_time() -> None:
    engine = prepare(with_waiver(baoshan()))
    claim = visit(people="guaranteed", marks="first-referral", in_scope=1000)
    assert engine.granted(evolve(claim, care="chronic-outpatient")) == {}
    assert engine.granted(evolve(claim, date=date(2022, 12, 31)))["waiver"].status is Status.ELSEWHERE
    (item,) = engine.explain_grants([claim])
    assert item.granted
    assert item.result.reason == "The document grants it."


def test_one_class_for_all_benefits_leaves_a_waiver_alone() -> None:
    policy = with_waiver(baoshan())
    benefits = tuple(evolve(each, several=Outcome.BEST_CLASS) for each in policy.benefits)
    claim = visit(people="margin guaranteed", marks="referred first-referral", in_scope=1000)
    assert prepare(evolve(policy, benefits=benefits)).granted(claim)["waiver"].granted
