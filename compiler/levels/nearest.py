"""A policy file to the settings that hold for it: those of the nearest file above it that sets any."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from attrs import evolve

from tiaowen.compiler.levels.findings import BrokenSettings
from tiaowen.compiler.levels.settings import OWN_FILE, SHARED_FILE, Settings, read_settings
from tiaowen.compiler.library import Loaded
from tiaowen.dsl.diagnostics import Finding, Place

STANDARD_INPUT = "<stdin>"
MOST_BYTES = 1_000_000
NONE = Settings()


def settings_for(loaded: Loaded) -> Settings:
    """Return what is set for a policy that was read.

    A text from standard input lies in the working folder; a shipped policy lies nowhere, and nothing is set for it.
    """
    if loaded.folder is not None:
        return settings_in(loaded.folder)
    return settings_in(Path()) if loaded.name == STANDARD_INPUT else NONE


def wrong_settings(names: Iterable[str]) -> list[Finding]:
    """Return what is wrong with the settings that hold for policies, by the names that a user gave them."""
    folders = {
        Path() if name == "-" else Path(name).parent: None for name in names if name == "-" or os.path.isfile(name)
    }
    return list(dict.fromkeys(finding for folder in folders for finding in settings_in(folder).findings))


def settings_in(folder: Path) -> Settings:
    """Return what is set for policies in a folder."""
    for file in settings_files(folder):
        try:
            seen = file.stat()
        except OSError:
            continue
        found = _read(file, _shown(file, folder), seen.st_mtime_ns, seen.st_size)
        if found is not None:
            return found
    return NONE


def settings_files(folder: Path) -> tuple[Path, ...]:
    """Return where settings for a folder can stand, nearest first, whether there are such files or not."""
    try:
        whole = folder.resolve()
    except (OSError, RuntimeError, ValueError):  # a link that leads to itself, a name that no file can have
        return ()
    return tuple(each / name for each in (whole, *whole.parents) for name in (OWN_FILE, SHARED_FILE))


def _shown(file: Path, folder: Path) -> str:
    """Return the path of a file as the user would write it: from the working folder where it lies below."""
    try:
        return file.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(file)


@lru_cache(maxsize=256)
def _read(file: Path, shown: str, changed: int, size: int) -> Settings | None:
    """Read a file once as long as it stays the same; ``changed`` and ``size`` tell."""
    del changed
    if size > MOST_BYTES:
        return _unreadable(shown, ("the file is too large for settings", "文件过大"))
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = _unreadable(
            shown, ("this is not UTF-8 text", "不是UTF-8文本"), "", error.object.count(b"\n", 0, error.start) + 1
        )
        return found if file.name == OWN_FILE or b"tiaowen" in error.object else None
    except OSError as error:
        # A folder of this name, or a file of somebody else's, sets nothing; our own file is meant for us.
        if file.name != OWN_FILE or isinstance(error, IsADirectoryError):
            return None
        return _unreadable(shown, ("the system does not give the file", "系统不允许读取"), error.strerror or "")
    return read_settings(text, shown, file.name)


def _unreadable(file: str, reason: tuple[str, str], detail: str = "", line: int = 1) -> Settings:
    return evolve(NONE, findings=(BrokenSettings(reason=reason, detail=detail, place=Place(file, line)),))
