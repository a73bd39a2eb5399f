"""Reading policy files: a path or id in, text or a finding out.

Files are not trusted: size and encoding are checked first.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from tiaowen.compiler.library.findings import FileTooLarge, NoPolicy
from tiaowen.compiler.library.shipped import SUFFIX, shipped_policies
from tiaowen.compiler.resolve import FindText, PlacedDoubt, higher_documents, joined, place
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.mistakes import NotText
from tiaowen.dsl.parse import FILE_LIMIT, parse
from tiaowen.dsl.source import Source

BYTES_LIMIT = FILE_LIMIT * 4
"""No UTF-8 text within the limit of characters has more bytes."""

LONGEST_ID = 100
PLAIN_ID = re.compile(r"\w(?:[\w-]|\.(?=\w))*")
"""Letters, digits and hyphens, with single dots between them: no path, and no hidden file."""


@frozen
class Loaded:
    """A policy that was looked for: its text, or the finding that says why there is none."""

    name: str
    text: str | None
    problem: Finding | None = None
    folder: Path | None = None
    """Where it lies; None for a text that is in no file of the user's."""
    register: FindText | None = field(default=None, repr=False)
    """How the other documents of its register are found, if it is in one: they come before all others."""


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
    return evolve(_decode(name, data), folder=path.parent)


def higher_texts(loaded: Loaded | None = None) -> FindText:
    """Return how the documents that a policy refines are found by id: beside it as ``ID.policy``, or shipped.

    An id comes out of a file that is not trusted: one that could name anything but a file in the folder itself is not
    looked up at all. A file that cannot be read as text is not there.
    """

    def find(id: str) -> tuple[str, str] | None:
        if len(id) > LONGEST_ID or not PLAIN_ID.fullmatch(id):
            return None
        if loaded is not None and loaded.register is not None and (found := loaded.register(id)) is not None:
            return found
        folder = loaded.folder if loaded is not None else None
        beside = folder / f"{id}{SUFFIX}" if folder is not None else None
        if beside is not None and beside.is_file():
            text = load_policy(str(beside)).text
        else:
            text = next((s.file.read_text(encoding="utf-8") for s in shipped_policies() if s.id == id), None)
        return (f"{id}{SUFFIX}", text) if text is not None else None

    return find


def doubts_of_loaded(loaded: Loaded) -> tuple[PlacedDoubt, ...]:
    """Return the doubts of a text that was read and of the documents it refines."""
    if loaded.text is None:
        return ()
    placed, _ = place(parse(loaded.text, loaded.name)[0], Source.of(loaded.text, loaded.name))
    higher, _ = higher_documents(placed, higher_texts(loaded))
    return joined(placed, higher).doubts if higher else placed.doubts


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


def open_policy(name: str, readings: Mapping[str, str] | None = None) -> tuple[Loaded, Compiled | None]:
    """Return what was read, and what it compiles to when there is a text; ``readings`` as ``compile_text`` has it."""
    loaded = load_policy(name)
    return loaded, compile_loaded(loaded, readings)


def compile_loaded(loaded: Loaded, readings: Mapping[str, str] | None = None) -> Compiled | None:
    """Return what a text that was read compiles to, with the documents it refines; None where there is no text."""
    if loaded.text is None:
        return None
    return compile_text(loaded.text, loaded.name, readings=readings, find=higher_texts(loaded))
