"""What a revision did to the text alone: articles renumbered, clauses moved, split, joined or reworded.

Statements of both documents are matched by what they mean. A statement that stands elsewhere was *renumbered* where
everything of its article went the same way, else *moved*. A clause whose cases several clauses of the other document
decide between them was *split*, the other way round *joined*. The same meaning in other words is *text only*, and so is
every remark, which computes nothing.

For versions of one document only: between two places, numbers and wording differ throughout. What else has changed is
left to the rows of each matter, which have an effect.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from attrs import evolve, frozen

from tiaowen.compiler.compare.context import Context
from tiaowen.compiler.compare.model import Change, Effect, Standing, Structure, View
from tiaowen.compiler.compare.plain import plain_row
from tiaowen.compiler.compare.said import CLAUSE, REMARK, Statement, statements, words
from tiaowen.compiler.compare.verdicts import combine
from tiaowen.compiler.compare.words import both, join, same, say
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Text

Place = tuple[str, tuple[int, ...], int | None]

ARTICLE = "article"

TEXTUAL = (
    Structure.RENAMED,
    Structure.RENUMBERING,
    Structure.MOVE,
    Structure.SPLIT,
    Structure.JOIN,
    Structure.TEXT_ONLY,
)
"""What happened to the text alone."""

REASONS = {
    Structure.RENUMBERING: say("the same content under another number", "内容相同，条号不同"),
    Structure.MOVE: say("the same content in another place", "内容相同，位置不同"),
    Structure.SPLIT: say("one clause became several", "一条规定拆为数条"),
    Structure.JOIN: say("several clauses became one", "数条规定并为一条"),
    Structure.TEXT_ONLY: say("another wording, the same meaning", "文字不同，含义相同"),
}


@frozen
class Pair:
    """One statement as both documents have it."""

    left: Statement
    right: Statement

    @property
    def moves(self) -> tuple[tuple[Citation, Citation], ...]:
        """Return the places it was in and those it is in, but for the ones it has kept."""
        old, new = ({_place(cite): cite for cite in each.cites} for each in (self.left, self.right))
        gone = [cite for place, cite in old.items() if place not in new]
        come = [cite for place, cite in new.items() if place not in old]
        return tuple(zip(gone, come, strict=False))


def _place(cite: Citation) -> Place:
    return cite.form, cite.numbers, cite.paragraph


def clause_rows(context: Context, rows: Sequence[Change]) -> Iterator[Change]:
    """Yield what happened to the text between two versions; ``rows`` are those that have an effect."""
    left, right = (list(statements(side.policy)) for side in context.sides)
    pairs = _matched(left, right)
    yield from _moved(pairs)
    for pair in pairs:
        if words(pair.left.text) != words(pair.right.text):
            yield _row(pair.left.kind, [pair.left], [pair.right], Structure.TEXT_ONLY, context)
    yield from _parted(context, left, right, rows)
    yield from _reworded(context, left, right)


def _matched(left: list[Statement], right: list[Statement]) -> list[Pair]:
    """Return the statements of the same meaning, and take them out; those that stayed in their place first."""
    found = []
    for key in (_where_and_what, lambda each: each.meaning):
        by_key = _by(right, key)
        for one in tuple(left):
            others = by_key.get(key(one))
            if others:
                two = others.pop(0)
                left.remove(one)
                _drop(right, two)
                found.append(Pair(one, two))
    return found


def _where_and_what(each: Statement) -> Hashable:
    return (frozenset(map(_place, each.cites)), each.meaning)


def _by(every: Sequence[Statement], key: Callable[[Statement], Hashable]) -> dict[Hashable, list[Statement]]:
    found: dict[Hashable, list[Statement]] = {}
    for each in every:
        found.setdefault(key(each), []).append(each)
    return found


def _drop(every: list[Statement], one: Statement) -> None:
    every.pop(next(at for at, each in enumerate(every) if each is one))


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _moved(pairs: Sequence[Pair]) -> Iterator[Change]:
    goes: dict[Place, set[Place]] = {}
    comes: dict[Place, set[Place]] = {}
    for pair in pairs:
        kept = {_place(cite) for cite in pair.left.cites} & {_place(cite) for cite in pair.right.cites}
        for old, new in [*((place, place) for place in kept), *((_place(a), _place(b)) for a, b in pair.moves)]:
            goes.setdefault(old, set()).add(new)
            comes.setdefault(new, set()).add(old)
    told: set[tuple[Place, Place]] = set()
    for pair in pairs:
        for one, two in pair.moves:
            way = (_place(one), _place(two))
            if len(goes[way[0]]) > 1 or len(comes[way[1]]) > 1:
                yield _elsewhere(pair, one, two)
            elif way not in told:
                told.add(way)
                yield _article(one, two)


def _article(old: Citation, new: Citation) -> Change:
    views = (_cited(old), _cited(new))
    row = plain_row("", ARTICLE, views, Effect.EQ, REASONS[Structure.RENUMBERING])
    return evolve(row, structure=Structure.RENUMBERING)


def _elsewhere(pair: Pair, old: Citation, new: Citation) -> Change:
    views = [
        View(Standing.STATED, f"{_value(cite)} {words(each.text)}", each.text, (cite,))
        for each, cite in ((pair.left, old), (pair.right, new))
    ]
    benefit = next(iter(pair.left.benefits), "")
    row = plain_row(benefit, pair.left.kind, (views[0], views[1]), Effect.EQ, REASONS[Structure.MOVE])
    return evolve(row, structure=Structure.MOVE)


def _cited(cite: Citation) -> View:
    text = both(lambda language: citation_text(evolve(cite, reading=None), language))
    return View(Standing.STATED, _value(cite), text, (cite,))


def _value(cite: Citation) -> str:
    return " ".join(filter(None, [cite.form, ".".join(map(str, cite.numbers)), str(cite.paragraph or "")]))


# ── parts and words ──────────────────────────────────────────────────────────────────────────────────────────────


def _parted(
    context: Context, left: list[Statement], right: list[Statement], rows: Sequence[Change]
) -> Iterator[Change]:
    for wholes, pieces, kind in ((left, right, Structure.SPLIT), (right, left, Structure.JOIN)):
        for whole in [each for each in wholes if each.kind == CLAUSE]:
            parts = [each for each in pieces if each.kind == CLAUSE and each.cases <= whole.cases]
            if len(parts) < 2 or frozenset[Hashable]().union(*(each.cases for each in parts)) != whole.cases:
                continue
            _drop(wholes, whole)
            for each in parts:
                _drop(pieces, each)
            sides = ([whole], parts) if kind is Structure.SPLIT else (parts, [whole])
            row = _row(CLAUSE, *sides, kind, context)
            yield evolve(row, effect=_effect(whole, parts, row, rows))


def _effect(whole: Statement, parts: Sequence[Statement], row: Change, rows: Sequence[Change]) -> Effect:
    """Return what the rows show that a clause and its parts decide, where the figures are not the same."""
    meanings = [each.meaning for each in parts if isinstance(each.meaning, frozenset)]
    if frozenset[Hashable]().union(*meanings) == whole.meaning:
        return Effect.EQ
    facets = {case[:2] for case in whole.cases}
    touched = [each for each in rows if (each.benefit, each.facet) in facets and set(each.who) & set(row.who)]
    return combine(each.effect for each in touched if each.effect is not Effect.EQ) or Effect.EQ


def _reworded(context: Context, left: list[Statement], right: list[Statement]) -> Iterator[Change]:
    """Yield the remarks that only one document has, or that both have in the same place in other words."""
    mine, theirs = (_by([each for each in every if each.kind == REMARK], _topic) for every in (left, right))
    for topic in dict.fromkeys([*mine, *theirs]):
        one, two = mine.get(topic, []), theirs.get(topic, [])
        for at in range(max(len(one), len(two))):
            yield _row(REMARK, one[at : at + 1], two[at : at + 1], Structure.TEXT_ONLY, context)


def _topic(each: Statement) -> Hashable:
    meaning = each.meaning
    matter = meaning[1][0] if isinstance(meaning, tuple) and isinstance(meaning[1], tuple) else meaning
    return (frozenset(map(_place, each.cites)), matter)


def _row(
    kind: str, left: Sequence[Statement], right: Sequence[Statement], structure: Structure, context: Context
) -> Change:
    views = [_view(each) for each in (left, right)]
    every = [*left, *right]
    people = frozenset[str]().union(*(each.people for each in every))
    at = [
        position
        for position, group in enumerate(context.people.groups)
        if any(seen.atoms and set(seen.atoms) <= people for seen in (group.left, group.right))
    ]
    benefit = next((id for each in every for id in each.benefits), "")
    row = plain_row(benefit, kind, (views[0], views[1]), Effect.EQ, REASONS[structure])
    who_text = context.people.names(at) if at else row.who_text
    return evolve(row, structure=structure, who=context.people.ids(at), who_text=who_text)


def _view(found: Sequence[Statement]) -> View:
    if not found:
        return View(Standing.NOT_STATED, Standing.NOT_STATED.value, same(""))
    text: Text = join([each.text for each in found], "; ", "；")
    cites = tuple(dict.fromkeys(cite for each in found for cite in each.cites))
    return View(Standing.STATED, words(text), text, cites)
