"""Tables in policies: the rules are those of their clauses, and the command turns one into the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import CHINESE, ENGLISH, tiaowen
from syrupy.assertion import SnapshotAssertion
from table_cases import (
    DOCUMENT_EN,
    DOCUMENT_ZH,
    EN,
    IN_CLAUSES_EN,
    IN_TABLES_EN,
    IN_TABLES_ZH,
    ZH,
    counted,
    read,
    told,
)

from tiaowen.compiler.library import load_policy
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.findings import Hole
from tiaowen.compiler.rules.namer import KeepNames
from tiaowen.dsl.diagnostics import render
from tiaowen.dsl.format import Layout, format_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.tree import Language, Table

SHIPPED = ("baoshan-2022", "kaizhou-2017", "yunyang-2023")


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
