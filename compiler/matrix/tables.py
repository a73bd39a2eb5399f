"""A matrix as tables of words, by category or by benefit; how they are drawn is for the layouts."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.matrix.arranging import Arranged, By, Line, arranged
from tiaowen.compiler.matrix.cells import NOTHING, benefit_cell, class_cell, column_names
from tiaowen.compiler.matrix.model import Matrix


@frozen
class Table:
    """A table with its title; the first row is its head."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    below: str = ""


def tables(matrix: Matrix, by: By, p: Printing) -> Iterator[Table]:
    """Yield the tables of a matrix: who is in which class, then what everybody is granted."""
    columns = column_names(matrix)
    for each in arranged(matrix, by):
        head = (head_text(each, p), *(columns[at] for at in each.columns))
        rows = [(line_text(each, line, p), *(_cell(matrix, line, at, p) for at in each.columns)) for line in each.lines]
        yield Table(title_text(each, p), (head, *rows), below_text(matrix, each, p))


def title_text(table: Arranged, p: Printing) -> str:
    """Return what a table is about."""
    if table.group is not None:
        return p.of(table.group.text)
    return p.name(table.benefit) if table.benefit is not None else p.say("Classes", "类别")


def head_text(table: Arranged, p: Printing) -> str:
    """Return what stands above the first column."""
    return p.say("who", "对象") if table.group is None else p.say("benefit", "项目")


def line_text(table: Arranged, line: Line, p: Printing) -> str:
    """Return what a line is about: its benefit in the table of a group, else its people."""
    if table.group is not None and line.benefit is not None:
        return p.name(line.benefit)
    return p.people_named(id for group in line.groups for id in group.who)


def below_text(matrix: Matrix, table: Arranged, p: Printing) -> str:
    """Return what is said below a table: what another document decides, and who has no such benefit."""
    columns = column_names(matrix)
    if table.benefit is not None:
        without = p.list(name for at, name in enumerate(columns) if at not in table.columns)
        return p.colon(p.say("no such benefit", "无此项目"), without) if without else ""
    others = [p.colon(columns[at], p.list(map(p.name, sent))) for at, sent in table.elsewhere]
    return f"→ {p.colon(p.say('elsewhere', '另按'), p.clauses(others))}" if others else ""


def _cell(matrix: Matrix, line: Line, at: int, p: Printing) -> str:
    if line.benefit is None:
        return class_cell(line.standings[at], p)
    return benefit_cell(line.groups[0], at, line.benefit, matrix, p)


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
