"""Reading policy files: a path or id in, text or a finding out.

Files are not trusted: size and encoding are checked first.
"""

from __future__ import annotations

import sys
from pathlib import Path

from attrs import frozen

from tiaowen.compiler.library.findings import FileTooLarge, NoPolicy
from tiaowen.compiler.library.shipped import shipped_policies
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.mistakes import NotText
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
        with path.open("rb") as file:
            data = file.read(BYTES_LIMIT + 1)
    except (OSError, ValueError) as error:
        return Loaded(name, None, _no_policy(name, error))
    return _decode(name, data)


def _no_policy(name: str, error: OSError | ValueError) -> NoPolicy:
    match error:
        case IsADirectoryError():
            return NoPolicy(file=name, reason="it is a folder", reason_zh="这是一个文件夹")
        case PermissionError():
            return NoPolicy(file=name, reason="permission is denied", reason_zh="没有读取权限")
        case OSError() if not isinstance(error, FileNotFoundError | NotADirectoryError):
            detail = error.strerror or str(error)
            return NoPolicy(file=name, reason=detail, reason_zh=f"系统报告错误：{detail}")
        case _:  # among them a name that no file can have
            return NoPolicy(
                file=name,
                reason="there is no such file, and no shipped policy has this id",
                reason_zh="没有这个文件，随附文件中也没有这个编号",
                shipped=tuple(shipped.id for shipped in shipped_policies()),
            )


def _decode(name: str, data: bytes) -> Loaded:
    place = Place(name, 1)
    if len(data) > BYTES_LIMIT:
        return Loaded(name, None, FileTooLarge(size=len(data), limit=FILE_LIMIT, place=place))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(name, data.count(b"\n", 0, error.start) + 1)
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
