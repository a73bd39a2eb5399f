"""Pages of forms to Markdown: patterns from the grammar, words from the lexicon, and what the example comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import attrs
from attrs import evolve

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.library.load import higher_texts
from tiaowen.compiler.manual.form_load import FormPage
from tiaowen.compiler.manual.model import Words
from tiaowen.compiler.manual.syntax import PLACES, patterns, words_of
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.dsl.diagnostics import Severity, render
from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_document
from tiaowen.dsl.tree import Language, Line, Text

INDEX_NAME = "README.md"
_INDEX_TITLE = Words("The forms of the language", "条文的写法")
_INDEX = Words(
    "One page for each form, in the order in which a drafter meets them. ‹…› is what you put in, […] may be left out, "
    "( | ) is a choice.",
    "每种写法一页，按起草时遇到的先后排列。‹…›处填内容，[…]可以省略，( | )任选其一。",
)
_INDEX_HEAD = (Words("form", "写法"), Words("looks like", "样式"))
_PATTERN = Words("Pattern", "样式")
_WORDS = Words("Words", "用词")
_WORD_HEAD = (Words("word", "用词"), Words("also read", "同样接受"), Words("Chinese", "英文"))
_EXAMPLE = Words("Example", "例子")
_RESULT = Words("What it comes to", "结果")
_RESULT_HEAD = (Words("example", "示例"), Words("expects", "项目"), Words("result", "结果"))
_SAYS = Words("`tiaowen check` says:", "`tiaowen check`的提示：")
_ALL = Words("all forms", "全部写法")


def form_documents(pages: Iterable[FormPage], language: Language) -> dict[str, str]:
    """Return the text of each file, by name."""
    pages = tuple(pages)
    return {INDEX_NAME: _index(pages, language)} | {f"{page.id}.md": form_markdown(page, language) for page in pages}


def _index(pages: tuple[FormPage, ...], language: Language) -> str:
    rows = [
        [f"[{page.title.get(language)}]({page.id}.md)", _code(patterns(page.rules[0], language)[:1])] for page in pages
    ]
    table = _table([word.get(language) for word in _INDEX_HEAD], rows)
    return f"# {_INDEX_TITLE.get(language)}\n\n{_INDEX.get(language)}\n\n{table}\n"


def form_markdown(page: FormPage, language: Language) -> str:
    """Return the page of a form."""
    parts = [f"# {page.title.get(language)}", f"[{_ALL.get(language)}]({INDEX_NAME})", page.about.get(language)]
    parts += [f"## {_PATTERN.get(language)}", *_patterns(page, language)]
    if words := _word_rows(page, language):
        head = [word.get(language) for word in _WORD_HEAD]
        parts += [f"## {_WORDS.get(language)}", _table(head, words)]
    parts += [f"## {_EXAMPLE.get(language)}", f"```policy compiles\n{example_in(page, language).rstrip()}\n```"]
    parts += _outcome(page, language)
    return "\n\n".join(parts) + "\n"


def example_in(page: FormPage, language: Language) -> str:
    """Return the example of a page in a language: names, words and texts."""
    document, _ = parse(page.example, page.id)
    vocabulary = compile_text(page.example, page.id).resolver.vocabulary
    lines = cast(tuple[Line, ...], _said_in(document.lines, language))
    return print_document(evolve(document, lines=lines), language, Translator(VocabularyLookup(vocabulary)))


def _said_in(node: object, language: Language) -> object:
    """Return a part of a tree with its quoted sentences in one language."""
    if isinstance(node, Text) and node.zh is not None and node.en is not None:
        return evolve(node, en=None) if language is Language.ZH else evolve(node, zh=None)
    if isinstance(node, tuple):
        return tuple(_said_in(part, language) for part in node)
    kind: type[object] = type(node)
    if not attrs.has(kind):
        return node
    parts: tuple[attrs.Attribute[object], ...] = attrs.fields(kind)
    return kind(**{part.name: _said_in(getattr(node, part.name), language) for part in parts})


def _patterns(page: FormPage, language: Language) -> Iterator[str]:
    for index, rule in enumerate(page.rules):
        if index and rule in PLACES:
            name = PLACES[rule][language is Language.ZH]
            yield f"‹{name}›{'：' if language is Language.ZH else ':'}"
        yield "```text\n" + "\n".join(patterns(rule, language)) + "\n```"


def _word_rows(page: FormPage, language: Language) -> list[list[str]]:
    rows = []
    for id in dict.fromkeys(id for rule in page.rules for id in words_of(rule)):
        word = lexicon()[id]
        own, other = word.english, word.chinese
        if language is Language.ZH:
            own, other = other, own
        if own:
            rows.append([_code(own[:1]), _code(own[1:]), _code(other[:1])])
    return rows


def _outcome(page: FormPage, language: Language) -> Iterator[str]:
    """Yield what the compiler finds in the example, and what its examples come to."""
    compiled = compile_text(example_in(page, language), f"{page.id}.policy", find=higher_texts())
    told = [finding for finding in compiled.findings if finding.severity is not Severity.INFO]
    if told:
        yield _SAYS.get(language)
        yield f"```text\n{render(told, language).rstrip()}\n```"
    if compiled.policy is None or not compiled.placed.examples:
        return
    rows = []
    for outcome in run_examples(compiled, language).outcomes:
        for check in outcome.checks:
            names = compiled.policy.names.get(check.benefit)
            benefit = names.get(language) if names else check.benefit
            rows.append([outcome.title.get(language), benefit, check.found_text(language)])
    yield f"## {_RESULT.get(language)}"
    yield _table([word.get(language) for word in _RESULT_HEAD], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines)


def _code(texts: Iterable[str]) -> str:
    return ", ".join(f"`{text}`" for text in texts)
