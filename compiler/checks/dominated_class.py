"""TW211: people of a class that the document ranks higher, and who are paid less than those of a lower one.

The order is that in which the recipients are listed by class, and what the document demands of lower ones (*the ratio
of priority recipients above that of others*). All benefits of a visit together are compared, in the same case and for
the same costs, where both are paid something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import ClassVar

from attrs import frozen

from tiaowen.compiler.checks.cells import (
    BILLS,
    UNCONFIRMED,
    Does,
    RowsFinding,
    Spot,
    Table,
    amount,
    articles,
    by_bill,
    cells_of,
    line,
    or_answered,
    people,
    place_of,
    plain,
    round_inside,
    rows,
    settle,
    total,
    uninsured,
)
from tiaowen.compiler.checks.check import Answer, Case, Check, Engine, Undecided, Words, pick
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.rules.model import Ordered, Rule
from tiaowen.compiler.schedule import Stretch, highest, signs
from tiaowen.dsl.diagnostics import Place, Severity
from tiaowen.dsl.tree import Language

LEAST = 100
"""A difference of less than this, in fen, is left to rounding."""


@frozen(kw_only=True)
class DominatedClass(RowsFinding):
    """Higher-ranked people, paid less than lower-ranked ones in the same case."""

    id: ClassVar[str] = "TW211"
    severity: ClassVar[Severity] = Severity.WARNING
    higher: Words
    lower: Words

    def said(self, language: Language) -> str:
        """Name both."""
        higher, lower = pick(self.higher, language), pick(self.lower, language)
        if language is Language.ZH:
            return f"{higher}列在{lower}之前，救助却较少："
        return f"{higher} rank before {lower}, and are paid less:"

    def advice(self, language: Language) -> str | None:
        """Say what to look at."""
        if language is Language.ZH:
            return "请核对两类对象的待遇是否写反，或者前一类是否漏写。"
        return "See whether the terms of the two are exchanged, or whether the higher class has been left out."


@frozen
class Less:
    """Where a higher class is paid less: stretches of what is left to pay, by how much at most, near which amount."""

    stretches: tuple[Stretch, ...]
    most: Fraction | None
    at: Fraction | None
    lower: int


def find(context: Context) -> Iterable[Answer]:
    """Compare every class with those ranked below it, in every cell."""
    table = cells_of(context)
    ranked = ranks(table)
    if not ranked:
        return
    yield from or_answered(_find(context, table, ranked), table)


def ranks(table: Table) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Return every pair of groups of people of which the first ranks higher."""
    classes = {each.id: each for each in table.policy.classes}
    listed = classes.get("recipients")
    members = [_members(table, id) for id in listed.members if id in classes] if listed is not None else []
    pairs = [(one, two) for at, one in enumerate(members) for two in members[at + 1 :]]
    for norm in table.policy.norms:
        if isinstance(norm, Ordered):
            above = frozenset[int]().union(*(_members(table, id) for id in norm.above))
            pairs.append((above, frozenset[int]().union(*(_members(table, id) for id in norm.below))))
    return [(one - two, two - one) for one, two in dict.fromkeys(pairs) if one - two and two - one]


def _members(table: Table, id: str) -> frozenset[int]:
    identity = table.policy.identities.get(id)
    atoms = set(identity.atoms) if identity is not None else {id}
    found = []
    for position, group in enumerate(table.people.groups):
        seen = group.left
        if seen.atoms and not seen.outside and set(seen.atoms) <= atoms:
            found.append(position)
    return frozenset(found)


@lru_cache(maxsize=1024)
def less(higher: tuple[Pays, ...], lower: tuple[Pays, ...], bill: Range | None, who: int) -> Less | None:
    """Return where ``higher`` comes to less than ``lower``; None where it never does."""
    kinds = (line, uninsured) if by_bill((*higher, *lower)) else (line,)
    for one, two in ((along(higher, bill), along(lower, bill)) for along in kinds):
        gain = two.total - one.total
        most = highest(gain, two.upto)
        if most.value is None or most.value >= LEAST:
            stretches = tuple(each for each in signs(gain, two.upto) if each.sign > 0)
            return Less(stretches, most.value, most.at, who)
    return None


def _less(above: Does, below: Does, bill: Range | None, who: int) -> Less | None:
    # Who is not covered at all is not covered in so many words, or a hole (TW101): neither is an exchanged figure.
    if not above.known or not below.known or not above.pays or not below.pays or above.pays == below.pays:
        return None
    return less(above.pays, below.pays, bill, who)


def _find(context: Context, table: Table, ranked: list[tuple[frozenset[int], frozenset[int]]]) -> Iterator[Answer]:
    known: dict[tuple[object, ...], Less | None] = {}
    groups: dict[tuple[frozenset[int], frozenset[int]], dict[Spot, Less]] = {}
    for cell in table.priced:
        for higher, lower in ranked:
            for one, two in product(sorted(higher), sorted(lower)):
                above, below = cell.does[one], cell.does[two]
                key = (id(above), id(below), id(cell.bill))
                if key not in known:
                    known[key] = _less(above, below, cell.bill, two)
                here = known[key]
                if here is not None:
                    spots = groups.setdefault((higher, lower), {})
                    spots.setdefault((one, cell.at), Less(here.stretches, here.most, here.at, two))
    for (_, lower), hits in groups.items():
        if hits:
            yield _finding(context, table, lower, hits)


def _finding(context: Context, table: Table, lower: frozenset[int], hits: dict[Spot, Less]) -> Answer:
    values = {spot: (each.most, each.lower) for spot, each in hits.items()}
    told = rows(table, values, without=BILLS)
    spot = told[0][0].spot
    place, second = _places(context, table, spot, hits[spot])
    cases = _cases(context, table, spot, hits[spot])
    if cases is None:
        return Undecided(UNCONFIRMED, place)
    who = frozenset(each[0] for each in hits)
    return DominatedClass(
        higher=plain(people(table, who)),
        lower=plain(people(table, frozenset(each.lower for each in hits.values()) & lower)),
        rows=tuple(_row(row.text, hits[row.spot]) for row, _ in told),
        cases=cases,
        place=place,
        second=second,
        cites=articles(table.does(spot).pays[0]),
    )


def _places(context: Context, table: Table, spot: Spot, hit: Less) -> tuple[Place, Place | None]:
    """Return where the rules stand that are for the fewest people: those set them apart."""
    first = sorted(table.does(spot).pays[0].rules, key=_size)
    second = sorted(table.does((hit.lower, spot[1])).pays[0].rules, key=_size)
    if not context.own(first[0]):
        return place_of(context, second[0], *first), None
    return context.clause_place(first[0].clause), place_of(context, second[0]) if context.own(second[0]) else None


def _size(rule: Rule) -> int:
    return sum(len(box.categories or ()) for box in rule.boxes)


def _cases(context: Context, table: Table, spot: Spot, hit: Less) -> tuple[Case, Case] | None:
    bill = table.by_at[spot[1]].bill
    for at, _ in zip(round_inside(hit.stretches, hit.at), range(12), strict=False):
        costs = max(at, bill.low) if bill is not None else at
        higher = settle(context, table, spot, at, costs)
        lower = settle(context, table, (hit.lower, spot[1]), at, costs)
        one, two = total(higher), total(lower)
        if one is not None and two is not None and one < two:
            return higher, lower
    return None


def _row(text: Words, hit: Less) -> Words:
    if hit.most is None:
        return text
    most = amount(hit.most)
    return f"{text[0]}: by up to {most[0]}", f"{text[1]}：最多少{most[1]}"


CHECK = Check("TW211", "dominated-class", Engine.SCHEDULE, (DominatedClass,), find)
