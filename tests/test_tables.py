"""Tables, the same clauses laid out: what they mean, how they are read and printed, what is wrong with bad ones."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve
from command_line import CHINESE, ENGLISH, tiaowen
from finding_kinds import every_kind
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from trees import LINES, comments, trivia

from tiaowen.compiler.library import load_policy
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.findings import Hole
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.rules.namer import KeepNames, VocabularyLookup
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import display_width, render
from tiaowen.dsl.format import Layout, format_text, laid_out
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, as_written, print_document, print_line
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.tabular.arrange import MOST_ROWS, WIDTH, say_the_same, to_clauses, to_tables
from tiaowen.dsl.tree import Citation, Clause, Document, Language, Table, Trivia, Unparsed, clauses_of

EN, ZH = Language.EN, Language.ZH
CASES = Path(__file__).parent / "cases" / "tables"
GOOD = sorted((CASES / "good").glob("*.policy"))
BAD = sorted((CASES / "bad").glob("*.policy"))
SHIPPED = ("baoshan-2022", "kaizhou-2017", "yunyang-2023")
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


# ── comments ──


def test_comments_stay_beside_their_rows() -> None:
    text = (CASES / "good" / "comments.policy").read_text(encoding="utf-8")
    formatted, _ = format_text(text, "c")
    wanted = [line.partition("#")[2] for line in text.splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in formatted.splitlines() if "#" in line] == wanted
    assert "| class 1    | 60%   |  # behind a row\n# above the last\n| class 2" in formatted


def test_comments_of_a_table_stay_with_its_clauses() -> None:
    text = (CASES / "good" / "comments.policy").read_text(encoding="utf-8")
    assert (
        format_text(text, "c", layout=Layout.CLAUSES)[0]
        == """\
Article 1 A
# above the table
# behind the head
# behind the dashes
# above a row
class 1: ratio 60%  # behind a row
# above the last
class 2: ratio 70%
# below the table
# the other
class 1: cap 400 yuan
# at the end
"""
    )


# ── clauses to tables and back ──


@PAIRS
def test_clauses_become_the_table_and_the_table_the_clauses(table: str, written: str) -> None:
    language = read(written).language
    laid = tables(written, language)
    assert read(laid).lines == (only_table(table),)
    assert tables(laid, language) == laid
    back, findings = format_text(laid, "table", language, KNOWN, Layout.CLAUSES)
    assert (back, findings) == (format_text(written, "table", language, KNOWN)[0], ())


@pytest.mark.parametrize("between", ["# note", "", 'reading "so"', 'quote "so"', "ratio applies by slice", "x means y"])
def test_what_stands_between_clauses_keeps_them_apart(between: str) -> None:
    text = f"class 1: ratio 60%\n{between}\nclass 2: ratio 50%\n"
    assert tables(text) == format_text(text, "table")[0]


def test_a_comment_behind_a_clause_keeps_it_a_clause() -> None:
    lines = [f"class {n}: ratio {n}0%{'  # checked' if n == 3 else ''}" for n in range(1, 6)]
    assert (
        tables("\n".join(lines))
        == """\
| recipients | ratio |
| class 1    | 10%   |
| class 2    | 20%   |
class 3: ratio 30%  # checked
| recipients | ratio |
| class 4    | 40%   |
| class 5    | 50%   |
"""
    )


def test_remarks_stay_below_what_they_are_about() -> None:
    laid = tables('# above\nclass 1: ratio 60%\nclass 2: ratio 50%\nreading "so"\n')
    assert laid == '# above\n| recipients | ratio |\n| class 1    | 60%   |\n| class 2    | 50%   |\nreading "so"\n'


@pytest.mark.parametrize(
    "text",
    [
        "class 1: ratio 60%\n",
        "class 1: ratio 60%\nclass 2: cap 400 yuan\n",
        "class 1: ratio 60%\nclass 2: not covered\n",
        "class 1: ratio 60%\nclass 2: ratio 60%, valid from 2023-01-01\n",
        "class 1: ratio 60%, ratio 60%\nclass 2: ratio 60%, ratio 50%\n",
        "class 1: ratio 60%\nfor inpatient assistance:\n  class 2: ratio 60%\n",
    ],
)
def test_what_makes_no_table_stays_as_it_is(text: str) -> None:
    assert tables(text) == text


def test_facets_may_stand_in_any_order() -> None:
    assert (
        tables("class 1: ratio 60%, no cap\nclass 2: cap 400 yuan, ratio 50%")
        == """\
| recipients | ratio | cap      |
| class 1    | 60%   | no cap   |
| class 2    | 50%   | 400 yuan |
"""
    )


def test_cases_stand_across_only_where_every_row_has_every_case() -> None:
    grid = "orphans: ratio 10%\n" + "".join(
        f"class {n}, {where}: ratio {n}0%\n" for where in ("level 1", "level 3") for n in (1, 2, 3)
    )
    assert (
        tables(grid)
        == """\
orphans: ratio 10%
| recipients | level 1 | level 3 |
| ratio      |         |         |
| class 1    | 10%     | 10%     |
| class 2    | 20%     | 20%     |
| class 3    | 30%     | 30%     |
"""
    )
    assert "| ratio      |" not in tables(grid.replace("class 3, level 3", "orphans, level 3"))


@pytest.mark.parametrize(
    ("first", "second"),
    [("inpatient", "outpatient"), ("referred", "not referred"), ("resident tier 1", "resident tier 2")],
)
def test_other_kinds_of_cases_stand_across_too(first: str, second: str) -> None:
    laid = tables("".join(f"class {n}, {where}: cap {n}00 yuan\n" for n in (1, 2) for where in (first, second)))
    across = isinstance(read(laid).lines[0], Table) and read(laid).lines[0].facet is not None  # type: ignore[union-attr]
    assert across is (second != "not referred")  # a denied name says what is not the case


def test_without_kinds_of_names_no_cases_stand_across() -> None:
    laid = laid_out(read(CASE_CLAUSES_EN), EN, as_written, Layout.TABLES)
    assert [line.facet for line in laid.lines if isinstance(line, Table)] == [None]


def test_clauses_that_would_make_a_wide_table_stay_clauses() -> None:
    long = ", ".join(f"extremely poor people {n}" for n in range(8))
    text = f"{long}: ratio 60%\nclass 2: ratio 50%\n"
    assert len(long) > WIDTH
    assert read(tables(text)).lines == read(text).lines


def test_a_long_list_becomes_several_tables() -> None:
    text = "".join(f"group {n}: ratio 60%\n" for n in range(MOST_ROWS + 2))
    found = [len(line.rows) for line in read(tables(text)).lines if isinstance(line, Table)]
    assert found == [MOST_ROWS, 2]


@st.composite
def runs(draw: st.DrawFn) -> Document:
    """Clauses about a few people and cases with a few figures, and some other lines."""
    who = st.sampled_from(("class 1", "class 2", "orphans"))
    where = st.sampled_from((", level 1", ", level 2, level 3", ", inpatient", ""))
    what = st.sampled_from(("ratio 60%", "ratio not stated", "no cap", "cap 400 yuan", "ratio 60%, no cap", "granted"))
    plain = st.builds("{}{}: {}".format, who, where, what).map(lambda text: read(text).lines[0])
    lines = tuple(draw(st.lists(st.one_of(plain, plain, plain, plain, LINES[tree.Reading], LINES[Table]), max_size=9)))
    quiet = st.sampled_from((Trivia(), Trivia(), Trivia(), Trivia(blank=True)))
    beside = tuple(draw(quiet if isinstance(line, Table) else st.one_of(quiet, quiet, quiet, trivia)) for line in lines)
    return Document(lines, EN, beside, tuple(draw(st.lists(comments, max_size=1))))


@given(runs())
def test_laying_out_loses_nothing(document: Document) -> None:
    laid = to_tables(document, Surface(EN, KNOWN))
    assert say_the_same(document, laid)
    printed = print_document(laid, EN, KNOWN)
    again = read(printed)
    assert say_the_same(document, again)
    assert [c for t in again.trivia for c in t.comments] == [c for t in document.trivia for c in t.comments]
    assert to_tables(again, Surface(EN, KNOWN)) == again
    back = to_clauses(again)
    assert say_the_same(document, back)
    assert [c for t in back.trivia for c in t.comments] == [c for t in document.trivia for c in t.comments]


# ── the rules ──


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


@pytest.mark.parametrize("language", Language, ids=lambda language: language.value)
@pytest.mark.parametrize("id_", SHIPPED)
def test_a_shipped_policy_says_the_same_in_tables(id_: str, language: Language) -> None:
    text = load_policy(id_).text if language is ZH else tiaowen("fmt", "--to", "en", id_).out
    assert text is not None
    plain = compile_text(text)
    known = KeepNames(plain.resolver.vocabulary)
    laid, findings = format_text(text, id_, names=known, layout=Layout.TABLES)
    assert not findings
    assert any(isinstance(line, Table) for line in read(laid).lines)
    assert counted(compile_text(laid).policy) == counted(plain.policy)
    assert told(compile_text(laid)) == told(plain)
    back, findings = format_text(laid, id_, names=known, layout=Layout.CLAUSES)
    assert not findings
    assert not any(isinstance(line, Table) for line in read(back).lines)
    assert counted(compile_text(back).policy) == counted(plain.policy)
    assert format_text(laid, id_, names=known) == (laid, ())


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


def test_a_table_compiles_to_the_rules_of_its_clauses_in_both_languages() -> None:
    found = [compile_text(text) for text in (
        DOCUMENT_EN + IN_TABLES_EN, DOCUMENT_ZH + IN_TABLES_ZH, DOCUMENT_EN + IN_CLAUSES_EN
    )]  # fmt: skip
    assert [told(each) for each in found] == [[], [], []]
    english, chinese, plain = (counted(each.policy)[0] for each in found)
    assert english == chinese == plain


def test_a_column_cites_its_own_place() -> None:
    table = """\
| recipients | deductible [Article 4] | ratio | cap [Article 5] |
| recipients | none                   | 70%   | 30,000 yuan     |
"""
    compiled = compile_text(DOCUMENT_EN + table)
    assert compiled.policy is not None
    [benefit] = compiled.policy.benefits
    assert {rule.facet: rule.articles for rule in benefit.rules} == {
        "deductible": ("第四条",),
        "ratio": ("第二条",),
        "cap": ("第五条",),
    }
    assert told(compiled) == []


def test_a_place_that_only_a_column_cites_is_in_the_file() -> None:
    outline = DOCUMENT_EN.replace("issued", "outline Article 1 to Article 3\nissued")
    plain = compile_text(f"{outline}recipients: ratio 70%, no cap\n")
    cited = compile_text(f"{outline}| recipients | ratio [Article 3] | cap |\n| recipients | 70% | none |\n")
    assert (told(plain), told(cited)) == (["TW701"], [])


def test_a_remark_below_a_table_is_kept_with_its_last_clause() -> None:
    compiled = compile_text(DOCUMENT_EN + IN_TABLES_EN + 'reading "so"\n')
    assert compiled.policy is not None
    assert [len(clause.readings) for clause in compiled.policy.clauses] == [0, 0, 0, 0, 0, 1]


def test_a_table_with_citations_of_its_own_needs_no_heading() -> None:
    start = "policy x\nfor inpatient assistance:\n"
    plain = compile_text(f"{start}| recipients | ratio |\n| a | 60% |\n| b | 60% |\n")
    cited = compile_text(f"{start}| recipients | ratio [Article 1] |\n| a | 60% |\n| b | 60% |\n")
    lines = [[f.place.line for f in c.findings if f.id == "TW117" and f.place] for c in (plain, cited)]
    assert lines == [[2, 4, 5], [2]]


def test_a_row_that_names_what_its_column_does_is_told() -> None:
    table = IN_TABLES_EN.replace("| class 2    | 60%              | not stated |", "| class 2, level 3 | 60% | 60% |")
    compiled = compile_text(DOCUMENT_EN + table, "t")
    [finding] = [f for f in compiled.findings if f.id == "TW047"]
    assert 'The row names "level 3", the column "level 1"' in finding.message(EN)
    assert [place and place.line for place in (finding.place, finding.second)] == [16, 13]


@pytest.mark.parametrize("row", ["class 2, not level 3", "class 2, referred", "class 2, unknown people"])
def test_what_narrows_a_column_or_is_unknown_names_no_kind_twice(row: str) -> None:
    compiled = compile_text(
        f"{DOCUMENT_EN}| recipients | level 3 | designated institution |\n| cap | | |\n| {row} | none | none |\n"
    )
    assert "TW047" not in told(compiled)


def test_holes_are_shown_as_a_table_to_fill_in(snapshot: SnapshotAssertion) -> None:
    below = "| extremely poor people | 80% |\n| class 2 | 60% |"
    table = f"| recipients | level 1 |\n| ratio | |\n{below}\nrecipients: no cap\n"
    compiled = compile_text(DOCUMENT_EN + table, "t")
    [finding] = compiled.findings
    assert isinstance(finding, Hole)
    for language in Language:
        shown = render((finding,), language)
        assert shown == snapshot(name=language.value)
        rows = [line.strip() for line in shown.splitlines() if line.strip().startswith("|")]
        assert [f.id for f in parse("\n".join(rows))[1]] == ["TW001"] * len(finding.cases)
        filled = "\n".join(rows).replace("？ ", "60%").replace("? ", "60%")
        assert told(compile_text(f"{DOCUMENT_EN}{table}{filled}\n")) == []


# ── the command ──


def test_the_command_lays_out_and_back_in_place(tmp_path: Path) -> None:
    file = tmp_path / "town.policy"
    file.write_text(DOCUMENT_EN + IN_CLAUSES_EN, encoding="utf-8")
    assert tiaowen("fmt", "--tables", "--check", str(file), *ENGLISH).code == 1
    diff = tiaowen("fmt", "--tables", "--diff", str(file), *ENGLISH)
    assert diff.code == 0
    assert "+  | recipients | level 3    | level 1, level 2 |\n" in diff.out
    assert tiaowen("fmt", "--tables", str(file), *ENGLISH).code == 0
    laid = file.read_text(encoding="utf-8")
    assert laid.count("\n  |") == 7
    assert tiaowen("fmt", "--tables", "--check", str(file), *ENGLISH).code == 0
    assert tiaowen("check", str(file), *ENGLISH).code == 0
    assert tiaowen("fmt", "--clauses", str(file), *ENGLISH).code == 0
    back = compile_text(file.read_text(encoding="utf-8")).policy
    assert counted(back)[0] == counted(compile_text(DOCUMENT_EN + IN_CLAUSES_EN).policy)[0]


def test_the_command_prints_tables_in_the_other_language() -> None:
    written = (DOCUMENT_EN + IN_CLAUSES_EN).encode()
    said = tiaowen("fmt", "--to", "zh", "--tables", "-", stdin=written)
    assert "  | 对象     | 三级医疗机构 | 一级医疗机构、二级医疗机构 |\n" in said.out
    plain = tiaowen("fmt", "--to", "zh", "--clauses", "-", stdin=said.out.encode())
    assert "|" not in plain.out
    assert said.code == plain.code == 0


def test_tables_that_cite_places_of_their_own_stay(tmp_path: Path) -> None:
    file = tmp_path / "town.policy"
    file.write_text(f"{DOCUMENT_EN}| recipients | ratio [Article 3] | cap |\n| recipients | 70% | none |\n")
    for language, words in ((ENGLISH, "stays a table"), (CHINESE, "仍为表格")):
        said = tiaowen("fmt", "--clauses", "--diff", str(file), *language)
        assert (said.code, words in said.err) == (0, True)
        assert "town.policy:13" in said.err


def test_tables_and_clauses_at_once_are_refused() -> None:
    assert "not both" in tiaowen("fmt", "--tables", "--clauses", "baoshan-2022", *ENGLISH).err
    assert "只能用一个" in tiaowen("fmt", "--tables", "--clauses", "baoshan-2022", *CHINESE).err
