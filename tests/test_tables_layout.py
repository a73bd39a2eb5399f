"""Clauses to tables and back: which become one, what keeps them apart, and that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_cases import CASE_CLAUSES_EN, EN, KNOWN, PAIRS, only_table, read, tables
from trees import LINES, comments, trivia

from tiaowen.dsl import tree
from tiaowen.dsl.format import Layout, format_text, laid_out
from tiaowen.dsl.print import as_written, print_document
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.tabular.arrange import MOST_ROWS, WIDTH, say_the_same, to_clauses, to_tables
from tiaowen.dsl.tree import Document, Table, Trivia

CASES = Path(__file__).parent / "cases" / "tables"

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
