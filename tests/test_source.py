"""Source text: width, physical and logical lines, comments, strings, places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.dsl.source import LINE_LIMIT, LogicalLine, Source, fold, logical_lines, string_ends
from tiaowen.dsl.tree import Span


def lines(text: str) -> list[LogicalLine]:
    return [line for line, _ in logical_lines(Source.of(text, "a")) if line]


def parts(text: str) -> list[list[str]]:
    """What each logical line of a text says, physical line by physical line."""
    return [[text[part.start : part.end] for part in line.parts] for line in lines(text)]


@given(st.text())
def test_folding_moves_no_column(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_full_width_becomes_half_width() -> None:
    assert fold("ＡＢ１２：，；（）％＝　\xa0\ufeff") == "AB12:,;()%=   "
    assert fold("、。“”《》三") == "、。“”《》三"


def test_line_ends_of_any_kind() -> None:
    assert Source.of("a\r\nb\rc\n", "a").text == "a\nb\nc\n"
    assert parts("a\n\n b \n") == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,\nb", [["a,", "b"]]),
        ("a，\n  b、\nc：\nd", [["a，", "b、", "c：", "d"]]),
        ("a,\n\nb", [["a,"], ["b"]]),
        ("a,\n# note\nb", [["a,", "b"]]),
        ("a, # note\nb", [["a,", "b"]]),
        ("a;\nb", [["a;"], ["b"]]),
        ("for x:\na: b", [["for x:"], ["a: b"]]),
        ("关于甲：\n乙：比例5%", [["关于甲："], ["乙：比例5%"]]),
        ("a,\n[categories]", [["a,"], ["[categories]"]]),
        ("a,\n第十条 x", [["a,"], ["第十条 x"]]),
        ("全文 第一条，\n第二条", [["全文 第一条，", "第二条"]]),
        ("第一条、\n第二条", [["第一条、", "第二条"]]),
        ("a,\nperson: b", [["a,"], ["person: b"]]),
        ("a “x,\ny”", [["a “x,", "y”"]]),
    ],
)
def test_which_physical_lines_are_one_line(text: str, expected: list[list[str]]) -> None:
    assert parts(text) == expected


def test_comments_belong_to_the_line_below_or_before() -> None:
    line, last = lines("# 1\n\n# 2\na, # 3\n# 4\nb # 5\nc\n# 6")
    assert line.comments == ("# 1", "# 2", "# 3", "# 4")
    assert line.behind == "# 5"
    assert last.comments == ()
    assert list(logical_lines(Source.of("a\n# 6", "x")))[-1] == (None, ("# 6",))


def test_a_blank_line_above_is_remembered() -> None:
    assert [line.blank for line in lines("a\n\nb\nc\n\n# note\nd\n# note\n\ne")] == [False, True, False, True, False]


def test_a_sign_inside_a_string_begins_no_comment() -> None:
    assert parts("“a#b” # c") == [["“a#b”"]]
    assert parts('"a # b') == [['"a']]
    assert parts("「＃」＃c") == [["「＃」"]]


def test_lines_are_not_joined_beyond_the_limit() -> None:
    joined = lines("a,\n" * LINE_LIMIT)
    assert all(line.span.end - line.span.start <= LINE_LIMIT + 2 for line in joined)
    assert sum(len(line.parts) for line in joined) == LINE_LIMIT


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("“a”b", {0: 3}),
        ("“a“b”c”", {0: 7, 2: 5}),
        ('"a"b"', {0: 3, 2: 5}),
        ("“a", {}),
        ("「a『b』」", {0: 6, 2: 5}),
        ('“a"”"', {0: 4, 2: 5}),
    ],
)
def test_where_strings_end(text: str, ends: dict[int, int]) -> None:
    assert {at: end for at, end in string_ends(text, 0, len(text)).items() if text[at] != "”"} == ends


def test_a_place_counts_display_columns() -> None:
    source = Source.of("甲\n三类人员：比例60", "f")
    place = source.place(Span(9, 11))
    assert (place.file, place.line, place.column, place.length) == ("f", 2, 15, 2)
    assert place.text == "三类人员：比例60"


def test_a_mark_stays_on_its_first_line() -> None:
    assert Source.of("abc\ndef", "f").place(Span(1, 6)).length == 2
    assert Source.of("", "f").place(Span(0, 0)).line == 1
