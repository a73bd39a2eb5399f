"""The formatter: what it keeps, what it sets right, and that it never writes what says something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from trees import documents

from tiaowen.dsl import format as formatter
from tiaowen.dsl.format import WouldChange, format_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Namer, print_document
from tiaowen.dsl.tree import Document, Language
from tiaowen.dsl.walk import meaning


def formatted(text: str) -> str:
    result, findings = format_text(text, "a.policy")
    assert not findings
    assert format_text(result, "a.policy") == (result, ())
    return result


def comments(document: Document) -> list[str]:
    beside = [[*t.above, *([t.behind] if t.behind else [])] for t in document.trivia]
    return [*(comment for one in beside for comment in one), *document.tail]


# ── what is set right ──


def test_spelling_layout_and_decoration_become_canonical() -> None:
    text = """\
第十条 标准
关于 住院救助：
一类人员： 取消起付标准, 支付比例七成，年度限额为收入的一倍。
二类人员:比例百分之二十五；
"""
    assert (
        formatted(text)
        == """\
第十条 标准
关于住院救助：
  一类人员：不设起付线，比例70%，年度限额为1倍收入
  二类人员：比例25%
"""
    )


def test_a_file_is_formatted_in_its_own_language() -> None:
    text = "Article 1 Scope\nclass 1:ratio 60 %,annual cap 1 x income.\nclass 2: deductible 30000 yuan"
    assert formatted(text) == "Article 1 Scope\nclass 1: ratio 60%, cap 1x income\nclass 2: deductible 30,000 yuan\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_line_feeds_and_the_last_line_has_one(end: str) -> None:
    assert formatted(f"policy x{end}{end}Article 1 A{end}a: ratio 60%") == "policy x\n\nArticle 1 A\na: ratio 60%\n"


@pytest.mark.parametrize("text", ["", "\n", "\n\n  \n"])
def test_nothing_becomes_nothing(text: str) -> None:
    assert formatted(text) == ""


def test_blank_lines_are_kept_one_at_a_time_and_stand_before_headings_and_examples() -> None:
    text = 'policy x\n\n\n\nuse "common"\nArticle 1 A\na: ratio 60%\n\na: full subsidy\nexample "e"\nperson: a\n'
    assert formatted(text) == (
        'policy x\n\nuse "common"\n\nArticle 1 A\na: ratio 60%\n\na: full subsidy\n\nexample "e"\n  person: a\n'
    )


@pytest.mark.parametrize("heading", ["三、", "第二条、三、", "二、（三）1．", "第八条（一）2．（1）"])
def test_a_heading_without_a_title_ends_with_its_number(heading: str) -> None:
    assert formatted(f"{heading}\n一类人员：比例60%\n") == f"{heading}\n一类人员：比例60%\n"


def test_names_lose_the_quotation_marks_they_do_not_need() -> None:
    assert formatted('"class 1", "persons at risk": ratio 60%\n') == 'class 1, "persons at risk": ratio 60%\n'


# ── what is kept ──


def test_comments_are_kept_where_they_stand() -> None:
    text = """\
# the file
policy x  # its name

# the heading
Article 1 A
for inpatient assistance:
    # indented like its line
    a,   # behind a part
    # between the parts
    b: ratio 60%    # behind the line
# at the end
"""
    assert (
        formatted(text)
        == """\
# the file
policy x  # its name

# the heading
Article 1 A
for inpatient assistance:
  # indented like its line
  # behind a part
  # between the parts
  a, b: ratio 60%  # behind the line
# at the end
"""
    )


def test_lines_that_cannot_be_read_are_kept_and_the_others_formatted() -> None:
    text = """\
Article 1 A
for x:
a:ratio 60%.
  nonsense  here without meaning.  # why
 a,
   # between
   b:  # part
      ???
a: granted;
"""
    result, findings = format_text(text, "a.policy")
    assert (
        result
        == """\
Article 1 A
for x:
  a: ratio 60%
  nonsense  here without meaning.  # why
  a,
   # between
   b:  # part
      ???
  a: granted
"""
    )
    assert len(findings) == 2
    assert format_text(result, "a.policy")[0] == result


def test_a_file_beyond_the_limits_is_given_back() -> None:
    text = "#" * 2_000_001
    result, findings = format_text(text, "a.policy")
    assert result == text
    assert findings


# ── other surfaces and names ──


def test_another_language_is_printed_with_the_names_given() -> None:
    def namer(name: str, language: Language, kinds: frozenset[str] | None, /) -> str:
        return {"class 1": "一类人员"}.get(name, name)

    text, findings = format_text("class 1: ratio 60%  # note\n", "a.policy", Language.ZH, namer)
    assert (text, findings) == ("一类人员：比例60%  # note\n", ())


# ── the guard ──


@pytest.mark.parametrize(
    ("said", "printed", "comment"),
    [
        ("a: ratio 60%\n", "a: ratio 6%\n", False),
        ("a: ratio 60%\n", "a: ratio 60%\nb: granted\n", False),
        ("a: ratio 60%\nb: granted\n", "a: ratio 60%\n", False),
        ("a: ratio 60%  # note\n", "a: ratio 60%\n", True),
        ("# one\n# two\na: ratio 60%\n", "# two\n# one\na: ratio 60%\n", True),
    ],
)
def test_what_would_say_something_else_is_not_given_out(
    said: str, printed: str, comment: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(document: Document, language: Language, names: Namer) -> str:
        return printed

    monkeypatch.setattr(formatter, "print_document", wrong)
    text, findings = format_text(said, "a.policy")
    assert text == said
    [finding] = findings
    assert isinstance(finding, WouldChange)
    assert finding.comments is comment
    for language in Language:
        assert finding.message(language)
        assert finding.advice(language)


def test_what_would_change_again_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    blanks = iter(("", "\n"))

    def restless(document: Document, language: Language, names: Namer) -> str:
        return next(blanks) + print_document(document, language, names)

    monkeypatch.setattr(formatter, "print_document", restless)
    text, findings = format_text("a: ratio  60%\n", "a.policy")
    assert text == "a: ratio  60%\n"
    assert [type(finding) for finding in findings] == [WouldChange]


# ── laws ──


@given(documents())
def test_formatting_keeps_meaning_and_comments_and_is_done_once(document: Document) -> None:
    text = print_document(document, document.language)
    result = formatted(text)
    again, _ = parse(result)
    assert meaning(again.lines) == meaning(document.lines)
    assert comments(again) == comments(document)
