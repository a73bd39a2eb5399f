"""Derivations: the same results with and without, every number and article in them, both languages, plain data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from build_documents import baoshan, kaizhou, yunyang
from build_policy import fen, visit

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.settle import Explainer, Year, prepare
from tiaowen.compiler.settle import steps as s
from tiaowen.compiler.settle.explain import Json, exact_yuan
from tiaowen.compiler.settle.reasons import TEXTS
from tiaowen.compiler.settle.trace import Trace
from tiaowen.compiler.settle.words import percent
from tiaowen.dsl.tree import Language

BAOSHAN = [
    visit("a", "margin", in_scope=10000),
    visit("b", "margin", day="2023-05-01", in_scope="100000.33", paid_basic="3.32"),
    visit("c", "ill-poor guaranteed", person="p2", in_scope=10000),
    visit("d", "class-3 rural-low", person="p3", in_scope=10000),
    visit("e", "somebody", person="p4", in_scope=10000),
    visit("f", "orphan", person="p5", marks="", in_scope=10000),
    visit("g", "margin", person="p6", kind="enrolment", premium=400, premium_tier_1=300),
    visit("h", "orphan", person="p7", kind="enrolment", plan="tier-1", premium=400),
    visit("i", "margin", person="p8", day="2040-01-01", in_scope=10000),
    visit("j", "margin", person="p9", day="2020-01-01", in_scope=10000),
    visit("k", kind="fund-year", person="", budget=100, overspend=5, cumulative_surplus=1),
]
KAIZHOU = [
    visit("a", "guaranteed", level=None, in_scope=40000),
    visit("b", "destitute", level=1, in_scope=100),
    visit("c", "child", diseases="childhood-leukaemia", in_scope=5),
    visit("d", "veteran", level=3, in_scope=5),
    visit("e", "guaranteed", level=3, day="2023-09-09", in_scope=50000),
]
LOCAL = "referred designated local"
YUNYANG = [
    visit("a", "guaranteed margin", day="2024-01-01", diseases="lung-cancer", in_scope=100000, marks=LOCAL),
    visit("b", "orphan", day="2024-01-02", in_scope=100),
    visit("c", "margin", day="2024-01-03", in_scope=100000, level=1, marks=LOCAL),
]
ALL = [(baoshan(), BAOSHAN), (kaizhou(), KAIZHOU), (yunyang(), YUNYANG)]


def traces(policy: m.Policy, *visits: Visit) -> list[Trace]:
    return [item.trace for item in prepare(policy).explain(visits)]


@pytest.mark.parametrize(("policy", "visits"), ALL, ids=lambda item: item.id if isinstance(item, m.Policy) else "")
@pytest.mark.parametrize("language", list(Language))
def test_an_explanation_changes_no_record(policy: m.Policy, visits: list[Visit], language: Language) -> None:
    engine = prepare(policy)
    explained = list(engine.explain(visits, language))
    assert [item.result for item in explained] == list(engine.settle(visits, language))
    in_other = engine.settle(visits, Language.EN if language is Language.ZH else Language.ZH)
    assert [evolve(item.result, reason="") for item in explained] == [evolve(item, reason="") for item in in_other]


@pytest.mark.parametrize(("policy", "visits"), ALL, ids=lambda item: item.id if isinstance(item, m.Policy) else "")
def test_every_article_of_a_record_is_cited_by_a_step(policy: m.Policy, visits: list[Visit]) -> None:
    explainer = Explainer(policy, Language.EN)
    for item in prepare(policy).explain(visits):
        steps = explainer.data(item)["steps"]
        assert isinstance(steps, list)
        cited = {article for step in steps for article in _articles(step)}
        assert set(item.result.articles) <= cited


def _articles(step: Json) -> Iterator[str]:
    assert isinstance(step, dict)
    articles = step["articles"]
    assert isinstance(articles, list)
    yield from map(str, articles)


def test_the_steps_of_a_payment_carry_its_numbers() -> None:
    steps = traces(baoshan(), *BAOSHAN[:2])[1].steps
    kinds = [type(step) for step in steps]
    assert kinds == [
        s.InForce,
        s.Identity,
        s.Condition,
        s.Costs,
        s.Figure,
        s.Deductible,
        s.Ratio,
        s.Rounded,
        s.Cap,
        s.Count,
    ]
    costs, figure, deductible, ratio, rounded, cap, count = steps[3:]
    assert isinstance(costs, s.Costs)
    assert (costs.fact, costs.paid, costs.base) == (10000033, 332, 9999701)
    assert isinstance(figure, s.Figure)
    assert (figure.year, figure.amount) == (2022, fen(26937))
    assert isinstance(deductible, s.Deductible)
    assert (deductible.before, deductible.used, deductible.rest) == (269370, 0, 9999701)
    assert isinstance(ratio, s.Ratio)
    assert (ratio.share, ratio.exact) == (Fraction(3, 5), s.Exact(Fraction(59998206, 10)))
    assert isinstance(rounded, s.Rounded)
    assert rounded.amount == 5999821
    assert isinstance(cap, s.Cap)
    assert (cap.before, cap.asked, cap.paid) == (438378, 5999821, 2255322)
    assert isinstance(count, s.Count)
    assert (count.before, count.after) == (438378, 2693700)


def test_the_other_identities_stand_beside_the_chosen_one() -> None:
    (trace,) = traces(baoshan(), BAOSHAN[2])
    (choice,) = [step for step in trace.steps if isinstance(step, s.Choice)]
    assert [(item.stated, item.amount, item.chosen) for item in choice.candidates] == [
        ("guaranteed", 700000, True),
        ("ill-poor", 163288, False),
    ]


def test_why_the_other_clauses_did_not_apply() -> None:
    explained = next(iter(prepare(kaizhou()).explain([visit(people="guaranteed", level=3, in_scope=100)])))
    explainer = Explainer(kaizhou(), Language.EN)
    others = {item.clause: (item.why, explainer.why_not(item)) for item in explained.trace.others}
    assert others == {
        0: ("level", "it is for level 1, level 2"),
        3: ("people", "the person is not among them"),
        4: ("people", "the person is not among them"),
    }
    orphan = next(iter(prepare(kaizhou()).explain([visit(people="disabled", level=2, in_scope=100)])))
    assert {item.clause: explainer.why_not(item) for item in orphan.trace.others}[3] == "it is for level 3"


def test_an_earlier_benefit_that_is_not_known_is_a_step() -> None:
    policy = yunyang()
    trace = traces(policy, YUNYANG[2])[3]
    assert s.Earlier("ordinary", None, policy.benefits[2].rules[0].cites) in trace.steps
    assert isinstance(trace.steps[-1], s.Open)


def test_text_reads_in_both_languages() -> None:
    year = Year(prepare(baoshan()), BAOSHAN[:1])
    assert year.explain("zh").splitlines()[:8] == [
        "a · inpatient-assistance: 支付 4,383.78",
        "  10,000.00元减去起付线2,693.70元，按60%支付，为4,383.78元。",
        "  1. 2023-03-01在施行期内  [第三十二条]",
        "  2. 按margin计算  [第六条]",
        "  3. ✓ 不属于不予救助的情形（不符合“referred”）  [第九条]",
        "  4. 费用10,000.00 − basic、critical_illness、supplementary 0.00 = 10,000.00  [第九条]",
        "  5. 2022年disposable-income：26,937.00  [第十条]",
        "  6. 起付线2,693.70：本次2,693.70，余7,306.30  [第十条]",
    ]
    assert "  7. 7,306.30 × 60% = 4,383.78  [Article 11]" in year.explain("en")


@pytest.mark.parametrize(("policy", "visits"), ALL, ids=lambda item: item.id if isinstance(item, m.Policy) else "")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_data_is_plain_and_amounts_are_texts(policy: m.Policy, visits: list[Visit], lang: str) -> None:
    year = Year(prepare(policy), visits)
    data = year.explain_data(lang)
    assert json.loads(json.dumps(data)) == data
    assert not any(isinstance(value, float) for record in data for value in _values(record))
    assert year.explain(lang).count(" · ") == len(data) == len(year.results)


def _values(value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _values(item)
    elif isinstance(value, list):
        for item in value:
            yield from _values(item)
    else:
        yield value


def test_a_year_adds_up() -> None:
    year = Year(prepare(baoshan()), BAOSHAN)
    assert year.total == sum(year.benefits.values())
    assert year.benefits == {"inpatient-assistance": Decimal("38320.78"), "enrolment-subsidy": Decimal("400.00")}
    assert [item.claim for item in year.undetermined] == ["g", "i"]


def test_figures_that_are_not_published_are_named() -> None:
    policy = baoshan()
    weak = {2022: m.Figure(fen(26937), "unverified", "")}
    results = list(prepare(evolve(policy, figures={"income": weak})).settle([BAOSHAN[0]]))
    assert results[0].reason.endswith("; the figure of disposable-income for 2022 is unverified.")


def test_every_sentence_is_in_both_languages_with_the_same_blanks() -> None:
    for english, chinese in TEXTS.values():
        names = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in (english, chinese)]
        # A language may leave out what it says by its order.
        assert set(names[1]) <= set(names[0])


@pytest.mark.parametrize(
    ("share", "text"), [("3/5", "60%"), ("1/8", "12.5%"), ("1/3", "1/3"), ("1/1000", "0.1%"), ("1", "100%")]
)
def test_shares_in_percent_are_exact(share: str, text: str) -> None:
    assert percent(Fraction(share)) == text


def test_exact_amounts_are_never_rounded_silently() -> None:
    assert exact_yuan(Fraction(200, 3)) == "0.666666…"
    assert exact_yuan(Fraction(1199800200, 1000)) == "11,998.002"
