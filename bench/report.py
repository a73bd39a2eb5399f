"""Run the parts that were asked for, or all, and print their figures. Nothing here fails for being slow."""

from collections.abc import Sequence
from functools import partial

from bench import checking, claims_in, documents, growing, settling, start_up

FULL = "--full"
PARTS = {
    "start-up": start_up.lines,
    "documents": documents.lines,
    "growing": growing.lines,
    "checking": checking.lines,
    "settling": settling.lines,
    "claims": claims_in.lines,
}


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    asked = [argument for argument in arguments if argument != FULL]
    parts = PARTS | ({"checking": partial(checking.lines, full=True)} if FULL in arguments else {})
    unknown = [part for part in asked if part not in parts]
    if unknown:
        raise SystemExit(f"no such part: {', '.join(unknown)} (there are {', '.join(parts)}, and {FULL})")
    for part in asked or parts:
        print(f"\n{part}", flush=True)
        for line in parts[part]():
            print(f"  {line.text()}", flush=True)
