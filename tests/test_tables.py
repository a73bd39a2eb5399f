"""Tables, the same clauses laid out: what they mean, how they are read and printed, what is wrong with bad ones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from finding_kinds import every_kind
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from table_cases import CASES_EN, CASES_ZH, EN, FACETS_EN, FACETS_ZH, PAIRS, ZH, only_table, read

from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import display_width, render
from tiaowen.dsl.format import format_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_document, print_line
from tiaowen.dsl.tabular.arrange import say_the_same
from tiaowen.dsl.tree import Citation, Clause, Language, Table, Unparsed, clauses_of

CASES = Path(__file__).parent / "cases" / "tables"
GOOD = sorted((CASES / "good").glob("*.policy"))
BAD = sorted((CASES / "bad").glob("*.policy"))

# ── what a table means ──


@PAIRS
def test_a_table_stands_for_its_clauses(table: str, written: str) -> None:
    assert tuple(clause for clause, _ in clauses_of(only_table(table))) == read(written).lines


def test_a_clause_of_a_table_stands_where_its_row_does() -> None:
    table = only_table(CASES_EN)
    found = [CASES_EN[clause.span.start : clause.span.end] for clause, _ in clauses_of(table)]
    assert found == [row for row in CASES_EN.splitlines()[2:] for _ in range(2)]


def test_what_is_said_of_a_case_as_a_whole_is_said_once() -> None:
    table = only_table(
        "| recipients | ratio | cap |\n| class 1 | not covered | not covered |\n| class 2 | 60% | none |"
    )
    assert [clause.terms for clause, _ in clauses_of(table)] == [
        (tree.NotCovered(),),
        (table.rows[1].terms[0], tree.NoFacet(tree.Facet.CAP)),
    ]


def test_columns_with_citations_of_their_own_are_clauses_of_their_own() -> None:
    table = only_table("| 对象 | 起付线 [第十条] | 比例 [第十一条] | 限额 [第十条] |\n| 甲 | 不设 | 60% | 3万元 |")
    found = [(tuple(term.facet.value for term in c.terms if isinstance(term, tree.FacetTerm | tree.NoFacet)), cite)
             for c, cite in clauses_of(table)]  # fmt: skip
    assert found == [(("deductible", "cap"), Citation("article", (10,))), (("ratio",), Citation("article", (11,)))]


def test_the_citation_of_a_case_goes_before_that_of_the_facet() -> None:
    table = only_table("| recipients | level 1 | level 3 [Article 5] |\n| ratio [Article 4] | | |\n| a | 60% | 50% |")
    assert [cite and cite.numbers for _, cite in clauses_of(table)] == [(4,), (5,)]


def test_a_facet_in_the_head_may_carry_its_period() -> None:
    both = [only_table(text).rows for text in (
        "| 对象 | 每次就医起付线 | 每户年度限额 |\n| 甲 | 300元 | 3万元 |",
        "| recipients | deductible per visit | cap per family |\n| 甲 | 300 yuan | 30,000 yuan |",
        "| recipients | deductible | cap |\n| 甲 | 300 yuan per visit | 每户 30,000 yuan |",
    )]  # fmt: skip
    assert both[0] == both[1] == both[2]
    assert both[0][0].terms[0] == tree.FacetTerm(
        tree.Facet.DEDUCTIBLE, tree.Exact(tree.Money(30_000)), tree.Period.VISIT
    )


def test_a_name_that_begins_like_a_period_is_a_name() -> None:
    first, second = (
        only_table(f"| 对象 | 起付线 |\n| 甲 | {cell} |").rows[0].terms for cell in ("年度收入的10%", "年度 收入的10%")
    )
    assert first == read("甲：起付线为年度收入的10%").lines[0].terms  # type: ignore[union-attr]
    assert second == read("甲：年度起付线为收入的10%").lines[0].terms  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "none", ["none", "no", "None", "no deductible", "无", "不设", "取消", "不设起付线", "取消起付标准"]
)
def test_none_of_a_facet_is_said_in_several_ways(none: str) -> None:
    table = only_table(f"| recipients | deductible |\n| class 1 | {none} |")
    assert table.rows[0].terms == (tree.NoFacet(tree.Facet.DEDUCTIBLE),)


# ── what is forgiven ──


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_a_table_as_people_write_it_in_both_languages(file: Path, snapshot: SnapshotAssertion) -> None:
    document = read(file.read_text(encoding="utf-8"))
    for language in Language:
        printed = print_document(document, language, Translator(VocabularyLookup(load_vocabulary())))
        assert printed == snapshot(name=language.value)
        again = read(printed)
        assert print_document(again, language, Translator(VocabularyLookup(load_vocabulary()))) == printed
        names = (each.lines for each in (document, again))
        assert [type(line) for line in next(names)] == [type(line) for line in next(names)]


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_formatting_a_table_keeps_what_it_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    formatted, findings = format_text(text, file.name)
    assert not findings
    assert format_text(formatted, file.name) == (formatted, ())
    assert say_the_same(read(text), read(formatted))


def test_a_table_is_as_wide_as_it_looks() -> None:
    printed = print_line(only_table(CASES_ZH), ZH)
    assert len({display_width(row) for row in printed.splitlines()}) == 1


def test_a_table_begins_and_ends_with_its_rows() -> None:
    document = read(f"class 1,\nclass 2: ratio 60%\n{FACETS_EN}class 1: ratio 60%\n{CASES_EN}\n{CASES_EN}")
    assert [type(line) for line in document.lines] == [Clause, Table, Clause, Table, Table]
    assert [beside.blank for beside in document.trivia] == [False, False, False, False, True]


def test_a_row_ends_an_unfinished_line() -> None:
    document, findings = parse(f"class 1,\n{FACETS_EN}")
    assert [type(line) for line in document.lines] == [Unparsed, Table]
    assert len(findings) == 1


def test_the_language_of_a_file_shows_in_its_tables() -> None:
    assert read(FACETS_ZH).language is ZH
    assert read(FACETS_EN).language is EN


def test_a_wall_in_a_name_or_text_stands_in_quotation_marks() -> None:
    table = only_table("| 对象 | 比例 |\n| “甲|乙” | 按“a|b”执行 |")
    assert table.rows[0].selector.items[0].name.text == "甲|乙"
    assert only_table(print_line(table, EN)) == table


def test_tabs_in_a_line_that_can_be_read_are_blanks() -> None:
    assert read("class 1:\tratio\t60%").lines == read("class 1: ratio 60%").lines


# ── what is wrong ──


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_table_in_both_languages(file: Path, snapshot: SnapshotAssertion) -> None:
    text = file.read_text(encoding="utf-8")
    document, findings = parse(text, file.name)
    assert {finding.id for finding in findings} == {file.name.partition("-")[0]}
    assert all(isinstance(line, Unparsed) for line in document.lines)
    assert render(findings, EN) == snapshot(name="en")
    assert render(findings, ZH) == snapshot(name="zh")
    assert format_text(text, file.name)[0].split() == text.split()


def test_every_finding_of_tables_has_a_bad_one() -> None:
    shown = {file.name.partition("-")[0] for file in BAD}
    assert {id for id, kind in every_kind().items() if "tabular" in kind.__module__} <= shown


def test_a_bad_table_spoils_nothing_around_it() -> None:
    document, findings = parse(f"{FACETS_EN}\n| recipients | ratio |\n| class 1 | 60 |\n\n{CASES_ZH}class 1: ratio 5")
    assert [type(line) for line in document.lines] == [Table, Unparsed, Table, Unparsed]
    assert [(f.id, f.place and f.place.line) for f in findings] == [("TW004", 7), ("TW004", 13)]


SCRAPS = (
    *("class 1", "一类人员", "ratio", "比例", "60%", "60", "", "-", "“", '"', "no", "level 3", "：", "，", "#", "|"),
    *("每年", "[第一条]"),
)
ROWS = st.lists(st.sampled_from(SCRAPS), max_size=6).map(lambda cells: "|" + "|".join(cells))


@given(st.lists(ROWS, max_size=6))
def test_whatever_stands_in_cells_is_read_or_told_at_its_place(rows: list[str]) -> None:
    text = "\n".join(rows)
    document, findings = parse(text)
    for finding in findings:
        assert finding.place is not None
        assert text.split("\n")[finding.place.line - 1] == finding.place.text
        assert finding.place.column <= display_width(finding.place.text) + 1
    assert bool(findings) == any(isinstance(line, Unparsed) for line in document.lines)
    assert render(findings, ZH) is not None


def test_a_table_takes_as_long_as_its_cells() -> None:
    row = f"| {'、'.join(f'第{n}种人员' for n in range(200))} |" + " 60% |" * 30
    text = "| 对象 |" + "".join(f" 第{n}种情形 |" for n in range(30)) + "\n| 比例 |" + " |" * 30 + f"\n{row}" * 40
    start = time.perf_counter()
    document, findings = parse(text)
    assert not findings
    assert len(clauses_of(only_table(text))) == 1200
    assert print_document(document, ZH).count("\n") == 42
    assert time.perf_counter() - start < 20
