"""``tiaowen check --write-examples``: the cases that checks show, written into the file as examples.

Turns a policy file and the findings of its checks into the file with an example for each case that it does not have
yet. An example goes by the id of its finding and the mark of what that says, so that writing twice writes once. What is
added is read and run before the file is touched: an example that does not pass is left out and told.

Left to others: finding the cases (``compiler/checks``), running examples (``compiler/examples``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from attrs import frozen

from tiaowen.compiler.checks import cases_of, check, mark_of
from tiaowen.compiler.checks.check import Case, pick
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, Say, counted, replace_file
from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.library import Loaded, higher_texts
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.namer import KeepNames
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.format import format_text
from tiaowen.dsl.tree import Language


@frozen
class Written:
    """A text with the examples added; how many there are, and the titles of those that did not pass."""

    text: str
    added: int
    failed: tuple[str, ...] = ()


def with_examples(loaded: Loaded, text: str, language: Language, findings: Iterable[Finding]) -> Written:
    """Return the text of a file with an example for each case of the findings that it has no example for."""
    end = "\r\n" if "\r\n" in text else "\n"
    kept, failed = text.rstrip("\r\n") + end, []
    added = 0
    for title, case in _cases(findings):
        if any(title + quote in text for quote in ('"', "”")):
            continue
        tried = f"{kept}\n{_example(title, case, language)}\n".replace("\r\n", "\n").replace("\n", end)
        if _passes(tried, loaded):
            kept, added = tried, added + 1
        else:
            failed.append(title)
    return Written(kept if added else text, added, tuple(failed))


def _cases(findings: Iterable[Finding]) -> Iterator[tuple[str, Case]]:
    for finding in findings:
        for number, case in enumerate(cases_of(finding), 1):
            yield f"{finding.id} {mark_of(finding)} {number}", case


def _laid_out(before: str, after: str, compiled: Compiled) -> str:
    """Return the text with the examples as ``tiaowen fmt`` would have it, if it was so before."""
    file, names = compiled.placed.source.file, KeepNames(compiled.resolver.vocabulary)
    return format_text(after, file, names=names)[0] if format_text(before, file, names=names)[0] == before else after


def _example(title: str, case: Case, language: Language) -> str:
    head = f"示例 “{title}”" if language is Language.ZH else f'example "{title}"'
    return f"{head}\n{pick(case.example, language)}"


def _passes(text: str, loaded: Loaded) -> bool:
    """Tell whether the last example of a text is read and passes, in the folder that the file is in."""
    compiled = compile_text(text, loaded.name, find=higher_texts(loaded))
    if not compiled.ok or compiled.policy is None:
        return False
    outcomes = run_examples(compiled).outcomes
    return bool(outcomes) and outcomes[-1].passed and bool(outcomes[-1].checks)


def write_examples(opened: Iterable[tuple[Loaded, Compiled | None]], say: Say) -> int:
    """Write the cases of each file into it; return the exit code."""
    code = NOTHING_WRONG
    for loaded, compiled in opened:
        code = max(code, _write(loaded, compiled, say))
    return code


def _write(loaded: Loaded, compiled: Compiled | None, say: Say) -> int:
    if loaded.folder is None or loaded.text is None:
        why = say("examples are written into files that are given by path", "示例只写入按路径给出的文件")
        click.echo(f"{loaded.name}: {why}", err=True)
        return NOT_READ
    if compiled is None or not compiled.ok or compiled.policy is None:
        click.echo(say(f"{loaded.name}: has errors, nothing written", f"{loaded.name}：有错误，未写入"), err=True)
        return FINDINGS
    language = compiled.placed.document.language
    written = with_examples(loaded, loaded.text, language, check(compiled).findings)
    if written.added:
        replace_file(Path(loaded.name), _laid_out(loaded.text, written.text, compiled))
    number = counted(written.added, "example")
    click.echo(say(f"{loaded.name}: {number} written", f"{loaded.name}：写入示例{written.added}个"), err=True)
    for title in written.failed:
        click.echo(say(f"  not written, for it does not pass: {title}", f"  未写入（运行不通过）：{title}"), err=True)
    return FINDINGS if written.failed else NOTHING_WRONG
