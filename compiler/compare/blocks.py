"""The regular situations in the order in which a reader meets them, numbered, those with one table together.

Everyday ones come first: inpatients with a listed disease, then those with any other one, then other kinds of care,
then single diseases that some clause treats apart.

Left to others: headings and tables (``report_scenes``), what changes with a mark (``report_marks``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.compare.model import Change, Effect, Restriction, Scene
from tiaowen.compiler.compare.verdicts import compatible

LISTED, OTHER_DISEASE, OTHER_CARE, APART = range(4)
ROLES = ("both", "left", "right", "neither")
QUIET = (Effect.EQ, Effect.UNDET)


@frozen
class Block:
    """Situations in which the same people are paid the same, with their numbers."""

    numbers: tuple[int, ...]
    scenes: tuple[Scene, ...]

    @property
    def rows(self) -> tuple[Change, ...]:
        """Return the rows of any of them."""
        return self.scenes[0].rows

    @property
    def quiet(self) -> bool:
        """Tell whether nothing is known to differ."""
        return all(row.effect in QUIET for row in self.rows)

    @property
    def apart(self) -> bool:
        """Tell whether it is about single diseases that some clause treats apart."""
        return all(_everyday(scene)[0] == APART for scene in self.scenes)


@frozen(eq=False)
class Numbered:
    """The blocks, and every regular situation by its number."""

    blocks: tuple[Block, ...]
    scenes: tuple[Scene, ...]

    def numbers(self, where: Sequence[Restriction]) -> tuple[int, ...]:
        """Return the regular situations that make up a place; nothing where one of them is only partly in it."""
        inside = []
        for number, scene in enumerate(self.scenes, start=1):
            regular = place(scene)
            if compatible(regular, _without_marks(where)):
                if not _within(regular, where):
                    return ()
                inside.append(number)
        return tuple(inside)


def numbered(scenes: Iterable[Scene]) -> Numbered:
    """Return the regular situations in order."""
    ordered = sorted((scene for scene in scenes if scene.regular), key=_everyday)
    together: dict[object, list[int]] = {}
    for number, scene in enumerate(ordered, start=1):
        together.setdefault(_signature(scene), []).append(number)
    blocks = tuple(
        Block(tuple(numbers), tuple(ordered[number - 1] for number in numbers)) for numbers in together.values()
    )
    return Numbered(blocks, tuple(ordered))


def place(scene: Scene) -> tuple[Restriction, ...]:
    """Return where a situation is, but for the marks."""
    return _without_marks(scene.rows[0].where)


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers in short: ``1, 3–5``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _without_marks(where: Sequence[Restriction]) -> tuple[Restriction, ...]:
    return tuple(each for each in where if each.dimension != "marks")


def _within(inner: Sequence[Restriction], outer: Sequence[Restriction]) -> bool:
    values = {each.dimension: each.values for each in inner}
    return all(
        each.dimension in values and _covers(each.values, values[each.dimension]) for each in _without_marks(outer)
    )


def _covers(outer: tuple[str | int, ...], inner: tuple[str | int, ...]) -> bool:
    if set(inner) <= set(outer):
        return True
    return all(any(_contains(str(one), str(other)) for one in outer) for other in inner)


def _contains(outer: str, inner: str) -> bool:
    if ".." not in outer or ".." not in inner:
        return False
    (low, high), (start, end) = _range(outer), _range(inner)
    return low <= start and (high is None or (end is not None and end <= high))


def _range(text: str) -> tuple[Fraction, Fraction | None]:
    low, _, high = text.partition("..")
    return Fraction(low), Fraction(high) if high else None


def _signature(scene: Scene) -> object:
    return tuple(sorted((row.group, str(row.table)) for row in scene.rows))


def _everyday(scene: Scene) -> tuple[int, ...]:
    """Return what puts situations in order; equal ones stay as they are."""
    where = {each.dimension: each.values for each in place(scene)}
    diseases = where.get("disease", ())
    roles = [ROLES.index(str(value)) for value in diseases if value in ROLES]
    inpatient = "inpatient" in where.get("care", ("inpatient",))
    if diseases and not roles:
        return (APART, not inpatient)
    if not inpatient:
        return (OTHER_CARE,)
    kind = OTHER_DISEASE if roles == [ROLES.index("neither")] else LISTED
    # Above the gate first: there the documents say more.
    gate = next((_range(str(value))[0] for value in where.get("bill", ())), Fraction(0))
    return (kind, min(roles, default=0), -int(gate))
