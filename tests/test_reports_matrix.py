"""The page of a matrix: the cells of its tables, in both languages, and nothing of a document is markup."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve
from command_line import ENGLISH, tiaowen
from page_reader import Element, counts_of, filter_counts, in_one_language, part, read_page, rows_of, runs_only_its_own

from tiaowen.compiler.library import open_policy
from tiaowen.compiler.matrix import Matrix, matrix
from tiaowen.compiler.matrix.arranging import By
from tiaowen.compiler.matrix.cells import printing
from tiaowen.compiler.matrix.tables import Table, tables
from tiaowen.compiler.reports.matrix_page import render_html
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.tree import Language, Text

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)> " ' & |"""


def rules(name: str) -> Policy:
    found = open_policy(name)[1]
    assert found is not None
    assert found.policy is not None
    return found.policy


THREE = matrix([rules(name) for name in ("kaizhou-2017", "baoshan-2022", "lianyungang-2017")])
PAGES = {by: read_page(render_html(THREE, by)) for by in By}
ARRANGED = pytest.mark.parametrize("by", list(By))
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def shown(page: Element, at: int, language: Language) -> tuple[str, list[tuple[str, ...]]]:
    """Return the title of a table of a page and its rows, facets on one line as in the other formats."""
    section = part(page, f"table-{at}")
    heading = next(each for each in section.every() if each.name in ("h2", "h3"))
    between = {Language.EN: "; ", Language.ZH: "；"}[language]
    rows = []
    for row in rows_of(section):
        cells = [each for each in row.inside if isinstance(each, Element)]
        rows.append(tuple(between.join(dict.fromkeys(lines(each, language))) for each in cells))
    return heading.text(language), rows


def lines(cell: Element, language: Language) -> list[str]:
    parts = list(cell.every("div"))
    return [each.text(language) for each in parts] or [cell.text(language)]


def expected(found: Matrix, by: By, language: Language) -> list[Table]:
    return list(tables(found, by, printing(found, language, 100)))


# ── what is there ──


@ARRANGED
@LANGUAGES
def test_the_page_has_the_cells_of_every_table(by: By, language: Language) -> None:
    for at, table in enumerate(expected(THREE, by, language)):
        title, rows = shown(PAGES[by], at, language)
        assert title == table.title
        assert Counter(rows) == Counter(table.rows[1:])
        assert table.below in part(PAGES[by], f"table-{at}").text(language)


@ARRANGED
def test_every_article_that_the_data_have_stands_in_its_cell(by: By) -> None:
    numbers = {id: str(at) for at, id in enumerate(dict.fromkeys(id for each in THREE.groups for id in each.who))}
    benefits = {id: str(at) for at, id in enumerate(THREE.benefits)}
    rows = {
        (who, row.attributes["data-benefit"]): row
        for row in rows_of(PAGES[by])
        for who in row.attributes["data-who"].split()
        if row.attributes["data-benefit"]
    }
    said, checked = printing(THREE, Language.ZH, 0), 0
    for group in THREE.groups:
        for at, standing in enumerate(group.documents):
            for benefit, pieces in standing.terms.items():
                row = rows.get((numbers[group.who[0]], benefits[benefit]))
                if row is None:  # only decided elsewhere: told below the table
                    assert by is By.CATEGORY
                    continue
                having = [n for n, has in enumerate(THREE.has[benefit]) if has] if by is By.BENEFIT else [0, 1, 2]
                cell = list(row.every("td"))[having.index(at)].text(Language.ZH)
                told = [piece.view.text.get(Language.ZH) for piece in pieces]
                told += [said.articles([cite]) for piece in pieces for cite in piece.view.cites]
                assert all(each in cell for each in told)
                checked += len(told)
    assert checked > 200


@ARRANGED
def test_filters_count_the_lines(by: By) -> None:
    rows = sum(len(table.rows) - 1 for table in expected(THREE, by, Language.EN))
    assert filter_counts(PAGES[by]) == counts_of(PAGES[by])
    assert sum(counts_of(PAGES[by]).values()) == rows


@ARRANGED
def test_a_document_beside_itself_says_the_same_everywhere_and_is_folded(by: By) -> None:
    one = rules("baoshan-2022")
    page = read_page(render_html(matrix([one, one]), by))
    assert set(counts_of(page)) == {"same"}
    folded = [row for fold in page.every("details") for row in rows_of(fold)]
    assert len(folded) == len(rows_of(page)) > 20


def test_a_line_is_the_same_only_if_every_document_says_so() -> None:
    for row in rows_of(PAGES[By.CATEGORY]):
        cells = [each.text(Language.EN) for each in row.every("td")]
        silent = sum(each.startswith("—") or each == "no such recipient" for each in cells)
        assert (row.attributes["data-v"] == "alone") is (silent == len(cells) - 1)
        if row.attributes["data-v"] == "same":
            assert silent == 0


def test_heads_and_first_columns_are_titles_of_their_rows() -> None:
    for table in PAGES[By.BENEFIT].every("table"):
        if "matrix" in table.attributes.get("class", ""):
            assert {each.attributes["scope"] for head in table.every("thead") for each in head.every("th")} == {"col"}
            assert all(next(row.every("th")).attributes["scope"] == "row" for row in rows_of(table))


# ── both languages, and safe to open ──


@ARRANGED
def test_all_that_the_page_says_it_says_in_both_languages(by: By) -> None:
    assert in_one_language(PAGES[by]) == []
    for language, there, elsewhere in (
        (Language.ZH, "文件并列", "Documents side by side"),
        (Language.EN, "no such benefit or not for them", "无此项目或不适用"),
    ):
        assert there in next(PAGES[by].every("main")).text(language)
        assert elsewhere not in next(PAGES[by].every("main")).text(language)


@ARRANGED
def test_the_page_loads_nothing_and_runs_only_its_own_script(by: By) -> None:
    runs_only_its_own(PAGES[by])
    assert "://" not in render_html(THREE, by)


def hostile(found: Matrix) -> Matrix:
    """Return a matrix in which every text that can come from a document tries to be markup."""
    text = Text(zh=HOSTILE, en=HOSTILE)
    groups = []
    for group in found.groups[:3]:
        standings = tuple(
            evolve(
                own,
                text=text,
                terms={
                    id: tuple(evolve(piece, view=evolve(piece.view, text=text)) for piece in pieces)
                    for id, pieces in own.terms.items()
                },
            )
            for own in group.documents
        )
        groups.append(evolve(group, text=text, documents=standings))
    return evolve(
        found,
        documents=tuple(evolve(each, policy=HOSTILE, title=text, number=text) for each in found.documents),
        groups=tuple(groups),
        names=tuple((id, text) for id, _ in found.names),
        people=tuple(evolve(each, name=text) for each in found.people),
    )


@ARRANGED
def test_a_document_cannot_put_elements_on_the_page(by: By) -> None:
    hurt = read_page(render_html(hostile(THREE), by))
    assert {each.name for each in hurt.every()} <= {each.name for each in PAGES[by].every()} | {"details", "summary"}
    assert len(list(hurt.every("script"))) == 1
    assert hurt.text(Language.EN).count("<script>alert(1)</script>") >= 20
    runs_only_its_own(hurt)


# ── the command ──


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    policies = ("kaizhou-2017", "baoshan-2022", "lianyungang-2017")
    heard = tiaowen("matrix", *policies, "--by", "benefit", "--format", "html", "-o", str(target), *ENGLISH)
    assert (heard.code, heard.out, heard.err) == (0, "", "")
    assert target.read_text(encoding="utf-8") == render_html(THREE, By.BENEFIT, Language.EN) + "\n"
