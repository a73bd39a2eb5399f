"""The golden cases of the documents: each stands as an example in its policy file, or below where it supposes something
else. Those about lower documents are files in ``cases/frameworks``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.library.load import higher_texts
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.diagnostics import Severity

FOLDER = Path(__file__).parent.parent / "policies"
FRAMEWORKS = Path(__file__).parent / "cases" / "frameworks"
GOLDEN = {
    "chongqing/yunyang-2023": ["G01", "G02", "G03", "G04", "G06", "G07", "G09", "G10", "G11", "G12"],
    "chongqing/kaizhou-2017": ["G13", "G14", "G15", "G18", "G19"],
    "yunnan/baoshan-2022": ["G20", "G21", "G22", "G23", "G26", "G27", "G28", "G30"],
    "yunnan/yunnan-2019": ["G32"],
    "jiangsu/lianyungang-2017": ["G39"],
}

# G29: the same overspends when each rate applies to the whole amount.
WHOLE = """
示例 “超支3%（G29）”
  基金年度：基金预算=1亿元，超支额=300万元
  应得 市级历年滚存结余=300万元
  应得 县级承担=0元
示例 “超支4%（G29）”
  基金年度：基金预算=1亿元，超支额=400万元
  应得 市级历年滚存结余=200万元
  应得 县级承担=200万元
示例 “超支5%（G29）”
  基金年度：基金预算=1亿元，超支额=500万元
  应得 市级历年滚存结余=250万元
  应得 县级承担=250万元
示例 “超支6%（G29）”
  基金年度：基金预算=1亿元，超支额=600万元
  应得 市级历年滚存结余=0元
  应得 县级承担=600万元
"""

# G25: the deductibles of 2022, supposing the measures had been in force then: one fen above each pays half a fen or
# more.
EARLIER = """
示例 “2022年三类起付线2566.60元（G25）”
  人员：低保边缘家庭成员
  就医 2022年3月1日：住院、二级医疗机构、规范转诊，政策范围内费用=2566.60元
  应得 住院救助=0元
  就医 2022年3月2日：住院、二级医疗机构、规范转诊，政策范围内费用=100元
  应得 住院救助=60元
示例 “2022年四类起付线6416.50元（G25）”
  人员：因病致贫重病患者
  就医 2022年3月1日：住院、二级医疗机构、规范转诊，政策范围内费用=6416.50元
  应得 住院救助=0元
  就医 2022年3月2日：住院、二级医疗机构、规范转诊，政策范围内费用=100元
  应得 住院救助=50元
"""


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.policy").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "ids"), GOLDEN.items(), ids=[n.rpartition("/")[2] for n in GOLDEN])
def test_each_golden_case_is_an_example_of_its_document(name: str, ids: list[str]) -> None:
    titles = re.findall(r"^示例 (.*)$", text_of(name), re.MULTILINE)
    assert [id for id in ids if not any(id in title for title in titles)] == []


def passes(text: str, examples: int) -> bool:
    compiled = compile_text(text, "golden.policy")
    assert compiled.ok
    outcomes = [o for o in run_examples(compiled).outcomes if re.search(r"G2[59]", o.title.zh or "")]
    assert len(outcomes) == examples
    return all(o.passed for o in outcomes)


def test_overspend_shared_by_whole_amount_g29() -> None:
    text = text_of("yunnan/baoshan-2022")
    whole = text.replace("比例分段计算", "比例全额计算")
    assert whole != text
    assert passes(whole + WHOLE, 4)
    assert not passes(text + WHOLE, 4)


def test_deductibles_of_2022_g25() -> None:
    text = text_of("yunnan/baoshan-2022")
    earlier = text.replace("自2023年1月1日起", "自2022年1月1日起")
    assert earlier != text
    assert passes(earlier + EARLIER, 2)


Change = tuple[str, str]


def lower_document(name: str, change: Change | None = None, **readings: str) -> list[tuple[str, str]]:
    """Return the findings about a lower document, perhaps with one figure changed: id, and the line it is about."""
    text = (FRAMEWORKS / f"{name}.policy").read_text(encoding="utf-8")
    if change:
        assert text.count(change[0]) == 1
        text = text.replace(*change)
    wanted = {doubt.replace("_", "-"): reading for doubt, reading in readings.items()}
    findings = compile_text(text, f"{name}.policy", readings=wanted, find=higher_texts()).findings
    told = [f for f in findings if f.severity is not Severity.INFO]
    assert all(f.place is not None for f in told)
    lines = text.splitlines()
    return [(f.id, lines[f.place.line - 1].strip()) for f in told if f.place]


def ids(found: list[tuple[str, str]]) -> list[str]:
    return [id for id, _ in found]


def test_a_county_breaks_four_bounds_of_its_province_g34() -> None:
    found = lower_document("g34-four-violations")
    assert [(id, line[:11]) for id, line in found] == [
        ("TW410", "重特大疾病病种包括25"),
        ("TW401", "救助对象：比例65%，"),
        ("TW424", "重点救助对象：年度起付"),
        ("TW401", "重特大疾病救助对象：年"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (None, []),
        (("比例70%", "比例69%"), ["TW401"]),
        (("年度限额10万元", "年度限额99999.99元"), ["TW401"]),
        (("24种：", "25种：鼻咽癌、"), ["TW410"]),
        (("24种：儿童白血病、", "23种："), []),
        (("重点救助对象：不设起付线，比例80%", "重点救助对象：年度起付线0.01元，比例80%"), ["TW424"]),
    ],
    ids=["all bounds met", "ratio", "cap", "three more diseases", "not all of the 22", "deductible"],
)
def test_each_bound_of_the_province_is_exact(change: Change | None, expected: list[str]) -> None:
    assert ids(lower_document("g34-at-the-bounds", change)) == expected


def test_whether_the_county_may_leave_diseases_out_is_a_doubt() -> None:
    fewer = ("24种：儿童白血病、", "23种：")
    assert ids(lower_document("g34-at-the-bounds", fewer, list_or_menu="assured")) == ["TW410"]
    assert ids(lower_document("g34-at-the-bounds", None, list_or_menu="assured")) == []


def test_for_whom_the_floor_of_the_cap_holds_is_a_doubt() -> None:
    # By the other reading nothing but the cap of those impoverished by illness has a floor.
    lower = ("重特大疾病救助对象：年度限额10万元", "重点救助对象、低收入救助对象：年度限额8万元")
    assert ids(lower_document("g34-at-the-bounds", lower)) == ["TW401"]
    assert ids(lower_document("g34-at-the-bounds", lower, cap_floor="last-named")) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (None, []),
        (("年度限额13万元", "年度限额125000元"), []),
        (("年度限额13万元", "年度限额124999.99元"), ["TW403"]),
        (("比例70%，年度限额13万元", "比例69%，年度限额13万元"), ["TW401"]),
        (("不设起付线，比例70%，年度限额13万元", "每次就医起付线0.01元，比例70%，年度限额13万元"), ["TW424"]),
    ],
    ids=["as given", "exactly half the ceiling", "one fen below half", "ratio", "deductible"],
)
def test_a_county_within_the_bounds_of_its_city_g36(change: Change | None, expected: list[str]) -> None:
    assert ids(lower_document("g36-within", change)) == expected


def test_whose_deductible_the_city_abolishes_is_a_doubt() -> None:
    # Three of the seven kinds of priority recipients are named; these are none of them.
    plain = "重点救助对象：不设起付线，比例70%，年度限额3000元"
    text = (plain, "重点救助对象：比例70%，年度限额3000元\n  特困职工：每次就医起付线100元")
    assert ids(lower_document("g36-within", text)) == ["TW424"]
    assert ids(lower_document("g36-within", text, no_deductible="named-three")) == []


def test_a_cap_below_half_the_ceiling_is_against_what_is_wanted_in_principle_g36() -> None:
    assert lower_document("g36-one-fen-short") == [("TW403", "重点救助对象：不设起付线，比例70%，年度限额124999.99元")]


def test_a_ratio_that_falls_as_the_expense_rises_g37() -> None:
    assert ids(lower_document("g37-falling")) == ["TW415"]
    assert ids(lower_document("g37-falling", ("2万元以上50%", "2万元以上60%"))) == []
    assert ids(lower_document("g37-falling", ("2万元以上50%", "2万元以上61%"))) == []


def test_priority_recipients_have_more_than_the_others_in_principle() -> None:
    assert ids(lower_document("g37-falling", ("2万元以上50%", "2万元以上69%"))) == []
    assert ids(lower_document("g37-falling", ("2万元以上50%", "2万元以上70%"))) == ["TW403"]
