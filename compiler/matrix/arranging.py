"""A matrix arranged in tables of groups and benefits, by category or by benefit; the words are for the layouts."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from tiaowen.compiler.compare.model import Standing as Said
from tiaowen.compiler.matrix.folding import about
from tiaowen.compiler.matrix.model import Group, Matrix, Standing


class By(Enum):
    """What a matrix is arranged by."""

    CATEGORY = "category"
    BENEFIT = "benefit"


@frozen(eq=False)
class Line:
    """A line of a table: people of whom the same is said, and of which benefit; without one it is of their classes."""

    groups: tuple[Group, ...]
    benefit: str | None = None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Return how the documents stand to these people."""
        return self.groups[0].documents


@frozen(eq=False)
class Arranged:
    """A table: of one group, of one benefit, or of everybody's classes (neither of them).

    ``columns`` are the numbers of its documents. ``elsewhere`` are the benefits of which all that a document says is
    that another one decides, by its number: they have no line.
    """

    lines: tuple[Line, ...]
    columns: tuple[int, ...]
    group: Group | None = None
    benefit: str | None = None
    elsewhere: tuple[tuple[int, tuple[str, ...]], ...] = ()


def arranged(matrix: Matrix, by: By) -> Iterator[Arranged]:
    """Yield the tables of a matrix: who is in which class, then what everybody is granted."""
    yield _classes(matrix)
    if by is By.CATEGORY:
        tables = (_category(matrix, group) for group in matrix.groups)
        yield from (table for table in tables if table.lines or table.elsewhere)
    else:
        yield from (_benefit(matrix, benefit) for benefit in matrix.benefits)


def _classes(matrix: Matrix) -> Arranged:
    """Return the classes of everybody, people of one row of classes together."""
    together: dict[object, list[Group]] = {}
    for group in matrix.groups:
        together.setdefault(tuple((each.text, each.near) for each in group.documents), []).append(group)
    return Arranged(tuple(Line(tuple(members)) for members in together.values()), _every(matrix))


def _category(matrix: Matrix, group: Group) -> Arranged:
    """Return what one group is granted, benefit by benefit."""
    said = [each for each in matrix.benefits if any(own.terms.get(each) for own in group.documents)]
    told = [each for each in said if not _only_elsewhere(group, each)]
    elsewhere = []
    for at, own in enumerate(group.documents):
        sent = tuple(each for each in said if each not in told and own.terms.get(each))
        if sent:
            elsewhere.append((at, sent))
    lines = tuple(Line((group,), each) for each in told)
    return Arranged(lines, _every(matrix), group=group, elsewhere=tuple(elsewhere))


def _only_elsewhere(group: Group, benefit: str) -> bool:
    """Tell whether all that is said of a benefit is that another document decides."""
    pieces = [piece for each in group.documents for piece in each.terms.get(benefit, ())]
    return all(piece.view.standing is Said.ELSEWHERE for piece in pieces)


def _benefit(matrix: Matrix, benefit: str) -> Arranged:
    """Return one benefit by groups of people, of the documents that have it."""
    numbers = tuple(at for at, has in enumerate(matrix.has[benefit]) if has)
    together: dict[object, list[Group]] = {}
    key = about(benefit)
    for group in matrix.groups:
        if any(group.documents[at].terms.get(benefit) for at in numbers):
            together.setdefault(key(group), []).append(group)
    lines = tuple(Line(tuple(members), benefit) for members in together.values())
    return Arranged(lines, numbers, benefit=benefit)


def _every(matrix: Matrix) -> tuple[int, ...]:
    return tuple(range(len(matrix.documents)))
