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

from tiaowen.compiler.checks import check, mark_of
from tiaowen.compiler.checks.check import Case, CheckFinding, pick
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, Say, counted, replace_file
from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.library import Loaded
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.tree import Language


@frozen
class Written:
    """A text with the examples added; how many there are, and the titles of those that did not pass."""

    text: str
    added: int
    failed: tuple[str, ...] = ()


def with_examples(text: str, file: str, language: Language, findings: Iterable[Finding]) -> Written:
    """Return the text with an example for each case of the findings that it has no example for."""
    kept, failed = text.rstrip("\n") + "\n", []
    added = 0
    for title, case in _cases(findings):
        if title in text:
            continue
        tried = f"{kept}\n{_example(title, case, language)}\n"
        if _passes(tried, file):
            kept, added = tried, added + 1
        else:
            failed.append(title)
    return Written(kept if added else text, added, tuple(failed))


def _cases(findings: Iterable[Finding]) -> Iterator[tuple[str, Case]]:
    for finding in findings:
        if isinstance(finding, CheckFinding):
            for number, case in enumerate(finding.cases, 1):
                yield f"{finding.id} {mark_of(finding)} {number}", case


def _example(title: str, case: Case, language: Language) -> str:
    head = f"示例 “{title}”" if language is Language.ZH else f'example "{title}"'
    return f"{head}\n{pick(case.example, language)}"


def _passes(text: str, file: str) -> bool:
    """Tell whether the last example of a text is read and passes."""
    compiled = compile_text(text, file)
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
    written = with_examples(loaded.text, loaded.name, language, check(compiled).findings)
    if written.added:
        replace_file(Path(loaded.name), written.text)
    number = counted(written.added, "example")
    click.echo(say(f"{loaded.name}: {number} written", f"{loaded.name}：写入示例{written.added}个"), err=True)
    for title in written.failed:
        click.echo(say(f"  not written, for it does not pass: {title}", f"  未写入（运行不通过）：{title}"), err=True)
    return FINDINGS if written.failed else NOTHING_WRONG
