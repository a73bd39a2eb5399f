"""Many policies checked, over several processes where that is quicker.

Takes the names of policies; gives for each, in their order, what was found: by the compiler, and where there are rules,
by the checks over them. Each process reads and compiles by itself: only findings cross from one to another, and no
rules are kept. What to print is for the command.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import click
from attrs import frozen

from tiaowen.compiler.checks import accepted, check
from tiaowen.compiler.cli.output import at_least
from tiaowen.compiler.levels import settings_for
from tiaowen.compiler.library import Loaded, open_policy
from tiaowen.compiler.library.findings import NoPolicy
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.dsl.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from concurrent.futures import Executor

ALONE = 24
"""So many policies are checked before further processes would be ready to help."""

AT_A_TIME = 4
"""How many policies a process takes at once: enough to outweigh the passing, few enough to end together."""

SUFFIX = ".policy"


@frozen
class Wanted:
    """What is asked of each policy: its findings from a level on, looked at for a day or for none in particular."""

    level: Severity
    on: date | None = None


@frozen
class Checked:
    """What was found in one policy; ``findings`` are those that are to be shown."""

    file: str
    read: bool
    clauses: int
    errors: int
    warnings: int
    remarks: int
    findings: tuple[Finding, ...]


def policies_below(name: str) -> list[str]:
    """Return the policy files below a folder, in the order of their paths; of hidden folders none.

    A folder that has none, or cannot be read, is among them itself, for it must not pass for one without mistakes.
    """
    if not os.path.isdir(name):  # never raises, whatever a name is made of
        return [name]
    found: list[str] = []
    unread: list[OSError] = []
    for folder, inner, files in os.walk(name, onerror=unread.append):
        inner[:] = [each for each in inner if not each.startswith(".")]
        found += [os.path.join(folder, each) for each in files if each.endswith(SUFFIX)]
    found += [error.filename for error in unread]
    return sorted(found) or [name]


def check_one(name: str, wanted: Wanted) -> Checked:
    """Read, compile and check one policy."""
    if os.path.isdir(name):
        why = "there is no .policy file in it that can be read", "其中没有可以读取的 .policy 文件"
        return _checked(name, [NoPolicy(file=name, reason=why[0], reason_zh=why[1])], wanted, None)
    return check_opened(*open_policy(name), wanted)


def check_opened(loaded: Loaded, compiled: Compiled | None, wanted: Wanted) -> Checked:
    """Return what is found in a policy that has been read and compiled."""
    if compiled is None:
        return _checked(loaded.name, [loaded.problem] if loaded.problem else [], wanted, None)
    every = compiled.policy.clauses if compiled.policy else ()
    clauses = sum(clause.document is None for clause in every)
    settings = settings_for(loaded)
    told = check(compiled, wanted.on, settings.figures).findings
    findings = settings.applied(accepted((*compiled.findings, *told), compiled).findings)
    return _checked(loaded.name, findings, wanted, clauses)


def _checked(file: str, findings: Sequence[Finding], wanted: Wanted, clauses: int | None) -> Checked:
    errors, warnings, remarks = (sum(f.severity is s for f in findings) for s in Severity)
    shown = tuple(at_least(findings, wanted.level))
    return Checked(file, clauses is not None, clauses or 0, errors, warnings, remarks, shown)


def check_all(names: Sequence[str], wanted: Wanted, jobs: int) -> Iterator[Checked]:
    """Yield what was found in each policy, in the order of the names, with at most ``jobs`` processes at work."""
    alone = names if jobs < 2 else names[:ALONE]
    # Begun in this process, so that those made from it have the vocabulary and the grammar already.
    yield from (check_one(name, wanted) for name in alone)
    if rest := names[len(alone) :]:
        yield from _with_help(rest, wanted, min(jobs, len(rest)))


def _with_help(names: Sequence[str], wanted: Wanted, jobs: int) -> Iterator[Checked]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children

    own = check_one("-", wanted) if "-" in names else None  # standard input is this process's
    others = active_children()
    pool = ProcessPoolExecutor(jobs, initializer=_begin)
    try:
        found = _found(pool, [name for name in names if name != "-"], wanted, jobs)
        for name in names:
            yield own if own is not None and name == "-" else next(found)
    except BaseException as error:
        # Nothing is waited for: what made the user impatient may be a file that takes for ever.
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            if child not in others:
                child.terminate()
        if isinstance(error, BrokenProcessPool):  # a process was ended from outside, perhaps for want of memory
            raise click.Abort from error
        raise
    pool.shutdown()


def _found(pool: Executor, names: Sequence[str], wanted: Wanted, jobs: int) -> Iterator[Checked]:
    """Yield the results in order, with just enough work handed out that nobody waits."""
    parts = (names[at : at + AT_A_TIME] for at in range(0, len(names), AT_A_TIME))
    handed = deque(pool.submit(_check_some, part, wanted) for part in islice(parts, 3 * jobs))
    while handed:
        yield from handed.popleft().result()
        handed.extend(pool.submit(_check_some, part, wanted) for part in islice(parts, 1))


def _check_some(names: Sequence[str], wanted: Wanted) -> list[Checked]:
    return [check_one(name, wanted) for name in names]


def cores() -> int:
    """Return how many processes this one may keep busy."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin() -> None:
    """Set up a process that helps: its parent alone answers to the user, and it ends when its parent does."""
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # what is shared with the parent stays so
    gc.set_threshold(20_000)  # documents go by themselves: more looking for circles finds none


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
    os._exit(1)
