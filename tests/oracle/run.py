"""The long run: pairs of random documents, every proved effect held against the solver, and notches against sampling.

``python -m oracle.run [pairs]`` (10,000 unless said otherwise) in ``JOBS`` processes. Pair number n is drawn with the
seed n of :data:`SEED`, so the result hangs on the number of pairs alone. The exit code is 1 when anything disagrees.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from oracle.documents import pair
from oracle.effects import Tally, held

SEED = 77
PAIRS = 10_000
CHUNK = 50
THOROUGH = 10
"""Of so many pairs one is held thoroughly."""


def some(first: int, last: int) -> Tally:
    """Hold the pairs of a range of numbers."""
    tally = Tally()
    for number in range(first, last):
        chance = random.Random(f"{SEED}:{number}")
        tally += held(*pair(chance), f"pair {number}", thorough=number % THOROUGH == 0)
    return tally


def told(tally: Tally) -> str:
    """Return a tally in words."""
    effects = ", ".join(f"{name} {count:,}" for name, count in tally.effects)
    share = 100 * tally.sampled // max(1, tally.notches)
    return "\n".join(
        [
            f"{tally.pairs:,} pairs of documents, {sum(count for _, count in tally.effects):,} effects: {effects}",
            f"disagreements: {len(tally.disagreements)}",
            *(f"  {each}" for each in tally.disagreements),
            f"notches in {tally.schedules:,} schedules: {tally.notches:,}; "
            f"samples every 1,000 yuan show {tally.sampled:,} of them ({share}%)",
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Run and tell."""
    pairs = int(arguments[0]) if arguments else PAIRS
    starts = range(0, pairs, CHUNK)
    tally = Tally()
    with ProcessPoolExecutor(int(os.environ.get("JOBS", "2")), mp_context=get_context("spawn")) as pool:
        for part in pool.map(some, starts, [min(start + CHUNK, pairs) for start in starts]):
            tally += part
    print(told(tally))
    return 1 if tally.disagreements else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
