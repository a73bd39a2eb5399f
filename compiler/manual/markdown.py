"""Pages to Markdown: one file for each finding in each language, and a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tiaowen.compiler.manual.model import Case, FindingPage, Guard, Kind, Words
from tiaowen.compiler.manual.run import said, severity
from tiaowen.compiler.manual.words import (
    ALL,
    AVOID,
    BESIDE,
    COLON,
    FIX,
    INDEX,
    INDEX_HEAD,
    INDEX_TITLE,
    NO_FILE,
    NOTE,
    PREFER,
    WHY,
    command,
    flowing,
    given,
    many,
    says,
)
from tiaowen.dsl.diagnostics import severity_word
from tiaowen.dsl.tree import Language

INDEX_NAME = "README.md"


def documents(pages: Iterable[FindingPage], language: Language) -> dict[str, str]:
    """Return the text of each file, by name."""
    pages = tuple(pages)
    return {INDEX_NAME: index(pages, language)} | {f"{p.id}.md": markdown(p, language) for p in pages}


def index(pages: Iterable[FindingPage], language: Language) -> str:
    """Return the list of all findings."""
    head = [word.get(language) for word in INDEX_HEAD]
    rows = [head, ["---"] * len(head)]
    rows += [
        [f"[{p.id}]({p.id}.md)", severity_word(severity(p), language), _cell(p.title.get(language))] for p in pages
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# {INDEX_TITLE.get(language)}\n\n{INDEX.get(language)}\n\n{table}\n"


def markdown(page: FindingPage, language: Language) -> str:
    """Return the page of a finding."""
    word = severity_word(severity(page), language)
    head = f"# {page.id}{COLON.get(language)}{page.title.get(language)}"
    parts = [head, f"{word} · [{ALL.get(language)}]({INDEX_NAME})"]
    parts += _case(page, page.shown, language) if isinstance(page.shown, Case) else ()
    parts += _prose(WHY, page.why, language)
    parts += _prose(FIX, page.fix, language)
    if isinstance(page.shown, Guard):
        parts += _prose(NO_FILE, page.shown.reason, language)
    if page.note:
        parts += _prose(NOTE, page.note, language)
    return "\n\n".join(parts) + "\n"


def _case(page: FindingPage, case: Case, language: Language) -> Iterator[str]:
    avoid, prefer = case.avoid.shown(language), case.prefer.shown(language)
    if case.beside is not None:
        yield f"## {BESIDE.get(language).format(file=case.beside.policy_file(language))}"
        yield _fence(case.beside.shown(language))
    yield _heading(AVOID, language)
    yield _fence(given(page, case, avoid))
    if case.avoid.repeat:
        yield many(case.avoid.repeat.times, language)
    yield says(command(page, case, avoid), language, "`")
    yield _fence(said(page, language))
    yield _heading(PREFER, language)
    yield _fence(given(page, case, prefer), _marks(case))


def _marks(case: Case) -> str:
    """Return what the mended text is by itself: one with a higher document beside it does not compile without it."""
    return "policy compiles" if case.kind is Kind.POLICY and case.beside is None else "text"


def _prose(heading: Words, text: Words, language: Language) -> tuple[str, str]:
    return _heading(heading, language), flowing(text.get(language), language)


def _heading(words: Words, language: Language) -> str:
    return f"## {words.get(language)}"


def _fence(text: str, marks: str = "text") -> str:
    return f"```{marks}\n{text.rstrip()}\n```"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
