"""The parser's tables, computed once and kept beside the grammar as JSON: a program that starts need not compute
them again.

Turns ``grammar/policy.lark`` into ``grammar/tables.json`` (``make tables``; a test holds that it
is up to date) and that into
a parser. Tables of another grammar or another release of the library are not used: then the parser is built from
the grammar.
JSON, because a table that comes from outside must not be able to run anything.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from tiaowen.dsl.build import LineBuilder
from tiaowen.dsl.lexer import LineLexer

TABLES = "tables.json"


def grammar_text() -> str:
    """Return the grammar of a line."""
    return files("tiaowen.grammar").joinpath("policy.lark").read_text(encoding="utf-8")


def build_parser(*, strict: bool = False) -> Lark:
    """Return the parser built from the grammar; ``strict`` refuses a grammar with conflicts."""
    return Lark(
        grammar_text(),
        parser="lalr",
        lexer=LineLexer,
        transformer=LineBuilder(),
        maybe_placeholders=False,
        strict=strict,
    )


def load_parser() -> Lark:
    """Return the parser from the kept tables, or built anew where they do not fit."""
    kept = files("tiaowen.grammar").joinpath(TABLES)
    if not kept.is_file():
        return build_parser()
    tables = json.loads(kept.read_text(encoding="utf-8"))
    if tables.get("for") != _fits():
        return build_parser()
    return Lark.load(_with_ours(tables))


def tables_text() -> str:
    """Return the tables of the grammar as JSON."""
    data, memo = build_parser().memo_serialize([TerminalDef, Rule])
    data["options"] = {k: v for k, v in data["options"].items() if k not in ("lexer", "transformer")}
    del data["parser"]["lexer_conf"]["lexer_type"]
    return json.dumps({"for": _fits(), "data": data, "memo": memo}, separators=(",", ":"), ensure_ascii=False) + "\n"


def _fits() -> list[str]:
    """Return what tables belong to: the library's release and the grammar."""
    return [lark.__version__, hashlib.sha256(grammar_text().encode()).hexdigest()]


def _with_ours(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the tables with whole numbers as keys again, and with our lexer and builder, which JSON cannot hold."""
    data = tables["data"]
    table = data["parser"]["parser"]
    table["tokens"] = _whole(table["tokens"])
    table["states"] = {int(state): _whole(actions) for state, actions in table["states"].items()}
    data["options"] |= {"lexer": LineLexer, "transformer": LineBuilder()}
    data["parser"]["lexer_conf"]["lexer_type"] = LineLexer
    return {"data": data, "memo": _whole(tables["memo"])}


def _whole(mapping: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in mapping.items()}


def main() -> None:
    """Write the tables beside the grammar."""
    target = Path(str(files("tiaowen.grammar").joinpath(TABLES)))
    target.write_text(tables_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
