"""The printer beyond single forms: quotation marks of names, layout, and laws on random trees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import LINES, documents

from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import needs_quotes, print_document, print_line
from tiaowen.dsl.printing.names import Place, in_quotes
from tiaowen.dsl.tree import Document, Language, Line
from tiaowen.dsl.walk import meaning

EN, ZH = Language.EN, Language.ZH


def only_line(text: str) -> Line:
    document, findings = parse(text)
    assert not findings, text
    [line] = document.lines
    return line


# ── names ──


@pytest.mark.parametrize(
    "name",
    [
        *("class 3", "type 1 diabetes", "non-local patients", "county-or-higher government", "severe influenza H1N1"),
        *("未成年人", "60年代老职工", "1型糖尿病", "重症甲型H1N1", "临时救助对象中的重大病患者", "县级以上人民政府"),
        *("滚存结余不足", "在乡重点优抚对象", "目的", "资助参保"),
    ],
)
def test_ordinary_names_are_bare(name: str) -> None:
    assert not needs_quotes(name, EN)
    assert not needs_quotes(name, ZH)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        *(
            (name, Place.PLAIN)
            for name in ("a, b", "甲、乙", "a (b)", "甲：乙", 'the "poor"', "“三无”人员", "a  b", " a")
        ),
        *((name, Place.PLAIN) for name in ("a, b", "甲、乙", "a (b)", "甲：乙", 'the "poor"', "“三无”人员", "a  b")),
        *((name, Place.PLAIN) for name in (" a", "people over income", "persons with cancer", "类＃", "Ａ类")),
        ("not referred", Place.LISTED),
        ("每年体检者", Place.LISTED),
        ("可支配收入", Place.VALUE),
        ("超过标准的人员", Place.VALUE),
        ("三级", Place.QUANTITY),
        ("资助资金", Place.TERM),
        ("资助对象", Place.HEAD),
        ("人员", Place.FIRST),
        ("第一条所列人员", Place.FIRST),
        ("一", Place.HEAD),
        ("计算不", Place.PLAIN),
    ],
)
def test_a_name_that_would_be_read_as_something_else_is_quoted(name: str, place: Place) -> None:
    assert needs_quotes(name, EN, place)


def test_whether_a_name_is_quoted_depends_on_its_place() -> None:
    assert not needs_quotes("可支配收入", ZH, Place.PLAIN)
    assert not needs_quotes("资助对象", ZH, Place.FIRST)
    assert only_line("甲：限额为1倍可支配收入") == only_line("甲：限额为“可支配收入”的1倍")


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("甲", '"甲"', "“甲”"),
        ("写“原则上”的", '"写“原则上”的"', "“写“原则上”的”"),
        ('the "rest"', '“the "rest"”', '“the "rest"”'),
        ("反”了“", '"反”了“"', '"反”了“"'),
        ('a "b" ”', '「a "b" ”」', '「a "b" ”」'),
        ('” " 」', '『” " 」』', '『” " 」』'),
    ],
)
def test_quotation_marks_are_those_that_close_at_the_end(text: str, english: str, chinese: str) -> None:
    assert (in_quotes(text, EN), in_quotes(text, ZH)) == (english, chinese)


# ── layout ──


def test_lines_are_indented_below_their_scope_and_example() -> None:
    text = """\
Article 1
class 1 means orphans
for inpatient assistance:
  covers inpatient
  class 1: ratio 60%
  reading "a"
duty of county government: "a"
reading "about the duty"
class 1 means widows
class 1: ratio 50%

example "e"
  person: orphans
  reading "about the person"
  expect inpatient assistance = 0 yuan

Article 2
class 2: ratio 60%
"""
    document, findings = parse("\n".join(line.strip() for line in text.splitlines()))
    assert not findings
    assert print_document(document, EN) == text


def test_long_lines_are_broken_behind_commas_and_read_back() -> None:
    listed = "、".join(f"第{n}种救助对象" for n in "甲乙丙丁戊己庚辛壬癸")
    line = only_line(f"{listed}，其中住院：比例60%，" + "救助总额为1倍收入，" * 5 + "全额资助")
    printed = print_document(Document((tree.For((tree.Name("住院救助"),)), line)), ZH)
    assert [row[:6].count(" ") for row in printed.splitlines()] == [0, 2, 4, 4, 4]
    assert [row[-1] for row in printed.splitlines()] == ["：", "、", "，", "，", "助"]
    assert all(display_width(row) <= 100 for row in printed.splitlines())
    assert parse(printed)[0].lines[1] == line


def test_a_line_is_not_broken_before_a_word_that_opens_a_line() -> None:
    names = [tree.Item(tree.Name(f"a rather long name of patients {n}")) for n in range(3)]
    line = tree.Means((tree.Name("x"),), (*names[:2], tree.Item(tree.Name("policy holders abroad")), names[2]))
    printed = print_document(Document((line,)), EN)
    assert not any(row.strip().startswith("policy") for row in printed.splitlines())
    assert parse(printed)[0].lines == (line,)


# ── laws ──


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", LINES, ids=lambda kind: kind.__name__)
def test_what_is_printed_reads_back(kind: type[Line], language: Language) -> None:
    @given(LINES[kind])
    def law(line: Line) -> None:
        printed = print_line(line, language)
        document, findings = parse(printed)
        assert not findings, printed
        assert meaning(document.lines) == meaning((line,)), printed

    law()


@given(documents(), st.sampled_from(Language))
def test_what_is_laid_out_reads_back(document: Document, language: Language) -> None:
    printed = print_document(document, language)
    again, findings = parse(printed)
    assert not findings, printed
    assert meaning(again.lines) == meaning(document.lines), printed
    assert print_document(again, language) == printed
