"""The grammar of a line: without conflicts, in step with the lexicon, and the same in both languages."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from tree_parts import nodes_of, without_names
from trees import LINES

from tiaowen.dsl import tree
from tiaowen.dsl.lexer import QUANTITIES
from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.parse import parse
from tiaowen.dsl.tables import build_parser

FORMS = Path(__file__).parent / "cases/parse/good/forms.txt"

# What the lexer knows besides words and quantities.
SIGNS = {
    "NAME",
    "STRING",
    "TITLE",
    "CITE",
    "COMMA",
    "DUN",
    "COLON",
    "LPAR",
    "RPAR",
    "LBRACKET",
    "RBRACKET",
    "EQ",
    "SLASH",
}


def pairs() -> list[tuple[str, str]]:
    """The lines of the file of forms, English and Chinese; a table has as many rows in either."""
    blocks = FORMS.read_text(encoding="utf-8").strip().split("\n\n")
    lines = [b.split("\n") for b in blocks if not b.startswith("#")]
    return [("\n".join(ls[: len(ls) // 2]), "\n".join(ls[len(ls) // 2 :])) for ls in lines]


def terminals() -> set[str]:
    parser = build_parser()
    return {t.name for t in parser.terminals} | {s.name for r in parser.rules for s in r.expansion if s.is_term}


def test_there_are_no_conflicts() -> None:
    # Strict: a shift/reduce conflict, which the library would settle in silence, is an error too.
    build_parser(strict=True)


def test_every_word_is_in_the_grammar_and_every_terminal_is_known() -> None:
    assert terminals() - {"$END"} == SIGNS | set(lexicon()) | set(QUANTITIES)


def test_no_terminal_is_only_declared() -> None:
    used = {s.name for r in build_parser().rules for s in r.expansion if s.is_term}
    assert terminals() - used - {"$END"} == set()


@pytest.mark.parametrize(("english", "chinese"), pairs())
def test_both_surfaces_of_a_form_say_the_same(english: str, chinese: str) -> None:
    left, right = parse(english), parse(chinese)
    assert not left[1]
    assert not right[1]
    assert without_names(left[0].lines) == without_names(right[0].lines)
    assert type(left[0].lines[0]) is not tree.Unparsed


def test_the_forms_show_every_kind_of_node() -> None:
    shown = {type(node) for pair in pairs() for text in pair for node in nodes_of(parse(text)[0].lines)}
    every = {kind for kind in vars(tree).values() if isinstance(kind, type) and attrs.has(kind)}
    assert every - shown - {tree.Span, tree.Trivia, tree.Beside, tree.Document, tree.Unparsed} == set()


def test_exclusions_are_listed_never_joined_by_and() -> None:
    """Each case excludes by itself; *A and B* would be read as *A or B*, so it is refused."""
    _, listed = parse("excludes irregular treatment, not referred", "a.policy")
    _, joined = parse("excludes irregular treatment and not referred", "a.policy")
    assert listed == ()
    assert [finding.id for finding in joined] == ["TW001"]


def test_the_forms_hold_every_kind_of_line() -> None:
    assert {type(parse(english)[0].lines[0]) for english, _ in pairs()} == set(LINES)
