"""Findings: every kind has an id of its own and speaks both languages; what the renderer shows of them."""

from __future__ import annotations

import enum
import importlib
import inspect
import pkgutil
import re
import sys
import types
import typing
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs
import pytest

import tiaowen.compiler
import tiaowen.dsl
from tiaowen.dsl.diagnostics import (
    MARK_LIMIT,
    QUOTE_LIMIT,
    Finding,
    Place,
    Severity,
    display_width,
    in_order,
    quoted,
    render,
)
from tiaowen.dsl.mistakes import Incomplete, StrayComma, SyntaxFinding, TwoLines
from tiaowen.dsl.tree import Language

CHINESE = re.compile("[\u4e00-\u9fff]")

# What is written into an emitted module, and found in no other place: it has no findings.
EMITTED = "tiaowen.compiler.emit.python.runtime"

# Libraries that are not needed to run.
OPTIONAL = ("pyarrow", "duckdb", "pyspark", "sqlglot", "pygls", "lsprotocol", "rich")


def every_kind() -> list[type[Finding]]:
    """All kinds of findings of the program."""
    for package in (tiaowen.dsl, tiaowen.compiler):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if module.name.startswith(EMITTED):
                continue
            try:
                importlib.import_module(module.name)
            except ModuleNotFoundError as error:
                if str(error.name).partition(".")[0] not in OPTIONAL:
                    raise
    found = sorted(set(below(Finding)), key=lambda kind: (kind.id, kind.__module__, kind.__qualname__))
    # A class with slots leaves its first draft behind: what counts is what its module offers.
    offered = [k for k in found if getattr(sys.modules[k.__module__], k.__name__, None) is k]
    return [k for k in offered if k.__module__.startswith("tiaowen.") and "id" in vars(k)]


def below(kind: type[Finding]) -> Iterator[type[Finding]]:
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


def example(wanted: object, word: str, depth: int = 0) -> object:
    """Any value of a type, with ``word`` for text."""
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (types.UnionType, typing.Union):
        return example(inner[0], word, depth)
    if origin is tuple:
        return () if depth > 3 else tuple(example(each, word, depth + 1) for each in inner if each is not ...)
    if origin is typing.Literal:
        return inner[0]
    if wanted in (str, object):
        return word
    if wanted in (int, bool):
        return 2
    if wanted is date:
        return date(2024, 1, 1)
    if wanted is Finding:
        return build(KINDS[0], word, depth + 1)
    if wanted is Fraction:
        return Fraction(1, 2)
    if isinstance(wanted, type) and issubclass(wanted, enum.Enum):
        return next(iter(wanted))
    if isinstance(wanted, type) and attrs.has(wanted):
        return build(wanted, word, depth + 1)
    return origin() if callable(origin) else typing.cast(type, wanted)()


def build(kind: type, word: str, depth: int = 0) -> object:
    resolved = attrs.resolve_types(kind)
    fields = [f for f in attrs.fields(resolved) if f.init and f.default is attrs.NOTHING]
    special = {"mark": ","}
    return kind(**{f.alias: special.get(f.name) or example(f.type, word, depth) for f in fields})


KINDS = every_kind()


def test_ids_are_unique() -> None:
    ids = [kind.id for kind in KINDS]
    assert sorted(set(ids)) == ids
    assert all(re.fullmatch(r"TW[0-9C][0-9]{2}", id) for id in ids)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.id}-{kind.__name__}")
def test_every_kind_speaks_both_languages(kind: type[Finding]) -> None:
    spoken = next(filter(None, (said(kind, word) for word in ("x", "category", "deductible", "money"))), None)
    if spoken is None:  # its fields mean something: what it says is tested where it is found
        source = inspect.getsource(kind.message)
        assert "ZH" in source or CHINESE.search(source)
        return
    english, chinese, advice, rat = spoken
    assert CHINESE.search(chinese or "")
    assert english
    assert not CHINESE.search(english)
    assert (advice is None) == (rat is None)
    assert rat is None or CHINESE.search(rat)


def said(kind: type[Finding], word: str) -> tuple[str | None, ...] | None:
    """Message and advice in both languages of a finding made up of ``word``; None if it does not go with that word."""
    try:
        finding = typing.cast(Finding, build(kind, word))
        return tuple(say(language) for say in (finding.message, finding.advice) for language in Language)
    except (KeyError, ValueError, AttributeError, IndexError):
        return None


def test_a_kind_without_sentences_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        Finding().message(Language.EN)


# ── what is shown ──


def shown(text: str, column: int, length: int, language: Language = Language.EN) -> list[str]:
    place = Place("a.policy", 7, column, text, length)
    return render([TwoLines(found="b", place=place)], language).split("\n")


def test_place_message_line_mark_and_advice() -> None:
    assert shown("a b c", 3, 1) == [
        "a.policy:7:3: error TW018: There are two clauses on one line.",
        "    7 │ a b c",
        "      │   ^",
        '        help: Begin a new line at "b".',
    ]


def test_in_chinese_the_mark_is_as_wide_as_the_words() -> None:
    assert shown("三类人员：比例", 11, 4, Language.ZH) == [
        "a.policy:7:11: 错误 TW018: 一行里写了两个条款。",
        "    7 │ 三类人员：比例",
        "      │           ^^^^",
        "        建议：请从“b”起另起一行。",
    ]


def test_a_long_line_is_cut_around_the_mark() -> None:
    line, mark = shown("x" * 5_000 + "bad" + "y" * 5_000, 5_001, 3)[1:3]
    assert len(line) < 3 * MARK_LIMIT
    assert line[mark.index("^") :].startswith("bad")


def test_a_mark_is_never_longer_than_a_screen_line() -> None:
    assert shown("x" * 500, 1, 500)[2].count("^") == MARK_LIMIT


def test_control_characters_do_not_reach_the_terminal() -> None:
    text = render([StrayComma(found="\x1b[31m", place=Place("a", 1, 1, "a\x1b[2J\x07b", 1))], Language.EN)
    assert not re.search("[\x00-\x09\x0b-\x1f]", text)


def test_invisible_marks_take_no_column() -> None:
    line, mark = shown("\u200f\u202eab", 2, 1)[1:3]
    assert line[mark.index("^")] == "b"


def test_what_a_message_repeats_is_short() -> None:
    assert len(quoted("x" * 500)) == QUOTE_LIMIT + 2
    assert quoted("甲", Language.ZH) == "“甲”"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("三类", 4), ("ａ", 2), ("é", 1), ("e\u0301", 1), ("\u200b", 0), ("😀", 2), ("", 0)],
)
def test_display_width(text: str, columns: int) -> None:
    assert display_width(text) == columns


def test_order_of_file_line_column_id() -> None:
    places = [Place("b", 1), Place("a", 2), Place("a", 1, 5), Place("a", 1, 2)]
    findings: list[SyntaxFinding] = [StrayComma(place=place) for place in places]
    assert [f.place for f in in_order([*findings, Incomplete()])] == [None, *reversed(places)]


def test_severities_are_ranked() -> None:
    assert [s.rank for s in Severity] == [0, 1, 2]


def test_colour_is_asked_for() -> None:
    finding = StrayComma(found=",", place=Place("a", 1, 1, "a,", 1))
    assert "\x1b[" in render([finding], Language.EN, colour=True)
    assert "\x1b[" not in render([finding], Language.EN)
