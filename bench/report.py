"""Run the parts that were asked for, or all, and print their figures. Nothing here fails for being slow."""

from collections.abc import Sequence

from bench import claims_in, documents, settling, start_up

PARTS = {
    "start-up": start_up.lines,
    "documents": documents.lines,
    "settling": settling.lines,
    "claims": claims_in.lines,
}


def main(asked: Sequence[str]) -> None:
    """Print the figures."""
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        raise SystemExit(f"no such part: {', '.join(unknown)} (there are {', '.join(PARTS)})")
    for part in asked or PARTS:
        print(f"\n{part}", flush=True)
        for line in PARTS[part]():
            print(f"  {line.text()}", flush=True)
