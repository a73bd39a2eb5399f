"""Cases and values in words: silence, delegation, exclusion and *none* read differently, in either language."""

from __future__ import annotations

import pytest
from small_documents import HEADER, RECIPIENTS, benefit, compiled, inpatient

from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.model import Box
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Language


@pytest.mark.parametrize(
    ("term", "english", "chinese"),
    [
        ("ratio 60%", "60%", "60%"),
        ("ratio not stated", "not stated", "未规定"),
        ("ratio set by county finance bureau", "set by county finance bureau", "由县财政局确定"),
        ("ratio may be set by county finance bureau", "may be set by county finance bureau", "可由县财政局确定"),
        ("ratio at least 70%", "at least 70%", "不低于70%"),
        ("ratio in principle at most 70%", "at most 70%", "不超过70%"),
        (
            "ratio 50% up to 1,000 yuan, 60% over 1,000 yuan",
            "50% up to 1,000 yuan, 60% above (by slice)",
            "1,000元以内50%，以上60%（分段计算）",
        ),
        ("cap 1,000 yuan", "1,000 yuan per year", "每年1,000元"),
        ("cap 1,000 yuan per admission", "1,000 yuan per admission", "每次住院1,000元"),
        (
            "cap at least 2x provincial disposable income",
            "at least 2x provincial disposable income",
            "不低于全省居民人均可支配收入的2倍",
        ),
        (
            "deductible 50% of basic insurance ceiling",
            "50% of basic insurance ceiling per visit",
            "每次就医基本医疗保险封顶线的50%",
        ),
        ("no cap", "none", "不设"),
        ("not covered", "not covered", "不予救助"),
        ('governed by “某文件” / "a document"', 'governed by "a document"', "另按“某文件”"),
    ],
)
def test_values(term: str, english: str, chinese: str) -> None:
    text = inpatient(f"class 1: {term}", "others: ratio 1%, no cap")
    if not term.startswith(("not covered", "governed")):
        missing = ["ratio 50%"] * ("ratio" not in term) + ["no cap"] * ("cap" not in term)
        text += f"  class 1: {', '.join(missing)}\n" if missing else ""
    text = text.replace("Article 2\n", "Article 2\nbasis provincial disposable income, previous year\n")
    text += "  ratio applies by slice\n"
    rule = benefit(text).rules[0]
    describer = Describer(load_vocabulary())
    assert describer.value(rule.value, rule.period, Language.EN) == english
    assert describer.value(rule.value, rule.period, Language.ZH) == chinese


@pytest.mark.parametrize(
    ("where", "english", "chinese"),
    [
        ("class 1 at level 3", "class 1, level 3", "一类人员，三级医疗机构"),
        ("class 1, not referred", "class 1, not referred", "一类人员，未规范转诊"),
        ("class 1 with lung cancer", "class 1, lung cancer", "一类人员，肺癌"),
        ("class 1 where age at least 60 years old", "class 1, age at least 60", "一类人员，年龄不低于60"),
        (
            "class 1 where in-scope expenses over 3 yuan",
            "class 1, in-scope expenses over 3 yuan",
            "一类人员，政策范围内费用超过3元",
        ),
        ("class 1, not disabled persons", "class 1, not disabled persons", "一类人员，非残疾人"),
        ("class 1, class 2, class 3", "recipients", "救助对象"),
        ("extremely poor people", "extremely poor people", "特困人员"),
        ("class 1 with resident tier 1", "class 1, resident tier 1", "一类人员，居民医保一档"),
    ],
)
def test_cases(where: str, english: str, chinese: str) -> None:
    found = compiled(_one(where))
    assert found.policy is not None
    box = found.policy.benefits[0].rules[0].boxes[0]
    groups = {item.id: item.boxes[0].categories or frozenset() for item in found.policy.classes if len(item.boxes) == 1}
    groups = dict(sorted(groups.items(), key=lambda item: -len(item[1])))
    groups["extremely-poor-people"] = frozenset({"urban-three-no-persons", "rural-five-guarantee-persons"})
    describer = Describer(found.resolver.vocabulary, frozenset(), groups)
    assert describer.box(box, Language.EN) == english
    assert describer.box(box, Language.ZH) == chinese


def _one(where: str) -> str:
    return (
        HEADER
        + RECIPIENTS
        + "Article 2\nfor medical assistance:\n  counts in-scope expenses after basic medical insurance\n"
        + f"  {where}: deductible 5 yuan\n  recipients: ratio 50%, no cap\n"
    )


def test_every_case() -> None:
    assert Describer(load_vocabulary()).box(Box(), Language.EN) == "every case"
    assert Describer(load_vocabulary()).box(Box(), Language.ZH) == "所有情形"
