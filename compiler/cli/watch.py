"""``--watch``: a command run again whenever one of its files changes, until the user ends it.

Looks once a second at when the files were changed, which works on every system and every kind of disk. Left to others:
what is run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from tiaowen.compiler.cli.check_many import SUFFIX, policies_below
from tiaowen.compiler.cli.output import Say, coloured
from tiaowen.compiler.levels import settings_files

SECONDS = 1
State = dict[Path, tuple[int, int]]
"""When each file was changed, and how long it is."""

_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def pause() -> None:
    """Wait until it is time to look again."""
    time.sleep(SECONDS)


def state(policies: Iterable[str]) -> State:
    """Return how the files are on which checking some policies depends.

    Those are the policies, the others in their folders, which they may refine, and the files of settings above them;
    a file that appears or goes away is a change like any other.
    """
    files = [Path(name) for policy in policies for name in policies_below(policy)]
    folders = dict.fromkeys([*(file.parent for file in files), *(Path(policy) for policy in policies)])
    beside = [file for folder in folders for file in folder.glob(f"*{SUFFIX}")]
    above = [file for folder in folders for file in settings_files(folder)]
    found: State = {}
    for file in dict.fromkeys([*files, *beside, *above]):
        try:
            seen = file.stat()
        except (OSError, ValueError):
            continue
        found[file] = (seen.st_mtime_ns, seen.st_size)
    return found


def changes(policies: Iterable[str], wait: Callable[[], None]) -> Iterator[None]:
    """Yield at once, and then each time that a file is another one than before; ``wait`` is between two looks."""
    policies = tuple(policies)
    before = state(policies)
    yield
    while True:
        wait()
        now = state(policies)
        if now != before:
            before = now
            yield


def watched(policies: Iterable[str], once: Callable[[], int], say: Say, wait: Callable[[], None] | None = None) -> int:
    """Run a command again and again; return what its last whole run returned when the user interrupts."""
    code = 0
    try:
        for _ in changes(policies, wait or pause):
            if coloured(sys.stdout):
                click.echo(_CLEAR, nl=False, color=True)
            code = once()
            now = datetime.now().strftime("%H:%M:%S")  # the clock on the user's wall
            ending = say("waiting for changes; Ctrl-C ends", "等待改动，按 Ctrl-C 结束")
            click.echo(f"[{now}] {ending}")
            sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        click.echo()
    return code
