"""The Python interface: names, paths and text in, checked rules out, claims settled."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tiaowen.compiler import ClaimsError, PolicyError, compile_policy
from tiaowen.dsl.diagnostics import Finding

POLICY = """policy demo-2023 "Demo"
region Yunnan, Baoshan
Article 1 Recipients
recipients means minimum living guarantee recipients
Article 2 Aid
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  recipients: deductible 100 yuan per visit, ratio 60%, cap 1,000 yuan
Article 3 Effect
in force from 2023-01-01
"""
CLAIM = {
    "claim": "1",
    "person": "a",
    "date": "2023-05-01",
    "categories": ["低保对象"],
    "care": "inpatient",
    "in_scope": "1000",
    "paid_basic": Decimal("400.00"),
}


def test_a_policy_is_compiled_from_its_id_a_path_or_text(tmp_path: Path) -> None:
    path = tmp_path / "demo.policy"
    path.write_text(POLICY, encoding="utf-8")
    assert compile_policy("baoshan-2022").id == "baoshan-2022"
    assert compile_policy(path).rules.benefits == compile_policy(POLICY).rules.benefits


def test_a_year_of_claims_has_totals_benefits_and_an_explanation_in_both_languages() -> None:
    year = compile_policy(POLICY).settle([CLAIM, {**CLAIM, "claim": "2", "in_scope": 3000}])
    assert year.total == Decimal("1000.00")
    assert dict(year.benefits) == {"inpatient-assistance": Decimal("1000.00")}
    assert [(r.claim, r.status.value, r.amount) for r in year.results] == [
        ("1", "paid", "300.00"),
        ("2", "paid", "700.00"),
    ]
    assert "Article 2" in year.explain(lang="en")
    assert "第二条" in year.explain(lang="zh")


def test_objects_carry_their_articles() -> None:
    policy = compile_policy("baoshan-2022")
    assert policy.classes[0].articles == ("第六条",)
    assert all(clause.articles for clause in policy.clauses)
    assert all(benefit.articles for benefit in policy.benefits)


def test_a_policy_with_errors_raises_with_its_findings() -> None:
    with pytest.raises(PolicyError) as caught:
        compile_policy(POLICY.replace("minimum living guarantee recipients", "low income people"))
    assert [f.id for f in caught.value.findings] == ["TW107"]
    assert "low income people" in str(caught.value)


def test_an_unknown_policy_raises_with_a_finding() -> None:
    with pytest.raises(PolicyError) as caught:
        compile_policy("no-such-policy")
    assert [f.id for f in caught.value.findings] == ["TW031"]


def test_claims_that_cannot_be_taken_raise_unless_they_are_collected() -> None:
    policy = compile_policy(POLICY)
    wrong = {**CLAIM, "claim": "2", "in_scope": 10.5}
    with pytest.raises(ClaimsError):
        policy.settle([CLAIM, wrong])
    rejected: list[Finding] = []
    year = policy.settle([CLAIM, wrong], rejected=rejected)
    assert len(rejected) == 1
    assert [r.claim for r in year.results] == ["1"]


def test_a_hole_does_not_keep_a_policy_from_settling_but_is_never_zero() -> None:
    holed = POLICY.replace(
        "  recipients: deductible 100 yuan per visit, ratio 60%,", "  recipients: deductible 100 yuan per visit,"
    )
    policy = compile_policy(holed)
    assert "TW101" in [f.id for f in policy.findings]
    assert [(r.status.value, r.amount_fen) for r in policy.settle([CLAIM]).results] == [("undetermined", None)]
