"""The mutants of policy files, each compiled, tested and judged; two at a time, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from multiprocessing import get_context
from pathlib import Path

from attrs import frozen
from mutation.equivalent import why_the_same
from mutation.mutant import Mutant
from mutation.mutants import mutants_of
from mutation.verdict import Known, Verdict, examine, known_findings

TOP = Path(__file__).resolve().parents[2]


@frozen
class Tried:
    """A mutant of a file, and what noticed it."""

    file: str
    mutant: Mutant
    verdict: Verdict

    @property
    def title(self) -> str:
        """Return the mutant in one line, without its place in the file: what it is known by."""
        row = self.mutant.row
        return f"{self.file} {' '.join(row.headings)} {self.mutant.kind}: {' '.join(self.mutant.told().split())}"

    @property
    def same(self) -> str | None:
        """Return why the changed file says the same, if it is known to."""
        return why_the_same(self.title)

    @property
    def survives(self) -> bool:
        """Return whether nothing noticed, though there is something to notice."""
        return not self.verdict.caught and self.same is None


def shipped(parts: Sequence[str] = ()) -> tuple[Path, ...]:
    """Return the Chinese policy files whose names contain one of ``parts``; all of them without any."""
    files = sorted(p for p in (TOP / "policies").rglob("*.policy") if not p.name.endswith(".en.policy"))
    return tuple(p for p in files if not parts or any(part in p.name for part in parts))


def try_all(files: Iterable[Path], processes: int) -> tuple[Tried, ...]:
    """Return every mutant of the files that can be read, with its verdict.

    A file that something alarms as it is ends the run: nothing could be told from its mutants.
    """
    jobs: list[tuple[str, Known]] = []
    mutants: list[tuple[str, Mutant]] = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        known = known_findings(text)
        before = examine(text, known)
        if before.caught:
            raise SystemExit(f"{path.name} does not hold as it is: {before}")
        for mutant in mutants_of(text):
            mutants.append((path.name.removesuffix(".policy"), mutant))
            jobs.append((mutant.apply(text), known))
    with get_context("fork").Pool(processes) as pool:
        verdicts = pool.starmap(examine, jobs, chunksize=8)
    tried = (Tried(*mutant, verdict) for mutant, verdict in zip(mutants, verdicts, strict=True))
    return tuple(t for t in tried if not t.verdict.unreadable)
