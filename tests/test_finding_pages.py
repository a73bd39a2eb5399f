"""The pages of the findings: each finding has one, what it shows is so, and what is committed is what is generated.

The texts to avoid are also the corpus of wrong files, one for each finding; the snapshot holds what is said of each in
both languages.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import tiaowen
from finding_kinds import every_kind
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.manual import all_pages, page, page_ids
from tiaowen.compiler.manual.load import page_of
from tiaowen.compiler.manual.markdown import documents
from tiaowen.compiler.manual.model import Case, FindingPage, Guard, Kind, Words
from tiaowen.compiler.manual.run import file_name, findings, said
from tiaowen.compiler.manual.terminal import WIDTH, wrapped
from tiaowen.compiler.manual.words import command, flowing
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.dsl.diagnostics import Severity, display_width
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_document
from tiaowen.dsl.tree import Language

TOP = Path(__file__).resolve().parent.parent
KINDS = every_kind()
PAGES = all_pages()
CHINESE = re.compile("[\u4e00-\u9fff]")

# Reading the policy for each file of claims anew takes long: one of them is enough.
HEARD = [p for p in PAGES if isinstance(p.shown, Case) and (p.shown.kind is not Kind.CLAIMS or p.id == "TWC20")]

shown_pages = pytest.mark.parametrize("shown", [p for p in PAGES if isinstance(p.shown, Case)], ids=lambda p: p.id)
both_languages = pytest.mark.parametrize("language", Language, ids=lambda language: language.value)


# ── what there is ──


def test_every_finding_has_a_page_and_every_page_is_of_a_finding() -> None:
    assert sorted(page_ids()) == sorted(KINDS)


@pytest.mark.parametrize("each", PAGES, ids=lambda p: p.id)
def test_a_title_is_a_name_in_its_language(each: FindingPage) -> None:
    assert not CHINESE.search(each.title.en)
    assert CHINESE.search(each.title.zh)
    assert CHINESE.search(each.why.zh)
    assert CHINESE.search(each.fix.zh)
    assert not re.search("[.。]$", each.title.en + "\n" + each.title.zh, re.MULTILINE)


@pytest.mark.parametrize("guarded", [p for p in PAGES if isinstance(p.shown, Guard)], ids=lambda p: p.id)
def test_a_finding_that_no_file_shows_is_shown_by_a_test(guarded: FindingPage) -> None:
    assert isinstance(guarded.shown, Guard)
    assert guarded.shown.severity is KINDS[guarded.id].severity
    file, _, name = guarded.shown.tested_by.partition("::")
    assert f"\ndef {name}(" in (TOP / file).read_text(encoding="utf-8")


# ── what is shown is so ──


@shown_pages
@both_languages
def test_the_text_to_avoid_gives_the_finding_and_no_other(
    shown: FindingPage, language: Language, snapshot: SnapshotAssertion
) -> None:
    found = findings(shown.id, language)
    assert {f.id for f in found if f.severity is not Severity.INFO or f.id == shown.id} == {shown.id}
    assert said(shown, language) == snapshot


@shown_pages
@both_languages
def test_the_mended_text_gives_neither_the_finding_nor_an_error(shown: FindingPage, language: Language) -> None:
    found = findings(shown.id, language, mended=True)
    assert [f for f in found if f.severity is Severity.ERROR or f.id == shown.id] == []


@pytest.mark.parametrize("shown", HEARD, ids=lambda p: p.id)
def test_the_command_says_what_the_page_shows(
    shown: FindingPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(shown.shown, Case)
    monkeypatch.chdir(tmp_path)
    avoid = shown.shown.avoid
    if shown.shown.kind is not Kind.NAME:
        Path(file_name(shown)).write_bytes(avoid.content(Language.EN))
    if (beside := shown.shown.beside) is not None:
        Path(beside.policy_file(Language.EN)).write_bytes(beside.content(Language.EN))
    heard = tiaowen(*command(shown, shown.shown, avoid.shown(Language.EN)).split()[1:])
    assert said(shown, Language.EN) in heard.out + heard.err


def rules_only(text: str, language: Language) -> list[str]:
    """The lines of a policy in a language, without what only the document itself says: titles, quotations and kinds."""
    vocabulary = compile_text(text).resolver.vocabulary
    printed = print_document(parse(text)[0], language, Translator(VocabularyLookup(vocabulary)))
    bare = re.sub('[“"].*?[”"]', "“”", printed)
    return [re.sub(r"^(\[|(?:Article|第)\s*\S+).*", r"\1", line) for line in bare.splitlines()]


@pytest.mark.parametrize(
    "shown", [p for p in PAGES if isinstance(p.shown, Case) and p.shown.kind is Kind.POLICY], ids=lambda p: p.id
)
def test_the_mended_texts_of_both_languages_are_one_policy(shown: FindingPage) -> None:
    assert isinstance(shown.shown, Case)
    english, chinese = (shown.shown.prefer.content(language).decode() for language in Language)
    for language in Language:
        assert rules_only(english, language) == rules_only(chinese, language)


# ── what is written ──


@both_languages
def test_the_committed_pages_are_the_generated_ones(language: Language) -> None:
    folder = TOP / "docs" / "manual" / language.value / "findings"
    committed = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
    assert committed == documents(PAGES, language), "make manual"


@both_languages
def test_a_page_on_the_terminal_says_everything(language: Language) -> None:
    for each in PAGES:
        text = page(each.id, language)
        assert text is not None
        squeezed = re.sub(r"\s", "", text)
        for words in (each.title, each.why, each.fix):
            assert re.sub(r"\s", "", words.get(language)) in squeezed
        if isinstance(each.shown, Case):
            assert re.sub(r"\s", "", said(each, language)) in squeezed


def test_a_page_is_found_by_its_id_in_either_case_and_by_nothing_else() -> None:
    assert page("tw101", Language.EN) == page("TW101", Language.EN)
    assert [page(id, Language.EN) for id in ("TW999", "", "TW101.toml", "../TW101")] == [None] * 4


def test_prose_is_wrapped_to_the_screen() -> None:
    for each in PAGES:
        for language in Language:
            for words in (each.why, each.fix):
                text = flowing(words.get(language), language)
                lines = wrapped(text)
                assert max(map(display_width, lines)) <= WIDTH - 2
                assert re.sub(" ", "", "".join(lines)) == re.sub(" ", "", text)
                assert not [line for line in lines[1:] if line[0] in "，。、；：？！”’）》…"]
                assert not [line for line in lines if line[-1] in "“‘（《"]


def test_chinese_lines_meet_without_a_blank() -> None:
    assert flowing("一行\n二行\nCSV\nUTF-8\n三行\n", Language.ZH) == "一行二行CSV UTF-8三行"
    assert flowing("one\n  two\n", Language.EN) == "one two"


# ── the files of the pages ──

PAGE = """
id = "TW101"
title = { en = "T", zh = "题" }
why = { en = "W", zh = "因" }
fix = { en = "F", zh = "改" }
"""


def test_a_page_is_read_from_its_file() -> None:
    found = page_of(
        PAGE + 'avoid.both = "a{repeat}c"\nprefer.both = "p"\nrepeat = { times = 3, both = "{n}{next} " }', "TW101"
    )
    assert found.title == Words("T", "题")
    assert isinstance(found.shown, Case)
    assert found.shown.avoid.content(Language.ZH) == b"a12 23 34 c"
    assert found.shown.avoid.shown(Language.EN) == "a12 23 …c"
    assert found.shown.prefer.content(Language.EN) == b"p"


def test_bytes_are_shown_as_a_reader_sees_them_who_takes_them_for_text() -> None:
    found = page_of(PAGE + 'avoid_base64 = "gP8BCg=="\nprefer.both = "p"', "TW101")
    assert isinstance(found.shown, Case)
    assert found.shown.avoid.content(Language.EN) == b"\x80\xff\x01\n"
    assert found.shown.avoid.shown(Language.EN) == "\ufffd\ufffd\N{MIDDLE DOT}\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (PAGE, "avoid is missing"),
        (PAGE + 'avoid.en = "a"', "zh is missing"),
        (PAGE + 'avoid.both = "a"\nprefer.both = "p"\nadvice = "x"', "has what is not read: advice"),
        (PAGE + 'avoid.both = "a"\nprefer.fr = "p"', "prefer has what is not read: fr"),
        (PAGE + "unreachable = true", "reason is missing"),
        (PAGE.replace("101", "102"), "is the page of TW102"),
    ],
)
def test_a_page_of_another_form_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        page_of(text, "TW101")
