"""A matrix as tables of words, by category or by benefit; how they are drawn is for the layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import frozen

from tiaowen.compiler.compare.model import Standing as Said
from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.matrix.cells import NOTHING, benefit_cell, class_cell, column_names
from tiaowen.compiler.matrix.folding import about
from tiaowen.compiler.matrix.model import Group, Matrix


class By(Enum):
    """What a matrix is arranged by."""

    CATEGORY = "category"
    BENEFIT = "benefit"


@frozen
class Table:
    """A table with its title; the first row is its head."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    below: str = ""


def tables(matrix: Matrix, by: By, p: Printing) -> Iterator[Table]:
    """Yield the tables of a matrix: who is in which class, then what everybody is granted."""
    yield _classes(matrix, p)
    if by is By.CATEGORY:
        for group in matrix.groups:
            table = _category(matrix, group, p)
            if len(table.rows) > 1 or table.below:
                yield table
    else:
        for benefit in matrix.benefits:
            yield _benefit(matrix, benefit, p)


def _classes(matrix: Matrix, p: Printing) -> Table:
    """Return the classes of everybody, people of one row of classes together."""
    together: dict[tuple[str, ...], list[Group]] = {}
    for group in matrix.groups:
        cells = tuple(class_cell(each, p) for each in group.documents)
        together.setdefault(cells, []).append(group)
    head = (p.say("who", "对象"), *column_names(matrix))
    rows = [(_people(members, p), *cells) for cells, members in together.items()]
    return Table(p.say("Classes", "类别"), (head, *rows))


def _category(matrix: Matrix, group: Group, p: Printing) -> Table:
    """Return what one group is granted, benefit by benefit."""
    columns = column_names(matrix)
    numbers = range(len(matrix.documents))
    said = [each for each in matrix.benefits if any(group.documents[at].terms.get(each) for at in numbers)]
    told = [each for each in said if not _only_elsewhere(group, each)]
    rows = [(p.name(each), *(benefit_cell(group, at, each, matrix, p) for at in numbers)) for each in told]
    others = []
    for at in numbers:
        sent = [each for each in said if each not in told and group.documents[at].terms.get(each)]
        if sent:
            others.append(p.colon(columns[at], p.list(map(p.name, sent))))
    below = f"→ {p.colon(p.say('elsewhere', '另按'), p.clauses(others))}" if others else ""
    return Table(p.of(group.text), ((p.say("benefit", "项目"), *columns), *rows), below)


def _only_elsewhere(group: Group, benefit: str) -> bool:
    """Tell whether all that is said of a benefit is that another document decides."""
    pieces = [piece for each in group.documents for piece in each.terms.get(benefit, ())]
    return all(piece.view.standing is Said.ELSEWHERE for piece in pieces)


def _benefit(matrix: Matrix, benefit: str, p: Printing) -> Table:
    """Return one benefit by groups of people, of the documents that have it."""
    numbers = [at for at, has in enumerate(matrix.has[benefit]) if has]
    together: dict[object, list[Group]] = {}
    key = about(benefit)
    for group in matrix.groups:
        if any(group.documents[at].terms.get(benefit) for at in numbers):
            together.setdefault(key(group), []).append(group)
    columns = column_names(matrix)
    head = (p.say("who", "对象"), *(columns[at] for at in numbers))
    rows = [
        (_people(members, p), *(benefit_cell(members[0], at, benefit, matrix, p) for at in numbers))
        for members in together.values()
    ]
    without = p.list(name for at, name in enumerate(columns) if at not in numbers)
    below = p.colon(p.say("no such benefit", "无此项目"), without) if without else ""
    return Table(p.name(benefit), (head, *rows), below)


def _people(groups: Sequence[Group], p: Printing) -> str:
    return p.people_named(id for group in groups for id in group.who)


def remarks(matrix: Matrix, p: Printing) -> Iterator[str]:
    """Yield what the tables rest on and what their signs mean."""
    yield p.say(f"amounts for claims of {matrix.year}", f"数额按{matrix.year}年就医")
    yield p.say(
        f"{NOTHING} no such benefit or not for them   ? not stated   ⌂ left open   → elsewhere   ✗ not covered   "
        "≈ defined otherwise elsewhere",
        f"{NOTHING} 无此项目或不适用   ? 未规定   ⌂ 未定数额   → 另按   ✗ 不予救助   ≈ 各文件定义不同",
    )
    meant: dict[str, dict[str, str]] = {}
    for one, two, near in matrix.near:
        own = meant.setdefault(p.of(near.name), {})
        own.setdefault(one, f"{p.of(near.left)} {p.cited(near.left_cites)}".rstrip())
        own.setdefault(two, f"{p.of(near.right)} {p.cited(near.right_cites)}".rstrip())
    for name, definitions in meant.items():
        said = p.clauses(p.colon(policy, text) for policy, text in definitions.items())
        yield f"≈ {name}{p.say(' — ', '——')}{said}"
