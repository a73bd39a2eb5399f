"""The golden cases of the three documents: each stands as an example in its policy file, or below where it supposes
something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.rules.compile import compile_text

FOLDER = Path(__file__).parent.parent / "policies"
GOLDEN = {
    "chongqing/yunyang-2023": ["G01", "G02", "G03", "G04", "G06", "G07", "G09", "G10", "G11", "G12"],
    "chongqing/kaizhou-2017": ["G13", "G14", "G15", "G18", "G19"],
    "yunnan/baoshan-2022": ["G20", "G21", "G22", "G23", "G26", "G27", "G28", "G30"],
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
