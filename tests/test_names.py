"""Names: what is read whole, where a name ends, and what needs quotation marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from tree_parts import names_of

from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl import tree
from tiaowen.dsl.lexer import name_end
from tiaowen.dsl.parse import parse
from tiaowen.dsl.source import fold

FILE = Path(__file__).parent / "cases/names.txt"
STRANGE = [line for line in FILE.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]

# Every place where a name can stand, in both languages.
PLACES = (
    *("{}: ratio 60%", "其他、{}：比例60%", "x at {}: ratio 60%", "x with {}: ratio 60%"),
    *("x, except {}: ratio 60%", "x，不含{}：比例60%", "x, where {}: ratio 60%", "x，其中{}：比例60%"),
    *("requires a, {} over 5 yuan", "条件：甲、{}超过5元", "covers {}", "适用于{}、甲", "excludes {}", "不救助{}"),
    *("for {}:", "for a, {}:", "关于{}：", "关于甲、{}：", "instead of {}", "不再享受{}"),
    *("{} means b", "class 1 means {}, b", "{}包括甲", "一类人员包括{}", "[categories]\n{} = 甲", "甲={}"),
    *("basis {}, previous year", "基数 {}，上一年度", "counts a after {}", "计入甲，经{}支付后", "identity as of {}"),
    *(
        "person: {}",
        "人员：{}",
        "visit 2023-01-01: a, {} = 1 yuan",
        "就医 2023年1月1日：{}",
        "fund year: {}",
        "given {} = 1 yuan",
    ),
    *("expect {} = 1 yuan", "应得 {}=1元", "not computed ({}): 'x'".replace("'", '"'), "不计算（{}）：“x”"),
    *(
        "duty of {}: 'x'".replace("'", '"'),
        "职责 {}：“x”",
        "limit {} at most 5%",
        "限制 {}不超过5%",
        "region {}",
        "地区 甲、{}",
    ),
    *(
        "a: ratio set by {}",
        "甲：比例由{}确定",
        "a: cap 1x {}",
        "甲：年度限额为1倍{}",
        "a: ratio as for {}",
        "甲：比例同{}",
    ),
)

# The head of a value and of a term are narrower places: a word or a quantity of the language comes first there.
VALUE_PLACES = ("a: deductible 10% of {}", "甲：起付线为{}的10%")

IN_QUOTES_IN_A_VALUE = {
    *("一类人员", "一类对象", "一类救助对象", "二类人员", "二类对象", "二类救助对象", "三类人员", "三类对象"),
    *("三类救助对象", "四类人员", "四类对象", "四类救助对象", "grade 1-6 disabled soldiers", "同级财政部门"),
    *("60年代老职工", "60年代精减退职职工", "六十年代老职工", "六十年代精减退职职工", "六十年代精简退职职工"),
}
"""Names of the vocabulary that begin like a quantity or a word: 起付线为…的10% reads them in quotation marks only."""


def read_at(place: str, name: str) -> bool:
    document, findings = parse(place.format(name))
    return not findings and fold(name) in names_of(document.lines)


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_is_read_whole_wherever_a_name_can_stand(name: str) -> None:
    assert [place for place in PLACES if not read_at(place, name)] == []


def test_names_of_the_vocabulary_are_read_bare() -> None:
    concepts = load_vocabulary().concepts
    names = {n for c in concepts for n in (c.en, c.zh, *c.also_en, *c.also_zh)}
    assert len(names) > 1_000
    assert {(place, name) for name in names for place in PLACES if not read_at(place, name)} == set()
    assert {name for name in names for place in VALUE_PLACES if not read_at(place, name)} == IN_QUOTES_IN_A_VALUE


@pytest.mark.parametrize("name", sorted(IN_QUOTES_IN_A_VALUE))
def test_quotation_marks_make_a_name_of_anything(name: str) -> None:
    document, findings = parse(f"甲：起付线为“{name}”的10%")
    assert not findings
    assert name in names_of(document.lines)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("三类人员比例60%", "三类人员比例"),
        ("收入的10%", "收入"),
        ("收入的1倍", "收入"),
        ("收入的一部分", "收入的一部分"),
        ("年龄60周岁", "年龄"),
        ("年龄不低于60周岁", "年龄"),
        ("甲级医院5万元", "甲级医院"),
        ("H1N1", "H1N1"),
        ("特困人员（", "特困人员"),
        ("特困 人员", "特困"),
        ("class 3 at level 2", "class 3"),
        ("class 3 means x", "class 3"),
        ("class  3\t b", "class  3\t b"),
        ("income 10% x", "income"),
        ("income 2022 = 5", "income"),
        ("veterans' fund, x", "veterans' fund"),
        ("a-b c", "a-b c"),
        ("甲😀", "甲"),
        ("甲\u200b乙", "甲"),
        *(
            (number, "")
            for number in ("60", "1,000", "3.5", "六十", "三千万", "60%", "400 yuan", "3万元", "2022年", "1倍", "80岁")
        ),
        ("means", ""),
        ("包括孤儿", ""),
        ("", ""),
    ],
)
def test_where_a_bare_name_ends(text: str, name: str) -> None:
    folded = fold(text)
    assert folded[: name_end(folded, 0, len(folded))] == fold(name)


@pytest.mark.parametrize("quotes", ["“{}”", '"{}"', "「{}」", "『{}』", "”{}”", "＂{}＂"])
def test_quotation_marks_of_all_kinds(quotes: str) -> None:
    document, findings = parse(f"{quotes.format('60%，其中')}：比例60%")
    assert not findings
    assert names_of(document.lines) == ["60%，其中"]


def test_a_number_is_no_name() -> None:
    for line in ("60: ratio 60%", "class 1 means 60", "60=甲", "for 60:", "适用于5万元"):
        document, findings = parse(line)
        assert len(findings) == 1
        assert isinstance(document.lines[0], tree.Unparsed)


def test_words_are_names_where_they_cannot_be_words() -> None:
    for line in ("资助对象包括孤儿", "policy holders means orphans", "covers: ratio 60%", "ratio disorders = 比例失调"):
        assert not parse(line)[1]


def test_a_negation_belongs_to_the_name_until_the_vocabulary_is_asked() -> None:
    document, _ = parse("不救助未规范转诊、未成年人、not 规范转诊")
    line = document.lines[0]
    assert isinstance(line, tree.Excludes)
    assert names_of(line.conditions) == ["未规范转诊", "未成年人", "规范转诊"]
    assert [isinstance(c, tree.Item) and c.negated for c in line.conditions] == [False, False, True]
