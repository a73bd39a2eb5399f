"""Reading policy files: a path or id in, text or a finding out. Files are not trusted: size and encoding are checked first."""

from __future__ import annotations

import sys
from pathlib import Path

from attrs import frozen

from tiaowen.compiler.library.shipped import shipped_policies
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.mistakes import NotText, TooLarge, Unreadable
from tiaowen.dsl.parse import FILE_LIMIT

BYTES_LIMIT = FILE_LIMIT * 4
"""No UTF-8 text within the limit of characters has more bytes."""


@frozen
class Loaded:
    """A policy that was looked for: its text, or the finding that says why there is none."""

    name: str
    text: str | None
    problem: Finding | None = None


def load_policy(name: str) -> Loaded:
    """Return the text of a shipped policy (by id), of a file (by path), or of standard input (``-``)."""
    if name == "-":
        return _decode("<stdin>", sys.stdin.buffer.read(BYTES_LIMIT + 1))
    path = Path(name)
    try:
        if not path.is_file():
            for shipped in shipped_policies():
                if shipped.id == name:
                    return Loaded(shipped.id + ".policy", shipped.file.read_text(encoding="utf-8"))
        if path.is_dir():
            return Loaded(name, None, Unreadable(file=name, reason="it is a folder / 是文件夹"))
        with path.open("rb") as file:
            data = file.read(BYTES_LIMIT + 1)
    except FileNotFoundError:
        return Loaded(name, None, Unreadable(file=name, reason="no such file or policy id / 没有这个文件或文件编号"))
    except (OSError, ValueError) as error:
        return Loaded(name, None, Unreadable(file=name, reason=getattr(error, "strerror", None) or str(error)))
    return _decode(name, data)


def _decode(name: str, data: bytes) -> Loaded:
    place = Place(name, 1)
    if len(data) > BYTES_LIMIT:
        return Loaded(name, None, TooLarge(size=len(data), limit=BYTES_LIMIT, place=place))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Loaded(name, None, NotText(gb18030=_is_gb18030(data), place=place))
    if "\0" in text:
        return Loaded(name, None, NotText(place=place))
    return Loaded(name, text)


def _is_gb18030(data: bytes) -> bool:
    """Return whether the bytes read well as GB18030 Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and any("\u4e00" <= c <= "\u9fff" for c in text)


def open_policy(name: str) -> tuple[Loaded, Compiled | None]:
    """Return what was read, and what it compiles to when there is a text."""
    loaded = load_policy(name)
    return loaded, compile_text(loaded.text, loaded.name) if loaded.text is not None else None
