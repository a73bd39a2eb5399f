"""The examples of a policy file as tests: amounts, statuses, benefits that are not money, funds and yearly limits."""

from __future__ import annotations

import pytest

from tiaowen.compiler.examples import Run, run_examples
from tiaowen.compiler.examples.outcome import Check
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.tree import Language

POLICY = """政策文件 sample-2023 “样本” / "A sample"
地区 云南省、保山市
印发日期 2023年1月1日 由“市政府” / "City"

第一条 对象 / Recipients
救助对象包括低保对象、特困人员、低保边缘家庭成员

第二条 住院 / Inpatient
关于住院救助：
  适用于住院
  计入政策范围内费用，经基本医疗保险支付后
  救助对象：比例50%，年度限额1万元

第三条 押金 / Deposit
关于免缴住院押金：
  适用于住院
  条件：定点医疗机构
  低保对象：享受
  特困人员：按“另一份文件” / "another document"执行

第四条 基金 / Fund
关于超支分担：
  比例分段计算
  3%以内：市级历年滚存结余100%
  3%以上：县级承担100%
  滚存结余不足：县级承担100%
限制 区级预算安排资金不低于上年市级下拨补助资金的15%
限制 区级预算安排资金不超过当年筹集资金的50%

第五条 施行 / Entry into force
施行：自2023年1月1日起
"""


def run(*steps: str) -> Run:
    text = POLICY + '\n示例 “一” / "One"\n' + "".join(f"  {step}\n" for step in steps)
    compiled = compile_text(text, "sample.policy")
    assert compiled.policy is not None, compiled.findings
    return run_examples(compiled)


def checks(*steps: str) -> tuple[Check, ...]:
    (outcome,) = run(*steps).outcomes
    assert not outcome.findings
    return outcome.checks


@pytest.mark.parametrize(
    ("who", "marks", "becomes", "english"),
    [
        ("低保对象", "、定点医疗机构", "享受", "granted"),
        ("低保对象", "", "不予救助", "not covered"),
        ("特困人员", "、定点医疗机构", "另按", "elsewhere"),
        ("低保边缘家庭成员", "、定点医疗机构", "未定", "undetermined"),
        ("低保边缘家庭成员、低保对象", "、定点医疗机构", "享受", "granted"),
    ],
)
def test_a_benefit_that_is_not_money(who: str, marks: str, becomes: str, english: str) -> None:
    visit = f"就医 2023年6月1日：住院、二级医疗机构{marks}，政策范围内费用=100元"
    for expected in ("享受", "不予救助", "另按", "未定"):
        (check,) = checks(f"人员：{who}", visit, f"应得 免缴住院押金={expected}")
        assert check.passed == (expected == becomes)
        assert check.found_text(Language.EN) == english
        assert check.found_text(Language.ZH) == becomes
        assert check.passed or check.explanation


def test_what_is_granted_is_no_amount() -> None:
    visit = "就医 2023年6月1日：住院、二级医疗机构、定点医疗机构，政策范围内费用=100元"
    (check,) = checks("人员：低保对象", visit, "应得 免缴住院押金=0元")
    assert not check.passed
    assert check.explanation is not None
    assert check.explanation.startswith("1 · deposit waiver: granted\n  The document grants it.")
    assert "住院救助" not in check.explanation


def test_a_benefit_that_is_not_money_has_its_care() -> None:
    visit = "就医 2023年6月1日：普通门诊，政策范围内费用=100元"
    (check,) = checks("人员：低保对象", visit, "应得 免缴住院押金=无记录")
    assert check.passed


@pytest.mark.parametrize(
    ("quantities", "expected", "passed", "found"),
    [
        ("上年市级下拨补助资金=2000万元", "300万元", True, "3000000.00 yuan"),
        ("上年市级下拨补助资金=2000万元", "300.01元", False, "3000000.00 yuan"),
        ("上年市级下拨补助资金=0.03元", "0元", True, "0.00 yuan"),
        ("上年市级下拨补助资金=0.10元", "0.02元", True, "0.02 yuan"),
        ("当年筹集资金=10元", "5元", True, "5.00 yuan"),
        ("上年市级下拨补助资金=2000万元，当年筹集资金=10元", "5元", True, "5.00 yuan"),
        ("基金预算=1元", "未定", True, "no record"),
        ("上年市级下拨补助资金=2000万元", "未定", False, "3000000.00 yuan"),
    ],
)
def test_a_yearly_limit(quantities: str, expected: str, passed: bool, found: str) -> None:
    (check,) = checks(f"基金年度：{quantities}", f"应得 区级预算安排资金={expected}")
    assert (check.passed, check.found_text(Language.EN)) == (passed, found)


@pytest.mark.parametrize(
    ("more", "reserve", "county"),
    [
        ("", "300万元", "100万元"),
        ("，市级滚存结余余额=250万元", "250万元", "150万元"),
        ("，累计结余=250万元", "250万元", "150万元"),
        ("，滚存结余不足", "0元", "400万元"),
    ],
)
def test_a_fund_year(more: str, reserve: str, county: str) -> None:
    found = checks(
        f"基金年度：基金预算=10000万元，超支额=400万元{more}",
        f"应得 市级历年滚存结余={reserve}",
        f"应得 县级承担={county}",
    )
    assert [check.passed for check in found] == [True, True]


def test_a_clause_is_reached_by_whoever_it_fits_and_by_nobody_else() -> None:
    visit = "就医 2023年6月1日：住院、二级医疗机构、定点医疗机构，政策范围内费用=100元"
    assert len(run("人员：低保对象", visit, "应得 住院救助=50元").unreached) == 1
    assert len(run("人员：脱贫人口", visit, "应得 住院救助=不予救助").unreached) == 3


def test_an_example_that_expects_nothing_fails() -> None:
    (outcome,) = run("人员：低保对象", "就医 2023年6月1日：住院，政策范围内费用=100元").outcomes
    assert not outcome.passed
