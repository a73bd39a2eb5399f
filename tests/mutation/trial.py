"""The mutants of policy files, each compiled, tested and judged in several processes, in the order of the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

from attrs import frozen
from law.forms import contents_of
from mutation.equivalent import why_the_same
from mutation.mutant import Mutant
from mutation.mutants import mutants_of
from mutation.verdict import Known, Verdict, examine, known_findings

TOP = Path(__file__).resolve().parents[2]


@frozen
class Tried:
    """A mutant of a file, and what noticed it.

    ``title`` is what it is known by: its place and change without the line number, and its number among those alike.
    """

    file: str
    mutant: Mutant
    title: str
    verdict: Verdict

    @property
    def same(self) -> str | None:
        """Return why the changed file says the same, if it is known to."""
        return why_the_same(self.title)

    @property
    def survives(self) -> bool:
        """Return whether nothing noticed, though there is something to notice."""
        return not self.verdict.caught and self.same is None


def shipped(parts: Sequence[str] = ()) -> tuple[Path, ...]:
    """Return the Chinese policy files whose names contain one of ``parts``; all of them without any.

    A file without examples is not written yet: nothing could notice a change of it.
    """
    files = sorted(p for p in (TOP / "policies").rglob("*.policy") if not p.name.endswith(".en.policy"))
    written = (p for p in files if contents_of(p.read_text(encoding="utf-8")).examples)
    return tuple(p for p in written if not parts or any(part in p.name for part in parts))


def unfit(files: Iterable[Path]) -> tuple[str, ...]:
    """Return the files that something alarms as they are, with what: nothing could be told from their mutants."""
    verdicts = ((path, examine(text := path.read_text(encoding="utf-8"), known_findings(text))) for path in files)
    return tuple(f"{path.stem}: {verdict}" for path, verdict in verdicts if verdict.caught)


def try_all(files: Iterable[Path], processes: int) -> tuple[Tried, ...]:
    """Return every mutant of the files that can be read, with its verdict."""
    jobs: list[tuple[str, Known]] = []
    mutants: list[tuple[str, Mutant, str]] = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        known = known_findings(text)
        for mutant, title in titled(path.stem, mutants_of(text)):
            mutants.append((path.stem, mutant, title))
            jobs.append((mutant.apply(text), known))
    with get_context("fork").Pool(processes) as pool:
        verdicts = pool.starmap(examine, jobs, chunksize=8)
    tried = (Tried(*mutant, verdict) for mutant, verdict in zip(mutants, verdicts, strict=True))
    return tuple(t for t in tried if not t.verdict.unreadable)


def titled(file: str, mutants: Iterable[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant of a file with its title."""
    alike: Counter[str] = Counter()
    for mutant in mutants:
        title = f"{file} {' '.join(mutant.row.headings)} {mutant.kind}: {' '.join(mutant.told().split())}"
        alike[title] += 1
        yield mutant, title if alike[title] == 1 else f"{title} ({alike[title]})"
