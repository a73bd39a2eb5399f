"""What changes when a mark does not hold that regularly holds: who is then treated differently, and how.

Marks that change the same are told together; situations go by their numbers where they are whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tiaowen.compiler.compare.blocks import Numbered, place, ranges
from tiaowen.compiler.compare.groups import is_open
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Scene
from tiaowen.compiler.compare.printing import ORDER, Printing, Verdict, verdict
from tiaowen.compiler.compare.report_scenes import terms_of_both, turn
from tiaowen.compiler.compare.words import say

TITLE = say("Where a mark changes: other verdicts than above", "条件变化时：与上述判定不同者")

PLAIN = (Effect.IN, Effect.OUT, Effect.EQ)
"""What is told by its sign alone."""


def mark_lines(comparison: Comparison, numbered: Numbered, printing: Printing) -> Iterator[str]:
    """Yield what each changed mark does."""
    if all(scene.regular for scene in comparison.scenes):
        return
    yield ""
    yield printing.rule(printing.of(TITLE))
    for marks, told in changed_marks(comparison, numbered, printing):
        yield from printing.indented("▪ ", marks)
        for line in told:
            yield from printing.indented("    ", line)


def changed_marks(
    comparison: Comparison, numbered: Numbered, printing: Printing
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the marks that do the same when they change, and what that is."""
    by_mark: dict[str, list[Scene]] = {}
    for scene in comparison.scenes:
        if not scene.regular:
            for mark in _marks(scene):
                by_mark.setdefault(mark, []).append(scene)
    alike: dict[tuple[str, ...], list[str]] = {}
    for mark, scenes in by_mark.items():
        told = (*_differences(scenes, numbered, printing), *_untold(scenes, numbered, printing))
        if told:
            alike.setdefault(told, []).append(printing.mark(mark))
    for told, marks in alike.items():
        yield printing.clauses(marks), told


def _marks(scene: Scene) -> list[str]:
    return [str(value) for each in scene.rows[0].where if each.dimension == "marks" for value in each.values]


def _places(scenes: Iterable[Scene], numbered: Numbered, printing: Printing) -> str:
    """Return the situations by number; those that are parts of one by what they are."""
    numbers: list[int] = []
    texts: list[str] = []
    for scene in scenes:
        found = numbered.numbers(scene.rows[0].where)
        numbers += found
        texts += [] if found else [printing.place(place(scene), " · ") or printing.say("every visit", "所有就医")]
    return printing.clauses([ranges(numbers), *texts])


def _differences(scenes: Sequence[Scene], numbered: Numbered, printing: Printing) -> Iterator[str]:
    """Yield a line for each verdict that is another one than before, with whom and where, and the terms."""
    rows = [(scene, row) for scene in scenes for row in scene.rows if _changes(row, numbered)]
    found: dict[Verdict, dict[tuple[str, str], list[Scene]]] = {}
    for scene, row in rows:
        told = "" if row.effect in PLAIN else turn(row, printing).removeprefix("◇ ")
        for id in row.who:
            found.setdefault(verdict(row), {}).setdefault((told, id), []).append(scene)
    for each in (each for each in ORDER if each in found):
        together: dict[tuple[str, str], list[str]] = {}
        for (told, id), where in found[each].items():
            together.setdefault((told, _places(where, numbered, printing)), []).append(id)
        texts = [
            printing.remark(where, f"{printing.people_named(ids)} {told}".rstrip())
            for (told, where), ids in together.items()
        ]
        yield f"{each[0]} {printing.clauses(texts)}"
    paired = [row for _, row in rows if row.effect not in PLAIN]
    if paired:
        yield terms_of_both(paired, printing)


def _changes(row: Change, numbered: Numbered) -> bool:
    """Tell whether the verdict on somebody is another one than with the regular marks, wherever that can be told."""
    if row.effect is Effect.UNDET:
        return False
    numbers = numbered.numbers(row.where)
    before = [
        other for number in numbers for other in numbered.scenes[number - 1].rows if set(row.who) & set(other.who)
    ]
    return not numbers or not before or any(_verdict(row) != _verdict(other) for other in before)


def _verdict(row: Change) -> object:
    turns = row.proof.crossings if row.proof is not None and row.effect is Effect.MIX else ()
    return (row.effect, turns)


def _untold(scenes: Sequence[Scene], numbered: Numbered, printing: Printing) -> Iterator[str]:
    alike: dict[tuple[str, str], list[tuple[Scene, Change]]] = {}
    for scene in scenes:
        for row in scene.rows:
            if row.effect is Effect.UNDET:
                opened = printing.clauses(
                    f"{printing.side(index)} {printing.of(view.text)}"
                    for index, view in enumerate((row.left, row.right))
                    if view is not None and is_open(view)
                )
                alike.setdefault((verdict(row)[0], opened), []).append((scene, row))
    for (sign, opened), found in alike.items():
        where = _places(dict.fromkeys(scene for scene, _ in found), numbered, printing)
        who = printing.everyone(row for _, row in found)
        yield f"{sign} {printing.remark(where, printing.colon(opened, who))}"
