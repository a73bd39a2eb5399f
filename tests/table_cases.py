"""Tables beside the clauses that they stand for, in both languages, and what a policy comes to without its layout."""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import evolve

from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.rules.namer import KeepNames
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import render
from tiaowen.dsl.format import Layout, format_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.tree import Document, Language, Table

EN, ZH = Language.EN, Language.ZH
KNOWN = KeepNames(load_vocabulary())

FACETS_EN = """\
| recipients              | deductible          | ratio | cap         |
| class 1, class 2        | no deductible       | 100%  | 1x income   |
| class 3, except orphans | 10% of income       | 60%   | 30,000 yuan |
| others                  | 400 yuan per visit  | 50%   | not stated  |
"""
CLAUSES_EN = """\
class 1, class 2: no deductible, ratio 100%, cap 1x income
class 3, except orphans: deductible 10% of income, ratio 60%, cap 30,000 yuan
others: deductible 400 yuan per visit, ratio 50%, cap not stated
"""
FACETS_ZH = """\
| 对象               | 起付线            | 比例 | 年度限额 |
| 一类人员、二类人员 | 不设              | 100% | 收入的1倍 |
| 三类人员，不含孤儿 | 收入的10%         | 60%  | 3万元 |
| 其他救助对象       | 每次就医400元     | 50%  | 未规定 |
"""
CLAUSES_ZH = """\
一类人员、二类人员：不设起付线，比例100%，年度限额为1倍收入
三类人员，不含孤儿：起付线为收入的10%，比例60%，年度限额3万元
其他救助对象：每次就医起付线400元，比例50%，年度限额未规定
"""
CASES_EN = """\
| recipients | level 1, level 2 | level 3    |
| ratio      |                  |            |
| class 1    | 80%              | 80%        |
| orphans    | 70%              | not stated |
"""
CASE_CLAUSES_EN = """\
class 1 at level 1, level 2: ratio 80%
class 1 at level 3: ratio 80%
orphans at level 1, level 2: ratio 70%
orphans at level 3: ratio not stated
"""
CASES_ZH = """\
| 对象 | 一级医疗机构、二级医疗机构 | 三级医疗机构 |
| 比例 | | |
| 一类人员 | 80% | 80% |
| 孤儿 | 70% | 未规定 |
"""
CASE_CLAUSES_ZH = """\
一类人员，一级医疗机构、二级医疗机构：比例80%
一类人员，三级医疗机构：比例80%
孤儿，一级医疗机构、二级医疗机构：比例70%
孤儿，三级医疗机构：比例未规定
"""

PAIRS = pytest.mark.parametrize(
    ("table", "written"),
    [(FACETS_EN, CLAUSES_EN), (FACETS_ZH, CLAUSES_ZH), (CASES_EN, CASE_CLAUSES_EN), (CASES_ZH, CASE_CLAUSES_ZH)],
    ids=["facets-en", "facets-zh", "cases-en", "cases-zh"],
)

DOCUMENT_EN = """\
policy town-2024 "Measures of a town"
issued 2024-01-01

Article 1 Recipients
recipients means class 1, class 2
class 1 means extremely poor people, orphans
class 2 means minimum living guarantee recipients

Article 2 Inpatient assistance
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
"""
DOCUMENT_ZH = """\
政策文件 town-2024 “某镇办法”
印发日期 2024年1月1日

第一条 救助对象
救助对象包括一类人员、二类人员
一类人员包括特困人员、孤儿
二类人员包括低保对象

第二条 住院救助
关于住院救助：
  适用于住院
  计入政策范围内费用，经基本医疗保险支付后
"""
IN_TABLES_EN = """\
| recipients | level 1, level 2 | level 3    |
| ratio      |                  |            |
| class 1    | 80%              | 70%        |
| class 2    | 60%              | not stated |

| recipients | deductible         | cap    |
| class 1    | none               | no cap |
| class 2    | 400 yuan per visit | 30,000 yuan |
"""
IN_TABLES_ZH = """\
| 对象 | 一级医疗机构、二级医疗机构 | 三级医疗机构 |
| 比例 | | |
| 一类人员 | 80% | 70% |
| 二类人员 | 60% | 未规定 |

| 对象 | 起付线 | 限额 |
| 一类人员 | 取消 | 不设 |
| 二类人员 | 每次就医400元 | 3万元 |
"""
IN_CLAUSES_EN = """\
class 2: deductible 400 yuan per visit, cap 30,000 yuan
class 1: no deductible, no cap
class 2, level 3: ratio not stated
level 3, class 1: ratio 70%
class 1 at level 1, level 2: ratio 80%
class 2 at level 1, level 2: ratio 60%
"""


def read(text: str) -> Document:
    document, findings = parse(text, "table")
    assert not findings, render(findings, EN)
    return document


def only_table(text: str) -> Table:
    [line] = read(text).lines
    assert isinstance(line, Table)
    return line


def tables(text: str, language: Language = EN) -> str:
    """The text with its clauses as tables."""
    formatted, findings = format_text(text, "table", language, KNOWN, Layout.TABLES)
    assert not findings, render(findings, EN)
    return formatted


def counted(policy: Policy | None) -> tuple[object, ...]:
    """What a policy decides, whatever the order of its clauses."""
    assert policy is not None
    benefits = tuple(
        (evolve(benefit, rules=()), Counter(evolve(rule, clause=0) for rule in benefit.rules))
        for benefit in policy.benefits
    )
    adjustments = Counter(evolve(each, clause=0) for each in policy.adjustments)
    said = Counter((c.benefits, c.cites, c.readings) for c in policy.clauses)
    return (benefits, adjustments, said, Counter(policy.remarks), policy.pools, policy.classes, policy.parameters)


def told(compiled: Compiled) -> list[str]:
    return sorted(finding.id for finding in compiled.findings)
