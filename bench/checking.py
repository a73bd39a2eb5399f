"""`tiaowen check` of a folder of many policies, without and with their examples, in one process and in all."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.corpus import write_policies
from bench.measure import Line, best, output_of, tiaowen

MANY = 3_000
SAMPLES = 240, 480
"""What one costs is the difference of two runs, so that starting up is not counted 3,000 times."""
TIMES = 2
GOAL = 120.0


def lines(*, full: bool = False) -> Iterator[Line]:
    """Measure samples and reckon what 3,000 would take; ``full`` checks all 3,000 once."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for kind, examples in (("without examples", False), ("with examples", True)):
        with tempfile.TemporaryDirectory() as place:
            few, more, every = (Path(place) / name for name in ("few", "more", "every"))
            length = write_policies(few, SAMPLES[0], examples=examples) // SAMPLES[0]
            write_policies(more, SAMPLES[1], examples=examples)
            alone, first, second = best(TIMES, _check(few, 1), _check(few, cores), _check(more, cores))
            each = (second - first) / (SAMPLES[1] - SAMPLES[0])
            yield Line(f"check {SAMPLES[0]} policies {kind} ({length} lines), 1 process", alone)
            yield Line(f"the same, {cores} processes", first, f"{each * 1e3:.1f} ms each", first / alone, "1 process")
            if full:
                write_policies(every, MANY, examples=examples)
                (whole,) = best(1, _check(every, cores))
                yield Line(f"check {MANY:,} policies {kind}, {cores} processes", whole, "measured", goal=GOAL)
            else:
                reckoned = second + (MANY - SAMPLES[1]) * each
                what = f"check {MANY:,} policies {kind}, {cores} processes"
                yield Line(what, reckoned, f"reckoned from {SAMPLES[0]} and {SAMPLES[1]}", goal=GOAL)


def _check(folder: Path, jobs: int) -> Callable[[], object]:
    return lambda: output_of(tiaowen("check", str(folder), "--jobs", str(jobs)), fine=(0, 1))
