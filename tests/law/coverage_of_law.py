"""How much of each document is encoded, and by what it is held: the table of provisions, printed for a reader."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby

from law.forms import CONFESSIONS
from law.provisions import TEST, Provision, provisions

from tiaowen.dsl.diagnostics import display_width

TOLD = frozenset({"remark", "absent"}) | CONFESSIONS
"""Forms that tell a provision without settling anything."""


def encoded(row: Provision) -> bool:
    """Return whether rules, and not only words, say what the provision says."""
    return bool(row.where) and not TOLD.issuperset(row.forms)


def padded(text: str, width: int) -> str:
    """Return ``text`` filled up to a number of columns."""
    return text + " " * max(0, width - display_width(text))


def lines(row: Provision) -> tuple[str, ...]:
    """Return a row for a reader: what it says and where it stands, and below it the witnesses."""
    where = "、".join(row.where) or "(not written yet)"
    mark = "" if row.computable else "  (not computable)"
    witnesses = (f"{'':8}✓ {found.removeprefix(TEST)}" for found in row.witness)
    return (
        f"{row.id}   {padded(row.article or '–', 20)} {row.what}",
        f"{'':8}{' + '.join(row.forms)}: {where}{mark}",
        *witnesses,
    )


def totals(name: str, rows: Sequence[Provision]) -> str:
    """Return how many provisions there are, and how many of the computable ones are encoded and witnessed."""
    computable = [row for row in rows if row.computable]
    counts = (len(rows), len(computable), sum(map(encoded, computable)), sum(bool(row.witness) for row in computable))
    return padded(name, 18) + "".join(f"{count:12}" for count in counts)


def report() -> str:
    """Return the whole table and its totals."""
    out: list[str] = []
    sums: list[str] = []
    for policy, group in groupby(provisions(), key=lambda row: row.policy):
        rows = list(group)
        out += [f"== {policy} ==", "", *(line for row in rows for line in lines(row)), ""]
        sums.append(totals(policy, rows))
    head = padded("", 18) + "".join(f"{title:>12}" for title in ("provisions", "computable", "encoded", "witnessed"))
    return "\n".join([*out, head, *sums, totals("all", provisions())])


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
