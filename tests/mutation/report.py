"""What a mutation run found, told as text and as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import asdict
from law.provisions import Provision, provisions
from mutation.equivalent import SAME
from mutation.mutants import KINDS
from mutation.trial import Tried

AT_LEAST = 95
"""Percent of the figures of a document that must be noticed."""


def table(tried: Sequence[Tried]) -> str:
    """Return, per file and kind: mutants, how many were caught, how many say the same, and the share of the others."""
    lines = [f"{'document':18} {'change':17} {'mutants':>8} {'the same':>8} {'caught':>7} {'share':>7}"]
    for file, group in groupby(tried, key=lambda t: t.file):
        found = list(group)
        for kind in (*KINDS, "all"):
            of_kind = [t for t in found if kind in ("all", t.mutant.kind)]
            if of_kind:
                same, caught, share = _counts(of_kind)
                lines.append(f"{file:18} {kind:17} {len(of_kind):8} {same:8} {caught:7} {share // 10:4}.{share % 10}%")
    return "\n".join(lines)


def _counts(tried: Sequence[Tried]) -> tuple[int, int, int]:
    """Return how many say the same, how many were caught, and the caught per thousand of those that do not."""
    caught = sum(t.verdict.caught for t in tried)
    same = sum(not t.verdict.caught and t.same is not None for t in tried)
    return same, caught, caught * 1000 // max(1, len(tried) - same)


def survivors(tried: Iterable[Tried]) -> tuple[str, ...]:
    """Return the mutants that nothing noticed, with their lines."""
    return tuple(f"line {t.mutant.row.number}: {t.title}" for t in tried if t.survives)


def crashes(tried: Iterable[Tried]) -> tuple[str, ...]:
    """Return the mutants that broke the compiler."""
    return tuple(f"line {t.mutant.row.number}: {t.title}: {t.verdict.crash}" for t in tried if t.verdict.crash)


def stale(tried: Sequence[Tried]) -> tuple[str, ...]:
    """Return the entries of the table of equivalent mutants that are no mutants any more, or are noticed."""
    files = {t.file for t in tried}
    alive = {t.title for t in tried if not t.verdict.caught}
    return tuple(title for title in SAME if title.split()[0] in files and title not in alive)


def named_examples(tried: Sequence[Tried]) -> tuple[tuple[Provision, str], ...]:
    """Return the examples that are named as witnesses for the documents tried."""
    files = {t.file for t in tried}
    return tuple((row, witness) for row in provisions() if row.policy in files for witness in row.examples)


def unproved(tried: Sequence[Tried]) -> tuple[str, ...]:
    """Return the witnesses that noticed no change of a line of the provision's form under its headings."""
    return tuple(f"{row.id} {witness}" for row, witness in named_examples(tried) if not _proved(row, witness, tried))


def _proved(row: Provision, witness: str, tried: Iterable[Tried]) -> bool:
    return any(
        t.file == row.policy
        and witness in t.verdict.examples
        and t.mutant.row.form in row.forms
        and not set(row.where).isdisjoint(t.mutant.row.headings)
        for t in tried
    )


def as_json(tried: Sequence[Tried]) -> str:
    """Return everything that was tried."""
    rows = [
        {
            "document": t.file,
            "line": t.mutant.row.number,
            "articles": t.mutant.row.headings,
            "form": t.mutant.row.form,
            "kind": t.mutant.kind,
            "before": t.mutant.before,
            "after": t.mutant.after,
            "caught": t.verdict.caught,
            "same": t.same,
            **asdict(t.verdict),
        }
        for t in tried
    ]
    found = {"mutants": rows, "survivors": survivors(tried), "unproved": unproved(tried), "stale": stale(tried)}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def enough(tried: Sequence[Tried]) -> bool:
    """Return whether nearly every figure of each document is held, every witness has proof, and nothing broke."""
    figures = [t for t in tried if t.mutant.kind == "figure"]
    held = all(_counts(list(group))[2] >= AT_LEAST * 10 for _, group in groupby(figures, key=lambda t: t.file))
    return held and not crashes(tried) and not unproved(tried) and not stale(tried)
