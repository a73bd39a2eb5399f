"""What the documents show is true: policies parse, files settle, commands say what is printed, Python answers so.

Code blocks are marked by their first line:

    ```policy                               every line is a line of the language
    ```policy compiles                      the whole is a policy without errors
    ```policy from=ID lang=en|zh            an excerpt of a shipped policy, in that language
    ```text file=NAME                       a file for the commands below it
    ```console                              commands after `$ `, each with what it prints
    ```python                               a session of the interpreter

In an excerpt and in what a command prints, a line `…` stands for any lines and an `…` at the end for the rest of one.
Where a table has columns 中文 and English, both cells of a row are the same line of the language.
Line breaks within a shown passage do not matter, so that a report may be wrapped anew.
"""

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from command_line import tiaowen

from tiaowen.compiler.library import load_policy
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.version import LANGUAGE_VERSION, VERSION
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import Finding, render
from tiaowen.dsl.language import Language
from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import translate

TOP = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", *(
    f"docs/{path.name}" for path in sorted((TOP / "docs").glob("*.md"))
), *(f"docs/manual/{name}README.md" for name in ("", "en/", "zh/")))  # fmt: skip
BLOCK = re.compile(r"^```(\S+)(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)
KINDS = {"policy", "console", "python", "text", "sh"}


class Block(NamedTuple):
    """A marked block of code: where it begins, its kind, its marks, its text."""

    line: int
    kind: str
    marks: dict[str, str]
    text: str


def blocks(document: str) -> Iterator[Block]:
    text = (TOP / document).read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        marks = dict(mark.partition("=")[::2] for mark in found[2].split())
        yield Block(text.count("\n", 0, found.start()) + 1, found[1], marks, found[3])


def flat(text: str) -> str:
    return " ".join(text.split())


def shows(shown: str, said: str) -> str | None:
    """The first shown passage that was not said, after the ones before it."""
    rest = flat(said)
    for passage in re.split(r"…$", shown, flags=re.MULTILINE):
        wanted = flat(passage)
        at = rest.find(wanted)
        if at < 0:
            return wanted
        rest = rest[at + len(wanted) :]
    return None


def check_policy(block: Block) -> str | None:
    if "from" in block.marks:
        id, language = block.marks["from"], block.marks["lang"]
        text = load_policy(id).text if language == "zh" else tiaowen("fmt", "--to", "en", id).out
        assert text is not None
        missing = shows(block.text, text)
        return missing and f"{id} does not say: {missing}"
    if "compiles" in block.marks:
        said = tiaowen("check", "-", stdin=block.text.encode())
        return said.out if said.code else None
    findings: tuple[Finding, ...] = parse(block.text, "example")[1]
    return render(findings, Language.EN) if findings else None


def check_console(block: Block) -> str | None:
    for call in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = call.partition("\n")
        program, *arguments = shlex.split(command)
        assert program == "tiaowen"
        said = tiaowen(*arguments)
        missing = shows(shown, said.out + said.err)
        if missing is not None:
            return f"$ {command}\ndoes not say: {missing}\nbut:\n{said.out}{said.err}"
    return None


def check_python(block: Block) -> str | None:
    test = doctest.DocTestParser().get_doctest(block.text, {}, "example", "example", 0)
    wrong: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=wrong.append)
    return "".join(wrong) or None


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_shows_is_so(document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = []
    for block in blocks(document):
        assert block.kind in KINDS, f"{document}:{block.line}: no such kind of block: {block.kind}"
        trouble: str | None = None
        match block.kind:
            case "policy":
                trouble = check_policy(block)
            case "console":
                trouble = check_console(block)
            case "python":
                trouble = check_python(block)
            case "text" if name := block.marks.get("file"):
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name).write_text(block.text, encoding="utf-8")
        if trouble:
            wrong.append(f"{document}:{block.line}: {trouble}")
    if wrong:
        pytest.fail("\n\n".join(wrong), pytrace=False)


def rows(document: str) -> Iterator[tuple[str, str]]:
    """The Chinese and the English cell of each row of the tables that have both."""
    both = False
    for line in (TOP / document).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("|"):
            both = False
        elif [c.strip("| ") for c in cells[:2]] == ["中文", "English"]:
            both = True
        elif both and not line.startswith("|---"):
            yield cells[0].strip("| `"), cells[1].strip("| `")


@pytest.mark.parametrize(("chinese", "english"), [*rows("docs/language.md")])
def test_both_languages_mean_the_same(chinese: str, english: str) -> None:
    lookup = VocabularyLookup(load_vocabulary())
    printed = []
    for text in (chinese, english):
        document, findings = parse(text, "row")
        assert not findings, render(findings, Language.EN)
        printed.append([translate(document, language, lookup)[0] for language in Language])
    assert printed[0] == printed[1]


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d.startswith("docs/")])
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (TOP / document).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s#]+)", text):
        assert ((TOP / document).parent / link).exists(), f"{document} links to {link}"


def test_the_changelog_begins_with_the_versions_there_are() -> None:
    text = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.search(r"^## (.*)$", text, re.MULTILINE)
    assert first is not None
    assert VERSION in first[1]
    assert f"language {LANGUAGE_VERSION}" in first[1]


def test_every_keyword_of_the_language_is_shown() -> None:
    """In both languages; the reference is no list of words, but it leaves none out."""
    text = (TOP / "docs/language.md").read_text(encoding="utf-8")
    words = [s for word in lexicon().values() for s in (*word.english[:1], *word.chinese[:1])]
    missing = [word for word in words if word not in text]
    assert missing == []
