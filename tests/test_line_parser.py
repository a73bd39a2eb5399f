"""The loop over the parser's tables: it comes to what the library's own comes to, for good lines and for bad."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from lark import Lark, UnexpectedToken

from tiaowen.dsl.lexer import LineInput, Read
from tiaowen.dsl.mistakes import Mistake
from tiaowen.dsl.repair import line_parser
from tiaowen.dsl.source import Source, logical_lines
from tiaowen.dsl.tables import load_parser

TOP = Path(__file__).resolve().parent.parent
FILES = sorted([*(TOP / "policies").rglob("*.policy"), *(TOP / "tests" / "cases" / "parse").rglob("*.policy")])
SLIPS = "，、：:的比例线额abc 不(（1%元“"
Came = tuple[str, object, tuple[Read, ...], frozenset[str]]


@cache
def library() -> Lark:
    return load_parser()


def lines(path: Path) -> Iterator[tuple[Source, LineInput]]:
    """Every line of a file, as it is and with a slip in it; the same each run."""
    text = path.read_text(encoding="utf-8")
    for variant in (text, slipped(text, Random(path.name))):
        source = Source.of(variant, path.name)
        yield from ((source, LineInput(source, line.parts)) for line, _ in logical_lines(source) if line)


def slipped(text: str, random: Random) -> str:
    out = []
    for line in text.splitlines():
        at = random.randrange(len(line) + 1)
        out.append(line[:at] + random.choice(SLIPS) + line[at + random.randrange(2) :])
    return "\n".join(out)


def outcome(parser: object, line: LineInput) -> Came:
    """What reading comes to: the node, the mistake, or the token that cannot stand; and what was read until then."""
    read = LineInput(line.source, line.parts)
    came: tuple[str, object]
    try:
        came = "read", parser.parse(read)  # type: ignore[attr-defined]
    except UnexpectedToken as error:
        end = error.token.type == "$END"
        came = "stopped", (error.token.type, str(error.token), None if end else error.token.start_pos)
    except Mistake as mistake:
        came = "mistake", (mistake.kind, mistake.span)
    return *came, tuple(read.read), read.at_end


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_our_loop_comes_to_what_that_of_the_library_comes_to(path: Path) -> None:
    kinds = set()
    for _, line in lines(path):
        ours = outcome(line_parser(), line)
        assert ours == outcome(library(), line)
        kinds.add(ours[0])
    assert "stopped" in kinds or "mistake" in kinds


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_refused_is_what_stops_the_reader(path: Path) -> None:
    for _, line in lines(path):
        kind, what, *_ = outcome(line_parser(), line)
        refused = line_parser().refuses(line)
        if kind == "stopped":
            assert refused is not None
            assert (refused.type, str(refused)) == what[:2]  # type: ignore[index]
        elif kind == "read":
            assert refused is None
