"""A conformity as Markdown: a summary, the violations with their cases, then tables of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.conform.model import Conformity, Row, Verdict
from tiaowen.compiler.conform.report import SIGNS, document_text, facts, folded, matter_text, summary, violated_title
from tiaowen.dsl.tree import Language, Text

WIDTH = 10**6
"""Lines of Markdown are not broken."""


def render_markdown(found: Sequence[Conformity], language: Language) -> str:
    """Return conformities one below the other."""
    return "\n".join(line for each in found for line in _lines(each, language))


def _lines(found: Conformity, language: Language) -> Iterator[str]:
    p = Printing(language, WIDTH, dict(found.names), found.people, ())
    yield f"# {p.say('Conformance', '符合性')}: {found.child.policy} → {found.parent.policy}"
    yield ""
    for word, document in ((p.say("lower", "下位"), found.child), (p.say("higher", "上位"), found.parent)):
        yield f"- {escaped(p.colon(word, document_text(document, p)))}"
    for text in (found.dates, found.basis_text, *found.notes):
        yield f"- {escaped(p.of(text))}"
    yield f"- **{summary(found, p)}**"
    yield ""
    doubts = dict(found.doubts)
    violated = [row for row in found.rows if row.verdict.violated]
    if violated:
        yield from _blocks(p.of(violated_title(found)), violated, doubts, p)
    for verdict in (Verdict.DEVIATES, Verdict.MISSING, Verdict.UNDETERMINED):
        rows = [row for row in found.rows if row.verdict is verdict]
        if rows:
            yield from _blocks(p.of(SIGNS[verdict][1]), rows, doubts, p)
    for verdict in (Verdict.IMPLEMENTS, Verdict.NOT_STATED):
        rows = [row for row in found.rows if row.verdict is verdict]
        if rows:
            yield from _table(p.of(SIGNS[verdict][1]), rows, p)


def _blocks(title: str, rows: Sequence[Row], doubts: Mapping[str, Text], p: Printing) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    for row in rows:
        sign, word = SIGNS[row.verdict]
        yield f"### {sign} {escaped(matter_text(row, p))}{p.say(' — ', '：')}{p.of(word)}"
        yield ""
        for head, text in facts(row, doubts, p):
            yield f"- {escaped(p.colon(head, text))}"
        yield ""


def _table(title: str, rows: Sequence[Row], p: Printing) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield row_of(
        (
            p.say("demand", "要求"),
            p.say("the higher document", "上位文件"),
            p.say("the lower document", "下位文件"),
            p.say("who", "对象"),
            p.say("why", "理由"),
        )
    )
    yield row_of(["---"] * 5)
    for group in folded(rows):
        first = group[0]
        people = p.clauses(p.of(row.who_text) for row in group) if first.who else "—"
        stated = p.cell(first.statement) or "—"
        yield row_of((matter_text(first, p), p.cell(first.demand), stated, people, p.of(first.reason)))
    yield ""


def row_of(cells: Sequence[str]) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(map(escaped, cells))} |"


def escaped(text: str) -> str:
    """Return a text in which nothing is markup, on one line."""
    for char in "\\`*_[]<>|":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.splitlines())
