"""The run of the defects: every injector on every clean document, and a table of what told what.

Arguments are ids of checks; without any, all are taken. The exit code is 1 when a defect is missed, told at another
place, or draws another error, and the reason is not known.
"""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context

from attrs import frozen

from defects import definitions, pairs, terms
from defects.clean import Clean, clean_documents
from defects.defect import Defect, Injector, Seen
from defects.grafts import GRAFTS
from defects.known import MISSED
from tiaowen.compiler.checks.registry import TABLE

MOST = 6
"""The defects of one injector that are tried in one document: the first ones in the order of the file."""

INJECTORS: tuple[Injector, ...] = (
    *(graft.injector() for graft in GRAFTS),
    *terms.INJECTORS,
    *definitions.INJECTORS,
    *pairs.INJECTORS,
)
"""Everything that puts a defect into a document."""


@frozen
class Tried:
    """A defect in a document, and what came of it."""

    id: str
    injector: str
    document: str
    number: int
    seen: Seen

    @property
    def known(self) -> bool:
        """Return whether it is known to be missed."""
        return (self.id, self.injector, self.document.removesuffix(".en")) in MISSED

    @property
    def amiss(self) -> str:
        """Return what is not as it should be, nothing where all is."""
        seen = self.seen
        told = "" if seen.placed or seen.undecided else "told at another place" if seen.told else "not told"
        others = f"also {', '.join(seen.others)}" if seen.others else ""
        alarms = "told without the defect" if seen.alarms else ""
        return "; ".join(filter(None, (told, others, alarms)))


def defects_of(injector: Injector, clean: Clean, most: int = MOST) -> Iterator[tuple[int, Defect]]:
    """Yield the first defects of an injector in a document."""
    yield from zip(range(most), injector.make(clean), strict=False)


def try_document(name: str, ids: Sequence[str] = (), most: int = MOST) -> list[Tried]:
    """Try every injector (of some ids) on one document."""
    clean = clean_documents()[name]
    return [
        Tried(injector.id, injector.name, name, number, injector.see(clean, defect))
        for injector in INJECTORS
        if not ids or injector.id in ids
        for number, defect in defects_of(injector, clean, most)
    ]


def try_all(ids: Sequence[str], processes: int) -> list[Tried]:
    """Try every injector on every document."""
    jobs = [(name, tuple(ids)) for name in clean_documents()]
    with get_context("fork").Pool(processes) as pool:
        found = pool.starmap(try_document, jobs, chunksize=1)
    return [each for tried in found for each in tried]


def table(tried: Iterable[Tried]) -> str:
    """Return one row for each id: defects, told at their place, said not to be decided, false alarms, other errors."""
    groups: dict[str, list[Tried]] = defaultdict(list)
    for each in tried:
        groups[each.id].append(each)
    lines = [
        f"{'check':8}{'documents':>10}{'defects':>9}{'told':>7}{'recall':>9}{'open':>6}{'alarms':>8}  other errors"
    ]
    for check in TABLE:
        rows = groups.get(check.id, [])
        if not rows:
            lines.append(f"{check.id:8}{'-':>10}")
            continue
        told = sum(each.seen.placed for each in rows)
        others = Counter(id for each in rows for id in each.seen.others)
        alarms = sum(each.seen.alarms for each in rows)
        unsure = sum(each.seen.undecided for each in rows)
        documents = len({each.document for each in rows})
        shown = ", ".join(f"{id} {count}" for id, count in sorted(others.items())) or "none"
        share = f"{100 * told / len(rows):.1f} %"
        lines.append(f"{check.id:8}{documents:>10}{len(rows):>9}{told:>7}{share:>9}{unsure:>6}{alarms:>8}  {shown}")
    every = [each for rows in groups.values() for each in rows]
    told = sum(each.seen.placed for each in every)
    lines.append(f"{'all':8}{len({e.document for e in every}):>10}{len(every):>9}{told:>7}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Run and tell."""
    tried = try_all(arguments, int(os.environ.get("JOBS", "2")))
    print(table(tried))
    amiss = [each for each in tried if each.amiss]
    print(f"\nAmiss: {len(amiss)}")
    for each in amiss:
        known = " (known)" if each.known else ""
        print(f"  {each.id} {each.injector}, {each.document} {each.number + 1}: {each.amiss}{known}")
    return 1 if any(not each.known for each in amiss) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
