"""One clause on its own: both surfaces give the same data, and the data say what the clause says, exactly."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from tiaowen.compiler.rules.facets import read_clause
from tiaowen.dsl.tables import build_parser, tables_text

CLAUSES: dict[tuple[str, str], tuple[dict[str, object], dict[str, object]]] = {
    (
        "class 3: deductible 10% of provincial disposable income, ratio 60%, cap 1x income",
        "三类人员：起付标准为全省居民人均可支配收入的10%，支付比例60%，年度限额为1倍收入",
    ): (
        {},
        {
            "deductible": {"share": "1/10", "of": "provincial-disposable-income"},
            "ratio": "3/5",
            "cap": {"times": "1", "of": "income"},
        },
    ),
    ("class 3: no deductible, ratio 75%, no cap", "三类人员：取消起付线，比例七成五，不设限额"): (
        {},
        {"deductible": "none", "ratio": "3/4", "cap": "none"},
    ),
    (
        "class 3 at level 1, level 2: deductible 400 yuan per admission, ratio not stated",
        "三类人员，一级医疗机构、二级医疗机构：每次住院起付线400元，比例未规定",
    ): ({"level": [1, 2]}, {"deductible": {"value": "400.00", "period": "admission"}, "ratio": "not stated"}),
    (
        "class 3 with lung cancer, not referred: not covered",
        "三类人员，肺癌，未规范转诊：不予救助",
    ): ({"disease": ["lung-cancer"], "mark": {"referred": False}}, {"coverage": "not covered"}),
    (
        "class 3, inpatient, with resident tier 1: full subsidy",
        "三类人员，住院，居民医保一档：全额资助",
    ): ({"care": ["inpatient"], "plan": ["resident-tier-1"]}, {"subsidy": "full"}),
    (
        "class 3, except orphans, where age at least 80 years old, in-scope expenses over 30,000 yuan, referred: "
        "ratio 60%",
        "三类人员，不含孤儿，其中年龄不低于80岁、政策范围内费用超过3万元、规范转诊：比例60%",
    ): (
        {
            "except": ["orphans"],
            "conditions": [
                {"fact": "age", "operator": ">=", "quantity": 80},
                {"fact": "in-scope-expenses", "operator": ">", "quantity": "30000.00"},
                {"holds": "referred", "negated": False},
            ],
        },
        {"ratio": "3/5"},
    ),
    (
        "class 3: ratio as for special-disease assistance, cap set by county government",
        "三类人员：比例同特殊病种救助，限额由县级人民政府确定",
    ): (
        {},
        {
            "ratio": {"as-for": "special-disease-assistance"},
            "cap": {"set-by": ["county-government"], "strength": "binding"},
        },
    ),
    (
        "class 3: ratio in principle at least 70%, "
        "cap may be set by county government and provincial finance department",
        "三类人员：比例原则上不低于70%，限额可由县级人民政府、省财政厅确定",
    ): (
        {},
        {
            "ratio": {"operator": ">=", "bound": "7/10", "strength": "in-principle"},
            "cap": {"set-by": ["county-government", "provincial-finance-department"], "strength": "may"},
        },
    ),
    (
        "class 3: ratio 50% up to 10,000 yuan, 60% over 10,000 yuan up to 30,000 yuan, 70% over 30,000 yuan",
        "三类人员：比例1万元以内50%，1万元至3万元以内60%，3万元以上70%",
    ): (
        {},
        {
            "ratio": [
                {"over": None, "up-to": "10000.00", "ratio": "1/2"},
                {"over": "10000.00", "up-to": "30000.00", "ratio": "3/5"},
                {"over": "30000.00", "up-to": None, "ratio": "7/10"},
            ]
        },
    ),
    (
        "class 3: deductible reduced by 50%, ratio raised by 5 percentage points",
        "三类人员：起付线降低50%，比例提高5个百分点",
    ): ({}, {"deductible": {"reduced-by": "1/2"}, "ratio": {"raised-by-points": "1/20"}}),
    ("class 3: granted", "三类人员：享受"): ({}, {"coverage": "granted"}),
    ("class 3: subsidy 90% of tier 1 premium", "三类人员：资助一档个人缴费标准的90%"): (
        {},
        {"subsidy": {"share": "9/10", "of": "tier-1-premium"}},
    ),
}


@pytest.mark.parametrize(("pair", "expected"), CLAUSES.items(), ids=[en for en, _ in CLAUSES])
def test_both_surfaces_give_the_same_exact_data(
    pair: tuple[str, str], expected: tuple[dict[str, object], dict[str, object]]
) -> None:
    readings = [read_clause(text) for text in pair]
    assert [findings for _, findings in readings] == [(), ()]
    first, second = (reading for reading, _ in readings)
    assert first is not None
    assert second is not None
    assert first.data() == second.data()
    assert (first.who, first.where, first.facets) == (("class-3",), *expected)
    assert read_clause(first.en)[0] == read_clause(first.zh)[0] == first


def test_a_clause_governed_elsewhere_names_the_document() -> None:
    reading, findings = read_clause("class 3: governed by “旧政策”")
    assert findings == ()
    assert reading is not None
    assert reading.facets == {"coverage": {"governed-by": "旧政策"}}


@pytest.mark.parametrize("text", ["", "Article 1", "class 3: ratio 60%\nclass 4: ratio 50%", "nobody known: ratio 60%"])
def test_anything_but_one_good_clause_is_a_finding(text: str) -> None:
    reading, findings = read_clause(text)
    assert reading is None
    assert findings


def test_the_tables_kept_beside_the_grammar_are_those_of_the_grammar() -> None:
    # The library numbers states and entries in an order of its own, so the tables are compared up to that order.
    kept = json.loads(files("tiaowen.grammar").joinpath("tables.json").read_text(encoding="utf-8"))
    made = json.loads(tables_text())
    assert kept["for"] == made["for"]
    for part in (kept, made):
        part["shape"] = sorted(sorted(actions) for actions in named_states(part))
    assert kept["shape"] == made["shape"]


def named_states(tables: dict[str, dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]]) -> list[list[str]]:
    """Return what can stand at each state, by name."""
    table = tables["data"]["parser"]["parser"]
    names: dict[str, object] = dict(table["tokens"])
    return [[str(names[number]) for number in actions] for actions in table["states"].values()]


def test_the_grammar_has_no_conflicts() -> None:
    assert build_parser(strict=True) is not None
