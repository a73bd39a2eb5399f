"""The printer: every form of line in both languages, names and their quotation marks, and laws on random trees."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tiaowen.dsl import tree
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import print_line, translate
from tiaowen.dsl.printing.amounts import quantity
from tiaowen.dsl.printing.names import Kinds, as_written
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.tree import Document, Language, Line

EN, ZH = Language.EN, Language.ZH

# ── names of a small vocabulary ──

NAMES = {
    **{f"class {n}": f"{'一二三四'[n - 1]}类人员" for n in range(1, 5)},
    **{f"level {n}": f"{'一二三'[n - 1]}级医疗机构" for n in range(1, 4)},
    "recipients": "救助对象",
    "others": "其他救助对象",
    "orphans": "孤儿",
    "elderly recipients": "高龄低保对象",
    "resident tier 1": "居民医保一档",
    "special diseases": "特殊疾病",
    "inpatient": "住院",
    "outpatient": "门诊",
    "referred": "规范转诊",
    "follow-up visit": "复诊",
    "reserve exhausted": "滚存结余不足",
    "inpatient assistance": "住院救助",
    "outpatient assistance": "门诊救助",
    "enrolment subsidy": "资助参保",
    "special-disease assistance": "特殊病种救助",
    "in-scope costs": "政策范围内费用",
    "age": "年龄",
    "disability grade": "残疾等级",
    "basic insurance": "基本医疗保险",
    "provincial disposable income": "全省居民人均可支配收入",
    "income": "收入",
    "tier 1 premium": "一档个人缴费标准",
    "annual surplus": "当年结余",
    "funds raised": "当年筹集资金",
    "statistics bureau": "统计部门",
    "county government": "县级人民政府",
    "finance bureau": "财政部门",
    "city reserve": "市级历年滚存结余",
    "county share": "县级承担",
    "enrolment payment": "缴费时",
    "purpose": "目的",
    "Yunnan": "云南省",
    "Baoshan": "保山市",
    "overspend": "超支额",
}
KINDS = {
    **{f"level {n}": "level" for n in range(1, 4)},
    "resident tier 1": "plan",
    "special diseases": "disease-list",
    "referred": "mark",
}


class Words:
    """A lookup in the small vocabulary, which knows kinds too."""

    def __init__(self) -> None:
        self.concepts = {name: pair for pair in NAMES.items() for name in pair}

    def __call__(self, name: str, language: Language, kinds: Kinds, /) -> str | None:
        pair = self.concepts.get(name)
        return pair[language is ZH] if pair else None

    def kind(self, name: str, /) -> str | None:
        pair = self.concepts.get(name)
        return KINDS.get(pair[0]) if pair else None


class Own(Words):
    """The same, for printing names as they are written."""

    def __call__(self, name: str, language: Language, kinds: Kinds, /) -> str:
        return name


def only_line(text: str) -> Line:
    document, findings = parse(text)
    assert not findings, text
    assert len(document.lines) == 1
    return document.lines[0]


# ── each form in both languages ──

FORMS = [
    # header and headings
    ("region Yunnan, Baoshan", "地区 云南省、保山市"),
    ('use "common"', "引用 “common”"),
    ("outline Preamble, Article 1 to Article 32, Section 2(1)", "全文 前言，第一条至第三十二条，二、（一）"),
    ("Article 10 (deductible), Article 11 (ratio, cap)", "第十条（起付线）、第十一条（比例、限额）"),
    ("Article 8(2) paragraph 3", "第八条（二）第三款"),
    ("for inpatient assistance, outpatient assistance:", "关于住院救助、门诊救助："),
    # clauses
    (
        "class 3: deductible 10% of provincial disposable income, ratio 60%, cap 1x income",
        "三类人员：起付线为全省居民人均可支配收入的10%，比例60%，年度限额为1倍收入",
    ),
    ("class 1, class 2: no deductible, full subsidy", "一类人员、二类人员：不设起付线，全额资助"),
    ("others: not covered", "其他救助对象：不予救助"),
    ("recipients: granted", "救助对象：享受"),
    ("recipients: ratio not stated", "救助对象：比例未规定"),
    ("recipients: ratio at least 70%", "救助对象：比例不低于70%"),
    ("recipients: cap in principle at least 1x income", "救助对象：年度限额原则上不低于1倍收入"),
    (
        "recipients: cap at least 1x income set by county government",
        "救助对象：年度限额不低于收入的1倍由县级人民政府确定",
    ),
    (
        "recipients: cap may be set by county government and finance bureau",
        "救助对象：年度限额可由县级人民政府、财政部门确定",
    ),
    ("recipients: ratio as for special-disease assistance", "救助对象：比例同特殊病种救助"),
    (
        "orphans: deductible reduced by 50%, ratio raised by 5 percentage points",
        "孤儿：起付线降低50%，比例提高5个百分点",
    ),
    (
        "recipients: ratio 50% up to 1,000 yuan, 55% over 1,000 yuan up to 3,000 yuan, 65% over 3,000 yuan",
        "救助对象：比例1000元以内50%，1000元至3000元以内55%，3000元以上65%",
    ),
    ("recipients: deductible 5,000 yuan per visit, cap 1,234.50 yuan per month",
     "救助对象：每次就医起付线5000元，每月限额1234.50元"),
    ("recipients: subsidy 70% of tier 1 premium", "救助对象：资助为一档个人缴费标准的70%"),
    ("recipients: total cap 100,000 yuan per admission", "救助对象：每次住院救助总额10万元"),
    # selectors
    ("orphans at level 1, level 2: ratio 80%", "孤儿，一级医疗机构、二级医疗机构：比例80%"),
    ("orphans with resident tier 1: full subsidy", "孤儿，居民医保一档：全额资助"),
    ("orphans, referred: ratio 80%", "孤儿、规范转诊：比例80%"),
    ("orphans at level 3, not referred: ratio 80%", "孤儿，三级医疗机构，未规范转诊：比例80%"),
    (
        "recipients, except class 1, where age at least 80 years old, referred: ratio 80%",
        "救助对象，不含一类人员，其中年龄不低于80周岁、规范转诊：比例80%",
    ),
    # definitions
    ("recipients means 2 kinds: class 1, class 2", "救助对象包括2类：一类人员、二类人员"),
    ("special diseases means 1 disease: inpatient", "特殊疾病包括1种：住院"),
    (
        "elderly recipients means recipients, where age over 80 years old",
        "高龄低保对象包括救助对象，其中年龄超过80周岁",
    ),
    (
        "basis provincial disposable income, previous year, published by statistics bureau, called income",
        "基数 全省居民人均可支配收入，上一年度，由统计部门公布，简称收入",
    ),
    ("basis income, current year", "基数 收入，本年度"),
    # properties
    ("covers inpatient, outpatient with special diseases", "适用于住院、门诊，特殊疾病"),
    ("covers inpatient at level 2, except special diseases", "适用于住院，二级医疗机构，不含特殊疾病"),
    ("counts in-scope costs after basic insurance", "计入政策范围内费用，经基本医疗保险支付后"),
    (
        "requires referred, in-scope costs over 30,000 yuan per admission",
        "条件：规范转诊、每次住院政策范围内费用超过3万元",
    ),
    ("requires disability grade at most grade 2", "条件：残疾等级不超过2级"),
    ("excludes not referred, except follow-up visit", "不救助未规范转诊，不含复诊"),
    ("excludes in principle not referred", "不救助原则上未规范转诊"),
    ("instead of inpatient assistance, outpatient assistance", "不再享受住院救助、门诊救助"),
    ("deductible accumulates per year across benefits", "起付线按年累计，各项目合并计算"),
    ("cap accumulates per admission for each benefit", "限额每次住院，各项目相互独立"),
    ("ratio applies by slice per admission", "比例分段计算每次住院"),
    ("ratio applies by whole amount", "比例全额计算"),
    ("several identities: most favourable outcome", "多重身份：就高不重复"),
    ("several identities: most favourable class", "多重身份：就高确定唯一类别"),
    ("identity as of enrolment payment", "身份以缴费时为准"),
    ("valid from 2017-01-01 to 2020-12-31", "适用期间：自2017年1月1日至2020年12月31日"),
    # funds and norms
    ("up to 3%: city reserve 100%", "3%以内：市级历年滚存结余100%"),
    ("over 3% up to 5%: city reserve 50%, county share 50%", "3%至5%以内：市级历年滚存结余50%，县级承担50%"),
    ("over 5%: county share 100%", "5%以上：县级承担100%"),
    ("reserve exhausted: county share 100%", "滚存结余不足：县级承担100%"),
    ('duty of finance bureau: "a"', "职责 财政部门：“a”"),
    ('duty of finance bureau: "a", within 10 working days of "b"', "职责 财政部门：“a”，“b”后10个工作日内"),
    ('duty of finance bureau: "a", 15 days before "b"', "职责 财政部门：“a”，“b”前15日"),
    ('duty of finance bureau: "a", by 09-30 each year', "职责 财政部门：“a”，每年9月30日前"),
    ('duty of finance bureau: "a", by day 5 of each month', "职责 财政部门：“a”，每月5日前"),
    ('duty of finance bureau: "a", by day 10 of the following month', "职责 财政部门：“a”，次月10日前"),
    ('duty of finance bureau: "a", at least 2 times a year', "职责 财政部门：“a”，每年不少于2次"),
    ('duty of finance bureau: "a", monthly', "职责 财政部门：“a”，按月"),
    ('duty of finance bureau: "a", in the month of "b"', "职责 财政部门：“a”，当月“b”"),
    (
        "limit in principle annual surplus at most 15% of funds raised",
        "限制 原则上当年结余不超过当年筹集资金的15%",
    ),
    ("in force from 2023-01-01", "施行：自2023年1月1日起"),
    ("in force 30 days after issue", "施行：自发布之日起30日后"),
    ('repeals "a", "b"', "废止 “a”，“b”"),
    ('not computed (purpose): "a"', "不计算（目的）：“a”"),
    ('quote "a"', "原文 “a”"),
    ('reading "a"', "理解 “a”"),
    ('recipients: governed by "a"', "救助对象：按“a”执行"),
    # examples and figures
    ('example "a"', "示例 “a”"),
    ("given provincial disposable income 2022 = 26,937 yuan", "已知 全省居民人均可支配收入 2022年=26937元"),
    ("person: orphans, age = 80 years old", "人员：孤儿，年龄=80周岁"),
    (
        "visit 2023-03-01: inpatient, level 2, not referred, in-scope costs = 50,000 yuan",
        "就医 2023年3月1日：住院、二级医疗机构、未规范转诊，政策范围内费用=5万元",
    ),
    ("enrolment 2023-01-05: resident tier 1, tier 1 premium = 350 yuan",
     "参保缴费 2023年1月5日：居民医保一档，一档个人缴费标准=350元"),
    ("fund year: overspend = 60,000 yuan", "基金年度：超支额=6万元"),
    ("expect inpatient assistance = 10,383.78 yuan", "应得 住院救助=10383.78元"),
    ("expect inpatient assistance = undetermined", "应得 住院救助=未定"),
    ("expect inpatient assistance = not covered", "应得 住院救助=不予救助"),
    ("expect inpatient assistance = elsewhere", "应得 住院救助=另按"),
    ("expect inpatient assistance = granted", "应得 住院救助=享受"),
    ("expect inpatient assistance = no record", "应得 住院救助=无记录"),
    ("value of provincial disposable income, Yunnan, 2022 = 26,937 yuan",
     "公布值 全省居民人均可支配收入、云南省、2022年=26937元"),
    ("class 4: cap 50,000 yuan per family, ratio reduced by 10 percentage points",
     "四类人员：每户年度限额5万元，比例降低10个百分点"),
    ("class 1: lump sum 3,000 yuan up to 20,000 yuan, 5,000 yuan over 20,000 yuan",
     "一类人员：定额救助2万元以内3000元，2万元以上5000元"),
    ("class 1: ratio 50% below 10,000 yuan, 60% from 10,000 yuan up to 30,000 yuan",
     "一类人员：比例1万元以下（不含）50%，1万元（含）至3万元以内60%"),
    ("class 2: ratio 80%, valid from 2021-01-01 to 2022-12-31",
     "二类人员：比例80%，适用期间自2021年1月1日至2022年12月31日"),
    ("orphans, where age at least 14 years old, or age below 3 years old: ratio 90%",
     "孤儿，其中年龄不低于14周岁，或者年龄低于3周岁：比例90%"),
    ("amends Article 10 of baoshan-2022:", "修改 baoshan-2022 第十条："),
    ("must have in principle ratio of class 1 above class 2", "要求 原则上一类人员的比例高于二类人员"),
    ("expires after 5 years", "有效期5年"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "chinese"), FORMS, ids=[english[:60] for english, _ in FORMS])
def test_each_form_is_printed_as_it_is_written(english: str, chinese: str) -> None:
    assert print_line(only_line(english), EN, Own()) == english
    assert print_line(only_line(chinese), ZH, Own()) == chinese


@pytest.mark.parametrize(("english", "chinese"), FORMS, ids=[english[:60] for english, _ in FORMS])
def test_each_form_is_translated_both_ways(english: str, chinese: str) -> None:
    assert translate(Document((only_line(english),)), ZH, Words()) == (chinese + "\n", ())
    assert translate(Document((only_line(chinese),)), EN, Words()) == (english + "\n", ())


@pytest.mark.parametrize(
    ("written", "english", "chinese"),
    [
        (
            'policy x-1 “甲” / "A"',
            'policy x-1 "A" / “甲”',
            '政策文件 x-1 “甲” / "A"',
        ),
        ('number "保政办规〔2022〕2号"', 'number "保政办规〔2022〕2号"', "文号 “保政办规〔2022〕2号”"),
        ("issued 2022-12-14 by “甲”", 'issued 2022-12-14 by "甲"', "印发日期 2022年12月14日 由“甲”"),
        ("issued 2022-12-14", "issued 2022-12-14", "印发日期 2022年12月14日"),
        ('under "甲", "乙"', 'under "甲", "乙"', "依据 “甲”，“乙”"),
        ('source "a.txt"', 'source "a.txt"', "原件 “a.txt”"),
        ("[categories]", "[categories]", "[categories]"),
        (
            "high-risk mothers, mothers = 高危孕产妇、孕产妇",
            "high-risk mothers, mothers = 高危孕产妇, 孕产妇",
            "high-risk mothers、mothers = 高危孕产妇、孕产妇",
        ),
        ("Article 6 Recipients / 救助对象", "Article 6 Recipients / 救助对象", "第六条 救助对象 / Recipients"),
        ("一、总体要求", "Section 1 总体要求", "一、总体要求"),
        ("一、 第一款之例外", "Section 1 第一款之例外", "一、 第一款之例外"),
        ("二、（二）1． 应保尽保", "Section 2(2)1 应保尽保", "二、（二）1．应保尽保"),
        ("二、（二）1．（1）起付线", "Section 2(2)1(1) 起付线", "二、（二）1．（1）起付线"),
        ("前言 目的", "Preamble 目的", "前言 目的"),
    ],
)
def test_lines_without_names_to_translate(written: str, english: str, chinese: str) -> None:
    line = only_line(written)
    assert (print_line(line, EN), print_line(line, ZH)) == (english, chinese)
    assert only_line(english) == only_line(chinese) == line


@pytest.mark.parametrize(
    ("node", "english", "chinese"),
    [
        (tree.Money(0), "0 yuan", "0元"),
        (tree.Money(3_000_000), "30,000 yuan", "3万元"),
        (tree.Money(500_000), "5,000 yuan", "5000元"),
        (tree.Money(1_000_000_01), "1,000,000.01 yuan", "1000000.01元"),
        (tree.Percent(Fraction(1, 8)), "12.5%", "12.5%"),
        (tree.Times(Fraction(3, 2), tree.Name("income")), "1.5x income", "1.5倍income"),
        (tree.Points(Fraction(1, 100)), "1 percentage point", "1个百分点"),
        (tree.Years(60), "60 years old", "60周岁"),
        (tree.Grade(1), "grade 1", "1级"),
        (tree.Count(1), "1 time", "1次"),
        (tree.Duration(1, "working-day"), "1 working day", "1个工作日"),
        (tree.Duration(6, "month"), "6 months", "6个月"),
    ],
)
def test_quantities_wear_their_units(node: tree.Quantity, english: str, chinese: str) -> None:
    assert (quantity(Surface(EN, as_written), node), quantity(Surface(ZH, as_written), node)) == (english, chinese)


# ── translation ──


def test_names_without_translation_are_reported_once_and_kept() -> None:
    document, _ = parse("for inpatient assistance:\n  miners, orphans: ratio 60%\n  miners: cap 1x wage\n")
    text, missing = translate(document, ZH, Words())
    assert text == "关于住院救助：\n  miners、孤儿：比例60%\n  miners：年度限额为1倍wage\n"
    assert missing == ("miners", "wage")


def test_a_name_that_only_looks_like_a_denial_is_kept() -> None:
    document, _ = parse("救助对象：比例60%\n未成年人：比例60%\n")
    text, missing = translate(document, EN, Words())
    assert (text, missing) == ("recipients: ratio 60%\n未成年人: ratio 60%\n", ("未成年人",))


def test_kinds_are_only_used_where_they_are_known() -> None:
    assert print_line(only_line("orphans at level 1: ratio 80%"), EN) == "orphans, level 1: ratio 80%"
