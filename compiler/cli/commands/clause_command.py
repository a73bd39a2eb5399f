"""``tiaowen clause``: one bare clause, in either language, as data and in both languages."""

from __future__ import annotations

import sys

import click

from tiaowen.compiler.cli.command import Given, SpokenCommand, format_option
from tiaowen.compiler.cli.output import FINDINGS, Say, code_for, dump, show
from tiaowen.compiler.rules.facets import ClauseReading, read_clause
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.language import Language
from tiaowen.dsl.lexicon import lexicon, word

LIMIT = 100_000
"""More characters than any clause has."""
WORDS = {"none": "NO", "full": "FULL_SUBSIDY"}
"""Values of the data that are words of the language under another name; the rest are spelled as in the lexicon."""


def build(say: Say) -> click.Command:
    """Return the command."""

    def run(text: str, format_: str) -> int:
        if text == "-":
            text = sys.stdin.buffer.read(LIMIT).decode("utf-8", errors="replace").strip()
        reading, findings = read_clause(text)
        show(findings, say)
        if reading is None:
            return max(FINDINGS, code_for(findings))
        click.echo(dump(reading.data()) if format_ == "json" else _text(reading, say))
        return code_for(findings)

    given = say("one clause, in quotation marks, or - for standard input", "一条条款，加引号；- 表示标准输入")
    options = [Given("text", "TEXT", given), format_option(say, "text", "json")]
    about = say("Read one clause, in either language.", "解读一条条款，中英文均可。")
    return SpokenCommand("clause", run, options, about, say)


def _text(reading: ClauseReading, say: Say) -> str:
    data = reading.data()
    where, facets = data["where"], data["facets"]
    assert isinstance(where, dict)
    assert isinstance(facets, dict)
    rows = [(say("who", "对象"), _shown(list(reading.who), say))]
    rows += [(say(f"where {key}", f"情形 {key}"), _shown(value, say)) for key, value in where.items()]
    rows += [(_facet(key, say), _shown(value, say)) for key, value in facets.items()]
    colon = say(": ", "：")
    return "\n".join([reading.zh, reading.en, "", *(f"{name}{colon}{value}" for name, value in rows)])


def _facet(name: str, say: Say) -> str:
    id = name.upper().replace("-", "_").replace(" ", "_")
    return word(id, say.language) if id in lexicon() else say(name, "待遇" if name == "coverage" else name)


def _shown(value: object, say: Say) -> str:
    """Return a value as a person reads it; ids stand beside their names, for use in other programs."""
    match value:
        case str() if (id := WORDS.get(value, value.upper().replace(" ", "_"))) in lexicon():
            return word(id, say.language)
        case str() if concept := load_vocabulary().get(value):
            return f"{concept.zh if say.language is Language.ZH else concept.en} ({value})"
        case dict():
            return ", ".join(f"{key} {_shown(part, say)}" for key, part in value.items() if part is not None)
        case list():
            return "; ".join(_shown(part, say) for part in value)
        case bool():
            return say("yes", "是") if value else say("no", "否")
        case _:
            return str(value)
