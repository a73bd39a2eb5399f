"""The page of a conformity: it has what the data have, in both languages, and nothing of a document is markup."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve
from command_line import CHINESE, tiaowen
from conformities import held
from page_reader import (
    counts_of,
    filter_counts,
    in_one_language,
    part,
    read_page,
    rows_of,
    runs_only_its_own,
)

from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.conform import At, Conformity
from tiaowen.compiler.conform.model import Row, Shown, Verdict
from tiaowen.compiler.conform.report import SIGNS
from tiaowen.compiler.reports.conform_page import render_html
from tiaowen.dsl.quantities import yuan_text
from tiaowen.dsl.tree import Language, Text

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)> " ' & | \u202e"""
BAOSHAN = held("baoshan-2022", "yunnan-2019")
BOTH = (BAOSHAN, held("baoshan-2022", "lianyungang-2017"))
PAGE = read_page(render_html([BAOSHAN]))
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def words(row: Row, language: Language) -> list[str]:
    """Return everything that the page has to say of a row."""
    views = [row.demand, *([row.statement] if row.statement is not None else [])]
    found = [row.matter.get(language), row.reason.get(language), *row.readings]
    found += [row.who_text.get(language)] if row.who else []
    found += [row.where.get(language)] if row.where is not None else []
    found += [view.text.get(language) for view in views]
    found += [Printing(language, 0, {}, (), ()).cited(view.cites) for view in views]
    if row.case is not None:
        found += [row.case.text.get(language), yuan_text(row.case.pays), yuan_text(row.case.would_pay)]
    return found


# ── what is there ──


def test_the_page_counts_as_the_data_do() -> None:
    expected = Counter(row.verdict.value for row in BAOSHAN.rows)
    assert counts_of(PAGE) == expected
    assert filter_counts(PAGE) == expected
    told = {
        each.attributes["data-count"]: int(each.text()) for each in PAGE.every("b") if "data-count" in each.attributes
    }
    assert told == {verdict.value: expected[verdict.value] for verdict in Verdict}
    (total,) = (each.text() for each in PAGE.every("span") if each.attributes.get("class") == "violations")
    assert int(total) == len(BAOSHAN.violations)


@LANGUAGES
def test_every_demand_is_on_the_page_with_all_that_is_said_of_it(language: Language) -> None:
    shown = [(each.attributes["data-v"], each.text(language)) for each in rows_of(PAGE)]
    for row in BAOSHAN.rows:
        asked = words(row, language)
        fits = [text for verdict, text in shown if verdict == row.verdict.value and all(one in text for one in asked)]
        assert fits, asked


def test_a_verdict_is_a_sign_and_a_word() -> None:
    for language in Language:
        for each in rows_of(PAGE):
            sign, word = SIGNS[Verdict(each.attributes["data-v"])]
            assert next(each.every("td")).text(language) == f"{sign} {word.get(language)}"


def test_what_is_kept_and_what_is_not_stated_is_folded() -> None:
    folded = {row.attributes["data-v"] for fold in PAGE.every("details") for row in rows_of(fold)}
    everything = {row.attributes["data-v"] for row in rows_of(PAGE)}
    assert folded == {"implements", "not-stated"}
    assert len(rows_of(PAGE)) > sum(len(rows_of(fold)) for fold in PAGE.every("details"))
    assert everything - folded == {"narrows", "undetermined"}


def test_people_of_whom_the_same_is_kept_share_a_line() -> None:
    kept = next(row for row in BAOSHAN.rows if row.verdict is Verdict.IMPLEMENTS and row.who)
    others = evolve(kept, who=("somebody",), who_text=Text(zh="另一些人", en="others"))
    page = read_page(render_html([evolve(BAOSHAN, rows=(*BAOSHAN.rows, others))]))
    assert counts_of(page) == Counter(row.verdict.value for row in (*BAOSHAN.rows, others))
    (line,) = (each for each in rows_of(page) if each.attributes["data-n"] != "1")
    assert line.attributes["data-n"] == "2"
    assert f"{kept.who_text.en}; others" in line.text(Language.EN)


def test_rows_go_by_the_categories_and_benefits_that_they_are_about() -> None:
    chosen = {
        each.attributes["id"]: {one.attributes["data-en"]: one.attributes["value"] for one in each.every("option")}
        for each in PAGE.every("select")
    }
    names = {id: text.get(Language.EN) for id, text in BAOSHAN.names}
    for row in BAOSHAN.rows:
        own = {chosen["people"][names[id]] for id in row.who}
        about = {chosen["benefit"][names[id]] for id in (row.benefit, *row.benefits) if id}
        assert any(
            each.attributes["data-v"] == row.verdict.value
            and own <= set(each.attributes["data-who"].split())
            and about <= set(each.attributes["data-benefit"].split())
            for each in rows_of(PAGE)
        )


def test_several_higher_documents_stand_on_one_page() -> None:
    page = read_page(render_html(BOTH))
    assert counts_of(page) == Counter(row.verdict.value for found in BOTH for row in found.rows)
    for at, found in enumerate(BOTH, start=1):
        assert counts_of(part(page, f"demands-{at}")) == Counter(row.verdict.value for row in found.rows)
        assert found.parent.title.get(Language.EN) in part(page, f"summary-{at}").text(Language.EN)
    assert in_one_language(page) == []


@LANGUAGES
def test_the_head_has_all_documents_with_their_dates(language: Language) -> None:
    (head,) = PAGE.every("header")
    text = head.text(language)
    for document in (BAOSHAN.child, BAOSHAN.parent):
        assert document.title.get(language) in text
        assert str(document.start) in text
    assert BAOSHAN.dates.get(language) in text
    assert BAOSHAN.basis_text.get(language) in text


def test_what_is_not_in_force_together_is_not_violated() -> None:
    found = held("baoshan-2022", "yunnan-2019", At(BAOSHAN.day.replace(year=2020)))
    assert not found.together
    text = read_page(render_html([found])).text(Language.EN)
    assert "nothing is violated: not in force together" in text
    assert "would be violated" in text
    assert "would be violated" not in PAGE.text(Language.EN)


# ── both languages, and safe to open ──


def test_all_that_the_page_says_it_says_in_both_languages() -> None:
    assert in_one_language(PAGE) == []
    for language, there, elsewhere in (
        (Language.ZH, "逐项要求", "Demand by demand"),
        (Language.EN, "the lower document", "下位文件"),
    ):
        assert there in PAGE.text(language)
        assert elsewhere not in PAGE.text(language)


@LANGUAGES
def test_the_page_opens_in_the_language_asked_for(language: Language) -> None:
    page = read_page(render_html([BAOSHAN], language))
    assert (page.attributes["lang"], page.attributes["data-lang"]) == (language.value, language.value)


def test_the_page_loads_nothing_and_runs_only_its_own_script() -> None:
    runs_only_its_own(PAGE)
    assert "://" not in render_html([BAOSHAN])


def hostile(found: Conformity) -> Conformity:
    """Return a conformity in which every text that can come from a document tries to be markup."""
    text = Text(zh=HOSTILE, en=HOSTILE)
    row = next(each for each in found.rows if each.case is not None)
    assert row.statement is not None
    row = evolve(
        row,
        matter=text,
        reason=text,
        who_text=text,
        where=text,
        readings=(HOSTILE,),
        demand=evolve(row.demand, text=text),
        statement=evolve(row.statement, text=text),
        case=Shown((), text, 1, 2),
    )
    document = evolve(found.child, title=text, number=text, policy=HOSTILE, fingerprint=HOSTILE)
    return evolve(
        found,
        child=document,
        parent=document,
        dates=text,
        basis_text=text,
        notes=(text,),
        rows=(row, *found.rows),
        doubts=((HOSTILE, text),),
        names=tuple((id, text) for id, _ in found.names),
    )


def test_a_document_cannot_put_elements_on_the_page() -> None:
    hurt = read_page(render_html([hostile(BAOSHAN)]))
    assert {each.name for each in hurt.every()} == {each.name for each in PAGE.every()}
    assert len(list(hurt.every("script"))) == 1
    assert hurt.text(Language.EN).count("<script>alert(1)</script>") >= 20
    assert "\u202e" not in render_html([hostile(BAOSHAN)])
    runs_only_its_own(hurt)


# ── the command ──


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    heard = tiaowen("conform", "baoshan-2022", "--to", "yunnan-2019", "--format", "html", "-o", str(target), *CHINESE)
    assert (heard.code, heard.out, heard.err) == (1, "", "")
    assert target.read_text(encoding="utf-8") == render_html([BAOSHAN], Language.ZH) + "\n"
