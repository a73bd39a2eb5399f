"""Time something the best of several times, and print it as a ratio to something timed in the same run."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
# Installed programs have their bytecode; a setting that keeps it from being written would time the compiler instead.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Line(NamedTuple):
    """One figure: what was measured, and how it compares with its goal."""

    what: str
    seconds: float
    per: str = ""  # what the time buys, e.g. claims a second
    ratio: float | None = None
    to: str = ""
    goal: float | None = None

    def text(self) -> str:
        """Return the figure as one line of the report."""
        parts = [f"{self.what:<58}{_duration(self.seconds):>12}"]
        if self.per:
            parts.append(self.per)
        if self.ratio is not None:
            parts.append(f"{self.ratio:.2f} x {self.to}")
        if self.goal is not None:
            reached = self.ratio if self.ratio is not None else self.seconds
            parts.append(f"goal {self.goal:g}{'' if self.ratio is not None else ' s'}: {_met(reached, self.goal)}")
        return "  ".join(parts)


def best(times: int, *actions: Callable[[], object]) -> list[float]:
    """Return the shortest time of each action. They take turns: a slow moment hits all of them."""
    shortest = [float("inf")] * len(actions)
    for _ in range(times):
        for place, action in enumerate(actions):
            gc.collect()
            start = perf_counter()
            action()
            shortest[place] = min(shortest[place], perf_counter() - start)
    return shortest


def command(arguments: Sequence[str]) -> Callable[[], object]:
    """Return an action that runs a program and shows what it said if it failed."""

    def run() -> None:
        output_of(arguments)

    return run


def output_of(arguments: Sequence[str], fine: Sequence[int] = (0,)) -> str:
    """Run a program that may leave with the codes in ``fine``, and return what it printed."""
    done = subprocess.run(arguments, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode not in fine:
        raise SystemExit(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def python(code: str) -> list[str]:
    """Return the command line that runs some Python."""
    return [sys.executable, "-c", code]


def tiaowen(*arguments: str) -> list[str]:
    """Return the command line of the program installed beside the interpreter."""
    return [str(Path(sys.executable).with_name("tiaowen")), *arguments]


def _met(reached: float, goal: float) -> str:
    return "met" if reached <= goal else "not met"


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"
