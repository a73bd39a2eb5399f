"""Reading files: every mistake of every line in one run, each where it stands, none reaching into its neighbours."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TypeGuard

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from tree_parts import folded

from tiaowen.dsl import figure_mistakes, mistakes, tree
from tiaowen.dsl.diagnostics import Finding, Place, display_width, render
from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.parse import FILE_LIMIT, parse
from tiaowen.dsl.source import LINE_LIMIT, fold
from tiaowen.dsl.tree import Language, Unparsed

HERE = Path(__file__).parent
BAD = sorted((HERE / "cases/parse/bad").glob("*.policy"))
POLICIES = sorted((HERE.parent / "policies").rglob("*.policy"))


def underlined(place: Place) -> str:
    """The text that a mark stands under, by columns, as a terminal shows it."""
    column, shown = 1, ""
    for char in place.text:
        if place.column <= column < place.column + place.length:
            shown += char
        column += display_width(char)
    return shown


def only(text: str) -> Finding:
    document, findings = parse(text)
    assert len(findings) == 1, findings
    assert any(isinstance(line, Unparsed) for line in document.lines)
    return findings[0]


def pointed(text: str) -> tuple[str, str]:
    """The id of the only finding of a line, and the text it underlines."""
    finding = only(text)
    assert finding.place is not None
    return finding.id, underlined(finding.place)


# ── the corpus of bad lines ──


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_file_in_both_languages(file: Path, snapshot: SnapshotAssertion) -> None:
    _, findings = parse(file.read_text(encoding="utf-8"), file.name)
    assert {finding.id for finding in findings} == {file.name.partition("-")[0]}
    assert render(findings, Language.EN) == snapshot(name="en")
    assert render(findings, Language.ZH) == snapshot(name="zh")


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_every_bad_line_has_one_finding_and_spoils_nothing_around_it(file: Path) -> None:
    good, mark = "class 9: ratio 61%", "四类人员：比例62%"
    for line in file.read_text(encoding="utf-8").split("\n"):
        alone = parse(line)[1]
        assert len(alone) <= 1
        document, findings = parse(f"{good}\n{line}\n{mark}\n")
        kept = [type(each) for each in document.lines]
        assert kept[0] is tree.Clause
        assert kept[-1] is tree.Clause
        assert [f.id for f in findings] == [f.id for f in alone]
        assert all(f.place is not None and f.place.line == 2 for f in findings)


def test_every_kind_of_mistake_has_a_bad_file() -> None:
    kinds = {kind.id for module in (mistakes, figure_mistakes) for kind in vars(module).values() if is_finding(kind)}
    shown = {file.name.partition("-")[0] for file in BAD}
    assert kinds - {"TW000", "TW011", "TW012"} == shown  # those are about files and lines too large, or no text


def is_finding(kind: object) -> TypeGuard[type[Finding]]:
    return isinstance(kind, type) and issubclass(kind, Finding) and kind.__module__.endswith("mistakes")


def test_all_bad_lines_of_the_corpus_together() -> None:
    lines = [line for file in BAD for line in file.read_text(encoding="utf-8").split("\n") if parse(line)[1]]
    _, findings = parse("\n".join(lines))
    assert [f.place.line for f in findings if f.place] == list(range(1, len(lines) + 1))


# ── where a mark stands ──


@pytest.mark.parametrize(
    ("line", "id", "text"),
    [
        ("class 3: deductable 10% of income, ratio 60%", "TW001", "deductable"),
        ("三类人员：起复线5000元", "TW001", "起复线"),
        ("三类人员：比例60%，限领3万元", "TW001", "限领"),
        ("三类人员：比例不抵于60%", "TW001", "不抵于"),
        ("class 3: ratio 60%%", "TW001", "%"),
        ("in force form 2023-01-01", "TW001", "form"),
        ("三类人员：比例6O%", "TW001", "6O"),
        ("class 3: ratio 60% under 30,000 yuan", "TW001", "under"),
        ("三类人员：比例3万元以下60%", "TW001", "以下"),
        ("三类人员：60%比例", "TW001", "60%比例"),
        ("60：比例60%", "TW001", "60"),
        ("60包括特困人员", "TW001", "60"),
        ("三类人员包括60", "TW001", "60"),
        ("class 3: ratio 60 percent", "TW001", "percent"),
        ("第十调 救助对象", "TW001", "第十调"),
        ("class 3: none", "TW001", "none"),
        ("三类人员：起付线为收入的", "TW001", "收入的"),
        ("class 3: ratio", "TW002", "o"),
        ("三类人员：比例", "TW002", "例"),
        ("class 3: ratio 60", "TW004", "60"),
        ("三类人员：比例60", "TW004", "60"),
        ("三类人员：60", "TW004", "60"),
        ("三类人员：起付线为1,000", "TW004", "1,000"),
        ("三类人员：支付比列60%", "TW009", "支付比列"),
        ("class 3: ratoi 60%", "TW009", "ratoi"),
        ("条件：单次住院政策范围内费用3万元以上", "TW015", "3万元以上"),
        ("三类人员比例60%", "TW016", "比例"),
        ("class 3: ratio 60% cap 30,000 yuan", "TW016", "cap"),
        ("ｃｌａｓｓ　３：　ｒａｔｉｏ　６０", "TW004", "６０"),
        ("issued 2022/12/14", "TW021", "issued"),
        ("in force from 2023/1/1", "TW001", "2023/1/1"),
        ("expect x = 三千", "TW004", "三千"),
    ],
)
def test_the_right_word_is_underlined(line: str, id: str, text: str) -> None:
    assert pointed(line) == (id, text)


@pytest.mark.parametrize(
    ("line", "en", "zh"),
    [
        ("class 3: deductable 10% of income", 'Did you mean "deductible"?', "是否“deductible”？"),
        ("三类人员：比例不抵于60%", 'Did you mean "不低于" or "不少于"?', "是否“不低于”或“不少于”？"),
        ("三类人员：支付比列60%", 'Did you mean "支付比例"?', "是否“支付比例”？"),
        ("class 3: ratio 60", "Write its unit, for example 60%.", "请写明单位，例如60%。"),
        (
            "条件：单次住院政策范围内费用3万元以上",
            'Write "超过3万元" (excluded) or "达到3万元" (included).',
            "请写“超过3万元”（不含）或“达到3万元”（含）。",
        ),
        (
            "class 3: no",
            "What can stand here: deductible, ratio, cap, total cap, subsidy, lump sum, out-of-pocket ceiling.",
            "这里可以写deductible、ratio、cap、total cap、subsidy、lump sum、out-of-pocket ceiling。",
        ),
    ],
)
def test_what_to_write_is_said_in_the_readers_language(line: str, en: str, zh: str) -> None:
    finding = only(line)
    assert finding.advice(Language.EN) == en
    assert finding.advice(Language.ZH) == zh


# ── lines and their neighbours ──


def test_a_line_goes_on_behind_a_comma_a_pause_and_a_colon() -> None:
    document, findings = parse("一类人员、\n二类人员：\n  比例60%，\n  限额3万元\nclass 1: full subsidy")
    assert not findings
    assert [type(line) for line in document.lines] == [tree.Clause, tree.Clause]


def test_an_outline_and_a_heading_go_on_with_a_citation() -> None:
    outline, heading = "全文 第一条，\n第二条至第四条", "第十条、\n第十一条 统一标准"
    document, findings = parse(f"{outline}\n{heading}")
    assert not findings
    assert [type(line) for line in document.lines] == [tree.Outline, tree.Heading]


def test_a_stray_comma_joins_nothing() -> None:
    document, findings = parse("三类人员：比例60%，\n四类人员：比例50%，\n第十条 标准\n适用于住院，\n一类人员包括孤儿")
    assert [f.id for f in findings] == ["TW019", "TW019", "TW019"]
    assert [f.place.line for f in findings if f.place] == [1, 2, 4]
    kept = [type(line) for line in document.lines]
    assert kept == [Unparsed, Unparsed, tree.Heading, Unparsed, tree.Means]


def test_a_mistake_before_a_stray_comma_does_not_hide_the_next_line() -> None:
    document, findings = parse("三类人员：比列60%，\n四类人员：比例50%\n")
    assert [(f.id, f.place.line) for f in findings if f.place] == [("TW009", 1)]
    assert type(document.lines[1]) is tree.Clause


def test_a_mistake_on_a_continued_line_is_shown_on_its_physical_line() -> None:
    finding = only("一类人员、\n  二类人员：\n    比例60%，  # 说明\n    限饿3万元\n")
    assert finding.place is not None
    assert (finding.place.line, underlined(finding.place)) == (4, "限饿")


def test_comments_between_the_parts_of_a_line_are_kept_in_order() -> None:
    document, findings = parse("# 1\nclass 1,  # 2\n# 3\nclass 2: ratio 60%  # 4\n# 5\n")
    assert not findings
    assert document.trivia[0].above == ("# 1", "# 2", "# 3")
    assert document.trivia[0].behind == "# 4"
    assert document.tail == ("# 5",)


def test_ten_bad_lines_give_ten_findings() -> None:
    bad = ["class 3: ratio 60", "三类人员：支付比列60%", "class 3", "“甲", "第十条 甲：比例60%"] * 2
    _, findings = parse("\n".join(line for each in bad for line in (each, "class 1: full subsidy")))
    assert [f.place.line for f in findings if f.place] == list(range(1, 20, 2))


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "# only\n\n# comments", " \t\u3000\n"])
def test_nothing_said_is_nothing_wrong(text: str) -> None:
    document, findings = parse(text)
    assert not document.lines
    assert not findings


def test_a_mixed_line_is_a_line() -> None:
    assert not parse("三类人员: ratio 60%, 限额3万元\nfor 住院救助：\nclass 3 at 三级医疗机构：no 起付线\n")[1]


@pytest.mark.parametrize("gap", ["  ", "\t", "\u3000", "\xa0", "\u2003"])
def test_blanks_of_any_kind_separate_words(gap: str) -> None:
    assert parse(f"class{gap}3:{gap}ratio{gap}60%")[0] == parse("class 3: ratio 60%")[0]


def test_bare_numbers_in_comparisons_need_no_thousands_comma() -> None:
    assert parse("requires in-scope expenses over 30000 yuan")[0] == parse("requires in-scope expenses over 3万元")[0]


# ── width ──


def wide(text: str) -> str:
    """The text with full-width signs, digits and letters; comments and sentences stay as they are."""
    out, quoted = "", False
    for char in text:
        quoted = quoted ^ (char in '"“”')
        out += chr(ord(char) + 0xFEE0) if "!" <= char <= "~" and not quoted and char not in '"#/' else char
    return out


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: file.stem)
def test_full_width_and_half_width_say_the_same(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    plain = [line for line in lines if not line.lstrip().startswith("#")]
    narrow, findings = parse("\n".join(fold(line) for line in plain))
    assert not findings
    full, findings = parse("\n".join(wide(line) for line in plain))
    assert not findings
    assert folded(full.lines) == folded(narrow.lines) == folded(parse("\n".join(plain))[0].lines)


# ── hostile files ──


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "“" * 10_000,
        '"' * 9_999,
        "not " * 4_000,
        "x" * 10_000,
        "类" * 10_000 + "：比例60",
        "三" * 10_000 + "：比例60%",
        "百千" * 5_000,
        "class 3: cap " + "9" * 10_000 + " yuan",
        "Article " + "9" * 10_000,
        "第" + "九" * 10_000 + "条",
        "class 3: ratio " + "60%," * 4_000,
        "a:" * 9_000,
        "\0" * 1_000,
        "x." + "." * 10_000,
    ],
    ids=range(15),
)
def test_a_hostile_line_has_one_finding_soon(text: str) -> None:
    assert cost(text) < 5
    only(text)


@pytest.mark.parametrize(
    "text", ["a" * 1_900_000, "“" * 1_900_000, "a “" * 600_000 + "#", "class 3: ratio 60%, " * 90_000]
)
def test_a_line_of_megabytes_is_too_long(text: str) -> None:
    finding = only(text)
    assert finding.id == "TW011"
    assert len(render([finding], Language.ZH)) < 500


def test_a_file_beyond_the_limit_is_not_read() -> None:
    document, (finding,) = parse("x\n" * FILE_LIMIT)
    assert finding.id == "TW011"
    assert not document.lines


def test_a_line_within_the_limit_is_read() -> None:
    names = "、".join(f"对象{n}" for n in range(2_400))
    assert len(names) < LINE_LIMIT
    assert not parse(f"甲包括{names}")[1]


@pytest.mark.parametrize(
    "line",
    [
        "三类人员{}：起复线{}元，限领3万元\n",
        "class {}: rato {}%, cpa 1x income\n",
        "三类人员{}：比例{}%，\n",
        "“{}{}\n",
        "甲{}：比例{}%\n",
    ],
)
def test_ten_times_the_lines_cost_about_ten_times_as_much(line: str) -> None:
    few, many = (min(cost("".join(line.format(n, n) for n in range(count))) for _ in range(2)) for count in (80, 800))
    assert many < 30 * few + 0.2


def cost(text: str) -> float:
    """The processor time of reading a text."""
    began = time.process_time()
    parse(text)
    return time.process_time() - began


# ── whatever a file holds ──

WORDS = [s for row in lexicon().values() for s in (*row.english, *row.chinese)]
SCRAPS = [
    *"，、：；。（）“”\"'()[]=/%#,.:; \t\n",
    "60%",
    "3万元",
    "400 yuan",
    "第十条",
    "Article 1",
    "2023-01-01",
    "三类人员",
    "class 3",
]


@given(st.lists(st.sampled_from([*WORDS, *SCRAPS]), max_size=25).map("".join))
@settings(max_examples=400)
def test_any_words_of_the_language_are_read_or_explained(text: str) -> None:
    accounted(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_explained(text: str) -> None:
    accounted(text)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    accounted(data.decode("utf-8", errors="replace"))
    accounted(data.decode("gb18030", errors="ignore"))


@given(st.sampled_from(POLICIES), st.data())
@settings(max_examples=40)
def test_a_policy_with_slips_is_read_or_explained(file: Path, data: st.DataObject) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    first = data.draw(st.integers(0, len(lines) - 1))
    some = lines[first : first + 20]
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.integers(0, len(some) - 1))
        at = data.draw(st.integers(0, len(some[row])))
        cut = data.draw(st.integers(0, 2))
        put = data.draw(st.sampled_from(["", *SCRAPS, *WORDS]))
        some[row] = some[row][:at] + put + some[row][at + cut :]
    accounted("\n".join(some))


def accounted(text: str) -> None:
    """Every line of the text is in the document, and every unread one has exactly one finding, which can be shown."""
    document, findings = parse(text)
    unread = [line for line in document.lines if isinstance(line, Unparsed)]
    assert len(findings) == len(unread)
    assert all(render(findings, language) for language in Language) or not findings
    spans = [(line.span.start, line.span.end) for line in document.lines]
    assert spans == sorted(spans)
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    for finding, line in zip(findings, unread, strict=True):
        assert finding.place is not None
        row = finding.place.line - 1
        assert source[: line.span.start].count("\n") <= row <= source[: line.span.end].count("\n")
    covered = set().union(*(range(start, end) for start, end in spans)) if spans else set()
    comments = "".join(c for t in document.trivia for c in (*t.above, t.behind or "")) + "".join(document.tail)
    left = "".join(c for i, c in enumerate(source) if i not in covered and not fold(c).isspace())
    assert sorted(left) == sorted(c for c in comments if not fold(c).isspace()) or len(left) <= len(comments)
