"""The mutation run: every mutant of every shipped policy, what noticed it, and which witnesses have proof.

Nothing is drawn at random: the same files give the same report. Prints it, and writes it to ``build/mutation.json``.
Arguments are parts of file names; without any, every Chinese file is taken. The exit code is 1 when too little is held.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from mutation.report import as_json, crashes, enough, named_examples, stale, survivors, table, unproved
from mutation.trial import TOP, shipped, try_all, unfit

REPORT = TOP / "build" / "mutation.json"


def main(arguments: Sequence[str]) -> int:
    """Run, tell and write."""
    files = shipped(arguments)
    broken = unfit(files)
    if broken:
        print("These do not hold as they are, and must before they are changed:", *broken, sep="\n  ")
        return 1
    tried = try_all(files, int(os.environ.get("JOBS", "2")))
    print(table(tried))
    for title, found in (
        ("Not noticed by anything", survivors(tried)),
        ("The compiler broke", crashes(tried)),
        ("Said to be the same, but noticed or gone", stale(tried)),
        (f"Witnesses without proof, of {len(named_examples(tried))}", unproved(tried)),
    ):
        print(f"\n{title}: {len(found)}", *(f"  {line}" for line in found), sep="\n")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(as_json(tried), encoding="utf-8")
    return 0 if enough(tried) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
